"""Runs of words and letters: what they speak for is added up by the hundred, as if one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.runs import MARK, MUCH, NO_RUNS, RunTable, packed, runs_of

ROWS = st.dictionaries(
    st.text("abc <>", min_size=1, max_size=4).map(lambda run: MARK + run),
    st.lists(st.floats(-9, 9), min_size=3, max_size=3),
    min_size=1,
)


def test_a_message_has_pairs_of_neighbors_and_the_letters_of_its_words() -> None:
    (much, pairs), (_, letters) = runs_of(["a", "form", "a", "form"])
    assert much == pytest.approx(MUCH / 2**0.5)
    assert pairs == {"#a form", "#form a"}
    assert letters == {"#<a>", "#<fo", "#for", "#orm", "#rm>", "#<for", "#form", "#orm>"}


@pytest.mark.parametrize("words", [[], [""]])
def test_where_nothing_is_said_there_are_none(words: list[str]) -> None:
    assert runs_of(words) == []


@given(ROWS, st.data())
def test_rows_are_added_as_if_one_by_one(rows: dict[str, list[float]], data: st.DataObject) -> None:
    chosen = data.draw(st.frozensets(st.sampled_from([*rows, "#unknown"]), min_size=1))
    largest = max(abs(number) for row in rows.values() for number in row)
    known = [rows[name] for name in chosen if name in rows]
    found = [*RunTable(*packed(rows)).sums([(0.5, chosen)])]
    if not known:
        assert found == []
        return
    (row,) = found
    wanted = [0.5 * sum(column) for column in zip(*known, strict=True)]
    assert row == pytest.approx(wanted, abs=len(known) * largest / 250 + 1e-6)


def test_more_runs_than_any_message_has_fit_into_a_sum() -> None:
    rows = {f"{MARK}{number}": [9.0, -9.0] for number in range(20_000)}
    (row,) = RunTable(*packed(rows)).sums([(1.0, frozenset(rows))])
    assert row == pytest.approx([180_000, -180_000])


def test_without_a_table_nothing_is_added() -> None:
    assert [*NO_RUNS.sums(runs_of(["a", "form"]))] == []
