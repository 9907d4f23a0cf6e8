"""The reference page of a story's fields."""

from __future__ import annotations

from collections.abc import Iterator

from generator.intake.fields import LEFT_OUT, Field, fields

_SHAPES = {
    "day": "a day, `2026-10-14`",
    "id": "an id",
    "line": "one line",
    "text": "text",
    "group": "a group",
}


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
    yield "| field | | value | meaning | for example |"
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


def _row(name: str, field: Field, *, needed: bool) -> str:
    cells = (
        f"`{name}`",
        "required" if needed else "",
        _value(field),
        field.description,
        f"`{field.example}`" if field.example else "",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _value(field: Field) -> str:
    if field.choices:
        kind = ", ".join(f"`{choice}`" for choice in field.choices)
    elif field.one_line:
        kind = "one line"
    else:
        kind = _SHAPES[field.shape]
    if field.longest and field.shape in ("line", "text"):
        kind += f", at most {field.longest} characters"
    if field.many:
        kind += f"; one or a list{f' of at most {field.most}' if field.most else ''}"
    return kind
