"""Commands speak the language of the organisation: reports, prompts, errors and help."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests import ROOT
from tests.conftest import TODAY, Organisation

_PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "error"
msgstr "feil"

msgid "there is no theme \\"%(id)s\\""
msgstr "temaet \\"%(id)s\\" finnes ikke"

msgid "Did you mean \\"%(word)s\\"?"
msgstr "Mente du \\"%(word)s\\"?"

msgid "Themes are listed in site_config/themes.yml."
msgstr "Temaene står i site_config/themes.yml."

msgid "%(num)s error"
msgid_plural "%(num)s errors"
msgstr[0] "%(num)s feil"
msgstr[1] "%(num)s feil"

msgid "%(num)s warning"
msgid_plural "%(num)s warnings"
msgstr[0] "%(num)s advarsel"
msgstr[1] "%(num)s advarsler"

msgid "%(problems)s in %(touched)s of %(num)s file"
msgid_plural "%(problems)s in %(touched)s of %(num)s files"
msgstr[0] "%(problems)s i %(touched)s av %(num)s fil"
msgstr[1] "%(problems)s i %(touched)s av %(num)s filer"

msgid "not defined in the configuration"
msgstr "ikke definert"

msgid "Treat warnings as errors."
msgstr "Behandle advarsler som feil."

msgid "Options"
msgstr "Valg"

msgid "Usage:"
msgstr "Bruk:"

msgid "Error: %(message)s"
msgstr "Feil: %(message)s"

msgid "--dry-run only works with --fix."
msgstr "--dry-run virker bare med --fix."
"""


@pytest.fixture
def norwegian(organisation: Organisation) -> Organisation:
    site = (organisation.root / "site_config/site.yml").read_text("utf-8")
    organisation.config("site.yml", f"{site}language: no\n")
    organisation.write("site_config/locale/nb.po", _PO)
    organisation.story("one", themes="[askign]")
    organisation.story("two", themes="[listening]")
    return organisation


def _run(organisation: Organisation, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["--root", str(organisation.root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def _check(organisation: Organisation, *arguments: str) -> Result:
    return _run(organisation, "check", "--today", f"{TODAY}", *arguments)


def _of_json(organisation: Organisation) -> dict[str, dict[str, Any]]:
    report = json.loads(_check(organisation, "--format", "json").stdout)
    return {problem["code"]: problem for problem in report["problems"]}


def test_a_report_is_in_the_organisations_language(norwegian: Organisation) -> None:
    report = _check(norwegian).output
    assert 'feil S104: temaet "askign" finnes ikke\n' in report
    assert '  = Mente du "asking"? Temaene står i site_config/themes.yml.\n' in report
    assert report.splitlines()[-1].startswith("1 feil, 3 advarsler i 4 av ")


def test_reports_for_programs_have_the_same_words(norwegian: Organisation) -> None:
    problem = _of_json(norwegian)["S104"]
    assert problem["severity"] == "error", "what programs read is not translated"
    assert problem["message"] == 'temaet "askign" finnes ikke'
    sarif = json.loads(_check(norwegian, "--format", "sarif").stdout)
    (result,) = [r for r in sarif["runs"][0]["results"] if r["ruleId"] == "S104"]
    assert result["message"]["text"] == (
        'Temaet "askign" finnes ikke. Mente du "asking"? Temaene står i site_config/themes.yml.'
    )
    assert "title=S104%3A ikke definert" in _check(norwegian, "--format", "github").stdout
    issues = json.loads(_check(norwegian, "--format", "gitlab").stdout)
    (issue,) = [issue for issue in issues if issue["check_name"] == "S104"]
    assert issue["description"].startswith('Temaet "askign" finnes ikke.')


def test_a_problem_is_the_same_in_every_language(norwegian: Organisation) -> None:
    """Forges know a problem again by its fingerprint, also after the language changed."""
    before = _of_json(norwegian)["S104"]
    site = (norwegian.root / "site_config/site.yml").read_text("utf-8")
    norwegian.config("site.yml", site.replace("language: no\n", "language: en\n"))
    after = _of_json(norwegian)["S104"]
    assert before["fingerprint"] == after["fingerprint"]
    assert after["message"] == 'there is no theme "askign"'


def test_help_is_in_the_organisations_language_where_it_is_translated(
    norwegian: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _run(norwegian, "check", "--help").output
    assert said.startswith("Bruk:")
    assert "\nValg:\n" in said
    assert "Behandle advarsler som feil." in said
    assert "Check all stories and the configuration." in said, "what is not translated is English"
    monkeypatch.chdir(norwegian.root)
    assert CliRunner().invoke(main, ["--help"]).output.startswith("Bruk:")


def test_a_wrong_call_is_told_in_the_organisations_language(norwegian: Organisation) -> None:
    done = _check(norwegian, "--dry-run")
    assert done.exit_code == 2
    assert done.stderr.endswith("\nFeil: --dry-run virker bare med --fix.\n")


@pytest.mark.parametrize(
    "site",
    [
        "language: [\n",
        "language: {no: yes}\n",
        "language: ../../../etc\n",
        "language:\n",
        "language: tlh\n",
        "",
    ],
)
def test_where_the_language_cannot_be_known_it_is_english(
    organisation: Organisation, site: str
) -> None:
    organisation.config("site.yml", site)
    organisation.story("one", themes="[askign]")
    assert _is_english(_check(organisation).output)


def _is_english(report: str) -> bool:
    return " error " in report and report.rstrip().endswith("files")


def test_a_catalog_that_cannot_be_used_says_nothing(norwegian: Organisation) -> None:
    norwegian.write(
        "site_config/locale/nb.po", _PO.replace('"%(id)s\\" finnes', '"%(no)s\\" finnes')
    )
    assert "feil S104: det finnes ikke " in _check(norwegian).output, "it is ours"


@pytest.mark.slow
def test_english_imports_no_babel(organisation: Organisation) -> None:
    """A check in English costs nothing for other languages, though every list is joined."""
    organisation.story("one", themes="[askign]", kind="hepl")
    code = (
        "import sys; from pathlib import Path; from generator.pipeline import load;"
        "from generator.source.words import words_of; from generator.diagnostics import report;"
        "import datetime; root = Path(sys.argv[1]);"
        "words = words_of(root); _, found = load(root, lambda _: datetime.date(2026, 11, 20));"
        "print(report.text(found, lambda _: [], words));"
        "sys.exit('babel.messages' in sys.modules or 'babel.lists' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(organisation.root)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert "mentoring, feedback and help" in done.stdout, done.stderr
    assert done.returncode == 0


def test_the_sample_is_checked_in_its_own_language(tmp_path: Path) -> None:
    """A BCP 47 tag with a region, as the sample has it."""
    organisation = Organisation(tmp_path)
    organisation.config("site.yml", "name: X\nurl: https://x.example/\nlanguage: en-GB\n")
    assert "error" in _check(organisation).output
