"""What holds where an mkdocs.yml leaves something out: the settings of the one that `init` writes."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.config_options import MarkdownExtensions
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from generator.engine.errors import EngineProblem
from generator.engine.mkdocs_yml import MkdocsYml
from generator.rendering.plain import filled
from generator.source.code_folders import STATIC
from generator.system.inside import read_bytes

_THEME = "material"


def overrides(path: Path) -> dict[str, str]:
    """What the engine wants and the file does not say. Without us, it asks for one after the other itself."""
    given = _given(path)
    wanted = {"site_name": "Stories", "docs_dir": str(path.parent / STATIC)}
    return {name: value for name, value in wanted.items() if given and name not in given.names}


def complete(config: MkDocsConfig) -> None:
    """Give a configuration our site theme and Markdown extensions where the file names none.

    A site of ours fetches nothing from elsewhere: without a word on fonts, there are none.
    """
    given = _given(Path(config.config_file_path or "mkdocs.yml"))
    if given is None:
        return
    ours = MkdocsYml(filled("init", "mkdocs.yml"))
    theme = given.get("theme") if "theme" in given.names else None
    if theme is None:
        config.theme = Theme(**ours.get("theme"))
    elif config.theme.name == _THEME and not (isinstance(theme, dict) and "font" in theme):
        config.theme["font"] = False
    if "markdown_extensions" not in given.names:
        option = MarkdownExtensions(builtins=config.markdown_extensions)
        config.markdown_extensions = option.run_validation(ours.get("markdown_extensions"))
        config.mdx_configs = option.configdata


def _given(path: Path) -> MkdocsYml | None:
    """The settings of a file. None if they cannot be read, which the engine says, or are in more files."""
    try:
        return MkdocsYml(read_bytes(path).decode())
    except (OSError, UnicodeDecodeError, EngineProblem):
        return None
