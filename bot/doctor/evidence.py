"""Whether the keys of evidence are there, and open what lies in the database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from bot.doctor.patient import Patient
from bot.evidence.vault import Locked, Vault
from bot.findings import Finding, fault, note, well
from bot.store import evidence

KEYS = "Evidence keys"
LOST = fault(KEYS, "EVIDENCE_KEYS is empty, and files are kept.", "Set the keys that they were taken with.")
UNSET = note(KEYS, "EVIDENCE_KEYS is empty: no screenshot can be taken.", "docs/operate.md says how to make a key.")


async def examine(patient: Patient) -> AsyncIterator[Finding]:
    """Open the lock of every file with the keys that are set, and the first piece of the newest file."""
    async with patient.database.reading() as connection:
        locks = await evidence.locks(connection)
        sealed = await evidence.piece(connection, max(locks), 0) if locks else None
    keys = patient.settings.vault_keys
    if not keys:
        yield LOST if locks else UNSET
    elif not locks:
        yield well(KEYS, "They are set; no file is kept yet.")
    else:
        yield _opened(Vault(keys), locks, sealed)


def _opened(vault: Vault, locks: Mapping[int, str], sealed: bytes | None) -> Finding:
    shut = [file for file, lock in locks.items() if not _unlocks(vault, file, lock)]
    if shut:
        missing = f"{len(shut)} of {len(locks)} files open with none of them."
        return fault(KEYS, missing, "Add the keys that they were taken with, behind the others.")
    try:
        vault.unlock(locks[max(locks)], max(locks)).open(0, sealed or b"")
    except Locked:
        return fault(KEYS, "The newest file is not as it was kept.", "Restore a backup beside it, and compare.")
    return well(KEYS, "They open every file.")


def _unlocks(vault: Vault, file: int, lock: str) -> bool:
    try:
        return bool(vault.unlock(lock, file))
    except Locked:
        return False
