"""Before an issue goes out: what its editor should know about it, as the checker would say it.

N104 (warning): an editor's choice of a story that was taken back

    An editor chose a story that was taken back since.

    Why: It does not run, and the place meant for it is filled with another.

    Remedy: Choose another story.

    Bad: site_config/newsletters/2026-10.yml

        note: It rained.
        hero: gone

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Bad: stories/2026/gone.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        withdrawn: 2026-11-02
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/newsletters/2026-10.yml

        note: It rained.
        hero: the-belt

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

N105 (warning): an editor's choice of a story withheld from the newsletter

    An editor chose a story that may not be shown in the newsletter.

    Why: Somebody in it, or its author, keeps it to other places. It does not run.

    Remedy: Choose another; `reciprocity show STORY --channel newsletter` says why.

    Bad: site_config/newsletters/2026-10.yml

        note: It rained.
        pin: [kept]

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Bad: stories/2026/kept.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        channels: [site]
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/newsletters/2026-10.yml

        note: It rained.
        pin: [the-belt]

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

N106 (warning): an editor's choice of a story that ran already

    An editor chose a story that ran in an earlier issue.

    Why: Readers would meet it twice.

    Remedy: Choose another, unless that is meant.

N107 (warning): a link that leads nowhere

    A link in the editor's note leads to a page of the site that is not there.

    Why: Who follows it from a mail finds nothing.

    Remedy: Look at the last part of the address; it is the id of a story, a theme or an issue.

    Bad: site_config/newsletters/2026-10.yml

        note: 'Read [this](https://belt.example/stories/the-blet/).'

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/newsletters/2026-10.yml

        note: 'Read [this](https://belt.example/stories/the-belt/).'

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

N108 (warning): a link that is not https

    A link of the issue begins with http:// where it should be https://.

    Why: Others on the way can read along, and mail programs warn about such links.

    Remedy: Write it with https://.

    Bad: site_config/newsletters/2026-10.yml

        note: It rained.
        call_to_action: Write at http://write.example/

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/newsletters/2026-10.yml

        note: It rained.
        call_to_action: Write at https://write.example/

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

N109 (warning): a picture without a description

    A picture in the issue is described by a word that says nothing, such as image.

    Why: Many mail programs show the description and not the picture, and some readers hear it.

    Remedy: Say in "alt" what the picture shows.

N110 (advice): a hero without an outcome

    The story that leads the issue does not say what came of it.

    Why: What changed is what people remember of a story.

    Remedy: Ask its author for a line "outcome: …", or choose another.

    Bad: site_config/newsletters/2026-10.yml

        note: It rained.
        hero: the-belt

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/newsletters/2026-10.yml

        note: It rained.
        hero: the-belt

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        outcome: It ran by five.
        ---
        @maria stayed an hour, and @sam went home.

N111 (warning): larger than mail programs take

    The mail is larger than mail programs show in full.

    Why: They cut it off, and the rest is read by nobody.

    Remedy: Shorten the note, skip a story, or lower limits.stories in site_config/newsletter.yml.

N112 (warning): longer than the time there is

    The issue takes longer to present than the town hall has time for.

    Why: Whoever comes last is not heard.

    Remedy: Skip a story, or lower limits.stories in site_config/newsletter.yml.

N113 (advice): an issue without a note

    The issue has no note from its editor.

    Why: A few words from a person are what is read first.

    Remedy: Write a few sentences under "note: |".

    Bad: site_config/newsletters/2026-10.yml

        hero: the-belt

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/newsletters/2026-10.yml

        hero: the-belt
        note: It rained.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

N115 (warning): a story chosen and skipped at once

    The editor's file chooses a story and skips it as well.

    Why: Only one of the two can be meant.

    Remedy: Take it out of one of them.

    Bad: site_config/newsletters/2026-10.yml

        note: It rained.
        hero: the-belt
        skip: [the-belt]

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/newsletters/2026-10.yml

        note: It rained.
        hero: the-belt

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

N116 (advice): an earlier issue that is not recorded as sent

    An earlier issue has an editor's file and no record, while others have one.

    Why: Without the record its stories count as not yet told, and may run again.

    Remedy: If it went out, `reciprocity digest PERIOD --sent` records it. If not, delete its file.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from html import unescape

from generator.consent.decision import Reason, decide
from generator.consent.permissions import Permissions
from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.model import Channel, EditorChoices
from generator.model.periods import Period
from generator.newsletter.history import IssuePlans
from generator.newsletter.issue import Issue
from generator.newsletter.record import path_of
from generator.record import Library
from generator.rendering.artifacts import File
from generator.rules.choices import chosen_stories
from generator.source.parser import document, locate
from generator.text import markdown

CODES = codes(__doc__)
TAKEN_BACK = CODES["N104"]
WITHHELD = CODES["N105"]
RAN_BEFORE = CODES["N106"]
DEAD_LINK = CODES["N107"]
INSECURE_LINK = CODES["N108"]
NO_DESCRIPTION = CODES["N109"]
NO_OUTCOME = CODES["N110"]
TOO_LARGE = CODES["N111"]
TOO_LONG = CODES["N112"]
NO_NOTE = CODES["N113"]
CHOSEN_AND_SKIPPED = CODES["N115"]
UNRECORDED = CODES["N116"]

MAIL_BYTES = 90 * 1024
"""Mail programs cut a longer mail off; the largest shows 102 KB."""

_HREF = re.compile(r'href="([^"]*)"')
_INSECURE = re.compile(r"""http://[^\s<>"')\]]+""")
_SITE_PAGE = re.compile(r"(stories|newsletter|themes)/([^/#?]+)/?(?:[#?].*)?")
_EMPTY_DESCRIPTION = re.compile(
    r"\W*(?:an? |the )?(?:image|picture|photo|photograph|img)\W*|.{0,3}", re.IGNORECASE
)


def preflight(
    library: Library,
    plans: IssuePlans,
    issue: Issue,
    pages: Mapping[str, Container[str]],
    problems: Iterable[Diagnostic] = (),
) -> Iterator[Diagnostic]:
    """Report what its editor should know before an issue goes out.

    Args:
        library: The stories.
        plans: The contents of each issue.
        issue: The issue.
        pages: The names of the pages that the site has, by folder: `stories`, `newsletter`, `themes`.
        problems: Problems found before; those in the editor's own files are repeated.
    """
    settings, period = library.settings, issue.period
    own_files = f"site_config/newsletters/{period.name}."
    yield from (problem for problem in problems if problem.location.path.startswith(own_files))
    choices = settings.choices.get(period.name)
    if choices:
        yield from _choices(choices, library, plans, period)
        yield from _links(choices, settings.site.url, pages)
    if not issue.note:
        yield NO_NOTE(
            locate(choices) if choices else _file(period),
            "the issue has no note from its editor",
            'a few sentences under "note: |" are what people read first',
        )
    if issue.hero and not issue.hero.outcome:
        yield NO_OUTCOME(
            _of_story(issue.hero.id, library),
            f'"{issue.hero.title}" leads the issue and does not say what came of it',
            'ask its author for a line "outcome: …", or choose another hero',
        )
    if not settings.site.url.startswith("https://"):
        yield INSECURE_LINK(
            locate(settings.site, "url"),
            "every link of the issue begins with http://, which mail programs warn about",
            "serve the site by https:// and write so here",
        )
    for story in issue.stories:
        if story.image and _EMPTY_DESCRIPTION.fullmatch(story.image.alt):
            yield NO_DESCRIPTION(
                _of_story(story.id, library),
                f'the picture of "{story.title}" is described as "{story.image.alt}"',
                "say what it shows, for those who do not see it",
            )
    yield from _unrecorded(plans, period)


def overlong(period: Period, seconds: int, budget: int) -> Iterator[Diagnostic]:
    """Report an issue that takes longer to present than its budget; both are seconds."""
    if seconds > budget:
        yield TOO_LONG(
            _file(period),
            f"the issue takes {seconds} s to present, and the time budget is {budget} s",
            "skip a story, or lower limits.stories in site_config/newsletter.yml",
        )


def oversized(period: Period, files: Iterable[File]) -> Iterator[Diagnostic]:
    """Report a mail that mail programs would cut off."""
    for file in files:
        if file.path == "email.html" and len(file.content) > MAIL_BYTES:
            yield TOO_LARGE(
                _file(period),
                f"{file.path} has {len(file.content):,} bytes, and {MAIL_BYTES:,} are safe",
                "shorten the note, skip a story, or lower limits.stories in site_config/newsletter.yml",
            )


def _file(period: Period) -> Location:
    return Location(f"site_config/newsletters/{period.name}.yml")


def _of_story(id_: str, library: Library) -> Location:
    return Location(library.by_id[id_].meta.path)


def _choices(
    choices: EditorChoices, library: Library, plans: IssuePlans, period: Period
) -> Iterator[Diagnostic]:
    """Chosen stories that cannot run, have run, or are skipped at the same time."""
    records = library.by_id
    permissions = Permissions.of(library.settings, (Channel.NEWSLETTER,), library.today)
    for keys, id_ in chosen_stories(choices, "pin"):
        place = locate(choices, *keys)
        if id_ in choices.skip:
            yield CHOSEN_AND_SKIPPED(
                place, f'"{id_}" is chosen and skipped at once', "take it out of one of them"
            )
        record = records.get(id_)
        if record is None:
            continue  # N102 reports it
        reasons = {reason for reason, _ in decide(record.meta, record.scan, permissions).why}
        if Reason.WITHDRAWN in reasons:
            yield TAKEN_BACK(
                place, f'"{id_}" was taken back, so it does not run', "choose another story"
            )
        elif reasons:
            yield WITHHELD(
                place,
                f'"{id_}" may not be shown in the newsletter, so it does not run',
                f"reciprocity show {id_} --channel newsletter says why",
            )
        elif ran := plans.ran(id_, besides=period):
            yield RAN_BEFORE(
                place,
                f'"{id_}" ran already, in {ran.name}',
                "choose another story, unless it should run twice",
            )


def _links(
    choices: EditorChoices, url: str, pages: Mapping[str, Container[str]]
) -> Iterator[Diagnostic]:
    """Links of the editor to pages that do not exist, and insecure addresses.

    N103 reports links that a note may not have at all.
    """
    base, note = url.rstrip("/") + "/", choices.note or ""
    for href in dict.fromkeys(unescape(href) for href in _HREF.findall(markdown.html(note).html)):
        page = _SITE_PAGE.fullmatch(href.removeprefix(base)) if href.startswith(base) else None
        if page and page[2] not in pages[page[1]]:
            yield DEAD_LINK(
                _within(choices, "note", note, href),
                f"the link {href} leads to no page of the site",
                "look at its last part",
            )
    call = choices.call_to_action or ""
    for href in dict.fromkeys(_INSECURE.findall(call)):
        yield INSECURE_LINK(
            _within(choices, "call_to_action", call, href),
            f"{href} is an address that others can read along",
            "write it with https://",
        )


def _within(choices: EditorChoices, field: str, text: str, part: str) -> Location:
    offset = max(0, text.find(part))
    return document(choices).locate_in(
        field, offset=offset, length=len(part) if part in text else 1
    )


def _unrecorded(plans: IssuePlans, period: Period) -> Iterator[Diagnostic]:
    """Earlier issues that have an editor and no record, where others have one."""
    for earlier in plans.unrecorded:
        if earlier.end < period.end:
            yield UNRECORDED(
                _file(earlier),
                f"{earlier.name} is not recorded as sent, so that its stories may be counted wrongly",
                f"if it went out: reciprocity digest {earlier.name} --sent"
                f" writes {path_of(earlier)}; if it did not, delete this file",
            )
