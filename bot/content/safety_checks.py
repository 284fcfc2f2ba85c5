"""What must hold between the lines of `content/safety.yaml`: an order, no hole, no answer without its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol, get_args

from bot.content.choices import twice
from bot.content.fault_sentences import did_you_mean
from bot.content.safety_file import CONTACT, Check, SafetyFile, Said, Sentence
from bot.content.yaml_files import Check as Rule
from bot.content.yaml_files import Problem, Spot

NO = "no"
MOST_CHARACTERS = 1_200
"""Of a whole text: somebody reads it on a telephone, in a hurry."""

OF_FILES = {
    "file_in_chat": "it is shown when a file comes that must not be opened.",
    "file_kept": "it is shown to whoever sent a file before anybody knew that it must not be opened.",
}
"""The texts that the program asks for by these names."""


class HasTexts(Protocol):
    """The fixed texts in a file: in English, or in another language."""

    @property
    def texts(self) -> tuple[Said, ...]: ...


def lines(file: HasTexts) -> Iterator[tuple[Spot, Sentence]]:
    """Every paragraph that may name a contact, with its place."""
    for position, text in enumerate(file.texts):
        yield from ((("texts", position, "say", at), line) for at, line in enumerate(text.say))


def _checks_in_order(file: SafetyFile) -> Iterator[Problem]:
    if tuple(check.value for check in file.checks) != get_args(Check):
        yield ("checks",), f"The questions are these, in this order: {', '.join(get_args(Check))}."


def _no_is_an_answer(file: SafetyFile) -> Iterator[Problem]:
    for position, check in enumerate(file.checks):
        yield from twice(("checks", position, "options"), check.values)
        if NO not in check.values:
            yield ("checks", position, "options"), f"One of the answers has to be “{NO}”."


def _answers_exist(file: SafetyFile) -> Iterator[Problem]:
    offered = {check.value: check.values for check in file.checks}
    for position, text in enumerate(file.texts):
        for check, values in text.when.items():
            for value in (value for value in values if value not in offered.get(check, ())):
                hint = did_you_mean(value, offered.get(check, ()))
                yield ("texts", position, "when", check), f"“{value}” is not an answer to “{check}”.{hint}"


def _the_chat_knows_every_danger(file: SafetyFile) -> Iterator[Problem]:
    """A question that no message in the chat answers could not alert anybody from there, and a file that came with the
    words would be fetched."""
    offered = {check.value: {*check.values} - {NO} for check in file.checks}
    for position, one in enumerate(file.in_chat):
        for check, value in one.answers.items():
            if value not in offered.get(check, ()):
                yield ("in_chat", position, "answers", check), f"“{value}” does not answer “{check}” with a danger."
    for check in {*offered} - {check for one in file.in_chat for check in one.answers}:
        yield ("in_chat",), f"No entry here answers “{check}”, so no message in the chat does. Add one."


def _every_other_answer_has_words(file: SafetyFile) -> Iterator[Problem]:
    for position, check in enumerate(file.checks):
        covered = {value for text in file.texts if {*text.when} == {check.value} for value in text.when[check.value]}
        for value in check.values:
            if value not in covered | {NO}:
                yield ("checks", position, "options"), f"No text is shown for the answer “{value}”. Add it to a “when”."


def _images_take_no_files(file: SafetyFile) -> Iterator[Problem]:
    for position, text in enumerate(file.texts):
        if "sexual_image" in text.when and text.takes_files:
            yield (
                ("texts", position),
                "To copy such an image can be a crime, so this text takes no files. Add “files: refused”.",
            )


def no_unknown_blanks(file: HasTexts) -> Iterator[Problem]:
    """A problem for each blank but a contact's, and for each outside of “say”."""
    for spot, line in lines(file):
        yield from _blanks(spot, CONTACT.sub("", line.say) + line.without)
    for position, text in enumerate(file.texts):
        yield from _blanks(("texts", position, "title"), text.title)
        for at, forbidden in enumerate(text.never):
            yield from _blanks(("texts", position, "never", at), forbidden)


def _blanks(spot: Spot, text: str) -> Iterator[Problem]:
    for blank in re.findall(r"\{[^{}]*\}", text):
        yield spot, f"“{blank}” cannot be filled in here. Under “say” a contact is written {{contact.name}}."


def no_holes(file: HasTexts) -> Iterator[Problem]:
    """A problem for each line that would be empty without a contact, or has words that are never said."""
    for spot, line in lines(file):
        if line.contacts and not line.without:
            yield spot, "This line names a contact. Say under “without” what stands here while the contact is empty."
        if line.without and not line.contacts:
            yield spot, "This line names no contact, so “without” is never said. Take it out."


def _short_enough(file: SafetyFile) -> Iterator[Problem]:
    for position, text in enumerate(file.texts):
        if (over := text.longest - MOST_CHARACTERS) > 0:
            yield ("texts", position), f"This text is {over} characters too long to be read in a hurry."


def _each_text_once(file: SafetyFile) -> Iterator[Problem]:
    ids = [text.id for text in file.texts]
    yield from twice(("texts",), ids)
    for name in {*OF_FILES} - {*ids}:
        yield ("texts",), f"The text “{name}” is missing: {OF_FILES[name]}"


CHECKS: tuple[Rule[SafetyFile], ...] = (
    _checks_in_order,
    _no_is_an_answer,
    _answers_exist,
    _the_chat_knows_every_danger,
    _every_other_answer_has_words,
    _images_take_no_files,
    no_unknown_blanks,
    no_holes,
    _short_enough,
    _each_text_once,
)
