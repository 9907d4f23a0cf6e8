"""Nothing that anybody did not agree to is in any byte of any output."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.consent import (
    candidates,
    decision,
    display,
    gate,
    permissions,
    practices,
    redact,
    redactor,
    scan,
    texts,
)
from generator.consent.decision import CHECKS, NOBODY, Reason
from generator.edition import ShownPerson, Tombstone
from generator.engine import driver
from generator.engine.plugin import SiteBuild
from generator.model import Channel, Mark, Named, Person, Story
from generator.model.roles import Use, dotted, paths_of
from generator.rendering.printer import write_files
from generator.text.names import NameIndex
from tests import ROOT
from tests.built import Built
from tests.conftest import Organisation
from tests.consent import gauntlet
from tests.consent.canary import found, made_of, texts_of, views, walked


def leaks(build: Built) -> list[tuple[str, str]]:
    """What was found where it must not be, in everything that a build makes."""
    return [
        (canary.text, where)
        for where, area, straws in made_of(build)
        for canary in gauntlet.CANARIES
        if canary.denied & area and found(canary.text, straws)
    ]


def test_no_canary_is_in_any_artifact(organisation: Organisation) -> None:
    built = gauntlet.prepare(organisation).built()
    assert leaks(built) == []
    shown = {story.id for story in built.context(Channel.SITE).edition.stories}
    assert shown >= {"good", "asked-for", "said-no", "withdrew", "by-role", "honoured", "after-it"}


def test_canaries_sing_where_they_may(organisation: Organisation) -> None:
    """The search finds what is there: otherwise its silence would mean nothing."""
    built = gauntlet.prepare(organisation).built()
    singing = {
        (canary.text, channel)
        for _, area, straws in made_of(built)
        for canary in gauntlet.CANARIES
        for channel in area
        if found(canary.text, straws)
    }
    assert singing >= {
        ("Wintermoorq", Channel.SITE),
        ("Dorlathan", Channel.NEWSLETTER),
        ("newsletteronlyword", Channel.NEWSLETTER),
    }


def test_the_search_sees_into_what_is_packed(organisation: Organisation) -> None:
    """Slides are deflated, a message is quoted or in base64, pages hold pages: all are opened."""
    organisation.story("an-hour")
    built = organisation.built()
    for file in built.digest(built.periods[0]):
        straws = {view for text in texts_of(file.path, file.content) for view in views(text)}
        assert found("Ana Óscoz", straws), file.path
        if file.path.endswith((".eml", ".pptx")):
            assert "Óscoz".encode() not in file.content, "it would be found without looking inside"


def test_a_name_in_base64_is_found() -> None:
    message = (
        b"Subject: =?utf-8?b?V2ludGVybW9vcnE=?=\r\nContent-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nRG9ybGF0aGFuIMOp\r\n"
    )
    straws = {view for text in texts_of("x.eml", message) for view in views(text)}
    assert found("Wintermoorq", straws)
    assert found("Dorlathan", straws)


def _nothing(*_: object, **__: object) -> list[object]:
    return []


def _yes(*_: object, **__: object) -> bool:
    return True


def _no(*_: object, **__: object) -> bool:
    return False


def _unchanged(story: object, *_: object, **__: object) -> object:
    return story


def _named_without_asking(
    ids: frozenset[str], story: object, its: permissions.Permissions
) -> frozenset[str]:
    return ids & (its.always_named | its.with_consent)


def _named_in_practices(self: practices.PracticeRedactor, practice: object) -> frozenset[str]:
    return self.permissions.always_named | self.permissions.with_consent


def _plain_with_addresses(
    self: object, text: str, marks: tuple[Mark, ...], names: display.DisplayNames
) -> str:
    return names.plain(text, marks)


def _redacted_whoever_is_named(
    self: texts.TextRedactor, given: dict[str, str | None], names: display.DisplayNames
) -> dict[str, str]:
    """The texts with their mentions replaced, and any other names left in them."""
    filled = {name: text for name, text in given.items() if text}
    marks = scan.marks_of(filled)
    return {name: names.markdown(text, marks.get(name, ())) for name, text in filled.items()}


def _always_full(self: display.Directory, id_: str, _lang: str | None = None) -> object:
    person = self.settings.people[id_]
    return ShownPerson(self.person_key(id_), person.name, person.team)


MUTATIONS: dict[str, tuple[object, str, object]] = {
    "the wish of a person": (permissions, "is_always_named", _yes),
    "a no that no consent overrules": (permissions, "may_be_asked", _yes),
    "a person withdrawn": (permissions, "is_withdrawn", _no),
    "a person who left where nobody who did is named": (permissions, "has_left_unnamed", _no),
    "a person who wants to be nowhere": (permissions, "has_opted_out", _no),
    "the consent of a story": (decision, "nameable", _named_without_asking),
    "gaps in threads": (gate, "without_gaps", _unchanged),
    "addresses of stories withheld": (gate, "without_links", _unchanged),
    "tombstones of stories withheld": (decision.Decision, "tombstone", Tombstone.WITHDRAWN),
    "small teams": (candidates.Candidates, "are_enough", _yes),
    "roles and teams that name": (display, "names_only", _yes),
    "first names": (display.Directory, "named", _always_full),
    "pictures": (redact, "may_show_picture", _yes),
    "edit links": (redact, "names_everyone", _yes),
    "texts of the organisation": (texts.TextRedactor, "reveals_nobody", _yes),
    "texts with mentions": (texts.TextRedactor, "redacted", _redacted_whoever_is_named),
    "links to stories withheld": (texts.TextRedactor, "_unlinked", lambda self, text: text),
    "choices of stories withheld": (texts.TextRedactor, "_shown_ids", lambda self, ids: ids),
    "what only we may read": (texts, "_without_origin", _unchanged),
    "names behind markup": (scan, "rendered_views", _nothing),
    "words of a name alone": (NameIndex, "_parts", _nothing),
    "ids in code": (scan, "_literal", lambda text, names: set()),
    "consent of practices": (practices.PracticeRedactor, "nameable", _named_in_practices),
    "names in practices": (practices.PracticeRedactor, "_is_safe", _yes),
    "addresses in practices": (practices.PracticeRedactor, "_plain", _plain_with_addresses),
    "what the source of a guide says": (
        redactor.Redactor,
        "_source",
        lambda self, origin, *_: origin.path,
    ),
    "fields that are printed nowhere": (
        scan,
        "in_unprinted_fields",
        lambda story, names: frozenset(),
    ),
    "comments in the source": (scan, "in_comments", lambda front, names: frozenset()),
}


@pytest.mark.slow
@pytest.mark.parametrize("guard", MUTATIONS)
def test_a_gate_with_one_check_less_turns_it_red(
    guard: str, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, name, instead = MUTATIONS[guard]
    monkeypatch.setattr(target, name, instead)
    assert leaks(gauntlet.prepare(organisation).built()), f"nothing leaks without {guard}"


@pytest.mark.slow
@pytest.mark.parametrize("reason", CHECKS)
def test_a_verdict_with_one_reason_less_turns_it_red(
    reason: Reason, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over the gate's own table, so that a check to come needs a canary of its own."""
    monkeypatch.setitem(CHECKS, reason, lambda story, facts, permissions: NOBODY)
    assert leaks(gauntlet.prepare(organisation).built()), f"nothing leaks without {reason}"


def printed(built: Built, folder: Path) -> Path:
    """The whole site and every digest, as files."""
    render(built, folder / "site")
    for period in built.periods:
        write_files(built.digest(period), folder / "newsletter" / period.name)
    return folder


def render(built: Built, folder: Path) -> None:
    from generator.system.staging import staged

    with staged(folder) as stage:
        driver.render(SiteBuild(built.publication, stage), strict=False)


@pytest.mark.slow
def test_no_canary_is_in_any_byte_of_the_folders(
    organisation: Organisation, tmp_path: Path
) -> None:
    built = gauntlet.prepare(organisation).built()
    folder = printed(built, tmp_path / "out")
    seen = 0
    for where, area, straws in walked(folder):
        seen += 1
        for canary in gauntlet.CANARIES:
            assert not (canary.denied & area and found(canary.text, straws)), (canary, where)
    assert seen > 100
    assert (folder / "site" / "sitemap.xml.gz").is_file()


@pytest.mark.slow
def test_the_sample_keeps_its_promises(tmp_path: Path) -> None:
    """Everybody of the sample who says no on a channel is in no file of that channel."""
    if not (ROOT / "stories").is_dir():
        pytest.skip("the sample content is not here")
    for name in ("stories", "site_config"):
        shutil.copytree(ROOT / name, tmp_path / "org" / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "org" / "mkdocs.yml")
    organisation = Organisation(tmp_path / "org")
    built = organisation.built()
    people = built.settings.people
    denied = {
        person.name: frozenset(c for c in Channel if person.named.on(c) is Named.NO)
        for person in people.values()
    }
    folder = printed(built, tmp_path / "out")
    assert any(denied.values())
    for where, area, straws in walked(folder):
        for name, channels in denied.items():
            assert not (channels & area and found(name, straws)), (name, where)


NOT_PRINTED = {
    "Person.also_written": ("[Annunziata Quokka]", "Annunziata Quokka"),
    "Person.former_names": ("[Wilhelmina Okapi]", "Wilhelmina Okapi"),
    "Person.emails": ("[numbat@belt.example]", "numbat"),
    "Person.forge": ("Wombatty", "Wombatty"),
    "Person.joined": ("1987-03-02", "1987-03-02"),
    "Person.left": ("1999-12-24", "1999-12-24"),
    "Person.leads": ("yes", ""),
    "Person.named": ("no", ""),
    "Person.show_as": ("full", ""),
    "Person.also_show": ("[role, place, since]", ""),
    "Person.channels": ("[site, newsletter, townhall, onboarding]", ""),
    "Person.withdrawn": ("2099-09-09", "2099-09-09"),
    "Person.mentoring": ("{gives: 1, shows: [Quilting], wants: [Zebras]}", "Quilting Zebras"),
    "Story.consent": (
        "[{person: ana, on: 2097-07-07, how: Whisperedyes}]",
        "2097-07-07 Whisperedyes",
    ),
    "Story.declined": (
        "[{person: bo, on: 2096-06-06, how: Mutterednos}]",
        "2096-06-06 Mutterednos",
    ),
    "Person.attended": ("{practice: quaggaclub, days: 1986-06-06}", "quaggaclub 1986-06-06"),
    "Story.channels": ("[site, newsletter, townhall, onboarding]", ""),
    "Story.withdrawn": ("2098-08-08", "2098-08-08"),
    "Story.not_names": ("[Quagga]", "Quagga"),
    "Story.for_editors": ("Scribbledaside", "Scribbledaside"),
}
"""Each field that is printed nowhere: a value, and the words of it that must not be found."""


def test_a_field_that_is_not_for_print_is_in_no_output(organisation: Organisation) -> None:
    """The roles in the model say which fields these are: a new one needs a canary of its own."""
    unprinted = {
        f"{model.__name__}.{dotted(path)}"
        for model in (Person, Story)
        for path in paths_of(model, Use.PRIVATE, Use.RECOGNISE)
    }
    assert unprinted == NOT_PRINTED.keys()

    def fields(model: str) -> dict[str, str]:
        values = {name.partition("."): value for name, (value, _) in NOT_PRINTED.items()}
        return {name: value for (owner, _, name), value in values.items() if owner == model}

    person = ", ".join(f"{name}: {value}" for name, value in fields("Person").items())
    organisation.config(
        "people.yml",
        f"ana: {{name: Ana Óscoz, team: bench, {person}}}\n"
        "bo: {name: Bo Lindqvist, team: office, named: yes}\n",
    )
    organisation.story("an-hour", "@ana and @bo stayed an hour.", **fields("Story"))
    built = organisation.built()
    assert [record.id for record in built.library.records] == ["an-hour"], built.problems
    for where, _, straws in made_of(built):
        for _, words in NOT_PRINTED.values():
            for word in words.split():
                assert not found(word, straws), (word, where)


def test_nothing_else_of_people_yml_is_anywhere(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: yes, joined: 1987-03-02, left: 1999-12-24}\n"
        "bo: {name: Bo Zlindqvist, first_name: Bozwick, team: attic, role: Keeper of Quaggas, place: Kudu creek,"
        " also_show: [role, place, since],"
        " joined: 1988-04-05, named: no, offers: [Quilting with zebras], leads: yes,"
        " response_time: Within nine fortnights, hours: 03:33 to 04:44,"
        " reach: {mail: q.zarquon@belt.example, chat: '@quuxly', phone: '+44 131 496 0777',"
        " in_person: Under the ninth gantry}}\n",
    )
    organisation.story("an-hour", "@ana and @bo stayed an hour.")
    built = organisation.built()
    private = (
        "1987-03-02 1999-12-24 1988-04-05 Zlindqvist Bozwick Keeper/of/Quaggas Kudu zebras"
        " nine/fortnights 03:33/to zarquon quuxly 496/0777 ninth/gantry"
    ).replace("/", "_")
    seen = 0
    for where, _, straws in made_of(built):
        seen += 1
        for word in private.split():
            assert not found(word.replace("_", " "), straws), (word, where)
    assert seen > 20
