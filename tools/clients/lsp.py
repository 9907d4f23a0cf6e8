"""Ask a language server what it offers in a file and what it finds wrong with it, as an editor does."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Message = dict[str, Any]
SECONDS = 30


class LanguageServer:
    """A running server over its standard streams, to be used in a `with` statement."""

    def __init__(self, command: Sequence[str], schema: Path | None = None) -> None:
        """Start a server. Without a schema, files name theirs in their first line."""
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._watch = threading.Timer(SECONDS, self._process.kill)  # no answer ends it
        self._settings = {
            "yaml": {
                "schemas": {schema.as_uri(): "*.yml"} if schema else {},
                "validate": True,
                "completion": True,
                "schemaStore": {"enable": False},
            }
        }
        self._number = 0

    def __enter__(self) -> LanguageServer:
        self._watch.start()
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": {"workspace": {"configuration": True}}})  # fmt: skip
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})
        return self

    def __exit__(self, *_: object) -> None:
        self._watch.cancel()
        self._process.kill()
        self._process.communicate()

    def offered(self, uri: str, text: str) -> list[str]:
        """What is offered at the end of a text."""
        self._open(uri, text)
        lines = text.split("\n")
        place = {"line": len(lines) - 1, "character": len(lines[-1])}
        found = self._ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": place})  # fmt: skip
        items = found["items"] if isinstance(found, dict) else found or []
        return [item["label"] for item in items]

    def problems(self, uri: str, text: str) -> list[str]:
        """What is wrong with a text."""
        self._open(uri, text)
        while True:
            message = self._read()
            params = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri:
                return [problem["message"] for problem in params["diagnostics"]]

    def _open(self, uri: str, text: str) -> None:
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})

    def _ask(self, method: str, params: Message) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self._number and "method" not in message:
                return message.get("result")

    def _tell(self, method: str, params: Message) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Message) -> None:
        raw = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(raw) + raw)
        self._process.stdin.flush()

    def _read(self) -> Message:
        """The next message. Questions of the server about settings are answered on the way."""
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise TimeoutError("the language server ended")
        message: Message = json.loads(self._process.stdout.read(length))
        if "method" in message and "id" in message:
            items = message.get("params", {}).get("items", [])
            answers = [self._settings.get(item.get("section")) for item in items]
            self._send({"id": message["id"], "result": answers or None})
        return message
