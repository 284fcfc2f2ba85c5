"""Which messages are commands: the words alone, and what a phone or good manners put beside them."""

from __future__ import annotations

import pytest

from bot.call_words import matching, patterns

CALLED = patterns([{"home": "home", r"my (?:requests|reports)": "mine"}])


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("home", "home"),
        (" /Home ", "home"),
        ("Home.", "home"),
        ("home!", "home"),
        ("My requests, please", "mine"),
        ("my reports pls?", "mine"),
        ("home game tonight", None),
        ("is this home?", None),
        ("pleasehome", None),
        ("homeplease", None),
    ],
)
def test_a_command_is_the_words_with_or_without_what_is_put_behind_them(typed: str, called: str | None) -> None:
    assert matching(CALLED, typed) == called
