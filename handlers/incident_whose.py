"""Whose an account is that a question names: what of the question is looked up, and what is searched for."""

from __future__ import annotations

from bot.content.knowledge import Entry
from bot.house import House
from bot.knowledge.finder import Finding

MOST_BESIDE_A_LINK = 6
"""Words: with no more of them a message is about the link (“is this ours?”)."""


def searched_for(house: House, words: str) -> str:
    """What the search is given of the words: no link, and no name of an account of which they ask whose it is."""
    return beside_links(house, house.library.as_searched(words, house.content.tools.links_in(words)))


def beside_links(house: House, words: str) -> str:
    """The words without the links among them: a name in a link says nothing of what is asked."""
    for link in house.content.tools.links_in(words):
        words = words.replace(link, " ")
    return words


def account_in(house: House, words: str, entry: Entry | None) -> str:
    """The link or handle that is looked up beside the answer: of which somebody asks whose it is; else the first link,
    where it is not the answer's or hardly anything stands beside it. "" for none."""
    links = house.content.tools.links_in(words)
    first = links[0] if links and (entry is None or _is_hardly_anything(house, words)) else ""
    return _asked_about(house, words) or first


def asks_for_no_more(house: House, words: str, found: Finding) -> bool:
    """Whether all that an account's words may ask is said by looking it up, where the search finds no answer."""
    reasons = (_is_hardly_anything(house, words), bool(_asked_about(house, words)))
    return all(reasons) if found.sure == "suggest" else any(reasons)


def _asked_about(house: House, words: str) -> str:
    return house.library.account_asked_about(words, house.content.tools.links_in(words))


def _is_hardly_anything(house: House, words: str) -> bool:
    return len(beside_links(house, words).split()) <= MOST_BESIDE_A_LINK
