"""S, C and G 101 to 110: what can be wrong with a field, in a story, the configuration or a guide."""

from __future__ import annotations

from generator.diagnostics.explained.explanation import Explanation, Files, told

_NORMS = "site_config/norms.yml"
_GUIDE = "site_config/onboarding/day-1.md"


def _norm() -> Files:
    return {
        _NORMS: "ask-first:\n  title: Ask first\n  text: We ask.\n  themes: [asking-early]\n",
    }


_TWO = (
    "maria: {name: Maria Okafor, team: bench, named: yes}\n"
    "sam: {name: Sam Lee, team: bench, named: yes}\n"
)


def _person(fields: str) -> Files:
    return {"site_config/people.yml": f"{_TWO}noor: {{name: Noor Haddad, team: bench, {fields}}}\n"}


def _guide(fields: str, prose: str = "Find the kettle, then find @maria.") -> Files:
    return {_GUIDE: f"---\ntitle: Day 1\nstep: day-1\norder: 1\n{fields}---\n{prose}\n"}


_UNKNOWN = (
    "A field of this name does not exist.",
    "A field that is silently ignored is a mistake that nobody finds.",
    "Take the name that the report suggests, or delete the field.",
)
_MISSING = (
    "A field that is always needed is not there.",
    "Without it there is nothing to print, or nothing to sort by.",
    "Add the field; the report has an example to copy.",
)
_FORM = (
    "The value is not of the form that this field takes: no date, no id, no list, no number.",
    "Read as something else, it would be printed as something else.",
    "Write it as the report shows. Dates are year-month-day; ids are small letters, digits and "
    "hyphens; several values stand in brackets with commas between them.",
)
_NOT_DEFINED = (
    "The value names a theme, a team or a norm that the configuration does not have.",
    "Pages are made from what is defined: under a name of its own, this would be seen nowhere.",
    "Take the name that is suggested. For something new, add it to its file in site_config/ first.",
)
_NOBODY = (
    "Nobody has this id: it is in no entry of site_config/people.yml.",
    "Only people.yml knows whether somebody wants to be named, so only who is there can be in a text.",
    "Take the id that is suggested, or add the colleague: the report has the line. An @ that is no "
    "mention is written \\@.",
)
_CHOICE = (
    "The field takes one of a few words, and this is not one of them.",
    "Each word decides where something is printed. A word we do not know decides nothing.",
    "Write one of the words in the report.",
)
_EMPTY = (
    "The field is there and has no value.",
    "We cannot tell whether it was forgotten or is not wanted.",
    "Write the value after the colon, or delete the line.",
)
_DATE = (
    "The date has the right form, and no calendar has that day.",
    "Stories are sorted by their day, so it has to be one.",
    "Look at the year, the month and the day; often two of them changed places.",
)
_FUTURE = (
    "The date is still to come, in a field that is about what was.",
    "Nothing is reported with this code at present; it is kept so that its number stays its own.",
    "Write the day on which it happened.",
)
_LONG = (
    "The value is longer than what it is printed on has room for.",
    "A summary stands on a slide, a title in a list. Beyond the limit it would be cut off.",
    "Shorten it by what is underlined. The story itself has room for more.",
)

FIELDS = {
    "S101": Explanation(*_UNKNOWN, told("titel: The belt"), told("title: The belt")),
    "S102": Explanation(
        *_MISSING,
        {"stories/2026/the-belt.md": "---\ndate: 2026-10-14\ngivers: maria\n---\n@maria stayed.\n"},
        told(),
    ),
    "S103": Explanation(*_FORM, told("date: 10/14/2026"), told("date: 2026-10-14")),
    "S104": Explanation(
        "The story names a theme that is not in site_config/themes.yml.",
        "Stories are grouped by their themes. Under a theme that does not exist, nobody finds yours.",
        "Take the theme that is suggested, or look into site_config/themes.yml. A new theme is added "
        "there first: it wants a title and a sentence.",
        told("themes: [asking-erly]"),
        told("themes: [asking-early]"),
    ),
    "S105": Explanation(*_NOBODY, told("receivers: samuel"), told("receivers: sam")),
    "S106": Explanation(*_CHOICE, told("kind: assistance"), told("kind: help")),
    "S107": Explanation(*_EMPTY, told("title:"), told()),
    "S108": Explanation(*_DATE, told("date: 2026-02-30"), told("date: 2026-02-28")),
    "S109": Explanation(
        "The story's date is still to come.",
        "A story is told when it has happened. A date to come is a slip in the year or the month, "
        "and would keep the story on top of every list.",
        "Write the day on which it happened. One day ahead is allowed, for the world has time zones.",
        told("date: 2026-12-24"),
        told("date: 2026-10-24"),
    ),
    "S110": Explanation(
        *_LONG,
        told("summary: >\n" + "  @maria stayed an hour, and @sam went home. It rained.\n" * 6),
        told("summary: >\n" + "  @maria stayed an hour, and @sam went home. It rained.\n" * 2),
    ),
    "C101": Explanation(
        *_UNKNOWN, _person("named: yes, rôle: fitter"), _person("named: yes, role: fitter")
    ),
    "C102": Explanation(
        *_MISSING,
        {"site_config/teams.yml": "bench: {department: Workshop, headcount: 9}\n"},
        {"site_config/teams.yml": "bench: {name: Bench, headcount: 9}\n"},
    ),
    "C103": Explanation(*_FORM, _person("joined: 3 May 2024"), _person("joined: 2024-05-03")),
    "C104": Explanation(
        *_NOT_DEFINED,
        {"site_config/people.yml": f"{_TWO}noor: {{name: Noor Haddad, team: bnech}}\n"},
        {"site_config/people.yml": f"{_TWO}noor: {{name: Noor Haddad, team: bench}}\n"},
    ),
    "C105": Explanation(
        *_NOBODY,
        {"site_config/newsletters/2026-10.yml": "note: Thank you, @marai.\n"},
        {"site_config/newsletters/2026-10.yml": "note: Thank you, @maria.\n"},
    ),
    "C106": Explanation(*_CHOICE, _person("named: maybe"), _person("named: yes")),
    "C107": Explanation(*_EMPTY, _person("role: "), _person("role: fitter")),
    "C108": Explanation(*_DATE, _person("joined: 2024-06-31"), _person("joined: 2024-06-30")),
    "C109": Explanation(*_FUTURE, {}, {}),
    "C110": Explanation(
        *_LONG,
        _person(f"role: {'fitter of belts and of what belts hold '.strip() * 5}"),
        _person("role: fitter of belts"),
    ),
    "G101": Explanation(
        *_UNKNOWN, _guide("summary: The first hours\n"), _guide("description: The first hours\n")
    ),
    "G102": Explanation(
        *_MISSING, {_GUIDE: "---\nstep: day-1\norder: 1\n---\nFind the kettle.\n"}, _guide("")
    ),
    "G103": Explanation(
        *_FORM,
        {_GUIDE: "---\ntitle: Day 1\nstep: day-1\norder: first\n---\nFind the kettle.\n"},
        _guide(""),
    ),
    "G104": Explanation(
        *_NOT_DEFINED,
        _guide("norms: [ask-frist]\n") | _norm(),
        _guide("norms: [ask-first]\n") | _norm(),
    ),
    "G105": Explanation(*_NOBODY, _guide("", "Find @marai."), _guide("", "Find @maria.")),
    "G106": Explanation(
        *_CHOICE,
        {_GUIDE: "---\ntitle: Day 1\nstep: day-one\norder: 1\n---\nFind the kettle.\n"},
        _guide(""),
    ),
    "G107": Explanation(*_EMPTY, _guide("description:\n"), _guide("")),
    "G110": Explanation(
        *_LONG,
        {
            _GUIDE: f"---\ntitle: {'The first day of many. ' * 9}\nstep: day-1\norder: 1\n---\nHello.\n"
        },
        _guide(""),
    ),
}
