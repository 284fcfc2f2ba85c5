"""A message that speaks of danger: the fixed text at once, who has been alerted, and a button to alert them
(`danger_alert.py`)."""

from __future__ import annotations

from collections.abc import Mapping

from bot import question_book
from bot.content.knowledge import Entry
from bot.conversation import Replies
from bot.desk import Desk
from bot.house import House
from bot.replies import Say
from bot.ui import Button, Card, Text
from bot.workflow import Case
from handlers import answers, incident_start, safety_words
from handlers.answers import Asked
from handlers.incident_lines import dangerous, open_lines
from handlers.incident_roles import reads_all
from handlers.incident_safety import is_only_heard
from handlers.incident_spoken import heed_what_was_sent, heeded, image_in, of_an_image


async def begun_of_an_image(desk: Desk, entry: Entry | None, words: str, language: str) -> Case | None:
    """The report that begins with a message which may speak of a sexual image, so that no file is touched which comes
    with it or after it; None for any other message."""
    if entry is None or not of_an_image(desk, entry):
        return None
    return await incident_start.draft_heard(desk, entry.slug, said_of_safety(desk, entry), words, language)


async def begun_of(desk: Desk, entry: Entry, language: str) -> Case | None:
    """The report that was begun about what such a message speaks of; where one closes the chat already, that one."""
    closing = dangerous(desk, await open_lines(desk))
    begun = closing or await begun_of_an_image(desk, entry, "", language)
    return begun if begun and begun.data.get("heard") == entry.slug and is_only_heard(begun.data) else None


def belongs_in_reports(desk: Desk, entry: Entry) -> bool:
    """Whether what such a message tells may stand in any report. Of suspected abuse nothing does but that it was
    reported, and when; a colleague's conduct has reports of its own, past those who must not hear of it."""
    answered = said_of_safety(desk, entry)
    return bool(answered) and not desk.house.content.safety.hands_off(answered)


def said_of_safety(desk: Desk, entry: Entry) -> Mapping[str, str]:
    """What such a message answers of the safety questions, where the on-call team may be alerted at once."""
    return desk.house.content.safety.in_chat(entry.slug)


async def interrupt(desk: Desk, entry: Entry, words: str, others: tuple[str, ...] = ()) -> Replies:
    """The safety text before anything else; what the search found stands below it, in case nobody is in danger."""
    card = await warning(desk, entry, words, others, to=await heeded(desk, words))
    await heed_what_was_sent(desk, words)
    return [Say(card)]


async def warning(
    desk: Desk, entry: Entry, words: str, others: tuple[str, ...], to: Case | None = None, became: str = ""
) -> Card:
    """The safety text, who has been alerted, the button to alert them, and what else may have been meant. Where a
    sexual image is spoken of, no file is taken from now on: into the chat, or into the report of which somebody speaks
    who reads the whole of it. What was typed is not kept.

    words  what speaks of danger; it is read once more, and not kept
    to     the report to which the words are going or that they name; the alert is about that
    became  what became of them there; "" where they are on their way
    """
    language, image = language_of(desk, words), image_in(desk, words)
    speaks = bool(to and image and reads_all(to, desk.me, desk.house.district))
    begun = None if speaks else await begun_of(desk, image or entry, language)
    asked = Asked(await question_book.note(desk, "", "interrupt", entry, others), language)
    meant = answers.rows(desk, "not_danger", answers.entries(desk, others)[: answers.OTHERS_SHOWN], asked)
    closed = (Text(desk.word("danger.takes_no_files", ref=to.ref)),) if to and speaks else ()
    texts = (
        *what_to_do(desk.house, entry, words, desk.event.person.language),
        *_nobody_alerted(desk, language, to, became),
        *closed,
    )
    body = (*texts, *answers.standing(desk, entry), *meant)
    return Card(title(desk, entry, words), body, _buttons(desk, entry, begun, language, to))


def language_of(desk: Desk, words: str) -> str:
    """In which language whoever wrote this reads what to do."""
    return desk.house.language(words, desk.event.person.language)


def title(desk: Desk, entry: Entry, words: str) -> str:
    """What stands above the fixed text, in the language of whoever wrote."""
    return safety_words.title_of(entry, desk.house, language_of(desk, words))


def what_to_do(house: House, entry: Entry, words: str, locale: str) -> tuple[Text, ...]:
    """The fixed text, for whoever wrote this. Where it stands in English alone, and they wrote in another language,
    they first read that something may have been missed, and whom to call.

    locale  the language of their chat, as it calls it
    """
    said = safety_words.of_entry(entry, house, house.language(words, locale))
    missed = () if len(said) > 1 else map(Text, answers.in_another_language(house, words, locale))
    return (*missed, *said)


def _nobody_alerted(desk: Desk, language: str, to: Case | None, became: str) -> tuple[Text, ...]:
    """Nobody has been called by what was written."""
    if to:
        return (Text(became or desk.word("danger.not_alerted", ref=to.ref)),)
    translation, english = desk.house.translation(language), Text(desk.word("danger.nobody_alerted"))
    return (Text(translation.beside.nobody_alerted), english) if translation else (english,)


def _buttons(desk: Desk, entry: Entry, begun: Case | None, language: str, to: Case | None) -> tuple[Button, ...]:
    action, value = ("incident.report", begun.stamp) if begun else ("incident.start", language)
    report = Button(action, desk.label("danger.button.report"), value, opens_form=True)
    if not said_of_safety(desk, entry):
        return (report,)
    about = " ".join((entry.slug, language, *((to.ref,) if to else ())))
    return (Button("danger.alert", desk.label("danger.button.alert"), about, look="danger"), report)
