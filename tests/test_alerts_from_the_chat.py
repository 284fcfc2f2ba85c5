"""The button below a text about danger: what it says is what has happened, also when it is pressed again."""

from __future__ import annotations

from pathlib import Path

from bot.events import Clicked
from bot.replies import Swap
from bot.ui import Card, plain
from tests.changed_content import changed
from tests.office import ON_THE_WEB, Office, office
from tests.reports import report
from tests.test_danger_in_forms import THREAT
from tests.test_danger_said_later import said

RAISED = "An alert to the on-call team has been raised."
NOT_RAISED = "No new alert was sent. The on-call team was alerted on"


async def press(opened: Office, action: str, value: str) -> Card:
    """What Kim is shown in the place of the text, once the button is pressed."""
    now = await opened.receive(Clicked(**opened.whence("kim"), action=action, value=value))
    assert isinstance(now, Swap), now
    return now.card


async def alarms(opened: Office) -> list[str]:
    """The reports of which the on-call team was alerted, the oldest first."""
    return [case.ref for case, _ in await opened.everything() if case.data.get("alarm")]


async def warned(opened: Office, words: str) -> Card:
    """What Kim reads who writes such words."""
    await opened.say("kim", words)
    await opened.settle()
    return (await opened.cards("kim"))[-1]


async def test_the_button_of_one_message_raises_one_alarm(opened: Office) -> None:
    card = await warned(opened, "A student posted that he will bring a gun to school tomorrow.")
    assert "Nobody at the district has been alerted by your message." in plain(card)
    alert = next(button for button in card.buttons if button.label == "Alert the on-call team")
    for _ in range(2):
        await press(opened, alert.action, alert.value)
    assert len([text for text in await opened.told("toni") if "alerted the on-call team" in text]) == 1


async def test_a_colleagues_conduct_offers_no_alarm_to_those_on_call(opened: Office) -> None:
    card = await warned(opened, "A colleague writes private messages to a student at night.")
    assert [button.label for button in card.buttons] == ["Report it"]


async def test_another_danger_within_the_hour_raises_an_alert_of_its_own(opened: Office) -> None:
    for slug in ("safety-threat", "safety-self-harm"):
        assert RAISED in plain(await press(opened, "danger.alert", slug))
    assert await alarms(opened) == ["I-1001", "I-1002"]
    assert len([text for text in await opened.told("toni") if text.startswith("I-1002")]) == 1


async def test_who_alerts_twice_reads_that_no_second_alert_was_sent(opened: Office) -> None:
    await press(opened, "danger.alert", "safety-threat")
    assert NOT_RAISED in plain(again := await press(opened, "danger.alert", "safety-threat"))
    assert RAISED not in plain(again)
    assert await alarms(opened) == ["I-1001"]


async def test_whoever_says_that_it_is_something_else_sends_one_new_alert(opened: Office) -> None:
    await press(opened, "danger.alert", "safety-threat")
    (anew,) = (await press(opened, "danger.alert", "safety-threat")).buttons
    assert anew.label == "Send a new alert"
    assert RAISED in plain(await press(opened, anew.action, anew.value))
    assert NOT_RAISED in plain(await press(opened, anew.action, anew.value))
    assert await alarms(opened) == ["I-1001", "I-1002"]


async def test_an_alert_about_their_report_a_moment_ago_is_shown_first(opened: Office) -> None:
    await report(opened, "kim", "threat", danger="yes")
    shown = await press(opened, "danger.alert", "safety-threat")
    assert NOT_RAISED in plain(shown)
    assert await alarms(opened) == ["I-1001"]
    (anew,) = shown.buttons
    assert RAISED in plain(await press(opened, anew.action, anew.value))
    assert NOT_RAISED in plain(await press(opened, anew.action, anew.value))
    assert await alarms(opened) == ["I-1001", "I-1002"]


async def test_an_alert_of_others_about_it_is_none_of_theirs(opened: Office) -> None:
    case = await opened.move("casey", "take", await report(opened, "kim"))
    await said(opened, "note", THREAT, case)
    await opened.press("casey", "raise_alarm", await opened.case(case.ref))
    assert RAISED in plain(await press(opened, "danger.alert", "safety-threat"))
    assert await alarms(opened) == ["I-1001", "I-1002"]


async def test_one_of_another_danger_or_of_an_hour_ago_is_not(opened: Office) -> None:
    await report(opened, "kim", "threat", danger="yes")
    assert RAISED in plain(await press(opened, "danger.alert", "safety-self-harm"))
    opened.clock.move(hours=1, minutes=1)
    assert RAISED in plain(await press(opened, "danger.alert", "safety-threat"))
    assert await alarms(opened) == ["I-1001", "I-1002", "I-1003"]


async def test_a_phone_number_reads_as_the_district_typed_it(address: str, tmp_path: Path) -> None:
    content = changed(tmp_path, "district.yaml", "on_call_phone: 360-555-0111", 'on_call_phone: "(360) 555-0111"')
    async with office(address, {**ON_THE_WEB, "CONTENT_DIR": str(content)}) as opened:
        await press(opened, "danger.alert", "safety-threat")
        await opened.settle()
        read = "\n".join(await opened.told("kim"))
    assert "Please call (360) 555-0111" in read
    assert "\\(" not in read
