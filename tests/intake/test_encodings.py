"""An encoding is taken when the words say so, and asked for when they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.encodings import PAGES, EncodingError, read_text

TEXTS = {
    "cp1250": ("Dziękuję, że zostałaś dłużej.", "Děkuji, že jsi zůstala déle.", "Köszönöm, hogy őszintén segítettél."),
    "cp1251": ("Спасибо, что осталась вечером.", "Дякую, що допомогла мені ввечері."),
    "cp1252": ("Schön, daß du früher kamst.", "Se quedó una hora más.", "Merci, c’était très généreux à toi.", "“Stay”, she said."),
    "cp1253": ("Ευχαριστώ που έμεινες μια ώρα.",),
    "cp1254": ("Teşekkürler, ışığı açık bıraktığın için.",),
    "cp1255": ("תודה שנשארת איתי אתמול בערב",),
    "cp1256": ("شكرا لأنك بقيت معي مساء أمس",),
    "cp1257": ("Ačiū, kad likai ilgiau ir užrakinai, labai gražu iš tavęs.",),
    "cp932": ("昨日は遅くまで残ってくれてありがとう。",),
    "gb18030": ("谢谢你昨天晚上留下来。",),
    "cp949": ("어제 늦게까지 도와주셔서 감사합니다.",),
    "koi8_r": ("Спасибо, что осталась вечером.",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "text"), [(encoding, text) for encoding, texts in TEXTS.items() for text in texts]
)
def test_an_old_code_page_is_recognised_by_its_words(encoding: str, text: str) -> None:
    raw = f"Date;Story\n2026-10-14;{text}\n".encode(encoding)
    reading = read_text(raw)
    assert text in reading.text
    assert reading.rivals == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])  # fmt: skip
def test_unicode_is_never_in_doubt(encoding: str) -> None:
    reading = read_text("Date;Story\n2026-10-14;Früh – 昨日 – Спасибо\n".encode(encoding))
    assert "Früh – 昨日 – Спасибо" in reading.text
    assert not reading.text.startswith("\ufeff")
    assert reading.rivals == ()


@pytest.mark.parametrize(
    ("encoding", "text"), [("mac_roman", "Se quedó una hora."), ("cp850", "Se quedó una hora.")]
)
def test_what_may_be_several_encodings_has_rivals_with_an_example(encoding: str, text: str) -> None:
    reading = read_text(f"Date;Story\n2026-10-14;{text}\n".encode(encoding))
    assert len(reading.rivals) > 1
    assert len({example for _, example in reading.rivals}) == len(reading.rivals)


def test_the_encoding_that_somebody_gives_is_taken_or_refused() -> None:
    raw = "Se quedó".encode("mac_roman")
    assert read_text(raw, "mac_roman").text == "Se quedó"
    for wrong in ("utf-8", "no-such-encoding"):
        with pytest.raises(EncodingError, match=wrong):
            read_text(raw, wrong)


@given(st.binary(max_size=120))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        reading = read_text(raw)
    except EncodingError:
        return
    assert "\0" not in reading.text
    assert {name for name, _ in reading.rivals} <= set(PAGES)
