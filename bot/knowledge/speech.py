"""A message as plain English words: letters folded, phone spelling written out, typing errors mended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from sys import intern

import snowballstemmer

from bot.knowledge import spelling
from bot.knowledge.spelling import Spelling

LONGEST = 2000
"""So many characters of a message are read; what stands after them changes no answer."""

LONGEST_SHARED = 3
"""Letters of the words that several languages have: "me", "no", "con", "van"."""

ENGLISH_ALONE = frozenset(["the", "and", "our", "you", "she", "her", "his", "who", "how", "its", "get", "not", "put"])
"""Short words that no other language has that is spoken at schools here."""

_APOSTROPHES = re.compile(r"[’'`´‘]")
_WORDS = re.compile(r"w/o?(?![^\W_])|[^\W_]+")
_LETTERS = re.compile(r"(.)\1{2,}")
_STEMMER = snowballstemmer.stemmer("english")


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """A word without its ending (Porter's second algorithm): “posted” and “posting” become “post”."""
    return str(_STEMMER.stemWord(word))


def typed_words(text: str) -> list[str]:
    """The words of a message as they were typed, in small letters, without signs."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    # A word is kept once, in however many entries it stands.
    return [*map(intern, _WORDS.findall(_APOSTROPHES.sub("", folded)))]


def is_english(text: str) -> bool:
    """Whether somebody wrote English, as far as that shows: at least half of the words that say so are English."""
    telling = telling_words(text)
    says_little = len(telling) < 2 and text.isascii()
    return says_little or sum(map(_is_english, telling)) * 2 >= len(telling)


def _is_english(word: str) -> bool:
    return word in ENGLISH_ALONE or spelling.is_english(word)


def telling_words(text: str) -> list[str]:
    """The words of a message that say in which language it is. Most short ones do not, since many languages share them;
    and a single one says little."""
    words = filter(str.isalpha, typed_words(text))
    return [word for word in words if len(word) > LONGEST_SHARED or not word.isascii() or word in ENGLISH_ALONE]


class Speech:
    """How people here write. `plain` is what they type on a phone, and the plain words for it."""

    def __init__(self, plain: Mapping[str, str]) -> None:
        self._plain = {word: tuple(written.split()) for word, written in plain.items()}
        self._spelling = Spelling(())

    def learn(self, texts: Iterable[str]) -> None:
        """Take the words of these texts for known and right; others may be mended into them."""
        words = [word for text in texts for word in self._written_out(text)]
        self._spelling = Spelling(words, [*self._plain])

    def words(self, text: str) -> list[str]:
        """The plain words of a message, in order, with phone spelling written out and typing errors mended."""
        mended = (self._plain_again(self._spelling.mend(word)) for word in self._written_out(text))
        return [word for words in mended for word in words]

    def is_known(self, word: str) -> bool:
        """Whether a word is English, or stands in the knowledge base."""
        return self._spelling.is_known(word)

    def is_mended(self, word: str) -> bool:
        """Whether a small word would be read as another one: phone spelling, or a typing error."""
        return self.words(word) != [word]

    def _written_out(self, text: str) -> list[str]:
        return [plain for word in typed_words(text) for plain in self._plain_again(_LETTERS.sub(r"\1\1", word))]

    def _plain_again(self, word: str) -> tuple[str, ...]:
        return self._plain.get(word, (word,))
