"""Recognize danger in a message, before anything is searched: which safety entry is to be shown, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby, islice, product
from pathlib import Path
from sys import intern
from typing import NamedTuple

from bot.content.yaml_files import read
from bot.knowledge.danger_ear import EVERYDAY, UNDECIDED, Ear, Heard, Stretch, shipped
from bot.knowledge.danger_file import CHECKS, DangerFile, SignLine
from bot.knowledge.danger_words import SENTENCE_END, Speller, plain
from bot.knowledge.signs import FAMILY, Phrases, Place, Sign, Signs, Span, Spans, chains, forms
from bot.knowledge.speech import is_english

HEARD = "sounds like it"
"""What stands in place of a sign where none of this danger was found and yet the message resembles others of it."""

PARTS = 20
"""A message is heard as a whole, and its lines by themselves: so many parts, since each takes a millisecond or two."""


FEW = 2
"""In a message of so few words nothing stands around a sign or a hint that would speak against it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sign that was found: the entry that it calls for, the sign as it is typed, and the words that fit it."""

    slug: str
    sign: str
    words: tuple[str, ...]


class Reading(NamedTuple):
    """A message as it is read once: its words, what stands where in them, and the signs in it, each with its slug."""

    words: Sequence[str]
    spans: Spans
    signs: Sequence[tuple[str, Sign, Place]]


Opinion = Callable[[str], Mapping[str, float]]
"""What a message asks for as the search sees it: the chance of each entry by its slug, or nothing at all."""


def no_opinion(_message: str) -> Mapping[str, float]:
    return {}


class Danger:
    """The signs of a file, and an ear that takes heed of an opinion. A message leaves nothing behind."""

    def __init__(self, file: DangerFile, ear: Ear, opinion: Opinion) -> None:
        vocabulary = _Vocabulary(file)
        self._opinion = opinion
        self._ear, self._speller, self._phrases = ear, vocabulary.speller, Phrases(vocabulary.phrases())
        self._cries = {self._spelled(cry): (kind.slug, cry) for kind in file.dangers for cry in kind.alone}
        self._everyday = Signs({EVERYDAY: map(_sign, file.everyday)})
        self._outright = frozenset(_sign(line) for kind in file.dangers for line in kind.outright)
        self._signs = Signs({kind.slug: map(_sign, (*kind.outright, *kind.signs)) for kind in file.dangers})
        self._hints = Signs({kind.slug: map(_sign, kind.hints) for kind in file.dangers})
        self._slugs = tuple(kind.slug for kind in file.dangers)

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every entry that may be shown, the most urgent first."""
        return self._slugs

    def of(self, message: str) -> str | None:
        """The entry to show for a message, the most urgent where several fit; None where there is no danger."""
        return next((finding.slug for finding in self.explain(message)), None)

    def all(self, message: str) -> tuple[str, ...]:
        """Every entry that fits a message, the most urgent first."""
        return tuple(dict.fromkeys(finding.slug for finding in self.explain(message)))

    def explain(self, message: str) -> tuple[Finding, ...]:
        """Every sign in a message, once each, the most urgent first: for those who edit the signs."""
        return tuple(self._findings(message))

    def stretches(self, message: str) -> list[Stretch]:
        """What the ear is given of a message: for those who teach it."""
        reading = self._read(message)
        return [*self._ear.stretches(reading.words, self._found(reading))]

    def words(self, message: str) -> list[str]:
        """The words of a message as the ear is given them: for those who teach it."""
        return self._speller.words(message)

    def _read(self, message: str) -> Reading:
        words = self.words(message)
        spans = self._serious(self._phrases.spans(words))
        return Reading(words, spans, [*_standing(self._signs, spans)])

    def _findings(self, message: str) -> Iterator[Finding]:
        """The signs in a message and what it sounds like, since one danger may stand beside another: what is said
        outright first, else the graver first; in a few words that sound like nothing, what they hint at."""
        words, spans, signs = reading = self._read(message)
        cried = [*self._cried(words)]
        named = [*cried, *_named(signs, words)]
        heard = self._heard(message, reading)
        sounds = [Finding(heard.slug, HEARD, heard.traits)] if heard else []
        sounds = [one for one in sounds if one.slug not in (each.slug for each in named)]
        if cried or any(sign in self._outright for _, sign, _ in signs):
            yield from (*named, *sounds)
        elif heard:
            yield from sorted((*named, *sounds), key=lambda one: self.slugs.index(one.slug))
        elif sum(map(str.isalnum, words)) <= FEW:
            yield from named or _named(_standing(self._hints, spans), words)

    def _cried(self, words: Iterable[str]) -> Iterator[Finding]:
        """The cries for help that a message consists of; none where it says anything else."""
        sentences = [tuple(filter(str.isalnum, sentence)) or (*sentence,) for sentence in _sentences(words)]
        if all(sentence in self._cries for sentence in sentences):
            for sentence in sentences:
                slug, cry = self._cries[sentence]
                yield Finding(slug, cry, sentence)

    def _spelled(self, phrase: str) -> tuple[str, ...]:
        return tuple(self._speller.words(phrase))

    def _heard(self, message: str, whole: Reading) -> Heard | None:
        """What the ear hears in the whole message or, where that is nothing, in one of its first lines."""
        lines = islice(dict.fromkeys((message, *message.splitlines())), 1, PARTS)
        for reading in chain((whole,), map(self._read, lines)):
            if heard := self._ear.hears(reading.words, self._found(reading), partial(self._asked, reading.words)):
                return heard
        return None

    def _asked(self, words: Iterable[str]) -> float:
        """How likely a message asks for one of our entries. The search is given its words, and none of its disguise; of
        another language than English it knows nothing."""
        plainly = " ".join(filter(str.isalnum, words))
        chances = self._opinion(plainly) if is_english(plainly) else {}
        return sum(chances.get(slug, 0.0) for slug in self.slugs) if chances else UNDECIDED

    def _found(self, reading: Reading) -> set[str]:
        """The families in a message, and the kinds of danger of which it has signs, and those at which it hints."""
        signs = {f"sign {slug}" for slug, _, _ in reading.signs}
        hints = {f"hint {slug}" for slug, _, _ in _standing(self._hints, reading.spans)}
        return signs | hints | {name for name in reading.spans if FAMILY.fullmatch(name)}

    def _serious(self, spans: Mapping[str, Sequence[Span]]) -> dict[str, list[Span]]:
        """What is left when the words of everyday phrases are taken out."""
        harmless = {
            at
            for _, sign in self._everyday.begun(spans)
            for place in sign.places(spans)
            for start, end in place
            for at in range(start, end)
        }
        if not harmless:
            return {name: [*each] for name, each in spans.items()}
        left = {name: [span for span in each if harmless.isdisjoint(range(*span))] for name, each in spans.items()}
        return {name: each for name, each in left.items() if each}


def _standing(signs: Signs, spans: Spans) -> Iterator[tuple[str, Sign, Place]]:
    """Each sign that stands in a message, with its slug and its first place."""
    for slug, sign in signs.begun(spans):
        if place := next(sign.places(spans), None):
            yield slug, sign, place


def _sentences(words: Iterable[str]) -> Iterator[list[str]]:
    for ended, sentence in groupby(words, SENTENCE_END[0].__eq__):
        if not ended:
            yield [*sentence]


def _named(standing: Iterable[tuple[str, Sign, Place]], words: Sequence[str]) -> Iterator[Finding]:
    for slug, sign, place in standing:
        yield Finding(slug, sign.text, tuple(" ".join(words[start:end]) for start, end in place))


def _sign(line: SignLine) -> Sign:
    unless = tuple(chain for text in line.unless for chain in chains(text))
    return Sign(line.sign, chains(line.sign), unless)


class _Vocabulary:
    """The words of all families and signs, spelled as messages are."""

    def __init__(self, file: DangerFile) -> None:
        self._file = file
        every = {word for name in self._names() for phrase in self._phrases(name) for word in phrase}
        every |= {word for kind in file.dangers for cry in kind.alone for word in plain(cry).replace("'", "").split()}
        self.speller = Speller(file.spelling, file.fillers, every)

    def phrases(self) -> dict[str, Iterator[Sequence[str]]]:
        """The phrases of each family and sign, one at a time: all at once take as much as what is made of them."""
        return {name: filter(None, map(self._spelled, self._phrases(name))) for name in self._names()}

    def _names(self) -> set[str]:
        """Each family in angle brackets, and each run of words, that some sign is made of."""
        signs = (chains(text) for _, line in self._file.every_sign() for text in line.texts)
        return {part for sign in signs for chain in sign for part in chain.parts}

    def _spelled(self, phrase: Iterable[str]) -> tuple[str, ...]:
        return tuple(word for typed in phrase for word in self.speller.spell(typed))

    def _phrases(self, name: str) -> Iterator[tuple[str, ...]]:
        for phrase in self._members(name):
            words = (map(intern, forms(word)) for word in plain(phrase).replace("'", "").split())
            yield from product(*words)

    def _members(self, name: str) -> Iterable[str]:
        family = FAMILY.fullmatch(name)
        if not family:
            return (name,)
        return [member for phrase in self._file.words[family[1]] for member in self._members(phrase)]


def load_danger(file: Path, ear: Ear | None = None, opinion: Opinion = no_opinion) -> Danger:
    """The signs in a file, with the shipped ear or another; Faults with everything that is wrong in the file."""
    return Danger(read(file, DangerFile, CHECKS).holds, ear or shipped(), opinion)
