"""The playground over HTTP: what people see in it, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.events import Clicked, Filled, Heard, Joined, Place
from bot.platforms.base import MessageGone, Seat, Sent, Unreachable
from bot.replies import Fix, Open, Swap
from bot.ui import (
    Button,
    Card,
    ChoiceField,
    DayField,
    Form,
    Option,
    PersonField,
    Quote,
    Row,
    Rows,
    Text,
    TextField,
    YesField,
)
from tests.drive_web import Typed, WebPerson
from tests.platforms.web_double import ANA, PAT, SENTENCES, Playground, playground

HELLO = Card("Good morning", (Text("What can I do?"),), (Button("start", "Start", "R-1.2", opens_form=True),))
FORM = Form(
    "purpose",
    "Purpose",
    (
        Text("The **first** question."),
        TextField("why", "Why", hint="In a sentence.", lines="many"),
        ChoiceField("who", "Who for", (Option("f", "Families"), Option("s", "Students")), many=True),
        ChoiceField("age", "Youngest", (Option("12", "Under 13"), Option("13", "13 and over"))),
        PersonField("second", "Second manager"),
        DayField("by", "Needed by", required=False),
        YesField("read", "Confirmation", "I have read it"),
    ),
    "Next",
    value="R-1.2",
    buttons=(Button("back", "Back"),),
    step=(1, 4),
)


def at(place: Playground, email: str = ANA.email) -> WebPerson:
    return WebPerson(place.session, place.url, email)


async def ana_at_the_form(place: Playground) -> WebPerson:
    ana = at(place)
    await place.chat.post(await place.chat.find(ANA.email), HELLO)
    place.machine.answers = [Open(FORM)]
    await ana.press("Start")
    return ana


async def test_a_message_is_seen_by_its_person_alone() -> None:
    async with playground() as place:
        await place.chat.post(await place.chat.find(ANA.email), HELLO)
        ana, pat = at(place), at(place, PAT.email)
        await ana.arrive()
        await pat.arrive()
        assert ana.messages() == ["Good morning\nWhat can I do?\n[Start]"]
        assert pat.messages() == []


async def test_a_quote_stands_to_the_letter() -> None:
    async with playground() as place:
        await place.chat.post(await place.chat.find(ANA.email), Card("", (Quote("**not bold**\n[no](https://x.org)"),)))
        ana = at(place)
        await ana.arrive()
        assert ana.messages() == ["> **not bold**\n> [no](https://x.org)"]


async def test_an_edited_message_stays_in_its_place() -> None:
    async with playground() as place:
        seat = await place.chat.find(ANA.email)
        first = await place.chat.post(seat, HELLO)
        await place.chat.post(seat, Card("Second"))
        await place.chat.edit(seat, first, Card("First, changed"))
        ana = at(place)
        await ana.arrive()
        assert ana.messages() == ["First, changed", "Second"]


async def test_a_message_that_is_gone_cannot_be_edited() -> None:
    async with playground() as place:
        with pytest.raises(MessageGone):
            await place.chat.edit(Seat(ANA.email, ANA.email), Sent(ANA.email, "77"), HELLO)


async def test_a_stranger_has_no_seat() -> None:
    async with playground() as place:
        with pytest.raises(Unreachable, match="unknown"):
            await place.chat.find("stranger@example.org")


async def test_opening_the_chat_is_a_first_contact_with_one_key() -> None:
    async with playground() as place:
        await at(place).arrive()
        await at(place).arrive()
        assert place.machine.heard == [Joined(f"web:joined:{ANA.email}", ANA, Place("web", ANA.email))] * 2
        assert place.machine.met[0].seat == Seat(ANA.email, ANA.email)


async def test_what_is_typed_is_heard_and_stands_in_the_chat() -> None:
    async with playground() as place:
        ana = at(place)
        await ana.say("  sm-request\nfor softball ")
        heard = place.machine.heard[-2]
        assert isinstance(heard, Heard)
        assert (heard.text, heard.place) == ("sm-request\nfor softball", Place("web", ANA.email))
        assert heard.person == replace(ANA, language="en-US")
        assert [message.text for message in await place.chat.board.all(ANA.email)] == ["sm-request\nfor softball"]


async def test_an_empty_message_is_none() -> None:
    async with playground() as place:
        await at(place).say("  ")
        assert {type(event) for event in place.machine.heard} == {Joined}


async def test_a_press_says_which_button_of_which_message() -> None:
    async with playground() as place:
        await place.chat.post(await place.chat.find(ANA.email), Card("Old", (), (Button("start", "Start", "R-1.1"),)))
        newest = await place.chat.post(await place.chat.find(ANA.email), HELLO)
        await at(place).press("Start")
        clicked = place.machine.heard[-2]
        assert isinstance(clicked, Clicked)
        assert (clicked.action, clicked.value, clicked.place.message) == ("start", "R-1.2", newest.message)


async def test_a_button_in_a_list_is_pressed_like_any_other() -> None:
    async with playground() as place:
        row = Row("R-1", "with the principal", Button("open", "Open", "R-1.2"))
        await place.chat.post(await place.chat.find(ANA.email), Card("My requests", (Rows((row,)),)))
        ana = at(place)
        await ana.press("Open")
        clicked = place.machine.heard[-2]
        assert isinstance(clicked, Clicked)
        assert (clicked.action, clicked.value) == ("open", "R-1.2")
        assert ana.messages() == ["My requests\n- R-1: with the principal [Open]"]


async def test_a_double_click_carries_one_key_and_the_next_press_another() -> None:
    async with playground() as place:
        ana = await ana_at_the_form(place)
        await ana.send_twice()
        first, second = [event.key for event in place.machine.heard if isinstance(event, Filled)]
        assert first == second
        await ana.press("Start")
        await ana.press("Start")
        presses = [event.key for event in place.machine.heard if isinstance(event, Clicked)]
        assert len(set(presses)) == 3


async def test_a_form_opens_over_the_chat() -> None:
    async with playground() as place:
        ana = await ana_at_the_form(place)
        assert ana.form() == (
            "Purpose\nStep 1 of 4\nThe first question.\nWhy: \n  In a sentence.\nWho for: \nYoungest: \n"
            "Second manager: \nNeeded by (optional): \nConfirmation: \n[Next] [Back]"
        )


ANSWERS: dict[str, Typed] = {
    "Why": "For parents,\nand fans",
    "Who for": ["Families", "Students"],
    "Youngest": "13 and over",
    "Second manager": "pat@example.org",
    "Needed by": "2026-12-01",
    "Confirmation": True,
}


@pytest.mark.parametrize(("label", "pressed"), [(None, ""), ("Back", "back")])
async def test_answers_come_back_in_the_types_of_their_fields(label: str | None, pressed: str) -> None:
    async with playground() as place:
        ana = await ana_at_the_form(place)
        await ana.fill(ANSWERS)
        await ana.send(label)
        filled = place.machine.heard[-2]
        assert isinstance(filled, Filled)
        assert (filled.form, filled.value, filled.pressed) == ("purpose", "R-1.2", pressed)
        assert filled.answers == {
            "why": "For parents,\nand fans",
            "who": ("f", "s"),
            "age": "13",
            "second": "pat@example.org",
            "by": "2026-12-01",
            "read": True,
        }


async def test_a_form_left_alone_answers_with_nothing_in_it() -> None:
    async with playground() as place:
        ana = await ana_at_the_form(place)
        await ana.send()
        filled = place.machine.heard[-2]
        assert isinstance(filled, Filled)
        assert filled.answers == {"why": "", "who": (), "age": "", "second": "", "by": "", "read": False}


async def test_after_a_mistake_the_form_stands_again_with_all_that_was_typed() -> None:
    async with playground() as place:
        ana = await ana_at_the_form(place)
        await ana.fill(ANSWERS | {"Why": "long " * 2_000, "Needed by": "May 4"})
        place.machine.answers = [Fix({"why": "That is too long.", "by": "That is no day.", "gone": "And this."}, FORM)]
        await ana.send()
        assert ana.errors() == {"Why": "That is too long.", "Needed by": "That is no day."}
        form = ana.form() or ""
        assert "\nAnd this.\n" in form
        for held in ("Why: " + ("long " * 2_000).strip(), "Needed by (optional): May 4", "Youngest: 13 and over"):
            assert f"\n{held}\n" in form
        assert "\nWho for: Families, Students\n" in form
        assert "\nConfirmation: I have read it\n" in form


async def test_the_next_screen_takes_the_place_of_the_last() -> None:
    async with playground() as place:
        ana = await ana_at_the_form(place)
        place.machine.answers = [Open(Form("audience", "Audience", (TextField("who", "Who"),), "Next"))]
        await ana.send()
        assert ana.form() == "Audience\nWho: \n[Next]"


async def test_a_closing_card_stands_where_the_form_was_until_it_is_closed() -> None:
    async with playground() as place:
        ana = await ana_at_the_form(place)
        place.machine.answers = [Swap(Card("Sent", (Text("The principal has it now."),)))]
        await ana.send()
        assert ana.form() == "Sent\nThe principal has it now."
        await ana.close()
        assert ana.form() is None


async def test_a_form_that_needs_no_more_closes() -> None:
    async with playground() as place:
        ana = await ana_at_the_form(place)
        await ana.send()
        assert ana.form() is None


async def test_a_card_that_answers_a_press_is_left_to_delivery() -> None:
    async with playground() as place:
        ana = at(place)
        await place.chat.post(await place.chat.find(ANA.email), HELLO)
        place.machine.answers = [Swap(Card("Done"))]
        await ana.press("Start")
        assert ana.form() is None


async def test_a_form_can_be_closed_unsent() -> None:
    async with playground() as place:
        ana = await ana_at_the_form(place)
        await ana.close()
        assert ana.form() is None
        assert not any(isinstance(event, Filled) for event in place.machine.heard)


async def test_a_form_of_before_a_restart_is_answered_with_a_sentence() -> None:
    async with playground() as before, playground() as after:
        ana = await ana_at_the_form(before)
        ana.base_url = after.url
        await ana.send()
        assert "interrupted by a restart" in (ana.form() or "")
        assert not any(isinstance(event, Filled) for event in after.machine.heard)


async def test_a_second_copy_of_a_form_wipes_nothing() -> None:
    async with playground() as place:
        ana = await ana_at_the_form(place)
        place.machine.answers = [Open(FORM), Open(FORM)]
        await ana.fill({"Why": "half a sentence"})
        await ana.press("Start")
        assert "Why: half a sentence" in (ana.form() or "")


async def test_while_nobody_can_say_who_somebody_is_a_sentence_says_so() -> None:
    async with playground() as place:
        place.machine.is_away = True
        posted = place.session.post(f"{place.url}/playground/say", data={"who": ANA.email, "key": "1", "text": "hello"})
        for asked in (place.session.get(f"{place.url}/playground"), posted):
            async with asked as answer:
                assert answer.status == 503
                assert await answer.text() == SENTENCES["chat.who_unclear"]
        assert place.machine.heard == []
