"""How long the answer finder takes, and how much memory."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles

from bot.content.knowledge import load_knowledge
from bot.knowledge.finder import open_finder
from bot.knowledge.topic import Topic
from tools.messages import CONTENT

MANY = 500

_ALONE = """
import os, time
from pathlib import Path
from bot.content.knowledge import load_knowledge
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
folder = Path("content")
knowledge = load_knowledge(folder / "knowledge", folder / "topics.yaml", None)
before, began = resident(), time.perf_counter()
from bot.knowledge.finder import open_finder
finder = open_finder(knowledge.entries, folder)
finder.find("May I post this photo?")
print(time.perf_counter() - began, (resident() - before) / 2**20)
"""


@dataclass(frozen=True)
class _Copy:
    """An entry once more under another name: a larger knowledge base, for measuring time only."""

    slug: str
    title: str
    ask: tuple[str, ...]
    answer: str
    redirect: bool
    interrupt: bool


def efforts(questions: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names and figures, one at a time. A process of its own in the current folder shows the search from its start
    (Linux only)."""
    alone = subprocess.run([sys.executable, "-c", _ALONE], capture_output=True, text=True, check=True)  # noqa: S603
    seconds, megabytes = map(float, alone.stdout.split())
    yield "from nothing to the first answer, without reading the entries", f"{seconds:.2f} s"
    yield "memory for the search", f"{megabytes:.0f} MB"
    entries = load_knowledge(CONTENT / "knowledge", CONTENT / "topics.yaml", None).entries
    for topics in (entries, _many(entries)):
        median, slow = _times(topics, questions)
        yield f"a question among {len(topics)} entries", f"half within {median:.1f} ms, 95 % within {slow:.1f} ms"


def _many(entries: Sequence[Topic]) -> list[Topic]:
    return [
        _Copy(f"{one.slug}-{place}", one.title, one.ask, one.answer, one.redirect, one.interrupt)
        for place, one in enumerate((list(entries) * (MANY // len(entries) + 1))[:MANY])
    ]


def _times(topics: Sequence[Topic], questions: Sequence[str]) -> tuple[float, float]:
    finder = open_finder(topics, CONTENT)
    finder.find(questions[0])
    times = []
    for question in questions:
        began = time.perf_counter()
        finder.find(question)
        times.append((time.perf_counter() - began) * 1000)
    parts = quantiles(times, n=20)
    return parts[9], parts[18]
