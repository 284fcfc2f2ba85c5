"""What a message speaks of: the stems of its words, and the concepts that they name together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.knowledge.speech import Speech, stem

CONCEPT_WEIGHT = 1.5
"""A concept counts more than a word, which counts 1: it was recognized, and a word may stand there by chance."""

MARK = "="
"""Stands before the name of a concept, so that it is never taken for a stem."""

Terms = Mapping[str, float]
"""Stems, and concepts with their mark, each with its weight."""


class Concepts:
    """Reads words as stems and concepts. `names` gives each concept its names; `quiet` are words without weight."""

    def __init__(self, names: Mapping[str, Iterable[str]], quiet: Iterable[str], speech: Speech) -> None:
        self._quiet = {stem(word) for word in quiet} | {*quiet}
        self._named: dict[tuple[str, ...], list[str]] = {}
        for concept, variants in names.items():
            for name in dict.fromkeys((concept, *variants)):
                self._add(tuple(stem(word) for word in speech.words(name)), MARK + concept)
        self._longest = max(map(len, self._named), default=0)

    def _add(self, stems: tuple[str, ...], concept: str) -> None:
        meant = self._named.setdefault(stems, [])
        if concept not in meant:
            meant.append(concept)

    def terms(self, words: Iterable[str]) -> Terms:
        """What these plain words speak of, in the order in which it was first said."""
        stems = [stem(word) for word in words]
        terms = defaultdict[str, float](float)
        for place in range(len(stems)):
            for length in range(1, min(self._longest, len(stems) - place) + 1):
                for concept in self._named.get(tuple(stems[place : place + length]), ()):
                    terms[concept] = CONCEPT_WEIGHT
        for one in stems:
            if one not in self._quiet:
                terms[one] += 1
        return terms
