"""The Jinja2 environment, and its only user. Everything is escaped unless it is finished HTML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
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
"""Stands for the way to the site's root in a card; no text that was read holds it."""


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
        try:
            return self._template(template).render(values)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateProblem(
                code("T101")(
                    self._place(error.filename, error.lineno),
                    f"the template cannot be read: {error.message}",
                    "correct it, or delete your copy to use ours",
                )
            ) from error
        except jinja2.TemplateNotFound as error:
            raise TemplateProblem(
                code("T101")(
                    Location("templates"),
                    f'there is no template "{error.name}"',
                    "restore templates/",
                )
            ) from error
        except jinja2.UndefinedError as error:
            place = _raised_in(error)
            raise TemplateProblem(
                code("T101")(
                    self._place(*place),
                    f"the template uses something that is not there: {error.message}",
                    "compare it with ours in templates/",
                )
            ) from error

    def _card(self, story: ShownStory, root: str, level: int = 3) -> Markup:
        """A story's card; every story stands in half a dozen lists, so each is rendered once."""
        key = story.id, level
        if key not in self._cards:
            card = self._template("site/card.html").module.card(story, _ROOT, level)  # type: ignore[attr-defined]  # a macro
            self._cards[key] = str(card).split(_ROOT)
        return Markup(root.join(self._cards[key]))

    def _place(self, filename: str | None, line: int) -> Location:
        name = filename or "templates"
        for folder in (self._root, *(f.parent for f in template_folders(self._root))):
            if name.startswith(str(folder)):
                name = Path(name).relative_to(folder).as_posix()
                break
        return Location(name, line, 1, line, 1)

    @cache  # noqa: B019  # one renderer lives as long as its build
    def _template(self, name: str) -> jinja2.Template:
        return self._environment.get_template(name)


def _raised_in(error: BaseException) -> tuple[str | None, int]:
    """The innermost template line of an error raised while rendering."""
    place: tuple[str | None, int] = None, 1
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
