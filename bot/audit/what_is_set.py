"""Enters into the log what is set: which content and which settings the bot works with, where that has changed
(requirement 8.5)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from bot.content.yaml_files import YAML_FILES
from bot.dates import Clock
from bot.knowledge.library import FOLLOWED, Library, Shelf
from bot.proposals import KEPT_IN
from bot.rounds import always
from bot.settings import Settings
from bot.store import deeds
from bot.store.database import Database
from bot.store.deeds import Deed

PAUSE = 5.0
"""Seconds between two looks at whether the knowledge base was read again, or the hold was written."""
HOLDS = "district.yaml"
"""A hold in it counts from the moment when it is written, and the rest of it from the next start."""
IN_FORCE_AT_ONCE = (*FOLLOWED, HOLDS)

Said = Mapping[str, str]
"""Files by their names, each with its SHA-256; or settings by theirs, as `Settings.for_the_log` gives them."""


@dataclass
class WhatIsSet:
    """One in each process; what two of them see at the same moment is entered once."""

    database: Database
    settings: Settings
    library: Library
    clock: Clock
    _entered: Shelf | None = field(default=None, init=False)
    _written: int = field(default=0, init=False)
    _content: Said = field(default_factory=dict, init=False)

    async def follow(self) -> None:
        """Until cancelled. What fails is tried again at the next round."""
        await always(self.round, PAUSE, "what is set could not be entered into the log")

    async def round(self) -> None:
        """Enter what is another since it was last entered: at the start, when the knowledge base was read again, and
        when somebody writes into the file with the hold. Nothing is written where nothing changed."""
        shelf, written = self.library.shelf, _written(self.library.folder / HOLDS)
        if shelf is self._entered and written == self._written:
            return
        self._content = self._in_force(await asyncio.to_thread(_digests, self.library.folder))
        await self._enter({"content": self._content, "settings": self.settings.for_the_log()})
        self._entered, self._written = shelf, written

    def _in_force(self, found: Said) -> Said:
        """Of files that are read at a start alone, what was there at this one."""
        if self._entered is None:
            return found
        stood = {name: digest for name, digest in self._content.items() if not _is_in_force(name)}
        return stood | {name: digest for name, digest in found.items() if _is_in_force(name)}

    async def _enter(self, stands: Mapping[str, Said]) -> None:
        async with self.database.reading() as connection:
            if not _changes(await deeds.last_set(connection), stands):
                return
        async with self.database.transaction() as transaction:
            await deeds.hold_settings(transaction)
            if changes := _changes(await deeds.last_set(transaction), stands):
                await deeds.enter(transaction, Deed("set", "", self.clock(), details={**changes, "stands": stands}))


async def enter_command(database: Database, by: str, command: str, files: int, at: datetime) -> None:
    """A command changed how files are kept. What is set stays as it stood: the next start compares with that."""
    async with database.transaction() as transaction:
        await deeds.hold_settings(transaction)
        stands = (await deeds.last_set(transaction)).get("stands", {})
        details = {"command": command, "files": files, "stands": stands}
        await deeds.enter(transaction, Deed("set", by, at, details=details))


def _is_in_force(name: str) -> bool:
    return any(PurePath(name).match(pattern) for pattern in IN_FORCE_AT_ONCE)


def _written(file: Path) -> int:
    """When it was; 0 while it is not there."""
    return file.stat().st_mtime_ns if file.exists() else 0


def _digests(folder: Path) -> Said:
    """Of all content but proposals, which nobody reads before somebody has moved them."""
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob(YAML_FILES)}
    return {name: sha256(files[name].read_bytes()).hexdigest() for name in sorted(files) if not _is_proposed(name)}


def _is_proposed(name: str) -> bool:
    return PurePath(name).parts[0] == KEPT_IN


def _changes(last: Mapping[str, Any], stands: Mapping[str, Said]) -> dict[str, dict[str, list[str | None]]]:
    """(the details of the last such deed, what stands now) -> of content and settings, name -> [before, after]."""
    stood = {part: last.get("stands", {}).get(part, {}) for part in stands}
    found = {part: _different(stood[part], said) for part, said in stands.items()}
    return found if any(found.values()) else {}


def _different(before: Said, after: Said) -> dict[str, list[str | None]]:
    """One that was not known before and is empty is no news: a later version may know a setting more."""
    both = {name: [before.get(name), after.get(name)] for name in sorted({*before, *after})}
    return {name: [was, now] for name, (was, now) in both.items() if (was or "") != (now or "")}
