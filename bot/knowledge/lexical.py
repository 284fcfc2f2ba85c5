"""How far the words of a question are those of an entry, and of the way in which it is usually asked."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from bot.knowledge.concepts import Terms

TITLE, ASKED, ANSWERED = 2.0, 1.5, 0.8
"""How much a word in the title, in the ways to ask, and in the answer says about an entry."""

SATURATION, LENGTH = 1.2, 0.4
"""BM25's k1 and b: how soon more of the same word adds nothing, and how much a long entry is discounted."""


class Entries:
    """Scores by fields (BM25F; Robertson, Zaragoza 2009), each from 0 to 1.

    A word that no entry has counts as the rarest of all, so that a question about something else scores low.
    """

    def __init__(self, fields: Sequence[tuple[Terms, Sequence[Terms], Terms]]) -> None:
        weighed = [_together(*field) for field in fields]
        lengths = [sum(terms.values()) for terms in weighed]
        mean = sum(lengths) / len(lengths)
        found_in = Counter(term for terms in weighed for term in terms)
        self._count = len(weighed)
        self._rarity = {term: _rarity(self._count, number) for term, number in found_in.items()}
        self._rarest = _rarity(self._count, 0)
        self._holders = defaultdict[str, list[tuple[int, float]]](list)
        for place, terms in enumerate(weighed):
            discount = SATURATION * (1 - LENGTH + LENGTH * lengths[place] / mean)
            for term, weight in terms.items():
                self._holders[term].append((place, weight / (weight + discount)))

    def rarity(self, term: str) -> float:
        """How much a word says: high for one that few entries have."""
        return self._rarity.get(term, self._rarest)

    def weight(self, terms: Terms) -> float:
        """How much some words say together."""
        return sum(weight * self.rarity(term) for term, weight in terms.items())

    def shares(self, terms: Terms) -> dict[str, list[tuple[int, float]]]:
        """What each word adds to the score of which entry (by its place)."""
        total = self.weight(terms) or 1.0
        return {
            term: [(place, weight * self.rarity(term) * part / total) for place, part in self._holders.get(term, ())]
            for term, weight in terms.items()
        }

    def scores(self, terms: Terms) -> list[float]:
        """A score for each entry, in their order."""
        scores = [0.0] * self._count
        for holders in self.shares(terms).values():
            for place, part in holders:
                scores[place] += part
        return scores


class Variants:
    """The cosine between a question and that way of asking for an entry which is most like it, from 0 to 1."""

    def __init__(self, variants: Iterable[tuple[int, Terms]], entries: Entries) -> None:
        self._entries = entries
        self._owners: list[int] = []
        self._holders = defaultdict[str, list[tuple[int, float]]](list)
        for number, (place, terms) in enumerate(variants):
            self._owners.append(place)
            for term, weight in self._unit(terms).items():
                self._holders[term].append((number, weight))

    def scores(self, terms: Terms, count: int) -> list[float]:
        """A score for each of `count` entries, in their order."""
        likeness = [0.0] * len(self._owners)
        for term, weight in self._unit(terms).items():
            for number, other in self._holders.get(term, ()):
                likeness[number] += weight * other
        scores = [0.0] * count
        for place, value in zip(self._owners, likeness, strict=True):
            scores[place] = max(scores[place], value)
        return scores

    def _unit(self, terms: Terms) -> dict[str, float]:
        weights = {term: weight * self._entries.rarity(term) for term, weight in terms.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}


def _rarity(count: int, number: int) -> float:
    return math.log(1 + (count - number + 0.5) / (number + 0.5))


def _together(title: Terms, asked: Sequence[Terms], answered: Terms) -> Terms:
    # Many ways to ask must not make an entry loud, so that each counts less where there are many.
    together = defaultdict[str, float](float)
    each = ASKED / math.sqrt(len(asked) or 1)
    for share, terms in ((TITLE, title), *((each, terms) for terms in asked), (ANSWERED, answered)):
        for term, weight in terms.items():
            together[term] += share * weight
    return together
