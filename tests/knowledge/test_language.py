"""Whether a message is English: where it is not, the reader is told that something may have been missed."""

from __future__ import annotations

import pytest

from bot.knowledge.speech import is_english
from tools.messages import taught_in_english

FOREIGN = [
    "¿puedo subir las fotos de mis alumnos?",
    "el entrenador le escribe a mi sobrina por la noche",
    "можно выложить фото класса",
    "Sinasaktan po siya ng tiyahin niya",
    "我可以发班级照片吗",
]
BRIEF = ["", "👍", "123", "ok", "hola", "wifi?", "whos the contact for title ix", "can i pin a comment"]


@pytest.mark.parametrize("message", FOREIGN)
def test_another_language_is_noticed(message: str) -> None:
    assert not is_english(message)


@pytest.mark.parametrize("message", BRIEF)
def test_too_little_to_tell_counts_as_english(message: str) -> None:
    assert is_english(message)


def test_hurried_questions_are_english() -> None:
    """Of a question in which every other word is misspelled, too little is left to tell."""
    asked = [question.text for question in taught_in_english()]
    strange = [text for text in asked if not is_english(text)]
    assert len(strange) <= 0.003 * len(asked), strange
