"""Every code there is. Codes are permanent: one may retire, none is used again.

Families: P parse, S story, C configuration, G guides, L library, N newsletter, T template.
The numbers x01 to x10 mean the same in each family that has fields.
"""

from __future__ import annotations

from generator.diagnostics import Code, Severity

_ERROR, _WARNING, _ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE

_PARSE = {
    "P101": "the file is not UTF-8 text",
    "P102": "the file is too large",
    "P103": "the YAML cannot be read",
    "P104": "a story in Markdown begins with front matter",
    "P105": "the front matter is not closed",
    "P106": "a key stands twice",
    "P107": "anchors, aliases and merge keys are not used here",
    "P108": "tags are not used here",
    "P109": "nested too deeply, or too many values",
    "P110": "an invisible control character",
    "P111": "a mapping of fields is expected",
    "P112": "a value needs quotes",
    "P113": "the file cannot be read",
    "P114": "two versions that git could not merge",
    "P115": "the front matter is closed too early",
}
_FIELDS = {
    "01": "unknown field",
    "02": "a required field is missing",
    "03": "a value of the wrong form",
    "04": "not defined in the configuration",
    "05": "nobody by that id",
    "06": "not one of the possible values",
    "07": "empty text",
    "08": "an impossible date",
    "09": "a date in the future",
    "10": "too long",
}
_STORY = {
    "S111": (_ERROR, "two stories with the same id"),
    "S112": (_ERROR, "the giver is the only receiver"),
    "S113": (_ERROR, "continues a story that does not exist"),
    "S114": (_ERROR, "stories that continue each other in a circle"),
    "S115": (_ERROR, "a picture outside the story's folder"),
    "S116": (_ERROR, "the picture is missing"),
    "S118": (_ERROR, "raw HTML in prose"),
    "S119": (_ERROR, "an unsafe link in prose"),
    "S120": (_ERROR, "a file name that cannot be an address"),
    "S121": (_ERROR, "a file in stories/ that is no story"),
    "S122": (_WARNING, "the folder is of another year"),
    "S123": (_ERROR, "a picture in the prose"),
    "S124": (_ERROR, "a story without prose"),
    "S125": (_ERROR, "a mention within a mention"),
    "S126": (_ERROR, "a picture that cannot be printed"),
    "S127": (_WARNING, "pictures need Pillow"),
    "S128": (_ERROR, "two stories in one file"),
    "S130": (_WARNING, "withheld from a channel"),
    "S131": (_WARNING, "a first name stands alone in prose"),
    "S132": (_ADVICE, "somebody appears without their name"),
    "S133": (_ERROR, "a name that must never be mentioned"),
    "S134": (_ADVICE, "a sensitive matter"),
    "S135": (_WARNING, "continues a story dated later"),
    "S136": (_WARNING, "a consent without effect"),
    "S137": (_ADVICE, "a wish keeps the story from a channel"),
    "S138": (_WARNING, "a story that will be taken back"),
    "S145": (_WARNING, "a # cuts a text off"),
    "S147": (_WARNING, "an @ before a name"),
    "S146": (_WARNING, "prose that is nested too deeply"),
}
_OTHER = {
    "C111": (_ERROR, "a configuration file is missing"),
    "C112": (_ERROR, "exactly one theme is the default"),
    "C113": (_WARNING, "wishes that contradict each other"),
    "C115": (_ERROR, "a file in site_config/ that is not read"),
    "C121": (_WARNING, "a day that is still to come"),
    "C122": (_WARNING, "a text of the organisation spells the name of somebody unnamed"),
    "C123": (_ERROR, "a name that must never be mentioned, in a text of the organisation"),
    "C124": (_WARNING, "a first name stands alone in a text of the organisation"),
    "C125": (_WARNING, "a mention in a text that is printed as it is"),
    "C126": (_WARNING, "a colour that is hard to read"),
    "C127": (_WARNING, "Markdown in a text that is printed as it is"),
    "G111": (_WARNING, "a guide names a story that is not there"),
    "G121": (_ERROR, "a choice of a scenario leads nowhere"),
    "G122": (_ERROR, "a step of a scenario that no choice leads to"),
    "G123": (_ERROR, "a circle in a scenario, without a way to the debrief"),
    "G124": (_WARNING, "a scenario names a story that is not there"),
    "G125": (_ERROR, "words of a scenario are still to be written"),
    "G126": (_ADVICE, "what a draft of a scenario still lacks"),
    "G127": (_WARNING, "a draft of a scenario that lacks nothing"),
    "G128": (_ERROR, "a debrief holds what prose must not"),
    "G131": (_ERROR, "a term that is not defined"),
    "G132": (_ADVICE, "a term that nothing uses"),
    "G133": (_ERROR, "a spelling that stands for two terms"),
    "G141": (_ERROR, "a pair that is none"),
    "G142": (_WARNING, "somebody who left is in a practice or a round"),
    "G143": (_WARNING, "more members than places"),
    "G144": (_WARNING, "a practice without a date to come"),
    "G145": (_WARNING, "a follow-up that is overdue"),
    "G146": (_WARNING, "a session names a story that is not there"),
    "G147": (_WARNING, "calendars need icalendar"),
    "G148": (_WARNING, "a mentor with more than they have room for"),
    "G112": (_WARNING, "a marker for stories that is none"),
    "G149": (_WARNING, "a date that stands twice"),
    "G150": (_ADVICE, "a lead whose name is not on the page"),
    "L101": (_WARNING, "a theme without stories"),
    "L102": (_WARNING, "no stories yet"),
    "L111": (_WARNING, "a norm that no story shows"),
    "L112": (_WARNING, "an onboarding page without a fresh story"),
    "L113": (_ADVICE, "an onboarding page tells a story that has gone stale"),
    "L114": (_ADVICE, "stories that an onboarding page draws no more"),
    "N101": (_ERROR, "an editor's file for no period"),
    "N103": (_ERROR, "the editor's note holds what prose must not"),
    "N102": (_WARNING, "an editor's choice of a story that does not exist"),
    "N104": (_WARNING, "an editor's choice of a story that was taken back"),
    "N105": (_WARNING, "an editor's choice of a story withheld from the newsletter"),
    "N106": (_WARNING, "an editor's choice of a story that ran already"),
    "N107": (_WARNING, "a link that leads nowhere"),
    "N108": (_WARNING, "a link that is not https"),
    "N109": (_WARNING, "a picture without a description"),
    "N110": (_ADVICE, "a hero without an outcome"),
    "N111": (_WARNING, "larger than mail programs take"),
    "N112": (_WARNING, "longer than the time there is"),
    "N113": (_ADVICE, "an issue without a note"),
    "N114": (_ADVICE, "a record of a story that does not exist"),
    "N115": (_WARNING, "a story chosen and skipped at once"),
    "N116": (_ADVICE, "an earlier issue that is not recorded as sent"),
    "T101": (_ERROR, "a template cannot be used"),
    "T102": (_ERROR, "a page of the site theme cannot be printed"),
    "T103": (_ERROR, "mkdocs.yml cannot be used"),
}

CODES: dict[str, Code] = {
    **{name: Code(name, _ERROR, title) for name, title in _PARSE.items()},
    **{f"{f}1{n}": Code(f"{f}1{n}", _ERROR, t) for f in "SCG" for n, t in _FIELDS.items()},
    **{name: Code(name, *rest) for name, rest in (_STORY | _OTHER).items()},
}


def code(family: str, number: str | None = None) -> Code:
    """The code of a name ("P103"), or of a family and a field number ("S", "04")."""
    return CODES[family if number is None else f"{family}1{number}"]
