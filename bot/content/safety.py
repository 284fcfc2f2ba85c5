"""The fixed words for danger, self-harm, sexual images and abuse, and the questions that lead to them.

No search result and no program changes them: they are shown as the district's file has them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.content.safety_checks import CHECKS, NO, lines
from bot.content.safety_file import InChat, SafetyCheck, SafetyFile, SafetyText
from bot.content.yaml_files import Fault, Sheet, Spot, read

__all__ = ["NO", "Safety", "SafetyCheck", "SafetyText", "load_safety"]


@dataclass(frozen=True)
class Safety:
    """The questions and the texts. `answers` are check -> value."""

    sheet: Sheet[SafetyFile]

    @property
    def version(self) -> int:
        return self.sheet.holds.version

    @property
    def checks(self) -> tuple[SafetyCheck, ...]:
        """The questions, in the order in which they are asked."""
        return self.sheet.holds.checks

    @property
    def texts(self) -> tuple[SafetyText, ...]:
        """All texts, the most urgent first."""
        return self.sheet.holds.texts

    @property
    def says(self) -> str:
        """All that is asked and said."""
        asked = ((check.asks, check.hint, *(option.label for option in check.options)) for check in self.checks)
        said = ((text.title, *(line.say for line in text.say), *text.never) for text in self.texts)
        return "\n".join(words for part in (*asked, *said) for words in part)

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries of the knowledge base from which the on-call team may be alerted."""
        return tuple(one.slug for one in self.sheet.holds.in_chat)

    def in_chat(self, slug: str) -> Mapping[str, str]:
        """What a message answers for which this entry of the knowledge base is shown; nothing where nobody is alerted
        from there."""
        return next((_plain(one) for one in self.sheet.holds.in_chat if one.slug == slug), {})

    def is_apart(self, slug: str) -> bool:
        """Whether what this entry is shown for is a danger of its own, whatever else was answered or alerted before."""
        return any(one.slug == slug and one.apart for one in self.sheet.holds.in_chat)

    def unknown_entries(self, known: Collection[str]) -> list[Fault]:
        """A fault for each entry under `in_chat` that the knowledge base does not have."""
        unknown = [(at, one.slug) for at, one in enumerate(self.sheet.holds.in_chat) if one.slug not in known]
        sentence = "There is no entry “{}” in content/knowledge."
        return [self.sheet.document.fault((("in_chat", at, "slug"), sentence.format(slug))) for at, slug in unknown]

    @cached_property
    def _by_id(self) -> dict[str, SafetyText]:
        return {text.id: text for text in self.texts}

    def text(self, text_id: str) -> SafetyText:
        """The text with this id; KeyError for another."""
        return self._by_id[text_id]

    def shown(self, answers: Mapping[str, str]) -> tuple[SafetyText, ...]:
        """The texts that these answers call for, the most urgent first. Where one of them says that nothing of the
        matter belongs here, the others do not ask for it."""
        fitting = tuple(text for text in self.texts if text.fits(answers))
        if any(text.hands_off for text in fitting):
            return tuple(text.asking_for_nothing() if not text.hands_off else text for text in fitting)
        return fitting

    def takes_files(self, answers: Mapping[str, str]) -> bool:
        """Whether files may be taken: only after a plain "no" to the question about sexual images.

        To possess or to copy such an image can be a crime (chapter 9.68A RCW), so an answer that is missing, or that
        is no longer offered, counts as "not sure".
        """
        return answers.get("sexual_image") == NO and all(text.takes_files for text in self.shown(answers))

    def alerts(self, answers: Mapping[str, str]) -> bool:
        """Whether the on-call team is alerted, or may be."""
        return any(text.alerts for text in self.shown(answers))

    def hands_off(self, answers: Mapping[str, str]) -> bool:
        """Whether nothing of the matter belongs here beyond that it was reported, and when (RCW 26.44.030: the report
        is made elsewhere, and telling the bot is none)."""
        return any(text.hands_off for text in self.shown(answers))

    def empty_contacts(self, contacts: Mapping[str, str]) -> list[Fault]:
        """A note for each contact that a text names and the district has left empty, where it is first named."""
        first: dict[str, Spot] = {}
        for spot, line in lines(self.sheet.holds):
            for name in line.contacts:
                first.setdefault(name, spot)
        sentence = "“{}” is empty under “contacts” in district.yaml, so what stands under “without” is said."
        empty = {name: spot for name, spot in first.items() if not contacts.get(name)}
        return [self.sheet.document.fault((spot, sentence.format(name))) for name, spot in empty.items()]


def _plain(one: InChat) -> Mapping[str, str]:
    return {str(check): value for check, value in one.answers.items()}


def load_safety(file: Path) -> Safety:
    """The texts in a file; Faults with everything that is wrong in it."""
    return Safety(read(file, SafetyFile, CHECKS))
