"""Issues of the form are read, also those that were filed with an earlier form."""

from __future__ import annotations

import pytest

from generator.intake.choice_titles import choice_titles
from generator.intake.fields import CONFIRM, form_fields
from generator.intake.github_issue import IssueFormError, read_issue
from generator.intake.gitlab_template import template_text
from generator.intake.values import draft_values
from generator.languages.messages import messages
from tests.conftest import Organisation


@pytest.mark.parametrize(
    "questions", [("Who helped?", "Who was helped?"), ("Who gave?", "Who received?")]
)
def test_an_issue_has_the_questions_of_the_day_when_it_was_filed(
    questions: tuple[str, str],
) -> None:
    helped, was_helped = questions
    body = (
        f"### When did it happen?\n\n2026-10-14\n\n### {helped}\n\nMaria\n\n"
        f"### {was_helped}\n\nSam\n\n### What happened?\n\nShe stayed.\n"
    )
    assert read_issue(body) == {
        "date": "2026-10-14",
        "givers": "Maria",
        "receivers": "Sam",
        "body": "She stayed.",
    }


def test_headings_in_another_order_are_still_refused() -> None:
    with pytest.raises(IssueFormError, match="is not where the form has it"):
        read_issue("### Who received?\n\nSam\n\n### Who gave?\n\nMaria\n")


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_template_of_gitlab_is_read_back_field_by_field(
    organisation: Organisation, lang: str
) -> None:
    words = messages(lang)
    template = template_text(organisation.built().settings, words)
    assert read_issue(template, words) == {}
    filled = template
    expected: dict[str, str] = {}
    for path, field in form_fields():
        if path == "themes":
            expected[path] = "Listening (listening)"
        else:
            expected[path] = field.choices[0] if field.choices else f"my {path}"
        if path == "themes" or field.choices:
            title = choice_titles(path, words).get(expected[path], expected[path])
            box = f"- [ ] {title}\n"
            assert filled.count(box) == 1
            filled = filled.replace(box, f"* [X] {title}\n")
        else:
            title = words.text("", field.title)
            filled = filled.replace(f"### {title}\n", f"### {title}\n\nmy {path}\n")
    assert read_issue(filled.replace(f"- [ ] {words.say(CONFIRM)}", f"- [x] {words.say(CONFIRM)}"), words) == expected  # fmt: skip


def test_several_choices_are_read_by_their_titles_or_their_values() -> None:
    """GitHub puts them into one line. An earlier form had the values."""
    body = "### What was given?\n\n{kind}\n\n### What did it change?\n\n{changed}\n"
    for kind, changed in [("Mentoring", "Working together, Settling in"), ("mentoring", "collaboration, onboarding")]:  # fmt: skip
        found = read_issue(body.format(kind=kind, changed=changed))
        assert found == {"kind": "mentoring", "changed": "collaboration\nonboarding"}


def test_an_earlier_story_and_a_language_are_meant_as_people_write_them(
    organisation: Organisation,
) -> None:
    settings = organisation.built().settings
    for typed, id_ in [("https://x.example/stories/rollback/", "rollback"), ("stories/2026/a-b.md", "a-b"), ("rollback", "rollback")]:  # fmt: skip
        assert draft_values({"continues": typed}, settings) == {"continues": id_}
    for typed, tag in [("Español", "es"), ("spanish", "es"), ("es", "es"), ("Norsk bokmål", "nb"), ("Elvish", "Elvish")]:  # fmt: skip
        assert draft_values({"lang": typed}, settings) == {"lang": tag}


def test_a_list_of_tasks_that_somebody_wrote_stays() -> None:
    body = "### What happened?\n\n- [x] one\n- [ ] two\n"
    assert read_issue(body)["body"] == "- [x] one\n- [ ] two"
