"""The card of an incident fits every chat, however many reported it and however much was written."""

from __future__ import annotations

from typing import Any

import pytest

from bot.case_card import case_card
from bot.conversation import LONGEST_NOTE
from bot.face import Face
from bot.menu import Menu
from bot.platforms.slack.render import message
from bot.platforms.teams.render import draw_card
from bot.ui import plain
from bot.workflow import Case, Happening
from handlers import CONVERSATIONS
from tests.clock import MONDAY_MORNING
from tests.opened import CONTENT, enter

MENU = Menu(CONVERSATIONS)
HOUSE = enter(CONTENT)
FACE: Face = MENU.faces["incident"]
CASEY, KIM = "casey@example.org", "kim@example.org"
MANY = [f"teacher.number{number:03}@example.org" for number in range(200)]
AT = MONDAY_MORNING.isoformat()


def incident(state: str = "taken", **data: Any) -> Case:
    answers = {"what": "false_news", "harmed": "school", "school": "central-hs", "link": "https://example.com/x"}
    route = {"handle": ["communications_director"]}
    known = {"answers": answers, "category": "false_news", "route": route, "screens": [], **data}
    return Case(1, "I-1001", "incident", state, 9, "central-hs", KIM, MONDAY_MORNING, MONDAY_MORNING, known)


def reads(case: Case, viewer: str = CASEY, steps: tuple[Happening, ...] = ()) -> str:
    card = case_card(FACE, case, steps, viewer, HOUSE)
    message(card), draw_card(card)
    return plain(card)


def test_what_two_hundred_reported_names_the_first_and_counts_the_others() -> None:
    said = reads(incident(reporters=MANY))
    assert "Reported by: Kim Tanaka, teacher.number000@example.org" in said
    assert "and 195 more" in said
    assert "Reports: 201" in said


def test_an_alert_that_many_answered_names_the_first_and_counts_the_others() -> None:
    alarm = {"at": AT, "by": KIM, "acknowledged": dict.fromkeys(MANY, AT)}
    assert "and 194 more" in reads(incident(alarm=alarm))


@pytest.mark.parametrize("letter", ["x", '"', "\\", "*", "<", "&", "😀", "é", "x\n"])
@pytest.mark.parametrize("viewer", [CASEY, KIM])
def test_the_longest_card_fits_every_chat(letter: str, viewer: str) -> None:
    words = (letter * LONGEST_NOTE)[:LONGEST_NOTE]
    filing = {
        "at": AT,
        "noted_at": AT,
        "by": CASEY,
        "filer": "x" * 75,
        "on": "September 30, 2026",
        "route": "x" * 70,
        "reference": "x" * 150,
        "outcome": "removed",
        "answers": [{"outcome": outcome, "by": CASEY, "at": AT} for outcome in ("x" * 75, "x" * 75, "removed")],
        "words": "x" * 150,
    }
    case = incident(
        reporters=MANY,
        excluded=MANY,
        alarm={"at": AT, "by": KIM, "acknowledged": dict.fromkeys(MANY, AT)},
        also_about=[{"category": "bullying", "harmed": "student"}] * 90,
        escalated=[{"to": "police", "label": "x" * 75, "email": ""}] * 100,
        filings=[{"number": number, **filing} for number in range(1, 101)],
        answers={**incident().data["answers"], "note": words, "seen": letter[0] * 300, "on_behalf": letter[0] * 300},
    )
    steps = (Happening(MONDAY_MORNING, "note", CASEY, "taken", "taken", words, {}),) * 20
    assert ("Close · Less than 15 minutes" in reads(case, viewer, steps)) is (viewer == CASEY)
