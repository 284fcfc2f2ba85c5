"""A case as it is at this moment, read once for all whose cards of it are drawn at this moment."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.case_card import HISTORY_READ
from bot.exhibits import with_evidence
from bot.face import Face
from bot.store import cases
from bot.store.database import Database
from bot.workflow import Case, Happening


@dataclass(frozen=True, slots=True)
class Seen:
    """A case with all that its card goes by, and the newest steps of its history, oldest first."""

    case: Case
    history: tuple[Happening, ...]


@dataclass
class Seeing:
    """Reads cases for those who draw them: a click is told to several people at once, and each gets a card of it."""

    database: Database
    faces: Mapping[str, Face]
    _next: dict[int, asyncio.Task[Seen | None]] = field(default_factory=dict, init=False)

    async def case(self, case_id: int) -> Seen | None:
        """The case, read after this was asked; None where it is gone. Whoever asks before the reading has begun shares
        it. Whoever asks later has it read anew, since something may have happened to it meanwhile."""
        reading = self._next.get(case_id)
        if reading is None or reading.done():
            reading = self._next[case_id] = asyncio.create_task(self._read(case_id))
        return await reading

    async def _read(self, case_id: int) -> Seen | None:
        async with self.database.reading() as connection:
            del self._next[case_id]
            case = await cases.by_id(connection, case_id)
            if case is None:
                return None
            history = await cases.happenings(connection, case_id, HISTORY_READ)
            return Seen(await with_evidence(connection, self.faces, case), history)
