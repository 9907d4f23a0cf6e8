"""What every output works with: the edition, its groups, and the templates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.edition import Edition
from generator.glossary import Glossary
from generator.group import Groups, group
from generator.render import Renderer
from generator.select import Issues


@dataclass(frozen=True)
class Desk:
    """One edition laid out for printing."""

    root: Path
    edition: Edition
    render: Renderer

    @cached_property
    def groups(self) -> Groups:
        return group(self.edition)

    @cached_property
    def glossary(self) -> Glossary:
        return Glossary(self.edition.glossary)

    @cached_property
    def issues(self) -> Issues:
        return Issues(self.edition)

    @property
    def base(self) -> str:
        """The site's address, with a slash at its end."""
        return self.edition.site.url.rstrip("/") + "/"
