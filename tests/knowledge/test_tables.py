"""What was learned at home: names and rows come back as they were kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.names import Names, lines
from bot.knowledge.table import Table, packed, ship, shipped
from bot.knowledge.taught import ALWAYS, Taught, sense

words = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1, max_size=12)


def names(given: set[str]) -> list[str]:
    return sorted(given, key=str.encode)


@given(st.sets(words), words)
def test_a_name_is_found_where_it_stands(known: set[str], other: str) -> None:
    kept = Names(lines(names(known)))
    assert [kept.place(name) for name in names(known)] == [*range(len(known))]
    assert (kept.place(other) is None) == (other not in known)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9))
def test_a_row_comes_back_to_a_hundredth_of_its_largest(row: list[float]) -> None:
    back = Table(Names(b"a\n"), packed(row)).row("a")
    assert [*back] == pytest.approx(row, abs=max(map(abs, row)) / 100 + 1e-30)


def test_a_name_without_a_row_is_none() -> None:
    table = Table(Names(b"a\n"), packed([1.0]))
    assert "b" not in table
    with pytest.raises(KeyError):
        table.row("b")


def test_what_is_learned_anew_leaves_whoever_reads_the_old_one_alone(tmp_path: Path) -> None:
    found = []
    for number in (1.0, 2.0):
        ship("kept", b"a\n", packed([number]), tmp_path)
        known, rows = shipped("kept", tmp_path)
        found.append(Table(Names(known), rows))
    assert [round(table.row("a")[0], 3) for table in found] == [1.0, 2.0]


def test_traits_and_meaning_speak_together() -> None:
    rows = {ALWAYS: [0.0, 1.0], "cat": [3.0, 0.0], sense(0): [0.0, 2.0]}
    kept = names({*rows})
    taught = Taught(["animal", "thing"], Table(Names(lines(kept)), b"".join(packed(rows[name]) for name in kept)))
    likely = [taught.chances(*clues)["animal"] for clues in (({"cat": 1.0}, [0.0]), ({}, [0.0]), ({"dog": 1.0}, [1.0]))]
    assert likely == pytest.approx([0.881, 0.269, 0.047], abs=0.01)
    assert sum(taught.chances({"cat": 0.5}, [0.3]).values()) == pytest.approx(1)
    assert taught.strongest({"cat": 1.0, "dog": 1.0}, "animal", "thing") == ["cat"]
