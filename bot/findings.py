"""What an examination of the bot finds: one line for each thing that was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Result = Literal["well", "note", "fault"]
"""well · note: it works, and less than it could · fault: something does not work until somebody acts"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what to do; `advice` is empty where there is nothing to do."""

    checked: str
    result: Result
    found: str
    advice: str = ""


def well(checked: str, found: str) -> Finding:
    """It works: what was looked at, and how it is, in a sentence."""
    return Finding(checked, "well", found)


def note(checked: str, found: str, advice: str) -> Finding:
    """It works, and less than it could: what to do about that, in a sentence."""
    return Finding(checked, "note", found, advice)


def fault(checked: str, found: str, advice: str) -> Finding:
    """It does not work until somebody does what the advice says; `doctor` then ends with 1."""
    return Finding(checked, "fault", found, advice)
