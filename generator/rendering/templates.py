"""The Jinja2 environment. The only user of Jinja2; everything but finished HTML is escaped.

T101 (error): a template cannot be used

    A template has a mistake, so no page can be made with it.

    Why: The build fails, and the existing site is unchanged.

    Remedy: Look at the line in the report. You can delete a template in site_config/templates/ that
    does not work; the original is used instead.

    Bad: site_config/templates/site/stories.html

        {% for story in stories %}

    Good: site_config/templates/site/stories.html

        <p>{% for story in () %}{% endfor %}</p>
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import jinja2
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.edition import Edition, ShownPerson, ShownStory
from generator.languages import main_code
from generator.languages.message import gettext as _
from generator.languages.messages import Messages, is_spoken, messages
from generator.media.palette import Tokens
from generator.rendering.changes import changes
from generator.rendering.compiler import set_up
from generator.rendering.kinds import kinds
from generator.system.inside import has_link
from generator.text import locales, markdown, typography, width
from generator.text.clean import one_line

CODES = codes(__doc__)
UNUSABLE_TEMPLATE = CODES["T101"]

_PACKAGE = Path(__file__).parent.parent
PACKAGED = _PACKAGE / "templates"
"""The templates of an installed wheel; in a checkout they are beside the package."""

_MOST = 4096
"""How many cards, and how many groups of people, are kept: those of a year in the largest organisations.
Pages that list the same stories are printed one after the other.
"""
_ROOT = "\0"
"""A placeholder for the path to the site's root in a card; no text that we read contains it."""


class TemplateProblem(Exception):
    """A template that cannot be used, which stops the build."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def template_folders(root: Path | None) -> list[Path]:
    """The folders in which templates are looked up: the organisation's own first, then ours.

    Without a root there are only ours, and where a link leads to theirs: nobody knows whose they are.
    """
    ours = PACKAGED if PACKAGED.is_dir() else _PACKAGE.parent / "templates"
    if root is None:
        return [ours]
    theirs = root / "site_config" / "templates"
    is_own = theirs.is_dir() and not has_link(root, "site_config/templates")
    return [theirs, ours] if is_own else [ours]


class _Environment(jinja2.Environment):
    """An environment whose globals are complete before the first template is loaded."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain dict, which Jinja2 reads for each page faster than its own chain of dicts."""
        return {**self.globals, **(d or {})}


class Renderer:
    """The templates of one organisation; without a root only ours.

    Our own words are in the organisation's language, or in `lang`.
    """

    def __init__(self, root: Path | None, edition: Edition, lang: str | None = None) -> None:
        self._own, self._edition = root, edition
        self._root = root or PACKAGED.parent
        self.words = words = messages(lang or edition.site.language, edition.wording)
        self.kinds = kinds(words)
        loader = jinja2.FileSystemLoader([str(folder) for folder in template_folders(root)])
        self._environment = environment = _Environment(
            loader=loader,
            autoescape=_escapes,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        install_messages(environment, words)
        set_up(environment, template_folders(None))
        language = edition.site.language
        environment.filters.update(
            date=partial(locales.date, language=words.lang),
            month=partial(locales.month, language=words.lang),
            opening=partial(locales.opening, language=words.lang),
            period=partial(locales.period, language=words.lang),
            weekday=partial(locales.weekday, language=words.lang),
            clock=partial(locales.clock, language=words.lang),
            zone=partial(locales.zone, language=words.lang),
            prose=lambda text, lang=None: Markup(markdown.html(text, lang or language).html),
            standalone=lambda html, address: Markup(markdown.standalone(str(html), address)),
            paragraphs=lambda text: Markup(markdown.paragraphs(text)),
            wrap=width.wrap,
            underline=width.underline,
            printed=partial(typography.text, language=language),
            text=partial(markdown.plain, language=language),
            direction=locales.direction,
            slant=locales.slant,
            width=width.width,
            marks=marks,
            initials=initials,
            markdown=markdown.literal,
            chat_literal=markdown.chat_literal,
            line=one_line,
        )
        environment.globals.update(
            site=edition.site,
            themes=edition.themes,
            teams=edition.teams,
            newsletter=edition.newsletter,
            today=edition.today,
            tokens=Tokens.of(edition.site.palette),
            names=lambda people: locales.join_list([person.text for person in people], words.lang),
            who_helped_whom=partial(locales.who_helped_whom, words=words),
            kinds=self.kinds,
            changes=changes(words),
            words_in=words.lang,
            card=self._card,
            card_list=self._card_list,
            story_text=self._story_text,
            mark=cache(lambda name: Markup(self(f"site/marks/{name}.svg"))),
            lang=lambda story: _language(story.lang),
            names_of=self._once("names_of"),
            faces_of=self._once("faces_of"),
        )
        self._cards: dict[tuple[str, int, bool], list[str]] = {}

    def __call__(self, template: str, /, **values: Any) -> str:
        """Render a template such as `site/story.html`.

        Raises:
            TemplateProblem: The template cannot be used.

        """
        with self._explained(template):
            return self._template(template).render(values)

    @cache  # noqa: B019  # one renderer lives as long as its build
    def speaking(self, lang: str | None) -> Renderer:
        """A renderer with our words in the language of a text; itself if we have none in it."""
        if lang is None or main_code(lang) == main_code(self.words.lang):
            return self
        is_ours = is_spoken(lang, self._edition.wording)
        return Renderer(self._own, self._edition, lang) if is_ours else self

    def _story_text(self, story: ShownStory, *values: object) -> Markup:
        """What a story's own page says of it, with our words in the story's language."""
        module: Any = self.speaking(story.lang)._template("site/story_text.html").module
        text: Markup = module.story_text(story, *values)
        return text

    def _card(self, story: ShownStory, root: str, level: int = 3, outcome: bool = False) -> Markup:
        """A story's card, also with its outcome if wanted."""
        return Markup(root.join(self._card_pieces(story, level, outcome)))

    def _card_list(
        self, stories: Iterable[ShownStory], root: str, level: int = 3, outcome: bool = False
    ) -> Markup:
        """The cards of some stories, one below the other."""
        cards = [root.join(self._card_pieces(story, level, outcome)) for story in stories]
        return Markup("\n".join(cards))

    def _card_pieces(self, story: ShownStory, level: int, outcome: bool) -> list[str]:
        """A card, cut where the path to the site's root stands. A story is in about six lists, so its
        card is rendered once, as a rule.
        """
        key = story.id, level, outcome and bool(story.outcome or story.quote)
        if key not in self._cards:
            if len(self._cards) == _MOST:
                self._cards.clear()
            with self._explained("site/card.html"):
                card = self._template("site/card.html").module.card(story, _ROOT, *key[1:])  # type: ignore[attr-defined]  # a macro
            self._cards[key] = str(card).split(_ROOT)
        return self._cards[key]

    def _once(self, macro: str) -> Callable[[tuple[ShownPerson, ...]], Markup]:
        """A macro about people that is rendered once for the same people, who recur very often."""

        @lru_cache(_MOST)
        def rendered(people: tuple[ShownPerson, ...]) -> Markup:
            with self._explained("site/people.html"):
                return Markup(getattr(self._template("site/people.html").module, macro)(people))

        return rendered

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


def install_messages(environment: jinja2.Environment, words: Messages) -> None:
    """Let the templates of an environment say our words: by `_` and `pgettext`, with values by `trans`.

    `comma` and `colon` stand between the texts of a list, and after a label. A text of ours is markup. In a template that is escaped, so are the values in it.
    """
    environment.add_extension("jinja2.ext.i18n")
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # of the extension
    environment.policies["ext.i18n.trimmed"] = True

    def with_values(context: EvalContext, text: str, values: Mapping[str, object]) -> str:
        return (Markup(text) if context.autoescape else text) % words.printed(values)

    @cache
    def text(message: str) -> Markup:
        return Markup(words.gettext(message))

    @cache
    def pgettext(about: str, message: str) -> Markup:
        return Markup(words.pgettext(about, message))

    @jinja2.pass_eval_context
    def gettext(context: EvalContext, message: str, /, **values: object) -> str:
        return with_values(context, words.text("", message), values) if values else text(message)

    @jinja2.pass_eval_context
    def ngettext(
        context: EvalContext, one: str, many: str, number: int, /, **values: object
    ) -> str:
        text = words.form("", one, many, number)
        return with_values(context, text, {"num": number, **values})

    environment.globals.update(
        {"_": text, "gettext": gettext, "pgettext": pgettext, "ngettext": ngettext},
        comma=words.separators.comma,
        colon=words.separators.colon,
    )


def explain(root: Path, error: BaseException, name: str = "") -> Diagnostic | None:
    """The diagnostic of an error that a template caused. None if no template did.

    `name` is the template that was rendered, if it is known.
    """
    if isinstance(error, jinja2.TemplateSyntaxError):
        message = _("the template cannot be read: %(reason)s", reason=error.message)
        return UNUSABLE_TEMPLATE(_place(root, error.filename, error.lineno), message, _REMEDY)
    if isinstance(error, jinja2.TemplateNotFound):
        here = Location("templates")
        message = _('there is no template "%(name)s"', name=error.name)
        return UNUSABLE_TEMPLATE(here, message, _("restore templates/"))
    if isinstance(error, UnicodeDecodeError) and name:
        here = Location(f"site_config/templates/{name}")
        hint = _("save the file again with the encoding UTF-8")
        return UNUSABLE_TEMPLATE(here, _("the template is not UTF-8 text"), hint)
    place = _raised_in(error)
    if place is not None:
        kind = "" if isinstance(error, jinja2.UndefinedError) else f"{type(error).__name__}: "
        return UNUSABLE_TEMPLATE(
            _place(root, *place),
            _("the template fails: %(reason)s", reason=f"{kind}{error}"),
            _REMEDY,
        )
    if isinstance(error, AttributeError | jinja2.UndefinedError) and name:
        here = Location(f"site_config/templates/{name}")
        message = _("something that the template needs is missing: %(reason)s", reason=error)
        return UNUSABLE_TEMPLATE(here, message, _REMEDY)
    return None


_REMEDY = _("compare it with the original in templates/, or delete your copy to use that")


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
        if name.endswith((".html", ".txt", ".md", ".xml", ".css", ".js")):
            place = name, trace.tb_lineno
        trace = trace.tb_next
    return place


def _escapes(name: str | None) -> bool:
    """Whether a template is escaped: all are but plain text and Markdown."""
    return name is None or not name.endswith((".txt", ".md"))


@cache
def _language(lang: str | None) -> Markup:
    """The attributes of text in another language than the page's."""
    if not lang:
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(lang, locales.direction(lang))


def marks(person: ShownPerson) -> Markup:
    """A person's name as HTML that keeps its own direction."""
    kind = "name" if person.named else "unnamed"
    return Markup(f'<bdi class="r-{kind}">{escape(person.text)}</bdi>')


def initials(person: ShownPerson) -> str:
    """The initials of a named person: two, or one for a single word and for joined letters.

    Unnamed people and teams have none.
    """
    if not person.named or person.is_team:
        return ""
    words = [word for word in person.text.split() if word[0].isalpha()]
    if not words:
        return ""
    is_joined = unicodedata.bidirectional(words[0][0]) == "AL"
    ends = words[:1] if is_joined or len(words) == 1 else (words[0], words[-1])
    return "".join(word[0] for word in ends).upper()
