"""Files of cases: wanted, claimed by a worker, stored in encrypted pieces, and kept or refused for good.

A row is `wanted` until it is claimed, `taking` while a worker fetches it (its claim runs out at `due_at`, and each
stored piece prolongs it), and then `kept` or `refused`. A worker that died leaves pieces and a claim behind: whoever
claims the row next throws the pieces away and begins anew, with another key.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, delete, func, insert, select, update

from bot.events import SentFile
from bot.evidence import Evidence
from bot.store.database import Transaction
from bot.store.inserts import insert_or_ignore
from bot.store.tables import evidence, evidence_pieces

CLAIM = timedelta(seconds=90)
"""Longer than a worker waits for one piece, and than it may take to look through the largest picture."""
UNSETTLED = ("wanted", "taking")


class Overtaken(Exception):
    """The claim ran out, and another worker has the row now."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that this worker may fetch. `claims` is the claim's own number, which recording must name."""

    id: int
    event: str
    sender: str
    sent_at: datetime
    platform: str
    source: dict[str, str]
    name: str
    size: int
    claims: int
    failures: int

    @property
    def file(self) -> SentFile:
        """What its chat needs to fetch it."""
        return SentFile(self.name, self.size, source=self.source)


_WANTED = tuple(Wanted.__dataclass_fields__)
_SHOWN = [evidence.c[name] for name in Evidence.__dataclass_fields__]


async def want(transaction: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    """Enter files that were sent; what is entered already stays as it is."""
    blank = {"claims": 0, "failures": 0, "media_type": "", "sha256": "", "key": ""}
    if rows:
        await insert_or_ignore(transaction, evidence, [row | blank for row in rows])


async def counted(transaction: Transaction, case_id: int) -> int:
    """How many files of a case are kept or on their way."""
    counting = select(func.count()).where(evidence.c.case_id == case_id, evidence.c.status != "refused")
    return int((await transaction.execute(counting)).scalar_one())


# --- Reading ------------------------------------------------------------------------------------------------------


async def of_case(transaction: Transaction, case_id: int) -> tuple[Evidence, ...]:
    """The files of a case, in the order in which they were sent."""
    return await _all(transaction, evidence.c.case_id == case_id)


async def of_event(transaction: Transaction, event: str) -> tuple[Evidence, ...]:
    """The files that came with one event."""
    return await _all(transaction, evidence.c.event == event)


async def holding(transaction: Transaction, digests: Collection[str]) -> dict[int, frozenset[str]]:
    """Every case, by its id, that keeps a file with one of these SHA-256, and with which of them."""
    same = and_(evidence.c.sha256.in_(digests), evidence.c.status == "kept")
    found: dict[int, frozenset[str]] = {}
    for row in await transaction.execute(select(evidence.c.case_id, evidence.c.sha256).where(same).distinct()):
        found[row.case_id] = found.get(row.case_id, frozenset()) | {row.sha256}
    return found


async def by_id(transaction: Transaction, evidence_id: int) -> Evidence | None:
    """A file by its number, whatever became of it."""
    found = await _all(transaction, evidence.c.id == evidence_id)
    return found[0] if found else None


async def _all(transaction: Transaction, condition: Any) -> tuple[Evidence, ...]:
    rows = (await transaction.execute(select(*_SHOWN).where(condition).order_by(evidence.c.id))).all()
    return tuple(Evidence(**row._mapping) for row in rows)


async def locks(transaction: Transaction) -> dict[int, str]:
    """The locked keys of all files that are kept, by the file's id."""
    rows = await transaction.execute(select(evidence.c.id, evidence.c.key).where(evidence.c.status == "kept"))
    return {row.id: row.key for row in rows}


async def case_of(transaction: Transaction, evidence_id: int) -> int:
    """The id of the case that a file belongs to now: it may be given to another while it is fetched."""
    found = await transaction.execute(select(evidence.c.case_id).where(evidence.c.id == evidence_id))
    return int(found.scalar_one())


async def locked_key(transaction: Transaction, evidence_id: int) -> str:
    """The locked key of a file; "" when it has none."""
    found = await transaction.execute(select(evidence.c.key).where(evidence.c.id == evidence_id))
    return str(found.scalar() or "")


async def piece(transaction: Transaction, evidence_id: int, position: int) -> bytes | None:
    """One piece of a file, still encrypted; None beyond the last."""
    here = and_(evidence_pieces.c.evidence_id == evidence_id, evidence_pieces.c.position == position)
    found: bytes | None = (await transaction.execute(select(evidence_pieces.c.sealed).where(here))).scalar()
    return found


# --- Taking -------------------------------------------------------------------------------------------------------


async def claim(transaction: Transaction, at: datetime, most: int) -> tuple[Wanted, ...]:
    """Take files that are due, oldest first; other workers pass over them until the claim runs out."""
    waiting = (
        select(evidence.c.id)
        .where(evidence.c.status.in_(UNSETTLED), evidence.c.due_at <= at)
        .order_by(evidence.c.due_at, evidence.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(evidence)
        .where(evidence.c.id.in_(waiting.scalar_subquery()))
        .values(status="taking", due_at=at + CLAIM, claims=evidence.c.claims + 1)
        .returning(*(evidence.c[name] for name in _WANTED))
    )
    rows = (await transaction.execute(taken)).all()
    return tuple(sorted((_wanted(row) for row in rows), key=lambda row: row.id))


def _wanted(row: Row[Any]) -> Wanted:
    return Wanted(**row._mapping)


async def begin(transaction: Transaction, row: Wanted, key: str, at: datetime) -> None:
    """Begin anew, with a locked key; what another worker left is thrown away. Raises Overtaken."""
    await _record(transaction, row, key=key, due_at=at + CLAIM)
    await _forget_pieces(transaction, row)


async def add_piece(transaction: Transaction, row: Wanted, position: int, sealed: bytes, at: datetime) -> None:
    """Store the next piece, and prolong the claim. Raises Overtaken."""
    await _record(transaction, row, due_at=at + CLAIM)
    await transaction.execute(insert(evidence_pieces).values(evidence_id=row.id, position=position, sealed=sealed))


async def keep(
    transaction: Transaction, row: Wanted, size: int, sha256: str, media_type: str, follow_at: datetime
) -> None:
    """It is whole, and stays; what follows from that is due at `follow_at`, unless it is done before. Raises
    Overtaken."""
    found = {"size": size, "sha256": sha256, "media_type": media_type}
    await _record(transaction, row, status="kept", source={}, failures=0, follow_at=follow_at, **found)


async def refuse(transaction: Transaction, row: Wanted, why: str) -> None:
    """It is not taken, and nothing of it stays. Raises Overtaken."""
    await _record(transaction, row, status="refused", why=why, source={}, key="")
    await _forget_pieces(transaction, row)


async def later(transaction: Transaction, row: Wanted, until: datetime) -> None:
    """It did not come this time. Raises Overtaken."""
    await _record(transaction, row, status="wanted", due_at=until, failures=row.failures + 1)


async def _record(transaction: Transaction, row: Wanted, **values: Any) -> None:
    mine = (evidence.c.id == row.id, evidence.c.claims == row.claims, evidence.c.status == "taking")
    if (await transaction.execute(update(evidence).where(*mine).values(**values))).rowcount != 1:
        raise Overtaken


async def _forget_pieces(transaction: Transaction, row: Wanted) -> None:
    await transaction.execute(delete(evidence_pieces).where(evidence_pieces.c.evidence_id == row.id))


async def give(transaction: Transaction, case_id: int, to: int) -> None:
    """All files of a case belong to another from now on. Whoever fetches one at this moment goes on: a claim is the
    file's own."""
    await transaction.execute(update(evidence).where(evidence.c.case_id == case_id).values(case_id=to))


# --- What follows -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was kept, of which it is not known yet that all that follows was done. `failures` in a row."""

    id: int
    platform: str
    failures: int


async def claim_kept(transaction: Transaction, at: datetime, most: int) -> tuple[Kept, ...]:
    """Take files from which something is still to follow; other workers pass over them until the claim runs out."""
    waiting = select(evidence.c.id).where(evidence.c.follow_at <= at).order_by(evidence.c.follow_at).limit(most)
    taken = (
        update(evidence)
        .where(evidence.c.id.in_(waiting.with_for_update(skip_locked=True).scalar_subquery()))
        .values(follow_at=at + CLAIM, failures=evidence.c.failures + 1)
        .returning(evidence.c.id, evidence.c.platform, evidence.c.failures)
    )
    return tuple(Kept(**row._mapping) for row in await transaction.execute(taken))


async def followed(transaction: Transaction, evidence_id: int, again_at: datetime | None = None) -> None:
    """All that follows from a file was done; where it was not, it is to be tried again at this moment."""
    await transaction.execute(update(evidence).where(evidence.c.id == evidence_id).values(follow_at=again_at))


# --- Keys ---------------------------------------------------------------------------------------------------------


async def locked_keys(transaction: Transaction, after: int, most: int) -> dict[int, str]:
    """The next files, by id, that have a key, and their locked keys."""
    query = select(evidence.c.id, evidence.c.key).where(evidence.c.id > after, evidence.c.key != "")
    rows = (await transaction.execute(query.order_by(evidence.c.id).limit(most))).all()
    return {row.id: row.key for row in rows}


async def exchange_key(transaction: Transaction, evidence_id: int, before: str, after: str) -> None:
    """Put another locked key in the place of this one, unless it has changed meanwhile."""
    same = (evidence.c.id == evidence_id, evidence.c.key == before)
    await transaction.execute(update(evidence).where(*same).values(key=after))


def settled(files: Collection[Evidence]) -> bool:
    """Whether none of these is still on its way."""
    return not any(file.status in UNSETTLED for file in files)
