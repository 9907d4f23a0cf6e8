"""The reference pages: of a story's fields, and of the configuration."""

from __future__ import annotations

from collections.abc import Iterator

from generator.intake.configuration import FILES
from generator.intake.fields import LEFT_OUT, Field, fields

_SHAPES = {
    "day": "a day, `2026-10-14`",
    "id": "an id",
    "line": "one line",
    "text": "text",
    "group": "a group",
    "entries": "groups by their ids",
    "flag": "`yes` or `no`",
    "number": "a number",
    "moment": "a day and a time, `2026-10-14 16:00`",
}
_ALONE = {
    "person": "an id or ",
    "count": "a number or ",
    "start": "a day and a time or ",
    "site": "one answer or ",
}
"""What may stand in place of a group, by the part that it stands for."""
_FIRST_VERSION = "0.1.0"


def reference_text() -> str:
    """The page in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# The fields of a story"
    yield ""
    yield "Made by `reciprocity generate` from `generator/model/story.py`, where each field is declared once."
    yield "The checker, the JSON Schema, the forms and the flags of `reciprocity new` follow the same"
    yield "declaration. A file in Markdown has these fields between two lines `---` and the body below"
    yield "them; a file in YAML has all of them, with `body: |`."
    yield ""
    yield "| field | needed | value | meaning | for example |"
    yield "|---|---|---|---|---|"
    for field in fields().values():
        yield _row(field.name, field, needed=field.required)
        for part in field.parts:
            yield _row(f"{field.name}.{part.name}", part, needed=part.required)
    yield ""
    yield "Besides `date`, `givers` and `receivers` a story needs a `body` or a `summary`."
    yield ""
    yield "Forms do not ask for these:"
    yield ""
    yield from (f"- `{name}`: {why}." for name, why in LEFT_OUT.items())


def configuration_text() -> str:
    """The page of every file of site_config/, in Markdown."""
    return "\n".join(_configuration_lines()) + "\n"


def _configuration_lines() -> Iterator[str]:
    yield "# The files of site_config/"
    yield ""
    yield "Made by `reciprocity generate` from `generator/model/`, where each field is declared once. The checker"
    yield "and the schemas for editors follow the same declarations, and so do the comments that `reciprocity init`"
    yield "writes. Leave out any file that you do not need, except those that are required."
    for file in FILES:
        yield ""
        yield f"## {file.path}"
        yield ""
        yield f"{file.about}{' Required.' if file.is_required else ''}"
        if file.by:
            yield f"Each entry begins with {file.by}."
        yield ""
        yield "| field | needed | value | meaning | without it | for example | since |"
        yield "|---|---|---|---|---|---|---|"
        for field in file.fields:
            yield from _configuration_rows(field.name, field)


def _configuration_rows(name: str, field: Field) -> Iterator[str]:
    default = f"`{field.default}`" if field.default else ""
    since = field.since or _FIRST_VERSION
    yield f"{_row(name, field, needed=field.required, default=default)} {since} |"
    inner = f"{name}.ID" if field.shape == "entries" else name
    for part in field.parts:
        yield from _configuration_rows(f"{inner}.{part.name}", part)


def _row(name: str, field: Field, *, needed: bool, default: str | None = None) -> str:
    cells = (
        f"`{name}`",
        "required" if needed else "",
        _value(field),
        field.description,
        *(() if default is None else (default,)),
        f"`{field.example}`" if field.example else "",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _value(field: Field) -> str:
    if field.choices:
        kind = ", ".join(f"`{choice}`" for choice in field.choices)
    elif field.one_line or field.shape == "line":
        kind = "one line"
    elif field.shape == "entries" and not field.parts:
        kind = "texts by their ids"
    else:
        kind = f"{_ALONE.get(field.alone, '')}{_SHAPES[field.shape]}"
    if field.shape == "number" and field.least is not None:
        has_end = field.greatest is not None
        kind += (
            f" from {field.least} to {field.greatest}" if has_end else f", at least {field.least}"
        )
    if field.longest and field.shape in ("line", "text"):
        kind += f", at most {field.longest} characters"
    if field.many:
        kind += f"; one or a list{f' of at most {field.most}' if field.most else ''}"
    return kind
