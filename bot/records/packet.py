"""A packet of records of one case, as a ZIP: a summary, the case, its log, its messages, its files, what to look at
before any of it leaves the house, and the hash of each (requirement 8.6)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from tempfile import TemporaryFile, gettempdir
from typing import IO, Any

from bot.evidence.vault import FileKey, Locked
from bot.face import Face
from bot.file_errors import naming
from bot.house import House
from bot.kept_files import KeptFiles
from bot.records.archive import Archive, Give, in_one
from bot.records.flags import Flags, Place
from bot.records.leaving import Order
from bot.records.papers import Paper, Papers, case_as_data, gather, told
from bot.records.permission import not_for
from bot.records.redactions import as_data as flags_as_data
from bot.records.redactions import on_paper as flags_on_paper
from bot.records.summary import Summary
from bot.store.case_records import Entered
from bot.store.database import Database, Transaction
from bot.store.rows import Row, as_data


class CannotPack(Exception):
    """There is no packet; its words say why, and what to do."""


@dataclass(frozen=True)
class Packing:
    """Makes packets. All that one says is of one moment, however long it takes to write it."""

    database: Database
    faces: Mapping[str, Face]
    house: House
    kept: KeptFiles
    _one_packet: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def not_for(self, ref: str) -> tuple[str, ...]:
        """Who must not have the packet of a case, as records name them."""
        async with self.database.snapshot() as transaction:
            papers = await gather(transaction, self.faces, self.house, ref)
            return tuple(map(self.house.who, await not_for(transaction, self.faces, papers.case, self.house)))

    async def made(self, ref: str, order: Order) -> IO[bytes]:
        """The packet of a case as a whole, to be read and closed: in a file without a name, which is gone with this
        process at the latest. Whoever reads it keeps no connection to the database, and one is made at a time, so that
        those who press buttons find one free. Raises NoSuchCase, CannotPack, and OSError with the name of the folder
        that takes no more."""
        file = _without_a_name()

        async def give(data: bytes) -> None:
            with naming(gettempdir()):
                await asyncio.to_thread(file.write, data)

        try:
            async with self._one_packet:
                await self.write(ref, order, give)
            with naming(gettempdir()):
                file.seek(0)
        except BaseException:
            with suppress(OSError):  # what did not fit was said already
                file.close()
            raise
        return file

    async def write(self, ref: str, order: Order, give: Give) -> str:
        """Write the packet of a case, piece by piece. Gives the hash of its manifest, which stands for all of it.
        Raises NoSuchCase and CannotPack; what was given until then is none."""
        async with self.database.snapshot() as transaction:
            papers = await gather(transaction, self.faces, self.house, ref)
            keys = await self.keys(papers)
            one = _Packet(self, papers, order, transaction, Archive(give, order.at), self._flags(papers))
            return await one.write(keys)

    async def keys(self, papers: Papers) -> dict[int, FileKey]:
        """The keys of the files that belong into a packet. Raises CannotPack where one does not open."""
        try:
            return {paper.row["id"]: await self.kept.key(paper.row["id"]) for paper in papers.included}
        except Locked:
            needs = "none of EVIDENCE_KEYS opens them" if self.kept.vault else "EVIDENCE_KEYS is empty"
            raise CannotPack(
                f"{papers.case.ref} has files, and {needs}. Add the key that they were taken with."
            ) from None

    def _flags(self, papers: Papers) -> Flags:
        """What stands in its place is known before anything is written: it is looked for everywhere."""
        flags = Flags(self.house.content.records.flags, self.house)
        for sheet in papers.sheets:
            flags.note(sheet.case.kind, as_data(sheet.row))
        for one in papers.log:
            flags.note("log", {"row": as_data(one.row)})
        for paper in papers.files:
            flags.note("files", as_data(paper.row))
        return flags


def _without_a_name() -> IO[bytes]:
    return TemporaryFile()


@dataclass(frozen=True)
class _Packet:
    of: Packing
    papers: Papers
    order: Order
    transaction: Transaction
    archive: Archive
    flags: Flags

    async def write(self, keys: Mapping[int, FileKey]) -> str:
        await self.archive.add("summary.txt", in_one(await self._summary()))
        await self.archive.add("case.json", in_one(self._case()))
        await self.archive.add("log.jsonl", self._log())
        await self.archive.add("messages.jsonl", self._messages())
        await self.archive.add("files.json", in_one(self._files()))
        for paper in self.papers.included:
            await self._file(paper, keys[paper.row["id"]])
        found = [*self.flags.list()]
        await self.archive.add("redactions.txt", in_one(flags_on_paper(found, self.papers.case.ref, self.of.house)))
        await self.archive.add("redactions.json", in_one(as_json(flags_as_data(found))))
        return await self.archive.close()

    async def _summary(self) -> str:
        heard = [_without_words(row) async for row in told(self.transaction, self.papers)]
        page = Summary(self.papers, self.of.faces, self.of.house, self.order, heard).page()
        for line, words in page.read:
            self.flags.read(words, Place("summary.txt", line))
        return page.text()

    def _case(self) -> str:
        data = case_as_data(self.papers)
        for sheet, (pointer, row) in zip(self.papers.sheets, _pointed(data), strict=True):
            self.flags.see(sheet.case.kind, row, Place("case.json", 0, pointer))
        return as_json(data)

    async def _log(self) -> AsyncIterator[bytes]:
        for number, one in enumerate(self.papers.log, 1):
            data = _log_line(one)
            self.flags.see("log", data, Place("log.jsonl", number))
            yield _line(data)

    async def _messages(self) -> AsyncIterator[bytes]:
        number = 0
        async for row in told(self.transaction, self.papers):
            number += 1
            data = {"ref": self.papers.ids[row["case_id"]], **as_data(row)}
            self.flags.see("messages", data, Place("messages.jsonl", number))
            yield _line(data)

    def _files(self) -> str:
        data = [{"file": paper.name or None, **as_data(paper.row)} for paper in self.papers.files]
        for position, row in enumerate(data):
            self.flags.see("files", row, Place("files.json", 0, f"/{position}"))
        return as_json(data)

    async def _file(self, paper: Paper, key: FileKey) -> None:
        """A file to the byte, as it was sent. Raises CannotPack where it is not what was kept."""
        try:
            written = await self.archive.add(paper.name, self.of.kept.pieces(key))
        except Locked:
            raise CannotPack(_altered(paper, self.papers)) from None
        if written.sha256 != paper.row["sha256"]:
            raise CannotPack(_altered(paper, self.papers))
        self.flags.file(Place(paper.name))


def _altered(paper: Paper, papers: Papers) -> str:
    file = f"File {paper.row['id']} of {papers.case.ref}"
    return f"{file} is not what was kept: its bytes were changed. Restore them from a backup."


def _pointed(data: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    """Each case in case.json, and the pointer to it, in the order of `Papers.sheets`."""
    yield "/case", data["case"]
    yield from ((f"/parts/{position}", part) for position, part in enumerate(data["parts"]))
    if data["entry"]:
        yield "/entry", data["entry"]


def _log_line(one: Entered) -> Row:
    line = {"at": one.at, "record": one.record, "ref": one.ref}
    return {**as_data(line), "row": as_data(one.row), "seal": as_data(one.seal) if one.seal else None}


def _without_words(row: Row) -> Row:
    return {name: row[name] for name in ("case_id", "created_at", "recipient", "shows", "status", "message")}


def as_json(data: Any) -> str:
    """For a person as well: indented, and in plain letters alone, so that nothing in it can turn or hide a line."""
    return json.dumps(data, indent=2) + "\n"


def _line(data: Any) -> bytes:
    return (json.dumps(data) + "\n").encode()
