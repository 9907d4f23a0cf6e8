"""The language of an organisation, for what is said before all of its settings are read."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from generator.languages.language import Catalog
from generator.languages.messages import ENGLISH, Messages, messages
from generator.source.files import CONFIG_BYTES, read_file
from generator.source.nodes import Scalar
from generator.source.parser import parse_yaml
from generator.system.inside import entries_below

_SITE = "site_config/site.yml"
_LOCALE = "site_config/locale"
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def words_of(root: Path) -> Messages:
    """Our words in the language of the organisation below `root`, with its own words before ours.

    English where it has no language, or one that we have no words in. Files that cannot be read are
    reported with the settings, and not here.
    """
    wording = dict(_wording(root))
    tag = _language(root)
    return messages(tag, wording) if wording or tag != ENGLISH.lang else ENGLISH


def _language(root: Path) -> str:
    text = read_file(root, _SITE, CONFIG_BYTES, [], required=False)
    if not text or "language" not in text:
        return ENGLISH.lang
    document, _ = parse_yaml(_SITE, text)
    found = document.root.entries.get("language") if document.root else None
    value = found[1] if found else None
    if isinstance(value, Scalar) and _TAG.fullmatch(value.text):
        return value.text
    return ENGLISH.lang


def _wording(root: Path) -> list[tuple[str, Catalog]]:
    found: list[tuple[str, Catalog]] = []
    for path, _ in entries_below(root, _LOCALE):
        if PurePosixPath(path).suffix == ".po":
            from generator.source.wording import read_wording  # noqa: PLC0415  # few have any

            text = read_file(root, path, CONFIG_BYTES, [], required=False)
            code, catalog = read_wording(path, text, []) if text is not None else ("", None)
            if catalog:
                found.append((code, catalog))
    return found
