"""What a new organisation begins with: every file of a small one that builds as it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator import languages
from generator.adopt.commented import many_entries, one_entry
from generator.adopt.forges import TEMPLATES, Forge, Program, forge_files
from generator.adopt.sample import sample_files
from generator.diagnostics.diagnostic import Diagnostic
from generator.intake.configuration import file_of
from generator.intake.schema import FOLDER as SCHEMAS
from generator.model import Cadence, Site
from generator.model.ids import id_like
from generator.model.periods import Period
from generator.rendering.plain import filled
from generator.source.field_codes import CONFIGURATION
from generator.source.nodes import to_data
from generator.source.parser import parse_source
from generator.source.settings import place_problems
from generator.source.validate import validate
from generator.source.yaml_text import double_quoted
from generator.system.inside import read_bytes

THEME_SETS: Mapping[str, tuple[str, ...]] = {
    "everyday": ("asking-early", "small-acts", "straight-feedback"),
    "learning": ("asking-early", "first-weeks", "handing-on"),
}
"""The themes to begin with. The first one is that of stories that name none."""
_FIRST = "first"
"""The folder of a language with what a new organisation begins with."""
_GIVER, _RECEIVER = "alex", "kim"
_INVENTED = {_GIVER: ("Alex Rowan", "Alex"), _RECEIVER: ("Kim Solberg", "Kim")}
STORY = "twenty-minutes"
GUIDE = "first-days"
_UNCOUNTED = (
    "A headcount of 0 stands for a number that nobody has typed yet: until then nobody is shown as one of "
    "the team."
)
_INVENTED_NOTE = (
    "These two are invented, for the first story. Write the people who are really there, or have "
    "`reciprocity people import FILE` do it, and delete these two with their story."
)


class NewTeam(NamedTuple):
    name: str
    people: int = 0


class NewOrganisation(NamedTuple):
    """What `init` asks, and what its flags say besides."""

    name: str
    url: str
    language: str
    teams: tuple[NewTeam, ...]
    theme_set: str
    today: dt.date
    program: Program
    forge: Forge = "none"
    organisation: str = ""
    repository: str = ""
    branch: str = "main"
    time_zone: str = ""
    contact: str = ""

    @property
    def team_ids(self) -> list[str]:
        """An id for each team, made of its name if that has letters for one."""
        ids: list[str] = []
        for number, team in enumerate(self.teams, 1):
            id_ = id_like(team.name) or f"team-{number}"
            ids.append(id_ if id_ not in ids else f"{id_}-{number}")
        return ids


def organisation_files(new: NewOrganisation) -> dict[str, str]:
    """The texts of all files by their paths. The story and the guide are in the language if it is ours."""
    files = dict(_configuration(new))
    files |= {
        f"stories/{new.today.year}/{STORY}.md": _story(new),
        f"site_config/onboarding/{GUIDE}.md": _guide(new),
        "site_config/static/.gitkeep": "",
        **common_files(),
    }
    return files | dict(forge_files(new.forge, new.program, new.branch))


def example_files(forge: Forge, program: Program, branch: str) -> dict[str, bytes]:
    """The files of the sample, and those that every organisation has."""
    texts = {**common_files(), **dict(forge_files(forge, program, branch))}
    return {**sample_files(), **{path: text.encode() for path, text in texts.items()}}


def common_files() -> dict[str, str]:
    """What every organisation has, whatever its forge: for the engine, git and editors."""
    return {
        "mkdocs.yml": filled(TEMPLATES, "mkdocs.yml"),
        ".gitignore": filled(TEMPLATES, "gitignore"),
        ".editorconfig": filled(TEMPLATES, "editorconfig"),
        ".vscode/settings.json": filled(TEMPLATES, "vscode.json"),
        ".vscode/extensions.json": '{\n  "recommendations": ["redhat.vscode-yaml"]\n}\n',
    }


def _configuration(new: NewOrganisation) -> Iterator[tuple[str, str]]:
    """The files of site_config/ with a comment on every field."""
    site = {
        "name": new.name,
        "organisation": new.organisation,
        "url": new.url,
        "repository": _repository(new),
        "language": new.language,
        "time_zone": new.time_zone,
        "contact": new.contact,
    }
    entry: dict[str, dict[str, Any]] = {
        "site": {name: value for name, value in site.items() if value},
        "newsletter": {
            "first": Period.of(new.today, Cadence.MONTHLY).name,
            "title": new.name,
        },
    }
    for name, values in entry.items():
        yield f"site_config/{name}.yml", one_entry(file_of(name), values, _schema(name))
    themes, norms = _texts(new.language, "themes"), _texts(new.language, "norms")
    chosen = THEME_SETS[new.theme_set]
    first, *_ = new.team_ids
    lists: dict[str, tuple[Mapping[str, Mapping[str, Any]], str]] = {
        "teams": (
            {
                id_: {"name": team.name, "headcount": str(team.people)}
                for id_, team in zip(new.team_ids, new.teams, strict=True)
            },
            "" if all(team.people for team in new.teams) else _UNCOUNTED,
        ),
        "people": (
            {
                id_: {"name": name, "first_name": short, "team": first, "named": "ask"}
                for id_, (name, short) in _INVENTED.items()
            },
            _INVENTED_NOTE,
        ),
        "themes": (
            {id_: themes[id_] | ({"default": "yes"} if id_ == chosen[0] else {}) for id_ in chosen},
            "",
        ),
        "norms": ({id_: norm | {"themes": [chosen[0]]} for id_, norm in norms.items()}, ""),
        "glossary": ({}, ""),
        "phrases": ({}, ""),
    }
    for name, (entries, note) in lists.items():
        yield (
            f"site_config/{name}.yml",
            many_entries(file_of(name), entries, _schema(name), note),
        )
    for name in ("practices", "scenarios"):
        note = "Copy this file, without the dot in its name, and fill it in."
        text = one_entry(file_of(name), {}, f"../{_schema(name)}")
        yield f"site_config/{name}/.example.yml", f"# {note}\n{text}"


def _schema(name: str) -> str:
    return f"../{SCHEMAS}/{name}.json"


def _repository(new: NewOrganisation) -> Mapping[str, str] | None:
    if not new.repository:
        return None
    kind = "gitlab" if new.forge == "gitlab" else "github"
    return {"url": new.repository, "branch": new.branch, "kind": kind}


def _texts(language: str, name: str) -> dict[str, dict[str, Any]]:
    """Themes or norms in a language, by their ids."""
    document, problems = parse_source(f"{name}.yml", _first(language, f"{name}.yml"))
    assert document.root is not None
    assert not problems
    texts: dict[str, dict[str, Any]] = to_data(document.root)
    return texts


def _first(language: str, name: str) -> str:
    """A text that an organisation begins with, in its language or in English."""
    code = languages.SOURCE if _is_in_english(language, name) else languages.main_code(language)
    return read_bytes(languages.FOLDER / code / _FIRST / name).decode()


def parse_teams(text: str) -> tuple[NewTeam, ...]:
    """Teams from a line such as `Workshop: 9, Office: 7`; the numbers may be left out."""
    found = []
    for part in filter(None, map(str.strip, text.split(","))):
        match = re.fullmatch(r"(.+?)\s*[:=]\s*([0-9]{1,6})", part)
        found.append(NewTeam(match[1], int(match[2])) if match else NewTeam(part))
    return tuple(found)


def answer_problems(name: str, field: str, text: str) -> list[Diagnostic]:
    """What is wrong with an answer for a field of a file such as `site`."""
    file = file_of(name)
    values = {each.name: each.example for each in file.fields if each.required} | {field: text}
    source = "".join(f"{key}: {double_quoted(value)}\n" for key, value in values.items())
    document, problems = parse_source(f"site_config/{file.path}", source)
    entry, found = validate(file.model, document, CONFIGURATION)
    wrong_places = place_problems(entry) if isinstance(entry, Site) else ()
    return [*problems, *found, *wrong_places]


def _is_in_english(language: str, name: str) -> bool:
    """Whether a text is in English although the site may be in another language."""
    code = languages.main_code(language)
    own = languages.FOLDER / code / _FIRST / name
    return code not in languages.CODES or not own.is_file()


def _story(new: NewOrganisation) -> str:
    fields: Sequence[str] = (
        "# An invented story, so that there is something to see. Delete it once there is one of yours.",
        f"date: {new.today}",
        f"givers: {_GIVER}",
        f"receivers: {_RECEIVER}",
        "kind: help",
        f"themes: [{', '.join(THEME_SETS[new.theme_set])}]",
        "# People who are asked each time (`named: ask`) are named where they have said yes.",
        f"consent: [{', '.join(_INVENTED)}]",
        *(("lang: en",) if _is_in_english(new.language, "story.md") else ()),
    )
    return "---\n" + "\n".join(fields) + "\n" + _first(new.language, "story.md")


def _guide(new: NewOrganisation) -> str:
    themes = ", ".join(THEME_SETS[new.theme_set])
    norms = ", ".join(_texts(new.language, "norms"))
    fields = (
        "# A page of the onboarding, with the stories that show it.",
        "path: everyone",
        "step: week-1",
        "order: 10",
        f"themes: [{themes}]",
        f"norms: [{norms}]",
    )
    return "---\n" + "\n".join(fields) + "\n" + _first(new.language, "guide.md")
