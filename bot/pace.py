"""How fast a chat takes messages: it lets a bot say only so much in one place, and so much in all of them."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field

from bot.platforms.base import Platform, Seat

Place = tuple[Platform, Seat]


@dataclass
class Pace:
    """When each conversation takes something again; those that do already are forgotten. And for each platform when the
    last messages of this process began, as many as it takes in a second."""

    _free_at: dict[str, float] = field(default_factory=dict, init=False)
    _begun: dict[str, deque[float]] = field(default_factory=dict, init=False)

    def rest(self, place: Place) -> None:
        """This conversation takes nothing for as long as its platform wants."""
        now = asyncio.get_running_loop().time()
        self._free_at = {name: free for name, free in self._free_at.items() if free > now}
        self._free_at[_conversation(place)] = now + place[0].pace

    def until_free(self, place: Place | None) -> float:
        """Seconds until a place may take another message; 0 or less when it may now."""
        now = asyncio.get_running_loop().time()
        return self._free_at.get(_conversation(place), now) - now if place else 0.0

    async def turn(self, platform: Platform) -> None:
        """Wait until the platform takes a message more of all that this process sends; turns come in their order."""
        most = platform.most_a_second
        if most is None:
            return
        now = asyncio.get_running_loop().time()
        begun = self._begun.setdefault(platform.name, deque(maxlen=most))
        begins = max(now, begun[0] + 1.0) if len(begun) == most else now
        begun.append(begins)
        await asyncio.sleep(begins - now)


def _conversation(place: Place) -> str:
    platform, seat = place
    return f"{platform.name}/{seat.user}"
