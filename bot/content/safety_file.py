"""What `content/safety.yaml` may hold: the questions that come first, and the fixed texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from bot.content.choices import Choice, Id, Label
from bot.content.yaml_files import Part
from bot.ui import literal

CONTACT = re.compile(r"\{contact\.([a-z_]+)\}")
"""The only blank that a line may have: a contact of the district."""

EMERGENCY = re.compile(r"\b911\b")

Check = Literal["danger", "sexual_image", "self_harm", "abuse"]
Paragraph = Annotated[str, Field(min_length=1, max_length=400)]


class SafetyCheck(Part):
    """One of the questions that come before everything else."""

    value: Check
    asks: Annotated[str, Field(min_length=1, max_length=150)]
    hint: Annotated[str, Field(max_length=150)] = ""
    options: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=5)]

    @property
    def values(self) -> tuple[str, ...]:
        """The answers that it offers."""
        return tuple(option.value for option in self.options)


class Sentence(Part):
    """One paragraph. One that names a contact has under `without` what is said while that contact is empty."""

    say: Paragraph
    without: Annotated[str, Field(max_length=400)] = ""

    @property
    def contacts(self) -> tuple[str, ...]:
        """The contacts that it names."""
        return tuple(CONTACT.findall(self.say))

    @property
    def longest(self) -> int:
        """Its characters as it is typed, by the longer of its two forms."""
        return max(len(self.say), len(self.without))

    def said(self, contacts: Mapping[str, str]) -> str:
        """With its contacts filled in, or what is said without them."""
        if all(contacts.get(name) for name in self.contacts):
            return CONTACT.sub(lambda blank: literal(contacts[blank[1]]), self.say)
        return self.without


class Line(Sentence):
    """A paragraph of a fixed text.

    asks_for_words  whether it says what to write here; left out where nothing of the matter belongs here
    """

    asks_for_words: bool = False


_plain_or_group = BeforeValidator(lambda given: {"say": given} if isinstance(given, str) else given)
AnySentence = Annotated[Sentence, _plain_or_group]
AnyLine = Annotated[Line, _plain_or_group]


class Authority(Part):
    """What a text stands on: verified (read at its source), secondary (as others retell it) or unverified."""

    source: Paragraph
    status: Literal["verified", "secondary", "unverified"]


class Said(Part):
    """What a fixed text says, in English or in another language."""

    id: Id
    title: Label
    say: Annotated[tuple[AnySentence, ...], Field(min_length=1)]
    never: tuple[Paragraph, ...] = ()

    @property
    def longest(self) -> int:
        """The characters of the whole text as it is typed."""
        return len(self.title) + sum(line.longest for line in self.say) + sum(map(len, self.never))


class SafetyText(Said):
    """One fixed text.

    when       the answers that call for it, check -> values; every check has to fit. Without it no answer does
    alarm      whether the on-call team is alerted at once, or may be alerted from it
    files      `refused` where no file may be taken while the matter is open
    hands_off  nothing of the matter belongs here beyond that it was reported, and when
    """

    when: dict[Check, tuple[str, ...]] = Field(default_factory=dict)
    alarm: Literal["at_once", "offered", "none"] = "none"
    files: Literal["taken", "refused"] = "taken"
    hands_off: bool = False
    say: Annotated[tuple[AnyLine, ...], Field(min_length=1)]
    authority: Annotated[tuple[Authority, ...], Field(min_length=1)]

    @property
    def takes_files(self) -> bool:
        return self.files == "taken"

    @property
    def alerts(self) -> bool:
        """Whether the on-call team is alerted, or may be alerted from it."""
        return self.alarm != "none"

    @property
    def forbids(self) -> tuple[str, ...]:
        """What not to do."""
        return self.never

    @property
    def says_911(self) -> bool:
        """Whether it says itself to call the emergency number."""
        return any(EMERGENCY.search(line.say) for line in self.say)

    def paragraphs(self, contacts: Mapping[str, str]) -> tuple[str, ...]:
        """What to do, the first thing first, with the district's contacts; may hold the two marks of a Text."""
        return tuple(line.said(contacts) for line in self.say)

    def asking_for_nothing(self) -> SafetyText:
        """The same without the lines that say what to write here."""
        return self.model_copy(update={"say": tuple(line for line in self.say if not line.asks_for_words)})

    def fits(self, answers: Mapping[str, str]) -> bool:
        """Whether these answers call for it."""
        return bool(self.when) and all(answers.get(check) in values for check, values in self.when.items())


class InChat(Part):
    """What a message answers of the questions for which the entry `slug` of the knowledge base is shown. What stands
    `apart` is a danger of its own, for which no other with the same answers stands."""

    slug: Annotated[str, Field(pattern=r"^safety-[a-z-]+$")]
    answers: Annotated[dict[Check, str], Field(min_length=1)]
    apart: bool = False


class SafetyFile(Part):
    """`content/safety.yaml` as it is typed."""

    version: Annotated[int, Field(ge=1)]
    checks: tuple[SafetyCheck, ...]
    in_chat: tuple[InChat, ...]
    texts: tuple[SafetyText, ...]
