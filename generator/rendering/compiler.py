"""Compiles templates to code that joins plain strings, and keeps that code as Python keeps its own.

What is printed is what Jinja2's own compiler would print. Two things take fewer steps: what is printed is
escaped without being wrapped in a `Markup`, which the next join would take apart again; and functions
among the environment's globals are called directly.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import blake2b
from importlib.util import MAGIC_NUMBER, cache_from_source
from keyword import iskeyword
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE
from markupsafe import Markup

from generator.system.atomic import write_if_changed
from generator.system.inside import read_bytes

_escape_text: Callable[[str], str] = getattr(
    markupsafe, "_escape_inner", lambda text: str(markupsafe.escape(text))
)
"""The C function within `markupsafe.escape`, where this version has it."""


def escaped(value: object) -> str:
    """What `markupsafe.escape` makes of a value, to be joined and not to be escaped again."""
    if type(value) is str:
        return _escape_text(value)
    if type(value) is Markup:
        return value
    return markupsafe.escape(value)


class Compiler(CodeGenerator):
    """Writes the code of one template.

    The code depends on the template, and on what `_fingerprint` says of its environment. Nothing is
    computed beforehand: that could depend on anything.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.optimizer = None

    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def write_commons(self) -> None:
        """Begin a function with local names for what it uses often."""
        super().write_commons()
        self.writeline("escaped = environment.escaped")

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        context = frame.eval_ctx
        if context.autoescape and not context.volatile and finalize.src is None:
            self.write("escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Call(  # noqa: N802  # the name that Jinja2 looks for
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write a call: direct to a global, by Jinja2 to everything else.

        Jinja2 tells a macro whether the template that calls it is escaped, and hands the context to
        functions that want it.
        """
        if forward_caller or not self._is_plain(node, frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for number, argument in enumerate((*node.args, *node.kwargs)):
            self.write(", " if number else "")
            self.visit(argument, frame)
        self.write(")")

    def _is_plain(self, node: nodes.Call, frame: Frame) -> bool:
        """Whether a call is one of a global that wants nothing of Jinja2, with ordinary arguments."""
        if not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
            return False
        name = node.node.name
        loaded = frame.symbols.find_load(frame.symbols.ref(name))
        return (
            loaded == (VAR_LOAD_RESOLVE, name)
            and name in direct_globals(self.environment)
            and not any(iskeyword(argument.key) for argument in node.kwargs)
        )


def direct_globals(environment: jinja2.Environment) -> list[str]:
    """The names of the functions that templates call directly."""
    if environment.is_async or environment.sandboxed:
        return []
    return sorted(
        name
        for name, value in environment.globals.items()
        if callable(value)
        and not hasattr(value, "jinja_pass_arg")
        and not hasattr(value.__call__, "jinja_pass_arg")
    )


def set_up(environment: jinja2.Environment, folders: Iterable[str | Path]) -> None:
    """Have the templates of an environment compiled here, and keep those in some folders.

    Args:
        environment: It may change until its first template is loaded.
        folders: Whose templates are kept: those that are installed, which do not come and go.
    """
    environment.code_generator_class = Compiler
    environment.escaped = escaped  # type: ignore[attr-defined]  # the compiled code takes it from there
    environment.bytecode_cache = _TemplateCache(folders)


_compiled: dict[str, CodeType] = {}
"""What environments of this process have compiled or read. Each edition has one, and each refresh of `serve`."""


class _TemplateCache(jinja2.BytecodeCache):
    """Compiled templates of one environment, kept in memory and where Python keeps compiled modules.

    Nothing is kept where Python keeps nothing, or may not write. Whatever is wrong with a file there,
    the template is compiled again.
    """

    def __init__(self, folders: Iterable[str | Path]) -> None:
        self._sources = tuple(os.path.join(folder, "") for folder in folders)
        self._folder = os.path.join(os.path.dirname(cache_from_source(__file__)), "templates")
        self._environment = b""

    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """What was kept of a template, or an empty bucket."""
        self._environment = self._environment or _fingerprint(environment)
        is_kept = str(filename).startswith(self._sources) and not sys.dont_write_bytecode
        key = _digest(str(filename).encode()).hex() if is_kept else ""
        escapes = environment.autoescape
        place = name, filename, escapes(name) if callable(escapes) else escapes
        checksum = _digest(self._environment, repr(place).encode(), source.encode()).hex()
        bucket = Bucket(environment, key, checksum)
        bucket.code = _compiled.get(checksum)
        if bucket.code is None:
            self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was kept of the same source, compiled in the same way."""
        with suppress(OSError):
            raw = read_bytes(os.path.join(self._folder, bucket.key)) if bucket.key else b""
            code = raw[_DIGEST_SIZE:]
            if raw.startswith(_digest(bucket.checksum.encode(), code)):
                bucket.code = marshal.loads(code)  # noqa: S302  # whole, and from where Python itself keeps code
                _compiled[bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket holds."""
        assert bucket.code is not None
        _compiled[bucket.checksum] = bucket.code
        if bucket.key:
            code = marshal.dumps(bucket.code)
            with suppress(OSError):
                raw = _digest(bucket.checksum.encode(), code) + code
                write_if_changed(self._folder, bucket.key, raw)


def _fingerprint(environment: jinja2.Environment) -> bytes:
    """All that the code of a template depends on besides its source, as a digest."""
    plain = sorted((k, v) for k, v in vars(environment).items() if isinstance(v, bool | str | int))
    functions = [
        (kind, name, str(getattr(function, "jinja_pass_arg", "")))
        for kind in ("filters", "tests")
        for name, function in sorted(getattr(environment, kind).items())
    ]
    this = os.stat(__file__)
    parts = (
        (MAGIC_NUMBER, jinja2.__version__, this.st_size, this.st_mtime_ns),
        (plain, functions, direct_globals(environment), sorted(environment.extensions)),
        (environment.finalize, environment.policies),
    )
    return _digest(repr(parts).encode())


_DIGEST_SIZE = 16


def _digest(*parts: bytes) -> bytes:
    total = blake2b(digest_size=_DIGEST_SIZE)
    for part in parts:
        total.update(len(part).to_bytes(8) + part)
    return total.digest()
