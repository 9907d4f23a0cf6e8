"""Our own words in the scripts of pages, as a script of their own.

A policy forbids scripts within pages, and a page in a folder can fetch nothing. English is in the
scripts themselves, so that English pages load no such file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.languages.messages import noted
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import File

PATH = "assets/words.js"
WORDS = (
    noted("Search"),
    noted("Stories, people, themes and pages"),
    noted("Close"),
    noted("Show more"),
    noted("Type at least two letters."),
    noted("No results for “%(query)s”. Try a shorter word, or browse the stories."),
    noted("Results: %(number)s"),
    noted("The search could not be loaded. You can still browse the stories."),
    noted(
        "There are so many stories here that the search covers only titles, summaries, names and themes."
    ),
    noted("No stories match all of these filters. Try removing one."),
    noted("Nobody has offered this yet. Try another word."),
    noted("Copy"),
    noted("Copied."),
    noted("Print a card"),
    noted("The text is selected. Please copy it yourself."),
    noted("Previous scene"),
    noted("Start again"),
    noted("Ticked: %(done)s of %(total)s"),
    noted("%(path)s: you are at “%(step)s”. Ticked: %(done)s of %(total)s."),
    noted("%(path)s: everything is ticked."),
    noted("Next: %(item)s"),
    noted("Clear my ticks"),
    noted("Your ticks are cleared."),
    noted("Undo"),
    noted(
        "This browser keeps nothing for this site, so your ticks last until you leave the page. Nothing is sent."
    ),
)
"""What the scripts in `templates/theme/assets/` say; a test compares the two."""


def make(context: OutputContext) -> Iterator[File]:
    """The file `assets/words.js`, if any of these words are not the English ones."""
    said = {text: context.words.text("", text) for text in WORDS}
    changed = {text: own for text, own in said.items() if own != text}
    if changed:
        text = json.dumps(changed, ensure_ascii=False, indent=1)
        yield File(PATH, f"globalThis.reciprocityWords = {text};\n".encode())
