"""The files of site_config/, each with the declaration of its fields: schemas, the reference and `init` follow."""

from __future__ import annotations

from typing import NamedTuple

from generator.intake.fields import Field, fields
from generator.languages.messages import noted
from generator.model import (
    EditorChoices,
    Entry,
    Guide,
    Newsletter,
    Norm,
    Person,
    Phrase,
    Practice,
    Redirect,
    Review,
    Round,
    Scenario,
    Site,
    Team,
    Term,
    Theme,
)


class ConfigurationFile(NamedTuple):
    """A file of site_config/, or a folder of files of one kind."""

    path: str
    """Below site_config/; `*` is any name."""
    model: type[Entry]
    about: str
    """What it is for, in a sentence or two."""
    by: str = ""
    """What the entries are listed by, such as the id of a theme; empty if the file is one entry."""

    @property
    def name(self) -> str:
        """What its schema is called: `people`, and `pairs` for practices/pairs/*.yml."""
        folder, _, name = self.path.rpartition("/")
        return folder.rpartition("/")[2] if name.startswith("*") else name.partition(".")[0]

    @property
    def is_required(self) -> bool:
        """Whether every organisation has it."""
        return self.model in (Site, Person, Team, Theme)

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(fields(self.model).values())


FILES = (
    ConfigurationFile(
        "site.yml", Site, noted("Who you are: the name, the address, the language and the colours.")
    ),
    ConfigurationFile(
        "people.yml",
        Person,
        noted(
            "Everyone who may give, receive or be mentioned, and what they wish. `named` is their "
            'answer to "May we print your name?"'
        ),
        by=noted("the id of a person"),
    ),
    ConfigurationFile(
        "teams.yml",
        Team,
        noted("The teams, and how many people each has."),
        by=noted("the id of a team"),
    ),
    ConfigurationFile(
        "themes.yml",
        Theme,
        noted("What stories show. Readers see the themes in this order."),
        by=noted("the id of a theme"),
    ),
    ConfigurationFile(
        "norms.yml",
        Norm,
        noted("How you want to work together. Each norm is shown by stories of its themes."),
        by=noted("the id of a norm"),
    ),
    ConfigurationFile(
        "redirects.yml",
        Redirect,
        noted(
            "The new addresses of pages that have moved. `reciprocity rename` keeps this file up to date."
        ),
        by=noted("the old address of a story, a theme or a team, such as stories/the-hour"),
    ),
    ConfigurationFile(
        "newsletter.yml", Newsletter, noted("How often the newsletter appears, and where.")
    ),
    ConfigurationFile(
        "glossary.yml",
        Term,
        noted(
            "Words that newcomers ask about. Each is explained where it first appears in a text."
        ),
        by=noted("the word"),
    ),
    ConfigurationFile(
        "phrases.yml",
        Phrase,
        noted("Phrases you can use: messages to copy and change."),
        by=noted("the id of a phrase"),
    ),
    ConfigurationFile(
        "onboarding/*.md",
        Guide,
        noted("An onboarding page: fields between two lines of hyphens, and the text below them."),
    ),
    ConfigurationFile(
        "practices/*.yml", Practice, noted("Something that colleagues do together regularly.")
    ),
    ConfigurationFile(
        "practices/pairs/*.yml",
        Round,
        noted("The mentoring pairs of one season. `reciprocity pairs propose` writes it."),
    ),
    ConfigurationFile(
        "reviews/*.yml",
        Review,
        noted(
            "The meeting about a quarter, and what was decided there. The file has the name of the quarter, such as "
            "2026-Q3.yml."
        ),
    ),
    ConfigurationFile(
        "scenarios/*.yml",
        Scenario,
        noted("A conversation to practise, with choices and a debrief."),
    ),
    ConfigurationFile(
        "newsletters/*.yml",
        EditorChoices,
        noted(
            "What an editor decided about one issue. The file has the name of its period, such as 2026-10.yml."
        ),
    ),
)
"""Every file that an organisation may have in site_config/, but its static files, templates and words."""


def file_of(name: str) -> ConfigurationFile:
    """The file of a name, such as `people`."""
    return next(file for file in FILES if file.name == name)
