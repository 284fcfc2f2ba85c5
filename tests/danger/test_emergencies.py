"""What is said outright: emergencies of other kinds than the ear has learned, and what an adult at school does."""

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
