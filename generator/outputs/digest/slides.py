"""The slides as PowerPoint: native shapes, the organisation's colours, notes for the speaker.

The only user of python-pptx (extra `slides`).
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import columns, prose
from generator.artifacts import File
from generator.model import CONTROL
from generator.outputs.desk import Desk
from generator.outputs.digest.deck import Slide, budget, slides
from generator.outputs.digest.told import Line, Telling
from generator.pictures import Picture, printed
from generator.tokens import Scheme, Tokens

if TYPE_CHECKING:
    from pptx.presentation import Presentation

SERIF, SANS = "Georgia", "Arial"
_WIDTH, _HEIGHT = 13.333, 7.5
_LEFT, _RIGHT = 0.9, 12.43
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TITLE_ONLY = 5
"""The layout of python-pptx's own template that has a title and nothing else."""
_DRAWN = "http://schemas.openxmlformats.org/presentationml/2006/main"
_BAD = re.compile("[\ud800-\udfff\ufffe\uffff]")


def make(desk: Desk, issue: Telling) -> Iterator[File]:
    """The file `townhall.pptx`."""
    yield File("townhall.pptx", _packed(_presentation(desk, issue)))


def _presentation(desk: Desk, issue: Telling) -> Presentation:
    import pptx  # noqa: PLC0415  # an extra, and 0.2 s
    from pptx.util import Inches  # noqa: PLC0415  # as above

    made = pptx.Presentation()
    made.slide_width, made.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
    scheme = Tokens.of(desk.edition.site.palette).light
    _dress(made, scheme)
    properties = made.core_properties
    properties.title = _clean(prose.shorten(issue.heading, 250))  # 255 is the format's limit
    properties.author = _clean(prose.shorten(issue.organisation, 250))
    properties.last_modified_by = _clean(prose.shorten(issue.site, 250))
    properties.language = issue.lang
    properties.created = properties.modified = dt.datetime.combine(issue.day, dt.time(12))
    properties.revision = 1
    logo = _logo(desk)
    shown = slides(issue)
    for number, slide in enumerate(shown, 1):
        sheet = _Sheet(made, issue, scheme)
        sheet.draw(slide)
        sheet.foot(f"{number} / {len(shown)}", logo)
        sheet.notes(budget(issue, slide, shown[-1].until), slide.said)
    return made


def _dress(made: Presentation, scheme: Scheme) -> None:
    """Put the organisation's colours and our fonts into the presentation's own theme, so that a
    slide that is added later looks like ours.
    """
    fill = made.slide_master.background.fill
    fill.solid()
    fill.fore_color.rgb = _rgb(scheme.paper)
    colour = {"dk1": scheme.ink, "lt1": scheme.paper, "dk2": scheme.soft, "lt2": scheme.tint,
              "accent1": scheme.mark, "accent2": scheme.link, "hlink": scheme.link,
              "folHlink": scheme.link}  # fmt: skip
    for relation in made.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            theme = relation.target_part
            xml = theme.blob.decode()
            for name, value in colour.items():
                xml = re.sub(
                    rf"(<a:{name}>).*?(</a:{name}>)",
                    rf'\1<a:srgbClr val="{value[1:].upper()}"/>\2',
                    xml,
                    flags=re.DOTALL,
                )
            for name, font in (("majorFont", SERIF), ("minorFont", SANS)):
                xml = re.sub(rf'(<a:{name}>\s*<a:latin typeface=")[^"]*', rf"\g<1>{font}", xml)
            theme._blob = xml.encode()  # the library reads a theme, and has no way to write one
    package = made.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # a picture of the library's own template
            package.drop_rel(key)


class _Sheet:
    """One slide, while it is drawn. Places are in inches."""

    def __init__(self, made: Presentation, issue: Telling, scheme: Scheme) -> None:
        self.made, self.issue, self.scheme = made, issue, scheme
        self.slide = made.slides.add_slide(made.slide_layouts[_TITLE_ONLY])

    def draw(self, slide: Slide) -> None:
        {
            "cover": self._cover,
            "story": self._story,
            "lines": self._lines,
            "numbers": self._numbers,
            "call": self._call,
        }[slide.name](slide)

    def notes(self, time: str, said: tuple[str, ...]) -> None:
        """What the speaker sees: the time first, then the story."""
        frame = self.slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = "\n".join(map(_clean, (time, *said)))

    def foot(self, number: str, logo: Picture | None) -> None:
        """The site's name, the slide's number, the logo."""
        self._text(_LEFT, 6.92, 8, 0.35, [(self.issue.site, SANS, 11, self.scheme.soft)], "Site")
        right = _RIGHT
        if logo:
            from pptx.util import Inches  # noqa: PLC0415  # as above

            wide = min(1.6, 0.45 * logo.width / logo.height)
            right -= wide + 0.2
            shown = self.slide.shapes.add_picture(
                io.BytesIO(logo.content), Inches(_RIGHT - wide), Inches(6.85), Inches(wide)
            )
            shown.name = _clean(self.issue.organisation)
            shown._element.nvPicPr.cNvPr.set("descr", _clean(self.issue.organisation))
        self._text(
            right - 2, 6.92, 2, 0.35, [(number, SANS, 11, self.scheme.soft)], "Number", "end"
        )

    def _cover(self, slide: Slide) -> None:
        scheme = self.scheme
        self._box(_LEFT, 2.15, 0.9, 0.07, scheme.mark, "Mark")
        self._text(_LEFT, 2.4, 11.4, 0.5, [(slide.kicker, SANS, 20, scheme.soft)], "Title")
        self._title(slide.heading, _LEFT, 2.85, 11.4, 1.5, 66)
        self._text(_LEFT, 4.5, 11.4, 0.5, [(slide.text, SANS, 18, scheme.soft)], "Organisation")

    def _story(self, slide: Slide) -> None:
        scheme, story = self.scheme, slide.story
        assert story is not None
        aside = slide.outcome or slide.quote
        tongue = (story.lang, story.direction)
        size = _fitted(slide.heading, (44, 36, 30), (80, 120))
        rows = _rows(slide.heading, size, 11.5)
        top = 1.25 if rows > 1 else 1.6
        if slide.kicker:
            texts = [(slide.kicker, SANS, 15, scheme.mark)]
            self._text(_LEFT, top - 0.45, 11.4, 0.4, texts, "Theme")
        self._title(slide.heading, _LEFT, top, 11.5, rows * size * 1.2 / 72, size, tongue)
        top += rows * size * 1.2 / 72 + 0.12
        self._text(_LEFT, top, 11.4, 0.4, [(story.who, SANS, 17, scheme.soft)], "Who")
        top += 0.95
        room = 6.7 - top
        size = _largest(slide.text, (28, 26, 24, 22, 20, 18, 16), 7.1 if aside else 11.0, room)
        texts = [(slide.text, SERIF, size, scheme.ink)]
        self._text(_LEFT, top, 7.1 if aside else 11.0, room, texts, "Story", lang=tongue)
        if aside:
            label = self.issue.words.asked if slide.quote else self.issue.words.changed
            size = _largest(aside, (20, 18, 16, 14, 12), 3.3, room - 0.75)
            high = min(room, _rows(aside, size, 3.3) * size * 1.25 / 72 + 0.85)
            self._box(8.6, top, 0.06, high, scheme.mark, "Mark")
            self._box(8.66, top, 3.77, high, scheme.tint, "Ground")
            self._text(8.9, top + 0.15, 3.35, 0.3, [(label, SANS, 13, scheme.soft)], "Label")
            texts = [(aside, SERIF, size, scheme.ink)]
            self._text(8.9, top + 0.5, 3.35, high - 0.6, texts, "Aside", lang=tongue)

    def _lines(self, slide: Slide) -> None:
        self._title(slide.heading, _LEFT, 0.75, 11.5, 0.8, 36)
        self._box(_LEFT, 1.65, 0.9, 0.05, self.scheme.mark, "Mark")
        count = len(slide.lines)
        step = min(1.3, 4.6 / max(count, 1))
        for at, line in enumerate(slide.lines):
            self._line(line, 2.1 + at * step, step, 28 if count < 3 else 24 if count < 5 else 19)

    def _line(self, line: Line, top: float, step: float, size: int) -> None:
        tongue = (line.lang, line.direction) if line.lang and line.direction else None
        high = size * 1.25 / 72
        texts = [(line.text, SERIF, size, self.scheme.ink)]
        self._text(_LEFT, top, 11.5, high, texts, "Line", lang=tongue)
        if line.after:
            texts = [(line.after, SANS, 14, self.scheme.soft)]
            self._text(_LEFT, top + high, 11.5, step - high, texts, "Who")

    def _numbers(self, slide: Slide) -> None:
        self._title(slide.heading, _LEFT, 0.75, 11.5, 0.8, 36)
        self._box(_LEFT, 1.65, 0.9, 0.05, self.scheme.mark, "Mark")
        for at, figure in enumerate(slide.figures):
            left = _LEFT + at * 2.9
            texts = [(figure.number, SERIF, 80, self.scheme.ink)]
            self._text(left, 2.1, 2.7, 1.35, texts, figure.label)
            texts = [(figure.label, SANS, 18, self.scheme.ink)]
            texts += [(figure.before, SANS, 14, self.scheme.soft)] if figure.before else []
            self._text(left, 3.55, 2.6, 1.1, texts, "Label")
        for line in slide.lines:
            texts = [(line.text, SERIF, 20, self.scheme.ink)]
            self._text(_LEFT, 5.3, 11.5, 1.3, texts, "Line")

    def _call(self, slide: Slide) -> None:
        size = _fitted(slide.heading, (44, 36, 28), (90, 160))
        self._box(_LEFT, 1.9, 0.9, 0.07, self.scheme.mark, "Mark")
        self._title(slide.heading, _LEFT, 2.2, 11.5, 2.6, size)
        texts = [(f"{line.text}: {line.href}", SANS, 18, self.scheme.link) for line in slide.lines]
        self._text(_LEFT, 5.2, 11.5, 0.8, texts, "Where")

    def _title(self, text: str, left: float, top: float, width: float, height: float, size: int, lang: tuple[str, str] | None = None) -> None:  # fmt: skip
        """The slide's title, in the layout's own place for it: outlines and screen readers know it."""
        shape = self.slide.shapes.title
        assert shape is not None
        self._place(shape, left, top, width, height)
        self._fill(shape.text_frame, [(text, SERIF, size, self.scheme.ink)], lang, "start", "top")

    def _text(self, left: float, top: float, width: float, height: float, texts: list[tuple[str, str, int, str]], name: str, align: str = "start", lang: tuple[str, str] | None = None) -> None:  # fmt: skip
        shape = self.slide.shapes.add_textbox(0, 0, 0, 0)
        shape.name = _clean(name)
        self._place(shape, left, top, width, height)
        self._fill(shape.text_frame, texts, lang, align, "top")

    def _box(self, left: float, top: float, width: float, height: float, colour: str, name: str) -> None:  # fmt: skip
        from pptx.enum.shapes import MSO_SHAPE  # noqa: PLC0415  # as above

        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, 0, 0)
        self._place(shape, left, top, width, height)
        shape.name = name
        shape._element.remove(shape._element.find(f"{{{_DRAWN}}}style"))  # or it casts a shadow
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(colour)
        shape.line.fill.background()

    def _place(self, shape: Any, left: float, top: float, width: float, height: float) -> None:
        from pptx.util import Inches  # noqa: PLC0415  # as above

        if self.issue.direction == "rtl":
            left = _WIDTH - left - width
        shape.left, shape.top = Inches(left), Inches(top)
        shape.width, shape.height = Inches(width), Inches(height)

    def _fill(self, frame: Any, texts: list[tuple[str, str, int, str]], lang: tuple[str, str] | None, align: str, anchor: str) -> None:  # fmt: skip
        """Write paragraphs into a frame: text, font, points and colour of each."""
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415  # as above
        from pptx.util import Pt  # noqa: PLC0415  # as above

        tongue, direction = lang or (self.issue.lang, self.issue.direction)
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        rtl = direction == "rtl"
        for at, (text, font, size, colour) in enumerate(texts):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.RIGHT if (align == "end") != rtl else PP_ALIGN.LEFT
            if rtl:
                paragraph._p.get_or_add_pPr().set("rtl", "1")
            run = paragraph.add_run()
            run.text = _clean(text)
            run.font.name, run.font.size = font, Pt(size)
            run.font.color.rgb = _rgb(colour)
            run._r.get_or_add_rPr().set("lang", tongue)


def _rows(text: str, size: int, width: float) -> int:
    """About how many rows a text takes in a box of some inches."""
    return math.ceil(max(1, columns.width(text) * size * 0.52) / (width * 72))


def _largest(text: str, sizes: tuple[int, ...], width: float, height: float) -> int:
    """The largest size in which a text fits into a box, or the smallest there is."""
    fitting = (size for size in sizes if _rows(text, size, width) * size * 1.25 <= height * 72)
    return next(fitting, sizes[-1])


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor  # noqa: PLC0415  # as above

    return RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]  # the library's


def _fitted(text: str, sizes: tuple[int, ...], limits: tuple[int, ...]) -> int:
    """The size for a text of some length: smaller above each limit."""
    return sizes[sum(len(text) > limit for limit in limits)]


def _clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return _BAD.sub("", CONTROL.sub(" ", text))


def _logo(desk: Desk) -> Picture | None:
    """The organisation's logo, if it is a picture that slides can hold."""
    name = desk.edition.site.logo
    folder = (desk.root / "site_config" / "static").resolve()
    path = (folder / name).resolve() if name else folder
    if path.suffix.casefold() not in (".png", ".jpg", ".jpeg") or not path.is_relative_to(folder):
        return None
    found = printed(Path(path))
    return found if isinstance(found, Picture) else None


def _packed(made: Presentation) -> bytes:
    """The presentation as a file, each member dated the same."""
    plain, packed = io.BytesIO(), io.BytesIO()
    made.save(plain)
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, source.read(member.filename))
    return packed.getvalue()
