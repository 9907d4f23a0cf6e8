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
    Root,
    Today,
    number_of_files,
    paths_argument,
    show_problems,
    strict_option,
    today_option,
    use_colour,
    within,
)
from generator.cli.progress import Bar
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic, Severity, did_you_mean
from generator.diagnostics.report.report import Report
from generator.pipeline import load
from generator.source.files import read_lines


@click.command()
@paths_argument
@click.option(
    "--format",
    "report_format",
    type=click.Choice(["text", "json", "github", "gitlab", "sarif"]),
    default="text",
    show_default=True,
    help="For people, for programs, or for a forge.",
)
@click.option(
    "--changed-from",
    "ref",
    metavar="REF",
    help="What git says changed since REF comes first, and gets advice.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report into this file; its folder is made.",
)
@strict_option
@click.option("--fix", is_flag=True, help="Mend the stories where there is one right answer.")
@click.option("--dry-run", is_flag=True, help="With --fix: show what would change, write nothing.")
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
    """Report every problem of every story and of the configuration.

    With PATHS, only problems in these files or folders are reported, and advice on them too.
    With --fix, shows and writes what it mends in stories, and then reports what remains.
    Exits with 1 when there is an error (with --strict: or a warning), else with 0.
    """
    if dry_run and not fix:
        raise click.UsageError("--dry-run goes with --fix")
    if fix and report_format != "text":
        raise click.UsageError("--fix shows what it changes, and goes with --format text")
    if output and report_format == "text":
        raise click.UsageError("--output goes with a --format for programs")
    changed = changed_files(root, ref) if ref is not None else frozenset[str]()
    is_selected = within(root, paths)
    with Bar("Checking") as bar:
        library, problems = load(root, today, progress=bar.show)
    if fix:
        from generator.cli.fix import fix_stories  # noqa: PLC0415  # only for --fix

        if fix_stories(root, library, problems, is_selected, write=not dry_run):
            with Bar("Checking") as bar:
                library, problems = load(root, today, progress=bar.show)
    found = [d for d in problems if is_selected(d.location.path)]
    with_advice = bool(paths) or ref is not None
    contents = Report(
        found if paths else [d for d in found if not _is_advice(d) or d.location.path in changed],
        number_of_files(root, paths),
        partial(read_lines, root),
        changed,
        _reference(root) if report_format == "sarif" else None,
    )
    if report_format != "text":
        _write(_formatted(contents, report_format), output)
    else:
        _print(root, contents, found, with_advice=with_advice)
        if not fix and not all(map(_is_advice, found)):
            from generator.cli.fix import fixable_problems  # noqa: PLC0415  # only with problems

            if message := fixable_problems(root, library, found):
                click.echo(message)
    failed = any(d.is_error or (strict and d.severity is Severity.WARNING) for d in found)
    sys.exit(1 if failed else 0)


def _is_advice(problem: Diagnostic) -> bool:
    return problem.severity is Severity.ADVICE


def _print(root: Root, contents: Report, found: Sequence[Diagnostic], *, with_advice: bool) -> None:
    """Print the report for people, problems of changed files first."""
    changed_first = sorted(contents.problems, key=lambda d: d.location.path not in contents.changed)
    show_problems(root, changed_first)
    click.echo(report.summary(contents.problems if with_advice else found, contents.files))
    if not with_advice and any(map(_is_advice, found)):
        click.echo("Advice is shown for the files that you name: reciprocity check stories/2026")


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
    return "\n".join([*commands, report.summary(contents.problems, contents.files)])


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


@click.command(short_help="Say what a code means and how to mend it.")
@click.argument("code", required=False)
@click.option(
    "--pages",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a page for each code into this folder instead.",
)
def explain(code: str | None, pages: Path | None) -> None:
    """Say what CODE (such as S104) means, why it matters, and how to mend it; without one, list all."""
    from generator.cli.manuals import all_manuals  # noqa: PLC0415  # imports nearly everything
    from generator.diagnostics import docs  # noqa: PLC0415  # only for this command

    manuals = all_manuals()
    if pages is not None:
        pages.mkdir(parents=True, exist_ok=True)
        for name, text in docs.pages(manuals.values()).items():
            (pages / name).write_text(text, "utf-8", newline="\n")
        click.echo(f"{len(manuals)} codes explained in {pages}/")
    elif code is None:
        click.echo(docs.overview(manuals.values()))
    elif (name := code.strip().upper()) in manuals:
        click.echo(docs.as_text(manuals[name], colour=use_colour()), color=True)
    else:
        near = did_you_mean(name.casefold(), [known.casefold() for known in manuals]).upper()
        guess = near.replace("DID YOU MEAN", "Did you mean") if near else ""
        raise InputError(
            f'There is no code "{report.safe(code)}". {guess}`reciprocity explain` lists them all.'
        )
