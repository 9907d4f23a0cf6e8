"""Who is shown as what, who is not, and why a story is kept from a channel.

S130 (warning): hidden from a channel

    The story contains the name of someone who has not agreed to be named on some channels, so it is
    hidden there. A story with a name that someone no longer has (`former_names`) is hidden everywhere.

    Why: A wish not to be named applies to everything that is published. @id turns into whatever may
    be shown; a name that is spelled out cannot.

    Remedy: Write @id instead of the name, or leave it out.

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

S131 (warning): a word that may be someone's name

    The text has a word that is someone's first or family name.

    Why: It may mean them, and they may not want to be named. It may also be a month or a flower; a
    program cannot tell.

    Remedy: Write @id if it means them. If it is not a name, add the field not_names: [Word].

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

S132 (advice): someone is not named

    Someone in the story appears as "a colleague" on some channels, because they have not agreed to be
    named there.

    Why: Nothing is wrong. Perhaps they would say yes if someone asked.

    Remedy: Ask them; `reciprocity consent STORY` writes the message. If this is what they wish,
    leave it.

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

S137 (advice): hidden because of a wish

    Someone in the story does not want to be in stories on some channels, so it is hidden there.

    Why: Nothing is wrong. This only explains why the story is not there.

    Remedy: There is nothing to do. Without them, the story could be shown there.

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

import re
from collections.abc import Collection, Iterator

from generator.consent.decision import Reason, decide, nameable
from generator.consent.permissions import has_left_unnamed
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import Listed, Message, all_of, sentences
from generator.languages.message import gettext as _
from generator.model import Channel, Named, Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.rules.places import first_place, reference

CODES = codes(__doc__)
WITHHELD = CODES["S130"]
NAME_ALONE = CODES["S131"]
UNNAMED = CODES["S132"]
KEPT_BY_A_WISH = CODES["S137"]

_CHANNELS = {
    Channel.SITE: _("on the site"),
    Channel.NEWSLETTER: _("in the newsletter"),
    Channel.TOWNHALL: _("at the town hall"),
    Channel.ONBOARDING: _("on the onboarding pages"),
}
_NOBODY: frozenset[str] = frozenset()
_SPELLED = (Reason.SPELLED, Reason.LITERAL, Reason.FIRST_NAME, Reason.FAMILY_NAME)


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    if context.is_gone(story):
        return
    has_names = scan.spelled or scan.literal or scan.given or scan.family or scan.others
    if not has_names and not story.declined and scan.people <= context.named_everywhere:
        return
    yield from _withheld(story, scan, context)
    if scan.others:
        yield from _single_names(story, scan, context)


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
                _hidden_by_wish(id_, channels),
                _("nothing to do; without them, the story could be shown there"),
            )
        elif reason is Reason.FORMER_NAME:
            seen.add(id_)
            yield _former(story, context, id_)
        elif reason in _SPELLED and id_ not in seen:
            seen.add(id_)
            yield _spelled(story, context, reason, id_, channels)
    for id_, channels in unnamed.items():
        if id_ in context.settings.people:
            yield UNNAMED(
                reference(story, id_),
                _("%(id)s is not named anywhere", id=id_)
                if len(channels) == len(Channel)
                else _("%(id)s is not named %(where)s", id=id_, where=_in_words(channels)),
                _("to ask for their consent: reciprocity consent %(story)s", story=story.id)
                if not _has_answered(id_, story) and any(_asks(id_, channels, context))
                else _("they have left, and nobody who has left is named")
                if _has_left_unnamed(id_, context)
                else _("nothing to do; this is what they wish"),
            )


def _former(story: Story, context: RuleContext, id_: str) -> Diagnostic:
    place, word = first_place(story, context.settings, id_, is_former=True)
    return WITHHELD(
        place,
        _("hidden everywhere: the text has a name that %(id)s no longer has", id=id_),
        sentences(
            _("Write @%(id)s, which shows the name of today where it is allowed.", id=id_),
            _('If "%(word)s" is not a name here, add not_names: [%(word)s].', word=word)
            if word and not re.search(r"\s", word)
            else "",
        ),
    )


def _spelled(
    story: Story, context: RuleContext, reason: Reason, id_: str, channels: Collection[Channel]
) -> Diagnostic:
    place, word = first_place(story, context.settings, id_)
    may_ask = not _has_answered(id_, story) and all(_asks(id_, channels, context))
    hint = _("Write @%(id)s, which shows only what is allowed, or leave the name out.", id=id_)
    if reason is Reason.LITERAL:
        message = _not_a_mention(f"@{word or id_}", id_, channels)
    else:
        name = context.settings.people[id_].name if reason is Reason.SPELLED else word
        message = _not_agreed(name, id_, channels)
    if reason not in (Reason.SPELLED, Reason.LITERAL):
        hint = sentences(
            hint,
            _('If "%(word)s" is not a name here, add not_names: [%(word)s].', word=word),
        )
    elif may_ask:
        hint = sentences(
            hint, _("Or ask for their consent: reciprocity consent %(story)s", story=story.id)
        )
    return WITHHELD(place, message, hint)


def _hidden_by_wish(id_: str, channels: Collection[Channel]) -> Message:
    if len(channels) == len(Channel):
        return _("hidden everywhere: %(id)s does not want to be in stories", id=id_)
    return _(
        "hidden %(where)s: %(id)s does not want to be in stories there",
        where=_in_words(channels),
        id=id_,
    )


def _not_agreed(name: str, id_: str, channels: Collection[Channel]) -> Message:
    """The message about a name in a story, of somebody who must not be named like this."""
    if len(channels) == len(Channel):
        return _(
            'hidden everywhere: the text says "%(name)s", but %(id)s has not agreed to be named like this',
            name=name,
            id=id_,
        )
    return _(
        'hidden %(where)s: the text says "%(name)s", but %(id)s has not agreed to be named like this there',
        where=_in_words(channels),
        name=name,
        id=id_,
    )


def _not_a_mention(text: str, id_: str, channels: Collection[Channel]) -> Message:
    """The message about what looks like a mention and is printed as it is."""
    if len(channels) == len(Channel):
        return _(
            'hidden everywhere: "%(text)s" is not a mention and would be printed, but %(id)s has '
            "not agreed to be named like this",
            text=text,
            id=id_,
        )
    return _(
        'hidden %(where)s: "%(text)s" is not a mention and would be printed, but %(id)s has not '
        "agreed to be named like this there",
        where=_in_words(channels),
        text=text,
        id=id_,
    )


def _has_answered(id_: str, story: Story) -> bool:
    return id_ in story.meta.consent or id_ in story.meta.declined


def _asks(id_: str, channels: Collection[Channel], context: RuleContext) -> Iterator[bool]:
    """For each channel, whether a person is to be asked before they are named."""
    may_be_named = not _has_left_unnamed(id_, context)
    named = context.settings.people[id_].named
    return (may_be_named and named.on(channel) is Named.ASK for channel in channels)


def _has_left_unnamed(id_: str, context: RuleContext) -> bool:
    privacy = context.settings.site.privacy
    return has_left_unnamed(context.settings.people[id_], privacy, context.today)


def _single_names(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """One warning for each word that is a name of somebody outside the story who may not be shown by
    it. A word that is a name of somebody in the story, or named in it, means them.
    """
    names = context.names
    by_first, by_full = _shown(story, context)
    for word in scan.others:
        given, family = names.given.get(word, _NOBODY), names.family.get(word, _NOBODY)
        hidden = (given - by_first) | (family - by_full)
        if hidden and (given | family).isdisjoint(scan.people | scan.spelled):
            id_ = min(hidden)
            place, written = first_place(story, context.settings, id_, word)
            yield NAME_ALONE(
                place,
                _('"%(name)s" may mean %(id)s, who may not want to be named', name=written, id=id_),
                _(
                    "If so, write @%(id)s. If it is someone else or not a name, add "
                    "not_names: [%(name)s].",
                    id=id_,
                    name=written,
                ),
            )


def _shown(story: Story, context: RuleContext) -> tuple[frozenset[str], frozenset[str]]:
    """Who may be shown by their first name wherever the story is, and who by their full name."""
    named = frozenset(context.settings.people)
    for channel in story.channels if story.channels is not None else Channel:
        allowed = context.permissions[channel]
        named &= nameable(named, story.meta, allowed)
    some = context.permissions[Channel.SITE]
    return named & some.by_first_name, named & some.by_full_name


def _in_words(channels: Collection[Channel]) -> Listed:
    """Channels in words, such as `on the site and in the newsletter`."""
    return all_of(_CHANNELS[channel] for channel in Channel if channel in channels)
