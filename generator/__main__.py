"""`python -m generator` is the same as the `reciprocity` command; so is `python -m reciprocity`, of the wheel."""

from generator.cli import run

run()
