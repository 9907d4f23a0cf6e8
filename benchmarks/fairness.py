"""How even featuring is: two years of uneven input, chosen by us, by date, and by lot.

    python -m benchmarks.fairness [--seeds 25] [--markdown FILE]

One team of six writes half of the stories, and two themes of eight hold more than half of them.
Every policy gets the same stories and fills issues of the same size.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from generator.edition import ShownPerson, ShownQuote, ShownStory, ShownTeam
from generator.model import Kind, Limits
from generator.newsletter.selection import EditorWishes, ExposureHistory, choose

MONTHS = 24
PER_MONTH = 16
LIMITS = Limits(stories=6, per_theme=2)
TEAMS = {"loud": 50, "second": 18, "third": 12, "fourth": 9, "fifth": 7, "sixth": 4}
THEMES = dict(zip("abcdefgh", (34, 22, 13, 10, 8, 6, 4, 3), strict=True))
_DEPARTMENTS = ("north", "south", "east")
_PEOPLE = 8

Pick = tuple[ShownStory, tuple[ShownStory, ...]]
"""The hero, and everything that is told, the hero included."""
Policy = Callable[[Sequence[ShownStory]], Pick]


@dataclass(frozen=True)
class Evenness:
    """How evenly issues fell on some teams or themes: 0 is even, and gaps are in issues."""

    gini: float
    gap: float


def teams() -> dict[str, ShownTeam]:
    """The organisation's teams."""
    return {t: ShownTeam(t, t, _DEPARTMENTS[n % 3]) for n, t in enumerate(TEAMS)}


def months(seed: int) -> list[list[ShownStory]]:
    """The stories of each month, newest first."""
    chance = random.Random(seed)
    return [
        sorted(
            (_story(chance, month, number) for number in range(PER_MONTH)),
            key=lambda story: story.date,
            reverse=True,
        )
        for month in range(MONTHS)
    ]


def _story(chance: random.Random, month: int, number: int) -> ShownStory:
    giver, receiver = (
        ShownPerson(list(TEAMS).index(team) * _PEOPLE + chance.randrange(_PEOPLE), "?", True, team)
        for team in (_drawn(chance, TEAMS), _drawn(chance, TEAMS))
    )
    full = chance.random() < 0.7
    return ShownStory(
        f"m{month:02}-{number:02}",
        dt.date(2025 + month // 12, month % 12 + 1, chance.randint(1, 28)),
        chance.choice(tuple(Kind)),
        "?",
        "?",
        (giver,),
        (receiver,),
        (_drawn(chance, THEMES),),
        "?" * 600,
        ask="Could you?" if chance.random() < 0.6 else None,
        outcome="It held." if full else None,
        quote=ShownQuote("?", receiver) if full and chance.random() < 0.4 else None,
    )


def _drawn(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def ours() -> Policy:
    """What the newsletter does."""
    history = ExposureHistory(teams())

    def pick(pool: Sequence[ShownStory]) -> Pick:
        choice = choose(pool, EditorWishes(), LIMITS, history)
        assert choice.hero is not None
        history.record(choice.hero, choice.stories)
        return choice.hero, choice.stories

    return pick


def newest() -> Policy:
    """The newest lead and are told, within the same limits of themes."""

    def pick(pool: Sequence[ShownStory]) -> Pick:
        return _filled(pool)

    return pick


def by_lot(seed: int) -> Policy:
    """A draw."""
    chance = random.Random(seed)

    def pick(pool: Sequence[ShownStory]) -> Pick:
        return _filled(chance.sample(pool, len(pool)))

    return pick


def _filled(order: Sequence[ShownStory]) -> Pick:
    told = [order[0]]
    taken: Counter[str] = Counter()
    for story in order[1:]:
        if len(told) < LIMITS.stories and taken[story.themes[0]] < LIMITS.per_theme:
            told.append(story)
            taken[story.themes[0]] += 1
    return told[0], tuple(told)


def evenness(issues: Sequence[set[str]], everybody: Sequence[str]) -> Evenness:
    """Of some issues, each with the teams or themes that it featured."""
    counts = sorted(sum(one in issue for issue in issues) for one in everybody)
    total, n = sum(counts), len(counts)
    gini = sum((2 * at - n - 1) * count for at, count in enumerate(counts, 1)) / (n * total)
    return Evenness(gini, max(_gap(issues, one) for one in everybody))


def _gap(issues: Sequence[set[str]], one: str) -> int:
    longest = run = 0
    for issue in issues:
        run = 0 if one in issue else run + 1
        longest = max(longest, run)
    return longest


def simulate(seed: int) -> dict[str, dict[str, Evenness]]:
    """Of each policy, how even heroes and told stories were, by team and by theme."""
    stories = months(seed)
    found: dict[str, dict[str, Evenness]] = {}
    for name, policy in (("ours", ours()), ("newest first", newest()), ("by lot", by_lot(seed))):
        picks = [policy(month) for month in stories]
        led, told = [(hero,) for hero, _ in picks], [issue for _, issue in picks]
        found[name] = {
            "heroes by team": evenness([_teams(i) for i in led], list(TEAMS)),
            "heroes by theme": evenness([{s.themes[0] for s in i} for i in led], list(THEMES)),
            "told by team": evenness([_teams(i) for i in told], list(TEAMS)),
            "told by theme": evenness([{s.themes[0] for s in i} for i in told], list(THEMES)),
        }
    return found


def _teams(issue: Sequence[ShownStory]) -> set[str]:
    """The teams that gave."""
    return {giver.team for story in issue for giver in story.givers if giver.team}


def average(seeds: int) -> dict[str, dict[str, Evenness]]:
    """The same over many draws of stories."""
    runs = [simulate(seed) for seed in range(seeds)]
    return {
        policy: {
            what: Evenness(
                mean(run[policy][what].gini for run in runs),
                mean(run[policy][what].gap for run in runs),
            )
            for what in whats
        }
        for policy, whats in runs[0].items()
    }


def markdown(seeds: int) -> str:
    """The page docs/fairness.md."""
    found = average(seeds)
    whats = list(found["ours"])
    rows = [
        f"| {what} | "
        + " | ".join(f"{by[what].gini:.2f} | {by[what].gap:.1f}" for by in found.values())
        + " |"
        for what in whats
    ]
    head = " | ".join(f"{policy}: Gini | longest gap" for policy in found)
    return (
        "# How even featuring is\n\n"
        f"Simulated: {MONTHS} monthly issues, {PER_MONTH} stories a month, of which an issue tells "
        f"{LIMITS.stories}, at most {LIMITS.per_theme} of a theme beside the hero. One team of "
        f"{len(TEAMS)} writes half of the stories, another one in twenty-five; two themes of "
        f"{len(THEMES)} hold more than half. Averages of {seeds} draws. `make fairness` writes this page.\n\n"
        "A Gini of 0 means that every team, or theme, was featured in as many issues as any other. "
        "The longest gap is the number of issues in a row that somebody waited, for whoever waited "
        "longest. A team counts where it gave.\n\n"
        f"| | {head} |\n|:--|{'--:|' * (2 * len(found))}\n" + "\n".join(rows) + "\n\n"
        "What is even is the featuring, not the writing: a team that sends nothing is never "
        "invented. Ties are broken by what is told most fully, then by date, then by id, so the same "
        "stories always give the same issue. `reciprocity digest --why` prints the reasons of each.\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="How even featuring is.")
    parser.add_argument("--seeds", type=int, default=25)
    parser.add_argument("--markdown", type=Path, help="write the page into this file, too")
    given = parser.parse_args()
    page = markdown(given.seeds)
    print(page)
    if given.markdown:
        given.markdown.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
