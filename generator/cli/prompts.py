"""Prompts for the fields of a story. The rules of `check` check each answer at once."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Sequence

import click

from generator.cli.speech import said, words
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.report.report import as_sentence
from generator.intake import resolve
from generator.intake.choice_titles import choice_titles
from generator.intake.drafts import Drafts
from generator.intake.fields import Field
from generator.intake.writing import Value
from generator.languages.message import gettext as _
from generator.languages.message import ngettext
from generator.rendering.changes import changes
from generator.rules import coaching
from generator.text.dates import parse_day

_MOST_MATCHES = 12


def ask(
    drafts: Drafts,
    field: Field,
    *,
    hint: str = "",
    required: bool = False,
    kept: set[str] | None = None,
) -> Value:
    """Ask for the value of a field until it has no errors, or is empty and not required.

    Names that are nobody's may be kept for the editors, who look them up; they go into `kept`.
    Without it, they are errors.
    """
    if field.name == "themes":
        for theme in drafts.settings.themes.values():
            click.echo(f"    {report.safe(theme.title)}")
    elif field.name == "changed":
        for about in changes(words()).values():
            click.echo(f"    {about.title}: {about.text}")
    while True:
        is_day = field.shape == "day"
        answer = line(
            hint or question(field), drafts.today.isoformat() if is_day and required else ""
        )
        value: Value = _several(answer, field, drafts, kept) if field.many else answer
        if is_day:
            value = _day(answer, drafts)
        if not value:
            if required:
                _note(
                    _("Please add at least one name; anonymous is fine.")
                    if field.holds_people
                    else _("Please answer this one.")
                )
                continue
            return ""
        sure = [each for each in value if each not in (kept or ())] if field.many else value
        if not sure or _is_valid(drafts, field, sure):
            return value


def paragraphs(drafts: Drafts, field: Field, questions: Sequence[str]) -> str:
    """Ask for the story: an answer to each question, or lines until an empty one."""
    while True:
        answers: list[str] = []
        if len(questions) > 1:
            answers = [answer for question in questions if (answer := line(question))]
        else:
            click.echo((questions or [question(field)])[0])
            _note(_("Finish with an empty line."))
            while answer := line("  "):
                answers.append(answer)
        text = "\n\n".join(answers)
        if not text:
            _note(_("Please write at least one sentence."))
            continue
        if _is_valid(drafts, field, text):
            return text


def _is_valid(drafts: Drafts, field: Field, value: Value) -> bool:
    """Print what is wrong with an answer, as sentences. Returns whether none of it is an error."""
    problems = [d for d in drafts.answer_problems(field, value) if d.severity != "advice"]
    for problem in problems:
        click.echo(f"  {report.safe(as_sentence(said(problem.message)))}")
        if problem.hint:
            click.echo(f"  {report.safe(as_sentence(said(problem.hint)))}")
    return not any(d.is_error for d in problems)


def show_problems(problems: Sequence[Diagnostic]) -> None:
    """Print problems without their places, which an answer does not have."""
    for problem in problems:
        label = said(problem.severity.label)
        click.echo(f"  {label} {problem.code}: {report.safe(said(problem.message))}")
        if problem.hint:
            _note(problem.hint)


def show_thought(problems: Sequence[Diagnostic], *, err: bool = False) -> None:
    """Print what the coach says, if it says anything."""
    for problem in problems:
        if problem.code in coaching.CODES:
            thought = _("one thought: %(message)s", message=problem.message)
            click.echo(f"  {report.safe(said(thought))}", err=err)
            click.echo(f"  = {report.safe(said(problem.hint))}", err=err)


def question(field: Field) -> str:
    """What a form asks for a field, in the organisation's language."""
    return words().text("", field.title)


def _note(text: str) -> None:
    click.echo(f"  = {report.safe(said(text))}")


def line(asked: str, default: str = "") -> str:
    answer: str = click.prompt(
        asked,
        default=default,
        show_default=bool(default),
        prompt_suffix="" if asked.endswith(" ") else " ",
    )
    return answer.strip()


def _day(answer: str, drafts: Drafts) -> str:
    """The ISO form of a day, which is printed if the answer has another; or the answer."""
    days_ago = {said(_("today")): 0, said(_("yesterday")): 1}.get(answer.casefold())
    day = parse_day(answer) if days_ago is None else drafts.today - dt.timedelta(days_ago)
    if day is None or day.isoformat() == answer:
        return answer
    click.echo(f"  {day}")
    return day.isoformat()


def _several(answer: str, field: Field, drafts: Drafts, kept: set[str] | None) -> list[str]:
    """The ids of the names in an answer; asks if a name could mean several, or nobody."""
    settings = drafts.settings
    titles = choice_titles(field.name, words())
    if field.name == "themes":
        titles = {id_: theme.title for id_, theme in settings.themes.items()}

    def matching(part: str) -> list[str]:
        if field.holds_people:
            return resolve.matching_people(part, settings)
        return resolve.matching_titles(part, titles)

    found: list[str] = []
    waiting = deque(resolve.split_list(answer))
    while waiting:
        part = waiting.popleft()
        one = _choose(part, matching, lambda ref: titles.get(ref) or resolve.label(ref, settings))
        if kept is not None and field.holds_people and resolve.is_unknown(one, settings):
            if others := _keep_or_retype(one):
                waiting.extendleft(reversed(resolve.split_list(others)))
                continue
            one = resolve.as_name(one)
            kept.add(one)
        found.append(one)
    return list(dict.fromkeys(found))


def _keep_or_retype(name: str) -> str:
    """What is typed in place of a name that is nobody's; nothing if it is to be kept."""
    unknown = _('There is nobody called "%(name)s" on the list of people.', name=name)
    click.echo(f"  {report.safe(said(unknown))}")
    return line("  " + said(_("Press Enter to leave the name to the editors, or type another:")))


def _choose(part: str, matching: Callable[[str], list[str]], called: Callable[[str], str]) -> str:
    """Ask which of several matches is meant. Without a match, return the part as it is."""
    while True:
        matches = matching(part)
        if len(matches) < 2:
            return matches[0] if matches else part
        if len(matches) > _MOST_MATCHES:
            _note(
                ngettext(
                    '%(num)s name matches "%(text)s". Please type more of the name.',
                    '%(num)s names match "%(text)s". Please type more of the name.',
                    len(matches),
                    text=part,
                )
            )
        else:
            which = said(_('Which "%(text)s"?', text=part))
            click.echo(f"  {report.safe(which)}")
            for number, ref in enumerate(matches, 1):
                click.echo(f"    {number}  {report.safe(called(ref))}")
        answer = line("  " + said(_("Type a number, or more of the name:")))
        if not answer.isdigit():
            part = answer or part
        elif 0 < int(answer) <= min(len(matches), _MOST_MATCHES):
            return matches[int(answer) - 1]
