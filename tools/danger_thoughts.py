"""What a large network thinks of many messages made of those in tests/, from which a small one learns.

It is kept beside this file (danger_thoughts.jsonl.xz), so that the small one can learn within minutes
(tools/learn_danger_context.py). After some thousands of new messages ask it anew, which takes an hour on one processor
and the libraries that tools/learn_danger_context.py names. What it thought before stays: taught anew it is another
judge, and two know more than one.

    build-danger/bin/python -m tools.danger_thoughts
"""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import torch

from bot.knowledge.pieces import INSIDE
from tools.danger_teacher import Teacher, pretrained_rows
from tools.danger_variants import Alike, Variants
from tools.messages import of_danger

KEPT = Path(__file__).with_suffix(".jsonl.xz")
SEED = 4007
MADE = 124_000
ALIKE = 0.45
"""The least cosine of words that may stand for each other."""

OTHERS = 8
"""At most so many may stand for a word."""

PERCENT = 100

Thought = tuple[str, list[float]]
"""A message, and how likely it is each of the names, in their alphabetical order."""


def kept() -> Iterator[Thought]:
    """What the large network thought, to a percent."""
    with lzma.open(KEPT, "rt", encoding="utf-8") as file:
        for message, likely in map(json.loads, file):
            yield message, [each / sum(likely) for each in likely]


def keep(thoughts: Sequence[Thought]) -> None:
    """Keep these thoughts and no others."""
    rounded = ([message, [round(each * PERCENT) for each in likely]] for message, likely in thoughts)
    lines = (json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n" for each in rounded)
    with lzma.open(KEPT, "wt", encoding="utf-8") as file:
        file.writelines(lines)


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


def main() -> None:
    random.seed(SEED)
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    known = [*of_danger()]
    teacher = Teacher(sorted({name for name, _ in known}))
    teacher.learn(known)
    made = [*dict.fromkeys(islice(Variants(known, alike(), SEED).endless(), MADE))]
    keep([*kept(), *zip(made, teacher.thinks(made), strict=True)])


if __name__ == "__main__":
    main()
