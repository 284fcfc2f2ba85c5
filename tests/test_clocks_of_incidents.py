"""What is said later of a report: in school days where it can wait for people, else at its hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.replies import Open
from bot.store import reminders
from tests.office import Office
from tests.reports import CALM, filed, report, taken

SUMMER_BREAK = datetime(2027, 6, 24, 17, 0, tzinfo=UTC)
"""A Thursday, at ten in the morning; school begins in September."""


async def arrivals(opened: Office, name: str, words: str, hours: int) -> list[str]:
    """When messages with these words come to somebody, within so many hours, as they are seen once an hour."""
    found, before = list[str](), len(await opened.told(name))
    for _ in range(hours):
        opened.clock.move(hours=1)
        read = await opened.told(name)
        if any(words in said for said in read[before:]):
            found.append(opened.building.house.clock(opened.clock()))
        before = len(read)
    return found


async def test_what_a_law_promises_in_48_hours_is_asked_after_48_hours(opened: Office) -> None:
    """On a Saturday, in the summer."""
    opened.clock.moment = SUMMER_BREAK
    await opened.move("casey", "file", await taken(opened), route="take_it_down", filer="by-me")
    asked = await arrivals(opened, "casey", "Has there been an answer?", 60)
    assert asked == ["Sat, Jun 26, 10:00 AM"]


async def test_what_nobody_promised_is_asked_when_people_work(opened: Office) -> None:
    """Filed on the Wednesday before the winter break, so that the seven days end in it."""
    opened.clock.moment = datetime(2026, 12, 16, 17, 0, tzinfo=UTC)
    case = await filed(opened)
    opened.clock.move(days=8)
    assert f"On {case.ref} you noted" not in "\n".join(await opened.told("casey"))
    opened.clock.moment = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
    assert f"On {case.ref} you noted" in "\n".join(await opened.told("casey"))


async def test_an_alert_that_nobody_answers_is_brought_up_again_in_a_break(opened: Office) -> None:
    opened.clock.moment = SUMMER_BREAK
    now = await opened.say("kim", "report")
    assert isinstance(now, Open)
    await opened.send("kim", now.form, {**CALM, "danger": "yes"})
    assert await arrivals(opened, "toni", "nobody has taken it", 60) == ["Sat, Jun 26, 10:00 AM"]


async def test_false_news_of_a_closure_do_not_wait_for_monday(opened: Office) -> None:
    opened.clock.moment = datetime(2026, 11, 14, 17, 0, tzinfo=UTC)
    await report(opened, category="false_news")
    assert await arrivals(opened, "casey", "nobody has taken it", 60) == ["Mon, Nov 16, 9:00 AM"]


async def test_what_cannot_wait_any_more_does_not_wait_for_people_to_work(opened: Office) -> None:
    opened.clock.moment = SUMMER_BREAK
    case = await report(opened)
    await opened.move("casey", "recategorise", case, category="false_news")
    assert await arrivals(opened, "casey", "nobody has taken it", 60) != []


async def test_what_somebody_puts_off_leaves_what_was_promised_at_its_hour(opened: Office) -> None:
    opened.clock.moment = SUMMER_BREAK
    case = await opened.move("casey", "file", await taken(opened), route="take_it_down", filer="by-me")
    async with opened.building.database.transaction() as transaction:
        await reminders.postpone(transaction, case.id, "casey@example.org", opened.clock() + timedelta(days=60))
    assert await arrivals(opened, "casey", "Has there been an answer?", 60) == ["Sat, Jun 26, 10:00 AM"]


async def test_what_cannot_wait_and_was_put_off_comes_back_a_day_later_in_a_break_too(opened: Office) -> None:
    opened.clock.moment = SUMMER_BREAK
    case = await report(opened, category="false_news")
    opened.clock.move(days=2)
    assert "nobody has taken it" in "\n".join(await opened.told("casey"))
    await opened.press("casey", "snooze", case)
    assert "Sun, Jun 27, 10:00 AM" in (await opened.told("casey"))[-1]
    assert await arrivals(opened, "casey", "is still waiting for you", 30) == ["Sun, Jun 27, 10:00 AM"]


async def test_what_cannot_wait_and_is_put_off_twice_comes_back_when_it_was_said_last(opened: Office) -> None:
    opened.clock.moment = SUMMER_BREAK
    case = await report(opened, category="false_news")
    opened.clock.move(days=2)
    await opened.press("casey", "snooze", case)
    opened.clock.move(hours=6)
    await opened.press("casey", "snooze", case)
    assert f"You will not be reminded of {case.ref} before Sun, Jun 27, 4:00 PM." in (await opened.told("casey"))[-1]
    assert await arrivals(opened, "casey", "is still waiting for you", 30) == ["Sun, Jun 27, 4:00 PM"]


async def test_an_ordinary_report_waits_until_people_work(opened: Office) -> None:
    opened.clock.moment = SUMMER_BREAK
    await report(opened)
    assert await arrivals(opened, "casey", "nobody has taken it", 60) == []
