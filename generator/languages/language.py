"""What belongs to one language, besides the translation of our own words in its `messages.po`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple


class Catalog(NamedTuple):
    """The forms of each text in one language, by its context (or an empty string) and its English.

    `plural` is an expression of C that gives the number of the form for `n`. `path` and `lines` say where
    an organisation wrote its own words.
    """

    texts: Mapping[tuple[str, str], tuple[str, ...]]
    plural: str = "(n != 1)"
    path: str = ""
    lines: Mapping[tuple[str, str], int] = {}


@cache
def plural_rule(plural: str) -> Callable[[int], int]:
    """The number of the plural form for a number, by an expression of C."""
    from gettext import c2py  # noqa: PLC0415  # not for English

    rule: Callable[[int], int] = c2py(plural)
    return rule


_LONGEST_WORD = 24
"""Characters before a phrase in which a word is looked for that asks for another form."""


class FormsAfter(NamedTuple):
    """Other forms of some phrases after some words, as prepositions ask for them."""

    words: str
    """Alternatives of a pattern, such as `mit|von`."""
    forms: Mapping[str, str]
    """Each phrase that changes, and its form here."""


class UnnamedPhrases(NamedTuple):
    """What people are called who are not named, in running text and in lists.

    `colleagues` are the phrases for the first, the second, the third… such person in a story, so
    that readers can tell them apart; `colleague_number` counts from there on. `of_team` or, where no
    team may be shown, `of_no_team` is put around each.

    Nobody knows the gender of the person, and hardly ever the case that a sentence asks for. So
    phrases are chosen that serve for everybody and in every place, and `after` has the forms for
    places that can be known.
    """

    colleagues: tuple[str, ...]
    colleague_number: str
    of_team: str
    of_no_team: str = "{colleague}"
    role: str = "{role}"
    capitals: bool = True
    """Whether a sentence begins with a capital letter."""
    after: tuple[FormsAfter, ...] = ()

    def of_colleague(self, ordinal: int, team: str | None, before: str = "") -> str:
        """The phrase for the `ordinal`-th (from 0) unnamed person, with or without a team.

        `before` is what stands before it in the text.
        """
        phrases = self.colleagues
        phrase = phrases[ordinal] if ordinal < len(phrases) else self.colleague_number
        for forms in self.after if before else ():
            if phrase in forms.forms and re.search(
                rf"(?<!\w)(?:{forms.words})\s+\Z", before[-_LONGEST_WORD:], re.IGNORECASE
            ):
                phrase = forms.forms[phrase]
                break
        around = self.of_team if team else self.of_no_team
        return around.format(colleague=phrase.format(number=ordinal + 1), team=team)


class Quotes(NamedTuple):
    """The outer and the inner quotation marks, and the space that French puts inside."""

    open: str
    close: str
    inner_open: str
    inner_close: str
    thin: str = ""


class Separators(NamedTuple):
    """What stands between the texts of a list without "and", between a label and its text, and between a
    title and what is said of it.
    """

    comma: str = ", "
    colon: str = ": "
    dash: str = " — "


class NameWords(NamedTuple):
    """Words that help to tell names from other words: folded, with spaces between them."""

    ordinary: str = ""
    """Names that are ordinary words too."""
    particles: str = ""
    """Words in names that are no names of their own."""
    openers: str = ""
    """Words with a capital letter at the beginning of a sentence, and no first names."""
    titles: str = ""
    """What stands before a name."""
    times: str = ""
    """Months, days and seasons, if they are written with a capital letter, as names are…"""
    before_times: str = ""
    """…and words before them."""
    honorifics: str = ""
    """Titles that follow a name, in scripts that write the two in one."""
    honorifics_before: str = ""
    """Titles that precede a name, in such scripts."""
    compound_family_names: str = ""
    """Chinese and Korean family names of two characters."""
    prefixes: str = ""
    """Particles that are written in one with the word that follows."""
    no_names: str = ""
    """Words as they are typed that are folded to a name and are none: على is not Ali."""


class CoachWords(NamedTuple):
    """What the coach knows of a language: lists of phrases, one a line, and two lists of words.

    `generator/coach/phrases.py` has the form of a phrase. The manuals of the remarks say why a list is there.
    """

    thanks: str
    """Words of thanks: what makes a text a note of thanks."""
    praise: str
    """Thanks and praise that say nothing of what was done."""
    cliche: str
    person: str
    hero: str
    overwork: str
    gendered: str
    blame: str
    offer: str
    need: str
    """Help that was needed, or came unasked."""
    asked: str
    """Words that tell of asking."""
    deeds: str
    """How a note of thanks begins to say what was done."""
    effect: str
    """Words that tell for whom it mattered, or how."""
    always: str
    """What happens all the time, and so at no time in particular."""
    vague: str
    """Words that are left out of account where the coach looks for what was done…"""
    function: str
    """…and words that have no meaning of their own."""


class TypedWords(NamedTuple):
    """Words that authors type in a story's file in place of what belongs there.

    Each text has words with spaces between them: in small letters, without accents and signs.
    """

    fields: Mapping[str, str] = {}
    """What the fields of a story are called, by their names."""
    articles: str = ""
    both: str = ""
    """The word between the last two of a list."""
    ourselves: str = ""
    everybody: str = ""
    nobody: str = ""
    """Somebody who is not to be named."""
    yes: str = ""
    """What people answer who agree to a story, accents and all…"""
    no: str = ""
    """…and who do not."""


class Language(NamedTuple):
    """What we have of one language. Everything but the code may be missing."""

    code: str
    """As in BCP 47; the folder has the same name."""
    unnamed: UnnamedPhrases | None = None
    quotes: Quotes | None = None
    regional_quotes: Mapping[str, Quotes] = {}
    """Where a region has others, by its code in small letters."""
    separators: Separators = Separators()
    first_of_month: str = "1"
    """The number of a month's first day in dates."""
    elided: str = ""
    """A pattern of what follows an apostrophe that is not an opening quotation mark."""
    sensitive: Mapping[str, str] = {}
    """Words of each sensitive matter, with spaces between them. See `consent/sensitive.py`."""
    sensitive_phrases: Mapping[str, str] = {}
    """A pattern of phrases of each matter…"""
    sensitive_signs: str = ""
    """…and folded words, one of which is in each of these phrases. A language that sets no words apart
    has phrases alone."""
    names: NameWords = NameWords()
    typed: TypedWords = TypedWords()
    abbreviations: str = ""
    """Alternatives of a pattern: what a full stop may follow within a sentence."""
    speech_verbs: str = ""
    """Alternatives of a pattern: what may follow a quotation within a sentence."""
    coaching: CoachWords | None = None
