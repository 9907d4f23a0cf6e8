"""How people appear: wishes, display forms, possessives, sentence starts, pictures, edit links."""

from __future__ import annotations

import pytest

from generator.consent.phrases import starts_sentence
from generator.edition import ShownStory, Tombstone
from generator.languages import every_language
from generator.languages.unnamed import unnamed_phrases
from generator.model import Channel
from generator.outputs.grouping import neighbours
from tests.conftest import Organisation


def _told(organisation: Organisation, body: str, **fields: str) -> ShownStory:
    organisation.story("told", body, **fields)
    (story,) = organisation.edition().stories
    return story


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("@eli stayed.", "A colleague in Office stayed."),
        ("Then @eli stayed.", "Then a colleague in Office stayed."),
        ("It was @eli's idea.", "It was a colleague in Office's idea."),
        ("@dora's idea.", "A colleague's idea."),
        ("It was @dora’s idea.", "It was a colleague’s idea."),
        ("We waited. @dora came.", "We waited. A colleague came."),
        ("We waited, e.g. @dora did.", "We waited, e.g. a colleague did."),
        ('"Why?" @dora asked.', '"Why?" a colleague asked.'),
        ("- @dora\n- and @dora", "- A colleague\n- and a colleague"),
        ("> @dora said so", "> A colleague said so"),
        (
            "@dora met @eli and @cem.",
            "A colleague met a colleague in Office and a colleague in Bench.",
        ),
        ("\u00a0\n    @dora stayed.", "\u00a0\n    A colleague stayed."),
        ("\n \n    hold(lamp)\n\n@bo wrote it.\n\n", "    hold(lamp)\n\nBo wrote it."),
        ("[my mentor](@dora) met @ana", "my mentor met Ana Óscoz"),
        ("@bo met @fay.", "Bo met the bookkeeper."),
        ("@fay met @bo.", "The bookkeeper met Bo."),
        (
            "@ana sat. Then @ana stood, and @ana's tea",
            "Ana Óscoz sat. Then Ana stood, and Ana's tea",
        ),
        (
            "@eli sat. Then @eli stood.",
            "A colleague in Office sat. Then a colleague in Office stood.",
        ),
        ("@dora@x.example and x@dora", "@dora@x.example and x@dora"),
    ],
)
def test_mentions_become_what_may_be_shown(
    organisation: Organisation, body: str, shown: str
) -> None:
    organisation.story("told", body)
    stories = organisation.edition().stories
    if "@dora" in shown:
        assert stories == ()
    else:
        assert stories[0].body.replace("\\", "") == shown


def test_two_unnamed_people_stay_two_in_every_field(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "".join(f"p{n}: {{name: Zorvex{n} Quill{n}, team: attic, named: no}}\n" for n in range(40))
        + "ana: {name: Ana Óscoz, team: bench, named: yes}\n",
    )
    people = ", ".join(f"p{n}" for n in range(38))
    story = _told(
        organisation,
        "@p38 and @p39 met @p0.",
        givers=f"[{people}]",
        receivers="ana",
        title='"@p1 asked @p0"',
        quote="{text: Why, by: p2}",
    )
    assert len({person.text for person in story.givers}) == 38
    assert story.title == "Another colleague asked a colleague"
    assert story.quote
    assert story.quote.by.text == "a third colleague"
    assert story.body == "Colleague number 39 and colleague number 40 met a colleague."


def test_whoever_is_listed_twice_is_told_once(organisation: Organisation) -> None:
    story = _told(organisation, "It held.", givers="[ana, anonymous, ana, anonymous]")
    assert [person.text for person in story.givers] == [
        "Ana Óscoz",
        "a colleague",
        "another colleague",
    ]


def test_two_of_one_role_stay_two(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    more = "gil: {name: Gil Marsh, team: bench, role: bookkeeper, named: yes, show_as: role}\n"
    organisation.config("people.yml", people + more)
    story = _told(organisation, "@fay met @gil.")
    assert story.body == "The bookkeeper met a colleague in Bench."


@pytest.mark.parametrize("lang", ["es", "ar", "nb", "no"])
def test_forms_follow_the_language_of_the_story(organisation: Organisation, lang: str) -> None:
    story = _told(organisation, "@dora, @cem.", lang=lang)
    forms = unnamed_phrases(lang, {})
    first, second = forms.of_colleague(0, None), forms.of_colleague(0, "Bench")
    assert story.body.casefold() == f"{first}, {second}.".casefold()


def test_forms_of_every_language_keep_people_apart() -> None:
    for forms in filter(None, (each.unnamed for each in every_language())):
        for team in (None, "Bench"):
            assert len({forms.of_colleague(n, team) for n in range(60)}) == 60


def test_a_small_team_is_not_told(organisation: Organisation) -> None:
    story = _told(organisation, "@dora stayed.", givers="dora")
    assert (story.givers[0].text, story.givers[0].team) == ("a colleague", None)


@pytest.mark.parametrize(
    ("headcount", "team"),
    [
        ("6", "bench"),
        ("5", None),  # with Ana, who is always named
        ("[{from: 2026-10-01, count: 9}]", "bench"),
        ("[{from: 2026-10-20, count: 9}]", None),  # nobody knows how many there were on the day
        ("[{from: 2020-01-01, count: 9}, {from: 2026-11-01, count: 4}]", None),
        ("[{from: 2020-01-01, count: 2}, {from: 2026-10-15, count: 9}]", None),
    ],
)
def test_a_team_is_told_when_it_was_and_is_large(
    organisation: Organisation, headcount: str, team: str | None
) -> None:
    organisation.config(
        "teams.yml",
        f"bench: {{name: Bench, headcount: {headcount}}}\n"
        "office: {name: Office, headcount: 7}\nattic: {name: Attic, headcount: 3}\n",
    )
    assert _told(organisation, "@cem stayed.", givers="cem").givers[0].team == team


_MORE_OF_BENCH = {
    "gil": "named: yes",
    "hal": "named: ask",
    "ian": "named: no, channels: []",
    "jan": "named: no, withdrawn: 2026-11-01",
    "kim": "named: yes, left: 2026-10-01",
    "lea": "named: yes, joined: 2026-11-25",
    "mo": "named: {site: yes}",
}


@pytest.mark.parametrize(
    ("more", "consent", "team"),
    [
        ([], "", "bench"),
        (["gil"], "", None),  # 5 less Ana and Gil, who are always named
        (["hal"], "", "bench"),  # Hal may be the one who is unnamed
        (["hal"], "hal", None),  # and not where he is named with his consent
        (["ian"], "", None),  # nobody who wants to be nowhere is in a story
        (["jan"], "", None),
        (["kim"], "", "bench"),  # Kim is not counted any more, and Lea not yet
        (["lea"], "", "bench"),
        (["mo"], "", None),
    ],
)
def test_a_team_is_told_while_enough_of_it_could_be_meant(
    organisation: Organisation, more: list[str], consent: str, team: str | None
) -> None:
    """With k - 1 of a team named, "a colleague in Bench" is the last of them."""
    organisation.config("site.yml", "{name: X, url: https://x.example/, privacy: {k: 4}}\n")
    organisation.config(
        "teams.yml",
        "bench: {name: Bench, headcount: 5}\noffice: {name: Office, headcount: 7}\n"
        "attic: {name: Attic, headcount: 3}\n",
    )
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    for id_ in more:
        people += (
            f"{id_}: {{name: {id_.title()} Quillbrandt, team: bench, {_MORE_OF_BENCH[id_]}}}\n"
        )
    organisation.config("people.yml", people)
    fields = {"consent": f"[{consent}]"} if consent else {}
    given = f"[cem, {consent}]" if consent else "cem"
    assert _told(organisation, "An hour.", givers=given, **fields).givers[0].team == team


def test_a_name_that_is_spelled_with_consent_is_named(organisation: Organisation) -> None:
    organisation.config("site.yml", "{name: X, url: https://x.example/, privacy: {k: 8}}\n")
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config("people.yml", people + "hal: {name: Hal Ferrer, team: bench, named: ask}\n")
    assert _told(organisation, "An hour.", givers="cem").givers[0].team == "bench"
    spelled = _told(organisation, "So said Hal Ferrer.", givers="cem", consent="[hal]")
    assert spelled.givers[0].team is None


def test_a_team_is_told_by_channel(organisation: Organisation) -> None:
    """Editions that name the same people of a story do not share it if they tell other teams."""
    organisation.config("site.yml", "{name: X, url: https://x.example/, privacy: {k: 8}}\n")
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    more = "mo: {name: Mo Quillbrandt, team: bench, named: {townhall: yes}}\n"
    organisation.config("people.yml", people + more)
    organisation.story("told", "An hour.", givers="cem")
    built = organisation.built()

    def giver(*channels: Channel) -> str:
        (story,) = built.context(*channels).edition.stories
        return story.givers[0].text

    assert giver(Channel.SITE) == "a colleague in Bench"
    assert giver(Channel.TOWNHALL) == "a colleague"


def test_a_guide_tells_a_team_while_enough_of_it_could_be_meant(
    organisation: Organisation,
) -> None:
    organisation.config(
        "onboarding/day-1.md", "---\ntitle: Day 1\nstep: day-1\n---\nThen find @cem.\n"
    )
    organisation.story("one")

    def body() -> str:
        (guide,) = organisation.edition(Channel.SITE, Channel.ONBOARDING).guides
        return guide.body.strip()

    assert body() == "Then find a colleague in Bench."
    organisation.config("site.yml", "{name: X, url: https://x.example/, privacy: {k: 9}}\n")
    assert body() == "Then find a colleague."


def test_whoever_has_left_unnamed_decides_nothing(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    gone = "team: bench, left: 2026-03-01, named"
    organisation.config(
        "people.yml",
        people + f"gus: {{name: Gus Okri, {gone}: yes}}\nhal: {{name: Hal Ferrer, {gone}: no}}\n",
    )
    organisation.story("named", givers="gus")
    organisation.story("unnamed", "@hal stayed an hour.", givers="hal")
    organisation.story("in-other-words", "[My mentor](@gus) stayed an hour.")
    left = {story.id for story in organisation.edition().stories if story.has_left}
    assert left == {"named"}


def test_an_edit_link_and_a_colleague_do_not_tell_who_is_anonymous(
    organisation: Organisation,
) -> None:
    organisation.story("one", "An hour.", givers="[ana, anonymous]", receivers="team:office")
    organisation.story("two", "An hour.", givers="[ana, dora]", receivers="team:office")
    assert {story.source for story in organisation.edition().stories} == {None}


def test_a_wish_counts_by_channel(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: {site: yes, townhall: no}}\n"
        "bo: {name: Bo Lindqvist, team: office, named: ask}\n",
    )
    organisation.story("told", consent="[bo]")
    built = organisation.built()

    def names(*channels: Channel) -> list[str]:
        (story,) = built.context(*channels).edition.stories
        return [person.text for person in story.people]

    assert names(Channel.SITE) == ["Ana Óscoz", "Bo Lindqvist"]
    assert names(Channel.TOWNHALL) == ["a colleague in Bench", "Bo Lindqvist"]
    assert names(Channel.NEWSLETTER) == ["a colleague in Bench", "Bo Lindqvist"]
    assert names(Channel.SITE, Channel.NEWSLETTER) == ["a colleague in Bench", "Bo Lindqvist"]


def test_consent_names_one_story_and_no_other(organisation: Organisation) -> None:
    organisation.story("asked", givers="cem", consent="cem")
    organisation.story("not-asked", givers="cem")
    by_id = {s.id: s.givers[0].text for s in organisation.edition().stories}
    assert by_id == {"asked": "Cem Aydın", "not-asked": "a colleague in Bench"}


def test_an_edit_link_only_where_everybody_is_fully_named(organisation: Organisation) -> None:
    organisation.story("open", "@ana did.", receivers="team:office")
    organisation.story("first-name", "@bo did.", receivers="team:office")
    organisation.story("role", "@fay did.", receivers="team:office")
    organisation.story("unnamed", "@dora did.", receivers="team:office")
    organisation.story("asked-for-nothing", receivers="team:office", consent="[cem, dora]")
    links = {s.id for s in organisation.edition().stories if s.source}
    assert links == {"open"}


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ("Berg said so to @ana.", {"not_names": "[Berg]"}),
        ("It held.", {"not_names": "[Kari Berg]"}),
        ("It held.", {"title": "The lamp # Kari's, really"}),
        (
            "It held.",
            {"corrections": "{date: 2026-11-01, note: Not Kari but another one held it.}"},
        ),
        ("It held.", {"for_editors": "It was @gil."}),
        ("It held.", {"for_editors": "Ask Gil Ferrer."}),
        ("[My mentor](@gil) held it.", {}),
        ("It held.", {"consent": "[gil]"}),
        ("It held.", {"consent": "{person: ana, how: kari asked her}"}),
        ("Kari held it.", {}),
        ("It held.\n\n[kari]: https://bench.example/", {}),
        ("It held.\n\n``` kari\nx\n```", {}),
    ],
)
def test_an_edit_link_never_leads_to_more_people_than_the_page_shows(
    organisation: Organisation, body: str, fields: dict[str, str]
) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config(
        "people.yml",
        f"{people}kari: {{name: Kari Berg, team: bench, named: no}}\n"
        "gil: {name: Gil Ferrer, team: bench, named: yes}\n",
    )
    assert _told(organisation, body, **{"receivers": "team:office"} | fields).source is None


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ("@gil held it. Gil Ferrer did, and Ana.", {"receivers": "gil"}),
        (
            "@gil held it.",
            {"title": "Gil's lamp", "corrections": "{date: 2026-11-01, note: Gil did.}"},
        ),
        ("It held.", {"consent": "{person: ana, how: by mail}"}),
        ("It held.", {"consent": "[ana]", "not_names": "[Will]", "title": "It will # and did"}),
        ("[My mentor](@gil) held it.", {"quote": "{text: I did., by: gil}"}),
    ],
)
def test_an_edit_link_is_there_where_the_page_shows_everybody(
    organisation: Organisation, body: str, fields: dict[str, str]
) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config(
        "people.yml", f"{people}gil: {{name: Gil Ferrer, team: bench, named: yes}}\n"
    )
    assert _told(organisation, body, **{"receivers": "team:office"} | fields).source


def test_the_end_of_a_yaml_file_is_looked_at_too(organisation: Organisation) -> None:
    story = "date: 2026-10-14\ngivers: ana\nreceivers: team:office\nbody: |\n  It held. It did not move, not once.\n"
    organisation.write("stories/2026/told.yml", story)
    assert organisation.edition().stories[0].source
    organisation.write("stories/2026/told.yml", f"{story}# Dora asked\n")
    assert organisation.edition().stories[0].source is None


def test_an_edit_link_never_leads_to_a_story_withheld(organisation: Organisation) -> None:
    organisation.story("kept", "Dora Nkemelu.", receivers="team:office")
    organisation.story("open", receivers="team:office")
    organisation.story("after", receivers="team:office", continues="kept")
    organisation.story(
        "linked",
        "[It](https://stories.bench.example/stories/kept/) held.",
        receivers="team:office",
    )
    assert {s.id for s in organisation.edition().stories if s.source} == {"open"}


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("---\ntitle: Day 1\n---\nFind @ana.\n", True),
        (
            "---\ntitle: Day 1\n---\n# Will it hold\n\nFind @ana, and Ana's lamp.\n\n<!-- stories -->\n",
            True,
        ),
        ("---\ntitle: Day 1 # as Dora said\n---\nFind @ana.\n", False),
        ("---\ntitle: Day 1\n---\nFind @ana.\n\n<!-- dora minds it -->\n", False),
        ("---\ntitle: Day 1\n---\nFind [somebody](@ana).\n", False),
        ("---\ntitle: Day 1\n---\nFind it with Dora.\n", False),
        ("---\ntitle: Day 1\n---\nFind @ana.\n\n<!-- story: kept -->\n", False),
    ],
)
def test_a_guide_is_edited_only_where_its_file_names_nobody_else(
    organisation: Organisation, body: str, shown: bool
) -> None:
    organisation.story("kept", "Dora Nkemelu.")
    organisation.config("onboarding/day-1.md", body)
    (guide,) = organisation.edition().guides
    assert (guide.source is not None) is shown


def test_a_story_withheld_leaves_no_gap(organisation: Organisation) -> None:
    for number, words in enumerate(["@ana.", "Dora Nkemelu.", "@bo."]):
        more = {"continues": f"part-{number - 1}"} if number else {}
        organisation.story(f"part-{number}", words, date=f"2026-10-1{number}", **more)
    context = organisation.built().context(Channel.SITE)
    assert [s.id for s in context.edition.stories] == ["part-2", "part-0"]
    assert [s.continues for s in context.edition.stories] == [None, None]
    assert context.groups.threads == {}
    older, newer = neighbours(context.edition.stories[0], context.edition.stories)
    assert older
    assert (older.id, newer) == ("part-0", None)
    assert len(context.groups.by_theme["asking"]) == 2


def test_withdrawal_leaves_a_tombstone_and_nothing_else(organisation: Organisation) -> None:
    organisation.story("stays")
    organisation.story("goes", "@ana hummed quietly.", withdrawn="2026-11-19")
    organisation.story("goes-later", withdrawn="2027-01-01")
    organisation.story("goes-and-names", "Dora Nkemelu.", withdrawn="2026-11-19")
    edition = organisation.edition()
    assert {s.id for s in edition.stories} == {"stays", "goes-later"}
    assert edition.tombstones == {"goes": Tombstone.WITHDRAWN}


@pytest.mark.parametrize(
    ("before", "after", "starts"),
    [
        ("", "", True),
        ("He met ", "", False),
        ("He left. ", "", True),
        ("Dr. ", "", False),
        ("It took approx. ", "", False),
        ("They call it the xapprox. ", "", True),
        ("bread, salt etc. ", "", False),
        ('It took "three hours, approx. …" ', " said", True),
        ('"Why?" ', " asked", False),
        ('"Why?" ', " stood up", True),
        ("He said, “", "", True),
        ("1. ", "", True),
        ("¿", "", True),
        ("a line\n", "", False),
        ("a paragraph\n\n", "", True),
    ],
)
def test_the_start_of_a_sentence_is_recognised(before: str, after: str, starts: bool) -> None:
    assert starts_sentence(before, after) is starts


def test_people_of_one_first_name_keep_their_full_names(organisation: Organisation) -> None:
    organisation.config(
        "people.yml",
        (organisation.root / "site_config/people.yml").read_text()
        + "ana-two: {name: Ana Weisz, team: office, named: yes}\n",
    )
    told = _told(organisation, "@ana met @ana-two. @ana waved, and @ana-two too.")
    assert told.body == "Ana Óscoz met Ana Weisz. Ana Óscoz waved, and Ana Weisz too."


def test_a_guide_does_not_name_who_wants_to_be_elsewhere(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config(
        "people.yml", people + "gil: {name: Gil Ferrer, team: bench, named: yes, channels: [newsletter]}\n"
    )  # fmt: skip
    organisation.config(
        "onboarding/day-1.md", "---\ntitle: Day 1\nstep: day-1\n---\nThen find @gil and @ana.\n"
    )
    organisation.config("newsletters/2026-10.yml", "note: Thank you, @gil.\n")
    organisation.story("one")
    (guide,) = organisation.edition(Channel.SITE, Channel.ONBOARDING).guides
    assert guide.body.strip() == "Then find a colleague in Bench and Ana Óscoz."
    assert guide.source is None
    note = organisation.edition(Channel.NEWSLETTER).choices["2026-10"].note
    assert note is not None
    assert "Gil Ferrer" in note
    on_site = organisation.edition(Channel.SITE, Channel.NEWSLETTER).choices["2026-10"].note
    assert on_site is not None
    assert "Gil" not in on_site


def test_what_is_shown_is_set_in_its_language_and_judged_as_it_was_typed(
    organisation: Organisation,
) -> None:
    organisation.story(
        "told",
        '@ana said "yes" -- and Eli Harrow\'s code was `"x"`.',
        lang="de",
        title='Wie geht\'s, "Bo"?',
        ask="Erst 'ja'?",
    )
    assert organisation.edition().stories == ()  # Eli may not be named
    told = _told(
        organisation, '@ana said "yes".', lang="de", title='Wie geht\'s, "Bo"?', ask="Erst 'ja'?"
    )
    assert (told.title, told.ask, told.summary) == (
        "Wie geht’s, „Bo“?",
        "Erst ‚ja‘?",
        "Ana Óscoz said „yes“.",
    )
    assert '"yes"' in told.body


# --- where stories are read ---------------------------------------------------------------------


def test_a_file_that_has_the_id_of_a_story_is_not_told_in_its_place(
    organisation: Organisation,
) -> None:
    """Stories pass the gate where they are read, before it is known which file has an id first."""
    organisation.story("taken", "@ana stayed an hour.", withdrawn="2026-11-01")
    organisation.story("taken", "@ana stayed for two hours.", date="2027-10-01")
    organisation.story("kept", "@ana stayed an hour.", channels="[newsletter]")
    organisation.write(
        "stories/2026/kept.yml",
        "date: 2026-10-15\ngivers: bo\nreceivers: ana\nbody: It was the wrong file.\n",
    )
    organisation.story("open", "@ana stayed an hour.")
    story = (organisation.root / "stories/2026/open.md").read_text("utf-8")
    organisation.write("stories/open.md", story.replace("an hour", "until nine"))
    built = organisation.built()
    assert {p.code for p in built.problems if p.is_error} >= {"S111", "S121"}
    site = built.edition(Channel.SITE)
    assert site.tombstones == {"taken": Tombstone.WITHDRAWN}
    assert [(story.id, story.body) for story in site.stories] == [
        ("open", "Ana Óscoz stayed an hour.")
    ]


@pytest.mark.parametrize(
    ("id_", "body", "fields"),
    [
        ("a-hat-of-nkemelu", "It was late.", {"title": "Dora's hat"}),
        ("x", "Nkemelu had been right.", {"outcome": "Everybody thanked Dora"}),
        ("x", "Everybody thanked Dora", {"title": "Nkemelu was right"}),
        ("x", "It was late.", {"title": "Nkemelu was right", "outcome": "We thanked Dora"}),
    ],
)
def test_a_name_spread_over_two_fields_is_a_name(
    organisation: Organisation, id_: str, body: str, fields: dict[str, str]
) -> None:
    """Whatever the order in which a page shows them, they are read one after the other."""
    organisation.story(id_, body, **fields)
    assert organisation.edition().stories == ()


def test_two_people_whose_names_make_no_third_are_no_name(organisation: Organisation) -> None:
    organisation.story("x", "It was late, said @ana.", title="The hour", outcome="Bo went home")
    assert len(organisation.edition().stories) == 1


@pytest.mark.parametrize(
    "fields",
    [
        "title: The round of Dora\nwhere: At the bench by the door\nwhat: Nkemelu and others talk.\n",
        "title: Nkemelu's round\nwhere: At the bench by the door\nwhat: We talk with Dora\n",
    ],
)
def test_a_name_spread_over_two_fields_of_a_practice_is_a_name(
    organisation: Organisation, fields: str
) -> None:
    rest = "kind: mentoring-circle\nfor: Anyone.\nlead: ana\ncadence: weekly\njoin: Come.\n"
    organisation.config("practices/lamps.yml", fields + rest)
    assert organisation.edition().practices == ()


def test_a_name_spread_over_two_fields_of_a_guide_is_a_name(organisation: Organisation) -> None:
    organisation.config(
        "onboarding/day-9.md",
        "---\ntitle: Day 9\ndescription: Ask Dora\nwhy: It is quicker by a lot for you.\n"
        "step: day-1\norder: 9\n---\nNkemelu knows.\n",
    )
    assert "day-9" not in {guide.id for guide in organisation.edition().guides}


def test_own_words_that_spell_a_name_are_not_used(organisation: Organisation) -> None:
    organisation.config(
        "locale/en.po",
        'msgid "Themes"\nmsgstr "What Dora Nkemelu saw"\n\nmsgid "Home"\nmsgstr "Ana Óscoz’s page"\n\n'
        'msgctxt "somebody who is not named"\nmsgid "a colleague"\nmsgstr "a friend of Dora Nkemelu"\n',
    )
    organisation.story("the-hour", givers="dora")
    edition = organisation.edition()
    (told,) = edition.stories
    problems = [p.location for p in organisation.problems() if p.code == "C122"]
    assert list(edition.wording["en"].texts) == [("", "Home")]
    assert "colleague" in told.givers[0].text
    assert [(p.path, p.line) for p in problems] == [
        ("site_config/locale/en.po", 1),
        ("site_config/locale/en.po", 8),
    ]


def test_a_team_called_after_somebody_who_is_elsewhere_is_not_shown(
    organisation: Organisation,
) -> None:
    organisation.config(
        "people.yml",
        "ana: {name: Ana Óscoz, team: bench, named: yes}\n"
        "gil: {name: Gil Amsel, team: bench, named: yes, channels: [newsletter]}\n",
    )
    organisation.config(
        "teams.yml",
        "bench: {name: Bench, headcount: 9}\namsel: {name: Friends of Gil Amsel, headcount: 9}\n",
    )
    organisation.story("the-hour", givers="team:amsel", receivers="ana")
    assert "Amsel" not in str(organisation.edition())


def test_an_address_of_the_newsletter_that_spells_a_name_is_left_out(
    organisation: Organisation,
) -> None:
    organisation.config(
        "newsletter.yml",
        "from: dora.nkemelu@bench.example\nto: [all@bench.example, dnkemelu@bench.example]\n"
        "list_unsubscribe: ['mailto:dnkemelu@bench.example?subject=No', 'https://bench.example/no']\n",
    )
    organisation.story("the-hour")
    letter = organisation.edition().newsletter
    assert (letter.from_, letter.to) == (None, ("all@bench.example",))
    assert letter.list_unsubscribe == ("https://bench.example/no",)
    assert len([p for p in organisation.problems() if p.code == "C122"]) == 3


def test_an_old_address_with_any_part_of_a_name_leads_nowhere(organisation: Organisation) -> None:
    hidden = ("doras-hour", "dorankemelu-stays", "dnkemelu", "an-hour-of-dnkemelu", "lindqvist")
    moves = "".join(f"stories/{old}: {{to: stories/the-hour}}\n" for old in (*hidden, "an-hour"))
    organisation.config("redirects.yml", moves)
    organisation.story("the-hour")
    assert organisation.edition().moves == {"stories/an-hour": "stories/the-hour"}
