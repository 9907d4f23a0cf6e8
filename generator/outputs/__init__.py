"""The outputs: each turns an Edition into artifacts, and knows nothing of the Library.

To add one: a module here, its template, its golden, and one line in a tuple below. The channels
say whose edition it gets; with several, what all of them may show.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from generator.artifacts import Artifact, File
from generator.model import Channel
from generator.outputs import (
    ask,
    digest,
    feeds,
    finding,
    guides,
    home,
    identity,
    jsonfeed,
    learning,
    listing,
    newsletter,
    path,
    pictures,
    practices,
    scenarios,
    share,
    story,
    threads,
    tombstones,
)
from generator.outputs.desk import Desk

Output = Callable[[Desk], Iterator[Artifact]]
DigestOutput = Callable[[Desk, digest.Telling, Collection[str]], Iterator[File]]

SITE: tuple[tuple[tuple[Channel, ...], Output], ...] = (
    ((Channel.SITE,), home.make),
    ((Channel.SITE,), story.make),
    ((Channel.SITE,), pictures.make),
    ((Channel.SITE,), listing.make),
    ((Channel.SITE,), threads.make),
    ((Channel.SITE,), finding.make),
    ((Channel.SITE, Channel.ONBOARDING), path.make),
    ((Channel.SITE, Channel.ONBOARDING), guides.make),
    ((Channel.SITE, Channel.ONBOARDING), scenarios.make),
    ((Channel.SITE, Channel.ONBOARDING), learning.make),
    ((Channel.SITE,), practices.make),
    ((Channel.SITE,), ask.make),
    ((Channel.SITE, Channel.NEWSLETTER), newsletter.make),
    ((Channel.SITE,), share.make),
    ((Channel.SITE,), feeds.make),
    ((Channel.SITE,), jsonfeed.make),
    ((Channel.SITE,), tombstones.make),
    ((Channel.SITE,), identity.make),
)
# The last takes longest: another process makes it. See cli/newsletter.py.
DIGEST: tuple[tuple[tuple[Channel, ...], DigestOutput], ...] = (
    ((Channel.NEWSLETTER,), digest.make_letters),
    ((Channel.TOWNHALL,), digest.make_deck),
    ((Channel.TOWNHALL,), digest.make_presentation),
)
OF_A_DIGEST = tuple(channels for channels, _ in DIGEST)
"""The editions that a digest prints."""
OF_ALL = (*(channels for channels, _ in SITE), *OF_A_DIGEST)
