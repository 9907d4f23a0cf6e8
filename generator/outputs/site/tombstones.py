"""Pages at the addresses of stories that are no longer shown, which say why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.edition import Tombstone
from generator.languages.messages import noted
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import Body, PrintedPage

_TITLES = {
    Tombstone.WITHDRAWN: noted("A story that has been withdrawn"),
    Tombstone.EXPIRED: noted("A story that is no longer kept"),
}
_DESCRIPTIONS = {
    Tombstone.WITHDRAWN: noted("Someone in it asked us to take it down."),
    Tombstone.EXPIRED: noted("It is older than the stories that we keep."),
}


def make(context: OutputContext) -> Iterator[PrintedPage]:
    """Pages `stories/<id>/` for stories that are gone, which no list, search or sitemap contains."""
    _ = context.words.gettext
    for id_, why in context.edition.tombstones.items():
        yield PrintedPage(
            f"stories/{id_}/",
            "tombstone",
            _(_TITLES[why]),
            partial(_body, context, why),
            _(_DESCRIPTIONS[why]),
            in_sitemap=False,
        )


def _body(context: OutputContext, why: Tombstone) -> Body:
    return Body(
        context.render(
            "site/tombstone.html",
            root="../../",
            is_expired=why is Tombstone.EXPIRED,
            years=context.edition.site.privacy.keep_years,
        )
    )
