"""Copies of evidence for a handler's own chat, where no page can show the files: who gets one is entered first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.case_card import Face
from bot.evidence import ENDINGS, Evidence
from bot.evidence.pictures import fit_to_look_at
from bot.evidence.vault import Locked, Vault
from bot.exhibits import may_open, whole
from bot.house import House
from bot.platforms.base import Copy
from bot.store import cases, evidence, views
from bot.store.database import Database
from bot.store.views import Seen


@dataclass(frozen=True)
class Copies:
    """Makes them one at a time, so that the memory for one is all that is ever needed.

    one_picture  held while a picture is decoded; see `bot.intake`
    """

    database: Database
    house: House
    faces: Mapping[str, Face]
    vault: Vault | None
    one_picture: asyncio.Lock
    clock: Callable[[], datetime]

    async def of(self, files: Sequence[int], viewer: str, message: str) -> AsyncGenerator[Copy, None]:
        """Copies of those files (by their numbers) that this person may open now. A picture is without what its camera
        wrote into it; a PDF is the original, and is entered as exported. Raises Locked.

        message  the key of the message that brings them: tried again, it is entered once
        """
        for number in files:
            found = await self._enter(number, viewer, message)
            if found:
                yield await self._copy(*found)

    async def _enter(self, number: int, viewer: str, message: str) -> tuple[Evidence, str, str] | None:
        """The file, the reference of its case and its locked key."""
        async with self.database.transaction() as transaction:
            file = await evidence.by_id(transaction, number)
            case = await cases.by_id(transaction, file.case_id) if file else None
            if file is None or case is None or file.status != "kept":
                return None
            if not await may_open(transaction, self.faces, case, viewer, self.house):
                return None
            what: Seen = "viewed" if file.is_picture else "exported"
            await views.enter_once(transaction, number, viewer, what, message, self.clock())
            return file, case.ref, await evidence.locked_key(transaction, number)

    async def _copy(self, file: Evidence, ref: str, locked: str) -> Copy:
        if self.vault is None:
            raise Locked
        key = self.vault.unlock(locked, file.id)
        ending = ".jpg" if file.is_picture else ENDINGS[file.media_type]
        async with self.one_picture:
            content = await whole(self.database, file.id, key)
            if file.is_picture:
                content = await asyncio.to_thread(fit_to_look_at, content)
        return Copy(f"{ref}-{file.id}{ending}", content)
