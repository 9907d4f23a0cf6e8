"""Sensitive matters: advice to check with the person, never a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.codes import code
from generator.consent.alone import TOKEN
from generator.consent.names import fold
from generator.consent.names import words as cut
from generator.diagnostics import Diagnostic
from generator.model import Story
from generator.reading.source import document
from generator.rules.context import Context

_MATTERS = {
    "health": {
        "en": "diagnosis diagnosed cancer surgery illness depression depressed anxiety "
        "burnout pregnant pregnancy miscarriage therapy medication disability adhd autism autistic",
        "es": "diagnóstico cáncer cirugía enfermedad depresión ansiedad embarazada embarazo "
        "aborto terapia medicación discapacidad",
        "ar": "مرض مريض سرطان جراحة اكتئاب حامل حمل علاج إعاقة",
    },
    "family": {
        "en": "divorce divorced funeral bereavement widow widower custody miscarriage",
        "es": "divorcio divorciado divorciada funeral duelo viuda viudo custodia",
        "ar": "طلاق مطلق مطلقة جنازة وفاة أرملة أرمل حضانة",
    },
    "pay": {
        "en": "salary salaries bonus wage wages payslip overpaid underpaid",
        "es": "salario sueldo nómina bonificación",
        "ar": "راتب رواتب أجر مكافأة",
    },
    "performance": {
        "en": "underperforming underperformer underperformed appraisal",
        "es": "bajo-rendimiento",
        "ar": "",
    },
    "discipline": {
        "en": "disciplinary reprimand reprimanded fired misconduct grievance",
        "es": "despido despedido despedida sanción expediente",
        "ar": "فصل إنذار عقوبة",
    },
}
_PHRASES = {
    "en": {"performance": r"performance (?:rating|review|plan)|improvement plan|low rating"},
    "es": {"performance": r"evaluaci[oó]n de desempe[nñ]o|bajo rendimiento"},
    "ar": {"performance": r"تقييم الأداء"},
}
_FIRST = {
    "en": ("performance", "improvement", "low"),
    "es": ("evaluacion", "bajo"),
    "ar": (fold("تقييم"),),
}
"""A word of each phrase, folded: without any there is no phrase to look for."""
_SAID = {
    "health": "somebody's health",
    "family": "somebody's family",
    "pay": "somebody's pay",
    "performance": "how somebody's work was rated",
    "discipline": "a disciplinary matter",
}


def check(story: Story, context: Context) -> Iterator[Diagnostic]:
    """S134 once for each sensitive matter that a story seems to touch."""
    lang = (story.lang or context.settings.site.language).partition("-")[0]
    texts = {**story.prose(), ("body",): story.body}
    if _signs(lang).isdisjoint(cut("\n".join(texts.values()))):
        return
    words, phrases = _words(lang), _PHRASES.get(lang, {})
    seen: set[str] = set()
    for path, text in texts.items():
        hits = [
            (matter, m.start(), m.end())
            for m in TOKEN.finditer(text)
            if (matter := words.get(fold(m[0])))
        ]
        hits += [
            (matter, m.start(), m.end())
            for matter, phrase in phrases.items()
            if (m := re.search(phrase, text, re.IGNORECASE))
        ]
        for matter, start, end in hits:
            if matter not in seen:
                seen.add(matter)
                yield code("S134")(
                    document(story).locate_in(*path, offset=start, length=end - start),
                    f'"{text[start:end]}" may touch {_SAID[matter]}',
                    "ask the person whether it may be told like this, or tell it without",
                )


@cache
def _signs(lang: str) -> frozenset[str]:
    """Words without any of which there is nothing to find: quick to look for."""
    return frozenset([*_words(lang), *_FIRST.get(lang, ())])


@cache
def _words(lang: str) -> dict[str, str]:
    """Word → matter, folded."""
    return {
        fold(word): matter
        for matter, lists in _MATTERS.items()
        for word in lists.get(lang, "").split()
    }
