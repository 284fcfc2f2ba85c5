"""In which language a message is written, as far as the district has the texts for emergencies in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.languages import Languages
from tests.content.safety_texts import SAFETY
from tests.translated import SPANISH
from tools.messages import taught_in_english

LANGUAGES = Languages({"en": SAFETY.says, "es": SPANISH.read_text(encoding="utf-8")}, "en")

SPANISH_MESSAGES = [
    "mi estudiante dice que se quiere morir",
    "un alumno trae una pistola mañana a la escuela",
    "quiero morir",
    "me voy a matar",
    "hay una bomba en el gimnasio",
    "una alumna se corta los brazos y no quiere que llame a sus papas",
    "le mandaron fotos desnudas de una niña de 8vo",
    "¿puedo subir las fotos de mis alumnos?",
    "ayuda, tiene un arma",
]
OTHERS = [
    "em học sinh nói muốn tự tử",
    "un élève dit qu'il veut mourir",
    "gusto niyang magpakamatay",
    "ardaygu wuxuu sheegay inuu is dili doono",
    "ученик принесет пистолет в школу",
    "我可以发班级照片吗",
    "طالب يقول إنه يريد أن يموت",
]


@pytest.mark.parametrize("message", SPANISH_MESSAGES)
def test_a_language_of_the_district_is_known_by_its_translation(message: str) -> None:
    assert LANGUAGES.of(message) == "es"


@pytest.mark.parametrize("message", [*OTHERS, "", "👍", "123", "ok"])
def test_what_is_none_of_them_or_says_too_little_is_none(message: str) -> None:
    assert LANGUAGES.of(message) == ""


def test_hurried_english_is_no_other_language() -> None:
    asked = [question.text for question in taught_in_english()]
    taken_for = [text for text in asked if LANGUAGES.of(text) == "es"]
    assert len(taken_for) <= 0.0005 * len(asked), taken_for


@given(st.text(max_size=300))
def test_whatever_is_typed_is_one_of_them_or_none(message: str) -> None:
    assert LANGUAGES.of(message) in ("", "en", "es")


def test_chinese_is_known_by_its_signs_without_words() -> None:
    chinese = Languages({"en": SAFETY.says, "zh-Hant": "學生說他想死，請立刻打電話。有人帶槍到學校"}, "en")
    assert chinese.of("學生帶槍") == "zh-Hant"
    assert LANGUAGES.of("學生帶槍") == ""


@pytest.mark.parametrize(
    ("locale", "language"),
    [("es", "es"), ("es-MX", "es"), ("es_mx", "es"), ("ES", "es"), ("en-US", "en"), ("pt-BR", ""), ("", ""), ("e", "")],
)
def test_a_chat_names_its_language_by_a_locale(locale: str, language: str) -> None:
    assert LANGUAGES.of_chat(locale) == language


def test_the_nearest_of_two_kinds_of_one_language_counts() -> None:
    both = Languages({"en": "", "zh": "", "zh-Hant": ""}, "en")
    assert [both.of_chat(one) for one in ("zh-Hant-TW", "zh-CN", "zh-hant")] == ["zh-Hant", "zh", "zh-Hant"]
