"""Every promise names a test, and the test is there."""

from __future__ import annotations

import ast
import re

from tests import ROOT

PROMISES = ROOT / "docs/explanation/promises.md"


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PROMISES.read_text("utf-8"))
    assert len(named) > 15
    for path, name in named:
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert name in functions, f"{path}::{name}"


def test_every_promise_names_a_test() -> None:
    text = PROMISES.read_text("utf-8").partition("## What we cannot promise")[0]
    promises = re.findall(r"^- .*?(?=^- |^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(promises) > 15
    assert [p for p in promises if "::test_" not in p] == []
