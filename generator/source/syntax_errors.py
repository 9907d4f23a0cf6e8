"""Explain where YAML cannot be read, and fix the text where it is clear what was meant.

P103 (error): the YAML cannot be read

    The fields at the top of the file are not valid YAML.

    Why: YAML uses indentation and punctuation to tell what belongs together. The report shows where
    that breaks, and checks the rest as if it were fixed.

    Remedy: Begin all fields in the first column, each with its name, a colon, a space and a value.
    Indent with spaces. Put text with unusual punctuation in single quotes.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title: "The belt
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title: "The belt"
        ---
        @maria stayed an hour, and @sam went home.

P112 (error): a value needs quotes

    A value begins with a character that has a meaning in YAML, or contains a colon and a space.

    Why: This is the most common mistake of all: a title with a colon in it, or an id with an @. Both
    are fine as text, but YAML has to know that they are text.

    Remedy: Put the value in single quotes. Ids have an @ in prose, but not in fields.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title: The belt: a short story
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title: 'The belt: a short story'
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from generator.diagnostics.diagnostic import Code, Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages.message import Message, all_of, ngettext
from generator.languages.message import gettext as _
from generator.model import ID, Guide, Person, Story, Theme, fields_of
from generator.model.roles import Holds, groups_of, list_fields, paths_of
from generator.source.yaml_text import FIELD, ITEM, single_quoted, unquoted
from generator.text.terminal import code_point

CODES = codes(__doc__)
NOT_YAML = CODES["P103"]
NEEDS_QUOTES = CODES["P112"]

_BARE_NAME = re.compile(r"\s*(?P<name>[\w-]+):$")
_OPENS_BLOCK = re.compile(r"\s*([\w-]+):[ \t]+[|>][+-]?\s*$")
_NO_SPACE = re.compile("\\s*[\\w-]+:[\u00a0\u2000-\u200b\u202f\u3000]")
_BULLET = re.compile(r"(\s*)[*•·–—]\s+(\S.*?)\s*$")  # word processors make these of hyphens
_DECORATED = re.compile(
    r"(\s*)(?:[*•·–—] +)?[*_]{0,2}([a-z_]+)(?:[*_]{1,2} ?:|:[*_]{1,2}| ?[=;：]|:)\s*(\S.*?)\s*$"
)
_COMMA = re.compile(r"""(\s*["']?[\w-]+["']?\s*:\s+(?:"[^"]*"|'[^']*'|\[[^\[\]]*\])),\s*$""")
_GLUED = re.compile(r"(?P<before>\s*(?P<name>[a-z_]+):)(?P<value>[^\s/:](?:.*\S)?)\s*$")
_MENTION = re.compile(rf"@({ID})")
_SHOWN = 100
"""Longer values are not repeated in a hint."""
_LONGEST = 1_000
"""Longer lines are not fields with a typing mistake."""
PEOPLE = {path[-1] for path in paths_of(Story, Holds.PARTICIPANTS, Holds.PERSONS)}
PROSE = {path[-1] for path in paths_of(Story, Holds.PROSE)}
_GROUPS = {
    name: tuple(fields_of(model)) for name, model in groups_of(Story).items() if name not in PEOPLE
}
_LISTS = {*list_fields(Story), *list_fields(Person), *list_fields(Theme), *list_fields(Guide)}

CanRead = Callable[[str, int], bool]
"""Whether a text can be read up to and including a line, counted from 0."""


class SyntaxProblem(NamedTuple):
    """What is wrong, and the text as it was probably meant, with the same number of lines.

    If the fix is not certain, it serves only to read on and find what else is wrong.
    """

    diagnostic: Diagnostic
    fixed: str | None = None
    certain: bool = True


def explain(path: str, text: str, first_line: int, error: Any, can_read: CanRead) -> SyntaxProblem:
    """Explain a YAMLError in a text that begins after `first_line` lines of the file."""
    return _Explainer(path, text.split("\n"), first_line, error, can_read).explain()


class _Explainer:
    """One YAMLError, and the lines around it.

    libyaml reports the position of the problem (`_line`, `_column`) and where the construct that
    contains it starts (`_start`).
    """

    def __init__(
        self, path: str, lines: list[str], first_line: int, error: Any, can_read: CanRead
    ) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        context = getattr(error, "context_mark", None) or mark
        self._path, self._lines, self._first, self._can_read = path, lines, first_line, can_read
        self._problem: str = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
        self._context: str = getattr(error, "context", None) or ""
        self._line: int = mark.line if mark else 0
        self._column: int = mark.column if mark else 0
        self._start: int = context.line if context else self._line

    def explain(self) -> SyntaxProblem:
        """The first explanation that fits, from the most particular to the most general."""
        explanations = (
            self._tab,
            self._invisible_space,
            self._unindented_block,
            self._less_indented_line,
            self._document_end,
            self._bullet,
            self._decorated_field,
            self._trailing_comma,
            self._missing_space,
            self._indented_field,
            self._list_on_the_line,
            self._mention,
            self._unclosed_list,
            self._block_on_the_line,
            self._missing_quotes,
            self._prose_below_fields,
            self._unindented_continuation,
        )
        for explanation in explanations:
            if problem := explanation():
                return problem
        return self._anything_else()

    def _tab(self) -> SyntaxProblem | None:
        line = self._source(self._line)
        at = line[: _indent(line)].find("\t")
        if at < 0:
            return None
        return self._report(
            self._line,
            (at, at + 1),
            _("there is a tab here, but YAML needs spaces"),
            _("replace it with two spaces"),
            line.replace("\t", "  ", line[: _indent(line)].count("\t")),
        )

    def _invisible_space(self) -> SyntaxProblem | None:
        """A character that only looks like a space, as word processors put it after a colon."""
        for at in range(self._start, self._line + 1):
            line = self._source(at)
            if found := _NO_SPACE.match(line):
                column = found.end() - 1
                return self._report(
                    at,
                    (column, column + 1),
                    _(
                        "this looks like a space, but is another character (%(character)s)",
                        character=code_point(line[column]),
                    ),
                    _("delete it and type a space"),
                    f"{line[:column]} {line[column + 1 :].lstrip()}",
                )
        return None

    def _unindented_block(self) -> SyntaxProblem | None:
        """A text of several lines below its field that is not indented."""
        line, above = self._source(self._line), self._source(self._line - 1)
        field = _OPENS_BLOCK.match(above)
        if not field or _indent(line) > _indent(above) or FIELD.match(line):
            return None
        return self._report(
            self._line,
            _words(line),
            _('the text of "%(name)s" is not indented', name=field[1]),
            _("begin each of its lines with two spaces"),
        )

    def _less_indented_line(self) -> SyntaxProblem | None:
        """A line of a text that is indented less than the first one."""
        line, name = self._short_line(self._line), None
        for at in range(self._line - 1, -1, -1):
            above = self._short_line(at)
            if found := _OPENS_BLOCK.match(above):
                name = found[1]
                break
            if above.strip() and not _indent(above):
                break
        if name is None or not _indent(line) or FIELD.match(line):
            return None
        width = _indent(self._short_line(at + 1))
        if _indent(line) >= width:
            return None
        return self._report(
            self._line,
            (0, len(line)),
            _('this line of "%(name)s" is indented less than its first line', name=name),
            ngettext(
                "begin it with %(num)s space, like the first line",
                "begin it with %(num)s spaces, like the first line",
                width,
            ),
            " " * width + line.lstrip(),
        )

    def _document_end(self) -> SyntaxProblem | None:
        """A line of three dots, which ends a YAML document."""
        at = next((n for n in range(self._line) if self._source(n).strip() == "..."), None)
        if at is None or "<document start>" not in self._problem:
            return None
        message = _('this line "..." ends the fields, but more follow')
        return self._report(at, (0, 3), message, _("delete it"), "")

    def _bullet(self) -> SyntaxProblem | None:
        """A list entry as word processors write it."""
        for at in dict.fromkeys((self._start, self._line)):
            found = _BULLET.match(self._short_line(at))
            if found and not FIELD.match(found[2]):
                short = len(found[2]) <= _SHOWN
                return self._report(
                    at,
                    (len(found[1]), len(found[1]) + 1),
                    _("an entry of a list must begin with a hyphen and a space"),
                    _("write %(text)s", text=f"- {found[2]}")
                    if short
                    else _("write a hyphen instead of this character"),
                    f"{found[1]}- {found[2]}",
                )
        return None

    def _decorated_field(self) -> SyntaxProblem | None:
        """A field in bold, behind a bullet, or with = or ; in place of the colon."""
        for at in dict.fromkeys((self._start, self._line)):
            line = self._short_line(at)
            found = _DECORATED.match(line)
            if found is None or line.strip().startswith(f"{found[2]}:"):
                continue
            fixed = f"{found[1]}{found[2]}: {found[3]}"
            if len(fixed) > len(line) + 1:
                continue
            return self._report(
                at,
                (len(found[1]), len(found[1]) + len(line.strip())),
                _("a field must be a name, a colon, a space and a value"),
                _("write %(text)s", text=fixed.strip())
                if len(fixed) <= _SHOWN
                else _('write "%(name)s:", then a space and the value', name=found[2]),
                fixed,
            )
        return None

    def _trailing_comma(self) -> SyntaxProblem | None:
        """A comma behind a quoted value, as in JSON."""
        found = _COMMA.match(self._short_line(self._line))
        if found is None or self._column != len(found[1]):
            return None
        message = _("there is a comma after the value")
        return self._report_here(message, _("delete it"), fixed=found[1])

    def _missing_space(self) -> SyntaxProblem | None:
        """`date:2026-10-14`: libyaml stumbles over the colon of the next line."""
        if not (self._problem.startswith("mapping values") or "':'" in self._problem):
            return None
        for at in range(max(0, self._line - 2), self._line + 1):
            if field := _GLUED.match(self._source(at)):
                message = _('there is no space after the colon of "%(name)s"', name=field["name"])
                return self._replace_value(at, field, f" {field['value']}", message)
        return None

    def _indented_field(self) -> SyntaxProblem | None:
        """A field that is indented more, or less, than those around it."""
        line = self._source(self._line)
        field = FIELD.match(line) or _BARE_NAME.match(line)
        if field is None:
            return None
        columns, name = field.span("name"), field["name"]
        nested = self._problem.startswith("mapping values")
        if nested and self._column == field.end("name") and columns[0] > 0:
            above = self._line_above(self._line)
            width = 0 if above is None else _indent(self._source(above))
            return self._report(
                self._line,
                columns,
                _('"%(name)s" is indented further than the field above it', name=name),
                _(
                    "Begin it in the same column as that field. If that field has several lines, "
                    "write | after its colon, and the text below it."
                ),
                " " * width + line.lstrip(),
            )
        if "expected <document start>" in self._problem and self._line > 0:
            return self._report(
                self._line,
                columns,
                _('"%(name)s" is indented less than the fields above it', name=name),
                _("begin all fields in the same column"),
            )
        return None

    def _list_on_the_line(self) -> SyntaxProblem | None:
        """A list with hyphens that begins on the line of its field."""
        field = FIELD.match(self._source(self._line))
        if not field or field["name"] not in _LISTS:
            return None
        if not self._problem.startswith("block sequence entries"):
            return None
        items = [item.strip() for item in re.split(r"(?:^|\s)- ", field["value"]) if item.strip()]
        message = _(
            'a list with hyphens cannot begin on the same line as "%(name)s"', name=field["name"]
        )
        return self._replace_value(self._line, field, f"[{', '.join(items)}]", message)

    def _mention(self) -> SyntaxProblem | None:
        """An @ before an id in a field that holds ids only."""
        if "cannot start any token" not in self._problem:
            return None
        line = self._source(self._line)
        mention = _MENTION.match(line, self._column)
        field = re.search(r"(?<![\w-])([\w-]+):[\s\[]*(?:[\w-]+,\s*)*$", line[: self._column])
        if not mention or (field[1] if field else self._list_field()) not in PEOPLE:
            return None
        return self._report(
            self._line,
            mention.span(),
            _("ids have no @ here"),
            _("write %(text)s", text=mention[1]),
            f"{line[: mention.start()]}{mention[1]} {line[mention.end() :]}",
            NEEDS_QUOTES,
        )

    def _unclosed_list(self) -> SyntaxProblem | None:
        field = FIELD.match(self._source(self._start))
        if not field or "flow sequence" not in self._context or field["value"][0] != "[":
            return None
        if "]" in field["value"]:
            return None
        value = f"{field['value'].rstrip(' ,')}]"
        message = _('the closing "]" of this list is missing')
        return self._replace_value(self._start, field, value, message)

    def _block_on_the_line(self) -> SyntaxProblem | None:
        """A text that begins on the line of its | or >."""
        line = self._source(self._line)
        field = FIELD.match(line)
        if not field or "block scalar" not in self._context or field["value"][0] not in "|>":
            return None
        sign, words = field["value"][0], field["value"].lstrip("|>+- ")
        continues = _indent(self._source(self._line + 1)) > _indent(line)
        return self._report(
            self._line,
            field.span("value"),
            _(
                'the text of "%(name)s" cannot begin on the same line as the %(sign)s',
                name=field["name"],
                sign=sign,
            ),
            _("begin it on the next line, like the rest")
            if continues
            else _(
                "delete the %(sign)s, or begin the text on the next line with two spaces", sign=sign
            ),
            field["before"] + (sign if continues else single_quoted(words)),
            certain=False,
        )

    def _missing_quotes(self) -> SyntaxProblem | None:
        """A value that can be read once it is in quotes."""
        in_value = "scanning" in self._context or "flow" in self._context
        for at in (self._start,) if in_value else (self._line, self._line - 1):
            field = FIELD.match(self._source(at)) or ITEM.match(self._source(at))
            if field is None:
                continue
            value = field["value"]
            if value[0] in "\"'" and value[0] not in value[1:]:
                return None  # better to report that the closing quotation mark is missing
            value = unquoted(value)
            name = field.groupdict().get("name") or ""
            message = _("this entry must be in quotes")
            if name:
                message = _('the value of "%(name)s" must be in quotes', name=name)
            found = self._replace_value(at, field, single_quoted(value), message)
            if name not in PROSE and (other := re.search(r",\s*([a-z_]+): ", value)):
                return SyntaxProblem(
                    found.diagnostic._replace(
                        message=_(
                            '"%(field)s" must not be on the same line as "%(name)s"',
                            field=other[1],
                            name=name,
                        ),
                        hint=_("write each field on a line of its own, without a comma"),
                    )
                )
            if hint := self._instead_of_quotes(at, name, value):
                message = _('the value of "%(name)s" cannot be read', name=name)
                diagnostic = found.diagnostic._replace(hint=hint, message=message)
                found = found._replace(diagnostic=diagnostic, certain=False)
            if found.fixed is not None and self._can_read(found.fixed, max(at, self._line)):
                return found
        return None

    def _instead_of_quotes(self, at: int, name: str, value: str) -> Message | Literal[""]:
        """What to type where quotes would only lead to another mistake, or an empty string."""
        if name in _GROUPS:
            return _(
                "write %(fields)s below it, each on its own line, indented by two spaces",
                fields=all_of(f'"{part}: …"' for part in _GROUPS[name]),
            )
        if name in PROSE and _indent(self._source(at + 1)) > _indent(self._source(at)):
            return _(
                'write "%(name)s: |", and the whole text below it, each line indented by two spaces',
                name=name,
            )
        if name in PEOPLE and not re.match(r"team\s*:|@", value):
            return _(
                "write an id from site_config/people.yml, or several in brackets, for example "
                "[maria, sam]"
            )
        return ""

    def _prose_below_fields(self) -> SyntaxProblem | None:
        """A story below the fields of a YAML file, as it would be in Markdown."""
        line = self._source(self._line)
        if not self._path.endswith((".yml", ".YML")) or self._first or not line.strip():
            return None
        if not self._path.startswith("stories/") or _indent(line) or FIELD.match(line):
            return None
        return self._report(
            self._line,
            (0, len(line)),
            _("there is prose below the fields, but a .yml file can only have fields"),
            _('write "body: |" above it, and begin each of its lines with two spaces'),
        )

    def _unindented_continuation(self) -> SyntaxProblem | None:
        """A text that continues at the beginning of the next line."""
        if not ("could not find expected ':'" in self._problem or "simple key" in self._context):
            return None
        line, above = self._short_line(self._start), self._line_above(self._start)
        field = None if above is None else FIELD.match(self._short_line(above))
        if field is None or field["name"] not in PROSE or _indent(line):
            return None
        hint = _(
            'If it belongs to "%(name)s", begin it with two spaces. If it is the story, write '
            '"body: |" above it, and indent it.',
            name=field["name"],
        )
        if self._first:
            hint = _(
                'If it belongs to "%(name)s", begin it with two spaces. If it is the story, move '
                'it below the second "---".',
                name=field["name"],
            )
        return self._report(
            self._start,
            (0, len(line)),
            _("this line does not begin with a field name, a colon and a space"),
            hint,
            f"  {line}",
            certain=False,
        )

    def _anything_else(self) -> SyntaxProblem:
        problem, context, line = self._problem, self._context, self._source(self._start)
        if "could not find expected ':'" in problem or "scanning a simple key" in context:
            return self._report(
                self._start,
                _words(line),
                _("this line does not begin with a field name, a colon and a space"),
                _(
                    'Write for example "title: The hour before the ferry". The story itself goes '
                    'below the second "---".'
                ),
            )
        if "quoted scalar" in context and "escape" in problem:
            return self._report_here(
                _("a \\ has a special meaning inside double quotes"),
                _("put the value in single quotes, where a \\ has no special meaning"),
                width=2,
            )
        if "quoted scalar" in context:
            at = next((at for at, char in enumerate(line) if char in "'\""), 0)
            return self._report(
                self._start,
                (at, at + 1),
                _("the quotation mark that opens here is never closed"),
                _("close it at the end of the value"),
            )
        for construct, opening, message, hint in (
            (
                "flow sequence",
                "[",
                _('this list lacks its closing "]", or a comma between its entries'),
                _('put commas between the entries and "]" after the last one'),
            ),
            (
                "flow mapping",
                "{",
                _('this group lacks its closing "}", or a comma between its fields'),
                _('put commas between the fields and "}" after the last one'),
            ),
        ):
            if construct in context:
                at = max(line.find(opening), 0)
                return self._report(self._start, (at, at + 1), message, hint)
        if (
            "block mapping" in context
            or "block collection" in context
            or ("document start" in problem)
        ):
            return self._report_here(
                _("the indentation of this line does not match the lines above it"),
                _(
                    "begin all fields in the same column, and indent what is inside one by two spaces"
                ),
            )
        return self._report_here(
            _("the fields cannot be read from here on (%(reason)s)", reason=problem or "YAML"),
            _("put the value in single quotes, or look for a missing quotation mark or bracket"),
        )

    def _list_field(self) -> str:
        """The field whose list the line belongs to."""
        for at in range(self._line, -1, -1):
            if name := re.match(r"\s*([\w-]+):\s*(?:\[|$)", self._source(at)):
                return name[1]
        return ""

    def _source(self, line: int) -> str:
        return self._lines[line] if 0 <= line < len(self._lines) else ""

    def _short_line(self, line: int) -> str:
        """A line without the space at its end; empty if it is too long to be typed by hand."""
        source = self._source(line)
        return source.rstrip() if len(source) <= _LONGEST else ""

    def _line_above(self, line: int) -> int | None:
        """The nearest line above that is not blank."""
        return next((n for n in range(line - 1, -1, -1) if self._source(n).strip()), None)

    def _replace_value(
        self, at: int, field: re.Match[str], value: str, message: Message
    ) -> SyntaxProblem:
        """A problem that another way to write the value of a field solves."""
        line, (start, end) = self._source(at), field.span("value")
        return self._report(
            at,
            (start, end),
            message,
            _("write %(text)s", text=f"{field['before'].lstrip()}{value}")
            if len(value) <= _SHOWN
            else _("put it in single quotes, and double every single quote inside it"),
            line[:start] + value + line[end:],
            NEEDS_QUOTES,
        )

    def _report_here(
        self, message: Message, hint: Message, *, width: int = 1, fixed: str | None = None
    ) -> SyntaxProblem:
        """A problem at the position that libyaml reported."""
        columns = (self._column, self._column + width)
        return self._report(self._line, columns, message, hint, fixed)

    def _report(
        self,
        line: int,
        columns: tuple[int, int],
        message: Message,
        hint: Message,
        fixed: str | None = None,
        kind: Code | None = None,
        *,
        certain: bool = True,
    ) -> SyntaxProblem:
        """A problem with some columns of a line; `fixed` is what the line should be."""
        number, (start, end) = line + self._first + 1, columns
        place = Location(self._path, number, start + 1, number, max(start + 1, end) + 1)
        text = None
        if fixed is not None:
            text = "\n".join([*self._lines[:line], fixed, *self._lines[line + 1 :]])
        return SyntaxProblem((kind or NOT_YAML)(place, message, hint), text, certain)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _words(line: str) -> tuple[int, int]:
    """The columns of a line without the space around it."""
    return _indent(line), len(line.rstrip())
