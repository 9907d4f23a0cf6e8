"""The fifteen measures in words: what each asks, how it is counted, what bends it, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.languages.messages import Messages, noted


class MeasureText(NamedTuple):
    """What is said of a measure, beside its numbers."""

    question: str
    formula: str
    bias: str
    """What makes the number larger or smaller than what it is about."""
    next_step: str
    """What a gap suggests."""


_TEXTS: Mapping[str, MeasureText] = {
    "told": MeasureText(
        noted("Do we tell stories, and about what kinds of help?"),
        noted("Stories on this site, by the month in which they happened and by kind."),
        noted("Telling is not helping: most help is never written down."),
        noted("Offer a starter: a story takes three lines."),
    ),
    "breadth": MeasureText(
        noted("Which teams help which?"),
        noted(
            "Pairs of different teams, counted once in each direction, with at least one story, out "
            "of all such pairs. By chance: the sum of 1 − (1 − p)ⁿ over these pairs, where n is how "
            "often stories tell of help from a team to a team, and p is the share that the one gave "
            "times the share that the other received."
        ),
        noted("It grows with the number of stories, however they are spread."),
        noted("Take the three questions to the next meeting of the two teams."),
    ),
    "both-ways": MeasureText(
        noted("Is help mutual?"),
        noted(
            "Pairs of teams with a story in each direction, out of those with any story. By chance: "
            "the same share if giving and receiving were independent of each other."
        ),
        noted("Where few stories are told, help looks one-way."),
        noted("Visit each other: each side asks the other for something."),
    ),
    "across": MeasureText(
        noted("Does help reach beyond our own team?"),
        noted(
            "How often stories tell of help to another team, out of all the times that they tell of "
            "help from a team to a team; a story counts once for each pair of teams in it. By "
            "chance: how often two people drawn at random are in different teams."
        ),
        noted("Help across teams is told more readily than help at the next desk."),
        noted("Hold a session together with another team."),
    ),
    "heard-from": MeasureText(
        noted("Who is in the stories?"),
        noted(
            "Teams with at least one story in which they helped, and teams with at least one in which "
            "they were helped, each out of all teams."
        ),
        noted("One eager writer can speak for a whole team."),
        noted("Ask the person who leads the team what happened there."),
    ),
    "both-hands": MeasureText(
        noted("Does every team give and receive?"),
        noted("Teams that both helped and were helped in some story, out of all teams."),
        noted("Some teams are asked by the nature of their work."),
        noted("Look for a story in which that team asked."),
    ),
    "asks": MeasureText(
        noted("Do stories show how help was asked for?"),
        noted("Stories that say what was asked for, out of all stories."),
        noted("Some authors write the ask down by habit, others never do."),
        noted("Use a starter that begins with the ask."),
    ),
    "outcomes": MeasureText(
        noted("What changed?"),
        noted(
            "Stories that say what changed, out of all stories; and how often each kind of change "
            "is named. A story names up to two."
        ),
        noted("Success is told more often than help that came to nothing."),
        noted("Ask the author again after three months."),
    ),
    "passed-on": MeasureText(
        noted("Is help passed on?"),
        noted(
            "Stories that continue another story on this site, out of all stories; and the median "
            "number of days between the two."
        ),
        noted("Authors often forget the link, and help that nobody told about cannot be linked."),
        noted("Ask: who learned from it, and who did they help?"),
    ),
    "themes": MeasureText(
        noted("Which themes do we hear nothing about?"),
        noted(
            "Themes with at least one story, out of all themes; and stories by theme and month. A story "
            "has one to four themes."
        ),
        noted("Themes are chosen by authors, and some are easier to recognise."),
        noted("Make it the theme of the month."),
    ),
    "norms": MeasureText(
        noted("Do stories show our norms?"),
        noted(
            "Norms with a story from this period that shows one of their themes and is not older "
            "than the norm’s current wording, out of all norms."
        ),
        noted("The theme of a story stands in for the norm."),
        noted("Ask for one story that shows it."),
    ),
    "rhythm": MeasureText(
        noted("Do our practices meet?"),
        noted(
            "Past dates with a session written down, out of all past dates of practices; and how "
            "many people came, where someone noted it."
        ),
        noted("A session that nobody wrote down may still have taken place."),
        noted("Help the person who runs it."),
    ),
    "kept": MeasureText(
        noted("Do we finish the tasks from our sessions?"),
        noted("Tasks from sessions that are done, out of those that are done or overdue."),
        noted("Small tasks are written down more often than large ones."),
        noted("Bring it to the circle."),
    ),
    "mentoring": MeasureText(
        noted("How many take part in mentoring?"),
        noted(
            "The number that was announced for the season, out of all people in teams on its first "
            "day. It is not derived from the pairs."
        ),
        noted("Not everyone feels free to sign up."),
        noted("Invite the quieter teams."),
    ),
    "reach": MeasureText(
        noted("Do stories reach readers?"),
        noted(
            "Issues of the newsletter that were sent, out of those due since the first one on "
            "record; and stories that ran in an issue, out of all stories."
        ),
        noted("Sending is not reading."),
        noted("Go through the editor’s checklist."),
    ),
}
MEASURES = tuple(_TEXTS)
"""The ids of the measures, in their order."""


def measure_texts(words: Messages) -> Mapping[str, MeasureText]:
    """What is said of each measure, in the language of some messages."""
    return {id_: MeasureText(*map(words.gettext, text)) for id_, text in _TEXTS.items()}
