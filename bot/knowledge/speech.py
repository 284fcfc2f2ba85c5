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

SAID_EVERYWHERE = frozenset(["tiktok", "instagram", "insta", "snapchat", "facebook", "youtube", "twitter", "ferpa"])
"""Names, which say nothing of the language."""

_HANDLES = re.compile(r"@\S+|\S*_\S*")
_APOSTROPHES = re.compile(r"[’'`´‘]")
_WORDS = re.compile(r"w/o?(?![^\W_])|[^\W_]+")
_LETTERS = re.compile(r"(.)\1{2,}")
_STEMMER = snowballstemmer.stemmer("english")

SPANISH = frozenset(
    _WORDS.findall(
        """
        a al alguien alumna alumno alumnos buenas buenos clase como con cual cuando cuanto cuál cuándo cuánto cómo
        de del desde dice dijo donde dos dónde el ella ellos en es esa escuela ese eso esta estan estas este estos
        estudiante estudiantes está están favor foto fotos fue gracias ha hace hacer han hasta hay hola la las le lo
        los maestra maestro mas mañana me mi mis muy más nada ni nina nino ninos niña niñas niño niños no nos padres
        para permiso pero por porque puede pueden puedo que quien quiere quiero quién qué se ser si sin sobre son
        soy su sus sí también tengo tiene todo todos tu tú un una unos y ya yo él
        """
    )
)
"""The words that are most of any message in Spanish."""
SPANISH_ALONE = SPANISH & {
    *_WORDS.findall("buenos buenas cuando donde está gracias hola pero por porque puedo que quiero qué")
}
"""Those among them that nobody writes in a short message in English."""
OFTEN_SPANISH = 0.3
"""The share of such words. Of 294 messages in Spanish 280 have it or its signs, of 29 in Portuguese 5, and
of 17 in French none."""


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
    if len(telling) < 2 and text.isascii():
        return SPANISH_ALONE.isdisjoint(_words_of_language(text))
    return sum(map(_is_english, telling)) * 2 >= len(telling)


def is_only_english(text: str) -> bool:
    """Whether each word that says in which language a message is, is an English one: "directory information"."""
    telling = telling_words(text)
    return bool(telling) and all(map(_is_english, telling))


def is_spanish(text: str) -> bool:
    """Whether somebody who wrote no English wrote Spanish: no other language has its signs, or so many of its words."""
    words = typed_words(text)
    return not {*"¿¡ñÑ"}.isdisjoint(text) or sum(word in SPANISH for word in words) >= OFTEN_SPANISH * (len(words) or 1)


def _words_of_language(text: str) -> list[str]:
    """The words of a message without those that are one name."""
    return typed_words(_HANDLES.sub(" ", text[:LONGEST]))


def _is_english(word: str) -> bool:
    return word in ENGLISH_ALONE or spelling.is_english(word)


def telling_words(text: str) -> list[str]:
    """The words of a message that say in which language it is. Most short ones do not, since many languages share them;
    and a single one says little."""
    words = filter(str.isalpha, _words_of_language(text))
    return [word for word in words if _is_telling(word) and word not in SAID_EVERYWHERE]


def _is_telling(word: str) -> bool:
    return len(word) > LONGEST_SHARED or not word.isascii() or word in ENGLISH_ALONE


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
