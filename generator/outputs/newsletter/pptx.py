"""The slides for PowerPoint, with native shapes, the organisation's colours and speaker's notes.

The only user of python-pptx (extra `slides`).
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from generator.media.images import Picture
from generator.media.palette import Scheme, Tokens
from generator.model import CONTROL
from generator.outputs.context import OutputContext
from generator.outputs.newsletter.deck import Slide, budget, slides
from generator.outputs.newsletter.logo import picture
from generator.outputs.newsletter.view import IssueView, Line
from generator.rendering.artifacts import File
from generator.text import locales, markdown
from generator.text.width import width as display_width

if TYPE_CHECKING:
    from pptx.presentation import Presentation

SERIF, SANS = "Georgia", "Arial"
DIGITS = "Times New Roman"
"""The font of large figures: Georgia's figures extend below the line."""
_WIDTH, _HEIGHT = 13.333, 7.5
_LEFT, _RIGHT = 0.9, 12.43
_ROWS = 3
"""The number of lines in a column, if they fit in two columns."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TITLE_ONLY = 5
"""The number of the layout with only a title in python-pptx's own template."""
_NAMESPACE = "http://schemas.openxmlformats.org/presentationml/2006/main"
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def make(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The file `townhall.pptx`."""
    yield File("townhall.pptx", _file_content(_presentation(context, issue)))


def _presentation(context: OutputContext, issue: IssueView) -> Presentation:
    import pptx  # noqa: PLC0415  # an extra, and 0.2 s
    from pptx.util import Inches  # noqa: PLC0415  # as above

    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
    scheme = Tokens.of(context.edition.site.palette).light
    _apply_theme(presentation, scheme)
    properties = presentation.core_properties
    properties.title = _clean(markdown.shorten(issue.heading, 250))  # 255 is the format's limit
    properties.author = _clean(markdown.shorten(issue.organisation, 250))
    properties.last_modified_by = _clean(markdown.shorten(issue.site, 250))
    properties.language = issue.lang
    properties.created = properties.modified = dt.datetime.combine(issue.day, dt.time(12))
    properties.revision = 1
    logo = picture(context)
    all_slides = slides(issue)
    for number, slide in enumerate(all_slides, 1):
        drawing = _SlideDrawing(presentation, issue, scheme)
        drawing.draw(slide)
        drawing.foot(f"{number} / {len(all_slides)}", logo)
        drawing.notes(budget(issue, slide, all_slides[-1].until), slide.notes)
    return presentation


def _apply_theme(presentation: Presentation, scheme: Scheme) -> None:
    """Put the organisation's colours and our fonts into the presentation's own theme, so that
    slides that people add look like ours.
    """
    fill = presentation.slide_master.background.fill
    fill.solid()
    fill.fore_color.rgb = _rgb(scheme.paper)
    colour = {"dk1": scheme.ink, "lt1": scheme.paper, "dk2": scheme.soft, "lt2": scheme.tint,
              "accent1": scheme.mark, "accent2": scheme.link, "hlink": scheme.link,
              "folHlink": scheme.link}  # fmt: skip
    for relation in presentation.slide_master.part.rels.values():
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
    package = presentation.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # a picture of the library's own template
            package.drop_rel(key)


class _SlideDrawing:
    """One slide while it is drawn. Positions and sizes are in inches."""

    def __init__(self, presentation: Presentation, issue: IssueView, scheme: Scheme) -> None:
        self.issue, self.scheme = issue, scheme
        self.slide = presentation.slides.add_slide(presentation.slide_layouts[_TITLE_ONLY])

    def draw(self, slide: Slide) -> None:
        {
            "cover": self._cover,
            "story": self._story,
            "lines": self._lines,
            "numbers": self._numbers,
            "call": self._call,
        }[slide.name](slide)

    def notes(self, time: str, paragraphs: tuple[str, ...]) -> None:
        """Write the speaker's notes, with the time first."""
        frame = self.slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = "\n".join(map(_clean, (time, *paragraphs)))
            for paragraph in frame.paragraphs:
                if locales.text_direction(paragraph.text) == "rtl":
                    paragraph._p.get_or_add_pPr().set("rtl", "1")

    def foot(self, number: str, logo: Picture | None) -> None:
        """Draw the logo, the site's name and the slide's number."""
        left = _LEFT
        if logo:
            from pptx.util import Inches  # noqa: PLC0415  # as above

            wide = min(1.6, 0.5 * logo.width / logo.height)
            shown = self.slide.shapes.add_picture(io.BytesIO(logo.content), 0, 0)
            self._place(shown, left, 7.07 - 0.25, wide, wide * logo.height / logo.width)
            shown.top = Inches(7.07) - shown.height // 2
            shown.name = _clean(self.issue.organisation)
            shown._element.nvPicPr.cNvPr.set("descr", _clean(self.issue.organisation))
            left += wide + 0.2
        self._text(left, 6.95, 8, 0.3, [(self.issue.site, SANS, 12, self.scheme.soft)], "Site")
        self._text(
            _RIGHT - 2, 6.95, 2, 0.3, [(number, SANS, 12, self.scheme.soft)], "Number", "end"
        )

    def _cover_ground(self) -> None:
        """Cover all but the foot with the organisation's colour, on the first and the last slide."""
        self._box(0, 0, _WIDTH, 6.6, self.scheme.link, "Ground")

    def _cover(self, slide: Slide) -> None:
        paper = self.scheme.paper
        self._cover_ground()
        self._box(_LEFT, 1.5, 0.9, 0.07, paper, "Mark")
        self._text(_LEFT, 1.85, 11.4, 0.5, [(slide.kicker, SANS, 24, paper)], "Title")
        size = _largest(slide.heading, (88, 72, 60, 48, 40), 11.4, 2.6)
        self._title(slide.heading, _LEFT, 2.45, 11.4, 2.6, size, ink=paper)
        self._text(_LEFT, 5.6, 11.4, 0.5, [(slide.text, SANS, 20, paper)], "Organisation")

    def _story(self, slide: Slide) -> None:
        scheme, story = self.scheme, slide.story
        assert story is not None
        aside = slide.quote or slide.outcome
        side = "start" if story.direction == self.issue.direction else "end"
        language = (story.lang, story.direction)
        size = _largest(slide.heading, (48, 40, 36, 32, 28, 24, 20, 16), 11.5, 2.0)
        rows = _rows(slide.heading, size, 11.5)
        high = min(rows * size * 1.2 / 72, 2.0)
        top = 1.05 if rows > 1 else 1.25
        if slide.kicker:
            texts = [(slide.kicker, SANS, 17, scheme.mark)]
            self._text(_LEFT, top - 0.5, 11.5, 0.4, texts, "Theme", side)
        self._title(slide.heading, _LEFT, top, 11.5, high, size, language)
        top += high + 0.1
        who = markdown.shorten(story.who, 300)
        size = _largest(who, (18, 16, 14, 12), 11.5, 0.65)
        self._text(_LEFT, top, 11.5, 0.65, [(who, SANS, size, scheme.soft)], "Who", side)
        top += 0.6 if _rows(who, size, 11.5) == 1 else 0.9
        top += 0.2
        room, wide = 6.55 - top, 6.9 if aside else 11.5
        size = _largest(slide.text, (34, 32, 30, 28, 26, 24, 22, 20, 18, 16), wide, room)
        texts = [(slide.text, SERIF, size, scheme.ink)]
        self._text(_LEFT, top, wide, room, texts, "Story", lang=language)
        if aside:
            label = self.issue.words.asked if slide.quote else self.issue.words.changed
            size = _largest(aside, (24, 22, 20, 18, 16, 14, 12), 3.45, room - 0.95)
            high = min(room, _rows(aside, size, 3.45) * size * 1.25 / 72 + 1.0)
            self._box(8.35, top, 0.07, high, scheme.mark, "Mark")
            self._box(8.42, top, 4.01, high, scheme.tint, "Ground")
            texts = [(label, SANS, 15, scheme.soft)]
            self._text(8.7, top + 0.2, 3.5, 0.3, texts, "Label", side)
            texts = [(aside, SERIF, size, scheme.ink)]
            self._text(8.7, top + 0.6, 3.5, high - 0.75, texts, "Aside", lang=language)

    def _headed(self, slide: Slide) -> None:
        self._title(slide.heading, _LEFT, 0.7, 11.5, 0.85, 40)
        self._box(_LEFT, 1.7, 0.9, 0.06, self.scheme.mark, "Mark")

    def _lines(self, slide: Slide) -> None:
        """Draw lines below one another, in two columns if there are more than three."""
        self._headed(slide)
        across = 1 if len(slide.lines) <= _ROWS else 2
        rows = max(_ROWS, math.ceil(len(slide.lines) / across))
        wide, step = (11.5 if across == 1 else 5.5), 4.4 / rows
        for at, line in enumerate(slide.lines):
            left = _LEFT + at // rows * 6.0
            self._line(line, left, 2.15 + at % rows * step, wide, step)

    def _line(self, line: Line, left: float, top: float, wide: float, step: float) -> None:
        language = (line.lang, line.direction) if line.lang and line.direction else None
        after = _largest(line.after, (16, 14, 12) if wide > 6 else (14, 12, 10), wide, step / 2)
        rows = _rows(line.after, after, wide) if line.after else 0
        below = min(step / 2, rows * after * 1.3 / 72)
        room = step - below - 0.15
        size = _largest(line.text, (28, 26, 24, 22, 20, 18, 16), wide, room)
        high = min(room, _rows(line.text, size, wide) * size * 1.25 / 72 + 0.04)
        texts = [(line.text, SERIF, size, self.scheme.ink)]
        self._text(left, top, wide, high, texts, "Line", lang=language)
        if line.after:
            texts = [(line.after, SANS, after, self.scheme.soft)]
            self._text(left, top + high, wide, below, texts, "Who")

    def _numbers(self, slide: Slide) -> None:
        self._headed(slide)
        for at, figure in enumerate(slide.figures):
            left = _LEFT + at * 2.95
            texts = [(figure.number, DIGITS, 96, self.scheme.ink)]
            self._text(left, 2.0, 2.75, 1.6, texts, figure.label)
            texts = [(figure.label, SANS, 20, self.scheme.ink)]
            texts += [(figure.before, SANS, 15, self.scheme.soft)] if figure.before else []
            self._text(left, 3.7, 2.7, 1.3, texts, "Label")
        for line in slide.lines:
            size = _largest(line.text, (24, 22, 20, 18, 16, 14), 11.5, 1.2)
            texts = [(line.text, SERIF, size, self.scheme.ink)]
            self._text(_LEFT, 5.35, 11.5, 1.2, texts, "Line")

    def _call(self, slide: Slide) -> None:
        paper = self.scheme.paper
        self._cover_ground()
        size = _largest(slide.heading, (54, 48, 44, 40, 36, 32, 28, 24), 11.4, 3.3)
        self._box(_LEFT, 1.1, 0.9, 0.07, paper, "Mark")
        self._title(slide.heading, _LEFT, 1.45, 11.4, 3.3, size, ink=paper)
        for line in slide.lines:
            texts = [(f"{line.text}: {line.href}\u200e", SANS, 20, paper)]  # its slash stays there
            where = self._text(_LEFT, 5.2, 11.4, 1.0, texts, "Where")
            where.click_action.hyperlink.address = line.href  # of the shape: it keeps its colour

    def _title(self, text: str, left: float, top: float, width: float, height: float, size: int, lang: tuple[str, str] | None = None, ink: str | None = None) -> None:  # fmt: skip
        """Write the title into the layout's title shape, which outlines and screen readers know."""
        shape = self.slide.shapes.title
        assert shape is not None
        self._place(shape, left, top, width, height)
        texts = [(text, SERIF, size, ink or self.scheme.ink)]
        self._fill(shape.text_frame, texts, lang, "start", "top")
        tree = shape._element.getparent()
        tree.remove(shape._element)
        tree.append(shape._element)  # above the ground, where there is one

    def _text(self, left: float, top: float, width: float, height: float, texts: list[tuple[str, str, int, str]], name: str, align: str = "start", lang: tuple[str, str] | None = None) -> Any:  # fmt: skip
        shape = self.slide.shapes.add_textbox(0, 0, 0, 0)
        shape.name = _clean(name)
        self._place(shape, left, top, width, height)
        self._fill(shape.text_frame, texts, lang, align, "top")
        return shape

    def _box(self, left: float, top: float, width: float, height: float, colour: str, name: str) -> None:  # fmt: skip
        from pptx.enum.shapes import MSO_SHAPE  # noqa: PLC0415  # as above

        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, 0, 0)
        self._place(shape, left, top, width, height)
        shape.name = name
        shape._element.remove(shape._element.find(f"{{{_NAMESPACE}}}style"))  # or it casts a shadow
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
        """Write paragraphs into a frame, each with its text, font, size in points and colour."""
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415  # as above
        from pptx.util import Pt  # noqa: PLC0415  # as above

        language, direction = lang or (self.issue.lang, self.issue.direction)
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
            run._r.get_or_add_rPr().set("lang", language)


def _rows(text: str, size: int, width: float) -> int:
    """About the number of rows that a text takes in a box."""
    return math.ceil(max(1, display_width(text) * size * 0.52) / (width * 72))


def _largest(text: str, sizes: tuple[int, ...], width: float, height: float) -> int:
    """The largest size in which a text fits into a box, or the smallest size."""
    fitting = (size for size in sizes if _rows(text, size, width) * size * 1.25 <= height * 72)
    return next(fitting, sizes[-1])


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor  # noqa: PLC0415  # as above

    return RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]  # the library's


def _clean(text: str) -> str:
    """A text without characters that XML does not allow."""
    return _NOT_IN_XML.sub("", CONTROL.sub(" ", text))


def _file_content(presentation: Presentation) -> bytes:
    """The presentation as a file whose members all have the same date."""
    plain, packed = io.BytesIO(), io.BytesIO()
    presentation.save(plain)
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, source.read(member.filename))
    return packed.getvalue()
