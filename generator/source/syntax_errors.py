"""Libyaml's complaints → one sentence that says what to type, and where a mend is clear, the mend."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.model import ID

_FIELD = re.compile(r"(?P<before>\s*(?:- +)*(?P<name>[\w-]+):[ \t]+)(?P<value>\S(?:.*\S)?)[ \t]*$")
_ITEM = re.compile(r"(?P<before>\s*(?:- +)+)(?P<value>\S(?:.*\S)?)[ \t]*$")
_NO_SPACE = re.compile("\\s*[\\w-]+:[\u00a0\u2000-\u200b\u202f\u3000]")
_SHOWN = 100
"""A longer value is not repeated in a remedy."""
_LONGEST = 1_000
"""A longer line is no field that somebody typed a little wrong."""
_PERSON = re.compile(rf"@({ID})")
_PEOPLE = ("givers", "receivers", "consent", "by")
_PROSE = ("title", "summary", "ask", "outcome", "text", "alt", "body")
_GROUPS = {"quote": ("text", "by"), "image": ("file", "alt")}
_LISTS = (*_PEOPLE[:3], "themes", "channels", "not_names", "norms", "offers", "looks_like", "not")

Reads = Callable[[str, int], bool]
"""Whether a text can be read up to and with a line, counted from 0."""


class SyntaxProblem(NamedTuple):
    """What is wrong, and the text as it was probably meant, with its lines where they were."""

    diagnostic: Diagnostic
    mended: str | None = None
    certain: bool = True
    """Whether it can only be meant so; else the mend is for reading on, to find what else is wrong."""


def explain(path: str, text: str, first_line: int, error: Any, reads: Reads) -> SyntaxProblem:
    """What a YAMLError says about a text that begins after `first_line` lines of the file."""
    return _Explaining(path, text.split("\n"), first_line, error, reads).complaint()


class _Explaining:
    def __init__(
        self, path: str, lines: list[str], first_line: int, error: Any, reads: Reads
    ) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        context = getattr(error, "context_mark", None) or mark
        self._path, self._lines, self._first, self._reads = path, lines, first_line, reads
        self._problem: str = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
        self._context: str = getattr(error, "context", None) or ""
        self._line: int = mark.line if mark else 0
        self._column: int = mark.column if mark else 0
        self._from: int = context.line if context else self._line

    def complaint(self) -> SyntaxProblem:
        """The first explanation that fits, from the most particular to the most general."""
        for attempt in (
            self._tab,
            self._unseen,
            self._text,
            self._short,
            self._dots,
            self._bullet,
            self._unlike,
            self._comma,
            self._glued,
            self._indented,
            self._dash,
            self._at,
            self._open_list,
            self._block,
            self._quotable,
            self._below,
            self._goes_on,
        ):
            if found := attempt():
                return found
        return SyntaxProblem(self._general())

    def _tab(self) -> SyntaxProblem | None:
        line = self._source(self._line)
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" not in indent:
            return None
        return SyntaxProblem(
            self._error(
                "P103", "a tab stands where YAML expects spaces", "put two spaces in its place", 0
            )
            if indent[0] == "\t"
            else self._error(
                "P103",
                "a tab stands among the spaces",
                "put two spaces in its place",
                indent.index("\t"),
            ),
            self._with(self._line, line.replace("\t", "  ", indent.count("\t"))),
        )

    def _unseen(self) -> SyntaxProblem | None:
        """A space that is none, as word processors put it after a colon."""
        for at in range(self._from, self._line + 1):
            line = self._source(at)
            if found := _NO_SPACE.match(line):
                column = found.end() - 1
                return SyntaxProblem(
                    code("P103")(
                        self._place(at, column),
                        f"this looks like a space and is none (U+{ord(line[column]):04X})",
                        "delete it and type a space",
                    ),
                    self._with(at, f"{line[:column]} {line[column + 1 :].lstrip()}"),
                )
        return None

    def _text(self) -> SyntaxProblem | None:
        """A text of several lines that stands below its field, and no further in."""
        line = self._source(self._line)
        above = self._source(self._line - 1)
        field = re.match(r"\s*([\w-]+):[ \t]+[|>][+-]?\s*$", above)
        if not field or _indent(line) > _indent(above) or _FIELD.match(line):
            return None
        return SyntaxProblem(
            code("P103")(
                self._place(self._line, _indent(line), len(line.strip())),
                f'the text of "{field[1]}" is not indented',
                "begin each of its lines with two spaces",
            )
        )

    def _short(self) -> SyntaxProblem | None:
        """A line of a text that stands less far in than its first."""
        line, name = self._short_line(self._line), None
        for at in range(self._line - 1, -1, -1):
            above = self._short_line(at)
            if found := re.match(r"\s*([\w-]+):[ \t]+[|>][+-]?\s*$", above):
                name = found[1]
                break
            if above.strip() and not _indent(above):
                break
        if name is None or not _indent(line) or _FIELD.match(line):
            return None
        width = _indent(self._short_line(at + 1))
        if not _indent(line) < width:
            return None
        return SyntaxProblem(
            self._error(
                "P103",
                f'this line of "{name}" is indented less than its first line',
                f"begin it with {width} spaces, as that one",
                0,
                len(line.rstrip()),
            ),
            self._with(self._line, " " * width + line.lstrip()),
        )

    def _dots(self) -> SyntaxProblem | None:
        """A line of three dots, which ends a document of YAML."""
        at = next((n for n in range(self._line) if self._source(n).strip() == "..."), None)
        if at is None or "<document start>" not in self._problem:
            return None
        return SyntaxProblem(
            code("P103")(
                self._place(at, 0, 3), 'a line "..." ends the fields, and more follow', "delete it"
            ),
            self._with(at, ""),
        )

    def _bullet(self) -> SyntaxProblem | None:
        """An entry of a list as word processors have it."""
        for at in dict.fromkeys((self._from, self._line)):
            line = self._short_line(at)
            found = re.match(r"(\s*)[*•·–—]\s+(\S.*?)\s*$", line)  # dashes are the point
            if found and not _FIELD.match(found[2]):
                return SyntaxProblem(
                    code("P103")(
                        self._place(at, len(found[1]), 1),
                        "an entry of a list begins with a hyphen and a space, and this does not",
                        f"write - {found[2]}"
                        if len(found[2]) <= _SHOWN
                        else "write - in place of this",
                    ),
                    self._with(at, f"{found[1]}- {found[2]}"),
                )
        return None

    def _unlike(self) -> SyntaxProblem | None:
        """A field as other languages have it: in bold, behind a bullet, with = or ; for the colon."""
        for at in dict.fromkeys((self._from, self._line)):
            line = self._short_line(at)
            found = re.match(
                r"(\s*)(?:[*•·–—] +)?[*_]{0,2}([a-z_]+)(?:[*_]{1,2} ?:|:[*_]{1,2}| ?[=;：]|:)\s*(\S.*?)\s*$",  # as people type it
                line,
            )
            if found is None or (mended := f"{found[1]}{found[2]}: {found[3]}") == line.rstrip():
                continue
            if (
                len(mended) > len(line.rstrip()) + 1
                or found[2] + ":" == line.strip()[: len(found[2]) + 1]
            ):
                continue
            return SyntaxProblem(
                code("P103")(
                    self._place(at, len(found[1]), len(line.strip())),
                    "a field is its name, a colon, a space and its value",
                    f"write {mended.strip()}"
                    if len(mended) <= _SHOWN
                    else f"write {found[2]}: and then the value",
                ),
                self._with(at, mended),
            )
        return None

    def _comma(self) -> SyntaxProblem | None:
        """A comma behind a quoted value, as JSON has it."""
        line = self._short_line(self._line)
        found = re.match(
            r"""(\s*["']?[\w-]+["']?\s*:\s+(?:"[^"]*"|'[^']*'|\[[^\[\]]*\])),\s*$""", line
        )
        if found is None or self._column != len(found[1]):
            return None
        return SyntaxProblem(
            self._error("P103", "a comma stands behind the value", "delete it"),
            self._with(self._line, found[1]),
        )

    def _glued(self) -> SyntaxProblem | None:
        """`date:2026-10-14`, which the next line's colon brings to light."""
        if not (self._problem.startswith("mapping values") or "':'" in self._problem):
            return None
        for at in range(max(0, self._line - 2), self._line + 1):
            line = self._source(at)
            if field := re.match(
                r"(?P<before>\s*(?P<name>[a-z_]+):)(?P<value>[^\s/:](?:.*\S)?)\s*$", line
            ):
                return self._mend(
                    at,
                    field,
                    f" {field['value']}",
                    f'a space is missing after the colon of "{field["name"]}"',
                )
        return None

    def _indented(self) -> SyntaxProblem | None:
        """A field that stands further right, or further left, than those around it."""
        line = self._source(self._line)
        field = _FIELD.match(line) or re.match(r"(?P<before>\s*(?P<name>[\w-]+):)$", line)
        if field is None:
            return None
        column = field.start("name")
        name = field["name"]
        if self._problem.startswith("mapping values") and (
            self._column == field.end("name") and column > 0
        ):
            above = next(
                (at for at in range(self._line - 1, -1, -1) if self._source(at).strip()), None
            )
            width = 0 if above is None else _indent(self._source(above))
            return SyntaxProblem(
                self._error(
                    "P103",
                    f'"{name}" is indented further than the field above it',
                    "let it begin in the same column as that one; a text that goes over several "
                    "lines stands below its name and a |",
                    column,
                    len(name),
                ),
                self._with(self._line, " " * width + line.lstrip()),
            )
        if "expected <document start>" in self._problem and self._line > 0:
            return SyntaxProblem(
                self._error(
                    "P103",
                    f'"{name}" is indented less than the fields above it',
                    "let all fields begin in the same column",
                    column,
                    len(name),
                )
            )
        return None

    def _dash(self) -> SyntaxProblem | None:
        field = _FIELD.match(self._source(self._line))
        if not (
            field and field["name"] in _LISTS and self._problem.startswith("block sequence entries")
        ):
            return None
        items = [item.strip() for item in re.split(r"(?:^|\s)- ", field["value"]) if item.strip()]
        return self._mend(
            self._line,
            field,
            f"[{', '.join(items)}]",
            f'the list of "{field["name"]}" begins on the line of its name',
        )

    def _at(self) -> SyntaxProblem | None:
        """An id with an @ before it, where ids stand without."""
        if "cannot start any token" not in self._problem:
            return None
        line = self._source(self._line)
        mention = _PERSON.match(line, self._column)
        field = re.search(r"(?<![\w-])([\w-]+):[\s\[]*(?:[\w-]+,\s*)*$", line[: self._column])
        name = field[1] if field else self._owner()
        if not mention or name not in _PEOPLE:
            return None
        return SyntaxProblem(
            self._error(
                "P112",
                "an id stands without @ here",
                f"write {mention[1]}",
                mention.start(),
                len(mention[0]),
            ),
            self._with(
                self._line, line[: mention.start()] + f"{mention[1]} " + line[mention.end() :]
            ),
        )

    def _open_list(self) -> SyntaxProblem | None:
        field = _FIELD.match(self._source(self._from))
        if not (field and "flow sequence" in self._context and field["value"][0] == "["):
            return None
        if "]" in field["value"]:
            return None
        items = field["value"].rstrip(" ,")
        return self._mend(self._from, field, f"{items}]", 'a list is not closed by "]"')

    def _block(self) -> SyntaxProblem | None:
        """A text that begins on the line of its | or >."""
        field = _FIELD.match(self._source(self._line))
        if not field or "block scalar" not in self._context or field["value"][0] not in "|>":
            return None
        sign, words = field["value"][0], field["value"].lstrip("|>+- ")
        mended = self._source(self._line)[: field.start("value")] + quoted(words)
        more = _indent(self._source(self._line + 1)) > _indent(self._source(self._line))
        return SyntaxProblem(
            code("P103")(
                self._place(self._line, field.start("value"), len(field["value"])),
                f'the text of "{field["name"]}" begins on the line of its {sign}',
                "begin it on the next line, like the rest of it"
                if more
                else f"delete the {sign}, or begin the text on the next line with two spaces",
            ),
            self._with(self._line, f"{field['before']}{sign}" if more else mended),
            certain=False,
        )

    def _below(self) -> SyntaxProblem | None:
        """A story that stands below the fields of a YAML file, as it would in Markdown."""
        line = self._source(self._line)
        if not self._path.endswith((".yml", ".YML")) or self._first or not line.strip():
            return None
        if not self._path.startswith("stories/") or _indent(line) or _FIELD.match(line):
            return None
        return SyntaxProblem(
            self._error(
                "P103",
                "prose stands below the fields, and a .yml file has fields alone",
                'write "body: |" above it, and begin each of its lines with two spaces',
                0,
                len(line),
            )
        )

    def _goes_on(self) -> SyntaxProblem | None:
        """A text that goes on at the beginning of the next line."""
        if not ("could not find expected ':'" in self._problem or "simple key" in self._context):
            return None
        line = self._short_line(self._from)
        above = next(
            (n for n in range(self._from - 1, -1, -1) if self._short_line(n).strip()), None
        )
        field = _FIELD.match(self._short_line(above)) if above is not None else None
        if field is None or field["name"] not in _PROSE or _indent(line):
            return None
        return SyntaxProblem(
            code("P103")(
                self._place(self._from, 0, len(line.strip())),
                "this line has no field's name, which a colon and a space follow",
                f'if it belongs to "{field["name"]}", begin it with two spaces; '
                + (
                    'if it is the story, move it below the second "---"'
                    if self._first
                    else 'if it is the story, write "body: |" above it, and indent it'
                ),
            ),
            self._with(self._from, f"  {line}"),
            certain=False,
        )

    def _quotable(self) -> SyntaxProblem | None:
        """A value that can be read once it stands in quotes."""
        scanning = "scanning" in self._context or "flow" in self._context
        for at in (self._from,) if scanning else (self._line, self._line - 1):
            field = _FIELD.match(self._source(at)) or _ITEM.match(self._source(at))
            if field is None:
                continue
            value = field["value"]
            if value[0] in "\"'" and value[0] not in value[1:]:
                return None  # the quotation mark that is missing is the better thing to say
            if len(value) > 1 and value[0] in "\"'" and value[0] == value[-1]:
                value = value[1:-1].replace('\\"', '"')
            name = field.groupdict().get("name") or ""
            what = f'the value of "{name}"' if name else "this entry"
            found = self._mend(at, field, quoted(value), f"{what} needs quotes around it")
            if name not in _PROSE and (other := re.search(r",\s*([a-z_]+): ", value)):
                said = found.diagnostic._replace(
                    message=f'"{other[1]}" stands on the line of "{name}"',
                    hint="write each field on a line of its own, without a comma",
                )
                return SyntaxProblem(said)
            if hint := self._other_than_quotes(at, name, value):
                said = found.diagnostic._replace(hint=hint, message=f"{what} cannot be read")
                found = found._replace(diagnostic=said, certain=False)
            if found.mended is not None and self._reads(found.mended, max(at, self._line)):
                return found
        return None

    def _other_than_quotes(self, at: int, name: str, value: str) -> str:
        """What to type where quotes would only make another mistake of it, or nothing."""
        if name in _GROUPS:
            parts = " and ".join(f'"{part}: …"' for part in _GROUPS[name])
            return f"write below it, each indented by two spaces, {parts}"
        if name in _PROSE and _indent(self._source(at + 1)) > _indent(self._source(at)):
            return f'write "{name}: |", and the whole text below it, each line with two spaces'
        if name in _PEOPLE and not re.match(r"team\s*:|@", value):
            return "write an id from site_config/people.yml, or several in brackets, such as [maria, sam]"
        return ""

    def _mend(self, at: int, field: re.Match[str], value: str, message: str) -> SyntaxProblem:
        line = self._source(at)
        start, end = field.span("value")
        return SyntaxProblem(
            code("P112")(
                self._place(at, start, end - start),
                message,
                f"write {field['before'].lstrip()}{value}"
                if len(value) <= _SHOWN
                else "put a single quote before and after it, and write each one in it twice",
            ),
            self._with(at, line[:start] + value + line[end:]),
        )

    def _general(self) -> Diagnostic:
        problem, context = self._problem, self._context
        if "could not find expected ':'" in problem or "scanning a simple key" in context:
            words = self._source(self._from)
            return code("P103")(
                self._place(self._from, _indent(words), len(words.strip())),
                "this line has no field's name, which a colon and a space follow",
                'write for example "title: The hour before the ferry"; prose stands below the second "---"',
            )
        if "quoted scalar" in context:
            if "escape" in problem:
                return self._error(
                    "P103",
                    "a \\ in double quotes begins a sign of its own",
                    "put the value in single quotes, where a \\ is a \\",
                    width=2,
                )
            line = self._source(self._from)
            start = min((at for at in (line.find("'"), line.find('"')) if at >= 0), default=0)
            return code("P103")(
                self._place(self._from, max(start, 0)),
                "a quotation mark opens here and is never closed",
                "close it at the end of the value",
            )
        if "flow sequence" in context or "flow mapping" in context:
            kind, close = ("list", "]") if "sequence" in context else ("group", "}")
            start = max(self._source(self._from).find("[" if close == "]" else "{"), 0)
            return code("P103")(
                self._place(self._from, start),
                f'a {kind} begins here and is not closed by "{close}", or a comma is missing in it',
                f'put commas between its parts and "{close}" after the last',
            )
        if (
            "block mapping" in context
            or "block collection" in context
            or "document start" in problem
        ):
            return self._error(
                "P103",
                "this line fits neither the fields above it nor those inside them",
                "let all fields begin in the same column, and what belongs to one stand two spaces further in",
            )
        return self._error(
            "P103",
            f"the fields cannot be read from here on ({problem or 'unknown problem'})",
            "put the value in single quotes, or look for a missing quote or bracket",
        )

    def _owner(self) -> str:
        """The field to whose list a line belongs."""
        for at in range(self._line, -1, -1):
            if name := re.match(r"\s*([\w-]+):\s*(?:\[|$)", self._source(at)):
                return name[1]
        return ""

    def _source(self, line: int) -> str:
        return self._lines[line] if 0 <= line < len(self._lines) else ""

    def _short_line(self, line: int) -> str:
        """The same, without the space at its end; nothing of a line that nobody typed."""
        source = self._source(line)
        return source.rstrip() if len(source) <= _LONGEST else ""

    def _with(self, line: int, words: str) -> str:
        return "\n".join([*self._lines[:line], words, *self._lines[line + 1 :]])

    def _error(
        self, name: str, message: str, hint: str, column: int | None = None, width: int = 1
    ) -> Diagnostic:
        place = self._place(self._line, self._column if column is None else column, width)
        return code(name)(place, message, hint)

    def _place(self, line: int, column: int, width: int = 1) -> Location:
        number = line + self._first + 1
        return Location(self._path, number, column + 1, number, column + 1 + max(1, width))


def quoted(text: str) -> str:
    """A text in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
