"""Events of GitHub become stories, requests and answers, and nothing in them is more than text."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.intake import github_event as github
from generator.intake.request_words import fenced
from generator.model.ids import is_id
from generator.text import markdown
from tests.cli.events import BODY, comment_event, issue_event, user
from tests.conftest import TODAY, Organisation, organisation_in

PEOPLE = """\
ana: {name: Ana Óscoz, team: bench, named: yes, forge: ana-o}
bo: {name: Bo Lindqvist, team: office, named: yes}
cem: {name: Cem Aydın, team: bench, named: ask, forge: Cem-A}
fay: {name: Fay Odhiambo, team: office, named: ask}
"""
PATH = "stories/2026/held-the-lamp-for.md"


@pytest.fixture
def bench(tmp_path: Path) -> Organisation:
    organisation = organisation_in(tmp_path / "org")
    organisation.config("people.yml", PEOPLE)
    return organisation


def run(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch, event: Any, *arguments: str
) -> tuple[Result, dict[str, str]]:
    """A command on an event, with what it hands to the steps that follow."""
    folder = organisation.root.parent
    payload, handed = folder / "event.json", folder / "handed.txt"
    payload.write_text(event if isinstance(event, str) else json.dumps(event))
    handed.write_text("")
    monkeypatch.setenv("GITHUB_OUTPUT", str(handed))
    command, *options = arguments
    if command != "request":
        options = [*options, "--output", str(folder / "sent"), "--today", str(TODAY)]
    call = ["--root", str(organisation.root), "ci", command, str(payload), *options]
    done = CliRunner().invoke(main, call)
    return done, dict(line.split("=", 1) for line in handed.read_text().splitlines())


def sent(organisation: Organisation, name: str) -> dict[str, str]:
    text = (organisation.root.parent / "sent" / f"{name}.json").read_text()
    found: dict[str, str] = json.loads(text)
    return found


def requested(organisation: Organisation, monkeypatch: pytest.MonkeyPatch, **changes: Any) -> str:
    """The text of the request that an issue became; its story is moved into a branch."""
    _, handed = run(organisation, monkeypatch, issue_event(**changes), "issue")
    assert handed["outcome"] == "story"
    branch = organisation.root.parent / "head"
    (branch / handed["path"]).parent.mkdir(parents=True, exist_ok=True)
    shutil.move(organisation.root / handed["path"], branch / handed["path"])
    return sent(organisation, "request")["body"]


def answered(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch, event: Any
) -> tuple[str, bytes]:
    """The outcome of an answer, and the story's file as it would be written."""
    branch = organisation.root.parent / "head"
    done, handed = run(organisation, monkeypatch, event, "answer", "--from", str(branch))
    assert done.exit_code == 0, done.output
    if handed["outcome"] != "recorded":
        return handed["outcome"], b""
    return handed["outcome"], base64.b64decode(sent(organisation, "contents")["content"])


def code_of(request: str) -> str:
    return request.partition("`yes ")[2][:12] or request.partition("`no ")[2][:12]


# --- an issue ---


def test_an_issue_becomes_a_branch_a_file_and_a_request_that_asks_by_account(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, handed = run(bench, monkeypatch, issue_event(), "issue", "--commit", "c0ffee")
    assert done.exit_code == 0, done.output
    assert handed == {"outcome": "story", "branch": "story/issue-12", "path": PATH, "number": "12"}
    assert sent(bench, "branch") == {"ref": "refs/heads/story/issue-12", "sha": "c0ffee"}
    contents = sent(bench, "contents")
    assert base64.b64decode(contents["content"]) == (bench.root / PATH).read_bytes()
    assert (contents["branch"], contents["message"]) == ("story/issue-12", "A story from issue 12")
    request = sent(bench, "request")
    assert (request["title"], request["head"], request["base"]) == (
        "A story from issue 12", "story/issue-12", "main"
    )  # fmt: skip
    body = request["body"]
    assert body.startswith(f"<!-- reciprocity: story/issue-12 {PATH} -->\n")
    assert "\n@Cem-A\n\n```text\nHello Cem,\n" in body
    assert body.count("\n@") == 1, "whoever said yes to everything is not asked"
    assert f"`yes {code_of(body)}` or `no {code_of(body)}`" in body


def test_in_a_public_repository_no_account_is_written_and_the_editor_is_told_whom_to_ask(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = issue_event(private=False, author_association="MEMBER")
    run(bench, monkeypatch, event, "issue")
    body = sent(bench, "request")["body"]
    assert "cem-a" not in body.lower()
    assert "`yes " not in body
    assert "An editor still has to ask: `cem`." in body
    assert "cem-a" not in (bench.root / PATH).read_text().lower()


def test_who_has_no_account_is_asked_by_the_editor(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = BODY.replace("for @cem", "for @cem and @fay")
    run(bench, monkeypatch, issue_event(body=body), "issue")
    text = sent(bench, "request")["body"]
    assert "An editor still has to ask: `fay`." in text
    assert "\n@Cem-A\n" in text


def test_what_is_missing_is_said_on_the_issue(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = BODY.replace("2026-10-14", "2026-13-44").replace("Cem Aydın", "Zebedee")
    done, handed = run(bench, monkeypatch, issue_event(body=body), "issue")
    assert done.exit_code == 0
    assert handed == {"outcome": "mend", "number": "12"}
    said = sent(bench, "comment")["body"]
    assert "S103" in said
    assert "Zebedee" in said
    assert "Edit the text above" in said
    assert not (bench.root / "stories").exists()
    assert "The questions of the form" in said
    _, handed = run(bench, monkeypatch, issue_event(body="Thanks, everybody!"), "issue")
    assert handed["outcome"] == "mend"


def test_a_name_that_only_an_editor_knows_is_no_mistake_of_its_author(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = BODY.replace("Cem Aydın", "Zebedee ``` @everyone")
    _, handed = run(bench, monkeypatch, issue_event(body=body), "issue")
    assert handed == {"outcome": "mend", "number": "12"}
    said = sent(bench, "comment")["body"]
    assert said.startswith("Thank you for the story.")
    assert "you need not do anything" in said
    assert "````text\nZebedee ``` @everyone\n````" in said
    assert "S103" in said.partition("For the editors:")[2]
    assert "Change the text above" not in said


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"action": "closed"}, "nothing was opened"),
        ({"action": "deleted"}, "nothing was opened"),
        ({"labels": []}, 'no label "story"'),
        ({"labels": "story"}, 'no label "story"'),
        ({"labels": [{"name": "bug"}, None, 3]}, 'no label "story"'),
        ({"state": "closed"}, "closed"),
        ({"pull_request": {}}, "a pull request"),
        ({"user": user("bot[bot]", 3, "Bot")}, "not written by a person"),
        ({"user": None}, 'no "user"'),
        ({"number": True}, "no number"),
        ({"number": "12; rm -rf /"}, "no number"),
        ({"number": -1}, "no number"),
        ({"private": False}, "outside the organisation"),
        ({"private": False, "author_association": "CONTRIBUTOR"}, "outside the organisation"),
    ],
)
def test_an_event_that_asks_for_nothing_does_nothing(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], why: str
) -> None:
    done, handed = run(bench, monkeypatch, issue_event(**changes), "issue")
    assert done.exit_code == 0
    assert handed == {"outcome": "nothing"}
    assert why in done.output
    assert not (bench.root / "stories").exists()
    assert not (bench.root.parent / "sent").exists()


def test_a_stranger_is_let_in_by_a_label(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = [{"name": "story"}, {"name": "accepted"}]
    event = issue_event(private=False, labels=labels, action="labeled")
    _, handed = run(bench, monkeypatch, event, "issue")
    assert handed["outcome"] == "story"


HOSTILE = (
    "$(touch stolen)",
    "`touch stolen`",
    "';touch stolen;'",
    "${{ github.token }}",
    "\n::set-output name=path::/etc/passwd\noutcome=story",
    "%0Aoutcome=story",
    "@everyone @bench/owners",
    "![x](https://evil.example/x.png) <img src=x onerror=alert(1)>",
    "```\n@everyone\n```",
    "<!-- reciprocity: story/issue-1 stories/2026/other.md -->",
    "../../.github/workflows/stories.yml",
    "\x1b[2J\x00\u202e",
    "--> @everyone",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_an_issue_is_more_than_text(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    for body in (
        BODY.replace("@ana held", f"{text} @ana held"),
        BODY.replace("Ana\n", f"{text}\n"),
    ):
        done, handed = run(bench, monkeypatch, issue_event(title=text, body=body), "issue")
        assert done.exit_code == 0, done.output
        assert set(handed) <= {"outcome", "branch", "path", "number"}
        assert handed.get("branch", "story/issue-12") == "story/issue-12"
        if handed["outcome"] == "story":
            written = Path(handed["path"])
            assert is_id(written.stem)
            assert written.parent.as_posix() == "stories/2026"
            shown = sent(bench, "request")["body"]
            assert github.story_request(comment_event("x", shown)).path == handed["path"]
            (bench.root / written).unlink()
        else:
            shown = sent(bench, "comment")["body"]
        assert_harmless(shown)
    assert not list(bench.root.parent.rglob("stolen"))


def assert_harmless(comment: str) -> None:
    """What somebody else wrote stands in blocks of code alone."""
    outside: list[str] = []
    fence = ""
    for line in comment.split("\n"):
        marks = len(line) - len(line.lstrip("`"))
        if fence:
            fence = "" if line == fence else fence
        elif marks >= 3:
            fence = "`" * marks
        else:
            outside.append(line)
    assert fence == ""
    said = "\n".join(outside)
    assert "everyone" not in said
    assert "evil.example" not in said
    assert "\x1b" not in comment


@given(st.text(alphabet="`~ \n\\x@", max_size=40))
def test_no_text_ends_its_block_of_code(text: str) -> None:
    html = markdown.unsafe_html(f"{fenced(text)}\n\nafter\n")
    assert html.startswith('<pre><code class="language-text">')
    assert html.endswith("</code></pre>\n<p>after</p>\n")
    assert html.count("<") == 6


# --- an answer ---


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("yes {}", "consent"),
        ("Yes, {}.", "consent"),
        ("  ja `{}`\r\n", "consent"),
        ("sí {}", "consent"),
        ("no {}", "declined"),
        ("Nein: {}!", "declined"),
        ("no {}\n\n> yes 000000000000\n> more", "declined"),
    ],
)
def test_an_answer_is_recorded_with_day_and_how_and_without_the_account(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch, said: str, field: str
) -> None:
    request = requested(bench, monkeypatch)
    before = (bench.root.parent / "head" / PATH).read_bytes()
    event = comment_event(said.format(code_of(request)), request)
    _, handed = run(bench, monkeypatch, event, "request")
    assert handed == {"outcome": "answer", "branch": "story/issue-12", "path": PATH, "number": "13"}
    outcome, made = answered(bench, monkeypatch, event)
    assert outcome == "recorded"
    line = f"{field}: [{{person: cem, on: 2026-11-19, how: 'in comment 492700400 on pull request 13'}}]\n"
    assert made == before.replace(b"receivers: cem\n", b"receivers: cem\n" + line.encode())
    blob = hashlib.sha1(b"blob %d\0" % len(before) + before).hexdigest()
    assert sent(bench, "contents")["sha"] == blob
    assert b"cem-a" not in made.lower()


def test_answers_of_others_do_not_change_the_code(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = requested(bench, monkeypatch)
    code = code_of(request)
    _, made = answered(bench, monkeypatch, comment_event(f"yes {code}", request))
    (bench.root.parent / "head" / PATH).write_bytes(made)
    ana = {"comment__user": user("ana-o"), "sender": user("ana-o")}
    outcome, made = answered(bench, monkeypatch, comment_event(f"no {code}", request, **ana))
    assert outcome == "recorded"
    assert b"declined: [{person: ana" in made
    assert b"consent: [{person: cem" in made


@pytest.mark.parametrize(
    ("word", "field"),
    [("Sí", "consent"), ("はい", "consent"), ("Nein", "declined"), ("لا", "declined")],
)
def test_an_answer_is_understood_in_each_language(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch, word: str, field: str
) -> None:
    request = requested(bench, monkeypatch)
    event = comment_event(f"{word} {code_of(request)}", request)
    outcome, made = answered(bench, monkeypatch, event)
    assert outcome == "recorded"
    assert f"{field}: [{{person: cem".encode() in made


def test_an_answer_to_an_earlier_text_is_not_recorded_and_asks_again(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = requested(bench, monkeypatch)
    path = bench.root.parent / "head" / PATH
    path.write_text(path.read_text().replace("the lamp", "two lamps, at night"))
    outcome, _ = answered(bench, monkeypatch, comment_event(f"yes {code_of(request)}", request))
    assert outcome == "changed"
    said = sent(bench, "comment")["body"]
    assert "not recorded" in said
    assert "two lamps, at night" in said
    new = code_of(said)
    assert new != code_of(request)
    assert answered(bench, monkeypatch, comment_event(f"yes {new}", request))[0] == "recorded"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"action": "edited"}, "edited or deleted"),
        ({"action": "deleted"}, "edited or deleted"),
        ({"comment__updated_at": "2026-11-19T09:31:00Z"}, "was edited"),
        ({"comment__created_at": None}, "was edited"),
        ({"comment__user": user("cem-a[bot]", 9, "Bot")}, "not written by a person"),
        ({"comment__performed_via_github_app": {"id": 1}}, "a program"),
        ({"sender": user("mallory", 66)}, "a different account"),
        ({"sender": user("cem-a", 66)}, "a different account"),
        ({"private": False}, "public"),
        ({"issue__state": "closed"}, "closed"),
        ({"issue__pull_request": None}, "not a pull request"),
        ({"issue__user": user("mallory", 66)}, "opened by a person"),
        ({"issue__body": "yes"}, "does not say"),
        ({"issue__body": None}, "does not say"),
        ({"comment__id": "1"}, "no number"),
        ({"comment": []}, 'no "comment"'),
    ],
)
def test_only_a_comment_as_it_was_first_written_by_its_own_account_counts(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], why: str
) -> None:
    request = requested(bench, monkeypatch)
    event = comment_event(f"yes {code_of(request)}", request, **changes)
    for command in (("request",), ("answer", "--from", str(bench.root.parent / "head"))):
        done, handed = run(bench, monkeypatch, event, *command)
        assert handed == {"outcome": "nothing"}
        assert why in done.output


@pytest.mark.parametrize(
    "said",
    [
        "yes",
        "yes {} but without my name",
        "I think yes {}",
        "> yes {}",
        "yes {0} no {0}",
        "yes {0}\nno {0}",
        "`yes {}`",
        "maybe {}",
        "yes {}extra",
        "yes <!-- no --> {}",
        "",
    ],
)
def test_other_words_are_no_answer(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    request = requested(bench, monkeypatch)
    event = comment_event(said.format(code_of(request)), request)
    assert answered(bench, monkeypatch, event) == ("nothing", b"")


@pytest.mark.parametrize("login", ["bo-l", "ana-oo", "CEM-A\n", "cem", "", "$(id)", "@cem-a"])
def test_an_account_that_is_nobodys_in_the_story_answers_nothing(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    request = requested(bench, monkeypatch)
    who = {"comment__user": user(login), "sender": user(login)}
    event = comment_event(f"yes {code_of(request)}", request, **who)
    assert answered(bench, monkeypatch, event) == ("nothing", b"")


@pytest.mark.parametrize(
    "where",
    [
        "story/issue-12 stories/2026/../../site_config/people.yml",
        "story/issue-12 site_config/people.yml",
        "main stories/2026/a.md",
        "story/issue-12/../../main stories/2026/a.md",
        "story/issue-12 stories/2026/-a.md",
        "story/issue-12 stories/2026/a.md -->\n<!-- reciprocity: story/issue-12 stories/2026/b.md",
    ],
)
def test_a_request_that_names_another_file_is_none_of_ours(where: str) -> None:
    with pytest.raises(github.Ignored):
        github.story_request(comment_event("yes", f"<!-- reciprocity: {where} -->"))


def test_a_branch_that_leads_elsewhere_by_a_link_is_not_read(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = requested(bench, monkeypatch)
    head = bench.root.parent / "head"
    elsewhere = bench.root.parent / "elsewhere"
    shutil.move(head / "stories", elsewhere)
    (head / "stories").symlink_to(elsewhere)
    event = comment_event(f"yes {code_of(request)}", request)
    assert answered(bench, monkeypatch, event) == ("nothing", b"")


@pytest.mark.parametrize(
    "text", ["", "[]", "3", "{", "[" * 100_000, '{"action": "opened"}', "\ufffe"]
)
def test_what_is_no_event_is_refused_or_ignored(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    done, _ = run(bench, monkeypatch, text, "issue")
    assert done.exit_code in (0, 2)
    assert done.exception is None or isinstance(done.exception, SystemExit)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["action", "issue", "comment", "user", "login", "type", "id", "body", "number", "labels",
             "name", "state", "sender", "repository", "private", "pull_request", "created_at"]
        ),
        inner,
        max_size=6,
    ),
    max_leaves=20,
)  # fmt: skip


@given(_json)
def test_no_event_makes_the_reader_stumble(event: Any) -> None:
    for read in (github.story_issue, github.answer):
        with pytest.raises(github.Ignored):
            read(event)
