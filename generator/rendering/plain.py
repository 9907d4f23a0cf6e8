"""Templates of files that people keep, such as workflows. Their marks are [[ … ]] and [% … %]: braces are GitHub's."""

from __future__ import annotations

from pathlib import Path

import jinja2

from generator.rendering.templates import template_folders


def folder(name: str) -> Path:
    """A folder of our own templates."""
    (ours,) = template_folders(None)
    return ours / name


def filled(name: str, template: str, **values: str) -> str:
    """A template of a folder with its values. Nothing is escaped: a value is one line of plain text."""
    return filled_in(folder(name), template, **values)


def filled_in(templates: Path, template: str, **values: str) -> str:
    """A template of a folder anywhere, with its values."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        undefined=jinja2.StrictUndefined,
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        autoescape=False,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(**values)
