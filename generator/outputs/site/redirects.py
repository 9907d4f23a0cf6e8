"""What answers at addresses that pages had: a small page that leads on, and lines for web servers."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.outputs.context import OutputContext, base_address
from generator.outputs.site.teams import teams_with_pages
from generator.rendering.artifacts import File


def make(context: OutputContext) -> Iterator[File]:
    """A page at each old address that leads to a page of this site, and `_redirects`, which some hosts read.

    An address that leads to nothing here is left out, and so is one that has a page of its own again.
    """
    moves = _moves(context)
    base = base_address(context.edition)
    for old, new in moves.items():
        html = context.render("site/redirect.html", to=f"../../{new}/", address=f"{base}{new}/")
        yield File(f"{old}/index.html", html.encode(), is_web_only=True)
    if moves:
        folder = _folder(context)
        lines = (f"{folder}{old}/ {folder}{new}/ 301\n" for old, new in moves.items())
        yield File("_redirects", "".join(lines).encode(), is_web_only=True)


def for_servers(context: OutputContext) -> tuple[File, ...]:
    """Lines to include in the configuration of nginx (`server`) and Apache (with mod_alias)."""
    moves, folder = _moves(context), _folder(context)
    if not moves:
        return ()
    nginx = (
        f"location = {folder}{old}/ {{ return 301 {folder}{new}/; }}\n"
        for old, new in moves.items()
    )
    apache = (
        f'RedirectMatch 301 "^{folder}{old}/$" "{folder}{new}/"\n' for old, new in moves.items()
    )
    return (
        File("nginx-redirects.conf", "".join(nginx).encode()),
        File("apache-redirects.conf", "".join(apache).encode()),
    )


def _moves(context: OutputContext) -> dict[str, str]:
    edition = context.edition
    pages = {f"stories/{story.id}" for story in edition.stories}
    pages |= {f"stories/{id_}" for id_ in edition.tombstones}
    pages |= {f"themes/{slug}" for slug in edition.themes}
    pages |= {f"teams/{view.team.slug}" for view in teams_with_pages(context)}
    return {old: new for old, new in edition.moves.items() if new in pages and old not in pages}


def _folder(context: OutputContext) -> str:
    """The path of the site on its server, with a slash at both ends."""
    return urlsplit(base_address(context.edition)).path or "/"
