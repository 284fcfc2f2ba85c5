"""How sure the search may be: what was measured on labeled questions, as a few weights."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

Signals = Mapping[str, float]


@dataclass(frozen=True)
class Scale:
    """Weights for signals, and where they begin."""

    weights: Mapping[str, float]
    start: float = 0.0

    def sum(self, signals: Signals) -> float:
        """The weighed sum of the signals that it knows."""
        return self.start + sum(weight * signals[name] for name, weight in self.weights.items())

    def probability(self, signals: Signals) -> float:
        """The same as a probability, from 0 to 1 (logistic function)."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.sum(signals)))))


@dataclass(frozen=True)
class Judgement:
    """`ranking` orders the entries; `right` says how probably the first is the right one; `ours`, whether the
    question is about our matters at all. The answer and the three titles are given from these probabilities on; what
    is shipped was measured with them, and a district may set others (`sure` in district.yaml)."""

    ranking: Scale
    right: Scale
    ours: Scale
    answer_from: float
    suggest_from: float


@cache
def shipped() -> Judgement:
    """The weights that come with the program, as tools/learn_answers.py wrote them."""
    file = resources.files("bot.knowledge").joinpath("data/judgement.json")
    written = json.loads(file.read_text(encoding="utf-8"))
    scales = {name: Scale(**written[name]) for name in ("ranking", "right", "ours")}
    return Judgement(**scales, answer_from=written["answer_from"], suggest_from=written["suggest_from"])
