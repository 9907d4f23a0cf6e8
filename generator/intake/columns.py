"""Which column of a table holds which field, by the names that forms and exports give to columns.

A column such as "From" or "Giver" does not say who helped: in an export of thanks it is who says thanks,
elsewhere who gave. Such columns have no role until somebody says which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from generator.intake.fields import form_fields
from generator.text.folding import words

Sender = Literal["thanks", "helps"]
"""What those in a column such as From did: they say thanks, or they helped."""

SYNONYMS: Mapping[str, str] = {
    "date": "date|when|day|when was it|happened on|date of the event|fecha|cuándo|cuándo fue|datum|wann|wann war das|quand|date de l événement|data|quando|wanneer|kiedy|när|когда|дата|ne zaman|tarih|日付|日期|날짜|التاريخ",
    "givers": "helper|mentor|who helped|who gave|who helped you|who helped me|who do you want to thank|who would you like to thank|thanks to|kudos to|to whom do you say thank you|nominee|quién ayudó|quién te ayudó|quién dio|a quién das las gracias|wer hat geholfen|wer half|wer hat dir geholfen|wem danken sie|wem dankst du|qui a aidé|qui vous a aidé|qui t a aidé|chi ha aiutato|chi ti ha aiutato|quem ajudou|quem te ajudou|quem ajudou você|wie hielp|wie heeft geholpen|wie heeft je geholpen|kto pomógł|kto ci pomógł|vem hjälpte|vem hjälpte dig|кто помог|кто вам помог|kim yardım etti|誰が助けてくれましたか|谁帮助了你|من ساعدك",
    "receivers": "mentee|who was helped|who received|a quién ayudó|quién recibió|wem wurde geholfen|wem|wer hat bekommen|qui a été aidé|chi è stato aiutato|quem recebeu",
    "body": "text|story|what happened|message|description|comment|comments|details|reason|note|tell us what happened|your story|kudos|qué pasó|historia|cuéntanos qué pasó|mensaje|motivo|was ist passiert|was ist geschehen|geschichte|nachricht|qu est il passé|que s est il passé|histoire|cosa è successo|storia|messaggio|o que aconteceu|história|mensagem|wat is er gebeurd|verhaal|bericht|co się stało|vad hände|berättelse|что произошло|история|сообщение|ne oldu|何がありましたか|发生了什么|무슨 일이 있었나요|ماذا حدث",
    "ask": "question|what did they ask|what was asked|the ask",
    "outcome": "result|impact|what changed|effect|ergebnis|resultado",
    "changed": "kind of change|area of impact",
    "title": "headline|subject|titel|título",
    "kind": "type|category",
    "themes": "theme|value|values|company value|company values|tags|tag|hashtag|hashtags",
    "summary": "in short|short version",
    "quote.text": "quote|what was said",
    "quote.by": "said by|who said it|quote by",
    "continues": "follows|paid forward from",
    "lang": "language",
    "for_editors": "note to the editors|for the editors|anything else",
}  # fmt: skip
"""Names of columns, besides a field's name and its question in our forms."""
_RESPONDENTS = "your name|my name|name|submitted by|nominator|respondent|tu nombre|su nombre|nombre|dein name|ihr name|ton nom|votre nom|nom|il tuo nome|nome|seu nome|je naam|uw naam|naam|twoje imię|twoje imię i nazwisko|ditt namn|ваше имя|adınız|adınız soyadınız|お名前|名前|您的姓名|姓名|이름|اسمك"
"""Names of columns with who answers: they were helped, if another column says who helped."""
_SENDERS = "from|giver|sender|sent by|given by|from name|from full name|from user|sender name|giver name|awarded by|recognizer|recogniser|recognized by|recognised by|de|von|absender|expéditeur|da|van|od|från|от"
_RECIPIENTS = "to|receiver|recipient|recipients|sent to|given to|to name|to full name|to user|recipient name|receiver name|awarded to|recognized|recognised|recipient s|colleague|coworker|team member|a quién|para|an|empfänger|à|destinataire|a|aan|do|till|кому"
"""Names of columns that do not say who helped."""
_STAMPS = (
    *("timestamp", "start time", "start date utc", "start date", "startdate", "submitted", "submitted at"),
    *("submission date", "submit date utc", "date submitted", "recorded date", "recordeddate", "created"),
    *("created at", "date created", "awarded at", "given at", "given on", "sent at", "date sent"),
    *("completion time", "end date", "enddate", "zeitstempel", "startzeit", "fertigstellungszeit"),
    *("marca temporal", "hora de inicio", "hora de finalización", "horodateur", "heure de début"),
    *("heure de fin", "informazioni cronologiche", "ora di inizio", "ora di completamento"),
    *("carimbo de data hora", "hora de conclusão", "tijdstempel", "begintijd", "voltooiingstijd"),
    *("sygnatura czasowa", "godzina rozpoczęcia", "godzina ukończenia", "tidstämpel", "starttid"),
    *("slutförandetid", "tidsstempel", "aikaleima", "отметка времени", "позначка часу", "zaman damgası"),
    *("časové razítko", "časová pečiatka", "időbélyeg", "marcaj de timp", "χρονική σήμανση"),
    *("タイムスタンプ", "时间戳记", "时间戳", "時間戳記", "타임스탬프", "طابع زمني", "חותמת זמן"),
)  # fmt: skip
"""Columns with the time of the answer, used if no column has the date of the story."""


class Columns(NamedTuple):
    """The place of each field.

    `unclear` holds the places of who sends and who is sent to, where it is not known which of them helped.
    """

    places: Mapping[str, int]
    unclear: tuple[int, ...]


def find_columns(
    names: Sequence[Sequence[str]], chosen: Mapping[str, str], sender: Sender | None
) -> Columns:
    """The columns of a table.

    Args:
        names: The names of each column: its header, and where a tool writes two, both.
        chosen: Fields by the name of their column, as somebody said ("" for none).
        sender: What those in a column such as From did, if that is known.
    """
    keys = [{key for name in each if (key := _key(name))} for each in names]
    wanted = {_key(column): path for column, path in chosen.items()}
    places: dict[str, int] = {}
    for number, own in enumerate(keys):
        places |= {path: number for name in own if (path := wanted.get(name))}
    taken = [number for number, own in enumerate(keys) if own & wanted.keys()]

    def first(*known: str) -> int | None:
        for name in map(_key, known):
            for column, own in enumerate(keys):
                if name in own and column not in taken:
                    return column
        return None

    def place(path: str, at: int | None) -> None:
        if at is not None and path not in places:
            places[path] = at
            taken.append(at)

    for path, field in form_fields():
        if path not in places:
            ours = (path, path.replace(".", " "), field.title)
            place(path, first(*ours, *SYNONYMS.get(path, "").split("|")))
    if "date" not in places:
        place("date", first(*_STAMPS))
    left = [p for p in ("givers", "receivers") if p not in places]
    sends = first(*_RESPONDENTS.split("|"), *_SENDERS.split("|"))
    sent = first(*_RECIPIENTS.split("|"))
    unclear = tuple(at for at in (sends, sent) if at is not None)
    if sender and len(left) == 2:
        roles = ("receivers", "givers") if sender == "thanks" else ("givers", "receivers")
        for path, at in zip(roles, (sends, sent), strict=True):
            place(path, at)
    elif len(left) == 1 and unclear:  # the other role is clear
        place(left[0], unclear[0])
    elif left and unclear:
        return Columns(places, unclear)
    return Columns(places, ())


def is_stamp(name: str) -> bool:
    """Whether a column has the time of the answer."""
    return _key(name) in _STAMPS


def missing_columns(names: Sequence[Sequence[str]], chosen: Mapping[str, str]) -> list[str]:
    """The columns that somebody named and that are not there."""
    known = {_key(name) for each in names for name in each}
    return [column for column in chosen if _key(column) not in known]


def _key(name: str) -> str:
    return " ".join(words(name))
