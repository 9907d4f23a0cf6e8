"""Stories that a page or an editor names by their ids."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics.diagnostic import did_you_mean
from generator.languages.message import Message, any_of, sentences
from generator.languages.message import gettext as _
from generator.model import Channel
from generator.record import Library

ONBOARDING_PAGES = frozenset({Channel.SITE, Channel.ONBOARDING})
"""The channels of a story on an onboarding page or in a scenario."""


def unknown_story_hint(id_: str, known: Iterable[str]) -> Message:
    """The hint for an id that is no story's."""
    where = _("A story's id is its file name without the extension.")
    return sentences(did_you_mean(id_, known), where)


def why_not_shown(
    id_: str, library: Library, channels: frozenset[Channel] = ONBOARDING_PAGES
) -> tuple[Message, Message] | None:
    """The message and the hint if a page names a story that its readers do not see; otherwise None.

    A story that a colleague's wish withholds counts as shown: S130 reports it.
    """
    record = library.by_id.get(id_)
    if record is None:
        return _('there is no story "%(id)s"', id=id_), unknown_story_hint(id_, library.by_id)
    story, today = record.meta, library.today
    if (last := library.settings.site.privacy.last_day(story.date)) < today:
        message = _(
            'the story "%(id)s" was kept until %(day)s, and is no longer shown', id=id_, day=last
        )
        return message, _("name another story")
    if story.withdrawn and story.withdrawn <= today:
        message = _('the story "%(id)s" was withdrawn on %(day)s', id=id_, day=story.withdrawn)
        return message, _("name another story")
    if story.channels is not None and not channels <= set(story.channels):
        message = _(
            'the story "%(id)s" may not be shown here: its channels do not include %(channels)s',
            id=id_,
            channels=any_of(sorted(channels - set(story.channels))),
        )
        return message, _("name another story")
    return None
