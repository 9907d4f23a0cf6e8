"""What the script of the form knows: who and what can be chosen, what is wrong, and our words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.coach.data import coach_data
from generator.consent.sensitive import matters_by_word, phrases_of, prefixes_of
from generator.intake.choice_titles import choice_titles
from generator.intake.fields import form_fields
from generator.intake.form_messages import sentences
from generator.languages import CODES
from generator.languages.unnamed import unnamed_phrases
from generator.model import ANONYMOUS, TEAM, Kind
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import File

MOST_STORIES = 300
"""How many of the newest stories can be chosen as the one that another continues."""


def script(context: OutputContext, mail: str | None, new_file: Mapping[str, str] | None) -> File:
    """The file `share/form.js`, which is one statement. Nobody is in it who is on no page.

    Args:
        context: The edition of the site.
        mail: The address that stories are mailed to, if there is one.
        new_file: The page of a repository's website that creates a file, if there is one.
    """
    edition = context.edition
    stories = edition.stories[:MOST_STORIES]
    known = {
        "people": {id_: who.text for id_, who in edition.people.items()},
        "teamOf": {
            id_: edition.teams[who.team].name
            for id_, who in edition.people.items()
            if who.team and who.team in edition.teams
        },
        "teams": {f"{TEAM}{slug}": team.name for slug, team in edition.teams.items()},
        "stories": {story.id: [story.title, str(story.date)] for story in stories},
        "hasAllStories": len(stories) == len(edition.stories),
        "linked": _linked_fields(context),
        "most": most_values(),
        "longest": {
            path: field.longest
            for path, field in form_fields()
            if field.longest and field.shape in ("line", "text")
        },
        "sentences": {name: said._asdict() for name, said in sentences(context.words).items()},
        "sensitive": _sensitive_words(),
        "newFile": new_file,
        "mail": mail,
        "language": edition.site.language,
        "words": _words(context),
        "coach": coach_data(context.words, edition.norms, edition.newsletter),
    }
    text = json.dumps(known, ensure_ascii=False, indent=1)
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return File("share/form.js", f"globalThis.shareForm = {text};\n".encode())


def most_values() -> dict[str, int]:
    """How many values each field takes, where that is limited."""
    return {path: field.most for path, field in form_fields() if field.most}


def _linked_fields(context: OutputContext) -> dict[str, list[str]]:
    """The values that a link to the form may fill in, by field. No link puts a person into a story."""
    teams = [f"{TEAM}{slug}" for slug in context.edition.teams]
    return {
        "givers": teams,
        "receivers": teams,
        "themes": list(context.edition.themes),
        "kind": [kind.value for kind in Kind],
    }


def _sensitive_words() -> dict[str, dict[str, Any]]:
    """The words and the patterns of sensitive matters, and what may precede a word, by language."""
    return {
        code: {
            "words": matters_by_word(code),
            "prefixes": prefixes_of(code),
            "phrases": phrases_of(code),
        }
        for code in CODES
        if matters_by_word(code) or phrases_of(code)
    }


def _words(context: OutputContext) -> dict[str, Any]:
    """What the script says, and what the preview has around a story."""
    words, edition = context.words, context.edition
    _ = words.gettext
    unnamed = unnamed_phrases(edition.site.language, edition.wording)
    return {
        ANONYMOUS: words.pgettext("somebody who is not to be named", "anonymous").lower(),
        "team": _("%(team)s (team)", team="{team}"),
        "inTeam": _("%(name)s, %(team)s", name="{name}", team="{team}"),
        "mailSubject": _("A story for %(site)s", site=edition.site.name),
        "which": _("Who is “%(name)s”?", name="{name}"),
        "somebodyElse": _("Someone else"),
        "elseNoted": _(
            "Who is “%(name)s”? The author says: none of the people on the form’s list.",
            name="{name}",
        ),
        "continuesNoted": _("It continues this story: %(story)s", story="{story}"),
        "notAmongNewest": _(
            "This is not one of the newest stories, which is fine. The editors will look for it."
        ),
        "namesInText": _(
            "The text says “%(name)s”. If nobody is to be named, please leave the name out there, too.",
            name="{name}",
        ),
        "unnamed": list(unnamed.colleagues),
        "kinds": choice_titles("kind", words),
        "changes": choice_titles("changed", words),
        "theAsk": _("The ask"),
        "theHelp": _("The help"),
        "whatChanged": _("What changed"),
        "to": words.pgettext("between those who helped and those who were helped", "to"),
    }
