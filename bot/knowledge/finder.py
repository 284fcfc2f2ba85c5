"""Find the entry that answers a question, or say that a person should."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Literal

from bot.content.district_file import Sure
from bot.content.words_file import load_vocabulary
from bot.knowledge import judgement, meanings, runs, taught
from bot.knowledge.index import Closeness, Index, LeftOut, Question
from bot.knowledge.judgement import Judgement, Signals
from bot.knowledge.named import Named, load_named
from bot.knowledge.nameless import without_names
from bot.knowledge.parts import joined_in, questions_in, without_story
from bot.knowledge.speech import LONGEST
from bot.knowledge.taught import Taught
from bot.knowledge.topic import Topic

SUGGESTED = 5
MOST_PARTS = 6
"""Questions of one message that are searched to tell them apart. Each costs a whole search, and two are answered."""


@dataclass(frozen=True)
class Finding:
    """What the search says to a question.

    sure         answer: `slug` answers it. suggest: the titles of the first suggestions may. person: ask a person
    suggestions  the slugs of the next nearest entries, best first, without `slug`; none when nothing is near at all
    score        how probably the first of all is the right one, from 0 to 1
    """

    sure: Literal["answer", "suggest", "person"]
    slug: str | None
    suggestions: tuple[str, ...]
    score: float


DECIDED = {"answer": "the answer", "suggest": "three titles", "person": "a person"}
REASONS = {
    "answer": "the first is right with chance enough",
    "suggest": "the chance that the first is right is too low, the chance that it is ours is not",
    "person": "the chance that it is ours is too low",
}
"""What `explain` says of each decision, and of the chances that made it."""

NOTHING = Finding("person", None, (), 0.0)
"""What is found for a message without words, or where nothing can be found."""


@dataclass(frozen=True)
class Candidate:
    """An entry, how good it looks, and why."""

    topic: Topic
    score: float
    closeness: Closeness


@dataclass(frozen=True)
class Ranked:
    """The entries, the best first, and how good the best of what stands beside them looks."""

    entries: Sequence[Candidate]
    beside: float


class Finder:
    """Searches the entries. The same question always finds the same: equal scores keep the order of the entries."""

    def __init__(self, index: Index, judged: Judgement, named: Named | None = None) -> None:
        self._index = index
        self._judged = judged
        self._named = named

    def find(self, question: str) -> Finding:
        """The entry that answers a question, as far as the search is sure. Any text will do."""
        read = self._index.read(question)
        found = self.judge(read, self._index.closeness(read))
        return self._where_to_look(self._named, found) if self._named and self.looks_up(question) else found

    def names_a_student(self, question: str) -> bool:
        """Whether it asks about one named student: whether they are opted out, or may be shown."""
        return self._named is not None and self._named.speaks_of(question)

    def looks_up(self, question: str) -> bool:
        """Whether it asks about one student, named or not, or for a list of those who may not be shown."""
        return self._named is not None and (self._named.speaks_of(question) or self._named.asks_who(question))

    def without_names(self, question: str) -> str:
        """The question as it may be kept: without the names in it that can be told."""
        return without_names(question, self._named.is_name, self._named.is_word) if self._named else question

    def _where_to_look(self, named: Named, found: Finding) -> Finding:
        """For a student or a list, whatever else was found: the answer says where to look, and nothing of anybody."""
        slug = named.entry
        if not self._index.holds(slug):
            return found
        nearest = ((found.slug,) if found.slug else ()) + found.suggestions
        others = () if found.sure == "person" else tuple(one for one in nearest if one != slug)
        return replace(found, sure="answer", slug=slug, suggestions=others)

    def judge(self, question: Question, close: Iterable[Closeness]) -> Finding:
        """The same for a question that was read and held against the entries already."""
        ranked = self.ranked(close)
        slugs = tuple(candidate.topic.slug for candidate in ranked.entries[: SUGGESTED + 1])
        if not slugs or not question.words:
            return NOTHING
        signals = self.signals(question, ranked)
        right, ours = self._judged.right.probability(signals), self._judged.ours.probability(signals)
        if ranked.beside > ranked.entries[0].score:
            return Finding("person", None, slugs[:SUGGESTED], right)
        if right >= self._judged.answer_from:
            return Finding("answer", slugs[0], slugs[1:], right)
        sure: Literal["suggest", "person"] = "suggest" if ours >= self._judged.suggest_from else "person"
        return Finding(sure, None, slugs[:SUGGESTED], right)

    def chances(self, question: str) -> dict[str, float]:
        """What it asks for, by what questions have taught alone: the chance of each slug that they knew."""
        return self._index.chances(self._index.read(question))

    def parts(self, question: str) -> tuple[str, ...]:
        """The questions in one message, in order, those that stand together and ask for the same as one; the message
        itself where all of it asks for one thing. Of very many those between the first and the last are not searched,
        and come as one behind them."""
        pieces = _pieces(question)
        if len(pieces) > 1:
            return self._told_apart(question, pieces)
        sides = joined_in(question)
        are_sure = len(sides) > 1 and all(self.find(side).slug for side in sides[:MOST_PARTS])
        return self._told_apart(question, sides) if are_sure else (question,)

    def _told_apart(self, question: str, pieces: Sequence[str]) -> tuple[str, ...]:
        first, between, last = _first_and_last(pieces)
        asked = [(part, self._asks_for(part)) for part in (*first, *last)]
        asks_for = {found for _, found in asked} - {""}
        if len(question) > LONGEST and asks_for:
            asked = [each for each in asked if each[1]]  # the rest of a long message is its story
        elif len(asks_for) < 2:
            return (question,)
        parts = [" ".join(part for part, _ in together) for _, together in groupby(asked, lambda each: each[1])]
        return (*parts, " ".join(between)) if between and len(parts) > 1 else tuple(parts)

    def _asks_for(self, part: str) -> str:
        found = self.find(part)
        return _first(found) if found.sure != "person" else ""

    def explain(self, question: str) -> list[str]:
        """Why a question finds what it finds, in lines for those who edit the knowledge: what is in it, the nearest
        entries, the two chances with what each must reach, and what decided."""
        read = self._index.read(question)
        ranked = self.ranked(self._index.closeness(read))
        if not ranked.entries:
            return []
        found, signals, judged = self.find(question), self.signals(read, ranked), self._judged
        return [
            f"read as   {' '.join(read.words)}",
            f"concepts  {', '.join(read.concepts)}",
            *(
                f"{one.score:.3f}  {one.topic.slug}  {_named(asdict(one.closeness))}"
                for one in ranked.entries[:SUGGESTED]
            ),
            f"signals   {_named(signals)}",
            f"right     {judged.right.probability(signals):.2f}  an answer from {judged.answer_from:.2f}",
            f"ours      {judged.ours.probability(signals):.2f}  titles from {judged.suggest_from:.2f}",
            f"decided   {DECIDED[found.sure]}: {self._why(question, read, ranked) or REASONS[found.sure]}",
        ]

    def _why(self, question: str, read: Question, ranked: Ranked) -> str:
        """What decides whatever the chances are; "" where they do."""
        if self._named and self._index.holds(self._named.entry) and self.looks_up(question):
            asked = "a named student" if self.names_a_student(question) else "a list, or a student who is not named"
            return f"the rule about {asked} leads to {self._named.entry}"
        if not read.words:
            return "it has no word that can be read"
        return "it is most like what no entry answers" if ranked.beside > ranked.entries[0].score else ""

    def look_back(self) -> Iterator[tuple[str, Sequence[LeftOut]]]:
        """For each entry, what becomes of each of its ways of asking when that is left out."""
        for place, topic in enumerate(self._index.topics[: self._index.entries]):
            yield topic.slug, self._index.look_back(place)

    def ranked(self, close: Iterable[Closeness]) -> Ranked:
        """The entries in order, from what a question has in common with each of them."""
        found = zip(self._index.topics, close, strict=True)
        candidates = [Candidate(topic, self._judged.ranking.sum(vars(each)), each) for topic, each in found]
        entries = sorted(candidates[: self._index.entries], key=lambda candidate: -candidate.score)
        return Ranked(entries, max((one.score for one in candidates[self._index.entries :]), default=0.0))

    def signals(self, question: Question, ranked: Ranked) -> Signals:
        """What tells how sure the search may be of the first."""
        first, *others = ranked.entries
        known = sum(self._index.speech.is_known(word) for word in question.words)
        return {
            "top": first.score,
            "gap": first.score - (others[0].score if others else 0.0),
            "beside": first.score - ranked.beside,
            "concepts": min(len(question.concepts), 3),
            "length": min(len(question.terms), 6),
            "taught": first.closeness.taught,
            "clear": first.closeness.taught - max((one.closeness.taught for one in others), default=0.0),
            "nearest": max(one.closeness.meant for one in ranked.entries),
            "shared": first.closeness.words * math.sqrt(self._index.weight(question)),
            "known": known / (len(question.words) or 1),
            "field": first.closeness.field,
            "redirect": float(first.topic.redirect),
        }


def learned() -> Taught:
    """What messages have taught of the entries."""
    return taught.load("answers", runs.load("answers-runs"))


def open_finder(topics: Iterable[Topic], folder: Path, sure: Sure | None = None) -> Finder:
    """The search over these entries with the words of a content folder, as sure as the district wants it (None: as
    sure as it was measured). Raises Faults where the words are not in order."""
    index = Index([*topics], load_vocabulary(folder / "words.yaml"), meanings.shipped(), learned())
    named = load_named(folder / "named_students.yaml", index.speech.is_known, index.speech.is_mended)
    judged = replace(judgement.shipped(), **sure.model_dump()) if sure else judgement.shipped()
    return Finder(index, judged, named)


def _pieces(question: str) -> tuple[str, ...]:
    """The questions in a message; of one that is longer than what is read at once, those at its beginning and at its
    end, without the story before them."""
    beginning, end = question[:LONGEST], question[LONGEST:][-LONGEST:]
    if not end:
        return questions_in(beginning)
    return tuple(map(without_story, (*questions_in(beginning), *questions_in(end))))


def _first_and_last(pieces: Sequence[str]) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """The pieces that are searched, with those between them that are not."""
    half = MOST_PARTS // 2
    return (pieces[:half], pieces[half:-half], pieces[-half:]) if len(pieces) > MOST_PARTS else (pieces, (), ())


def _first(finding: Finding) -> str:
    return finding.slug or finding.suggestions[0]


def _named(values: Signals) -> str:
    return "  ".join(f"{name} {value:.2f}" for name, value in values.items())
