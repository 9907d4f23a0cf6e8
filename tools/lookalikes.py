"""Write generator/text/lookalikes.py: letters that look like Latin ones, as Unicode's data say.

The look-alikes are those of confusables.txt (Unicode Technical Standard 39), in the edition of the
package confusable-homoglyphs, and letters whose own name says which letter they are, such as LATIN
SMALL LETTER L WITH STROKE or NEGATIVE SQUARED LATIN CAPITAL LETTER M. Run it after an update of
either: `python -m tools.lookalikes`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from string import ascii_lowercase

OUTPUT = Path(__file__).parent.parent / "generator/text/lookalikes.py"
_NAMED = re.compile(
    r"(?:[A-Z ]*?\b)?LATIN (?:SMALL|CAPITAL)? ?LETTER (?:SMALL CAPITAL )?"
    r"([A-Z]|AE|OE|AA|AO|AU|AV|AY|OO|VY|TZ)(?: WITH .*)?"
)
_SYMBOL = re.compile(
    r"(?:.* LATIN (?:SMALL|CAPITAL) LETTER|REGIONAL INDICATOR SYMBOL LETTER) ([A-Z])"
)
_MIRRORED = ("R", "AL")
"""Right-to-left scripts have letters like l and o, too, but nobody writes a Latin word with them."""


def published() -> Iterator[tuple[str, str]]:
    """The single letters that are confusable with a Latin letter, each with it in small."""
    data = json.loads(
        files("confusable_homoglyphs").joinpath("confusables.json").read_text("utf-8")
    )
    for letter in ascii_lowercase:
        for like in (letter, letter.upper()):
            for entry in data.get(like, ()):
                char = entry["c"].strip("\u200e\u200f")
                if len(char) == 1 and not char.isascii() and _is_letter(char):
                    yield char, letter


def shown_as() -> Iterator[tuple[str, str]]:
    """The single letters whose prototype is a Latin letter, but for marks on it."""
    data = json.loads(
        files("confusable_homoglyphs").joinpath("confusables.json").read_text("utf-8")
    )
    for char, (first, *_) in data.items():
        latin = "".join(c for c in _decomposed(first["c"]) if not unicodedata.combining(c))
        is_one = len(char) == 1 and not char.isascii() and _is_letter(char)
        if is_one and len(latin) == 1 and latin in ascii_lowercase:
            yield char, latin


def _is_letter(char: str) -> bool:
    return (
        unicodedata.category(char).startswith("L")
        and unicodedata.bidirectional(char) not in _MIRRORED
    )


def _characters() -> Iterator[str]:
    return (chr(code) for code in range(128, 0x110000) if not 0xD800 <= code <= 0xDFFF)


def _decomposed(char: str) -> str:
    return unicodedata.normalize("NFKD", char.casefold())


def _folded(char: str) -> str:
    return unicodedata.normalize("NFKD", char).casefold()


def letters() -> dict[str, str]:
    """What folded letters look like: small ones by themselves, or else as capitals."""
    like = {**dict(shown_as()), **dict(published())}
    found: dict[str, str] = {}
    for char in _characters():
        if not _is_letter(char) or _decomposed(char) != char:
            continue
        named = _NAMED.fullmatch(unicodedata.name(char, ""))
        latin = like.get(char) or (named[1].lower() if named else like.get(char.upper()))
        if latin:
            found[char] = latin
    return found


def capitals(small: dict[str, str]) -> dict[str, str]:
    """Letters that look like another Latin letter than what they are folded to: most are capitals."""
    return {
        char: latin
        for char, latin in published()
        if latin != "l" and small.get(folded := _folded(char), folded) != latin
    }


def symbols() -> dict[str, str]:
    """Signs that show one letter: squared, circled, in brackets, on flags."""
    return {
        char: match[1]
        for char in _characters()
        if unicodedata.category(char) == "So"
        and (match := _SYMBOL.fullmatch(unicodedata.name(char, "")))
    }


def ranges(is_wanted: Callable[[str], bool]) -> str:
    """Characters as the inside of a class of regular expressions.

    Only those of the basic plane: a class with others is ten times slower, and they belong to
    scripts that nobody writes names in.
    """
    codes = [ord(char) for char in _characters() if ord(char) < 0x10000 and is_wanted(char)]
    spans: list[list[int]] = []
    for code in codes:
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in spans)


def _wrapped(name: str, text: str) -> str:
    escaped = [char.encode("unicode_escape").decode() for char in text]
    lines, line = [], ""
    for char in escaped:
        if len(line) + len(char) > 90:
            lines.append(line)
            line = ""
        line += char
    inside = "\n".join(f'    "{each}"' for each in (*lines, line))
    return f"{name} = (\n{inside}\n)\n"


def module() -> str:
    """The text of the module."""
    small = letters()
    one = {char: latin for char, latin in small.items() if len(latin) == 1}
    two = {char: latin for char, latin in small.items() if len(latin) == 2}
    numbers = [char for char in _characters() if unicodedata.category(char) == "No"]
    tables: Iterable[tuple[str, str]] = (
        ("LETTERS", "".join(one)),
        ("LETTERS_LIKE", "".join(one.values())),
        ("LIGATURES", "".join(two)),
        ("LIGATURES_LIKE", "".join(two.values())),
        ("CAPITALS", "".join(capitals(small))),
        ("CAPITALS_LIKE", "".join(capitals(small).values())),
        ("SYMBOLS", "".join(symbols())),
        ("SYMBOLS_LIKE", "".join(symbols().values())),
        ("NUMBERS", "".join(numbers)),
        ("MARKS", ranges(lambda char: unicodedata.category(char).startswith("M"))),
        ("CAPITAL", "A-Z" + ranges(lambda char: unicodedata.category(char) in ("Lu", "Lt"))),
        (
            "COMBINING",
            ranges(lambda c: unicodedata.combining(c) != 0 or unicodedata.category(c) == "Me"),
        ),
    )
    head = (
        '"""Letters that look alike, and classes of marks. Made by tools/lookalikes.py from Unicode '
        f'{unicodedata.unidata_version}."""\n\nfrom __future__ import annotations\n\n'
    )
    return head + "\n".join(_wrapped(name, text) for name, text in tables)


if __name__ == "__main__":
    OUTPUT.write_text(module(), "utf-8")
