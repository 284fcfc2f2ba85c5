"""Fit the few weights of the answer finder to labeled questions: two small models, in plain Python."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import mul

from bot.knowledge.judgement import Scale

ROUNDS = 250
CAUTION = 0.01
"""How strongly weights are drawn towards zero: with few questions a large weight is mostly luck."""

Numbers = Sequence[float]
Case = tuple[Sequence[Numbers], Sequence[int]]
"""A question: the signals of every entry, and the places of those any of which is right."""


def fit_ranking(names: Sequence[str], cases: Sequence[Case]) -> Scale:
    """Weights under which the right entries of each question stand out among all (conditional logit)."""

    def slope(weights: Numbers) -> list[float]:
        total = [0.0] * len(names)
        for entries, right in cases:
            chances = _softmax([sum(map(mul, weights, entry)) for entry in entries])
            among = sum(chances[place] for place in right)
            for name, column in enumerate(zip(*entries, strict=True)):
                wanted = sum(chances[place] * column[place] for place in right) / among
                total[name] += wanted - sum(map(mul, chances, column))
        return [part / len(cases) - CAUTION * weight * 0.1 for part, weight in zip(total, weights, strict=True)]

    weights = _climb(slope, [4.0] * len(names), 4.0)
    return Scale(dict(zip(names, (round(weight, 4) for weight in weights), strict=True)))


def fit_probability(cases: Sequence[tuple[Mapping[str, float], bool]]) -> Scale:
    """Weights that turn signals into the probability of a yes (logistic regression)."""
    names = [*cases[0][0]]
    middles, widths = zip(*(_spread([signals[name] for signals, _ in cases]) for name in names), strict=True)
    rows = [
        [1.0, *((signals[n] - middle) / width for n, middle, width in zip(names, middles, widths, strict=True))]
        for signals, _ in cases
    ]
    answers = [float(yes) for _, yes in cases]

    def slope(weights: Numbers) -> list[float]:
        missing = [
            answer - 1 / (1 + math.exp(-sum(map(mul, weights, row)))) for row, answer in zip(rows, answers, strict=True)
        ]
        return [
            sum(map(mul, missing, column)) / len(rows) - CAUTION * weight * bool(place)
            for place, (column, weight) in enumerate(zip(zip(*rows, strict=True), weights, strict=True))
        ]

    start, *weights = _climb(slope, [0.0] * (len(names) + 1), 2.0)
    scaled = [weight / width for weight, width in zip(weights, widths, strict=True)]
    return Scale(
        {name: round(weight, 4) for name, weight in zip(names, scaled, strict=True)},
        round(start - sum(map(mul, scaled, middles)), 4),
    )


def _climb(slope: Callable[[Numbers], Numbers], start: Numbers, step: float) -> list[float]:
    # Gradient ascent with momentum: both hills have a single top.
    weights, speed = [*start], [0.0] * len(start)
    for _ in range(ROUNDS):
        speed = [0.8 * pace + step * part for pace, part in zip(speed, slope(weights), strict=True)]
        weights = [weight + pace for weight, pace in zip(weights, speed, strict=True)]
    return weights


def _softmax(scores: Numbers) -> list[float]:
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def _spread(values: Iterable[float]) -> tuple[float, float]:
    listed = [*values]
    middle = sum(listed) / len(listed)
    return middle, math.sqrt(sum((value - middle) ** 2 for value in listed) / len(listed)) or 1.0
