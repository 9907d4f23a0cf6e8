"""Records in a story's file what people answered: a yes under `consent`, a no under `declined`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.model import Consent
from generator.source.editor import Change, EditError, Editor, change_file
from generator.source.nodes import entries, to_data
from generator.source.yaml_text import single_quoted


def with_consent(path: str, raw: bytes, consents: Iterable[Consent]) -> bytes:
    """A story's file with yeses added to its consent, and every other byte as it was.

    A yes that is there without a day or a word on how it was given gets them.

    Raises:
        EditError: The file is written in a way that cannot be changed safely.
    """
    return _with_answers(path, raw, "consent", consents)


def with_answer(path: str, raw: bytes, answer: Consent, *, agrees: bool) -> bytes:
    """A story's file with somebody's newest answer, in place of what they answered before.

    Raises:
        EditError: The file is written in a way that cannot be changed safely.
    """
    here, other = ("consent", "declined") if agrees else ("declined", "consent")
    raw = _without(path, raw, other, answer.person)
    return _with_answers(path, raw, here, [answer])


def _without(path: str, raw: bytes, field: str, person: str) -> bytes:
    """A file without what a person answered in a field."""
    editor = Editor.of_file(path, raw)
    fields = to_data(editor.root)
    answers = fields.get(field) or []
    listed = answers if isinstance(answers, list) else [answers]
    theirs = [n for n, each in enumerate(listed) if _person(each) == person]
    if not theirs:
        return raw
    edited = change_file(raw, editor.remove_items(field, theirs))
    kept = [each for n, each in enumerate(listed) if n not in theirs]
    expected = {name: value for name, value in fields.items() if name != field}
    after = Editor.of_file(path, edited)
    expected |= {field: kept} if kept else {}
    if to_data(after.root) != expected or after.document.body != editor.document.body:
        raise EditError(path)
    return edited


def _with_answers(path: str, raw: bytes, field: str, consents: Iterable[Consent]) -> bytes:
    for consent in consents:
        editor = Editor.of_file(path, raw)
        fields = to_data(editor.root)
        recorded = fields.get(field) or []
        recorded = recorded if isinstance(recorded, list) else [recorded]
        said = _data(consent)
        known = [n for n, each in enumerate(recorded) if _person(each) == consent.person]
        if not known:
            change, recorded = editor.add_item(field, yaml_of(consent)), [*recorded, said]
        elif recorded[known[0]] == consent.person != said:
            change = _replaced(editor, field, known[0], consent)
            recorded[known[0]] = said
        else:
            continue
        alone = len(recorded) == 1 and not isinstance(fields.get(field), list) and known
        raw = editor.edit(raw, change, {**fields, field: recorded[0] if alone else recorded})
    return raw


def yaml_of(consent: Consent) -> str:
    """A yes as it is written in a list: the id alone, or a group if more is known."""
    said = _data(consent)
    if isinstance(said, str):
        return said
    quoted = {**said, "how": single_quoted(said["how"])} if "how" in said else said
    return "{" + ", ".join(f"{name}: {value}" for name, value in quoted.items()) + "}"


def _data(consent: Consent) -> str | dict[str, str]:
    """A yes as it is read from a file."""
    details = {"on": consent.on and consent.on.isoformat(), "how": consent.how}
    said = {name: value for name, value in details.items() if value}
    return {"person": consent.person, **said} if said else consent.person


def _person(entry: Any) -> Any:
    return entry.get("person") if isinstance(entry, dict) else entry


def _replaced(editor: Editor, field: str, index: int, consent: Consent) -> Change:
    return editor.replace(entries(editor.node(field))[index], yaml_of(consent))
