"""What was written elsewhere becomes stories: what is sound, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import import_run, main
from generator.intake.fields import CONFIRM, form_fields
from generator.intake.github_issue import IssueFormError, read_issue
from generator.intake.messages import read_message
from generator.intake.rows import TableError
from generator.intake.tables import read_table
from generator.source.settings import read_settings
from generator.text.dates import find_day, order_in
from tests.conftest import TODAY, Organisation


def imported(
    organisation: Organisation, what: str, content: str | bytes, *arguments: str, typed: str = ""
) -> Result:
    path = organisation.root.parent / "handed-in.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    call = ["--root", str(organisation.root), "import", what, str(path), "--today", str(TODAY)]
    return CliRunner().invoke(main, [*call, *arguments], input=typed)


def stories(organisation: Organisation) -> dict[str, str]:
    folder = organisation.root / "stories"
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*.*")}


# --- a survey ---

SURVEY = (
    "Timestamp,Your name,Who helped you?,Tell us what happened,Value,Shoe size\n"
    "14/10/2026 10:22:01,Bo Lindqvist,Ana,\"Ana Óscoz held the lamp, and said \"\"stay\"\".\n\nTwice.\",Listening,42\n"
    "2/11/2026 9:00:00,Bo Lindqvist,Zed,Zed came.,nothing,\n"
    "3/11/2026 9:00:00,Bo Lindqvist,,,,\n"
    "4/11/2026 9:00:00,Ana,Bo; Cem Aydın,=HYPERLINK(\"x\"),asking; listening,\n"
)  # fmt: skip


def test_a_survey_writes_what_is_sound_and_reports_the_rest_by_row_and_column(
    organisation: Organisation,
) -> None:
    done = imported(organisation, "csv", SURVEY)
    assert done.exit_code == 1
    assert stories(organisation) == {
        "2026/held-the-lamp-and-said-stay.md": "---\ndate: 2026-10-14\ngivers: ana\nreceivers: bo\nthemes: listening\n"
        'told: 2026-11-20\n---\n@ana held the lamp, and said "stay".\n\nTwice.\n',
        "2026/hyperlink-x.md": "---\ndate: 2026-11-04\ngivers: [bo, cem]\nreceivers: ana\nthemes: [asking, listening]\n"
        'told: 2026-11-20\n---\n=HYPERLINK("x")\n',
    }
    assert done.output.splitlines() == [
        'note: Columns: date = A ("Timestamp"), givers = C ("Who helped you?"), '
        'receivers = B ("Your name"), body = D ("Tell us what happened"), themes = E ("Value")',
        "note: Ignored columns: Shoe size",
        "row 2: wrote stories/2026/held-the-lamp-and-said-stay.md",
        'row 3, column C ("Who helped you?"): error S103: "Zed" is not the id of a person or a team',
        "  = If this is a new colleague, add this line to site_config/people.yml: "
        'zed: {name: "Full Name", team: bench, named: ask}. Then write zed here.',
        'row 3, column E ("Value"): error S104: there is no theme "nothing"',
        "  = Themes are listed in site_config/themes.yml.",
        'row 4, column C ("Who helped you?"): error S102: "givers" is missing',
        "  = add it, for example givers: maria",
        'row 4, column D ("Tell us what happened"): error S124: the story has no text',
        '  = write a sentence or two below the second "---", or a summary',
        "row 5: wrote stories/2026/hyperlink-x.md",
        "2 stories written, 2 for you to fix.",
        "Nobody in them has been asked for consent. To ask them: reciprocity consent ID",
    ]
    assert [p for p in organisation.problems() if p.is_error] == []


def test_an_import_may_be_run_again_on_another_day(organisation: Organisation) -> None:
    imported(organisation, "csv", SURVEY)
    for path, text in stories(organisation).items():
        organisation.write(f"stories/{path}", text.replace("told: 2026-11-20", "told: 2026-11-19"))
    before = stories(organisation)
    done = imported(organisation, "csv", SURVEY)
    assert stories(organisation) == before
    assert "row 2: stories/2026/held-the-lamp-and-said-stay.md already exists" in done.output
    assert "0 stories written, 2 already there, 2 for you to fix" in done.output


def test_a_dry_run_writes_nothing(organisation: Organisation) -> None:
    done = imported(organisation, "csv", SURVEY, "--dry-run")
    assert "row 2: would write stories/2026/held-the-lamp-and-said-stay.md" in done.output
    assert not (organisation.root / "stories").exists()


def test_rows_that_say_the_same_get_files_of_their_own(organisation: Organisation) -> None:
    rows = "date,givers,receivers,text\n" + "2026-10-14,ana,bo,The lamp.\n2026-10-15,ana,bo,The lamp.\n"  # fmt: skip
    assert imported(organisation, "csv", rows).exit_code == 0
    assert sorted(stories(organisation)) == ["2026/the-lamp-2.md", "2026/the-lamp.md"]


def test_a_column_named_consent_is_no_consent(organisation: Organisation) -> None:
    rows = 'date,givers,receivers,text,consent\n2026-10-14,cem,bo,The lamp.,"cem, yes"\n'
    done = imported(organisation, "csv", rows)
    assert "Ignored columns: consent" in done.output
    assert "consent" not in stories(organisation)["2026/the-lamp.md"]


def test_columns_are_mapped_by_hand_and_left_out_by_hand(organisation: Organisation) -> None:
    rows = "A;B;C;D;Date\n2026-10-14;ana;bo;The lamp.;1999-01-01\n"
    maps = ("--map", "A=date", "--map", "B=givers", "--map", "C=receivers", "--map", "D=body")
    assert imported(organisation, "csv", rows, *maps).exit_code == 0
    assert "date: 2026-10-14" in stories(organisation)["2026/the-lamp.md"]
    for wrong in ("Z=date", "A=dates", "A"):
        done = imported(organisation, "csv", rows, "--map", wrong)
        assert done.exit_code == 2, wrong


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_signs_encodings_and_line_ends_are_recognised(
    sign: str, encoding: str, ends: str, organisation: Organisation
) -> None:
    rows = [["date", "givers", "receivers", "text"], ["2026-10-14", "Ana Óscoz", "bo", "Früh, um 4."]]  # fmt: skip
    quoted = [[f'"{cell}"' for cell in row] for row in rows]
    text = ends.join(sign.join(row) for row in quoted) + ends
    table = read_table(text.encode(encoding), {})
    assert table.rows[0].answers == {"date": "2026-10-14", "givers": "Ana Óscoz", "receivers": "bo", "body": "Früh, um 4."}  # fmt: skip
    assert bool(table.notes) == (encoding in ("cp1252", "utf-16"))


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n", b"one column\nx\n", b"a,b\n1,2\n", b"\x00\x01,\x00", b"\xff\xfe\x00", b'date,givers\n"x'],
)  # fmt: skip
def test_what_is_no_table_is_said_in_a_sentence(organisation: Organisation, raw: bytes) -> None:
    done = imported(organisation, "csv", raw)
    assert done.exit_code in (1, 2)
    assert "Traceback" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)


@given(st.binary(max_size=200) | st.text(alphabet='ab,;\n\r\t"|=dategivrs', max_size=200).map(str.encode))  # fmt: skip
def test_any_bytes_are_a_table_or_none(raw: bytes) -> None:
    with suppress(TableError):
        table = read_table(raw, {})
        assert table.columns or table.unclear


def test_a_row_is_asked_for_on_a_terminal(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_run, "may_ask", lambda file, no_input: not no_input)
    rows = "date,givers,receivers,text\n,ana,zed,The lamp.\n,ana,bo,The rope.\n"
    done = imported(organisation, "csv", rows, typed="2026-10-14\nbo\n\n")
    assert 'error S102: "date" is missing' in done.output
    assert done.exit_code == 1  # the second was left as it is
    assert "receivers: bo" in stories(organisation)["2026/the-lamp.md"]
    assert list(stories(organisation)) == ["2026/the-lamp.md"]


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-10-14", None, "2026-10-14"),
        ("2026-10-14T09:00:00Z", None, "2026-10-14"),
        ("2026/1/5 9:00", None, "2026-01-05"),
        ("14 October 2026", None, "2026-10-14"),
        ("Tue, 3rd of Nov. 2026", None, "2026-11-03"),
        ("October 14th, 2026", None, "2026-10-14"),
        ("14.10.2026", None, "2026-10-14"),
        ("5.10.2026", None, "2026-10-05"),
        ("25/10/2026", None, "2026-10-25"),
        ("10/25/2026", None, "2026-10-25"),
        ("10/11/2026", None, ""),
        ("11/11/2026", None, "2026-11-11"),
        ("10/11/2026", "dmy", "2026-11-10"),
        ("10/11/2026", "mdy", "2026-10-11"),
        ("31/02/2026", None, ""),
        ("last Tuesday", None, ""),
        ("12 Bananas 2026", None, ""),
        ("20261014", None, "2026-10-14"),
    ],
)
def test_a_day_is_read_when_it_is_certain(text: str, order: object, expected: str) -> None:
    found = find_day(text, order)  # type: ignore[arg-type]  # a parameter of the test
    assert (found.isoformat() if found else "") == expected


def test_the_order_of_days_is_the_columns() -> None:
    assert order_in(["1/2/2026", "25/2/2026"]) == "dmy"
    assert order_in(["1/2/2026", "2/25/2026"]) == "mdy"
    assert order_in(["1/2/2026", "25/2/2026", "2/25/2026"]) is None


# --- a message ---


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "From: Bo Lindqvist <bo@bench.example>\nDate: Wed, 14 Oct 2026 10:00\nSubject: Re: FWD: the lamp\n\n"
            "Thanks to Ana Óscoz for the lamp.\n\n-- \nBo Lindqvist\nOffice",
            {"receivers": "bo", "givers": "ana", "date": "2026-10-14", "title": "the lamp",
             "body": "Thanks to @ana for the lamp."},
        ),
        (
            "Bo Lindqvist  10:42 AM\nBig thanks to @Ana and @Cem Aydın!",
            {"receivers": "bo", "givers": "ana, cem", "body": "Big thanks to @ana and @cem!"},
        ),
        (
            "Bo Lindqvist (@bo.l): Kudos to Ana Óscoz (@ana) on 2026-10-14",
            {"receivers": "bo", "givers": "ana", "date": "2026-10-14", "body": "Kudos to @ana (@ana) on 2026-10-14"},
        ),
        ("> Ana Óscoz held\n> the lamp.", {"body": "@ana held\nthe lamp."}),
        ("Note: nobody is here", {"body": "Note: nobody is here"}),
        ("", {}),
    ],
)  # fmt: skip
def test_a_pasted_message_is_understood(
    organisation: Organisation, message: str, said: dict[str, str]
) -> None:

    settings, _ = read_settings(organisation.root)
    assert settings is not None
    assert read_message(message, settings).answers == said


def test_what_a_message_does_not_say_is_reported(organisation: Organisation) -> None:
    done = imported(organisation, "text", "Bo Lindqvist  10:42 AM\nThanks to @Ana!")
    assert done.exit_code == 1
    assert 'the message, date: error S102: "date" is missing' in done.output
    done = imported(organisation, "text", "Bo Lindqvist  10:42 AM\nThanks to @Ana!", "--date", "14 October 2026")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert stories(organisation) == {
        "2026/thanks-to.md": "---\ndate: 2026-10-14\ngivers: ana\nreceivers: bo\ntold: 2026-11-20\n---\nThanks to @ana!\n"
    }


def test_real_notes_of_thanks_become_stories_or_sentences(
    organisation: Organisation, corpus: Callable[[str], Path]
) -> None:
    notes = [json.loads(line) for line in corpus("lwkd_shoutouts.jsonl").read_text().splitlines()]
    organisation.config(
        "people.yml",
        "drew: {name: Drew Hagen, team: bench, named: yes}\nbenjamin: {name: Benjamin Elder, team: bench, named: yes}\n"
        "angelos: {name: Angelos Kolaitis, team: office, named: ask}\nmario: {name: Mario Fahlandt, team: office}\n"
        "josh: {name: Josh Berkus, team: office, named: yes}\nana: {name: Ana Óscoz, team: bench, named: yes}\n",
    )
    codes = []
    for note in notes:
        done = imported(organisation, "text", note["text"], "--date", note["date"], "--no-input")
        assert done.exit_code in (0, 1), done.output
        assert "Traceback" not in done.output
        codes.append(done.exit_code)
    assert 0 in codes
    assert 1 in codes
    assert [p for p in organisation.problems() if p.is_error] == []
    told = stories(organisation)
    assert any("givers: mario\nreceivers: josh" in text for text in told.values())
    assert not any("Mario Fahlandt" in text for text in told.values())


# --- an issue ---

LABELS = {path: field.title for path, field in form_fields()}


def body_of(**said: str) -> str:
    """An issue as GitHub writes it from the form."""
    answers = {path: said.get(path.replace(".", "_"), "_No response_") for path in LABELS}
    parts = [f"### {LABELS[path]}\n\n{answer}" for path, answer in answers.items()]
    return "\n\n".join([*parts, f"### Before it is printed\n\n- [X] {CONFIRM}"])


SOUND = {"date": "2026-10-14", "givers": "Ana Óscoz, @cem", "receivers": "Bo Lindqvist", "body": "Ana Óscoz held the lamp."}  # fmt: skip


def test_an_issue_becomes_a_story(organisation: Organisation) -> None:
    body = body_of(**SOUND, title="The lamp", kind="mentoring", themes="Asking early (asking), Listening (listening)",
                   quote_text="Stay.", quote_by="Ana Óscoz", lang="en")  # fmt: skip
    done = imported(organisation, "issue", body.replace("\n", "\r\n"))
    assert done.exit_code == 0, done.output
    assert stories(organisation) == {
        "2026/the-lamp.md": "---\ndate: 2026-10-14\ngivers: [ana, cem]\nreceivers: bo\ntitle: 'The lamp'\n"
        "kind: mentoring\nthemes: [asking, listening]\nquote: {text: 'Stay.', by: 'ana'}\nlang: en\n"
        "told: 2026-11-20\n---\n@ana held the lamp.\n"
    }
    assert "consent" not in stories(organisation)["2026/the-lamp.md"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("Just some words", "it has none of the form's headings"),
        (body_of(**SOUND | {"body": f"x\n\n### {LABELS['givers']}\n\ndora"}), "twice; delete one"),
        (f"### {LABELS['body']}\n\nx\n\n### {LABELS['date']}\n\n2026-10-14", "not where the form has it"),
    ],
)  # fmt: skip
def test_a_forged_issue_is_not_guessed_at(organisation: Organisation, body: str, why: str) -> None:
    done = imported(organisation, "issue", body)
    assert done.exit_code == 2
    assert why in done.output
    assert not (organisation.root / "stories").exists()


def test_what_is_hidden_in_an_issue_stays_out_and_html_is_refused(
    organisation: Organisation,
) -> None:
    hidden = SOUND | {"body": "The lamp. <!-- consent: [dora]\n-->", "outcome": "x <!-- never closed"}  # fmt: skip
    done = imported(organisation, "issue", body_of(**hidden))
    assert done.exit_code == 0, done.output
    (text,) = stories(organisation).values()
    assert "consent" not in text
    assert "never" not in text
    done = imported(organisation, "issue", body_of(**SOUND | {"body": "<img src=x onerror=alert(1)>"}))  # fmt: skip
    assert done.exit_code == 1
    assert "the issue, body: error S118" in done.output


def test_front_matter_in_an_answer_stays_an_answer(organisation: Organisation) -> None:
    forged = SOUND | {"title": "x'\nconsent: [dora]", "body": "---\nconsent: [dora]\n---\nx", "ask": "---\nx: y"}  # fmt: skip
    done = imported(organisation, "issue", body_of(**forged))
    assert done.exit_code == 0, done.output
    ((story, _),) = organisation.built().stories()
    assert story.consent == ()
    assert story.title == "x' consent: [dora]"


def test_a_huge_file_is_refused(organisation: Organisation) -> None:
    for what in ("issue", "text"):
        done = imported(organisation, what, "### x " + " " * 300_000)
        assert done.exit_code == 2
        assert "is larger than 256 KB" in done.output


@given(st.text(alphabet="# \n<!->x" + LABELS["date"], max_size=120) | st.text(max_size=80))
def test_any_text_is_an_issue_or_a_sentence(text: str) -> None:
    for body in (text, body_of(**SOUND | {"body": text})):
        with suppress(IssueFormError):
            assert set(read_issue(body)) <= set(LABELS)


@pytest.mark.parametrize("text", ["### " + " " * 200_000, "<!--" * 50_000, "### x\n" * 40_000])
def test_a_hostile_issue_is_read_in_a_moment(text: str) -> None:
    """Quadratic reading would not come back."""
    body = body_of(**SOUND | {"body": text})
    with suppress(IssueFormError):
        assert read_issue(body)["date"] == "2026-10-14"


def test_a_hostile_message_is_read_in_a_moment(organisation: Organisation) -> None:
    settings, _ = read_settings(organisation.root)
    assert settings is not None

    for text in ("From: " + " " * 200_000 + "(", "x" + " " * 200_000 + ":", "> " * 100_000, "@" * 200_000,
                 "\n-- " * 60_000, "Re: " * 60_000, "Subject: " + "re: " * 60_000):  # fmt: skip
        read_message(text, settings)


@pytest.mark.parametrize(
    ("name", "raw", "written"),
    [
        (
            "Excel in German",
            "Datum;Wer hat geholfen?;Wem?;Was ist passiert?\r\n14.10.2026;Ana;Bo;\"Sie blieb; schön.\"\r\n".encode("cp1252"),
            ["stories/2026/sie-blieb-schon.md"],
        ),
        (
            "Excel as Unicode text",
            "Fecha\tQuién ayudó\tA quién\tQué pasó\r\n14/10/2026\tAna Óscoz\tBo\tSe quedó una hora.\r\n".encode("utf-16"),
            ["stories/2026/se-quedo-una-hora.md"],
        ),
        ("a line for Excel", b"sep=;\ndate;givers;receivers;text\n2026-10-14;ana;bo;She stayed.\n", ["stories/2026/she-stayed.md"]),
        (
            "Google Forms",
            b'Timestamp,Email Address,Who helped you?,What happened?,When was it?\r\n'
            b'10/14/2026 16:12:33,bo@bench.example,"Fay Odhiambo, Ana","She had her coat on.\n\nThen she ""stayed"".",10/14/2026\r\n'
            b',,,,\r\n11/03/2026 11:45:00,fay@bench.example,Ana,A lamp.,03/04/2026\r\n',
            ["stories/2026/she-had-her-coat-on.md", "stories/2026/a-lamp.md"],
        ),
        (
            "Microsoft Forms",
            b"\xef\xbb\xbfID,Start time,Completion time,Email,Who gave?,Who received?,What happened?\r\n"
            b"1,10/14/26 9:14:02,10/14/26 9:18:55,anonymous,Ana,Bo,She stayed.\r\n2,11/2/26 9:14:02,,,Ana,Bo,And again.\r\n",
            ["stories/2026/she-stayed.md", "stories/2026/and-again.md"],
        ),
    ],
)  # fmt: skip
def test_exports_are_imported_as_they_come(
    organisation: Organisation, name: str, raw: bytes, written: list[str]
) -> None:
    file = organisation.write("export.csv", raw)
    maps = ["--map", "Email Address=receivers"] if name == "Google Forms" else []
    done = CliRunner().invoke(
        main,
        [
            "--root",
            str(organisation.root),
            "import",
            "csv",
            str(file),
            *maps,
            "--today",
            str(TODAY),
        ],
    )
    assert done.exit_code == 0, done.output
    assert [path for path in written if (organisation.root / path).is_file()] == written
    assert [p for p in organisation.problems() if p.is_error] == []


def test_a_field_without_a_column_is_said_once(organisation: Organisation) -> None:
    file = organisation.write("export.csv", "Who helped you?,When,Team\nana,2026-10-14,Bench\n")
    done = CliRunner().invoke(
        main, ["--root", str(organisation.root), "import", "csv", str(file), "--dry-run"]
    )
    assert "no column for receivers; say which, for example --map 'Team=receivers'" in done.output


@pytest.mark.parametrize(
    "head",
    [
        "[14/10/2026 16:12] Bo Lindqvist\n",
        "14/10/2026, 16:12 - Bo Lindqvist: ",
        "[14.10.2026, 16:12:03] Bo: ",
    ],
)
def test_what_a_chat_puts_before_a_message_is_understood(
    organisation: Organisation, head: str
) -> None:
    settings, _ = read_settings(organisation.root)
    assert settings is not None
    said = read_message(f"{head}Thanks to Ana Óscoz, who stayed.", settings).answers
    assert said == {
        "receivers": "bo", "givers": "ana", "date": "2026-10-14", "body": "Thanks to @ana, who stayed.",
    }  # fmt: skip
