"""No file outside the repository is read, and none outside the output's folders is written.

Python itself says what is opened: an audit hook in a process of its own writes it down.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.engine.live import LiveSite
from tests.conftest import Organisation
from tests.hostile import picture
from tests.system.forked import run

SECRET = "zanzibarsecret"
STORY = f"---\ndate: 2026-10-14\ngivers: ana\nreceivers: bo\n---\nThe {SECRET} of @ana.\n"
AUDITED = """
import os, sys
log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
def hook(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        path, mode, flags = args
        write = (flags or 0) & WRITES or (isinstance(mode, str) and set(mode) & set("wax+"))
        named = [(path, "w" if write else "r")]
    elif event in ("os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.chmod"):
        named = [(args[0], "w")]
    elif event in ("os.rename", "os.link", "os.symlink"):
        named = [(args[0], "w"), (args[1], "w")] if event == "os.rename" else [(args[1], "w")]
    else:
        return
    for path, how in named:
        if isinstance(path, (str, bytes)):
            os.write(log, f"{how} {os.fsdecode(path)}".encode("utf-8", "replace").replace(b"\\n", b" ") + b"\\n")
sys.addaudithook(hook)
from generator.cli import main
for root in sys.argv[3:]:
    try:
        main(["--root", root, *sys.argv[2].split()])
    except SystemExit:
        pass
"""
LINKS = {  # what stands in stories/2026/, and where it leads from the folder that holds both
    **{f"stories/2026/link-{n}.{ending}": f"outside/secret.{ending}"
       for n, ending in enumerate(("md", "yml", "png", "jpg", "jpeg", "webp", "gif", "txt"))},
    "stories/2026/up.md": "outside/secret.md",
    "stories/2026/UP.MD": "outside/secret.md",
    "stories/2026/passwd.md": "/etc/passwd",
    "stories/2026/environ.md": "/proc/self/environ",
    "stories/2026/zero.md": "/dev/zero",
    "stories/2026/stdin.md": "/dev/stdin",
    "stories/2026/git.md": ".git/config",
    "stories/2026/nowhere.md": "outside/not-there.md",
    "stories/2026/itself.md": "org/stories/2026/itself.md",
    "stories/2026/twice.md": "org/stories/2026/up.md",
    "stories/2026/folder": "outside",
    "stories/2026/folder.md": "outside",
    "stories/2025": "outside",
    "stories/2024": "/",
    "stories/elsewhere": "outside",
    "stories/top.md": "outside/secret.md",
}  # fmt: skip
FILES = (  # what a story calls its picture
    "../../../outside/secret.png", "../../../../etc/passwd", "/etc/passwd", "/etc/passwd.png", "..", ".",
    "../2025/x.png", "..\\..\\..\\outside\\secret.png", "C:\\secret.png", "C:secret.png", "\\\\host\\share\\x.png",
    "//host/share/x.png", "file:///etc/passwd.png", "https://evil.example/x.png", "data:image/png;base64,x.png",
    "%2e%2e%2f%2e%2e%2foutside%2fsecret.png", "..%2f..%2f..%2foutside%2fsecret.png", "link-2.png", "link-3.jpg",
    "folder/secret.png", "./real.png", "real.png/../../../../outside/secret.png", "real.png/", "~/x.png",
    "$HOME/x.png", ".git/config.png", "secret.svg", "real.png%00.md", "․․/secret.png", "‥/secret.png",
    "．．／secret.png", "CON.png", "nul.png", "-rf.png",
)  # fmt: skip


@pytest.fixture
def outside(organisation: Organisation, tmp_path: Path) -> Organisation:
    """An organisation beside a folder of secrets, with links to them and names that lead to them."""
    away = tmp_path / "outside"
    away.mkdir()
    for ending in ("md", "yml", "txt", "html", "css", "js"):
        (away / f"secret.{ending}").write_text(STORY)
    for ending in ("png", "jpg", "jpeg", "webp", "gif"):
        (away / f"secret.{ending}").write_bytes(picture() + SECRET.encode())
    root = tmp_path / "org"
    root.mkdir()
    for name in ("site_config", "mkdocs.yml"):
        (tmp_path / name).rename(root / name)
    org = Organisation(root)
    org.write(".git/config", f"[{SECRET}]\n")
    org.story("sound")
    return org


def audited(org: Organisation, command: str, *more: Path) -> list[tuple[str, str]]:
    """What a command opened, with r or w; then the paths, real and as they were asked for."""
    base = org.root.parent
    scratch, log = base / "scratch", base / "opened"
    scratch.mkdir(exist_ok=True)
    env = os.environ | {"TMPDIR": str(scratch), "PYTHONDONTWRITEBYTECODE": "1"}
    env.pop("COVERAGE_PROCESS_CONFIG", None)  # measuring writes a file of its own
    done = subprocess.run(
        [sys.executable, "-c", AUDITED, str(log), command, *map(str, (org.root, *more))],
        capture_output=True, cwd=base, env=env, timeout=300, check=False, text=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    assert SECRET not in done.stdout + done.stderr
    opened = [line.split(" ", 1) for line in log.read_text("utf-8").splitlines()]
    assert len(opened) > 20
    return [(how, path) for how, path in opened]


def tree(org: Organisation, *but: str) -> dict[str, tuple[int, int]]:
    """What lies in and beside an organisation, and when it was written."""
    base = org.root.parent
    apart = [base / "scratch", base / "opened", *(org.root / name for name in but)]
    return {
        str(path): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in base.rglob("*")
        if not path.is_dir() and not any(path.is_relative_to(a) for a in apart)
    }


def check(org: Organisation, opened: list[tuple[str, str]], *writable: str) -> None:
    base = org.root.parent.resolve()
    secret = (base / "outside", base / "org/.git", Path("/etc/passwd"), Path("/dev/zero"))
    allowed = [base / "scratch", base / "opened", *(org.root / name for name in writable)]
    for how, name in opened:
        if not os.path.isabs(name):
            continue  # within a folder that is open; the tree shows what came of it
        path = Path(os.path.realpath(name))
        assert not any(path.is_relative_to(s) for s in secret), name
        if how == "w" and not os.devnull.startswith(name):  # where the engine puts blank pages
            assert any(path.is_relative_to(a) for a in allowed), name


def test_links_and_names_lead_nowhere(outside: Organisation) -> None:
    org = outside
    base = org.root.parent
    for name, target in LINKS.items():
        path = org.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(base / target if target[0] not in "/." else base / "org" / target)
    org.write("stories/2026/real.png", picture())
    os.link(base / "outside/secret.md", base / "outside/hard.md")
    os.mkfifo(org.root / "stories/2026/pipe.md")
    for at, file in enumerate(FILES):
        org.story(f"picture-{at}", image=f"{{file: '{file}', alt: A lamp}}")
    assert len(LINKS) + len(FILES) >= 50
    before = tree(org)
    opened = audited(org, "build --today 2026-11-20")
    check(org, opened, "site", ".site.build", "build")
    assert tree(org, "site", ".site.build", "build") == before
    site = org.root / "site"
    assert (site / "stories/sound/index.html").is_file(), "the rest is built"
    for path in org.root.rglob("*"):
        if path.is_file() and not path.is_symlink() and ".git" not in path.parts:
            assert SECRET.encode() not in path.read_bytes(), path
            assert b"root:x:0" not in path.read_bytes(), path
    assert not any(path.is_symlink() for path in site.rglob("*"))


@pytest.mark.parametrize(
    "name",
    ["site.yml", "people.yml", "teams.yml", "themes.yml", "norms.yml", "newsletter.yml", "glossary.yml",
     "phrases.yml", "newsletters/2026-10.yml", "newsletters/2026-09.sent.yml", "onboarding/x.md",
     "scenarios/x.yml", "practices/x.yml", "practices/pairs/2026-Q4.yml", "onboarding", "newsletters",
     "scenarios", "practices", "practices/pairs", ""],
)  # fmt: skip
def test_a_configuration_that_is_a_link_is_not_read(outside: Organisation, name: str) -> None:
    path = outside.root / "site_config" / name
    if path.is_dir():
        path.rename(outside.root / "aside")
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    away = outside.root.parent / "outside"
    path.symlink_to(away / "secret.md" if path.suffix == ".md" else away / "secret.yml" if path.suffix else away)  # fmt: skip
    seen: list[str] = []
    _listeners.append(seen)
    try:
        problems = outside.problems()
    finally:
        _listeners.remove(seen)
    assert [path for path in seen if os.path.realpath(path).startswith(str(away.resolve()))] == []
    assert "P113" in [problem.code for problem in problems] or "C111" in [p.code for p in problems]


WRITING = {  # a command, and the folders that it writes into
    "build": ("build --today 2026-11-20", ("site", ".site.build", "build", "build/newsletter", "build/headers")),
    "offline": ("build --offline --today 2026-11-20", ("site-offline", ".site-offline.build")),
    "digest": ("digest 2026-10 --today 2026-11-20", ("build", "build/newsletter", "build/newsletter/2026-10")),
    "sent": ("digest 2026-10 --sent --today 2026-11-20", ("site_config/newsletters",)),
    "pairs": ("pairs --round 2026-Q4 --today 2026-11-20", ("site_config/practices", "site_config/practices/pairs")),
    "preview": ("preview stories --today 2026-11-20", ("build",)),
    "generate": ("generate", (".reciprocity", ".github", ".github/ISSUE_TEMPLATE", "docs", "docs/reference")),
    "new": ("new --no-input --giver ana --receiver bo --date 2026-10-14 --text Friday.", ("stories/2026",)),
    "import": ("import csv rows.csv --no-input --today 2026-11-20", ("stories/2026",)),
    "scenario": ("scenario from-story sound", ("site_config/scenarios",)),
    "consent": ("consent sound --yes bo", ("stories/2026",)),
    "forget": ("forget bo --yes", ("stories/2026",)),
    "fix": ("check --fix --today 2026-11-20", ("stories/2026",)),
}  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    ("command", "link"), [(line, link) for line, links in WRITING.values() for link in links]
)
def test_no_command_writes_through_a_link(outside: Organisation, command: str, link: str) -> None:
    """Whoever hands in a change may hand in a link, too, with the name of a folder of ours."""
    org = outside
    away = org.root.parent / "elsewhere"
    away.mkdir()
    org.write("rows.csv", "date,givers,receivers,body\n2026-10-02,ana,cem,Held the ladder.\n")
    org.story("slipped", Kind="Help")
    path = org.root / link
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        path.rename(away / "what-was-there")
    path.symlink_to(away, target_is_directory=True)
    before = tree(org, ".site.build", ".site-offline.build")
    ended = run(org.root, *command.split())
    assert "Traceback" not in ended.said
    after = tree(org, ".site.build", ".site-offline.build")
    beside = {name: kept for name, kept in before.items() if not name.startswith(f"{org.root}/")}
    assert {n: k for n, k in after.items() if not n.startswith(f"{org.root}/")} == beside | {
        f"{org.root}.said": after[f"{org.root}.said"]
    }


BAD_ENTRIES = {  # what stands among static files or templates, and where it leads
    "secret.txt": "../../../outside/secret.txt",
    "secret.html": "../../../outside/secret.html",
    "theme/assets/secret.css": "../../../../../outside/secret.css",
    "passwd": "/etc/passwd",
    "people.yml": "../people.yml",
    "folder": "../../../outside",
    "here": ".",
    "deep/above": "..",
    "itself": "itself",
    "nowhere": "not-there.css",
    "static-secret": "../../site_config/{}-secret/secret.txt",
}


def _stopped(org: Organisation, place: str) -> None:
    """No command that reads the configuration goes on, and each says where and what to do."""
    for command in ("check", "build --today 2026-11-20", "digest 2026-10 --today 2026-11-20", "show sound"):  # fmt: skip
        ended = run(org.root, *command.split())
        assert ended.status == 1, (command, ended.said)
        assert f"{place}: error P113: this " in ended.said, (command, ended.said)
        assert "\n  = " in ended.said
    preview = run(org.root, "preview", "stories", "--today", "2026-11-20")
    assert f"{place}: error P113" in preview.said
    assert "There is no preview" in preview.said
    assert not (org.root / "site").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("folder", ["static", "templates"])
@pytest.mark.parametrize("name", BAD_ENTRIES)
def test_a_link_out_of_static_files_or_templates_stops_everything(
    outside: Organisation, folder: str, name: str
) -> None:
    org = outside
    org.write(f"site_config/{folder}-secret/secret.txt", SECRET)
    path = org.root / "site_config" / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(BAD_ENTRIES[name].format(folder))
    problems = [p for p in org.problems() if p.is_error]
    assert [(p.code, p.location.path) for p in problems] == [("P113", f"site_config/{folder}/{name}")]  # fmt: skip
    if name in ("secret.txt", "itself"):
        _stopped(org, f"site_config/{folder}/{name}")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    "name", ["site_config", "site_config/static", "site_config/templates", "site_config/onboarding"]
)
@pytest.mark.parametrize("target", ["../org-secret", "/", "."])
def test_a_folder_of_ours_that_is_a_link_stops_everything(
    outside: Organisation, name: str, target: str
) -> None:
    """Also where it leads to a folder whose name begins as ours does."""
    org, path = outside, outside.root / name
    away = org.root.parent / "org-secret"
    if path.is_dir():
        path.rename(away)
    away.mkdir(exist_ok=True)
    path.symlink_to(os.path.relpath(away, path.parent) if target == "../org-secret" else target)
    _stopped(org, name)


@pytest.mark.parametrize("name", ["static", "templates"])
def test_what_is_no_file_among_static_files_or_templates_is_reported(
    organisation: Organisation, name: str
) -> None:
    folder = organisation.root / "site_config" / name / "within"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "pipe.html")
    (folder / "a\nb<script>.css").touch()
    with open(os.fsencode(folder) + b"/\xff.css", "w"):
        pass
    places = [p.location.path.rpartition("/")[2] for p in organisation.problems() if p.code == "P113"]  # fmt: skip
    assert sorted(places) == sorted(["a\nb<script>.css", "pipe.html", "\\udcff.css"])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_link_that_stays_among_the_static_files_is_followed(outside: Organisation) -> None:
    org = outside
    (org.root / "site_config/static/logo.svg").symlink_to("mark.svg")
    ended = run(org.root, "build", "--today", "2026-11-20")
    assert ended.status == 0, ended.said
    assert (org.root / "site/logo.svg").read_bytes() == (org.root / "site/mark.svg").read_bytes()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_stories_that_are_a_link_stop_the_build_and_are_not_rewritten(
    outside: Organisation,
) -> None:
    """Otherwise every story would be gone from the site."""
    org = outside
    away = org.root.parent / "org-secret"
    (org.root / "stories").rename(away)
    (org.root / "stories").symlink_to("../org-secret")
    kept = tree(org, "site", ".site.build", "build")
    for command in ("build --today 2026-11-20", "forget bo --yes", "check --fix", "digest 2026-10"):
        ended = run(org.root, *command.split())
        assert ended.status == 1, (command, ended.said)
        assert "Traceback" not in ended.said
        assert "stories: error S121: this is not a folder" in ended.said or command == "check --fix"
    after = tree(org, "site", ".site.build", "build")
    assert {n: k for n, k in after.items() if not n.endswith(".said")} == kept


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("kind", ["link", "loop", "pipe", "folder"])
def test_a_mkdocs_yml_that_is_no_file_is_not_read(outside: Organisation, kind: str) -> None:
    org, path = outside, outside.root / "mkdocs.yml"
    path.rename(org.root.parent / "mkdocs.yml")
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("../mkdocs.yml" if kind == "link" else "mkdocs.yml")
    ended = run(org.root, "build")
    assert ended.status == 1
    assert "mkdocs.yml: error T103: this is not an ordinary file" in ended.said
    live = LiveSite(org.root, lambda _: org.today)  # `serve` says it, and waits for another one
    live.refresh()
    assert "T103" in [problem.code for problem in live.shown.problems]


CIRCLES = {  # a path that leads to itself, in one step or in two, beside a good story
    "stories/2026/loop.md": "loop.md",
    "stories/2026/loop.png": "loop.png",
    "stories/2025": "2025",
    "stories/2026/pair.md": "other.md",
    "site_config/loop.yml": "loop.yml",
    "site_config/onboarding/loop.md": "loop.md",
    "site_config/newsletters/2026-10.yml": "2026-10.yml",
    "site": "site",
    "build": "build",
    "docs": "docs",
    ".reciprocity": ".reciprocity",
    ".github": ".github",
    "site_config/scenarios": "scenarios",
    "site_config/practices": "practices",
    "rows.csv": "rows.csv",
}
COMMANDS = ("check", "check stories", "check {}", "check --fix", "check {} --fix", "check --format sarif {}",
            "preview stories", "preview {}", "build --today 2026-11-20", "digest 2026-10", "generate", "forget bo --yes",
            "new --no-input --giver ana --receiver bo --date 2026-10-14 --text Friday.", "import csv {}",
            "import text {}", "consent sound --yes bo", "consent {}", "scenario from-story sound",
            "pairs --round 2026-Q4", "new --starters", "digest 2026-10 --sent")  # fmt: skip


def _circle(org: Organisation, name: str) -> None:
    path = org.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(CIRCLES[name])
    if CIRCLES[name] != path.name:
        path.with_name(CIRCLES[name]).symlink_to(path.name)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CIRCLES)
def test_a_link_to_itself_is_no_traceback_in_any_command(outside: Organisation, name: str) -> None:
    _circle(outside, name)
    for command in COMMANDS:
        ended = run(outside.root, *command.format(name).split())
        assert ended.status in (0, 1, 2), (command, ended.said)
        assert "Traceback" not in ended.said, (command, ended.said)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("name", ["stories/2026/loop.md", "stories/2026/pair.md", "stories/2025"])
def test_a_link_to_itself_beside_a_story_is_one_sentence(outside: Organisation, name: str) -> None:
    _circle(outside, name)
    said = f"{name}: error S121: this is a link, not a file\n  = put the file itself here"
    for command in ("check", f"check {name}", "check stories", "check --fix stories"):
        ended = run(outside.root, *command.split())
        assert ended.status == 1
        assert said in ended.said, command
    for command in ("preview stories", f"preview {name}"):
        ended = run(outside.root, *command.split())
        assert ended.status == 0
        assert f"{name}: has errors" in ended.said or name in ended.said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    ("name", "command"),
    [("build", "build"), ("site", "build"), ("build", "digest 2026-10"), ("build", "preview stories"),
     (".reciprocity", "generate"), (".github", "generate"), ("stories/2026", "new --no-input --giver ana --receiver bo --date 2026-10-14 --text x")],
)  # fmt: skip
def test_a_folder_to_write_into_that_leads_to_itself_is_one_sentence(
    outside: Organisation, name: str, command: str
) -> None:
    path = outside.root / name
    if path.is_dir():
        path.rename(outside.root / "aside")
    path.symlink_to(path.name)
    ended = run(outside.root, *command.split())
    assert ended.status == 1
    assert name in ended.said
    assert "Traceback" not in ended.said


@pytest.mark.parametrize(
    "arguments",
    [("check", "a\0b"), ("preview", "a\0b"), ("import", "csv", "a\0b"), ("check", "a" * 300),
     ("check", "\udcff.md"), ("import", "text", "a" * 300), ("import", "text", "\udcff"), ("check", "not-there"),
     ("--root", "a\0b", "check"), ("build", "--site-dir", "a\0b"), ("check", "--format", "json", "--output", "a\0b"),
     ("preview", "stories", "--output", "a\0b"), ("explain", "--pages", "a\0b"), ("show", "a\0b"),
     ("consent", "a\0b.md"), ("forget", "a\0b"), ("digest", "a\0b"), ("new", "--image", "a\0b.png", "--no-input")],
)  # fmt: skip
def test_a_path_that_cannot_be_one_is_one_sentence(
    outside: Organisation, arguments: tuple[str, ...]
) -> None:
    root = () if arguments[0] == "--root" else ("--root", str(outside.root))
    result = CliRunner().invoke(main, [*root, *arguments])
    assert isinstance(result.exception, SystemExit), result.output
    assert result.exit_code == 2
    assert len([line for line in result.output.splitlines() if not line.startswith(("Usage", "Try"))]) <= 2  # fmt: skip


_listeners: list[list[str]] = []


def _hear(event: str, args: tuple[object, ...]) -> None:
    if _listeners and event == "open" and isinstance(args[0], str):
        _listeners[-1].append(args[0])


sys.addaudithook(_hear)  # which stays until the process ends, and listens when asked
