"""Whether a message is English: where it is not, the reader is told that something may have been missed."""

from __future__ import annotations

import pytest

from bot.knowledge.speech import is_english, is_spanish
from tools.messages import taught_in_english

FOREIGN = [
    "¿puedo subir las fotos de mis alumnos?",
    "el entrenador le escribe a mi sobrina por la noche",
    "можно выложить фото класса",
    "Sinasaktan po siya ng tiyahin niya",
    "我可以发班级照片吗",
    "hola",
    "que es FERPA",
]
SPANISH = [FOREIGN[0], FOREIGN[1], "hola", "que es FERPA", "mañana"]
FRAGMENTS = [
    "evergreenhs_fights on tiktok",
    "tiktok dance jrotc",
    "@evergreen_hs_confessions",
    "ferpa",
    "para",
    "Maple ES",
]
BRIEF = ["", "👍", "123", "ok", "wifi?", "whos the contact for title ix", "can i pin a comment"]


@pytest.mark.parametrize("message", FOREIGN)
def test_another_language_is_noticed(message: str) -> None:
    assert not is_english(message)


@pytest.mark.parametrize("message", SPANISH)
def test_spanish_is_told_from_other_languages(message: str) -> None:
    assert is_spanish(message)


@pytest.mark.parametrize("message", [*FOREIGN[2:5], "peut on publier la photo de classe"])
def test_other_languages_are_not_taken_for_spanish(message: str) -> None:
    assert not is_english(message)
    assert not is_spanish(message)


@pytest.mark.parametrize("message", FRAGMENTS)
def test_names_and_handles_say_nothing_of_a_language(message: str) -> None:
    assert is_english(message)


@pytest.mark.parametrize("message", BRIEF)
def test_too_little_to_tell_counts_as_english(message: str) -> None:
    assert is_english(message)


def test_hurried_questions_are_english() -> None:
    """Of a question in which every other word is misspelled, too little is left to tell."""
    asked = [question.text for question in taught_in_english()]
    strange = [text for text in asked if not is_english(text)]
    assert len(strange) <= 0.003 * len(asked), strange
