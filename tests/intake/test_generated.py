"""What is generated and committed is current, and valid to those who read it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.adopt.forges import FORMS
from generator.cli.generate import CONFIGURATION, REFERENCE
from generator.intake import gitlab_template
from generator.intake.configuration import FILES, ConfigurationFile
from generator.intake.issue_form import form_text
from generator.intake.reference import configuration_text, reference_text
from generator.intake.schema import (
    FOLDER,
    REVIEW_SCHEMA,
    SCHEMA,
    configuration_schemas,
    schema,
    schema_text,
)
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
    if settings is None or not (ROOT / FORMS["github"]).is_file():
        pytest.skip("the sample organisation is not here")
    return settings


def test_what_is_committed_is_current(sample: Settings) -> None:
    assert (ROOT / REFERENCE).read_text("utf-8") == reference_text(), "run make generate"
    assert (ROOT / CONFIGURATION).read_text("utf-8") == configuration_text(), "run make generate"
    assert (ROOT / FORMS["github"]).read_text("utf-8") == form_text(sample), "run make generate"


def test_the_schema_fits_its_metaschema(sample: Settings) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema(sample))
    for made in schema(sample)["properties"].values():
        for shown in made.get("examples", ()):
            jsonschema.Draft202012Validator(made).validate(shown)


def test_what_is_generated_and_committed_names_nobody(organisation: Organisation) -> None:
    """Whoever is forgotten must not stay in a file that `forget` does not know."""
    settings = organisation.built().settings
    text = reference_text() + configuration_text() + form_text(settings)
    text += gitlab_template.template_text(settings)
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
    assert wired["yaml.schemas"] == {
        SCHEMA: "stories/**/*.yml",
        REVIEW_SCHEMA: "site_config/reviews/*.yml",
    }
    assert "redhat.vscode-yaml" in (ROOT / ".vscode/extensions.json").read_text("utf-8")


def _validators(settings: Settings) -> Iterator[tuple[ConfigurationFile, Any]]:
    jsonschema = pytest.importorskip("jsonschema")
    texts = configuration_schemas(settings)
    for file in FILES:
        if file.path.endswith(".yml"):
            made = json.loads(texts[f"{FOLDER}/{file.name}.json"])
            jsonschema.Draft202012Validator.check_schema(made)
            yield file, jsonschema.Draft202012Validator(made)


def test_the_sample_configuration_fits_its_schemas(sample: Settings) -> None:
    for file, validator in _validators(sample):
        found = [p for p in (ROOT / "site_config").glob(file.path) if not p.stem.endswith(".sent")]
        assert found or file.name == "redirects", "the sample has each kind of file"
        for path in found:
            values = yaml.load(path.read_text("utf-8"), Loader=_EditorsYaml)  # ours
            assert [error.message for error in validator.iter_errors(values)] == [], path


class _EditorsYaml(yaml.SafeLoader):
    """Reads YAML as editors do: numbers are numbers, and days are texts."""


_EditorsYaml.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if not tag.endswith(":timestamp")]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("site", {"name": "x", "url": "https://x.y", "colour": "red"}),
        ("site", {"name": "x", "url": "x.y"}),
        ("site", {"name": "x", "url": "https://x.y", "palette": {"primary": "red"}}),
        ("site", {"name": "x", "url": "https://x.y", "privacy": {"k": 1}}),
        ("people", {"ana": {"name": "Ana", "team": "bench", "named": "perhaps"}}),
        ("people", {"ana": {"team": "bench"}}),
        ("teams", {"bench": {"name": "Bench", "headcount": [{"from": "1.5.2026", "count": 1}]}}),
        ("themes", {"a": {"title": "A", "text": "B", "mark": "cat"}}),
        ("newsletter", {"cadence": "daily"}),
        ("scenarios", {"title": "x"}),
    ],
)
def test_a_schema_finds_what_the_checker_refuses(
    organisation: Organisation, name: str, value: object
) -> None:
    validators = {file.name: each for file, each in _validators(organisation.built().settings)}
    assert list(validators[name].iter_errors(value)) != []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("people", {"ana": {"name": "Ana", "team": "bench", "named": {"site": "yes"}}}),
        ("people", {"ana": {"name": "Ana", "team": "new-team", "named": True, "channels": []}}),
        ("teams", {"bench": {"name": "Bench", "headcount": 9}}),
        ("teams", {"bench": {"name": "Bench", "headcount": [{"from": "2026-01-01", "count": 9}]}}),
        ("norms", {"a": {"title": "A", "text": "B", "themes": "asking"}}),
    ],
)
def test_a_schema_lets_pass_what_the_checker_takes(
    organisation: Organisation, name: str, value: object
) -> None:
    validators = {file.name: each for file, each in _validators(organisation.built().settings)}
    assert list(validators[name].iter_errors(value)) == []


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
        "changed": st.lists(st.sampled_from(["time", "safety", "Time", "x"]), max_size=3),
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
    organisation.write("docs/reference/README.md", "")  # only where the program is made
    assert run(organisation, "generate", "--check").returncode == 1
    assert run(organisation, "generate").stdout.count("Wrote ") == 3
    assert run(organisation, "generate", "--check").stdout == "Everything is up to date.\n"
    organisation.config("themes.yml", "asking: {title: Asking soon, text: x, default: true}\n")
    done = run(organisation, "generate", "--check")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:1] == [
        "Out of date: .github/ISSUE_TEMPLATE/story.yml",
    ]


def test_generate_writes_the_template_of_the_forge_that_the_site_names(
    organisation: Organisation,
) -> None:
    organisation.config(
        "site.yml",
        "name: Told\nurl: https://stories.bench.example/\n"
        'repository: {url: "https://git.bench.example/stories", branch: main, kind: gitlab}\n',
    )
    said = run(organisation, "generate").stdout
    assert f"Wrote {gitlab_template.PATH}" in said
    assert not (organisation.root / FORMS["github"]).exists()
    text = (organisation.root / gitlab_template.PATH).read_text("utf-8")
    assert "### Who helped?" in text


def test_schema_prints_what_generate_writes(organisation: Organisation) -> None:
    run(organisation, "generate")
    printed = run(organisation, "schema").stdout
    assert printed == (organisation.root / SCHEMA).read_text("utf-8")
    offered = json.loads(printed)["properties"]["themes"]["anyOf"][0]["enum"]
    assert offered == ["asking", "listening"]


def _offered(made: dict[str, Any]) -> set[str]:
    """Every value that an editor could offer for a field."""
    inner = [*made.get("anyOf", ()), *made.get("properties", {}).values(), *filter(None, [made.get("items")])]  # fmt: skip
    return {*made.get("enum", ()), *made.get("examples", ())}.union(*map(_offered, inner))


def test_the_schema_offers_who_is_there_and_nobody_else(organisation: Organisation) -> None:
    path = organisation.root / "site_config/people.yml"
    gone = "gil: {name: Gil Roe, team: bench, named: yes, withdrawn: 2026-01-01}\n"
    organisation.config("people.yml", path.read_text("utf-8") + gone)
    made = schema(organisation.built().settings)["properties"]
    people = {"ana", "bo", "cem", "dora", "eli", "fay"}
    everybody = {*people, "team:bench", "team:office", "team:attic", "anonymous"}
    assert _offered(made["givers"]) == _offered(made["receivers"]) == everybody
    assert _offered(made["quote"]["properties"]["by"]) == everybody
    assert _offered(made["consent"]) - {"2026-10-16", "by mail"} == people
    assert _offered(made["themes"]) == {"asking", "listening"}
    assert _offered(made["kind"]) == {"mentoring", "feedback", "help"}
    assert _offered(made["continues"]) == _offered(made["body"]) == set()
    known = {"maria", "sam", "@"}  # of the examples in the reference
    assert not [o for field in made.values() for o in _offered(field) if any(k in o for k in known)]


def test_no_field_is_said_to_be_yes_or_no(organisation: Organisation) -> None:
    """Editors offer `true` and `false` for a field that may be one, and no field of a story is."""
    assert "boolean" not in schema_text(organisation.built().settings)


def test_the_schema_stays_on_this_machine_and_forgets(organisation: Organisation) -> None:
    organisation.story("first")
    subprocess.run(["git", "init", "--quiet"], cwd=organisation.root, check=True)
    run(organisation, "generate")
    status = ["git", "status", "--porcelain", "--untracked-files=all", "--", FOLDER]
    done = subprocess.run(status, cwd=organisation.root, check=True, capture_output=True)
    assert done.stdout == b""
    made = organisation.root / SCHEMA
    assert '"bo"' in made.read_text("utf-8")
    run(organisation, "forget", "bo", "--yes")
    assert '"bo"' not in made.read_text("utf-8")
