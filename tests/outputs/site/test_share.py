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

from generator.adopt.sample import DAY
from generator.consent.scan import scan_story
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.report.report import as_sentence
from generator.fixes import Fixer
from generator.intake.drafts import Drafts
from generator.intake.form_messages import sentences
from generator.intake.writing import sanitized, story_text
from generator.languages import every_language
from generator.model import CONTROL, Channel, Repository
from generator.outputs.site import share, share_data
from generator.rendering.artifacts import File, Page
from generator.rules import sensitive
from generator.rules.prose import LIKE
from generator.source.stories import story_from_text
from generator.text import markdown, unspaced
from tests import ROOT
from tests.built import Built
from tests.conftest import TODAY, Organisation

SCRIPTS = [
    ROOT / f"templates/theme/assets/share{part}.js" for part in ("-text", "-rules", "-preview")
]
PAGE = ROOT / "templates/theme/assets/share.js"
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
    everybody = "[ana, bo, cem, dora, eli, fay, gil, hal, jon]"
    organisation.story("told", "It held.", givers=everybody, consent="[cem]")
    page, form = printed(organisation)
    assert form["people"] == {"ana": "Ana Óscoz", "gil": "Gil Ferrer"}
    everything = page.inserts["insertpage"] + json.dumps(form, ensure_ascii=False)
    for name in ("Lindqvist", "Aydın", "Nkemelu", "Harrow", "Odhiambo", "Indigo", "Juarez", "Kestrel"):  # fmt: skip
        assert name not in everything


def test_only_people_whom_a_page_names_are_suggested(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "".join(
            f"{id_}: {{name: {name}, team: bench, named: yes{more}}}\n"
            for id_, name, more in [
                ("giver", "Gara Giver", ""),
                ("quoted", "Quy Quoted", ""),
                ("lead", "Lev Leader", ""),
                ("helper", "Hil Helper", ", offers: [lamps]"),
                ("ana", "Ana Óscoz", ""),
                ("paused", "Pau Paused", ", offers: [wicks], bandwidth: paused"),
                ("hidden", "Hui Hidden", ""),
                ("member", "Mem Member", ""),
                ("nowhere", "Nor Nowhere", ""),
            ]
        ),
    )
    organisation.story(
        "told", "It held.", givers="giver", receivers="anonymous", quote="{text: Ha, by: quoted}"
    )
    organisation.story(
        "kept", "It held.", givers="hidden", receivers="hidden", channels="[newsletter]"
    )
    organisation.config(
        "practices/oil.yml",
        "{title: Oil, kind: share-and-solve, what: Lamps., for: All, lead: [lead], cadence: weekly,"
        " join: Come, members: [member]}\n",
    )
    assert printed(organisation)[1]["people"] == {
        "giver": "Gara Giver",
        "quoted": "Quy Quoted",
        "lead": "Lev Leader",
        "helper": "Hil Helper",
    }


def test_an_organisation_may_suggest_nobody(organisation: Organisation) -> None:
    organisation.story("told")
    assert printed(organisation)[1]["people"] == {"ana": "Ana Óscoz"}
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f"{site}privacy: {{suggest_people: no}}\n")
    page, form = printed(organisation)
    assert form["people"] == {}
    assert "is not on our list" not in page.inserts["insertpage"]
    assert 'id="givers" type="text"' in page.inserts["insertpage"], "any name can be typed"


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
    assert "</script>" in _form(files[0])["words"]["mailSubject"]


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
    inputs = re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', html)
    assert set(inputs) <= set(re.findall(r'<label[^>]* for="([^"]+)"', html))


# --- the script, in Node ---

_RUN = """
import { createInterface } from "node:readline";
import text from %s;
import rules from %s;
import preview from %s;
const share = { ...text, ...rules, ...preview };
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
        [_NODE, "--input-type=module", "--eval", _RUN % tuple(json.dumps(script.as_uri()) for script in SCRIPTS)],
        input=lines, capture_output=True, text=True, check=False, encoding="utf-8")  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _values(text: str) -> dict[str, Any]:
    line = " ".join(sanitized(text).split()) or "x"
    return {
        "date": "2026-10-14", "givers": [line, "ana", "team:bench"], "receivers": ["Sam O'Neill"], "title": line,
        "ask": text, "outcome": text, "quote": {"text": text or "x", "by": line}, "themes": ["asking"], "kind": "",
        "consent": [line], "declined": ["bo", line], "for_editors": text, "body": text,
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


EMPTY = {"S102", "S107", "S124"}
"""The codes of what is missing or empty."""
OWN_WORDS = {"future date", "alone givers", "unknown continues", "later continues", "repeated summary", "picture body", "unknown mention"} | {
    name for name in sentences() if name.startswith(("missing ", "long ", "many "))
}  # fmt: skip
"""The mistakes for which the form has plainer words: the checker names fields and folders."""


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
    _is_said_alike(found[0], checked, is_day="date" in wrong)


def _is_said_alike(found: dict[str, str], checked: list[Diagnostic], *, is_day: bool) -> None:
    """The form reports what the checker does, in its words unless it has plainer ones."""
    own = {
        name
        for name, said in sentences().items()
        if re.fullmatch(re.escape(said.message).replace(r"\{value\}", ".+"), found["message"])
    }
    codes = {problem.code for problem in checked}
    if own & OWN_WORDS:
        assert codes & (EMPTY if found["code"] in EMPTY else {found["code"]})
        return
    assert found["code"] in codes
    said = {(as_sentence(p.message), as_sentence(p.hint)) for p in checked}
    if is_day:  # browsers let no other form in; the checker names the day that was meant
        assert found["message"] in {message for message, _ in said}
    else:
        assert (found["message"], found["hint"]) in said


@pytest.mark.parametrize(
    "doubtful",
    [
        {"body": "@nobody held it."}, {"ask": "Could you, @zora?"}, {"continues": "no-such-story"}, {"continues": "earlier", "date": "2026-01-01"},
        {"title": "The Lamp", "summary": "the lamp."}, {"body": "It was after the surgery."},
        {"outcome": "She asked for a Bonus."}, {"quote": {"text": "A low rating!", "by": "ana"}},
        {"body": "Después de la cirugía, nada.", "lang": "es"},
    ],
    ids=lambda doubtful: f"{doubtful}"[:30],
)  # fmt: skip
def test_what_the_checker_warns_of_is_noted_beside_its_field(
    organisation: Organisation, doubtful: dict[str, Any]
) -> None:
    organisation.story("earlier", "It held.", date="2026-10-01")
    drafts = Drafts(organisation.root, organisation.built().settings, TODAY)
    values = _sound() | doubtful
    _, form = printed(organisation)
    ((found,),) = called(["notesOf", values, form])
    checked = drafts.problems("stories/2026/x.md", story_text(values))
    _is_said_alike(found, checked, is_day=False)
    assert found["field"].partition(".")[0] in doubtful


def test_every_word_of_a_sensitive_matter_is_known_to_both(organisation: Organisation) -> None:
    """In each language, in capitals and at the end of a sentence too."""
    _, form = printed(organisation)
    context = Drafts(organisation.root, organisation.built().settings, TODAY).context
    texts = [
        (matter, {"lang": each.code, "body": write(f"x {word}.")})
        for each in every_language()
        for matter, words in each.sensitive.items()
        for word in words.split()
        for write in (str, str.upper, str.title)
    ]
    texts += [
        ("health", {"lang": "ar", "body": f"{prefix}سرطان"}) for prefix in ("ال", "لل", "ب", "و")
    ]
    texts += [
        (matter, {"lang": each.code, "body": f"昨日は{word}の話をした。"})
        for each in every_language()
        if not each.sensitive
        for matter, phrases in each.sensitive_phrases.items()
        for word in re.findall(
            r"\w{2,}", re.sub(r"\(\?<?!.*?\)", "", re.sub(r"\(\?:(\w+).*?\)", r"\1", phrases))
        )
    ]
    found = called(*(["notesOf", _sound() | values, form] for _, values in texts))
    for (matter, values), notes in zip(texts, found, strict=True):
        story = story_from_text("stories/2026/x.md", story_text(_sound() | values)).story
        assert story
        found_here = sensitive.check(story, scan_story(story, context.names), context)
        said = [as_sentence(problem.message) for problem in found_here]
        assert said == [note["message"] for note in notes], values
        assert said, (matter, values)


def test_part_of_a_name_means_those_whose_names_begin_so(organisation: Organisation) -> None:
    form = {"people": {"ana": "Ana Óscoz", "ana-2": "Ana Maria Lind", "bo": "Bo Oscar"}}
    names = ["Ana", "osc", "ana l", "ÓSCOZ Ana", "nobody", "", " . "]
    found = called(*(["matching", name, form] for name in names))
    assert found == [["ana", "ana-2"], ["ana", "bo"], ["ana-2"], ["ana"], [], [], []]


def test_two_of_one_name_are_told_apart_by_their_teams(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text()
    organisation.config(
        "people.yml", people + "ana-2: {name: Ana Óscoz, team: office, named: yes}\n"
    )
    organisation.story("told", "It held.", givers="[ana, ana-2]")
    _, form = printed(organisation)
    assert form["people"] == {"ana": "Ana Óscoz", "ana-2": "Ana Óscoz"}
    assert form["teamOf"] == {"ana": "Bench", "ana-2": "Office"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("told", "told"), ("It held", "told"), ("it HELD!", "told"), ("https://x.example/stories/told/", "told"),
        ("../stories/told/index.html", "told"), ("stories/2026/told.md", "told"), ("https://x.example/stories/gone/", None),
        ("Something about a lamp", None), ("", None), ("constructor", None), ("__proto__", None),
    ],
)  # fmt: skip
def test_an_earlier_story_may_be_meant_by_its_title_or_its_address(
    organisation: Organisation, typed: str, meant: str | None
) -> None:
    organisation.story("told", "It held.")
    _, form = printed(organisation)
    (known, many) = called(
        ["storyMeant", typed, form], ["storyMeant", typed, {**form, "hasAllStories": False}]
    )
    assert known == meant
    if meant or "gone" in typed:  # it may be one of the older ones
        assert many == (meant or "gone")


def test_only_the_newest_stories_can_be_chosen(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation.story("older", "It held.", date="2026-10-01")
    organisation.story("newer", "It burned.", date="2026-10-02")
    assert printed(organisation)[1]["hasAllStories"]
    monkeypatch.setattr(share_data, "MOST_STORIES", 1)
    _, form = printed(organisation)
    assert form["stories"] == {"newer": ["It burned", "2026-10-02"]}
    assert not form["hasAllStories"]


def test_a_preview_shows_what_the_page_will() -> None:
    """Of each sample story: title, summary, whether it is a poster, and who is in it."""
    if not (ROOT / "stories").is_dir():
        pytest.skip("the sample stories are not here")
    built = Built.of(ROOT, DAY)
    context = built.context(Channel.SITE)
    shown = {story.id: story for story in context.edition.stories}
    _page, data = share.make(context)
    assert isinstance(data, File)
    form = _form(data)
    told = [
        story
        for story, _problems in built.stories()
        if story.id in shown
        and all(who.named for who in shown[story.id].people)
        and {*re.findall(r"@([a-z0-9-]+)", story.text)} <= form["people"].keys()
    ]
    assert len(told) > 15
    calls = [
        ["shownStory", {"givers": story.givers, "receivers": story.receivers, "body": story.markdown,
                        **{name: getattr(story, name) or "" for name in ("title", "summary", "ask", "outcome", "kind")},
                        "quote": {"text": story.quote.text} if story.quote else None, "date": str(story.date)}, form, "agreed"]
        for story in told
    ]  # fmt: skip
    for story, found in zip(told, called(*calls), strict=True):
        real = shown[story.id]
        assert found["isLine"] == real.is_line, story.id
        assert _plain(found["title"]) == _plain(real.title)
        assert _plain(found["summary"]) == _plain(real.summary)
        assert found["hasOwnSummary"] == real.has_own_summary
        assert len(found["givers"]) == len(real.givers)
        known = [who["text"] for who in found["givers"] if who["text"] in form["people"].values()]
        assert {*known} <= {who.text for who in real.givers}


def _plain(text: str) -> list[str]:
    """The words of a text: quotation marks and dashes are set by a language's rules, which a form has not."""
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("naming", ["ask", "agreed", "nobody"])
def test_a_preview_names_nobody_who_is_not_to_be_named(
    organisation: Organisation, naming: str
) -> None:
    organisation.story("told", "It held.")
    _, form = printed(organisation)
    values = _sound() | {"givers": ["ana", "anonymous"], "receivers": ["Dora Nkemelu", "team:bench"], "body": "@ana held it."}  # fmt: skip
    (found,) = called(["shownStory", values, form, naming])
    people = [who["text"] for who in (*found["givers"], *found["receivers"])]
    if naming == "nobody":
        assert people == ["a colleague", "another colleague", "a third colleague", "Bench"]
        assert found["title"] == "a colleague held it"
    else:
        assert people == ["Ana Óscoz", "a colleague", "Dora Nkemelu", "Bench"]
        assert found["title"] == "Ana Óscoz held it"


@pytest.mark.parametrize(
    "text",
    ["@ana:belt.example rang", "@ana.oscoz rang", "x@ana rang", "@ana rang", "@anaさんは来た", "昨日@anaが来た", "@anaéは",
     "é@ana", "@ana.は", "@ana:は.は", "佐藤@ana.example", "@anaＡ", "우리@ana가", "شكرا ل@ana"],
)  # fmt: skip
def test_a_preview_takes_for_a_mention_what_the_page_does(
    organisation: Organisation, text: str
) -> None:
    organisation.story("told", f"{text}.")
    _, form = printed(organisation)
    (found,) = called(["shownStory", _sound() | {"body": f"{text}."}, form, "agreed"])
    (shown,) = organisation.edition().stories
    assert found["title"] == shown.title


@pytest.mark.parametrize(
    "text",
    [
        "佐藤 ゆみは" + "長い話をして、" * 30,
        "Ana " + "said so " * 30,
        "佐藤 ゆみ「" * 40,
        "あ " * 90,
    ],
)
def test_a_preview_cuts_a_text_where_the_page_does(text: str) -> None:
    (found,) = called(["shorten", text, 80])
    assert found == markdown.shorten(text, 80)
    assert len(found) > 70


def test_the_form_knows_the_same_scripts_without_spaces() -> None:
    script = SCRIPTS[1].read_text("utf-8")
    for name, letters in (("UNSPACED", unspaced.LETTERS), ("JOINING", unspaced.JOINING)):
        (written,) = re.findall(rf'const {name} = ("[^;]*);', script)
        ranges = re.sub(r'["+\s]', "", written).replace("\\\\u", "\\u")
        named = re.sub(r"\\u\{?([0-9a-f]+)\}?", lambda match: chr(int(match[1], 16)), ranges)
        assert named == letters


def test_a_preview_has_the_classes_of_a_story(organisation: Organisation) -> None:
    """What it shows is set by the rules of the pages, and by no others."""
    script = SCRIPTS[2].read_text("utf-8")
    used = set(re.findall(r"\br-[a-z-]+", script)) - {"r-preview-title", "r-face"}
    templates = "".join(
        (ROOT / f"templates/site/{name}.html").read_text("utf-8")
        for name in ("story_text", "card", "people", "macros")
    )
    templates += 'class="r-name" class="r-unnamed"'  # rendering/templates.py
    assert {name for name in used if not re.search(rf"\b{name}\b", templates)} == set()


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
    script = SCRIPTS[1].read_text("utf-8")
    used = set(re.findall(r'say\(\s*(?:"\w+"|\w+), "([a-z ]+)"', script))
    used |= {"missing givers", "missing receivers", "many themes", "many changed"}
    used |= {f"html {tag} body" for tag in LIKE} | {"html body"}
    used |= {f"long {path}" for path in ("title", "summary", "for_editors")}
    used |= {f"sensitive {matter}" for matter in sensitive.MESSAGES}
    used |= {f"many {path}" for path in ("themes", "changed")}
    assert used == set(sentences())


def test_addresses_are_whole_or_not_at_all(organisation: Organisation) -> None:
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f"{site}contact: stories@bench.example\n")
    _, form = printed(organisation)
    text = 'a&b=c#d\n"e" 🌶 +1%'
    mail, page, *long = called(
        ["mailAddress", form, text],
        ["pageAddress", form, "stories/2026/x.md", text],
        ["mailAddress", form, "ü" * 900],
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
    subject = {"subject": ["A story for Told at the bench"]}
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
    script = "".join(path.read_text("utf-8") for path in (*SCRIPTS, PAGE))
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "DOMParser"):  # fmt: skip
        assert word not in script


def test_with_no_address_and_no_forge_it_is_copied_or_saved(organisation: Organisation) -> None:
    organisation.config("site.yml", "name: x\nurl: https://x.example/\n")
    html = printed(organisation)[0].inserts["insertpage"]
    assert re.findall(r'data-way="(\w+)"', html) == ["copy", "save"]
    assert "Paste the story into a message to the editors" in html
    assert "Then give it to the editors." in html


def test_a_draft_is_kept_as_long_as_the_page_says(organisation: Organisation) -> None:
    html = printed(organisation)[0].inserts["insertpage"]
    assert "in this browser for thirty days" in html
    assert "const DRAFT_DAYS = 30;" in PAGE.read_text("utf-8")


def test_nobody_who_reads_the_form_learns_what_must_not_be_mentioned(
    organisation: Organisation,
) -> None:
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f"{site}never_mention: [Larkspurious]\n")
    page, form = printed(organisation)
    assert "Larkspurious" not in page.inserts["insertpage"] + json.dumps(form)
