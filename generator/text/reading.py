"""How many words a text has, in any script: what the time to read it or to say it is worked out from."""

from __future__ import annotations

import re

_DENSE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
"""Letters of languages that do not separate words by spaces."""


def count_words(text: str) -> float:
    """The number of words; two characters count as one where words are not separated by spaces."""
    dense = len(_DENSE.findall(text))
    return len(_DENSE.sub(" ", text).split()) + dense / 2
