"""The fixed texts in the other languages of the district, each translated by a person who signs for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bot.content.district import District
from bot.content.district_file import ENGLISH
from bot.content.knowledge import Entry, Knowledge
from bot.content.safety import Safety
from bot.content.safety_file import Line, SafetyCheck, SafetyText, Said
from bot.content.translation_checks import English, checks, may_stand_above
from bot.content.translation_file import Beside, TranslatedCheck, TranslatedEntry, TranslationFile
from bot.content.yaml_files import Fault, Faults, Sheet, gathered, read
from bot.dates import day

FILES = "safety.*.yaml"
NOT_TRANSLATED = "“ask_a_person” is not translated yet. Add it here; the command “translation” writes its lines out."


@dataclass(frozen=True)
class Translation:
    """The fixed texts in one language.

    language  its code, as district.yaml lists it
    english   what is translated
    """

    language: str
    sheet: Sheet[TranslationFile]
    english: Safety

    @cached_property
    def safety(self) -> Safety:
        """The questions and the texts as in English, in these words."""
        holds, original = self.sheet.holds, self.english.sheet
        asked = {check.value: check for check in holds.checks}
        said = {text.id: text for text in holds.texts}
        here = {
            "checks": tuple(_asked(check, asked[check.value]) for check in self.english.checks),
            "texts": tuple(_said(text, said[text.id]) for text in self.english.texts),
        }
        return Safety(replace(original, holds=original.holds.model_copy(update=here)))

    @cached_property
    def _entries(self) -> Mapping[str, TranslatedEntry]:
        return {entry.slug: entry for entry in self.sheet.holds.entries}

    def entry(self, entry: Entry) -> Entry | None:
        """An entry in these words; None for one that was never translated, or was corrected since: English alone is
        right then, since the number above it may be the one that nobody answers any more."""
        told = self._entries.get(entry.slug)
        if told is None or not may_stand_above(told, entry):
            return None
        return entry.model_copy(update={"title": told.title, "answer": told.answer, "without": told.without})

    @property
    def beside(self) -> Beside:
        """What stands beside the texts."""
        return self.sheet.holds.beside

    @property
    def says(self) -> str:
        """All that it says, by which its language is known again."""
        entries = ((entry.title, entry.answer) for entry in self.sheet.holds.entries)
        return "\n".join((self.safety.says, *(words for entry in entries for words in entry)))

    def notes(self, knowledge: Knowledge) -> Iterator[Fault]:
        """Who translated it; and what is of another version than the English."""
        holds, note = self.sheet.holds, self.sheet.document.fault
        by = f"“{self.language}” is translated by {holds.translated_by}, {day(holds.translated_on)}."
        yield note((("translated_by",), by))
        if holds.of_version != self.english.version:
            yield note((("of_version",), _older("safety.yaml", holds.of_version, self.english.version)))
        if not holds.beside.ask_a_person:
            yield note((("beside",), NOT_TRANSLATED))
        for position, entry in enumerate(holds.entries):
            known = knowledge.entry(entry.slug)
            if known and known.version != entry.of_version:
                sentence = _older(f"the entry “{entry.slug}”", entry.of_version, known.version)
                yield note((("entries", position, "of_version"), sentence))


def _older(what: str, translated: int, now: int) -> str:
    return (
        f"This translates version {translated} of {what}, which is at version {now}. "
        f"Have a person compare the two, then write {now} here."
    )


def _asked(check: SafetyCheck, told: TranslatedCheck) -> SafetyCheck:
    return check.model_copy(update={"asks": told.asks, "hint": told.hint, "options": told.options})


def _said(text: SafetyText, told: Said) -> SafetyText:
    """A text in these words; whether a line asks for words of the reader's is as in English."""
    lines = tuple(
        Line(say=here.say, without=here.without, asks_for_words=line.asks_for_words)
        for line, here in zip(text.say, told.say, strict=True)
    )
    return text.model_copy(update={"title": told.title, "say": lines, "never": told.never})


def load_translations(
    folder: Path, district: District, safety: Safety, knowledge: Knowledge
) -> tuple[Translation, ...]:
    """A translation for each language that the district lists beside English, in its order. Raises Faults with
    everything that is missing or wrong in all of them: whoever is promised a language is not left without a text."""
    english, faults = English(safety.sheet.holds, knowledge.interrupts), list[Fault]()
    found = [
        Translation(language, sheet, safety)
        for position, language in enumerate(district.languages)
        if language != ENGLISH and (sheet := _sheet(folder, district, position, english, faults))
    ]
    if faults:
        raise Faults(faults)
    return tuple(found)


def _sheet(
    folder: Path, district: District, position: int, english: English, faults: list[Fault]
) -> Sheet[TranslationFile] | None:
    language = district.languages[position]
    file = folder / f"safety.{language}.yaml"
    if not file.exists():
        sentence = (
            f"There is no {file.name}. Write it with “python -m bot translation {language}”, have a person translate "
            f"it, or take “{language}” out."
        )
        faults.append(district.sheet.document.fault((("languages", position), sentence)))
        return None
    return gathered(lambda: read(file, TranslationFile, checks(english)), faults)


def unlisted(folder: Path, district: District) -> list[Fault]:
    """A note for each translation in the folder that nobody reads."""
    files = {file.name.removeprefix("safety.").removesuffix(".yaml"): file for file in sorted(folder.glob(FILES))}
    sentence = "Nobody reads this yet: “languages” in district.yaml does not list “{}”."
    return [Fault(file, 1, sentence.format(name)) for name, file in files.items() if name not in district.languages]
