"""The site works under the strict policy that it ships, in a header and in each page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Sample, serve

pytestmark = pytest.mark.browser

LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
  (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def headers(sample: Sample) -> dict[str, str]:
    """What the site's own `_headers` says, as a server would send it."""
    lines = (sample.folder / "_headers").read_text("utf-8").splitlines()[1:]
    return dict(line.strip().split(": ", 1) for line in lines)


def test_every_family_runs_under_the_header_without_a_violation(page: Any, sample: Sample) -> None:
    sent = headers(sample)
    assert "frame-ancestors" in sent["Content-Security-Policy"]
    site = next(serve(sample.folder, sent))
    page.add_init_script(LISTEN)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    foreign: list[str] = []
    page.on(
        "request", lambda r: None if r.url.startswith((site, "data:")) else foreign.append(r.url)
    )
    for path in sample.families:
        page.goto(site + path, wait_until="load")
        before = page.locator("body").get_attribute("data-md-color-scheme")
        page.locator("label[for^=__palette]:visible").first.click()
        assert page.locator("body").get_attribute("data-md-color-scheme") != before, path
        if path != "random/":  # which is a story by now
            page.locator("[data-search]").click()
            page.get_by_role("searchbox").first.fill("oven")
            page.locator(".r-hit").first.wait_for()
        assert page.evaluate("violations") == [], path
    assert [text for text in said if "Content Security" in text or "Content-Security" in text] == []
    assert foreign == []


def test_what_a_page_itself_says_stops_a_script_that_got_in(page: Any, sample: Sample) -> None:
    site = next(serve(sample.folder))

    def spoiled(route: Any) -> None:
        answer = route.fetch()
        script = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'>"
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{script}</main>"))

    page.add_init_script(LISTEN)
    page.route("**/stories/", spoiled)
    page.goto(f"{site}stories/", wait_until="load")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert len(page.evaluate("violations")) >= 2


def test_a_policy_without_the_hashes_is_noticed(page: Any, sample: Sample) -> None:
    """The first test can fail."""
    strict = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
    site = next(serve(sample.folder, {"Content-Security-Policy": strict}))
    page.add_init_script(LISTEN)
    page.goto(site)
    assert page.evaluate("violations") != []
