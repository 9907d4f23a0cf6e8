"""Every code explained once, for `reciprocity explain`, the reference pages and SARIF."""

from __future__ import annotations

from generator.diagnostics.explained.explanation import Explanation
from generator.diagnostics.explained.fields import FIELDS
from generator.diagnostics.explained.newsletter import NEWSLETTER
from generator.diagnostics.explained.organisation import ORGANISATION
from generator.diagnostics.explained.parse import PARSE
from generator.diagnostics.explained.practices import PRACTICES
from generator.diagnostics.explained.stories import STORIES

EXPLAINED: dict[str, Explanation] = {
    **PARSE,
    **FIELDS,
    **STORIES,
    **ORGANISATION,
    **NEWSLETTER,
    **PRACTICES,
}
