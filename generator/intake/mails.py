"""Mails: files by the parser of the standard library, and mails that were pasted.

What somebody wrote ends where the mail that they answer begins. quotequail (extra `mail`) knows how
programs begin it in many languages; what is left is looked at again, and a line that looks like the
beginning of another mail is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.message import Message as Part
from html.parser import HTMLParser
from importlib.util import find_spec
from typing import Literal, NamedTuple

from generator.intake.encodings import EncodingError, read_text
from generator.intake.posts import Post, plain_spaces
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.text.clean import unix_lines

_FILE = re.compile(
    rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
    rb"(?:message-id|mime-version|received|return-path|content-type|dkim-signature)[ \t]*:",
    re.IGNORECASE,
)
"""The beginning of a file of one mail."""
_HEAD = 16 * 1024
_BOX = re.compile(rb"^From [^\n]*\d{4}[^\n]*\n(?=[!-9;-~]+:)", re.MULTILINE)
"""The line before each mail of a box."""
_FROM_IN_BODY = re.compile(r"^>(>*From )", re.MULTILINE)
_NAMES = {
    "author": "from|von|de|da|van|od|från|fra|от|kimden|发件人|差出人|보낸 사람|من",
    "day": "date|sent|datum|gesendet|fecha|enviado|enviado el|envoyé|data|inviato|verzonden|wysłano|skickat|sendt|дата|отправлено|tarih|发送时间|日時|날짜",
    "subject": "subject|betreff|asunto|objet|oggetto|assunto|onderwerp|temat|ämne|emne|тема|konu|主题|件名|제목",
    "other": "to|cc|bcc|reply-to|an|para|à|a|aan|do|till|til|кому|kime|收件人|宛先|받는 사람|copia|kopie|copie",
}  # fmt: skip
_HEADER = re.compile(
    rf"^\*?(?P<name>{'|'.join(_NAMES.values())})\*?[ \t]*:\*?[ \t]*(?P<value>.*)$", re.IGNORECASE
)
_LONGEST_HEADER = 300
_DEEPEST = 8
"""How many marks of quotation are taken off a text that is quoted as a whole."""
_MOST_LINES = 500
"""Longer mails are not taken apart: the time that it takes grows with the square."""
_ANSWER = re.compile(
    r"^(?:(?:re|aw|sv|vs|antw|res|resp|rif|odp|ynt|回复|答复|fwd?|wg|tr|rv|enc|vb|doorst|i|vl|pd|転送|转发)"
    r"(?:\[\d+\])?[:：][ \t]*)+",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
_CLOSING = re.compile(
    r"(?:(?:with |mit |avec )?(?:best|kind(?:est)?|warm(?:est)?|many|all the|beste|viele|liebe|herzliche|freundliche[nr]?"
    r"|cordiali|distinti|med|met|z|с)? ?(?:regards|wishes|best|grüße|grüßen|gruß|saluti|vriendelijke groet(?:en)?"
    r"|groeten|vänliga hälsningar|vennlig hilsen|hilsen|poważaniem|pozdrawiam|уважением)|sincerely|yours(?: truly)?"
    r"|cheers|cordialement|bien à vous|(?:un )?saludos?(?: cordial(?:es)?)?|atentamente|atenciosamente|abraços?"
    r"|lg|vg|mfg|br|kr|thanks|thank you|many thanks|danke|merci|gracias|grazie|obrigad[oa])[,.!]?",
    re.IGNORECASE,
)
"""The line above a signature."""
_DEVICE = re.compile(
    r"^(?:sent from (?:my|outlook|mail|yahoo)|get outlook for|von meinem \S+ gesendet|gesendet (?:mit|von)"
    r"|envoyé (?:de|depuis) mon|enviado (?:desde|do) m|inviato d|verstuurd vanaf|skickat från|wysłane z|отправлено с)\b.*",
    re.IGNORECASE,
)
_MOST_OF_SIGNATURE = 8
_LONGEST_OF_SIGNATURE = 80
_RULE = re.compile(r"\s*(?:[-_=*]{3,}[^\n]*[^\W_][^\n]*[-_=*]{3,}|_{8,}|-{8,}|={8,})\s*")
_BEGINS = re.compile(
    r"(?=.*(?:\S@\S|\d[:.]\d{2}|\b\d{4}\b)).*(?:[:：]|\bwrote|schrieb|escribió|écrit)\s?|"
    r"\*?[^\W\d_][\w -]{1,20}\*? ?:\*? .*\S@\S.*"
)
"""A line that looks like the beginning of a mail that is answered."""
_NOT_THEIRS = _("it is only a quotation, and does not say whose")
_TWO_MAILS = _("it has two texts, and it is not clear which of them is the story")


def is_mail_file(raw: bytes) -> bool:
    """Whether a file is a mail or a box of mails, and no pasted text."""
    return bool(_BOX.match(raw) or _FILE.match(raw[:_HEAD].replace(b"\r\n", b"\n").lstrip()))


def mails(raw: bytes) -> list[Post]:
    """The mails of a file (.eml), or of a box (.mbox), in their order."""
    raw = raw.replace(b"\r\n", b"\n").lstrip()
    starts = list(_BOX.finditer(raw)) if _BOX.match(raw) else []
    if not starts:
        return [_of_file(raw, in_box=False)]
    ends = [match.start() for match in starts[1:]] + [len(raw)]
    return [_of_file(raw[s.end() : end], in_box=True) for s, end in zip(starts, ends, strict=True)]


def pasted_mail(text: str) -> Post:
    """A text that somebody pasted, with or without the first lines of a mail."""
    values: dict[str, str] = {}
    lines = unix_lines(text).strip().split("\n")
    at = 0
    while at < len(lines) and (match := _HEADER.match(plain_spaces(lines[at]))):
        kind = next(k for k, names in _NAMES.items() if match["name"].lower() in names.split("|"))
        values.setdefault(kind, match["value"].strip()[:_LONGEST_HEADER])
        at += 1
    if not values.keys() & {"author", "day", "subject"}:
        at = 0
        values = {}
    return _post(
        "\n".join(lines[at:]),
        values.get("author", ""),
        values.get("day", ""),
        values.get("subject", ""),
    )


def bare_subject(subject: str) -> str:
    """A subject without what answering and forwarding put before it."""
    return _ANSWER.sub("", subject).strip()


def _of_file(raw: bytes, *, in_box: bool) -> Post:
    try:
        mail = message_from_bytes(raw, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        author, day, subject = (str(mail[name] or "") for name in ("From", "Date", "Subject"))
        body = mail.get_body(("plain", "html"))
        text, fault = _decoded(body) if body is not None else ("", "")
        is_html = body is not None and body.get_content_type() == "text/html"
        names = [part.get_filename() or _("an attachment") for part in mail.iter_attachments()]
    except Exception:  # the parser raises whatever a header that is wrong makes it stumble over
        return Post("", fault=_("it cannot be read as an e-mail"))
    text = unix_lines(text)
    if is_html:
        text = _html_text(text)
    elif in_box:
        text = _FROM_IN_BODY.sub(r"\1", text)
    post = _post(text, author, day, subject)
    return post._replace(left_out=(*post.left_out, *names), fault=post.fault or fault)


def _decoded(body: Part) -> tuple[str, Message | Literal[""]]:
    """The text of a part, by the encoding that it names or else by evidence; and a fault if neither is certain."""
    raw = body.get_payload(decode=True)
    assert isinstance(raw, bytes)
    with suppress(LookupError, UnicodeDecodeError):
        return raw.decode(body.get_content_charset("ascii")), ""
    try:
        reading = read_text(raw)
    except EncodingError as error:
        return "", error.reason
    return reading.text, _("its encoding is not certain") if reading.rivals else ""


def _post(text: str, author: str, day: str, subject: str) -> Post:
    """A mail without the one that it answers, and without its signature."""
    parts = _parts(text)
    quoted = text.lstrip().startswith(">") and not parts.quoted
    if not parts.own and parts.quoted:  # somebody forwards what another wrote
        inner = _parts(parts.quoted)
        quoted = not parts.author
        author, day, subject = parts.author or author, parts.day, parts.subject or subject
        parts = _Parts(inner.own or parts.quoted, inner.quoted, fault=inner.fault or parts.fault)
    if quoted and author:
        parts = parts._replace(fault=parts.fault or _NOT_THEIRS)
    own, signature = _without_signature(parts.own)
    fault = parts.fault
    if not fault and any(_looks_like_a_head(own)):
        fault = _("one of its lines looks like the beginning of another e-mail")
    left = (_("the e-mail that it answers"),) if parts.quoted else ()
    rest = (_("a signature"),) if signature else ()
    return Post(own, author, day, subject, fault, (*left, *rest))


class _Parts(NamedTuple):
    own: str
    quoted: str = ""
    author: str = ""
    day: str = ""
    subject: str = ""
    fault: Message | Literal[""] = ""


def _parts(text: str) -> _Parts:
    """What somebody wrote, what they quote, and who wrote that."""
    text = text.strip()
    lines = text.split("\n")
    if len(lines) > _MOST_LINES:
        return _Parts(text, fault=_("it has more than %(most)s lines", most=_MOST_LINES))
    for _level in range(_DEEPEST):
        if not text or not all(line.startswith(">") for line in lines if line.strip()):
            break
        lines = [line.removeprefix(">").removeprefix(" ") for line in lines]
        text = "\n".join(lines).strip()
    found = _Parts(text)
    if find_spec("quotequail") is not None:
        from quotequail import unwrap  # type: ignore[import-untyped]  # noqa: PLC0415  # it has no types, and is an extra

        said = unwrap(text) or {}
        if said.get("type") in ("reply", "forward", "quote"):
            top, bottom = said.get("text_top") or "", said.get("text_bottom") or ""
            found = _Parts(
                top or bottom,
                said.get("text") or "",
                said.get("from") or "",
                said.get("date") or "",
                said.get("subject") or "",
                _TWO_MAILS if top and bottom else "",
            )
    own, quoted, fault = _without_marked(found.own)
    return found._replace(
        own=own, quoted="\n".join(filter(None, (quoted, found.quoted))), fault=found.fault or fault
    )


def _without_marked(text: str) -> tuple[str, str, Message | Literal[""]]:
    """A text without the lines that begin with > and the head above them; these lines; and a fault."""
    lines = text.split("\n")
    marked = [n for n, line in enumerate(lines) if line.startswith(">")]
    if not marked:
        return text, "", ""
    heads: set[int] = set()
    for n in marked:
        at = n - 1
        while at >= 0 and not lines[at].strip():
            at -= 1
        if at >= 0 and lines[at].rstrip().endswith((":", "：")):
            heads.add(at)
            if at and not any(map(str.isdigit, lines[at])):  # the day is in the line before
                heads.add(at - 1)
    own: list[str] = [""]
    for n, line in enumerate(lines):
        if n in heads or line.startswith(">"):
            own.append("")
        else:
            own[-1] += f"{line}\n"
    pieces = [piece.strip() for piece in own if piece.strip()]
    quoted = "\n".join(lines[n].lstrip("> ") for n in marked)
    return "\n\n".join(pieces), quoted, _TWO_MAILS if len(pieces) > 1 else ""


def _without_signature(text: str) -> tuple[str, str]:
    """A text without the signature at its end, and the signature."""
    bare = _SIGNATURE.sub("", f"\n{text}").strip()
    lines = bare.split("\n")
    while lines and (
        not lines[-1].strip() or _DEVICE.fullmatch(lines[-1].strip()[:_LONGEST_HEADER])
    ):
        lines.pop()
    for at in range(max(1, len(lines) - _MOST_OF_SIGNATURE), len(lines)):
        rest = lines[at + 1 :]
        if _CLOSING.fullmatch(lines[at].strip()[:_LONGEST_OF_SIGNATURE]) and all(
            len(line) <= _LONGEST_OF_SIGNATURE for line in rest
        ):
            lines = lines[:at]
            break
    own = "\n".join(lines).strip()
    return own, text.strip()[len(own) :]


def _looks_like_a_head(text: str) -> Iterator[bool]:
    lines = [plain_spaces(line[:_LONGEST_HEADER]).strip() for line in text.split("\n")]
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        yield bool(_RULE.fullmatch(line) or _BEGINS.fullmatch(line))
        yield bool(_HEADER.match(line) and _HEADER.match(following))


def _html_text(html: str) -> str:
    """The text of a mail in HTML; what is quoted has a > before each line."""
    reader = _HtmlText()
    reader.feed(html)
    reader.close()
    return "\n".join(reader.lines()).strip()


class _HtmlText(HTMLParser):
    _BLOCKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "blockquote", "table", "ul", "hr"})  # fmt: skip
    _HIDDEN = frozenset({"style", "script", "head", "title"})

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._hidden = 0
        self._pieces: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._BLOCKS:
            self._pieces.append((self._depth, "\n"))
        self._depth += tag == "blockquote"
        self._hidden += tag in self._HIDDEN

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in self._HIDDEN))
        self._depth = max(0, self._depth - (tag == "blockquote"))
        if tag in self._BLOCKS:
            self._pieces.append((self._depth, "\n"))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._pieces.append((self._depth, " ".join(f"|{data}|".split())[1:-1]))

    def lines(self) -> Iterator[str]:
        """The lines, with at most one empty one between two others."""
        line, depth, empty = "", 0, True
        for its_depth, piece in (*self._pieces, (0, "\n")):
            if piece != "\n":
                line, depth = line + piece, its_depth
            elif line.strip():
                yield f"{'> ' if depth else ''}{line.strip()}"
                line, empty = "", False
            elif not empty:
                yield ""
                empty = True
