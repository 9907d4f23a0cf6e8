"""The newsletter as mail, plain text and Markdown, from one model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.artifacts import File
from generator.outputs.desk import Desk
from generator.periods import Period


@dataclass(frozen=True, slots=True)
class Site:
    """What a mail may link to: the stories and the issues that have a page on the site."""

    stories: frozenset[str]
    issues: frozenset[str]
    themes: frozenset[str]

    @classmethod
    def of(cls, site: Desk, newsletter: Desk) -> Site:
        """From the editions for the site, and for the newsletter on the site."""
        return cls(
            frozenset(story.id for story in site.edition.stories),
            frozenset(period.name for period in newsletter.issues.periods),
            frozenset(site.edition.themes),
        )


def make(desk: Desk, period: Period, there: Site) -> Iterator[File]:
    """The files `email.html`, `digest.txt` and `digest.md` of a period."""
    issue = desk.issues.digest(period)
    for template, path in (
        ("digest/email.html", "email.html"),
        ("digest/digest.txt", "digest.txt"),
        ("digest/digest.md", "digest.md"),
    ):
        text = desk.render(template, digest=issue, base=desk.base, there=there)
        yield File(path, (_inlined(text) if path.endswith(".html") else text).encode())


def _inlined(html: str) -> str:
    """Styles moved onto the elements, where mail programs look for them."""
    import css_inline  # noqa: PLC0415  # only a digest needs it

    return css_inline.CSSInliner(
        keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False
    ).inline(html)
