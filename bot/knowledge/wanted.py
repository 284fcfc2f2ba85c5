"""Whether a message asks for a new account and for nothing else, by words that staff can read and change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.content.yaml_files import Part
from bot.knowledge.ways import Ways, one_of, straight


class NewAccountWords(Part):
    """`asks_for_one` in `content/account_words.yaml`: the parts of such a message, in their order.

    wants     what stands right before the account (`i need`)
    wants_to  what stands before one of `start` (`how do i` before `open`)
    """

    greeting: Ways
    wants: Ways
    wants_to: Ways
    start: Ways
    which: Ways
    new: Ways
    account: Ways
    what_for: Ways
    thanks: Ways


LONGEST = 300
"""Characters; a longer message says more than that."""


def asks_for_an_account(message: str, words: NewAccountWords, tools: Iterable[str]) -> bool:
    """(what was said, the words of such a message, the names of the platforms) -> whether it is one as a whole."""
    plain = " ".join(straight(message).split())
    return len(plain) <= LONGEST and bool(_pattern(words, tuple(tools)).fullmatch(plain))


@lru_cache(maxsize=4)
def _pattern(words: NewAccountWords, tools: tuple[str, ...]) -> re.Pattern[str]:
    greeting = rf"(?:{one_of(words.greeting)}\W+)*"
    wants = rf"(?:{one_of(words.wants)}|{one_of(words.wants_to)} {one_of(words.start)})"
    which = rf"(?: {one_of(words.which)})?(?: {one_of(words.new)})?(?: [\w'-]+)?"
    account = rf" {one_of((*words.account, *map(re.escape, tools)))}(?: {one_of(words.account)})?"
    # It ends in a letter, so that a row of commas belongs to one part only and is not tried in every way.
    what_for = rf"(?: {one_of(words.what_for)} [^.?!;]{{0,79}}\w)?"
    thanks = rf"(?:\W+{one_of(words.thanks)})?\W*"
    return re.compile(f"{greeting}{wants}{which}{account}{what_for}{thanks}", re.IGNORECASE)
