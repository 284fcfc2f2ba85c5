"""Whose an account is: a message that asks it names the account by a link or a handle, with words around that."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.content.yaml_files import Part
from bot.knowledge.ways import Ways, one_of, straight

HANDLE = re.compile(r"(?<![\w.@/])(?:@\w[\w.-]*\w|[a-z\d.]*[a-z][a-z\d.]*_[\w.]*[a-z\d])", re.IGNORECASE)
"""A handle as it stands in a sentence; without its sign where an underscore shows that it is no word."""

IT = "\u25a0"
"""What stands for the account while the words around it are read."""
BLANKS = {
    "<account>": IT,
    "<words> ": r"(?:(?!and\b|or\b|but\b|is\b|are\b)[\w']+ ){0,4}",
    # Not “the”, which stands before it: no row of words can be read in two ways, so that a long one is read at once.
    "<any>": r"(?!the )\w+",
}
"""What may stand in a way of asking besides words and groups."""


class WhoseWords(Part):
    """`asks_whose` in `content/account_words.yaml`.

    as_any  what is searched for in place of the account
    asks    ways of asking
    groups  words that can stand in a way of asking under one name: `<runs>`
    """

    as_any: str
    asks: Ways
    groups: dict[str, Ways]

    @property
    def pattern(self) -> re.Pattern[str]:
        """All ways of asking, over words with one space between them."""
        asks = one_of(self.asks, self.groups)
        for blank, words in BLANKS.items():
            asks = asks.replace(blank, words)
        return re.compile(rf"(?<!\w){asks}(?!\w)", re.IGNORECASE)


class Whose:
    """Recognizes a message that asks whose an account is."""

    def __init__(self, words: WhoseWords) -> None:
        self._as_any, self._asks = words.as_any, words.pattern

    def asked_about(self, message: str, links: Sequence[str]) -> str:
        """(what was said, the links in it) -> the link, or the handle with its sign, of which it asks whose it is; ""
        where it asks nothing of that."""
        named = (*links, *HANDLE.findall(message))[:1]
        if not named or not self._asks.search(_around(message, named[0])):
            return ""
        return named[0] if named[0] in links else f"@{named[0].lstrip('@')}"

    def as_searched(self, message: str, links: Sequence[str]) -> str:
        """A message as it is searched for: a handle of which it asks whose it is stands there as any account, since
        what it is called (“confessions”) is not what is asked."""
        account = self.asked_about(message, links)
        if not account.startswith("@"):
            return message
        return message.replace(account, self._as_any).replace(account[1:], self._as_any)


def _around(message: str, named: str) -> str:
    """The words with the account as one sign among them, and no other signs: those stand where people pause."""
    plain = re.sub(rf"[^\w'\s{IT}]", " ", straight(message.replace(named, f" {IT} ")))
    return " ".join(plain.split())
