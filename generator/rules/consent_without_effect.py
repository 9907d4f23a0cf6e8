"""A consent is of somebody in the story, who may be named.

S136 (warning): a consent without effect

    Under consent stands somebody who is not in the story, or who does not want to be named
    anywhere.

    Why: A yes that does nothing is probably meant for another story, or another person.

    Remedy: Take them out of consent, or mention them in the story.

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
from generator.model import Channel, Named, Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.rules.places import reference

CODES = codes(__doc__)
CONSENT_WITHOUT_EFFECT = CODES["S136"]


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    if not story.consent or (story.withdrawn and story.withdrawn <= context.today):
        return
    in_story = scan.people | scan.spelled | scan.given | scan.family
    for index, id_ in enumerate(story.consent):
        person = context.settings.people.get(id_)
        if person is None:
            continue
        if id_ not in in_story:
            message = f"{id_} is not in the story, so their consent has no effect"
            hint = f"mention them as @{id_}, or take them out of consent"
        elif is_withdrawn(person, context.today) or all(
            person.named.on(channel) is Named.NO for channel in Channel
        ):
            message = f"{id_} does not want to be named anywhere, so this consent has no effect"
            hint = "take it out, or let them change their wish in site_config/people.yml"
        else:
            continue
        yield CONSENT_WITHOUT_EFFECT(reference(story, "consent", index), message, hint)
