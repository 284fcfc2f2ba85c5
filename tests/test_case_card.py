"""The card of a case fits every chat, however much people wrote: a card that does not would never be delivered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.case_card import about, case_card
from bot.content.advice import advise
from bot.conversation import LONGEST_NOTE
from bot.face import Face
from bot.menu import Menu
from bot.platforms.slack.render import message
from bot.platforms.teams.render import draw_card
from bot.ui import Card, Quote, Text, plain
from bot.workflow import Case, Happening
from handlers import CONVERSATIONS
from handlers.request_questions import LONGEST_MESSAGE, LONGEST_NAME
from handlers.request_review import MOST_SAME_ACCOUNTS
from handlers.request_words import facts
from tests.clock import MONDAY_MORNING
from tests.opened import CONTENT, enter

MENU = Menu(CONVERSATIONS)
HOUSE = enter(CONTENT)
FACE: Face = MENU.faces["account_request"]
ANA, PAT, CASEY = "ana@example.org", "pat@example.org", "casey@example.org"
ANSWERS = {
    "school": "central-hs",
    "audience": [choice.value for choice in HOUSE.content.questions.audience],
    "ages": [choice.value for choice in HOUSE.content.questions.ages],
    "messages": [choice.value for choice in HOUSE.content.questions.messages],
    "tool": "other",
    "manager": ANA,
    "second_manager": "kim@example.org",
}
LONGEST_LINK = 300
CONDITIONAL = {"with_director": (PAT,), "setting_up": (PAT, CASEY), "custody_check": (PAT, CASEY), "done": (PAT, CASEY)}
"""Who may have approved on conditions by then. Those of a school that is not asked any more are gone."""


def everything_at_its_longest(letter: str, state: str) -> Case:
    answers = {
        **ANSWERS,
        "on_behalf": letter[0] * LONGEST_NAME,
        "message": (letter * LONGEST_MESSAGE)[:LONGEST_MESSAGE],
        "other_name": letter[0] * 50,
        "other_address": "https://example.org/".ljust(LONGEST_LINK, "x"),
    }
    said = facts(answers, HOUSE)
    data = {
        "answers": answers,
        "policy": {"number": "4007", "procedure": "4007P", "adopted": "2018-05-10"},
        "questions": 1,
        "advice": longest_advice(letter),
        "changed": {label: (value, value) for label, value in said},
        "read_in": state,
        "conditions": [{"by": by, "says": (letter * LONGEST_NOTE)[:LONGEST_NOTE]} for by in CONDITIONAL.get(state, ())],
        "account": {"url": answers["other_address"], "email": "x" * 254, "where": letter[0] * 200},
    }
    at = MONDAY_MORNING
    return Case(1, "R-1001", FACE.workflow.kind, state, 9, "central-hs", ANA, at, at, data)


def longest_advice(letter: str) -> list[str]:
    """Every line that one set of answers can draw, with as many accounts as are named."""
    accounts = [(f"Facebook {letter[0] * 60}", "https://example.org/".ljust(LONGEST_LINK, "x"))] * MOST_SAME_ACCOUNTS
    content = HOUSE.content
    drawn = [advise(content.questions, {**ANSWERS, "tool": tool.id}, content.tools, accounts) for tool in content.tools]
    return max(([one.say for one in advice] for advice in drawn), key=lambda said: len("".join(said)))


def noted(letter: str, steps: int) -> tuple[Happening, ...]:
    note = (letter * LONGEST_NOTE)[:LONGEST_NOTE]
    return (Happening(MONDAY_MORNING, "ask_for_changes", PAT, "with_principal", "changes_wanted", note, {}),) * steps


@pytest.mark.parametrize("letter", ["x", '"', "\\", "*", "<", "&", "😀", "é", "x\n"])
@pytest.mark.parametrize("state", FACE.workflow.states)
@pytest.mark.parametrize("viewer", [ANA, PAT, CASEY])
def test_the_longest_card_fits_every_chat(letter: str, state: str, viewer: str) -> None:
    case = everything_at_its_longest(letter, state)
    sentence = Text(HOUSE.words("account_request.told.ask_for_changes.changes_wanted.requester", **about(case, HOUSE)))
    lead = Card(body=(sentence, Quote((letter * LONGEST_NOTE)[:LONGEST_NOTE])))
    card = case_card(FACE, case, noted(letter, 20), viewer, HOUSE, lead)
    assert message(card)
    assert draw_card(card)


def test_a_card_that_leaves_steps_out_says_so_and_shows_the_newest() -> None:
    newest = replace(noted("x", 1)[0], note="The newest.")
    card = case_card(FACE, everything_at_its_longest("x", "declined"), (*noted("x", 19), newest), ANA, HOUSE)
    assert "Earlier steps are not shown here. Type history R-1001 to read them all." in plain(card)
    assert plain(card).rstrip().splitlines()[-1].endswith("The newest.")


def test_one_button_of_a_card_is_the_one_to_press_first() -> None:
    at = MONDAY_MORNING
    case = Case(1, "Q-1001", "inquiry", "asked", 1, "central-hs", ANA, at, at, {"words": "May we?"})
    card = case_card(MENU.faces["inquiry"], case, (), CASEY, HOUSE)
    looks = {button.label: button.look for button in card.buttons}
    assert list(looks.values()).count("primary") == 1
    assert looks["Take this question"] == "primary"
