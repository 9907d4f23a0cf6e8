"""A seeded organisation of any size: the same seed and size give the same bytes.

    python -m benchmarks.corpus FOLDER [--stories 10000] [--seed 7]

The stories vary as real ones do: twenty to four hundred words, tables, lists, quotes, code, notes,
headings, seven other languages, one to four themes, threads, mentions, consents of all kinds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import words

AS_OF = dt.date(2026, 11, 20)
DAYS = 5 * 365
PEOPLE = 300
GUIDES = (
    ("day-1", "Your first day", "day-1", "everyone"),
    ("week-1", "Your first week", "week-1", "everyone"),
    ("how-we-ask", "How we ask", "reference", "everyone"),
    ("going-first", "Going first", "day-30", "managers"),
)

_ARTICLE = re.compile(r"(?<![\w@-])([Aa]) (?=[aeio]|un|hon)")
Value = str | int | bool | Sequence[str] | Mapping[str, str] | None


@dataclass
class Organisation:
    """What the stories draw upon."""

    random: random.Random
    people: dict[str, str] = field(default_factory=dict)
    """Ids, with what each answered: yes, ask, no."""
    threads: list[tuple[str, int]] = field(default_factory=list)
    """Recent stories that another may continue, and how many came before each."""


def write(folder: Path, stories: int = 10_000, seed: int = 7) -> None:
    """Write an organisation into `folder`, which must not hold one."""
    organisation = Organisation(random.Random(seed))
    config = folder / "site_config"
    (config / "static").mkdir(parents=True)
    (config / "onboarding").mkdir()
    shutil.copy(Path(__file__).parent.parent / "mkdocs.yml", folder / "mkdocs.yml")
    for name, text in _configuration(organisation):
        (config / name).write_text(text, "utf-8")
    years: set[int] = set()
    for number in range(stories):
        day = AS_OF - dt.timedelta(days=DAYS - DAYS * (number + 1) // stories)
        if day.year not in years:
            (folder / "stories" / str(day.year)).mkdir(parents=True)
            years.add(day.year)
        name, text = _story(organisation, number, day)
        (folder / "stories" / str(day.year) / name).write_text(text, "utf-8")


# --- site_config -------------------------------------------------------------------------------


def _configuration(organisation: Organisation) -> Iterator[tuple[str, str]]:
    yield (
        "site.yml",
        _yaml(
            {
                "name": "Passing It On",
                "organisation": "Harbour & Lantern",
                "url": "https://stories.harbour-lantern.example/",
                "description": "How we help each other, told by those who were there.",
                "repository": {"url": "https://github.example/harbour-lantern/stories"},
                "language": "en",
                "time_zone": "UTC",
                "as_of": AS_OF.isoformat(),
            }
        ),
    )
    yield "newsletter.yml", _yaml({"cadence": "monthly", "title": "The Lantern"})
    yield "people.yml", "".join(_people(organisation))
    yield (
        "teams.yml",
        _entries(
            (slug, {"name": name, "department": department, "headcount": 4 if at == 10 else 27})
            for at, (slug, name, department) in enumerate(words.TEAMS)
        ),
    )
    yield (
        "themes.yml",
        _entries(
            (
                slug,
                {
                    "title": title,
                    "text": text,
                    "why": "Work that nobody can ask about is work that is done twice.",
                    "looks_like": ["It is said within days.", "Both sides learn something."],
                    "not": ["A favour with a receipt."],
                    "default": True if slug == "small-acts" else None,
                },
            )
            for slug, title, text in words.THEMES
        ),
    )
    yield (
        "norms.yml",
        _entries(
            (slug, {"title": title, "text": text, "themes": [slug]})
            for slug, title, text in words.THEMES[:4]
        ),
    )
    for at, (slug, title, step, path) in enumerate(GUIDES):
        fields: dict[str, Value] = {
            "title": title,
            "path": path,
            "step": step,
            "order": 10 * at,
            "themes": [words.THEMES[at][0], words.THEMES[at + 4][0]],
            "norms": [words.THEMES[at][0]],
            "description": f"{title}, shown by people who had it.",
        }
        text = "\n\n".join(
            f"## {heading}\n\n{_paragraph(organisation, 60, 'a colleague', 'you')}"
            for heading in words.HEADINGS[:3]
        )
        yield f"onboarding/{slug}.md", f"---\n{_yaml(fields)}---\n{text}\n\n<!-- stories -->\n"


def _people(organisation: Organisation) -> Iterator[str]:
    draw = organisation.random
    names = [(first, last) for first in words.FIRST for last in words.LAST]
    for at, (first, last) in enumerate(draw.sample(names, PEOPLE)):
        id_ = next(i for i in _ids(first, last) if i not in organisation.people)
        named: Value = draw.choices(("yes", "ask", "no"), (55, 35, 10))[0]
        organisation.people[id_] = str(named)
        if at % 25 == 7:
            named = {"site": "yes", "newsletter": "ask", "townhall": "no", "onboarding": "yes"}
        fields: dict[str, Value] = {
            "name": f"{first} {last}",
            "team": words.TEAMS[at % len(words.TEAMS)][0],
            "role": draw.choice(words.ROLES),
            "joined": (AS_OF - dt.timedelta(days=draw.randrange(90, 6000))).isoformat(),
            "leads": True if at % 14 == 0 else None,
            "named": named,
            "show_as": {3: "first", 8: "role"}.get(at % 20),
            "channels": [] if at == 99 else ["site", "onboarding"] if at % 40 == 11 else None,
        }
        yield _entries([(id_, fields)])


def _ids(first: str, last: str) -> Iterator[str]:
    """Ids as people choose them: the first name, then with a letter or more of the last."""
    yield first.lower()
    for length in range(1, len(last)):
        yield f"{first}-{last[:length]}".lower()


# --- a story -----------------------------------------------------------------------------------


def _story(organisation: Organisation, number: int, day: dt.date) -> tuple[str, str]:
    draw = organisation.random
    slug = f"the-{draw.choice(words.TRAITS)}-{draw.choice(words.NOUNS)}".replace(" ", "-")
    id_ = f"{slug}-{number:04x}"
    cast = draw.sample(sorted(organisation.people), 4)
    givers: list[str] = cast[:1] if draw.random() < 0.8 else cast[:2]
    receivers: list[str] = cast[2:3] if draw.random() < 0.75 else cast[2:4]
    if draw.random() < 0.04:
        receivers = [f"team:{draw.choice(words.TEAMS)[0]}"]
    elif draw.random() < 0.03:
        receivers = ["anonymous"]
    a = f"@{givers[0]}"
    b = "they" if ":" in receivers[0] or receivers[0] == "anonymous" else f"@{receivers[0]}"
    if draw.random() < 0.06 and b != "they":
        b = f"[my neighbour at the bench]({b})"
    lang = draw.choice(sorted(words.LANGUAGES)) if draw.random() < 0.08 else None
    asked = [id_ for id_ in (*givers, *receivers) if organisation.people.get(id_) == "ask"]
    named_b = b if b.startswith("@") else "a colleague"
    fields: dict[str, Value] = {
        "date": day.isoformat(),
        "givers": givers[0] if len(givers) == 1 else givers,
        "receivers": receivers[0] if len(receivers) == 1 else receivers,
        "kind": draw.choice(("help", "help", "mentoring", "feedback", "feedback")),
        "themes": draw.sample(
            [slug for slug, _, _ in words.THEMES], draw.choices((1, 2, 3, 4), (30, 40, 20, 10))[0]
        ),
    }
    if draw.random() < 0.85:
        fields["title"] = _title(draw, lang)
    if draw.random() < 0.6:
        fields["summary"] = _summary(organisation, lang, a, named_b)
    if draw.random() < 0.55 and not lang:
        fields["ask"] = _fill(draw, draw.choice(words.ASKS), a, named_b)
    if draw.random() < 0.6 and not lang:
        fields["outcome"] = _fill(draw, draw.choice(words.OUTCOMES), a, named_b)
    if draw.random() < 0.35:
        said = (
            draw.choice(words.LANGUAGES[lang])
            if lang
            else _fill(draw, draw.choice(words.QUOTES), a, named_b)
        )
        fields["quote"] = {"text": said, "by": givers[0]}
    if asked and draw.random() < 0.8:
        fields["consent"] = asked
    if draw.random() < 0.03:
        fields["channels"] = draw.choice((["site"], ["site", "onboarding"], ["newsletter"]))
    if lang:
        fields["lang"] = lang
    _continue(organisation, id_, fields)
    if draw.random() < 0.001:
        fields["withdrawn"] = AS_OF.isoformat()
    body = _body(organisation, lang, a, b)
    if number % 3 == 2:
        block = "".join(f"  {line}\n" if line else "\n" for line in body.splitlines())
        return f"{id_}.yml", f"{_yaml(fields)}body: |\n{block}"
    return f"{id_}.md", f"---\n{_yaml(fields)}---\n{body}"


def _continue(organisation: Organisation, id_: str, fields: dict[str, Value]) -> None:
    """Every eighth story or so pays an earlier one forward; a thread has at most six."""
    draw, before = organisation.random, 0
    if organisation.threads and draw.random() < 0.13:
        earlier, before = organisation.threads.pop(draw.randrange(len(organisation.threads)))
        fields["continues"] = earlier
        before += 1
    if before < 5:
        organisation.threads.append((id_, before))
    del organisation.threads[:-200]


def _title(draw: random.Random, lang: str | None) -> str:
    if lang:
        return draw.choice(words.LANGUAGES[lang]).rstrip(".。।")[:80].rstrip()
    title = draw.choice(
        (
            "The {trait} {noun}",
            "A {trait} {noun} for the {thing}",
            "{n} minutes and a {noun}",
            "What the {thing} needed",
            "The {thing}, the {noun} and the {thing2}",
        )
    )
    return _fill(draw, title, "", "")


def _summary(organisation: Organisation, lang: str | None, a: str, b: str) -> str:
    draw = organisation.random
    pool = words.LANGUAGES[lang] if lang else words.SENTENCES
    text = " ".join(_fill(draw, draw.choice(pool), a, b) for _ in range(draw.choice((1, 1, 2))))
    return text if len(text) <= 280 else _fill(draw, "{result_cap}.", a, b)


def _body(organisation: Organisation, lang: str | None, a: str, b: str) -> str:
    """Paragraphs of 20 to 400 words in all, sometimes with something between them."""
    draw = organisation.random
    length = int(20 * 20 ** draw.random())
    blocks: list[str] = []
    while sum(len(block.split()) for block in blocks) < length:
        left = length - sum(len(block.split()) for block in blocks)
        blocks.append(_paragraph(organisation, min(left, 70), a, b, lang))
    extras: list[str] = []
    if draw.random() < 0.07:
        extras.append(_table(draw))
    if draw.random() < 0.14:
        extras.append(_list(draw))
    if draw.random() < 0.10:
        extras.append("> " + _fill(draw, draw.choice(words.QUOTES), a, b))
    if draw.random() < 0.06:
        extras.append(f"```\n{draw.choice(words.CODE)}```")
    for extra in extras:
        blocks.insert(draw.randrange(1, len(blocks) + 1), extra)
    if draw.random() < 0.07:
        blocks[0] += "[^n]"
        blocks.append(f"[^n]: {draw.choice(words.NOTES)}")
    if len(blocks) > 4 and draw.random() < 0.25:
        for at, heading in zip((3, 1), draw.sample(words.HEADINGS, 2), strict=True):
            blocks.insert(at, f"## {heading}")
    return "\n\n".join(blocks) + "\n"


def _paragraph(
    organisation: Organisation, length: int, a: str, b: str, lang: str | None = None
) -> str:
    draw = organisation.random
    sentences: list[str] = []
    while sum(len(s.split()) for s in sentences) < length or not sentences:
        if lang:
            sentences.append(draw.choice(words.LANGUAGES[lang]))
            if len(sentences) > 5:
                break
        else:
            pool = words.LONG if draw.random() < 0.12 else words.SENTENCES
            sentence = _fill(draw, draw.choice(pool), a, b)
            if draw.random() < 0.05:
                sentence = sentence.replace(" the ", " *the* ", 1)
            sentences.append(sentence)
    if draw.random() < 0.04:
        sentences.append("See [the page we made](https://wiki.example/pages/handover).")
    return " ".join(sentences)


def _table(draw: random.Random) -> str:
    rows = [
        f"| {draw.choice(words.THINGS)} | {draw.randrange(2, 90)} | `{draw.choice(words.VERBS)}` |"
        for _ in range(draw.randrange(2, 6))
    ]
    return "\n".join(["| what | minutes | how |", "|:-----|--------:|:---:|", *rows])


def _list(draw: random.Random) -> str:
    numbered = draw.random() < 0.4
    lines: list[str] = []
    for at in range(1, draw.randrange(3, 6)):
        lines.append(f"{f'{at}.' if numbered else '-'} the {draw.choice(words.THINGS)}")
        if draw.random() < 0.3:
            indent = "   " if numbered else "  "
            lines += [f"{indent}- {draw.choice(words.TRAITS)}", f"{indent}- **or not**"]
    return "\n".join(lines)


def _fill(draw: random.Random, sentence: str, a: str, b: str) -> str:
    if "{" not in sentence:
        return sentence
    result = draw.choice(words.RESULTS)
    text = sentence.format(
        a=a,
        b=b,
        time=draw.choice(words.TIMES),
        place=draw.choice(words.PLACES),
        verb=draw.choice(words.VERBS),
        thing=draw.choice(words.THINGS),
        thing2=draw.choice(words.THINGS),
        trait=draw.choice(words.TRAITS),
        noun=draw.choice(words.NOUNS),
        result=result,
        result_cap=result[0].upper() + result[1:],
        n=draw.randrange(3, 60),
        m=draw.randrange(3, 20),
    )
    text = _ARTICLE.sub(r"\1n ", text)
    return text[0].upper() + text[1:]


# --- YAML --------------------------------------------------------------------------------------


def _entries(
    entries: Iterator[tuple[str, dict[str, Value]]] | list[tuple[str, dict[str, Value]]],
) -> str:
    return "".join(
        f"{key}:\n" + "".join(f"  {line}\n" for line in _yaml(fields).splitlines())
        for key, fields in entries
    )


def _yaml(fields: Mapping[str, Value]) -> str:
    """Fields as people write them: plain where that is safe, else in double quotes."""
    lines = []
    for key, value in fields.items():
        if value is None:
            continue
        if isinstance(value, Mapping):
            inside = ", ".join(f"{k}: {_scalar(v, inside=True)}" for k, v in value.items())
            lines.append(f"{key}: {{{inside}}}\n")
        elif isinstance(value, str | int):
            lines.append(f"{key}: {_scalar(value)}\n")
        else:
            lines.append(f"{key}: [{', '.join(_scalar(v, inside=True) for v in value)}]\n")
    return "".join(lines)


def _scalar(value: str | int, *, inside: bool = False) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    special = inside and any(char in value for char in ',[]{}"')
    plain = value and value[0].isalnum() and not special
    if plain and ": " not in value and " #" not in value and value[-1] not in ": ":
        return value
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    write(given.folder, given.stories, given.seed)


if __name__ == "__main__":
    main()
