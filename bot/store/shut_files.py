"""Files that could be shown to nobody, known by their SHA-256 once their case is gone: only ever added to."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, select

from bot.store.database import Transaction
from bot.store.inserts import insert_or_ignore
from bot.store.tables import evidence, shut_files
from bot.workflow import Case


async def remember(transaction: Transaction, case: Case) -> None:
    """The files that are kept with a case which is about to go."""
    found = (await transaction.execute(_KEPT, {"the_case": case.id})).scalars()
    await insert_or_ignore(transaction, shut_files, [{"sha256": digest, "ref": case.ref} for digest in found])


_KEPT = select(evidence.c.sha256).where(evidence.c.case_id == bindparam("the_case"), evidence.c.status == "kept")


async def among(transaction: Transaction, digests: Collection[str]) -> frozenset[str]:
    """Those of some files, by their SHA-256, that stay shut."""
    if not digests:
        return frozenset()
    return frozenset((await transaction.execute(_AMONG, {"digests": [*digests]})).scalars())


_AMONG = select(shut_files.c.sha256).where(shut_files.c.sha256.in_(bindparam("digests", expanding=True)))
