"""The programs that are compared: ourselves, and others with plain pages. `hugo_project` has Hugo."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from generator.edition import ShownStory
from generator.model import Channel
from generator.outputs import ALL_EDITIONS
from generator.pipeline import Publication, group_and_select, load
from generator.system.clock import today


@dataclass(frozen=True)
class Peer:
    """One generator, ready to run: a command in a folder, and what it leaves there."""

    name: str
    command: Sequence[str]
    folder: Path
    site: Path
    keep: frozenset[str] = field(default_factory=frozenset)
    """What is in the folder before the build; everything else is output."""


def ours(root: Path) -> Peer:
    """`reciprocity build`: checks, site, feeds, search, sitemap and the newest digest."""
    return Peer(
        "reciprocity",
        (sys.executable, "-m", "generator", "build"),
        root,
        root / "site",
        entries(root),
    )


def checking(root: Path) -> Peer:
    """`reciprocity check` of the same stories, which leaves nothing behind."""
    command = (sys.executable, "-m", "generator", "check")
    return Peer("reciprocity check", command, root, root / "nothing", entries(root))


def digest(root: Path) -> Peer:
    """`reciprocity digest`: the newest issue in every format, from the stories on."""
    command = (sys.executable, "-m", "generator", "digest")
    return Peer("reciprocity digest", command, root, root / "build", entries(root) - {"build"})


def touch(peer: Peer) -> None:
    """Change one story of a generator: its text gets one more sentence."""
    places = ("stories", "content/stories", "docs/stories")
    files = (peer.folder / place for place in places if (peer.folder / place).is_dir())
    newest = max(path for folder in files for path in folder.rglob("*.md") if path.stem != "_index")
    newest.write_text(newest.read_text("utf-8").rstrip("\n") + " It was noted down.\n", "utf-8")


def entries(folder: Path) -> frozenset[str]:
    """The names of what is in a folder."""
    return frozenset(os.listdir(folder))


def publication(root: Path) -> Publication:
    """The organisation in a folder, loaded as a build loads it."""
    library, problems = load(root, today, ALL_EDITIONS)
    assert library is not None, problems[:3]
    return group_and_select(root, library)


def plain(root: Path, folder: Path, stories: int) -> Iterator[Peer]:
    """The same stories as ordinary pages of other programs: no listings, no feeds, none in the navigation.

    Args:
        root: The organisation.
        folder: A new folder, in which each program gets one of its own.
        stories: How many stories each program gets.

    Returns:
        Material for MkDocs; Zensical and Eleventy where they are installed.
    """
    edition = publication(root).context(Channel.SITE).edition
    commands: dict[str, Sequence[str]] = {
        "mkdocs-material": (sys.executable, "-m", "mkdocs", "build", "--quiet")
    }
    if importlib.util.find_spec("zensical"):
        commands["zensical"] = (sys.executable, "-m", "zensical", "build")
    if ELEVENTY.is_file() and (node := shutil.which("node")):
        commands["eleventy"] = (node, str(ELEVENTY), "--quiet", "--input=docs", "--output=site")
    for name, command in commands.items():
        own = folder / name
        docs = own / "docs"
        (docs / "stories").mkdir(parents=True)
        (docs / "index.md").write_text(f"# {edition.site.name}\n", "utf-8")
        for story in edition.stories[:stories]:
            (docs / "stories" / f"{story.id}.md").write_text(_as_page(story), "utf-8")
        if name == "eleventy":
            (docs / "_includes").mkdir()
            (docs / "_includes" / "page.njk").write_text(_LAYOUT, "utf-8")
            (docs / "docs.json").write_text('{"layout": "page.njk"}', "utf-8")
        else:
            (own / "mkdocs.yml").write_text(_MKDOCS.format(url=edition.site.url), "utf-8")
        yield Peer(f"plain {name}", command, own, own / "site", entries(own))


ELEVENTY = Path(sys.prefix) / "eleventy" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
"""Where `make bench` installs it, if there is npm."""
_LAYOUT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="description" content="{{ description }}"></head><body>{{ content | safe }}</body></html>
"""
_MKDOCS = """site_name: Stories
site_url: {url}
theme:
  name: material
  font: false
  features: [navigation.prune, navigation.tabs, navigation.top]
plugins: [search]
markdown_extensions: [footnotes, tables, fenced_code]
nav: [index.md]
not_in_nav: /stories/
"""


def _as_page(story: ShownStory) -> str:
    """A story as people would write it for MkDocs."""
    givers, receivers = (
        ", ".join(escape(person.text) for person in people)
        for people in (story.givers, story.receivers)
    )
    parts = [f"**{givers}** → **{receivers}** · {story.date}"]
    if story.ask:
        parts.append(f"> {story.ask}")
    parts.append(story.body or story.summary)
    if story.quote:
        parts.append(f"> {story.quote.text}\n>\n> — {story.quote.by.text}")
    if story.outcome:
        parts.append(f"## What changed\n\n{story.outcome}")
    title, description = (json.dumps(t, ensure_ascii=False) for t in (story.title, story.summary))
    return (
        f"---\ntitle: {title}\ndescription: {description}\n---\n# {story.title}\n\n"
        + "\n\n".join(parts)
        + "\n"
    )
