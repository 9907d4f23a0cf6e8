"""Every code explained once, for `reciprocity explain`, the reference pages and SARIF."""

from __future__ import annotations

from generator.explained.explanation import Explanation
from generator.explained.fields import FIELDS
from generator.explained.newsletter import NEWSLETTER
from generator.explained.organisation import ORGANISATION
from generator.explained.parse import PARSE
from generator.explained.practices import PRACTICES
from generator.explained.stories import STORIES

EXPLAINED: dict[str, Explanation] = {
    **PARSE,
    **FIELDS,
    **STORIES,
    **ORGANISATION,
    **NEWSLETTER,
    **PRACTICES,
}
