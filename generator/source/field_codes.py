"""What can be wrong with a field of a story, of the configuration or of a guide.

The numbers x01 to x10 mean the same in each of these three families.

S101, C101, G101 (error): unknown field

    There is no field of this name.

    Why: If it were silently ignored, nobody would find the mistake.

    Remedy: Use the name that the report suggests, or delete the field.

    Bad S101: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        titel: The belt
        ---
        @maria stayed an hour, and @sam went home.

    Good S101: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title: The belt
        ---
        @maria stayed an hour, and @sam went home.

    Bad C101: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: yes, rôle: fitter}

    Good C101: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: yes, role: fitter}

    Bad G101: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        order: 1
        summary: The first hours
        ---
        Find the kettle, then find @maria.

    Good G101: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        order: 1
        description: The first hours
        ---
        Find the kettle, then find @maria.

S102, C102, G102 (error): a required field is missing

    A required field is missing.

    Why: Without it there is nothing to show, or nothing to sort by.

    Remedy: Add the field. The report has an example to copy.

    Bad S102: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        ---
        @maria stayed.

    Good S102: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Bad C102: site_config/teams.yml

        bench: {department: Workshop, headcount: 9}

    Good C102: site_config/teams.yml

        bench: {name: Bench, headcount: 9}

    Bad G102: site_config/onboarding/day-1.md

        ---
        step: day-1
        order: 1
        ---
        Find the kettle.

    Good G102: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        order: 1
        ---
        Find the kettle, then find @maria.

S103, C103, G103 (error): a value of the wrong form

    The value does not have the form that this field needs, for example a date, an id, a list or a
    number.

    Why: If it were read as something else, it would be shown as something else.

    Remedy: Write it as the report shows. Dates are year-month-day. Ids are lower-case letters, digits
    and hyphens. Put several values in brackets, with commas between them.

    Bad S103: stories/2026/the-belt.md

        ---
        givers: maria
        receivers: sam
        date: 10/14/2026
        ---
        @maria stayed an hour, and @sam went home.

    Good S103: stories/2026/the-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2026-10-14
        ---
        @maria stayed an hour, and @sam went home.

    Bad C103: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, joined: 3 May 2024}

    Good C103: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, joined: 2024-05-03}

    Bad G103: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        order: first
        ---
        Find the kettle.

    Good G103: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        order: 1
        ---
        Find the kettle, then find @maria.

S106, C106, G106 (error): not one of the possible values

    The field takes one of a few words, but this is not one of them.

    Why: Each word decides where something is shown. An unknown word would decide nothing.

    Remedy: Write one of the words in the report.

    Bad S106: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        kind: assistance
        ---
        @maria stayed an hour, and @sam went home.

    Good S106: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        kind: help
        ---
        @maria stayed an hour, and @sam went home.

    Bad C106: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: maybe}

    Good C106: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: yes}

    Bad G106: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-one
        order: 1
        ---
        Find the kettle.

    Good G106: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        order: 1
        ---
        Find the kettle, then find @maria.

S107, C107, G107 (error): empty text

    The field is there, but has no value.

    Why: There is no telling whether it was forgotten or left empty on purpose.

    Remedy: Write the value after the colon, or delete the line.

    Bad S107: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        title:
        ---
        @maria stayed an hour, and @sam went home.

    Good S107: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Bad C107: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, role: }

    Good C107: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, role: fitter}

    Bad G107: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        order: 1
        description:
        ---
        Find the kettle, then find @maria.

    Good G107: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        order: 1
        ---
        Find the kettle, then find @maria.

S108, C108 (error): an impossible date

    The date has the right form, but there is no such day.

    Why: Stories are sorted by date.

    Remedy: Check the year, the month and the day; often two of them are swapped.

    Bad S108: stories/2026/the-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2026-02-30
        ---
        @maria stayed an hour, and @sam went home.

    Good S108: stories/2026/the-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2026-02-28
        ---
        @maria stayed an hour, and @sam went home.

    Bad C108: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, joined: 2024-06-31}

    Good C108: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, joined: 2024-06-30}

G108 (error): an impossible date

    There is no such day, or no such hour on that day, because the clocks go forward.

    Why: People who come at that time would find nothing there.

    Remedy: Check the year, the month and the day, or write one hour later.

    Bad: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2027-03-28 01:30]
        time_zone: Europe/London

    Good: site_config/practices/rolls.yml

        title: Rolls
        kind: share-and-solve
        what: One problem, and rolls.
        for: Everybody.
        lead: [maria]
        cadence: Thursdays
        join: Be there with a roll.
        dates: [2027-03-28 02:30]
        time_zone: Europe/London

C109 (error): a date in the future

    The date is in the future, in a field about the past.

    Why: Nothing is reported with this code at present. It is kept so that its number is not reused.

    Remedy: Write the day on which it happened.

S110, C110, G110 (error): too long

    The value is longer than there is room for.

    Why: A summary has to fit on a slide, a title in a list. Anything longer would be cut off.

    Remedy: Shorten it by the underlined part. There is more room in the story itself.

    Bad S110: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        summary: >
          @maria stayed an hour, and @sam went home. It rained.
          @maria stayed an hour, and @sam went home. It rained.
          @maria stayed an hour, and @sam went home. It rained.
          @maria stayed an hour, and @sam went home. It rained.
          @maria stayed an hour, and @sam went home. It rained.
          @maria stayed an hour, and @sam went home. It rained.
        ---
        @maria stayed an hour, and @sam went home.

    Good S110: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        summary: >
          @maria stayed an hour, and @sam went home. It rained.
          @maria stayed an hour, and @sam went home. It rained.
        ---
        @maria stayed an hour, and @sam went home.

    Bad C110: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, role: fitter of belts and of what belts holdfitter of belts and of what belts holdfitter of belts and of what belts holdfitter of belts and of what belts holdfitter of belts and of what belts hold}

    Good C110: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, role: fitter of belts}

    Bad G110: site_config/onboarding/day-1.md (… is "The first day of many. " 9 times)

        ---
        title: …
        step: day-1
        order: 1
        ---
        Hello.

    Good G110: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        order: 1
        ---
        Find the kettle, then find @maria.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.diagnostics.diagnostic import Code
from generator.diagnostics.manual import codes

CODES = codes(__doc__)


class FieldCodes(NamedTuple):
    """What can be wrong with a field of one family."""

    unknown: Code
    missing: Code
    malformed: Code
    not_a_choice: Code
    empty: Code
    impossible_date: Code
    too_long: Code

    @classmethod
    def of(cls, family: str) -> FieldCodes:
        numbers = ("01", "02", "03", "06", "07", "08", "10")
        return cls(*(CODES[f"{family}1{number}"] for number in numbers))


STORIES = FieldCodes.of("S")
CONFIGURATION = FieldCodes.of("C")
GUIDES = FieldCodes.of("G")
