"""`reciprocity new`: asked, or with flags, what it writes is a story."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.intake.drafts import Drafts
from generator.intake.starters import starters
from generator.model import Channel
from generator.system.atomic import OutsideFolder, create
from tests.conftest import TODAY, Organisation

MINIMAL = ("--giver", "ana", "--receiver", "bo", "--date", "2026-10-14", "--text", "@ana held the lamp.")  # fmt: skip


def new(organisation: Organisation, *arguments: str, typed: str = "") -> Result:
    call = ["--root", str(organisation.root), "new", "--today", str(TODAY), *arguments]
    return CliRunner().invoke(main, call, input=typed)


def test_flags_alone_write_a_story_that_passes_the_check(organisation: Organisation) -> None:
    done = new(organisation, "--no-input", *MINIMAL)
    assert done.exit_code == 0, done.output
    path = organisation.root / "stories/2026/held-the-lamp.md"
    assert path.read_text() == (
        "---\ndate: 2026-10-14\ngivers: ana\nreceivers: bo\ntold: 2026-11-20\n---\n@ana held the lamp.\n"
    )
    assert [p for p in organisation.problems() if p.severity == "error"] == []
    assert "reciprocity consent held-the-lamp" in done.output
    assert "You can also send the file to the editors" in done.output


def test_every_flag_lands_in_its_field(organisation: Organisation) -> None:
    organisation.story("before")
    done = new(
        organisation, "--no-input", "--stdout", "--format", "yml", *MINIMAL, "--title", "The lamp: again",
        "--summary", "A lamp.", "--kind", "mentoring", "--theme", "asking", "--theme", "listening", "--ask", "Could you?",
        "--outcome", "It burned.", "--quote", "Yes: no", "--quote-by", "ana", "--consent", "Ana Óscoz", "--channel", "site",
        "--continues", "before", "--lang", "en", "--not-name", "Will", "--starter", "rally",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        "date: 2026-10-14", "givers: ana", "receivers: bo", "title: 'The lamp: again'", "summary: 'A lamp.'",
        "kind: mentoring", "themes: [asking, listening]", "ask: 'Could you?'", "outcome: 'It burned.'",
        "quote: {text: 'Yes: no', by: 'ana'}", "consent: ana", "channels: site", "continues: before", "lang: en",
        "told: 2026-11-20", "not_names: 'Will'", "body: |", "  @ana held the lamp.",
    ]  # fmt: skip
    assert not (organisation.root / "stories/2026/the-lamp-again.yml").exists()


@pytest.mark.parametrize(
    ("flags", "line"),
    [
        (("--date", "2026-10-14"), "told: 2026-11-20\n"),
        (("--date", "2026-11-20"), ""),
        (("--date", "2026-10-14", "--told", "2026-10-16"), "told: 2026-10-16\n"),
    ],
)
def test_a_new_story_says_when_it_was_told(
    organisation: Organisation, flags: tuple[str, ...], line: str
) -> None:
    done = new(organisation, "--no-input", "--stdout", *MINIMAL, *flags)
    assert "".join(re.findall(r"^told: .*\n", done.output, re.MULTILINE)) == line


def test_nothing_is_written_over(organisation: Organisation) -> None:
    organisation.story("held-the-lamp", date="2025-01-01", body="Another one.")
    for number in (2, 3):
        done = new(organisation, "--no-input", *MINIMAL)
        assert f"Wrote stories/2026/held-the-lamp-{number}.md." in done.output
    assert "Another one." in (organisation.root / "stories/2025/held-the-lamp.md").read_text()


def test_without_asking_everything_that_is_missing_is_named(organisation: Organisation) -> None:
    done = new(organisation, "--no-input", "--giver", "ana")
    assert done.exit_code == 2
    assert "--date, --receiver and --text" in done.output


def test_a_mistake_in_a_flag_is_the_checkers_sentence(organisation: Organisation) -> None:
    done = new(organisation, "--no-input", *MINIMAL[2:], "--giver", "anna", "--theme", "listning")
    assert done.exit_code == 1
    assert 'error S105: there is no person "anna"' in done.output
    assert 'Did you mean "ana"?' in done.output
    assert 'error S104: there is no theme "listning"' in done.output
    assert not (organisation.root / "stories").exists()


def test_parts_of_names_are_enough_and_each_answer_is_checked(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        (organisation.root / "site_config/people.yml").read_text()
        + "ane: {name: Ane Byron, team: office, named: yes}\n",
    )
    done = new(
        organisation,
        typed="soon\n2026-10-14\n"  # a date that is none, then one
        "an\n2\n"  # two of them begin so: the second
        "zed\nlind, cem\n"  # nobody, then two in their place
        "@ane held the lamp.\n\n"
        "\n\n"  # no ask, no outcome
        "liste\n"
        "\n",
    )
    assert done.exit_code == 0, done.output
    assert '"soon" is not a date.' in done.output
    assert "S103" not in done.output
    assert "1  Ana Óscoz, Bench" in done.output
    assert "2  Ane Byron, Office" in done.output
    assert 'There is nobody called "zed" on the list of people.' in done.output
    assert (organisation.root / "stories/2026/held-the-lamp.md").read_text() == (
        "---\ndate: 2026-10-14\ngivers: ane\nreceivers: [bo, cem]\nthemes: listening\ntold: 2026-11-20\n---\n@ane held the lamp.\n"
    )


def test_a_starter_asks_its_own_questions(organisation: Organisation) -> None:
    starter = starters(organisation.root, [])["hard-transition"]
    answers = [f"Answer {n}." for n, _ in enumerate(starter.questions)]
    done = new(organisation, "--starter", "hard-transition", "--theme", "asking", "--title", "A new bench",
               typed="\n".join(["", "ana", "bo", *answers, "Could you?", "It went.", "learning", ""]))  # fmt: skip
    assert done.exit_code == 0, done.output
    for question in (starter.purpose, *starter.questions, starter.hints["ask"]):
        assert question in done.output
    text = (organisation.root / "stories/2026/a-new-bench.md").read_text()
    assert "kind: mentoring" in text
    assert "changed: learning\n" in text
    assert text.endswith("\n\n".join(answers) + "\n")


@pytest.mark.parametrize("form", ["md", "yml"])
@pytest.mark.parametrize("name", ["three-lines", "mentoring", "feedback", "help", "hard-transition",
                                  "critical-feedback", "rally"])  # fmt: skip
def test_a_starter_is_no_story_until_it_is_filled_in(
    organisation: Organisation, name: str, form: str
) -> None:
    blank = new(organisation, "--blank", "--starter", name, "--format", form).output
    organisation.write(f"stories/2026/blank.{form}", blank)
    assert "S107" in organisation.codes()
    filled = blank.replace("date:\n", "date: 2026-10-14\n").replace("givers:\n", "givers: ana\n")
    filled = filled.replace("receivers:\n", "receivers: bo\n")
    filled = filled.replace("ask:\n", "ask: x\n").replace("outcome:\n", "outcome: x\n")
    organisation.write(f"stories/2026/blank.{form}", filled)
    assert [p.code for p in organisation.problems() if p.is_error] == [
        "S124"
    ]  # the questions alone
    body = "@ana held it." if form == "md" else "  @ana held it."
    organisation.write(f"stories/2026/blank.{form}", f"{filled}{body}\n")
    assert [p for p in organisation.problems() if p.is_error] == []
    (sheet,) = [a for a in organisation.built().site() if getattr(a, "address", "") == "stories/blank/"]  # fmt: skip
    assert "?" not in sheet.body().html.partition("r-prose")[2].partition("</div>")[0]  # type: ignore[union-attr]  # a sheet


def test_an_organisation_may_have_starters_of_its_own(organisation: Organisation) -> None:
    organisation.write(
        "site_config/templates/new/night-shift.md",
        "---\n# The night shift.\ndate:\ngivers:\nreceivers:\n---\n<!-- What broke? -->\n",
    )
    listed = new(organisation, "--starters").output
    assert "night-shift          The night shift." in listed
    assert "rally" in listed
    assert 'There is no starter "x".' in new(organisation, "--starter", "x").output


def test_a_file_name_holds_nobodys_name(organisation: Organisation) -> None:
    drafts = Drafts(organisation.root, organisation.built().settings, TODAY)
    for text, slug in {
        "@dora and Eli Harrow mended Fay's bicycle": "and-mended-bicycle",
        "Óscoz!": "story-of-2026-10-14",
        "قالت @ana شيئا": "story-of-2026-10-14",
        "Index": "story-of-2026-10-14",
        "It wasn’t late, and then it was, and then": "it-wasnt-late-and-then-it",
    }.items():
        assert drafts.slug({"date": "2026-10-14", "body": text}) == slug


def test_git_is_only_told_of_where_there_is_git(organisation: Organisation) -> None:
    assert "git switch" not in new(organisation, "--no-input", *MINIMAL).output
    subprocess.run(["git", "init", "-q"], cwd=organisation.root, check=True)
    assert "git switch -c story-held-the-lamp-2" in new(organisation, "--no-input", *MINIMAL).output


def test_a_folder_that_leads_outside_is_not_written_to(
    organisation: Organisation, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (organisation.root / "stories").mkdir()
    (organisation.root / "stories/2026").symlink_to(outside)
    with pytest.raises(OutsideFolder):
        create(organisation.root, "stories/2026/x.md", "x")
    assert new(organisation, "--no-input", *MINIMAL).exit_code == 1
    assert list(outside.iterdir()) == []


def test_placing_leaves_nothing_beside_and_nothing_changed(tmp_path: Path) -> None:
    assert create(tmp_path, "a/x.md", "one")
    assert not create(tmp_path, "a/x.md", "two")
    assert [(p.name, p.read_text()) for p in (tmp_path / "a").iterdir()] == [("x.md", "one")]


def test_a_broken_configuration_is_said_before_any_question(organisation: Organisation) -> None:
    organisation.config("themes.yml", "asking: {titel: x}\n")
    done = new(organisation)
    assert done.exit_code == 1
    assert "C101" in done.output
    assert "When did it happen?" not in done.output


def test_the_coach_asks_once_the_story_is_written(organisation: Organisation) -> None:
    vague = ("--giver", "ana", "--receiver", "bo", "--date", str(TODAY), "--text", "Thank you for all your hard work!")  # fmt: skip
    done = new(organisation, "--no-input", *vague)
    assert done.exit_code == 0
    assert 'one thought: "Thank you" would fit anyone' in done.output
    assert "= what exactly did they do?" in done.output
    assert "one thought" not in new(organisation, "--no-input", *MINIMAL).output
    printed = new(organisation, "--no-input", "--stdout", *vague)
    assert "one thought" in printed.stderr
    assert printed.stdout.endswith("hard work!\n")


@pytest.mark.parametrize("name", ["introduction", "mistake-admitted", "quieter-voice", "after-a-review", "draft-read", "after-a-meeting"])  # fmt: skip
def test_a_starter_filled_in_hears_nothing(organisation: Organisation, name: str) -> None:
    typed = "2026-10-14\nana\nbo\n"
    asked = len(starters(organisation.root, [])[name].questions)
    answers = ["The second paragraph was twice in it, and nobody had seen it."] * asked
    done = new(organisation, "--starter", name, typed=typed + "\n".join(answers) + "\n" * 9)
    assert done.exit_code == 0, done.output
    assert "one thought" not in done.output


def test_a_name_that_is_nobodys_is_left_to_the_editors(organisation: Organisation) -> None:
    done = new(
        organisation,
        typed="2026-10-14\nbo\n"
        "ana, zora\n\n"  # kept, though she is nobody yet
        "Bo held the lamp.\n\n"
        "\n\n\n\n"
        "Zora is new in the attic.\n",
    )
    assert done.exit_code == 0, done.output
    assert "Press Enter to leave the name to the editors" in done.output
    assert "The editors will look up who this is: Zora." in done.output
    assert "warning" not in done.output
    assert "found no problems" not in done.output
    assert "reciprocity consent" not in done.output, "before everyone is known, nobody can be asked"
    text = (organisation.root / "stories/2026/held-the-lamp.md").read_text()
    assert "receivers: [ana, 'Zora']\n" in text
    assert "for_editors: 'Zora is new in the attic.'\n" in text
    assert {"S103", "S151"} <= set(organisation.codes())
    assert list(organisation.built().context(Channel.SITE).edition.stories) == []


def test_a_mistake_beside_a_kept_name_is_still_one(organisation: Organisation) -> None:
    done = new(
        organisation, "--text", "<b>Zora</b> held it.", typed="2026-10-14\nzora\n\nana\n" + "\n" * 9
    )
    assert done.exit_code == 1
    assert "S118" in done.output
    assert not (organisation.root / "stories").exists()


def test_what_changed_is_chosen_by_its_title(organisation: Organisation) -> None:
    done = new(
        organisation,
        typed="2026-10-14\nana\nbo\nAna held the lamp.\n\n\nIt burns.\nworking, safe\n\n\n",
    )
    assert done.exit_code == 0, done.output
    assert "Working together: People or teams work together" in done.output
    assert "changed: [collaboration, safety]\n" in (organisation.root / "stories/2026/held-the-lamp.md").read_text()  # fmt: skip
