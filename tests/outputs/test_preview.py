"""A change is shown before it is merged, as each channel would show it, and only so."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.diagnostics.report.github import MOST_BYTES
from generator.languages.messages import ENGLISH
from generator.outputs import preview as output
from generator.outputs.preview import PreviewedFile
from tests.conftest import TODAY, Organisation


def _run(organisation: Organisation, *arguments: str) -> Result:
    said = CliRunner().invoke(
        main, ["--root", str(organisation.root), "preview", "--today", f"{TODAY}", *arguments]
    )
    assert said.exception is None or isinstance(said.exception, SystemExit), said.exception
    return said


def _page(organisation: Organisation, *arguments: str) -> str:
    said = _run(organisation, *arguments)
    assert said.exit_code == 0, said.output
    return (organisation.root / "build/preview.html").read_text("utf-8")


def _git(root: Path, *words: str) -> None:
    name = ("-c", "user.name=us", "-c", "user.email=us@bench.example")
    subprocess.run(["git", *name, *words], cwd=root, check=True, capture_output=True)


def _place(page: str, channel: str) -> str:
    found: list[str] = re.findall(rf'<article class="place {channel}.*?</article>', page, re.DOTALL)
    return found[0]


def test_the_page_is_as_it_was(
    organisation: Organisation, golden: Callable[[str, str], None]
) -> None:
    organisation.story(
        "the-hour", title="The hour", themes="[asking]", outcome="It held.",
        quote="{text: I had an hour., by: ana}", ask="Could you?",
    )  # fmt: skip
    organisation.story("asked", receivers="cem", channels="[site, newsletter]")
    organisation.story("bad", themes="[askign]")
    golden("preview/preview.html", _page(organisation, str(organisation.root / "stories")))


def test_what_has_a_label_has_a_role_that_is_read_with_it(organisation: Organisation) -> None:
    organisation.story("the-hour")
    organisation.story("bad", themes="[askign]")
    labelled = re.findall(r"<(\w+)([^>]* aria-label=[^>]*)>", _page(organisation, str(organisation.root / "stories")))  # fmt: skip
    assert {tag for tag, attributes in labelled if "role=" not in attributes} == {"nav"}


def test_only_what_git_says_changed_is_shown(organisation: Organisation) -> None:
    organisation.story("before")
    organisation.story("goes")
    _git(organisation.root, "init", "--quiet", "--initial-branch=main")
    _git(organisation.root, "add", "--all")
    _git(organisation.root, "commit", "--quiet", "--message", "start")
    organisation.story("after", title="What is new")
    (organisation.root / "stories/2026/goes.md").unlink()
    page = _page(organisation, "--changed-from", "main")
    assert "What is new" in page
    assert "before.md" not in page
    assert "This change deletes the file." in page
    said = _run(organisation, "--changed-from", "nowhere")
    assert said.exit_code == 2
    assert 'Git does not know the commit "nowhere"' in said.output


def test_nothing_to_show_is_wrong_usage(organisation: Organisation) -> None:
    said = _run(organisation)
    assert said.exit_code == 2
    assert "--changed-from" in said.output


def test_each_channel_names_whom_it_may(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: yes}\n"
        "bo: {name: Bo Lindqvist, team: bench, named: {site: yes, newsletter: no, townhall: no, onboarding: no}}\n"
        "cem: {name: Cem Aydın, team: bench, named: ask, channels: [site, newsletter, onboarding]}\n",
    )
    organisation.config("teams.yml", "bench: {name: Bench, headcount: 9}\n")
    path = organisation.story("one", body="@ana stayed with @bo.", receivers="bo")
    page = _page(organisation, str(path))
    assert "Bo Lindqvist" in _place(page, "site")
    assert page.count("Bo Lindqvist") == _place(page, "site").count("Bo Lindqvist")
    path = organisation.story("two", body="@ana stayed with @cem.", receivers="cem")
    page = _page(organisation, str(path))
    assert "Cem" not in page
    assert "Not shown here." in _place(page, "townhall")
    assert "cem does not want to appear here" in _place(page, "townhall")
    assert "Shown only on the site, in the newsletter and on the onboarding pages." in page


def test_the_page_and_the_summary_are_in_the_words_of_the_organisation(
    organisation: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    own = {
        "What this change would show": "Our heading",
        "on the site": "on our pages",
        "in the newsletter": "by post",
        "Shown only %(where)s.": "Nowhere but %(where)s.",
        "not shown %(where)s: %(note)s": "missing %(where)s: %(note)s",
    }
    texts = (f'msgid "{english}"\nmsgstr "{ours}"\n' for english, ours in own.items())
    organisation.config("locale/en.po", "\n".join(texts))
    path = organisation.story("one", channels="[site]")
    page = _page(organisation, str(path))
    assert "<h1>Our heading</h1>" in page
    assert "Nowhere but on our pages." in page
    assert "one.md: Nowhere but on our pages." in _run(organisation, str(path)).output
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert "**On our pages**" in summary
    assert "- missing by post: `" in summary


def test_words_of_a_change_cannot_bring_markup_into_the_page(organisation: Organisation) -> None:
    hostile = 'msgid "Not shown here."\nmsgstr "<script>alert(1)</script>"\n'
    organisation.config("locale/en.po", hostile)
    said = _run(organisation, str(organisation.story("one", channels="[site]")))
    assert "There is no preview until these errors are fixed." in said.output
    assert not (organisation.root / "build/preview.html").exists()


def test_a_withdrawn_story_says_so(organisation: Organisation) -> None:
    page = _page(organisation, str(organisation.story("gone", withdrawn="2026-11-01")))
    assert page.count("the story has been withdrawn") == 4
    assert "Not shown anywhere." in page
    assert "it was enough" not in page


HOSTILE = "<script>alert(1)</script><img src=//evil.example onerror=x> </style> {{ 7*7 }} ``` & \"'"


def test_hostile_words_are_only_shown(
    organisation: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    text = HOSTILE.replace("'", "''")
    path = organisation.story(
        "evil", body="@ana stayed. `<script>alert(2)</script>` *and* [left](https://evil.example/).",
        **dict.fromkeys(("title", "summary", "ask", "outcome"), f"'{text}'"),
        quote=f"{{text: '{text}', by: ana}}",
    )  # fmt: skip
    worse = f"@ana stayed. {HOSTILE}\n\n![x](https://evil.example/x.png)"
    odd = organisation.story("x", body=worse, themes="[<b>evil]")
    page = _page(organisation, str(path), str(odd))
    assert page.count('class="place ') == 4
    assert "&lt;script&gt;alert(1)" in _place(page, "townhall")
    assert "&lt;script&gt;alert(2)" in _place(page, "site")
    assert "the story contains HTML: &lt;script&gt;" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert page.count("</style>") == 1
    assert "49" not in page
    assert not re.search(r'(?:src|srcset|poster|data)=["\']', page)
    assert not re.search(r"<link|@import|url\(", page)
    summary = (tmp_path / "summary.md").read_text("utf-8")
    outside = re.sub(r"^(`{3,})text\n.*?\n\1$", "", summary, flags=re.DOTALL | re.MULTILINE)
    assert "alert" not in outside


def test_the_organisations_templates_are_not_run(organisation: Organisation) -> None:
    for name in ("preview/preview.html", "preview/preview.css", "digest/colours.css"):
        organisation.config(f"templates/{name}", "{{ 6 * 7 }} taken over")
    assert "taken over" not in _page(organisation, str(organisation.story("one")))


def test_the_page_asks_nobody_for_anything(organisation: Organisation) -> None:
    page = _page(organisation, str(organisation.story("one")))
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in page
    head = page.partition("</head>")[0]
    assert head.index("Content-Security-Policy") < head.index("<style>")


def test_the_summary_tells_each_telling_once(
    organisation: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    path = organisation.story("one", channels="[site, newsletter]")
    said = _run(organisation, str(path), "--output", str(tmp_path / "out" / "page.html"))
    assert said.exit_code == 0
    assert (tmp_path / "out" / "page.html").is_file()
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert summary.count("Ana Óscoz stayed an hour, and it was enough.") == 1
    assert "**On the site and in the newsletter**" in summary
    assert (
        '- not shown at the town hall: `the field "channels" does not list this channel`' in summary
    )


def test_a_long_summary_says_what_it_leaves_out() -> None:
    files = [PreviewedFile(f"stories/2026/{'x' * 200}-{number}.md") for number in range(5000)]
    summary = output.markdown_summary(files, "en", ENGLISH)
    assert len(summary.encode()) < MOST_BYTES
    assert re.search(r"\d+ more files are on the page\.\n$", summary)


def test_a_broken_configuration_is_told(organisation: Organisation) -> None:
    path = organisation.story("one")
    _page(organisation, str(path))
    organisation.config("themes.yml", "asking: 7\n")
    said = _run(organisation, str(path))
    assert "site_config/themes.yml" in said.output
    assert "There is no preview" in said.output
    assert not (organisation.root / "build/preview.html").exists(), "it would be an old one"
