"""P: the file as text, and as YAML."""

from __future__ import annotations

from generator.diagnostics.explained.explanation import Explanation, Link, story, told

PARSE = {
    "P101": Explanation(
        "The file is not text in the encoding UTF-8.",
        "In another encoding, letters such as é or ü are other letters, or none. We would print a "
        "name wrongly, and never know.",
        'Save the file again and choose "UTF-8" as the encoding. In Notepad it is in the "Save as" '
        "window; most other editors save nothing else.",
        {"stories/2026/the-belt.md": story(prose="@maria drew it at the café.").encode("latin-1")},
        told(prose="@maria drew it at the café."),
    ),
    "P102": Explanation(
        "A story may have 64 KiB, a file of the configuration 4 MiB, and this file has more.",
        "A story that long is no longer one that somebody reads over coffee; usually something was "
        "pasted that was not meant to be.",
        "Shorten it, or keep the long version elsewhere and link to it.",
        told(prose="And then the belt slipped again. " * 2500),
        told(prose="And then the belt slipped again, eleven times in all."),
    ),
    "P103": Explanation(
        "The fields at the top of the file are not YAML that can be read.",
        "YAML knows by indentation and punctuation what belongs to what. Where that breaks, we would "
        "have to guess; we say where it broke instead, and check the rest as if it were mended.",
        "Let all fields begin in the first column, each with its name, a colon, a space and a value. "
        "Indent with spaces. A text with unusual punctuation goes into single quotes.",
        told('title: "The belt'),
        told('title: "The belt"'),
    ),
    "P104": Explanation(
        "A story in Markdown begins with a line of three hyphens, then its fields, then such a line "
        "again. This file does not.",
        "Without the fields we do not know when it happened and who was in it.",
        "Put the lines of the good example above the story. Nothing, not even an empty line, stands "
        "before the first one.",
        {"stories/2026/the-belt.md": "@maria stayed an hour, and @sam went home.\n"},
        told(),
    ),
    "P105": Explanation(
        'The line "---" that ends the fields is missing.',
        "Without it the story would be read as one more field.",
        'Put a line "---" between the last field and the story.',
        {
            "stories/2026/the-belt.md": "---\ndate: 2026-10-14\ngivers: maria\nreceivers: sam\n\n"
            "@maria stayed an hour, and @sam went home.\n"
        },
        told(),
    ),
    "P106": Explanation(
        "The same field is written twice.",
        "YAML programs keep one of the two and drop the other without a word. Which one was meant, "
        "only the author knows.",
        "Keep one of the two. Several values of one field go into brackets: [maria, sam].",
        told("kind: help\nkind: mentoring"),
        told("kind: mentoring"),
    ),
    "P107": Explanation(
        "A value begins with & or *, or a field is named <<. In YAML these are references from one "
        "place to another.",
        "References make a file hard to follow, and a few of them can blow up to gigabytes. A story "
        "has no need of them; usually the sign was meant as text.",
        "Put the value into single quotes if it is text. If not, write it out.",
        told("title: &slow The belt"),
        told("title: '&slow The belt'"),
    ),
    "P108": Explanation(
        "A value begins with an exclamation mark. In YAML that is a tag, which says of what type a "
        "value is.",
        "The fields know their types; a tag can only be a slip, or mischief.",
        "Put the value into single quotes if it is text, or delete the tag.",
        told("title: !Stop"),
        told("title: '!Stop'"),
    ),
    "P109": Explanation(
        "Values are nested within values more deeply, or are more in number, than any field needs.",
        "Such files are made by accident or to do harm, and reading them to the end takes long.",
        "Compare the file with the good example; fields stand side by side.",
        told("themes: [[[[[[[[[[asking-early]]]]]]]]]]"),
        told("themes: [asking-early]"),
    ),
    "P110": Explanation(
        "A character stands in the file that nobody sees: a bell, an escape, a sign that turns the "
        "direction of the text around.",
        "On a terminal such characters can hide what is written, or show something else. They come "
        "along when text is copied from other programs.",
        "Delete what is marked, or type the line again.",
        told(prose="@maria stayed \x07an hour, and @sam went home."),
        told(),
    ),
    "P111": Explanation(
        "Where fields should stand, there is something else: a sentence, or a list.",
        "Only a name, a colon and a value tell us what the value is about.",
        'Write each field as in "date: 2026-10-14".',
        {"stories/2026/the-belt.md": "---\n- maria\n- sam\n---\n@maria stayed an hour.\n"},
        told(),
    ),
    "P112": Explanation(
        "A value begins with a sign, or holds a colon and a space, that mean something in YAML.",
        "The most common slip of all: a title with a colon in it, or an id with an @. As text it is "
        "fine, YAML only has to be told that it is text.",
        "Put the value into single quotes. Ids in fields stand without @; in prose they have one.",
        told("title: The belt: a short story"),
        told("title: 'The belt: a short story'"),
    ),
    "P113": Explanation(
        "This is not an ordinary file that we may read: it is a link, a folder, a device, or its "
        "permissions keep us out.",
        "A link could lead out of the repository, to files that are nobody's to print.",
        "Put the file itself where the link is, or change its permissions.",
        {"site_config/norms.yml": Link("/etc/hostname")},
        {"site_config/norms.yml": "{}\n"},
    ),
    "P114": Explanation(
        "Two people changed the same lines, and git could not tell which of them are right. It left "
        "both, between lines of <<<<<<< and >>>>>>>.",
        "Both versions would be printed, one below the other.",
        "Keep the lines that are right, delete the others, and delete the three lines that git wrote.",
        told(
            prose="<<<<<<< HEAD\n@maria stayed an hour.\n=======\n@maria stayed two.\n>>>>>>> mine"
        ),
        told(prose="@maria stayed two hours."),
    ),
    "P115": Explanation(
        'A line "---" stands among the fields. It ends them, so those below it are read as the story.',
        "Fields that are read as prose are printed as prose, and what they say is not known.",
        'Delete that line. Two lines "---" are enough: the first of the file, and one below all fields.',
        {
            "stories/2026/the-belt.md": "---\ndate: 2026-10-14\n---\ngivers: maria\nreceivers: sam\n"
            "---\n@maria stayed an hour, and @sam went home.\n"
        },
        told(),
    ),
}
