"""`sure` in district.yaml: how sure the search must be, and what is said to a value that makes no sense."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.district import load_district
from bot.content.yaml_files import Faults
from tests.changed_content import changed

SHIPPED = "answer_from: 0.85, suggest_from: 0.5"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("answer_from: 85, suggest_from: 0.5", "“answer_from” is 85; the most is 1.0."),
        ("answer_from: 0.85, suggest_from: -0.1", "“suggest_from” is -0.1; the least is 0.0."),
        (
            "answer_from: high, suggest_from: 0.5",
            "“answer_from” takes a number such as 0.85, and “high” is not one.",
        ),
        (
            "answer_from: nan, suggest_from: 0.5",
            "“answer_from” takes a number such as 0.85, and “nan” is not one.",
        ),
        ("answer_from: 0.9", "“suggest_from” is missing here. Add a line “suggest_from: …”."),
        (
            "answer_from: 0.4, suggest_from: 0.5",
            "Titles are offered where an answer would not be sure: “suggest_from” is at most “answer_from”.",
        ),
    ],
)
def test_a_value_without_a_sense_is_named_with_its_line(written: str, said: str, tmp_path: Path) -> None:
    file = changed(tmp_path, "district.yaml", SHIPPED, written) / "district.yaml"
    with pytest.raises(Faults) as refused:
        load_district(file)
    line = file.read_text(encoding="utf-8").partition(written)[0].count("\n") + 1
    assert str(refused.value) == f"{file}:{line}: {said}"
