"""A story as one channel would show it, in plain text, and the message that asks for a yes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.consent.decision import Reason, decide, nameable
from generator.consent.display import Directory
from generator.consent.permissions import Permissions
from generator.consent.phrases import unnamed_phrases
from generator.consent.redact import redact
from generator.edition import ShownStory
from generator.model import Channel, Named, Story, without_repeats
from generator.record import Library, Scan
from generator.text import markdown

CHANNELS = {
    "en": {
        Channel.SITE: "on the site",
        Channel.NEWSLETTER: "in the newsletter",
        Channel.TOWNHALL: "at the town hall",
        Channel.ONBOARDING: "in the onboarding",
    },
    "es": {
        Channel.SITE: "en el sitio",
        Channel.NEWSLETTER: "en el boletín",
        Channel.TOWNHALL: "en la reunión general",
        Channel.ONBOARDING: "en la acogida",
    },
    "ar": {
        Channel.SITE: "على الموقع",
        Channel.NEWSLETTER: "في النشرة",
        Channel.TOWNHALL: "في اللقاء العام",
        Channel.ONBOARDING: "في مواد الاستقبال",
    },
}
_MESSAGES = {
    "en": (
        "Hello {name},",
        "There is a story with you in it that we would like to tell. This is how it would read "
        "{where}, with your name:",
        "Is that all right? A yes, a no, or “yes, but not by name” is equally welcome, and you "
        "may change your mind at any time. Without a yes you appear as “{unnamed}”.",
        "If something in it is not as you remember, tell us, and we will change it.",
        "Thank you!",
    ),
    "es": (
        "Hola, {name}:",
        "Hay una historia en la que apareces y que nos gustaría contar. Así se leería {where}, con tu nombre:",
        "¿Te parece bien? Un sí, un no o un «sí, pero sin mi nombre» valen lo mismo, y puedes cambiar "
        "de idea cuando quieras. Sin un sí, apareces como «{unnamed}».",
        "Si algo no es como lo recuerdas, dínoslo y lo cambiamos.",
        "¡Gracias!",
    ),
    "ar": (
        "مرحبًا {name}،",
        "لدينا قصة أنت جزء منها ونودّ أن نرويها. هكذا ستظهر {where} مع اسمك:",
        "هل يناسبك ذلك؟ نعم، أو لا، أو «نعم ولكن دون اسمي»: كلّها مقبولة، ويمكنك تغيير رأيك متى شئت. "
        "من دون موافقتك تظهر بصيغة «{unnamed}».",
        "إن كان فيها ما لا يطابق ما تذكره فأخبرنا لنعدّله.",
        "شكرًا لك!",
    ),
}

_REASONS = {
    Reason.WITHDRAWN: "the story was taken back",
    Reason.RESTRICTED: 'its field "channels" leaves this one out',
    Reason.OPTED_OUT: "{id} does not want to be in stories here",
    Reason.SPELLED: "it spells the name of {id}, who is not named so here",
    Reason.LITERAL: "it holds the id of {id} as it is, who is not named so here",
    Reason.FIRST_NAME: "the first name of {id} stands in it, who is not named so here",
    Reason.FAMILY_NAME: "the family name of {id} stands in it, who is not named so here",
}
_NO_PICTURE = "the picture is not shown: not everybody in the story is named"


class Message(NamedTuple):
    """A message to the person with the id `person`."""

    person: str
    text: str


def missing(story: Story, scan: Scan, library: Library) -> dict[str, list[Channel]]:
    """The people of a story who have yet to agree, and the channels on which it could name them."""
    missing: dict[str, list[Channel]] = {}
    for channel in story.channels if story.channels is not None else Channel:
        permissions = _permissions(library, channel)
        undecided = permissions.with_consent - permissions.opted_out
        for id_ in (undecided & (scan.people | scan.spelled)).difference(story.consent):
            if library.settings.people[id_].named.on(channel) is Named.ASK:
                missing.setdefault(id_, []).append(channel)
    return dict(sorted(missing.items()))


def messages(story: Story, scan: Scan, library: Library) -> Iterator[Message]:
    """A message to each person who has yet to agree, with the story as it would show them."""
    for id_, channels in missing(story, scan, library).items():
        yield Message(id_, _message(story, scan, library, id_, channels))


def _message(story: Story, scan: Scan, library: Library, id_: str, channels: list[Channel]) -> str:
    settings, directory = library.settings, Directory(library.settings, library.today)
    lang = settings.site.language.partition("-")[0]
    hello, intro, question, change, thanks = _MESSAGES.get(lang, _MESSAGES["en"])
    places = CHANNELS.get(lang, CHANNELS["en"])
    by_text: dict[str, list[str]] = {}
    for channel in channels:
        consent = (*story.consent, id_)
        named = nameable(scan.people, consent, _permissions(library, channel))
        text = as_text(redact(story, scan, named, directory))
        by_text.setdefault(text, []).append(places[channel])
    named = nameable(scan.people, story.consent, _permissions(library, channels[0]))
    before = redact(story, scan, named, directory)
    parts = [hello.format(name=settings.people[id_].first)]
    for text, where in by_text.items():
        parts += [intro.format(where=", ".join(where)), _quoted(text)]
    unnamed = _unnamed(story, before, id_, directory)
    parts += [question.format(unnamed=unnamed), change, thanks]
    return "\n\n".join(parts) + "\n"


def _permissions(library: Library, channel: Channel) -> Permissions:
    return Permissions.of(library.settings, (channel,), library.today)


def _unnamed(story: Story, shown: ShownStory, id_: str, directory: Directory) -> str:
    """How someone appears in a story without their name."""
    refs = [*without_repeats(story.givers), *without_repeats(story.receivers)]
    if id_ in refs:
        return shown.people[refs.index(id_)].text
    if shown.quote and shown.quote.by.person_key == directory.person_key(id_):
        return shown.quote.by.text
    language = story.lang or directory.settings.site.language
    return unnamed_phrases(language).of_colleague(0, None)


def _quoted(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.rstrip().split("\n"))


def as_text(story: ShownStory) -> str:
    """The whole story as plain text."""
    givers = ", ".join(person.text for person in story.givers)
    receivers = ", ".join(person.text for person in story.receivers)
    body = markdown.plain(story.body)
    parts = (
        story.title,
        f"{story.date} · {givers} → {receivers}",
        None if story.summary in body else story.summary,
        story.ask,
        body,
        story.quote and f"“{story.quote.text}” — {story.quote.by.text}",
        story.outcome,
    )
    return "\n\n".join(filter(None, parts)) + "\n"


def shown_on(
    story: Story, scan: Scan, library: Library, channel: Channel
) -> tuple[str | None, list[str]]:
    """A story as plain text, as a channel shows it, or None if it does not; and notes on that.

    The notes say why the story is not shown, or what is left out of it.
    """
    decision = decide(story.meta, scan, _permissions(library, channel))
    if not decision.shown:
        return None, [_REASONS[reason].format(id=id_) for reason, id_ in decision.why]
    shown = redact(story, scan, decision.named, Directory(library.settings, library.today))
    has_lost_picture = story.image is not None and shown.image is None
    return as_text(shown), [_NO_PICTURE] if has_lost_picture else []
