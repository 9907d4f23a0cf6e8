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

from collections.abc import Collection, Iterator

from generator.consent.decision import Reason, decide
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.model import Channel, Named, Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.rules.places import first_place, reference
from generator.text.names import words

CODES = codes(__doc__)
WITHHELD = CODES["S130"]
NAME_ALONE = CODES["S131"]
UNNAMED = CODES["S132"]
KEPT_BY_A_WISH = CODES["S137"]

_CHANNELS = {
    Channel.SITE: "on the site",
    Channel.NEWSLETTER: "in the newsletter",
    Channel.TOWNHALL: "in the town hall",
    Channel.ONBOARDING: "in the onboarding",
}
_SPELLED = (Reason.SPELLED, Reason.LITERAL, Reason.FIRST_NAME, Reason.FAMILY_NAME)


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    if story.withdrawn and story.withdrawn <= context.today:
        return
    has_names = scan.spelled or scan.literal or scan.given or scan.family
    if not has_names and scan.people <= context.named_everywhere:
        return
    withheld = list(_withheld(story, scan, context))
    yield from withheld
    if scan.given or scan.family:  # each word is reported once
        reported = {d.location for d in withheld if d.kind is WITHHELD}
        single_names = _single_names(story, scan, context)
        yield from (d for d in single_names if d.location not in reported)


def _withheld(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    why: dict[tuple[Reason, str], list[Channel]] = {}
    unnamed: dict[str, list[Channel]] = {}
    for channel in story.channels if story.channels is not None else Channel:
        decision = decide(story.meta, scan, context.permissions[channel])
        for cause in decision.why:
            why.setdefault(cause, []).append(channel)
        if decision.shown:
            for id_ in scan.people - decision.named:
                unnamed.setdefault(id_, []).append(channel)
    seen: set[str] = set()
    order = list(Reason)
    for (reason, id_), channels in sorted(why.items(), key=lambda cause: order.index(cause[0][0])):
        if id_ not in context.settings.people:
            continue
        if reason is Reason.OPTED_OUT:
            yield KEPT_BY_A_WISH(
                reference(story, id_),
                f"not shown {_in_words(channels)}: {id_} does not want to be in stories there",
                "nothing to do; without them in it, the story could be told there",
            )
        elif reason in _SPELLED and id_ not in seen:
            seen.add(id_)
            yield _spelled(story, context, reason, id_, channels)
    for id_, channels in unnamed.items():
        if id_ in context.settings.people:
            yield UNNAMED(
                reference(story, id_),
                f"{id_} appears without their name {_in_words(channels, 'everywhere')}",
                f"to ask for a yes: reciprocity consent {story.id}"
                if id_ not in story.consent and any(_asks(id_, channels, context))
                else "that is their wish, and nothing to do",
            )


def _spelled(
    story: Story, context: RuleContext, reason: Reason, id_: str, channels: Collection[Channel]
) -> Diagnostic:
    place, word = first_place(story, context.settings, context.names, id_)
    may_ask = id_ not in story.consent and all(_asks(id_, channels, context))
    alternative = f"; or ask for their yes: reciprocity consent {story.id}" if may_ask else ""
    if reason is Reason.SPELLED:
        name = context.settings.people[id_].name
        what = f'it spells the name of {id_}, "{name}", who is not named so there'
    elif reason is Reason.LITERAL:
        what = (
            f'"@{word or id_}" is printed as it stands, since it is no mention, and {id_} is not '
            "named so there"
        )
    else:
        what = f'"{word}" stands in it, and {id_} has a part in the story and is not named so there'
        alternative = f"; if it is no name here, add not_names: [{word}]"
    return WITHHELD(
        place,
        f"not shown {_in_words(channels)}: {what}",
        f"write @{id_} and it becomes what may be shown, or leave the name out{alternative}",
    )


def _asks(id_: str, channels: Collection[Channel], context: RuleContext) -> Iterator[bool]:
    """For each channel, whether a person wants to be asked before they are named."""
    named = context.settings.people[id_].named
    return (named.on(channel) is Named.ASK for channel in channels)


def _single_names(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """One warning for each first or family name of a person who may not be shown by it."""
    people = context.settings.people
    shown = frozenset(people)
    for channel in story.channels if story.channels is not None else Channel:
        allowed = context.permissions[channel]
        named = allowed.always_named | allowed.with_consent.intersection(story.consent)
        shown &= named & allowed.by_first_name
    known = {word for id_ in scan.people & shown for word in words(people[id_].first)}
    done: set[str] = set()
    for id_ in sorted((scan.given | scan.family) - scan.spelled - (shown & scan.given)):
        place, word = first_place(story, context.settings, context.names, id_)
        if word and word not in done and (id_ in scan.people or not known & set(words(word))):
            done.add(word)
            yield NAME_ALONE(
                place,
                f'"{word}" stands alone: if it is {id_}, they may not want to be named',
                f"write @{id_}; if it is somebody else or no name, add not_names: [{word}]",
            )


def _in_words(channels: Collection[Channel], all_channels: str = "anywhere") -> str:
    """Channels in words, such as `on the site and in the newsletter`."""
    places = [_CHANNELS[channel] for channel in Channel if channel in channels]
    if len(places) == len(Channel):
        return all_channels
    return " and ".join([", ".join(places[:-1]), places[-1]]) if len(places) > 1 else places[0]
