"""Recognise danger in a message, before anything is searched: which safety entry is to be shown, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from bot.content.yaml_files import read
from bot.knowledge.danger_file import CHECKS, DangerFile, SignLine
from bot.knowledge.danger_words import Speller, plain
from bot.knowledge.signs import FAMILY, Phrases, Place, Sign, Span, chains, forms


@dataclass(frozen=True, slots=True)
class Finding:
    """One sign that was found: the entry that it calls for, the sign as it is typed, and the words that fit it."""

    slug: str
    sign: str
    words: tuple[str, ...]


class Danger:
    """The signs of a file, ready to be looked for. Everything is kept in memory; a message leaves nothing behind."""

    def __init__(self, file: DangerFile) -> None:
        vocabulary = _Vocabulary(file)
        self._speller, self._phrases = vocabulary.speller, Phrases(vocabulary.phrases)
        self._everyday = tuple(map(_sign, file.everyday))
        self._kinds = {kind.slug: tuple(map(_sign, kind.signs)) for kind in file.dangers}

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every entry that may be shown, the most urgent first."""
        return tuple(self._kinds)

    def of(self, message: str) -> str | None:
        """The entry to show for a message, the most urgent where several fit; None where there is no danger."""
        return next((finding.slug for finding in self._findings(message)), None)

    def all(self, message: str) -> tuple[str, ...]:
        """Every entry that fits a message, the most urgent first."""
        return tuple(dict.fromkeys(finding.slug for finding in self._findings(message)))

    def explain(self, message: str) -> tuple[Finding, ...]:
        """Every sign in a message, once each, the most urgent first: for those who edit the signs."""
        return tuple({finding.sign: finding for finding in self._findings(message)}.values())

    def _findings(self, message: str) -> Iterator[Finding]:
        words = self._speller.words(message)
        spans = self._serious(self._phrases.spans(words))
        for slug, signs in self._kinds.items():
            for sign in signs:
                for place in sign.places(spans):
                    yield Finding(slug, sign.text, _words_at(place, words))
                    break

    def _serious(self, spans: Mapping[str, Sequence[Span]]) -> dict[str, list[Span]]:
        """What is left when the words of everyday phrases are taken out."""
        harmless = {
            at
            for sign in self._everyday
            for place in sign.places(spans)
            for start, end in place
            for at in range(start, end)
        }
        if not harmless:
            return {name: [*each] for name, each in spans.items()}
        left = {name: [span for span in each if harmless.isdisjoint(range(*span))] for name, each in spans.items()}
        return {name: each for name, each in left.items() if each}


def _words_at(place: Place, words: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(words[start:end]) for start, end in place)


def _sign(line: SignLine) -> Sign:
    unless = tuple(chain for text in line.unless for chain in chains(text))
    return Sign(line.sign, chains(line.sign), unless)


class _Vocabulary:
    """The words of all families and signs, spelled as messages are."""

    def __init__(self, file: DangerFile) -> None:
        self._file = file
        typed = {name: [*self._phrases(name)] for name in self._names()}
        every = {word for phrases in typed.values() for phrase in phrases for word in plain(phrase).split()}
        self.speller = Speller(file.spelling, file.fillers, every)
        self.phrases = {name: {*map(self._spelled, phrases)} - {()} for name, phrases in typed.items()}

    def _names(self) -> set[str]:
        """Each family in angle brackets, and each run of words, that some sign is made of."""
        signs = (chains(text) for _, line in self._file.every_sign() for text in line.texts)
        return {part for sign in signs for chain in sign for part in chain.parts}

    def _spelled(self, phrase: str) -> tuple[str, ...]:
        return tuple(self.speller.words(phrase))

    def _phrases(self, name: str) -> Iterator[str]:
        for phrase in self._members(name):
            yield from map(" ".join, product(*map(forms, phrase.split())))

    def _members(self, name: str) -> Iterable[str]:
        family = FAMILY.fullmatch(name)
        if not family:
            return (name,)
        return [member for phrase in self._file.words[family[1]] for member in self._members(phrase)]


def load_danger(file: Path) -> Danger:
    """The signs in a file; Faults with everything that is wrong in it."""
    return Danger(read(file, DangerFile, CHECKS).holds)
