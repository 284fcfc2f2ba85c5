"""Everything that the search knows of the entries, made once, and what a question has in common with each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.content.words_file import Vocabulary
from bot.knowledge.concepts import MARK, Concepts, Terms
from bot.knowledge.lexical import Entries, Variants
from bot.knowledge.meanings import Meanings, Row, direction, likeness
from bot.knowledge.speech import Speech
from bot.knowledge.topic import Topic


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
    """

    words: float
    asked: float
    meant: float
    told: float


class Index:
    """The entries of a knowledge base, ready to be searched."""

    def __init__(self, topics: Sequence[Topic], vocabulary: Vocabulary, meanings: Meanings) -> None:
        self.topics = topics
        self._meanings = meanings
        self.speech = Speech(vocabulary.plain)
        self.speech.learn(
            [
                *(text for topic in topics for text in (topic.title, *topic.ask, topic.answer)),
                *(name for concept, names in vocabulary.concepts.items() for name in (concept, *names)),
            ]
        )
        quiet = [word for line in vocabulary.quiet for word in line.split()]
        self._concepts = Concepts(vocabulary.concepts, quiet, self.speech)
        self._asked = [
            (place, self.read(text)) for place, topic in enumerate(topics) for text in (topic.title, *topic.ask)
        ]
        self._entries = Entries([self._fields(topic) for topic in topics])
        self._variants = Variants([(place, asked.terms) for place, asked in self._asked], self._entries)

    def read(self, text: str) -> Question:
        """A message as the search reads it."""
        words = self.speech.words(text)
        return Question(words, self._concepts.terms(words), self._meanings.of(words))

    def closeness(self, question: Question) -> list[Closeness]:
        """What the question has in common with each entry, in their order."""
        words = self._entries.scores(question.terms)
        asked = self._variants.scores(question.terms, len(self.topics))
        meaning = self._centred(question.meaning)
        meant = [max(likeness(meaning, row) for row in rows) for rows in self._asked_meanings]
        told = [likeness(meaning, row) for row in self._told_meanings]
        return [Closeness(*values) for values in zip(words, asked, meant, told, strict=True)]

    def weight(self, question: Question) -> float:
        """How much a question says at all: the rarity of its words, added up."""
        return self._entries.weight(question.terms)

    def nearest_meaning(self, question: Question) -> float:
        """How near the question is to the most similar sentence of the whole knowledge base."""
        return max(likeness(question.meaning, asked.meaning) for _, asked in self._asked)

    def _fields(self, topic: Topic) -> tuple[Terms, list[Terms], Terms]:
        return (
            self.read(topic.title).terms,
            [self.read(text).terms for text in topic.ask],
            self.read(topic.answer).terms,
        )

    @cached_property
    def _centre(self) -> Row:
        # All entries speak of schools and social media; what they share tells none of them apart.
        rows = [asked.meaning for _, asked in self._asked]
        return [sum(column) / len(rows) for column in zip(*rows, strict=True)]

    def _centred(self, row: Row) -> Row:
        return direction([number - shared for number, shared in zip(row, self._centre, strict=True)])

    @cached_property
    def _asked_meanings(self) -> list[list[Row]]:
        rows: list[list[Row]] = [[] for _ in self.topics]
        for place, asked in self._asked:
            rows[place].append(self._centred(asked.meaning))
        return rows

    @cached_property
    def _told_meanings(self) -> list[Row]:
        return [self._centred(self.read(f"{topic.title}. {topic.answer}").meaning) for topic in self.topics]
