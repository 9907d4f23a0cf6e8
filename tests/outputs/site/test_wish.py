"""The page for a wish shows nobody, and its example is one that `import wish` reads."""

from __future__ import annotations

import re
from html import unescape

from generator.intake.wish import Level, Sent, read_wish
from generator.model import AlsoShow, Channel, ShowAs
from generator.outputs.site import wish
from tests.conftest import Organisation


def page(organisation: Organisation) -> str:
    (made,) = wish.make(organisation.built().context(Channel.SITE))
    return made.inserts["insertpage"]


def test_its_example_is_read_as_it_is_meant(organisation: Organisation) -> None:
    found = re.search(r"<pre><code>(.*?)</code></pre>", page(organisation), re.DOTALL)
    assert found is not None
    people = (organisation.root / "site_config/people.yml").read_text()
    organisation.config("people.yml", people + "sam: {name: Sam Lee, team: bench}\n")
    settings = organisation.built().settings
    assert read_wish(unescape(found[1]).encode(), settings) == Sent(
        "sam",
        dict(zip(Channel, reversed(Level), strict=True)),
        ShowAs.FIRST,
        also_show={AlsoShow.ROLE: True, AlsoShow.PLACE: True, AlsoShow.SINCE: False},
    )


def test_the_lines_of_a_file_are_shown_to_those_who_open_them(organisation: Organisation) -> None:
    html = page(organisation)
    folded = re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)
    assert "<code>" in html
    assert "<code>" not in folded


def test_it_offers_each_level_of_each_channel_and_each_form(organisation: Organisation) -> None:
    html = page(organisation)
    wanted = [(channel.value, [level.word for level in reversed(Level)]) for channel in Channel]
    wanted += [("show_as", [form.value for form in ShowAs])]
    wanted += [(each.value, ["yes", "no"]) for each in AlsoShow]
    for key, words in wanted:
        (choice,) = re.findall(
            rf'<select id="wish-{key}" data-key="{key}">(.*?)</select>', html, re.DOTALL
        )
        assert re.findall(r'value="(.*?)"', choice) == ["", *words]


def test_it_names_nobody(organisation: Organisation) -> None:
    organisation.story("the-lamp", "@ana held the lamp.")
    html = page(organisation)
    for person in organisation.built().settings.people.values():
        assert person.name not in html


def test_it_is_mailed_and_opened_only_where_there_is_somewhere(organisation: Organisation) -> None:
    site = (organisation.root / "site_config/site.yml").read_text()
    assert 'data-way="mail"' not in page(organisation)
    organisation.config("site.yml", f"{site}contact: stories@bench.example\n")
    html = page(organisation)
    assert 'data-address="mailto:stories@bench.example?subject=My%20wish&amp;body={text}"' in html
    assert "https://git.bench.example/stories/issues/new?title=My%20wish&amp;body={text}" in html
    organisation.config("site.yml", site.replace("branch: main", "branch: main, kind: gitlab"))
    assert "/stories/-/issues/new?issue%5Btitle%5D=My%20wish" in page(organisation)
    organisation.config("site.yml", re.sub(r"repository:.*\n", "", site))
    assert 'data-way="open"' not in page(organisation)
