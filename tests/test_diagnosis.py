"""How `doctor` writes down what was found."""

from __future__ import annotations

from bot.commands.diagnosis import lines
from bot.findings import fault, note, well


def test_the_same_advice_for_several_stands_once_below_them() -> None:
    found = [
        fault("Ana", "away", "Call."),
        fault("Pat", "away", "Call."),
        well("Kim", "here"),
        note("Lee", "?", "Ask."),
    ]
    assert lines(found) == [
        "FAULT  Ana: away",
        "FAULT  Pat: away",
        "         → Call.",
        "well   Kim: here",
        "note   Lee: ?",
        "         → Ask.",
    ]
