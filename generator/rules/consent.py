"""Who is shown as what, who is not, and why a story is kept from a channel.

S130 (warning): withheld from a channel

    The story spells the name of somebody who is not named there by their own wish, so it is not
    shown on some channels.

    Why: A wish not to be named holds for every byte that is printed. Written as @id, a person
    becomes whatever may be shown; a spelled name cannot.

    Remedy: Write @id in place of the name, or leave it out.

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        ida: {name: Ida Brandt, team: bench, named: no}

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed, and Ida Brandt made coffee.

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        ida: {name: Ida Brandt, team: bench, named: no}

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed, and somebody made coffee.

S131 (warning): a first name stands alone in prose

    A word that is somebody's first or family name stands alone in the prose.

    Why: It may be them, and they may not want to be named. It may also be a month or a flower; a
    program cannot tell.

    Remedy: Write @id if it is them. If it is no name, add the field not_names: [Word].

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        ida: {name: Ida Brandt, team: bench, named: ask}

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed, and so did Ida.

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        ida: {name: Ida Brandt, team: bench, named: ask}

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        not_names: [Ida]
        ---
        @maria stayed on the steamer Ida.

S132 (advice): somebody appears without their name

    Somebody in the story appears as a colleague, because they did not agree to be named there.

    Why: There is nothing wrong. Perhaps they would say yes, if somebody asked.

    Remedy: Ask them; `reciprocity consent STORY` writes the message. If it is their wish, leave it.

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        ida: {name: Ida Brandt, team: bench, named: ask}

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: ida
        ---
        @maria stayed an hour with @ida.

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        ida: {name: Ida Brandt, team: bench, named: ask}

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: ida
        consent: ida
        ---
        @maria stayed an hour with @ida.

S137 (advice): a wish keeps the story from a channel

    Somebody in the story does not want to be in stories on some channel, so it is not shown there.

    Why: There is nothing wrong, and nothing to mend. It is said so that nobody wonders where the
    story is.

    Remedy: Nothing. Told without them, it could be shown there.

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        ida: {name: Ida Brandt, team: bench, named: yes, channels: [site]}

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: ida
        ---
        @maria stayed with @ida.

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        ida: {name: Ida Brandt, team: bench, named: yes, channels: [site]}

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed with @sam.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.consent.decision import Reason, decide
from generator.consent.permissions import Permissions
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.model import Channel, Named, Settings, Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.rules.places import first_place, reference
from generator.text.names import NameIndex, words

CODES = codes(__doc__)
WITHHELD = CODES["S130"]
NAME_ALONE = CODES["S131"]
UNNAMED = CODES["S132"]
KEPT_BY_A_WISH = CODES["S137"]

PLACES = {
    Channel.SITE: "on the site",
    Channel.NEWSLETTER: "in the newsletter",
    Channel.TOWNHALL: "in the town hall",
    Channel.ONBOARDING: "in the onboarding",
}
_SPELLED = (Reason.SPELLED, Reason.LITERAL, Reason.FIRST_NAME, Reason.FAMILY_NAME)


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    if story.withdrawn and story.withdrawn <= context.today:
        return
    settings = context.settings
    told = scan.spelled or scan.literal or scan.given or scan.family
    if not told and scan.people <= context.named_everywhere:
        return
    withheld = list(_withheld(story, scan, settings, context.permissions, context.names))
    yield from withheld
    if scan.given or scan.family:  # of one word there is one thing to say
        said = {d.location for d in withheld if d.kind is WITHHELD}
        alone = _alone(story, scan, settings, context.permissions, context.names)
        yield from (d for d in alone if d.location not in said)


def _withheld(
    story: Story,
    scan: Scan,
    settings: Settings,
    permissions: Mapping[Channel, Permissions],
    names: NameIndex,
) -> Iterator[Diagnostic]:
    why: dict[tuple[Reason, str], list[Channel]] = {}
    unnamed: dict[str, list[Channel]] = {}
    for channel in story.channels if story.channels is not None else Channel:
        decision = decide(story.meta, scan, permissions[channel])
        for cause in decision.why:
            why.setdefault(cause, []).append(channel)
        if decision.shown:
            for id_ in scan.people - decision.named:
                unnamed.setdefault(id_, []).append(channel)
    seen: set[str] = set()
    order = list(Reason)
    for (reason, id_), channels in sorted(why.items(), key=lambda cause: order.index(cause[0][0])):
        if id_ not in settings.people:
            continue
        if reason is Reason.OPTED_OUT:
            yield KEPT_BY_A_WISH(
                reference(story, id_),
                f"not shown {on(channels)}: {id_} does not want to be in stories there",
                "nothing to do; without them in it, the story could be told there",
            )
        elif reason in _SPELLED and id_ not in seen:
            seen.add(id_)
            yield _spelled(story, settings, names, reason, id_, channels)
    for id_, channels in unnamed.items():
        if id_ in settings.people:
            yield _unnamed(story, settings, id_, channels)


def _spelled(
    story: Story,
    settings: Settings,
    names: NameIndex,
    reason: Reason,
    id_: str,
    channels: Iterable[Channel],
) -> Diagnostic:
    channels = list(channels)
    place, word = first_place(story, settings, names, id_)
    what = {
        Reason.SPELLED: f'it spells the name of {id_}, "{settings.people[id_].name}"',
        Reason.LITERAL: f'"@{word or id_}" is printed as it stands, since it is no mention, and '
        f"{id_}",
    }.get(reason, f'"{word}" stands in it, and {id_} has a part in the story')
    return WITHHELD(
        place,
        f"not shown {on(channels)}: {what}, who is not named so there"
        if reason is Reason.SPELLED
        else f"not shown {on(channels)}: {what} is not named so there"
        if reason is Reason.LITERAL
        else f"not shown {on(channels)}: {what} and is not named so there",
        f"write @{id_} and it becomes what may be shown, or leave the name out"
        + _or_else(story, settings, id_, word, reason, channels),
    )


def _or_else(
    story: Story,
    settings: Settings,
    id_: str,
    word: str,
    reason: Reason,
    channels: Iterable[Channel],
) -> str:
    if reason in (Reason.FIRST_NAME, Reason.FAMILY_NAME):
        return f"; if it is no name here, add not_names: [{word}]"
    person = settings.people[id_]
    asked = id_ not in story.consent and all(person.named.on(c) is Named.ASK for c in channels)
    return f"; or ask for their yes: reciprocity consent {story.id}" if asked else ""


def _unnamed(story: Story, settings: Settings, id_: str, channels: Iterable[Channel]) -> Diagnostic:
    person = settings.people[id_]
    asked = any(person.named.on(c) is Named.ASK for c in channels) and id_ not in story.consent
    return UNNAMED(
        reference(story, id_),
        f"{id_} appears without their name {on(channels, 'everywhere')}",
        f"to ask for a yes: reciprocity consent {story.id}"
        if asked
        else "that is their wish, and nothing to do",
    )


def _alone(
    story: Story,
    scan: Scan,
    settings: Settings,
    permissions: Mapping[Channel, Permissions],
    names: NameIndex,
) -> Iterator[Diagnostic]:
    """One warning for each word that stands for somebody who is not always shown by it."""
    channels = story.channels if story.channels is not None else tuple(Channel)
    shown = frozenset(settings.people)
    for channel in channels:
        mine = permissions[channel]
        shown &= (
            mine.always_named | mine.with_consent.intersection(story.consent)
        ) & mine.by_first_name
    known = {word for id_ in scan.people & shown for word in words(settings.people[id_].first)}
    done: set[str] = set()
    for id_ in sorted((scan.given | scan.family) - scan.spelled - (shown & scan.given)):
        place, word = first_place(story, settings, names, id_)
        if word and word not in done and (id_ in scan.people or not known & set(words(word))):
            done.add(word)
            yield NAME_ALONE(
                place,
                f'"{word}" stands alone: if it is {id_}, they may not want to be named',
                f"write @{id_}; if it is somebody else or no name, add not_names: [{word}]",
            )


def on(channels: Iterable[Channel], all_of_them: str = "anywhere") -> str:
    """Channels in words, such as `on the site and in the newsletter`."""
    places = [PLACES[channel] for channel in Channel if channel in set(channels)]
    if len(places) == len(Channel):
        return all_of_them
    return " and ".join([", ".join(places[:-1]), places[-1]]) if len(places) > 1 else places[0]
