"""Learn what tells messages apart: multinomial logistic regression, by scikit-learn, written as small tables.

Needed to teach the program only, never to run it: `pip install scikit-learn`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot.knowledge.names import Names, lines
from bot.knowledge.runs import MARK, RunTable
from bot.knowledge.runs import packed as packed_runs
from bot.knowledge.table import Row, Table, packed, ship
from bot.knowledge.taught import ALWAYS, Taught, Traits, sense

Example = tuple[Traits, Row, str]
"""What is known of a message, what it means, and what it is."""

FREEDOM = 30.0
"""How little the weights are drawn towards zero (scikit-learn's C)."""

FEW = 5
"""A run of words or letters that fewer examples have is not known."""


@dataclass(frozen=True)
class Lesson:
    """traits  in the order of their bytes, a line each
    rows    of each trait how much it speaks for each name, as a table holds it
    runs    the same of runs of words and letters, as a table of runs holds them: names, rows
    """

    names: list[str]
    traits: bytes
    rows: bytes
    runs: tuple[bytes, bytes]

    def taught(self) -> Taught:
        return Taught(self.names, Table(Names(self.traits), self.rows), RunTable(*self.runs))


def learn(examples: Sequence[Example], much_meaning: float, freedom: float = FREEDOM) -> Lesson:
    """What the examples teach. `much_meaning` is how freely the meaning speaks beside the traits. A trait that only one
    example has teaches nothing about others, and a run that few have little."""
    counts = Counter(trait for traits, _, _ in examples for trait in traits)
    known = {trait for trait, count in counts.items() if count >= (FEW if trait.startswith(MARK) else 2)}
    kept = [{trait: much for trait, much in traits.items() if trait in known} for traits, _, _ in examples]
    vectorizer = DictVectorizer()
    senses = csr_matrix(numpy.array([meaning for _, meaning, _ in examples]) * much_meaning)
    model = LogisticRegression(C=freedom, max_iter=3000)
    model.fit(hstack([vectorizer.fit_transform(kept), senses]).tocsr(), [name for _, _, name in examples])
    words, meanings = numpy.split(model.coef_.T, [len(vectorizer.feature_names_)])
    rows = [model.intercept_, *words, *(meanings * much_meaning)]
    traits = [ALWAYS, *vectorizer.feature_names_, *map(sense, range(len(meanings)))]
    every = dict(sorted(zip(traits, rows, strict=True), key=lambda pair: pair[0].encode()))
    runs = {trait: row for trait, row in every.items() if trait.startswith(MARK)}
    alone = {trait: row for trait, row in every.items() if trait not in runs}
    return Lesson(
        [str(name) for name in model.classes_],
        lines([*alone]),
        b"".join(packed([float(number) for number in row]) for row in alone.values()),
        packed_runs(runs),
    )


def write(lesson: Lesson, folder: Path, name: str) -> None:
    """Put a lesson where the program finds it."""
    ship(name, lines(["\t".join(lesson.names)]) + lesson.traits, lesson.rows, folder)
    if lesson.runs[0]:
        ship(f"{name}-runs", *lesson.runs, folder)
