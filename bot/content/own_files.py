"""Whether a message speaks of a file that its writer sent to the assistant, by words that staff can read and change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from bot.content.yaml_files import Part

QUOTED = re.compile(r"“[^”]{0,300}”|\"[^\"]{0,300}\"")
"""What somebody else said."""
APOSTROPHES = "'’‘`´"

Phrases = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=120)], ...], Field(min_length=1)]


class OwnFileWords(Part):
    """How somebody says so: one of `things` and one of `sent`, at most one word between them, or one of `enough`."""

    things: Phrases
    sent: Phrases
    enough: Phrases

    def speak_in(self, message: str) -> bool:
        """Whether a message, as it was typed, speaks of a file that its writer sent."""
        return bool(_pattern(self).search(" ".join(_plain(QUOTED.sub(" ", message)).split())))


@lru_cache(maxsize=4)
def _pattern(words: OwnFileWords) -> re.Pattern[str]:
    things, sent, enough = map(_one_of, (words.things, words.sent, words.enough))
    return re.compile(rf"\b(?:{things}(?: \w+)? {sent}|{enough})\b")


def _one_of(phrases: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(_plain(phrase)) for phrase in phrases)})"


def _plain(text: str) -> str:
    """In small letters, without accents and apostrophes, which a telephone adds or leaves out."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part) and part not in APOSTROPHES)
