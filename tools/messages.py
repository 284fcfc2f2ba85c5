"""The messages from which the program learns what people mean: of danger and of everyday things, and questions.

Each was written for this by people who play a part; none was sent by anybody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content.knowledge import Knowledge, load_knowledge
from bot.knowledge.danger_ear import EVERYDAY

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"
DATA = ROOT / "bot" / "knowledge" / "data"
DANGERS = ROOT / "tests" / "danger" / "dangers.txt"
EVERYDAYS = ROOT / "tests" / "danger" / "everyday.txt"
QUESTIONS = ROOT / "tests" / "knowledge" / "messages.jsonl"
EXAM = ROOT / "tests" / "knowledge" / "exam.jsonl"
SECOND_EXAM = ROOT / "tests" / "knowledge" / "second_exam.jsonl"
THIRD_EXAM = ROOT / "tests" / "knowledge" / "third_exam.jsonl"
ORDINARY_EXAM = ROOT / "tests" / "knowledge" / "ordinary_exam.jsonl"
STRANGERS = ROOT / "tests" / "knowledge" / "strangers.jsonl"
DANGER_EXAM = ROOT / "tests" / "danger" / "exam.txt"
SECOND_DANGER_EXAM = ROOT / "tests" / "danger" / "second_exam.txt"
THIRD_DANGER_EXAM = ROOT / "tests" / "danger" / "third_exam.txt"
FOURTH_DANGER_EXAM = ROOT / "tests" / "danger" / "fourth_exam.txt"
FIFTH_DANGER_EXAM = ROOT / "tests" / "danger" / "fifth_exam.txt"
OTHER_OFFICE = "near"
SPANISH = "spanish"
OF_SAFETY = "safety-"
UNHEARD = {"safety-emergency", "incident-sexual-image-adult"}
"""What the ear learns nothing of: the first is told by its signs alone, and the second is as much a danger as none."""


@dataclass(frozen=True)
class Labelled:
    """A question of somebody, and the slugs that answer it: none where it is not for us. `style` is how it is said."""

    id: str
    text: str
    right: tuple[str, ...]
    style: str

    @property
    def author(self) -> str:
        """The mark of whoever wrote it, before its number."""
        return self.id.rstrip("0123456789")

    @property
    def is_ours(self) -> bool:
        """Whether an entry answers it, or points to the office that does."""
        return bool(self.right) or self.style == OTHER_OFFICE


def labelled(file: Path) -> list[Labelled]:
    """The questions of a file, a JSON object in each line."""
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [Labelled(line["id"], line["q"], _right(line), line["style"]) for line in lines]


def taught_in_english() -> list[Labelled]:
    """The questions that are taught, and are for us: those in Spanish left out."""
    return [question for question in labelled(QUESTIONS) if question.right and question.style != SPANISH]


def _right(line: dict[str, Any]) -> tuple[str, ...]:
    return (line["topic"], *line["also"]) if line["topic"] else ()


def headed(file: Path) -> Iterator[tuple[str, str]]:
    """(heading, message) for each message of a file; the first line says what the file is for."""
    heading = ""
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("# "):
            heading = line.removeprefix("# ").split(" | ")[0]
        elif line:
            yield heading, line


def of_danger() -> Iterator[tuple[str, str]]:
    """Each message that is known with the entry of safety that it calls for, or EVERYDAY."""
    yield from headed(DANGERS)
    yield from ((EVERYDAY, message) for _, message in headed(EVERYDAYS))
    questions = [(question.right, question.text) for question in labelled(QUESTIONS)]
    asked = [((entry.slug,), text) for entry in knowledge().entries for text in entry.ask]
    yield from ((safety_slug(right), text) for right, text in questions + asked if UNHEARD.isdisjoint(right))


def safety_slug(right: tuple[str, ...]) -> str:
    """The entry of safety among those that are right, or EVERYDAY."""
    return next((slug for slug in right if slug.startswith(OF_SAFETY)), EVERYDAY)


def knowledge() -> Knowledge:
    """The entries that are shipped."""
    return load_knowledge(CONTENT / "knowledge", CONTENT / "topics.yaml", None)
