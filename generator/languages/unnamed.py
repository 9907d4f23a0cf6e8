"""An organisation's own phrases for people who are not named, from its catalogs."""

from __future__ import annotations

from collections.abc import Mapping

from generator.languages import SOURCE, language
from generator.languages.language import Catalog, UnnamedPhrases
from generator.languages.messages import catalog_names, noted_in

CONTEXT = "somebody who is not named"
_COLLEAGUES = (
    noted_in("somebody who is not named", "a colleague"),
    noted_in("somebody who is not named", "another colleague"),
    noted_in("somebody who is not named", "a third colleague"),
    noted_in("somebody who is not named", "a fourth colleague"),
    noted_in("somebody who is not named", "a fifth colleague"),
    noted_in("somebody who is not named", "a sixth colleague"),
)
_NUMBER = noted_in("somebody who is not named", "colleague number %(number)s")
_IN_TEAM = noted_in("somebody who is not named", "%(colleague)s in %(team)s")


def unnamed_phrases(lang: str, wording: Mapping[str, Catalog]) -> UnnamedPhrases:
    """The phrases of a BCP 47 language: the organisation's, ours, or those of English.

    `wording` are the organisation's catalogs, as for `messages`.
    """
    for tag in (lang, SOURCE):
        found = language(tag)
        phrases = found.unnamed if found else None
        for name in catalog_names(tag):
            if name in wording:
                phrases = _with_own(phrases, wording[name]) or phrases
        if phrases:
            return phrases
    raise AssertionError("English has phrases")


def _with_own(ours: UnnamedPhrases | None, catalog: Catalog) -> UnnamedPhrases | None:
    """Our phrases with those of a catalog in their places; its own alone, if we have none."""
    own = [_own(catalog, text) for text in _COLLEAGUES]
    number, in_team = _own(catalog, _NUMBER), _own(catalog, _IN_TEAM)
    if ours is None and own[0] is None:
        return None
    there = ours.colleagues if ours else ()
    colleagues: list[str] = []
    for at, phrase in enumerate(own):
        if not (phrase := phrase or (there[at] if at < len(there) else None)):
            break
        colleagues.append(phrase)
    if not ours:
        number, in_team = number or f"{colleagues[0]} {{number}}", in_team or "{colleague} ({team})"
        return UnnamedPhrases(_distinct(colleagues), number, in_team)
    if not any(own):
        return ours._replace(
            colleague_number=number or ours.colleague_number, of_team=in_team or ours.of_team
        )
    return ours._replace(
        colleagues=_distinct(colleagues),
        colleague_number=number or ours.colleague_number,
        of_team=in_team or ours.of_team,
        of_no_team="{colleague}",
        after=(),
    )


def _distinct(phrases: list[str]) -> tuple[str, ...]:
    """Phrases without repeats: two people of a story are never called the same."""
    return tuple({phrase.casefold(): phrase for phrase in reversed(phrases)}.values())[::-1]


def _own(catalog: Catalog, text: str) -> str | None:
    """A text of a catalog, with its placeholders as those of `UnnamedPhrases`."""
    forms = catalog.texts.get((CONTEXT, text))
    if not forms:
        return None
    said = forms[0].replace("{", "{{").replace("}", "}}")
    for name in ("number", "colleague", "team"):
        said = said.replace(f"%({name})s", f"{{{name}}}")
    return said.replace("%%", "%")
