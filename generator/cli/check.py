"""Check, and explain what it says."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from generator.cli.ci import changed_from, summarise
from generator.cli.options import (
    Root,
    clock_of,
    in_colour,
    number_of_files,
    on_day,
    show_problems,
    strictly,
    within,
)
from generator.cli.progress import Bar
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic, Severity, did_you_mean
from generator.diagnostics.report.report import Report
from generator.pipeline import load
from generator.record import Library
from generator.source.files import read_lines

Write = Callable[[Report], str]


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
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
@strictly
@click.option("--fix", is_flag=True, help="Mend the stories where there is one right answer.")
@click.option("--dry-run", is_flag=True, help="With --fix: show what would change, write nothing.")
@on_day
@click.pass_obj
def check(
    root: Root,
    paths: tuple[Path, ...],
    form: str,
    ref: str | None,
    output: Path | None,
    strict: bool,
    fix: bool,
    dry_run: bool,
    day: str | None,
) -> None:
    """Report every problem of every story and of the configuration.

    With PATHS, only problems in these files or folders are reported, and advice on them too.
    With --fix, shows and writes what it mends in stories, and then reports what remains.
    Exits with 1 when there is an error (with --strict: or a warning), else with 0.
    """
    if dry_run and not fix:
        raise click.UsageError("--dry-run goes with --fix")
    if fix and form != "text":
        raise click.UsageError("--fix shows what it changes, and goes with --format text")
    if output and form == "text":
        raise click.UsageError("--output goes with a --format for programs")
    changed = changed_from(root, ref) if ref is not None else frozenset[str]()
    asked_for = within(root, paths)
    library, problems = _examined(root, day)
    if fix and _mended(root, library, problems, asked_for, write=not dry_run):
        library, problems = _examined(root, day)
    found = [d for d in problems if asked_for(d.location.path)]
    advised = [p for p in found if p.severity is not Severity.ADVICE or p.location.path in changed]
    shown = found if paths else advised
    reference = _reference(root) if form == "sarif" else None
    made = Report(
        shown, number_of_files(root, paths), partial(read_lines, root), changed, reference
    )
    if form == "text":
        _people(root, made, found, wanted=bool(paths) or ref is not None)
        if not fix and any(d.severity is not Severity.ADVICE for d in found):
            from generator.cli.fix import hint  # noqa: PLC0415  # only where something is wrong

            if said := hint(root, library, found):
                click.echo(said)
    else:
        _write(_WRITERS[form](made), output)
    sys.exit(1 if any(p.is_error or (strict and p.severity == "warning") for p in found) else 0)


def _people(root: Root, made: Report, found: Sequence[Diagnostic], *, wanted: bool) -> None:
    first = sorted(made.problems, key=lambda p: p.location.path not in made.changed)
    show_problems(root, first)
    click.echo(report.summary(made.problems if wanted else found, made.files))
    if not wanted and any(p.severity is Severity.ADVICE for p in found):
        click.echo("Advice is shown for the files that you name: reciprocity check stories/2026")


def _json(made: Report) -> str:
    from generator.diagnostics.report.json_ import as_json  # noqa: PLC0415  # one form of several

    return as_json(made)


def _gitlab(made: Report) -> str:
    from generator.diagnostics.report.gitlab import as_gitlab  # noqa: PLC0415  # one form of several

    return as_gitlab(made)


def _sarif(made: Report) -> str:
    from generator.cli.manuals import all_manuals  # noqa: PLC0415  # see above
    from generator.diagnostics.report.sarif import as_sarif  # noqa: PLC0415  # see above

    return as_sarif(made, all_manuals())


def _github(made: Report) -> str:
    from generator.diagnostics.report.github import job_summary, workflow_commands  # noqa: PLC0415  # one form of several

    summarise(job_summary(made))
    said = [workflow_commands(made)] if made.problems else []
    return "\n".join([*said, report.summary(made.problems, made.files)])


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(f"{text}\n", "utf-8", errors="backslashreplace", newline="\n")


_WRITERS: dict[str, Write] = {
    "json": _json,
    "github": _github,
    "gitlab": _gitlab,
    "sarif": _sarif,
}


def _reference(root: Root) -> str | None:
    """Where the repository shows the pages of the codes, if it has them."""
    from generator.source.settings import read_settings  # noqa: PLC0415  # see above

    settings, _ = read_settings(root)
    repository = settings.site.repository if settings else None
    if repository is None or not (root / "docs" / "reference" / "codes").is_dir():
        return None
    tree = "-/blob" if repository.kind == "gitlab" else "blob"
    return f"{repository.url.rstrip('/')}/{tree}/{repository.branch}/docs/reference/codes/{{}}.md"


def _examined(root: Root, day: str | None) -> tuple[Library | None, list[Diagnostic]]:
    with Bar("Checking") as bar:
        return load(root, clock_of(day), progress=bar.show)


def _mended(
    root: Root,
    library: Library | None,
    problems: Sequence[Diagnostic],
    asked_for: Callable[[str], bool],
    *,
    write: bool,
) -> bool:
    from generator.cli.fix import fix_stories  # noqa: PLC0415  # for who asks for it alone

    return fix_stories(root, library, problems, asked_for, write=write)


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
    from generator.diagnostics import docs  # noqa: PLC0415  # for this command alone

    manuals = all_manuals()
    if pages is not None:
        pages.mkdir(parents=True, exist_ok=True)
        for name, text in docs.pages(manuals.values()).items():
            (pages / name).write_text(text, "utf-8", newline="\n")
        click.echo(f"{len(manuals)} codes explained in {pages}/")
    elif code is None:
        click.echo(docs.overview(manuals.values()))
    elif (name := code.strip().upper()) in manuals:
        click.echo(docs.as_text(manuals[name], colour=in_colour()), color=True)
    else:
        near = did_you_mean(name.casefold(), [known.casefold() for known in manuals]).upper()
        guess = near.replace("DID YOU MEAN", "Did you mean") if near else ""
        click.echo(
            f'There is no code "{report.safe(code)}". {guess}`reciprocity explain` lists them all.',
            err=True,
        )
        sys.exit(2)
