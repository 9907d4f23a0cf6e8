"""A grammar of how a name can be written in a text: people in many scripts, and their writings.

Each writing is made by a known change of a known name, so it is known what a reader makes of it:
the whole name, one word of it, or something that nobody promises to recognise. That is the oracle
of `test_writings.py`; nothing here looks at how the program finds names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from random import Random
from typing import Literal, NamedTuple
from urllib.parse import quote

Change = Callable[[str], str]


class Part(StrEnum):
    """What a writing says of a name."""

    WHOLE = "whole"
    """The person is recognised, whoever else is in the story."""
    WORD = "word"
    """One word of it: recognised where the person has a part in the story."""
    LIMIT = "limit"
    """Something that is missed by design. docs/explanation/promises.md states each kind of it."""


class Where(StrEnum):
    """The places that a writing makes sense in."""

    PROSE = "prose"
    """Every text, and the name of a picture's file."""
    MARKDOWN = "markdown"
    """Running text of the body, where Markdown is rendered."""
    BLOCK = "block"
    """A body of its own."""
    SLUG = "slug"
    """Ids, names of files and addresses."""
    SPREAD = "spread"
    """Two texts: the first line ends one, the second line begins another."""


class Writing(NamedTuple):
    """A name as it is written. `kind` is a row of the table in docs/explanation/promises.md."""

    kind: str
    detail: str
    text: str
    part: Part
    where: Where = Where.PROSE
    below: str = ""
    """What has to follow the body: the address of a reference link, a footnote."""


@dataclass(frozen=True)
class Someone:
    """A person of people.yml, with what the grammar has to know about the name."""

    name: str
    given: str
    family: str = ""
    """Empty where the whole name is one word."""
    inflected: tuple[tuple[str, str], ...] = ()
    """Given and family name in the cases of a grammar whose endings are recognised."""
    translated: str = ""
    """The name in Latin letters."""
    nickname: str = ""
    foreign_case: str = ""
    """The name with the ending of a grammar that is not recognised."""
    sentences: tuple[str, ...] = ()
    """Sentences of a script without spaces between words, or with words joined to names."""
    is_ordinary: bool = False
    """The family name is an ordinary word too, and is found alone only where it is written as a name."""
    emails: tuple[str, ...] = ()
    also_written: tuple[str, ...] = ()

    @property
    def script(self) -> str:
        """The script of the name, as the standard of characters calls it: "latin", "hangul"…"""
        return unicodedata.name(self.given[0]).partition(" ")[0].partition("-")[0].lower()

    @property
    def is_unspaced(self) -> bool:
        return self.script in _UNSPACED

    @property
    def is_solid(self) -> bool:
        """Whether the name has no space, family name first, as in 田中太郎."""
        return bool(self.family) and self.name == self.family + self.given

    @property
    def is_one_word(self) -> bool:
        return not self.family

    @property
    def in_order(self) -> tuple[str, str]:
        """The two parts of the name, in the order that its language writes them."""
        is_family_first = self.name.startswith(self.family)
        return (self.family, self.given) if is_family_first else (self.given, self.family)


_UNSPACED = frozenset(["thai", "lao", "khmer", "myanmar", "cjk", "hiragana", "katakana", "hangul"])
"""Scripts without spaces between words, or with particles joined to names."""
CASED = frozenset(["latin", "cyrillic", "greek", "armenian"])

_CHINESE = ("昨天{}来了，灯就亮了。", "我们问了{}两次。", "和{}一起修好了。")
_JAPANESE = ("昨日{}が来た。", "その日、{}と一緒に直した。", "答えは{}に聞いた。")
_KOREAN = ("어제 {}이 왔다.", "그날 {}에게 물었다.", "우리는 {}와 함께 고쳤다.")
_THAI = ("เมื่อวาน{}มาช่วย", "เราถาม{}สองครั้ง")

PEOPLE: Mapping[str, Someone] = {
    f"p{number:02}": person
    for number, person in enumerate(
        (
            Someone("Maria Rossi", "Maria", "Rossi", nickname="Mimi", foreign_case="Mariaan Rossiin",
                    emails=("mr77@bench.example",), also_written=("Maria Bellacorte",)),
            Someone("Björk", "Björk", nickname="Bibi"),
            Someone("Suharto", "Suharto", nickname="Harto"),
            Someone("Søren Østergård", "Søren", "Østergård"),
            Someone("Łukasz Wiśniewski", "Łukasz", "Wiśniewski", nickname="Łuki",
                    foreign_case="Łukaszowi Wiśniewskiemu"),
            Someone("Nguyễn Thị Hương", "Hương", "Nguyễn"),
            Someone("Gülay Şahin", "Gülay", "Şahin", nickname="Güli"),
            Someone("Çağrı Yıldız", "Çağrı", "Yıldız"),
            Someone("Siobhán O'Brien", "Siobhán", "O'Brien", nickname="Shiv"),
            Someone("Joost van den Berg", "Joost", "van den Berg"),
            Someone("Jean-Luc Müller-Schmidt", "Jean-Luc", "Müller-Schmidt"),
            Someone("Inés de la Cruz", "Inés", "de la Cruz", is_ordinary=True),
            Someone("Jürgen Größler", "Jürgen", "Größler"),
            Someone("Åshild Ødegård", "Åshild", "Ødegård"),
            Someone("Anna Bergman", "Anna", "Bergman", nickname="Annchen"),
            Someone("Sofia Steffens", "Sofia", "Steffens"),
            Someone("Олена Гриценко", "Олена", "Гриценко", translated="Olena Hrytsenko",
                    inflected=(("Олени", "Гриценко"), ("Олені", "Гриценко"), ("Оленою", "Гриценко")),
                    nickname="Леся", also_written=("Olena Hrytsenko",)),
            Someone("Дмитрий Ковалёв", "Дмитрий", "Ковалёв", translated="Dmitry Kovalyov",
                    inflected=(("Дмитрия", "Ковалёва"), ("Дмитрию", "Ковалёву"), ("Дмитрием", "Ковалёвым"),
                               ("Дмитрии", "Ковалёве")), nickname="Димочка"),
            Someone("Γιώργος Παπαδόπουλος", "Γιώργος", "Παπαδόπουλος", translated="Giorgos Papadopoulos",
                    nickname="Γιωργάκης", foreign_case="Γιώργου Παπαδοπούλου"),
            Someone("Արամ Սարգսյան", "Արամ", "Սարգսյան", translated="Aram Sargsyan", foreign_case="Արամի Սարգսյանի"),
            Someone("ნინო ბერიძე", "ნინო", "ბერიძე", translated="Nino Beridze", foreign_case="ნინოს ბერიძემ"),
            Someone("נועה לוינסקי", "נועה", "לוינסקי", translated="Noa Levinsky", nickname="נועוש"),
            Someone("ليلى حدّادين", "ليلى", "حدّادين", translated="Layla Haddadin", nickname="لولو"),
            Someone("أحمد القحطاني", "أحمد", "القحطاني", translated="Ahmad Al-Qahtani"),
            Someone("प्रिया शर्मा", "प्रिया", "शर्मा", translated="Priya Sharma", foreign_case="प्रियाला"),
            Someone("অনিতা চৌধুরী", "অনিতা", "চৌধুরী", translated="Anita Chowdhury", foreign_case="অনিতার"),
            Someone("கவிதா சுப்பிரமணியன்", "கவிதா", "சுப்பிரமணியன்", translated="Kavitha Subramanian",
                    foreign_case="கவிதாவின்"),
            Someone("లక్ష్మీదేవి", "లక్ష్మీదేవి", translated="Lakshmidevi"),
            Someone("สมชาย ใจดีงาม", "สมชาย", "ใจดีงาม", translated="Somchai Chaideengam", sentences=_THAI),
            Someone("田中太郎", "太郎", "田中", translated="Tanaka Taro", sentences=_JAPANESE,
                    also_written=("たなかたろう",)),
            Someone("佐藤 花子", "花子", "佐藤", translated="Hanako Sato", sentences=_JAPANESE),
            Someone("さくらい みどり", "みどり", "さくらい", translated="Midori Sakurai", sentences=_JAPANESE),
            Someone("カタリナ・ゴンザレス", "カタリナ", "ゴンザレス", translated="Catalina Gonzalez",
                    sentences=_JAPANESE),
            Someone("王小明", "小明", "王", translated="Wang Xiaoming", sentences=_CHINESE),
            Someone("李娜", "娜", "李", translated="Li Na", sentences=_CHINESE),
            Someone("欧阳建国", "建国", "欧阳", translated="Ouyang Jianguo", sentences=_CHINESE),
            Someone("김민준", "민준", "김", translated="Kim Minjun", sentences=_KOREAN),
            Someone("박 서연", "서연", "박", translated="Seoyeon Park", sentences=_KOREAN),
            Someone("សុខ ដារាវុធ", "ដារាវុធ", "សុខ", translated="Sok Daravuth", sentences=("ម្សិលមិញ{}បានមក",)),
            Someone("အောင်မြင့်သူ", "အောင်မြင့်သူ", translated="Aung Myint Thu", sentences=("မနေ့က{}လာသည်",)),
            Someone("ສົມໃຈ ວົງສະຫວັນ", "ສົມໃຈ", "ວົງສະຫວັນ", translated="Somchai Vongsavan", sentences=("ມື້ວານ{}ມາ",)),
            Someone("አበበች በቀለሰ", "አበበች", "በቀለሰ", translated="Abebech Bekelese", foreign_case="ለአበበች"),
        ),
        1,
    )
}  # fmt: skip
"""Who is written. None of their words is an ordinary word, or a part of another name here."""


# How letters are changed.


def _normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    return unicodedata.normalize(form, text)


def _mapped(table: Mapping[str, str], text: str) -> str:
    return "".join(table.get(char, char) for char in unicodedata.normalize("NFD", text))


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    """Letters in other shapes, by the name of the shape: what the standard says is the same letter."""
    tables: dict[str, dict[str, str]] = {}
    shapes = re.compile(
        r"(MATHEMATICAL [A-Z -]*?(?= (?:CAPITAL|SMALL|DIGIT|DOTLESS|NABLA|PARTIAL))"
        r"|ARABIC MATHEMATICAL(?= [A-Z]+$)|FULLWIDTH|HALFWIDTH|CIRCLED|PARENTHESIZED|SQUARED|MODIFIER"
        r"|SUPERSCRIPT|LATIN SUBSCRIPT|(?:SMALL )?ROMAN NUMERAL|KANGXI RADICAL)\b"
        r"|ARABIC .* (ISOLATED|INITIAL|MEDIAL|FINAL) FORM$"
    )
    ranges = [(0x2B0, 0x300), (0x1D2C, 0x1DC0), (0x2070, 0x209D), (0x2100, 0x2190), (0x2460, 0x2500), (0x2C7C, 0x2C7E),
              (0x2F00, 0x2FE0), (0x32D0, 0x32FF), (0xA69C, 0xA7FA), (0xFB50, 0xFFF0), (0x1D400, 0x1D800),
              (0x1EE00, 0x1EF00), (0x1F110, 0x1F150)]  # fmt: skip
    for start, end in ranges:
        for char in map(chr, range(start, end)):
            base = unicodedata.normalize("NFKD", char).strip("()")
            match = shapes.match(unicodedata.name(char, ""))
            if match and len(base) == 1 and base != char:
                shape = (match[1] or match[2]).lower().removeprefix("small ")
                tables.setdefault(shape, {}).setdefault(base, char)
    for char in "ℎℬℰℱℋℐℒℳℛℯℊℴℭℌℑℜℨℂℍℕℙℚℝℤ":  # taken out of the mathematical sets
        base, name = unicodedata.normalize("NFKD", char), unicodedata.name(char)
        shape = ("fraktur" if "BLACK-LETTER" in name else "double-struck" if "DOUBLE" in name
                 else "script" if "SCRIPT" in name else "italic")  # fmt: skip
        tables[f"mathematical {shape}"].setdefault(base, char)
    for shape, start in (
        ("negative circled", 0x1F150),
        ("negative squared", 0x1F170),
        ("regional indicator", 0x1F1E6),
    ):
        tables[shape] = {chr(65 + n): chr(start + n) for n in range(26)}
    tables["modifier"] |= {"i": "ⁱ", "n": "ⁿ"}
    small = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ·ʏᴢ"
    tables["small capital"] = {chr(97 + n): c for n, c in enumerate(small) if c != "·"}
    return tables


_LOOKALIKES = {
    "a": "аαɑ", "b": "Ьᖯ", "c": "сϲⅽ", "d": "ԁⅾᏧ", "e": "еҽ", "f": "ꬵք", "g": "ɡց", "h": "һհ", "i": "іιɩ",
    "j": "јϳ", "k": "кκ", "l": "ⅼǀ", "m": "мⅿ", "n": "ηո", "o": "оοօᴏ", "p": "рρ", "q": "ԛգ", "r": "гᴦ",
    "s": "ѕꜱ", "t": "тτ", "u": "υսʋ", "v": "ѵνⅴ", "w": "ԝѡա", "x": "хχⅹ", "y": "уγү", "z": "ᴢ",
    "A": "АΑᎪꓮ", "B": "ВΒᏴꓐ", "C": "СϹᏟꓚ", "D": "Ꭰꓓ", "E": "ЕΕᎬꓰ", "F": "Ϝꓝ", "G": "ԌᏀꓖ", "H": "НΗᎻꓧ", "I": "ІΙ",
    "J": "ЈͿᎫꓙ", "K": "КΚᏦꓗ", "L": "Ꮮꓡ", "M": "МΜᎷꓟ", "N": "Νꓠ", "O": "ОΟՕꓳ", "P": "РΡᏢꓑ", "R": "Ꭱꓣ", "S": "ЅՏᏚꓢ",
    "T": "ТΤᎢꓔ", "U": "Սꓴ", "V": "ѴᏙꓦ", "W": "ԜᎳꓪ", "X": "ХΧꓫ", "Y": "ҮΥꓬ", "Z": "ΖᏃꓜ",
}  # fmt: skip
"""Letters of other scripts that look like Latin ones, from the Unicode list of confusables."""
_ALPHABETS = ("cyrillic", "greek", "armenian", "cherokee", "lisu", "latin", "small roman")


@cache
def _lookalikes(script: str, alphabet: str) -> Mapping[str, str]:
    """Letters of an alphabet for the letters of a script, where they look alike."""

    def is_of(char: str, wanted: str) -> bool:
        return unicodedata.name(char).lower().startswith(wanted)

    if script == "latin":
        return {
            base: char
            for base, alike in _LOOKALIKES.items()
            for char in reversed(alike)
            if is_of(char, alphabet)
        }
    if alphabet == "latin":
        return {
            char: base
            for base, alike in _LOOKALIKES.items()
            for char in alike
            if is_of(char, script)
        }
    return {}


_PLAIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
)
_SPELT_OUT = str.maketrans(
    {char: f"{base}e" for char, base in zip("äöüøæÄÖÜØ", "aouoaAOUO", strict=True)}
    | {"å": "aa", "Å": "Aa", "ß": "ss"}
)


def _bare(text: str) -> str:
    """A text without diacritics, as people type who do not have the letters."""
    marked = unicodedata.normalize("NFD", text)
    return "".join(c for c in marked if not "\u0300" <= c <= "\u036f").translate(_PLAIN)


def _spelt_out(text: str) -> str:
    return _bare(unicodedata.normalize("NFC", text).translate(_SPELT_OUT))


def _after_letters(mark: str) -> Change:
    """A change that puts a mark behind each letter."""
    return lambda text: "".join(f"{char}{mark}" if char.isalpha() else char for char in text)


def _inside(sign: str) -> Change:
    """A change that puts a sign into the middle of each word."""
    return lambda text: re.sub(
        r"[^\W\d_]{2,}", lambda m: f"{m[0][: len(m[0]) // 2]}{sign}{m[0][len(m[0]) // 2 :]}", text
    )


def _alternating(text: str) -> str:
    return "".join(c.upper() if at % 2 else c.lower() for at, c in enumerate(text))


def _of_table(shape: str, *, capitals: bool = False) -> Change:
    table = _tables()[shape]
    return lambda text: _mapped(table, text.upper() if capitals else text)


def _arabic_shapes(text: str) -> str:
    """Arabic letters as old systems stored them: each in the shape that it has in its word."""
    shapes = _tables()

    def shape(at: int) -> str:
        char = text[at]
        joins = at > 0 and text[at - 1] in shapes["initial"]
        goes_on = at + 1 < len(text) and text[at + 1].isalpha()
        names = {(True, True): "medial", (True, False): "final", (False, True): "initial"}
        return shapes[names.get((joins, goes_on), "isolated")].get(
            char, shapes["isolated"].get(char, char)
        )

    return "".join(map(shape, range(len(text))))


IGNORABLES = tuple(
    map(
        chr,
        (0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x180F, *range(0x200B, 0x2010),
         *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0x2065, *range(0x2066, 0x2070), 0x3164, 0xFE00, 0xFE0E,
         0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF8, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0001, 0xE0020, 0xE0061,
         0xE007F, 0xE0100, 0xE01EF, 0xE0FFF),
    )
)  # fmt: skip
"""Characters that are shown as nothing (Default_Ignorable_Code_Point): each, or the ends of a range."""
_MARKS = {
    "latin": "\u0301 \u0337 \u0338 \u0336 \u0332 \u0489 \u20dd \u20e0 \u0361 \u1dc4 \ufe20 \u0334\u0317\u0308",
    "cyrillic": "\u0301 \u0337 \u0336 \u0483 \u20dd",
    "greek": "\u0337 \u0336 \u0345 \u20dd",
    "hebrew": "\u05b7 \u05bc\u05b8 \u05bf \u0336",
    "arabic": "\u064e \u0651\u0650 \u0652 \u0670 \u06e1 \u08f0 \u0640",
}
"""Marks to put behind each letter, by script; other scripts get a stroke."""


def spellings(someone: Someone) -> Iterator[tuple[str, str, Change]]:
    """Changes of the letters of a name, with their kind and what exactly they do."""
    script = someone.script
    if script in CASED or script == "georgian":
        yield "case", "capitals", str.upper
    if script in CASED:
        yield "case", "small letters", str.lower
        yield "case", "alternating", _alternating
        yield "case", "swapped", str.swapcase
        yield "case", "folded", str.casefold
    if {"ı", "ğ", "ş", "Ş"} & set(someone.name):
        yield "case", "Turkish capitals", lambda text: text.replace("i", "İ").upper()
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        yield "normal form", form, partial(_normalized, form)
    yield from _shapes(script)
    for alphabet in _ALPHABETS:
        if table := _lookalikes(script, alphabet):
            yield "look-alike letters", f"all that are {alphabet}", partial(_mapped, table)
            yield "look-alike letters", f"one that is {alphabet}", partial(_one, table)
    for mark in _MARKS.get(script, "\u0336 \u20e0").split():
        code = " ".join(f"U+{ord(char):04X}" for char in mark)
        yield "marks on letters", code, _after_letters(mark)
    if script in CASED and _bare(someone.name) != someone.name:
        yield "without diacritics", "none", _bare
    if script == "latin" and _spelt_out(someone.name) != _bare(someone.name):
        yield "without diacritics", "two letters for one", _spelt_out
    if script == "arabic":
        yield "without diacritics", "alef, yeh and shadda", _plain_arabic
        yield (
            "without diacritics",
            "Persian letters",
            lambda t: t.replace("ي", "ی").replace("ى", "ی"),
        )
    for char in IGNORABLES:
        yield "invisible characters", f"U+{ord(char):04X}", _inside(char)
    yield "invisible characters", "behind each letter", _after_letters("\u2060")


def _shapes(script: str) -> Iterator[tuple[str, str, Change]]:
    tables = _tables()
    if script in ("latin", "greek"):
        for shape in tables:
            if shape.startswith("mathematical") and (script == "latin" or "α" in tables[shape]):
                yield "mathematical letters", shape.removeprefix("mathematical "), _of_table(shape)
    if script == "arabic":
        yield "mathematical letters", "arabic", _of_table("arabic mathematical")
        yield "letters of old systems", "presentation forms", _arabic_shapes
        yield "letters of old systems", "isolated forms", _of_table("isolated")
    if script == "latin":
        yield "width", "full", _of_table("fullwidth")
        for shape in ("circled", "parenthesized"):
            yield "circled and squared letters", shape, _of_table(shape)
        for shape in ("squared", "negative circled", "negative squared", "regional indicator"):
            yield "circled and squared letters", shape, _of_table(shape, capitals=True)
        yield "small and raised letters", "raised", _of_table("modifier")
        yield "small and raised letters", "lowered", _of_table("latin subscript")
        yield "small and raised letters", "small capitals", _of_table("small capital")
        yield "letters of old systems", "ligatures", lambda t: (
            t.replace("ffi", "ﬃ").replace("ff", "ﬀ").replace("fi", "ﬁ").replace("st", "ﬆ").replace("s", "ſ")
        )  # fmt: skip
        yield "letters of old systems", "Roman numerals", _of_table("roman numeral")
    if script == "katakana":
        yield "width", "half", _of_table("halfwidth")
        yield "circled and squared letters", "circled", _of_table("circled")
    if script == "cjk":
        yield "letters of old systems", "radicals", _of_table("kangxi radical")


def _one(table: Mapping[str, str], text: str) -> str:
    """A text with one letter replaced: the last that can be."""
    at = next((at for at in reversed(range(len(text))) if text[at] in table), None)
    return text if at is None else f"{text[:at]}{table[text[at]]}{text[at + 1 :]}"


def _plain_arabic(text: str) -> str:
    return text.translate(str.maketrans("أإآى", "اااي", "\u0651"))


# How the words of a name are put together.

_SPACES = ("\u00a0", "\u2009", "\u202f", "\u3000", "\u1680", "\u2003", "\u205f", "\u2800", "\t", "  ", "\n", "\u2028",
           "\u200b", "\u2063")  # fmt: skip
_JOINTS = ("_", "-", ".", "/", "+", "&", "|", "~", "=", ":", "·", "・", "\u2010", "\u2011", "–", "—", "−", "⸺", "־", "＿",
           "．", "…", "•", "→", "🌷", "¹", "☆", "™")  # fmt: skip


def arrangements(someone: Someone) -> Iterator[Writing]:
    """The words of a name in every order, with every sign between them, and each of them alone."""
    given, family, whole = someone.given, someone.family, Part.WHOLE
    first, second = someone.in_order
    plain = "as in people.yml"
    yield Writing(plain, "the name", someone.name, whole)
    if someone.is_one_word:
        return
    yield from _words_alone(someone)
    for space in _SPACES:
        code = " ".join(f"U+{ord(char):04X}" for char in space)
        yield Writing("spaces between the words", code, f"{first}{space}{second}", whole)
    if len(given) > 1:
        yield Writing("order", "given name first", f"{given} {family}", whole)
    yield Writing("order", "family name first", f"{family} {given}", whole)
    yield Writing("order", "comma", f"{family}, {given}", whole)
    yield Writing("order", "comma without a space", f"{family},{given}", whole)
    yield Writing("order", "brackets", f"{family} ({given})", whole)
    yield Writing("order", "quotation marks", f"„{first}“ «{second}»", whole)
    for joint in _JOINTS:
        yield Writing("joined by a sign", joint, f"{first}{joint}{second}", whole)
        if not someone.is_unspaced:
            yield Writing(
                "joined by a sign", f"{joint}, the other order", f"{second}{joint}{first}", whole
            )
    if " " not in family:
        yield Writing("joined", "in the usual order", f"{first}{second}", whole)
    if not someone.is_unspaced:
        yield Writing("joined", "in the other order", f"{second}{first}", whole)
    if someone.is_unspaced:
        yield Writing("joined", "in a row of letters", f"あ{first}{second}あ", whole)
    if someone.script in CASED and " " not in family:
        yield Writing("joined", "in camel case", f"ask{given}{family}Now", whole)
        yield Writing("joined", "in a row of words", f"ask_{given}_{family}_now".lower(), whole)
        yield Writing("joined", "hash", f"#{given}{family}", whole)
    if someone.script in CASED or someone.script == "georgian":
        yield from _initials(someone)
        yield from _middle_names(someone)


def _words_alone(someone: Someone) -> Iterator[Writing]:
    for what, word in (("given name", someone.given), ("family name", someone.family)):
        if someone.is_ordinary and what == "family name":
            continue
        if len(word) == 1:
            yield Writing("a single sign of a name", what, word, Part.LIMIT)
        else:
            yield Writing("one word of the name", what, word, Part.WORD)


def _initials(someone: Someone) -> Iterator[Writing]:
    kind, given, family = "initials", someone.given, someone.family
    first = given[0]
    parts = given.split("-")
    yield Writing(kind, "M. Rossi", f"{first}. {family}", Part.WHOLE)
    yield Writing(kind, "M.Rossi", f"{first}.{family}", Part.WHOLE)
    yield Writing(kind, "Rossi, M.", f"{family}, {first}.", Part.WHOLE)
    yield Writing(kind, "Rossi M.", f"{family} {first}.", Part.WHOLE)
    yield Writing(kind, "M. G. Rossi", f"{first}. G. {family}", Part.WHOLE)
    yield Writing(kind, "M.G. Rossi", f"{first}.G. {family}", Part.WHOLE)
    if someone.script == "latin" and _bare(first).lower() not in "aeiouy":
        yield Writing(kind, "M Rossi", f"{first} {family}", Part.WHOLE)
    if len(parts) > 1:
        yield Writing(kind, "J.-L. Müller", f"{parts[0][0]}.-{parts[1][0]}. {family}", Part.WHOLE)
        yield Writing(kind, "J.L. Müller", f"{parts[0][0]}.{parts[1][0]}. {family}", Part.WHOLE)
        yield Writing(kind, "J-L Müller", f"{parts[0][0]}-{parts[1][0]} {family}", Part.WHOLE)
    yield Writing("initials of the family name", "Maria R.", f"{given} {family[0]}.", Part.WORD)
    yield Writing("initials alone", "M. R.", f"{first}. {family[0]}.", Part.LIMIT)
    yield Writing("initials alone", "MR", f"{first}{family[0]}", Part.LIMIT)


def _middle_names(someone: Someone) -> Iterator[Writing]:
    kind, given, family = "middle names", someone.given, someone.family
    middle = {"latin": "Quilla", "cyrillic": "Квилла", "greek": "Κουίλα"}.get(
        someone.script, someone.given[::-1]
    )
    yield Writing(kind, "Maria Quilla Rossi", f"{given} {middle} {family}", Part.WHOLE)
    yield Writing(kind, "Maria Q. Rossi", f"{given} {middle[0]}. {family}", Part.WHOLE)
    yield Writing(
        kind, "Maria Q. Q. Rossi", f"{given} {middle[0]}. {middle[0]}. {family}", Part.WHOLE
    )
    yield Writing(kind, 'Maria "Quilla" Rossi', f'{given} "{middle}" {family}', Part.WHOLE)
    yield Writing(kind, "Maria (Quilla) Rossi", f"{given} ({middle}) {family}", Part.WHOLE)
    yield Writing(kind, "Maria Rossi-Quilla", f"{given} {family}-{middle}", Part.WHOLE)
    yield Writing(kind, "Maria Quilla-Rossi", f"{given} {middle}-{family}", Part.WHOLE)
    yield Writing(kind, "Maria-Quilla Rossi", f"{given}-{middle} {family}", Part.WHOLE)
    yield Writing(
        "words of the name apart", "two middle names", f"{given} {middle} {middle} {family}", Part.WORD
    )  # fmt: skip


def glued(someone: Someone) -> Iterator[Writing]:
    """A name, and each word of it, with digits and signs in front of it or behind."""
    kind = "digits and signs at the name"
    behind = (
        "¹",
        "²",
        "™",
        "®",
        "℠",
        "①",
        "85",
        "_85",
        "ª",
        "½",
        "№1",
        "℃",
        "…",
        "🌷",
        "*",
        "†",
        "[1]",
        "²⁾",
        "️⃣",
        "%",
    )
    before = ("#", "85", "№", "™", "🌷", "§", "$", "_", "→", "@x/", "©")
    for text, part in _base(someone):
        for sign in behind:
            yield Writing(kind, f"{sign} behind", f"{text}{sign}", part)
        for sign in before:
            yield Writing(kind, f"{sign} in front", f"{sign}{text}", part)
    if someone.script in CASED:
        for text, part in _base(someone):
            at = len(text) - len(text.split()[-1]) // 2
            broken = f"{text[:at]}-\n{text[at:]}"
            yield Writing("hyphen at the end of a line", "", broken, part)


def _base(someone: Someone) -> Iterator[tuple[str, Part]]:
    """The name, and its words that are recognised alone."""
    yield someone.name, Part.WHOLE
    if not someone.is_one_word:
        for word in (someone.given, someone.family):
            if len(word) > 1 and not (someone.is_ordinary and word == someone.family):
                yield word, Part.WORD


def _base_and_changes(
    someone: Someone, front: tuple[str, ...], behind: tuple[str, ...]
) -> Iterator[tuple[str, str, Part]]:
    for text, part in _base(someone):
        for sign in front:
            yield f"{sign}…", f"{sign}{text}", part
        for sign in behind:
            yield f"…{sign}", f"{text}{sign}", part


_AFTER_KOREAN = (
    "이 가 은 는 을 를 의 도 와 과 에게 께서 님 씨 님이 님께서 씨는 씨에게 선배 팀장님 대리님이"
)
_ENDINGS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "latin": ((), ("'s", "’s", "ʼs", "s", "s'", "s’", "'", "’nin", "'in", "'e", "’yla", "-san", "-style")),
    "hebrew": ((*"הובלמשכ", "כש", "וכש", "ול", "שב"), ()),
    "devanagari": ((), ("जी",)),
    "arabic": (("و", "ف", "ب", "ك", "ل", "ول", "وب"), ()),
    "hangul": ((), tuple(_AFTER_KOREAN.split())),
    "japanese": ((), tuple(
        f"{title}{particle}"
        for title in ("", "さん", "くん", "ちゃん", "様", "先生", "部長", "氏")
        for particle in ("", "が", "は", "を", "に", "の", "と", "も", "から")
    )[1:]),
    "chinese": ((), ("经理", "先生", "女士", "老师", "总", "说", "的", "和我")),
    "thai": (("คุณ", "พี่", "น้อง", "นาย", "ให้คุณ"), ("ครับ", "มาแล้ว")),
    "myanmar": (("ဦး", "ကို"), ("က", "ကို")),
    "khmer": (("លោក", "បង"), ("បាន",)),
    "lao": (("ທ້າວ", "ນາງ"), ("ມາ",)),
}  # fmt: skip
"""What is joined to a name, in front of it and behind, by language or script."""


def _language(someone: Someone) -> str:
    if someone.sentences == _JAPANESE:
        return "japanese"
    return "chinese" if someone.sentences == _CHINESE else someone.script


def endings(someone: Someone) -> Iterator[Writing]:
    """A name with what its language joins to it."""
    kind = "joined particles, titles and endings"
    language = _language(someone)
    front, behind = _ENDINGS.get(language, ((), ()))
    for detail, text, part in _base_and_changes(someone, front, behind):
        yield Writing(kind, detail, text, part)
    for given, family in someone.inflected:
        yield Writing("case endings", "whole", f"{given} {family}", Part.WHOLE)
        yield Writing("case endings", "given", given, Part.WORD)
        yield Writing("case endings", "family", family, Part.WORD)
    if len(someone.family) == 1:
        titles = {
            "chinese": ("经理", "先生", "女士", "老师", "总"),
            "hangul": ("씨", "팀장님", " 팀장님", "씨는"),
        }
        for title in titles[language]:
            yield Writing(kind, f"王{title}", f"{someone.family}{title}", Part.WORD)
        if language == "chinese":
            for word in "老小":
                yield Writing(kind, f"{word}王", f"{word}{someone.family}", Part.WORD)
    if language == "arabic" and someone.family.startswith("ال"):
        yield Writing(kind, "لل…", f"لل{someone.family[2:]}", Part.WORD)
    for sentence in someone.sentences:
        for text, part in _base(someone):
            yield Writing("in a sentence without spaces", sentence, sentence.format(text), part)
        if someone.family and not someone.is_solid:
            solid = "".join(someone.in_order)
            yield Writing(
                "in a sentence without spaces", sentence, sentence.format(solid), Part.WHOLE
            )


# How markup cuts a name.


def interrupted(someone: Someone) -> Iterator[Writing]:
    """A name through which Markdown or HTML goes. What readers see is the name."""
    kind, body = "markup inside", Where.MARKDOWN
    for text, part in _base(someone):
        first, space, rest = text.partition(" ")
        half = (len(first) + 1) // 2
        if unicodedata.combining(first[half : half + 1] or "x") or unicodedata.category(
            first[half : half + 1] or "x"
        ).startswith("M"):
            half -= 1
        a, b, rest = first[:half], first[half:], f"{space}{rest}"
        ways = {
            "bold": f"**{a}**{b}{rest}", "bold, second half": f"{a}**{b}**{rest}", "italic": f"*{a}*{b}{rest}",
            "struck": f"~~{a}~~{b}{rest}", "code": f"`{a}`{b}{rest}", "link": f"[{a}](https://x.example/){b}{rest}", "whole in bold": f"**{text}**",
            "whole in italic": f"_{text}_", "nested": f"**{a}*{b}***{rest}",
            "comment": f"{a}<!-- a -->{b}{rest}", "tag": f"<b>{a}</b>{b}{rest}", "empty tag": f"{a}<wbr>{b}{rest}",
            "empty link": f"{a}[](https://x.example/){b}{rest}",
            "picture's alt": f"![{text}](https://x.example/a.png)",
            "link's title": f'[here](https://x.example/ "{text}")',
            "first as entity": f"&#{ord(text[0])};{text[1:]}", "first as hex entity": f"&#x{ord(text[0]):x};{text[1:]}",
            "all as entities": "".join(f"&#{ord(char)};" for char in text),
            "soft hyphen as entity": f"{a}&shy;{b}{rest}", "joiner as entity": f"{a}&zwj;{b}{rest}",
            "space as entity": f"{a}&#8203;{b}{rest}",
        }  # fmt: skip
        for detail, written in ways.items():
            yield Writing(kind, detail, written, part, body)
        yield Writing(
            kind, "reference", f"[{a}][1]{b}{rest}", part, body, "[1]: https://x.example/"
        )
        yield Writing(kind, "block of code", f"```\n{text}\n```", part, Where.BLOCK)
        yield Writing(kind, "comment alone", f"<!-- {text} -->", part, Where.BLOCK)
        yield Writing(
            kind,
            "reference's title",
            f'[a][1]\n\n[1]: https://x.example/ "{text}"',
            part,
            Where.BLOCK,
        )
    yield from _markup_between(someone)


def _markup_between(someone: Someone) -> Iterator[Writing]:
    if someone.is_one_word:
        return
    kind, (first, second) = "markup between", someone.in_order
    whole, body = Part.WHOLE, Where.MARKDOWN
    ways = {
        "bold and italic": f"**{first}** _{second}_", "link": f"[{first}](https://x.example/) {second}",
        "two links": f"[{first}](https://x.example/) [{second}](https://x.example/b)",
        "comment": f"{first}<!-- -->{second}", "comment and space": f"{first} <!-- her --> {second}",
        "br": f"{first}<br>{second}", "hard break": f"{first}  \n{second}", "backslash": f"{first}\\\n{second}",
        "nbsp": f"{first}&nbsp;{second}", "tab entity": f"{first}&Tab;{second}", "code": f"`{first}` `{second}`",
        "code beside": f"`{first}`{second}", "struck": f"~~{first}~~ {second}",
        "picture between": f"{first} ![](https://x.example/a.png) {second}",
    }  # fmt: skip
    for detail, text in ways.items():
        yield Writing(kind, detail, text, whole, body)
    yield Writing(kind, "footnote", f"{first}[^1] {second}", whole, body, "[^1]: It was late.")
    yield Writing(
        kind, "reference", f"[{first}][1] {second}", whole, body, "[1]: https://x.example/"
    )
    yield Writing(
        kind,
        "short reference",
        f"[{first}] {second}",
        whole,
        body,
        f"[{first}]: https://x.example/",
    )
    yield Writing(
        kind, "cells", f"| who | |\n|---|---|\n| {first} | {second} |", whole, Where.BLOCK
    )
    if not someone.is_unspaced:
        yield Writing(
            kind,
            "cells, the other order",
            f"| {second} | {first} |\n|---|---|\n| a | b |",
            whole,
            Where.BLOCK,
        )
    yield Writing(kind, "paragraphs", f"It was {first}\n\n{second} knew it.", whole, Where.BLOCK)
    yield Writing(kind, "quotation", f"> It was {first}\n> {second}.", whole, Where.BLOCK)


# Addresses, and names of files.


def _joined(text: str) -> str:
    """The ASCII small letters of a part of a name."""
    return re.sub(r"[^a-z]", "", _bare(text).lower())


def local_parts(given: str, family: str) -> Iterator[tuple[str, str, Part]]:
    """What stands before an @, from the ASCII letters of a given and a family name."""
    g, f, whole = given[0], family[0], Part.WHOLE
    yield "maria.rossi", f"{given}.{family}", whole
    yield "maria_rossi", f"{given}_{family}", whole
    yield "maria-rossi", f"{given}-{family}", whole
    yield "mariarossi", f"{given}{family}", whole
    yield "rossi.maria", f"{family}.{given}", whole
    yield "rossimaria", f"{family}{given}", whole
    yield "mrossi", f"{g}{family}", whole
    yield "m.rossi", f"{g}.{family}", whole
    yield "m_rossi", f"{g}_{family}", whole
    yield "mariar", f"{given}{f}", whole
    yield "rossim", f"{family}{g}", whole
    yield "maria.rossi85", f"{given}.{family}85", whole
    yield "mariarossi85", f"{given}{family}85", whole
    yield "mrossi85", f"{g}{family}85", whole
    yield "maria.rossi+news", f"{given}.{family}+news", whole
    yield "Maria.Rossi", f"{given.title()}.{family.title()}", whole
    yield "MROSSI", f"{g}{family}".upper(), whole
    yield "maria.q.rossi", f"{given}.q.{family}", whole
    yield "maria", given, Part.WORD
    yield "rossi", family, Part.WORD


def addresses(someone: Someone) -> Iterator[Writing]:
    """A name in addresses of mail and of pages."""
    mail, page = "addresses of mail", "addresses of pages"
    if someone.script != "latin":
        whole = someone.name.replace(" ", ".").replace("・", ".")
        yield Writing(mail, "in its own script", f"{whole}@x.example", Part.WHOLE)
        for text, part in _base(someone):
            encoded = quote(text)
            yield Writing(page, "url-encoded", f"https://x.example/{encoded}", part)
            yield Writing(
                page,
                "url-encoded, in a link",
                f"[here](https://x.example/{encoded})",
                part,
                Where.MARKDOWN,
            )
            yield Writing(
                page, "in its own script", f"https://x.example/{text.replace(' ', '_')}", part
            )
        return
    for given, family in _ascii_names(someone):
        locals_ = list(local_parts(given, family)) if family else [
            ("bjork", given, Part.WHOLE), ("bjork85", f"{given}85", Part.WHOLE), ("BJORK", given.upper(), Part.WHOLE),
            ("bjork.it", f"{given}.it", Part.WHOLE)]  # fmt: skip
        for detail, local, part in locals_:
            is_alone = part is Part.WORD
            if is_alone and (len(local) < 4 or (someone.is_ordinary and local == family)):
                continue
            yield Writing(mail, f"{detail}@", f"{local}@x.example", part)
            yield Writing(
                mail, f"mailto:{detail}@", f"[mail](mailto:{local}@x.example)", part, Where.MARKDOWN
            )
            yield Writing(page, f"/{detail}", f"https://code.x.example/{local}", part)
            yield Writing(page, f"/~{detail}/", f"https://x.example/~{local}/notes", part)
            yield Writing(
                page,
                f"?u={detail}",
                f"[here](https://x.example/?u={local}&v=1)",
                part,
                Where.MARKDOWN,
            )
        for account in ("ext-{}", "{}-ext", "adm_{}") if family else ():
            local = account.format(f"{given[0]}{family}")
            yield Writing(mail, f"{account.format('mrossi')}@", f"{local}@x.example", Part.WHOLE)
        if not family:
            continue
        encoded = quote(f"{someone.given} {someone.family}")
        first = f"%{ord(given[0]):02X}{given[1:]}%2D{family}"
        yield Writing(page, "url-encoded", f"https://x.example/{encoded}", Part.WHOLE)
        yield Writing(page, "url-encoded letters", f"https://x.example/{first}", Part.WHOLE)
        yield Writing(page, "plus for space", f"https://x.example/?q={given}+{family}", Part.WHOLE)
        yield Writing(page, "encoded twice", f"https://x.example/{quote(encoded)}", Part.WHOLE)
        yield Writing(
            mail, "in angle brackets", f"<{given}.{family}@x.example>", Part.WHOLE, Where.MARKDOWN
        )
        yield Writing(
            mail,
            "with an encoded @",
            f"https://x.example/?m={given}.{family}%40x.example",
            Part.WHOLE,
        )
        yield Writing("patterns of addresses in prose", "mrossi", f"{given[0]}{family}", Part.LIMIT)
        yield Writing("patterns of addresses in prose", "rossim", f"{family}{given[0]}", Part.LIMIT)


def _ascii_names(someone: Someone) -> list[tuple[str, str]]:
    """Given and family name as in addresses: without diacritics, and with two letters for ü or å."""
    names = [(_joined(someone.given), _joined(someone.family))]
    names.append((_joined(_spelt_out(someone.given)), _joined(_spelt_out(someone.family))))
    return list(dict.fromkeys(names))


def slugs(someone: Someone) -> Iterator[Writing]:
    """A name in an id or a file name of small letters, digits and hyphens."""
    if someone.script != "latin":
        return
    kind, slug = "ids and names of files", Where.SLUG
    for given, family in _ascii_names(someone):
        if not family:
            yield Writing(kind, "bjork", given, Part.WHOLE, slug)
            yield Writing(kind, "ask-bjork", f"ask-{given}", Part.WHOLE, slug)
            yield Writing(kind, "bjork85", f"{given}85", Part.WHOLE, slug)
            continue
        spaced = re.sub(r"[^a-z]+", "-", _bare(someone.family).lower())
        ways = {
            "maria-rossi": f"{given}-{family}", "rossi-maria": f"{family}-{given}", "mariarossi": f"{given}{family}",
            "the-maria-rossi-way": f"the-{given}-{family}-way", "m-rossi": f"{given[0]}-{family}",
            "maria-rossi-2": f"{given}-{family}-2", "mariarossi2": f"{given}{family}2",
            "maria-o-brien": f"{given}-{spaced}",
        }  # fmt: skip
        if _bare(given[0]) in "aeiouy":
            del ways["m-rossi"]  # "a-berg" is a mountain
        for detail, text in ways.items():
            yield Writing(kind, detail, text, Part.WHOLE, slug)
        for detail, word in (
            ("maria", given),
            ("ask-rossi", f"ask-{family}"),
            ("maria2", f"{given}2"),
        ):
            if not (someone.is_ordinary and family in word):
                yield Writing(kind, detail, word, Part.WORD, slug)


def spread(someone: Someone) -> Iterator[Writing]:
    """A name of which one part ends a text and the other begins another."""
    if someone.is_one_word:
        return
    kind, (first, second) = "spread over two fields", someone.in_order
    changes = {detail: change for _, detail, change in spellings(someone)}
    chosen = ("capitals", "small letters", "NFD", "U+0336", "U+200D", "sans-serif bold", "full")
    for detail in ("as in people.yml", *(name for name in chosen if name in changes)):
        change = changes.get(detail, str)
        a, b = change(first), change(second)
        yield Writing(kind, detail, f"{a}\n{b}", Part.WHOLE, Where.SPREAD)
        if not someone.is_unspaced:
            yield Writing(kind, f"{detail}, the other order", f"{b}\n{a}", Part.WHOLE, Where.SPREAD)


def limits(someone: Someone) -> Iterator[Writing]:
    """Writings that nobody promises to recognise."""
    limit = Part.LIMIT
    if someone.translated and someone.translated not in someone.also_written:
        yield Writing("another script, not declared", "", someone.translated, limit)
    if someone.nickname:
        yield Writing("nicknames", "", someone.nickname, limit)
    if someone.foreign_case:
        yield Writing("endings of other grammars", "", someone.foreign_case, limit)
    if someone.script == "latin":
        yield Writing("slips and puzzles", "backwards", someone.name[::-1], limit)
        yield Writing("slips and puzzles", "letters apart", " ".join(someone.name), limit)
        name = _bare(someone.name)
        yield Writing("slips and puzzles", "a letter too few", f"{name[:2]}{name[3:]}"[:-1], limit)
        digits = name.translate(str.maketrans("oOliI", "00111"))
        if digits != name:
            yield Writing("slips and puzzles", "digits for letters", digits, limit)
        signs = str.maketrans("aeioAEIO", "@3!04€¡0")
        yield Writing("slips and puzzles", "signs for letters", name.translate(signs), limit)


def declared(someone: Someone) -> Iterator[Writing]:
    """What people.yml says besides the name."""
    for address in someone.emails:
        for text in (address, address.upper(), f"<{address}>"):
            yield Writing("declared addresses", address, text, Part.WHOLE)
    for name in someone.also_written:
        yield Writing("declared names", name, name, Part.WHOLE)
        yield Writing("declared names", f"{name}, in capitals", name.upper(), Part.WHOLE)
        if " " in name:
            given, _, family = name.partition(" ")
            yield Writing(
                "declared names", f"{name}, family name first", f"{family}, {given}", Part.WHOLE
            )
            address = f"{given}.{family}@x.example".lower()
            yield Writing("declared names", f"{name}, in an address", address, Part.WHOLE)


def spelt(someone: Someone) -> Iterator[Writing]:
    """The name, and each word of it, in other letters."""
    for kind, detail, change in spellings(someone):
        for text, part in _base(someone):
            written = change(text)
            if written == text and part is Part.WORD:
                continue
            if part is Part.WORD and written.islower() and len(text) < 4:
                continue  # short words in small letters are usually something else
            yield Writing(kind, detail, written, part)


def combined(someone: Someone, turn: Random) -> Writing:
    """Two or three changes at once: an order, other letters, and something joined to it."""
    part, order, text = Part.WHOLE, "the name", someone.name
    if not someone.is_one_word:
        given, family, (first, second) = someone.given, someone.family, someone.in_order
        orders = [("the name", someone.name), ("family name first", f"{family} {given}"),
                  ("comma", f"{family}, {given}"), ("_", f"{first}_{second}"), ("newline", f"{first}\n{second}")]  # fmt: skip
        order, text = turn.choice(orders)
        if turn.random() < 0.3:
            order, (text, part) = "alone", turn.choice(list(_base(someone)))
    kind, detail, change = turn.choice(list(spellings(someone)))
    written = change(text)
    if part is Part.WORD and written.islower():
        written, detail = text, "unchanged"
    after = turn.choice(["", "¹", "🌷", "'s", "85", "™", "…", "\u200d"])
    where = Where.PROSE
    if turn.random() < 0.4 and not set("\n*_") & set(written):
        written, where, order = f"**{written}**", Where.MARKDOWN, f"{order}, bold"
    return Writing(
        "several at once",
        f"{order} + {kind}: {detail} + {after!r}",
        f"{written}{after}",
        part,
        where,
    )


def writings(someone: Someone) -> list[Writing]:
    """Every writing of a person by one rule of the grammar, each once."""
    made: dict[tuple[str, str, Where], Writing] = {}
    for rule in (
        arrangements,
        spelt,
        glued,
        endings,
        interrupted,
        addresses,
        slugs,
        spread,
        limits,
        declared,
    ):
        for writing in rule(someone):
            made.setdefault((writing.text, writing.below, writing.where), writing)
    return list(made.values())
