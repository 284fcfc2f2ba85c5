"""What somebody reports now, and whether any of it closes their chat for files: a report that was sent, one that was
begun, and a sexual image that they only spoke of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.desk import Desk
from bot.workflow import Case
from handlers.incident_recall import KIND, OPEN, part_of
from handlers.incident_safety import is_only_heard, may_be_of_an_image

A_DRAFT_COUNTS = timedelta(days=7)
"""How long a report that was begun and not sent decides about files that come into the chat."""
WORDS_COUNT = timedelta(days=1)
"""The same for one of which nothing is known but that a message spoke of it: the picture comes soon after, or never."""
MOST_OPEN = 100
"""One's own reports, of those that were sent and of those that were begun, among which a dangerous one is sought."""

Line = Sequence[Case]
"""A report and those that it became part of, one by the other; the last stands by itself."""


async def open_lines(desk: Desk) -> Sequence[Line]:
    """What this person reports now, the newest first: each report with those that it became part of, since what any of
    them says may be dangerous. Once the last of them is closed, none of them decides about files."""
    sent = await desk.mine(KIND, MOST_OPEN, states=(*OPEN, "joined"))
    begun = await desk.drafts(KIND, "begun", MOST_OPEN)
    newest_first = sorted((*sent, *begun), key=lambda case: case.id, reverse=True)
    lines = [await line_of(desk, case) for case in newest_first]
    return [line for line in lines if _counts(desk, line[-1])]


async def own_lines(desk: Desk, states: Collection[str], most: int) -> Sequence[Line]:
    """What this person reported, of which the first is in one of these states, the newest first."""
    return [await line_of(desk, case) for case in await desk.mine(KIND, most, states=states)]


async def line_of(desk: Desk, case: Case) -> Line:
    """The line that begins with this report."""
    line = [case]
    while ref := part_of(line[-1]):
        line.append(await desk.case(ref))
    return line


def _counts(desk: Desk, case: Case) -> bool:
    if case.state != "draft":
        return case.state in OPEN
    spoken_of = is_only_heard(case.data) and not case.data["answers"]
    return desk.now - case.updated_at < (WORDS_COUNT if spoken_of else A_DRAFT_COUNTS)


def dangerous(desk: Desk, lines: Sequence[Line]) -> Case | None:
    """The newest of these that may be about a sexual image, so that no file is touched; None where none is."""
    return next((line[-1] for line in lines if any(_is_dangerous(desk, case) for case in line)), None)


def _is_dangerous(desk: Desk, case: Case) -> bool:
    return "safety" in case.data and may_be_of_an_image(case, desk.house)
