"""Turn a message into plain words, however it was typed: capitals, k1ll, su*cide, k i l l, dieeee, other alphabets."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import product

SENTENCE_END = (".",) * 4
"""The end of a sentence counts as four words: what stands in two sentences belongs together less."""

REMEMBERED = 5_000
"""Spellings that are kept: words come again, and a message of rare ones must not fill the memory."""

_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff]")
_ADDRESSES = re.compile(r"<?(?:https?://|www\.)[^\s|>]+[|>]?|\b[\w.+-]{1,64}@[\w-]+\.[\w.]+|<[@#!][^>\s]*>", re.I)
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .*_-][^\W\d_]){2,}(?![^\W_])")
# Chinese and Japanese have no spaces: each of their letters is a word.
_PIECES = re.compile(
    r"[.!?;:\n\r]+|[\u2e80-\u9fff]|[^\W_\u2e80-\u9fff](?:[^\W_\u2e80-\u9fff]|[@$*!'’`|](?=[^\W_]))*|[^\w\s\x21-\x7e]"
)
_ENDS = frozenset(".!?;:\n\r")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_RUN = re.compile(r"(.)\1+")
_APOSTROPHES = re.compile(r"['’`]")
_LEET = {"1": "il", "3": "e", "4": "a", "0": "o", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "il"}
_MOST_LEET = 4
_LOOKALIKES = str.maketrans("авеікмнорстухјѕё", "abeikmhopctyxjse")


class Speller:
    """Spells words as the signs do.

    spelling  a word as it is typed -> the word, or several with spaces between
    fillers   words that are passed over
    known     the words of all signs: only these are found behind unusual letters
    """

    def __init__(self, spelling: Mapping[str, str], fillers: Collection[str], known: Collection[str] = ()) -> None:
        self._spelling = {plain(word): plain(meant).split() for word, meant in spelling.items()}
        self._fillers = frozenset(map(plain, fillers))
        self._known = frozenset(known) | self._spelling.keys() | self._fillers
        self._alike = defaultdict[tuple[str, int], list[str]](list)
        for word in sorted(self._known):
            self._alike[word[0], len(word)].append(word)
        self._spelled = lru_cache(REMEMBERED)(self.spell)

    def words(self, message: str) -> list[str]:
        """The words of a message, without fillers; the end of a sentence is four full stops."""
        found = list[str]()
        for piece in _PIECES.findall(_joined(_bare(message))):
            found += SENTENCE_END if piece[0] in _ENDS else self._spelled(piece)
        return found

    def spell(self, typed: str) -> tuple[str, ...]:
        """A single word as the signs spell it: several where it stands for several, none for a filler."""
        word = self._meant(_APOSTROPHES.sub("", typed))
        return tuple(each for each in self._spelling.get(word, (word,)) if each not in self._fillers)

    def _meant(self, word: str) -> str:
        """The first reading of a word that the signs know; else the word as it is typed."""
        return next((reading for reading in self._readings(word) if reading in self._known), word)

    def _readings(self, word: str) -> Iterator[str]:
        yield word
        yield _LONG_RUN.sub(r"\1\1", word)
        yield _RUN.sub(r"\1", word)
        yield word.translate(_LOOKALIKES)
        if not word.isalpha():
            yield from _without_leet(word)
            yield from self._with_stars(word)

    def _with_stars(self, word: str) -> Iterator[str]:
        """What stands behind the stars of `su*cide` or `n**es`."""
        if "*" in word and sum(map(str.isalpha, word)) > 1:
            alike = self._alike.get((word[0], len(word)), ())
            yield from (
                each for each in alike if all(one in ("*", other) for one, other in zip(word, each, strict=True))
            )


def plain(text: str) -> str:
    """Small letters without accents, marks and invisible characters; letters of other alphabets stay."""
    if text.isascii():
        return text.casefold()
    parts = unicodedata.normalize("NFKD", _UNSEEN.sub("", text)).casefold().replace("đ", "d").replace("ı", "i")
    return "".join(part for part in parts if not unicodedata.combining(part))


def _bare(message: str) -> str:
    return _ADDRESSES.sub(" ", plain(message))


def _joined(text: str) -> str:
    """`k i l l` and `k.m.s` as one word."""
    return _SPACED.sub(lambda found: re.sub(r"[ .*_-]", "", found[0]), text)


def _without_leet(word: str) -> Iterator[str]:
    choices = [_LEET.get(letter, letter) for letter in word]
    if sum(len(choice) > 1 for choice in choices) <= _MOST_LEET and any(letter.isalpha() for letter in word):
        yield from map("".join, product(*choices))
