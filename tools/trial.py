"""Labelled questions put to the answer finder: fitted on some of them, and measured on others."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path

from bot.content.knowledge import load_knowledge
from bot.content.words_file import load_vocabulary
from bot.knowledge import meanings
from bot.knowledge.finder import Finder, Finding
from bot.knowledge.index import Closeness, Index
from bot.knowledge.judgement import Judgement, Scale, Signals
from bot.knowledge.topic import Beside
from tools.fitting import Case, fit_probability, fit_ranking

CONTENT = Path(__file__).parent.parent / "content"
ANSWER_FROM, SUGGEST_FROM = 0.7, 0.5
OTHER_OFFICE = "near"
SIGNALS = tuple(field.name for field in fields(Closeness))


@dataclass(frozen=True)
class Labelled:
    """A question of somebody, and the slugs that answer it: none where it is not for us. `style` is how it is said."""

    id: str
    text: str
    right: tuple[str, ...]
    style: str

    @property
    def is_ours(self) -> bool:
        """Whether an entry answers it, or points to the office that does."""
        return bool(self.right) or self.style == OTHER_OFFICE


def labelled(file: Path) -> list[Labelled]:
    """The questions of a file, a JSON object in each line."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [
        Labelled(
            line["id"],
            line["q"],
            (line["topic"], *line["also"]) if line["topic"] else (),
            line["style"],
        )
        for line in lines
    ]


def open_index() -> Index:
    """The shipped entries and words."""
    knowledge = load_knowledge(CONTENT / "knowledge", CONTENT / "topics.yaml", None)
    return Index(knowledge.entries, load_vocabulary(CONTENT / "words.yaml"), meanings.shipped())


class Trial:
    """Questions with what each has in common with each entry, worked out once for any number of fits."""

    def __init__(self, index: Index, questions: Collection[Labelled]) -> None:
        self._index = index
        self._slugs = [topic.slug for topic in index.topics]
        self._redirects = {topic.slug for topic in index.topics if topic.redirect}
        self._read = {question: index.read(question.text) for question in questions}
        self._close = {question: index.closeness(read) for question, read in self._read.items()}

    def fit(self, questions: Sequence[Labelled]) -> Judgement:
        """The weights that these questions teach."""
        ranking = fit_ranking(SIGNALS, [self._case(question) for question in questions])
        signals = {question: self._signals(ranking, question) for question in questions}
        right = fit_probability(
            [(signals[question], self._first_is_right(ranking, question)) for question in questions]
        )
        ours = fit_probability([(signals[question], question.is_ours) for question in questions])
        return Judgement(ranking, right, ours, ANSWER_FROM, SUGGEST_FROM)

    def find(self, judged: Judgement, question: Labelled) -> Finding:
        """What the search would say with these weights."""
        return Finder(self._index, judged).judge(self._read[question], self._close[question])

    def is_redirect(self, slug: str | None) -> bool:
        """Whether an entry only points to another office."""
        return slug in self._redirects

    def _case(self, question: Labelled) -> Case:
        # Whatever office a question is for, and whatever it is beside: one of those that are no answers should win.
        right = set(question.right) or (self._redirects if question.style == OTHER_OFFICE else {Beside.slug})
        places = [place for place, slug in enumerate(self._slugs) if slug in right]
        return [astuple(close) for close in self._close[question]], places

    def _signals(self, ranking: Scale, question: Labelled) -> Signals:
        finder = Finder(self._index, Judgement(ranking, Scale({}), Scale({}), 1, 1))
        return finder.signals(self._read[question], finder.ranked(self._close[question]))

    def _first_is_right(self, ranking: Scale, question: Labelled) -> bool:
        scores = [ranking.sum(asdict(close)) for close in self._close[question]][: self._index.entries]
        first = self._slugs[scores.index(max(scores))]
        return first in question.right or (question.style == OTHER_OFFICE and first in self._redirects)
