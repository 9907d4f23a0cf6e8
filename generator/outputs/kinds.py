"""The three kinds of story, described like themes."""

from __future__ import annotations

from generator.model import Kind, Theme

KINDS: dict[Kind, Theme] = {
    Kind.MENTORING: Theme.model_validate(
        {
            "title": "Mentoring",
            "mark": "arches",
            "text": "Somebody further along walks beside somebody for a while, and says what they see.",
            "why": "What takes years to learn alone can take months with company, and the company "
            "outlasts the lesson. It has a horizon, and then both find somebody new.",
            "looks_like": [
                "An hour every second week, with an end date",
                "Asking what the other has tried before saying anything",
                "Handing over the work, and staying within reach",
            ],
            "not": ["Doing it for them", "A favour for the few who are known already"],
        }
    ),
    Kind.FEEDBACK: Theme.model_validate(
        {
            "title": "Feedback",
            "mark": "echo",
            "text": "Somebody says what they saw and what it did, soon enough to change something.",
            "why": "Work gets better where it is looked at. Feedback about what somebody did, and not "
            "about who they are, can be used the same afternoon.",
            "looks_like": [
                "Soon, specific, and about something that can still be changed",
                "Asked for before the work is finished",
                "Thanked for, even when it stings",
            ],
            "not": ["A verdict on a person", "Saved up for the yearly talk"],
        }
    ),
    Kind.HELP: Theme.model_validate(
        {
            "title": "Help",
            "mark": "bowl",
            "text": "Somebody asked, or somebody saw, and a hand was there.",
            "why": "Most help is small: an answer, a draft read, an hour at the bench. Added up it is "
            "the difference between a stuck week and a good one.",
            "looks_like": [
                "An ask that says what was tried and what would help",
                "A prompt answer, even when it is “not before Thursday”",
                "A kind no that points to somebody else",
            ],
            "not": ["Heroics to cover for a missing plan", "An obligation that is kept count of"],
        }
    ),
}
