"""An organisation in which every text that anybody can write is hostile, and its calm twin."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from generator.model import CONTROL
from generator.text import markdown
from tests.conftest import Organisation

OURS = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\"'><svg/onload=alert(1)><iframe srcdoc='<script>alert(1)</script>'>",
    "</title></textarea></style></script><script>alert(1)</script>",
    "x\" autofocus onfocus=alert(1) x='",
    "--><!--> ]]> <![CDATA[<script>alert(1)</script>]]>",
    "[a](javascript:alert(1)) [b](JaVaScRiPt&colon;alert(1)) [c](java&Tab;script:alert(1))",
    "[a](vbscript:msgbox(1)) [b](data:text/html,<script>alert(1)</script>) [c](  javascript:alert(1))",
    "[a](//evil.example/x) [b](/\\evil.example/x) [c](\\\\evil.example/x) <//evil.example/y>",
    "![a](https://evil.example/p.png) ![b](//evil.example/p.png) <javascript:alert(1)>",
    "[a]: javascript:alert(1)  [a] [a][a] [x](&#x6A&#x61&#x76&#x61&#x73;cript:alert(1))",
    '[x](https://ok.example "\\" onmouseover=alert(1) y=") [y](https://ok.example/"onload=alert(1))',
    "*a*{: onclick=alert(1) } # b {: onload=alert(1) } [c](x){: onfocus=alert(1) autofocus }",
    "<base href=//evil.example/><link rel=stylesheet href=//evil.example/x.css><meta http-equiv=refresh content=0>",
    "<form action=//evil.example><input name=x><button formaction=javascript:alert(1)>y",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "zslotbodyz zslottitlez insertpage insertstories0 insertnorms \\u003cscript\\u003e",
    "{{ 7*7 }}{% include '/etc/passwd' %}{# x #} ${7*7} #{7*7} <%= 7*7 %>",
    '--8<-- "/etc/passwd" ;--8<-- <!-- stories --> <!-- story: one --> !!! note "<b>x</b>"',
    "раураl аdmin ｓｃｒｉｐｔ ﹤script﹥alert(1)﹤/script﹥ ＜img src=x onerror=alert(1)＞",
    "a\u200bb\u200dc\u00add\u2060e \u0627\u0644 \u05d0 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "=1+1 +1 -1 @SUM(A1) \t=1 ::error file=x::y %0A%0D ##[error] ;DROP TABLE",
]
SHOWCASE = """# One

## Two

### Three

A *b* **c** ~~d~~ `e` [f](https://ok.example/) <mailto:x@ok.example>[^1] and more  \nof it.

> quoted

1. one
2. two

- three

---

```
code
```

| a | b | c |
|:--|--:|:-:|
| 1 | 2 | 3 |

[^1]: A note.
"""
FIELDS = ("title", "summary", "ask", "outcome")
_PEOPLE = ("ana", "bo", "cem", "dora", "eli", "fay")


def told(text: str, longest: int = 150) -> str:
    """As much of a text as a field of one line takes: what it refuses besides is tested elsewhere."""
    clean = " ".join(CONTROL.sub(" ", text.encode("utf-8", "ignore").decode()).split())
    clean = clean.replace("@", "@ ")  # a mention of nobody would leave the story out
    return clean[:longest].strip() or "x"


def yaml(text: str) -> str:
    """A text in double quotes, as JSON and YAML both read it."""
    return json.dumps(text, ensure_ascii=False)


def payloads(path: Path) -> list[str]:
    """The cases of a corpus, each once, in its order."""
    cases = json.loads(path.read_text("utf-8"))
    texts = (case if isinstance(case, str) else case["payload"] for case in cases)
    return [text for text in dict.fromkeys(texts) if text.strip()]


def write(organisation: Organisation, texts: Sequence[str], *, raw: bool = True) -> None:
    """Put the texts into every field there is: all of them into stories, as many as there is room
    for into everything else. With `raw`, bodies are Markdown as it was typed, too.
    """
    rest = cycle(texts)

    def say(more: str = "") -> str:
        return yaml(f"{more}{told(next(rest))}")

    org = organisation
    org.config("site.yml", f"name: {say()}\norganisation: {say()}\ndescription: {say()}\ncontact: {say()}\n"
               'url: https://stories.bench.example/\nrepository: {url: "https://git.bench.example/stories", branch: main}\n')  # fmt: skip
    org.config("teams.yml", "".join(f"{id_}: {{name: {say(id_)}, department: {say(id_)}, about: {say()}, place: {say()}, headcount: 9}}\n"
               for id_ in ("bench", "office", "attic")))  # fmt: skip
    org.config("people.yml", "".join(
        f"{id_}: {{name: {say(f'{id_} {at} ')}, role: {say()}, team: bench, named: yes, offers: [{say()}, {say()}],"
        f" show_as: {'role' if at == 5 else 'full'}, hours: {say()}, response_time: {say()}, boundaries: [{say()}],"
        f" reach: {{chat: \"https://evil.example/'onclick=alert(1)&lt;\", in_person: {say()}}}}}\n"
        for at, id_ in enumerate(_PEOPLE)))  # fmt: skip
    org.config("themes.yml", "".join(
        f"{slug}: {{title: {say(f'{slug} ')}, text: {say()}, why: {say()}, looks_like: [{say()}],"
        f" not: [{say()}], default: {flag}}}\n" for slug, flag in (("asking", "yes"), ("listening", "no"))))  # fmt: skip
    org.config("norms.yml", f"ask-first: {{title: {say()}, text: {say()}, looks_like: [{say()}], themes: [asking]}}\n")  # fmt: skip
    org.config("newsletter.yml", f"{{cadence: monthly, first: 2026-09, title: {say()}}}\n")  # fmt: skip
    note = markdown.literal(told(next(rest)))
    org.config("newsletters/2026-10.yml", f"call_to_action: {say()}\nnote: {yaml(note)}\n")  # fmt: skip
    for number, step in enumerate(("day-1", "week-1", "day-30")):
        body = CONTROL.sub(" ", next(rest)).replace("\n---\n", "\n") if raw else SHOWCASE
        body = re.sub(r"@(?=\w)", "@ ", body)  # a mention of nobody is an error of a guide
        org.config(f"onboarding/{step}.md", f"---\ntitle: {say()}\ndescription: {say()}\nstep: {step}\nwhy: {say()}\n"
                   f"checklist: [{say()}, {say()}]\nthemes: [asking]\nnorms: [ask-first]\norder: {number}\n---\n{body}\n")  # fmt: skip
    org.config("practices/lamp-oil.yml", f"title: {say()}\nkind: share-and-solve\nwhat: {say()}\nfor: {say()}\n"
               f"lead: ana\ncadence: {say()}\njoin: {say()}\nwhere: {say()}\nthemes: [asking]\n"
               f"dates: [{{start: 2026-12-03 16:00, where: {say()}}}]\n"
               f"sessions: [{{date: 2026-10-01, challenge: {say()}, ideas: [{say()}], outcome: {say()},"
               f" follow_ups: [{{text: {say()}, who: ana}}], stories: [story-0]}}]\n")  # fmt: skip
    org.config("scenarios/at-the-bench.yml", f"title: {say()}\nskill: {say()}\nsetting: {say()}\n"
               f"roles: [{{name: {say()}, brief: {say()}}}]\nwatch: [{say()}]\nstart: bench\nsteps:\n"
               f"  bench: {{says: {say()}, choices: [{{text: {say('1')}, to: asked, why: {say()}}}, {{text: {say('2')}, to: debrief, why: {say()}}}]}}\n"
               f"  asked: {{says: {say()}, choices: [{{text: {say()}, to: debrief, why: {say()}}}]}}\n"
               f"debrief: {yaml(markdown.literal(told(next(rest))))}\nstories: [story-0]\n")  # fmt: skip
    org.config("glossary.yml", f"lamp: {{meaning: {say()}, also: [lamps]}}\n")
    org.config("phrases.yml", f"stuck: {{title: {say()}, occasion: asking, text: {say()}, when: {say()}}}\n")  # fmt: skip
    printable = next((text for text in texts if told(text, 40).isprintable()), "x")
    name = f"{told(printable, 40).translate(dict.fromkeys(map(ord, '/:' + chr(92)), ' ')).strip('. ')}.png"
    org.write(f"stories/2026/{name}", picture())
    for at, text in enumerate(texts):
        evil = yaml(told(text))
        quote = f"{{text: {evil}, by: {_PEOPLE[at % 5]}}}"
        fields = dict.fromkeys(FIELDS, evil) | {"quote": quote, "not_names": f"[{evil}]"}
        if at:
            fields["continues"] = f"story-{at - 1}" if at % 5 else "story-0"
        if at % 3 == 0:
            fields["kind"] = "feedback"
        if at % 7 == 0:
            fields["image"] = f"{{file: {yaml(name)}, alt: {evil}}}"
        # Half begin with it, so that title and summary are taken from there.
        if at % 2:
            del fields["title"], fields["summary"]
        said = markdown.literal(told(text))
        body = f"{said} and @ana nodded.\n\n{SHOWCASE if at % 10 == 0 else said}"
        org.story(f"story-{at}", body, receivers=_PEOPLE[1 + at % 4], **fields)
        if raw:
            org.story(f"raw-{at}", CONTROL.sub(" ", text.encode("utf-8", "ignore").decode()))


def write_guides(organisation: Organisation, texts: Sequence[str]) -> None:
    """Make each text the whole of a guide, as Markdown that the engine renders."""
    for at, text in enumerate(texts):
        body = CONTROL.sub(" ", text.encode("utf-8", "ignore").decode())
        # A mention or a story that is not there would be said, and stop the build.
        body = re.sub(r"@(?=\w)", "@ ", body).replace("<!-- story", "<!-- a story")
        organisation.config(f"onboarding/raw-{at}.md", f"---\ntitle: Raw {at}\n---\n{body}\n")


def picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()


def elements(page: str) -> Iterator[tuple[str, dict[str, str | None]]]:
    """Every element of a page with its attributes, as a browser would make them."""
    root = LexborHTMLParser(page).root
    assert root is not None
    for node in root.traverse():
        yield str(node.tag), dict(node.attributes)
        if node.tag == "template":
            yield from elements(node.inner_html or "")


def shape(page: str) -> set[str]:
    """What a page is made of: its elements, each with the names of its attributes."""
    made = set()
    for tag, attributes in elements(page):
        made.add(tag)
        made |= {f"{tag}@{name}" for name in attributes}
    return made


def foreign(page: str) -> list[str]:
    """Addresses that a browser would run, or that lead away without saying so."""
    found = []
    for tag, attributes in elements(page):
        for name in (
            "href",
            "src",
            "action",
            "formaction",
            "data",
            "xlink:href",
            "poster",
            "srcset",
        ):
            url = re.sub(r"[\x00-\x20]", "", attributes.get(name) or "")
            named = re.match(r"([a-z][a-z0-9+.-]*):", url, re.IGNORECASE)
            scheme = named[1].casefold() if named else ""
            if re.fullmatch(r"tel:\+?[0-9]+", url):
                continue
            if tag == "a" and re.fullmatch(r"webcal://[a-z0-9.-]+/practices/[a-z0-9-]+\.ics", url):
                continue  # a calendar of ours, to follow
            if url[:2].replace("\\", "/") == "//" or scheme not in ("", "https", "mailto") or (
                tag not in ("a", "link") and scheme
            ):  # fmt: skip
                found.append(f"{tag} {name}={url}")
    return found
