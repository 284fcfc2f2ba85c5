"""Words about a file that somebody sent for a report which is closed by now: which report that was, and the way on."""

from __future__ import annotations

from collections.abc import Set

from bot.conversation import Replies
from bot.desk import Desk
from bot.replies import Say
from bot.ui import Button, Card, Text
from bot.workflow import Case
from handlers.incident_aim import named_in
from handlers.incident_later import known_as
from handlers.incident_lines import open_lines, own_lines
from handlers.incident_recall import KIND
from handlers.incident_spoken import holds_files_of_mine

MOST_LOOKED_AT = 10
"""Of one's own reports that are closed: nobody speaks of a file of years ago."""


async def told_of_closed(desk: Desk, words: str) -> Replies:
    """That the report to which they sent a file is closed, and how to say more; nothing for any other words."""
    if not desk.house.content.incidents.speaks_of_own_file(words):
        return []
    case = await _closed(desk, named_in(desk, words))
    if case is None:
        return []
    start = Button(f"{KIND}.start", desk.label("incident.button.start"), look="primary", opens_form=True)
    told = Text(desk.word("incident.sent_for_closed", ref=known_as(case, desk.me)))
    return [Say(Card(body=(told,), buttons=(start,)))]


async def _closed(desk: Desk, named: Set[str]) -> Case | None:
    """The newest closed report of theirs that holds a file of theirs; of those that they name, where they name some.
    None as long as an open one may be meant."""
    if not named:
        for line in await open_lines(desk):
            if await holds_files_of_mine(desk, line[-1]):
                return None
    for line in await own_lines(desk, ("closed", "joined"), MOST_LOOKED_AT):
        is_meant = not named or named & {case.ref for case in line}
        if line[-1].state == "closed" and is_meant and await holds_files_of_mine(desk, line[-1]):
            return line[-1]
    return None
