"""How people who are not named are spoken of, in the languages we ship."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Forms:
    """`colleague` and `in_team` hold one phrase for the first, the second, the third… such person
    in a story, so that they stay distinguishable; the last serves for all that follow.
    """

    colleague: tuple[str, ...]
    in_team: tuple[str, ...]
    role: str
    somebody: str
    capitals: bool

    def of_colleague(self, ordinal: int, team: str | None) -> str:
        """The phrase for the `ordinal`-th (from 0) unnamed person, with or without a team."""
        phrases = self.in_team if team else self.colleague
        return phrases[min(ordinal, len(phrases) - 1)].format(team=team)


FORMS = {
    "en": Forms(
        (
            "a colleague",
            "another colleague",
            "a third colleague",
            "a fourth colleague",
            "a fifth colleague",
            "one more colleague",
        ),
        (
            "a colleague in {team}",
            "another colleague in {team}",
            "a third colleague in {team}",
            "a fourth colleague in {team}",
            "a fifth colleague in {team}",
            "one more colleague in {team}",
        ),
        "the {role}",
        "someone",
        True,
    ),
    "es": Forms(
        (
            "alguien del equipo",
            "otra persona del equipo",
            "una tercera persona del equipo",
            "una cuarta persona del equipo",
            "una persona más del equipo",
        ),
        (
            "alguien de {team}",
            "otra persona de {team}",
            "una tercera persona de {team}",
            "una cuarta persona de {team}",
            "una persona más de {team}",
        ),
        "{role}",
        "alguien",
        True,
    ),
    "ar": Forms(
        ("أحد الزملاء", "زميل آخر", "زميل ثالث", "زميل رابع", "زميل غيرهم"),
        (
            "أحد الزملاء في {team}",
            "زميل آخر في {team}",
            "زميل ثالث في {team}",
            "زميل رابع في {team}",
            "زميل غيرهم في {team}",
        ),
        "{role}",
        "أحدهم",
        False,
    ),
}


def forms(lang: str) -> Forms:
    """The forms of a BCP 47 language, English where we have none."""
    return FORMS.get(lang.partition("-")[0].lower(), FORMS["en"])
