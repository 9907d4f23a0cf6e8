"""Addresses of mail: what a message can be sent from, and what `check` says of anything else."""

from __future__ import annotations

import pytest

from generator.model.mailbox import mailbox, unsubscribe_address
from tests.conftest import Organisation


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("stories@bench.example", "", "stories@bench.example"),
        ("<stories@bench.example>", "", "stories@bench.example"),
        ("The bench <a.b+c@bench.example>", "The bench", "a.b+c@bench.example"),
        ('"Oven, Ltd" <a@bench.example>', "Oven, Ltd", "a@bench.example"),
        ("a@bücher.example", "", "a@xn--bcher-kva.example"),
        ("a@Straße.Example", "", "a@xn--strae-oqa.example"),
        ("a@例え.jp", "", "a@xn--r8jz45g.jp"),
    ],
)
def test_an_address_is_read_with_its_name_and_its_domain_in_ascii(
    text: str, name: str, address: str
) -> None:
    found = mailbox(text)
    assert found is not None
    assert (found.name, found.address) == (name, address)


NO_ADDRESS = [
    "", "ask at the bench @ noon", "bench.example", "a@", "@bench.example", "a@bench", "a@b@c.example",
    "a@-bench.example", "a@bench..example", "é@bench.example", "a@bench.example, b@bench.example",
    "The bench a@bench.example", "The bench <a@bench.example", "a@[127.0.0.1]", f"{'a' * 65}@bench.example",
    f"a@{'b' * 64}.example", "a@xn--\U0001f4a9.example", "x\r\nBcc: <a@bench.example>", " " * 9999 + "<",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_what_no_mail_could_reach_is_no_address(text: str) -> None:
    assert mailbox(text) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://bench.example/leave?a=1&b=2", "https://bench.example/leave?a=1&b=2"),
        ("https://bench.example", "https://bench.example"),
        ("mailto:leave@bücher.example", "mailto:leave@xn--bcher-kva.example"),
        ("mailto:a@bench.example?subject=leave", "mailto:a@bench.example?subject=leave"),
        ("http://bench.example/leave", None),
        ("https://bench.example/a b", None),
        ("https://bench.example/>\r\nBcc: x", None),
        ("https://bench.example/>,<https://evil.example", None),
        ("leave@bench.example", None),
        ("mailto:The bench <a@bench.example>", None),
        ("mailto:a@bench.example?x>", None),
        ("javascript:alert(1)", None),
    ],
)
def test_an_address_to_leave_at_is_of_the_web_or_of_mail(text: str, address: str | None) -> None:
    assert unsubscribe_address(text) == address


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("from: ask at the bench @ noon", "is not an e-mail address"),
        ("to: [all@bench.example, nobody]", '"nobody" is not an e-mail address'),
        ("list_unsubscribe: leave@bench.example", "is not an address to unsubscribe at"),
    ],
)
def test_an_address_that_cannot_be_used_is_an_error_of_check(
    organisation: Organisation, line: str, message: str
) -> None:
    organisation.config("newsletter.yml", f"cadence: monthly\n{line}\n")
    organisation.story("first")
    (found,) = [problem for problem in organisation.problems() if problem.is_error]
    assert (found.code, found.location.path, found.location.line) == (
        "C103", "site_config/newsletter.yml", 2
    )  # fmt: skip
    assert message in found.message
