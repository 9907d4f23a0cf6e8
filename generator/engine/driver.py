"""The engine, run by the command: one build, or a server that builds again after each change."""

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
from generator.engine.static_files import copied, linked_folders
from generator.outputs import csp
from generator.rendering import printer
from generator.rendering.artifacts import File
from generator.rendering.templates import TemplateProblem, explain


class EngineResult(NamedTuple):
    """What the engine warned about, and the lines that servers should send with the pages."""

    warnings: list[str]
    headers: tuple[File, ...]


def render(job: SiteBuild, *, strict: bool) -> EngineResult:
    """Render a whole site into the stage of `job`.

    Raises:
        EngineProblem: There is no site that could be used.
    """
    root, stage = job.publication.root, job.stage
    path = root / "mkdocs.yml"
    here = Location("mkdocs.yml")
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    try:
        static = root / "site_config" / "static"
        stage.nothing.mkdir(exist_ok=True)
        docs = (
            {} if static.is_dir() else {"docs_dir": str(stage.nothing)}
        )  # git keeps no empty folder
        config = load_config(str(path), site_dir=str(stage.scratch), strict=strict, **docs)
        _without_linked_folders(config, stage.nothing / "static")
        plugin = config.plugins.get("reciprocity")
        if not isinstance(plugin, ReciprocityPlugin):
            raise EngineProblem(
                UNUSABLE_CONFIGURATION(
                    here, "the plugin is not switched on", 'add "- reciprocity" below "plugins:"'
                )
            )
        plugin.prepare(job)
        mkdocs_build(config)
    except ConfigurationError as error:
        message = str(error) or "; ".join(warnings.messages) or "the file cannot be used"
        raise EngineProblem(
            UNUSABLE_CONFIGURATION(here, _one_line(message), "compare it with the one we ship")
        ) from error
    except MkDocsException as error:
        if problem := _ours(error):
            raise EngineProblem(problem) from error
        said = [m for m in (*warnings.messages, str(error)) if m]
        raise EngineProblem(
            UNUSABLE_CONFIGURATION(
                here, _one_line("; ".join(dict.fromkeys(said))), "the last site stays as it was"
            )
        ) from error
    except EngineProblem:
        raise
    except Exception as error:
        if problem := explain(root, error):
            raise EngineProblem(problem) from error
        raise
    finally:
        logger.removeHandler(warnings)
        shutil.rmtree(stage.nothing, ignore_errors=True)
    session = plugin.session
    headers = csp.headers(session.scripts) if session.guarded and not job.offline else ()
    return EngineResult(warnings.messages, headers)


def _without_linked_folders(config: MkDocsConfig, target: Path) -> None:
    """Have the engine walk through a copy of the static files if folders in them are links."""
    static = Path(config.docs_dir)
    linked = linked_folders(static)
    for path in linked:
        logging.getLogger("mkdocs.plugins.reciprocity").warning(
            "reciprocity: site_config/static/%s is a link to a folder; it is left out", path
        )
    if linked:
        copied(static, target)
        config.docs_dir = str(target)


def _ours(error: BaseException | None) -> Diagnostic | None:
    """The diagnostic of ours that an error of the engine wraps, if it does."""
    while error is not None:
        if isinstance(error, printer.PageTemplateProblem | TemplateProblem):
            return error.diagnostic
        error = error.__cause__ or error.__context__
    return None


def serve(root: Path, address: str) -> None:
    """Serve the site of a folder on an address such as `127.0.0.1:8000`, until interrupted."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s    -  %(message)s")
    mkdocs_serve(config_file=str(root / "mkdocs.yml"), dev_addr=address, livereload=True)


class _Warnings(logging.Handler):
    """Keeps what the engine warned about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _one_line(text: str) -> str:
    return " ".join(text.split())
