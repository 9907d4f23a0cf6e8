"""C, G, L, N and T: what belongs to the organisation, and not to one story."""

from __future__ import annotations

from generator.diagnostics.explained.explanation import Explanation, Files, story

_PEOPLE = (
    "maria: {name: Maria Okafor, team: bench, named: yes}\n"
    "sam: {name: Sam Lee, team: bench, named: yes}\n"
)
_SITE = "name: The Belt Press\nurl: https://belt.example/\n"
_THEMES = (
    "asking-early: {title: Asking early, text: Somebody asked in time., default: true}\n"
    "mentoring: {title: Mentoring, text: Somebody stayed.%s}\n"
)
_ONE = "stories/2026/the-belt.md"


def _noor(fields: str) -> Files:
    return {
        "site_config/people.yml": f"{_PEOPLE}noor: {{name: Noor Haddad, team: bench, {fields}}}\n"
    }


def _norm(text: str, **more: str) -> Files:
    norm: Files = {
        "site_config/norms.yml": f"ask-first: {{title: Ask first, text: {text}, themes: [asking-early]}}\n"
    }
    return norm | {f"site_config/{name}.yml": words for name, words in more.items()}


def _guide(prose: str) -> Files:
    return {"site_config/onboarding/day-1.md": f"---\ntitle: Day 1\nstep: day-1\n---\n{prose}\n"}


def _chosen(fields: str) -> Files:
    return {"site_config/newsletters/2026-10.yml": fields}


def _scenario(
    to: str,
    told: str = "the-hour",
    why: str = "It is early.",
    more: str = "",
    first: str = "",
    end: str = "When would you have asked?",
) -> Files:
    return {
        "site_config/scenarios/at-the-bench.yml": f"{first}title: At the bench\nskill: Asking early\n"
        "setting: It is five to four.\nroles: [{name: You, brief: New here.}]\n"
        f"start: bench\nsteps:\n  bench:\n    says: The lamp is out.\n    choices: [{{text: Ask, to: {to}, "
        f"why: {why}}}]\n{more}debrief: '{end}'\nstories: [{told}]\n"
    }


def _glossary(see: str) -> Files:
    return {
        "site_config/glossary.yml": f"hour: {{meaning: Sixty minutes., see: {see}}}\n"
        "home: {meaning: Where one goes at five.}\n"
    }


def _themed(theme: str) -> Files:
    return {
        "site_config/themes.yml": f"{_THEMES % ''}{theme}: {{title: Patience, text: Somebody waited.}}\n",
        "site_config/onboarding/day-1.md": f"---\ntitle: Day 1\nstep: day-1\nthemes: [{theme}]\n---\nWait.\n",
    }


ORGANISATION = {
    "C111": Explanation(
        "A file that every organisation needs is not there: site.yml, people.yml, teams.yml or "
        "themes.yml in site_config/.",
        "Without it no story can be checked. Most often the command runs in the wrong folder.",
        "Go to the folder that holds site_config/, or create the file.",
        {"site_config/teams.yml": None},
        {"site_config/teams.yml": "bench: {name: Bench, headcount: 9}\n"},
    ),
    "C112": Explanation(
        "No theme is the default, or more than one is.",
        "A story that names no theme belongs to the default; so there is exactly one.",
        'Give one theme the line "default: true", and take it from any other.',
        {"site_config/themes.yml": _THEMES % ", default: true"},
        {"site_config/themes.yml": _THEMES % ""},
    ),
    "C113": Explanation(
        "Two wishes of one person do not fit together, such as a name on a channel where they do not "
        "want to be at all.",
        "The stricter wish always holds. Perhaps that is not what the person thinks they said.",
        "Ask the person, and correct one of the two.",
        _noor("named: yes, show_as: role"),
        _noor("named: yes, show_as: role, role: fitter"),
    ),
    "C115": Explanation(
        "A file in a folder of site_config/ has an ending that is not read there.",
        "Somebody probably thinks that it is read.",
        "Rename it, move it or delete it.",
        {"site_config/onboarding/day-1.txt": "Find the kettle.\n"},
        {
            "site_config/onboarding/day-1.md": "---\ntitle: Day 1\nstep: day-1\n---\nFind the kettle.\n"
        },
    ),
    "C121": Explanation(
        "A day in people.yml or teams.yml is still to come, so that its entry changes nothing yet.",
        "Somebody who leaves, or takes back their name, on a day to come is shown until that day.",
        "Leave it if it is meant. For now, write today's date.",
        _noor("named: yes, withdrawn: 2026-12-24"),
        _noor("named: yes, withdrawn: 2026-11-02"),
    ),
    "C122": Explanation(
        "A text of the organisation spells the name of somebody who does not want to be named "
        "everywhere.",
        "A wish holds for these texts too: the text is left out where the name may not stand.",
        "Write it without the name. In guides and in editors' notes, write @id.",
        _norm(
            "Noor Haddad asks first.",
            people=f"{_PEOPLE}noor: {{name: Noor Haddad, team: bench, named: no}}\n",
        ),
        _norm(
            "We ask first.",
            people=f"{_PEOPLE}noor: {{name: Noor Haddad, team: bench, named: no}}\n",
        ),
    ),
    "C123": Explanation(
        "A text of the organisation holds a name that site_config/site.yml lists under never_mention.",
        "What must not be in a story must not be in a guide or a theme either.",
        "Say it without the name.",
        _norm("As Project Kestrel taught us.", site=f"{_SITE}never_mention: [Project Kestrel]\n"),
        _norm("As one project taught us.", site=f"{_SITE}never_mention: [Project Kestrel]\n"),
    ),
    "C124": Explanation(
        "A word that is somebody's first or family name stands alone in a guide or an editor's note.",
        "It may be them, and they may not want to be named.",
        "Write @id, or say it without the name.",
        _guide("Find Noor, then the kettle.") | _noor("named: ask"),
        _guide("Find @maria, then the kettle.") | _noor("named: ask"),
    ),
    "C125": Explanation(
        "A mention such as @maria stands in a text of the organisation that is printed as it is: a "
        "theme, a norm, the name of the site.",
        "Only in stories, guides and editors' notes does a mention become what may be shown. Here it "
        "would be printed with its @, and an id is often a name.",
        "Leave the person out of this text.",
        _norm("We ask @maria first."),
        _norm("We ask somebody first."),
    ),
    "C126": Explanation(
        "A colour of the palette is hard to read on what it stands on.",
        "Many people see less contrast than whoever chose the colour.",
        "Take the colour that the report names; until then it is printed in its place.",
        {"site_config/site.yml": f"{_SITE}palette: {{primary: '#ffee88'}}\n"},
        {"site_config/site.yml": f"{_SITE}palette: {{primary: '#1f5a4c'}}\n"},
    ),
    "C127": Explanation(
        "Emphasis, a link or code in Markdown stands in a text that is printed as it is.",
        "Readers would see the asterisks. Markdown is for stories, guides, debriefs and editors' notes.",
        "Write it plainly, or in quotation marks.",
        _norm("We *always* ask."),
        _norm("We always ask."),
    ),
    "G121": Explanation(
        "A choice in a scenario, or its start, names a step that there is not.",
        "Whoever plays it would stand before a wall.",
        'Write the id of a step, or "debrief" for the end.',
        _scenario("rest"),
        _scenario("debrief"),
    ),
    "G122": Explanation(
        "No choice in the scenario leads to this step.",
        "Nobody who plays it will ever see the step.",
        "Lead a choice to it, or delete it.",
        _scenario(
            "debrief",
            more="  rest:\n    says: Tea.\n    choices: [{text: Drink, to: debrief, why: It is hot.}]\n",
        ),
        _scenario(
            "rest",
            more="  rest:\n    says: Tea.\n    choices: [{text: Drink, to: debrief, why: It is hot.}]\n",
        ),
    ),
    "G123": Explanation(
        "From this step of the scenario no way leads to the end.",
        "Whoever plays it would go round for ever.",
        'Let a choice lead to "debrief".',
        _scenario("bench"),
        _scenario("debrief"),
    ),
    "G124": Explanation(
        "A scenario names a story that is not there.",
        "What was played is followed by what really happened; here nothing would follow.",
        "Write the story's id: its file name without folder and ending.",
        _scenario("debrief", "the-huor"),
        _scenario("debrief"),
    ),
    "G125": Explanation(
        "A scenario still has … where its words should be, and is no draft.",
        "A draft from a story only lays out the steps; the words are the scenario.",
        'Write them in place of the dots, or put "draft: yes" at the top until they are written.',
        _scenario("debrief", why="…"),
        _scenario("debrief"),
    ),
    "G126": Explanation(
        "A draft of a scenario still lacks words, or a way to the debrief, or its story.",
        "A draft is printed nowhere and stops nothing, so there is no hurry: this is for its author.",
        'Write what is asked for. When nothing is left, take out the line "draft: yes".',
        _scenario("debrief", why="…", first="draft: yes\n"),
        _scenario("debrief"),
    ),
    "G127": Explanation(
        "A draft of a scenario has everything that a scenario needs, and nobody sees it yet.",
        "It may have been finished and forgotten.",
        'Take out the line "draft: yes", and it is printed.',
        _scenario("debrief", first="draft: yes\n"),
        _scenario("debrief"),
    ),
    "G128": Explanation(
        "The debrief of a scenario holds raw HTML, a picture, or a link that is not safe.",
        "It would be left out of the page, and whoever reads it would miss it.",
        "Write it in Markdown, with links that begin with https:// or mailto:.",
        _scenario("debrief", end="<b>When?</b>"),
        _scenario("debrief", end="**When?**"),
    ),
    "G131": Explanation(
        "A term is referred to that site_config/glossary.yml does not define.",
        "The link would lead nowhere.",
        "Take the term that is suggested, or define it.",
        _glossary("[hoem]"),
        _glossary("[home]"),
    ),
    "G132": Explanation(
        "No story and no guide uses the term.",
        "A glossary is read by those who met a word. This one nobody meets, or it is written "
        "differently there.",
        'Add the form in which it is used under "also", or delete the term.',
        {"site_config/glossary.yml": "sprocket: {meaning: A wheel with teeth.}\n"},
        {
            "site_config/glossary.yml": "hour: {meaning: What @m stayed.}\n".replace(
                "@m ", "somebody "
            )
        },
    ),
    "G133": Explanation(
        "One spelling belongs to two terms: as the word itself, or under also.",
        "A word in a story can be explained in one way only, and which it is would be chance.",
        "Let one of the terms have it.",
        {
            "site_config/glossary.yml": "hour: {meaning: Sixty minutes.}\n"
            "home: {meaning: Where one goes at five., also: [Hour]}\n"
        },
        _glossary("[home]"),
    ),
    "L111": Explanation(
        "No story shows this norm: none has one of its themes, or only old ones do.",
        "A norm without a story is a sentence on a wall.",
        "Ask for a story, or give the norm the themes that show it.",
        {"site_config/norms.yml": "ask-first: {title: Ask first, text: We ask.}\n"},
        {
            "site_config/norms.yml": "ask-first: {title: Ask first, text: We ask., themes: [asking-early]}\n"
        },
    ),
    "L112": Explanation(
        "An onboarding page wants stories of its themes, and there is none, or they are all old.",
        "New colleagues would read how things are here without seeing it happen.",
        "Ask for a story, or give the page another theme.",
        _themed("patience")
        | {"stories/2021/the-belt.md": story("date: 2021-10-14\nthemes: [patience]")},
        _themed("patience") | {_ONE: story("themes: [patience]")},
    ),
    "L113": Explanation(
        "An onboarding page tells a story that is old, or whose people have left.",
        "It may no longer be how things are here.",
        "Keep it if it still is, or name another story.",
        _guide("<!-- story: the-belt -->")
        | {"stories/2021/the-belt.md": story("date: 2021-10-14")},
        _guide("<!-- story: the-belt -->") | {_ONE: story()},
    ),
    "L114": Explanation(
        "Stories of the page's themes have lately become too old, or somebody in them has left, or a "
        "norm has changed since. The page draws others.",
        "Editors should know what newcomers do not meet any more.",
        "Nothing has to be done. A story that still says how it is here can be named in the page.",
        _themed("patience")
        | {
            _ONE: story("themes: [patience]"),
            "stories/2024/the-lamp.md": story("date: 2024-10-14\nthemes: [patience]"),
        },
        _themed("patience") | {_ONE: story("themes: [patience]")},
    ),
    "G111": Explanation(
        "A guide names a story that is not there.",
        "A new colleague would find a gap, or a link that leads nowhere.",
        "Write the story's id: its file name without folder and ending.",
        _guide("Read this:\n\n<!-- story: the-blet -->") | {_ONE: story()},
        _guide("Read this:\n\n<!-- story: the-belt -->") | {_ONE: story()},
    ),
    "G112": Explanation(
        "A comment in a guide looks like a marker for stories, and is none.",
        "It is left out of the page, and the stories stand at its end.",
        "Write <!-- stories --> for those of the page's themes, or <!-- story: ID --> for one, alone on a "
        "line.",
        _guide("Read this:\n\n<!-- storys -->"),
        _guide("Read this:\n\n<!-- stories -->"),
    ),
    "L101": Explanation(
        "No story names this theme.",
        "Its page on the site would be empty.",
        "Tell a story of it, or take the theme out until there is one.",
        {
            "site_config/themes.yml": f"{_THEMES % ''}patience: {{title: Patience, text: Somebody waited.}}\n"
        },
        {"site_config/themes.yml": _THEMES % ""},
    ),
    "L102": Explanation(
        "There is no story yet.",
        "The site is built, and says the same.",
        "Add the first as stories/YYYY/a-few-words.md. Three fields and a sentence are a whole story.",
        {"stories/2026/the-hour.md": None},
        {"stories/2026/the-hour.md": story("themes: [asking-early, mentoring]")},
    ),
    "N101": Explanation(
        "A file of editors' choices has a name that is no period.",
        "Nobody could tell to which newsletter the choices belong.",
        "Name it for a month (2026-10.yml), a quarter (2026-Q4.yml) or a week (2026-W42.yml).",
        {"site_config/newsletters/october.yml": "note: It rained.\n"},
        _chosen("note: It rained.\n"),
    ),
    "N102": Explanation(
        "An editor chose a story that is not there.",
        "The newsletter would be without it, and nobody would be told.",
        "Write the story's id: its file name without folder and ending.",
        _chosen("pin: [the-blet]\n") | {_ONE: story()},
        _chosen("pin: [the-belt]\n") | {_ONE: story()},
    ),
    "N103": Explanation(
        "An editor's note holds HTML, a picture, or a link that is not safe.",
        "The note goes into mails, which are stricter than web pages.",
        "Write it in Markdown, with links that begin with https:// or mailto:.",
        _chosen("note: It <b>rained</b>.\n"),
        _chosen("note: It **rained**.\n"),
    ),
    "T101": Explanation(
        "A template has a mistake, so that no page can be made with it.",
        "Nothing is built, and the last site stays as it was.",
        "Look at the line that is named. A template of yours in site_config/templates/ that does not "
        "work can be deleted; ours takes its place.",
        {"site_config/templates/site/stories.html": "{% for story in stories %}\n"},
        {"site_config/templates/site/stories.html": "<p>{% for story in () %}{% endfor %}</p>\n"},
    ),
    "T102": Explanation(
        "A page of the site theme has not got the places where stories are printed into it.",
        "The page was changed, by a template or another plugin, so that no story would stand on it.",
        "Take back the last change to the theme's templates, or to the plugins in mkdocs.yml.",
        {
            "site_config/templates/theme/sheet.html": '{% extends "main.html" %}{% block content %}{% endblock %}\n'
        },
        {"site_config/templates/theme/sheet.html": '{% extends "main.html" %}\n'},
    ),
    "T103": Explanation(
        "mkdocs.yml cannot be used.",
        "It says which theme and which plugins make the site.",
        "Compare it with the one that comes with reciprocity.",
        {"mkdocs.yml": "site_name: The Belt Press\ntheme: material\nplugins: [search]\n"},
        {
            "mkdocs.yml": "site_name: The Belt Press\ntheme: material\nplugins: [search, reciprocity]\n"
        },
    ),
}
