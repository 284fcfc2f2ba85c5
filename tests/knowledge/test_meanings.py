"""Directions are held against many others at once, and each comes out as if it were alone."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.meanings import Directions, direction

WIDTH = 96
A_DIRECTION = st.lists(st.floats(-9, 9), min_size=WIDTH, max_size=WIDTH).map(direction)


@given(st.lists(A_DIRECTION, min_size=1, max_size=9), A_DIRECTION)
def test_each_cosine_is_as_if_it_were_alone(rows: list[list[float]], row: list[float]) -> None:
    alone = [sum(one * other for one, other in zip(row, each, strict=True)) for each in rows]
    assert Directions(rows).cosines(row) == pytest.approx(alone, abs=0.05)


def test_the_same_direction_is_told_from_the_opposite_and_from_none() -> None:
    row = direction([math.sin(number) for number in range(WIDTH)])
    opposite = [-number for number in row]
    found = Directions([row, opposite, [0.0] * WIDTH]).cosines(row)
    assert found == pytest.approx([1, -1, 0], abs=0.01)


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_the_largest_sum_that_there_can_be_fits(side: float) -> None:
    even = [side / math.sqrt(WIDTH)] * WIDTH
    together = Directions([[1.0] * WIDTH, [-1.0] * WIDTH]).cosines(even)
    assert together == pytest.approx([side * math.sqrt(WIDTH), -side * math.sqrt(WIDTH)], rel=0.001)
