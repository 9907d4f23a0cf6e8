"""`python -m generator` is the same as the `reciprocity` command."""

from generator.cli import run

run()
