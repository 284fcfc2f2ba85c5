"""The small network that hears a message as a whole, while it learns: bot/knowledge/danger_context.py runs it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import torch
from torch.nn import Conv1d, Embedding, Linear
from torch.nn.functional import dropout, relu

from bot.knowledge.danger_context import NAME
from bot.knowledge.names import lines
from bot.knowledge.table import packed, ship

WIDTH = 96
"""Numbers that stand for a piece of a word."""

NOTICED = 256
WAYS = 2
"""Ways in which a place may matter."""

FOLLOWING = 96
FORGOTTEN = 0.1
"""How much is left out while it learns, so that nothing depends on one thing alone."""

EPOCHS = 9
BATCH = 128
PACE = 3e-3
NOTHING, UNKNOWN_PIECE = 0, 1
"""The rows for no piece at all, and for one that is not known."""

Lesson = tuple[list[int], list[float]]
"""The rows of a message's pieces, and how likely it is each of the names."""

Any_ = TypeVar("Any_")


def batches(all_: Sequence[Any_], size: int, length: Callable[[Any_], int]) -> Iterator[list[Any_]]:
    """Everything in a chance order, in batches whose members are about as long as each other."""
    mixed = random.sample(all_, len(all_))
    stretches = (sorted(mixed[start : start + 40 * size], key=length) for start in range(0, len(mixed), 40 * size))
    every = [stretch[start : start + size] for stretch in stretches for start in range(0, len(stretch), size)]
    yield from random.sample(every, len(every))


class Network(torch.nn.Module):
    """rows  what each piece means to begin with; the first two are NOTHING and UNKNOWN_PIECE"""

    def __init__(self, rows: torch.Tensor, names: Sequence[str]) -> None:
        super().__init__()
        self.names = [*names]
        self.pieces = Embedding.from_pretrained(rows, freeze=False, padding_idx=NOTHING)
        self.notice = Conv1d(WIDTH, NOTICED, 3, padding=1)
        heard = (1 + WAYS) * NOTICED
        self.matter, self.follow = Linear(NOTICED, WAYS, bias=False), Linear(heard, FOLLOWING)
        self.judge = Linear(FOLLOWING + heard, len(names))

    def forward(self, read: torch.Tensor) -> torch.Tensor:
        """For each row of places what is thought of each name."""
        there = read[:, :, None] != NOTHING
        meant = self._forgetting(self.pieces(self._with_gaps(read)))
        noticed = relu(self.notice(meant.transpose(1, 2)).transpose(1, 2)) * there
        shares = self.matter(noticed).masked_fill(~there, -1e4).softmax(1)
        heard = torch.cat([noticed.amax(1), (shares.transpose(1, 2) @ noticed).flatten(1)], 1)
        heard = self._forgetting(heard)
        judged: torch.Tensor = self.judge(torch.cat([self._forgetting(relu(self.follow(heard))), heard], 1))
        return judged

    def learn(self, lessons: Sequence[Lesson]) -> None:
        """Learn to think what the lessons say."""
        adam = torch.optim.AdamW(self.parameters(), PACE, weight_decay=1e-3)
        steps = EPOCHS * (len(lessons) // BATCH + 41)
        pace = torch.optim.lr_scheduler.OneCycleLR(adam, PACE, steps, pct_start=0.05, anneal_strategy="linear")
        self.train()
        for _ in range(EPOCHS):
            for some in batches(lessons, BATCH, lambda lesson: len(lesson[0])):
                read = torch.nn.utils.rnn.pad_sequence([torch.tensor(places) for places, _ in some], batch_first=True)
                thought = torch.tensor([likely for _, likely in some])
                loss = -(thought * self(read).log_softmax(1)).sum(1).mean()
                adam.zero_grad()
                loss.backward()
                adam.step()
                pace.step()

    def write(self, folder: Path, pieces: Sequence[str]) -> None:
        """Put the network where the program finds it. `pieces` are those of the rows, NOTHING left out."""
        with torch.no_grad():
            before, here, after = self.notice.weight.unbind(2)
            rows = self.pieces.weight[UNKNOWN_PIECE:]
            turns = torch.cat([rows @ before.T, rows @ here.T + self.notice.bias, rows @ after.T], 1).tolist()
        order = sorted(range(len(pieces)), key=lambda place: pieces[place].encode())
        known = lines([pieces[place] for place in order])
        ship(NAME, known, b"".join(packed(turns[place]) for place in order), folder)
        weights = {"matters": _plain(self.matter), "follows": _plain(self.follow), "judges": _plain(self.judge)}
        (folder / f"{NAME}.json").write_text(json.dumps({"names": self.names, **weights}) + "\n", encoding="utf-8")

    def _with_gaps(self, read: torch.Tensor) -> torch.Tensor:
        """Some pieces are not known, in one message more of them than in another."""
        if not self.training:
            return read
        often = 2 * FORGOTTEN * torch.rand(len(read), 1)
        return torch.where((torch.rand(read.shape) < often) & (read != NOTHING), UNKNOWN_PIECE, read)

    def _forgetting(self, numbers: torch.Tensor) -> torch.Tensor:
        return dropout(numbers, FORGOTTEN, self.training)


def _plain(layer: Linear) -> list[list[float]]:
    """The rows of a layer, what stands alone at the end of each."""
    alone = [] if layer.bias is None else [layer.bias[:, None]]
    return [[round(number, 4) for number in row] for row in torch.cat([layer.weight, *alone], 1).tolist()]
