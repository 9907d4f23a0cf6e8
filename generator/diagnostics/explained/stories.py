"""S 111 and on: a story as a whole, and its place among the others."""

from __future__ import annotations

from generator.diagnostics.explained.explanation import Explanation, Files, story, told

_IDA = (
    "maria: {name: Maria Okafor, team: bench, named: yes}\n"
    "sam: {name: Sam Lee, team: bench, named: yes}\n"
    "ida: {name: Ida Brandt, team: bench, %s}\n"
)


def _with_ida(
    wish: str, fields: str = "", prose: str = "@maria stayed an hour with @sam."
) -> Files:
    """A story, and a third colleague with a wish of her own."""
    return {"site_config/people.yml": _IDA % wish, "stories/2026/the-belt.md": story(fields, prose)}


STORIES = {
    "S111": Explanation(
        "Two files have the same name but for folder or ending. A story's id is its file name, so "
        "both would be the same page.",
        "One would replace the other on the site.",
        "Rename one of the two.",
        {
            "stories/2025/the-belt.md": story("date: 2025-10-14"),
            "stories/2026/the-belt.md": story(),
        },
        {
            "stories/2025/the-first-belt.md": story("date: 2025-10-14"),
            "stories/2026/the-belt.md": story(),
        },
    ),
    "S112": Explanation(
        "The same person is the only giver and the only receiver.",
        "A story of reciprocity needs two.",
        "Name who received, or who gave. Somebody who should not be named is anonymous.",
        told("receivers: maria"),
        told("receivers: sam"),
    ),
    "S113": Explanation(
        'The field "continues" names a story that is not there.',
        "Stories that continue one another are linked on the site; this link would lead nowhere.",
        "Write the id of the earlier story: its file name without folder and ending. If it is not "
        "told yet, delete the field.",
        told("continues: the-frist-belt"),
        {
            "stories/2026/the-first-belt.md": story("date: 2026-09-14"),
            "stories/2026/the-belt.md": story("continues: the-first-belt"),
        },
    ),
    "S114": Explanation(
        "Stories continue each other in a circle, or one continues itself.",
        "Help that is paid forward begins somewhere.",
        'Delete "continues" from the story that came first.',
        told("continues: the-belt"),
        told(),
    ),
    "S115": Explanation(
        "The picture is named with a folder or an address, or is no picture that we print.",
        "Pictures lie beside their stories, so that both are reviewed, moved and deleted together. "
        "A picture from elsewhere could change, or vanish, without anybody here knowing.",
        "Put the picture into the folder of the story and write its name alone.",
        told("image: {file: ../pictures/belt.jpg, alt: A belt on a bench}"),
        told(),
    ),
    "S116": Explanation(
        "There is no picture of that name beside the story.",
        "The page would show a gap. Often the picture was not added to the same change, or the name "
        "differs by a capital letter.",
        "Add the picture to the same folder, in the same change, with exactly this name.",
        told("image: {file: belt.jpg, alt: A belt on a bench}"),
        told(),
    ),
    "S117": Explanation(
        "A person or a team stands twice among those who gave, or among those who received.",
        "They are printed once. Perhaps somebody else was meant, who would be missing.",
        "Delete one of the two, or write the id of whoever was meant.",
        told("givers: [maria, maria]"),
        told("givers: [maria]"),
    ),
    "S118": Explanation(
        "HTML tags stand in the story.",
        "Raw HTML could bring scripts, trackers or a broken page; and mails, slides and feeds show "
        "none of it.",
        "Use Markdown: **bold**, lists with hyphens, > for quotes. A < that is only a < is written \\<.",
        told(prose="@maria stayed <b>an hour</b>, and @sam went home."),
        told(prose="@maria stayed **an hour**, and @sam went home."),
    ),
    "S119": Explanation(
        "A link begins neither with https:// nor with mailto:.",
        "Other links lead to scripts, to files on one computer, or nowhere.",
        "Write the whole address, with https:// in front. An id of a person goes into the brackets "
        "with an @: [my mentor](@maria).",
        told(prose="The [drawing](files/belt.pdf) helped."),
        told(prose="The [drawing](https://drawings.example.com/belt.pdf) helped."),
    ),
    "S120": Explanation(
        "The file's name cannot become a web address: it has capital letters, spaces, accents or "
        "other signs, or differs from another name by those alone.",
        "Such names are written differently by different computers, and links to them break.",
        "Rename the file with small letters, digits and hyphens, as the report suggests.",
        {"stories/2026/The Belt.md": story()},
        told(),
    ),
    "S121": Explanation(
        "A file or a folder in stories/ that is no story: it has another ending, or lies in the wrong "
        "place.",
        "It would not be read. We say so, since somebody probably thought it would.",
        "Stories are stories/YYYY/a-few-words.md (or .yml), and pictures lie beside them. Rename or "
        "move the file, or delete it.",
        {"stories/2026/the-belt.txt": story()},
        told(),
    ),
    "S122": Explanation(
        "The story lies in the folder of one year, and its date is of another.",
        "Who looks for it looks in the folder of its year. Often the year in the date is the slip.",
        "Move the file, or correct the date.",
        told("date: 2025-10-14"),
        told("date: 2026-10-14"),
    ),
    "S123": Explanation(
        "A picture stands in the prose.",
        'A story has one picture, in the field "image", with a text for those who do not see it. '
        "From there it gets into mails and slides; from the prose it would not.",
        'Put the picture beside the story, and name it in "image" with "file" and "alt".',
        told(prose="The belt:\n\n![belt](belt.jpg)"),
        told(prose="The belt was blue, and two sizes too short."),
    ),
    "S124": Explanation(
        "There are fields, and no story.",
        "Who gave and who received is only the frame.",
        'Write a sentence or two below the second "---", or a summary.',
        told(prose=""),
        told(),
    ),
    "S125": Explanation(
        "A mention stands inside the words of another mention.",
        "One piece of text can stand for one person only.",
        "Mention one of the two outside the brackets.",
        told(prose="[My mentor @maria](@maria) stayed."),
        told(prose="[My mentor](@maria) stayed."),
    ),
    "S126": Explanation(
        "The file is not a picture that can be opened, or it is too large.",
        "Pictures are decoded and saved anew, so that nothing but what one sees is published: no "
        "place, no date, no camera.",
        "Save it anew as JPEG or PNG, at most 4000 pixels wide.",
        {
            "stories/2026/belt.jpg": "This is only called a picture.\n",
            "stories/2026/the-belt.md": story("image: {file: belt.jpg, alt: A belt on a bench}"),
        },
        told(),
    ),
    "S127": Explanation(
        "The story has a picture, and the library that prints pictures is not installed.",
        "The story is printed without its picture.",
        'Install the extra: pip install "reciprocity[images]".',
        {
            "stories/2026/belt.jpg": "A picture, where there is no Pillow.\n",
            "stories/2026/the-belt.md": story("image: {file: belt.jpg, alt: A belt on a bench}"),
        },
        told(),
    ),
    "S128": Explanation(
        "Below the story a second one begins, with fields of its own.",
        "One file is one story, with one address. The second would be printed as part of the first.",
        "Move the second story to a file of its own.",
        told(prose=f"@maria stayed an hour.\n\n{story('date: 2026-10-15')}".rstrip()),
        {
            "stories/2026/the-belt.md": story(prose="@maria stayed an hour."),
            "stories/2026/the-second-belt.md": story("date: 2026-10-15"),
        },
    ),
    "S129": Explanation(
        "A picture lies in stories/, and no story shows it.",
        "What no story names is printed nowhere, and nobody would notice.",
        "Name it in a story of the same folder, with a text for people who do not see it, or delete it.",
        {
            "stories/2026/belt.jpg": "A picture that nobody named.\n",
            "stories/2026/the-belt.md": story(),
        },
        told(),
    ),
    "S130": Explanation(
        "The story spells the name of somebody who is not named there by their own wish, so it is "
        "not shown on some channels.",
        "A wish not to be named holds for every byte that is printed. Written as @id, a person "
        "becomes whatever may be shown; a spelled name cannot.",
        "Write @id in place of the name, or leave it out.",
        _with_ida("named: no", prose="@maria stayed, and Ida Brandt made coffee."),
        _with_ida("named: no", prose="@maria stayed, and somebody made coffee."),
    ),
    "S131": Explanation(
        "A word that is somebody's first or family name stands alone in the prose.",
        "It may be them, and they may not want to be named. It may also be a month or a flower; a "
        "program cannot tell.",
        "Write @id if it is them. If it is no name, add the field not_names: [Word].",
        _with_ida("named: ask", prose="@maria stayed, and so did Ida."),
        _with_ida("named: ask", "not_names: [Ida]", "@maria stayed on the steamer Ida."),
    ),
    "S132": Explanation(
        "Somebody in the story appears as a colleague, because they did not agree to be named there.",
        "There is nothing wrong. Perhaps they would say yes, if somebody asked.",
        "Ask them; `reciprocity consent STORY` writes the message. If it is their wish, leave it.",
        _with_ida("named: ask", "receivers: ida", "@maria stayed an hour with @ida."),
        _with_ida("named: ask", "receivers: ida\nconsent: ida", "@maria stayed an hour with @ida."),
    ),
    "S133": Explanation(
        "The story holds a name that site_config/site.yml lists under never_mention: a client, or a "
        "project that is a secret.",
        "Stories are read in town halls, and by whoever the newsletter is forwarded to.",
        'Tell it without the name: "a client in the north" does as well.',
        {
            "site_config/site.yml": "name: The Belt Press\nurl: https://belt.example/\n"
            "never_mention: [Project Kestrel]\n",
            "stories/2026/the-belt.md": story(prose="@maria left Project Kestrel for an hour."),
        },
        {
            "site_config/site.yml": "name: The Belt Press\nurl: https://belt.example/\n"
            "never_mention: [Project Kestrel]\n",
            "stories/2026/the-belt.md": story(prose="@maria left her own work for an hour."),
        },
    ),
    "S134": Explanation(
        "A word in the story may touch something that people keep to themselves: health, family, "
        "pay, how their work was rated.",
        "What was told over coffee is not always meant for the town hall. Only the person knows.",
        "Ask whether it may be told like this, or tell it without.",
        told(prose="@maria came back after her surgery, and @sam had kept her bench free."),
        told(prose="@maria came back in May, and @sam had kept her bench free."),
    ),
    "S135": Explanation(
        "The story continues one that happened later.",
        "Help is paid forward, not backward: one of the dates, or the direction, is a slip.",
        'Turn "continues" round, or correct a date.',
        {
            "stories/2026/the-first-belt.md": story("date: 2026-11-01"),
            "stories/2026/the-belt.md": story("continues: the-first-belt"),
        },
        {
            "stories/2026/the-first-belt.md": story("date: 2026-09-14"),
            "stories/2026/the-belt.md": story("continues: the-first-belt"),
        },
    ),
    "S136": Explanation(
        "Under consent stands somebody who is not in the story, or who does not want to be named "
        "anywhere.",
        "A yes that does nothing is probably meant for another story, or another person.",
        "Take them out of consent, or mention them in the story.",
        _with_ida("named: ask", "consent: ida"),
        _with_ida("named: ask", "consent: sam"),
    ),
    "S137": Explanation(
        "Somebody in the story does not want to be in stories on some channel, so it is not shown there.",
        "There is nothing wrong, and nothing to mend. It is said so that nobody wonders where the "
        "story is.",
        "Nothing. Told without them, it could be shown there.",
        _with_ida("named: yes, channels: [site]", "receivers: ida", "@maria stayed with @ida."),
        _with_ida("named: yes, channels: [site]", "receivers: sam", "@maria stayed with @sam."),
    ),
    "S145": Explanation(
        "A text ends at a #, since YAML takes what follows for a note to oneself.",
        'A title such as "The belt of #4" would be printed as "The belt of".',
        "Put the whole value into single quotes. If it is a note, put a space behind the #.",
        told("title: The belt of #4"),
        told("title: 'The belt of #4'"),
    ),
    "S147": Explanation(
        "An @ stands before a name, and not before an id. It is printed as it stands, @ and all.",
        "A mention becomes what its person wishes to be called, wherever the story is shown. A name "
        "behind an @ stays a name, also after they have changed their mind.",
        "Write the id: small letters, as in people.yml.",
        told(prose="@Maria stayed an hour, and @sam went home."),
        told(prose="@maria stayed an hour, and @sam went home."),
    ),
    "S146": Explanation(
        "Lists, quotations or emphasis are nested hundreds of levels deep.",
        "No reader sees such levels, and a page made of them takes long to open. It is printed as "
        "plain paragraphs.",
        "Take out the signs; usually a line of > or * came along when text was pasted.",
        told(prose=f"{'>' * 600} @maria stayed."),
        told(prose="> @maria stayed."),
    ),
    "S138": Explanation(
        'The field "withdrawn" has a day that is still to come.',
        "Until then the story stays as it is, which may not be what was meant.",
        "To take it back at once, write today's date.",
        told("withdrawn: 2026-12-24"),
        told("withdrawn: 2026-11-02"),
    ),
}
