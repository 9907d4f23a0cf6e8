"""The phrases of an issue in the languages that we ship."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.text import locales

PluralForms = Mapping[str, str]
"""A phrase for each plural form of the language (`one`, `few`, `other` …); `{n}` is the number."""


class IssuePhrases(NamedTuple):
    """The phrases of an issue. `in_numbers` has a label for each of the four numbers."""

    language: str
    issue: str
    on_site: str
    changed: str
    asked: str
    great_ask: str
    voices: str
    first_here: str
    thread: str
    acts: str
    numbers: str
    in_numbers: tuple[PluralForms, PluralForms, PluralForms, PluralForms]
    before: str
    coming: str
    more: PluralForms
    rest: str
    revised: str
    all_stories: str
    consent: str
    arrow: str
    time: str
    until: str

    def number_of(self, number: int) -> str:
        """The issue's number: No. 14."""
        return self.issue.format(n=locales.number(number, self.language))

    def counted(self, forms: PluralForms, number: int) -> str:
        """A phrase in the plural form of a number."""
        phrase = locales.plural(number, forms, self.language)
        return phrase.format(n=locales.number(number, self.language))


_PHRASES = {
    "en": IssuePhrases(
        "en",
        "No. {n}",
        "Read it on the site",
        "What changed",
        "The ask",
        "An ask worth reading",
        "New voices",
        "Met here for the first time: {names}.",
        "A thread that grew",
        "In a line each",
        "In four numbers",
        (
            {"one": "story", "other": "stories"},
            {"one": "team took part", "other": "teams took part"},
            {"one": "began with an ask", "other": "began with an ask"},
            {"one": "passed help on", "other": "passed help on"},
        ),
        "{n} last time",
        "Coming up",
        {"one": "{n} more story", "other": "{n} more stories"},
        "Also in this issue",
        "This issue was revised after it went out.",
        "All stories",
        "Everybody named here said that they may be.",
        "→",
        "Time",
        "until {at} of {total}",
    ),
    "es": IssuePhrases(
        "es",
        "N.º {n}",
        "Leer en la web",
        "Qué cambió",
        "La petición",
        "Una petición que vale la pena leer",
        "Voces nuevas",
        "Aquí por primera vez: {names}.",
        "Un hilo que creció",
        "En una línea",
        "En cuatro números",
        (
            {"one": "historia", "other": "historias"},
            {"one": "equipo participó", "other": "equipos participaron"},
            {"one": "empezó con una petición", "other": "empezaron con una petición"},
            {"one": "pasó la ayuda a otra persona", "other": "pasaron la ayuda a otra persona"},
        ),
        "la última vez, {n}",
        "Próximamente",
        {"one": "{n} historia más", "other": "{n} historias más"},
        "También en este número",
        "Este número se revisó después de su envío.",
        "Todas las historias",
        "Quien aparece aquí con su nombre dijo que sí.",
        "→",
        "Tiempo",
        "hasta {at} de {total}",
    ),
    "ar": IssuePhrases(
        "ar",
        "العدد {n}",
        "القراءة على الموقع",
        "ما الذي تغيّر",
        "الطلب",
        "طلب يستحق القراءة",
        "أصوات جديدة",
        "هنا للمرة الأولى: {names}.",
        "خيط امتدّ",
        "في سطر واحد",
        "في أربعة أرقام",
        (
            {"two": "قصتان", "few": "قصص", "other": "قصة"},
            {"two": "فريقان شاركا", "few": "فرق شاركت", "other": "فريق شارك"},
            {"other": "بدأت بطلب"},
            {"other": "نقلت المساعدة إلى آخرين"},
        ),
        "{n} في المرة السابقة",
        "قريبًا",
        {"one": "قصة أخرى", "two": "قصتان أخريان", "few": "{n} قصص أخرى", "other": "{n} قصة أخرى"},
        "أيضًا في هذا العدد",
        "رُوجع هذا العدد بعد إرساله.",
        "كل القصص",
        "كل من ذُكر اسمه هنا وافق على ذلك.",
        "←",
        "الوقت",
        "حتى {at} من {total}",
    ),
}


def issue_phrases(language: str) -> IssuePhrases:
    """The phrases in a language, or in English if we do not ship it."""
    return _PHRASES.get(language.partition("-")[0].lower(), _PHRASES["en"])
