"""What staff asked in a week, for the Director: all that found no answer or did not help, ten lines at a time."""

from __future__ import annotations

from datetime import date

from bot import question_report
from bot.conversation import Replies
from bot.desk import Desk
from bot.events import Clicked
from bot.replies import Say
from bot.workflow import Refused
from handlers.lists import skipped


async def show_more(desk: Desk, clicked: Clicked) -> Replies:
    """The ten lines after those that were shown, of the week that the button names. Whoever held the office when the
    card came, and does not now, reads no more of it."""
    if desk.me not in desk.house.district.role("communications_director"):
        raise Refused("unknown_button")
    monday, _, skip = clicked.value.partition("/")
    report = await question_report.of_week(desk.transaction, _day(monday))
    return [Say(question_report.page(report, desk.house, skipped(skip)))]


def _day(text: str) -> date:
    """The day in the value of a button; Refused where it was made up."""
    try:
        return min(date.fromisoformat(text), date.max - question_report.WEEK)
    except ValueError:
        raise Refused("unknown_button") from None
