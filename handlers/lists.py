"""Lists of cases: ten lines at a time, each with a button that shows the whole."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk import Desk
from bot.ui import ROWS_AT_ONCE, Button, Card, Row, Rows
from bot.workflow import Case

LONGEST_NUMBER = 9


def case_list(desk: Desk, found: Sequence[Case], title: str, more: str = "", skip: int = 0) -> Card:
    """Cases as rows under a title.

    found  one more than ten when there are more to show
    more   the action that shows the next ten; "" where there is none
    skip   how many came before these
    """
    rows = tuple(case_row(desk, case) for case in found[:ROWS_AT_ONCE])
    further = len(found) > ROWS_AT_ONCE and more
    button = Button(more, desk.label("list.more"), str(skip + ROWS_AT_ONCE)) if further else None
    return Card(title, (Rows(rows),), (button,) if button else ())


def skipped(value: str) -> int:
    """How many rows came before those that a "Show more" asks for; none where its value was made up."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < LONGEST_NUMBER else 0


def case_row(desk: Desk, case: Case) -> Row:
    state = desk.label(f"{case.kind}.state.{case.state}")
    title = f"{case.ref} · {desk.faces[case.kind].title(case, desk.house)}"
    show = Button(f"{case.kind}.show", desk.label("list.show"), case.stamp)
    return Row(title, f"{state} · {desk.house.clock(case.updated_at)}", show)
