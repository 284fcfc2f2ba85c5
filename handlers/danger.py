"""A message that speaks of danger: the fixed text at once, who has been alerted, and a button to alert them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot import question_book
from bot.content.knowledge import Entry
from bot.conversation import Replies
from bot.desk import Desk
from bot.events import Clicked
from bot.replies import Say, Swap
from bot.ui import Button, Card, Element, Text
from bot.workflow import Case, Refused
from handlers import answers, incident_start, safety_words
from handlers.answers import Asked
from handlers.incident_lines import dangerous, open_lines
from handlers.incident_recall import KIND, OPEN
from handlers.incident_roles import handlers
from handlers.incident_safety import is_only_heard
from handlers.incident_screens import raise_alarm
from handlers.incident_spoken import heeded, of_an_image, speaks_of

ONE_ALARM = timedelta(hours=1)
"""Whoever presses again within this time, about the same kind of danger, is first shown the alarm that they raised."""
ALARMS_LOOKED_THROUGH = 20


async def begun_of_an_image(desk: Desk, entry: Entry | None, words: str, language: str) -> Case | None:
    """The report that begins with a message which may speak of a sexual image, so that no file is touched which comes
    with it or after it; None for any other message."""
    if entry is None or not of_an_image(desk, entry):
        return None
    return await incident_start.draft_heard(desk, entry.slug, said_of_safety(desk, entry), words, language)


async def _begun(desk: Desk, entry: Entry, language: str) -> Case | None:
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
    return [Say(await warning(desk, entry, words, others, to=await heeded(desk, entry, words)))]


async def warning(desk: Desk, entry: Entry, words: str, others: tuple[str, ...], to: Case | None = None) -> Card:
    """The safety text, who has been alerted, the button to alert them, and what else may have been meant. Where a
    sexual image is spoken of, no file is taken from now on: into the chat, or into the report of which somebody speaks
    who reads the whole of it. What was typed is not kept.

    words  what speaks of danger; it is read once more, and not kept
    to     the report to which the words are going or that they name; the alert of whoever handles it is about that
    """
    language, speaks = language_of(desk, words), bool(to and speaks_of(desk, to, entry))
    begun = None if speaks else await _begun(desk, entry, language)
    asked = Asked(await question_book.note(desk, "", "interrupt", entry, others), language)
    meant = answers.rows(desk, "not_danger", answers.entries(desk, others)[: answers.OTHERS_SHOWN], asked)
    closed = (Text(desk.word("danger.takes_no_files", ref=to.ref)),) if to and speaks else ()
    texts = (*what_to_do(desk, entry, words), *_nobody_alerted(desk, language, to), *closed)
    body = (*texts, *answers.standing(desk, entry), *meant)
    return Card(title(desk, entry, words), body, _buttons(desk, entry, begun, language, to))


def language_of(desk: Desk, words: str) -> str:
    """In which language whoever wrote this reads what to do."""
    return desk.house.language(words, desk.event.person.language)


def title(desk: Desk, entry: Entry, words: str) -> str:
    """What stands above the fixed text, in the language of whoever wrote."""
    return safety_words.title_of(entry, desk.house, language_of(desk, words))


def what_to_do(desk: Desk, entry: Entry, words: str) -> tuple[Element, ...]:
    """The fixed text, for whoever wrote this. Where it stands in English alone, and they wrote in another language,
    they first read that something may have been missed, and whom to call."""
    said = safety_words.of_entry(entry, desk.house, language_of(desk, words))
    missed = () if len(said) > 1 else answers.in_another_language(desk, words)
    return (*missed, *said)


def _nobody_alerted(desk: Desk, language: str, to: Case | None) -> tuple[Text, ...]:
    """Nobody has been called by what was written."""
    if to:
        return (Text(desk.word("danger.not_alerted", ref=to.ref)),)
    translation, english = desk.house.translation(language), Text(desk.word("danger.nobody_alerted"))
    return (Text(translation.beside.nobody_alerted), english) if translation else (english,)


def _buttons(desk: Desk, entry: Entry, begun: Case | None, language: str, to: Case | None) -> tuple[Button, ...]:
    action, value = ("incident.report", begun.stamp) if begun else ("incident.start", language)
    report = Button(action, desk.label("danger.button.report"), value, opens_form=True)
    if not said_of_safety(desk, entry):
        return (report,)
    action, about = "danger.alert", f"{entry.slug} {language}"
    if to and not to.data.get("alarm") and desk.me in handlers.who(to, desk.house.district):
        action, about = f"{KIND}.raise_alarm", to.stamp
    return (Button(action, desk.label("danger.button.alert"), about, look="danger"), report)


async def alert(desk: Desk, clicked: Clicked) -> Replies:
    """ "Alert the on-call team": at once, without a form. What was typed is not passed on; the report takes words."""
    slug, _, language = clicked.value.partition(" ")
    entry = _entry(desk, slug)
    before = await _raised(desk, entry)
    return [await (_show_raised(desk, entry, before) if before else _raise(desk, entry, language))]


async def alert_anew(desk: Desk, clicked: Clicked) -> Replies:
    """ "Send a new alert", below one that this person raised a moment ago: there is another danger of the same kind. A
    second press shows what the first one raised."""
    slug, _, ref = clicked.value.partition(" ")
    entry = _entry(desk, slug)
    before = await _raised(desk, entry)
    if before and before.ref != ref:
        return [await _show_raised(desk, entry, before)]
    language = safety_words.language_of(before.data, desk.me) if before else desk.language
    return [await _raise(desk, entry, language)]


def _entry(desk: Desk, slug: str) -> Entry:
    entry = desk.house.library.knowledge.entry(slug)
    if entry is None or not said_of_safety(desk, entry):
        raise Refused("unknown_button")
    return entry


async def _raised(desk: Desk, entry: Entry) -> Case | None:
    """The alarm that this person raised a moment ago from the same text."""
    mine = await desk.mine(KIND, ALARMS_LOOKED_THROUGH, states=(*OPEN, "joined"))
    alike = (case for case in mine if case.data.get("heard") == entry.slug)
    return next((case for case in alike if desk.now - case.opened_at < ONE_ALARM), None)


async def _show_raised(desk: Desk, entry: Entry, case: Case) -> Swap:
    """No second alarm, and no word that sounds like one."""
    when = desk.house.clock(case.opened_at)
    anew = Button("danger.alert_anew", desk.label("danger.button.alert_anew"), f"{entry.slug} {case.ref}", "danger")
    return await _said(desk, entry, case, desk.word("danger.alerted_before", ref=case.ref, when=when), anew)


async def _raise(desk: Desk, entry: Entry, language: str) -> Swap:
    begun = await _begun(desk, entry, language)
    draft = begun if begun and not begun.data["answers"] else await incident_start.draft(desk, language)
    called_for = {"screens": [], "safety": said_of_safety(desk, entry), "may_alarm": True, "heard": entry.slug}
    case = await raise_alarm(desk, await desk.save(draft, {**draft.data, **called_for}))
    return await _said(desk, entry, case, desk.word("danger.alerted", ref=case.ref))


async def _said(desk: Desk, entry: Entry, case: Case, alerted: str, *buttons: Button) -> Swap:
    """The text stays where it was, with who has been alerted; the report stands below."""
    await desk.show(case)
    language = safety_words.language_of(case.data, desk.me)
    body = (*safety_words.of_entry(entry, desk.house, language), Text(alerted))
    return await desk.change(Card(safety_words.title_of(entry, desk.house, language), body, buttons))
