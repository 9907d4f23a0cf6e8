"""Words of sensitive matters, by language: health, family, pay, performance and discipline."""

from __future__ import annotations

from functools import cache

from generator.text.names import fold

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
PHRASES = {
    "en": {"performance": r"performance (?:rating|review|plan)|improvement plan|low rating"},
    "es": {"performance": r"evaluaci[oó]n de desempe[nñ]o|bajo rendimiento"},
    "ar": {"performance": r"تقييم الأداء"},
}
_FIRST = {
    "en": ("performance", "improvement", "low"),
    "es": ("evaluacion", "bajo"),
    "ar": (fold("تقييم"),),
}
"""A folded word of each phrase: a text without any of these holds none of the phrases."""


@cache
def matters_by_word(lang: str) -> dict[str, str]:
    """The matter of each folded word."""
    return {
        fold(word): matter
        for matter, lists in _MATTERS.items()
        for word in lists.get(lang, "").split()
    }


@cache
def signs_of(lang: str) -> frozenset[str]:
    """Folded words, one of which is in every text that touches a sensitive matter."""
    return frozenset([*matters_by_word(lang), *_FIRST.get(lang, ())])


SIGNS = frozenset[str]().union(*map(signs_of, PHRASES))
"""The signs of all languages."""
