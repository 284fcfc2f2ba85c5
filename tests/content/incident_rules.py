"""The sample's rules for reports, as they are and after one change."""

from __future__ import annotations

from pathlib import Path

from bot.content.incidents import Incidents, load_incidents
from bot.content.safety import load_safety

FOLDER = Path(__file__).parents[2] / "content"
SAFETY = load_safety(FOLDER / "safety.yaml")


def incidents(folder: Path, old: str, new: str) -> Incidents:
    """The sample's rules after one change."""
    text = (FOLDER / "incidents.yaml").read_text(encoding="utf-8")
    assert old in text
    file = folder / "incidents.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_incidents(file, SAFETY)


def line_of(text: str) -> int:
    """Where the sample first has this, counted from 1."""
    lines = (FOLDER / "incidents.yaml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)
