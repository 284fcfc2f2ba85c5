"""Signs: short patterns over words, in a notation that a careful person can edit, and how they are found.

    dont come school        these words, one after the other
    <gun>                   any word or phrase of the family “gun”
    shoot* up               a star stands for the forms of a word: shoots, shooting, shooter
    <parent> .. <hit>       in this order, at most three words between
    said ... goodbye        in this order, at most eight words between
    <list> & <names>        both, in either order, at most eight words between

The end of a sentence counts as four words (`danger_words.py`), so that “..” never reaches across it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

GAPS = {"..": 3, "...": 8}
NEAR = 8
"""Words that may stand between the parts that “&” joins, and between a sign and what calls it off."""

Span = tuple[int, int]
"""Where words stand: the position of the first, and the position after the last."""

Spans = Mapping[str, Sequence[Span]]
Place = tuple[Span, ...]
"""Where the parts of a chain stand, in their order."""

FAMILY = re.compile(r"<([a-z_]+)>")


@dataclass(frozen=True, slots=True)
class Chain:
    """Families and phrases in a fixed order; `gaps` are the most words that may stand before each part."""

    parts: tuple[str, ...]
    gaps: tuple[int, ...]

    def places(self, spans: Spans) -> Iterator[Place]:
        """Each place at which it stands, by its first part; a first part is tried with the nearest of what follows."""
        for first in spans.get(self.parts[0], ()):
            place: Place | None = (first,)
            for part, gap in zip(self.parts[1:], self.gaps[1:], strict=True):
                place = place and _extended(place, spans.get(part, ()), gap)
            if place:
                yield place


def _extended(place: Place, following: Sequence[Span], gap: int) -> Place | None:
    end = place[-1][1]
    at = bisect_left(following, (end, 0))
    if at < len(following) and following[at][0] - end <= gap:
        return (*place, following[at])
    return None


@dataclass(frozen=True, slots=True)
class Sign:
    """What may be found in a message: chains near each other, unless one that calls it off stands beside them."""

    text: str
    chains: tuple[Chain, ...]
    unless: tuple[Chain, ...] = ()

    def places(self, spans: Spans) -> Iterator[Place]:
        """Each place at which it stands and nothing calls it off, by its first chain."""
        against = [place for chain in self.unless for place in chain.places(spans)]
        for place in self._together(spans):
            if not any(_is_near(place, other) for other in against):
                yield place

    def _together(self, spans: Spans) -> Iterator[Place]:
        others = [sorted(chain.places(spans)) for chain in self.chains[1:]]
        for first in self.chains[0].places(spans):
            beside = [_beside(first, places) for places in others]
            if all(beside):
                yield sum(beside, first)


class Signs:
    """Signs of several kinds, by the part with which each begins: of a thousand signs a message has the parts of a few,
    and the others are not even looked at."""

    def __init__(self, kinds: Mapping[str, Iterable[Sign]]) -> None:
        self._beginning = defaultdict[str, list[tuple[int, str, Sign]]](list)
        every = ((kind, sign) for kind, signs in kinds.items() for sign in signs)
        for number, (kind, sign) in enumerate(every):
            self._beginning[sign.chains[0].parts[0]].append((number, kind, sign))

    def begun(self, spans: Spans) -> Iterator[tuple[str, Sign]]:
        """Those that may stand in a message, each with its kind, in the order in which they were given."""
        found = [each for name in spans for each in self._beginning.get(name, ())]
        yield from ((kind, sign) for _, kind, sign in sorted(found, key=itemgetter(0)))


def _beside(place: Place, others: Sequence[Place]) -> Place:
    """The first of the others that is near a place and shares no word with it; nothing where none is."""
    start = bisect_left(others, ((place[0][0] - 5 * NEAR, 0),))
    for other in others[start:]:
        if other[0][0] - place[-1][1] > NEAR:
            break
        if _is_near(place, other) and not _overlap(place, other):
            return other
    return ()


def _is_near(place: Place, other: Place) -> bool:
    return other[0][0] - place[-1][1] <= NEAR and place[0][0] - other[-1][1] <= NEAR


def _overlap(place: Place, other: Place) -> bool:
    return other[0][0] < place[-1][1] and place[0][0] < other[-1][1]


class Phrases:
    """Finds many phrases at once, by the word with which they begin."""

    def __init__(self, phrases: Mapping[str, Iterable[Sequence[str]]]) -> None:
        self._names: dict[str, tuple[str, ...]] = {}
        self._longest: dict[str, int] = {}
        for name, each in phrases.items():
            alone = (name,)  # most phrases belong to one family, and share this
            for words in each:
                phrase = " ".join(words)
                known = self._names.get(phrase, ())
                self._names[phrase] = known if name in known else known + alone
                self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def spans(self, words: Sequence[str]) -> dict[str, list[Span]]:
        """Name of a phrase -> where it stands, from left to right."""
        found = defaultdict[str, list[Span]](list)
        for start, word in enumerate(words):
            most = min(start + self._longest.get(word, 0), len(words))
            for end in range(start + 1, most + 1):
                for name in self._names.get(" ".join(words[start:end]), ()):
                    found[name].append((start, end))
        return dict(found)


def chains(text: str) -> tuple[Chain, ...]:
    """The chains of a sign as it is typed."""
    return tuple(_chain(part) for part in text.split(" & "))


def _chain(text: str) -> Chain:
    parts, gaps, gap = list[str](), list[int](), 0
    for piece in re.split(r"(<[a-z_]+>|(?<!\S)\.{2,3}(?!\S))", text):
        if piece in GAPS:
            gap = GAPS[piece]
        elif piece.strip():
            parts.append(piece.strip())
            gaps.append(gap)
            gap = 0
    return Chain(tuple(parts), tuple(gaps))


def forms(word: str) -> tuple[str, ...]:
    """A word with its regular forms, some of which may be no English: `stab*` is stab, stabs, stabbed, stabbing."""
    stem = word.removesuffix("*")
    if stem == word:
        return (word,)
    stems = {stem, stem.removesuffix("e"), stem + stem[-1]}
    made = {base + ending for base in stems for ending in ("ed", "ing", "er", "ers", "in")}
    if stem.endswith("y"):
        made |= {stem[:-1] + "ies", stem[:-1] + "ied"}
    return tuple(sorted({stem, stem + "s", stem + "es", stem + "d"} | made))
