"""Spelled-out names are found however they are written, and words are not taken for names."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.consent.scan import scan_texts
from generator.diagnostics.diagnostic import Severity
from generator.model import Channel, Person
from generator.text import names
from generator.text.names import NameIndex
from tests.conftest import Organisation

PEOPLE = {
    "maria": Person(name="Maria Okafor", team="t"),
    "jose": Person(name="José María Núñez Peña", first_name="Pepe", team="t"),
    "olena": Person(name="Олена Гриценко", team="t"),
    "ivan": Person(name="Мария Иванова", team="t"),
    "andrey": Person(name="Андрей Ковалёв", team="t"),
    "pyotr": Person(name="Пётр Чайковский", team="t"),
    "anton": Person(name="Анто\u0301н Ковале\u0301нко", team="t"),
    "xm": Person(name="王小明", team="t"),
    "layla": Person(name="ليلى حدّادين", team="t"),
    "suharto": Person(name="Suharto", team="t"),
    "cem": Person(name="Cem Aydın", team="t"),
    "mm": Person(name="Mark May", team="t"),
    "soren": Person(name="Søren Kjær", team="t"),
    "anna": Person(name="Anna Berg", team="t"),
    "huong": Person(name="Nguyễn Thị Hương", first_name="Hương", team="t"),
}
NAMES = NameIndex.of(PEOPLE)


@pytest.mark.parametrize(
    ("person", "text"),
    [
        ("maria", "Maria Okafor stayed."),
        ("maria", "MARIA OKAFOR"),
        ("maria", "maria okafor"),
        ("maria", "María Okafór"),
        ("maria", "Maria Okafor's bench"),
        ("maria", "Maria Okafor’s bench"),
        ("maria", "Maria Okafors bench"),
        ("maria", "Maria\nOkafor"),
        ("maria", "Maria\u00a0Okafor"),
        ("maria", "Ma\u00adria Oka\u200bfor"),
        ("maria", "Ma**ria** Okafor"),
        ("maria", "**Maria** _Okafor_"),
        ("maria", "[Maria][1] Okafor\n\n[1]: https://x.example/"),
        ("maria", "[Ma](https://x.example/)ria Okafor"),
        ("maria", "&#77;aria Okafor"),
        ("maria", "Ｍａｒｉａ Ｏｋａｆｏｒ"),
        ("maria", "Mаria Оkafоr"),  # Cyrillic letters among the Latin ones
        ("maria", "Okafor, Maria"),
        ("maria", "Maria J. Okafor"),
        ("maria", "Maria Jane Okafor"),
        ("maria", "`maria_okafor`"),
        ("maria", "`mariaOkaforNotes`"),
        ("maria", "MariaOkafor"),
        ("maria", "https://x.example/maria-okafor"),
        ("maria", "[him](https://x.example/?q=Maria%20Okafor)"),
        ("maria", "[her](mailto:maria.okafor@x.example)"),
        ("maria", "<!-- Maria Okafor -->"),
        ("maria", "A note.[^1]\n\n[^1]: By Ma**ria** Okafor."),
        ("jose", "Jose Nunez"),
        ("jose", "José María Núñez"),
        ("jose", "Pepe Núñez"),
        ("jose", "Pepe Peña"),
        ("olena", "Дякую Олені Гриценко"),
        ("ivan", "помогли Марии Ивановой"),
        ("ivan", "с Марией Ивановой"),
        ("ivan", "с Марией Ивановой™"),
        ("ivan", "Марией№Ивановой"),
        ("ivan", "Марии Ивановой№1"),
        ("ivan", "с Мари\u0301ей Ивано\u0301вой"),
        ("andrey", "с Андреем Ковалёвым"),
        ("andrey", "Андрея Ковалева"),
        ("andrey", "об Андрее Ковалёве"),
        ("andrey", unicodedata.normalize("NFD", "с Андреем Ковалёвым")),
        ("pyotr", "с Петром Чайковским"),
        ("pyotr", "Петра Чайковского"),
        ("pyotr", "о Петре Чайковском"),
        ("anton", "Антоном Коваленко"),
        ("anton", "с Анто\u0301ном Ковале\u0301нко"),
        ("xm", "昨天王小明来了"),
        ("layla", "شكرًا لليلى حدادين"),
        ("layla", "وليلى حدادين"),
        ("suharto", "Then Suharto came."),
        ("cem", "CEM AYDIN"),
        ("cem", "Cem Aydin"),
        ("mm", "Then Mark May came."),
        ("mm", "`mark-may`"),
        ("soren", "Soren Kjaer"),
        ("soren", "Soeren Kjaer"),
        ("maria", "𝐌𝐚𝐫𝐢𝐚 𝐎𝐤𝐚𝐟𝐨𝐫"),
        ("maria", "🄼🄰🅁🄸🄰 Okafor¹"),
        ("maria", "Okafor™, Maria"),
        ("maria", "mokafor@belt.example"),
        ("maria", "ext-mokafor@belt.example or adm_mokafor@belt.example"),
        ("maria", "git@code.example:mokafor/lamp.git"),
        ("maria", "It is in /home/mokafor/lamp, or in ~mokafor."),
        ("maria", "`C:\\Users\\mokafor\\lamp`"),
        ("jose", "pnunez@belt.example"),
        ("jose", "jmnunez@belt.example"),
        ("huong", "huongnt@belt.example"),
        ("maria", "see github.com/mariaokafor85"),
        ("maria", "M. Okafor"),
        ("anna", "A. Berg said so."),
        ("anna", "Berg, Anna"),
        ("suharto", "SUHARTO and suharto@belt.example"),
    ],
)
def test_a_full_name_is_found(person: str, text: str) -> None:
    assert person in scan_texts({"body": text}, {}, NAMES).spelled


@pytest.mark.parametrize(
    "text",
    [
        "The mark may be lower on Fridays.",
        "Maria and Sam met Ben Okonkwo.",
        "She sang an aria.",
        "王先生来了",
        "Mariana Okaforth",
        "Marianne asked.",
        "Maria stayed with all of us for hours and then Okafor came",
        "I read [this](https://x.example/of/anna/and/of/the/berg).",
    ],
)
def test_other_words_are_no_names(text: str) -> None:
    assert scan_texts({"body": text}, {}, NAMES).spelled == frozenset()


_WORDS = ["Jo", "Al", "Bo", "Mark", "May", "Grant", "James", "de", "van", "O", "Ó", "Nuñez", "Kjær",
          "Лев", "Ковалёв", "Мария", "ليلى", "وليد", "حدّادين", "王", "小明", "Anne-Li", "D'Arcy", "s"]  # fmt: skip
_NAME = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)
_BETWEEN = st.sampled_from((" ", " J. ", " J. K. ", " Jane ", "-", "\n", "", ", ", "'s "))
_AFTER = st.sampled_from(("", "s", "'s", "а", "ом", "x"))
_BEFORE = st.sampled_from(("", "و", "لل", "ال", "a ", "Ж", "š", "ask"))


@given(_NAME, _NAME, st.randoms(use_true_random=False), _BETWEEN, _AFTER, _BEFORE)
def test_what_is_left_out_for_speed_finds_nothing(
    name: str, first: str, turn: Random, between: str, after: str, before: str
) -> None:
    """Texts without a telltale word are not searched for full names: there are none in them."""
    parts = name.split()
    turn.shuffle(parts)
    text = before + between.join(part + after for part in parts)
    names = NameIndex.of({"p": Person(name=name, first_name=first, team="t")})
    found = names.find(text, ["p"])
    if found.full or found.parts or found.meant:
        assert names.may_be_in(text)


@pytest.mark.parametrize(
    "text", ["ЖMaria came", "PišMaria came", "askMaria came", "ÉMaria came", "وMaria"]
)
def test_a_first_name_is_found_behind_any_letter(text: str) -> None:
    assert scan_texts({"body": text}, {}, NAMES, ["maria"]).given == {"maria"}


def test_a_name_with_a_middle_dot_is_no_run_of_letters() -> None:
    names = NameIndex.of({"p": Person(name="Anna・Bo", team="t")})
    assert scan_texts({"body": "Wanna bother Zoë?"}, {}, names).spelled == frozenset()
    assert scan_texts({"body": "Anna・Bo came"}, {}, names).spelled == {"p"}


HURRIED = """\
Will you look at this before four? She did. It will ship on Friday.
Grace under pressure, says the poster. Mark it as done and go home.
In May the boiler broke. By Summer it ran, and in June we wrote it down.
We gave them a grace period of a week. The mark on the drawing was wrong.
Hope is not a plan, so we wrote a plan. I hope it will do.
Last summer nobody asked. This Summer everybody did.
"Will it hold?" he asked. Mark my words, it will.
May I ask you something? Of course you may.
The rose in the yard was late. Rose to the top of the list, though.
Rob a bank? No: rob the reserve, said the plan for the winter.
He was frank about it. Frank talk, good coffee.
Art is long. The art of the weld is longer.
They bill us by the hour; Bill that to the project, said the form.
A ray of light. X-Ray showed the crack.
Dawn came, and the bread with it. By dawn we were done.
Jack up the car, then Chase the thread with a tap.
Summer is short. Will power alone does not mix dough.
Grace Hopper found a moth. Mark Twain never said that.
A pat on the back, a Penny for your thoughts.
Faith in the process, Patience with the printer, Joy in the dough.
""".strip().split("\n")
COLLEAGUES = (
    "will: {name: Will Young, team: bench, named: no}\n"
    "grace: {name: Grace Summer, team: bench, named: no}\n"
    "mark: {name: Mark Banks, team: office, named: ask}\n"
    "summer: {name: Summer Reed, team: bench, named: no}\n"
    "may: {name: May Rose, team: bench, named: no}\n"
    "hope: {name: Hope Dawson, team: bench, named: no}\n"
    "frank: {name: Frank Hill, team: bench, named: no}\n"
    "bill: {name: Bill Art, team: bench, named: no}\n"
    "rob: {name: Rob Chase, team: bench, named: no}\n"
    "dawn: {name: Dawn Penny, team: bench, named: no}\n"
    "joy: {name: Joy Jack, team: bench, named: no}\n"
)


def test_twenty_hurried_stories_raise_no_false_alarm(organisation: Organisation) -> None:
    assert len(HURRIED) == 20
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config("people.yml", people + COLLEAGUES)
    for number, text in enumerate(HURRIED):
        organisation.story(f"in-a-hurry-{number}", f"{text} Thanks to @will and @grace.")
    problems = organisation.problems()
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    alarms = [p for p in problems if p.code in ("S130", "S131")]
    assert len(alarms) <= 2, alarms
    shown = organisation.edition(Channel.SITE).stories
    assert len(shown) >= 19


def test_the_same_words_as_names_are_found(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config("people.yml", people + COLLEAGUES)
    organisation.story("laughed", "Then Will laughed, and so did Grace.")
    found = [p for p in organisation.problems() if p.code == "S131"]
    assert sorted(p.message.split('"')[1] for p in found) == ["Grace", "Will"]
    assert {(p.location.line, p.location.column) for p in found} == {(6, 6), (6, 31)}


def test_not_names_silences_a_word(organisation: Organisation) -> None:
    organisation.story("dora", "The Dora line runs to Kiel.", not_names="[Dora]")
    assert "S131" not in organisation.codes()
    organisation.story("dora", "The Dora line runs to Kiel.")
    assert "S131" in organisation.codes()


def test_not_names_never_opens_a_full_name(organisation: Organisation) -> None:
    organisation.story("dora", "Dora Nkemelu stayed.", not_names="[Dora, Nkemelu, Dora Nkemelu]")
    assert organisation.edition().stories == ()


UNSPACED = {
    "tanaka": Person(name="田中 太郎", first_name="太郎", team="t"),
    "minjun": Person(name="김민준", first_name="민준", team="t"),
    "xm": Person(name="王小明", team="t"),
    "somchai": Person(name="สมชาย ใจดี", first_name="สมชาย", team="t"),
    "priya": Person(name="प्रिया शर्मा", first_name="प्रिया", team="t"),
    "dawid": Person(name="דוד כהן", first_name="דוד", team="t"),
}


@pytest.mark.parametrize(
    ("person", "text"),
    [
        ("tanaka", "田中さんが夜まで残ってくれました。"),
        ("tanaka", "昨日太郎さんに聞いた"),
        ("minjun", "민준이 도왔다"),
        ("minjun", "김 팀장님이 왔다"),
        ("xm", "小明来了"),
        ("xm", "老王来了"),
        ("somchai", "คุณสมชายช่วยเรา"),
        ("priya", "प्रिया ने मदद की"),
        ("priya", "शर्माजी ने मदद की"),
        ("dawid", "וכשדוד בא"),
    ],
)
def test_one_word_is_found_in_scripts_that_set_none_apart(person: str, text: str) -> None:
    found = scan_texts({"body": text}, {}, NameIndex.of(UNSPACED), [person])
    assert person in found.given | found.family


@pytest.mark.parametrize("text", ["国王来了", "森の中を歩いた", "지원했다", "原因は電池でした"])
def test_ordinary_words_of_such_scripts_are_no_names(text: str) -> None:
    people = UNSPACED | {"mori": Person(name="森 実", first_name="実", team="t")}
    people["jiwon"] = Person(name="박지원", first_name="지원", team="t")
    people["hara"] = Person(name="原 因", team="t")
    found = scan_texts({"body": text}, {}, NameIndex.of(people), ["xm", "mori", "jiwon"])
    assert not found.given | found.family


_MIXED = """
Maria Okafor okafor MARIA José María Núñez Peña Pepe M P. Mark May mark may will the a van de lamp hour
Suharto suhartos @maria askMaria MariaOkafor maria.okafor mokafor@x.example Олена Гриценко Ковалёва
ليلى وليلى حدّادين 王小明 王先生 Søren Kjær Soeren wiki/maria-okafor 9 --
"""


@given(st.lists(st.tuples(st.sampled_from(_MIXED.split()), st.sampled_from((" ", " ", ", ", ". ", "-", "\n", "\u200b", ""))), max_size=24))  # fmt: skip
def test_words_that_are_passed_over_are_of_no_name(pairs: list[tuple[str, str]]) -> None:
    text = "".join(word + sign for word, sign in pairs)
    found = NAMES.find(text, PEOPLE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "_LONGEST_NAME", 1_000)  # every word after one of a name is looked at
        assert NAMES.find(text, PEOPLE) == found
    assert NAMES.spelled(text) == frozenset().union(*(name.people for name in found.full))
