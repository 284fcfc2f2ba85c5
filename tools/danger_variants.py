"""Make many messages of few: words left out, words of the same sort put in, halves and whole messages put together.

What they mean nobody has said: a large network does (tools/danger_teacher.py), and a small one learns from it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.knowledge.danger_ear import EVERYDAY

LONGEST = 400
"""Letters of a made message."""

Alike = Mapping[str, Sequence[str]]
"""For a word others of its sort."""

_BETWEEN = re.compile(r"(?<=\W)|(?=\W)|\s+")


class Variants:
    """Makes messages of those that are known, danger as often as not; the same ones again for the same seed."""

    def __init__(self, known: Sequence[tuple[str, str]], alike: Alike, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - no secret is made here
        self._alike = alike
        self._kinds = [
            [message for slug, message in known if slug == EVERYDAY],
            [message for slug, message in known if slug != EVERYDAY],
        ]
        ways = {self._replaced: 9, self._thinned: 3, self._spliced: 4, self._cut: 2, self._joined: 2}
        self._ways: list[Callable[[str], str]] = [way for way, often in ways.items() for _ in range(often)]

    def endless(self) -> Iterator[str]:
        """One made message after the other."""
        while True:
            made = self._chance.choice(self._ways)(self._any())
            yield (self._replaced(made) if self._chance.random() < 0.3 else made)[:LONGEST]

    def _any(self) -> str:
        return self._chance.choice(self._chance.choice(self._kinds))

    def _replaced(self, message: str) -> str:
        often = self._chance.choice((0.15, 0.3, 0.5))
        words = (word for word in _BETWEEN.split(message) if word.strip())
        return " ".join(self._other(word) if self._chance.random() < often else word for word in words)

    def _other(self, word: str) -> str:
        return self._chance.choice(self._alike.get(word.lower(), (word,)))

    def _thinned(self, message: str) -> str:
        often = self._chance.choice((0.1, 0.25, 0.4))
        return " ".join(word for word in message.split() if self._chance.random() > often) or message

    def _spliced(self, message: str) -> str:
        front, _ = self._halves(message)
        _, back = self._halves(self._any())
        return f"{front} {back}"

    def _cut(self, message: str) -> str:
        return self._chance.choice(self._halves(message)) or message

    def _joined(self, message: str) -> str:
        half = LONGEST // 2
        return message[:half] + self._chance.choice((" ", ". ", "\n")) + self._any()[:half]

    def _halves(self, message: str) -> tuple[str, str]:
        words = message.split()
        middle = self._chance.randint(max(1, len(words) // 4), max(1, 3 * len(words) // 4))
        return " ".join(words[:middle]), " ".join(words[middle:])
