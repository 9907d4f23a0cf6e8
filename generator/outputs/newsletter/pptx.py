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
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape

from generator.media import qr_code
from generator.media.images import Picture
from generator.media.palette import Scheme, Tokens
from generator.model import CONTROL
from generator.outputs.context import OutputContext
from generator.outputs.logo import picture
from generator.outputs.newsletter.deck import Slide, budget, slides
from generator.outputs.newsletter.script import spoken_parts
from generator.outputs.newsletter.view import IssueView, Line
from generator.outputs.pulse.issue_part import Levels
from generator.rendering.artifacts import File
from generator.text import locales, markdown
from generator.text.width import width as display_width

if TYPE_CHECKING:
    from pptx.presentation import Presentation

SERIF, SANS = "Georgia", "Arial"
DIGITS = "Times New Roman"
"""The font of large figures: Georgia's figures extend below the line."""


class _ScriptFonts(NamedTuple):
    """The fonts of a language whose script Latin fonts have not, which Windows and macOS have with Office.

    Without them PowerPoint takes the fonts of whoever opens the file: often Chinese ones for Japanese.
    """

    slot: str
    """`ea` for East Asian scripts, `cs` for complex ones."""
    tag: str
    """The language with a region, which proofing and the choice of glyphs need."""
    serif: str
    sans: str


_FONTS = {
    "ja": _ScriptFonts("ea", "ja-JP", "Yu Mincho", "Yu Gothic"),
    "zh": _ScriptFonts("ea", "zh-CN", "SimSun", "Microsoft YaHei"),
    **dict.fromkeys(
        ("zh-hant", "zh-tw", "zh-hk"), _ScriptFonts("ea", "zh-TW", "PMingLiU", "Microsoft JhengHei")
    ),
    "ko": _ScriptFonts("ea", "ko-KR", "Batang", "Malgun Gothic"),
    "ar": _ScriptFonts("cs", "ar-SA", "Times New Roman", "Arial"),
    "fa": _ScriptFonts("cs", "fa-IR", "Times New Roman", "Arial"),
    "ur": _ScriptFonts("cs", "ur-PK", "Times New Roman", "Arial"),
    "he": _ScriptFonts("cs", "he-IL", "Times New Roman", "Arial"),
}
_WIDTH, _HEIGHT = 13.333, 7.5
_LEFT, _RIGHT = 0.9, 12.43
_ROWS = 3
"""The number of lines in a column, if they fit in two columns."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TITLE_ONLY = 5
"""The number of the layout with only a title in python-pptx's own template."""
_NAMESPACE = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_DECORATIVE_ID = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
"""Of the field, the same on every slide, as PowerPoint has it."""
_FILE = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
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
    _apply_theme(presentation, scheme, issue.lang)
    properties = presentation.core_properties
    properties.title = _clean(markdown.shorten(issue.heading, 250))  # 255 is the format's limit
    properties.author = _clean(markdown.shorten(issue.organisation, 250))
    properties.last_modified_by = _clean(markdown.shorten(issue.site, 250))
    properties.subject = _clean(markdown.shorten(issue.number or issue.period_heading, 250))
    properties.comments = _clean(markdown.shorten(issue.preheader, 250))
    properties.language = issue.lang
    properties.created = properties.modified = dt.datetime.combine(issue.day, dt.time(12))
    properties.revision = 1
    logo = picture(context)
    all_slides = slides(issue)
    for number, slide in enumerate(all_slides, 1):
        drawing = _SlideDrawing(presentation, issue, scheme)
        drawing.draw(slide)
        drawing.foot(number, len(all_slides), logo)
        drawing.notes(budget(issue, slide, all_slides[-1].until), slide)
    _describe_file(presentation, issue, len(all_slides))
    return presentation


def _describe_file(presentation: Presentation, issue: IssueView, count: int) -> None:
    """Say of the file what it is, in the place of what the library's own template says of itself."""
    presentation.element.sldSz.attrib.pop("type", None)  # our slides are not 4:3
    company = escape(_clean(issue.organisation))
    for relation in presentation.part.package._rels.values():
        if relation.reltype.endswith("/extended-properties"):
            xml = (
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{_FILE}">'
                f"<Application>reciprocity</Application><PresentationFormat>Widescreen</PresentationFormat>"
                f"<Slides>{count}</Slides><Notes>{count}</Notes><Company>{company}</Company></Properties>"
            )
            relation.target_part._blob = xml.encode()  # as with the theme


def _apply_theme(presentation: Presentation, scheme: Scheme, lang: str) -> None:
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
                if fonts := _fonts_of(lang):
                    other = fonts.serif if font == SERIF else fonts.sans
                    slot = rf'(<a:{name}>.*?<a:{fonts.slot} typeface=")[^"]*'
                    xml = re.sub(slot, rf"\g<1>{other}", xml, count=1, flags=re.DOTALL)
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
            "changed": self._story,
            "lines": self._lines,
            "thread": self._lines,
            "numbers": self._numbers,
            "pulse": self._pulse,
            "call": self._call,
        }[slide.name](slide)

    def notes(self, time: str, slide: Slide) -> None:
        """Write the speaker's notes: the time, then who says what, with the names of parts in bold."""
        frame = self.slide.notes_slide.notes_text_frame
        if frame is None:
            return
        main = self.issue.lang
        lines: list[tuple[str, bool, str]] = [(time, True, main)]
        for part in spoken_parts(slide.notes):
            said = ((text, False, lang or main) for text, lang in part.paragraphs)
            lines += [(part.speaker, True, main), *said]
        lines += [(slide.link, False, main)] if slide.link else []
        lines = [
            (_clean(one), bold, lang)
            for text, bold, lang in lines
            for one in text.splitlines() or [""]
        ]
        frame.text = "\n".join(text for text, *_ in lines)
        for paragraph, (_, bold, lang) in zip(frame.paragraphs, lines, strict=True):
            for run in paragraph.runs:
                run.font.bold = bold or None
                _set_language(run, lang, main)
            if locales.text_direction(paragraph.text) == "rtl":
                paragraph._p.get_or_add_pPr().set("rtl", "1")

    def foot(self, number: int, count: int, logo: Picture | None) -> None:
        """Draw the logo, the site's name and the slide's number, which follows when slides are moved."""
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
        texts = [(f" / {count}", SANS, 12, self.scheme.soft)]
        shape = self._text(_RIGHT - 2, 6.95, 2, 0.3, texts, "Number", "end")
        run = shape.text_frame.paragraphs[0].runs[0]._r
        field = run.makeelement(f"{{{_DRAWING}}}fld", {"id": _NUMBER_FIELD, "type": "slidenum"})
        field.append(deepcopy(run.rPr))
        text = run.makeelement(f"{{{_DRAWING}}}t", {})
        text.text = str(number)
        field.append(text)
        run.addprevious(field)

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
        side = "start" if story.direction == self.issue.direction else "end"
        language = (story.lang, story.direction)
        sizes: tuple[int, ...] = (56, 52, 48, 44, 40, 36, 32, 28, 24, 20, 16)
        room, left, wide = 2.2, _LEFT, _RIGHT - _LEFT
        if story.is_line:  # a poster
            sizes, room = (80, 72, 66, 60, *sizes), 4.4
        if slide.name == "changed":
            sizes, wide = (60, *sizes), wide - 0.4
            left += 0.4 if side == "start" else 0
        size = _largest(slide.heading, sizes, wide, room)
        rows = _rows(slide.heading, size, wide)
        high = min(rows * size * 1.2 / 72, room)
        top = 1.15 if rows > 1 else 1.35
        if story.is_line:
            top = max(1.2, (6.5 - high - (0.9 if story.who else 0)) / 2)
        if slide.name == "changed":
            beside = _LEFT if side == "start" else _RIGHT - 0.08
            self._box(beside, top, 0.08, high, scheme.mark, "Mark")
        if slide.kicker:
            texts = [(slide.kicker, SANS, 22, scheme.mark)]
            self._text(left, top - 0.6, wide, 0.45, texts, "Theme", side)
        self._title(slide.heading, left, top, wide, high, size, language)
        top += high + (0.25 if story.is_line else 0.1)
        if story.who:
            who = markdown.shorten(story.who, 300)
            size = _largest(who, (22, 20, 18, 16, 14, 12), wide, 0.75)
            texts = [(who, SANS, size, scheme.soft)]
            lang = language if slide.name == "changed" else None
            aligned = "start" if lang else side
            self._text(left, top, wide, 0.75, texts, "Who", aligned, lang)
            top += 0.7 if _rows(who, size, wide) == 1 else 1.0
        if story.is_line:
            return
        top += 0.25
        room, wide = 6.45 - top, 6.9 if slide.quote else 11.5
        if slide.text:
            size = _largest(slide.text, (40, 36, 34, 32, 30, 28, 26, 24, 22, 20, 18, 16), wide, room)  # fmt: skip
            texts = [(slide.text, SERIF, size, scheme.ink)]
            self._text(_LEFT, top, wide, room, texts, "Story", lang=language)
        if slide.quote:
            size = _largest(slide.quote, (26, 24, 22, 20, 18, 16, 14, 12), 3.45, room - 0.95)
            high = min(room, _rows(slide.quote, size, 3.45) * size * 1.25 / 72 + 1.05)
            self._box(8.35, top, 0.07, high, scheme.mark, "Mark")
            self._box(8.42, top, 4.01, high, scheme.tint, "Ground")
            texts = [(self.issue.words.asked, SANS, 18, scheme.soft)]
            self._text(8.7, top + 0.2, 3.5, 0.35, texts, "Label", side)
            texts = [(slide.quote, SERIF, size, scheme.ink)]
            self._text(8.7, top + 0.65, 3.5, high - 0.8, texts, "Aside", lang=language)

    def _headed(self, slide: Slide) -> None:
        self._title(slide.heading, _LEFT, 0.7, 11.5, 0.85, 40)
        self._box(_LEFT, 1.7, 0.9, 0.06, self.scheme.mark, "Mark")

    def _lines(self, slide: Slide) -> None:
        """Draw lines below one another, if there are more than three in pairs, as the page has them."""
        self._headed(slide)
        across = 1 if len(slide.lines) <= _ROWS else 2
        rows = max(_ROWS, math.ceil(len(slide.lines) / across))
        wide, step = (11.5 if across == 1 else 5.5), 4.4 / rows
        start = _LEFT
        if slide.name == "thread" and across == 1:  # what was passed on hangs together
            self._box(
                _LEFT, 2.2, 0.07, step * (len(slide.lines) - 1) + 0.8, self.scheme.mark, "Mark"
            )
            start, wide = _LEFT + 0.4, 11.1
        for at, line in enumerate(slide.lines):
            left = start + at % across * 6.0
            self._line(line, left, 2.15 + at // across * step, wide, step)

    def _line(self, line: Line, left: float, top: float, wide: float, step: float) -> None:
        language = (line.lang, line.direction) if line.lang and line.direction else None
        words = self.issue.below(line)
        after = _largest(words, (16, 14, 12) if wide > 6 else (14, 12, 10), wide, step / 2)
        rows = _rows(words, after, wide) if words else 0
        below = min(step / 2, rows * after * 1.3 / 72)
        room = step - below - 0.15
        size = _largest(line.text, (28, 26, 24, 22, 20, 18, 16), wide, room)
        high = min(room, _rows(line.text, size, wide) * size * 1.25 / 72 + 0.04)
        texts = [(line.text, SERIF, size, self.scheme.ink)]
        self._text(left, top, wide, high, texts, "Line", lang=language)
        if words:
            texts = [(words, SANS, after, self.scheme.soft)]
            after_in = language if line.after_too else None
            self._text(left, top + high, wide, below, texts, "Who", lang=after_in)

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

    def _pulse(self, slide: Slide) -> None:
        """Draw the sentences, and beside them the table, which can be edited."""
        self._headed(slide)
        wide = 4.7 if slide.levels else 11.5
        for at, line in enumerate(slide.lines):
            self._line(line, _LEFT, 2.15 + at * 1.45, wide, 1.45)
        if slide.levels:
            self._levels(slide.levels, slide.text)

    def _levels(self, levels: Levels, how_to_read: str) -> None:
        count, left, wide, name_wide = len(levels.names), 6.0, 6.43, 2.4
        high = min(0.42, 4.0 / (count + 1))
        frame = self.slide.shapes.add_table(count + 1, count + 1, 0, 0, 0, 0)
        frame.name = _clean(self.issue.words.pulse)
        self._place(frame, left, 2.15, wide, high * (count + 1))
        table = frame.table
        properties = table._tbl.tblPr
        properties.set("bandRow", "0")
        if self.issue.direction == "rtl":
            properties.set("rtl", "1")
        self._sizes(table, name_wide, (wide - name_wide) / count, high)
        for row in range(count + 1):
            for column in range(count + 1):
                self._cell(table.cell(row, column), levels, row, column)
        texts = [(how_to_read, SANS, 12, self.scheme.soft)]
        self._text(left, 2.25 + high * (count + 1), wide, 0.7, texts, "Line")

    def _sizes(self, table: Any, first: float, other: float, high: float) -> None:
        from pptx.util import Inches  # noqa: PLC0415  # as above

        for at, column in enumerate(table.columns):
            column.width = Inches(other if at else first)
        for row in table.rows:
            row.height = Inches(high)

    def _cell(self, cell: Any, levels: Levels, row: int, column: int) -> None:
        scheme = self.scheme
        ink, ground = scheme.ink, scheme.paper
        if row and column:
            level = levels.rows[row - 1][column - 1]
            text = levels.text(level)
            ink, ground = (scheme.mark, scheme.tint) if level else (scheme.soft, scheme.paper)
        elif row:
            text = f"{row} {levels.names[row - 1]}"
        else:
            text = str(column) if column else ""
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb(ground)
        self._fill(cell.text_frame, [(text, SANS, 12, ink)], None, "start")

    def _call(self, slide: Slide) -> None:
        """Draw what to do next, and the way to the site as an address and as a code to scan."""
        paper, wide, side = self.scheme.paper, 7.9, 2.9
        self._cover_ground()
        size = _largest(slide.heading, (54, 48, 44, 40, 36, 32, 28, 24, 20), wide, 3.3)
        self._box(_LEFT, 1.1, 0.9, 0.07, paper, "Mark")
        self._title(slide.heading, _LEFT, 1.45, wide, 3.3, size, ink=paper)
        if slide.text:
            self._text(_LEFT, 4.85, wide, 0.45, [(slide.text, SANS, 22, paper)], "More")
        for line in slide.lines:
            size = _largest(line.text, (24, 22, 20, 18, 16, 14), wide, 0.8)
            texts = [(f"{line.text}\u200e", SANS, size, paper)]  # its slash stays there
            where = self._text(_LEFT, 5.4, wide, 0.8, texts, "Where")
            where.click_action.hyperlink.address = line.href  # of the shape: it keeps its colour
        drawn = io.BytesIO(qr_code.picture(self.issue.home, self.scheme.ink, paper))
        shown = self.slide.shapes.add_picture(drawn, 0, 0)
        self._place(shown, _RIGHT - side, 1.45, side, side)
        shown.name = "Code"
        text = self.issue.words.code_of(self.issue.home)
        shown._element.nvPicPr.cNvPr.set("descr", _clean(text))

    def _title(self, text: str, left: float, top: float, width: float, height: float, size: int, lang: tuple[str, str] | None = None, ink: str | None = None) -> None:  # fmt: skip
        """Write the title into the layout's title shape, which outlines and screen readers know."""
        shape = self.slide.shapes.title
        assert shape is not None
        self._place(shape, left, top, width, height)
        texts = [(text, SERIF, size, ink or self.scheme.ink)]
        self._fill(shape.text_frame, texts, lang, "start")
        tree = shape._element.getparent()
        tree.remove(shape._element)
        tree.append(shape._element)  # above the ground, where there is one

    def _text(self, left: float, top: float, width: float, height: float, texts: list[tuple[str, str, int, str]], name: str, align: str = "start", lang: tuple[str, str] | None = None) -> Any:  # fmt: skip
        shape = self.slide.shapes.add_textbox(0, 0, 0, 0)
        shape.name = _clean(name)
        self._place(shape, left, top, width, height)
        self._fill(shape.text_frame, texts, lang, align)
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
        described = shape._element.nvSpPr.cNvPr
        extensions = described.makeelement(f"{{{_DRAWING}}}extLst", {})
        extension = described.makeelement(f"{{{_DRAWING}}}ext", {"uri": _DECORATIVE_ID})
        extension.append(
            extension.makeelement(
                f"{{{_DECORATIVE}}}decorative", {"val": "1"}, nsmap={"adec": _DECORATIVE}
            )
        )
        extensions.append(extension)
        described.append(extensions)

    def _place(self, shape: Any, left: float, top: float, width: float, height: float) -> None:
        from pptx.util import Inches  # noqa: PLC0415  # as above

        if self.issue.direction == "rtl":
            left = _WIDTH - left - width
        shape.left, shape.top = Inches(left), Inches(top)
        shape.width, shape.height = Inches(width), Inches(height)

    def _fill(self, frame: Any, texts: list[tuple[str, str, int, str]], lang: tuple[str, str] | None, align: str) -> None:  # fmt: skip
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
            _set_language(run, language, self.issue.lang)


def _fonts_of(lang: str) -> _ScriptFonts | None:
    return _FONTS.get(lang.lower()) or _FONTS.get(lang.partition("-")[0].lower())


def _set_language(run: Any, lang: str, main: str) -> None:
    """Say in which language a run is, with a font for its script: its own, or else the presentation's."""
    properties = run._r.get_or_add_rPr()
    own = _fonts_of(lang)
    properties.set("lang", own.tag if own and "-" not in lang else lang)
    fonts = own or _fonts_of(main)
    if fonts is None:
        return
    if own and own.slot == "ea":
        properties.set("altLang", "en-US")  # of the words in Latin letters
    font = fonts.sans if run.font.name == SANS else fonts.serif
    latin = properties.find(f"{{{_DRAWING}}}latin")
    if latin is not None:
        latin.addnext(properties.makeelement(f"{{{_DRAWING}}}{fonts.slot}", {"typeface": font}))


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
