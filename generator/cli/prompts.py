"""Prompts for the fields of a story. The rules of `check` check each answer at once."""

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

_MOST_MATCHES = 12


def ask(drafts: Drafts, field: Field, *, hint: str = "", required: bool = False) -> Value:
    """Ask for the value of a field until it has no errors, or is empty and not required."""
    if field.name == "themes":
        for slug, theme in drafts.settings.themes.items():
            click.echo(f"    {slug}  {report.safe(theme.title)}")
    elif field.choices:
        hint = hint or f"{', '.join(field.choices)}"
    while True:
        is_day = field.shape == "day"
        answer = _line(hint or field.title, drafts.today.isoformat() if is_day and required else "")
        value: Value = _several(answer, field, drafts) if field.many else answer
        if is_day:
            value = _day(answer, drafts)
        if not value:
            if required:
                click.echo("  = this one is needed; anonymous will do for people")
                continue
            return ""
        if _is_valid(drafts, field, value):
            return value


def paragraphs(drafts: Drafts, field: Field, questions: Sequence[str]) -> str:
    """Ask for the story: an answer to each question, or lines until an empty one."""
    while True:
        answers: list[str] = []
        if len(questions) > 1:
            answers = [answer for question in questions if (answer := _line(question))]
        else:
            click.echo(f"{(questions or [field.title])[0]} An empty line ends it.")
            while answer := _line("  "):
                answers.append(answer)
        text = "\n\n".join(answers)
        if not text:
            click.echo("  = one sentence is enough, but it takes that one")
            continue
        if _is_valid(drafts, field, text):
            return text


def _is_valid(drafts: Drafts, field: Field, value: Value) -> bool:
    """Print the problems of an answer. Returns whether none is an error."""
    problems = [d for d in drafts.answer_problems(field, value) if d.severity != "advice"]
    show_problems(problems)
    return not any(d.is_error for d in problems)


def show_problems(problems: Sequence[Diagnostic]) -> None:
    """Print problems without their places, which an answer does not have."""
    for problem in problems:
        click.echo(f"  {problem.severity} {problem.code}: {report.safe(problem.message)}")
        if problem.hint:
            click.echo(f"  = {report.safe(problem.hint)}")


def _line(question: str, default: str = "") -> str:
    answer: str = click.prompt(
        question,
        default=default,
        show_default=bool(default),
        prompt_suffix="" if question.endswith(" ") else " ",
    )
    return answer.strip()


def _day(answer: str, drafts: Drafts) -> str:
    """The ISO form of a day, which is printed if the answer has another; or the answer."""
    days_ago = {"today": 0, "yesterday": 1}.get(answer.casefold())
    day = parse_day(answer) if days_ago is None else drafts.today - dt.timedelta(days_ago)
    if day is None or day.isoformat() == answer:
        return answer
    click.echo(f"  {day}")
    return day.isoformat()


def _several(answer: str, field: Field, drafts: Drafts) -> list[str]:
    """The ids of the names in an answer; asks if a name could mean several."""

    def matching(part: str) -> list[str]:
        if field.name == "themes":
            return resolve.matching_themes(part, drafts.settings.themes)
        if field.holds_people:
            return resolve.matching_people(part, drafts.settings)
        return [part]

    found = [_choose(part, matching, drafts) for part in resolve.split_list(answer)]
    return list(dict.fromkeys(found))


def _choose(part: str, matching: Callable[[str], list[str]], drafts: Drafts) -> str:
    """Ask which of several matches is meant. Without a match, return the part as it is."""
    while True:
        matches = matching(part)
        if len(matches) < 2:
            return matches[0] if matches else part
        if len(matches) > _MOST_MATCHES:
            click.echo(f"  {len(matches)} match {report.safe(part)}; type more of the name")
        else:
            click.echo(f"  Who or what is {report.safe(part)}?")
            for number, ref in enumerate(matches, 1):
                click.echo(f"    {number}  {report.safe(resolve.label(ref, drafts.settings))}")
        answer = _line("  A number, or more of the name:")
        if not answer.isdigit():
            part = answer or part
        elif 0 < int(answer) <= min(len(matches), _MOST_MATCHES):
            return matches[int(answer) - 1]
