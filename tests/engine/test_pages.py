"""What our pages are to the engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.theme import Theme

from generator.engine.pages import skip_hidden_folders


def _listed(theme: Theme, accept: Callable[[str], bool]) -> list[str]:
    return theme.get_env().list_templates(filter_func=accept)


def test_the_engine_finds_the_same_files_without_looking_into_hidden_folders(
    tmp_path: Path,
) -> None:
    for path in (".icons/a.svg", "assets/b.css", "assets/.hidden/c.css", ".d", "e.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    theme = Theme(name="material", custom_dir=str(tmp_path))
    every = _listed(theme, lambda _: True)
    expected = _listed(theme, lambda name: not name.startswith("."))
    assert {"assets/b.css", "assets/.hidden/c.css", "e.html"} <= {*expected}
    seen: set[str] = set()

    def accept(name: str) -> bool:
        seen.add(name)
        return not name.startswith(".")

    skip_hidden_folders(theme)
    skip_hidden_folders(theme)  # `serve` prepares the same theme again
    assert _listed(theme, accept) == expected
    assert len(seen) < len(every) / 10, "the icons are not looked at"
    assert theme.get_env().list_templates() == every, "whoever wants all of them gets them"
