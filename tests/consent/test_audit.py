"""The audit lists every place that shows a person, and no other."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.cli.audit import EDITIONS, audit_of, places_of
from generator.consent.audit import Audit, Finding, Form, Kind, Part, Sent, Showing, holds_name
from generator.model import Channel, ShowAs
from generator.outputs import PRINTED_EDITIONS
from generator.outputs.audit import _FORMS, _HEADINGS, _PARTS, _PLACES, NamedPlace
from generator.pipeline import load
from generator.record import Channels, Library
from tests import ROOT
from tests.built import Built
from tests.conftest import Organisation
from tests.consent import gauntlet
from tests.consent.canary import found, inside, made_of, texts_of, views

SITE = frozenset({Channel.SITE})


def _library(organisation: Organisation) -> Library:
    library, problems = load(organisation.root, lambda _: organisation.today, EDITIONS)
    assert library is not None, problems
    return library


def said(showing: Showing) -> str:
    """The reasons of a showing in a line."""
    return ", ".join(showing.why)


def _audit(organisation: Organisation, id_: str) -> Audit:
    return audit_of(organisation.root, _library(organisation), id_)


def _run(organisation: Organisation, *words: str) -> tuple[int, str]:
    arguments = ["--root", str(organisation.root), "audit", *words, "--today", "2026-11-20"]
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


def _made(built: Built) -> Iterator[tuple[str, Channels, set[str]]]:
    """Everything that is printed, with its texts as the search for canaries sees them."""
    for where, area, straws in made_of(built):
        if where.endswith(".md") and Channel.SITE in area:  # a page, by its source
            where = f"{where[:-3]}/".removesuffix("index/")  # noqa: PLW2901  # its address
        if where != "edition":
            yield where, area, straws
    for file in built.search_files(built.site()):
        straws = {view for text in texts_of(file.path, file.content) for view in views(text)}
        yield "search/", SITE, straws


def _shown(findings: Iterable[Finding], kind: Kind, on: Channels) -> set[str]:
    """The files of some kind in which the audit says that the name is printed in an edition."""
    return {
        finding.path
        for finding in findings
        if finding.kind is kind
        for showing in finding.showings
        if on in showing.editions and showing.form in (Form.FULL, Form.FIRST)
    }


def _compare(built: Built, library: Library, ids: Iterable[str]) -> int:
    """Compare the audits of some people with what is printed; return how often a name was there."""
    everything = list(_made(built))
    sources = {record.id: record.meta.path for record in library.records}
    number = 0
    for id_ in ids:
        person = library.settings.people[id_]
        is_first = person.show_as is ShowAs.FIRST
        names = [name.first if is_first else name.name for name in person.names]
        audited, places = audit_of(built.root, library, id_), places_of(built.root, library, id_)
        seen = {(where, area) for where, area, straws in everything if _any(names, straws)}
        told = {(_relative(place), place.channels) for place in places}
        assert told == seen, id_
        for channels in PRINTED_EDITIONS:
            edition = built.edition(*channels)
            expected = {
                sources[story.id]
                for story in edition.stories
                if _any(names, {view for text in inside(story) for view in views(text)})
            }
            assert _shown(audited.findings, Kind.STORY, channels) == expected, (id_, channels)
        number += len(seen)
    return number


def _any(names: Iterable[str], straws: set[str]) -> bool:
    return any(found(name, straws) for name in names)


def _relative(place: NamedPlace) -> str:
    """A place as `made_of` calls it: the files of an issue are known by their names there."""
    if place.place.startswith("build/newsletter/"):
        return place.place.split("/", 3)[3]
    return place.place


def _gauntlet(organisation: Organisation) -> Organisation:
    gauntlet.prepare(organisation)
    organisation.config("newsletters/2026-10.yml", "note: 'Thank you, @ana and @letters.'\n")
    return organisation


@pytest.mark.slow
def test_every_place_with_the_name_is_listed_and_no_other(organisation: Organisation) -> None:
    library = _library(_gauntlet(organisation))
    some = ("ana", "first", "letters", "away", "asked", "guided", "departed", "role")
    assert _compare(organisation.built(), library, some) > 50


@pytest.mark.exhaustive
def test_every_place_with_the_name_of_anybody_is_listed(organisation: Organisation) -> None:
    library = _library(_gauntlet(organisation))
    short = {"bo", "initial"}  # their first names may stand in other words
    ids = [id_ for id_ in library.settings.people if id_ not in short]
    assert _compare(organisation.built(), library, ids) > 70


@pytest.mark.slow
def test_every_place_in_the_sample_is_listed_and_no_other(tmp_path: Path) -> None:
    if not (ROOT / "stories").is_dir():
        pytest.skip("the sample content is not here")
    for name in ("stories", "site_config"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    organisation = Organisation(tmp_path)
    library = _library(organisation)
    full = [i for i, p in library.settings.people.items() if p.show_as is ShowAs.FULL]
    assert _compare(organisation.built(), library, full[::6]) > 50


@pytest.mark.parametrize(
    ("name", "text", "is_there"),
    [
        ("Ana Óscoz", "ANA OSCOZ, fitter", True),
        ("Ana Óscoz", "Ana Óscozia", False),
        ("Ana Óscoz", "Joana Óscoz", False),
        ("Pat O'Brien", "Pat O’Brien’s", True),
        ("王小明", "王小明坐了一小时。", True),
        ("محمد علي", "ومحمد علي جلس", True),
    ],
)
def test_a_name_is_found_in_a_text_as_words(name: str, text: str, is_there: bool) -> None:
    assert holds_name(name, text) is is_there


def test_each_showing_says_by_which_wish_and_by_which_yes(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: yes}\n"
        "bo: {name: Bo Lindqvist, team: office, named: yes}\n"
        "cem: {name: Cem Aydın, team: bench,"
        " named: {site: ask, newsletter: yes, townhall: no, onboarding: ask}}\n",
    )
    consent = "[ana, {person: cem, on: 2026-10-16, how: by mail}]"
    quote = "{text: Ask at four., by: cem}"
    organisation.story("agreed", "@cem stayed.", consent=consent, quote=quote, title="A lamp")
    organisation.story("not-asked", "@cem stayed.", givers="cem", channels="[site]")
    agreed, not_asked = _audit(organisation, "cem").findings
    assert (agreed.path, agreed.title) == ("stories/2026/agreed.md", "A lamp")
    assert agreed.parts == (Part.QUOTED, Part.MENTIONED)
    assert agreed.consent is not None
    found = {
        frozenset(channels): (showing.form, said(showing), showing.words)
        for showing in agreed.showings
        for channels in showing.editions
    }
    by_yes = "named: ask, consent recorded on 2026-10-16 (by mail)"
    assert found == {
        SITE: (Form.FULL, by_yes, "Cem Aydın"),
        SITE | {Channel.ONBOARDING}: (Form.FULL, by_yes, "Cem Aydın"),
        SITE | {Channel.NEWSLETTER}: (Form.FULL, by_yes, "Cem Aydın"),
        frozenset({Channel.NEWSLETTER}): (Form.FULL, "named: yes", "Cem Aydın"),
        frozenset({Channel.TOWNHALL}): (Form.UNNAMED, "named: no", "a colleague in Bench"),
        SITE | {Channel.TOWNHALL}: (Form.UNNAMED, "named: no", "a colleague in Bench"),
    }
    forms = {(showing.form, said(showing)) for showing in not_asked.showings}
    assert forms == {
        (Form.UNNAMED, "named: ask, no consent is recorded"),
        (Form.WITHHELD, '"channels" in the story does not list this channel'),
    }
    kept = [kept.what for kept in _audit(organisation, "cem").kept if "stories" in kept.path]
    assert kept == ["consent recorded on 2026-10-16 (by mail)"]


def test_nobody_learns_what_their_colleagues_wish(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: yes}\n"
        "bo: {name: Bo Lindqvist, team: office, named: yes, channels: []}\n",
    )
    organisation.story("told")
    (story,) = (each for each in _audit(organisation, "ana").findings if each.kind is Kind.STORY)
    assert [(each.form, said(each)) for each in story.showings] == [
        (Form.WITHHELD, "because of someone else in it")
    ]
    output = _run(organisation, "ana")[1]
    assert "bo" not in output.split("\n  site_config")[0].split()
    assert "Lindqvist" not in output


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ("named: no", "named: no"),
        ("named: yes, withdrawn: 2026-11-01", "withdrawn: 2026-11-01"),
        ("named: yes, left: 2026-11-01", "left: 2026-11-01, people who have left are not named"),
    ],
)
def test_who_is_shown_without_a_name_is_told_why(
    organisation: Organisation, wish: str, why: str
) -> None:
    site = (organisation.root / "site_config/site.yml").read_text("utf-8")
    organisation.config("site.yml", f"{site}privacy: {{leavers: unname}}\n")
    organisation.config(
        "people.yml",
        f"ana: {{name: Ana Óscoz, team: bench, {wish}}}\n"
        "bo: {name: Bo Lindqvist, team: office, named: yes}\n",
    )
    organisation.story("told")
    findings = _audit(organisation, "ana").findings
    assert {finding.kind for finding in findings} == {Kind.STORY, Kind.TEXT}
    for finding in findings:
        for showing in finding.showings:
            assert showing.form is Form.UNNAMED
            assert said(showing).startswith(why)
    assert "Pages and files that contain the name: 0" in _run(organisation, "ana")[1]


@pytest.mark.parametrize(
    ("body", "fields", "why"),
    [
        ("Dora Nkemelu stayed.", {}, "the text has the full name"),
        ("Dora stayed.", {"givers": "dora"}, "the text has the first name"),
        ("It says `@dora`.", {}, "the text has the id without an @"),
        ("@dora stayed.", {"withdrawn": "2026-11-01"}, "the story has been withdrawn"),
    ],
)
def test_what_is_withheld_says_which_rule_withholds_it(
    organisation: Organisation, body: str, fields: dict[str, str], why: str
) -> None:
    organisation.story("told", body, **fields)
    (story,) = _audit(organisation, "dora").findings
    (showing,) = story.showings
    assert showing.form is Form.WITHHELD
    assert said(showing).startswith(why)
    assert story.title == "", "a title may hold the name of somebody else"


def test_a_picture_an_edit_link_and_a_sent_issue_are_listed(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: yes}\n"
        "bo: {name: Bo Lindqvist, team: office, named: yes}\n",
    )
    organisation.write("stories/2026/desk.png", gauntlet.png(b"x"))
    organisation.story("told", image="{file: desk.png, alt: A desk}")
    organisation.config(
        "newsletters/2026-10.sent.yml", "{sent: 2026-11-02, hero: told, stories: [told]}\n"
    )
    story = _audit(organisation, "ana").findings[0]
    assert all(showing.picture for showing in story.showings)
    linked = {c for showing in story.showings if showing.edit_link for c in showing.editions}
    assert linked == {SITE}
    assert story.issues == (Sent("2026-10", dt.date(2026, 11, 2)),)


def test_a_label_is_not_called_a_name(organisation: Organisation) -> None:
    organisation.story("told", "So said [an old hand](@ana).", givers="bo", receivers="team:bench")
    story = _audit(organisation, "ana").findings[0]
    assert {showing.form for showing in story.showings} == {Form.OTHER_WORDS}


def test_a_word_of_the_name_in_a_text_of_others_is_a_perhaps(organisation: Organisation) -> None:
    organisation.story("told", "Then Dora laughed.")
    (story,) = _audit(organisation, "dora").findings
    assert story.parts == (Part.WORD,)
    assert {showing.form for showing in story.showings} == {Form.PERHAPS}


def test_texts_of_the_organisation_are_listed_with_their_fields(
    organisation: Organisation,
) -> None:
    organisation.config("newsletters/2026-10.yml", "note: 'Thank you, @ana and @cem.'\n")
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    offers = "named: yes, offers: [lamps], boundaries: [Ask Ana Óscoz first]"
    organisation.config("people.yml", f"{people}gil: {{name: Gil Roe, team: bench, {offers}}}\n")
    organisation.config(
        "glossary.yml", "lamp: {meaning: What Ana Óscoz holds.}\nkettle: {meaning: As Cem Aydın.}\n"
    )
    named = {
        (finding.path, finding.title): [showing.form for showing in finding.showings]
        for id_ in ("ana", "cem")
        for finding in _audit(organisation, id_).findings
        if finding.kind is Kind.TEXT
    }
    assert named == {
        ("site_config/onboarding/day-1.md", "body"): [Form.FULL],
        ("site_config/onboarding/day-1.md", "checklist.1"): [Form.FULL],
        ("site_config/newsletters/2026-10.yml", "note"): [Form.UNNAMED],
        ("site_config/people.yml", "gil.boundaries.0"): [Form.FULL],
        ("site_config/glossary.yml", "lamp.meaning"): [Form.FULL],
        ("site_config/glossary.yml", "kettle.meaning"): [Form.WITHHELD],
    }


_CIRCLE = """\
title: Cups
kind: coaching-circle
what: "Ask @ana."
for: All
lead: [cem]
members: [dora, ana]
cadence: weekly
join: Come
consent: [{person: cem, on: 2026-10-16}]
sessions:
  - {date: 2026-10-14, challenge: "@cem asked.", follow_ups: [{text: Wash up, who: dora}]}
"""


def test_practices_pairs_and_memberships_are_listed(organisation: Organisation) -> None:
    organisation.config("practices/cups.yml", _CIRCLE)
    organisation.config(
        "practices/pairs/2026-Q4.yml",
        "{starts: 2026-10-05, ends: 2026-12-25, confirmed: yes, pairs: [{learner: dora, mentor: cem, met: 3}]}\n",
    )
    practice, session = _audit(organisation, "cem").findings
    assert (practice.parts, session.parts) == ((Part.LEAD,), (Part.MENTIONED,))
    for finding in (practice, session):
        (showing,) = finding.showings
        assert showing.form is Form.FULL
        assert said(showing) == "named: ask, consent recorded on 2026-10-16"
    dora = _audit(organisation, "dora")
    assert [(f.parts, [s.form for s in f.showings]) for f in dora.findings] == [
        ((Part.TASK,), [Form.WITHHELD])
    ]
    assert [kept.what for kept in dora.kept if "practices" in kept.path] == [
        "is a member; members are counted, not named",
        "is the learner in a pair that met 3 times; pairs are private",
    ]


def test_the_command_says_it_on_the_terminal_and_writes_nothing(
    organisation: Organisation,
) -> None:
    organisation.story("told")
    before = sorted(organisation.root.rglob("*"))
    code, output = _run(organisation, "ana")
    assert code == 0, output
    assert output.startswith("Where Ana Óscoz (ana) is shown on 2026-11-20, and why\n")
    assert "    everywhere: by full name (“Ana Óscoz”) — named: yes" in output
    assert "    stories/told/\n" in output
    assert "    named: yes\n" in output
    assert sorted(organisation.root.rglob("*")) == before
    code, output = _run(organisation, "anna")
    assert (code, "Did you mean" in output) == (2, True)


def test_the_page_is_whole_escaped_and_without_a_script(
    organisation: Organisation, tmp_path: Path
) -> None:
    hostile = "<script>alert(1)</script>"
    organisation.story("told", title=f"'{hostile} & @ana'", consent='[{person: ana, how: "<b>"}]')
    page = tmp_path / "out" / "ana.html"
    code, output = _run(organisation, "ana", "--html", str(page))
    assert code == 0, output
    html = page.read_text("utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Ana Óscoz" in html
    assert "(&lt;b&gt;)" in html
    assert "default-src 'none'; style-src 'sha256-" in html.replace("&#39;", "'")
    assert 'href="' not in html
    assert "src=" not in html
    assert "Where Ana Óscoz is shown, and why" in html


def test_somebody_of_the_same_name_is_told_of(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config("people.yml", f"{people}ana-o: {{name: Ana Oscoz, team: bench}}\n")
    assert "1 other person has the same name" in _run(organisation, "ana")[1]


def test_every_edition_has_a_name() -> None:
    assert _PLACES.keys() == PRINTED_EDITIONS
    assert _FORMS.keys() == set(Form)
    assert _PARTS.keys() == set(Part)
    assert _HEADINGS.keys() == set(Kind)


def test_the_audit_is_in_the_language_and_the_words_of_the_organisation(
    organisation: Organisation, tmp_path: Path
) -> None:
    site = (organisation.root / "site_config/site.yml").read_text("utf-8")
    organisation.config("site.yml", f"{site}language: de\n")
    own = {
        "Where %(name)s is shown, and why": "Wo %(name)s vorkommt, und warum",
        "Where %(name)s (%(id)s) is shown on %(day)s, and why": "Wo %(name)s (%(id)s) am %(day)s vorkommt",
        "%(where)s: %(how)s": "%(where)s: %(how)s",
        "%(form)s (%(words)s) — %(reasons)s": "%(form)s (%(words)s): %(reasons)s",
        "everywhere": "überall",
        "by full name": "mit vollem Namen",
        "on the site": "auf der Website",
        "the front page": "die Startseite",
    }
    texts = (f'msgid "{english}"\nmsgstr "{ours}"\n' for english, ours in own.items())
    organisation.config("locale/de.po", "\n".join(texts))
    organisation.story("told")
    code, output = _run(organisation, "ana")
    assert code == 0, output
    assert output.startswith("Wo Ana Óscoz (ana) am 2026-11-20 vorkommt\n")
    assert "    überall: mit vollem Namen („Ana Óscoz“): named: yes\n" in output
    assert "  auf der Website\n    die Startseite\n" in output
    page = tmp_path / "ana.html"
    assert _run(organisation, "ana", "--html", str(page))[0] == 0
    html = page.read_text("utf-8")
    assert '<html lang="de" dir="ltr">' in html
    assert "<h1>Wo Ana Óscoz vorkommt, und warum</h1>" in html
    assert "<dt>überall</dt><dd>mit vollem Namen („Ana Óscoz“): named: yes</dd>" in html


@pytest.mark.parametrize(
    ("wishes", "printed"),
    [
        ("named: yes", set()),
        ("named: yes, also_show: [place]", {"place"}),
        ("named: yes, also_show: [role, since]", {"role", "joined"}),
        ("named: yes, show_as: role", {"role"}),
    ],
)
def test_what_is_said_beside_a_name_is_told_as_printed_if_they_let_it(
    organisation: Organisation, wishes: str, printed: set[str]
) -> None:
    organisation.config(
        "people.yml",
        f"ana: {{name: Ana Óscoz, team: bench, role: fitter, place: Leith, joined: 2016-05-09, {wishes}}}\n"
        "bo: {name: Bo Lindqvist, team: office, named: yes}\n",
    )
    kept = {str(each.what).partition(":")[0]: each.printed for each in _audit(organisation, "ana").kept}  # fmt: skip
    assert {name for name in ("role", "place", "joined") if kept[name]} == printed


def test_a_text_with_a_name_from_before_is_hidden_for_that_name(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    nadia = "{name: Nadia Falk, team: bench, named: yes, former_names: [Nadia Brandt]}"
    organisation.config("people.yml", f"{people}nadia: {nadia}\n")
    organisation.config("glossary.yml", "lamp: {meaning: As Nadia Brandt said.}\n")
    organisation.config(
        "practices/cups.yml", _CIRCLE.replace("Ask @ana.", "Nadia Brandt began it.")
    )
    found = _audit(organisation, "nadia").findings
    assert {finding.kind for finding in found} == {Kind.PRACTICE, Kind.TEXT}
    for finding in found:
        assert finding.parts == (Part.FORMER,)
        for showing in finding.showings:
            assert showing.form is Form.WITHHELD
            assert said(showing) == "the text has a name from before, which is shown nowhere"
