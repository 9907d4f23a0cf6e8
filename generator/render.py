"""The Jinja2 environment, and its only user. Everything is escaped unless it is finished HTML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from generator import prose
from generator.codes import code
from generator.diagnostics import Diagnostic, Location
from generator.edition import Edition, Shown, ShownStory

PACKAGED = Path(__file__).parent / "templates"
"""Templates inside an installed wheel; in a checkout they lie beside the package."""


_ROOT = "\0"
"""Stands for the way to the site's root in a card; control characters are in no text we read."""


class TemplateProblem(Exception):
    """A template that cannot be used: the build stops, and the last site stays."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def template_folders(root: Path) -> list[Path]:
    """Where templates are looked up: the organisation's own first, then ours."""
    ours = PACKAGED if PACKAGED.is_dir() else Path(__file__).parent.parent / "templates"
    theirs = root / "site_config" / "templates"
    return [theirs, ours] if theirs.is_dir() else [ours]


class Renderer:
    """Templates of one organisation, in its language."""

    def __init__(self, root: Path, edition: Edition) -> None:
        self._root = root
        loader = jinja2.FileSystemLoader([str(folder) for folder in template_folders(root)])
        self._environment = environment = jinja2.Environment(
            loader=loader,
            autoescape=_escapes,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        dates = _dates(edition.site.language)
        environment.filters.update(
            date=dates,
            month=_months(edition.site.language),
            **_moments(edition.site.language),
            prose=lambda text: Markup(prose.html(text).html),
            paragraphs=lambda text: Markup(prose.paragraphs(text)),
            wrap=_wrap,
            text=prose.plain,
            direction=direction,
            marks=marks,
            markdown=prose.literal,
            line=_line,
        )
        environment.globals.update(
            site=edition.site,
            themes=edition.themes,
            teams=edition.teams,
            newsletter=edition.newsletter,
            today=edition.today,
            names=_names(edition.site.language),
            card=self._card,
        )
        self._cards: dict[tuple[str, int], list[str]] = {}

    def __call__(self, template: str, /, **values: Any) -> str:
        """The text of a template such as `site/story.html`. Raises TemplateProblem."""
        with self._explained(template):
            return self._template(template).render(values)

    def _card(self, story: ShownStory, root: str, level: int = 3) -> Markup:
        """A story's card; every story stands in half a dozen lists, so each is rendered once."""
        key = story.id, level
        if key not in self._cards:
            with self._explained("site/card.html"):
                card = self._template("site/card.html").module.card(story, _ROOT, level)  # type: ignore[attr-defined]  # a macro
            self._cards[key] = str(card).split(_ROOT)
        return Markup(root.join(self._cards[key]))

    @contextmanager
    def _explained(self, template: str) -> Iterator[None]:
        try:
            yield
        except TemplateProblem:
            raise
        except Exception as error:
            if (problem := explain(self._root, error, template)) is None:
                raise
            raise TemplateProblem(problem) from error

    @cache  # noqa: B019  # one renderer lives as long as its build
    def _template(self, name: str) -> jinja2.Template:
        return self._environment.get_template(name)


def explain(root: Path, error: BaseException, name: str = "") -> Diagnostic | None:
    """What is wrong with which template, if an error came out of one; else None.

    `name` is the template that was asked for, where it is known.
    """
    if isinstance(error, jinja2.TemplateSyntaxError):
        message = f"the template cannot be read: {error.message}"
        return code("T101")(_place(root, error.filename, error.lineno), message, _REMEDY)
    if isinstance(error, jinja2.TemplateNotFound):
        here = Location("templates")
        return code("T101")(here, f'there is no template "{error.name}"', "restore templates/")
    if isinstance(error, UnicodeDecodeError) and name:
        here = Location(f"site_config/templates/{name}")
        return code("T101")(here, "the template is not UTF-8 text", 'save it as "UTF-8"')
    place = _raised_in(error)
    if place is not None:
        kind = "" if isinstance(error, jinja2.UndefinedError) else f"{type(error).__name__}: "
        return code("T101")(_place(root, *place), f"the template fails: {kind}{error}", _REMEDY)
    if isinstance(error, AttributeError | jinja2.UndefinedError) and name:
        here = Location(f"site_config/templates/{name}")
        return code("T101")(here, f"the template lacks something: {error}", _REMEDY)
    return None


_REMEDY = "compare it with ours in templates/, or delete your copy to use ours"


def _place(root: Path, filename: str | None, line: int) -> Location:
    path = Path(filename or "templates")
    for folder in (root, *(folder.parent for folder in template_folders(root))):
        if path.is_relative_to(folder):
            return Location(path.relative_to(folder).as_posix(), line, 1, line, 1)
    return Location(path.as_posix(), line, 1, line, 1)


def _raised_in(error: BaseException) -> tuple[str, int] | None:
    """The innermost template line of an error raised while rendering."""
    place: tuple[str, int] | None = None
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".html", ".txt", ".md", ".xml")):
            place = name, trace.tb_lineno
        trace = trace.tb_next
    return place


def _escapes(name: str | None) -> bool:
    """Plain text and Markdown have no HTML to escape; everything else has."""
    return name is None or not name.endswith((".txt", ".md"))


def direction(lang: str) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    return "rtl" if lang.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}


def _dates(language: str) -> Callable[[dt.date], str]:
    @cache
    def date(day: dt.date) -> str:
        from babel.dates import format_date  # noqa: PLC0415  # a rebuild without dates does not pay for Babel

        return format_date(day, "long", locale=language.replace("-", "_"))

    return date


def _months(language: str) -> Callable[[dt.date], str]:
    @cache
    def month(day: dt.date) -> str:
        from babel.dates import format_skeleton  # noqa: PLC0415  # as above

        return format_skeleton(
            "yMMMM", dt.datetime(day.year, day.month, 1), locale=language.replace("-", "_")
        )

    return month


def _moments(language: str) -> dict[str, Callable[[dt.datetime], str]]:
    """Filters for a moment on the clock of its place: its day, its time, and the clock's name."""
    locale = language.replace("-", "_")

    def weekday(moment: dt.datetime) -> str:
        from babel.dates import format_date  # noqa: PLC0415  # as above

        return format_date(moment.date(), "full", locale=locale)

    def clock(moment: dt.datetime) -> str:
        from babel.dates import format_time  # noqa: PLC0415  # as above

        return format_time(moment.time(), "short", locale=locale)

    def zone(moment: dt.datetime) -> str:
        from babel.dates import get_timezone_location, get_timezone_name  # noqa: PLC0415  # as above

        name = get_timezone_name(moment, "short", locale=locale)
        if name[:1].isalpha():
            return name
        return get_timezone_location(moment, locale=locale, return_city=True)

    return {"weekday": weekday, "clock": clock, "zone": zone}


def _names(language: str) -> Callable[[tuple[Shown, ...]], str]:
    """Display forms as a list in words: "Ana, Bo and a colleague"."""

    def names(people: tuple[Shown, ...]) -> str:
        texts = [person.text for person in people]
        if len(texts) == 1:
            return texts[0]
        from babel.lists import format_list  # noqa: PLC0415  # as above

        return format_list(texts, locale=language.replace("-", "_"))

    return names


def _wrap(text: str, width: int = 72, indent: str = "") -> str:
    """Plain text wrapped for mail, paragraph by paragraph."""
    import textwrap  # noqa: PLC0415  # digests only

    return "\n\n".join(
        textwrap.fill(
            " ".join(block.split()),
            width,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for block in re.split(r"\n\s*\n", text.strip())
        if block.strip()
    )


def _line(text: str) -> str:
    """Any text on one line."""
    return " ".join(text.split())


def marks(person: Shown) -> Markup:
    """A person's name as HTML, in a direction of its own."""
    kind = "name" if person.named else "unnamed"
    return Markup(f'<bdi class="r-{kind}">{escape(person.text)}</bdi>')
