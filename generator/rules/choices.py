"""What an editor chose for a digest exists.

N102 (warning): an editor's choice of a story that does not exist

    An editor chose a story that does not exist.

    Why: It would be missing from the newsletter, and nobody would notice.

    Remedy: Write the story's id: its file name without folder and extension.

    Bad: site_config/newsletters/2026-10.yml

        pin: [the-blet]

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/newsletters/2026-10.yml

        pin: [the-belt]

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

N103 (error): unsafe markup in an editor's note

    An editor's note contains HTML, a picture, or an unsafe link.

    Why: The note goes into e-mails, which are stricter than web pages.

    Remedy: Use Markdown, and links that begin with https:// or mailto:.

    Bad: site_config/newsletters/2026-10.yml

        note: It <b>rained</b>.

    Good: site_config/newsletters/2026-10.yml

        note: It **rained**.

N114 (advice): a record of a story that does not exist

    The record of an issue that was sent names a story that no longer exists.

    Why: The record says what has run. A story that was renamed would run twice.

    Remedy: If its file was renamed, write the new name in the record.

    Bad: site_config/newsletters/2026-09.sent.yml

        sent: 2026-09-30
        stories: [the-huor]

    Good: site_config/newsletters/2026-09.sent.yml

        sent: 2026-09-30
        stories: [the-hour]
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic, did_you_mean
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.languages.message import sentences
from generator.model import EditorChoices
from generator.record import Library
from generator.rules.prose import unsafe_markdown
from generator.rules.story_ids import unknown_story_hint
from generator.source.parser import locate

CODES = codes(__doc__)
NO_SUCH_STORY = CODES["N102"]
UNSAFE_NOTE = CODES["N103"]
RECORD_WITHOUT_STORY = CODES["N114"]


def chosen_stories(
    choices: EditorChoices, *lists: str
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The keys and ids of the stories in some lists of an editor's choices, and of the hero."""
    for field in lists:
        yield from (((field, index), id_) for index, id_ in enumerate(getattr(choices, field)))
    if choices.hero:
        yield ("hero",), choices.hero


def check(library: Library) -> Iterator[Diagnostic]:
    stories = library.by_id
    for choices in library.settings.choices.values():
        yield from unsafe_markdown(choices, "note", choices.note or "", UNSAFE_NOTE)
        for keys, id_ in chosen_stories(choices, "pin", "skip", "order"):
            if id_ not in stories:
                yield NO_SUCH_STORY(
                    locate(choices, *keys),
                    _('there is no story "%(id)s"', id=id_),
                    unknown_story_hint(id_, stories),
                )
    for sent in library.settings.sent.values():
        for field in ("stories", "more"):
            for index, id_ in enumerate(getattr(sent, field)):
                if id_ not in stories:
                    yield RECORD_WITHOUT_STORY(
                        locate(sent, field, index),
                        _('the story "%(id)s" was sent, but no longer exists', id=id_),
                        sentences(
                            did_you_mean(id_, stories),
                            _(
                                "If its file was renamed, write the new name here, so that it "
                                "does not run twice."
                            ),
                        ),
                    )
