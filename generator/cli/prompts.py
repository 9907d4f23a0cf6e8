"""Prompts for the fields of a story. Each answer is checked at once, by the rules of `check`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import click

from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.intake import resolve
from generator.intake.drafts import Drafts
from generator.intake.fields import Field
from generator.intake.writing import Value
from generator.text.dates import parse_day

_LISTED = 12


def ask(drafts: Drafts, field: Field, *, hint: str = "", required: bool = False) -> Value:
    """The answer to a field's question: asked again until it is sound, or left empty if it may be."""
    if field.name == "themes":
        for slug, theme in drafts.settings.themes.items():
            click.echo(f"    {slug}  {report.safe(theme.title)}")
    elif field.choices:
        hint = hint or f"{', '.join(field.choices)}"
    while True:
        typed = _prompt(hint or field.title, field, drafts, required=required)
        value: Value = _several(typed, field, drafts) if field.many else typed
        if field.shape == "day":
            value = _day(typed, drafts)
        if not value:
            if required:
                click.echo("  = this one is needed; anonymous will do for people")
                continue
            return ""
        problems = [d for d in drafts.answer_problems(field, value) if d.severity != "advice"]
        tell(problems)
        if not any(d.is_error for d in problems):
            return value


def paragraphs(drafts: Drafts, field: Field, questions: Sequence[str]) -> str:
    """The story itself: an answer to each question, or line by line until an empty one."""
    while True:
        found: list[str] = []
        if len(questions) > 1:
            found = [said for question in questions if (said := _line(question))]
        else:
            click.echo(f"{(questions or [field.title])[0]} An empty line ends it.")
            while said := _line("  "):
                found.append(said)
        text = "\n\n".join(found)
        if not text:
            click.echo("  = one sentence is enough, but it takes that one")
            continue
        problems = [d for d in drafts.answer_problems(field, text) if d.severity != "advice"]
        tell(problems)
        if not any(d.is_error for d in problems):
            return text


def tell(problems: Sequence[Diagnostic]) -> None:
    """What is wrong with an answer; its place is where it was typed."""
    for problem in problems:
        click.echo(f"  {problem.severity} {problem.code}: {report.safe(problem.message)}")
        if problem.hint:
            click.echo(f"  = {report.safe(problem.hint)}")


def _prompt(question: str, field: Field, drafts: Drafts, *, required: bool) -> str:
    default = drafts.today.isoformat() if field.shape == "day" and required else ""
    return _line(question, default)


def _line(question: str, default: str = "") -> str:
    said: str = click.prompt(
        question,
        default=default,
        show_default=bool(default),
        prompt_suffix="" if question.endswith(" ") else " ",
    )
    return said.strip()


def _day(typed: str, drafts: Drafts) -> str:
    """The day that is meant, where an answer can mean only one; shown if it was written otherwise."""
    ago = {"today": 0, "yesterday": 1}.get(typed.casefold())
    day = parse_day(typed) if ago is None else drafts.today - dt.timedelta(ago)
    if day is None or day.isoformat() == typed:
        return typed
    click.echo(f"  {day}")
    return day.isoformat()


def _several(typed: str, field: Field, drafts: Drafts) -> list[str]:
    """Each name in an answer as the id that is meant; asks where it could be several."""

    def matching(part: str) -> list[str]:
        if field.name == "themes":
            return resolve.matching_themes(part, drafts.settings.themes)
        if field.holds_people:
            return resolve.matching_people(part, drafts.settings)
        return [part]

    found = [_choose(part, matching, drafts) for part in resolve.split_list(typed)]
    return list(dict.fromkeys(found))


def _choose(part: str, matching: Callable[[str], list[str]], drafts: Drafts) -> str:
    """The one that is meant: by number, or by more of the name; with no match, what was typed."""
    while True:
        matches = matching(part)
        if len(matches) < 2:
            return matches[0] if matches else part
        if len(matches) > _LISTED:
            click.echo(f"  {len(matches)} match {report.safe(part)}; type more of the name")
        else:
            click.echo(f"  Who or what is {report.safe(part)}?")
            for number, ref in enumerate(matches, 1):
                click.echo(f"    {number}  {report.safe(resolve.label(ref, drafts.settings))}")
        said = _line("  A number, or more of the name:")
        if not said.isdigit():
            part = said or part
        elif 0 < int(said) <= min(len(matches), _LISTED):
            return matches[int(said) - 1]
