"""Words about a sexual image in a report, from its reporters or from somebody who reads the whole of it: it takes no
files from then on until whoever handles it says what it is. Whoever only reads it is no reporter by that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.content.knowledge import Entry
from bot.desk import Desk
from bot.workflow import Case, Refused
from handlers.incident_aim import named_in
from handlers.incident_dangers import IMAGE_SAID, IMAGE_SPOKEN_BY, with_words_of
from handlers.incident_join import main_case
from handlers.incident_lines import WORDS_COUNT, open_lines
from handlers.incident_locked import lock
from handlers.incident_recall import KIND, OPEN
from handlers.incident_roles import reads_all, reporters_alone
from handlers.incident_safety import may_be_of_an_image


def of_an_image(desk: Desk, entry: Entry) -> bool:
    """Whether words for which this text is shown may speak of a sexual image."""
    return "sexual_image" in desk.house.content.safety.in_chat(entry.slug)


def image_in(desk: Desk, words: str) -> Entry | None:
    """The text for a sexual image for which such words call, also where that of a more urgent danger is shown."""
    found = desk.house.library.dangers(words) if words else ()
    return next((entry for entry in found if of_an_image(desk, entry)), None)


def with_danger(desk: Desk, case: Case, entry: Entry) -> Case:
    """A case once words that call for this text are with it: it is kept as one of danger, and where they call for the
    on-call team, its handlers read so and can alert them from it. Of a sexual image it takes no files then."""
    held = with_words_of(case, *((entry.slug,) if desk.house.content.safety.in_chat(entry.slug) else ()))
    return _without_files(desk, held) if of_an_image(desk, entry) and case.state != "draft" else held


def _without_files(desk: Desk, case: Case) -> Case:
    """Whoever reads the whole of it has to judge what was kept; a reporter knows what they sent."""
    said: dict[str, Any] = {IMAGE_SAID: True}
    if reads_all(case, desk.me, desk.house.district):
        said = {IMAGE_SPOKEN_BY: {**case.data.get(IMAGE_SPOKEN_BY, {}), desk.me: desk.now.isoformat()}}
    return replace(case, data={**case.data, "danger_added": True, **said})


async def heed(desk: Desk, case: Case) -> Case:
    """It takes no files, though the words are not kept with it."""
    await lock(desk, case, await desk.move_by_house(case, "heed", _without_files(desk, case).data))
    return await desk.case(case.ref)


async def heeded(desk: Desk, words: str) -> Case | None:
    """The open report of which somebody speaks in the chat: one that they name, and of which they read the whole. None
    where they name none, or speak of something else: then they may be the first who saw it. One of their own that they
    name is closed to files too; they may go on to say what else they saw."""
    if image_in(desk, words) is None:
        return None
    moved = await _heed_all(desk, named_in(desk, words))
    return next((case for case in moved if reads_all(case, desk.me, desk.house.district)), None)


async def heed_what_was_sent(desk: Desk, words: str) -> None:
    """Whoever writes so of a file that they sent, and names no report, speaks of one of theirs that holds files: none
    of them takes any from now on."""
    named = named_in(desk, words)
    if image_in(desk, words) and not named and desk.house.content.incidents.speaks_of_own_file(words):
        lines = await open_lines(desk)
        ends = [line[-1] for line in lines if line[-1].state in OPEN]
        await _heed_all(desk, [case.ref for case in ends if await holds_files_of_mine(desk, case)])


async def _heed_all(desk: Desk, refs: Iterable[str]) -> Sequence[Case]:
    named = [await _open_one(desk, ref) for ref in sorted({*refs})]
    meant = {case.ref: case for case in named if case and _may_close(desk, case)}
    return [await heed(desk, case) for case in meant.values()]


async def holds_files_of_mine(desk: Desk, case: Case) -> bool:
    """Whether a case has a file that this person sent, kept or on its way."""
    return any(one.sender == desk.me and one.status != "refused" for one in await desk.evidence(case))


async def _open_one(desk: Desk, ref: str) -> Case | None:
    try:
        case = await main_case(desk, ref)
    except Refused:
        return None
    return case if case.state in OPEN else None


def _may_close(desk: Desk, case: Case) -> bool:
    """Whoever reads the whole of it, and its reporters while it is not closed to files already."""
    if reads_all(case, desk.me, desk.house.district):
        return True
    return desk.holds(reporters_alone, case) and not may_be_of_an_image(case, desk.house)


async def spoken_of_lately(desk: Desk) -> Case | None:
    """An open report of which this person wrote so a moment ago: a picture that comes soon after may be that one."""

    def lately(case: Case) -> bool:
        at = case.data.get(IMAGE_SPOKEN_BY, {}).get(desk.me)
        return bool(at) and desk.now - datetime.fromisoformat(at) < WORDS_COUNT

    return next(iter(await desk.in_states(KIND, OPEN, lately, 1)), None)
