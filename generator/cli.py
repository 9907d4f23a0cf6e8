"""The `reciprocity` command, and the only user of click."""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from generator import __version__, report
from generator.artifacts import File
from generator.build import Build, build
from generator.clock import today
from generator.diagnostics import Diagnostic, did_you_mean
from generator.model import Channel, Settings, Story
from generator.periods import Period
from generator.press import write_files
from generator.publish import Busy, Foreign, staged
from generator.reading.files import lines
from generator.render import TemplateProblem


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reciprocity")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The folder that holds stories/ and site_config/. Default: this one, or one above.",
)
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Turn stories of colleagues helping each other into a site and a digest."""
    gc.disable()  # one short run that keeps nearly everything it makes: collecting only costs time
    context.obj = (root or _find_root(Path.cwd())).resolve()


def run() -> NoReturn:
    """The command as a process. What a build made is left to the system to take apart: with ten
    thousand stories that takes Python longer than the digest.
    """
    status: object = 0
    try:
        main()
    except SystemExit as end:
        status = end.code
    except OSError as error:  # where a report could not be written
        status = f"{error.strerror}"
    with suppress(OSError):  # nobody is listening, or the disk is full
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 0 if status is None else 1)


def _find_root(start: Path) -> Path:
    return next((p for p in (start, *start.parents) if (p / "site_config").is_dir()), start)


class _Day(click.ParamType[str]):
    name = "YYYY-MM-DD"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return dt.date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is not a day of the form 2026-10-14", param, ctx)


_today = click.option("--today", "day", type=_Day(), help="Build as if it were this day.")
_strict = click.option("--strict", is_flag=True, help="Let nothing pass that needs mending.")
_Root = Path


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@_strict
@_today
@click.pass_obj
def check(root: _Root, paths: tuple[Path, ...], strict: bool, day: str | None) -> None:
    """Report every problem of every story and of the configuration.

    With PATHS, only problems in these files or folders are reported, and advice on them too.
    Exits with 1 when there is an error (with --strict: or a warning), else with 0.
    """
    _, problems = build(root, _clock(day))
    shown = _within(root, paths, problems)
    files = _count(root, paths)
    _show(root, shown if paths else [p for p in shown if p.severity != "advice"])
    click.echo(report.summary(shown, files))
    if not paths and any(p.severity == "advice" for p in shown):
        click.echo("Advice is shown for the files that you name: reciprocity check stories/2026")
    sys.exit(1 if any(p.is_error or (strict and p.severity == "warning") for p in shown) else 0)


@main.command(name="build")
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Where the site goes. Default: site/.",
)
@_strict
@_today
@click.option("--timings", is_flag=True, help="Say where the time went.")
@click.pass_obj
def build_(
    root: _Root, site_dir: Path | None, strict: bool, day: str | None, timings: bool
) -> None:
    """Build the site and the newest digest.

    Stories with errors are left out and named; with --strict they stop the build. The site takes
    the place of the last one at the very end: a build that fails or is killed changes nothing.
    """
    from generator import mkdocs_plugin  # noqa: PLC0415  # MkDocs takes 0.1 s to import; check does without

    clock = _Timings()
    made, problems = build(root, _clock(day))
    clock.lap("read and check")
    errors = [p for p in problems if p.is_error]
    _show(root, errors)
    if made is None or (strict and errors):
        click.echo(
            f"{report.summary(errors, _count(root))}. Nothing was built; the last site stays."
        )
        sys.exit(1)
    made.pass_gate()
    clock.lap("gate")
    target = (site_dir or root / "site").resolve()
    with _stopping(root):
        digests = _digests(made)
        with staged(target) as stage:
            stage.shown.update(made.shown())
            for warning in mkdocs_plugin.render(made, stage, strict=strict):
                click.echo(f"warning: {report.safe(warning)}", err=True)
        clock.lap("print the site")
        _write_digests(root, digests)
        clock.lap("write the digests")
    told = len(made.desk(Channel.SITE).edition.stories)
    click.echo(
        f"{told} {'story' if told == 1 else 'stories'} in {_shown(target)}/ — look at it with "
        f"`{_command('serve')}`, or `python3 -m http.server --directory {_shown(target)}`"
    )
    if newest := _newest(made):
        folder = _digest_folder(root, newest)
        click.echo(
            f"The digest of {newest.name} in {_shown(folder)}/ — open {_shown(folder)}/email.html"
        )
    if errors:
        left = len({p.location.path for p in errors})
        click.echo(f"{left} {'file was' if left == 1 else 'files were'} left out, see above.")
    if timings:
        click.echo(clock.table())


@main.command()
@click.argument("period", required=False)
@_strict
@_today
@click.pass_obj
def digest(root: _Root, period: str | None, strict: bool, day: str | None) -> None:
    """Write the newsletter of PERIOD (2026-10, 2026-Q4, 2026-W42; default: the newest)."""
    wanted = Period.parse(period) if period else None
    if period and wanted is None:
        raise click.BadParameter(
            f"{period!r} is not a period; write 2026-10, 2026-Q4 or 2026-W42", param_hint="PERIOD"
        )
    made, problems = build(root, _clock(day))
    errors = [p for p in problems if p.is_error]
    _show(root, errors)
    if made is None or (strict and errors):
        click.echo(f"{report.summary(errors, _count(root))}. No digest was written.")
        sys.exit(1)
    newest = _newest(made)
    if wanted is None:
        wanted = newest
    if wanted is None or not any(
        s.date in wanted for s in made.desk(Channel.NEWSLETTER).edition.stories
    ):
        when = f" in {wanted.name}" if wanted else ""
        then = f"; the newest with stories is {newest.name}" if newest else ""
        click.echo(f"There are no stories{when}{then}.", err=True)
        sys.exit(1)
    with _stopping(root):
        _write_digests(root, {wanted: made.digest(wanted)})
    folder = _digest_folder(root, wanted)
    click.echo(
        f"The digest of {wanted.name} in {_shown(folder)}/ — open {_shown(folder)}/email.html"
    )


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.pass_obj
def serve(root: _Root, address: str) -> None:
    """Show the site in the browser, and again after every change."""
    from generator import mkdocs_plugin  # noqa: PLC0415  # see build

    gc.enable()
    if not (root / "mkdocs.yml").is_file():
        click.echo("mkdocs.yml is missing; run the command in the folder that holds it.", err=True)
        sys.exit(1)
    mkdocs_plugin.serve(root, address)


@main.command()
@click.argument("story")
@click.option(
    "--channel",
    type=click.Choice([channel.value for channel in Channel]),
    default=Channel.SITE.value,
    show_default=True,
    help="Where it would be read.",
)
@_today
@click.pass_obj
def show(root: _Root, story: str, channel: str, day: str | None) -> None:
    """Show STORY (an id or a file) as one channel would, or say why it would not."""
    from generator.consent import asking  # noqa: PLC0415  # for this command only

    made, found = _story(root, story, day)
    text, notes = asking.shown_on(found, made.gate, Channel(channel))
    if text is not None:
        click.echo(report.safe_text(text), nl=False)
    else:
        click.echo(f'"{found.id}" is not shown on the channel {channel}:')
    for note in notes:
        click.echo(f"  = {report.safe(note)}")


@main.command()
@click.argument("story")
@click.option("--yes", "said_yes", multiple=True, metavar="PERSON", help="Record this yes.")
@_today
@click.pass_obj
def consent(root: _Root, story: str, said_yes: tuple[str, ...], day: str | None) -> None:
    """Write the message that asks each person in STORY for their yes, or record one.

    A yes is recorded in the story's field "consent"; everything else in the file stays as it is.
    """
    from generator.consent import asking, edit  # noqa: PLC0415  # as above

    made, found = _story(root, story, day)
    if said_yes:
        for id_ in said_yes:
            if id_ not in found.facts.people | found.facts.spelled:
                click.echo(f'"{id_}" is not in the story; its people are {_ids(found)}.', err=True)
                sys.exit(2)
        path = root / found.origin.path
        try:
            path.write_bytes(edit.with_consent(found.origin.path, path.read_bytes(), said_yes))
        except edit.CannotEdit:
            line = ", ".join(dict.fromkeys([*found.consent, *said_yes]))
            click.echo(f"Write this line into {found.origin.path}: consent: [{line}]", err=True)
            sys.exit(1)
        click.echo(f"{', '.join(said_yes)} said yes: recorded in {found.origin.path}")
        return
    letters = list(asking.messages(found, made.gate))
    if not letters:
        click.echo("Nobody in this story is still to be asked.")
    for letter in letters:
        click.echo(f"── to {letter.person} ──\n\n{report.safe_text(letter.text)}")
        click.echo(f"When they agree: reciprocity consent {found.id} --yes {letter.person}\n")


@main.command()
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@_today
@click.pass_obj
def forget(root: _Root, person: str, yes: bool, day: str | None) -> None:
    """Take PERSON (an id) out of every story and text, and list what this cannot reach."""
    from generator.consent import forget as forgetting  # noqa: PLC0415  # as above

    made, problems = build(root, _clock(day))
    if made is None:
        _show(root, [p for p in problems if p.is_error])
        sys.exit(1)
    settings, library = made.settings, made.checked.library
    if person not in settings.people:
        hint = did_you_mean(person, settings.people)
        click.echo(f'There is no person "{person}". {hint}'.strip(), err=True)
        sys.exit(2)
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("stories", "site_config")
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in (".md", ".yml") and path.is_file() and not path.is_symlink()
    }
    plan = forgetting.plan(person, settings, library, files, library.today)
    for file in plan.files:
        click.echo(f"{file.path}: {', '.join(file.what)}")
    click.echo("\nWhat this cannot reach:")
    for place, remedy in plan.left:
        click.echo(f"  {report.safe(place)}: {report.safe(remedy)}")
    count = f"{len(plan.files)} {'file' if len(plan.files) == 1 else 'files'}"
    if plan.files and (yes or click.confirm(f"\nRewrite {count}?")):
        for file in plan.files:
            (root / file.path).write_bytes(file.after)
        click.echo(f"{count} rewritten. Look at them with git diff, then commit.")
    else:
        click.echo("Nothing was changed.")


def _story(root: Path, wanted: str, day: str | None) -> tuple[Build, Story]:
    """A story by its id or its file; says so when there is none that can be used."""
    made, problems = build(root, _clock(day))
    if made is None:
        _show(root, [p for p in problems if p.is_error])
        sys.exit(1)
    stories = {story.id: story for story in made.checked.library.stories}
    id_ = Path(wanted).stem if wanted.endswith((".md", ".yml")) else wanted
    if id_ not in stories:
        broken = [p for p in problems if p.is_error and Path(p.location.path).stem == id_]
        _show(root, broken)
        hint = "" if broken else did_you_mean(id_, stories)
        click.echo(f'There is no story "{id_}" that can be used. {hint}'.strip(), err=True)
        sys.exit(1 if broken else 2)
    return made, stories[id_]


def _ids(story: Story) -> str:
    return ", ".join(sorted(story.facts.people)) or "none"


def _clock(day: str | None) -> Callable[[Settings], dt.date]:
    def clock(settings: Settings) -> dt.date:
        try:
            return today(settings, day)
        except (ValueError, OverflowError, OSError):
            raise click.UsageError("SOURCE_DATE_EPOCH is not a number of seconds") from None

    return clock


def _newest(made: Build) -> Period | None:
    return next(iter(made.periods), None)


def _digest_folder(root: Path, period: Period) -> Path:
    return root / "build" / "newsletter" / period.name


def _digests(made: Build) -> dict[Period, tuple[File, ...]]:
    """The newest digest, and anew those that lie in build/ already: what was taken back since
    must not stay there. One whose stories are gone has no files.
    """
    folders = (made.root / "build" / "newsletter").glob("*/")
    there = {period for folder in folders if (period := Period.parse(folder.name))}
    newest = _newest(made)
    issues = made.desk(Channel.NEWSLETTER).issues
    wanted = there | ({newest} if newest else set())
    return {period: made.digest(period) if issues.stories(period) else () for period in wanted}


def _write_digests(root: Path, digests: Mapping[Period, Sequence[File]]) -> None:
    for period, files in digests.items():
        folder = _digest_folder(root, period)
        if files:
            write_files(files, folder)
        else:
            shutil.rmtree(folder)


@contextmanager
def _stopping(root: Path) -> Iterator[None]:
    """What can stop a build, in one sentence each."""
    from generator.mkdocs_plugin import EngineProblem  # noqa: PLC0415  # see build

    try:
        yield
    except (TemplateProblem, EngineProblem) as problem:
        _show(root, [problem.diagnostic])
        click.echo("Nothing was built; the last site stays.")
        sys.exit(1)
    except Busy:
        click.echo("Another build of this site is at work. Wait for it, then try again.", err=True)
        sys.exit(1)
    except Foreign as error:
        click.echo(
            f"{error} holds files that are no site of ours; empty it, or choose another --site-dir.",
            err=True,
        )
        sys.exit(1)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        click.echo(f"The build stopped: {error.strerror}{where}. The last site stays.", err=True)
        sys.exit(1)


def _show(root: Path, problems: Sequence[Diagnostic]) -> None:
    if problems:
        colour = sys.stdout.isatty() and not _no_colour()
        click.echo(report.text(problems, partial(lines, root), colour=colour))


def _no_colour() -> bool:
    return bool(os.environ.get("NO_COLOR"))


def _within(
    root: Path, paths: tuple[Path, ...], problems: Sequence[Diagnostic]
) -> list[Diagnostic]:
    if not paths:
        return list(problems)
    wanted = [p.resolve() for p in paths]
    return [
        d
        for d in problems
        if any((root / d.location.path).resolve().is_relative_to(p) for p in wanted)
    ]


def _count(root: Path, paths: tuple[Path, ...] = ()) -> int:
    """How many files a report is about."""
    files = [p for p in root.glob("site_config/**/*") if p.suffix in (".yml", ".md")]
    files += [p for p in root.glob("stories/**/*") if p.is_file()]
    if not paths:
        return len(files)
    return sum(any(f.resolve().is_relative_to(p.resolve()) for p in paths) for f in files)


def _command(name: str) -> str:
    """A command of ours as the person at the keyboard would type it."""
    return f"make {name}" if os.environ.get("MAKELEVEL") else f"reciprocity {name}"


def _shown(path: Path) -> str:
    """A path as people would type it from here."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


class _Timings:
    """Wall-clock seconds of the stages of a build."""

    def __init__(self) -> None:
        self._laps: list[tuple[str, float]] = []
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps.append((name, now - self._last))
        self._last = now

    def table(self) -> str:
        total = sum(seconds for _, seconds in self._laps)
        return "\n".join(
            f"{seconds:8.2f} s  {seconds / total:4.0%}  {name}" for name, seconds in self._laps
        )
