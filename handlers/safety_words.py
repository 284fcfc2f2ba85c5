"""The fixed safety texts for one reader: in their own language first, and always in English, which whoever helps them
may have to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.content.district_file import ENGLISH
from bot.content.knowledge import Entry
from bot.content.safety import SafetyCheck, SafetyText
from bot.content.translation_checks import both
from bot.house import House
from bot.ui import Text, literal

Data = Mapping[str, Any]


def language_of(data: Data, reader: str) -> str:
    """The language in which somebody reads the texts of a case: as it was when they began to report it."""
    return str(data.get("languages", {}).get(reader, ENGLISH))


def for_answers(answers: Mapping[str, str], house: House, language: str) -> Iterator[Text]:
    """What the answers to the safety questions call for, the most urgent first."""
    if translation := house.translation(language):
        yield from (_at_one_glance(text, house) for text in translation.safety.shown(answers))
    for text in house.content.safety.shown(answers):
        yield Text(_title(text))
        yield from _lines(text, house)


def of_text(text: SafetyText, house: House, language: str) -> Iterator[Text]:
    """One of the texts, below a title of its own or beside other words."""
    if translation := house.translation(language):
        yield _at_one_glance(translation.safety.text(text.id), house)
    yield from _lines(text, house)


def of_entry(entry: Entry, house: House, language: str) -> tuple[Text, ...]:
    """What the knowledge base says to a message that speaks of danger."""
    there = _in_words(entry, house, language)
    return tuple(Text(house.library.knowledge.said(one)) for one in (there, entry) if one)


def title_of(entry: Entry, house: House, language: str) -> str:
    """The title of such an answer, in both languages."""
    there = _in_words(entry, house, language)
    return both(there.title if there else "", entry.title)


def questions(house: House, language: str) -> tuple[SafetyCheck, ...]:
    """The safety questions, each in both languages."""
    asked, translation = house.content.safety.checks, house.translation(language)
    if translation is None:
        return asked
    return tuple(_in_both(there, here) for there, here in zip(translation.safety.checks, asked, strict=True))


def _in_words(entry: Entry, house: House, language: str) -> Entry | None:
    translation = house.translation(language)
    return translation.entry(entry) if translation else None


def _in_both(there: SafetyCheck, here: SafetyCheck) -> SafetyCheck:
    labels = [both(one.label, other.label) for one, other in zip(there.options, here.options, strict=True)]
    chosen = zip(here.options, labels, strict=True)
    shown = tuple(option.model_copy(update={"label": label}) for option, label in chosen)
    return here.model_copy(
        update={"asks": both(there.asks, here.asks), "hint": both(there.hint, here.hint), "options": shown}
    )


def _at_one_glance(text: SafetyText, house: House) -> Text:
    """A whole text in one element: with the English below it, a card has no room for more."""
    return Text("\n".join((_title(text), *text.paragraphs(house.district.contacts), *text.forbids)))


def _title(text: SafetyText) -> str:
    return f"**{literal(text.title)}**"


def _lines(text: SafetyText, house: House) -> Iterator[Text]:
    yield from (Text(line) for line in (*text.paragraphs(house.district.contacts), *text.forbids))
