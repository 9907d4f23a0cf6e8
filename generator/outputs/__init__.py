"""The outputs: each turns an Edition into artifacts, and knows nothing of the Library.

To add one: a module here, its template, its golden, and one line in a tuple below. The channels
say whose edition it gets; with several, what all of them may show.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from generator.model import Channel
from generator.outputs import newsletter
from generator.outputs.context import OutputContext
from generator.outputs.newsletter.view import IssueView
from generator.outputs.site import (
    ask,
    atom,
    guides,
    home,
    identity,
    issues,
    json_feed,
    learning,
    listing,
    path,
    pictures,
    practices,
    pulse,
    redirects,
    scenarios,
    script_words,
    search_page,
    share,
    share_pictures,
    story,
    teams,
    threads,
    tombstones,
    wish,
)
from generator.rendering.artifacts import Artifact, File

Output = Callable[[OutputContext], Iterator[Artifact]]
IssueOutput = Callable[[OutputContext, IssueView, Collection[str]], Iterator[File]]

SITE: tuple[tuple[tuple[Channel, ...], Output], ...] = (
    ((Channel.SITE,), home.make),
    ((Channel.SITE,), story.make),
    ((Channel.SITE,), pictures.make),
    ((Channel.SITE,), listing.make),
    ((Channel.SITE,), teams.make),
    ((Channel.SITE,), threads.make),
    ((Channel.SITE,), search_page.make),
    ((Channel.SITE, Channel.ONBOARDING), path.make),
    ((Channel.SITE, Channel.ONBOARDING), guides.make),
    ((Channel.SITE, Channel.ONBOARDING), scenarios.make),
    ((Channel.SITE, Channel.ONBOARDING), learning.make),
    ((Channel.SITE,), practices.make),
    ((Channel.SITE,), ask.make),
    ((Channel.SITE,), pulse.make),
    ((Channel.SITE, Channel.NEWSLETTER), issues.make),
    ((Channel.SITE,), share.make),
    ((Channel.SITE,), wish.make),
    ((Channel.SITE,), atom.make),
    ((Channel.SITE,), json_feed.make),
    ((Channel.SITE,), tombstones.make),
    ((Channel.SITE,), redirects.make),
    ((Channel.SITE,), identity.make),
    ((Channel.SITE,), share_pictures.make),
    ((Channel.SITE,), script_words.make),
)
# The last takes longest: another process makes it. See cli/newsletter.py.
ISSUE: tuple[tuple[tuple[Channel, ...], IssueOutput], ...] = (
    ((Channel.NEWSLETTER,), newsletter.make_letters),
    ((Channel.TOWNHALL,), newsletter.make_deck),
    ((Channel.SITE, Channel.TOWNHALL), newsletter.make_wall),
    ((Channel.TOWNHALL,), newsletter.make_presentation),
)
ISSUE_EDITIONS = ((Channel.NEWSLETTER,), (Channel.TOWNHALL,), (Channel.SITE, Channel.NEWSLETTER))
"""The editions that print issues: those of a digest, and the one of the site's pages of them. The wall
tells no issue.
"""
PULSE_EDITIONS = ((Channel.SITE, Channel.NEWSLETTER), (Channel.SITE, Channel.TOWNHALL))
"""The editions of which issues tell the pulse: what their readers may see, and the site shows."""
DIGEST_EDITIONS = (*ISSUE_EDITIONS, *PULSE_EDITIONS)
"""All that a digest needs."""
PRINTED_EDITIONS = frozenset(frozenset(channels) for channels, _ in (*SITE, *ISSUE))
"""The editions that something is printed from."""
ALL_EDITIONS = (*(channels for channels, _ in SITE), *DIGEST_EDITIONS)
