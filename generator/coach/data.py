"""The coach as data, for the script of the form: `templates/theme/assets/coaching.js`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.coach import late
from generator.coach.coach import REMARKS, message, norm_of, question
from generator.coach.note import SENTENCE_ENDS, SKIPPED, UNREAD
from generator.coach.phrases import WORD, phrases_of, vague_words, words_of
from generator.coach.remark import Remark
from generator.diagnostics.report.report import as_sentence
from generator.languages import CODES
from generator.languages.messages import Messages
from generator.model import Newsletter, Norm


def coach_data(
    words: Messages, norms: Mapping[str, Norm], newsletter: Newsletter
) -> dict[str, Any]:
    """Everything that the script needs to make the same remarks.

    Args:
        words: Those of the organisation's language, which is that of a story that says nothing of it.
        norms: Those of the organisation, some of which are served by remarks.
        newsletter: How far its issues look back.
    """
    return {
        "language": words.lang,
        "word": WORD,
        "unread": UNREAD,
        "ends": SENTENCE_ENDS,
        "skipped": SKIPPED,
        "words": {code: _words(code) for code in CODES if words_of(code)},
        "remarks": [_remark(remark, norms, words) for remark in REMARKS],
        "late": _said(late.REMARK, norms, words),
        "newsletter": {"cadence": newsletter.cadence, "lookBack": newsletter.look_back},
    }


def _words(code: str) -> dict[str, list[str]]:
    lists = {name for each in REMARKS for name in (each.quotes, *each.beside, *each.without)} - {""}
    patterns = {name: [each.pattern for each in phrases_of(code, name)] for name in lists}
    return {**dict(sorted(patterns.items())), "vague": sorted(vague_words(code))}


def _said(remark: Remark, norms: Mapping[str, Norm], words: Messages) -> dict[str, Any]:
    """What a remark says and asks, as sentences, with the placeholder `{words}`."""
    asked = question(remark, norm_of(norms, remark.name))
    return {
        "name": remark.name,
        "message": as_sentence(words.say(message(remark, "{words}"))),
        "question": as_sentence(words.say(asked)),
    }


def _remark(remark: Remark, norms: Mapping[str, Norm], words: Messages) -> dict[str, Any]:
    return _said(remark, norms, words) | {
        "quotes": remark.quotes,
        "beside": remark.beside,
        "without": remark.without,
        "empty": remark.empty,
        "leastTelling": remark.least_telling,
        "mostTelling": remark.most_telling,
        "leastCharacters": remark.least_characters,
        "mostCharacters": remark.most_characters,
        "charactersEach": remark.characters_each,
        "anyLanguage": remark.any_language,
        "kinds": remark.kinds,
    }
