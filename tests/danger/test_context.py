"""A message is heard as a whole: what a word says depends on the words beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.danger_context import UNKNOWN, Context, Weights, shipped, untaught
from bot.knowledge.names import Names, lines
from bot.knowledge.table import Table, packed

ROWS = {
    UNKNOWN: [0.0, 0.0, 0.0],
    "not": [-2.0, 0.0, 0.0],
    "hurt": [0.0, 1.0, 0.0],
    "badly": [0.0, 0.0, 1.0],
}
"""What each word adds to the place after it, to its own and to the one before it."""


def small() -> Context:
    """Notices hurt, more so when it is followed by badly, and not at all after a not; says how likely danger is."""
    names = sorted(ROWS)
    table = Table(Names(lines(names)), b"".join(packed(ROWS[name]) for name in names))
    return Context(table, Weights(["everyday", "danger"], [[1.0]], [], [[0.0, 0.0, 1.0], [1.0, 1.0, 0.0]]))


def danger(message: str) -> float:
    return small().chances(message.split())["danger"]


def test_neighbors_say_more_and_less() -> None:
    assert danger("not hurt") < danger("hurt") < danger("hurt badly")
    assert danger("badly hurt") < danger("hurt badly")


def test_what_is_told_once_counts_in_a_long_message() -> None:
    assert danger("hurt badly " + "the day went on " * 20) > danger("the day went on " * 20) + 0.2


def test_what_is_heard_is_as_it_was_reckoned_by_hand() -> None:
    assert danger("hurt") == pytest.approx(1 / (1 + 2.718281828 ** (1 - 2)), abs=1e-3)
    assert danger("") == pytest.approx(1 / (1 + 2.718281828), abs=1e-3)


def test_the_untaught_take_everything_for_one_thing() -> None:
    assert untaught("everyday").chances(["hurt"]) == {"everyday": 1}


@given(st.lists(st.sampled_from(["he", "kill", ".", "photo", "hoodies", "жить", "👍", "q" * 90]), max_size=60))
def test_the_chances_add_up_whatever_is_said(words: list[str]) -> None:
    assert sum(shipped().chances(words).values()) == pytest.approx(1)


def test_whether_it_is_danger_depends_on_what_stands_around() -> None:
    said = {
        message: 1 - shipped().chances(message.split())["everyday"]
        for message in ("he is going to hang himself", "he is going to hang posters")
    }
    assert said["he is going to hang himself"] > 0.5 > said["he is going to hang posters"]
