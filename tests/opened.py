"""The house of the sample, opened once for all tests of a process: nothing in it changes but names and the library.

To look through it for garbage again and again takes a part of the tests' time that nobody wins anything by.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from bot import memory
from bot.content.district import District
from bot.content.knowledge import Knowledge
from bot.house import House
from bot.knowledge.danger import Danger, Finding, load_danger
from bot.knowledge.danger_ear import DEAF
from bot.knowledge.finder import Finder, open_finder
from bot.knowledge.library import FOLLOWED, Library, Shelf, open_library
from bot.opening import open_house
from tests.clock import Clock
from tools.messages import knowledge

CONTENT = Path(__file__).parent.parent / "content"

Made = tuple[Mapping[str, object], Shelf]
"""What a search was made of, and the shelf that holds it."""

_made = deque[Made](maxlen=2)
"""The last ones of other content; few, since each is large."""


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
        return open_house(folder, stocked)
    library = Library(CONTENT, sample().district, sample().library.shelf)
    return replace(sample(), names={}, library=library)


def stocked(folder: Path, district: District, knowledge: Knowledge) -> Library:
    """The library of a folder. Most tests change something else in it than what the search is made of: they have the
    search that was made of the same before, the sample's or that of a test with the same content."""
    made_of = _searched(folder, district, knowledge)
    shelf = next((shelf for others, shelf in (_of_the_sample(), *_made) if others == made_of), None)
    if shelf is None:
        shelf = open_library(folder, district, knowledge).shelf
        _made.append((made_of, shelf))
    return Library(folder, district, replace(shelf, knowledge=knowledge))


@cache
def _of_the_sample() -> Made:
    house = sample()
    return _searched(CONTENT, house.district, house.library.knowledge), house.library.shelf


def _searched(folder: Path, district: District, knowledge: Knowledge) -> Mapping[str, object]:
    """All that a search is made of."""
    files = {file.name: file.read_bytes() for pattern in FOLLOWED for file in folder.glob(pattern)}
    return {"files": files, "entries": knowledge.entries, "sure": district.sure}
