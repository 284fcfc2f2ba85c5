"""The newest seal of the log leaves the database each week (requirement 8.5): whoever owns the database could make the
whole chain anew, and only a seal that stands elsewhere would tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.house import House
from bot.store import outbox, seals
from bot.store.database import Transaction
from bot.store.outbox import Notice
from bot.store.seals import Seal
from bot.ui import Card, Text, pack


async def since(transaction: Transaction, at: datetime) -> Seal | None:
    """The newest seal; None where nothing was sealed since then, so that it was told before."""
    newest = await seals.newest(transaction)
    return newest if newest and newest.at >= at else None


def below(card: Card, seal: Seal | None, house: House) -> Card:
    """A summary that tells the seal as well."""
    return replace(card, body=(*card.body, *([Text(_words(seal, house), quiet=True)] if seal else ())))


async def tell(transaction: Transaction, seal: Seal, to: str, key: str, house: House, at: datetime) -> None:
    """The seal alone, to whoever keeps the records; once for this key."""
    notice = Notice(key, "line", to, pack(Card(body=(Text(_words(seal, house)),))), at)
    await outbox.put(transaction, [notice], at)


def _words(seal: Seal, house: House) -> str:
    return house.words("log.newest_seal", number=str(seal.id), when=house.on_record(seal.at), seal=seal.seal)
