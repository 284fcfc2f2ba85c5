"""Every line of a disposition list, ten at a time: which case, of which class, since when it need not be kept."""

from __future__ import annotations

from bot.conversation import Replies
from bot.dates import day
from bot.desk import Desk
from bot.disposition import KIND, Listed, became, kept_off, rows
from bot.events import Clicked
from bot.house import House
from bot.replies import Say
from bot.ui import ROWS_AT_ONCE, Button, Card, Row, Rows
from bot.workflow import Case, read_stamp
from handlers.lists import skipped

READ = f"{KIND}.read"
KEEP_OFF_ONE = f"{KIND}.keep_off_one"


async def read(desk: Desk, clicked: Clicked) -> Replies:
    """ "Read the list", and "Show more" under it, whose value says after which line."""
    stamp, _, place = clicked.value.partition("|")
    case = await desk.asked_for(read_stamp(stamp)[0], "list")
    skip = skipped(place)
    found = rows(case)[skip : skip + ROWS_AT_ONCE + 1]
    shown = tuple(_row(desk, case, row) for row in found[:ROWS_AT_ONCE])
    more = Button(READ, desk.label("list.more"), f"{case.stamp}|{skip + ROWS_AT_ONCE}")
    head = desk.label("disposition.page", ref=case.ref, first=str(skip + 1), last=str(skip + len(shown)))
    if not shown:
        return []
    return [Say(Card(head, (Rows(shown),), (more,) if len(found) > ROWS_AT_ONCE else ()))]


def _row(desk: Desk, case: Case, row: Listed) -> Row:
    says = " · ".join(details(case, row, desk.house))
    return Row(title(row, desk.house), says, _button(desk, case, row))


def title(row: Listed, house: House) -> str:
    """`Q-1001 · Questions to the office, answered or closed`."""
    line = house.content.records.line(row.filed_under)
    return f"{row.ref} · {line.title if line else row.filed_under}"


def details(case: Case, row: Listed, house: House) -> tuple[str, ...]:
    """(the list, one of its cases, house) -> the school, the days, what goes with it, and what became of it."""
    words, school = house.words.plain, house.district.school(row.school)
    parts = [ref for ref in row.versions if ref != row.ref]
    found = (
        school.name if school else "",
        words("disposition.row.ended", day=day(row.ended_on)),
        words("disposition.row.due", day=day(row.due_on)),
        words("disposition.row.with", refs=", ".join(parts)) if parts else "",
        _became(case, row, house),
    )
    return tuple(one for one in found if one)


def _became(case: Case, row: Listed, house: House) -> str:
    if reason := kept_off(case).get(row.ref):
        return house.words.plain("disposition.row.kept_off", reason=reason)
    found = became(case).get(row.ref)
    return house.words.plain(f"disposition.became.{found}") if found else ""


def _button(desk: Desk, case: Case, row: Listed) -> Button | None:
    able = any(
        move.name == "keep_off" for move in desk.faces[KIND].workflow.choices(case, desk.me, desk.house.district)
    )
    if not able or row.ref in kept_off(case):
        return None
    return Button(KEEP_OFF_ONE, desk.label("disposition.row.keep_off"), f"{case.stamp}|{row.ref}", opens_form=True)
