"""G 108, 109, 141 and on: practices, and rounds of mentoring pairs."""

from __future__ import annotations

from generator.diagnostics.explained.explanation import Explanation, Files

_PEOPLE = (
    "maria: {name: Maria Okafor, team: bench, named: yes%s}\n"
    "sam: {name: Sam Lee, team: bench, named: yes}\n"
)
_NOOR: Files = {
    "site_config/people.yml": _PEOPLE % "" + "noor: {name: Noor Haddad, team: bench, named: ask}\n"
}
_ROOM = ", mentoring: {gives: 1}"


def _practice(
    fields: str = "", dates: str = "dates: [2026-12-03 10:15]\n", lead: str = "maria"
) -> Files:
    return {
        "site_config/practices/rolls.yml": "title: Rolls\nkind: share-and-solve\n"
        f"what: One problem, and rolls.\nfor: Everybody.\nlead: [{lead}]\ncadence: Thursdays\n"
        f"join: Be there with a roll.\n{dates}{fields}"
    }


def _round(pairs: str, people: str = _ROOM) -> Files:
    return {
        "site_config/people.yml": _PEOPLE % people,
        "site_config/practices/pairs/2026-10.yml": "starts: 2026-10-01\n"
        f"ends: 2027-03-31\npairs: [{pairs}]\n",
    }


def _session(fields: str) -> Files:
    return _practice(f"sessions:\n  - date: 2026-10-29\n    challenge: The belt slipped.\n{fields}")


PRACTICES = {
    "G108": Explanation(
        "No calendar has that day, or no clock shows that hour on it, since it goes forward then.",
        "Whoever comes at that time would come to something that does not take place.",
        "Look at the year, the month and the day, or write an hour later.",
        _practice("time_zone: Europe/London\n", "dates: [2027-03-28 01:30]\n"),
        _practice("time_zone: Europe/London\n", "dates: [2027-03-28 02:30]\n"),
    ),
    "G109": Explanation(
        "A session that has happened, or something that was done, is of a day to come.",
        "What is told of a practice is what came of it.",
        'Write the day on which it happened. A meeting to come belongs into "dates".',
        _practice("sessions:\n  - date: 2026-12-24\n    challenge: The belt slipped.\n"),
        _practice("sessions:\n  - date: 2026-10-29\n    challenge: The belt slipped.\n"),
    ),
    "G141": Explanation(
        "A pair of a mentoring round is one person twice, or somebody learns from two at a time.",
        "A pair is two people who have time for each other.",
        "Write somebody else, or leave one of the pairs out.",
        _round("{learner: maria, mentor: maria}"),
        _round("{learner: sam, mentor: maria}"),
    ),
    "G142": Explanation(
        "Somebody who leads a practice, belongs to it, or is in a round of pairs that runs, has left.",
        "Who wants to join would write to nobody.",
        "Ask somebody else and write their id, or take the id out.",
        _practice() | {"site_config/people.yml": _PEOPLE % ", left: 2026-09-30"},
        _practice() | {"site_config/people.yml": _PEOPLE % ""},
    ),
    "G143": Explanation(
        "A practice has more members than places.",
        "Either the number is old, or the circle is too large to hear everybody.",
        "Write a larger capacity, or begin a second circle.",
        _practice("members: [maria, sam]\ncapacity: 1\n"),
        _practice("members: [maria, sam]\ncapacity: 6\n"),
    ),
    "G144": Explanation(
        "A practice has no date to come.",
        "Who wants to join would not know when to be there.",
        'Add the next dates, or the day it came to its end as "ended".',
        _practice(dates="dates: [2026-10-01 10:15]\n"),
        _practice(),
    ),
    "G145": Explanation(
        "Something that was to be done after a session is open, and its day has passed.",
        "Help that was promised and forgotten is worse than none.",
        'Add "done:" with the day, or a later "due:", or take it out.',
        _session("    follow_ups: [{text: Order a belt, who: sam, due: 2026-11-01}]\n"),
        _session(
            "    follow_ups: [{text: Order a belt, who: sam, due: 2026-11-01, done: 2026-11-02}]\n"
        ),
    ),
    "G146": Explanation(
        "A session names a story that is not there.",
        "The page of the practice would be without it.",
        "Write the story's id: its file name without folder and ending.",
        _session("    stories: [the-huor]\n"),
        _session("    stories: [the-hour]\n"),
    ),
    "G147": Explanation(
        "Practices have dates, and the library that writes calendars is not installed.",
        "The site is built without calendars to subscribe to.",
        'Install the extra: pip install "reciprocity[calendar]".',
        _practice(),
        _practice(dates="dates: []\nended: 2026-10-01\n"),
    ),
    "G149": Explanation(
        "A practice has the same date and time twice.",
        "It would stand twice in the calendar. Most often one of the two was meant to be another day.",
        "Correct one of the two, or delete it.",
        _practice(dates="dates: [2026-12-03 10:15, 2026-12-03 10:15]\n"),
        _practice(dates="dates: [2026-12-03 10:15, 2026-12-10 10:15]\n"),
    ),
    "G150": Explanation(
        'Somebody leads a practice and is "a colleague" on its page, since they did not say yes to it.',
        "Whoever would like to come along does not see whom to write to.",
        'Ask them for a yes to the page, and write their id under "consent". Or say under "join" how '
        "to come along without a name.",
        _practice(lead="noor") | _NOOR,
        _practice("consent: [noor]\n", lead="noor") | _NOOR,
    ),
    "G148": Explanation(
        "A mentor has more people in a round than they said they have room for.",
        "Whoever gives more than they have will stop giving.",
        'Ask them. Their room is "gives" under "mentoring" in site_config/people.yml.',
        _round("{learner: sam, mentor: maria}", ", mentoring: {gives: 0}"),
        _round("{learner: sam, mentor: maria}"),
    ),
}
