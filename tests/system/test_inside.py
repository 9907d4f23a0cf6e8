"""No file outside the repository is read, and none outside the output's folders is written.

Python itself says what is opened: an audit hook in a process of its own writes it down.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
    "site_config/static/secret.txt": "outside/secret.txt",
    "site_config/static/secret.html": "outside/secret.html",
    "site_config/static/secret.png": "outside/secret.png",
    "site_config/static/passwd": "/etc/passwd",
    "site_config/static/folder": "outside",
    "site_config/static/assets": "outside",
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
    assert len(LINKS) + len(FILES) >= 60
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
    "generate": ("generate", ("schema", ".github", ".github/ISSUE_TEMPLATE", "docs", "docs/reference")),
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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_links_among_static_files_that_never_end_are_left_out(outside: Organisation) -> None:
    org = outside
    for name, target in (("a", "."), ("b", "."), ("deep/c", ".."), ("away", str(org.root.parent))):
        path = org.root / "site_config/static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target, target_is_directory=True)
    ended = run(org.root, "build", "--today", "2026-11-20")
    assert ended.status == 0, ended.said
    assert "site_config/static/deep/c is a link to a folder; it is left out" in ended.said
    assert (org.root / "site/mark.svg").is_file()
    assert not {"a", "b", "deep", "away"} & {path.name for path in (org.root / "site").iterdir()}


_listeners: list[list[str]] = []


def _hear(event: str, args: tuple[object, ...]) -> None:
    if _listeners and event == "open" and isinstance(args[0], str):
        _listeners[-1].append(args[0])


sys.addaudithook(_hear)  # which stays until the process ends, and listens when asked
