"""What a browser may load and run, and what servers are told of it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from generator.outputs import csp
from generator.text import markdown
from tests.conftest import Organisation, print_site


def test_only_scripts_that_run_have_a_hash() -> None:
    page = (
        '<head><script>a()</script><script src="x.js"></script>'
        '<script id="d" type="application/json">{}</script><SCRIPT>b("é")\n</SCRIPT></head>'
    )
    wanted = {
        f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
        for text in ("a()", 'b("é")\n')
    }
    inline = csp.Inline.of(page)
    assert inline.scripts == wanted
    assert wanted <= set(csp.policy(inline).split(";")[1].split())


def test_a_style_sheet_that_another_plugin_adds_has_a_hash() -> None:
    """As those of mkdocs-glightbox; without it, browsers would leave them out."""
    inline = csp.Inline.of('<head><style id="x">p { color: red }</style></head>')
    assert inline.scripts == frozenset()
    (hash_,) = inline.styles
    assert csp.policy(inline).split("; ")[2] == f"style-src 'self' {hash_}"


def test_every_page_says_its_policy_before_anything_is_loaded(
    organisation: Organisation, tmp_path: Path
) -> None:
    organisation.story("first")
    organisation.story("second", continues="first", date="2026-10-15")
    print_site(organisation.built(), tmp_path)
    pages = list(tmp_path.rglob("*.html"))
    told = (tmp_path / "_headers").read_text("utf-8")
    for path in pages:
        page = path.read_text("utf-8")
        head = page.partition("<script")[0].partition("<link")[0]
        assert head.count('<meta http-equiv="Content-Security-Policy"') == 1, path
        assert "unsafe" not in head
        for each in csp.Inline.of(page).scripts:
            assert each in head, path
            assert each in told, path
    assert "frame-ancestors" in told
    assert len(pages) > 20


def test_a_script_that_got_into_what_is_told_has_no_hash(
    organisation: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if the cleaning failed: only what the site theme says around it may run."""
    organisation.config(
        "onboarding/day-1.md", "---\ntitle: Day 1\n---\n<script>x()</script>\n<style>x{}</style>\n"
    )
    organisation.story("first", "It took an hour.\n\nAnd another, which is no line by itself.")
    monkeypatch.setattr(markdown, "clean_guide", lambda html, language: html)
    monkeypatch.setattr(
        markdown,
        "html",
        lambda *_, **__: markdown.ProseHtml("<script>y()</script><style>y{}</style>"),
    )
    print_site(organisation.built(), tmp_path)
    for path, letter in (("onboarding/day-1", "x"), ("stories/first", "y")):
        page = (tmp_path / path / "index.html").read_text("utf-8")
        got_in = f"<script>{letter}()</script>", f"<style>{letter}{{}}</style>"
        scripts, styles = csp.Inline.of("".join(got_in))
        for element, hash_ in zip(got_in, (*scripts, *styles), strict=True):
            assert element in page
            assert hash_ not in page
            assert hash_ not in (tmp_path / "_headers").read_text("utf-8")


def test_no_element_has_a_style_of_its_own(organisation: Organisation, tmp_path: Path) -> None:
    organisation.story("first", "| a | b |\n|:-:|--:|\n| 1 | 2 |\n")
    guide = organisation.root / "site_config/onboarding/day-1.md"
    guide.write_text(f"{guide.read_text()}\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n")
    print_site(organisation.built(), tmp_path)
    for path in tmp_path.rglob("*.html"):
        assert ' style="' not in path.read_text("utf-8"), path


def test_an_organisation_may_do_without(organisation: Organisation, tmp_path: Path) -> None:
    text = (organisation.root / "mkdocs.yml").read_text()
    organisation.write(
        "mkdocs.yml", text.replace("- reciprocity", "- reciprocity: {policy: false}")
    )
    print_site(organisation.built(), tmp_path)
    assert "Content-Security-Policy" not in (tmp_path / "index.html").read_text()
    assert not (tmp_path / "_headers").exists()


def test_lines_for_servers_say_the_same() -> None:
    inline = csp.Inline(frozenset({"'sha256-x='"}), frozenset({"'sha256-y='"}))
    files = {file.path: file.content.decode() for file in csp.headers(inline)}
    rule = csp.policy(inline) + "; frame-ancestors 'self'"
    assert f"  Content-Security-Policy: {rule}\n" in files["_headers"]
    assert f'add_header Content-Security-Policy "{rule}" always;' in files["nginx.conf"]
    assert f'Header always set Content-Security-Policy "{rule}"' in files["apache.conf"]
