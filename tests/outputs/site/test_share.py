"""The form on the site: nobody in it who did not agree, and a script that writes what was typed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.fixes import Fixer
from generator.intake.drafts import Drafts
from generator.intake.form_messages import sentences
from generator.intake.writing import sanitized, story_text
from generator.model import CONTROL, Channel, Repository
from generator.outputs.site import share
from generator.rendering.artifacts import File, Page
from generator.rules.prose import LIKE
from generator.source.stories import story_from_text
from tests import ROOT
from tests.conftest import TODAY, Organisation

SCRIPT = ROOT / "templates/theme/assets/share.js"
_NODE = shutil.which("node")


def _form(data: File) -> dict[str, Any]:
    """What the script is told, out of the statement that tells it."""
    text = data.content.decode().removeprefix("globalThis.shareForm = ").removesuffix(";\n")
    form = json.loads(text)
    assert isinstance(form, dict)
    return form


def printed(organisation: Organisation) -> tuple[Page, dict[str, Any]]:
    page, data = share.make(organisation.built().context(Channel.SITE))
    assert isinstance(page, Page)
    assert isinstance(data, File)
    return page, _form(data)


def test_only_those_who_said_yes_to_their_full_name_can_be_chosen(
    organisation: Organisation,
) -> None:
    people = (organisation.root / "site_config/people.yml").read_text()
    organisation.config(
        "people.yml",
        people
        + "gil: {name: Gil Ferrer, team: bench, named: {site: yes, newsletter: no}}\n"
        + "hal: {name: Hal Indigo, team: bench, named: {site: no, newsletter: yes}}\n"
        + "ivy: {name: Ivy Juarez, team: bench, named: yes, channels: [newsletter]}\n"
        + "jon: {name: Jon Kestrel, team: bench, named: yes, withdrawn: 2026-11-01}\n",
    )
    page, form = printed(organisation)
    assert form["people"] == {"ana": "Ana Óscoz", "gil": "Gil Ferrer"}
    everything = page.inserts["insertpage"] + json.dumps(form, ensure_ascii=False)
    for name in ("Lindqvist", "Aydın", "Nkemelu", "Harrow", "Odhiambo", "Indigo", "Juarez", "Kestrel"):  # fmt: skip
        assert name not in everything


def test_a_yes_taken_back_is_something_that_goes(organisation: Organisation) -> None:
    """Then the last site is no longer kept beside the new one."""
    before = organisation.built().shown()
    people = (organisation.root / "site_config/people.yml").read_text()
    organisation.config("people.yml", people.replace("role: fitter", "role: fitter, channels: []"))
    assert before - organisation.built().shown()


def test_the_page_runs_no_script_of_its_own(organisation: Organisation) -> None:
    html = printed(organisation)[0].inserts["insertpage"]
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)


def test_the_data_cannot_end_a_script(organisation: Organisation) -> None:
    organisation.config("site.yml", 'name: "</script><!--"\nurl: https://x.example/\n')
    files = [
        a for a in share.make(organisation.built().context(Channel.SITE)) if isinstance(a, File)
    ]
    assert b"<" not in files[0].content
    assert _form(files[0])["site"].startswith("</script>")


def test_without_a_script_there_is_a_way_in(organisation: Organisation) -> None:
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f"{site}contact: stories@bench.example\n")
    html = printed(organisation)[0].inserts["insertpage"]
    assert re.search(r'<form [^>]*id="share"[^>]* hidden\s', html, re.DOTALL)
    by_hand = html.partition("</form>")[2]
    assert 'href="mailto:stories@bench.example"' in by_hand
    assert 'href="https://git.bench.example/stories/new/main"' in by_hand
    assert "givers: maria" in by_hand


def test_a_contact_that_is_no_address_is_told_and_not_linked(organisation: Organisation) -> None:
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f'{site}contact: "#stories in the chat"\n')
    page, form = printed(organisation)
    assert form["mail"] is None
    assert "send it to #stories in the chat" in page.inserts["insertpage"]
    assert 'data-way="mail"' not in page.inserts["insertpage"]


def test_gitlab_is_opened_its_own_way(organisation: Organisation) -> None:
    organisation.config(
        "site.yml",
        "name: x\nurl: https://x.example/\nrepository: {url: 'https://gl.example/a/b', branch: main, kind: gitlab}\n",
    )
    assert printed(organisation)[1]["newFile"] == {
        "where": "GitLab",
        "page": "https://gl.example/a/b/-/new/main",
        "name": "file_name",
        "text": "",
    }


def test_the_labels_and_their_sentences_hang_together(organisation: Organisation) -> None:
    html = printed(organisation)[0].inserts["insertpage"]
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for attribute in ("for", "aria-describedby", "aria-labelledby", "list"):
        for value in re.findall(rf'\s{attribute}="([^"]+)"', html):
            assert set(value.split()) <= set(ids), (attribute, value)
    inputs = re.findall(r'<(?:input|textarea)[^>]* id="([^"]+)"', html)
    assert set(inputs) <= set(re.findall(r'<label[^>]* for="([^"]+)"', html))


# --- the script, in Node ---

_RUN = """
import { createInterface } from "node:readline";
import share from %s;
for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line);
  console.log(JSON.stringify(share[name](...given)));
}
"""


def called(*calls: list[Any]) -> list[Any]:
    """What functions of the script return."""
    if _NODE is None:
        pytest.skip("Node is not installed")
    lines = "".join(f"{json.dumps(call)}\n" for call in calls)
    done = subprocess.run(
        [_NODE, "--input-type=module", "--eval", _RUN % json.dumps(SCRIPT.as_uri())],
        input=lines, capture_output=True, text=True, check=False, encoding="utf-8")  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _values(text: str) -> dict[str, Any]:
    line = " ".join(sanitized(text).split()) or "x"
    return {
        "date": "2026-10-14", "givers": [line, "ana", "team:bench"], "receivers": ["Sam O'Neill"], "title": line,
        "ask": text, "outcome": text, "quote": {"text": text or "x", "by": line}, "themes": ["asking"], "kind": "",
        "consent": [line], "body": text,
    }  # fmt: skip


def _agrees(texts: list[str]) -> None:
    """The script writes the bytes that Python would: so everything shown there holds here."""
    wanted = [_values(text) for text in texts]
    written = called(*(["storyText", values] for values in wanted))
    for values, text in zip(wanted, written, strict=True):
        assert text == story_text({**values, "quote": values["quote"]}), values


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=40), min_size=40, max_size=80))
def test_the_script_writes_what_python_writes(texts: list[str]) -> None:
    _agrees(texts)


def test_naughty_strings_are_written_as_python_does(corpus: Callable[[str], Path]) -> None:
    _agrees(json.loads(corpus("blns.json").read_text("utf-8")))


def test_what_the_script_writes_is_read_as_it_was_typed() -> None:
    text = "null: [@x] # 'no'\n---\n\ty: \\ \"z\"\u2028"
    (written,) = called(["storyText", _values(text)])
    file = story_from_text("stories/2026/x.md", written)
    story, problems = file.story, file.problems
    assert story is not None
    assert {p.code for p in problems} == {"S103"}  # names that are no ids: --fix knows them
    assert (story.ask, story.body.strip()) == (sanitized(text), sanitized(text))


def test_what_is_invisible_is_the_same_in_both() -> None:
    every = "".join(map(chr, [*range(0x300), *range(0x2000, 0x2100), 0xFEFF, 0xFFFE, 0xFFFF]))
    (cleaned,) = called(["clean", f"a{every}b"])
    assert cleaned == sanitized(f"a{every}b")
    assert not CONTROL.search(cleaned)


def test_file_names_are_ids_without_names(organisation: Organisation) -> None:
    drafts = Drafts(organisation.root, organisation.built().settings, TODAY)
    texts = ["Maria's lamp: and Bo held it, all of us said", "قالت", "Index", "@ana", "É ça, l’été!", "x" * 200]  # fmt: skip
    calls = [["fileName", {"date": "2026-10-14", "title": "", "body": text}, ["Maria Okafor", "Bo"]] for text in texts]  # fmt: skip
    found = called(*calls)
    assert found[0] == "stories/2026/marias-lamp-and-held-it-all.md"
    for name in found:
        assert drafts.problems(name, story_text({**_sound(), "body": "A lamp."})) == []
    assert [found[1], found[2], found[3]] == ["stories/2026/story-of-2026-10-14.md"] * 3
    assert found[4] == "stories/2026/e-ca-lete.md"


def _sound() -> dict[str, Any]:
    return {"date": "2026-10-14", "givers": ["ana"], "receivers": ["bo"], "themes": [], "body": "A lamp.", "title": "", "summary": ""}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"date": ""}, {"date": "14.10.2026"}, {"date": "2026-02-31"}, {"date": "2027-01-01"}, {"givers": []},
        {"receivers": []}, {"receivers": ["ana"]}, {"body": " \n"}, {"title": "x" * 161}, {"title": "🌶" * 300},
        {"summary": "x" * 290}, {"themes": ["a", "b", "c", "d", "e"]}, {"body": "<b>x</b> y"}, {"body": "x<BR/>y"}, {"body": "<font>x</font>"}, {"body": "[x](mailto)"}, {"body": "x <script>"},
        {"body": "[x](http://x.example)"}, {"body": "[x](javascript:x)"}, {"body": "![x](y.png)"},
    ],
    ids=lambda wrong: f"{wrong}"[:30],
)  # fmt: skip
def test_a_common_mistake_is_told_in_the_checkers_words(
    organisation: Organisation, wrong: dict[str, Any]
) -> None:
    drafts = Drafts(organisation.root, organisation.built().settings, TODAY)
    values = _sound() | wrong
    _, form = printed(organisation)
    (found,) = called(["problemsOf", values, form, str(TODAY)])
    checked = drafts.problems("stories/2026/x.md", story_text(values))
    said = [(p.message, p.hint) for p in checked]
    if wrong.get("date"):  # browsers let no other form in; the checker names the day that was meant
        assert found[0]["message"] in [message for message, _ in said]
    else:
        assert (found[0]["message"], found[0]["hint"]) in said


@pytest.mark.parametrize(
    "right",
    [{}, {"body": "", "summary": "x"}, {"givers": ["anonymous"], "receivers": ["anonymous"]},
     {"body": "2 < 3, `<b>`, <https://x.example>, [x](https://x.example), [x](@ana) <!-- x -->"},
     {"title": "x" * 160}, {"date": str(TODAY)},
     {"body": "So:\n\n```html\n<b>![x](y)</b>\n```\n\n~~~\n[x](http://y)\n~~~"}, {"body": "```\n<b>"}],
    ids=str,
)  # fmt: skip
def test_what_the_checker_accepts_the_form_accepts(
    organisation: Organisation, right: dict[str, Any]
) -> None:
    drafts = Drafts(organisation.root, organisation.built().settings, TODAY)
    values = _sound() | right
    (found,) = called(["problemsOf", values, printed(organisation)[1], str(TODAY)])
    assert found == []
    assert [p for p in drafts.problems("stories/2026/x.md", story_text(values)) if p.is_error] == []


_ORDINARY = st.text(
    st.characters(codec="utf-8", exclude_characters="<>[]@&\u0000", exclude_categories=["Cs"]), max_size=60
)  # fmt: skip


@pytest.mark.slow
@settings(
    max_examples=5,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(st.lists(st.tuples(_ORDINARY, _ORDINARY, _ORDINARY), min_size=30, max_size=60))
def test_where_the_form_finds_nothing_the_checker_has_no_error(
    organisation: Organisation, texts: list[tuple[str, str, str]]
) -> None:
    """Of ordinary words, with names as they are typed: `--fix` makes ids of them."""
    built = organisation.built()
    _, form = printed(organisation)
    wanted = [
        _sound() | {
            "receivers": ["Dora Nkemelu", "cem aydin"], "title": sanitized(" ".join(title.split())), "ask": sanitized(ask),
            "body": f"A lamp. {body}",
        }
        for title, ask, body in texts
    ]  # fmt: skip
    found = called(*(["problemsOf", values, form, str(TODAY)] for values in wanted))
    written = called(*(["storyText", values] for values in wanted))
    mender = Fixer.of(built.settings, TODAY, [], [])
    for problems, text in zip(found, written, strict=True):
        assert problems == []
        mended = mender.fix("stories/2026/x.md", text.encode()).after.decode()
        assert [p for p in mender.problems("stories/2026/x.md", mended) if p.is_error] == [], mended


def test_every_sentence_is_used_and_every_use_has_one() -> None:
    script = SCRIPT.read_text("utf-8")
    used = set(re.findall(r'say\(\s*(?:"\w+"|\w+), "([a-z ]+)"', script))
    used |= {"missing givers", "missing receivers"}
    used |= {f"html {tag} body" for tag in LIKE} | {"html body"}
    used |= {f"long {by}{path}" for by in ("", "by one ") for path in ("title", "summary")}
    assert used == set(sentences())


def test_addresses_are_whole_or_not_at_all(organisation: Organisation) -> None:
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f"{site}contact: stories@bench.example\n")
    _, form = printed(organisation)
    text = 'a&b=c#d\n"e" 🌶 +1%'
    mail, page, *long = called(
        ["mailAddress", form, "stories/2026/x.md", text],
        ["pageAddress", form, "stories/2026/x.md", text],
        ["mailAddress", form, "x.md", "ü" * 900],
        ["pageAddress", form, "x.md", "ü" * 3000],
    )  # fmt: skip
    from urllib.parse import parse_qs, urlsplit

    assert mail["whole"]
    assert page["whole"]
    mail, page = mail["address"], page["address"]
    query = parse_qs(urlsplit(page).query, strict_parsing=True)
    assert query == {"filename": ["stories/2026/x.md"], "value": [text]}
    assert page.startswith("https://git.bench.example/stories/new/main?")
    parts = urlsplit(mail)
    assert (parts.scheme, parts.path) == ("mailto", "stories@bench.example")
    assert parse_qs(parts.query)["body"] == [text.replace("\n", "\r\n")]
    subject = {"subject": [f"{form['site']}: x.md"]}
    assert parse_qs(urlsplit(long[0]["address"]).query) == subject
    assert long[1]["address"] == "https://git.bench.example/stories/new/main?filename=x.md"
    assert [one["whole"] for one in long] == [False, False]


def test_a_page_that_takes_no_text_is_given_none(organisation: Organisation) -> None:
    _, form = printed(organisation)
    form["newFile"] = share.new_file(Repository(url="https://gl.example/a/b", kind="gitlab"))
    (page,) = called(["pageAddress", form, "stories/2026/x.md", "short"])
    assert page == {
        "address": "https://gl.example/a/b/-/new/main?file_name=stories%2F2026%2Fx.md",
        "whole": False,
    }


def test_the_script_uses_no_way_to_write_html() -> None:
    script = SCRIPT.read_text("utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "DOMParser"):  # fmt: skip
        assert word not in script
