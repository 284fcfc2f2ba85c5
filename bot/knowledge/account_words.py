"""The words in which staff speak of accounts: they ask for a new one, or whose one is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.content.yaml_files import Part, Problem, read
from bot.knowledge.wanted import NewAccountWords
from bot.knowledge.ways import slips
from bot.knowledge.whose import BLANKS, WhoseWords


class AccountWords(Part):
    """`content/account_words.yaml` as it is typed."""

    asks_for_one: NewAccountWords
    asks_whose: WhoseWords


def load_account_words(file: Path) -> AccountWords:
    """The words of a file. Raises Faults with everything that is wrong in it."""
    return read(file, AccountWords, (_ways_are_whole,)).holds


def _ways_are_whole(file: AccountWords) -> Iterator[Problem]:
    for part, ways in file.asks_for_one:
        yield from slips(("asks_for_one", part), ways)
    whose = file.asks_whose
    names = (*whose.groups, *(blank.strip("<> ") for blank in BLANKS))
    yield from slips(("asks_whose", "asks"), whose.asks, names)
    for name, ways in whose.groups.items():
        yield from slips(("asks_whose", "groups", name), ways, names)
