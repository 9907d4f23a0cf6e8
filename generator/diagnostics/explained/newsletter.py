"""N 104 and on: what an editor should know before an issue goes out. `reciprocity digest` says it."""

from __future__ import annotations

from generator.diagnostics.explained.explanation import Explanation, Files, story


def _chosen(fields: str, **stories: str) -> Files:
    """An editor's file, and stories by their ids with - for _."""
    files: Files = {"site_config/newsletters/2026-10.yml": f"{fields}\n"}
    for name, text in {"the_belt": story(), **stories}.items():
        files[f"stories/2026/{name.replace('_', '-')}.md"] = text
    return files


_SENT = "sent: 2026-09-30\nstories: [the-hour]\n"


NEWSLETTER = {
    "N104": Explanation(
        "An editor chose a story that was taken back since.",
        "It does not run, and the place meant for it is filled with another.",
        "Choose another story.",
        _chosen("note: It rained.\nhero: gone", gone=story("withdrawn: 2026-11-02")),
        _chosen("note: It rained.\nhero: the-belt"),
    ),
    "N105": Explanation(
        "An editor chose a story that may not be shown in the newsletter.",
        "Somebody in it, or its author, keeps it to other places. It does not run.",
        "Choose another; `reciprocity show STORY --channel newsletter` says why.",
        _chosen("note: It rained.\npin: [kept]", kept=story("channels: [site]")),
        _chosen("note: It rained.\npin: [the-belt]"),
    ),
    "N106": Explanation(
        "An editor chose a story that ran in an earlier issue.",
        "Readers would meet it twice.",
        "Choose another, unless that is meant.",
        {},
        {},
    ),
    "N107": Explanation(
        "A link in the editor's note leads to a page of the site that is not there.",
        "Who follows it from a mail finds nothing.",
        "Look at the last part of the address; it is the id of a story, a theme or an issue.",
        _chosen("note: 'Read [this](https://belt.example/stories/the-blet/).'"),
        _chosen("note: 'Read [this](https://belt.example/stories/the-belt/).'"),
    ),
    "N108": Explanation(
        "A link of the issue begins with http:// where it should be https://.",
        "Others on the way can read along, and mail programs warn about such links.",
        "Write it with https://.",
        _chosen("note: It rained.\ncall_to_action: Write at http://write.example/"),
        _chosen("note: It rained.\ncall_to_action: Write at https://write.example/"),
    ),
    "N109": Explanation(
        "A picture in the issue is described by a word that says nothing, such as image.",
        "Many mail programs show the description and not the picture, and some readers hear it.",
        'Say in "alt" what the picture shows.',
        {},
        {},
    ),
    "N110": Explanation(
        "The story that leads the issue does not say what came of it.",
        "What changed is what people remember of a story.",
        'Ask its author for a line "outcome: …", or choose another.',
        _chosen("note: It rained.\nhero: the-belt"),
        _chosen("note: It rained.\nhero: the-belt", the_belt=story("outcome: It ran by five.")),
    ),
    "N111": Explanation(
        "The mail is larger than mail programs show in full.",
        "They cut it off, and the rest is read by nobody.",
        "Shorten the note, skip a story, or lower limits.stories in site_config/newsletter.yml.",
        {},
        {},
    ),
    "N112": Explanation(
        "The issue takes longer to present than the town hall has time for.",
        "Whoever comes last is not heard.",
        "Skip a story, or lower limits.stories in site_config/newsletter.yml.",
        {},
        {},
    ),
    "N113": Explanation(
        "The issue has no note from its editor.",
        "A few words from a person are what is read first.",
        'Write a few sentences under "note: |".',
        _chosen("hero: the-belt"),
        _chosen("hero: the-belt\nnote: It rained."),
    ),
    "N114": Explanation(
        "The record of an issue that went out names a story that does not exist any more.",
        "By the record we know what ran. A story that was renamed would run twice.",
        "If its file was renamed, write the new name into the record.",
        {"site_config/newsletters/2026-09.sent.yml": _SENT.replace("the-hour", "the-huor")},
        {"site_config/newsletters/2026-09.sent.yml": _SENT},
    ),
    "N115": Explanation(
        "The editor's file chooses a story and skips it as well.",
        "Only one of the two can be meant.",
        "Take it out of one of them.",
        _chosen("note: It rained.\nhero: the-belt\nskip: [the-belt]"),
        _chosen("note: It rained.\nhero: the-belt"),
    ),
    "N116": Explanation(
        "An earlier issue has an editor's file and no record, while others have one.",
        "Without the record its stories count as not yet told, and may run again.",
        "If it went out, `reciprocity digest PERIOD --sent` records it. If not, delete its file.",
        {},
        {},
    ),
}
