"""Generated people, wishes and stories against an oracle of its own: a second, simple gate."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.consent.gate import edition_of, visible_stories, visible_themes
from generator.edition import Edition
from generator.model import Channel
from generator.outputs import ISSUE, SITE
from generator.outputs.newsletter import FORMATS
from generator.outputs.newsletter.view import issue_view
from generator.pipeline import load
from generator.rendering.templates import Renderer
from tests.built import Built
from tests.conftest import _SITE_CONFIG as SITE_CONFIG
from tests.conftest import TODAY, Organisation
from tests.consent.canary import found, inside, squash, texts_of, texts_of_artifact, views

NAMES = {
    "zorvexa": "Zorvexa Quillbrandt",
    "ubrik": "Ubriktam Peldraxou",
    "inxako": "Íñaxko Óldravarüs",
    "jankrid": "Жанкрид Облюховский",
    "zurbaks": "زوربكسان دغلانيفار",
    "wex-thul": "Wexomira van Thulborn",
    "dal": "Dalphine-Rose Oxterquay",
}
CHANNELS = tuple(Channel)
EDITIONS = [
    frozenset({Channel.SITE}),
    frozenset({Channel.NEWSLETTER}),
    frozenset({Channel.TOWNHALL}),
    frozenset({Channel.ONBOARDING}),
    frozenset({Channel.SITE, Channel.ONBOARDING}),
    frozenset({Channel.SITE, Channel.NEWSLETTER}),
]
MANGLED: list[Callable[[str, str], str]] = [
    lambda first, last: f"{first} {last}",
    lambda first, last: f"{first.upper()} {last.lower()}",
    lambda first, last: f"{last}, {first}",
    lambda first, last: f"{first[:2]}**{first[2:]}** {last}",
    lambda first, last: f"*{first}* `{last}`",
    lambda first, last: f"{first}\n{last}",
    lambda first, last: f"{first}\u00a0{last[:3]}\u00ad{last[3:]}",
    lambda first, last: f"&#{ord(first[0])};{first[1:]} {last}",
    lambda first, last: f"[{first}](https://x.example/) {last}",
    lambda first, last: f"[here](https://x.example/{first.lower()}-{last.lower()})",
    lambda first, last: f"`{first}_{last}`",
    lambda first, last: f"{first} X. {last}'s",
]


@dataclass(frozen=True)
class Someone:
    id: str
    wishes: tuple[str, ...]
    channels: tuple[str, ...] | None
    withdrawn: dt.date | None
    left: dt.date | None
    show_as: str
    team: str

    @property
    def first(self) -> str:
        return NAMES[self.id].split()[0]

    @property
    def last(self) -> str:
        return NAMES[self.id].split()[-1]

    def may_be_named(self, consent: tuple[str, ...], on: frozenset[Channel]) -> bool:
        if (self.withdrawn and self.withdrawn <= TODAY) or (self.left and self.left < TODAY):
            return False
        return all(
            wish == "yes" or (wish == "ask" and self.id in consent)
            for channel, wish in zip(CHANNELS, self.wishes, strict=True)
            if channel in on
        )

    def written(self) -> str:
        wishes = ", ".join(f"{c}: {w}" for c, w in zip(CHANNELS, self.wishes, strict=True))
        more = f", channels: [{', '.join(self.channels)}]" if self.channels is not None else ""
        more += f", withdrawn: {self.withdrawn}" if self.withdrawn else ""
        more += f", left: {self.left}" if self.left else ""
        return (
            f"{self.id}: {{name: {NAMES[self.id]}, team: {self.team}, role: fitter,"
            f" show_as: {self.show_as}, named: {{{wishes}}}{more}}}\n"
        )


@dataclass(frozen=True)
class Told:
    id: str
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    consent: tuple[str, ...]
    channels: tuple[str, ...] | None
    withdrawn: bool
    is_old: bool
    mentioned: tuple[str, ...]
    spelled: tuple[tuple[str, int], ...]
    literal: tuple[str, ...]
    labelled: tuple[str, ...]
    titled: str | None
    continues: str | None

    @property
    def people(self) -> set[str]:
        titled = {self.titled} if self.titled else set()
        return {*self.givers, *self.receivers, *self.mentioned, *self.labelled, *titled}

    @property
    def harmless(self) -> bool:
        return not self.spelled and not self.literal

    def write(self, organisation: Organisation) -> None:
        body = ["Somebody stayed an hour."]
        body += [f"Then @{id_}'s turn came." for id_ in self.mentioned]
        body += [f"So said [an old hand](@{id_})." for id_ in self.labelled]
        body += [f"It says `@{id_}` there." for id_ in self.literal]
        body += [
            f"Once {MANGLED[way](NAMES[id_].split()[0], NAMES[id_].split()[-1])} sat here."
            for id_, way in self.spelled
        ]
        fields = {
            "givers": f"[{', '.join(self.givers)}]",
            "receivers": f"[{', '.join(self.receivers)}]",
        }
        if self.consent:
            fields["consent"] = f"[{', '.join(self.consent)}]"
        if self.channels is not None:
            fields["channels"] = f"[{', '.join(self.channels)}]"
        if self.is_old:
            fields["date"] = "2021-11-19"
        if self.withdrawn:
            fields["withdrawn"] = "2026-11-01"
        if self.titled:
            fields["title"] = f'"@{self.titled} at the bench"'
        if self.continues:
            fields["continues"] = self.continues
        organisation.story(self.id, "\n\n".join(body), **fields)


subset = st.lists(st.sampled_from([c.value for c in CHANNELS]), unique=True).map(tuple)


@st.composite
def histories(draw: st.DrawFn) -> tuple[dict[str, Someone], list[Told]]:
    ids = draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=2, max_size=5, unique=True))
    wish = st.sampled_from(["yes", "yes", "ask", "no"])
    people = {
        id_: Someone(
            id_,
            draw(st.tuples(wish, wish, wish, wish)),
            draw(st.none() | st.none() | subset),
            draw(st.sampled_from([None, None, None, dt.date(2026, 11, 1), dt.date(2027, 1, 1)])),
            draw(st.sampled_from([None, None, None, TODAY, TODAY - dt.timedelta(1)])),
            draw(st.sampled_from(["full", "full", "first", "role"])),
            draw(st.sampled_from(["bench", "attic"])),
        )
        for id_ in ids
    }
    anyone = st.sampled_from(ids)
    some = st.lists(anyone, max_size=2, unique=True).map(tuple)
    few = st.lists(anyone, min_size=1, max_size=2, unique=True).map(tuple)
    stories: list[Told] = []
    for number in range(draw(st.integers(1, 4))):
        givers = draw(few)
        receivers = draw(few)
        if len(givers) == 1 and set(receivers) == set(givers):
            receivers = (next(id_ for id_ in ids if id_ not in givers),)
        stories.append(
            Told(
                f"story-{number}x",
                givers,
                receivers,
                draw(some),
                draw(st.none() | st.none() | subset.filter(bool)),
                draw(st.sampled_from([False, False, False, True])),
                draw(st.sampled_from([False, False, False, True])),
                draw(some),
                draw(
                    st.lists(st.tuples(anyone, st.integers(0, len(MANGLED) - 1)), max_size=1).map(
                        tuple
                    )
                ),
                draw(st.sampled_from([(), (), (ids[0],)])),
                draw(st.sampled_from([(), (ids[-1],)])),
                draw(st.none() | anyone),
                f"story-{number - 1}x" if number and draw(st.booleans()) else None,
            )
        )
    return people, stories


_RENDERERS: dict[frozenset[Channel], Renderer] = {}


def examine(people: dict[str, Someone], stories: list[Told], *, outputs: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        organisation = Organisation(Path(folder))
        for name, text in SITE_CONFIG.items():
            organisation.config(name, text.replace("find @ana", "go on").replace("@ana", "it"))
        site = (organisation.root / "site_config/site.yml").read_text("utf-8")
        organisation.config("site.yml", f"{site}privacy: {{keep_years: 5, leavers: unname}}\n")
        organisation.config(
            "newsletter.yml", "show_drafts: yes\n"
        )  # so that every issue is printed
        organisation.config("people.yml", "".join(p.written() for p in people.values()))
        for story in stories:
            story.write(organisation)
        library, problems = load(organisation.root, lambda _: organisation.today, EDITIONS)
        assert library is not None
        assert len(library.records) == len(stories), problems
        for on in EDITIONS:
            edition = edition_of(library, on)
            _edition(edition, people, stories)
            visible = visible_stories(library, *on)
            assert [s.id for s in edition.stories] == [
                record.id for record in library.newest_first if record.id in visible
            ]
            assert visible_themes(library, *on) == edition.themes.keys()
        if outputs:
            _outputs(organisation.built(), people, stories)


def _edition(edition: Edition, people: dict[str, Someone], stories: list[Told]) -> None:
    on = edition.channels
    shown = {story.id: story for story in edition.stories}
    for told in stories:
        refused = (
            told.withdrawn
            or told.is_old
            or (told.channels is not None and not on <= set(told.channels))
            or any(
                (only := people[id_].channels) is not None and not on <= set(only)
                for id_ in told.people
            )
        )
        assert not (refused and told.id in shown), told
        if told.harmless and not refused:
            assert told.id in shown, "withheld without a reason"
        if told.id not in shown:
            if told.id not in edition.tombstones:
                assert not found(told.id, map(squash, inside(edition))), "its address is told"
            continue
        straws = {view for text in inside(shown[told.id]) for view in views(text)}
        for id_, person in people.items():
            written = {*told.people, *told.literal, *(id_ for id_, _ in told.spelled)}
            named = id_ in written and person.may_be_named(told.consent, on)
            if not (named and person.show_as == "full"):
                assert not found(person.last, straws), (told, person, on)
            if not (named and person.show_as in ("full", "first")):
                assert not found(person.first, straws), (told, person, on)


def _outputs(built: Built, people: dict[str, Someone], stories: list[Told]) -> None:
    """Somebody who may be named in no story of a channel is in no output of it."""
    consents = [story.consent for story in stories]
    for channels in dict.fromkeys([c for c, _ in SITE] + [c for c, _ in ISSUE]):
        on = frozenset(channels)
        context = built.context(*channels)
        # The templates stay the same: compiled once.
        renderer = _RENDERERS.setdefault(on, context.render)
        renderer._cards.clear()
        context = replace(context, render=renderer)
        texts = [
            text
            for their, make in SITE
            if their == channels
            for made in make(context)
            for text in texts_of_artifact(made)
        ]
        texts += [
            text
            for their, output in ISSUE
            if their == channels
            for period in built.periods
            for file in output(context, issue_view(context, period, built.pages), FORMATS)
            for text in texts_of(file.path, file.content)
        ]
        straws = {view for text in texts for view in views(text)}
        for person in people.values():
            if not any(person.may_be_named(consent, on) for consent in [(), *consents]):
                assert not found(person.last, straws), (person, on)
                assert not found(person.first, straws), (person, on)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_editions_hold_what_people_wish(made: tuple[dict[str, Someone], list[Told]]) -> None:
    examine(*made, outputs=False)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_outputs_hold_what_people_wish(made: tuple[dict[str, Someone], list[Told]]) -> None:
    examine(*made, outputs=True)


@pytest.mark.exhaustive
@settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_outputs_hold_what_people_wish_in_thousands_of_histories(
    made: tuple[dict[str, Someone], list[Told]],
) -> None:
    examine(*made, outputs=True)
