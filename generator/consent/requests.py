"""A story as one channel would show it, in plain text, and the message that asks for a yes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.consent.decision import Reason, decide, nameable
from generator.consent.display import Directory
from generator.consent.permissions import Permissions
from generator.consent.redact import naming_of, redact
from generator.edition import ShownStory
from generator.languages.message import Message, gettext
from generator.languages.messages import Messages, noted
from generator.languages.messages import messages as messages_in
from generator.model import Channel, Named, Settings, Story, StoryMeta, without_repeats
from generator.record import Library, Scan
from generator.text import markdown
from generator.text.locales import date, join_list, who_helped_whom
from generator.text.typography import quoted

CHANNELS = {
    Channel.SITE: noted("on the site"),
    Channel.NEWSLETTER: noted("in the newsletter"),
    Channel.TOWNHALL: noted("at the town hall"),
    Channel.ONBOARDING: noted("on the onboarding pages"),
}

_REASONS = {
    Reason.WITHDRAWN: noted("the story has been withdrawn"),
    Reason.EXPIRED: noted(
        "the story is older than privacy.keep_years in site_config/site.yml allows"
    ),
    Reason.RESTRICTED: noted('the field "channels" does not list this channel'),
    Reason.OPTED_OUT: noted("%(id)s does not want to appear here"),
    Reason.FORMER_NAME: noted("the text has a name that %(id)s no longer has"),
    Reason.SPELLED: noted(
        "the text says the full name of %(id)s, who may not be named like that here"
    ),
    Reason.LITERAL: noted('the text says "%(id)s" without an @, and %(id)s may not be named here'),
    Reason.FIRST_NAME: noted(
        "the text says the first name of %(id)s, who may not be named like that here"
    ),
    Reason.FAMILY_NAME: noted(
        "the text says the family name of %(id)s, who may not be named like that here"
    ),
}
_NO_PICTURE = gettext("the picture is not shown, because not everyone in the story is named")


class Letter(NamedTuple):
    """A message to the person with the id `person`."""

    person: str
    text: str


def missing(meta: StoryMeta, scan: Scan, library: Library) -> dict[str, list[Channel]]:
    """The people of a story who have yet to agree, and the channels on which it could name them."""
    missing: dict[str, list[Channel]] = {}
    for channel in meta.channels if meta.channels is not None else Channel:
        permissions = _permissions(library, channel)
        undecided = permissions.with_consent - permissions.opted_out
        for id_ in (undecided & (scan.people | scan.spelled)).difference(
            meta.consent, meta.declined
        ):
            if library.settings.people[id_].named.on(channel) is Named.ASK:
                missing.setdefault(id_, []).append(channel)
    return dict(sorted(missing.items()))


def messages(story: Story, scan: Scan, library: Library) -> Iterator[Letter]:
    """A message to each person who has yet to agree, with the story as it would show them."""
    for id_, channels in missing(story.meta, scan, library).items():
        yield Letter(id_, _message(story, scan, library, id_, channels))


def _message(story: Story, scan: Scan, library: Library, id_: str, channels: list[Channel]) -> str:
    settings, directory = library.settings, Directory(library.settings, library.today)
    words = messages_in(settings.site.language, settings.wording)
    _ = words.gettext
    by_text: dict[str, list[str]] = {}
    for channel in channels:
        agreed = story.meta._replace(consent=(*story.meta.consent, id_))
        permissions = _permissions(library, channel)
        named = nameable(scan.people, agreed, permissions)
        naming = naming_of(story, scan, named, permissions, directory)
        text = as_text(redact(story, scan, naming, directory), settings.site.language, words)
        by_text.setdefault(text, []).append(_(CHANNELS[channel]))
    permissions = _permissions(library, channels[0])
    named = nameable(scan.people, story.meta, permissions)
    before = redact(story, scan, naming_of(story, scan, named, permissions, directory), directory)
    parts = [_("Hello %(name)s,", name=settings.people[id_].first)]
    for text, where in by_text.items():
        intro = _(
            "We would like to tell a story that you are in. With your name, it would read like this "
            "(%(where)s):",
            where=join_list(where, words.lang),
        )
        parts += [intro, _quoted(text)]
    parts += [
        _(
            "Is that all right with you? “Yes”, “no” and “yes, but not by name” are all fine, and you can "
            "change your mind at any time. Until you say yes, you appear as “%(unnamed)s”.",
            unnamed=_unnamed(story, before, id_, directory),
        ),
        _("If anything in it is not as you remember it, tell us and we will change it."),
        _("Thank you!"),
    ]
    return "\n\n".join(parts) + "\n"


def why_not_shown(
    meta: StoryMeta, scan: Scan, library: Library
) -> dict[tuple[Message, ...], list[Channel]]:
    """The channels on which a story is not shown, by the reasons in words.

    Channels that its author leaves out on purpose are not among them.
    """
    found: dict[tuple[Message, ...], list[Channel]] = {}
    for channel in Channel:
        decision = decide(meta, scan, _permissions(library, channel))
        if not decision.shown and {reason for reason, _ in decision.why} != {Reason.RESTRICTED}:
            why = tuple(gettext(_REASONS[reason], id=id_) for reason, id_ in decision.why)
            found.setdefault(why, []).append(channel)
    return found


def _permissions(library: Library, channel: Channel) -> Permissions:
    return _permissions_of(library.settings, channel, library.today)


@lru_cache(maxsize=len(Channel))
def _permissions_of(settings: Settings, channel: Channel, today: dt.date) -> Permissions:
    return Permissions.of(settings, (channel,), today)


def _unnamed(story: Story, shown: ShownStory, id_: str, directory: Directory) -> str:
    """How someone appears in a story without their name."""
    refs = [*without_repeats(story.givers), *without_repeats(story.receivers)]
    if id_ in refs:
        return shown.people[refs.index(id_)].text
    if story.quote and shown.quote and story.quote.by == id_:
        return shown.quote.by.text
    language = story.lang or directory.settings.site.language
    return directory.phrases(language).of_colleague(0, None)


def _quoted(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.rstrip().split("\n"))


def as_text(story: ShownStory, language: str, words: Messages) -> str:
    """The whole story as plain text. `language` is that of the site, and `words` are in it if we have it."""
    givers, receivers = (
        words.separators.comma.join(person.text for person in who)
        for who in (story.givers, story.receivers)
    )
    body = markdown.plain(story.body)
    parts = (
        story.title,
        f"{date(story.date, words.lang)} · {who_helped_whom(givers, receivers, words)}",
        None if story.summary in body else story.summary,
        story.ask,
        body,
        story.quote
        and f"{quoted(story.quote.text, story.lang or language)}{words.separators.dash}{story.quote.by.text}",
        story.outcome,
    )
    return "\n\n".join(filter(None, parts)) + "\n"


def shown_on(
    story: Story, scan: Scan, library: Library, channel: Channel
) -> tuple[str | None, list[Message]]:
    """A story as plain text, as a channel shows it, or None if it does not; and notes on that.

    The notes say why the story is not shown, or what is left out of it.
    """
    permissions = _permissions(library, channel)
    decision = decide(story.meta, scan, permissions)
    if not decision.shown:
        return None, [gettext(_REASONS[reason], id=id_) for reason, id_ in decision.why]
    directory = Directory(library.settings, library.today)
    naming = naming_of(story, scan, decision.named, permissions, directory)
    shown = redact(story, scan, naming, directory)
    has_lost_picture = story.image is not None and shown.image is None
    site = library.settings.site
    words = messages_in(site.language, library.settings.wording)
    text = as_text(shown, site.language, words)
    return text, [_NO_PICTURE] if has_lost_picture else []
