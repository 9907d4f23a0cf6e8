"""What chats show of a link: tags on every page, and pictures that say only what the site shows."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest

from generator.media import images, poster
from generator.media.palette import Tokens
from generator.media.poster import Poster
from generator.model import Palette
from generator.outputs.site import share_pictures
from generator.pipeline import share_pictures as drawn_pictures
from generator.rendering.artifacts import File
from generator.system import pool
from tests import ROOT
from tests.conftest import Organisation, print_site

FONTS = str(ROOT / "templates" / "theme" / "assets" / "fonts")
SCHEME = Tokens.of(Palette()).light
needs_pillow = pytest.mark.skipif(not images.available(), reason="Pillow is not installed")


def _pictures(organisation: Organisation) -> dict[str, bytes]:
    drawings = drawn_pictures(organisation.built().publication)
    return {drawing.path: drawing.file().content for drawing in drawings}


def _tags(page: Path) -> dict[str, str]:
    html = page.read_text("utf-8")
    return dict(
        re.findall(r'<meta (?:property="og:|name="twitter:)([a-z_]+)" content="([^"]*)">', html)
    )


def test_every_page_has_tags_that_say_what_it_is(
    organisation: Organisation, tmp_path: Path
) -> None:
    organisation.story("belt", title='"A \\"belt\\" & more"', summary="It ran.")
    print_site(organisation.built(), tmp_path / "site")
    for page in (tmp_path / "site").rglob("index.html"):
        tags = _tags(page)
        path = page.parent.relative_to(tmp_path / "site").as_posix().removeprefix(".")
        assert tags["url"].endswith(f"/{path}/" if path else "/"), page
        assert tags["title"]
        assert tags["description"]
        assert tags["image"].startswith("https://")
        file = tmp_path / "site" / tags["image"].split("/", 3)[3]
        assert file.read_bytes().startswith(b"\x89PNG"), tags["image"]
    tags = _tags(tmp_path / "site/stories/belt/index.html")
    assert tags["type"] == "article"
    assert tags["title"] == "A “belt” &amp; more"
    assert tags["description"] == "It ran."


def test_a_folder_without_a_server_has_none(organisation: Organisation, tmp_path: Path) -> None:
    organisation.story("belt")
    print_site(organisation.built(), tmp_path / "site", offline=True)
    assert not (tmp_path / "site/assets/share.png").exists()
    assert not (tmp_path / "site/assets/stories").exists()
    for page in (tmp_path / "site").rglob("index.html"):
        assert "og:" not in page.read_text("utf-8").partition("</head>")[0]


@needs_pillow
def test_stories_of_the_last_twelve_months_have_pictures(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation.story("new", date="2026-11-01")
    organisation.story("older", date="2025-12-01")
    organisation.story("old", date="2025-11-19")
    organisation.story("arabic", title="أين المصباح", lang="ar", date="2026-11-02")
    found = _pictures(organisation)
    assert sorted(found) == ["assets/stories/new.png", "assets/stories/older.png"]
    assert found == _pictures(organisation), "the same bytes each time"
    monkeypatch.setattr(share_pictures, "MOST", 2)  # of which one has no picture
    assert sorted(_pictures(organisation)) == ["assets/stories/new.png"]


@needs_pillow
def test_a_picture_depends_on_what_is_shown_alone(organisation: Organisation) -> None:
    """Nobody can see in it who an unnamed colleague is."""
    organisation.story("one", title="A belt", summary="It ran.", givers="cem")
    (first,) = _pictures(organisation).values()
    path = organisation.root / "site_config" / "people.yml"
    organisation.config("people.yml", path.read_text("utf-8").replace("Cem Aydın", "Dov Anders"))
    (second,) = _pictures(organisation).values()
    assert first == second
    organisation.story("one", title="A belt", summary="It ran.", givers="ana")
    assert [first] != [*_pictures(organisation).values()]


@needs_pillow
def test_pictures_are_as_large_as_asked_and_hold_pixels_only() -> None:
    from PIL import Image

    raw = poster.draw(Poster("A belt on the bus", "It ran.", "Ana", "Bo", "The bench", "bowl"), SCHEME, FONTS)  # fmt: skip
    assert len(raw) < 60_000
    with Image.open(io.BytesIO(raw)) as picture:
        assert picture.size == poster.SIZE
        assert picture.info.keys() == {"Comment"}, "and a sum of them"
        assert re.fullmatch("[0-9a-f]{32}", picture.info["Comment"])
        assert len(picture.convert("RGB").getcolors(1 << 16) or []) > 20, "it is not blank"


@needs_pillow
def test_a_picture_that_is_there_already_is_not_drawn_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = Poster("A belt on the bus", "It ran.", "Ana", "Bo", "The bench", "bowl")
    raw = poster.draw(shown, SCHEME, FONTS)
    others = [
        poster.draw(shown._replace(title="A belt on the tram"), SCHEME, FONTS),
        poster.draw(shown, Tokens.of(Palette()).dark, FONTS),
    ]
    drawn: list[Poster] = []

    def drawing(poster: Poster, *_: object) -> bytes:
        drawn.append(poster)
        return raw

    monkeypatch.setattr(poster, "_drawn", drawing)
    assert poster.draw(shown, SCHEME, FONTS, raw) == raw
    assert not drawn
    spoilt = [raw[:-1], raw + b"x", raw[:100], raw[:40] + b"!" + raw[41:], b"x", raw[:500] + b"\0" + raw[501:]]  # fmt: skip
    for earlier in (*spoilt, *others):
        assert poster.draw(shown, SCHEME, FONTS, earlier) == raw
    assert len(drawn) == len(spoilt) + len(others)


@needs_pillow
def test_a_build_draws_what_has_changed(
    organisation: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation.story("belt", title="A belt", date="2026-11-01")
    organisation.story("lamp", title="A lamp", date="2026-11-02")
    print_site(organisation.built(), tmp_path / "site")
    organisation.story("lamp", title="A lantern", date="2026-11-02")
    titles: list[str] = []
    draw = poster._drawn

    def drawing(poster: Poster, *values: Any) -> bytes:
        titles.append(poster.title)
        return draw(poster, *values)

    monkeypatch.setattr(poster, "_drawn", drawing)
    print_site(organisation.built(), tmp_path / "site")
    assert sorted({*titles}) == ["A lantern", "Told at the bench"]
    after = {
        f"assets/stories/{p.name}": p.read_bytes()
        for p in (tmp_path / "site/assets/stories").iterdir()
    }
    assert after == _pictures(organisation)


@needs_pillow
def test_pictures_drawn_by_several_processes_are_those_of_one(
    organisation: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        organisation.story(f"s-{number}", title=f"Lamp {number}", date="2026-11-01")
    monkeypatch.setattr(pool, "process_count", lambda items: 2)
    monkeypatch.setattr(pool, "can_fork", lambda: True)
    print_site(organisation.built(), tmp_path / "site")
    drawn = (tmp_path / "site/assets/stories").iterdir()
    assert {f"assets/stories/{p.name}": p.read_bytes() for p in drawn} == _pictures(organisation)


@needs_pillow
def test_fonts_that_are_links_are_drawn_with(tmp_path: Path) -> None:
    """Some installers make them so."""
    for font in Path(FONTS).glob("*.woff2"):
        (tmp_path / font.name).symlink_to(font)
    shown = Poster("A belt on the bus")
    assert poster.draw(shown, SCHEME, str(tmp_path)) == poster.draw(shown, SCHEME, FONTS)


@needs_pillow
@pytest.mark.parametrize(
    "text", ["手紙", "Спасибо", "Οδυσσεύς", "🧵", "أين", "a\u0301", "e\u200bf", "dot\u0660"]
)
def test_letters_that_the_fonts_lack_make_no_picture(text: str) -> None:
    for shown in (Poster(text), Poster("A belt", text), Poster("A belt", givers=text)):
        assert not poster.can_draw(shown, FONTS)


@needs_pillow
def test_the_fonts_have_every_letter_that_pictures_are_drawn_of() -> None:
    for family in ("vollkorn", "cabin"):
        face = poster._Type(FONTS, family, 40, 500)
        for code in range(0x20, 0x2200):
            if poster._SETTABLE.fullmatch(chr(code)) and not chr(code).isspace():
                ((_, font),) = face.runs(chr(code))
                missing = bytes(font.getmask("\u0378"))
                assert bytes(font.getmask(chr(code))) != missing, f"{family} U+{code:04X}"


@needs_pillow
@pytest.mark.parametrize("length", [1, 20, pytest.param(300, marks=pytest.mark.slow)])
def test_long_texts_stay_in_the_picture(length: int) -> None:
    from PIL import Image

    many = "Wolfeschlegelsteinhausen " * length
    for shown in (
        Poster(many, "", many, many, many, "echo"),
        Poster("W" * 10 * length, many, many, "Bo", "x", "arches"),
    ):
        raw = poster.draw(shown, SCHEME, FONTS)
        with Image.open(io.BytesIO(raw)) as picture:
            margin = picture.convert("RGB").crop((1200 - 60, 0, 1200, 630)).getcolors()
        assert margin == [(60 * 630, tuple(bytes.fromhex(SCHEME.paper[1:])))], "nothing is cut off"


def test_without_pillow_the_icon_stands_for_the_site(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poster, "_has_fonts", lambda fonts: False)
    organisation.story("belt", date=str(dt.date(2026, 11, 1)))
    built = organisation.built()
    files = {file.path: file.content for file in built.site() if isinstance(file, File)}
    assert files["assets/share.png"] == files["assets/icon.png"]
    assert list(drawn_pictures(built.publication)) == []
    assert not share_pictures.is_large()
