"""An organisation in which each check of the gate alone stands between a canary and an output.

A canary is a text that can be nothing else, with the channels on which nobody may see it.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from generator.model import Channel
from tests.conftest import Organisation

EVERYWHERE = frozenset(Channel)
NOT_ON_SITE = frozenset({Channel.SITE})


@dataclass(frozen=True)
class Canary:
    text: str
    denied: frozenset[Channel]
    why: str


PEOPLE = """\
ana: {name: Ana Óscoz, team: bench, role: fitter, named: yes}
bo: {name: Bo Lindqvist, team: office, named: yes, show_as: first}
fay: {name: Fay Odhiambo, team: office, role: bookkeeper, named: yes, show_as: role}
spelt: {name: Zorvexa Quillbrandt, team: bench, named: no}
marked: {name: Ubriktam Peldraxou, team: bench, named: no}
kryvolt: {name: Kryvolt Ashgrenmoor, team: bench, named: no}
given: {name: Wexomira Thulborn, team: bench, named: no}
family: {name: Dalphine Oxterquay, team: bench, named: no}
asked: {name: Ghislaxa Morvenstripe, team: bench, named: ask}
never: {name: Yoltrude Farnsworq, team: bench, named: no}
gone: {name: Brunxilda Overmarq, team: bench, named: yes, withdrawn: 2026-11-01}
away: {name: Fenqwick Dorlathan, team: bench, named: yes, channels: [newsletter]}
nowhere: {name: Mirabexa Stolzenfurq, team: bench, named: yes, channels: []}
small: {name: Quorvanne Ilstrepp, team: attic, named: no}
first: {name: Halvexina Brokkenstrau, team: bench, named: yes, show_as: first}
role: {name: Jorxwin Splitterbaq, team: bench, role: the brother of Zorvexa Quillbrandt, named: yes, show_as: role}
pictured: {name: Uxmalina Trevorquist, team: bench, named: no}
letters: {name: Okxana Wintermoorq, team: bench, named: {site: yes, newsletter: no, townhall: yes, onboarding: yes}}
guided: {name: Pexforth Ravenglasq, team: bench, named: {site: yes, newsletter: yes, townhall: yes, onboarding: no}}
comment: {name: Vixtoria Undermillq, team: bench, named: no}
offered: {name: Nuxaline Craddowitz, team: bench, named: no, offers: [Craddowitztopic], mentoring: {gives: 1, shows: [Mentortopicword]}}
paused: {name: Rolf Tamsel, team: bench, named: yes, offers: [Pausedtopicword], bandwidth: paused}
left: {name: Ute Sarnow, team: bench, named: yes, left: 2026-10-31, offers: [Lefttopicword]}
elsewhere: {name: Jane Brockwell, team: bench, named: yes, channels: [newsletter], offers: [Elsewheretopic]}
helper: {name: Ada Winslow, team: bench, named: yes, offers: [lathes, what Zorvexa Quillbrandt knows], boundaries: [Not when Zorvexa Quillbrandt is in]}
titled: {name: Olgamira Fettweisq, team: bench, role: the sister of Zorvexa Quillbrandt, named: yes, show_as: role, offers: [Titledtopicword]}
departed: {name: Zyvantha Muckleroq, team: bench, named: yes, left: 2026-11-19}
lead: {name: Wendolyn Skarpetta, team: bench, named: ask}
scripts: {name: Ivo Brandlmoos, name_in: {ar: ضرغام المتلمس}, team: bench, named: no}
halfway: {name: Lia Tornqvistad, name_in: {ar: شوشانة الغضنفري}, team: bench, named: {site: yes, newsletter: no, townhall: yes, onboarding: yes}}
former: {name: Dorvalin Esterhaq, team: bench, named: yes, former_names: [Dorvalin Wulfenbraqt]}
initial: {name: Kei Vosslamper, name_in: {ja: 桔梗院 蛍}, team: bench, named: yes, show_as: first}
"""
TEAMS = """\
bench: {name: Bench, department: Workshop, headcount: 9}
office: {name: Office, department: Services, headcount: 7}
attic: {name: Qattickwaltz, department: Services, headcount: 3}
honour: {name: Friends of Zorvexa Quillbrandt, headcount: 9}
"""
CANARIES = [
    Canary("Zorvexa Quillbrandt", EVERYWHERE, "spelled"),
    Canary("Ubriktam Peldraxou", EVERYWHERE, "spelled through markup"),
    Canary("kryvolt", EVERYWHERE, "an id in code"),
    Canary("Wexomira", EVERYWHERE, "a first name"),
    Canary("Oxterquay", EVERYWHERE, "a family name"),
    Canary("Morvenstripe", EVERYWHERE, "not asked yet"),
    Canary("Farnsworq", EVERYWHERE, "no, whatever the story says"),
    Canary("Overmarq", EVERYWHERE, "a person withdrawn"),
    Canary("Dorlathan", NOT_ON_SITE, "not welcome on the site"),
    Canary("spelledguideword", NOT_ON_SITE, "a guide that spells who is not welcome there"),
    Canary("Stolzenfurq", EVERYWHERE, "welcome nowhere"),
    Canary("Ilstrepp", EVERYWHERE, "named no"),
    Canary("colleague in Qattickwaltz", EVERYWHERE, "a team that is too small"),
    Canary("Brokkenstrau", EVERYWHERE, "shown by first name"),
    Canary("Splitterbaq", EVERYWHERE, "shown by role"),
    Canary("Trevorquist", EVERYWHERE, "in a picture"),
    Canary("pictureoftheunnamed", EVERYWHERE, "a picture of somebody unnamed"),
    Canary("Wintermoorq", frozenset({Channel.NEWSLETTER}), "not in the newsletter"),
    Canary("Ravenglasq", frozenset({Channel.ONBOARDING}), "not in the onboarding"),
    Canary("takenbackword", EVERYWHERE, "a story taken back"),
    Canary("newsletteronlyword", NOT_ON_SITE, "a story for the newsletter"),
    Canary("edit/main/stories/2026/an-unnamed-source", EVERYWHERE, "an edit link"),
    Canary("edit/main/stories/2026/a-comment-tells", EVERYWHERE, "a comment in the source"),
    Canary("edit/main/stories/2026/not-names-tell", EVERYWHERE, "a word that is no name"),
    Canary("edit/main/site_config/onboarding/day-1.md", EVERYWHERE, "a guide's source"),
    Canary("withheldaddress", EVERYWHERE, "the address of a story withheld"),
    Canary("Secretclientname", EVERYWHERE, "what must never be mentioned"),
    Canary("Undermillq", EVERYWHERE, "in a comment"),
    Canary("Craddowitz", EVERYWHERE, "offers something, and says no"),
    Canary("Mentortopicword", EVERYWHERE, "what somebody would mentor"),
    Canary("Pausedtopicword", EVERYWHERE, "offered by somebody paused"),
    Canary("Lefttopicword", EVERYWHERE, "offered by somebody who left"),
    Canary("Elsewheretopic", NOT_ON_SITE, "offered by somebody who is not on the site"),
    Canary("Titledtopicword", EVERYWHERE, "offered by somebody whose role tells a name"),
    Canary("Skarpetta", EVERYWHERE, "leads, and was not asked"),
    Canary("المتلمس", EVERYWHERE, "a name in a second script"),
    Canary("ضرغام", EVERYWHERE, "a first name in a second script"),
    Canary("الغضنفري", frozenset({Channel.NEWSLETTER}), "a second script, not in the newsletter"),
    Canary("桔梗院蛍", EVERYWHERE, "a second script, shown by first name"),
    Canary("Wulfenbraqt", EVERYWHERE, "a name from before, of somebody who is named"),
    Canary("spelledpracticeword", EVERYWHERE, "a practice that spells a name"),
    Canary("spelledsessionword", EVERYWHERE, "a session that spells a name"),
    Canary("givensessionword", EVERYWHERE, "a session with the first name of a member"),
    Canary("Muckleroq", EVERYWHERE, "left where nobody who did is named"),
    Canary("expiredword", EVERYWHERE, "a story that is no longer kept"),
    Canary("pairtopicword", EVERYWHERE, "what a pair is about"),
    Canary("decidedword", EVERYWHERE, "what a meeting about a quarter decided"),
    Canary("namingdecision", EVERYWHERE, "a decision that names somebody"),
    Canary("edit/main/site_config/practices", EVERYWHERE, "a practice's source"),
]


def png(text: bytes) -> bytes:
    """The smallest picture, with a text inside."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
        + chunk(b"tEXt", b"Author\0" + text)
        + chunk(b"IDAT", zlib.compress(b"\0\1\2\3"))
        + chunk(b"IEND", b"")
    )


def prepare(organisation: Organisation) -> Organisation:
    """Write the organisation and its stories."""
    org = organisation
    org.config("people.yml", PEOPLE)
    org.config("teams.yml", TEAMS)
    org.config(
        "site.yml",
        "name: Told at the bench\nurl: https://stories.bench.example/\n"
        "contact: ask Zorvexa Quillbrandt\n"
        'repository: {url: "https://git.bench.example/stories", branch: main}\n'
        "never_mention: [Secretclientname]\n"
        "privacy: {keep_years: 5, leavers: unname}\n",
    )
    org.config(
        "themes.yml",
        "asking: {title: Asking early, text: Somebody asked., why: Zorvexa Quillbrandt says so.,"
        " looks_like: [As Zorvexa Quillbrandt does, A question], default: true}\n"
        "zorvexa: {title: What Zorvexa Quillbrandt does, text: Somebody listened.}\n",
    )
    org.config(
        "norms.yml", "ask-first: {title: Ask, text: Like Zorvexa Quillbrandt., themes: []}\n"
    )
    org.config("newsletter.yml", "{cadence: monthly, title: From Zorvexa Quillbrandt}\n")
    org.config(
        "onboarding/day-1.md",
        "---\ntitle: Day 1\nstep: day-1\nthemes: [asking]\n---\nFind @guided, @away and @given, and read "
        "[this](../stories/withheldaddress.md).\n\n<!-- stories -->\n",
    )
    org.config(
        "onboarding/day-30.md",
        "---\ntitle: Day 30\nstep: day-30\n---\nFind *Zorvexa* Quillbrandt, or `@kryvolt`.\n",
    )
    org.config(
        "onboarding/day-60.md",
        "---\ntitle: Day 60\nstep: day-60\n---\nA spelledguideword of Fenqwick Dorlathan.\n",
    )
    org.config(
        "scenarios/spelled.yml",
        "title: Two\nskill: Asking\nsetting: A bench.\nstart: a\ndebrief: Why?\nstories: [good]\n"
        "roles: [{name: You, brief: As Zorvexa Quillbrandt would.}]\n"
        "steps: {a: {says: It rings., choices: [{text: Wait, to: debrief, why: It rang.}]}}\n",
    )
    org.config(
        "scenarios/open.yml",
        "title: Two\nskill: Asking\nsetting: A bench.\nstart: a\nstories: [good, withheldaddress]\n"
        "roles: [{name: You, brief: New here.}]\ndebrief: '[This](https://stories.bench.example/stories/withheldaddress/).'\n"
        "steps: {a: {says: It rings., choices: [{text: Wait, to: debrief, why: It rang.}]}}\n",
    )
    org.config(
        "glossary.yml",
        "hour: {meaning: Sixty minutes., see: [zorvexing]}\n"
        "zorvexing: {meaning: What Zorvexa Quillbrandt does.}\n",
    )
    org.config(
        "phrases.yml",
        "thanks: {title: Thanks, occasion: thanking, text: 'Thank you, Zorvexa Quillbrandt.'}\n"
        "asked: {title: Asked, occasion: asking, text: 'Ask @kryvolt.'}\n"
        "plain: {title: Plain, occasion: asking, text: 'May I ask?'}\n",
    )
    org.config(
        "newsletters/2026-10.yml",
        "note: Thank you, @letters and @given.\ncall_to_action: Write to Zorvexa  Quillbrandt.\n"
        "hero: withheldaddress\nskip: [withheldaddress]\n",
    )
    org.config(
        "reviews/2026-Q3.yml",
        "date: 2026-10-08\ndecisions:\n  - {text: A decidedword., outcome: It was.}\n"
        "  - {text: A namingdecision of Zorvexa Quillbrandt.}\n  - {text: 'A namingdecision: @asked.'}\n",
    )
    _practices(org)
    _stories(org)
    return org


def _practices(org: Organisation) -> None:
    rest = "what: '@marked shows it.'\nfor: Anyone.\ncadence: weekly\njoin: Come.\n"
    org.config(
        "practices/circle.yml",
        "title: The circle\nkind: mentoring-circle\nlead: [ana, lead, never, away, gone]\n"
        "members: [given, offered]\nconsent: [never]\n"
        "what: '@marked and @lead wrote https://stories.bench.example/stories/withheldaddress/'\n"
        "for: Anyone.\ncadence: weekly\njoin: Ask @away or @first.\n"
        "dates: [{start: 2026-12-03 16:00, where: With @asked}]\n"
        "sessions:\n"
        "  - {date: 2026-10-01, challenge: '@spelt had a question.', stories: [withheldaddress, good],"
        " follow_ups: [{text: Ask @family., who: offered}]}\n"
        "  - {date: 2026-10-08, challenge: A spelledsessionword of Zorvexa Quillbrandt.}\n"
        "  - {date: 2026-10-15, challenge: A givensessionword of Wexomira.}\n",
    )
    org.config(
        "practices/spelt.yml",
        "title: A spelledpracticeword for Zorvexa Quillbrandt\nkind: share-and-solve\nlead: ana\n"
        f"{rest}",
    )
    org.config(
        "practices/pairs/2026-Q4.yml",
        "{starts: 2026-10-05, ends: 2026-12-25, confirmed: yes, pairs: [{learner: marked,"
        " mentor: offered, topic: A pairtopicword, why: '@asked said so.'}]}\n",
    )


def _stories(org: Organisation) -> None:
    org.story(
        "a-former-name",
        "@former was called Dorvalin Wulfenbraqt then.",
        givers="bo",
        receivers="ana",
    )
    org.story("good", "@ana and @bo sat down with @fay, @letters and @first.")
    org.story("full", "Zorvexa Quillbrandt stayed an hour.")
    org.story("marked-up", "Ubrik**tam** Peldraxou stayed an hour.")
    org.story("in-code", "It says `@kryvolt` on the door.")
    org.story("a-first-name", "Then Wexomira laughed.", givers="given")
    org.story("a-family-name", "Then Oxterquay laughed.", givers="family")
    org.story("second-script", "بقي ضرغام المتلمس ساعة.", lang="ar")
    org.story("second-script-alone", "ثم ضحك ضرغام.", givers="scripts", lang="ar")
    org.story(
        "second-script-mention",
        "بقي @scripts و @halfway ساعة.",
        givers="scripts",
        receivers="halfway",
        lang="ar",
    )
    org.story("second-script-first", "@initial が残った。", givers="initial", lang="ja")
    org.story("asked-for", "@asked stayed an hour.", receivers="asked")
    org.story("said-no", "@never stayed an hour.", consent="[never]")
    org.story("withdrew", "@gone stayed an hour.", receivers="gone")
    org.story("unwelcome", "@away stayed an hour.", receivers="away")
    org.story("unwelcome-everywhere", "@nowhere stayed an hour.", receivers="nowhere")
    org.story("an-unnamed-source", "@small stayed an hour.", givers="small")
    org.story("by-role", "@role stayed an hour.", givers="role")
    org.story("honoured", "They stayed an hour.", givers="team:honour")
    org.story("for-readers", "A newsletteronlyword.", channels="[newsletter]")
    org.story("taken", "A takenbackword.", withdrawn="2026-11-02")
    org.story("old", "An expiredword.", date="2021-11-19")
    org.story("who-left", "@departed stayed an hour.", receivers="departed", consent="[departed]")
    org.story("zorvexa-quillbrandt-left", "She did.", withdrawn="2026-11-02")
    org.story("withheldaddress", "Zorvexa Quillbrandt again.")
    org.story(
        "links",
        "@ana wrote <https://stories.bench.example/stories/withheldaddress/> and [more][1].\n\n"
        "[1]: https://stories.bench.example/stories/withheldaddress/",
        outcome="See https://stories.bench.example/stories/withheldaddress/",
        corrections="{date: 2026-10-20, note: 'It is in https://stories.bench.example/stories/withheldaddress/'}",
    )
    org.story("after-it", "@ana went on.", continues="withheldaddress", date="2026-10-15")
    org.write(
        "stories/2026/a-comment-tells.md",
        "---\ndate: 2026-10-14\n# Undermillq said yes\ngivers: ana\nreceivers: team:bench\n---\n"
        "@ana went on.\n",
    )
    org.story("not-names-tell", "@ana went on.", receivers="team:bench", not_names="[Undermillq]")
    org.write("stories/2026/desk.png", png(b"Zorvexa Quillbrandt took this"))
    org.story("shown-picture", image="{file: desk.png, alt: A desk}")
    org.write("stories/2026/them.png", png(b"Uxmalina Trevorquist"))
    org.story(
        "a-picture",
        "@pictured stayed an hour.",
        image='{file: them.png, alt: "pictureoftheunnamed at a bench"}',
    )
