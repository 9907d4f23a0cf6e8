"""Payloads of GitHub, as docs.github.com/webhooks shows them, with what `ci` reads and some of the rest."""

from __future__ import annotations

from typing import Any

BODY = """\
### When did it happen?

2026-10-14

### Who helped?

Ana

### Who was helped?

Cem Aydın

### What happened?

@ana held the lamp for @cem.

### Before it is printed

- [X] I will show the story to everybody in it before it is printed
"""


def user(login: str, number: int = 7, kind: str = "User") -> dict[str, Any]:
    return {
        "login": login,
        "id": number,
        "node_id": "MDQ6VXNlcjc=",
        "avatar_url": f"https://avatars.githubusercontent.com/u/{number}?v=4",
        "html_url": f"https://github.com/{login}",
        "type": kind,
        "site_admin": False,
    }


def repository(*, private: bool) -> dict[str, Any]:
    return {
        "id": 186853002,
        "name": "stories",
        "full_name": "bench/stories",
        "private": private,
        "visibility": "private" if private else "public",
        "owner": user("bench", 1, "Organization"),
        "default_branch": "main",
    }


def issue_event(**changes: Any) -> dict[str, Any]:
    """The payload of `issues`, opened with the form in a private repository."""
    private = changes.pop("private", True)
    action = changes.pop("action", "opened")
    issue = {
        "url": "https://api.github.com/repos/bench/stories/issues/12",
        "number": 12,
        "title": "Story: ",
        "user": user("ana-o"),
        "labels": [{"id": 1, "name": "story", "color": "d73a4a", "default": False}],
        "state": "open",
        "locked": False,
        "comments": 0,
        "created_at": "2026-11-18T13:33:48Z",
        "updated_at": "2026-11-18T13:33:48Z",
        "author_association": "NONE",
        "active_lock_reason": None,
        "body": BODY,
        **changes,
    }
    return {
        "action": action,
        "issue": issue,
        "repository": repository(private=private),
        "sender": issue["user"],
    }


def comment_event(body: str, request: str, **changes: Any) -> dict[str, Any]:
    """The payload of `issue_comment`, created in a request that the workflow opened."""
    private = changes.pop("private", True)
    event: dict[str, Any] = {
        "action": "created",
        "issue": {
            "number": 13,
            "title": "A story from issue 12",
            "user": user("github-actions[bot]", 41898282, "Bot"),
            "labels": [],
            "state": "open",
            "author_association": "CONTRIBUTOR",
            "body": request,
            "pull_request": {"url": "https://api.github.com/repos/bench/stories/pulls/13"},
        },
        "comment": {
            "id": 492700400,
            "user": user("cem-a", 9),
            "created_at": "2026-11-19T09:30:00Z",
            "updated_at": "2026-11-19T09:30:00Z",
            "author_association": "MEMBER",
            "body": body,
            "performed_via_github_app": None,
        },
        "repository": repository(private=private),
        "sender": user("cem-a", 9),
    }
    for key, value in changes.items():
        where, _, name = key.partition("__")
        if name:
            event[where][name] = value
        else:
            event[where] = value
    return event
