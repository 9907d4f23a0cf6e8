"""Imports point down: what is below knows nothing of what is above."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from mypy import api

import generator

ROOT = Path(generator.__file__).parent

LAYERS: tuple[tuple[str, ...], ...] = (
    # adapters
    ("__main__",),
    ("cli",),
    ("cli.forms", "cli.importing", "cli.preview"),
    ("cli.learning", "cli.new", "cli.newsletter"),
    ("cli.checking", "cli.printing", "cli.people", "cli.pairs", "cli.asking"),
    ("cli.mending", "cli.progress", "cli.forge"),
    ("cli.change",),
    ("cli.terminal",),
    ("engine.command",),
    ("mkdocs_plugin",),
    ("engine.pages", "engine.run", "engine.problem", "engine.static"),
    # the pipeline, and what prints
    ("build", "fixing"),
    ("fixing.*",),
    ("fixing.quotes",),
    ("fixing.case", "fixing.fixed"),
    ("check", "preflight", "ways.drafts"),
    ("outputs", "rules", "drafts", "pairs.paper"),
    ("outputs.share",),
    ("ways.saying",),
    ("pairs.match",),
    ("outputs.*", "rules.*"),
    ("outputs.digest.preview", "outputs.digest.slides"),
    ("outputs.digest.*",),
    ("outputs.digest.letters", "outputs.digest.logo"),
    ("outputs.digest.told",),
    ("outputs.digest.words",),
    ("outputs.desk", "rules.context", "press", "search", "sitemap", "policy"),
    ("ways.starters",),
    ("issues.issues",),
    ("issues.record",),
    ("issues.memory",),
    ("issues.fairness", "issues.digest"),
    ("render", "group", "select", "artifacts", "kinds", "glossary"),
    ("fresh",),
    ("locales", "columns"),
    # the gate
    ("consent.asking",),
    ("consent.gate",),
    ("consent.telling", "consent.together"),
    ("consent.texts",),
    ("consent.cast",),
    ("consent.verdict",),
    ("edition", "consent.rights"),
    # reading
    ("reading.read", "reading.config", "reading.find", "consent.forget"),
    ("consent.edit",),
    ("ways.messages",),
    (
        "ways.handed",
        "ways.schema",
        "ways.issueform",
        "ways.issues",
        "ways.reference",
        "ways.tables",
    ),
    ("ways.whom", "ways.writing"),
    ("ways.declared", "ways.days"),
    ("reading.edit",),
    ("reading.source", "reading.typed", "consent.facts"),
    (
        "reading.complaints",
        "reading.files",
        "reading.opening",
        "reading.wording",
        "consent.alone",
        "consent.matters",
    ),
    ("reading.days", "reading.meant"),
    ("reading.cleaned",),
    ("reading.nodes", "consent.names", "prose", "periods", "pictures", "clock", "calendars"),
    # how problems are told
    ("report.sarif",),
    ("explained.page", "report.github", "report.gitlab", "report.machine"),
    ("report", "explained"),
    ("report.terminal", "report.content", "explained.*"),
    ("report.visible", "explained.explanation"),
    # words and types
    ("tokens", "consent.forms"),
    ("codes", "model", "typography"),
    ("model.library",),
    (
        *("model.story", "model.people", "model.organisation", "model.newsletter"),
        *("model.learning", "model.practice"),
    ),
    ("model.fields",),
    (
        *("diagnostics", "ids", "consent.wordish", "workers", "publish"),
        "offline",
    ),
    ("safely",),
    ("", "reading", "consent", "pairs", "issues", "engine", "ways"),
)
"""From above to below. A module may import what stands in a lower row, and nothing else."""

SIDEWAYS = {
    ("outputs.path", "outputs.guides"): "a path is made of guides",
    ("outputs.guides", "outputs.story"): "a guide shows stories as cards",
    ("outputs.threads", "outputs.listing"): "chains are cut into pages as lists are",
    ("outputs.practices", "outputs.story"): "both know where a file is edited",
    ("outputs.jsonfeed", "outputs.feeds"): "both feeds hold the same stories",
    ("rules.consent", "rules.places"): "where something about a person stands",
    ("rules.practices", "rules.references"): "both say the same of an id that is nobody's",
    ("rules.texts", "rules.references"): "both say the same of an id that is nobody's",
    ("rules.learning", "rules.named"): "a page's stories are those that may stand on it",
    ("rules.practices", "rules.named"): "all say the same of a story that is not there",
    ("rules.scenarios", "rules.named"): "all say the same of a story that is not there",
    ("rules.texts", "rules.named"): "all say the same of a story that is not there",
    ("rules.never", "rules.texts"): "both look at the organisation's texts",
}

OWNERS = {
    "yaml": ("reading/source.py",),
    "jinja2": ("render.py",),
    "click": ("cli/*.py",),
    "mkdocs": ("mkdocs_plugin.py", "engine/*.py"),
    "pyromark": ("prose.py",),
    "nh3": ("prose.py",),
    "css_inline": ("outputs/digest/mail.py",),
    "pptx": ("outputs/digest/slides.py",),
    "PIL": ("pictures.py",),
    "icalendar": ("calendars.py",),
    "scipy": ("pairs/match.py",),
    "numpy": ("pairs/match.py",),
}
"""Who may import which library."""

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    .removesuffix("__init__")
    .rstrip("."): path
    for path in sorted(ROOT.rglob("*.py"))
}


def _imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, also within functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                inner = name.removeprefix("generator.")
                yield name if inner in MODULES and name != inner else str(node.module)


def _row(module: str) -> int:
    for number, row in enumerate(LAYERS):
        if module in row:
            return number
    folder = f"{module.rpartition('.')[0]}.*"
    return next((number for number, row in enumerate(LAYERS) if folder in row), -1)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_place(module: str) -> None:
    assert _row(module) >= 0, f"put {module} into a row of LAYERS"


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    for name in _imports(MODULES[module]):
        if name.partition(".")[0] != "generator":
            continue
        below = name.removeprefix("generator").lstrip(".")
        down = _row(below) > _row(module)
        assert down or (module, below) in SIDEWAYS, f"{module} must not import {below}"


def test_what_is_listed_is_there() -> None:
    listed = {name for row in LAYERS for name in row if not name.endswith("*")}
    assert listed <= MODULES.keys()
    for module, other in SIDEWAYS:
        assert f"generator.{other}" in set(_imports(MODULES[module]))


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_known_to_one_module(library: str) -> None:
    users = [
        path.relative_to(ROOT)
        for path in MODULES.values()
        if any(name.partition(".")[0] == library for name in _imports(path))
    ]
    assert users or library == "PIL"
    for user in users:
        assert any(user.match(owner) for owner in OWNERS[library]), f"{user} imports {library}"


def test_the_pipeline_reads_no_clock_and_prints_nothing() -> None:
    adapters = {
        "cli",
        "cli.printing",
        "cli.newsletter",
        "cli.people",
        "cli.pairs",
        "cli.mending",
        "cli.learning",
        "cli.terminal",
        "cli.asking",
        "cli.forms",
        "cli.importing",
        "cli.new",
        "cli.checking",
        "cli.progress",
        "cli.change",
        "cli.forge",
        "cli.preview",
        "mkdocs_plugin",
        "engine.command",
        "clock",
        "__main__",
    }
    for module in MODULES.keys() - adapters:
        for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("print", "exit", "sys.exit"), f"{module}: {called}"
                assert not called.endswith((".today", ".now", ".utcnow")), f"{module}: {called}"


_OUTPUT = """\
from collections.abc import Iterator

from generator.artifacts import Artifact
from generator.model import Channel, Library
from generator.outputs import Output
from generator.outputs.desk import Desk


def make(given: {given}) -> Iterator[Artifact]:
    yield from ()


SITE: tuple[tuple[tuple[Channel, ...], Output], ...] = (((Channel.SITE,), make),)
"""


def _mypy(folder: Path, given: str) -> tuple[str, int]:
    snippet = folder / "snippet.py"
    snippet.write_text(_OUTPUT.format(given=given), "utf-8")
    said, errors, status = api.run(
        [
            *("--config-file", str(ROOT.parent / "pyproject.toml")),
            *("--cache-dir", str(ROOT.parent / ".mypy_cache")),
            *("--follow-imports", "silent", str(snippet)),
        ]
    )
    return said + errors, status


def test_an_output_takes_a_desk(tmp_path: Path) -> None:
    said, status = _mypy(tmp_path, "Desk")
    assert status == 0, said


def test_an_output_that_takes_the_library_does_not_type_check(tmp_path: Path) -> None:
    said, status = _mypy(tmp_path, "Library")
    assert status == 1
    assert "Callable[[Library], Iterator[" in said
    assert said.count("error:") == 1
