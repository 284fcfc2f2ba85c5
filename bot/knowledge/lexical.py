"""How far the words of a question are those of an entry, and of the way in which it is usually asked."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from bot.knowledge.concepts import Terms

TITLE, ASKED, ANSWERED = 2.0, 1.5, 0.8
"""How much a word in the title, in the ways to ask, and in the answer says about an entry."""

SATURATION, LENGTH = 1.2, 0.4
"""BM25's k1 and b: how soon more of the same word adds nothing, and how much a long entry is discounted."""


Fields = tuple[Terms, Sequence[Terms], Terms]
"""What stands in the title, in each way of asking, and in the answer of an entry."""


NOWHERE = (0, 0)
"""Where a term stands that is in no text."""


class _Holders:
    """Where each term stands and how much it says there, as two rows of numbers: as pairs they would take eight times
    the memory.

    texts  the terms of each text, in the order of the texts
    """

    def __init__(self, texts: Iterable[Terms]) -> None:
        found = defaultdict[str, list[tuple[int, float]]](list)
        for place, terms in enumerate(texts):
            for term, weight in terms.items():
                found[term].append((place, weight))
        pairs = [pair for each in found.values() for pair in each]
        self._places, self._weights = array("I", [at for at, _ in pairs]), array("d", [weight for _, weight in pairs])
        ends = accumulate(map(len, found.values()))
        self._spans = dict(zip(found, pairwise([0, *ends]), strict=True))

    def of(self, term: str) -> Iterator[tuple[int, float]]:
        """The places of the texts that have a term, each with its weight there."""
        start, end = self._spans.get(term, NOWHERE)
        return zip(self._places[start:end], self._weights[start:end], strict=True)


class Entries:
    """Scores by fields (BM25F; Robertson, Zaragoza 2009), each from 0 to 1.

    A word that no entry has counts as the rarest of all, so that a question about something else scores low.
    """

    def __init__(self, fields: Sequence[Fields]) -> None:
        weighed = [_together(*field) for field in fields]
        self._mean = sum(sum(terms.values()) for terms in weighed) / len(weighed)
        found_in = Counter(term for terms in weighed for term in terms)
        self._count = len(weighed)
        self._rarity = {term: _rarity(self._count, number) for term, number in found_in.items()}
        self._rarest = _rarity(self._count, 0)
        self._holders = _Holders(map(self._parts, weighed))

    def _parts(self, weighed: Terms) -> dict[str, float]:
        discount = SATURATION * (1 - LENGTH + LENGTH * sum(weighed.values()) / self._mean)
        return {term: weight / (weight + discount) for term, weight in weighed.items()}

    def rarity(self, term: str) -> float:
        """How much a word says: high for one that few entries have."""
        return self._rarity.get(term, self._rarest)

    def weight(self, terms: Terms) -> float:
        """How much some words say together."""
        return sum(weight * self.rarity(term) for term, weight in terms.items())

    def scores(self, terms: Terms) -> list[float]:
        """A score for each entry, in their order."""
        total = self.weight(terms) or 1.0
        scores = [0.0] * self._count
        for term, weight in terms.items():
            share = weight * self.rarity(term) / total
            for place, part in self._holders.of(term):
                scores[place] += share * part
        return scores

    def score_of(self, terms: Terms, fields: Fields) -> float:
        """The score that an entry with these fields would have among the others."""
        parts = self._parts(_together(*fields))
        said = sum(weight * self.rarity(term) * parts.get(term, 0.0) for term, weight in terms.items())
        return said / (self.weight(terms) or 1.0)


class Variants:
    """The cosine between a question and that way of asking for an entry which is most like it, from 0 to 1.

    asked  the ways of asking for each entry, in the order of the entries
    """

    def __init__(self, asked: Sequence[Sequence[Terms]], entries: Entries) -> None:
        self._entries = entries
        self._spans = [*pairwise(accumulate(map(len, asked), initial=0))]
        self._holders = _Holders(self._unit(terms) for each in asked for terms in each)

    def scores(self, terms: Terms, without: int | None = None) -> list[float]:
        """A score for each entry, in their order; the way of asking at the place `without` among all is left out."""
        likeness = [0.0] * self._spans[-1][1]
        for term, weight in self._unit(terms).items():
            for number, other in self._holders.of(term):
                likeness[number] += weight * other
        if without is not None:
            likeness[without] = 0.0
        return self.best(likeness)

    def best(self, likeness: Sequence[float]) -> list[float]:
        """For each entry the highest of some numbers that were found for every way of asking, in the same order."""
        return [max(likeness[start:end]) for start, end in self._spans]

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
