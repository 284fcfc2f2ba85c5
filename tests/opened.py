"""The house of the sample, opened once for all tests of a process: nothing in it changes but names and the library.

To look through it for garbage again and again takes a part of the tests' time that nobody wins anything by.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from bot import memory
from bot.house import House
from bot.knowledge.library import Library
from bot.opening import open_house
from tests.clock import Clock

CONTENT = Path(__file__).parent.parent / "content"


@cache
def sample() -> House:
    with memory.start():
        return replace(open_house(CONTENT), now=Clock())


def enter(folder: Path) -> House:
    """A house for one test: the sample's, as it is after a start; any other folder is opened anew."""
    if folder != CONTENT:
        return open_house(folder)
    library = Library(CONTENT, sample().district, sample().library.shelf)
    return replace(sample(), names={}, library=library)
