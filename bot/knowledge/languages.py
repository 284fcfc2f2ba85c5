"""In which of the district's languages somebody writes, told by the letters of the translations themselves.

No list of languages knows all those that families and staff speak; a translation that the district has shows what its
language looks like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.knowledge.speech import is_english, is_only_english, telling_words, typed_words

ENOUGH = 0.65
"""The share of a message's letters, in twos and threes, that stand in the texts of its language. Of 240 messages that
look Spanish 92 in 100 reached 0.70 in a Spanish translation; in French, Tagalog, Somali or German hardly any does."""
DOUBT = 0.2
"""By how much more a message has to look like a translation than like the English texts, where it may be English: short
words are shared by many languages."""

FIRST_SIGN = "\u2e80"
"""From here on a letter is a syllable or a word (Chinese, Japanese, Korean), and says as much as two of others."""


class Languages:
    """The languages in which the district has the texts for emergencies.

    texts  by the code of each language, English among them: what its texts say
    """

    def __init__(self, texts: Mapping[str, str], english: str) -> None:
        self._english = english
        self._seen = {code: frozenset(_stretches(said)) for code, said in texts.items()}

    def of(self, message: str) -> str:
        """The code of the language of a message; "" where it does not show, or is none of these."""
        stretches = [*_stretches(message)]
        alike = {code: _share(stretches, seen) for code, seen in self._seen.items()}
        nearest = max(alike, key=alike.__getitem__)
        plain = is_english(message)  # it may be: a short message looks like one too
        least = max(ENOUGH, alike[self._english] + DOUBT) if plain else ENOUGH
        if nearest != self._english and alike[nearest] >= least and not is_only_english(message):
            return nearest
        return self._english if plain and len(telling_words(message)) > 1 else ""

    def of_chat(self, locale: str) -> str:
        """The language of a chat that calls it `es-MX` (RFC 4647, lookup: the whole, then what stands before a hyphen);
        "" where it is none of these."""
        listed = {code.casefold(): code for code in self._seen}
        parts = locale.casefold().replace("_", "-").split("-")
        named = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((listed[name] for name in named if name in listed), "")


def _share(stretches: list[str], seen: frozenset[str]) -> float:
    return sum(stretch in seen for stretch in stretches) / max(1, len(stretches))


def _stretches(text: str) -> Iterator[str]:
    """The letters of a text in twos and threes, with the edges of its words; a sign that is a syllable, by itself."""
    for word in typed_words(text):
        if word >= FIRST_SIGN:
            yield from word
            continue
        edged = f" {word} "
        yield from (edged[at : at + length] for length in (2, 3) for at in range(len(edged) - length + 1))
