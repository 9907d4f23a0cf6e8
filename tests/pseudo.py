"""A language to test with: our own words with accents on every letter, and a third longer.

In an organisation that writes Greek, a word in plain Latin letters is then one of ours that no
translation reaches.
"""

from __future__ import annotations

import re
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from generator import languages
from generator.languages.catalogs import PLACEHOLDER
from tests.conftest import Organisation

_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćďéƒğħíĵķľɱñóƥɋŕšťúṽŵẋýžÁƁĆĎÉƑĞĦÍĴĶĽṀÑÓƤɊŔŠŤÚṼŴẊÝŽ",
)
_KEPT = re.compile(rf"{PLACEHOLDER.pattern}|<[^<>]*>|&[a-z#0-9]+;")


def pseudo(text: str) -> str:
    """A text of ours in the test language; placeholders and markup stay."""
    out, at = [], 0
    for kept in _KEPT.finditer(text):
        out += [text[at : kept.start()].translate(_ACCENTED), kept[0]]
        at = kept.end()
    out.append(text[at:].translate(_ACCENTED))
    return "".join(out) + "·" * (len(_KEPT.sub("", text)) // 3)


def catalog(code: str) -> bytes:
    """All our words in the test language, as a file for `site_config/locale/<code>.po`."""
    with (languages.FOLDER / "messages.pot").open("rb") as file:
        found = Catalog(code)
        found.update(read_po(file))
    for message in found:
        if isinstance(message.id, tuple):
            message.string = tuple(pseudo(message.id[-1]) for _ in range(found.num_plurals))
        elif message.id:
            message.string = pseudo(str(message.id))
    out = BytesIO()
    write_po(out, found)
    return out.getvalue()


_FILES = {
    "teams.yml": "bench: {name: Πάγκος, department: Εργαστήριο, headcount: 9}\n"
    "office: {name: Γραφείο, department: Υπηρεσίες, headcount: 9}\n"
    "attic: {name: Σοφίτα, department: Αποθήκη, headcount: 9}\n",
    "people.yml": "ana: {name: Άννα Λάμπρου, team: bench, named: yes, offers: [λάμπες], hours: πρωί,"
    " response_time: αυθημερόν, boundaries: [Όχι Παρασκευή.]}\n"
    "bo: {name: Μίλτος Ρήγας, team: office, named: yes}\n",
    "themes.yml": "asking: {title: Ερωτήσεις, text: Ρώτησε νωρίς., why: Κερδίζει χρόνο.,"
    " looks_like: [Μια ερώτηση], not: [Σιωπή], default: true}\n"
    "listening: {title: Ακρόαση, text: Άκουσε πρώτα.}\n",
    "norms.yml": "ask-first: {title: Ρωτάμε, text: Ρωτάμε νωρίς., themes: [asking], looks_like: [Ναι]}\n",
    "newsletter.yml": "{cadence: monthly, first: 2026-09, title: Νέα, show_drafts: yes}\n",
    "onboarding/day-1.md": "---\ntitle: Αρχή\nstep: day-1\norder: 1\nthemes: [asking]\n"
    "norms: [ask-first]\nchecklist: [Βρες το]\n---\nΒρες την @ana.\n\n<!-- stories -->\n",
    "onboarding/week-1.md": "---\ntitle: Μετά\nstep: week-1\npath: managers\n---\nΒρες τον @bo.\n",
    "onboarding/look-up.md": "---\ntitle: Εύρεση\nstep: reference\n---\nΕδώ.\n",
    "scenarios/at-the-bench.yml": "title: Στον πάγκο\nskill: Ερωτήσεις\nsetting: Νύχτα.\n"
    "roles: [{name: Εσύ, brief: Νέα.}, {name: Άλλος, brief: Έχει λάμπα.}]\nwatch: [Ποιος;]\n"
    "start: bench\nsteps:\n  bench:\n    says: Σκοτάδι.\n    choices:\n"
    "      - {text: Ρώτα, to: asked, why: Νωρίς.}\n      - {text: Μείνε, to: debrief, why: Αργά.}\n"
    "  asked:\n    says: Έρχεται.\n    choices: [{text: Ναι, to: debrief, why: Ήρθε.}]\n"
    "debrief: Πότε;\nstories: [the-hour]\n",
    "glossary.yml": "λάμπα 7: {meaning: Φως., see: [βραστήρας 8]}\nβραστήρας 8: {meaning: Νερό.}\n",
    "phrases.yml": "stuck: {title: Κόλλησα, occasion: asking, text: Κοιτάς;, when: Νωρίς.}\n",
    "practices/lamp-oil.yml": "title: Λάδι\nkind: share-and-solve\nwhat: Λάμπες.\nfor: Όλοι\n"
    "lead: [ana]\ncadence: συχνά\njoin: Έλα\nwhere: Εδώ\ncapacity: 6\nmembers: [bo]\n"
    "themes: [asking]\ndates: [2026-10-22 16:00, 2026-12-03 16:00]\nsessions:\n"
    "  - date: 2026-10-22\n    challenge: Καπνός.\n    ideas: [Κόψε]\n    outcome: Φως.\n"
    "    follow_ups: [{text: Λάδι, who: ana, due: 2026-12-01}, {text: Νερό, done: 2026-10-23}, {text: Αέρας}]\n"
    "    stories: [the-hour]\n",
    "practices/pairs.yml": "title: Ζεύγη\nkind: mentoring-pairs\nwhat: Δύο.\nfor: Όλοι\nlead: [bo]\n"
    "cadence: σπάνια\njoin: Έλα\n",
    "practices/pairs/2026-Q4.yml": "starts: 2026-10-01\nends: 2026-12-31\npairs: []\n",
}


def write_in_greek(organisation: Organisation, code: str = "el", *, in_pseudo: bool = True) -> None:
    """Let an organisation write Greek, with our words in the test language.

    Its language is that of `code`, for example one that is written from right to left. Unless
    `in_pseudo`, our words are those that we ship.
    """
    organisation.config(
        "site.yml",
        f"name: Ιστορίες\norganisation: Πάγκος\nurl: https://x.example/\nlanguage: {code}\n"
        "description: Βοήθεια.\ncontact: μας\n"
        'repository: {url: "https://git.x.example/s", branch: main}\n',
    )
    for name, text in _FILES.items():
        organisation.config(name, text)
    if in_pseudo:
        organisation.config(f"locale/{code}.po", catalog(code).decode())
    organisation.story("the-hour", "@ana έμεινε.\n\n@bo έφυγε.", title="Η ώρα", ask="Μένεις;", outcome="Φως.",
                       quote="{text: Ναι., by: ana}", summary="Μια ώρα.", kind="mentoring")  # fmt: skip
    for number in range(1, 30):
        before = "the-hour" if number == 1 else f"s{number - 1}"
        organisation.story(f"s{number}", f"@bo έμεινε {number} ώρες.", continues=before, themes="[asking]",
                           date=f"2026-{10 + number // 20}-{1 + number % 19:02}")  # fmt: skip
    organisation.story(
        "nobody", "@ana έμεινε.", receivers="[anonymous, anonymous]", date="2026-11-12"
    )
    organisation.story("gone", "@bo έμεινε.", withdrawn="2026-11-02")
