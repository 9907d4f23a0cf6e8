"""Names are found however they are written, in every script and place, or missed by design."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from generator.consent.display import Directory
from generator.consent.permissions import Permissions
from generator.consent.practices import PracticeRedactor
from generator.consent.scan import scan_texts
from generator.consent.texts import TextRedactor
from generator.model import Channel, Guide, Norm, Origin, Practice, Theme
from generator.text.names import names_of
from tests.conftest import Organisation
from tests.consent.canary import found, made_of, squash
from tests.consent.trials import (
    SPREAD,
    TODAY,
    Case,
    Outcome,
    Trial,
    cases,
    every_writing,
    fields_of,
    places,
    settings,
    table,
    tried,
)
from tests.consent.writings import PEOPLE, Part, Where

NO_NAMES = """\
The lamp was out, and the fuse with it. We asked at four, and by six it was mended. A. M. and J. were
the switches. Mariana Rossini, a mariachi, wrote to rossignol@x.example and read
https://x.example/sofian-steffensen; an icy bjorkdale, and a Bergmannian silence. O brave new lamp!
Die Lampe war aus, und die Sicherung auch. La lámpara se apagó, y con ella el fusible. Lampa zgasła.
Лампа погасла, и предохранитель тоже. Η λάμπα έσβησε και η ασφάλεια μαζί. Լամպը մարեց։ ნათურა ჩაქრა.
המנורה כבתה. انطفأ المصباح عند الرابعة. दीपक बुझ गया। বাতি নিভে গেল। விளக்கு அணைந்தது. దీపం ఆరిపోయింది.
ไฟดับตอนสี่โมง ランプが消えた。灯灭了。 전등이 꺼졌다. អំពូលរលត់។ မီးပျက်သွားသည်။ ໄຟມອດ. መብራቱ ጠፋ።
"""
"""Nobody is named here, in any script. Some words begin as names do."""


@cache
def _sample() -> tuple[Trial, ...]:
    return tuple(tried(cases(Random(20261120), 12_000)))


def _none(wrong: Iterable[Trial]) -> None:
    """Fail if there are any, and say what went wrong: kind by kind, with three examples of each."""
    kinds: dict[str, list[Trial]] = defaultdict(list)
    for trial in wrong:
        kinds[trial.case.kind].append(trial)
    if kinds:
        lines = [f"{sum(map(len, kinds.values()))} trials went wrong"]
        for kind, trials in sorted(kinds.items(), key=lambda item: -len(item[1])):
            lines.append(f"{kind}: {len(trials)}")
            lines += map(_told, trials[:3])
        pytest.fail("\n".join(lines), pytrace=False)


def _told(trial: Trial) -> str:
    case, others = trial.case, ", ".join(sorted(trial.others))
    role = "taking part" if case.takes_part else "not taking part"
    return (
        f"    {case.writing.text!a} ({case.writing.detail}) of {case.person}, {role}, in {case.place}:"
        f" {trial.outcome.name.lower()}{f', and so is {others}' if others else ''}"
    )


def test_a_name_is_found_however_it_is_written() -> None:
    _none(trial for trial in _sample() if trial.is_missed)


def test_a_word_of_a_name_withholds_no_story_of_others() -> None:
    _none(trial for trial in _sample() if trial.is_too_much)


@pytest.mark.exhaustive
def test_a_name_is_found_however_it_is_written_in_every_place() -> None:
    every = [
        Case(id_, writing, place, takes_part)
        for id_, writing in every_writing()
        for place in places(writing)
        for takes_part in (True, False)
    ]
    turn = Random(1)
    trials = tried([*turn.sample(every, 80_000), *cases(turn, 40_000)])
    _none(trial for trial in trials if trial.is_missed or trial.is_too_much)


def test_without_a_finder_nearly_every_name_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trials can fail: those that want a name found depend on the names being known."""
    nobody = names_of(replace(settings(), people={}))
    trials = tried(cases(Random(2), 2_000), nobody)
    wanted = [trial for trial in trials if trial.case.wanted is Outcome.FOUND]
    assert len(wanted) > 1_000
    assert sum(trial.is_missed for trial in wanted) > 0.99 * len(wanted)


def test_every_script_and_kind_and_place_is_tried() -> None:
    sample = _sample()
    assert len({someone.script for someone in PEOPLE.values()}) >= 20
    assert {trial.case.person for trial in sample} == PEOPLE.keys()
    kinds = {writing.kind for _, writing in every_writing()}
    assert kinds <= {trial.case.writing.kind for trial in sample}
    tried_places = {trial.case.place for trial in sample}
    assert tried_places >= {place for _, writing in every_writing() for place in places(writing)}
    assert tried_places >= SPREAD.keys()


def test_the_table_counts_each_trial_once() -> None:
    rows = [line.split(" | ") for line in table(_sample()).splitlines()[2:]]
    assert sum(int(row[1]) for row in rows) == len(_sample())
    for _, of_all, *others in rows:
        assert int(of_all) == sum(int(cell.strip(" |")) for cell in others)


@pytest.mark.parametrize("takes_part", [True, False])
def test_texts_without_names_name_nobody(takes_part: bool) -> None:
    people = PEOPLE.keys() if takes_part else ()
    scan = scan_texts({"title": NO_NAMES, "body": NO_NAMES}, {}, names_of(settings()), people)
    assert (scan.spelled, scan.literal, scan.given, scan.family) == (frozenset(),) * 4


def test_no_text_of_the_organisation_spells_a_name() -> None:
    """A guide, a theme, a norm and a practice for each of some writings: none is printed."""
    turn = Random(3)
    whole = [
        writing.text
        for _, writing in every_writing()
        if writing.part is Part.WHOLE and writing.where is Where.PROSE
    ]
    texts = dict(enumerate(["nobody", *turn.sample(whole, 400)]))
    guides = []
    practices = []
    for number, text in texts.items():
        guide = Guide(title=f"Day {number}", body=f"Ask {text} for the key.")
        guide._origin = Origin(f"site_config/onboarding/g{number}.md", "")
        guides.append(guide)
        practice = Practice.model_validate(
            {"title": f"Clinic {number}", "kind": "feedback-clinic", "what": f"As {text} does it.",
             "for": "All of us.", "lead": "quux", "cadence": "weekly", "join": "Turn up."}
        )  # fmt: skip
        practice._origin = Origin(f"site_config/practices/c{number}.yml", "")
        practices.append(practice)
    organisation = replace(
        settings(),
        themes={f"t{n}": Theme(title=f"T {n}", text=f"As {t} said.") for n, t in texts.items()},
        norms={f"n{n}": Norm(title=f"N {n}", text=f"As {t} said.") for n, t in texts.items()},
        guides=tuple(guides),
        practices=tuple(practices),
    )
    directory = Directory(organisation, TODAY)
    permissions = Permissions.of(organisation, [Channel.SITE], TODAY)
    redactor = TextRedactor(directory, permissions)
    printed = {
        "theme": {int(slug[1:]) for slug in redactor.themes},
        "norm": {int(slug[1:]) for slug in redactor.norms()},
        "guide": {int(guide.id[1:]) for guide in redactor.guides()},
        "practice": {int(p.id[1:]) for p in PracticeRedactor(directory, permissions).practices()},
    }
    assert all(0 in numbers for numbers in printed.values()), "texts without names are printed"
    missed = sorted((texts[n], what) for what, numbers in printed.items() for n in numbers - {0})
    if missed:
        lines = "\n".join(f"{text!a} in a {what}" for text, what in missed)
        pytest.fail(f"{len(missed)} of {4 * len(texts)} texts are printed\n{lines}", pytrace=False)


@pytest.mark.slow
def test_no_name_of_any_script_is_in_a_build(organisation: Organisation) -> None:
    """Whole stories, read from files. Each has a word of its own, by which it is known in any output."""
    some = [
        case
        for case in cases(Random(4), 1_500)
        if case.wanted is Outcome.FOUND and case.place not in ("image.file", "image.alt")
    ][:240]  # pictures are shown only where everybody is named
    people = "".join(
        f"{id_}: {{name: {json.dumps(p.name)}, first_name: {json.dumps(p.given)}, team: bench,"
        f" named: no, emails: {json.dumps(p.emails)}, also_written: {json.dumps(p.also_written)}}}\n"
        for id_, p in PEOPLE.items()
    )
    organisation.config(
        "people.yml", f"{people}ana: {{name: Quux Zyzzyva, team: bench, named: yes}}\n"
    )
    organisation.config(
        "onboarding/day-1.md", "---\ntitle: Day 1\nstep: day-1\n---\n<!-- stories -->\n"
    )
    organisation.story("good", "A lamp, and theharmlesslamp.", receivers="anonymous")
    for number, case in enumerate(some):
        fields = dict(fields_of(case.writing, case.place))
        body = f"{fields.pop('body', 'It was the fuse.')}\n\nwithheldword{number}q\n"
        if "quote" in fields:
            fields["quote"] = {**fields["quote"], "by": "ana"}
        organisation.story(
            case.writing.text if case.place == "id" else f"story-{number}",
            body,
            **{name: json.dumps(value, ensure_ascii=False) for name, value in fields.items()},
            givers=case.person if case.takes_part else "ana",
            receivers="anonymous",
        )
    built = organisation.built()
    straws = set[str]().union(*(texts for _, _, texts in made_of(built)))
    assert found("theharmlesslamp", straws), "the search finds what is there"
    everything = "\n".join(straws)
    shown = [case for n, case in enumerate(some) if f"withheldword{n}q" in everything]
    if shown:
        texts = "\n".join(f"{case.writing.kind}: {case.writing.text!a}" for case in shown)
        pytest.fail(f"{len(shown)} of {len(some)} stories are shown\n{texts}", pytrace=False)
    for person in PEOPLE.values():
        assert squash(person.name) not in everything, person
