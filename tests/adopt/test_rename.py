"""`rename` changes an id wherever it is used and nothing else, and old addresses lead on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import BaseModel

from generator.adopt import rename
from generator.cli import main
from generator.edition import Edition
from generator.intake.configuration import FILES
from generator.intake.fields import Field
from generator.model import Channel, Settings, Story
from generator.model.roles import Holds, groups_of, paths_of
from generator.outputs.site import redirects
from tests.conftest import TODAY, Organisation, print_site


@pytest.fixture
def told(organisation: Organisation) -> Organisation:
    organisation.learning()
    organisation.config(
        "practices/tea.yml",
        "title: Tea\nkind: share-and-solve\nwhat: Tea.\nfor: All.\nlead: ana # she asked\n"
        "cadence: Thursdays\njoin: Come.\nmembers: [ana, bo]\nthemes: [asking]\n"
        "dates: [2026-12-03 16:00]\n"
        "sessions:\n  - {date: 2026-10-08, challenge: 'Two of us, says @ana.', stories: [the-hour],\n"
        "     follow_ups: [{text: Print it., who: ana, done: 2026-10-09}]}\n",
    )
    organisation.config("practices/pairs/2026-Q4.yml",
        "starts: 2026-10-05\nends: 2026-12-20\npairs:\n  - {learner: ana, mentor: bo}\n")  # fmt: skip
    organisation.config("newsletters/2026-10.yml", "hero: the-hour\nskip: ['the-hour-after']\n")
    organisation.config(
        "newsletters/2026-10.sent.yml",
        "sent: 2026-10-31\nstories: [the-hour]\nvoices:\n  the-hour: [0]\n"
        "corrected:\n  the-hour: [2026-10-30]\n",
    )
    organisation.config(
        "onboarding/day-1.md",
        "---\ntitle: Day 1\nstep: day-1\nthemes: [asking]\n---\nFind @ana, not ana.\n\n<!-- story: the-hour -->\n\n"
        "See [it](../stories/the-hour.md) and [all](../themes/asking.md).\n",
    )
    organisation.story(
        "the-hour", "@ana and [she](@ana) stayed. `@ana @ana-bel` ana@bench.example", givers="ana",
        receivers="[bo, team:bench]", themes="[asking, listening]", consent="[ana]",
    )  # fmt: skip
    organisation.story("the-hour-after", "@bo stayed.", givers="bo", receivers="ana", continues="the-hour")  # fmt: skip
    return organisation


def _rename(organisation: Organisation, *words: str, answer: str = "y\n") -> Result:
    command = ["--root", str(organisation.root), "rename", *words, "--today", TODAY.isoformat()]
    return CliRunner().invoke(main, command, input=answer)


def _texts(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for folder in ("stories", "site_config")
        for path in (root / folder).rglob("*")
        if path.is_file() and path.suffix in (".md", ".yml")
    }


def _problems(organisation: Organisation) -> list[tuple[str, str]]:
    return [(d.code, d.message) for d in organisation.problems() if d.is_error]


@pytest.mark.parametrize(
    ("noun", "old", "new"),
    [
        ("person", "ana", "ana-oscoz"),
        ("team", "bench", "workbench"),
        ("theme", "asking", "asking-early"),
        ("story", "the-hour", "an-hour"),
    ],
)
def test_everything_that_used_the_old_id_uses_the_new_one(
    told: Organisation, noun: str, old: str, new: str
) -> None:
    before, problems = _texts(told.root), _problems(told)
    edition = told.edition()
    done = _rename(told, noun, old, new)
    assert done.exit_code == 0, done.output
    after = _texts(told.root)
    after.pop("site_config/redirects.yml", None)
    assert _problems(told) == [(code, text.replace(old, new)) for code, text in problems]
    restored = {path.replace(new, old): text.replace(new, old) for path, text in after.items()}
    assert restored == before, "nothing but the id has changed"
    assert len(told.edition().stories) == len(edition.stories) == 2
    changed = "".join(after.values())
    if noun == "story":
        assert "  an-hour: [2026-10-30]" in after["site_config/newsletters/2026-10.sent.yml"]
    assert changed.count(new) >= 3
    # And back again.
    assert _rename(told, noun, new, old, "--yes").exit_code == 0
    again = _texts(told.root)
    again.pop("site_config/redirects.yml", None)
    assert again == before


def test_a_name_in_code_in_an_address_or_within_a_word_is_no_mention(told: Organisation) -> None:
    _rename(told, "person", "ana", "ann")
    text = (told.root / "stories/2026/the-hour.md").read_text()
    assert text.endswith("@ann and [she](@ann) stayed. `@ana @ana-bel` ana@bench.example\n")
    assert "lead: ann # she asked" in (told.root / "site_config/practices/tea.yml").read_text()
    assert "Find @ann, not ana." in (told.root / "site_config/onboarding/day-1.md").read_text()


def test_it_shows_the_change_first_and_a_no_writes_nothing(told: Organisation) -> None:
    before = _texts(told.root)
    done = _rename(told, "story", "the-hour", "an-hour", answer="n\n")
    assert "-continues: the-hour\n+continues: an-hour" in done.output
    assert "stories/2026/the-hour.md → stories/2026/an-hour.md" in done.output
    assert "+stories/the-hour:" in done.output
    assert _texts(told.root) == before
    assert _rename(told, "story", "the-hour", "an-hour", "--dry-run").exit_code == 0
    assert _texts(told.root) == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["person", "ana", "bo"], '"bo" is taken'),
        (["story", "the-hour", "the-hour-after"], '"the-hour-after" is taken'),
        (["team", "bench", "office"], "to merge the two teams, add --merge"),
        (["theme", "asking", "Asking Early"], '"Asking Early" is not an id'),
        (["theme", "asking", "../../x"], "is not an id"),
        (["theme", "asking", "asking"], "its id is already"),
        (["person", "anna", "x"], 'There is no "anna" to rename.'),
        (["team", "bench", "nowhere", "--merge"], 'there is no team "nowhere" to merge it into'),
        (["theme", "asking", "x", "--merge"], "--merge only works with a team"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    told: Organisation, words: list[str], sentence: str
) -> None:
    before = _texts(told.root)
    done = _rename(told, *words)
    assert done.exit_code == 2
    assert sentence in done.output
    assert _texts(told.root) == before


def test_the_old_address_leads_to_the_new_one(told: Organisation, tmp_path: Path) -> None:
    assert _rename(told, "story", "the-hour", "an-hour").exit_code == 0
    assert _rename(told, "story", "an-hour", "one-hour").exit_code == 0
    assert _rename(told, "theme", "asking", "asking-early").exit_code == 0
    assert _rename(told, "team", "bench", "workbench").exit_code == 0
    site = tmp_path / "printed"
    print_site(told.built(), site)
    for old, new in (
        ("stories/the-hour", "stories/one-hour"),
        ("stories/an-hour", "stories/one-hour"),
        ("themes/asking", "themes/asking-early"),
        ("teams/bench", "teams/workbench"),
    ):
        page = (site / old / "index.html").read_text("utf-8")
        assert f'content="0; url=../../{new}/"' in page
        assert f'href="https://stories.bench.example/{new}/"' in page
        assert (site / new / "index.html").is_file()
        assert f"/{old}/ /{new}/ 301\n" in (site / "_redirects").read_text()
        assert f"/{old}/" not in (site / "sitemap.xml").read_text()
    print_site(told.built(), tmp_path / "folder", offline=True)
    assert not (tmp_path / "folder/stories/the-hour").exists(), "nobody has old links to a folder"


def test_web_servers_get_lines_of_their_own(told: Organisation) -> None:
    site = (told.root / "site_config/site.yml").read_text()
    told.config("site.yml", site.replace("bench.example/\n", "bench.example/news/\n", 1))
    _rename(told, "theme", "asking", "asking-early")
    context = told.built().context(Channel.SITE)
    nginx, apache = redirects.for_servers(context)
    assert nginx.content.decode() == "location = /news/themes/asking/ { return 301 /news/themes/asking-early/; }\n"  # fmt: skip
    assert apache.content.decode() == 'RedirectMatch 301 "^/news/themes/asking/$" "/news/themes/asking-early/"\n'  # fmt: skip


def _redirected(organisation: Organisation) -> set[str]:
    made = redirects.make(organisation.built().context(Channel.SITE))
    return {file.path for file in made if file.path != "_redirects"}


@pytest.mark.parametrize(
    ("language", "tag"), [("en", 'lang="en" dir="ltr"'), ("ar", 'lang="ar" dir="rtl"')]
)
def test_the_page_that_leads_on_says_its_language(
    told: Organisation, tmp_path: Path, language: str, tag: str
) -> None:
    told.config("site.yml", f"name: Tales\nurl: https://tales.example/\nlanguage: {language}\n")
    _rename(told, "theme", "asking", "asking-early")
    print_site(told.built(), tmp_path / "printed")
    page = (tmp_path / "printed/themes/asking/index.html").read_text("utf-8")
    assert f"<html {tag}>" in page


def test_back_to_an_old_id_ends_its_redirect(told: Organisation) -> None:
    _rename(told, "theme", "asking", "asking-early")
    _rename(told, "theme", "asking-early", "asking")
    assert _redirected(told) == {"themes/asking-early/index.html"}
    assert _problems(told) == []


def test_an_address_of_something_hidden_says_nothing(told: Organisation) -> None:
    _rename(told, "story", "the-hour", "an-hour")
    assert _redirected(told) == {"stories/the-hour/index.html"}
    told.story("an-hour", "@dora stayed.", givers="dora", receivers="bo", channels="[newsletter]")
    assert _redirected(told) == set()


def test_an_old_address_with_a_name_that_had_to_go_leads_nowhere(told: Organisation) -> None:
    told.story("nkemelu-quits", "@bo stayed.")
    done = _rename(told, "story", "nkemelu-quits", "a-hard-week")
    assert done.exit_code == 0, done.output
    for where in told.built().context(Channel.SITE).edition.moves:
        assert "nkemelu" not in where
    assert _redirected(told) == set()


def test_without_a_redirect_there_is_none(told: Organisation) -> None:
    _rename(told, "story", "the-hour", "an-hour", "--no-redirect")
    assert not (told.root / "site_config/redirects.yml").exists()


def test_a_merged_team_leads_to_the_other(told: Organisation) -> None:
    done = _rename(told, "team", "bench", "office", "--merge")
    assert done.exit_code == 0, done.output
    settings: Settings = told.built().settings
    assert settings.teams["bench"].merged_into == "office"
    assert {person.team for person in settings.people.values()} == {"office", "attic"}
    assert "receivers: [bo, team:office]" in (told.root / "stories/2026/the-hour.md").read_text()
    assert _redirected(told) == {"teams/bench/index.html"}
    assert _problems(told) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("themes/asking: {to: themes/listening}\n", 'there is a page at "themes/asking"'),
        ("themes/a: {to: themes/b}\nthemes/b: {to: themes/a}\n", '"themes/a" leads in a circle'),
        ("themes/a: {to: themes/a}\n", '"themes/a" leads in a circle'),
        ("stories/a: {to: stories/nowhere}\n", 'there is no page at "stories/nowhere"'),
    ],
)
def test_a_redirect_that_leads_nowhere_is_an_error(
    told: Organisation, text: str, message: str
) -> None:
    told.config("redirects.yml", text)
    assert ("C136", message) in _problems(told)


def test_a_redirect_in_a_circle_stops_the_build_and_the_last_site_stays(
    told: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.write("mkdocs.yml", "site_name: x\ndocs_dir: site_config/static\nplugins: [reciprocity]\n")
    told.write("site/index.html", "the last site\n")
    told.config("redirects.yml", "themes/a: {to: themes/a}\n")
    before = _texts(told.root)
    done = CliRunner().invoke(main, ["--root", str(told.root), "build", "--today", "2026-11-20"])
    assert done.exit_code == 1
    assert done.output.count("error C136") == 1
    assert '"themes/a" leads in a circle' in done.output
    assert (told.root / "site/index.html").read_text() == "the last site\n"
    assert _texts(told.root) == before


@pytest.mark.parametrize(
    "text", ["about: {to: themes/asking}\n", "themes/a: {to: https://evil.example/}\n"]
)
def test_a_redirect_stays_on_the_site(told: Organisation, text: str) -> None:
    told.config("redirects.yml", text)
    assert [problem.code for problem in told.problems() if problem.is_error] == ["C103"]


def test_a_former_name_is_protected_like_the_present_one(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: yes}\nbo: {name: Bo Lindqvist, team: office, named: yes}\n"
        "eli: {name: Eli Harrow, team: office, named: no, former_names: [Elisabeth Morgenstern]}\n",
    )
    organisation.story("first", "@ana sat beside Elisabeth Morgenstern.")
    edition: Edition = organisation.edition()
    assert edition.stories == ()


def _id_fields(
    fields: tuple[Field, ...], before: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    for field in fields:
        if field.shape == "id" or (field.name == "consent" and field.alone):
            yield (*before, field.name)
        yield from _id_fields(field.parts, (*before, field.name))


OTHERS = {
    ("norms",),  # of norms
    ("path",), ("step",),  # of the onboarding
    ("start",), ("steps", "choices", "to"),  # of steps of a scenario
    ("attended", "practice"),
    ("see",),  # of terms
}  # fmt: skip


def test_no_field_with_ids_is_forgotten() -> None:
    """Each field of the configuration that holds ids is one that `rename` knows, or of something else."""
    for file in FILES:
        folder = file.path.rpartition("/")[0]
        for path in _id_fields(file.fields):
            if path in OTHERS:
                continue
            written = ("*", *path) if file.by else path
            known = any(
                use == written and pattern.rpartition("/")[0] == folder
                for uses in rename._USES.values()
                for pattern, use in uses
            )
            assert known, f"{file.path}: {path}"


def test_no_field_of_a_story_is_forgotten() -> None:
    holding = set(paths_of(Story, Holds.PARTICIPANTS, Holds.PERSONS)) | {
        ("themes",),
        ("continues",),
    }
    ids = {
        (name,)
        for name, info in Story.model_fields.items()
        if "[a-z0-9]+" in str(info.metadata) + str(info.annotation) and name not in groups_of(Story)
    }
    assert ids <= holding
    assert issubclass(Story, BaseModel)
