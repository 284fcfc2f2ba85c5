"""Which tools fit an audience and its message, with the reason (requirement 1.3): every pair hears it, and briefly."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import load_content
from bot.content.advice import Advice, advise
from bot.content.tool import Tool
from tests.changed_content import changed

FOLDER = Path(__file__).parents[2] / "content"
CONTENT = load_content(FOLDER)

AUDIENCES, AGES, MESSAGES = (
    [choice.value for choice in CONTENT.questions.choices(name)] for name in ("audience", "ages", "messages")
)
PAIRS = list(product(AUDIENCES, MESSAGES))
ON_FIT = {row.id for row in CONTENT.questions.advice if row.fits}
SAME = (("Facebook centralhigh", "https://www.facebook.com/centralhigh"),)


def lines(same: tuple[tuple[str, str], ...] = (), **answers: Any) -> tuple[Advice, ...]:
    return advise(CONTENT.questions, answers, CONTENT.tools, same)


def on_fit(**answers: Any) -> list[str]:
    return [line.say for line in lines(**answers) if line.id in ON_FIT]


@pytest.mark.parametrize(("audience", "message"), PAIRS)
def test_every_message_to_every_audience_has_a_tool_that_fits_and_hears_of_it_from_the_others(
    audience: str, message: str
) -> None:
    answers = {"audience": [audience], "ages": ["adults"], "messages": [message]}
    said = {tool.name: " ".join(on_fit(**answers, tool=tool.id)) for tool in CONTENT.tools}
    assert all(said.values())
    assert any(line.startswith(f"{name} fits ") for name, line in said.items())


@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize(("audience", "message"), PAIRS)
def test_every_age_hears_which_tools_fit(audience: str, message: str, age: str) -> None:
    assert on_fit(audience=[audience], ages=[age], messages=[message], tool="instagram")


def test_a_team_page_for_families_is_told_that_it_fits_and_why() -> None:
    assert on_fit(audience=["families"], ages=["adults"], messages=["news"], tool="facebook") == [
        "Facebook fits news for families. Policy 4007 counts telling people about events and "
        "programs among the good uses of social media."
    ]


def test_class_news_on_a_public_page_names_better_places() -> None:
    (said,) = on_fit(audience=["students"], ages=["13_to_17"], messages=["class_news"], tool="instagram")
    assert said.startswith(
        "Instagram may not be the best place for assignments and class news. Consider: School, class or teacher "
        "website; Messaging platform or class app; Blog. They are for one class"
    )


def test_an_app_for_grown_ups_does_not_fit_students_under_13() -> None:
    first, *_ = on_fit(audience=["students"], ages=["under_13"], messages=["news"], tool="tiktok")
    assert first.startswith("TikTok may not be the best place for students under 13. Consider: School, class")
    older = on_fit(audience=["students"], ages=["13_to_17"], messages=["news"], tool="tiktok")
    assert [said.split(".")[0] for said in older] == ["TikTok fits news for students"]


def test_of_a_tool_of_ones_own_nothing_is_said_but_what_fits() -> None:
    asked, fit = lines(audience=["families"], messages=["news"], tool="other", other_name="Seesaw *1*")
    assert asked.say.startswith("Is Seesaw \\*1\\* a class app, a website or a blog? Then choose that as the tool")
    assert fit.say.startswith("For news for families, these fit: School, class or teacher website; Messaging platform")


def test_a_tool_that_is_not_allowed_neither_fits_nor_is_named(tmp_path: Path) -> None:
    edited = changed(tmp_path, "platforms/website.yaml", "allowed: yes", "allowed: ask")
    content = load_content(edited)
    for tool in content.tools:
        answers = {"audience": AUDIENCES, "ages": AGES, "messages": MESSAGES, "tool": tool.id}
        said = [line.say for line in advise(content.questions, answers, content.tools, ()) if line.id in ON_FIT]
        assert said
        assert not any("School, class or teacher website" in line.partition("Consider:")[2] for line in said)
        assert tool.is_allowed or not any(line.startswith(f"{tool.name} fits") for line in said)


def test_a_line_that_staff_add_at_the_top_takes_no_warning_away(tmp_path: Path) -> None:
    added = "advice:\n  - {id: added, when: {audience_has: [families]}, say: Ask first.}\n"
    content = load_content(changed(tmp_path, "questions.yaml", "advice:\n", added))
    answers = {"audience": AUDIENCES, "ages": AGES, "messages": MESSAGES, "tool": "discord"}
    ids = [line.id for line in advise(content.questions, answers, content.tools, SAME)]
    warned = {"account_exists", "tool_not_allowed", "under_thirteen_families"}
    assert ids[0] == "added"
    assert len(ids) == 8
    assert warned | {"student_faces", "emergencies", "open_comments"} <= {*ids}


def some(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, min_size=1)


@given(some(AUDIENCES), some(AGES), some(MESSAGES), st.sampled_from(CONTENT.tools.every), st.sampled_from([(), SAME]))
def test_the_advice_stays_short_and_keeps_what_it_must_warn_of(
    audience: list[str], ages: list[str], messages: list[str], tool: Tool, same: tuple[tuple[str, str], ...]
) -> None:
    given_lines = lines(same, audience=audience, ages=ages, messages=messages, tool=tool.id)
    ids = {line.id for line in given_lines}
    assert len(given_lines) <= 8
    assert len(ids & ON_FIT) <= 2
    assert ("account_exists" in ids) == bool(same)
    assert ("tool_not_allowed" in ids) == (not tool.is_allowed)
    assert bool(ids & {"under_thirteen", "under_thirteen_families"}) == ("under_13" in ages)
    assert ("student_faces" in ids) == ("student_work" in messages)
    assert ("emergencies" in ids) == ("emergency" in messages)
    assert ("open_comments" in ids) == tool.takes_comments
