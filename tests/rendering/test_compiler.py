"""Compiled templates print what Jinja2's own compiler would have them print."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from generator.outputs import ALL_EDITIONS
from generator.pipeline import group_and_select, load, print_everything
from generator.record import Library
from generator.rendering import compiler, templates
from generator.rendering.artifacts import Artifact, Page, PrintedPage
from generator.rendering.compiler import Compiler, escaped, set_up
from tests import ROOT

TODAY = dt.date(2026, 11, 20)


def _content(artifact: Artifact) -> object:
    if isinstance(artifact, Page):
        return artifact.markdown, artifact.inserts
    return artifact.body() if isinstance(artifact, PrintedPage) else artifact


def _everything(library: Library) -> list[object]:
    return [
        (channels, place, _content(artifact))
        for channels, place, artifact in print_everything(group_and_select(ROOT, library))
    ]


@pytest.mark.slow
def test_every_page_and_letter_of_the_sample_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    library, _ = load(ROOT, lambda _: TODAY, ALL_EDITIONS)
    assert library is not None
    ours = _everything(library)
    monkeypatch.setattr(templates, "set_up", lambda environment, folders: None)
    assert len(ours) > 100
    assert ours == _everything(library)


class _WithHtml:
    def __html__(self) -> str:
        return "<b>&</b>"


class _Text(str):
    __slots__ = ()


@given(
    st.one_of(
        st.text(),
        st.text("<>&'\"a \0é"),
        st.integers(),
        st.floats(),
        st.none(),
        st.dates(),
        st.text("<>&'\"").map(Markup),
        st.text("<>&'\"").map(_Text),
        st.builds(_WithHtml),
        st.lists(st.text("<&")),
    )
)
def test_values_are_escaped_as_markupsafe_escapes_them(value: object) -> None:
    assert "".join([escaped(value), ""]) == str(escape(value))


def test_a_value_that_is_not_there_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        escaped(jinja2.StrictUndefined(name="nobody"))


SOURCES = {
    "lib.html": "{% macro m(x, y='<') %}{{ x }}{{ y }}{% endmacro %}",
    "lib.txt": "{% macro m(x, y='<') %}{{ x }}{{ y }}{% endmacro %}",
    "part.html": "{{ plain('<i>') }}{{ here | default('&') }}",
    "a macro of an escaped template.html": "{% from 'lib.html' import m %}{{ m('&') }}{{ m('<', y=1) }}",
    "one in plain text.txt": "{% from 'lib.html' import m %}{{ m('&') }}",
    "one of plain text.html": "{% from 'lib.txt' import m %}{{ m('&') }}",
    "a module.html": "{% import 'lib.html' as lib %}{{ lib.m('&') }}",
    "a function.html": "{{ plain('<') }}{{ plain(*['<']) }}{{ plain(**{'text': '<'}) }}{{ plain(text='<') }}",
    "a function named as a keyword.html": "{{ keywords(class='<', id=1) }}",
    "a function that wants the context.html": "{% set here = '<' %}{{ wants('here') }}",
    "in a loop.html": "{% for here in '<&' %}{{ wants('here') }}{{ plain(here) }}{{ loop.index }}{% endfor %}",
    "a local name.html": "{% macro plain(x) %}({{ x }}){% endmacro %}{{ plain('<') }}",
    "a loop's name.html": "{% for plain in [wants] %}{{ plain('missing') }}{% endfor %}",
    "included.html": "{% set here = '<' %}{% include 'part.html' %}",
    "a call block.html": "{% from 'lib.html' import m %}{% macro c() %}<{{ caller() }}>{% endmacro %}{% call c() %}{{ '<' }}{% endcall %}",
    "set.html": "{% set x %}<{{ '<' }}{% endset %}{{ x }}{{ x ~ '<' }}{% filter upper %}{{ '<a>' }}{% endfilter %}",
    "an attribute.html": "{{ '<'.join(['a', 'b']) }}{{ 1 }}{{ none }}{{ [] }}{{ markup }}",
    "volatile.html": "{% autoescape false %}{{ '<' }}{% endautoescape %}{% autoescape here is defined %}{{ plain('<') }}{% endautoescape %}",
    "classes of Jinja2.html": "{% set n = namespace(x='<') %}{{ n.x }}{{ dict(a=1)['a'] }}{% for i in range(2) %}{{ i }}{% endfor %}",
}


def _environment(code_generator: type[CodeGenerator]) -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.DictLoader(SOURCES),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=jinja2.StrictUndefined,
    )
    if code_generator is Compiler:
        set_up(made, ())

    @jinja2.pass_context
    def wants(context: jinja2.runtime.Context, name: str) -> object:
        return context.get(name, "nothing")

    made.globals.update(
        plain=lambda text: text,
        keywords=lambda **values: sorted(values.items()),
        wants=wants,
        markup=Markup("<b>"),
    )
    return made


@pytest.mark.parametrize("name", SOURCES)
def test_every_way_to_call_and_print_is_the_same(name: str) -> None:
    ours, theirs = (_environment(each).get_template(name) for each in (Compiler, CodeGenerator))
    assert ours.render() == theirs.render()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which compiled templates are kept, once there are any."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    folder = compiler._TemplateCache(())._folder
    assert Path(folder).is_relative_to(tmp_path / "kept")
    return Path(folder)


def _rendered(source: Path, compiled: list[str], **globals_: object) -> str:
    """A template in a folder of its own, as another process renders it; appends if it was compiled."""
    compiler._compiled.clear()
    return _rendered_here(source, compiled, **globals_)


def _rendered_here(source: Path, compiled: list[str], **globals_: object) -> str:
    """The same in this process, in a new environment."""

    class Environment(jinja2.Environment):
        def compile(self, *args: Any, **options: Any) -> Any:
            compiled.append(source.name)
            return super().compile(*args, **options)

    made = Environment(loader=jinja2.FileSystemLoader(source.parent), autoescape=True)
    made.globals.update(globals_)
    set_up(made, [source.parent])
    return made.get_template(source.name).render(word="<")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "templates" / "a.html"
    source.parent.mkdir()
    source.write_text("{{ word }}{{ plain('&') if plain is defined }}", "utf-8")
    return source


def test_a_template_is_compiled_once(kept: Path, source: Path) -> None:
    compiled: list[str] = []
    assert [_rendered(source, compiled) for _ in range(3)] == ["&lt;"] * 3
    assert compiled == ["a.html"]
    assert len(list(kept.iterdir())) == 1


def test_a_process_compiles_a_template_once_where_nothing_is_kept(
    kept: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled: list[str] = []
    assert [_rendered_here(source, compiled) for _ in range(3)] == ["&lt;"] * 3
    assert compiled == ["a.html"]
    source.write_text("({{ word }})", "utf-8")
    assert _rendered_here(source, compiled) == "(&lt;)"
    assert _rendered_here(source, compiled, plain=str) == "(&lt;)"
    assert len(compiled) == 3
    assert not kept.exists()


def test_a_template_that_changed_is_compiled_again(kept: Path, source: Path) -> None:
    compiled: list[str] = []
    _rendered(source, compiled)
    source.write_text("({{ word }})", "utf-8")
    assert _rendered(source, compiled) == "(&lt;)"
    assert len(compiled) == 2
    assert len(list(kept.iterdir())) == 1, "the old one is written over"


def test_a_template_is_compiled_again_where_other_functions_are_called(
    kept: Path, source: Path
) -> None:
    compiled: list[str] = []
    assert _rendered(source, compiled) == "&lt;"
    assert _rendered(source, compiled, plain=str) == "&lt;&amp;"
    assert len(compiled) == 2


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "spoilt": lambda path: path.write_bytes(path.read_bytes()[:60] + b"!" + path.read_bytes()[61:]),
    "a folder": _a_folder,
    "of another version": lambda path: path.write_bytes(b"0" + path.read_bytes()),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_kept_may_be_damaged(kept: Path, source: Path, damage: str) -> None:
    compiled: list[str] = []
    _rendered(source, compiled)
    (path,) = kept.iterdir()
    DAMAGES[damage](path)
    assert _rendered(source, compiled) == "&lt;"
    assert len(compiled) == 2


def test_where_nothing_can_be_written_nothing_is_kept(kept: Path, source: Path) -> None:
    kept.parent.mkdir(parents=True)
    kept.write_text("a file in place of the folder", "utf-8")
    compiled: list[str] = []
    assert [_rendered(source, compiled) for _ in range(2)] == ["&lt;"] * 2


def test_only_installed_templates_are_kept_and_only_where_python_keeps_its_own(
    kept: Path, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(source.parent))
    set_up(environment, [tmp_path / "elsewhere"])
    environment.get_template("a.html")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _rendered(source, [])
    assert not kept.exists()
