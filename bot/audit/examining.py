"""Looks through the whole chain over the log, and says of everything in it that is not as it was sealed (requirement
8.5). It is walked over in pieces, so that a long log takes no more memory than a short one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.audit.signed_for import Signatures
from bot.store import log_lines, seals
from bot.store.database import Transaction
from bot.store.log_lines import RECORDS, UNREADABLE, Line
from bot.store.seals import Seal

AT_ONCE = 500
LATE = timedelta(hours=1)
"""A row waits for its seal a minute or so, and is entered within a moment of what it tells of."""
SLIPPED_IN = "The row was slipped in: it bears a time long before that of rows that were there already."
LOWEST = -(2**63)
"""No number of a row is lower, whoever wrote it."""

Rows = Mapping[tuple[str, int], Line | None]
"""Rows of the log that are there, by their record and their number; None for one that cannot be read."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: the number of the seal and when it was made, the row, and the case that it tells of; as
    far as each is known."""

    what: str
    seal: int | None = None
    record: str = ""
    row: int | None = None
    ref: str = ""
    sealed_at: datetime | None = None


def _at(seal: Seal, what: str) -> Fault:
    return Fault(what, seal.id, seal.record, seal.row, seal.ref, seal.at if seal.seal else None)


@dataclass
class Audit:
    """One walk. What it counted is right once `faults` has come to its end.

    sealed     how many seals there are
    destroyed  how many of their rows went with a case that was destroyed, as somebody had signed
    newest     the last seal; None while there is none
    waiting    how many rows at the end of their record wait for the sealer, which may have stood still
    since      the time of the oldest of these; None where there is none
    """

    connection: Transaction
    now: datetime
    sealed: int = field(default=0, init=False)
    destroyed: int = field(default=0, init=False)
    newest: Seal | None = field(default=None, init=False)
    waiting: int = field(default=0, init=False)
    since: datetime | None = field(default=None, init=False)
    _next: int = field(default=1, init=False)
    _latest: datetime | None = field(default=None, init=False)
    _last: dict[str, int] = field(default_factory=dict, init=False)
    _signatures: Signatures = field(init=False)

    def __post_init__(self) -> None:
        self._signatures = Signatures(self.connection)

    async def faults(self, noted: str = "") -> AsyncIterator[Fault]:
        """Every fault, in the order of the chain. `noted` is a seal that somebody keeps outside of the database."""
        is_there, given = not noted, (await seals.end(self.connection)).number
        async for some in in_order(self.connection):
            rows = await rows_of(self.connection, some)
            went = await self._signatures.went([seal for seal in some if _key(seal) not in rows])
            for seal in some:
                is_there = is_there or seal.seal == noted
                for fault in (*self._of_seal(seal), *self._of_row(seal, rows, went)):
                    yield fault
                if (line := rows.get(_key(seal))) and (doubt := await self._doubt(line)):
                    yield _at(seal, doubt)
        if given >= self._next:
            yield Fault(f"The last seals are left out, from {self._next} to {given}.", given)
        async for fault in self._unsealed():
            yield fault
        if not is_there:
            yield Fault("The seal that was noted is nowhere in the chain: it was made anew, or its end was taken away.")

    def _of_seal(self, seal: Seal) -> Iterator[Fault]:
        before, expected = self.newest, self._next
        self.sealed, self._next, self.newest = self.sealed + 1, seal.id + 1, seal
        if not seal.seal:
            yield _at(seal, "The seal cannot be read.")
        elif seal.id != expected:
            yield _at(seal, f"The numbers before this seal are left out, from {expected} on.")
        elif not seal.follows(before.seal if before else ""):
            yield _at(seal, "The seal does not follow from the one before it: one of the two was changed.")

    def _of_row(self, seal: Seal, rows: Rows, went: Collection[int]) -> Iterator[Fault]:
        if not seal.seal:
            return
        self._last[seal.record] = max(seal.row, self._last.get(seal.record, LOWEST))
        if _key(seal) not in rows:
            self.destroyed += seal.id in went
            if seal.id not in went:
                yield _at(seal, "The row is gone, and nothing that was signed accounts for it.")
        elif line := rows[_key(seal)]:
            yield from self._of_line(seal, line)
        else:
            yield _at(seal, "The row was changed: it cannot be read any more.")

    def _of_line(self, seal: Seal, line: Line) -> Iterator[Fault]:
        if line.digest != seal.digest:
            yield _at(seal, "The row was changed after it was sealed.")
            return
        is_slipped_in = self._is_slipped_in(line)
        self._latest = max(self._latest or line.at, line.at)
        if line.record == "history" and line.ref != seal.ref:  # a file may go into another case, a move never does
            yield _at(seal, f"The row tells of another case now, {line.ref or 'which is gone'}.")
        elif is_slipped_in:
            yield _at(seal, SLIPPED_IN)

    def _is_slipped_in(self, line: Line) -> bool:
        """The sealer takes what waits by its time, out of all records: an old row behind new ones was not there yet."""
        return bool(self._latest and line.at < self._latest - LATE)

    async def _doubt(self, line: Line) -> str:
        """What is wrong with a deed that says that a case was destroyed: a row that is written by hand says so too."""
        if line.record != "deeds" or line.values["deed"] != "destroyed":
            return ""
        details = line.values["details"]
        doubt = await self._signatures.doubt(line.ref, details if isinstance(details, Mapping) else {})
        return f"The row says that the case was destroyed, and {doubt}." if doubt else ""

    async def _unsealed(self) -> AsyncIterator[Fault]:
        try:
            async for line in unsealed(self.connection):
                for what in (self._why_unsealed(line), await self._doubt(line)):
                    if what:
                        yield Fault(what, None, line.record, line.row, line.ref)
        except UNREADABLE:
            yield Fault("Rows that bear no seal cannot be read.")

    def _why_unsealed(self, line: Line) -> str:
        """What is wrong with a row that bears no seal; "" for one that waits for it: a process that was stopped, a copy
        that was restored and an update leave such rows, of any age."""
        if line.row < self._last.get(line.record, LOWEST) and line.at < self.now - LATE:
            return "The row bears no seal, is older than an hour, and later ones bear theirs."
        if self._is_slipped_in(line):
            return SLIPPED_IN
        self.waiting, self.since = self.waiting + 1, min(self.since or line.at, line.at)
        return ""


def _key(seal: Seal) -> tuple[str, int]:
    return seal.record, seal.row


async def in_order(connection: Transaction) -> AsyncIterator[tuple[Seal, ...]]:
    """The whole chain, some seals at a time."""
    last = LOWEST
    while some := await seals.after(connection, last, AT_ONCE):
        yield some
        last = some[-1].id


async def rows_of(connection: Transaction, some: Iterable[Seal]) -> Rows:
    """The rows of some seals, as far as they are there."""
    found: dict[tuple[str, int], Line | None] = {}
    for record in RECORDS:
        numbers = [seal.row for seal in some if seal.record == record]
        lines = await log_lines.by_rows(connection, record, numbers) if numbers else {}
        found |= {(record, number): line for number, line in lines.items()}
    return found


async def unsealed(connection: Transaction) -> AsyncIterator[Line]:
    """The rows that bear no seal yet, the oldest first."""
    beyond: dict[str, int] = dict.fromkeys(RECORDS, LOWEST)
    while lines := await log_lines.unsealed(connection, beyond, AT_ONCE):
        for line in lines:
            yield line
        beyond |= {line.record: line.row for line in lines}
