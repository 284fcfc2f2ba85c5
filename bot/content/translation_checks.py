"""What must hold between a translation and the English: nothing is missing, no number is lost, and both fit at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from bot.content.choices import twice
from bot.content.fault_sentences import did_you_mean
from bot.content.knowledge_file import Entry
from bot.content.safety_checks import no_holes, no_unknown_blanks
from bot.content.safety_file import SafetyCheck, SafetyFile, Said, Sentence
from bot.content.translation_file import TranslatedCheck, TranslatedEntry, TranslationFile
from bot.content.yaml_files import Check, Problem, Spot

LONGEST_TEXT = 1_600
"""Characters of a translated text: a third more than an English one may have, since it stands above it."""
LONGEST_LABEL, LONGEST_HINT, LONGEST_OPTION, LONGEST_TITLE = 300, 500, 75, 150
"""Characters for both languages together, in a field, its hint, an option and a title (bot/fields.py, bot/ui.py)."""

BLANK = re.compile(r"\{[^{}]*\}")
TO_KEEP = re.compile(r"https://[^\s()]+|[a-z]+(?:\.[a-z]+)*\.(?:com|gov|org)\b|\*\*report-account\*\*|\d[\d-]*\d")
"""What is the same in every language: a link, an address, a word to type, a number of two digits or more."""

EMERGENCY = "911"


def both(translated: str, english: str) -> str:
    """A label in two languages; once, where they are the same."""
    return " / ".join(dict.fromkeys(filter(None, (translated, english))))


class Pair(NamedTuple):
    """A stretch of a translation, the English that it translates, and how long both may be together (0: no matter)."""

    spot: Spot
    translated: str
    english: str
    room: int = 0


class English(NamedTuple):
    """What is to be translated."""

    safety: SafetyFile
    entries: tuple[Entry, ...]


def checks(english: English) -> tuple[Check[TranslationFile], ...]:
    """What a translation is held against."""
    against = (_all_there, _all_answers, _line_for_line, _nothing_lost, _fits_beside)
    return (no_unknown_blanks, no_holes, _short_enough, _says_whom_to_call, *(partial(one, english) for one in against))


def may_stand_above(told: TranslatedEntry, entry: Entry) -> bool:
    """Whether a translated entry still says what the English does, which editors may have corrected since the start."""
    faults = (problem for pair in _of_entry((), told, entry) for problem in (*_lost(pair), *_too_long(pair)))
    return {*entry.without} == {*told.without} and not any(faults)


# --- Everything is there, and nothing else --------------------------------------------------------------------------


def _all_there(english: English, file: TranslationFile) -> Iterator[Problem]:
    checks, texts = english.safety.checks, english.safety.texts
    yield from _the_same("checks", "value", [one.value for one in checks], [one.value for one in file.checks])
    yield from _the_same("texts", "id", [one.id for one in texts], [one.id for one in file.texts])
    slugs = [one.slug for one in english.entries]
    yield from _the_same("entries", "slug", slugs, [one.slug for one in file.entries])


def _the_same(part: str, key: str, wanted: Collection[str], given: Sequence[str]) -> Iterator[Problem]:
    yield from twice((part,), given)
    for name in wanted:
        if name not in given:
            yield (part,), f"“{name}” is not translated. Add it here; the command “translation” writes its lines out."
    for position, name in enumerate(given):
        if name not in wanted:
            yield (part, position, key), f"There is no “{name}” to translate.{did_you_mean(name, wanted)}"


def _all_answers(english: English, file: TranslationFile) -> Iterator[Problem]:
    for spot, check, asked in _checks(english, file):
        given = [option.value for option in check.options]
        if given != [*asked.values]:
            yield (*spot, "options"), f"The answers to “{check.value}” are these, in this order: {_list(asked.values)}."


def _line_for_line(english: English, file: TranslationFile) -> Iterator[Problem]:
    for spot, text, original in _texts(english, file):
        for part in ("say", "never"):
            wanted, given = len(getattr(original, part)), len(getattr(text, part))
            if wanted != given:
                yield (*spot, part), f"“{text.id}” has {wanted} lines under “{part}”, and {given} are here."
    for spot, entry, told in _entries(english, file):
        if {*entry.without} != {*told.without}:
            yield (*spot, "without"), f"These belong under “without”: {_list(told.without) or 'none'}."


def _list(names: Collection[str]) -> str:
    return ", ".join(names)


# --- Each line says what the English says ---------------------------------------------------------------------------


def _nothing_lost(english: English, file: TranslationFile) -> Iterator[Problem]:
    """Blanks, numbers and links are those of the English: a number that is not there may be the one to call."""
    yield from (problem for pair in _pairs(english, file) for problem in _lost(pair))


def _lost(pair: Pair) -> Iterator[Problem]:
    if {*BLANK.findall(pair.translated)} != {*BLANK.findall(pair.english)}:
        yield pair.spot, f"The blanks are not those of the English: “{pair.english}”"
    wanted, given = _to_keep(pair.english), _to_keep(pair.translated)
    lost = [f"“{kept}” is in the English and not here. Copy it as it is." for kept in sorted(wanted - given)]
    more = [f"“{kept}” is not in the English. Take it out." for kept in sorted(given - wanted)]
    yield from ((pair.spot, sentence) for sentence in lost or more)


def _to_keep(text: str) -> set[str]:
    return {*TO_KEEP.findall(BLANK.sub("", text))}


def _fits_beside(english: English, file: TranslationFile) -> Iterator[Problem]:
    """Both languages stand side by side, and a chat has so much room for that."""
    yield from (problem for pair in _pairs(english, file) for problem in _too_long(pair))


def _too_long(pair: Pair) -> Iterator[Problem]:
    over = len(both(pair.translated, pair.english)) - pair.room
    if pair.room and over > 0:
        yield pair.spot, f"Together with the English this is {over} characters too long. Please shorten it."


def _short_enough(file: TranslationFile) -> Iterator[Problem]:
    for position, text in enumerate(file.texts):
        if (over := text.longest - LONGEST_TEXT) > 0:
            yield ("texts", position), f"This text is {over} characters too long to be read in a hurry."


def _says_whom_to_call(file: TranslationFile) -> Iterator[Problem]:
    for name in ("other_language", "questions_first"):
        if EMERGENCY not in getattr(file.beside, name):
            yield ("beside", name), f"Say here to call {EMERGENCY} in danger."


def _pairs(english: English, file: TranslationFile) -> Iterator[Pair]:
    for spot, check, asked in _checks(english, file):
        yield Pair((*spot, "asks"), check.asks, asked.asks, LONGEST_LABEL)
        yield Pair((*spot, "hint"), check.hint, asked.hint, LONGEST_HINT)
        for at, (option, offered) in enumerate(zip(check.options, asked.options, strict=False)):
            yield Pair((*spot, "options", at), option.label, offered.label, LONGEST_OPTION)
    for spot, text, original in _texts(english, file):
        yield Pair((*spot, "title"), text.title, original.title, LONGEST_TITLE)
        yield from _lines((*spot, "say"), text.say, original.say)
        for at, (words, forbidden) in enumerate(zip(text.never, original.never, strict=False)):
            yield Pair((*spot, "never", at), words, forbidden)
    for spot, entry, told in _entries(english, file):
        yield from _of_entry(spot, entry, told)


def _of_entry(spot: Spot, told: TranslatedEntry, entry: Entry) -> Iterator[Pair]:
    yield Pair((*spot, "title"), told.title, entry.title, LONGEST_TITLE)
    yield Pair((*spot, "answer"), told.answer, entry.answer)
    for name in {*told.without} & {*entry.without}:
        yield Pair((*spot, "without", name), told.without[name], entry.without[name])


def _lines(spot: Spot, translated: Sequence[Sentence], english: Sequence[Sentence]) -> Iterator[Pair]:
    for at, (line, original) in enumerate(zip(translated, english, strict=False)):
        yield Pair((*spot, at), line.say, original.say)
        yield Pair((*spot, at), line.without, original.without)


def _checks(english: English, file: TranslationFile) -> Iterator[tuple[Spot, TranslatedCheck, SafetyCheck]]:
    asked = {check.value: check for check in english.safety.checks}
    for at, check in enumerate(file.checks):
        if check.value in asked:
            yield ("checks", at), check, asked[check.value]


def _texts(english: English, file: TranslationFile) -> Iterator[tuple[Spot, Said, Said]]:
    known = {text.id: text for text in english.safety.texts}
    for at, text in enumerate(file.texts):
        if text.id in known:
            yield ("texts", at), text, known[text.id]


def _entries(english: English, file: TranslationFile) -> Iterator[tuple[Spot, TranslatedEntry, Entry]]:
    told = {entry.slug: entry for entry in english.entries}
    for at, entry in enumerate(file.entries):
        if entry.slug in told:
            yield ("entries", at), entry, told[entry.slug]
