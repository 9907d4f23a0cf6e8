"""Imports point down: what is below knows nothing of what is above."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest
from mypy import api

import generator

ROOT = Path(generator.__file__).parent

PACKAGES: tuple[tuple[str, ...], ...] = (
    ("cli",),
    ("private",),
    ("engine",),
    ("pipeline",),
    ("outputs",),
    ("adopt",),
    ("fixes", "intake"),
    ("rules",),
    ("coach", "consent", "mentoring"),
    ("record", "rendering", "source"),
    ("diagnostics", "newsletter", "pulse"),
    ("edition", "media"),
    ("system", "text"),
    ("model",),
    ("languages",),
)
"""From above to below: a package imports only what is in a lower row."""

OWNERS = {
    "yaml": "source/parser.py engine/mkdocs_yml.py",
    "jinja2": "rendering/*.py",
    "click": "cli/*.py",
    "mkdocs": "engine/*.py",
    "markdown": "engine/docs_tree.py",
    "pyromark": "text/markdown.py",
    "nh3": "text/markdown.py",
    "css_inline": "outputs/newsletter/mail.py",
    "pptx": "outputs/newsletter/pptx.py",
    "segno": "media/qr_code.py",
    "PIL": "media/images.py media/poster.py",
    "icalendar": "media/calendar.py",
    "scipy": "mentoring/matching.py",
    "numpy": "mentoring/matching.py",
    "multiprocessing": "system/pool.py",
    "wcwidth": "text/width.py",
}
"""The only modules that may import a library, as patterns with spaces between them."""

ADAPTERS = ("cli", "engine", "system/clock.py", "__main__.py")
"""What may look at the clock, write to a terminal, and exit."""

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
    if path.parent != ROOT or path.stem not in ("__init__", "__main__")
}


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def _imports(path: Path) -> tuple[str, ...]:
    """Every module that a file imports, also within functions."""
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                inner = name.removeprefix("generator.")
                yield name if inner in MODULES else str(node.module)


def _row(module: str) -> int:
    package = module.partition(".")[0]
    return next(number for number, row in enumerate(PACKAGES) if package in row)


def _own_imports(module: str) -> Iterator[str]:
    """The modules of the program that a module imports."""
    for name in _imports(MODULES[module]):
        package, _, inner = name.partition(".")
        if package == "generator" and inner:
            yield inner


def test_every_package_has_its_row() -> None:
    assert sorted({module.partition(".")[0] for module in MODULES}) == sorted(chain(*PACKAGES))


def test_packages_import_only_what_is_below_them() -> None:
    wrong = [
        f"{module} must not import {other}"
        for module in MODULES
        for other in _own_imports(module)
        if other.partition(".")[0] != module.partition(".")[0] and _row(other) <= _row(module)
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {
        module: {name for name in _own_imports(module) if name in MODULES and name != module}
        for module in MODULES
    }
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_known_to_one_module(library: str) -> None:
    users = [
        path.relative_to(ROOT)
        for path in MODULES.values()
        if any(name.partition(".")[0] == library for name in _imports(path))
    ]
    assert users or library == "PIL"
    for user in users:
        assert any(map(user.match, OWNERS[library].split())), f"{user} imports {library}"


def test_only_adapters_read_the_clock_print_and_exit() -> None:
    for module, path in MODULES.items():
        if path.relative_to(ROOT).as_posix().startswith(ADAPTERS):
            continue
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("print", "exit", "sys.exit"), f"{module}: {called}"
                assert not called.endswith((".today", ".now", ".utcnow")), f"{module}: {called}"


_FOLLOWS_LINKS = (".resolve", ".read_bytes", ".read_text", ".readlink", "os.walk", "click.Path")


def test_only_the_system_package_follows_links() -> None:
    """`system/inside.py` says where paths lead; each of these follows links, or fails at a circle."""
    for module, path in MODULES.items():
        if module.startswith("system."):
            continue
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert not called.endswith(_FOLLOWS_LINKS), f"{module}: {called}"


_OUTPUT = """\
from collections.abc import Iterator

from generator.model import Channel
from generator.outputs import Output
from generator.outputs.context import OutputContext
from generator.record import Library
from generator.rendering.artifacts import Artifact


def make(given: {given}) -> Iterator[Artifact]:
    yield from ()


SITE: tuple[tuple[tuple[Channel, ...], Output], ...] = (((Channel.SITE,), make),)
"""


@pytest.fixture(scope="module")
def type_errors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What mypy says of an output, by the type that the output takes.

    Both are checked at once, with the options and the cache of `make lint`.
    """
    folder = tmp_path_factory.mktemp("outputs")
    outputs = {
        given: folder / f"takes_{given.lower()}.py" for given in ("OutputContext", "Library")
    }
    for given, path in outputs.items():
        path.write_text(_OUTPUT.format(given=given), "utf-8")
    said, errors, _ = api.run(
        [
            *("--config-file", str(ROOT.parent / "pyproject.toml")),
            *("--cache-dir", str(ROOT.parent / ".mypy_cache")),
            *map(str, outputs.values()),
        ]
    )
    assert "checked 2 source files" in said, said + errors
    return {
        given: [line for line in said.splitlines() if f"{path.name}:" in line]
        for given, path in outputs.items()
    }


def test_an_output_takes_a_context(type_errors: dict[str, list[str]]) -> None:
    assert type_errors["OutputContext"] == []


def test_an_output_that_takes_the_library_does_not_type_check(
    type_errors: dict[str, list[str]],
) -> None:
    (said,) = type_errors["Library"]
    assert ": error: " in said
    assert "Callable[[Library], Iterator[" in said
