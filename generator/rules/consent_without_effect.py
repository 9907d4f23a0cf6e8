"""A consent is of somebody in the story, who may be named.

S136 (warning): a consent without effect

    The field "consent" lists someone who is not in the story, who is also listed under "declined", or
    who does not want to be named anywhere.

    Why: A consent without effect is probably meant for another story, or another person.

    Remedy: Remove them from "consent", or mention them in the story.

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        ida: {name: Ida Brandt, team: bench, named: ask}

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        consent: ida
        ---
        @maria stayed an hour with @sam.

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        ida: {name: Ida Brandt, team: bench, named: ask}

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        consent: sam
        ---
        @maria stayed an hour with @sam.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.consent.permissions import is_withdrawn
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import Channel, Named, Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.rules.places import reference

CODES = codes(__doc__)
CONSENT_WITHOUT_EFFECT = CODES["S136"]


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    if not story.consent or context.is_gone(story):
        return
    in_story = scan.people | scan.spelled | scan.given | scan.family
    for index, id_ in enumerate(each.person for each in story.consent):
        person = context.settings.people.get(id_)
        if person is None:
            continue
        if id_ not in in_story:
            message = _("%(id)s is not in the story, so their consent has no effect", id=id_)
            hint = _('mention them as @%(id)s, or remove them from "consent"', id=id_)
        elif id_ in story.meta.declined:
            message = _(
                '%(id)s is also listed under "declined", so this consent has no effect', id=id_
            )
            hint = _("keep the answer that they gave last, and remove the other")
        elif is_withdrawn(person, context.today) or all(
            person.named.on(channel) is Named.NO for channel in Channel
        ):
            message = _(
                "%(id)s does not want to be named anywhere, so this consent has no effect", id=id_
            )
            hint = _("remove it, or ask them to change their wish in site_config/people.yml")
        else:
            continue
        yield CONSENT_WITHOUT_EFFECT(reference(story, "consent", index), message, hint)
