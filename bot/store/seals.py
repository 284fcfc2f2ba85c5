"""The chain over the log (requirement 8.5): each row of it bears a seal, which closes the row and the seal before it.

Whoever changes a row has to make every later seal anew, and cannot make those that somebody noted elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import bindparam, func, insert, select, update

from bot.store.database import Transaction
from bot.store.inserts import insert_or_ignore
from bot.store.log_lines import UNREADABLE, Line
from bot.store.tables import counters, seals

COUNTER = "seals"
"""The row of `counters` that knows how many seals were made: two who seal at once meet there, and one gives way."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal with this number in the chain: of which row of which record, about which case ("" for none)."""

    id: int
    record: str
    row: int
    ref: str
    digest: str
    seal: str
    at: datetime

    def follows(self, before: str) -> bool:
        """Whether it is what the seal before it and all that it says come to."""
        return self.seal == _closing(before, self.id, self.record, self.row, self.ref, self.digest, self.at)


def _closing(before: str, *said: object) -> str:
    return sha256(json.dumps([before, *said], default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class End:
    """Where the chain ends: the highest number that was given, and the newest seal ("" while there is none)."""

    number: int
    seal: str


async def end(transaction: Transaction) -> End:
    """Where the chain ends now. The counter knows of seals that were deleted: their numbers are not given again."""
    counted, newest, seal = (await transaction.execute(_END)).one()
    return End(max(counted or 0, newest or 0), seal or "")


_NEWEST = select(func.max(seals.c.id)).scalar_subquery()
_END = select(
    select(counters.c.value).where(counters.c.kind == COUNTER).scalar_subquery(),
    _NEWEST,
    select(seals.c.seal).where(seals.c.id == _NEWEST).scalar_subquery(),
)


def chained(after: End, lines: Iterable[Line], at: datetime) -> tuple[Seal, ...]:
    """The seals of these rows, in their order, behind the end of the chain."""
    made, before, at = list[Seal](), after.seal, at.astimezone(UTC)
    for number, line in enumerate(lines, after.number + 1):
        said = (line.record, line.row, line.ref, line.digest)
        before = _closing(before, number, *said, at)
        made.append(Seal(number, *said, before, at))
    return tuple(made)


async def append(transaction: Transaction, after: End, made: Sequence[Seal]) -> bool:
    """Add seals that were made for the end of the chain. False when it ends elsewhere by now: somebody was quicker."""
    await insert_or_ignore(transaction, counters, [{"kind": COUNTER, "value": after.number}])
    counting = {"was": after.number, "now": made[-1].id}
    if (await transaction.execute(_COUNTING, counting)).rowcount != 1:
        return False
    await transaction.execute(insert(seals), [asdict(seal) for seal in made])
    return True


_COUNTING = (
    update(counters)
    .where(counters.c.kind == COUNTER, counters.c.value <= bindparam("was"))
    .values(value=bindparam("now"))
)


async def after(transaction: Transaction, number: int, most: int) -> tuple[Seal, ...]:
    """The seals behind this number, in their order; one that cannot even be read is blank but for its number."""
    asked = {"number": number, "most": most}
    try:
        return tuple(Seal(*row) for row in await transaction.execute(_AFTER, asked))
    except UNREADABLE:
        numbers = (await transaction.execute(_NUMBERS_AFTER, asked)).scalars().all()
    return tuple([await _one(transaction, number) for number in numbers])


async def _one(transaction: Transaction, number: int) -> Seal:
    try:
        return Seal(*(await transaction.execute(_SEALS.where(seals.c.id == number))).one())
    except UNREADABLE:
        return Seal(number, "", 0, "", "", "", datetime.min.replace(tzinfo=UTC))


async def of_case(transaction: Transaction, ref: str) -> tuple[Seal, ...]:
    """The seals of all that tells of a case, in their order; they stay when the case is destroyed."""
    return tuple(Seal(*row) for row in await transaction.execute(_OF_CASE, {"ref": ref}))


async def newest(transaction: Transaction) -> Seal | None:
    """The last seal of the chain; None while there is none."""
    row = (await transaction.execute(_SEALS.order_by(seals.c.id.desc()).limit(1))).first()
    return Seal(*row) if row else None


_SEALS = select(*(seals.c[field.name] for field in fields(Seal)))
_IN_ORDER = _SEALS.order_by(seals.c.id)
_AFTER = _IN_ORDER.where(seals.c.id > bindparam("number")).limit(bindparam("most"))
_NUMBERS_AFTER = _AFTER.with_only_columns(seals.c.id)
_OF_CASE = _IN_ORDER.where(seals.c.ref == bindparam("ref"))
