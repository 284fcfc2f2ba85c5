"""Reminders come after two, four and six school days, to the right person, and only while they are of use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.store.tables import outbox
from tests.reports import report
from tests.slack_office import Workspace, with_buttons
from tests.store.samples import PAT, row


async def test_two_four_and_six_school_days(slack: Workspace) -> None:
    """Filed on Monday at nine; Wednesday is a holiday."""
    await slack.office.file()
    arrivals = {name: await first_arrival(slack, name) for name in ("pat", "drew", "casey")}
    assert arrivals == {"pat": "Thu, Nov 12, 9:00 AM", "drew": "Mon, Nov 16, 9:00 AM", "casey": "Wed, Nov 18, 9:00 AM"}


async def first_arrival(slack: Workspace, name: str) -> str:
    """When somebody's next message comes: not a minute before its time, and then at once."""
    await slack.deliver()
    before = len(slack.reads(name))
    due = await due_next(slack, f"{name}@example.org")
    await slack.deliver(minutes=(due - slack.office.clock()) / timedelta(minutes=1) - 1)
    assert len(slack.reads(name)) == before
    await slack.deliver(minutes=1)
    assert len(slack.reads(name)) == before + 1
    return slack.office.building.house.clock(slack.office.clock())


async def due_next(slack: Workspace, email: str) -> datetime:
    async with slack.office.building.database.reading() as connection:
        owed = select(outbox.c.due_at).where(outbox.c.recipient == email, outbox.c.status == "due")
        found: datetime = (await connection.execute(owed.order_by(outbox.c.due_at).limit(1))).scalar_one()
    return found


@pytest.mark.parametrize(
    ("filed", "reminded"),
    [
        (datetime(2026, 11, 14, 20, 0, tzinfo=UTC), "Wed, Nov 18, 7:30 AM"),
        (datetime(2026, 11, 25, 18, 0, tzinfo=UTC), "Tue, Dec 1, 10:00 AM"),
        (datetime(2026, 12, 18, 23, 0, tzinfo=UTC), "Tue, Jan 5, 2027, 3:00 PM"),
        (datetime(2026, 11, 13, 5, 0, tzinfo=UTC), "Tue, Nov 17, 7:30 AM"),
    ],
    ids=["on a Saturday", "before Thanksgiving", "before the winter break", "in the evening"],
)
async def test_nobody_is_reminded_in_the_holidays_or_at_night(slack: Workspace, filed: datetime, reminded: str) -> None:
    slack.office.clock.moment = filed
    await slack.office.file()
    await slack.deliver()
    due = (await row(slack.office.building.database, f"R-1001.7/remind/first/{PAT}")).due_at
    assert slack.office.building.house.clock(due) == reminded


async def test_a_reminder_that_comes_late_waits_until_work_begins(slack: Workspace) -> None:
    """The bot was off from before Thursday at nine, when the reminder was due, until the evening."""
    await slack.office.file()
    await slack.deliver()
    slack.office.clock.moment = datetime(2026, 11, 13, 4, 0, tzinfo=UTC)
    before = slack.reads("pat")
    await slack.deliver()
    assert slack.reads("pat") == before
    slack.office.clock.moment = datetime(2026, 11, 13, 15, 30, tzinfo=UTC)
    await slack.deliver()
    assert "is ready for your decision. It came to you on" in slack.reads("pat")[-1]


async def test_what_is_asked_in_the_evening_is_asked_at_once(slack: Workspace) -> None:
    slack.office.clock.moment = datetime(2026, 11, 13, 4, 0, tzinfo=UTC)
    await slack.office.file()
    await slack.deliver()
    assert len(with_buttons(slack.reads("pat"))) == 1


async def test_asking_somebody_for_help_puts_no_reminder_off(slack: Workspace) -> None:
    case = await report(slack.office)
    await slack.deliver()
    due = await due_next(slack, "casey@example.org")
    await slack.deliver(days=1)
    await slack.office.move("casey", "escalate", case, to="title_ix", why="Please look.")
    await slack.deliver()
    assert await due_next(slack, "casey@example.org") == due


async def test_whoever_is_asked_instead_has_their_own_time(slack: Workspace) -> None:
    case = await slack.office.file()
    await slack.deliver(days=1)
    await slack.office.move("casey", "reassign", case, to="drew@example.org")
    await slack.deliver()
    reminded = slack.office.building.house.calendar.after(slack.office.clock(), 2)
    assert await due_next(slack, "drew@example.org") == reminded


async def test_a_decision_cancels_every_reminder(slack: Workspace) -> None:
    case = await slack.office.file()
    await slack.office.move("pat", "decline", case)
    await slack.deliver()
    before = {name: slack.reads(name) for name in ("pat", "drew", "casey")}
    await slack.deliver(days=60)
    assert {name: slack.reads(name) for name in before} == before


async def test_not_now_puts_a_reminder_off_by_a_school_day(slack: Workspace) -> None:
    case = await slack.office.file()
    await slack.deliver()
    slack.office.clock.move(days=3)
    await slack.deliver()
    await slack.office.press("pat", "snooze", case)
    await slack.deliver()
    reminded = with_buttons(slack.reads("pat"))
    await slack.deliver(hours=23)
    assert with_buttons(slack.reads("pat")) == reminded
    await slack.deliver(hours=1)
    assert "is still waiting for you. It came in on" in with_buttons(slack.reads("pat"))[-1]
