"""The house of the sample, opened once for all tests of a process: nothing in it changes but names and the library.

To look through it for garbage again and again takes a part of the tests' time that nobody wins anything by.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from bot import memory
from bot.house import House
from bot.knowledge.danger import Danger, Finding, load_danger
from bot.knowledge.danger_ear import DEAF
from bot.knowledge.finder import Finder, open_finder
from bot.knowledge.library import Library
from bot.opening import open_house
from tests.clock import Clock
from tools.messages import knowledge

CONTENT = Path(__file__).parent.parent / "content"


class HeardOnce(Danger):
    """Listens to each message once for all tests of a process. They say the same words many thousand times, the same is
    heard in them each time, and to listen takes ten times as long as all else that a visit does."""

    def __init__(self, danger: Danger) -> None:
        self._listen = lru_cache(maxsize=10_000)(danger.explain)

    def explain(self, message: str) -> tuple[Finding, ...]:
        return self._listen(message)


@cache
def sample() -> House:
    with memory.start():
        house = open_house(CONTENT)
        shelf = replace(house.library.shelf, recogniser=HeardOnce(house.library.shelf.recogniser))
        return replace(house, library=Library(CONTENT, house.district, shelf), now=Clock())


@cache
def finder() -> Finder:
    """The search over the sample's entries as it comes with the program: as sure as it was measured."""
    return open_finder(knowledge().entries, CONTENT)


@cache
def recogniser() -> Danger:
    """What recognizes danger with that search, and listens to every message anew."""
    return load_danger(CONTENT / "danger.yaml", opinion=finder().chances)


@cache
def signs() -> Danger:
    """What its signs find alone."""
    return load_danger(CONTENT / "danger.yaml", DEAF)


def enter(folder: Path) -> House:
    """A house for one test: the sample's, as it is after a start; any other folder is opened anew."""
    if folder != CONTENT:
        return open_house(folder)
    library = Library(CONTENT, sample().district, sample().library.shelf)
    return replace(sample(), names={}, library=library)
