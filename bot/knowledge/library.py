"""The knowledge base and the search over it, exchanged as a whole when its files change while the bot runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.content.district import District
from bot.content.knowledge import Entry, Knowledge, load_knowledge
from bot.content.yaml_files import YAML_FILES, Fault, Faults
from bot.knowledge.account_words import load_account_words
from bot.knowledge.danger import Danger, load_danger
from bot.knowledge.finder import Finder, Finding, open_finder
from bot.knowledge.speech import is_english, is_spanish
from bot.knowledge.wanted import NewAccountWords, asks_for_an_account
from bot.knowledge.whose import Whose
from bot.rounds import always

log = logging.getLogger(__name__)

NEAREST = 3
FOLLOWED = (
    f"knowledge/{YAML_FILES}",
    "topics.yaml",
    "words.yaml",
    "account_words.yaml",
    "danger.yaml",
    "named_students.yaml",
)
"""The files of the content folder that are read again while the bot runs."""
PAUSE = 5.0
"""Seconds between two looks at the files."""


@dataclass(frozen=True)
class Shelf:
    """What belongs together: entries, and the search that was made for them."""

    knowledge: Knowledge
    finder: Finder
    recogniser: Danger
    wanted: NewAccountWords
    whose: Whose


@dataclass
class Library:
    """Read by handlers. Broken files leave what was there; `faults` then says what is wrong with them."""

    folder: Path
    district: District
    shelf: Shelf
    faults: tuple[Fault, ...] = ()
    pause: float = PAUSE
    _seen: frozenset[tuple[Path, int]] = field(default=frozenset(), init=False)

    def __post_init__(self) -> None:
        self._seen = _looks(self.folder)

    @property
    def knowledge(self) -> Knowledge:
        return self.shelf.knowledge

    def danger(self, message: str) -> Entry | None:
        """The safety text that a message calls for, before any search; None where nothing in it speaks of danger."""
        slug = self.shelf.recogniser.of(message)
        return self.knowledge.entry(slug) if slug else None

    def dangers(self, message: str) -> tuple[Entry, ...]:
        """Every safety text that a message calls for, the most urgent first."""
        found = (self.knowledge.entry(slug) for slug in self.shelf.recogniser.all(message))
        return tuple(entry for entry in found if entry)

    def parts(self, message: str) -> tuple[str, ...]:
        """The questions in a message, in order."""
        return self.shelf.finder.parts(message)

    def find(self, question: str) -> Finding:
        """The entry that answers a question, as far as the search is sure."""
        return self.shelf.finder.find(question)

    def asks_for_an_account(self, message: str, tools: Iterable[str]) -> bool:
        """Whether a message asks for a new account, on one of these platforms or any, and for nothing else."""
        return asks_for_an_account(message, self.shelf.wanted, tools)

    def account_asked_about(self, message: str, links: Sequence[str]) -> str:
        """The link, or the handle with its sign, of which a message asks whose it is; "" where it asks nothing of
        that."""
        return self.shelf.whose.asked_about(message, links)

    def as_searched(self, message: str, links: Sequence[str]) -> str:
        """A message without the name of an account of which it asks whose it is."""
        return self.shelf.whose.as_searched(message, links)

    def names_a_student(self, question: str) -> bool:
        """Whether it asks about one named student, so that no word of it may be kept."""
        return self.shelf.finder.names_a_student(question)

    def without_names(self, question: str) -> str:
        """A question as it may be kept: without the names in it that can be told."""
        return self.shelf.finder.without_names(question)

    def is_english(self, message: str) -> bool:
        """Whether a message can be understood here: entries and signs of danger are mostly English."""
        return is_english(message)

    def is_spanish(self, message: str) -> bool:
        """Whether a message that is not English is Spanish."""
        return is_spanish(message)

    def near(self, question: str) -> tuple[str, ...]:
        """The entries nearest to a message that are no safety texts, as far as it may be about our matters."""
        found = self.find(question)
        slugs = ((found.slug,) if found.slug else ()) + found.suggestions if found.sure != "person" else ()
        return tuple(slug for slug in slugs if not self._interrupts(slug))[:NEAREST]

    def _interrupts(self, slug: str) -> bool:
        entry = self.knowledge.entry(slug)
        return entry is None or entry.interrupt

    async def follow(self) -> None:
        """Keep up with the files until cancelled."""
        await always(self.refresh, self.pause, "the files of the knowledge base could not be looked at")

    async def refresh(self) -> bool:
        """Load the files again if they have changed. True where what is told has changed with them. Raises OSError
        where a file goes while it is looked at, as an editor's may when it saves; the next look finds it again."""
        looks = await asyncio.to_thread(_looks, self.folder)
        if looks == self._seen:
            return False
        is_read = await self._read_again()
        self._seen = looks
        return is_read

    async def _read_again(self) -> bool:
        try:
            self.shelf = await asyncio.to_thread(_loaded, self.folder, self.district)
        except Faults as broken:
            self.faults = broken.faults
            for fault in broken.faults:
                log.error("the knowledge base stays as it was: %s", fault)
            return False
        self.faults = ()
        log.info("the knowledge base was read again")
        return True


def open_library(folder: Path, district: District, knowledge: Knowledge) -> Library:
    """The library over entries that are loaded already. Raises Faults where the words of the search are wrong."""
    return Library(folder, district, _shelf(folder, district, knowledge))


def _loaded(folder: Path, district: District) -> Shelf:
    return _shelf(folder, district, load_knowledge(folder / "knowledge", folder / "topics.yaml", district))


def _shelf(folder: Path, district: District, knowledge: Knowledge) -> Shelf:
    finder = open_finder(knowledge.entries, folder, district.sure)
    recogniser = load_danger(folder / "danger.yaml", opinion=finder.chances)
    words = load_account_words(folder / "account_words.yaml")
    return Shelf(knowledge, finder, recogniser, words.asks_for_one, Whose(words.asks_whose))


def _looks(folder: Path) -> frozenset[tuple[Path, int]]:
    """The files and when each was last written."""
    return frozenset(_files(folder))


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    for pattern in FOLLOWED:
        yield from ((file, file.stat().st_mtime_ns) for file in folder.glob(pattern))
