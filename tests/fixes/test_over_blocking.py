"""Two hundred short stories as people write them: nothing is refused, and nothing wants mending."""

from __future__ import annotations

from itertools import cycle, product

import pytest

from generator.fixes import Fixer
from tests.conftest import Organisation

ASKS = [
    "@bo asked me at the kettle whether ten minutes would do.",
    'I wrote "can anyone read a drawing?" in the channel — no answer for an hour, then @ana.',
    "On Monday the press wouldn't start (again!), and it was the new person's third day.",
    "Ça faisait deux jours que je cherchais l'erreur ; @ana a demandé : « tu veux de l'aide ? »",
    "¿Quién se anima a revisar el presupuesto antes de las 5? Pregunté sin muchas ganas.",
    "金曜日までに間に合わないと思っていた。",  # as it is typed
    "ביקשתי מ-@ana עזרה עם הטופס, בפעם השלישית.",
    "سألت @ana إن كان لديها وقت قبل الغداء.",
    "Łukasz's łódź metaphor aside: nobody knew how the Øresund tariff works. Did you?",
    "`make test` failed with `KeyError: 'name'` & I'd tried everything 😅",
]
ACTS = [
    "@ana sat down, read it twice, and said what she would cut: the second half.",
    "@ana drew it on the back of a box. Three lines, one arrow → done.",
    "We walked through it line by line:\n\n1. the order,\n2. the date (14/10, not 10/14),\n3. *then* the price.",
    "@ana hat sich eine Stunde genommen – “nur kurz”, wie sie sagte.",
    "> Ask me at four, not at nine.\n\nSo I did, and @ana was there.",
    "```\n$ git bisect start\n$ git bisect bad\n```\n\nFour steps later @ana had it.",
    "@ana said no, not before Thursday, and told me who could: [the manual](https://x.example/a?b=c#d).",
    "@ana показала, как это делается, и ушла. А я остался и доделал.",
    "It took 2 × 45 min, 3 cups of tea, 1 biscuit & a lot of \"hm\". 👩🏽‍🔧🙏🏿",
    "@ana's answer came at 16:58. It's rare that \"it depends\" helps; this time it did.",
]  # fmt: skip
ENDS = [
    "The batch went out on Friday.",
    "שבוע אחר כך כבר הסברתי למישהו אחר.",
    "Now I do it myself, and I've shown two others (so far).",
    "Merci encore !",
    "— and that was that…",
    "50 % fewer returns since; R&D noticed too.",
    "C'est noté dans le wiki : page n° 12.",
]
FIELDS = [
    "",
    "title: It's the hour before the ferry\n",
    'title: "Re: the oven, or: who asked?"\n',
    "title: 'Ask, don''t guess: 10:30 at the bench'\n",
    "title: Zwölf Boxkämpfer & ein Ofen – 100 %\n",
    "title: 朝の一時間  # for the newsletter\n",
    "themes: [asking, listening]\nkind: feedback\n",
    "themes:\n  - asking\n# the second theme is missing on purpose\nkind: mentoring\n",
    'summary: >\n  An hour at the bench,\n  and "the form" went out.\n',
    "ask: Could you look at this? (it's short)\noutcome: |\n  It shipped: on Friday.\n  #proud\n",
    'quote: {text: "Ask me at four, not at nine.", by: ana}\n',
    "quote:\n  text: Ça va aller.\n  by: ana\nlang: fr\n",
    "not_names: [Will, May]\n",
]


@pytest.fixture
def stories(organisation: Organisation) -> dict[str, str]:
    fields, ends, wholes = cycle(FIELDS), cycle(ENDS), {}
    for number, (ask, act) in enumerate([*product(ASKS, ACTS)] * 2):
        front = f"date: 2026-{number % 10 + 1:02}-14\ngivers: ana\nreceivers: [bo]\n{next(fields)}"
        body = f"{ask}\n\n{act}\n\n{next(ends)}\n"
        if number < 100:
            path, text = f"stories/2026/s-{number}.md", f"---\n{front}---\n{body}"
        else:
            lines = "".join(f"  {line}".rstrip() + "\n" for line in body.splitlines())
            path, text = f"stories/2026/s-{number}.yml", f"{front}body: |\n{lines}"
        organisation.write(path, text)
        wholes[path] = text
    return wholes


def test_two_hundred_ordinary_stories_are_not_refused(
    organisation: Organisation, stories: dict[str, str]
) -> None:
    assert len(set(stories.values())) == 200
    made = organisation.built()
    assert [d for d in made.problems if d.is_error] == []
    assert len(made.library.records) == 200


def test_nothing_in_them_is_mended(fixer: Fixer, stories: dict[str, str]) -> None:
    for path, text in stories.items():
        assert fixer.fix(path, text.encode()).after.decode() == text
