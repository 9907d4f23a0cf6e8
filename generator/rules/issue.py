"""Before an issue goes out: what its editor should know about it, as the checker would say it.

N104 (warning): an editor's choice of a withdrawn story

    An editor chose a story that has been withdrawn, or is too old to be kept.

    Why: It does not run, and another story takes its place.

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

N105 (warning): an editor's choice of a story hidden from the newsletter

    An editor chose a story that may not be shown in the newsletter.

    Why: Someone in it, or its author, does not want it there. It does not run.

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

N106 (warning): an editor's choice of a story that has already run

    An editor chose a story that has run in an earlier issue.

    Why: Readers would see it twice.

    Remedy: Choose another, unless it should run twice.

N107 (warning): a link that leads nowhere

    A link in the editor's note leads to a page that the site does not have.

    Why: People who follow it from an e-mail find nothing.

    Remedy: Check the last part of the address; it is the id of a story, a theme or an issue.

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

    A link in the issue begins with http:// instead of https://.

    Why: Others can listen in, and e-mail programs warn about such links.

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

    A picture in the issue has a description that says nothing, for example "image".

    Why: Many e-mail programs show the description instead of the picture, and some readers hear it.

    Remedy: Say in "alt" what the picture shows.

N110 (advice): a lead story without an outcome

    The story that leads the issue does not say what changed.

    Why: People remember what changed.

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

N111 (warning): larger than e-mail programs show

    The e-mail is larger than what e-mail programs show in full.

    Why: They cut it off, and nobody reads the rest.

    Remedy: Shorten the note, skip a story, or lower limits.stories in site_config/newsletter.yml.

N112 (warning): longer than the time available

    Presenting the issue takes longer than the town hall has time for.

    Why: The last stories would not be heard.

    Remedy: Skip a story, or lower limits.stories in site_config/newsletter.yml.

N113 (advice): an issue without a note

    The issue has no note from its editor.

    Why: People read a few personal words first.

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

N115 (warning): a story both chosen and skipped

    The editor's file both chooses and skips a story.

    Why: Only one of the two can be right.

    Remedy: Remove it from one of the two lists.

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

    An earlier issue has an editor's file but no record, while others have one.

    Why: Without a record, its stories count as not sent yet, and may run again.

    Remedy: If it went out, `reciprocity digest PERIOD --sent` records it. If not, delete its file.

N117 (advice): a gap in the pulse, to ask about

    The pulse shows a gap: nobody has told such a story, although chance alone would have brought one.

    Why: The weeks before an issue are a good time to ask. A gap proves nothing: it may have happened
    all the same.

    Remedy: Ask the questions on the page /pulse/, or begin the story with the command in the report.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from html import unescape

from generator.consent.decision import Reason, decide
from generator.consent.permissions import Permissions
from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import Channel, EditorChoices
from generator.model.periods import Period
from generator.newsletter.history import IssuePlans
from generator.newsletter.issue import Issue
from generator.record import Library
from generator.rendering.artifacts import File
from generator.rules.choices import chosen_stories
from generator.source.parser import locate, locate_in
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
HINT = CODES["N117"]

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
            _("the issue has no note from its editor"),
            _('write a few sentences under "note: |"; people read them first'),
        )
    if issue.hero and not issue.hero.outcome:
        yield NO_OUTCOME(
            _of_story(issue.hero.id, library),
            _('"%(title)s" leads the issue, but does not say what changed', title=issue.hero.title),
            _('ask its author for a line "outcome: …", or choose another lead story'),
        )
    if not settings.site.url.startswith("https://"):
        yield INSECURE_LINK(
            locate(settings.site, "url"),
            _("every link in the issue begins with http://, and e-mail programs warn about that"),
            _("serve the site over https://, and change the address here"),
        )
    for story in issue.stories:
        if story.image and _EMPTY_DESCRIPTION.fullmatch(story.image.alt):
            yield NO_DESCRIPTION(
                _of_story(story.id, library),
                _(
                    'the picture of "%(title)s" is described only as "%(alt)s"',
                    title=story.title,
                    alt=story.image.alt,
                ),
                _("say what it shows, for people who cannot see it"),
            )
    yield from _unrecorded(plans, period)


def overlong(period: Period, seconds: int, budget: int) -> Iterator[Diagnostic]:
    """Report an issue that takes longer to present than its budget; both are seconds."""
    if seconds > budget:
        yield TOO_LONG(
            _file(period),
            _(
                "presenting the issue takes %(time)s, but there are only %(limit)s",
                time=_duration(seconds),
                limit=_duration(budget),
            ),
            _("skip a story, or lower limits.stories in site_config/newsletter.yml"),
        )


def _duration(seconds: int) -> str:
    """A time as clocks of presentations show it: 4:05."""
    return f"{seconds // 60}:{seconds % 60:02}"


def hints(period: Period, cards: Iterable[tuple[str, str]]) -> Iterator[Diagnostic]:
    """What an editor could ask for before an issue.

    Args:
        period: The issue's.
        cards: What was not told, as a sentence, and the command that begins a story of it, or nothing.
    """
    for sentence, command in cards:
        remedy = _("the page /pulse/ has questions to ask")
        if command:
            remedy = _("to begin a story: %(command)s", command=command)
        yield HINT(_file(period), sentence, remedy)


def oversized(period: Period, files: Iterable[File]) -> Iterator[Diagnostic]:
    """Report a mail that mail programs would cut off."""
    for file in files:
        if file.path == "email.html" and len(file.content) > MAIL_BYTES:
            yield TOO_LARGE(
                _file(period),
                _(
                    "%(file)s has %(size)s bytes; e-mail programs may cut off more than %(limit)s",
                    file=file.path,
                    size=len(file.content),
                    limit=MAIL_BYTES,
                ),
                _(
                    "shorten the note, skip a story, or lower limits.stories in "
                    "site_config/newsletter.yml"
                ),
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
                place,
                _('"%(id)s" is both chosen and skipped', id=id_),
                _("remove it from one of the two lists"),
            )
        record = records.get(id_)
        if record is None:
            continue  # N102 reports it
        reasons = {reason for reason, _ in decide(record.meta, record.scan, permissions).why}
        if reasons & {Reason.WITHDRAWN, Reason.EXPIRED}:
            message = _('"%(id)s" has been withdrawn, so it does not run', id=id_)
            if Reason.WITHDRAWN not in reasons:
                message = _('"%(id)s" is no longer kept, so it does not run', id=id_)
            yield TAKEN_BACK(place, message, _("choose another story"))
        elif reasons:
            yield WITHHELD(
                place,
                _('"%(id)s" may not be shown in the newsletter, so it does not run', id=id_),
                _("to see why: reciprocity show %(id)s --channel newsletter", id=id_),
            )
        elif ran := plans.ran(id_, besides=period):
            yield RAN_BEFORE(
                place,
                _('"%(id)s" has already run, in %(issue)s', id=id_, issue=ran.name),
                _("choose another story, unless it should run twice"),
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
                _("the site has no page at %(link)s", link=href),
                _("check the last part of the link"),
            )
    call = choices.call_to_action or ""
    for href in dict.fromkeys(_INSECURE.findall(call)):
        yield INSECURE_LINK(
            _within(choices, "call_to_action", call, href),
            _("others can listen in on %(link)s", link=href),
            _("write it with https://"),
        )


def _within(choices: EditorChoices, field: str, text: str, part: str) -> Location:
    offset = max(0, text.find(part))
    return locate_in(choices, field, offset=offset, length=len(part) if part in text else 1)


def _unrecorded(plans: IssuePlans, period: Period) -> Iterator[Diagnostic]:
    """Earlier issues that have an editor and no record, where others have one."""
    for earlier in plans.unrecorded:
        if earlier.end < period.end:
            yield UNRECORDED(
                _file(earlier),
                _(
                    "%(issue)s is not recorded as sent, so its stories may run again",
                    issue=earlier.name,
                ),
                _(
                    "If it was sent, record it: reciprocity digest %(issue)s --sent. If not, delete "
                    "this file.",
                    issue=earlier.name,
                ),
            )
