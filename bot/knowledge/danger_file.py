"""What `content/danger.yaml` may hold: spellings, families of words, everyday phrases, and the signs of danger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field

from bot.content.fault_sentences import did_you_mean
from bot.content.yaml_files import Check, Part, Problem, Spot
from bot.knowledge.signs import FAMILY

Phrase = Annotated[str, Field(min_length=1, max_length=120)]
Phrases = tuple[Phrase, ...]


class SignLine(Part):
    """One sign; what stands under `unless` calls it off where it stands near."""

    sign: Phrase
    unless: Phrases = ()

    @property
    def texts(self) -> Phrases:
        return (self.sign, *self.unless)


AnySign = Annotated[SignLine, BeforeValidator(lambda given: {"sign": given} if isinstance(given, str) else given)]
Signs = tuple[AnySign, ...]


class Kind(Part):
    """One kind of danger, by the entry of the knowledge base that is shown for it.

    alone     each is danger where a message says nothing else: a cry for help
    outright  each is danger by itself: it says that somebody means to kill or to harm
    signs     each names this kind of danger, where the ear thinks of danger too
    hints     mean something only to the ear, together with the words around them
    """

    slug: Annotated[str, Field(pattern=r"^safety-[a-z-]+$")]
    alone: Phrases = ()
    outright: Signs = ()
    signs: Signs = ()
    hints: Signs = ()


class DangerFile(Part):
    """`content/danger.yaml` as it is typed.

    spelling  how people type a word on a telephone -> the word or words
    fillers   words that may stand anywhere and are passed over, in messages and in signs
    words     families: a name -> words, phrases, or other families
    everyday  signs of something harmless: their words count for no danger
    dangers   the most urgent first
    """

    version: Annotated[int, Field(ge=1)]
    spelling: dict[str, str]
    fillers: Phrases
    words: dict[Annotated[str, Field(pattern=r"^[a-z_]+$")], Annotated[Phrases, Field(min_length=1)]]
    everyday: Signs
    dangers: Annotated[tuple[Kind, ...], Field(min_length=1)]

    def every_sign(self) -> Iterator[tuple[Spot, SignLine]]:
        """All signs with their places."""
        yield from ((("everyday", at), line) for at, line in enumerate(self.everyday))
        for position, kind in enumerate(self.dangers):
            yield from ((("dangers", position, "outright", at), line) for at, line in enumerate(kind.outright))
            yield from ((("dangers", position, "signs", at), line) for at, line in enumerate(kind.signs))
            yield from ((("dangers", position, "hints", at), line) for at, line in enumerate(kind.hints))


def _families_exist(file: DangerFile) -> Iterator[Problem]:
    written = [(spot, text) for spot, line in file.every_sign() for text in line.texts]
    written += [(("words", name, at), text) for name, words in file.words.items() for at, text in enumerate(words)]
    for spot, text in written:
        for name in (name for name in FAMILY.findall(text) if name not in file.words):
            yield spot, f"“<{name}>” is no family under “words”.{did_you_mean(name, file.words)}"


def _families_end(file: DangerFile) -> Iterator[Problem]:
    for name in file.words:
        if name in _within(file, name):
            yield ("words", name), f"“{name}” stands within itself. Take it out of one of the families."


def _families_are_flat(file: DangerFile) -> Iterator[Problem]:
    for name, words in file.words.items():
        for at, text in enumerate(words):
            if not FAMILY.fullmatch(text) and re.search(r"[<>&]|\.\.", text):
                yield ("words", name, at), f"“{text}” is a sign. A family takes words and phrases, or one whole family."


def _within(file: DangerFile, name: str) -> set[str]:
    found, open_names = set[str](), [name]
    while open_names:
        inner = set(FAMILY.findall(" ".join(file.words.get(open_names.pop(), ())))) - found
        found |= inner
        open_names += inner
    return found


def _signs_once(file: DangerFile) -> Iterator[Problem]:
    seen = dict[str, Spot]()
    for spot, line in file.every_sign():
        if line.sign in seen:
            yield spot, f"“{line.sign}” is here twice. Keep one of them."
        seen[line.sign] = spot


CHECKS: tuple[Check[DangerFile], ...] = (_families_exist, _families_are_flat, _families_end, _signs_once)
