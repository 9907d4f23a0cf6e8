"""Make a GitHub issue form with the fields of a story: `.github/ISSUE_TEMPLATE/story.yml`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.intake.fields import CONFIRM, Field, form_fields
from generator.model import Settings
from generator.source.yaml_text import double_quoted

_ALWAYS = ("body",)
"""Required in a form, though a file may have a summary instead."""


def form_text(settings: Settings) -> str:
    """The form as YAML."""
    parts = [
        "# Made by `reciprocity generate` from the fields of a story. Change those, or the themes.",
        "name: A story",
        f"description: {double_quoted('Somebody helped, taught, or told you something useful? Tell it here.')}",
        f"title: {double_quoted('Story: ')}",
        'labels: ["story"]',
        "body:",
        "  - type: markdown",
        "    attributes:",
        f"      value: {double_quoted(_INTRODUCTION)}",
    ]
    for path, field in form_fields():
        parts += _element(path, field, settings)
    parts += [
        "  - type: checkboxes",
        "    id: shown",
        "    attributes:",
        f"      label: {double_quoted('Before it is printed')}",
        "      options:",
        f"        - label: {double_quoted(CONFIRM)}",
        "          required: true",
    ]
    return "\n".join(parts) + "\n"


_INTRODUCTION = (
    "Write what happened: the thing, the number, the sentence somebody said. Names as you would "
    "say them; several with commas. Nobody is named on the site who did not agree to it."
)


def option(slug: str, title: str) -> str:
    """A theme as an option; the id in brackets is read back by the import."""
    return f"{title} ({slug})"


def _element(path: str, field: Field, settings: Settings) -> Iterator[str]:
    options: list[str] = list(field.choices)
    if path == "themes":
        options = [option(slug, theme.title) for slug, theme in settings.themes.items()]
    kind = "dropdown" if options else "textarea" if _is_long(path, field) else "input"
    yield f"  - type: {kind}"
    yield f"    id: {path.replace('.', '-').replace('_', '-')}"
    yield "    attributes:"
    yield f"      label: {double_quoted(field.title)}"
    if field.description.rstrip(".") != field.title.rstrip("?"):
        yield f"      description: {double_quoted(_description(field))}"
    if options:
        if field.many:
            yield "      multiple: true"
        yield "      options:"
        yield from (f"        - {double_quoted(one)}" for one in options)
    else:
        yield f"      placeholder: {double_quoted(_placeholder(path, field))}"
    if (field.required and "." not in path) or path in _ALWAYS:
        yield "    validations:"
        yield "      required: true"


def _is_long(path: str, field: Field) -> bool:
    """Whether a text may have several paragraphs."""
    return field.shape == "text" and not field.longest and "." not in path


def _description(field: Field) -> str:
    if field.shape == "id" and field.name not in ("themes", "continues"):
        return "A name, as you would say it." + (" Several with commas." if field.many else "")
    return field.description


def _placeholder(path: str, field: Field) -> str:
    return "Maria Okafor, Sam" if path in ("givers", "receivers") else field.example
