"""An mkdocs.yml without our plugin, for `stage`: read and changed as YAML nodes, tags and all.

No engine is asked for it, so that this works without MkDocs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pkgutil import resolve_name
from typing import Any, NamedTuple

import yaml

from generator.engine.errors import COMPARE, SWITCH_ON, of_engine, unusable
from generator.languages.message import gettext as _
from generator.text.clean import one_line

_PLUGIN = "reciprocity"
_ELSEWHERE = ("docs_dir", "site_dir", "hooks", "watch")
"""Settings with paths, which mean nothing in another folder."""
_BUILT_IN = ("toc", "tables", "fenced_code")
"""Markdown extensions that engines always load."""


class _Loader(yaml.SafeLoader):
    """Reads Markdown extensions, whose options may name functions as `!!python/name:`."""


_Loader.add_multi_constructor(
    "tag:yaml.org,2002:python/name:", lambda _, name, __: resolve_name(name)
)


class MarkdownExtensions(NamedTuple):
    names: list[str]
    options: dict[str, Any]


class MkdocsYml:
    """The settings of an mkdocs.yml. Changes are made to the nodes, and `text` writes them."""

    def __init__(self, text: str) -> None:
        """Read the settings.

        Raises:
            EngineProblem: They cannot be read, or are in more files than this one.

        """
        try:
            root = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError as error:
            raise unusable(of_engine(str(error)), COMPARE) from error
        if not isinstance(root, yaml.MappingNode):
            raise unusable(_("there are no settings in it"), COMPARE)
        self._root = root
        if self._node("INHERIT"):
            raise unusable(
                _("`stage` does not read the file that INHERIT names"),
                _("copy its settings to this file"),
            )

    @property
    def names(self) -> set[str]:
        """The names of the settings."""
        return {name.value for name, _ in self._root.value}

    def get(self, key: str) -> Any:
        """The value of a setting; None if there is none.

        Raises:
            EngineProblem: The value has a tag that nobody knows here.

        """
        node = self._node(key)
        if node is None:
            return None
        loader = _Loader("")
        try:
            return loader.construct_document(node)
        except (yaml.YAMLError, ImportError, AttributeError, ValueError) as error:
            message = _(
                "%(setting)s cannot be read: %(reason)s", setting=key, reason=one_line(str(error))
            )
            raise unusable(message, _("write the value itself")) from error
        finally:
            loader.dispose()

    def put(self, key: str, value: Any) -> None:
        """Give a setting a value."""
        self._put(self._root, key, value)

    def add(self, key: str, values: Iterable[str]) -> None:
        """Add values to a list, except for those that are on it."""
        node = self._node(key)
        if not isinstance(node, yaml.SequenceNode):
            self.put(key, list(values))
            return
        there = {item.value for item in node.value}
        node.value += [_node(value) for value in values if value not in there]

    def put_in(self, key: str, values: Mapping[str, Any]) -> None:
        """Change some values of a mapping. In its place there may be a name, as for `theme`."""
        node = self._node(key)
        if not isinstance(node, yaml.MappingNode):
            self.put(key, {"name": node.value} if node else {})
            node = self._node(key)
            assert isinstance(node, yaml.MappingNode)
        for name, value in values.items():
            self._put(node, name, value)

    def without_plugin(self) -> set[str]:
        """Take our plugin off the list; return the names of all plugins that were on it.

        Raises:
            EngineProblem: Our plugin is not on the list.

        """
        node = self._node("plugins")
        names = set()
        if isinstance(node, yaml.SequenceNode):
            names = {_name(item) for item in node.value}
            node.value = [item for item in node.value if _name(item) != _PLUGIN]
        elif isinstance(node, yaml.MappingNode):
            names = {key.value for key, _ in node.value}
            node.value = [(key, value) for key, value in node.value if key.value != _PLUGIN]
        if _PLUGIN not in names:
            raise unusable(*SWITCH_ON)
        return names

    def without_search(self) -> None:
        """Switch off the search of an engine that searches without being asked to."""
        node = self._node("plugins")
        off = {"search": {"enabled": False}}
        if isinstance(node, yaml.MappingNode):
            self._put(node, "search", off["search"])
        elif isinstance(node, yaml.SequenceNode):
            node.value.append(_node(off))

    def without_paths(self) -> list[str]:
        """Take away the settings that lead to files which are elsewhere now; return their names."""
        gone = [key for key in _ELSEWHERE if self._node(key)]
        self._root.value = [(k, v) for k, v in self._root.value if k.value not in gone]
        return gone

    def markdown_extensions(self) -> MarkdownExtensions:
        """The Markdown extensions, with those that engines always load."""
        names, options = list(_BUILT_IN), {}
        given = self.get("markdown_extensions") or []
        for item in given if isinstance(given, list) else [{k: v} for k, v in given.items()]:
            name, values = next(iter(item.items())) if isinstance(item, dict) else (item, None)
            names.append(name)
            options[name] = values or {}
        return MarkdownExtensions(list(dict.fromkeys(names)), options)

    def text(self) -> str:
        """The settings as YAML."""
        return str(yaml.serialize(self._root, Dumper=yaml.SafeDumper, allow_unicode=True))

    def _node(self, key: str) -> yaml.Node | None:
        return next((value for name, value in self._root.value if name.value == key), None)

    def _put(self, mapping: yaml.MappingNode, key: str, value: Any) -> None:
        others = [(name, old) for name, old in mapping.value if name.value != key]
        mapping.value = [*others, (_node(key), _node(value))]


def front_matter(values: Mapping[str, Any]) -> str:
    """Metadata as YAML between two lines of hyphens, as every engine reads it."""
    text = yaml.safe_dump(_plain(values), allow_unicode=True, sort_keys=False, width=10**6)
    return f"---\n{text}---\n"


def _name(plugin: yaml.Node) -> str:
    """The name of a plugin, which may have options."""
    if isinstance(plugin, yaml.MappingNode) and plugin.value:
        return str(plugin.value[0][0].value)
    return str(plugin.value)


def _node(value: Any) -> yaml.Node:
    node = yaml.compose(yaml.safe_dump(_plain(value), allow_unicode=True), Loader=yaml.SafeLoader)
    assert node is not None
    return node


def _plain(value: Any) -> Any:
    """A value without subclasses of `str`, such as escaped texts, which YAML would tag."""
    if isinstance(value, Mapping):
        return {_plain(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value
