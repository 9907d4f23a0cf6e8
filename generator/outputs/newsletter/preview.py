"""One page that shows an issue in every format, to look at, to copy and to download."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from generator.outputs.context import OutputContext
from generator.outputs.csp import inline_policy
from generator.outputs.newsletter import slack, teams
from generator.outputs.newsletter.view import IssueView
from generator.rendering.artifacts import File


def make(
    context: OutputContext, issue: IssueView, files: Sequence[File], slides: Sequence[str]
) -> Iterator[File]:
    """The file `index.html`: it contains the letters, and frames the slides in the same folder."""
    texts = {file.path: file.content.decode() for file in files}
    script = context.render("digest/index.js")
    policy = inline_policy(style=None, script=script)  # the framed mail has inline styles
    html = context.render(
        "digest/index.html",
        issue=issue,
        texts=texts,
        slack_blocks=slack.message(issue)["blocks"],
        slack_html=slack.mrkdwn_html,
        teams_elements=teams.card(issue)["body"],
        slides=slides,
        style=context.render("digest/colours.css") + context.render("digest/index.css"),
        script=script,
        data=_json_in_script(texts),
        policy=f"{policy}; frame-src 'self' file:",
    )
    yield File("index.html", html.encode())


def _json_in_script(value: object) -> Markup:
    """JSON that cannot end the script that contains it."""
    text = json.dumps(value, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # nothing is left to escape
