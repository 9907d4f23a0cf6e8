"""The audit of one person as text and as a page, and the artifacts that have a name in them.

The page is for the person or a works council. It needs no other file, and is never published.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email import message_from_bytes, policy
from functools import partial
from html import unescape
from typing import Literal, NamedTuple
from urllib.parse import unquote

from generator.consent.audit import Audit, Finding, Form, Kept, Kind, Part, Showing, holds_name
from generator.languages.message import Listed, Message, all_of, listed, ngettext
from generator.languages.message import gettext as _
from generator.languages.messages import Messages, noted
from generator.model import Channel
from generator.outputs.csp import inline_policy
from generator.record import Channels
from generator.rendering.artifacts import Artifact, File, Page, PrintedPage, SearchEntry
from generator.rendering.templates import Renderer
from generator.text.typography import quoted

_PLACES = {
    frozenset({Channel.SITE}): noted("on the site"),
    frozenset({Channel.SITE, Channel.ONBOARDING}): noted("on the onboarding pages"),
    frozenset({Channel.SITE, Channel.NEWSLETTER}): noted("on the site’s newsletter pages"),
    frozenset({Channel.NEWSLETTER}): noted("in the newsletter"),
    frozenset({Channel.TOWNHALL}): noted("at the town hall"),
    frozenset({Channel.SITE, Channel.TOWNHALL}): noted("on the screen in the hallway"),
}
"""The editions that something is printed from."""
_HEADINGS = {
    Kind.STORY: noted("Stories"),
    Kind.PRACTICE: noted("Practices"),
    Kind.SESSION: noted("Sessions of practices"),
    Kind.HELPERS: noted("The page “Who can I ask?”"),
    Kind.FORMS: noted("Names that forms suggest"),
    Kind.TEXT: noted("The organisation’s texts"),
}
_FORMS = {
    Form.FULL: noted("by full name"),
    Form.FIRST: noted("by first name"),
    Form.ROLE: noted("by role"),
    Form.UNNAMED: noted("without a name"),
    Form.OTHER_WORDS: noted("in the author’s words, without a name"),
    Form.PERHAPS: noted("by part of the name, which may mean someone else"),
    Form.WITHHELD: noted("not shown"),
}
_PARTS = {
    Part.GIVER: noted("helped"),
    Part.RECEIVER: noted("was helped"),
    Part.QUOTED: noted("is quoted"),
    Part.LEAD: noted("leads it"),
    Part.TASK: noted("has a task"),
    Part.OFFERS: noted("offers something"),
    Part.MENTIONED: noted("is mentioned"),
    Part.SPELLED: noted("the text has the full name"),
    Part.FORMER: noted("the text has a name from before"),
    Part.ID: noted("the text has the id"),
    Part.WORD: noted("the text has part of the name"),
}
_BEYOND = (
    _("The history of the repository, and every copy of it, still has what was deleted."),
    _("E-mails, chat messages and slides that were sent cannot be taken back."),
    _("Search engines, or anyone else, may have copied a page that was public."),
    _("A text can give away who is meant without naming them, and so can a picture."),
)
_TAG = re.compile(r"<[^<>]*>")
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_FOLD = re.compile(r"\r?\n[ \t]")
_ASCII_RUN = re.compile(r"[a-z0-9]+")


class NamedPlace(NamedTuple):
    """A page or a file that has the name in it, and the channels of its edition."""

    place: str
    channels: Channels


def places_with(
    names: Iterable[str], made: Iterable[tuple[Channels, str, Artifact]]
) -> list[NamedPlace]:
    """The artifacts that have one of some names in them, in any of their texts, each once.

    The files of the search are one place, since it is divided by words and not by people.
    """
    wanted = [(name, _ascii_run(name)) for name in names]
    found = (
        NamedPlace("search/" if place.startswith("search/") else place, channels)
        for channels, place, artifact in made
        if any(_has(*name, text) for text in _texts(artifact) for name in wanted)
    )
    return list(dict.fromkeys(found))


def _ascii_run(name: str) -> str:
    """The longest run of plain letters in a name: a text without it is without the name."""
    runs = [max(_ASCII_RUN.findall(word.casefold()), key=len, default="") for word in name.split()]
    return max(runs, key=len, default="")


def _has(name: str, run: str, text: str) -> bool:
    return run in text.casefold() and any(holds_name(name, view) for view in _views(text))


def _views(text: str) -> Iterator[str]:
    """A text as it is read in a browser, a feed reader or an address."""
    if "\\u" in text:
        text = _UNICODE.sub(lambda match: chr(int(match[1], 16)), text)
    text = unescape(unescape(text))
    yield text
    if "<" in text:
        yield _TAG.sub("", text)
        yield _TAG.sub(" ", text)
    if "%" in text:
        yield unquote(text)


def _texts(artifact: Artifact) -> Iterator[str]:
    """Every text of an artifact."""
    if isinstance(artifact, File):
        yield from _texts_of_file(artifact.path, artifact.content)
        return
    yield from (artifact.title, artifact.description or "")
    if isinstance(artifact, PrintedPage):
        yield from _texts_of_search(artifact.search and artifact.search())
        body = artifact.body()
        yield from (body.html, *(heading.title for heading in body.headings))
    else:
        assert isinstance(artifact, Page)
        yield from _texts_of_search(artifact.search)
        yield from (artifact.markdown, *artifact.inserts.values(), artifact.source or "")
        for entry in artifact.places.values():
            yield from _texts_of_search(entry)


def _texts_of_search(entry: SearchEntry | None) -> Iterator[str]:
    if entry is not None:
        yield from (entry.title, entry.text, *entry.tags, entry.people, entry.kicker, entry.more())


def _texts_of_file(path: str, content: bytes) -> Iterator[str]:
    yield path
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from _texts_of_file(member, archive.read(member))
    elif path.endswith(".eml"):
        for part in message_from_bytes(content, policy=policy.default).walk():
            yield from map(str, part.values())
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield payload.decode("utf-8", "replace")
    else:
        text = content.decode("utf-8", "replace")
        yield _FOLD.sub("", text) if path.endswith(".ics") else text


def as_text(audit: Audit, places: Sequence[NamedPlace], words: Messages) -> str:
    """The audit for a terminal."""
    return "\n".join(_lines(audit, places, words)) + "\n"


def _lines(audit: Audit, places: Sequence[NamedPlace], words: Messages) -> Iterator[str]:
    say = words.say
    yield words.gettext(
        "Where %(name)s (%(id)s) is shown on %(day)s, and why",
        name=audit.name,
        id=audit.person,
        day=audit.today,
    )
    if note := _note(audit):
        yield from ("", say(note))
    for heading, findings in sections(audit).items():
        yield from ("", say(heading), "")
        for finding in findings:
            yield f"  {say(headline(finding, words.lang))}"
            for showing in finding.showings:
                line = _("%(where)s: %(how)s", where=where(showing), how=how(showing, words.lang))
                yield f"    {say(line)}"
                yield from (f"      {say(remark)}" for remark in remarks(showing))
            for issue in finding.issues:
                sent = _("sent on %(day)s in issue %(issue)s", day=issue.day, issue=issue.period)
                yield f"    {say(sent)}"
    number = words.gettext("Pages and files that contain the name: %(number)s", number=len(places))
    yield from ("", number, "")
    for edition, paths in by_edition(places).items():
        yield f"  {say(edition)}"
        yield from (f"    {say(path)}" for path in paths)
    yield from ("", words.gettext("What the organisation’s files say"), "")
    for path, some in kept_by_file(audit).items():
        yield f"  {path}"
        for each in some:
            what = _("%(what)s (may be printed)", what=each.what) if each.printed else each.what
            yield f"    {say(what)}"
    yield from ("", words.gettext("What this page cannot know"), "")
    yield from (f"  {say(line)}" for line in _BEYOND)


def make(render: Renderer, audit: Audit, places: Sequence[NamedPlace]) -> File:
    """The file `audit.html`, which needs no other file and has no script."""
    style = render("digest/colours.css") + render("audit/audit.css")
    html = render(
        "audit/audit.html",
        audit=audit,
        note=_note(audit),
        sections=sections(audit),
        parts=parts_of,
        where=where,
        how=partial(how, lang=render.words.lang),
        remarks=remarks,
        withheld=Form.WITHHELD,
        kept=kept_by_file(audit),
        places=by_edition(places),
        number=len(places),
        beyond=_BEYOND,
        say=render.words.say,
        joined=render.words.joined,
        style=style,
        policy=inline_policy(style),
    )
    return File("audit.html", html.encode("utf-8", "backslashreplace"))


def sections(audit: Audit) -> Mapping[Message, list[Finding]]:
    """The findings below the headings of their kinds; a heading without any is left out."""
    found: dict[Message, list[Finding]] = {}
    for finding in sorted(audit.findings, key=lambda finding: list(Kind).index(finding.kind)):
        found.setdefault(_(_HEADINGS[finding.kind]), []).append(finding)
    return found


def kept_by_file(audit: Audit) -> Mapping[str, list[Kept]]:
    """What the files hold, below their paths."""
    found: dict[str, list[Kept]] = {}
    for kept in audit.kept:
        found.setdefault(kept.path, []).append(kept)
    return found


def headline(finding: Finding, lang: str) -> str:
    """What shows the person, and what they have to do with it, on one line."""
    title = quoted(finding.title, lang) if finding.title else ""
    about = listed(filter(None, (title, str(finding.date or ""))))
    parts = parts_of(finding)
    path = finding.path
    if about.texts and parts.texts:
        return _("%(path)s (%(about)s): %(parts)s", path=path, about=about, parts=parts)
    if about.texts:
        return _("%(path)s (%(about)s)", path=path, about=about)
    return _("%(path)s: %(parts)s", path=path, parts=parts) if parts.texts else path


def parts_of(finding: Finding) -> Listed:
    """What the person has to do with a text."""
    return listed(_(_PARTS[part]) for part in finding.parts)


def where(showing: Showing) -> Listed:
    """The editions of a showing in words."""
    if set(showing.editions) == _PLACES.keys():
        return all_of([_("everywhere")])
    return all_of(_(_PLACES[each]) for each in showing.editions)


def how(showing: Showing, lang: str) -> Message:
    """How somebody is shown, and why. `lang` is the language that what is shown is quoted in."""
    form, reasons = _(_FORMS[showing.form]), listed(showing.why)
    if not showing.words:
        return _("%(form)s — %(reasons)s", form=form, reasons=reasons)
    shown = quoted(showing.words, lang)
    return _("%(form)s (%(words)s) — %(reasons)s", form=form, words=shown, reasons=reasons)


def remarks(showing: Showing) -> list[Message]:
    """What else shows somebody beside their name."""
    return [
        *([_("The picture is shown, too.")] if showing.picture else []),
        *([_("The page links to the source, which has the name.")] if showing.edit_link else []),
    ]


def by_edition(places: Iterable[NamedPlace]) -> Mapping[Message, list[str]]:
    """The places, below the names of their editions."""
    found: dict[Message, list[str]] = {}
    for place, channels in places:
        found.setdefault(_(_PLACES[channels]), []).append(place or _("the front page"))
    return found


def _note(audit: Audit) -> Message | Literal[""]:
    """What makes the audit less certain, or an empty string."""
    if not audit.namesakes:
        return ""
    return ngettext(
        "%(num)s other person has the same name: a page with the name may mean them.",
        "%(num)s other people have the same name: a page with the name may mean one of them.",
        audit.namesakes,
    )
