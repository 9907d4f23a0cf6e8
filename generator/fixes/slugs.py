"""Fix slugs of themes, kinds, channels and stories: case, spaces, underscores, plurals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.fixes.candidate import FixCandidate, simple_values
from generator.model import Channel, Kind
from generator.source.editor import Change
from generator.source.nodes import Scalar
from generator.text.clean import cleaned, same_word

_SEVERAL = re.compile(r"\s*[,;]\s*")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?")


def fix(candidate: FixCandidate) -> Iterator[Change]:
    """S103, S104, S106 and S113: a value that can only be one of the possible ones."""
    settings, own = (
        candidate.references.settings,
        candidate.path.rpartition("/")[2].rpartition(".")[0],
    )
    titles = {slug: theme.title for slug, theme in settings.themes.items()}
    yield from _field(candidate, "themes", titles, "S104", listed=True)
    yield from _field(candidate, "channels", {c.value: "" for c in Channel}, "S106", listed=True)
    yield from _field(candidate, "kind", {kind.value: "" for kind in Kind}, "S106")
    for change in _field(
        candidate, "continues", dict.fromkeys(candidate.references.stories, ""), "S113"
    ):
        if not _leads_to(candidate, change.text, own):
            yield change
    for value in simple_values(candidate, "lang"):
        if (match := _LANGUAGE.fullmatch(cleaned(value.text))) is not None:
            tag = "-".join(filter(None, (match[1].lower(), match[2])))
            if tag != value.text:
                yield candidate.editor.replace(value, tag, "S103")


def _field(
    candidate: FixCandidate, name: str, known: Mapping[str, str], code: str, *, listed: bool = False
) -> Iterator[Change]:
    """`known` holds the possible values, each with another name for it."""
    for value in simple_values(candidate, name):
        if value.text in known:
            continue
        if (meant := _meant(value.text, known)) is not None:
            yield candidate.editor.replace(value, meant, code)
        elif listed and isinstance(candidate.editor.node(name), Scalar):
            several = [_meant(part, known) for part in _SEVERAL.split(cleaned(value.text)) if part]
            if len(several) > 1 and None not in several:
                unique = dict.fromkeys(part for part in several if part)
                yield candidate.editor.replace(value, f"[{', '.join(unique)}]", code)


def _meant(text: str, known: Mapping[str, str]) -> str | None:
    text = re.sub(r"^(?:.*/)?([^/]+?)/?(?:\.md|\.yml)?$", r"\1", cleaned(text))
    return same_word(text, known)


def _leads_to(candidate: FixCandidate, id_: str | None, own: str) -> bool:
    """Whether a story continues the one that is fixed, directly or through others."""
    seen: set[str] = set()
    while id_ is not None and id_ not in seen:
        if id_ == own:
            return True
        seen.add(id_)
        id_ = candidate.references.stories.get(id_)
    return False
