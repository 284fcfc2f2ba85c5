"""How fast each conversation takes messages: a chat lets a bot say only so much in one place."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.platforms.base import Platform, Seat

Place = tuple[Platform, Seat]


@dataclass
class Pace:
    """When each conversation takes something again; those that do already are forgotten."""

    _free_at: dict[str, float] = field(default_factory=dict, init=False)

    def rest(self, place: Place) -> None:
        """This conversation takes nothing for as long as its platform wants."""
        now = asyncio.get_running_loop().time()
        self._free_at = {name: free for name, free in self._free_at.items() if free > now}
        self._free_at[_conversation(place)] = now + place[0].pace

    def until_free(self, place: Place | None) -> float:
        """Seconds until a place may take another message; 0 or less when it may now."""
        now = asyncio.get_running_loop().time()
        return self._free_at.get(_conversation(place), now) - now if place else 0.0


def _conversation(place: Place) -> str:
    platform, seat = place
    return f"{platform.name}/{seat.user}"
