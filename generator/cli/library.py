"""What commands on single stories and people share: the library, and the story that is meant."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from generator.cli.options import CommandError, InputError, Root, Today, show_problems
from generator.diagnostics.diagnostic import Diagnostic, did_you_mean
from generator.languages.message import gettext as _
from generator.languages.message import sentences
from generator.model import Channel, Story
from generator.pipeline import load, reread
from generator.record import Library, Scan


def load_library(
    root: Root, today: Today, editions: Iterable[Collection[Channel]] = ()
) -> tuple[Library, list[Diagnostic]]:
    """The library and its problems; ends the command if the configuration cannot be used."""
    library, problems = load(root, today, editions)
    if library is None:
        show_problems(root, [p for p in problems if p.is_error])
        sys.exit(1)
    return library, problems


def person_of(library: Library, id_: str) -> str:
    """The id of a person; ends the command if there is nobody of this id."""
    people = library.settings.people
    if id_ not in people:
        nobody = _('There is no person "%(id)s".', id=id_)
        raise InputError(sentences(nobody, did_you_mean(id_, people)))
    return id_


def find_story(root: Root, id_or_file: str, today: Today) -> tuple[Library, Story, Scan]:
    """The library and a story in it; ends the command if there is no such story that can be used."""
    library, problems = load_library(root, today)
    is_file = id_or_file.endswith((".md", ".yml"))
    id_ = Path(id_or_file).stem if is_file else id_or_file
    record = library.by_id.get(id_)
    if record is None:
        errors = [p for p in problems if p.is_error and Path(p.location.path).stem == id_]
        show_problems(root, errors)
        if errors:
            raise CommandError(_('The story "%(id)s" has errors.', id=id_))
        missing = _('There is no story "%(id)s".', id=id_)
        raise InputError(sentences(missing, did_you_mean(id_, library.by_id)))
    return library, *reread(root, library, record)
