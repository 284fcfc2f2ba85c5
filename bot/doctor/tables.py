"""The database: whether it answers, whether its tables are those of this version, and whether they take anything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

from bot.doctor.patient import Patient
from bot.findings import Finding, fault, note, well
from bot.store import inbox, log_lines
from bot.store.age import Age, age
from bot.store.backlog import backlog
from bot.store.database import TROUBLES, Database, why_away, why_not_open

DATABASE, UNDELIVERED, LOG = "Database", "Undelivered", "Audit log"
LATE = timedelta(hours=1)
"""A row of the log waits a minute for its seal."""

SAID_OF: dict[Age, Finding] = {
    "current": well(DATABASE, "It answers, and its tables are those of this version."),
    "none": fault(DATABASE, "It has no tables yet.", "Run `migrate`."),
    "older": fault(DATABASE, "Its tables are of an older version.", "Make a backup, then run `migrate`."),
    "newer": fault(DATABASE, "Its tables are of a newer version.", "Start that version of the program."),
}


async def examine(patient: Patient) -> AsyncIterator[Finding]:
    """How the database is; what reached nobody, where that can be asked."""
    try:
        how_old = await age(patient.database)
    except TROUBLES as error:
        yield _away(patient.database, error)
        return
    yield SAID_OF[how_old]
    if patient.database.is_sqlite:
        yield note(DATABASE, "It is a SQLite file.", "For more than a trial take PostgreSQL: docs/operate.md.")
    if how_old == "current":
        async for finding in _of_this_version(patient):
            yield finding


async def _of_this_version(patient: Patient) -> AsyncIterator[Finding]:
    try:
        async with patient.database.transaction() as transaction:
            await inbox.try_to_write(transaction, patient.now())
    except TROUBLES as error:
        yield fault(
            DATABASE, f"Nothing can be written down: {why_away(error)}.", "Fix that: nobody is served until then."
        )
    yield await _undelivered(patient)
    yield await _unsealed(patient)


def _away(database: Database, error: Exception) -> Finding:
    why = why_not_open(database) or why_away(error)
    return fault(DATABASE, f"It does not answer: {why}.", "Check DATABASE_URL, and that the database runs.")


async def _undelivered(patient: Patient) -> Finding:
    async with patient.database.reading() as connection:
        refused = (await backlog(connection, patient.now())).refused
    if not refused:
        return well(UNDELIVERED, "Every message reached somebody.")
    return note(UNDELIVERED, f"Messages that reached nobody: {refused}.", "`undelivered` lists them.")


async def _unsealed(patient: Patient) -> Finding:
    async with patient.database.reading() as connection:
        oldest = await log_lines.unsealed(connection, {}, 1)
    if not oldest or oldest[0].at > patient.now() - LATE:
        return well(LOG, "Every row of it is sealed.")
    since = f"Since {oldest[0].at:%Y-%m-%d %H:%M} UTC nothing of it is sealed, or a row was left out."
    return fault(LOG, since, "Start `work`, or look at what it writes; then run `audit verify`.")
