"""The fixed words for danger, self-harm, sexual images and abuse, and the questions that lead to them.

No search result and no program changes them: they are shown as the district's file has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from bot.content.fault_sentences import did_you_mean
from bot.content.yaml_files import Check, Fault, Part, Problem, Sheet, Spot, read

MOST_CHARACTERS = 1_200
"""Of a whole text: somebody reads it on a telephone, in a hurry."""
CONTACT = re.compile(r"\{contact\.([a-z_]+)\}")
CHECKS = ("danger", "sexual_image", "self_harm", "abuse")
NO = "no"

Id = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$")]
Sentence = Annotated[str, Field(min_length=1, max_length=400)]


class Choice(Part):
    """One answer."""

    value: Id
    label: Annotated[str, Field(min_length=1, max_length=75)]


class SafetyCheck(Part):
    """One of the questions that come before everything else."""

    value: Literal["danger", "sexual_image", "self_harm", "abuse"]
    asks: Annotated[str, Field(min_length=1, max_length=150)]
    hint: Annotated[str, Field(max_length=150)] = ""
    options: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=5)]


class Line(Part):
    """One paragraph. One that names a contact says under `without` what is said while the contact is empty."""

    say: Sentence
    without: Annotated[str, Field(max_length=400)] = ""

    @property
    def contacts(self) -> tuple[str, ...]:
        """The contacts that it names."""
        return tuple(CONTACT.findall(self.say))

    def said(self, contacts: Mapping[str, str]) -> str:
        """With its blanks filled, or what is said without them."""
        if all(contacts.get(name) for name in self.contacts):
            return CONTACT.sub(lambda blank: contacts[blank[1]], self.say)
        return self.without


AnyLine = Annotated[Line, BeforeValidator(lambda given: {"say": given} if isinstance(given, str) else given)]


class Authority(Part):
    """What a text stands on, and how sure that is."""

    source: Sentence
    status: Literal["verified", "secondary", "unverified"]


class SafetyText(Part):
    """One fixed text.

    when      the answers that call for it: check -> values; all of the checks must fit
    alarm     whether the on-call team is alerted at once, or may be alerted from it
    files     `refused` where no file may be taken while the matter is open
    hands_off  nothing of the matter belongs here beyond that it was reported, and when
    """

    id: Id
    title: Annotated[str, Field(min_length=1, max_length=75)]
    when: dict[Literal["danger", "sexual_image", "self_harm", "abuse"], tuple[str, ...]] = Field(default_factory=dict)
    alarm: Literal["at_once", "offered", "none"] = "none"
    files: Literal["taken", "refused"] = "taken"
    hands_off: bool = False
    say: Annotated[tuple[AnyLine, ...], Field(min_length=1)]
    never: tuple[AnyLine, ...] = ()
    authority: tuple[Authority, ...] = ()

    def paragraphs(self, contacts: Mapping[str, str]) -> tuple[str, ...]:
        """What to do, the first thing first; may hold the two marks of the neutral vocabulary."""
        return tuple(line.said(contacts) for line in self.say)

    @property
    def forbids(self) -> tuple[str, ...]:
        """What not to do."""
        return tuple(line.say for line in self.never)

    def fits(self, answers: Mapping[str, str]) -> bool:
        """Whether these answers call for it."""
        return bool(self.when) and all(answers.get(check, NO) in values for check, values in self.when.items())


class SafetyFile(Part):
    """`content/safety.yaml` as it is typed."""

    version: Annotated[int, Field(ge=1)]
    checks: tuple[SafetyCheck, ...]
    texts: tuple[SafetyText, ...]


@dataclass(frozen=True)
class Safety:
    """The questions and the texts. `answers` are check -> value; a check that was not answered counts as "no"."""

    sheet: Sheet[SafetyFile]

    @property
    def checks(self) -> tuple[SafetyCheck, ...]:
        return self.sheet.holds.checks

    @property
    def version(self) -> int:
        return self.sheet.holds.version

    @cached_property
    def _texts(self) -> dict[str, SafetyText]:
        return {text.id: text for text in self.sheet.holds.texts}

    def text(self, text_id: str) -> SafetyText:
        """The text with this id; KeyError for another."""
        return self._texts[text_id]

    def shown(self, answers: Mapping[str, str]) -> tuple[SafetyText, ...]:
        """The texts that these answers call for, the most urgent first."""
        return tuple(text for text in self.sheet.holds.texts if text.fits(answers))

    def takes_files(self, answers: Mapping[str, str]) -> bool:
        """Whether files may be taken at all: never when a picture could be a crime to copy."""
        return answers.get("sexual_image", NO) == NO and all(text.files == "taken" for text in self.shown(answers))

    def alerts(self, answers: Mapping[str, str]) -> bool:
        """Whether the on-call team may be alerted."""
        return any(text.alarm != "none" for text in self.shown(answers))

    def alerts_at_once(self, answers: Mapping[str, str]) -> bool:
        """Whether the on-call team is alerted without being asked: somebody said yes, or cannot say no."""
        return any(text.alarm == "at_once" for text in self.shown(answers))

    def empty_contacts(self, contacts: Mapping[str, str]) -> list[Fault]:
        """The contacts that the texts name and the district has not set, each where it is first named."""
        named = ((name, spot) for spot, line in _lines(self.sheet.holds) for name in line.contacts)
        first: dict[str, Spot] = {}
        for name, spot in named:
            first.setdefault(name, spot)
        sentence = "“{}” is empty under “contacts” in district.yaml, so what stands under “without” is said."
        empty = {name: spot for name, spot in first.items() if not contacts.get(name)}
        return [self.sheet.document.fault((spot, sentence.format(name))) for name, spot in empty.items()]


def load_safety(file: Path) -> Safety:
    """The texts in a file; Faults with everything that is wrong in it."""
    return Safety(read(file, SafetyFile, CHECKED))


def _lines(file: SafetyFile) -> Iterator[tuple[Spot, Line]]:
    for position, text in enumerate(file.texts):
        for part in ("say", "never"):
            yield from ((("texts", position, part, at), line) for at, line in enumerate(getattr(text, part)))


def _checks_in_order(file: SafetyFile) -> Iterator[Problem]:
    given = tuple(check.value for check in file.checks)
    if given != CHECKS:
        yield ("checks",), f"The questions are these, in this order: {', '.join(CHECKS)}."


def _answers_exist(file: SafetyFile) -> Iterator[Problem]:
    offered = {check.value: [choice.value for choice in check.options] for check in file.checks}
    for position, text in enumerate(file.texts):
        for check, values in text.when.items():
            for value in values:
                if value not in offered.get(check, ()):
                    hint = did_you_mean(value, offered.get(check, ()))
                    yield ("texts", position, "when", check), f"“{value}” is no answer to “{check}”.{hint}"


def _every_answer_but_no_has_words(file: SafetyFile) -> Iterator[Problem]:
    for position, check in enumerate(file.checks):
        values = [choice.value for choice in check.options]
        if NO not in values:
            yield ("checks", position, "options"), f"One of the answers has to be “{NO}”."
        covered = {value for text in file.texts if set(text.when) == {check.value} for value in text.when[check.value]}
        for value in sorted({*values} - covered - {NO}):
            yield ("checks", position, "options"), f"No text is shown for the answer “{value}”. Add it to a “when”."


def _no_holes(file: SafetyFile) -> Iterator[Problem]:
    for spot, line in _lines(file):
        for blank in re.findall(r"\{[^{}]*\}", line.say):
            if not CONTACT.fullmatch(blank):
                yield spot, f"“{blank}” cannot be filled in. A contact is written {{contact.name}}."
        if line.contacts and not line.without:
            yield spot, "This line names a contact. Say under “without” what stands here while the contact is empty."


def _short_enough(file: SafetyFile) -> Iterator[Problem]:
    for position, text in enumerate(file.texts):
        said = sum(max(len(line.say), len(line.without)) for line in (*text.say, *text.never))
        if said > MOST_CHARACTERS:
            over = said - MOST_CHARACTERS
            yield (
                ("texts", position),
                f"This text is {over} characters too long; {MOST_CHARACTERS} can be read in time.",
            )


def _needed_texts(file: SafetyFile) -> Iterator[Problem]:
    ids = [text.id for text in file.texts]
    if "file_in_chat" not in ids:
        yield ("texts",), "The text “file_in_chat” is missing: it is shown when a file comes that must not be opened."
    for position, one in enumerate(ids):
        if one in ids[:position]:
            yield ("texts", position, "id"), f"“{one}” is here twice. Give one of them another name."


CHECKED: Iterable[Check[SafetyFile]] = (
    _checks_in_order,
    _answers_exist,
    _every_answer_but_no_has_words,
    _no_holes,
    _short_enough,
    _needed_texts,
)
