"""Mend typing errors, and leave every word alone that is English already."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import cache
from importlib import resources

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.knowledge.names import Names

SHORTEST = 4
"""Shorter words are not mended: too many English words are one letter away."""

LONG = 8
"""From this length on two letters may be wrong, and before it one."""


@cache
def english() -> Names:
    """English words and first names, in small letters (see data/NOTICE)."""
    packed = resources.files("bot.knowledge").joinpath("data/english.txt.gz").read_bytes()
    return Names(gzip.decompress(packed))


def is_english(word: str) -> bool:
    """Whether a word stands in the list."""
    return english().place(word) is not None


class Spelling:
    """Mends words into those of the knowledge base. Of several that are equally near, the more common one wins."""

    def __init__(self, common: Iterable[str], others: Collection[str] = ()) -> None:
        self._counts = Counter(common)
        self._known = self._counts.keys() | set(others)
        self._targets = defaultdict[str, list[str]](list)
        for word in sorted(self._known):
            if len(word) >= SHORTEST and word.isalpha():
                self._targets[word[0]].append(word)
        self._mended: dict[str, str] = {}

    def is_known(self, word: str) -> bool:
        """Whether a word needs no mending: it is ours, English, or no word at all."""
        return word in self._known or not word.isalpha() or is_english(word)

    def mend(self, word: str) -> str:
        """The word itself where it is known or nothing is near it, else the nearest known word."""
        if len(word) < SHORTEST or self.is_known(word):
            return word
        if word not in self._mended:
            if len(self._mended) > 10_000:
                self._mended.clear()
            self._mended[word] = self._nearest(word)
        return self._mended[word]

    def _nearest(self, word: str) -> str:
        wrong = 2 if len(word) >= LONG else 1
        targets = self._targets[word[0]] + (self._targets[word[1]] if word[1] != word[0] else [])
        near = extract(word, targets, scorer=OSA.distance, score_cutoff=wrong, limit=None)
        ranked = sorted(
            (distance, candidate[0] != word[0], -self._counts[candidate], candidate) for candidate, distance, _ in near
        )
        return ranked[0][3] if ranked else word
