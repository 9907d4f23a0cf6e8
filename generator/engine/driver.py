"""Runs the engine for a command."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

import mkdocs
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException

from generator.diagnostics.diagnostic import Diagnostic
from generator.engine import defaults
from generator.engine.errors import (
    COMPARE,
    SWITCH_ON,
    EngineProblem,
    configuration_file,
    of_engine,
    unusable,
)
from generator.engine.plugin import KeptBuild, ReciprocityPlugin, SiteBuild
from generator.engine.session import EngineSession
from generator.languages.message import gettext as _
from generator.model import Channel
from generator.outputs import csp
from generator.outputs.site import redirects
from generator.rendering import printer
from generator.rendering.artifacts import File
from generator.rendering.templates import TemplateProblem, explain
from generator.source.code_folders import STATIC


class EngineResult(NamedTuple):
    """The engine's warnings, and files for web servers: the HTTP headers to send, and where pages went."""

    warnings: list[str]
    headers: tuple[File, ...]


class EngineRun(NamedTuple):
    """A finished run of the engine."""

    config: MkDocsConfig
    session: EngineSession
    warnings: list[str]


def render(job: SiteBuild, *, strict: bool) -> EngineResult:
    """Render a whole site into the stage of `job`.

    Raises:
        EngineProblem: The site could not be rendered.
    """
    _, session, warnings = run(job, job.stage.scratch, strict=strict)
    if job.offline:
        return EngineResult(warnings, ())
    site = job.publication.context(Channel.SITE)
    noindex = site.edition.site.noindex
    headers = csp.headers(session.inline, noindex=noindex) if session.with_policy else ()
    moved = redirects.for_servers(site)
    return EngineResult(warnings, (*headers, *moved))


def run(
    job: SiteBuild | KeptBuild,
    scratch: Path,
    *,
    command: Literal["build", "serve"] = "build",
    strict: bool = False,
) -> EngineRun:
    """Run the engine for a site that is loaded already.

    Args:
        job: The site.
        scratch: Where the engine writes.
        command: What plugins are told that the engine runs for.
        strict: Whether a warning of the engine is an error.

    Raises:
        EngineProblem: The site could not be rendered.
    """
    root = job.publication.root
    warnings = _Warnings()
    logger = logging.getLogger(mkdocs.__name__)
    logger.addHandler(warnings)
    try:
        with _source(root) as (file, static):
            settings = defaults.overrides(Path(file)) | ({"docs_dir": static} if static else {})
            config = load_config(file, strict=strict, site_dir=str(scratch), **settings)
            plugin = config.plugins.get("reciprocity")
            if not isinstance(plugin, ReciprocityPlugin):
                raise unusable(*SWITCH_ON)
            config.plugins.on_startup(command=command, dirty=False)
            plugin.prepare(job)
            mkdocs_build(config)
    except ConfigurationError as error:
        said = str(error) or "; ".join(warnings.messages)
        message = of_engine(said) if said else _("the file cannot be used")
        raise unusable(message, COMPARE) from error
    except MkDocsException as error:
        if problem := _wrapped_diagnostic(error):
            raise EngineProblem(problem) from error
        messages = dict.fromkeys(m for m in (*warnings.messages, str(error)) if m)
        hint = _("the existing site is unchanged")
        raise unusable(of_engine("; ".join(messages)), hint) from error
    except EngineProblem:
        raise
    except Exception as error:
        if problem := explain(root, error):
            raise EngineProblem(problem) from error
        raise
    finally:
        logger.removeHandler(warnings)
    return EngineRun(config, plugin.session, warnings.messages)


@contextmanager
def _source(root: Path) -> Iterator[tuple[str, str | None]]:
    """The path of mkdocs.yml, and an empty folder in place of the static files if there are none.

    Git keeps no empty folder, and the engine does not do without.

    Raises:
        EngineProblem: mkdocs.yml is a link, or no file.
    """
    path = configuration_file(root)
    if (root / STATIC).is_dir():
        yield str(path), None
    else:
        with tempfile.TemporaryDirectory() as empty:
            yield str(path), empty


def _wrapped_diagnostic(error: BaseException | None) -> Diagnostic | None:
    """The diagnostic of the template problem that caused an error of the engine, if one did."""
    while error is not None:
        if isinstance(error, printer.PageTemplateProblem | TemplateProblem):
            return error.diagnostic
        error = error.__cause__ or error.__context__
    return None


class _Warnings(logging.Handler):
    """Collects the engine's warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
