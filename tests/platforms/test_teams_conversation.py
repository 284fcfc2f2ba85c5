"""What people in Teams see when they write, press and fill in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.events import Clicked, Filled, Heard, Joined, SentFiles
from bot.replies import Fix, Open, Sorry, Swap
from bot.ui import Card, Form, Status, TextField, plain
from tests.drive_teams import TeamsPerson
from tests.platforms.teams_cards import ANSWERS, CARD, FORM, RETURNED
from tests.platforms.teams_house import House, house
from tests.teams_double import Fault


async def open_form(bot: House, form: Form = FORM, *, old_client: bool = False) -> TeamsPerson:
    ana = bot.sit(bot.double.add("Ana Lopez", "ana@example.org"), old_client=old_client)
    bot.machine.answers.append(Open(form))
    await ana.say("sm-request")
    return ana


async def test_a_card_reads_as_it_was_written() -> None:
    async with house() as bot:
        ana = bot.person()
        bot.machine.answers.append(Swap(CARD))
        await ana.say("hello")
        assert ana.messages() == [plain(CARD)]


async def test_meeting_the_bot_is_greeted_once_and_tells_where_the_person_sits() -> None:
    async with house() as bot:
        ana = bot.person(email="Ana@Example.org")
        await ana.arrive()
        joined = bot.machine.heard
        assert [type(event) for event in joined] == [Joined, Joined]
        assert joined[0].key == joined[1].key
        assert joined[0].person.email == "ana@example.org"
        [seat] = bot.machine.seats.values()
        await bot.chat.post(seat, CARD)
        assert ana.messages() == [plain(CARD)]


@pytest.mark.parametrize(
    ("member", "standing"),
    [
        ({}, "staff"),
        ({"userRole": "guest"}, "guest"),
        ({"userPrincipalName": "kim_mail.com#EXT#@district"}, "guest"),
        ({"tenantId": "another"}, "outside"),
        ({"email": "", "userPrincipalName": ""}, "outside"),
    ],
)
async def test_the_roster_says_who_somebody_is(member: dict[str, str], standing: str) -> None:
    async with house() as bot:
        await bot.person(**member).say("hello")
        assert bot.machine.heard[0].person.standing == standing


async def test_without_a_mailbox_the_sign_in_name_is_the_address() -> None:
    async with house() as bot:
        await bot.person(email="", userPrincipalName="Kim@Example.org").say("hello")
        assert bot.machine.heard[0].person.email == "kim@example.org"


async def test_when_the_roster_fails_the_person_is_told_to_try_again() -> None:
    async with house() as bot:
        bot.double.faults.append(Fault("GET", 502, "<html>Bad gateway</html>"))
        ana = bot.person()
        await ana.say("hello")
        assert ana.messages() == ["Teams did not tell us who you are. Please try again in a minute."]
        assert bot.machine.heard == []


async def test_what_was_said_arrives_without_the_mention() -> None:
    async with house() as bot:
        ana = bot.person()
        await ana.mention("\xa0sm-request & more ")
        [heard] = bot.machine.heard
        assert isinstance(heard, Heard)
        assert heard.text == "sm-request & more"


async def test_files_arrive_with_the_words_beside_them_and_nothing_is_fetched() -> None:
    async with house() as bot:
        await bot.person().send_files(["a.png", "b.png"], text="look")
        [sent] = bot.machine.heard
        assert isinstance(sent, SentFiles)
        assert ([file.name for file in sent.files], sent.text) == (["a.png", "b.png"], "look")
        assert bot.double.files.shown == []


async def test_a_press_swaps_the_card_and_says_which_case_and_version() -> None:
    async with house() as bot:
        ana = bot.person()
        done = Card("Request R-1042", (Status("Approved", "good"),))
        bot.machine.answers += [Swap(CARD), Swap(done)]
        await ana.say("hello")
        await ana.press("Approve")
        clicked = bot.machine.heard[-1]
        assert isinstance(clicked, Clicked)
        assert (clicked.action, clicked.value) == ("approve", "R-1042.7")
        assert clicked.place.message == bot.double.shown_to(bot.double.members["29:1"])[0].activity["id"]
        assert ana.messages() == [plain(done)]


async def test_a_press_that_opens_a_form_leaves_the_card_and_posts_the_form_below() -> None:
    async with house() as bot:
        ana = bot.person()
        bot.machine.answers += [Swap(CARD), Open(FORM)]
        await ana.say("hello")
        await ana.press("Open")
        assert ana.messages() == [plain(CARD)]
        assert ana.noticed == ["Please go on in the message below."]
        assert (ana.form() or "").startswith("Why this account\nStep 2 of 4\nTwo sentences are enough.\nPurpose: \n")


async def test_a_press_with_nothing_to_show_is_still_answered() -> None:
    async with house() as bot:
        ana = bot.person()
        bot.machine.answers.append(Swap(CARD))
        await ana.say("hello")
        await ana.press("Decline")
        assert (ana.messages(), ana.noticed) == ([plain(CARD)], ["Noted."])


@pytest.mark.parametrize("old_client", [False, True])
async def test_answers_come_back_as_they_were_given(*, old_client: bool) -> None:
    async with house() as bot:
        ana = await open_form(bot, old_client=old_client)
        await ana.fill(ANSWERS)
        await ana.send()
        filled = bot.machine.heard[-1]
        assert isinstance(filled, Filled)
        assert (filled.form, filled.value, filled.pressed) == (FORM.name, "R-1042.7", "")
        assert filled.answers == RETURNED


async def test_back_takes_the_answers_along() -> None:
    async with house() as bot:
        ana = await open_form(bot)
        await ana.fill({"Purpose": "Half a thought"})
        await ana.send("Back")
        filled = bot.machine.heard[-1]
        assert isinstance(filled, Filled)
        assert filled.pressed == "back"
        assert filled.answers["purpose"] == "Half a thought"
        assert filled.answers["agree"] is False


async def test_a_wrong_answer_is_told_at_its_field_and_nothing_is_lost() -> None:
    async with house() as bot:
        ana = await open_form(bot)
        kept = replace(FORM, body=(TextField("purpose", "Purpose", value="Party"), *FORM.body[2:]))
        bot.machine.answers.append(Fix({"purpose": "Say a little more.", "gone": "Somebody else was faster."}, kept))
        await ana.fill({"Purpose": "Party"})
        await ana.send()
        assert ana.errors() == {"Purpose": "Say a little more."}
        lines = (ana.form() or "").splitlines()
        assert lines[:5] == [
            "Why this account",
            "Step 2 of 4",
            "Somebody else was faster.",
            "Purpose: Party",
            "  ! Say a little more.",
        ]


@pytest.mark.parametrize("old_client", [False, True])
async def test_the_next_screen_takes_the_place_of_the_last_on_every_device(*, old_client: bool) -> None:
    async with house() as bot:
        ana = await open_form(bot, old_client=old_client)
        bot.machine.answers += [Open(replace(FORM, title="Who manages it")), Swap(CARD)]
        await ana.send()
        assert (ana.form() or "").startswith("Who manages it")
        await ana.send()
        assert ana.form() == plain(CARD)
    # The house closes only when the updates have left.
    [shown] = bot.double.shown_to(bot.double.members["29:1"])
    assert shown.edits == 2
    assert shown.card["body"][0]["inlines"][0]["text"] == CARD.title


async def test_the_next_screen_is_not_drawn_once_more_when_somebody_types_into_it() -> None:
    async with house() as bot:
        ana = await open_form(bot)
        bot.double.faults.append(Fault("PUT", 0, seconds=0.2))
        bot.machine.answers.append(Open(replace(FORM, title="Who manages it")))
        await ana.send()
        [shown] = bot.double.shown_to(bot.double.members["29:1"])
        assert shown.edits == 1


@pytest.mark.parametrize(("pressed", "slow"), [("Next", "PUT"), ("Open", "POST")])
async def test_an_answer_is_there_in_time_however_slow_teams_is_with_all_that_it_takes(pressed: str, slow: str) -> None:
    """The client counts the seconds. Who presses has not been seen for a while, so that Teams is asked about them."""
    async with house() as bot:
        ana = bot.person()
        bot.machine.answers += [Open(FORM)] if pressed == "Next" else [Swap(CARD)]
        await ana.say("hello")
        bot.machine.met.clear()
        bot.double.faults += [Fault("GET", 0, seconds=1.9), Fault(slow, 0, seconds=1.9)]
        bot.machine.answers.append(Open(replace(FORM, title="Who manages it")))
        await (ana.send() if pressed == "Next" else ana.press(pressed))
        assert ana.noticed == ([] if pressed == "Next" else ["Please go on in the message below."])
    assert (ana.form() or "").startswith("Who manages it")
    assert bot.machine.offered == []


@pytest.mark.parametrize("fault", [Fault("PUT", 500), Fault("PUT", 200, seconds=2.5)])
async def test_a_message_that_cannot_be_updated_does_not_lose_the_answer(fault: Fault) -> None:
    async with house() as bot:
        ana = await open_form(bot)
        bot.double.faults.append(replace(fault))
        bot.machine.answers.append(Swap(CARD))
        await ana.send()
        assert ana.form() == plain(CARD)


async def test_an_old_client_whose_form_is_gone_gets_the_next_one_as_a_new_message() -> None:
    async with house() as bot:
        ana = await open_form(bot, old_client=True)
        bot.double.faults.append(Fault("PUT", 404))
        bot.machine.answers.append(Swap(CARD))
        await ana.send()
        assert ana.messages() == [plain(CARD)]


@pytest.mark.parametrize("old_client", [False, True])
async def test_somebody_who_is_not_served_is_told_and_keeps_what_they_typed(*, old_client: bool) -> None:
    async with house() as bot:
        ana = await open_form(bot, old_client=old_client)
        before = ana.form()
        bot.machine.answers.append(Sorry("This *bot* serves staff only."))
        await ana.send()
        assert ana.form() == before
        assert ana.noticed + ana.messages() == ["This *bot* serves staff only."]


@pytest.mark.parametrize("fault", [Fault("POST", 502), Fault("POST", 429), Fault("POST", 200, seconds=2.5)])
async def test_a_form_that_cannot_be_shown_is_offered_again(fault: Fault) -> None:
    async with house() as bot:
        bot.double.faults.append(replace(fault))
        ana = await open_form(bot)
        assert ana.form() is None
        assert bot.machine.offered == [Open(FORM)]


async def test_the_same_press_delivered_twice_has_one_key_and_other_data_another() -> None:
    async with house() as bot:
        press = bot.hello() | {"type": "invoke", "name": "adaptiveCard/action"}
        for version in ("R-1.1", "R-1.1", "R-1.2"):
            data = {"kind": "card", "action": "show", "value": version}
            await bot.deliver(press | {"value": {"action": {"data": data}}})
        first, again, other = (event.key for event in bot.machine.heard)
        assert first == again != other
