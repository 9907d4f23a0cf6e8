"""A table gives rows that are certain, and says of the others why they are not."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.columns import Sender
from generator.intake.rows import TableError
from generator.intake.tables import Table, read_table

HEAD = "Timestamp,Your name,Who helped you?,What happened?\n"


def table(text: str, **how: str) -> Table:
    return read_table(text.encode(), how)


def bodies(read: Table) -> list[str | None]:
    """What happened, of each row; None for a row in doubt."""
    return [None if row.doubt else row.answers["body"] for row in read.rows]


# --- quotation marks ---


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('14/10/2026,Bo,Ana,"It rained\n15/10/2026,Bo,Cem,It stopped.\n', [None, "It stopped."]),
        ('14/10/2026,Bo,Ana,"It rained\n15/10/2026,Bo,Cem,"It stopped."\n', [None, "It stopped."]),
        ('14/10/2026,Bo,Ana,"It rained\n15/10/2026,Bo,Cem,It ""stopped"".\n', [None, 'It ""stopped"".']),
        ('14/10/2026,"Bo,Ana,It rained\n15/10/2026,Bo,"Cem",It stopped.\n', [None, "It stopped."]),
        ('14/10/2026,Bo,Ana,It "rained\n15/10/2026,Bo,Cem,It stopped.\n', ['It "rained', "It stopped."]),
        ('14/10/2026,Bo,Ana,"It rained,\n\nand then, later, it stopped, at last."\n', ["It rained,\n\nand then, later, it stopped, at last."]),
        ('14/10/2026,Bo,Ana,"one, two,\nthree, four, five, six"\n', ["one, two,\nthree, four, five, six"]),
    ],
)  # fmt: skip
def test_a_quotation_mark_that_is_not_closed_stops_its_row_alone(
    rows: str, expected: list[str | None]
) -> None:
    assert bodies(table(HEAD + rows)) == expected


@given(
    st.lists(
        st.sampled_from(["plain", 'a "b" c', '"open', 'x, "y', "two\nlines", 'end"']), max_size=6
    )
)
def test_no_row_ever_holds_the_words_of_another(stories: list[str]) -> None:
    rows = [f"14/10/2026,Bo,Ana,<{n}>{story}<{n}>" for n, story in enumerate(stories)]
    for row in table(HEAD + "\n".join(rows)).rows:
        if row.doubt is None:
            assert row.answers.get("body", "").count(">") <= 2


def test_a_row_with_more_cells_than_the_header_is_not_cut_off() -> None:
    read = table(HEAD + "14/10/2026,Bo,Ana,It rained, and stopped.\n15/10/2026,Bo,Ana,Dry.,,\n")
    assert bodies(read) == [None, "Dry."]
    assert read.rows[0].doubt is not None
    assert "5 cells" in read.rows[0].doubt.reason


# --- who gave ---

THANKS = "Date,{},{},Message\n2026-10-14,Bo,Ana,It rained.\n"


@pytest.mark.parametrize(
    "pair", [("From", "To"), ("Giver", "Receiver"), ("Sender", "Recipient"), ("Your name", "To"),
             ("Nominator", "Colleague"), ("Von", "An")],
)  # fmt: skip
def test_columns_that_do_not_say_who_helped_have_no_role_until_somebody_says_it(
    pair: tuple[str, str],
) -> None:
    raw = THANKS.format(*pair).encode()
    read = read_table(raw, {})
    assert len(read.unclear) == 2
    assert not {"givers", "receivers"} & read.rows[0].answers.keys()
    senders: dict[Sender, tuple[str, str]] = {"thanks": ("Ana", "Bo"), "helps": ("Bo", "Ana")}
    for sender, (gave, received) in senders.items():
        row = read_table(raw, {}, sender=sender).rows[0]
        assert (row.answers["givers"], row.answers["receivers"]) == (gave, received)
    row = read_table(raw, {pair[0]: "receivers", pair[1]: "givers"}).rows[0]
    assert (row.answers["givers"], row.answers["receivers"]) == ("Ana", "Bo")


@pytest.mark.parametrize(
    "pair", [("Your name", "Who helped you?"), ("From", "Kudos to"), ("Nominator", "Nominee"),
             ("Dein Name", "Wem danken Sie?"), ("receivers", "givers"), ("Tu nombre", "¿Quién ayudó?")],
)  # fmt: skip
def test_columns_that_say_who_helped_are_taken_at_their_word(pair: tuple[str, str]) -> None:
    read = table(THANKS.format(*pair))
    assert read.unclear == ()
    assert (read.rows[0].answers["givers"], read.rows[0].answers["receivers"]) == ("Ana", "Bo")


# --- what survey tools write ---


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"', '"Sep=;"'])
def test_the_line_with_the_separator_is_for_spreadsheets(line: str) -> None:
    assert bodies(table(f"{line}\ndate;givers;receivers;text\n2026-10-14;ana;bo;It, rained.\n")) == ["It, rained."]  # fmt: skip


def test_the_second_header_row_of_surveymonkey_is_no_answer() -> None:
    read = table(
        "Respondent ID,Start Date,End Date,Your name,Who helped you?,What happened?\n"
        ",,,Open-Ended Response,Open-Ended Response,Response\n"
        "118,10/14/2026 09:12:00 AM,10/14/2026 09:14:00 AM,Bo,Ana,It rained.\n"
    )
    assert [(row.number, row.answers["date"][:10]) for row in read.rows] == [(3, "10/14/2026")]
    assert bodies(read) == ["It rained."]


def test_the_three_header_rows_of_qualtrics_are_one() -> None:
    read = table(
        "StartDate,Status,Q1,Q2,Q3\n"
        "Start Date,Response Type,Your name,Who helped you?,What happened?\n"
        '"{""ImportId"":""startDate"",""timeZone"":""UTC""}","{""ImportId"":""status""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}","{""ImportId"":""QID3""}"\n'
        "2026-10-14 09:12:00,0,Bo,Ana,It rained.\n"
    )
    assert [row.number for row in read.rows] == [4]
    assert read.rows[0].answers == {
        "date": "2026-10-14 09:12:00", "givers": "Ana", "receivers": "Bo", "body": "It rained.",
    }  # fmt: skip
    assert 'C ("Your name")' in read.columns["receivers"]


@pytest.mark.parametrize(
    "stamp", ["Zeitstempel", "Marca temporal", "Horodateur", "Submit Date (UTC)", "Carimbo de data/hora",
              "タイムスタンプ", "Отметка времени", "Completion time", "RecordedDate"],
)  # fmt: skip
def test_the_time_of_an_answer_is_its_date_in_every_language_of_the_tools(stamp: str) -> None:
    read = table(f"{stamp},givers,receivers,text\n2026-10-14 09:12,ana,bo,It rained.\n")
    assert read.rows[0].answers["date"] == "2026-10-14 09:12"


# --- encodings ---


def test_only_rows_beyond_ascii_wait_for_the_encoding() -> None:
    rows = "date,givers,receivers,text\n2026-10-14,ana,bo,Se quedó una hora.\n2026-10-15,ana,bo,It rained.\n"
    raw = rows.encode("mac_roman")
    read = read_table(raw, {})
    assert bodies(read) == [None, "It rained."]
    assert read.rows[0].doubt is not None
    assert read.rows[0].doubt.is_question
    assert bodies(read_table(raw, {}, encoding="mac_roman")) == ["Se quedó una hora.", "It rained."]


# --- spreadsheets ---


def sheet(**sheets: list[list[object]]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl (extra sheets) is not installed")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEADER: list[object] = ["Timestamp", "Your name", "Who helped you?", "What happened?"]


def test_a_spreadsheet_is_read_with_its_days_and_numbers() -> None:
    raw = sheet(Answers=[HEADER, [dt.datetime(2026, 10, 14, 9, 12), "Bo", "Ana", 42.0], [None] * 4])
    (row,) = read_table(raw, {}).rows
    assert row.answers == {
        "date": "2026-10-14 09:12", "givers": "Ana", "receivers": "Bo", "body": "42",
    }  # fmt: skip


def test_of_several_sheets_one_is_named() -> None:
    raw = sheet(
        One=[HEADER, ["2026-10-14", "Bo", "Ana", "x"]],
        Two=[HEADER, ["2026-10-14", "Bo", "Ana", "y"]],
    )
    with pytest.raises(TableError, match="One, Two"):
        read_table(raw, {})
    assert bodies(read_table(raw, {}, sheet="Two")) == ["y"]
    with pytest.raises(TableError, match="no sheet"):
        read_table(raw, {}, sheet="Three")


@pytest.mark.parametrize("raw", [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 400])
def test_what_is_no_spreadsheet_is_said_in_a_sentence(raw: bytes) -> None:
    pytest.importorskip("openpyxl", reason="openpyxl (extra sheets) is not installed")
    with pytest.raises(TableError, match="cannot be opened as a spreadsheet"):
        read_table(raw, {})
