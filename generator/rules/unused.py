"""Every term of the glossary is used somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic
from generator.model import Library
from generator.source.parser import locate
from generator.text.glossary import Glossary


def check(library: Library) -> Iterator[Diagnostic]:
    """G132 for a term that no text uses."""
    terms = library.settings.glossary
    if not terms or not library.stories:
        return  # without stories there is one thing to say, and L102 says it
    unused, glossary = dict(terms), Glossary(terms)
    texts = (story.text for story in library.stories)
    for text in (*(guide.body for guide in library.settings.guides), *texts):
        if used := glossary.used(text):
            unused = {word: term for word, term in unused.items() if word not in used}
            glossary = Glossary(unused)
    referred = {other for term in terms.values() for other in term.see}
    for word in unused:
        if word not in referred:
            yield code("G132")(
                locate(terms[word]),
                f'no story and no guide uses the term "{word}"',
                "add the form in which it is used under also, or delete it",
            )
