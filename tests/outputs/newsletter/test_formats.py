"""An issue in every format: what each must be to arrive, and that all of them say the same."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import io
import json
import re
import zipfile
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest

from generator.media.palette import contrast
from generator.model.periods import Period
from generator.outputs.newsletter import FORMATS, PATHS
from generator.rendering.artifacts import File
from generator.text.width import WIDTH, width, wrap
from tests import ROOT
from tests.conftest import Organisation

OCTOBER = Period.parse("2026-10") or pytest.fail("no period")
VOID = {"meta", "br", "hr", "img", "input", "link"}


class Seen(HTMLParser):
    """The words of a page as a reader sees them, with the colours they are set in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inks: list[tuple[str, str, str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[tuple[str, dict[str, str]]] = [("", {})]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            rules = (rule.partition(":") for rule in (dict(attrs).get("style") or "").split(";"))
            own = {name.strip(): value.strip() for name, _, value in rules if value}
            seen = {k: v for k, v in self._open[-1][1].items() if k != "display"}
            self._open.append((tag, {**seen, **own}))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, style = self._open[-1]
        if data.strip() and tag not in ("style", "title") and style.get("display") != "none":
            self.words.append(data)
            self.inks.append((data, style.get("color", ""), style.get("background-color", "")))


def many(organisation: Organisation, count: int, **fields: str) -> Organisation:
    """So many stories in October, of some length."""
    themes = ("asking", "listening")
    for n in range(count):
        organisation.story(
            f"story-{n:03}",
            f"@ana held lamp number {n}, and @bo counted the bulbs twice over.",
            title=f"Lamp number {n} of the long night",
            summary=f"Lamp {n} was held for an hour. "
            + "Nobody dropped it, although it was hot. " * 5,
            outcome=f"By morning lamp {n} had been mended, and the next one could be begun.",
            ask=f"Could you hold lamp {n}, please, while I look for the other end of this cable?",
            date=f"2026-10-{n % 28 + 1:02}",
            themes=themes[n % 2],
            **fields,
        )
    return organisation


def made(organisation: Organisation, period: Period = OCTOBER, **options: Any) -> dict[str, bytes]:
    return {file.path: file.content for file in organisation.built().digest(period, **options)}


def message(content: bytes) -> EmailMessage:
    parsed = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def _utf16(content: bytes) -> int:
    """The bytes of a text as Teams counts them."""
    return len(content.decode().encode("utf-16-le"))


LIMITS = "{cadence: monthly, first: 2026-09, title: From the bench, limits: {stories: 250, per_theme: 200, small_acts: 40}}\n"


@pytest.mark.parametrize("count", [1, 12, 200])
def test_every_format_is_within_its_limits(organisation: Organisation, count: int) -> None:
    organisation.config("newsletter.yml", LIMITS)
    files = made(many(organisation, count))
    assert files.keys() == PATHS
    assert len(files["email.html"]) <= 90_000
    assert len(files["email.eml"]) <= 92_000, "as it is sent, headers included"
    slack = json.loads(files["slack.json"])
    assert 0 < len(slack["blocks"]) <= 50
    for block in slack["blocks"]:
        text = block.get("text", {}).get("text", "")
        assert len(text) <= (150 if block["type"] == "header" else 3000)
    assert sum(len(json.dumps(block)) for block in slack["blocks"]) < 20_000
    assert _utf16(files["teams-webhook.json"]) < 28_000
    assert json.loads(files["teams.json"])["version"] == "1.5"
    if count == 200:
        text = files["digest.txt"].decode()
        told = text.count("What changed")
        assert 20 < told < 120, "it shortens itself, and not more than it must"
        more = sum(int(found) for found in re.findall(r"^([0-9]+) more stor", text, re.MULTILINE))
        assert told + more + 0 >= 150, "what is not told is led to"


@pytest.mark.parametrize("sign", ["&", "<", "👩\u200d🔧", ":a: ", "日"])
def test_no_section_is_too_long_for_slack_whatever_the_text(
    organisation: Organisation, sign: str
) -> None:
    long = sign * (3000 // len(sign))
    people = {f"p{n:03}": f"{sign.replace(' ', '')[:4] * 9}{n} Lamp" for n in range(120)}
    path = organisation.root / "site_config/people.yml"
    named = "".join(f'{id_}: {{name: "{name}", team: bench, named: yes}}\n' for id_, name in people.items())  # fmt: skip
    organisation.config("people.yml", path.read_text("utf-8") + named)
    organisation.config("newsletters/2026-10.yml", f"note: |\n  {long}\ncall_to_action: '{long}'\n")  # fmt: skip
    for n in range(7):
        organisation.story(
            f"story-{n}", long, givers=f"[{', '.join(people)}]", receivers="bo",
            title=f"'{(sign * 160)[:158]}'", ask=f"'{long}'", outcome=f"'{long}'",
        )  # fmt: skip
    message = json.loads(made(organisation, formats=("slack",))["slack.json"])
    lengths = [
        len(text["text"].encode("utf-16-le")) // 2
        for block in message["blocks"]
        for text in ([block["text"]] if "text" in block else block.get("elements", []))
    ]
    assert max(lengths) <= 3000
    assert sum(lengths) > 3000, "it says something all the same"


def test_a_workflow_of_teams_gets_the_card_in_its_envelope(organisation: Organisation) -> None:
    organisation.story("first", title="The lamp")
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", site + "language: pt-BR\n")
    files = made(organisation, formats=("teams",))
    card = json.loads(files["teams.json"])
    assert json.loads(files["teams-webhook.json"]) == {
        "type": "message",
        "attachments": [
            {
                "contentType": "application/vnd.microsoft.card.adaptive",
                "contentUrl": None,
                "content": card,
            }
        ],
    }
    assert card["lang"] == "pt", "a card with a region in its language is refused"
    runs = [
        run for part in card["body"] for item in part.get("items", ()) for run in item["inlines"]
    ]
    title = next(run for run in runs if run["text"] == "The lamp")
    assert title["selectAction"]["url"] == "https://stories.bench.example/stories/first/"
    assert title["color"] == "Accent"


def test_the_mail_and_its_text_say_the_same(organisation: Organisation) -> None:
    organisation.config("newsletters/2026-10.yml", "note: |\n  One lamp, and then another lamp was lit.\n"
                        "call_to_action: Hold a lamp for somebody this month.\n")  # fmt: skip
    many(organisation, 60, lang="en")
    organisation.config("newsletter.yml", LIMITS)
    files = made(organisation)
    parts = message(files["email.eml"])
    html, text = parts.get_body(("html",)), parts.get_body(("plain",))
    assert html is not None
    assert text is not None
    page, plain = html.get_content(), text.get_content()
    assert page.replace("\r\n", "\n") == files["email.html"].decode()
    assert plain.replace("\r\n", "\n") == files["digest.txt"].decode()
    links = set(re.findall(r'href="([^"]+)"', page))
    assert links == set(re.findall(r"https://\S+", plain))
    told = " ".join(re.sub(r"\n *> ", " ", plain.replace("\r", "")).split()).casefold()
    pieces = [" ".join(words.split()).casefold() for words in Seen(page).words]
    assert len(pieces) > 100
    assert [piece for piece in pieces if piece not in told] == []
    seen = " ".join(pieces)
    bare = re.sub(r"https://\S+|(?<=\n) *[->]+ |-{3,}", "", plain.replace("\r", "")).casefold()
    assert [word for word in bare.split() if word.rstrip(":,") not in seen and word != "--"] == []


def test_the_message_opens_anywhere_and_has_one_of_each_header(organisation: Organisation) -> None:
    organisation.config("newsletter.yml", "{cadence: monthly, first: 2026-09, title: 'Brød & Ovn — Grüße',"
                        " from: brod@bench.example}\n")  # fmt: skip
    many(organisation, 2)
    raw = made(organisation)["email.eml"]
    parsed = message(raw)
    assert parsed.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]
    assert parsed["Subject"] == "Brød & Ovn — Grüße, October 2026"
    assert parsed["From"] == "Brød & Ovn — Grüße <brod@bench.example>"
    assert parsed["Date"].datetime.date().isoformat() == "2026-10-02"
    assert parsed["Message-ID"].endswith("@stories.bench.example>")
    assert parsed["Content-Language"] == "en"
    assert len(parsed.keys()) == len(set(parsed.keys()))
    assert parsed.defects == []
    assert max(map(len, raw.splitlines())) <= 998
    assert raw.isascii(), "no server on the way may refuse it"


def test_an_address_that_is_none_is_left_out(organisation: Organisation) -> None:
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", site + "contact: ask at the bench @ noon\n")
    organisation.story("first")
    assert message(made(organisation)["email.eml"])["From"] is None


def test_a_mail_says_who_sends_it_to_whom_and_where_to_leave(organisation: Organisation) -> None:
    leave = "https://lists.bench.example/leave?list=stories&" + "x" * 90
    organisation.config("newsletter.yml", f"""\
cadence: monthly
first: 2026-09
from: The bench, Grüße <stories@bücher.example>
to: [all@bench.example, The oven <oven@straße.example>]
list_unsubscribe: [{leave}, "mailto:leave@bücher.example?subject=leave"]
""")  # fmt: skip
    organisation.story("first")
    raw = made(organisation)["email.eml"]
    parsed = message(raw)
    assert parsed["From"] == '"The bench, Grüße" <stories@xn--bcher-kva.example>'
    assert parsed["To"] == "all@bench.example, The oven <oven@xn--strae-oqa.example>"
    assert parsed.defects == []
    header = raw.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ")
    assert (
        f"List-Unsubscribe: <{leave}>, <mailto:leave@xn--bcher-kva.example?subject=leave>"
        in header.decode("ascii").split("\r\n")
    )


def _marked(organisation: Organisation, size: tuple[int, int]) -> EmailMessage:
    """The message of an organisation that has a mark of some size."""
    image = pytest.importorskip("PIL.Image")
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f'{site}organisation: "Bench & <Sons>"\nlogo: mark.png\n')
    out = io.BytesIO()
    image.effect_noise(size, 90).save(out, "PNG")
    organisation.write("site_config/static/mark.png", out.getvalue())
    organisation.story("first", outcome="It held.")
    files = made(organisation)
    assert "cid:" not in files["email.html"].decode(), "a page to paste has no parts"
    assert "<img" not in files["email.html"].decode()
    assert files["email.eml"] == made(organisation)["email.eml"], "the same bytes each time"
    assert files["email.eml"].isascii()
    return message(files["email.eml"])


@pytest.mark.parametrize(
    ("size", "shown"), [((900, 120), ("180", "24")), ((60, 40), ("60", "40")), ((50, 900), ("3", "48"))]
)  # fmt: skip
def test_the_message_has_the_mark_of_the_organisation_as_a_part(
    organisation: Organisation, size: tuple[int, int], shown: tuple[str, str]
) -> None:
    image = pytest.importorskip("PIL.Image")
    parsed = _marked(organisation, size)
    assert parsed.defects == []
    kinds = [part.get_content_type() for part in parsed.walk()]
    assert kinds == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
    ]  # fmt: skip
    html = parsed.get_body(("html",))
    assert html is not None
    (tag,) = [attrs for tag, attrs in Seen(html.get_content()).tags if tag == "img"]
    mark = next(part for part in parsed.walk() if part.get_content_type() == "image/png")
    assert mark["Content-ID"] == f"<{(tag['src'] or '').removeprefix('cid:')}>"
    assert mark.get_content_disposition() == "inline"
    assert (tag["width"], tag["height"]) == shown
    assert tag["alt"] == "Bench & <Sons>"
    content = mark.get_content()
    drawn = image.open(io.BytesIO(content))
    assert drawn.width <= 360
    assert drawn.height <= 96
    assert len(content) < 40_000
    for words, ink, ground in Seen(html.get_content()).inks:
        assert contrast(ink, ground) >= 4.5, words


def test_the_preview_shows_the_subject(organisation: Organisation) -> None:
    organisation.config("newsletter.yml", "{cadence: monthly, first: 2026-09, title: 'Lamps & <ovens>'}\n")  # fmt: skip
    organisation.story("first")
    files = made(organisation)
    words = Seen(files["index.html"].decode()).words
    assert words[words.index("Subject") + 1] == message(files["email.eml"])["Subject"]


def test_outlook_gets_padding_on_cells_only_and_lines_as_high_as_they_are_set(
    organisation: Organisation,
) -> None:
    """By caniemail: Outlook for Windows has padding on cells alone, and lines as high as it likes."""
    organisation.config("newsletters/2026-10.yml", "note: |\n  A note.\ncall_to_action: Ask.\n")
    many(organisation, 12)
    page = made(organisation)["email.html"].decode()
    styled = [(tag, attrs["style"] or "") for tag, attrs in Seen(page).tags if "style" in attrs]
    assert len(styled) > 40
    for tag, style in styled:
        padding = re.search(r"(?<![\w-])padding: ([^;]*)", style)
        assert tag in ("td", "body") or not padding, (tag, style)
        assert ("line-height:" in style) == ("mso-line-height-rule: exactly" in style), style
        height = re.search(r"(?<![\w-])line-height: ([^;]*)", style)
        assert not height or height[1].endswith("px"), "an exact height is a length"


def test_the_mail_is_tables_and_styles_that_programs_know(organisation: Organisation) -> None:
    organisation.story(
        "first", lang="ar", title="وقف خلفي ولم يتكلّم", ask="هل تمسك المصباح معي حتى الصباح؟"
    )
    organisation.story("second", date="2026-10-02", outcome="It held.")
    page = made(organisation)["email.html"].decode()
    tags = Seen(page).tags
    assert all(attrs.get("role") == "presentation" for tag, attrs in tags if tag == "table")
    assert not {"svg", "script", "img", "link", "form", "div"} - {"div"} & {tag for tag, _ in tags}
    assert ("html", {"lang": "en", "dir": "ltr"}) in tags
    assert any(a.get("lang") == "ar" and a.get("dir") == "rtl" for _, a in tags)
    first = next(attrs["href"] for tag, attrs in tags if tag == "a")
    assert first == "https://stories.bench.example/newsletter/2026-10/", "the web link is on top"
    assert "prefers-color-scheme: dark" in page
    assert "max-width: 480px" in page
    assert '<meta name="color-scheme" content="light dark">' in page
    assert "url(" not in page
    assert all(len(colour) in (4, 7) for colour in re.findall(r"#[0-9a-fA-F]+\b(?=[;\s])", page))


@pytest.mark.parametrize("palette", ["", "palette: {primary: '#ffee00', accent: '#eeeeee'}\n"])
def test_every_word_of_the_mail_can_be_read(organisation: Organisation, palette: str) -> None:
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", site + palette)
    organisation.config("newsletters/2026-10.yml", "note: |\n  A [link](https://bench.example/).\ncall_to_action: Ask.\n")  # fmt: skip
    many(organisation, 4)
    page = made(organisation)["email.html"].decode()
    inks = Seen(page).inks
    assert len(inks) > 20
    for words, ink, ground in inks:
        assert contrast(ink, ground) >= 4.5, (words, ink, ground)
    dark = page.partition("prefers-color-scheme: dark")[2].partition("</style>")[0]
    colours = re.findall(
        r"(?<!-)color: (#[0-9a-f]{6})", dark.replace("background-color", "-ground")
    )
    grounds = re.findall(r"background-color: (#[0-9a-f]{6})", dark)
    assert len(grounds) >= 3
    for ink in colours:
        if ink not in grounds:  # the preheader hides in its ground
            assert all(contrast(ink, ground) >= 4.5 for ground in grounds), ink


def test_slides_hold_a_story_each_with_notes_and_time(organisation: Organisation) -> None:
    pptx = pytest.importorskip("pptx")
    organisation.config("newsletter.yml", LIMITS)
    many(organisation, 40)
    files = made(organisation)
    deck = pptx.Presentation(io.BytesIO(files["townhall.pptx"]))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[0] == "October 2026"
    stories = [title for title in titles if title.startswith("Lamp number")]
    assert 1 <= len(stories) <= 12
    assert len(stories) == len(set(stories))
    for slide in deck.slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert re.match(
            r"Time: [0-9]+:[0-9]{2} \(ends at [0-9]+:[0-9]{2} of [0-9]+:[0-9]{2}\)", notes
        )
        for shape in slide.shapes:
            assert not shape.is_placeholder or shape == slide.shapes.title
            assert 0 <= shape.left <= shape.left + shape.width <= deck.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= deck.slide_height
    story = next(slide for slide in deck.slides if slide.shapes.title.text_frame.text == stories[0])
    assert "counted the bulbs twice over" in story.notes_slide.notes_text_frame.text
    page = files["townhall.html"].decode()
    assert [title for title in stories if title in page] == stories
    assert "http-equiv" in page
    assert not re.findall(r'<(?:script|link|img|iframe)[^>]* (?:src|href)="', page)


def test_slides_have_the_colours_and_the_logo_of_the_organisation(
    organisation: Organisation,
) -> None:
    pptx = pytest.importorskip("pptx")
    image = pytest.importorskip("PIL.Image")
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", site + "logo: mark.png\npalette: {primary: '#123456', accent: '#654321'}\n")  # fmt: skip
    out = io.BytesIO()
    image.new("RGB", (90, 30), "#654321").save(out, "PNG")
    organisation.config("static/mark.png", "")
    organisation.write("site_config/static/mark.png", out.getvalue())
    organisation.story("first", outcome="It held.")
    raw = made(organisation)["townhall.pptx"]
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        theme = packed.read("ppt/theme/theme1.xml").decode()
        assert {member.date_time for member in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in packed.namelist() if "thumbnail" in name]
    assert '<a:accent1><a:srgbClr val="654321"/>' in theme
    assert 'typeface="Georgia"' in theme
    slides = pptx.Presentation(io.BytesIO(raw)).slides
    assert [_logos(slide) for slide in slides] == [1] * len(slides)
    organisation.config("site.yml", site + "logo: ../../secret.png\n")
    organisation.write("secret.png", out.getvalue())
    raw = made(organisation)["townhall.pptx"]
    assert not any(map(_logos, pptx.Presentation(io.BytesIO(raw)).slides))


def _logos(slide: Any) -> int:
    """How many pictures are on a slide, besides the code that leads to the site."""
    return sum(shape.shape_type == 13 and shape.name != "Code" for shape in slide.shapes)


def test_a_drawing_as_a_logo_has_a_picture_beside_it_for_the_slides(
    organisation: Organisation,
) -> None:
    pptx = pytest.importorskip("pptx")
    image = pytest.importorskip("PIL.Image")
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f"{site}logo: mark.svg\n")
    organisation.config("static/mark.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    organisation.story("first", outcome="It held.")

    def pictures() -> tuple[int, str]:
        files = made(organisation, formats=("pptx", "deck"))
        deck = pptx.Presentation(io.BytesIO(files["townhall.pptx"]))
        src = re.search(r'<img src="data:([a-z/+]+);', files["townhall.html"].decode())
        count = sum(map(_logos, deck.slides))
        return count, src[1] if src else ""

    assert pictures() == (0, "image/svg+xml")
    out = io.BytesIO()
    image.new("RGB", (90, 30), "#654321").save(out, "PNG")
    organisation.write("site_config/static/mark.png", out.getvalue())
    assert pictures()[0] > 1
    assert pictures()[1] == "image/png"


def test_the_ask_stands_beside_a_story_that_is_told_for_its_ask(organisation: Organisation) -> None:
    pptx = pytest.importorskip("pptx")
    many(organisation, 6)
    files = made(organisation, formats=("pptx", "json"))
    parts = json.loads(files["digest.json"])["parts"]
    asked = next(part["stories"][0] for part in parts if part["name"] == "ask")
    slides = pptx.Presentation(io.BytesIO(files["townhall.pptx"])).slides
    slide = next(s for s in slides if s.shapes.title.text_frame.text == asked["title"])
    texts = {shape.name: shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
    assert (texts["Label"], texts["Aside"]) == ("What was asked for", asked["ask"])


@pytest.mark.parametrize(
    ("lang", "slot", "tag", "serif", "sans"),
    [("ja", "ea", "ja-JP", "Yu Mincho", "Yu Gothic"), ("ar", "cs", "ar-SA", "Times New Roman", "Arial")],
)  # fmt: skip
def test_slides_name_a_font_for_letters_that_latin_fonts_have_not(
    organisation: Organisation, lang: str, slot: str, tag: str, serif: str, sans: str
) -> None:
    pytest.importorskip("pptx")
    site = (organisation.root / "site_config/site.yml").read_text("utf-8")
    organisation.config("site.yml", f"{site}language: {lang}\n")
    organisation.story("first", outcome="x", title="長い夜" if lang == "ja" else "ليل طويل")
    organisation.story("other", "It held.", lang="en", title="A lamp")
    with zipfile.ZipFile(io.BytesIO(made(organisation)["townhall.pptx"])) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist() if ".xml" in name}
    theme = parts["ppt/theme/theme1.xml"]
    assert re.search(
        rf'<a:majorFont>.*?<a:{slot} typeface="{serif}"/>.*?</a:majorFont>', theme, re.DOTALL
    )
    assert re.search(
        rf'<a:minorFont>.*?<a:{slot} typeface="{sans}"/>.*?</a:minorFont>', theme, re.DOTALL
    )
    shown = "".join(text for name, text in parts.items() if name.startswith("ppt/slides/slide"))
    runs = re.findall(r"<a:rPr([^>]*)>(.*?)</a:rPr>", shown, re.DOTALL)
    tags = {found for attrs, _ in runs for found in re.findall(r'\blang="([^"]*)"', attrs)}
    assert tags == {tag, "en"}
    for _, inner in runs:
        fonts = dict(re.findall(r'<a:(latin|ea|cs) typeface="([^"]*)"', inner))
        assert fonts[slot] == (sans if fonts["latin"] == "Arial" else serif)
        assert list(fonts) == sorted(fonts, key=["latin", "ea", "cs"].index)
    notes = "".join(text for name, text in parts.items() if name.startswith("ppt/notesSlides/"))
    assert f'lang="{tag}"' in notes


def test_what_is_read_from_the_right_is_set_from_the_right(organisation: Organisation) -> None:
    pptx = pytest.importorskip("pptx")
    organisation.story(
        "first", "قالت «أين المصباح؟» ثم ضحكت.", lang="ar", title="وقف خلفي", outcome="صار له جرس."
    )
    files = made(organisation, formats=("email", "pptx", "deck"))
    told = [
        (tag, attrs["style"] or "")
        for tag, attrs in Seen(files["email.html"].decode()).tags
        if attrs.get("dir") == "rtl"
    ]
    assert [tag for tag, _ in told] == ["h2", "p", "p"]
    assert all("text-align: right" in style for _, style in told)
    slides = pptx.Presentation(io.BytesIO(files["townhall.pptx"])).slides
    notes = [p for slide in slides for p in slide.notes_slide.notes_text_frame.paragraphs]
    turned = {p.text for p in notes if p._p.pPr is not None and p._p.pPr.get("rtl") == "1"}
    assert {"وقف خلفي", "قالت «أين المصباح؟» ثم ضحكت.", "صار له جرس."} <= turned
    assert not any(text.startswith(("Time", "Host", "A reader", "https://")) for text in turned)
    assert '<p dir="auto" lang="ar">وقف خلفي</p>' in files["townhall.html"].decode()


def test_a_bar_is_where_the_text_beside_it_begins(organisation: Organisation) -> None:
    pptx = pytest.importorskip("pptx")
    for number, lang in enumerate(("en", "ar")):
        text = {"en": "It has a bell now.", "ar": "صار له جرس."}[lang]
        organisation.story(f"s{number}", f"@ana. {text}", lang=lang, outcome=text)
    slides = pptx.Presentation(io.BytesIO(made(organisation, formats=("pptx",))["townhall.pptx"])).slides  # fmt: skip
    sides = set()
    for slide in slides:
        shapes = {shape.name: shape for shape in slide.shapes}
        title = slide.shapes.title
        if title is not None and title.text in ("It has a bell now.", "صار له جرس."):
            mark = shapes["Mark"]
            rtl = title.text_frame.paragraphs[0]._p.pPr.get("rtl") == "1"
            assert (mark.left > title.left) == rtl
            sides.add(rtl)
    assert sides == {True, False}


def test_a_day_has_a_capital_on_a_line_of_its_own_and_none_within_one(
    organisation: Organisation,
) -> None:
    organisation.config("site.yml", "{name: X, url: https://x.example/, language: es}\n")
    organisation.config(
        "practices/one.yml",
        "{title: Uno, kind: coaching-circle, what: A, for: B, cadence: C, join: D, lead: ana, dates: [2026-11-26 10:00]}\n",
    )
    many(organisation, 3)
    files = made(organisation, formats=("email", "text"))
    assert ">Jueves, 26 de noviembre" in files["email.html"].decode()
    assert "(jueves, 26 de noviembre" in " ".join(files["digest.txt"].decode().split())


def test_themes_of_which_nothing_is_told_stand_in_one_place(organisation: Organisation) -> None:
    organisation.config("newsletter.yml", "{cadence: monthly, limits: {stories: 1}}\n")
    many(organisation, 9)
    for path, content in made(organisation, formats=("text", "markdown", "json")).items():
        text = content.decode()
        assert text.count("Also in this issue") == 1, path
    parts = {part["name"]: part for part in json.loads(text)["parts"]}
    assert list(parts) == ["hero", "rest", "numbers"]
    assert [line["after"] for line in parts["rest"]["lines"]] == [
        "4 more stories",
        "4 more stories",
    ]


def test_what_is_not_there_has_no_heading(organisation: Organisation) -> None:
    organisation.config("newsletters/2026-10.yml", "skip: []\n")
    organisation.story("only", "A line.", title="Only this")
    files = made(organisation, formats=("text", "json", "slack"))
    assert files.keys() == {"digest.txt", "digest.json", "slack.json"}
    data = json.loads(files["digest.json"])
    assert [part["name"] for part in data["parts"]] == ["hero", "numbers"]
    assert data["call_to_action"] is None
    assert data["version"] == 1
    for heading in ("Also this month", "New voices", "Passed on", "Coming", "Well asked"):
        assert heading not in files["digest.txt"].decode()


def test_plain_text_keeps_to_its_columns(organisation: Organisation) -> None:
    organisation.story("kumi", "@ana 来た。", title="灯りを持っていてくれませんか", lang="ja",
                       summary="夜の十時に炉の前で、誰かが灯りを持っていてくれないかと頼んだ。" * 5,
                       outcome="朝には、みんなで「よかった」と言った。" * 4)  # fmt: skip
    many(organisation, 3)
    for line in made(organisation)["digest.txt"].decode().splitlines():
        assert width(line) <= WIDTH or " " not in line.strip(), line
        assert not line.strip().startswith(("。", "、", "」")), line


def test_wrapping_knows_wide_characters_and_whole_addresses() -> None:
    assert wrap("灯り" * 5, 8) == "灯り灯り\n灯り灯り\n灯り"
    assert wrap("灯りを「持つ」。", 8) == "灯りを\n「持\nつ」。"
    assert wrap("see https://bench.example/a-long-address now", 12) == (
        "see\nhttps://bench.example/a-long-address\nnow"
    )
    assert wrap("a b\n\nc", 5, "  ", "- ") == "- a b\n\n  c"
    assert wrap("é" * 3 + " é", 4) == "ééé\né"


def test_the_organisations_language_is_spoken(organisation: Organisation) -> None:
    site = (organisation.root / "site_config/site.yml").read_text()
    for language, month, changed in (("es", "Octubre de 2026", "Qué cambió"), ("ar", "أكتوبر 2026", "ما الذي تغيّر")):  # fmt: skip
        organisation.config("site.yml", f"{site}language: {language}\n")
        many(organisation, 3)
        files = made(organisation)
        assert month in files["digest.txt"].decode()
        assert changed in files["email.html"].decode()
        assert changed in files["digest.md"].decode()
    tags = dict(Seen(files["email.html"].decode()).tags)
    assert tags["html"] == {"lang": "ar", "dir": "rtl"}
    assert json.loads(files["teams.json"])["rtl"] is True


def test_a_missing_library_leaves_out_its_format_only(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.outputs import newsletter

    organisation.story("first")
    monkeypatch.setattr(newsletter, "find_spec", lambda name: None)
    files = made(organisation)
    assert files.keys() == PATHS - {"townhall.pptx"}
    assert "townhall.pptx" not in files["index.html"].decode()


def test_the_index_holds_what_lies_beside_it(organisation: Organisation) -> None:
    files = made(many(organisation, 3))
    page = files["index.html"].decode()
    held = re.search(r'<script type="application/json" id="files">(.*?)</script>', page, re.DOTALL)
    assert held is not None
    texts = json.loads(held[1])
    assert {path: text.encode() for path, text in texts.items()} == {
        path: content for path, content in files.items() if path in texts
    }
    assert texts.keys() == PATHS - {"index.html", "townhall.pptx", "townhall.html", "wall.html"}
    assert 'src="townhall.html"' in page
    assert 'src="wall.html"' in page
    assert not re.findall(r'<(?:script|link|img)[^>]* (?:src|href)="', page)


def test_every_name_writes_something_and_no_more(organisation: Organisation) -> None:
    many(organisation, 2)
    built = organisation.built()
    seen: list[File] = []
    for name in FORMATS:
        files = built.digest(OCTOBER, (name,))
        assert files, name
        seen += files
    assert {file.path for file in seen} == PATHS
    assert len(seen) == len(PATHS)


def test_the_data_is_what_its_page_says(organisation: Organisation) -> None:
    page = (ROOT / "docs" / "reference" / "digest-json.md").read_text("utf-8")
    documented = set(re.findall(r"`([a-z_]+)`", page))
    organisation.config("newsletters/2026-10.yml", "note: Hello.\n")
    many(organisation, 5)
    fields: set[str] = set()

    def walk(thing: Any) -> None:
        if isinstance(thing, dict):
            fields.update(thing)
            for value in thing.values():
                walk(value)
        elif isinstance(thing, list):
            for value in thing:
                walk(value)

    walk(json.loads(made(organisation)["digest.json"]))
    assert fields <= documented
    assert {
        part["name"] for part in json.loads(made(organisation)["digest.json"])["parts"]
    } <= documented


def texts(organisation: Organisation) -> dict[str, str]:
    """What each format says, without the page of all formats and the wall, which tells no issue."""
    files = made(organisation)
    del files["index.html"], files["wall.html"]
    with zipfile.ZipFile(io.BytesIO(files["townhall.pptx"])) as slides:
        files["townhall.pptx"] = b"".join(slides.read(name) for name in slides.namelist())
    files["email.eml"] = message(files["email.eml"]).get_body(("plain",)).get_content().encode()  # type: ignore[union-attr]  # a mail of ours has a text
    return {name: " ".join(content.decode("utf-8", "replace").split()) for name, content in files.items()}  # fmt: skip


def test_every_format_has_the_quote_and_who_said_it(organisation: Organisation) -> None:
    said = "{text: It was only ever the fuse, by: ana}"
    organisation.story("the-fuse", title="The fuse", outcome="It held.", quote=said)
    for name, text in texts(organisation).items():
        assert "“It was only ever the fuse”" in text, name
        assert text.count("Ana Óscoz") >= 2, name


def test_a_short_mail_leaves_quotes_out(organisation: Organisation) -> None:
    organisation.config("newsletter.yml", LIMITS)
    files = made(many(organisation, 200, quote="{text: It was only ever the fuse, by: ana}"))
    assert len(files["email.html"]) <= 90_000
    assert _utf16(files["teams-webhook.json"]) < 28_000


def test_meetings_are_told_with_their_weekday_their_hours_and_their_zone(
    organisation: Organisation,
) -> None:
    organisation.config("practices/circle.yml",
        "title: The circle\nkind: coaching-circle\nwhat: We look.\nfor: Anyone\ncadence: weekly\njoin: Come.\n"
        "lead: ana\ntime_zone: Asia/Amman\nminutes: 30\ndates: [2026-12-03 09:00]\n")  # fmt: skip
    organisation.story("the-hour", date="2026-10-14")
    for name, text in texts(organisation).items():
        assert "Thursday, December 3, 2026, 9:00 AM–9:30 AM Amman" in text, name


def test_meetings_around_a_change_of_the_clock_are_told_with_the_hour_of_their_day(
    organisation: Organisation,
) -> None:
    organisation.today = dt.date(2026, 10, 24)
    organisation.config("site.yml", "{name: Told, url: 'https://x.example/', language: en-GB}\n")
    for name, day in (("before", "2026-10-25 00:30"), ("after", "2026-10-26 12:00")):
        organisation.config(f"practices/{name}.yml",
            f"title: {name}\nkind: coaching-circle\nwhat: We look.\nfor: Anyone\ncadence: weekly\njoin: Come.\n"
            f"lead: ana\ntime_zone: Europe/Madrid\nminutes: 60\ndates: [{day}]\n")  # fmt: skip
    organisation.story("the-hour", date="2026-10-14")
    for name, text in texts(organisation).items():
        assert "Sunday, 25 October 2026, 00:30–01:30 CEST" in text, name
        assert "Monday, 26 October 2026, 12:00–13:00 CET" in text, name
    (part,) = (p for p in json.loads(made(organisation)["digest.json"])["parts"] if p["name"] == "coming")  # fmt: skip
    assert [(line["start"], line["end"]) for line in part["lines"]] == [
        ("2026-10-25T00:30:00+02:00", "2026-10-25T01:30:00+02:00"),
        ("2026-10-26T12:00:00+01:00", "2026-10-26T13:00:00+01:00"),
    ]


WANTED = (
    "title: The circle\nkind: coaching-circle\nwhat: We look.\nfor: Anyone\ncadence: weekly\njoin: Come.\n"
    "lead: ana\nlooking_for: lead\n"
)


@pytest.mark.parametrize("contact", ["", "contact: The circle <circle@bench.example>\n"])
def test_every_format_says_which_practice_looks_for_a_lead_and_where_to_write(
    organisation: Organisation, contact: str
) -> None:
    organisation.config("practices/circle.yml", WANTED + contact)
    organisation.story("the-hour", date="2026-10-14")
    for name, text in texts(organisation).items():
        assert "Volunteers wanted" in text, name
        assert "The circle" in text, name
        assert "looking for someone to run it" in text, name
        assert ("circle@bench.example" in text) is bool(contact), name
        assert name == "townhall.pptx" or "stories.bench.example/practices/circle/" in text, name


@pytest.mark.parametrize("over", ["ended: 2026-11-01\n", "today"])
def test_an_issue_asks_for_nobody_where_it_is_too_late(
    organisation: Organisation, over: str
) -> None:
    if over == "today":
        organisation.today = dt.date(2027, 1, 20)
        organisation.story("newer", date="2027-01-14")
        over = ""
    organisation.config("practices/circle.yml", WANTED + over)
    organisation.story("the-hour", date="2026-10-14")
    assert b"Volunteers wanted" not in made(organisation)["digest.txt"]


def test_slides_say_what_they_are_to_programs_and_to_readers_of_screens(
    organisation: Organisation,
) -> None:
    pytest.importorskip("pptx")
    organisation.config("newsletter.yml", LIMITS)
    many(organisation, 6)
    raw = made(organisation, formats=("pptx",))["townhall.pptx"]
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        files = {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}
    assert not [name for name, text in files.items() if name.startswith("docProps/") and
                re.search("python-pptx|Macintosh|4:3", text)]  # fmt: skip
    assert 'type="screen4x3"' not in files["ppt/presentation.xml"]
    slides = {name: text for name, text in files.items() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)}  # fmt: skip
    assert f"<Slides>{len(slides)}</Slides>" in files["docProps/app.xml"]
    for name, text in slides.items():
        number = re.search(r"\d+", name)
        assert number
        field = re.findall(r'<a:fld [^>]*type="slidenum">.*?<a:t>(\d+)</a:t></a:fld>', text)
        assert field == [number[0]], "a slide that is moved gets its new number"
        drawn = re.findall(r'<p:cNvPr id="\d+" name="(?:Ground|Mark)"(.*?)</p:nvSpPr>', text)
        assert all("adec:decorative" in shape and 'val="1"' in shape for shape in drawn)
        assert drawn or "Title 1" in text


def test_the_page_and_the_file_of_the_slides_are_read_in_the_same_order(
    organisation: Organisation,
) -> None:
    pptx = pytest.importorskip("pptx")
    organisation.config("newsletter.yml", LIMITS)
    for n in range(7):
        organisation.config(
            f"practices/tea-{n}.yml",
            f"""\
title: Tea {n}
kind: share-and-solve
what: Tea.
for: Everybody.
lead: ana
cadence: often
join: Come.
dates: [2026-12-0{n + 1} 16:00]
""",
        )
    organisation.config("newsletters/2026-10.yml", "call_to_action: Hold a lamp.\n")
    organisation.story("earlier", date="2026-09-01")
    many(organisation, 6, continues="earlier")
    files = made(organisation, formats=("pptx", "deck"))
    page = re.sub(r"<aside class=\"notes\">.*?</aside>", "", files["townhall.html"].decode(), flags=re.DOTALL)  # fmt: skip
    shown = [
        [" ".join(words.split()) for words in Seen(section).words]
        for section in re.findall(r"<section.*?</section>", page, re.DOTALL)
    ]
    deck = pptx.Presentation(io.BytesIO(files["townhall.pptx"]))
    assert len(deck.slides) == len(shown) > 5
    for slide, words in zip(deck.slides, shown, strict=True):
        drawn = [
            " ".join(paragraph.text.replace("\u200e", "").split())
            for shape in slide.shapes if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs if paragraph.text
        ]  # fmt: skip
        assert " ".join(drawn) == " ".join(words)
        lines = [shape for shape in slide.shapes if shape.name == "Line"]
        seen = sorted(lines, key=lambda shape: (shape.top, shape.left))
        assert [line.text_frame.text for line in seen] == [line.text_frame.text for line in lines]
