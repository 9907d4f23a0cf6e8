"""Write several small acts, one in a line: `reciprocity new --small`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from generator.cli import prompts
from generator.cli.options import Root
from generator.cli.speech import said, say
from generator.diagnostics import report
from generator.intake.drafts import Drafts
from generator.intake.small_acts import FORM, SmallActError, small_act
from generator.intake.writing import Format, Value, Values, story_text
from generator.languages.message import gettext as _
from generator.languages.message import ngettext
from generator.system.atomic import create


def write_small_acts(root: Root, drafts: Drafts, common: Values, file_format: Format) -> None:
    """Read lines, and write a story for each that is one. Ends the command with 1 if a line was refused.

    At a terminal an empty line ends it, and a line that was refused can be typed again.

    Args:
        root: The folder of the organisation.
        drafts: What the stories are checked against.
        common: Values that each of them has.
        file_format: Whether they are written as Markdown or as YAML.
    """
    is_asked = sys.stdin.isatty()
    if is_asked:
        say(
            _(
                "Write one small act per line, for example: %(form)s. Finish with an empty line.",
                form=FORM,
            )
        )
    written: dict[str, str] = {}
    refused = 0
    for number, line in _lines(until_empty=is_asked):
        path = _write(root, drafts, {**common}, file_format, (number, line), written)
        if path is None:
            refused += not is_asked
    say(ngettext("%(num)s story written.", "%(num)s stories written.", len(written)))
    if written:
        say(_("Show them to the people in them: %(command)s", command="reciprocity consent STORY"))
    if refused:
        say(
            ngettext(
                "%(num)s line was not written; see above.",
                "%(num)s lines were not written; see above.",
                refused,
            )
        )
        sys.exit(1)


def _lines(*, until_empty: bool) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            yield number, line.strip()
        elif until_empty:
            return


def _write(
    root: Root,
    drafts: Drafts,
    values: dict[str, Value],
    file_format: Format,
    line: tuple[int, str],
    written: dict[str, str],
) -> str | None:
    """The path of the story of a numbered line; None if the line was refused, which is said."""
    number, text = line
    try:
        told = small_act(text, drafts.settings, drafts.today)
    except SmallActError as error:
        refusal = _("line %(number)s: %(reason)s", number=number, reason=error.message)
        click.echo(report.safe(said(refusal)))
        return None
    values = {"date": drafts.today.isoformat(), **values, **told}
    path = drafts.path(values, file_format, also=written)
    story = story_text(drafts.dated(values), file_format)
    found = drafts.problems(path, story)
    if any(d.is_error for d in found):
        say(_("line %(number)s:", number=number))
        prompts.show_problems([d for d in found if d.is_error])
        return None
    if not create(root, path, story):
        say(_("line %(number)s: %(path)s already exists", number=number, path=path))
        return None
    written[path.rpartition("/")[2].rpartition(".")[0].casefold()] = path
    click.echo(path)
    prompts.show_problems([d for d in found if d.severity == "warning"])
    prompts.show_thought(found)
    return path
