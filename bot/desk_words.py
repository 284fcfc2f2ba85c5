"""What a handler may say in one visit: at once, later, or in the place of what was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.replies import Swap
from bot.store import outbox, reminders
from bot.store.outbox import Notice
from bot.ui import Card, Text, pack
from bot.visit import Visit
from bot.workflow import Case


@dataclass
class WordsAtTheDesk(Visit):
    """All of it is a row of the outbox: nobody reads it before the visit's own transaction is committed."""

    _said: int = field(default=0, init=False)

    async def show(self, case: Case, lead: str = "") -> None:
        """Give this person a card of the case that stays right from now on."""
        self._said += 1
        key, words = f"{self.event.key}/{self._said}", pack(Card(body=(Text(lead),))) if lead else None
        only_in = case.state if lead else ""
        notice = Notice(key, "card", self.me, words, self.now, case.id, only_in=only_in, wanted=case.version)
        await outbox.put(self.transaction, [notice], self.now)

    async def say(self, card: Card, key: str = "") -> None:
        """A message to this person. What has a `key` of its own is said once and never again."""
        self._said += 1
        notice = Notice(key or f"{self.event.key}/{self._said}", "line", self.me, pack(card), self.now)
        await outbox.put(self.transaction, [notice], self.now)

    async def has_said(self, key: str) -> bool:
        """Whether a message with this key of its own was said, or is about to be."""
        return await outbox.is_there(self.transaction, key)

    async def change(self, card: Card) -> Swap:
        """What was pressed is a line, and shows this card from now on."""
        await outbox.reword(self.transaction, self.event.place.message, self.me, pack(card), self.now)
        return Swap(card)

    async def remind(self, case: Case, key: str, to: str, at: datetime, words: Card, when: Iterable[str] = ()) -> None:
        """Show somebody the case at that moment or in the next working hours, under these words, if it is in the same
        state or one of these then."""
        await outbox.put(self.transaction, [_reminder(case, key, to, at, words, when)], self.now)

    async def remind_to_the_hour(
        self, case: Case, key: str, to: str, at: datetime, words: Card, when: Iterable[str] = ()
    ) -> None:
        """The same at that very moment: of what a law or a program promises in hours, and of what cannot wait."""
        reminder = _reminder(case, key, to, at, words, when)
        await outbox.put(self.transaction, [replace(reminder, exact=1)], self.now)

    async def remind_instead(self, key: str, to: str, words: Card) -> None:
        """What was to be said later under this key is said to somebody else, in these words."""
        await reminders.readdress(self.transaction, key, to, pack(words))

    async def forget(self, key: str) -> None:
        """What was to be said later under this key is not said any more."""
        await reminders.forget(self.transaction, key)


def _reminder(case: Case, key: str, to: str, at: datetime, words: Card, when: Iterable[str]) -> Notice:
    reminder = Notice(key, "card", to, pack(words), at, case.id, wanted=case.version)
    return replace(reminder, only_in=" ".join(when) or case.state)
