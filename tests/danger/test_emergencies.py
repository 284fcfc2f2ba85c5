"""What is said outright: emergencies of other kinds than the ear has learned, and what an adult at school does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.danger_ear import EVERYDAY
from tests.opened import recogniser, signs
from tools.messages import headed

DANGER, SIGNS = recogniser(), signs()
MESSAGES = [*headed(Path(__file__).parent / "emergencies.txt")]


@pytest.mark.parametrize("message", [message for slug, message in MESSAGES if slug != EVERYDAY])
def test_an_emergency_is_answered_before_anything_else(message: str) -> None:
    assert "safety-emergency" in DANGER.all(message)


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        (
            "safety-sexual-image",
            "there was a party, somebody was passed out, somebody filmed, freshmen are paying to look",
        ),
        ("safety-self-harm", "my student has swallowed bleach, she says she did it because she wants to disappear"),
        ("safety-threat", "the middle school will be on fire by the end of the week, says a message we got"),
    ],
)
def test_beside_an_emergency_another_danger_is_heard_as_well(slug: str, message: str) -> None:
    assert {slug, "safety-emergency"} <= {*DANGER.all(message)}


@pytest.mark.parametrize("message", [message for slug, message in MESSAGES if slug == EVERYDAY])
def test_its_words_alone_set_nothing_off(message: str) -> None:
    assert DANGER.of(message) is None


@pytest.mark.parametrize(
    "message",
    [
        "our principal is sleeping with a student, who do I report that to",
        "a teacher is sleeping with one of our seniors",
        "the para slapped a kindergartner",
        "a sub hit a student in class",
    ],
)
def test_what_an_adult_at_school_does_is_heard_where_it_is_said_outright(message: str) -> None:
    assert DANGER.of(message) == "safety-staff-boundary"


@pytest.mark.parametrize(
    "message",
    [
        "coach hit kids with water balloons at field day, post?",
        "the sub slapped student stickers on every folder, cute pic",
        "our principal hit students with a pop quiz question on stage",
    ],
)
def test_an_adult_at_school_may_hit_and_slap_what_is_no_harm(message: str) -> None:
    assert DANGER.of(message) is None


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("threat", "a parent threatened me in the parking lot"),
        ("threat", "a dad threatened to kill me"),
        ("threat", "an angry parent is waiting for me outside with a bat"),
        ("threat", "a parent hit a teacher"),
        ("threat", "a father followed me to my car"),
        ("threat", "a parent is yelling and won't leave the office"),
        ("threat", "a student punched a teacher"),
        ("threat", "I hear gunshots"),
        ("threat", "a student is being stalked"),
        ("threat", "un alumno trae un cuchillo"),
        ("threat", "un papá me amenazó"),
        ("threat", "un alumno trajo una nabaja"),
        ("self-harm", "tengo un estudiante que quiere suicidarse"),
        ("self-harm", "se kiere matar"),
        ("sextortion", "lo extorsionan con fotos"),
        ("sexual-image", "estan compartiendo fotos desnudas de una niña"),
        ("abuse", "a student is being trafficked i think"),
        ("abuse", "lo golpea su papá"),
        ("abuse", "le tocó sus partes"),
        ("abuse", "la violaron"),
        ("staff-boundary", "a teacher is drunk at school"),
        ("staff-boundary", "el entrenador besó a una estudiante"),
    ],
)
def test_what_is_said_plainly_needs_no_ear(kind: str, message: str) -> None:
    assert f"safety-{kind}" in SIGNS.all(message)


@pytest.mark.parametrize(
    "message",
    [
        "everyone is going to die of boredom",
        "a parent threatened to sue us",
        "a mom threatened to report our page",
        "help with the newsletter",
        "mi papá me va a matar si no entrego la tarea",
        "en la obra un alumno trae una pistola de juguete",
        "le toca a su papá recogerla",
        "matarse de risa",
        "esta impresora me va a matar",
        "自杀预防周的海报有中文版吗",
    ],
)
def test_no_sign_alone_takes_a_saying_or_a_play_for_danger(message: str) -> None:
    assert SIGNS.of(message) is None
