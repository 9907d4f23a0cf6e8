"""What `check` says about people: each problem with its place, and what to type instead."""

from __future__ import annotations

import pytest

from generator.diagnostics.diagnostic import Diagnostic, Severity
from tests.conftest import Organisation


def _of(organisation: Organisation, code: str) -> list[Diagnostic]:
    return [p for p in organisation.problems() if p.code == code]


@pytest.mark.parametrize(
    ("body", "fields", "line", "column", "says"),
    [
        ("Then Dora Nkemelu came.", {}, 6, 6, "dora has not agreed"),
        ("It says `@dora` here.", {}, 6, 11, "is not a mention"),
        ("Then @Dora came.", {}, 6, 7, "is not a mention"),
        ("Then Dora came.", {"givers": "dora"}, 6, 6, 'the text says "Dora"'),
        ("Then Nkemelu came.", {"givers": "dora"}, 6, 6, 'the text says "Nkemelu"'),
        ("She came.", {"title": "For Dora Nkemelu"}, 5, 12, "dora has not agreed"),
        ("She came.", {"quote": "{text: Ask Dora Nkemelu., by: ana}"}, 5, 19, "has not agreed"),
        ("Then Bo Lindqvist came.", {}, 6, 6, "bo has not agreed"),
    ],
)
def test_a_story_withheld_says_where_and_why(
    organisation: Organisation, body: str, fields: dict[str, str], line: int, column: int, says: str
) -> None:
    organisation.story("told", body, **fields)
    (problem,) = _of(organisation, "S130")
    assert problem.severity is Severity.WARNING
    assert says in problem.message
    shift = 0 if not fields or "givers" in fields else (1 if line == 6 else 0)
    assert (problem.location.line, problem.location.column) == (line + shift, column)
    assert "Write @" in problem.hint
    assert organisation.edition().stories == ()


def test_withheld_on_some_channels_names_them(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: {site: yes, newsletter: no, townhall: no}}\n"
        "bo: {name: Bo Lindqvist, team: office, named: yes}\n",
    )
    organisation.story("told", "Ana Oscoz stayed.", givers="bo", receivers="team:bench")
    (problem,) = _of(organisation, "S130")
    assert (
        "hidden in the newsletter, at the town hall and on the onboarding pages" in problem.message
    )


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ("2026-10-13", "before the story happened"),
        ("2026-11-22", "in the future"),
        ("2026-10-14", None),
        ("2026-11-21", None),
    ],
)
def test_a_yes_is_of_a_day_that_can_be(
    organisation: Organisation, on: str, says: str | None
) -> None:
    organisation.story("told", "@cem stayed.", consent=f"[ana, {{person: cem, on: {on}}}]")
    problems = _of(organisation, "S149")
    assert [says in problem.message for problem in problems if says] == ([True] if says else [])
    assert len(problems) == bool(says)
    for problem in problems:
        assert (problem.location.line, problem.location.column) == (5, 34)


def test_a_wish_to_be_nowhere_is_advice_not_a_fault(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: yes, channels: [site]}\n"
        "bo: {name: Bo Lindqvist, team: office, named: yes}\n",
    )
    organisation.story("told")
    (problem,) = _of(organisation, "S137")
    assert problem.severity is Severity.ADVICE
    assert "does not want to be in stories there" in problem.message


def test_somebody_unnamed_is_a_note_not_an_error(organisation: Organisation) -> None:
    organisation.story("told", "@dora and @cem came.")
    notes = _of(organisation, "S132")
    assert [n.severity for n in notes] == [Severity.ADVICE] * 2
    assert {n.location.column for n in notes} == {1, 11}
    assert "reciprocity consent told" in notes[1].hint


@pytest.mark.parametrize(
    ("consent", "says"),
    [("cem", "is not in the story"), ("dora", "does not want to be named anywhere")],
)
def test_a_consent_without_effect_is_reported(
    organisation: Organisation, consent: str, says: str
) -> None:
    organisation.story("told", "@ana met @dora.", consent=f"[{consent}]")
    (problem,) = _of(organisation, "S136")
    assert says in problem.message
    assert (problem.location.line, problem.location.column) == (5, 11)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("We rang Acme Rockets twice.", (7, 9)),
        ("We rang acme-rockets twice.", (7, 9)),
        ("We rang ACME   ROCKETS' desk.", (7, 9)),
        ("We rang Ac**me** Rockets.", None),
        ("We rang AcmeRockets.", None),
        ("See [this](https://x.example/acme-rockets/).", None),
        ("Project Orion's start.", (7, 9)),
    ],
)
def test_what_must_never_be_mentioned_is_an_error(
    organisation: Organisation, text: str, place: tuple[int, int] | None
) -> None:
    organisation.config(
        "site.yml",
        "name: X\nurl: https://x.example/\nnever_mention: [Acme Rockets, Orion]\n",
    )
    organisation.story("told", text, title="A day")
    (problem,) = _of(organisation, "S133")
    assert problem.is_error
    if place:
        assert (problem.location.line, problem.location.column) == place
    assert organisation.edition().stories == ()


def test_what_must_never_be_mentioned_stops_a_guide(organisation: Organisation) -> None:
    site = (organisation.root / "site_config/site.yml").read_text("utf-8")
    organisation.config("site.yml", f"{site}never_mention: [kettle]\n")
    found = _of(organisation, "C123")
    assert {problem.location.path for problem in found} == {"site_config/onboarding/day-1.md"}


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [
        ("en", "He told me about his diagnosis.", "diagnosis"),
        ("en", "It was in her performance review.", "performance review"),
        ("en", "After the divorce she asked.", "divorce"),
        ("en", "We talked about salary.", "salary"),
        ("en", "There was a disciplinary hearing.", "disciplinary"),
        ("es", "Me contó su diagnóstico.", "diagnóstico"),
        ("es", "Volvía de una baja médica.", "baja médica"),
        ("es", "Le abrieron un expediente disciplinario.", "expediente disciplinario"),
        ("de", "Wir sprachen über ihre Kündigung.", "Kündigung"),
        ("de", "Vorher ging es um schwache Leistungen.", "schwache Leistungen"),
        ("ar", "تحدّثنا عن الراتب وعن راتب الشهر", "راتب"),
        ("ar", "تحدّثنا عن الراتب", "الراتب"),
        ("ar", "أصيب بسرطان", "بسرطان"),
        ("ar", "كان ذلك لتقييم الأداء", "تقييم الأداء"),
        ("ar", "عادت من إجازتها المرضية", "إجازتها المرضي"),
        ("ar", "قبل فصله من العمل", "فصله من العمل"),
        ("ar", "كان ذلك بعد التقييم السنوي", "تقييم السنوي"),
        ("ja", "彼女は手術を受けたあと、戻ってきた。", "手術"),
        ("ja", "去年父が亡くなったとき。", "亡くなっ"),
        ("ja", "胃癌の母を看ていた。", "癌"),
        ("ja", "来月の給料を待っていた。", "給料"),
        ("ja", "上司のパワハラについて話した。", "パワハラ"),
    ],
)
def test_sensitive_matters_are_advice(
    organisation: Organisation, lang: str, text: str, word: str
) -> None:
    organisation.story("told", text, lang=lang)
    (problem,) = _of(organisation, "S134")
    assert problem.severity is Severity.ADVICE
    assert word in problem.message
    assert len(organisation.edition().stories) == 1


@pytest.mark.parametrize(
    "text",
    ["調査定例会で物流産業の話をした。", "手取り足取り教えてくれた。", "憂鬱な月曜だった。", "発癌性のない塗料を選んだ。",
     "共通夜間バッチを直した。", "その他界隈の話。", "同時給電と臨時給付の説明。", "昨年収穫した米。", "以降格納される。",
     "毎月給付される。", "脆弱性診断を受けた。", "育休職場に戻った。", "特別居住地域。"],
)  # fmt: skip
def test_characters_of_two_words_are_no_sensitive_one(
    organisation: Organisation, text: str
) -> None:
    organisation.story("told", text, lang="ja")
    assert _of(organisation, "S134") == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "es",
            "En la despedida de Lea buscamos el expediente de la obra y quién da de baja la línea.",
        ),
        (
            "ar",
            "حمل @ana المصباح وثبّته على حامل في الممرّ حين دقّ إنذار الحريق، ووجدنا علاج العطل بهدوء مطلق قبل فصل الشتاء.",
        ),
    ],
)
def test_everyday_words_of_an_office_are_no_sensitive_matter(
    organisation: Organisation, lang: str, text: str
) -> None:
    organisation.story("told", text, lang=lang)
    assert not _of(organisation, "S134")


@pytest.mark.parametrize(
    ("person", "code", "at", "says"),
    [
        (
            "{name: X Yz, team: bench, show_as: role}",
            "C113",
            "role}",
            "should be shown by role, but has none",
        ),
        (
            "{name: X Yz, team: bench, named: yes, channels: []}",
            "C113",
            "[]",
            "does not want to be in stories",
        ),
        (
            "{name: X Yz, team: bench, joined: 2026-02-02, left: 2025-01-01}",
            "C113",
            "2025",
            "before the first day",
        ),
        (
            "{name: X Yz, team: bench, named: yes, reach: {phone: 12345}}",
            "C113",
            "{phone",
            "offers nothing to be asked about",
        ),
        (
            "{name: X Yzla, team: bench, named: yes, show_as: first, offers: [a], reach: {mail: x.yzla@b.example}}",
            "C113",
            "x.yzla",
            "more of the name",
        ),
        (
            "{name: X Yz, team: bench, role: mason, also_show: [role, place]}",
            "C113",
            "[role",
            'lets stories show "place", but has no "place"',
        ),
        (
            "{name: X Yz, team: bench, also_show: since}",
            "C113",
            "since}",
            'lets stories show "since", but has no "joined"',
        ),
        ("{name: X Yz, team: bench, left: 2027-01-01}", "C121", "2027", "in the future"),
        ("{name: X Yz, team: bench, withdrawn: 2027-01-01}", "C121", "2027", "shown until then"),
        ("{name: X Yz, team: nowhere}", "C104", "nowhere", "there is no team"),
    ],
)
def test_people_who_cannot_be_meant_so_are_reported(
    organisation: Organisation, person: str, code: str, at: str, says: str
) -> None:
    organisation.config("people.yml", f"xyz: {person}\nana: {{name: Ana Ó, team: bench}}\n")
    (problem,) = _of(organisation, code)
    assert says in problem.message
    assert problem.location.path == "site_config/people.yml"
    assert (problem.location.line, problem.location.column) == (1, 5 + person.index(at) + 1)


def test_a_team_needs_a_headcount(organisation: Organisation) -> None:
    organisation.config("teams.yml", "bench: {name: Bench}\n")
    (problem,) = _of(organisation, "C102")
    assert "headcount" in problem.message
    assert (problem.location.path, problem.location.line) == ("site_config/teams.yml", 1)


def test_a_headcount_of_a_day_to_come_counts_as_empty(organisation: Organisation) -> None:
    organisation.config(
        "teams.yml",
        "bench: {name: Bench, headcount: [{from: 2027-01-01, count: 9}]}\n"
        "office: {name: Office, headcount: 7}\nattic: {name: Attic, headcount: 3}\n",
    )
    (problem,) = _of(organisation, "C121")
    assert "counts as empty" in problem.message


def test_a_guide_that_names_says_so_and_the_rest_is_built(organisation: Organisation) -> None:
    organisation.config("onboarding/day-2.md", "---\ntitle: Two\n---\nAsk Dora Nkemelu.\n")
    (problem,) = _of(organisation, "C122")
    assert problem.severity is Severity.WARNING
    assert [g.id for g in organisation.edition().guides] == ["day-1"]


def test_a_first_name_alone_in_a_guide_is_a_warning(organisation: Organisation) -> None:
    organisation.config("onboarding/day-2.md", "---\ntitle: Two\n---\nAsk Dora, or ask Ana.\n")
    (problem,) = _of(organisation, "C124")
    assert "write @dora" in problem.hint


def test_a_mention_in_a_theme_is_not_replaced_and_so_it_is_not_told(
    organisation: Organisation,
) -> None:
    organisation.config(
        "themes.yml",
        "asking: {title: Asking, text: Ask @dora., default: true}\nb: {title: B, text: '@ana'}\n",
    )
    hidden, printed = _of(organisation, "C125")
    assert "with the @" in printed.message
    assert hidden.location.line < printed.location.line
    assert list(organisation.edition().themes) == ["b"]


def test_a_guide_that_mentions_nobody_known_stops_the_build(organisation: Organisation) -> None:
    organisation.config("onboarding/day-2.md", "---\ntitle: Two\n---\nAsk @nobody there.\n")
    (problem,) = _of(organisation, "G105")
    assert problem.is_error
    assert (problem.location.line, problem.location.column) == (4, 5)
    with pytest.raises(AssertionError):
        organisation.built()


def test_a_story_that_leaves_later_says_until_when(organisation: Organisation) -> None:
    organisation.story("told", withdrawn="2027-01-01")
    (problem,) = _of(organisation, "S138")
    assert "2027-01-01" in problem.message


def test_a_narrowed_wish_never_stops_a_build(organisation: Organisation) -> None:
    organisation.story("told", "Ana Óscoz and Bo Lindqvist stayed.", consent="[ana, bo]")
    for wish in ("no", "ask"):
        organisation.config(
            "people.yml",
            f"ana: {{name: Ana Óscoz, team: bench, named: {wish}, channels: [], withdrawn: 2026-01-01}}\n"
            f"bo: {{name: Bo Lindqvist, team: office, named: {wish}, show_as: role}}\n",
        )
        assert not [p for p in organisation.problems() if p.is_error]
        assert organisation.edition().stories == ()
