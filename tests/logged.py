"""A database in which something happened: lines of all three records of the log, and a sealer that closes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import insert

from bot.audit.sealing import Sealer
from bot.disposition import Listed, as_data
from bot.store import cases, deeds, disposal, evidence, seals, views
from bot.store.database import Database, Transaction
from bot.store.deeds import Deed
from bot.store.seals import Seal
from bot.store.tables import history
from bot.workflow import Case
from tests.clock import Clock
from tests.store.samples import ANA, CASEY, NOW, PAT, a_case, moved


async def happened(database: Database, *refs: str, at: datetime = NOW) -> list[Case]:
    """Of each case two moves, a file, a look at it, and that somebody asked for the case; a minute between any two."""
    async with database.transaction() as transaction:
        return [await _happened(transaction, ref, at + timedelta(minutes=9 * turn)) for turn, ref in enumerate(refs)]


async def _happened(transaction: Transaction, ref: str, at: datetime) -> Case:
    case = await a_case(transaction, ref, kind="incident", state="new")
    for minute, (name, to) in enumerate({"take": "taken", "close": "closed"}.items()):
        step = replace(moved(case, name, to), at=at + timedelta(minutes=minute))
        await cases.make(transaction, step, {"taken_by": [None, PAT]})
        case = step.case
    file = await _file(transaction, case)
    await views.enter(transaction, file, CASEY, "viewed", at + timedelta(minutes=3))
    await deeds.enter(transaction, Deed("viewed", CASEY, at + timedelta(minutes=4), ref, {"what": "card"}))
    return case


async def _file(transaction: Transaction, case: Case) -> int:
    row = {"case_id": case.id, "event": f"e/{case.ref}", "position": 0, "sender": ANA, "sent_at": NOW, "due_at": NOW}
    settled = {"platform": "web", "source": {}, "name": "a.png", "status": "kept", "why": "", "failures": 0, "size": 1}
    await evidence.want(transaction, [row | settled])
    return (await evidence.of_case(transaction, case.id))[0].id


def sealer(database: Database, at: datetime = NOW + timedelta(hours=1)) -> Sealer:
    """One whose clock stands still."""
    return Sealer(database, Clock(at))


async def chain(database: Database) -> Sequence[Seal]:
    """The whole chain; it is unbroken."""
    async with database.reading() as connection:
        found = await seals.after(connection, 0, 10_000)
    before = [""] + [seal.seal for seal in found]
    assert [seal.id for seal in found] == list(range(1, len(found) + 1))
    assert all(seal.follows(last) for seal, last in zip(found, before, strict=False))
    return found


async def signed_list(transaction: Transaction, ref: str, *moves: str, of: Sequence[str], kept: str = "") -> Case:
    """A disposition list of these cases, to which Casey and the house did this; one case may be kept off it."""
    rows = [
        as_data(Listed(one, "incident", "incident_district", "", "2026-11-09", "2026-11-09", {one: 4})) for one in of
    ]
    data = {"rows": rows, "kept_off": {kept: "A lawsuit."} if kept else {}}
    case = await a_case(transaction, ref, kind="disposition", state="listed", data=data)
    for name in moves:
        step = moved(case, name, "listed", CASEY if name == "sign" else "")
        step = replace(step, at=NOW)
        await cases.make(transaction, step, {})
        case = step.case
    return case


async def destroy(transaction: Transaction, case: Case, named: str = "D-1001", signer: str = CASEY) -> None:
    """A case goes with all its rows; the deed names a list, and who signed it."""
    await disposal.destroy(transaction, case)
    details = {"list": named, "signer": signer, "with": case.ref}
    await deeds.enter(transaction, Deed("destroyed", "", NOW + timedelta(hours=2), case.ref, details))


async def slip_in(database: Database, case: Case, number: int, version: int, at: datetime) -> None:
    """A line of history with a number of its own, as one that was committed behind later ones has."""
    row = {"id": number, "case_id": case.id, "version": version, "at": at, "move": "note", "by": PAT, "note": ""}
    states = {"from_state": "new", "to_state": "new", "changes": {}}
    async with database.transaction() as transaction:
        await transaction.execute(insert(history).values(**row, **states))
