"""The cards of the knowledge base: an answer, a safety text, a choice of titles, and the honest "I do not know"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.content.district_file import ENGLISH
from bot.content.knowledge import Entry
from bot.dates import day
from bot.desk import Desk
from bot.house import House
from bot.question_book import Question
from bot.ui import Button, Card, Element, Row, Rows, Text
from handlers import safety_words

OTHERS_SHOWN = 2
TITLES_SHOWN = 3
OFFICE = "communications_office"
"""Its number, among the contacts of district.yaml."""


class Asked(NamedTuple):
    """What was asked, and in which language its answers are read, which no button could tell again."""

    question: Question
    language: str

    @property
    def carried(self) -> str:
        """Both, in the value of a button; `carried` reads them again."""
        return f"{self.question.id} {self.language}"


def carried(desk: Desk, value: str) -> tuple[str, str]:
    """The id or slug in the value of a button and the language of its card; that of the chat, where it holds none."""
    name, _, language = value.partition(" ")
    return name, language or desk.language


def answer(desk: Desk, entry: Entry, asked: Asked, after: str = "") -> Card:
    """What the knowledge base says, what it stands on, and the ways on from there.

    after  what has been said about it: helped or unhelpful; "" while nothing has
    """
    said = safety_words.of_entry(entry, desk.house, asked.language)
    others = _others(desk, entry, asked.question)
    # Whoever was helped is not asked any more whether they meant something else.
    meant = () if after == "helped" else rows(desk, "meant", others, asked)
    body = (*said, *_number_of_the_office(desk, entry), *standing(desk, entry), *_thanks(desk, after), *meant)
    title = safety_words.title_of(entry, desk.house, asked.language)
    return Card(title, (*body, *_next(desk, entry, others, asked.language)), _buttons(desk, entry, asked, after))


def _number_of_the_office(desk: Desk, entry: Entry) -> tuple[Text, ...]:
    """The phone of the Communications Director's office, below an answer that names them and not their number. A text
    for an emergency names others to call."""
    said, phone = desk.house.library.knowledge.said(entry), desk.house.district.contacts.get(OFFICE, "")
    if entry.interrupt or not phone or phone in said or desk.label("question.office.named") not in said:
        return ()
    return (Text(desk.word("question.office.phone", phone=phone), quiet=True),)


def _others(desk: Desk, entry: Entry, question: Question) -> tuple[Entry, ...]:
    others = (slug for slug in question.others if slug != entry.slug)
    return entries(desk, others)[:OTHERS_SHOWN]


def entries(desk: Desk, slugs: Iterable[str]) -> tuple[Entry, ...]:
    """The entries of these slugs, in their order; one that the knowledge base has no more is passed over."""
    return tuple(entry for slug in slugs if (entry := desk.house.library.knowledge.entry(slug)))


def in_another_language(house: House, words: str, locale: str) -> tuple[str, ...]:
    """For words that are not English: that something may be missed, and to call in danger, in English and in the
    language of whoever wrote them, where somebody has translated it into that; Spanish needs no translation.

    locale  the language of their chat, as it calls it
    """
    if _is_english(house, words):
        return ()
    theirs = _in_their_language(house, words, locale, "other_language") or _in_spanish(
        house, words, house.words("question.other_language.spanish")
    )
    return ("\n".join((house.words("question.other_language.english"), *theirs)),)


def _ask_a_person(desk: Desk, words: str) -> tuple[str, ...]:
    """That a person can be asked, where whoever wrote these words reads it in another language than English."""
    if _is_english(desk.house, words):
        return ()
    told = _in_their_language(desk.house, words, desk.event.person.language, "ask_a_person")
    return told or _in_spanish(desk.house, words, desk.word("question.ask_a_person.spanish"))


def _is_english(house: House, words: str) -> bool:
    return house.library.is_english(words) and house.language(words, "") == ENGLISH


def _in_their_language(house: House, words: str, locale: str, name: str) -> tuple[str, ...]:
    """A sentence that a translation has beside the texts."""
    translation = house.translation(house.language(words, locale))
    told = getattr(translation.beside, name) if translation else ""
    return (told,) if told else ()


def _in_spanish(house: House, words: str, sentence: str) -> tuple[str, ...]:
    return (sentence,) if house.library.is_spanish(words) else ()


def standing(desk: Desk, entry: Entry) -> tuple[Text, ...]:
    """What it stands on, and who has read it: a reader should know how far to trust it. A text for an emergency is to
    be followed, so that whoever reviews it learns of its age from `check`, and nobody is made to doubt in the chat."""
    sources = [desk.word("question.stands_on", sources=_sources(desk, entry))] if entry.authority else []
    read = [] if entry.interrupt else [_read_by(desk, entry)]
    emergency = (_in_an_emergency(desk),) if entry.redirect else ()
    return (*emergency, *(Text(line, quiet=True) for line in (*sources, *read)))


def _in_an_emergency(desk: Desk) -> Text:
    """Beside what sends somebody to an office, or to nobody: it may be an emergency of which no sign speaks."""
    return Text(desk.word("question.emergency"), quiet=True)


def _read_by(desk: Desk, entry: Entry) -> str:
    if entry.reviewed_by and entry.reviewed_on:
        return desk.word("question.reviewed", by=entry.reviewed_by, day=day(entry.reviewed_on))
    return desk.word("question.written", day=day(entry.written_on))


def _sources(desk: Desk, entry: Entry) -> str:
    named = ((one, desk.house.library.knowledge.filled(one.source)) for one in entry.authority)
    return "; ".join(
        source if one.status == "verified" else desk.label(f"question.status.{one.status}", source=source)
        for one, source in named
    )


def _thanks(desk: Desk, after: str) -> tuple[Text, ...]:
    return (Text(desk.word(f"question.after.{after}")),) if after else ()


def rows(desk: Desk, heading: str, titles: Sequence[Entry], asked: Asked) -> tuple[Element, ...]:
    """Titles, each with a button that says it was the one that was meant."""
    read = desk.label("question.button.read")
    found = tuple(Row(one.title, "", Button("question.choose", read, f"{one.slug}/{asked.carried}")) for one in titles)
    return (Text(desk.word(f"question.heading.{heading}")), Rows(found)) if found else ()


def _next(desk: Desk, entry: Entry, shown: Sequence[Entry], language: str) -> tuple[Element, ...]:
    read = desk.label("question.button.read")
    follow_ups = [one for one in desk.house.library.knowledge.follow_ups(entry) if one not in shown]
    found = tuple(Row(one.title, "", Button("question.read", read, f"{one.slug} {language}")) for one in follow_ups)
    return (Text(desk.word("question.heading.next")), Rows(found)) if found else ()


def _buttons(desk: Desk, entry: Entry, asked: Asked, after: str) -> tuple[Button, ...]:
    rating = () if after else tuple(_button(desk, name, asked) for name in ("helped", "unhelpful"))
    begin = Button("incident.start", desk.label("incident.button.start"), opens_form=True)
    return (*((begin,) if entry.reports else ()), *rating, _button(desk, "person", asked))


def _button(desk: Desk, name: str, asked: Asked) -> Button:
    asks = name == "person"
    return Button(f"question.{name}", desk.label(f"question.button.{name}"), asked.carried, opens_form=asks)


def choice(desk: Desk, asked: Asked, words: str) -> Card:
    """Not sure: the nearest titles, and a person.

    words  the whole message, by which its language is known
    """
    nearest = entries(desk, asked.question.others)[:TITLES_SHOWN]
    theirs = _ask_a_person(desk, words)
    person = (Text("\n".join((desk.word("question.ask_a_person.english"), *theirs))),) if theirs else ()
    body = (*rows(desk, "unsure", nearest, asked), *person, _in_an_emergency(desk))
    return Card(body=body, buttons=(_button(desk, "person", asked),))


def nothing(desk: Desk, asked: Asked, words: str) -> Card:
    """No answer here: said plainly, with a person to ask."""
    none = Text("\n".join((desk.word("question.none"), *_ask_a_person(desk, words))))
    body = (none, _in_an_emergency(desk))
    return Card(body=body, buttons=(_button(desk, "person", asked),))
