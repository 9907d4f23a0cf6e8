"""The commands `check` and `explain`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from generator.cli.ci import append_to_job_summary
from generator.cli.git import changed_files
from generator.cli.options import (
    InputError,
    PathType,
    Root,
    Today,
    number_of_files,
    old_day,
    paths_argument,
    show_problems,
    strict_option,
    today_option,
    use_colour,
    within,
)
from generator.cli.progress import Bar
from generator.cli.speech import UsageError, command, said, say, words
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic, Severity, closest, in_order
from generator.diagnostics.report.report import Report
from generator.languages.message import gettext as _
from generator.languages.message import ngettext, sentences
from generator.pipeline import load
from generator.source.files import read_lines


@command()
@paths_argument
@click.option(
    "--format",
    "report_format",
    type=click.Choice(["text", "json", "github", "gitlab", "sarif"]),
    default="text",
    show_default=True,
    help="The format of the report: text for people, the others for programs and forges.",
)
@click.option(
    "--changed-from",
    "ref",
    metavar="REF",
    help="Report files that changed since REF (in git) first, and give advice on them.",
)
@click.option(
    "--output",
    type=PathType(dir_okay=False, path_type=Path),
    help="Write the report to this file.",
)
@strict_option
@click.option("--fix", is_flag=True, help="Fix stories where there is only one right answer.")
@click.option("--dry-run", is_flag=True, help="With --fix: show the changes without writing them.")
@today_option
@click.pass_obj
def check(
    root: Root,
    paths: tuple[Path, ...],
    report_format: str,
    ref: str | None,
    output: Path | None,
    strict: bool,
    fix: bool,
    dry_run: bool,
    today: Today,
) -> None:
    """Check all stories and the configuration.

    With PATHS, report problems in these files or folders only, and give advice on them too. With
    --fix, show and write the fixes first, then report what remains. Exit with 1 if there are errors
    (with --strict: errors or warnings), otherwise with 0.
    """
    if dry_run and not fix:
        raise UsageError(_("--dry-run only works with --fix."))
    if fix and report_format != "text":
        raise UsageError(
            _("--fix only works with --format text, because it shows what it changes.")
        )
    if output and report_format == "text":
        raise UsageError(_("--output needs a --format other than text."))
    changed = changed_files(root, ref) if ref is not None else frozenset[str]()
    is_selected = within(root, paths)
    with Bar(_("Checking")) as bar:
        library, problems = load(root, today, progress=bar.show)
    if fix:
        from generator.cli.fix import fix_stories  # noqa: PLC0415  # only for --fix

        if fix_stories(root, library, problems, is_selected, write=not dry_run):
            with Bar(_("Checking")) as bar:
                library, problems = load(root, today, progress=bar.show)
    if library is not None:
        problems = in_order([*problems, *old_day(library)])
    found = [d for d in problems if is_selected(d.location.path)]
    with_advice = bool(paths) or ref is not None
    contents = Report(
        found if paths else [d for d in found if not _is_advice(d) or d.location.path in changed],
        number_of_files(root, paths),
        partial(read_lines, root),
        changed,
        _reference(root) if report_format == "sarif" else None,
        words(),
    )
    if report_format != "text":
        _write(_formatted(contents, report_format), output)
    else:
        _print(root, contents, found, with_advice=with_advice)
        if not fix and not all(map(_is_advice, found)):
            from generator.cli.fix import fixable_problems  # noqa: PLC0415  # only with problems

            if message := fixable_problems(root, library, found):
                say(message)
    failed = any(d.is_error or (strict and d.severity is Severity.WARNING) for d in found)
    sys.exit(1 if failed else 0)


def _is_advice(problem: Diagnostic) -> bool:
    return problem.severity is Severity.ADVICE


def _print(root: Root, contents: Report, found: Sequence[Diagnostic], *, with_advice: bool) -> None:
    """Print the report for people, problems of changed files first."""
    changed_first = sorted(contents.problems, key=lambda d: d.location.path not in contents.changed)
    show_problems(root, changed_first)
    say(report.summary(contents.problems if with_advice else found, contents.files))
    if not with_advice and any(map(_is_advice, found)):
        say(_("For advice on stories, name their files: reciprocity check stories/2026"))


def _formatted(contents: Report, report_format: str) -> str:
    """The report for a program or a forge. Each format is imported when it is needed."""
    if report_format == "json":
        from generator.diagnostics.report.json_ import as_json  # noqa: PLC0415  # see above

        return as_json(contents)
    if report_format == "gitlab":
        from generator.diagnostics.report.gitlab import as_gitlab  # noqa: PLC0415  # see above

        return as_gitlab(contents)
    if report_format == "sarif":
        from generator.cli.manuals import all_manuals  # noqa: PLC0415  # imports nearly everything
        from generator.diagnostics.report.sarif import as_sarif  # noqa: PLC0415  # see above

        return as_sarif(contents, all_manuals())
    from generator.diagnostics.report.github import job_summary, workflow_commands  # noqa: PLC0415  # see above

    append_to_job_summary(job_summary(contents))
    commands = [workflow_commands(contents)] if contents.problems else []
    return "\n".join([*commands, said(report.summary(contents.problems, contents.files))])


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(f"{text}\n", "utf-8", errors="backslashreplace", newline="\n")


def _reference(root: Root) -> str | None:
    """The web address of the codes' pages in the repository, with {} for the code."""
    from generator.source.settings import read_settings  # noqa: PLC0415  # only for SARIF

    settings, _ = read_settings(root)
    repository = settings.site.repository if settings else None
    if repository is None or not (root / "docs" / "reference" / "codes").is_dir():
        return None
    tree = "-/blob" if repository.kind == "gitlab" else "blob"
    return f"{repository.url.rstrip('/')}/{tree}/{repository.branch}/docs/reference/codes/{{}}.md"


@command(short_help="Explain a code, and how to fix the problem.")
@click.argument("code", required=False)
@click.option(
    "--pages",
    type=PathType(file_okay=False, path_type=Path),
    help="Write a page for each code to this folder instead.",
)
def explain(code: str | None, pages: Path | None) -> None:
    """Explain CODE (for example S104): what it means, why it matters, and how to fix it.

    Without CODE, list all codes.
    """
    from generator.cli.manuals import all_manuals  # noqa: PLC0415  # imports nearly everything
    from generator.diagnostics import docs  # noqa: PLC0415  # only for this command

    manuals = all_manuals()
    if pages is not None:
        pages.mkdir(parents=True, exist_ok=True)
        for name, text in docs.pages(manuals.values()).items():
            (pages / name).write_text(text, "utf-8", newline="\n")
        say(
            ngettext(
                "Explained %(num)s code in %(folder)s.",
                "Explained %(num)s codes in %(folder)s.",
                len(manuals),
                folder=f"{pages}/",
            )
        )
    elif code is None:
        click.echo(docs.overview(manuals.values(), words()))
    elif (name := code.strip().upper()) in manuals:
        click.echo(docs.as_text(manuals[name], words(), colour=use_colour()), color=True)
    else:
        near = closest(name.casefold(), [known.casefold() for known in manuals]).upper()
        raise InputError(
            sentences(
                _('There is no code "%(code)s".', code=report.safe(code)),
                _('Did you mean "%(word)s"?', word=near) if near else "",
                _("`reciprocity explain` lists them all."),
            )
        )
