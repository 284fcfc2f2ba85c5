"""A tool by the names that people have for it, and a website by whatever tool somebody takes it for."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.tools import load_tools

TOOLS = load_tools(Path(__file__).parents[2] / "content" / "platforms")


def test_a_website_is_one_account_whatever_somebody_takes_it_for() -> None:
    link = "https://soccer.wordpress.com/"
    tools = (None, "website", "blog", "wiki", "messaging", "other")
    assert {TOOLS.address(link, tool).key for tool in tools} == {"website:soccer.wordpress.com"}
    assert TOOLS.address(link, "blog").tool == "blog"


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("Snapchat", "snapchat"),
        ("SnapChat ", "snapchat"),
        ("You Tube", "youtube"),
        ("twitter", "x"),
        ("wiki", "wiki"),
        ("Remind", ""),
        ("another tool", ""),
        ("", ""),
    ],
)
def test_a_tool_of_the_list_is_known_by_its_name(text: str, tool: str) -> None:
    named = TOOLS.named(text)
    assert (named.id if named else "") == tool


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("https://www.snapchat.com/add/centralband", "snapchat"),
        ("snapchat.com/p/any", "snapchat"),
        ("https://www.remind.com/join/central", ""),
        ("We will meet in the gym", ""),
        ("", ""),
    ],
)
def test_a_platform_is_known_by_any_link_to_it(text: str, tool: str) -> None:
    platform = TOOLS.platform_of(text)
    assert (platform.id if platform else "") == tool
