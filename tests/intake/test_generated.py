"""What is generated and committed is current, and valid to those who read it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.cli.generate import ISSUE_FORM, REFERENCE
from generator.intake.issue_form import form_text
from generator.intake.reference import reference_text
from generator.intake.schema import schema, schema_text
from generator.intake.writing import MODELINE, SCHEMA
from generator.model import Settings
from generator.record import Scan
from generator.rules import no_prose
from generator.rules.context import RuleContext
from generator.source.nodes import to_data
from generator.source.parser import parse_yaml
from generator.source.settings import read_settings
from generator.source.stories import story_from_text
from tests import ROOT
from tests.cli.test_cli import run
from tests.conftest import TODAY, Organisation


@pytest.fixture(scope="module")
def sample() -> Settings:
    settings, _ = read_settings(ROOT)
    if settings is None or not (ROOT / SCHEMA).is_file():
        pytest.skip("the sample organisation is not here")
    return settings


def test_what_is_committed_is_current(sample: Settings) -> None:
    assert (ROOT / SCHEMA).read_text("utf-8") == schema_text(sample), "run make generate"
    assert (ROOT / REFERENCE).read_text("utf-8") == reference_text(), "run make generate"
    assert (ROOT / ISSUE_FORM).read_text("utf-8") == form_text(sample), "run make generate"


def test_the_schema_fits_its_metaschema(sample: Settings) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema(sample))
    for made in schema(sample)["properties"].values():
        for shown in made.get("examples", ()):
            jsonschema.Draft202012Validator(made).validate(shown)


def test_what_is_generated_names_nobody(organisation: Organisation) -> None:
    """Whoever is forgotten must not stay in a file that `forget` does not know."""
    settings = organisation.built().settings
    text = schema_text(settings) + form_text(settings)
    for id_, person in settings.people.items():
        assert person.name not in text
        assert f'"{id_}"' not in text


def test_the_issue_form_fits_the_published_schema(organisation: Organisation) -> None:
    pytest.importorskip("check_jsonschema")
    path = organisation.write("form.yml", form_text(organisation.built().settings))
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-issue-forms", str(path)],
        capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_editors_are_told_of_the_schema() -> None:
    wired = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    (schema_file,) = wired["yaml.schemas"]
    assert (ROOT / schema_file).is_file()
    assert MODELINE.split("=")[1].strip() == f"../../{SCHEMA}"
    assert "redhat.vscode-yaml" in (ROOT / ".vscode/extensions.json").read_text("utf-8")


def test_the_sample_stories_in_yaml_fit_the_schema(sample: Settings) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(schema(sample))
    stories = list((ROOT / "stories").rglob("*.yml"))
    assert stories
    for path in stories:
        document, _ = parse_yaml(path.name, path.read_text("utf-8"))
        assert document.root is not None
        assert list(validator.iter_errors(to_data(document.root))) == [], path


_IDS = st.one_of(
    st.sampled_from(["ana", "team:bench", "anonymous", "Ana Óscoz", "a_b", "", "9", "team:", "a" * 81]),
    st.from_regex(r"[a-zA-Z0-9:-]{1,12}", fullmatch=True),
)  # fmt: skip
_TEXTS = st.one_of(
    st.sampled_from(["x", " ", "", "a\nb", "x" * 160, "x" * 161, f" {'x' * 160} ", "x" * 280, "x" * 281, "🌶" * 160]),
    st.text(max_size=20),
)  # fmt: skip
_DAYS = st.sampled_from(["2026-10-14", "2026-1-1", "14.10.2026", "1899-01-01", "2026-13-01", " 2026-10-14", ""])  # fmt: skip
_VALUES = st.fixed_dictionaries(
    {"date": _DAYS, "givers": _IDS | st.lists(_IDS, max_size=3), "receivers": _IDS},
    optional={
        "title": _TEXTS,
        "summary": _TEXTS,
        "body": _TEXTS,
        "ask": _TEXTS,
        "kind": st.sampled_from(["help", "Help", "feedback", ""]),
        "themes": st.lists(st.sampled_from(["asking", "listening"]), max_size=6) | st.just("asking"),
        "quote": st.fixed_dictionaries({}, optional={"text": _TEXTS, "by": _IDS, "when": _TEXTS}),
        "lang": st.sampled_from(["es", "english language", "pt-BR", "ES"]),
        "channels": st.lists(st.sampled_from(["site", "web"]), max_size=2),
        "withdrawn": _DAYS,
        "not_names": _TEXTS | st.lists(_TEXTS, max_size=2),
        "image": st.fixed_dictionaries({"file": _TEXTS}, optional={"alt": _TEXTS}),
        "titel": _TEXTS,
    },
)  # fmt: skip


@given(_VALUES)
@example({"date": "2026-10-14", "givers": "ana", "receivers": "bo"})
@example({"date": "2026-10-14", "givers": [], "receivers": "bo", "body": "x"})
@example({"date": "2026-10-14", "givers": "ana", "receivers": "bo", "body": "x", "titel": "x"})
def test_the_schema_and_the_reader_agree(values: dict[str, Any]) -> None:
    """Written as JSON, which is YAML: both see the same values."""
    jsonschema = pytest.importorskip("jsonschema")
    text = json.dumps(values, ensure_ascii=True)
    document, found = parse_yaml("x.yml", text)
    if found or document.root is None:  # control characters and the like: no schema's business
        return
    file = story_from_text("stories/2026/x.yml", text)
    problems = file.problems
    if file.story is not None:
        problems += no_prose.check(file.story, Scan(), RuleContext(_SETTINGS, TODAY))
    impossible = [p for p in problems if p.code == "S108" and "calendar" in p.message]
    if impossible and len(impossible) == len(problems):
        return  # February has no 30th: a pattern does not know
    errors = [error.message for error in _validator(jsonschema).iter_errors(to_data(document.root))]
    assert bool(errors) == any(p.is_error for p in problems), (errors, problems)


def _organisation() -> Settings:
    from generator.model import Site, Theme

    themes = {slug: Theme(title=slug, text="x") for slug in ("asking", "listening")}
    return Settings(Site(name="x", url="https://x.example/"), themes=themes)


_SETTINGS = _organisation()
_MADE: list[Any] = []


def _validator(jsonschema: Any) -> Any:
    if not _MADE:
        _MADE.append(jsonschema.Draft202012Validator(schema(_SETTINGS)))
    return _MADE[0]


def test_generate_writes_what_is_out_of_date_and_says_so(organisation: Organisation) -> None:
    assert run(organisation, "generate", "--check").returncode == 1
    assert run(organisation, "generate").stdout.count("is written") == 3
    assert run(organisation, "generate", "--check").stdout == "Everything is up to date.\n"
    organisation.config("themes.yml", "asking: {title: Asking soon, text: x, default: true}\n")
    done = run(organisation, "generate", "--check")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == [
        "schema/story.json is out of date",
        ".github/ISSUE_TEMPLATE/story.yml is out of date",
    ]


def test_schema_prints_what_generate_writes(organisation: Organisation) -> None:
    run(organisation, "generate")
    printed = run(organisation, "schema").stdout
    assert printed == (organisation.root / SCHEMA).read_text("utf-8")
    assert json.loads(printed)["properties"]["themes"]["examples"] == ["asking", "listening"]
