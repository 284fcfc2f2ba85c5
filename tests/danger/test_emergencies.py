"""Emergencies of other kinds than the ear has learned: an injury, a fire, a stranger, a missing child."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.danger import load_danger
from bot.knowledge.danger_ear import EVERYDAY
from bot.knowledge.finder import open_finder
from tools.messages import headed, knowledge

CONTENT = Path(__file__).parents[2] / "content"
DANGER = load_danger(CONTENT / "danger.yaml", opinion=open_finder(knowledge().entries, CONTENT).chances)
MESSAGES = [*headed(Path(__file__).parent / "emergencies.txt")]


@pytest.mark.parametrize("message", [message for slug, message in MESSAGES if slug != EVERYDAY])
def test_an_emergency_is_answered_before_anything_else(message: str) -> None:
    assert "safety-emergency" in DANGER.all(message)


@pytest.mark.parametrize("message", [message for slug, message in MESSAGES if slug == EVERYDAY])
def test_its_words_alone_set_nothing_off(message: str) -> None:
    assert DANGER.of(message) is None
