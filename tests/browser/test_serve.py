"""`reciprocity serve` in a browser: the page loads anew after a change, under the site's policy."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.test_policy import LISTEN
from tests.conftest import Organisation
from tests.served import served

pytestmark = pytest.mark.browser


def test_a_page_loads_anew_after_a_change_and_violates_nothing(
    page: Any, organisation: Organisation
) -> None:
    organisation.story("first")
    page.add_init_script(LISTEN)
    with served(organisation.root) as port:
        page.goto(f"http://localhost:{port}/stories/first/", wait_until="load")
        assert page.evaluate("violations") == []
        organisation.story("first", "It took @ana two hours.")
        page.get_by_text("two hours").first.wait_for()
        assert page.evaluate("violations") == []
        page.evaluate(  # a script runs, or is refused, while it is appended
            "const script = document.createElement('script'); script.text = 'window.ran = 1';"
            "document.body.append(script)"
        )
        assert page.evaluate("window.ran") is None, "any other script is still refused"
