"""Whether the keys of evidence are there, and open what lies in the database."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.doctor.patient import Patient
from bot.evidence.vault import Locked, Vault
from bot.findings import Finding, fault, note, well
from bot.store import evidence

KEYS = "Evidence keys"
LOST = fault(KEYS, "EVIDENCE_KEYS is empty, and files are kept.", "Set the keys that they were taken with.")
UNSET = note(KEYS, "EVIDENCE_KEYS is empty: no screenshot can be taken.", "docs/operate.md says how to make a key.")


async def examine(patient: Patient) -> AsyncIterator[Finding]:
    """Open the newest file with the keys that are set."""
    async with patient.database.reading() as connection:
        newest = await evidence.newest_kept(connection)
        sealed = await evidence.piece(connection, newest[0], 0) if newest else None
    keys = patient.settings.vault_keys
    if not keys:
        yield LOST if newest else UNSET
    elif newest is None:
        yield well(KEYS, "They are set; no file is kept yet.")
    else:
        yield _opened(Vault(keys), *newest, sealed)


def _opened(vault: Vault, file: int, locked: str, sealed: bytes | None) -> Finding:
    try:
        vault.unlock(locked, file).open(0, sealed or b"")
    except Locked:
        return fault(
            KEYS, "None of them opens the newest file.", "Add the key that it was taken with, behind the others."
        )
    return well(KEYS, "They open the newest file.")
