"""How often the coach is right: its remarks about public notes, beside what an editor would say of them.

    python -m benchmarks.coaching [--markdown FILE] PATH…

A PATH is a clone of one of the repositories in docs/explanation/coaching.md, or a file with a JSON object in each line
that has a `text`. Of the texts in them, those are judged whose SHA-256 is in coaching_labels.csv; the texts
themselves are not kept here. In the labels, `none` is a note that needs no remark, and `no-note` a text in
which nobody is thanked for anything.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from generator.coach.coach import MODULES, remark_on
from generator.model import Coaching

LABELS = Path(__file__).with_name("coaching_labels.csv")
HELD_OUT, TUNED = "held out", "tuned"
NO_NOTE = "no-note"
_Z = 1.96
"""The number of standard deviations around the mean that hold 95 % of a normal distribution."""
_MARKUP = [
    (r"!\[[^\]]*\]\([^)]*\)", ""),
    (r"\[([^\]]*)\]\([^)]*\)", r"\1"),
    (r"\[([^\]]*)\]\[[^\]]*\]", r"\1"),
    (r"<[^>]+>", ""),
    (r"\{\{.*?\}\}", ""),
    (r"\{[:.][^}]*\}", ""),
    (r"^[\s>*+-]+", ""),
    (r"[ \t]*\n[ \t]*", " "),
]
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*[*-] )")
_FENCED = re.compile(r"```.*?```", re.DOTALL)


class Label(NamedTuple):
    """What an editor said of one text: its set, and the remarks that would be right."""

    set: str
    right: frozenset[str]


class Count(NamedTuple):
    """How many remarks there were, and how many of them were right."""

    made: int
    right: int

    @property
    def rate(self) -> float:
        return self.right / self.made if self.made else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval for a proportion, at 95 per cent (Wilson, JASA 22, 1927)."""
        if not self.made:
            return 0.0, 1.0
        n, p = self.made, self.rate
        middle = p + _Z * _Z / (2 * n)
        half = _Z * sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n))
        return (middle - half) / (1 + _Z * _Z / n), (middle + half) / (1 + _Z * _Z / n)


def labels() -> dict[str, Label]:
    """The labels by the hash of the text."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return {
            row["sha256"]: Label(row["set"], frozenset(row["right"].split()))
            for row in csv.DictReader(file)
        }


def key(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:20]


def judged(
    texts: Iterable[str], known: dict[str, Label]
) -> Iterator[tuple[Label, Coaching | None]]:
    """The label and the remark of each text that has a label, once."""
    found = {key(text): text for text in texts}
    for name in sorted(found.keys() & known):
        advice = remark_on({"body": found[name]}, "help", "en")
        yield known[name], advice.remark.name if advice else None


def count(results: Iterable[tuple[Label, Coaching | None]], name: str | None = None) -> Count:
    """The remarks, or those of one name."""
    made = [(label, said) for label, said in results if said and name in (None, said)]
    return Count(len(made), sum(said in label.right for label, said in made))


def texts(path: Path) -> Iterator[str]:
    """The texts of a file of JSON objects, or the paragraphs of a repository's pages and commits."""
    if path.is_file():
        for line in path.read_text("utf-8").splitlines():
            yield _plain(json.loads(line)["text"])
        return
    listed = _git(path, "ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0")
    for name in listed:
        if name.endswith((".md", ".Rmd")):
            page = _git(path, "show", f"HEAD:{name}")
            for part in (page, _FENCED.sub("", page)):
                yield from map(_plain, _PARAGRAPH.split(part))
    words = ("Helped-by", "Mentored-by", "Thanks to", "thanks to")
    chosen = [f"--grep={word}" for word in words]
    for body in _git(path, "log", "-n", "6000", "--no-merges", "--format=%x00%b", *chosen).split(
        "\0"
    ):
        yield from map(_plain, re.split(r"\n\s*\n", body.strip()))


def _git(path: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", path, *arguments], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def _plain(text: str) -> str:
    for pattern, instead in _MARKUP:
        text = re.sub(pattern, instead, text)
    return text.strip()


def table(results: list[tuple[Label, Coaching | None]]) -> str:
    """The results in Markdown."""
    notes = [(label, said) for label, said in results if NO_NOTE not in label.right]
    held = [(label, said) for label, said in notes if label.set == HELD_OUT]
    tuned = [(label, said) for label, said in notes if label.set == TUNED]
    rows = [
        "| remark | on tuned notes | right | on held-out notes | right |",
        "|---|--:|--:|--:|--:|",
    ]
    for module in MODULES:
        name = module.REMARK.name
        before, after = count(tuned, name), count(held, name)
        rows.append(
            f"| {name} | {before.made or '–'} | {before.right or '–'} | {after.made or '–'} | {after.right or '–'} |"
        )
    before, after = count(tuned), count(held)
    rows.append(
        f"| **all** | {before.made} of {len(tuned)} | {before.right} | {after.made} of {len(held)} | {after.right} |"
    )
    lines = ["\n".join(rows)]
    for title, each in (("tuned", before), ("held-out", after)):
        low, high = each.interval
        lines.append(
            f"Right on {title} notes: {each.rate:.0%}, 95 % interval {low:.0%} to {high:.0%}."
        )
    silent = [(label, said) for label, said in held if label.right != {"none"}]
    heard = sum(said is not None for _, said in silent)
    fine = [said for label, said in held if label.right == {"none"}]
    none = [said for label, said in results if NO_NOTE in label.right]
    lines.append(
        f"Of {len(silent)} held-out notes that an editor would say something about, {heard} were remarked on; "
        f"of {len(fine)} that were fine, {sum(said is not None for said in fine)}. "
        f"Of {len(none)} texts that are no notes, {sum(said is not None for said in none)}."
    )
    return "\n\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument(
        "--markdown", type=Path, help="put the table into this page, between its marks"
    )
    arguments = parser.parse_args()
    known = labels()
    results = list(judged((text for path in arguments.paths for text in texts(path)), known))
    found = table(results)
    print(f"{len(results)} of {len(known)} labelled texts were found.\n\n{found}")
    by_set = Counter(label.set for label, _ in results)
    print(", ".join(f"{size} {name}" for name, size in sorted(by_set.items())))
    if arguments.markdown:
        page = arguments.markdown.read_text("utf-8")
        before, _, rest = page.partition("<!-- table -->\n")
        _, _, after = rest.partition("<!-- end -->\n")
        arguments.markdown.write_text(
            f"{before}<!-- table -->\n{found}<!-- end -->\n{after}", "utf-8"
        )


if __name__ == "__main__":
    main()
