"""Everything that the search knows of the entries, made once, and what a question has in common with each of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.content.words_file import Vocabulary
from bot.knowledge.concepts import MARK, Concepts, Terms
from bot.knowledge.lexical import Entries, Fields, Variants
from bot.knowledge.meanings import Directions, Meanings, direction
from bot.knowledge.runs import Runs, runs_of
from bot.knowledge.speech import Speech
from bot.knowledge.table import Row
from bot.knowledge.taught import Taught, Traits
from bot.knowledge.topic import Beside, Topic

SAME = 0.97
"""From this cosine on two ways of asking say the same in the same words."""

UNLIKELY = 1e-6
"""A chance that counts as none."""


@dataclass(frozen=True)
class Question:
    """A message as the search reads it: its plain words, what they speak of, and what they mean."""

    words: Sequence[str]
    terms: Terms
    meaning: Row

    @property
    def concepts(self) -> list[str]:
        """The names of the concepts that it touches."""
        return [term.removeprefix(MARK) for term in self.terms if term.startswith(MARK)]


@dataclass(frozen=True)
class Closeness:
    """What a question has in common with one entry; each from 0 (the last two from -1) to 1.

    words  the share of its words that the entry has      asked  with the most similar way of asking, by words
    meant  the same by meaning                            told   with title and answer, by meaning
    field  the share of its ways of asking that speak of social media where the question does, and that do not otherwise
    taught how likely it is after what many messages have taught, on a scale of powers of ten; of an entry that they do
           not know, how much the question is like one of its ways of asking
    urgent 1 for a matter of safety: such a question seldom is one by chance, and danger is recognized before the search
    """

    words: float
    asked: float
    meant: float
    told: float
    field: float
    taught: float
    urgent: float


@dataclass(frozen=True)
class LeftOut:
    """What becomes of a way of asking that is left out itself.

    before  what comes before its own entry, by words and meaning; "" for what no entry answers
    like    how much it is like the most similar way of asking for each other entry, by words and meaning, up to 1
    twin    another entry that is asked for in nearly the same words; "" where there is none
    """

    before: tuple[str, ...]
    like: Mapping[str, float]
    twin: str


@dataclass(frozen=True)
class _Sheet:
    title: Question
    asked: Sequence[Question]
    answer: Question

    @property
    def lines(self) -> tuple[Question, ...]:
        return (self.title, *self.asked)

    def fields(self, without: Question | None = None) -> Fields:
        return self.title.terms, [asked.terms for asked in self.asked if asked is not without], self.answer.terms


class Index:
    """The entries of a knowledge base, ready to be searched, and after them what stands beside them."""

    def __init__(self, topics: Sequence[Topic], vocabulary: Vocabulary, meanings: Meanings, taught: Taught) -> None:
        self.entries = len(topics)
        self.topics = [*topics, *(Beside(title, ask) for title, ask in vocabulary.beside.items())]
        self._meanings = meanings
        self._taught = taught
        self._ours = {MARK + concept for concept in vocabulary.ours}
        self.speech = Speech(vocabulary.plain)
        self.speech.learn(
            [
                *(text for topic in self.topics for text in (topic.title, *topic.ask, topic.answer)),
                *(name for concept, names in vocabulary.concepts.items() for name in (concept, *names)),
            ]
        )
        quiet = [word for line in vocabulary.quiet for word in line.split()]
        self._concepts = Concepts(vocabulary.concepts, quiet, self.speech)
        self._learn([self._sheet(topic) for topic in self.topics])

    def _sheet(self, topic: Topic) -> _Sheet:
        return _Sheet(self.read(topic.title), [self.read(text) for text in topic.ask], self.read(topic.answer))

    def _learn(self, sheets: Sequence[_Sheet]) -> None:
        # What is needed of the sheets takes a tenth of their memory: they themselves are not kept.
        lines = [line for sheet in sheets for line in sheet.lines]
        self._entries = Entries([sheet.fields() for sheet in sheets])
        self._variants = Variants([[line.terms for line in sheet.lines] for sheet in sheets], self._entries)
        self._shares_of_ours = [_share(map(self._is_ours, sheet.lines)) for sheet in sheets]
        # All entries speak of schools and social media; what they share tells none of them apart.
        self._center = [sum(column) / len(lines) for column in zip(*(line.meaning for line in lines), strict=True)]
        self._asked = Directions([self._centered(line.meaning) for line in lines])
        told = ((*sheet.title.words, *sheet.answer.words) for sheet in sheets)
        self._told = Directions([self._centered(self._meanings.of(words)) for words in told])

    def holds(self, slug: str) -> bool:
        """Whether there is such an entry."""
        return any(topic.slug == slug for topic in self.topics[: self.entries])

    def read(self, text: str) -> Question:
        """A message as the search reads it."""
        words = self.speech.words(text)
        return Question(words, self._concepts.terms(words), self._meanings.of(words))

    def closeness(self, question: Question) -> list[Closeness]:
        """What the question has in common with each entry, in their order."""
        words = self._entries.scores(question.terms)
        asked = self._variants.scores(question.terms)
        meaning = self._centered(question.meaning)
        meant = self._variants.best(self._asked.cosines(meaning))
        told = self._told.cosines(meaning)
        field = [share if self._is_ours(question) else 1 - share for share in self._shares_of_ours]
        # The geometric mean: by the product a new entry would lose a quarter of its questions.
        alike = [math.sqrt(word * max(sense, 0)) for word, sense in zip(asked, meant, strict=True)]
        taught = self._likely(question, alike)
        urgent = [float(topic.interrupt) for topic in self.topics]
        return [Closeness(*values) for values in zip(words, asked, meant, told, field, taught, urgent, strict=True)]

    def clues(self, question: Question) -> tuple[Traits, Row, Runs]:
        """What the messages of the past are compared by: for those who teach."""
        length = math.sqrt(sum(weight * weight for weight in question.terms.values())) or 1.0
        terms = {term: weight / length for term, weight in question.terms.items()}
        return terms, self._centered(question.meaning), runs_of(question.words)

    def chances(self, question: Question) -> dict[str, float]:
        """What it asks for, by what questions have taught alone: the chance of each slug that they knew."""
        return self._taught.chances(*self.clues(question))

    def _likely(self, question: Question, alike: Sequence[float]) -> list[float]:
        # Of an entry that is newer than what was learned nothing is known. It is as likely as the question is like one
        # of its ways of asking, and never less than any.
        chances = self.chances(question)
        least = 1 / len(chances)
        new = (max(each, least) for each in alike)
        known = (chances.get(topic.slug, other) for topic, other in zip(self.topics, new, strict=True))
        return [1 - math.log(min(max(chance, UNLIKELY), 1)) / math.log(UNLIKELY) for chance in known]

    def _is_ours(self, question: Question) -> bool:
        return not self._ours.isdisjoint(question.terms)

    def weight(self, question: Question) -> float:
        """How much a question says at all: the rarity of its words, added up."""
        return self._entries.weight(question.terms)

    def look_back(self, place: int) -> list[LeftOut]:
        """Hold each way of asking for an entry against all entries, itself left out."""
        sheet = self._sheet(self.topics[place])
        # Of each entry the title stands first, then the ways of asking.
        first = sum(1 + len(topic.ask) for topic in self.topics[:place]) + 1
        return [self._left_out(place, sheet, asked, line) for line, asked in enumerate(sheet.asked, first)]

    def _left_out(self, place: int, sheet: _Sheet, asked: Question, line: int) -> LeftOut:
        words = self._entries.scores(asked.terms)
        words[place] = self._entries.score_of(asked.terms, sheet.fields(without=asked))
        like = self._variants.scores(asked.terms, without=line)
        cosines = self._asked.cosines(self._centered(asked.meaning))
        cosines[line] = -1
        meant = self._variants.best(cosines)
        scores = [sum(each) for each in zip(words, like, meant, strict=True)]
        before = [topic.slug for topic, score in zip(self.topics, scores, strict=True) if score > scores[place]]
        others = [at for at in range(self.entries) if at != place]
        twin = next((self.topics[at].slug for at in others if like[at] >= SAME), "")
        return LeftOut(tuple(before), {self.topics[at].slug: (like[at] + meant[at]) / 2 for at in others}, twin)

    def _centered(self, row: Row) -> Row:
        return direction([number - shared for number, shared in zip(row, self._center, strict=True)])


def _share(each: Iterable[bool]) -> float:
    found = [*each]
    return sum(found) / len(found)
