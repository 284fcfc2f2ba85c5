"""Whether a message asks for a new account and for nothing else, by words that staff can read and change."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    plain = " ".join(message.replace("’", "'").split())
    return len(plain) <= LONGEST and bool(re.fullmatch(_pattern(words, tools), plain, re.IGNORECASE))


def _pattern(words: AccountWords, tools: Iterable[str]) -> str:
    greeting = rf"(?:{_one_of(words.greeting)}\W+)*"
    wants = rf"(?:{_one_of(words.wants)}|{_one_of(words.wants_to)} {_one_of(words.start)})"
    which = rf"(?: {_one_of(words.which)})?(?: {_one_of(words.new)})?(?: [\w'-]+)?"
    account = rf" {_one_of((*words.account, *tools))}(?: {_one_of(words.account)})?"
    what_for = rf"(?: {_one_of(words.what_for)} [^.?!;]{{1,80}})?"
    return rf"{greeting}{wants}{which}{account}{what_for}\W*{_one_of(words.thanks)}?\W*"


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"
