"""Windows and buttons in Slack: what people see, and what comes back from them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.events import Clicked, Event, Filled
from bot.platforms.slack.form_view import closing_view
from bot.replies import Fix, Now, Open, Swap
from bot.ui import Button, Card, Form, Row, Rows, Text
from tests.platforms.slack_world import ANA, MINIMAL, PAT, WHOLE, World, slack_world, word

ANSWERS: dict[str, str | list[str] | bool] = {
    "Why an account?": "  Scores & <photos>  ",
    "Aims": ["News", "Funds"],
    "The policy": True,
    "From": "2026-12-01",
}
READ = {
    "why": "Scores & <photos>",
    "site": "ig",
    "aims": ("news", "fund"),
    "read": True,
    "start": "2026-12-01",
    "second": PAT,
}
DONE = Card("Thank you", (Text("Pat Rivera has it now."), Rows((Row("R-1042", button=Button("show", "Show")),))))


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with slack_world() as running:
        yield running


# --- Windows --------------------------------------------------------------------------------------------------------


async def test_a_form_opens_is_filled_and_gives_way_to_the_next_and_to_the_end(world: World) -> None:
    ana = world.person(ANA)
    world.answers(Open(MINIMAL), Open(WHOLE), Swap(DONE))
    await ana.say("/sm-request")
    assert ana.form() == "Why\nWhy an account?: \n[Next]"
    await ana.fill({"Why an account?": "Scores"})
    await ana.send()
    assert ana.form() == (
        "Who it is for\nStep 2 of 4\nTell us who will run it.\nWhy an account?: \n  One sentence is enough.\n"
        "Platform: Instagram\nAims: \nThe policy: \nFrom (optional): \nSecond manager: pat@example.org\n[Next] [Back]"
    )
    await ana.fill(ANSWERS)
    await ana.send()
    assert ana.form() == "Thank you\nPat Rivera has it now.\n- R-1042"
    sent = world.reception.events[-1]
    assert isinstance(sent, Filled)
    assert (sent.form, sent.value, sent.pressed, sent.answers) == (WHOLE.name, "R-1042.7", "", READ)


async def test_a_form_without_pickers_asks_for_an_address() -> None:
    async with slack_world(basic=True) as world:
        ana = world.person(ANA)
        world.answers(Open(WHOLE))
        await ana.say("/sm-request")
        await ana.fill(ANSWERS | {"Second manager": "casey@example.org"})
        await ana.send()
    sent = world.reception.events[-1]
    assert isinstance(sent, Filled)
    assert sent.answers == READ | {"second": "casey@example.org"}


async def test_back_takes_the_answers_along(world: World) -> None:
    ana = world.person(ANA)
    world.answers(Open(WHOLE), Open(MINIMAL))
    await ana.say("/sm-request")
    await ana.fill(ANSWERS)
    await ana.send("Back")
    assert ana.form() == "Why\nWhy an account?: \n[Next]"
    sent = world.reception.events[-1]
    assert isinstance(sent, Filled)
    assert (sent.pressed, sent.answers) == ("back", READ)


async def test_a_client_that_forgets_what_was_filled_in_gives_no_answer_for_it(world: World) -> None:
    ana = world.person(ANA, forgetful=True)
    world.answers(Open(WHOLE))
    await ana.say("/sm-request")
    await ana.send()
    sent = world.reception.events[-1]
    assert isinstance(sent, Filled)
    assert sent.answers == {"why": "", "aims": (), "read": False, "start": ""}


async def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(world: World) -> None:
    ana = world.person(ANA)
    world.answers(Open(WHOLE), Fix({"why": "Please say more.", "case": "And again."}, WHOLE))
    await ana.say("/sm-request")
    await ana.fill({"Why an account?": "x"})
    await ana.send()
    assert ana.errors() == {"Why an account?": "Please say more. And again."}
    assert "Why an account?: x\n" in (ana.form() or "")


async def test_what_is_wrong_after_a_button_of_the_form_stands_above_its_field(world: World) -> None:
    ana = world.person(ANA)
    world.answers(Open(WHOLE), Fix({"start": "That day is a holiday."}, WHOLE))
    await ana.say("/sm-request")
    await ana.fill({"Why an account?": "x"})
    await ana.send("Back")
    assert ana.errors() == {"From": "That day is a holiday."}
    assert "Why an account?: x\n" in (ana.form() or "")


async def test_a_sentence_about_a_form_without_a_field_stands_on_it(world: World) -> None:
    ana = world.person(ANA)
    empty = Form("sure", "Are you sure", (Text("It will be closed."),), "Close it")
    world.answers(Open(empty), Fix({"case": "It is closed already."}, empty))
    await ana.say("/sm-request")
    await ana.send()
    assert ana.form() == "Are you sure\n⚠️ It is closed already.\nIt will be closed.\n[Close it]"


async def test_a_person_who_cannot_take_part_is_given_on_by_address(world: World) -> None:
    world.double.hire("gil@elsewhere.example", "Gil Guest", is_restricted=True)
    ana = world.person(ANA)
    world.answers(Open(WHOLE))
    await ana.say("/sm-request")
    await ana.fill({"Second manager": "gil@elsewhere.example"})
    await ana.send()
    sent = world.reception.events[-1]
    assert isinstance(sent, Filled)
    assert sent.answers["second"] == "gil@elsewhere.example"


async def test_a_form_opens_although_the_person_in_it_cannot_be_found(world: World) -> None:
    world.answers(Open(WHOLE))
    world.double.hang("users.lookupByEmail", 1.5)
    ana = world.person(ANA)
    await ana.say("/sm-request")
    assert "Second manager: \n" in (ana.form() or "")


async def test_a_window_that_changed_meanwhile_is_left_alone(world: World) -> None:
    ana = world.person(ANA)
    world.answers(Open(WHOLE))
    await ana.say("/sm-request")

    def answer_after_another_press(event: Event) -> Now:
        world.double.replace(ana.user, world.double.windows[ana.user][-1], closing_view(DONE, "Newer", word))
        return Open(MINIMAL)

    world.reception.answer = answer_after_another_press
    await ana.send("Back")
    assert (ana.form() or "").startswith("Thank you\n")
    assert world.reception.offered == []


async def test_a_window_that_was_closed_meanwhile_is_offered_in_the_chat(world: World) -> None:
    ana = world.person(ANA)
    world.answers(Open(WHOLE), Open(MINIMAL))
    await ana.say("/sm-request")
    world.double.fail("views.update", "not_found")
    await ana.send("Back")
    assert world.reception.offered == [Open(MINIMAL)]


# --- Buttons --------------------------------------------------------------------------------------------------------


async def test_a_button_names_its_case_its_message_and_its_conversation(world: World) -> None:
    pat = world.person(PAT)
    card = Card("R-1042", buttons=(Button("approve", "Approve", "R-1042.7"), Button("decline", "Decline", "R-1042.7")))
    sent = await world.chat.post(await world.chat.find(PAT), card)
    await pat.press("Decline")
    clicked = world.reception.events[0]
    assert isinstance(clicked, Clicked)
    assert (clicked.action, clicked.value) == ("decline", "R-1042.7")
    assert (clicked.place.conversation, clicked.place.message) == (sent.conversation, sent.message)


async def test_a_form_opened_by_a_button_knows_the_conversation_it_came_from(world: World) -> None:
    pat = world.person(PAT)
    await world.chat.post(await world.chat.find(PAT), Card("R-1042", buttons=(Button("change", "Change"),)))
    world.answers(Open(MINIMAL))
    await pat.press("Change")
    await pat.send()
    pressed, sent = world.reception.events
    assert sent.place.conversation == pressed.place.conversation != ""


async def test_a_card_that_was_pressed_is_left_to_its_one_writer(world: World) -> None:
    pat = world.person(PAT)
    await world.chat.post(await world.chat.find(PAT), Card("R-1042", buttons=(Button("approve", "Approve"),)))
    world.answers(Swap(DONE))
    await pat.press("Approve")
    assert pat.messages() == ["R-1042\n[Approve]"]
    assert world.reception.offered == []


async def test_a_button_that_only_opens_an_address_is_no_event(world: World) -> None:
    button = Button("policy", "Read it", url="https://example.org/4007")
    await world.chat.post(await world.chat.find(PAT), Card("R-1042", buttons=(button,)))
    await world.person(PAT).press("Read it")
    assert world.reception.events == []


async def test_a_page_turns_on_the_home_page(world: World) -> None:
    ana = world.person(ANA)
    world.answers(Swap(Card("One", buttons=(Button("more", "Show more", "2"),))), Swap(Card("Two")))
    await ana.go_home()
    await ana.press("Show more", home=True)
    assert ana.home() == "Two"
