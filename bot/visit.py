"""One visit: a person, what they did, one transaction, and the house around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.events import Event
from bot.face import Face
from bot.house import House
from bot.store.database import Transaction


@dataclass
class Visit:
    """What every room of the desk stands on."""

    event: Event
    house: House
    faces: Mapping[str, Face]
    transaction: Transaction
    now: datetime

    @property
    def me(self) -> str:
        """The address of the person at the desk."""
        return self.event.person.email

    @property
    def language(self) -> str:
        """In which language this person reads the texts for emergencies, as far as their chat tells."""
        return self.house.language("", self.event.person.language)

    def word(self, key: str, **params: str) -> str:
        """A sentence for a card, with its marks; what fills its blanks is literal."""
        return self.house.words(key, **params)

    def label(self, key: str, **params: str) -> str:
        """A sentence for a place that knows no marks: a label, a title, the sentence at a field."""
        return self.house.words.plain(key, **params)
