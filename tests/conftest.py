"""An organisation to test with: small, complete, and made anew for each test."""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from generator.diagnostics.diagnostic import Diagnostic
from generator.edition import Edition
from generator.engine import driver
from generator.engine.plugin import SiteBuild
from generator.model import Channel
from generator.pipeline import load
from generator.system.staging import Stage
from generator.text import typography
from tests import ROOT
from tests.built import Built

pytest_plugins = ["tests.skips"]

TODAY = dt.date(2026, 11, 20)
CORPORA = ROOT.parent / "shared" / "corpora"

_SITE_CONFIG = {
    "site.yml": """\
name: Told at the bench
url: https://stories.bench.example/
repository: {url: "https://git.bench.example/stories", branch: main}
""",
    "teams.yml": """\
bench: {name: Bench, department: Workshop, headcount: 9}
office: {name: Office, department: Services, headcount: 7}
attic: {name: Attic, department: Services, headcount: 3}
""",
    "people.yml": """\
ana: {name: Ana Óscoz, team: bench, role: fitter, named: yes}
bo: {name: Bo Lindqvist, team: office, named: yes, show_as: first}
cem: {name: Cem Aydın, team: bench, named: ask}
dora: {name: Dora Nkemelu, team: attic, named: no}
eli: {name: Eli Harrow, team: office, named: no}
fay: {name: Fay Odhiambo, team: office, role: bookkeeper, named: yes, show_as: role}
""",
    "themes.yml": """\
asking: {title: Asking early, text: Somebody asked before it was late., why: It saves a week., \
looks_like: [A question at four], not: [A question at nine], default: true}
listening: {title: Listening, text: Somebody listened first.}
""",
    "norms.yml": """\
ask-first: {title: Ask first, text: We ask before we are stuck., themes: [asking]}
""",
    "newsletter.yml": "{cadence: monthly, first: 2026-09, title: From the bench}\n",
    "onboarding/day-1.md": """\
---
title: Day 1
step: day-1
order: 1
themes: [asking]
norms: [ask-first]
why: A lamp is easier to find with two.
checklist: [Found the kettle, "Found @ana"]
---
Find the kettle, then find @ana.

<!-- stories -->

Then go home on time.
""",
    "static/mark.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>\n',
}


_LEARNING = {
    "scenarios/at-the-bench.yml": """\
title: At the bench
skill: Asking early
setting: It is five to four & the lamp is out.
roles: [{name: You, brief: New here.}, {name: The other, brief: Has a lamp.}]
watch: [Who spoke first?]
start: bench
steps:
  bench:
    says: The lamp is out.
    choices:
      - {text: Ask, to: asked, why: It is early.}
      - {text: Wait, to: debrief, why: It is still out.}
  asked:
    says: Somebody comes.
    choices: [{text: Say thank you, to: debrief, why: They came.}]
debrief: |
  When would *you* have asked?
stories: [the-hour]
""",
    "glossary.yml": """\
lamp: {meaning: What is held., also: [lamps]}
kettle: {meaning: It is by the door., see: [lamp]}
""",
    "phrases.yml": """\
stuck: {title: When you are stuck, occasion: asking, text: "Could you look at [what]?", when: While it is small.}
""",
}


_THE_HOUR = """\
---
date: 2026-10-14
givers: maria
receivers: sam
themes: [asking-early, mentoring]
---
@maria stayed an hour, and @sam went home.
"""


@dataclass
class Organisation:
    """A folder with the layout, and the program's stages on it."""

    root: Path
    today: dt.date = TODAY

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file below the root; its folders come with it."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def config(self, name: str, text: str) -> Path:
        return self.write(f"site_config/{name}", text)

    def story(
        self, id_: str, body: str = "@ana stayed an hour, and it was enough.", **fields: str
    ) -> Path:
        """Write a story in Markdown. Fields are YAML, as typed; None leaves a default out."""
        values = {"date": "2026-10-14", "givers": "ana", "receivers": "bo"} | fields
        front = "".join(f"{key}: {value}\n" for key, value in values.items() if value is not None)
        return self.write(f"stories/{values['date'][:4]}/{id_}.md", f"---\n{front}---\n{body}\n")

    def learning(self) -> None:
        """Write a scenario, which wants a story called the-hour, a glossary, and a phrase."""
        for name, text in _LEARNING.items():
            self.config(name, text)

    def built(self) -> Built:
        """The organisation, read and checked. Its configuration must be sound."""
        return Built.of(self.root, self.today)

    def problems(self) -> list[Diagnostic]:
        return load(self.root, lambda _: self.today)[1]

    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems()]

    def edition(self, *channels: Channel) -> Edition:
        return self.built().edition(*(channels or (Channel.SITE,)))


def print_site(
    made: Built, folder: Path, *, strict: bool = True, offline: bool = False
) -> list[str]:
    """Render a whole site into a folder; returns what the engine warned about."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        stage = Stage(folder, Path(scratch))
        job = SiteBuild(made.publication, stage, offline)
        return driver.render(job, strict=strict).warnings


@pytest.fixture
def as_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts are printed as they were typed. Quotes that are turned into printers' break out of
    nothing, and a test of hostile texts would no longer see where straight ones do.
    """
    monkeypatch.setattr(typography, "marks_of", lambda _: None)


def organisation_in(folder: Path) -> Organisation:
    """Write an organisation with people of every wish, two themes, one guide and no stories."""
    made = Organisation(folder)
    for name, text in _SITE_CONFIG.items():
        made.config(name, text)
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return made


@pytest.fixture
def organisation(tmp_path: Path) -> Organisation:
    """An organisation with people of every wish, two themes, one guide and no stories."""
    return organisation_in(tmp_path)


@pytest.fixture
def press(tmp_path: Path) -> Organisation:
    """The small organisation of the examples: maria, sam, two themes, and a story of each."""
    made = Organisation(tmp_path)
    for name, text in {
        "site.yml": "name: The Belt Press\nurl: https://belt.example/\n",
        "people.yml": "maria: {name: Maria Okafor, team: bench, named: yes}\n"
        "sam: {name: Sam Lee, team: bench, named: yes}\n",
        "teams.yml": "bench: {name: Bench, headcount: 9}\n",
        "themes.yml": "asking-early: {title: Asking early, text: Somebody asked in time., default: true}\n"
        "mentoring: {title: Mentoring, text: Somebody stayed.}\n",
    }.items():
        made.config(name, text)
    made.write("stories/2026/the-hour.md", _THE_HOUR)
    source = ROOT / "mkdocs.yml"
    made.write("mkdocs.yml", source.read_bytes())
    return made


@pytest.fixture
def corpus() -> Callable[[str], Path]:
    """A file of the shared corpora; the test is skipped where they are not."""

    def find(name: str) -> Path:
        if not (CORPORA / name).is_file():
            pytest.skip(f"the corpus {name} is not here")
        return CORPORA / name

    return find


def pytest_collection_finish() -> None:
    """Keep what lasts out of garbage collections: one took a second once, within a test that is timed."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write what is printed now as the goldens"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/goldens/NAME, or write it there with --update-goldens."""

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests" / "goldens" / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        assert path.is_file(), f"no golden {name}; write it with --update-goldens"
        assert text == path.read_text("utf-8")

    return compare


# A busy machine is no failure, and CI looks at the same examples each time; people find new ones.
settings.register_profile("ours", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("ours")
os.environ.pop("SOURCE_DATE_EPOCH", None)  # the tests pin the day themselves
