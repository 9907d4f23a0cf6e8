"""Runs the engine for a command: one build, or a server that rebuilds after each change."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import NamedTuple

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.engine.errors import UNUSABLE_CONFIGURATION, EngineProblem
from generator.engine.plugin import ReciprocityPlugin, SiteBuild
from generator.engine.static_files import copy_without_linked_folders, linked_folders
from generator.outputs import csp
from generator.rendering import printer
from generator.rendering.artifacts import File
from generator.rendering.templates import TemplateProblem, explain
from generator.text.clean import one_line


class EngineResult(NamedTuple):
    """The engine's warnings, and the files with the HTTP headers that servers should send."""

    warnings: list[str]
    headers: tuple[File, ...]


def render(job: SiteBuild, *, strict: bool) -> EngineResult:
    """Render a whole site into the stage of `job`.

    Raises:
        EngineProblem: The site could not be rendered.
    """
    root, stage = job.publication.root, job.stage
    substitute = stage.scratch.with_name(f"{stage.scratch.name}-static")
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    try:
        substitute.mkdir(exist_ok=True)
        has_static = (root / "site_config" / "static").is_dir()  # git keeps no empty folder
        docs = {} if has_static else {"docs_dir": str(substitute)}
        config = load_config(
            str(root / "mkdocs.yml"), site_dir=str(stage.scratch), strict=strict, **docs
        )
        _leave_out_linked_folders(config, substitute / "static")
        plugin = config.plugins.get("reciprocity")
        if not isinstance(plugin, ReciprocityPlugin):
            raise _unusable("the plugin is not switched on", 'add "- reciprocity" below "plugins:"')
        plugin.prepare(job)
        mkdocs_build(config)
    except ConfigurationError as error:
        message = str(error) or "; ".join(warnings.messages) or "the file cannot be used"
        raise _unusable(message, "compare it with the one we ship") from error
    except MkDocsException as error:
        if problem := _wrapped_diagnostic(error):
            raise EngineProblem(problem) from error
        messages = dict.fromkeys(m for m in (*warnings.messages, str(error)) if m)
        raise _unusable("; ".join(messages), "the last site stays as it was") from error
    except EngineProblem:
        raise
    except Exception as error:
        if problem := explain(root, error):
            raise EngineProblem(problem) from error
        raise
    finally:
        logger.removeHandler(warnings)
        shutil.rmtree(substitute, ignore_errors=True)
    session = plugin.session
    headers = csp.headers(session.scripts) if session.with_policy and not job.offline else ()
    return EngineResult(warnings.messages, headers)


def _unusable(message: str, hint: str) -> EngineProblem:
    return EngineProblem(UNUSABLE_CONFIGURATION(Location("mkdocs.yml"), one_line(message), hint))


def _leave_out_linked_folders(config: MkDocsConfig, target: Path) -> None:
    """Let the engine read a copy of the static files in `target` if any folder in them is a link."""
    static = Path(config.docs_dir)
    linked = linked_folders(static)
    for path in linked:
        logging.getLogger("mkdocs.plugins.reciprocity").warning(
            "reciprocity: site_config/static/%s is a link to a folder; it is left out", path
        )
    if linked:
        copy_without_linked_folders(static, target)
        config.docs_dir = str(target)


def _wrapped_diagnostic(error: BaseException | None) -> Diagnostic | None:
    """The diagnostic of the template problem that caused an error of the engine, if one did."""
    while error is not None:
        if isinstance(error, printer.PageTemplateProblem | TemplateProblem):
            return error.diagnostic
        error = error.__cause__ or error.__context__
    return None


def serve(root: Path, address: str) -> None:
    """Serve the site in `root` at an address such as `127.0.0.1:8000` until interrupted."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s    -  %(message)s")
    mkdocs_serve(config_file=str(root / "mkdocs.yml"), dev_addr=address, livereload=True)


class _Warnings(logging.Handler):
    """Collects the engine's warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
