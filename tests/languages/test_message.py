"""Messages: English texts that can be said in another language wherever they are read."""

from __future__ import annotations

import multiprocessing
import pickle

import pytest

from generator.languages.catalogs import read_catalog
from generator.languages.language import Catalog
from generator.languages.message import (
    Message,
    all_of,
    any_of,
    followed_by,
    gettext,
    listed,
    ngettext,
    sentences,
)
from generator.languages.messages import ENGLISH, Messages, messages

_HEADER = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n'
    'Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
_TEXTS = """\
msgid "there is no story \\"%(id)s\\""
msgstr "die Geschichte \\"%(id)s\\" gibt es nicht"

msgid "Did you mean \\"%(word)s\\"?"
msgstr "Meinst du \\"%(word)s\\"?"

msgid "%(num)s file"
msgid_plural "%(num)s files"
msgstr[0] "%(num)s Datei"
msgstr[1] "%(num)s Dateien"

msgid "%(first)s (%(second)s)"
msgstr "%(first)s (%(second)s)"

msgid "the fields are %(names)s"
msgstr "die Felder sind %(names)s"
"""


@pytest.fixture(scope="module")
def german() -> Messages:
    catalog: Catalog = read_catalog((_HEADER + _TEXTS).encode(), "de")[0]
    return messages("de", {"de": catalog})


def test_a_message_is_its_english_text_with_its_values() -> None:
    message = gettext('there is no story "%(id)s"', id="x")
    assert message == 'there is no story "x"'
    assert hash(message) == hash('there is no story "x"')
    assert sorted([gettext("b"), gettext("a")]) == ["a", "b"]
    assert ngettext("%(num)s file", "%(num)s files", 1) == "1 file"
    assert ngettext("%(num)s file", "%(num)s files", 1204) == "1,204 files"
    assert gettext("100%%") == "100%"


@pytest.mark.parametrize(
    ("texts", "all_", "any_", "commas"),
    [
        ((), "", "", ""),
        (("a",), "a", "a", "a"),
        (("a", "b"), "a and b", "a or b", "a, b"),
        (("a", "b", "c"), "a, b and c", "a, b or c", "a, b, c"),
    ],
)
def test_lists_are_joined(texts: tuple[str, ...], all_: str, any_: str, commas: str) -> None:
    assert (str(all_of(texts)), str(any_of(texts)), str(listed(texts))) == (all_, any_, commas)


def test_a_message_is_said_in_the_language_of_its_reader(german: Messages) -> None:
    said = german.say(gettext('there is no story "%(id)s"', id="x"))
    assert said == 'die Geschichte "x" gibt es nicht'
    assert german.say(ngettext("%(num)s file", "%(num)s files", 1204)) == "1.204 Dateien"
    names = gettext("the fields are %(names)s", names=all_of(("a", "b", "c")))
    assert german.say(names) == "die Felder sind a, b und c"
    assert german.say("not a message") == "not a message"


@pytest.mark.parametrize("number", [0, 1, 2])
def test_each_message_of_a_list_is_said(german: Messages, number: int) -> None:
    inner = [ngettext("%(num)s file", "%(num)s files", 3)] * number
    text = gettext("the fields are %(names)s", names=all_of(inner))
    said = " und ".join(["3 Dateien"] * number)
    assert german.say(text) == f"die Felder sind {said}"


def test_sentences_follow_each_other(german: Messages) -> None:
    both = sentences(
        "", gettext('Did you mean "%(word)s"?', word="x"), gettext("This is not translated.")
    )
    assert both == 'Did you mean "x"? This is not translated.'
    assert german.say(both) == 'Meinst du "x"? This is not translated.'


def test_what_is_not_translated_is_english_as_a_whole(german: Messages) -> None:
    """Its numbers and lists too: no half of a sentence is in another language."""
    untranslated = gettext("not there: %(names)s, %(size)s", names=all_of("ab"), size=1204)
    assert german.say(untranslated) == "not there: a and b, 1,204"
    inner = followed_by("x", gettext("This is not translated."))
    assert german.say(inner) == "x (This is not translated.)"
    assert german.say(gettext("%(first)s (%(second)s)", first="x", second=untranslated)) == (
        "x (not there: a and b, 1,204)"
    )


def test_a_message_goes_to_another_process_as_it_is(german: Messages) -> None:
    message = sentences(
        gettext('there is no story "%(id)s"', id="x"),
        ngettext("%(num)s file", "%(num)s files", 2),
    )
    again = pickle.loads(pickle.dumps(message))
    assert type(again) is Message
    assert again == message
    assert german.say(again) == german.say(message) == 'die Geschichte "x" gibt es nicht 2 Dateien'


@pytest.mark.slow
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_messages_come_back_from_forked_and_spawned_processes(
    method: str, german: Messages
) -> None:
    context = multiprocessing.get_context(method)
    with context.Pool(1) as pool:
        (message,) = pool.map(_made_elsewhere, ["x"])
    assert german.say(message) == 'die Geschichte "x" gibt es nicht'


def _made_elsewhere(story: str) -> Message:
    return gettext('there is no story "%(id)s"', id=story)


def test_english_says_a_message_as_it_is() -> None:
    message = gettext("the fields are %(names)s", names=all_of(("a", "b")))
    assert ENGLISH.say(message) == "the fields are a and b"
    assert type(ENGLISH.say(message)) is str


def test_a_list_without_an_and_is_joined_where_the_language_has_no_pattern_for_it() -> None:
    for code in ("de", "es", "nb", "cy", "ar", "ja"):
        for count in range(5):
            text = gettext("%(names)s", names=listed("abcd"[:count]))
            said = messages(code, {code: Catalog({("", "%(names)s"): ("%(names)s",)})}).say(text)
            assert [sign for sign in said if sign in "abcd"] == list("abcd")[:count]
