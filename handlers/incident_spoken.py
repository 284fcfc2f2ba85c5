"""Words about a sexual image from somebody who reads the whole of a report: they are about that report, which takes no
files from then on until whoever handles it says what it is. Whoever writes them is no reporter by that."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.content.knowledge import Entry
from bot.desk import Desk
from bot.workflow import Case, Refused
from handlers.incident_aim import named_in
from handlers.incident_dangers import IMAGE_SPOKEN_BY
from handlers.incident_join import main_case
from handlers.incident_lines import WORDS_COUNT
from handlers.incident_recall import KIND, OPEN
from handlers.incident_roles import reads_all


def of_an_image(desk: Desk, entry: Entry) -> bool:
    """Whether words for which this text is shown may speak of a sexual image."""
    return "sexual_image" in desk.house.content.safety.in_chat(entry.slug)


def speaks_of(desk: Desk, case: Case, entry: Entry) -> bool:
    """Whether these are words about a sexual image, of somebody who reads the whole of this report."""
    return of_an_image(desk, entry) and reads_all(case, desk.me, desk.house.district)


def with_danger(desk: Desk, case: Case, entry: Entry) -> Case:
    """A case once words that call for this text are with it: it is kept as one of danger, and where they call for the
    on-call team, its handlers read so and can alert them from it. Of a sexual image it takes no files then."""
    calls = [entry.slug] if desk.house.content.safety.in_chat(entry.slug) else []
    spoken_of = list(dict.fromkeys((*case.data.get("spoken_of", ()), *calls)))
    held = replace(case, data={**case.data, "danger_added": True, "spoken_of": spoken_of})
    return _without_files(desk, held) if speaks_of(desk, case, entry) else held


def _without_files(desk: Desk, case: Case) -> Case:
    by = {**case.data.get(IMAGE_SPOKEN_BY, {}), desk.me: desk.now.isoformat()}
    return replace(case, data={**case.data, "danger_added": True, IMAGE_SPOKEN_BY: by})


async def heed(desk: Desk, case: Case) -> Case:
    """It takes no files, though the words are not kept with it."""
    return await desk.move_by_house(case, "heed", _without_files(desk, case).data)


async def heeded(desk: Desk, entry: Entry | None, words: str) -> Case | None:
    """The open report of which somebody speaks in the chat: one that they name, and of which they read the whole. None
    where they name none, or speak of something else: then they may be the first who saw it."""
    if entry is None or not of_an_image(desk, entry):
        return None
    named = [await _read_by(desk, ref) for ref in sorted(named_in(desk, words))]
    meant = {case.ref: case for case in named if case}
    moved = [await heed(desk, case) for case in meant.values()]
    return moved[0] if moved else None


async def _read_by(desk: Desk, ref: str) -> Case | None:
    try:
        case = await main_case(desk, ref)
    except Refused:
        return None
    return case if case.state in OPEN and reads_all(case, desk.me, desk.house.district) else None


async def spoken_of_lately(desk: Desk) -> Case | None:
    """An open report of which this person wrote so a moment ago: a picture that comes soon after may be that one."""

    def lately(case: Case) -> bool:
        at = case.data.get(IMAGE_SPOKEN_BY, {}).get(desk.me)
        return bool(at) and desk.now - datetime.fromisoformat(at) < WORDS_COUNT

    return next(iter(await desk.in_states(KIND, OPEN, lately, 1)), None)
