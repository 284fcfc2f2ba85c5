"""Copies of evidence for a handler's own chat, where no page can show the files: who gets one is entered first."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass

from bot.dates import Clock
from bot.evidence import ENDINGS, Evidence
from bot.evidence.pictures import fit_to_look_at
from bot.exhibits import may_open_file
from bot.face import Face
from bot.house import House
from bot.kept_files import KeptFiles
from bot.platforms.base import Copy
from bot.store import cases, evidence, views
from bot.store.database import Database
from bot.store.views import Seen


@dataclass(frozen=True)
class Copies:
    """Makes them one at a time, so that the memory for one is all that is ever needed."""

    database: Database
    house: House
    faces: Mapping[str, Face]
    kept: KeptFiles
    clock: Clock

    async def make(self, files: Sequence[int], viewer: str, message: str) -> AsyncGenerator[Copy, None]:
        """Copies of those files (by their numbers) that this person may open now. A picture is without what its camera
        wrote into it; a PDF is the original, and is entered as exported. Raises Locked.

        message  the key of the message that brings them: tried again, it is entered once
        """
        for number in files:
            found = await self._enter(number, viewer, message)
            if found:
                yield await self._copy(*found)

    async def _enter(self, number: int, viewer: str, message: str) -> tuple[Evidence, str] | None:
        """The file, and the reference of its case."""
        async with self.database.transaction() as transaction:
            file = await evidence.by_id(transaction, number)
            case = await cases.by_id(transaction, file.case_id) if file else None
            if file is None or case is None or file.status != "kept":
                return None
            if not await may_open_file(transaction, self.faces, file, viewer, self.house):
                return None
            what: Seen = "viewed" if file.is_picture else "exported"
            await views.enter_once(transaction, number, viewer, what, message, self.clock())
            return file, case.ref

    async def _copy(self, file: Evidence, ref: str) -> Copy:
        ending, make = (".jpg", fit_to_look_at) if file.is_picture else (ENDINGS[file.media_type], bytes)
        content = await self.kept.looked_at(await self.kept.key(file.id), make)
        return Copy(f"{ref}-{file.id}{ending}", content)
