"""Questions put to the answer finder with weights that were learned from others."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, fields

from bot.content.words_file import load_vocabulary
from bot.knowledge import meanings
from bot.knowledge.finder import Finder, Finding
from bot.knowledge.index import Closeness, Index
from bot.knowledge.judgement import Judgement, Scale, Signals
from bot.knowledge.runs import each_of
from bot.knowledge.table import EMPTY
from bot.knowledge.taught import Taught
from bot.knowledge.topic import Beside
from tools.fitting import Case, fit_probability, fit_ranking
from tools.messages import CONTENT, OTHER_OFFICE, Labelled, knowledge
from tools.softmax import Example, Lesson, learn

ANSWER_FROM, SUGGEST_FROM = 0.85, 0.5
SIGNALS = tuple(field.name for field in fields(Closeness))
MUCH_MEANING = 0.7
FREEDOM = 8.0
"""By these two and the numbers of bot/knowledge/runs.py three authors were found best with what the others taught."""
ROUNDS = 5
FITTED, SEED = 4, 4007
"""Every fourth question is enough for a few weights; which ones, a lot decides that always falls the same."""

UNTAUGHT = Taught((Beside.slug,), EMPTY)
Held = Mapping[Labelled, Sequence[Closeness]]
Grouping = Callable[[Labelled], str]


def open_index(taught: Taught = UNTAUGHT) -> Index:
    """The shipped entries and words, with what was learned."""
    return Index(knowledge().entries, load_vocabulary(CONTENT / "words.yaml"), meanings.shipped(), taught)


def lesson(index: Index, questions: Sequence[Labelled]) -> Lesson:
    """What the ways of asking and these questions teach. One for another office that has no entry teaches nothing."""
    asked = [(topic.slug, text) for topic in index.topics for text in (topic.title, *topic.ask)]
    told = [(one.right[0] if one.right else Beside.slug, one.text) for one in questions if one.right or not one.is_ours]
    return learn([*_examples(index, asked + told)], MUCH_MEANING, FREEDOM)


def _examples(index: Index, texts: Sequence[tuple[str, str]]) -> Iterator[Example]:
    for slug, text in texts:
        traits, meaning, runs = index.clues(index.read(text))
        yield {**traits, **dict(each_of(runs))}, meaning, slug


def held_out(questions: Sequence[Labelled], group: Grouping) -> dict[Labelled, list[Closeness]]:
    """What each question has in common with each entry, by what was learned without the questions of its group."""
    untaught, groups = open_index(), sorted({group(question) for question in questions})
    close: dict[Labelled, list[Closeness]] = {}
    for turn in range(ROUNDS):
        tested = {question for question in questions if groups.index(group(question)) % ROUNDS == turn}
        index = open_index(lesson(untaught, [one for one in questions if one not in tested]).taught())
        close |= {question: index.closeness(index.read(question.text)) for question in tested}
    return close


class Trial:
    """Judges questions by what each has in common with each entry."""

    def __init__(self, close: Held) -> None:
        self._index, self._close = open_index(), close
        self._slugs = [topic.slug for topic in self._index.topics]
        self._redirects = {topic.slug for topic in self._index.topics if topic.redirect}

    def fit(self, questions: Sequence[Labelled]) -> Judgement:
        """The weights that these questions teach."""
        questions = random.Random(SEED).sample(questions, len(questions) // FITTED)  # noqa: S311 - no secret is made
        ranking = fit_ranking(SIGNALS, [self._case(question) for question in questions])
        signals = {question: self._signals(ranking, question) for question in questions}
        right = fit_probability(
            [(signals[question], self._first_is_right(ranking, question)) for question in questions]
        )
        ours = fit_probability([(signals[question], question.is_ours) for question in questions])
        return Judgement(ranking, right, ours, ANSWER_FROM, SUGGEST_FROM)

    def find(self, judged: Judgement, question: Labelled) -> Finding:
        """What the search would say with these weights."""
        return Finder(self._index, judged).judge(self._index.read(question.text), self._close[question])

    def _case(self, question: Labelled) -> Case:
        # Whatever office a question is for, and whatever it is beside: one of those that are no answers should win.
        right = self._redirects if question.style == OTHER_OFFICE else {*question.right} or {Beside.slug}
        places = [place for place, slug in enumerate(self._slugs) if slug in right]
        return [astuple(close) for close in self._close[question]], places

    def _signals(self, ranking: Scale, question: Labelled) -> Signals:
        finder = Finder(self._index, Judgement(ranking, Scale({}), Scale({}), 1, 1))
        return finder.signals(self._index.read(question.text), finder.ranked(self._close[question]))

    def _first_is_right(self, ranking: Scale, question: Labelled) -> bool:
        scores = [ranking.sum(vars(close)) for close in self._close[question]][: self._index.entries]
        first = self._slugs[scores.index(max(scores))]
        return first in question.right or (question.style == OTHER_OFFICE and first in self._redirects)
