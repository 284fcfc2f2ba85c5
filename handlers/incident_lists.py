"""The lists of reports: one's own, and those that wait for somebody who handles them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk import Desk
from bot.workflow import Case
from handlers.incident_later import known_as
from handlers.incident_lines import line_of
from handlers.incident_recall import KIND
from handlers.lists import CaseList, waiting


async def _mine(desk: Desk, most: int, skip: int) -> Sequence[Case]:
    """What somebody reported, newest first. A report that became part of another case is listed as that case, once,
    where its reporter may know of it."""
    found, read = dict[str, Case](), 0
    while len(found) < skip + most and (cases := await desk.mine(KIND, most, read)):
        read += len(cases)
        found |= {shown.ref: shown for shown in [await _known(desk, case) for case in cases]}
    return tuple(found.values())[skip : skip + most]


async def _known(desk: Desk, case: Case) -> Case:
    """The case of its line by which its reporter knows it; how far it is, the last case of the line says."""
    line = await line_of(desk, case)
    known = known_as(line[-1], desk.me)
    return await desk.as_drawn(next((one for one in line if one.ref == known), case))


MINE = CaseList("my_reports", _mine, f"{KIND}.more")
WAITING = CaseList("reports", waiting(KIND), f"{KIND}.more_waiting", instead=MINE)
"""Whoever handles none sees their own reports."""


async def belong(desk: Desk, case: Case) -> None:
    """Enter everybody who has a part in a case, so that their lists find it."""
    district, readers = desk.house.district, desk.faces[KIND].workflow.readers
    everybody = dict.fromkeys(email for role in readers for email in role.who(case, district))
    await desk.belong(case, {f"part {number}": email for number, email in enumerate(everybody, 1)})
