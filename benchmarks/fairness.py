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
_UNNAMED = len(TEAMS) * _PEOPLE // 3

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
        ShownPerson(list(TEAMS).index(team) * _PEOPLE + chance.randrange(_PEOPLE), "?", team)
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


def unnamed_shares(seeds: int) -> tuple[float, float]:
    """Where one in three people is unnamed: the shares of stories that somebody unnamed gave in,
    among all and among those told.
    """
    written: list[bool] = []
    told: list[bool] = []
    for seed in range(seeds):
        unnamed = set(random.Random(seed).sample(range(len(TEAMS) * _PEOPLE), _UNNAMED))
        policy = ours()
        for month in months(seed):
            shown = [_without_names(story, unnamed) for story in month]
            written += [not story.givers[0].named for story in shown]
            told += [not story.givers[0].named for story in policy(shown)[1]]
    return mean(written), mean(told)


def _without_names(story: ShownStory, unnamed: set[int]) -> ShownStory:
    givers, receivers = (
        tuple(p._replace(person_key=None) if p.person_key in unnamed else p for p in people)
        for people in (story.givers, story.receivers)
    )
    return story._replace(givers=givers, receivers=receivers)


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
    """The page docs/explanation/fairness.md."""
    found = average(seeds)
    whats = list(found["ours"])
    rows = [
        f"| {what} | "
        + " | ".join(f"{by[what].gini:.2f} | {by[what].gap:.1f}" for by in found.values())
        + " |"
        for what in whats
    ]
    written, told = unnamed_shares(seeds)
    head = " | ".join(f"{policy}: Gini | longest gap" for policy in found)
    return (
        "# How an issue is chosen\n\n"
        "If the newest or the fullest stories always came first, the team that writes most would fill the "
        "newsletter. So an issue chooses themes, teams and people that have waited longest, within what its "
        "editor pins, skips or puts in order. Among stories that are equal in this, the newest comes first (for "
        "the lead story, the longest), then the first by id, so the same stories always make the same issue. `reciprocity digest --why` says why each story is "
        "where it is. What is even is the choice, not the writing: a team that sends nothing is never invented.\n\n"
        "## Measured\n\n"
        f"A simulation of {MONTHS} monthly issues: {PER_MONTH} stories arrive each month, of which an issue tells "
        f"{LIMITS.stories}, at most {LIMITS.per_theme} of a theme beside the lead story. One team of "
        f"{len(TEAMS)} writes half of the stories, another one in twenty-five; two themes of "
        f"{len(THEMES)} hold more than half. The figures are averages of {seeds} runs; `make fairness` writes this "
        "page.\n\n"
        "A Gini of 0 means that every team, or theme, was featured in as many issues as any other. The longest "
        "gap is how many issues in a row the one who waited longest was not featured. A team counts where it "
        "helped.\n\n"
        f"| | {head} |\n|:--|{'--:|' * (2 * len(found))}\n" + "\n".join(rows) + "\n\n"
        "## People without a name\n\n"
        "People count where they are named. Nobody may learn in which other stories an unnamed person is, so the "
        "choice does not know it either: to it, all unnamed people have waited equally long. They do not lose by "
        f"it. Where one person in three is unnamed, {written:.0%} of the stories were given by someone unnamed, and "
        f"{told:.0%} of those that were told.\n\n"
        "This has consequences. An unnamed person may be in the lead story of two issues in a row, or in two stories of one "
        "issue. They are never listed as a new voice, and no story comes first because an unnamed person in it has waited "
        "long. Their team counts wherever a story shows it.\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="How evenly an issue features teams and themes.")
    parser.add_argument("--seeds", type=int, default=25)
    parser.add_argument("--markdown", type=Path, help="write the page into this file, too")
    given = parser.parse_args()
    page = markdown(given.seeds)
    print(page)
    if given.markdown:
        given.markdown.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
