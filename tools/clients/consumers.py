"""The programs that read what we make, each with what it has to say of the sample."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import yaml

from generator.adopt.sample import DAY
from tools.clients.lsp import LanguageServer
from tools.clients.sample import (
    HERE,
    ROOT,
    Fault,
    Missing,
    Sample,
    from_npm,
    from_pypi,
    run,
    script,
)


class Consumer(NamedTuple):
    """A program, what it reads, and a function that has it read that and returns its figure."""

    output: str
    program: str
    look: Callable[[Sample], str]


def _expect(truth: object, fault: str) -> None:
    if not truth:
        raise Fault(fault)


def slack(sample: Sample) -> str:
    """Slack's own objects accept each block."""
    said = json.loads(script(from_pypi(), "slack.py", [sample.digest / "slack.json"]))
    _expect(said["blocks"] <= 50 and said["longest"] <= 3000, f"beyond Slack's limits: {said}")
    return f"{said['blocks']} blocks, none refused"


def teams(sample: Sample) -> str:
    """Microsoft's renderer knows each element and property of the card, and the message is small."""
    cards = from_npm("card.cjs")
    said = json.loads(run("node", cards, sample.digest / "teams.json"))
    _expect(not said["problems"], str(said["problems"]))
    message = (sample.digest / "teams-webhook.json").read_text("utf-8")
    size = len(message.encode("utf-16-le"))
    _expect(size <= 28_000, f"{size} bytes in UTF-16")
    return f"{said['elements']} elements, no problem; at most 28 KB in UTF-16"


def calendars(sample: Sample) -> str:
    """Thunderbird's and Nextcloud's library reads every entry."""
    said = json.loads(run("node", from_npm("calendar.cjs"), *sample.calendars()))
    _expect(said and not any(one["bad"] for one in said), str(said))
    _expect({one["again"] for one in said} == {"P1D"}, "when to ask again is not understood")
    return f"{len(said)} calendars, {sum(one['events'] for one in said)} entries, again each day"


def khal(sample: Sample) -> str:
    """A calendar in the terminal takes in every entry."""
    folder = sample.root / "khal"
    (folder / "calendar").mkdir(parents=True, exist_ok=True)
    config = folder / "config"
    forms = {"timeformat": "%H:%M", "dateformat": "%Y-%m-%d", "longdateformat": "%Y-%m-%d",
             "datetimeformat": "%Y-%m-%d %H:%M", "longdatetimeformat": "%Y-%m-%d %H:%M"}  # fmt: skip
    lines = [
        "[calendars]", "[[x]]", f"path = {folder / 'calendar'}", "[sqlite]", f"path = {folder / 'db'}",
        "[locale]", "local_timezone = Europe/London", "default_timezone = Europe/London",
        *(f"{name} = {form}" for name, form in forms.items()),
    ]  # fmt: skip
    config.write_text("\n".join(lines) + "\n")
    calendar = sample.site / "practices/calendar.ics"
    run("khal", "-c", config, "import", "--batch", "-a", "x", calendar)
    taken = len(list((folder / "calendar").iterdir()))
    wanted = calendar.read_text("utf-8").count("BEGIN:VEVENT")
    _expect(taken == wanted, f"{taken} entries of {wanted}")
    return f"{taken} entries taken in"


def feedparser(sample: Sample) -> str:
    """The Python library reads each feed as well-formed."""
    paths = [sample.site / "feed.xml", sample.site / "newsletter/feed.xml"]
    said = json.loads(script(from_pypi(), "feeds.py", paths))
    _expect(not any(one["wrong"] for one in said) and said[0]["entries"], str(said))
    return f"{said[0]['entries']} and {said[1]['entries']} entries, well-formed"


def newsboat(sample: Sample) -> str:
    """A reader in the terminal shows each entry."""
    folder = sample.root / "newsboat"
    folder.mkdir(exist_ok=True)
    (folder / "urls").write_text(f"{(sample.site / 'feed.xml').as_uri()}\n")
    command = ("newsboat", "-u", folder / "urls", "-c", folder / "cache.db", "-C", os.devnull, "-x")
    run(*command, "reload")
    unread = run(*command, "print-unread").split()[0]
    wanted = (sample.site / "feed.xml").read_text("utf-8").count("<entry")
    _expect(unread == str(wanted), f"{unread} entries of {wanted}")
    return f"{unread} entries to read"


def spamassassin(sample: Sample) -> str:
    """What a mail server thinks of the message, without asking the network."""
    if shutil.which("spamassassin") is None:
        raise Missing("spamassassin is not installed")
    with (sample.digest / "email.eml").open("rb") as mail:
        done = subprocess.run(
            ["spamassassin", "-L", "-t"], stdin=mail, capture_output=True, check=False, timeout=60
        )
    said = done.stdout.decode("utf-8", "replace")
    score = re.search(r"\((-?[0-9.]+) points, ([0-9.]+) required\)", said)
    _expect(score, "no score")
    assert score
    _expect(float(score[1]) < 2.5, f"{score[1]} points")
    _expect("MISSING_HEADERS" not in said, "a header is missing")
    return f"under half of the {score[2]} points that make spam"


def libreoffice(sample: Sample) -> str:
    """The slides open, and each becomes a page with its number."""
    profile = f"-env:UserInstallation={(sample.root / 'office').as_uri()}"
    slides = sample.digest / "townhall.pptx"
    if not slides.is_file():
        raise Missing("python-pptx is not installed")
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", sample.root, slides)
    text = run("pdftotext", "-layout", sample.root / "townhall.pdf", "-")
    pages = text.split("\f")[:-1]
    numbers = [re.findall(r"(\d+) ?/ ?(\d+)\s*$", page) for page in pages]
    wanted = [[(str(number), str(len(pages)))] for number in range(1, len(pages) + 1)]
    _expect(numbers == wanted, f"the numbers are {numbers}")
    return f"{len(pages)} slides, each with its number"


def editor(sample: Sample) -> str:
    """The server behind VS Code's YAML completes people and themes, and finds no fault in a story."""
    server = from_npm("node_modules/yaml-language-server/bin/yaml-language-server")
    people = yaml.safe_load((sample.root / "site_config/people.yml").read_text("utf-8"))
    uri = "file:///stories/2026/{}.yml".format
    with LanguageServer(["node", str(server), "--stdio"], sample.root / ".reciprocity/story.json") as asked:  # fmt: skip
        asked.problems(uri("start"), "date: 2026-10-14\n")  # until it has read the schema
        offered = asked.offered(uri("a"), "givers: ")
        title = asked.offered(uri("b"), "title: ")
        themes = asked.offered(uri("c"), "themes: ")
        stories = sorted((sample.root / "stories").rglob("*.yml"))
        faults = [f for path in stories for f in asked.problems(uri(path.stem), path.read_text("utf-8"))]  # fmt: skip
    real = {*people, "anonymous"}
    strange = [o for o in offered if o not in real and not o.startswith("team:")]
    _expect(len(offered) > len(people) / 2 and not strange, f"offered: {offered[:9]}, {strange}")
    _expect(not {"true", "false"} & set(title), f"offered for a title: {title}")
    _expect(not faults, f"faults in sound stories: {faults[:3]}")
    return f"{len(offered)} people and teams and {len(themes)} themes offered; no fault in {len(stories)} stories"


def configuration(sample: Sample) -> str:
    """The same server finds the schema that the first line of each file of `init` names, and uses it."""
    server = from_npm("node_modules/yaml-language-server/bin/yaml-language-server")
    made = sample.root / "made"
    flags = (
        "--name",
        "Told",
        "--url",
        "https://told.example/",
        "--team",
        "Workshop: 9",
        "--no-input",
    )
    sample.reciprocity("init", str(made), *flags)
    paths = sorted((made / "site_config").rglob("*.yml"))
    offered = 0
    with LanguageServer(["node", str(server), "--stdio"]) as asked:
        for path in paths:
            text = path.read_text("utf-8")
            _expect(
                text.startswith("# ") and "yaml-language-server: $schema=" in text,
                f"{path.name} names no schema",
            )
            faults = asked.problems(path.as_uri(), text)
            _expect(not faults or path.name == ".example.yml", f"{path.name}: {faults[:3]}")
            top = (
                "entry:\n  "
                if path.parent == made / "site_config" and "# Each entry begins" in text
                else ""
            )
            new = path.with_name(f"new-{path.name}").as_uri()
            line = next(line for line in text.splitlines() if "$schema=" in line)
            fields = asked.offered(new, f"{line}\n{top}")
            _expect(fields, f"{path.name}: no field is offered")
            offered += len(fields)
            wrong = asked.problems(
                path.with_name(f"wrong-{path.name}").as_uri(), f"{line}\n{top}no_such_field: 1\n"
            )
            _expect(wrong, f"{path.name}: a field that is none is not found")
    return f"{len(paths)} files: no fault, {offered} fields offered, and a field that is none found in each"


def sarif(sample: Sample) -> str:
    """Microsoft's validator of reports finds no error."""
    report, log = sample.root / "check.sarif", sample.root / "validated.sarif"
    sample.reciprocity(
        "check", "--today", f"{DAY}", "--format", "sarif", "--output", str(report), status=None
    )
    tool = from_npm("node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool")
    if not tool.is_file():
        raise Missing("it is not made for this machine")
    tool.chmod(0o755)
    said = run(tool, "validate", report, "--output", log, "--log", "ForceOverwrite", status=None)
    _expect("successfully" in said and ": error " not in said, said[-400:])
    return "valid"


def pre_commit(sample: Sample) -> str:
    """The hook installs what it needs, warns of nothing without cause, and is as fast as `check`."""
    program, content = sample.root / "hook", sample.root / "content"
    run("git", "clone", "--quiet", "--no-hardlinks", ROOT, program)
    for name in ("stories", "site_config"):
        shutil.copytree(ROOT / name, content / name)
    shutil.copy(ROOT / "mkdocs.yml", content)
    commit = run("git", "rev-parse", "HEAD", cwd=program).strip()
    repos = [{"repo": str(program), "rev": commit, "hooks": [{"id": "reciprocity"}]}]
    (content / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": repos}))
    run("git", "init", "--quiet", cwd=content)
    run("git", "add", "--all", cwd=content)
    own = shutil.which("pre-commit", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if own is None:
        raise Missing("pre-commit is not installed")
    os.environ["PRE_COMMIT_HOME"] = str(sample.root / "pre-commit")
    command = (own, "run", "--all-files", "--verbose")
    try:
        said = run(*command, cwd=content)
    except Fault as fault:
        if "No matching distribution" in str(fault) or "InstallationError" in str(fault):
            raise Missing("its environment cannot be installed here") from None
        raise
    _expect("is not installed" not in said, said[-300:])
    durations = re.findall(r"duration: ([0-9.]+)s", run(*command, cwd=content))
    start = time.monotonic()
    sample.reciprocity("check", "--today", f"{DAY}", status=None)
    alone = time.monotonic() - start
    _expect(float(durations[0]) <= alone * 1.5 + 0.5, f"{durations[0]} s, and check {alone:.1f} s")
    return "passes without a warning, no slower than `check`"


_ALLOWED = (
    "“autocomplete” is only allowed",  # an input of the site theme
    "CSS: “mso-",  # properties that Outlook alone reads
    "“linear-gradient”",  # a colour with two positions is a gradient: CSS Images 4
)

_PAPERS = (
    ("preview", "stories/2026"),
    ("gaps", "--sheets"),
    ("portfolio", "eilidh", "--format", "html"),
    ("review", "2026-Q4", "--format", "html"),
)
"""The commands that write pages beside the site and the issues."""


def nu(sample: Sample) -> str:
    """The W3C's checker finds no error in what is ours of each page: of the site, an issue, or for one reader."""
    checker = from_npm("node_modules/vnu-jar/build/dist/vnu.jar")
    if shutil.which("java") is None:
        raise Missing("java is not installed")
    command = ("java", "-Xss8m", "-jar", checker, "--errors-only", "--skip-non-html")
    for words in _PAPERS:
        sample.reciprocity(*words, "--today", f"{DAY}")
    folders = (sample.site, sample.root / "build")
    done = subprocess.run(
        [*command, "--format", "json", *folders],
        capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    said = json.loads(done.stderr)["messages"]
    ours = [m for m in said if not any(known in m["message"] for known in _ALLOWED)]
    _expect(not ours, "; ".join(f"{m['url'][-40:]}: {m['message'][:120]}" for m in ours[:3]))
    pages = [path for folder in folders for path in folder.rglob("*.html")]
    return f"{len(pages)} pages, no error of ours"


def stylelint(sample: Sample) -> str:
    """Every selector, property and value is one that browsers know."""
    program = from_npm("node_modules/stylelint/bin/stylelint.mjs")
    sheets = sorted((sample.site / "assets").glob("*.css"))
    ours = [path for path in sheets if path.name in {p.name for p in (ROOT / "templates/theme/assets").glob("*.css")} | {"identity.css"}]  # fmt: skip
    for page in ("townhall.html", "wall.html", "index.html"):
        style = re.findall(r"<style>(.*?)</style>", (sample.digest / page).read_text("utf-8"), re.DOTALL)  # fmt: skip
        ours.append(sample.root / f"{page}.css")
        ours[-1].write_text("\n".join(style), "utf-8")
    copies = Path(tempfile.mkdtemp(dir=sample.root))
    for path in ours:
        shutil.copy(path, copies)
    run("node", program, "--config", HERE / "stylelint.json", *sorted(copies.iterdir()))
    return f"{len(ours)} style sheets, no problem"


def lighthouse(sample: Sample) -> str:
    """The home page has full marks for accessibility, practices and search engines."""
    program = from_npm("node_modules/lighthouse/cli/index.js")
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)  # fmt: skip
    if browser is None:
        raise Missing("chromium is not installed")
    os.environ["CHROME_PATH"] = browser
    report = sample.root / "lighthouse.json"
    wanted = ("accessibility", "best-practices", "seo")
    with sample.served() as address:
        run("node", program, address, "--quiet", "--chrome-flags=--headless --no-sandbox",
            f"--only-categories={','.join(wanted)}", "--output=json", f"--output-path={report}")  # fmt: skip
    read = json.loads(report.read_text("utf-8"))
    scores = {name: round(read["categories"][name]["score"] * 100) for name in wanted}
    failed = [audit["id"] for audit in read["audits"].values() if audit.get("score") == 0]
    _expect(min(scores.values()) >= 95, f"{scores}: {failed}")
    return ", ".join(f"{name} {score}" for name, score in scores.items())


CONSUMERS = (
    Consumer("`slack.json`", "slack_sdk", slack),
    Consumer("`teams.json`, `teams-webhook.json`", "adaptivecards", teams),
    Consumer("`email.eml`", "SpamAssassin", spamassassin),
    Consumer("`townhall.pptx`", "LibreOffice", libreoffice),
    Consumer("calendars", "ical.js", calendars),
    Consumer("calendars", "khal", khal),
    Consumer("feeds", "feedparser", feedparser),
    Consumer("feeds", "newsboat", newsboat),
    Consumer("the schema of a story", "yaml-language-server", editor),
    Consumer("the schemas of `site_config/`", "yaml-language-server", configuration),
    Consumer("`check --format sarif`", "SARIF Multitool", sarif),
    Consumer("the hook", "pre-commit", pre_commit),
    Consumer("pages", "Nu Html Checker", nu),
    Consumer("style sheets", "stylelint", stylelint),
    Consumer("the home page", "Lighthouse", lighthouse),
)
