"""What is pasted from chats and mails credits those who are thanked, and nobody who is only named."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.chats import chat_posts
from generator.intake.messages import ReadMessage, read_message, read_messages
from generator.model import Settings
from generator.source.settings import read_settings
from tests.conftest import organisation_in


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    read, _ = read_settings(organisation_in(tmp_path_factory.mktemp("messages")).root)
    assert read is not None
    return read


THANKS = "Thanks to Ana Óscoz for the lamp."

# --- mails that were pasted ---

REPLY_HEADS = [
    "On Wed, Oct 14, 2026 at 3:10 PM Cem Aydın <cem@bench.example> wrote:",
    "On 14 Oct 2026, at 15:10, Cem Aydın\n<cem@bench.example> wrote:",
    "Am 14.10.2026 um 15:10 schrieb Cem Aydın:",
    "Le mer. 14 oct. 2026 à 15:10, Cem Aydın <cem@bench.example> a écrit :",
    "El mié, 14 oct 2026 a las 15:10, Cem Aydın (<cem@bench.example>) escribió:",
    "śr., 14 paź 2026 o 15:10 Cem Aydın <cem@bench.example> napisał(a):",
    "2026年10月14日(水) 15:10 Cem Aydın <cem@bench.example>:",
    "Cem Aydın <cem@bench.example>, 14 Eki 2026 Çar, 15:10 tarihinde şunu yazdı:",
    "Cem Aydın skrev den 14 okt. 2026 kl. 15.10:",
]
BLOCKS = [
    "-----Original ReadMessage-----\nFrom: Cem Aydın\nSent: Wednesday, October 14, 2026 3:10 PM\nTo: Bo\nSubject: lamp\n",
    "From: Cem Aydın <cem@bench.example>\nSent: Wednesday, October 14, 2026 3:10 PM\nTo: Bo\nSubject: lamp\n",
    "________________________________\nVon: Cem Aydın\nGesendet: Mittwoch, 14. Oktober 2026 15:10\nAn: Bo\nBetreff: Lampe\n",
    "*De :* Cem Aydın <cem@bench.example>\n*Envoyé :* mercredi 14 octobre 2026 15:10\n*À :* Bo\n*Objet :* lampe\n",
]
MAIL = (
    "From: Bo Lindqvist <bo@bench.example>\nDate: Wed, 14 Oct 2026 16:12\nSubject: Re: the lamp\n\n"
)


@pytest.mark.parametrize("head", REPLY_HEADS)
def test_the_mail_that_is_answered_is_no_part_of_the_story(settings: Settings, head: str) -> None:
    message = read_message(
        f"{MAIL}{THANKS}\n\n{head}\n> Whom shall we thank?\n> Eli Harrow\n", settings
    )
    assert message.doubt is None
    assert message.answers == {
        "receivers": "bo", "givers": "ana", "date": "2026-10-14", "title": "the lamp",
        "body": "Thanks to @ana for the lamp.",
    }  # fmt: skip


@pytest.mark.parametrize("head", [*BLOCKS, *(f"{head}\n" for head in REPLY_HEADS)])
def test_an_answered_mail_without_marks_is_left_out_or_stops_the_story(
    settings: Settings, head: str
) -> None:
    message = read_message(f"{MAIL}{THANKS}\n\n{head}\nKudos to Eli Harrow!\n", settings)
    assert "eli" not in message.answers.get("givers", "")
    assert message.doubt is not None or "Eli" not in message.answers["body"]


@pytest.mark.parametrize(
    "text",
    [
        "> Whom shall we thank?\n\nAna Óscoz, thanks!\n\n> And for what?\n\nThe lamp.",
        f"> {THANKS}",
        "Thanks to Ana Óscoz.\n\nThanks to Eli Harrow.",
        "Thanks to Ana Óscoz. Cem Aydın saw it.",
        "I helped Ana Óscoz with the lamp.",
        "Ana Óscoz stayed an hour.",
        "Thanks to Ana Óscoz and Zoe Unknown for the lamp.",
    ],
)
def test_where_it_is_not_certain_who_gave_the_message_waits(settings: Settings, text: str) -> None:
    message = read_message(MAIL + text, settings)
    assert message.doubt is not None
    assert "givers" not in message.answers


def test_words_above_a_forwarded_mail_are_not_credited_with_its_thanks(settings: Settings) -> None:
    message = read_message(f"{MAIL}Look at this.\n\n{BLOCKS[1]}\n{THANKS}", settings)
    assert "givers" not in message.answers


@pytest.mark.parametrize(
    ("text", "givers"),
    [
        ("Thanks to Ana Óscoz and Cem Aydın!", "ana, cem"),
        ("A big thank you to our dear colleague Ana Óscoz.", "ana"),
        ("Ana Óscoz, thank you so much.", "ana"),
        ("Kudos @ana, @cem.aydın & @eli.", "ana, cem, eli"),
        ("Vielen Dank an Ana Óscoz!", "ana"),
        ("Gracias a Ana Óscoz por la lámpara.", "ana"),
        ("Merci à Ana Óscoz pour la lampe.", "ana"),
        ("Спасибо, Ana Óscoz!", "ana"),
        ("No thanks to Ana Óscoz.", ""),
        ("Thanks to Ana Óscoz's lamp we saw it.", ""),
    ],
)
def test_those_gave_whose_names_follow_the_words_of_thanks(
    settings: Settings, text: str, givers: str
) -> None:
    assert read_message(MAIL + text, settings).answers.get("givers", "") == givers


@pytest.mark.parametrize(
    "end",
    [
        "\n-- \nBo Lindqvist\nOffice", "\n\nBest regards,\nBo Lindqvist\nOffice", "\n\nSent from my iPhone",
        "\n\nViele Grüße\nBo", "\n\nThanks,\nBo Lindqvist",
    ],
)  # fmt: skip
def test_a_signature_is_no_part_of_the_story(settings: Settings, end: str) -> None:
    message = read_message(f"{MAIL}{THANKS}{end}", settings)
    assert message.answers["body"] == "Thanks to @ana for the lamp."
    assert message.doubt is None


def test_a_signature_after_thanks_is_not_who_gave(settings: Settings) -> None:
    message = read_message("We had light at last.\n\nThanks, Ana Óscoz", settings)
    assert "givers" not in message.answers


def test_a_mail_that_was_forwarded_is_of_who_wrote_it(settings: Settings) -> None:
    pytest.importorskip("quotequail", reason="quotequail (extra mail) is not installed")
    message = read_message(
        "From: Eli Harrow\nSubject: Fwd: lamp\nDate: 15 October 2026\n\n---------- Forwarded message ---------\n"
        f"From: Bo Lindqvist <bo@bench.example>\nDate: Wed, 14 Oct 2026 16:12\nSubject: lamp\nTo: Eli\n\n{THANKS}\n",
        settings,
    )
    assert message.doubt is None
    assert message.answers["receivers"] == "bo"
    assert message.answers["date"] == "2026-10-14"


# --- files of mail ---


def mail(text: str, *, subtype: str = "plain", author: str = "Bo Lindqvist <bo@bench.example>") -> EmailMessage:  # fmt: skip
    made = EmailMessage()
    made["From"], made["Date"], made["Subject"] = (
        author,
        "Wed, 14 Oct 2026 16:12:00 +0200",
        "Für Ana",
    )
    made["ReadMessage-ID"] = "<1@bench.example>"
    made.set_content(text, subtype=subtype, charset="utf-8")
    return made


def test_a_file_of_one_mail_is_read_with_its_headers_and_encoding(settings: Settings) -> None:
    made = mail(THANKS)
    made.add_attachment(b"x", maintype="image", subtype="png", filename="lamp.png")
    (message,) = read_messages(bytes(made), settings)
    assert message.answers == {
        "receivers": "bo", "givers": "ana", "date": "2026-10-14", "title": "Für Ana",
        "body": "Thanks to @ana for the lamp.",
    }  # fmt: skip
    assert "left out: lamp.png" in message.notes


def test_a_mail_in_html_is_read_as_text_without_what_it_quotes(settings: Settings) -> None:
    html = (
        f"<html><head><style>p {{color: red}}</style></head><body><p>{THANKS}</p><div>On 14 Oct 2026 Cem wrote:"
        "</div><blockquote><p>Thanks to Eli Harrow.</p></blockquote></body></html>"
    )
    (message,) = read_messages(bytes(mail(html, subtype="html")), settings)
    assert message.answers["body"] == "Thanks to @ana for the lamp."
    assert message.answers["givers"] == "ana"


def test_a_box_gives_a_message_for_each_mail(settings: Settings, tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "box")
    box.add(mail(THANKS))
    box.add(mail("Thanks to Cem Aydın.\nFrom here it was easy.", author="Fay Odhiambo"))
    box.close()
    found = read_messages((tmp_path / "box").read_bytes(), settings)
    assert [(m.answers["receivers"], m.answers["givers"]) for m in found] == [
        ("bo", "ana"),
        ("fay", "cem"),
    ]
    assert "\nFrom here" in found[1].answers["body"]


# --- chats ---

HEADS = {
    "WhatsApp, Android": "14/10/2026, 16:12 - {who}: ",
    "WhatsApp, with a narrow space": "14/10/2026, 4:12\u202fPM - {who}: ",
    "WhatsApp, Spanish": "14/10/2026, 4:12 p.\u00a0m. - {who}: ",
    "WhatsApp, Canadian": "2026-10-14, 4:12 p.m. - {who}: ",
    "WhatsApp, German": "14.10.26, 16:12 - {who}: ",
    "WhatsApp, Korean": "2026. 10. 14. 오후 4:12 - {who}: ",
    "WhatsApp, iOS": "\u200e[14/10/2026, 4:12:09\u202fPM] {who}: ",
    "WhatsApp, iOS German": "[14.10.26, 16:12:09] {who}: ",
    "Teams": "[14/10/2026 16:12] {who}\n",
    "Teams, new": "{who}\n14 October 2026 16:12\n",
    "Telegram": "{who}, [14.10.2026 16:12]\n",
    "Slack, two lines": "{who}\n  4:12 PM\n",
    "Slack": "{who}  4:12 PM\n",
    "Slack, with a bot's sign": "{who} APP  [4:12 PM]\n",
    "Discord": "{who} — 14/10/2026 16:12\n",
    "Google Chat": "{who}, Yesterday 4:12 PM\n",
}
SECOND = {
    head: text.replace("12", "13", 1) if "12 " in text else text for head, text in HEADS.items()
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_the_head_of_a_chat_message_is_read_and_never_printed(
    settings: Settings, head: str
) -> None:
    message = read_message(f"{head.format(who='Bo Lindqvist')}{THANKS}\nIt was dark.", settings)
    assert message.doubt is None
    assert message.answers["receivers"] == "bo"
    assert message.answers["givers"] == "ana"
    assert message.answers["body"] == "Thanks to @ana for the lamp.\nIt was dark."
    assert message.answers.get("date") == (None if "14" not in head else "2026-10-14")


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_second_speaker_is_no_part_of_the_story(settings: Settings, head: str) -> None:
    chat = "\n".join(
        head.format(who=who) + said
        for who, said in (("Bo Lindqvist", THANKS), ("Eli Harrow", "Well deserved!"))
    )
    message = read_message(chat, settings)
    assert message.doubt is None
    assert message.answers["body"] == "Thanks to @ana for the lamp."
    assert 'left out: "Well deserved!" by Eli Harrow' in message.notes


def test_a_chat_with_several_thanks_waits_and_each_makes_a_story_of_its_own(
    settings: Settings,
) -> None:
    head = HEADS["WhatsApp, Android"]
    chat = "\n".join(
        (head.format(who="Bo"), "14/10/2026, 16:10 - Messages and calls are end-to-end encrypted.")[
            ::-1
        ]
    )
    chat += f"{THANKS}\n{head.format(who='Fay Odhiambo')}Thanks to Cem Aydın.\n{head.format(who='Eli')}<Media omitted>"
    (message,) = read_messages(chat.encode(), settings)
    assert message.doubt is not None
    found = read_messages(chat.encode(), settings, each=True)
    assert [(m.answers["receivers"], m.answers["givers"]) for m in found] == [
        ("bo", "ana"),
        ("fay", "cem"),
    ]


def test_what_whatsapp_says_in_somebodys_name_is_left_out() -> None:
    chat = (
        "[14/10/2026, 16:10:00] Bo: \u200eMessages and calls are end-to-end encrypted. Nobody can read them.\n"
        "[14/10/2026, 16:12:00] Bo: The lamp. \u200e<This message was edited>\n[14/10/2026, 16:13:00] Bo: image omitted\n"
    )
    assert [post.text for post in chat_posts(chat)] == ["The lamp."]


# --- whatever the heads are ---


def credited(message: ReadMessage) -> str:
    return message.answers.get("givers", "")


@given(
    top=st.sampled_from([THANKS, "Well deserved!", "", "Thanks, all", "See below"]),
    head=st.sampled_from([*REPLY_HEADS, *(block.strip() for block in BLOCKS)]),
    marks=st.sampled_from(["> ", ">", ">> ", "| ", ""]),
    gap=st.sampled_from(["\n", "\n\n", "\n\n\n"]),
    quoted=st.sampled_from(["Thanks to Eli Harrow!", "Eli Harrow, thank you", "Kudos @eli and @dora"]),
    end=st.sampled_from(["", "\n\nBo Lindqvist", "\n-- \nBo", "\n\nThanks,\nBo Lindqvist"]),
    mail=st.booleans(),
)  # fmt: skip
def test_a_quoted_mail_never_credits_those_who_are_thanked_in_it(
    settings: Settings, top: str, head: str, marks: str, gap: str, quoted: str, end: str, mail: bool
) -> None:
    inner = "\n".join(f"{marks}{line}" for line in quoted.split("\n"))
    text = f"{MAIL if mail else ''}{top}{gap}{head}\n{inner}{end}"
    message = read_message(text, settings)
    written = message.doubt is None and message.answers.get("receivers") == "bo"
    assert not (written and {"eli", "dora"} & set(credited(message).split(", ")))


@given(
    first=st.sampled_from(list(HEADS.values())),
    second=st.sampled_from(list(HEADS.values())),
    said=st.sampled_from(["Thanks to Eli Harrow!", "@eli thanks", "Yes, Eli Harrow too", "Danke an Eli Harrow"]),
    who=st.sampled_from(["Cem Aydın", "Dora Nkemelu", "Zoe Unknown", "+49 171 5550100"]),
)  # fmt: skip
def test_a_second_speaker_never_credits_somebody_in_the_name_of_the_first(
    settings: Settings, first: str, second: str, said: str, who: str
) -> None:
    chat = f"{first.format(who='Bo Lindqvist')}{THANKS}\n{second.format(who=who)}{said}\n"
    message = read_message(chat, settings)
    assert message.doubt is not None or "eli" not in credited(message)


@pytest.mark.parametrize(
    "charset", ["", "; charset=us-ascii", "; charset=unknown-8bit", "; charset=nonsense"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_mail_that_names_no_encoding_or_a_wrong_one_is_read_by_evidence(
    settings: Settings, charset: str, encoding: str
) -> None:
    raw = f"From: x\nMIME-Version: 1.0\nContent-Type: text/plain{charset}\n\n"
    words = "Thank you Ana Óscoz, the café is léger since Tuesday, très bien déjà vu."
    (message,) = read_messages(raw.encode() + words.encode(encoding), settings)
    assert "\ufffd" not in message.answers.get("body", "")
    assert message.doubt is not None or "café is léger" in message.answers["body"]
    if encoding == "utf-8":
        assert message.doubt is None
