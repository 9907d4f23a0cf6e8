"""Counts false alarms of the name finder: ordinary stories in organisations of several sizes.

`ordinary/` has the stories of each language and the names that people are made of. In a story
`@{giver}` is a mention, `{giver.first}` spells a name, and `{=Dr. Banks}` is the name of somebody or something
else, of which no program can know whether it is the Banks in the story: nobody in it has such a name. `python -m tests.consent.alarms` prints the table and every false alarm.
"""

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.consent.decision import Reason, decide
from generator.consent.scan import scan_story
from generator.model import Channel, Person, Settings, Site, Story, Team
from generator.rules.context import RuleContext
from generator.rules.runner import check_stories
from generator.source.stories import story_from_text
from tests.conftest import CORPORA, TODAY

ORDINARY = Path(__file__).parent / "ordinary"
LANGUAGES = {
    "en": ("english", "indian", "nigerian", "polish"),
    "es": ("spanish",),
    "ar": ("arabic",),
    "de": ("german", "turkish", "polish"),
    "fr": ("french", "nigerian"),
    "nb": ("norwegian", "polish"),
    "ja": ("japanese",),
}
"""The languages of the stories, and the cultures whose names the people in them have."""
SIZES = (60, 600, 6000)
WARNINGS = ("S131", "S147")
"""Codes that warn of a name. S130 is a story withheld."""
_BY_NAME = (Reason.SPELLED, Reason.LITERAL, Reason.FIRST_NAME, Reason.FAMILY_NAME)
_SLOT = re.compile(r"\{(giver|receiver)(?:\.(name|first|family))?\}")
_ELSEWHERE = re.compile(r"\{=([^}]*)\}")
_WORD = re.compile(r"[^\W_]+")


class Colleague(NamedTuple):
    """Somebody of an invented organisation. `own_script` is False for a name in Latin letters
    whose own script is another one.
    """

    id: str
    person: Person
    culture: str
    family: str
    own_script: bool

    @property
    def always_named(self) -> bool:
        return self.person.named.site == "yes"


class OrdinaryStory(NamedTuple):
    """A story with placeholders in place of people."""

    id: str
    lang: str
    title: str | None
    body: str


@dataclass(frozen=True)
class Company:
    """An organisation with generated people."""

    colleagues: tuple[Colleague, ...]
    context: RuleContext

    @classmethod
    def of(cls, people: Mapping[str, Person], colleagues: Sequence[Colleague] = ()) -> Company:
        site = Site(name="Told at the bench", url="https://stories.bench.example/")
        teams = {"bench": Team.model_validate({"name": "Bench", "headcount": "9"})}
        context = RuleContext(Settings(site, people, teams), TODAY)
        return cls(tuple(colleagues), context)


class Alarm(NamedTuple):
    """A false alarm of one story: "withheld", "warned" or "error"."""

    kind: str
    size: int
    story: Story
    lang: str
    message: str


@cache
def ordinary_stories() -> tuple[OrdinaryStory, ...]:
    """The stories of all languages."""
    made: list[OrdinaryStory] = []
    for lang in LANGUAGES:
        entries = yaml.safe_load((ORDINARY / f"{lang}.yml").read_text("utf-8"))
        for number, entry in enumerate(entries, 1):
            fields = entry if isinstance(entry, dict) else {"body": entry}
            id_ = f"{lang}-{number}"
            made.append(OrdinaryStory(id_, lang, fields.get("title"), fields["body"]))
    return tuple(made)


def notes(path: Path) -> tuple[OrdinaryStory, ...]:
    """Public notes of thanks as stories. Their @handles are of another place, and lose the @."""
    lines = path.read_text("utf-8").splitlines()
    bodies = [json.loads(line)["text"].replace("@", "") for line in lines]
    return tuple(OrdinaryStory(f"note-{n}", "en", None, body) for n, body in enumerate(bodies, 1))


class _Names(NamedTuple):
    """Names of one kind, each with its form in Latin letters, and how common they are."""

    forms: list[tuple[str, str]]
    cumulative: list[float]

    @classmethod
    def of(cls, listed: str, evenness: float) -> _Names:
        forms = []
        for name in " ".join(listed.split()).split(", "):
            own, _, latin = name.partition("=")
            forms.append((own, latin or own))
        return cls(forms, list(accumulate(1 / (rank + evenness) for rank in range(len(forms)))))

    def draw(self, chance: random.Random) -> tuple[str, str]:
        return chance.choices(self.forms, cum_weights=self.cumulative)[0]


@cache
def company(size: int) -> Company:
    """An organisation of `size` people, the same each time."""
    cultures: dict[str, dict[str, Any]] = yaml.safe_load(
        (ORDINARY / "names.yml").read_text("utf-8")
    )
    chance = random.Random(size)
    shares = [culture["share"] for culture in cultures.values()]
    total = sum(shares)
    colleagues: list[Colleague] = []
    for (name, culture), end in zip(cultures.items(), accumulate(shares), strict=True):
        given = _Names.of(culture["given"], culture["evenness"])
        family = _Names.of(culture["family"], culture["evenness"])
        while len(colleagues) < size * end // total:
            made = _colleague(name, culture, given.draw(chance), family.draw(chance), chance)
            colleagues.append(made._replace(id=f"{made.id}-{len(colleagues)}"))
    return Company.of({each.id: each.person for each in colleagues}, colleagues)


def _colleague(
    culture: str,
    facts: Mapping[str, Any],
    given: tuple[str, str],
    family: tuple[str, str],
    chance: random.Random,
) -> Colleague:
    latin_id = re.sub("[^a-z]+", "-", bare(f"{given[1]} {family[1]}").lower()).strip("-")
    own_script = chance.random() < 0.67
    if own_script:
        first, last = given[0], family[0]
    else:
        first, last = (
            bare(name) if facts.get("family_first") else name for name in (given[1], family[1])
        )
    family_first = own_script and facts.get("family_first")
    fields = {
        "name": f"{last} {first}" if family_first else f"{first} {last}",
        "team": "bench",
        "named": chance.choices(["yes", "ask", "no"], [5, 3, 2])[0],
    }
    if family_first:
        fields["first_name"] = first
    is_latin = given[0] == given[1]
    return Colleague(latin_id, Person.model_validate(fields), culture, last, own_script or is_latin)


def bare(name: str) -> str:
    """A name without diacritics, as people type it."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def fill(ordinary: OrdinaryStory, company: Company, seed: int = 0) -> Story:
    """A story with people of a company: a giver, named always if the story spells their name,
    and a receiver, who does not share a name that is spelled alone. Neither shares the name of
    somebody or something else.
    """
    chance = random.Random(f"{ordinary.id} {seed}")
    text = f"{ordinary.title or ''} {ordinary.body}"
    spelled = {match[2] for match in _SLOT.finditer(text) if match[2]}
    cultures = LANGUAGES[ordinary.lang]
    fitting = [c for c in company.colleagues if c.culture in cultures and c.own_script]
    if elsewhere := " ".join(_ELSEWHERE.findall(text)):
        words = frozenset(_WORD.findall(bare(elsewhere).casefold()))
        fitting = [c for c in fitting if not _shares_name(c.person.name, elsewhere, words)]
    giver = chance.choice([c for c in fitting if c.always_named] if spelled else fitting)
    alone = {giver.person.first, giver.family} if spelled - {"name"} else set()
    others = [c for c in fitting if c.id != giver.id and not alone & {c.person.first, c.family}]
    receiver = chance.choice(others)
    roles = {"giver": giver, "receiver": receiver}

    def written(match: re.Match[str]) -> str:
        someone = roles[match[1]]
        forms = {"name": someone.person.name, "first": someone.person.first}
        return someone.id if match[2] is None else forms.get(match[2], someone.family)

    title = f"title: {json.dumps(ordinary.title, ensure_ascii=False)}\n" if ordinary.title else ""
    return story_of(
        ordinary.id,
        f"givers: {giver.id}\nreceivers: {receiver.id}\nlang: {ordinary.lang}\n{title}",
        _SLOT.sub(written, _ELSEWHERE.sub(r"\1", ordinary.body)),
    )


def _shares_name(name: str, text: str, words: frozenset[str]) -> bool:
    """Whether a part of a name is among the words of a text, or anywhere in it in Chinese characters."""
    return any(part in words or (_is_han(part) and part in text) for part in _parts(name))


@cache
def _parts(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(bare(name).casefold()))


def _is_han(text: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in text)


def story_of(id_: str, fields: str, body: str) -> Story:
    """A story as the program reads it."""
    text = f"---\ndate: 2026-10-14\n{fields}---\n{body}\n"
    story = story_from_text(f"stories/2026/{id_}.md", text).story
    assert story is not None, text
    return story


def alarms(stories: Iterable[tuple[str, Story]], company: Company) -> Iterator[Alarm]:
    """The false alarms of stories, each with its language; at most one of a kind for a story."""
    context = company.context
    size = len(context.settings.people)
    for lang, story in stories:
        scan = scan_story(story, context.names)
        reasons = {
            cause
            for channel in Channel
            for cause in decide(story.meta, scan, context.permissions[channel]).why
        }
        wrong = sorted(
            (reason, id_)
            for reason, id_ in reasons
            if reason in _BY_NAME and not is_spelled(context.settings.people[id_].name, story.text)
        )
        if wrong:
            people = "; ".join(
                f"{reason}: {context.settings.people[id_].name}" for reason, id_ in wrong[:3]
            )
            yield Alarm("withheld", size, story, lang, f"S130 {people} ({len(wrong)} in all)")
        (problems,) = check_stories([story], [scan], context)
        warned = [problem for problem in problems if problem.code in WARNINGS]
        if warned:
            yield Alarm("warned", size, story, lang, f"{warned[0].code} {warned[0].message}")
        errors = [p for p in problems if p.is_error and p.code not in ("S118", "S119")]
        if errors:  # raw HTML and links that are not https, as public notes have them, are no names
            yield Alarm("error", size, story, lang, f"{errors[0].code} {errors[0].message}")


def is_spelled(name: str, text: str) -> bool:
    """Whether a text has exactly a full name, in either order. The oracle: knows no other forms."""
    words = name.split()
    for form in (words, [words[-1], *words[:-1]]):
        if _is_han("".join(form)):
            edge, pattern = "[\u4e00-\u9fff]", r"\s*".join(form)
        else:
            edge, pattern = r"[^\W_]", r"[\W_]+".join(map(re.escape, form))
        if re.search(rf"(?<!{edge}){pattern}(?!{edge})", text, re.IGNORECASE):
            return True
    return False


def table(found: Iterable[Alarm], counts: Mapping[tuple[int, str], int]) -> str:
    """A Markdown table: size and language × stories, withheld, warned, errors."""
    tally = Counter((alarm.size, alarm.lang, alarm.kind) for alarm in found)
    lines = [
        "| people | stories in | stories | withheld | warned | errors |",
        "|--:|:--|--:|--:|--:|--:|",
    ]
    for size in dict.fromkeys(size for size, _ in counts):
        rows = {lang: n for (s, lang), n in counts.items() if s == size}
        for lang, stories in [*rows.items(), ("all", sum(rows.values()))]:
            cells = [
                sum(
                    n
                    for (s, where, what), n in tally.items()
                    if (s, what) == (size, kind) and lang in (where, "all")
                )
                for kind in ("withheld", "warned", "error")
            ]
            lines.append(f"| {size:,} | {lang} | {stories:,} | {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table of all sizes, with five casts for each story, and every false alarm."""
    found: list[Alarm] = []
    counts: Counter[tuple[int, str]] = Counter()
    corpus = CORPORA / "lwkd_shoutouts.jsonl"
    public = notes(corpus) if corpus.is_file() else ()
    for size in SIZES:
        told = [(s.lang, fill(s, company(size), n)) for n in range(5) for s in ordinary_stories()]
        told += [("notes", fill(note, company(size))) for note in public]
        counts.update((size, lang) for lang, _ in told)
        found += alarms(told, company(size))
    sys.stdout.write(f"{table(found, counts)}\n\n")
    for alarm in found:
        excerpt = " ".join(alarm.story.text.split())[:160]
        sys.stdout.write(
            f"- {alarm.size:,} {alarm.story.id} {alarm.kind}: {alarm.message}\n  > {excerpt}\n"
        )


if __name__ == "__main__":
    main()
