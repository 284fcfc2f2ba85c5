"""Whether a message asks for a new account and for nothing else, by words that staff can read and change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.content.yaml_files import Part, read

Phrases = Annotated[tuple[str, ...], Field(min_length=1)]


class AccountWords(Part):
    """`content/account_words.yaml`: the parts of a message that asks for a new account, in their order.

    wants     what stands right before the account (`i need`)
    wants_to  what stands before one of `start` (`how do i` before `open`)
    """

    greeting: Phrases
    wants: Phrases
    wants_to: Phrases
    start: Phrases
    which: Phrases
    new: Phrases
    account: Phrases
    what_for: Phrases
    thanks: Phrases


LONGEST = 300
"""Characters; a longer message says more than that."""


def load_account_words(file: Path) -> AccountWords:
    """The words of a file. Raises Faults with everything that is wrong in it."""
    return read(file, AccountWords, []).holds


def asks_for_an_account(message: str, words: AccountWords, tools: Iterable[str]) -> bool:
    """(what was said, the words of such a message, the names of the platforms) -> whether it is one as a whole."""
    plain = " ".join(_straight(message).split())
    return len(plain) <= LONGEST and bool(_pattern(words, tuple(tools)).fullmatch(plain))


@lru_cache(maxsize=4)
def _pattern(words: AccountWords, tools: tuple[str, ...]) -> re.Pattern[str]:
    greeting = rf"(?:{_one_of(words.greeting)}\W+)*"
    wants = rf"(?:{_one_of(words.wants)}|{_one_of(words.wants_to)} {_one_of(words.start)})"
    which = rf"(?: {_one_of(words.which)})?(?: {_one_of(words.new)})?(?: [\w'-]+)?"
    account = rf" {_one_of((*words.account, *tools))}(?: {_one_of(words.account)})?"
    # It ends in a letter, so that a row of commas belongs to one part only and is not tried in every way.
    what_for = rf"(?: {_one_of(words.what_for)} [^.?!;]{{0,79}}\w)?"
    thanks = rf"(?:\W+{_one_of(words.thanks)})?\W*"
    return re.compile(f"{greeting}{wants}{which}{account}{what_for}{thanks}", re.IGNORECASE)


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(_straight(word)) for word in words)})"


def _straight(text: str) -> str:
    """With the apostrophe of a keyboard; a telephone types another, and so may whoever edits the file."""
    return text.replace("’", "'")
