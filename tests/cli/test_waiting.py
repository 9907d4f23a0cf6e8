"""What waits for an editor: answers, unfinished files, and what is withheld."""

from __future__ import annotations

from click.testing import CliRunner

from generator.cli import main
from tests.conftest import TODAY, Organisation


def waiting(organisation: Organisation, *arguments: str) -> str:
    call = ["--root", str(organisation.root), "waiting", "--today", str(TODAY), *arguments]
    done = CliRunner().invoke(main, call)
    assert done.exit_code == 0, done.output
    return done.output


def test_it_says_who_has_not_answered_what_lacks_what_and_what_is_withheld(
    organisation: Organisation,
) -> None:
    organisation.story("the-lamp", "@cem held the lamp.", receivers="cem")
    organisation.story("the-hour", "@cem stayed an hour.", receivers="cem", consent="cem")
    organisation.story("the-night", "@cem stayed a night.", receivers="cem", declined="cem")
    organisation.story("by-name", "Dora Nkemelu held the lamp.", receivers="dora")
    organisation.story("only-here", "@ana held it.", channels="site")
    organisation.story("taken-back", "@cem held it.", receivers="cem", withdrawn="2026-11-01")
    organisation.story("half", "<!-- A draft. -->")
    assert waiting(organisation).splitlines() == [
        "Who has not answered:",
        "  cem: the-lamp",
        "  = `reciprocity consent STORY` writes the message and records the answer",
        "What is not finished:",
        "  stories/2026/half.md",
        "    S124: the story has only comments in it",
        '      = write a sentence or two below the second "---", or a summary',
        "What is withheld:",
        "  stories/2026/by-name.md",
        "    everywhere: the text says the full name of dora, who may not be named like that here",
    ]


def test_it_writes_the_messages_to_send(organisation: Organisation) -> None:
    organisation.story("the-lamp", "@cem held the lamp.", receivers="cem")
    said = waiting(organisation, "--letters")
    assert "── To cem, about the-lamp ──\n\nHello Cem,\n" in said
    assert "Cem Aydın held the lamp." in said


def test_drafts_of_scenarios_wait_too(organisation: Organisation) -> None:
    organisation.learning()
    organisation.story("the-hour", "@ana stayed.")
    path = organisation.root / "site_config/scenarios/at-the-bench.yml"
    path.write_text(f"draft: yes\n{path.read_text()}".replace("Somebody comes.", "…"))
    said = waiting(organisation)
    assert "  site_config/scenarios/at-the-bench.yml\n    G126: " in said


def test_where_nothing_waits_it_says_so(organisation: Organisation) -> None:
    organisation.story("the-lamp", "@ana held the lamp.")
    assert waiting(organisation, "--letters") == "Nothing is waiting.\n"
