"""The screens of a report: the safety questions before anything else, what it is, and everything once more to send."""

from __future__ import annotations

from typing import Any

from bot.conversation import LONGEST_NOTE, Replies, Screen
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers
from bot.replies import Open, Swap
from bot.ui import Button, Element, Facts, FilesField, Form, Text, TextField
from bot.workflow import Case, Refused
from handlers import incident_questions as questions
from handlers import safety_words
from handlers.incident_alarm import alarm_reaches, raise_alarm
from handlers.incident_card import alarm, asks_for_files, call_them, words_only
from handlers.incident_dangers import calls_at_once, not_alerted_of
from handlers.incident_facts import facts, members_only, not_shown_to
from handlers.incident_locked import for_sender, image_of, sent_by
from handlers.incident_match import join_by_file
from handlers.incident_recall import KIND
from handlers.incident_safety import answered, belonging_here, note_asked, worst
from handlers.incident_send import send

SAFETY, TEXTS, WHAT, DETAILS, SEND = (f"{KIND}.{name}" for name in ("safety", "texts", "what", "details", "send"))
SENDING = ("report", "complete")


async def next_open(desk: Desk, case: Case) -> Form:
    """Gives the form of the first screen that is not finished; when all are, the one that sends the report."""
    finished = case.data["screens"]
    if "safety" not in finished:
        return await draw_safety(desk, case, case.stamp)
    if "what" not in finished or not questions.is_answered(desk, case.data["answers"]):
        return await draw_what(desk, case, case.stamp)
    return await draw_send(desk, case, case.stamp)


async def _finish(desk: Desk, case: Case, screen: str, **data: Any) -> Case:
    """Keep what a screen that is finished says. Gives the case as it was saved."""
    return await _keep(desk, case, screens=list(dict.fromkeys((*case.data["screens"], screen))), **data)


async def _keep(desk: Desk, case: Case, **data: Any) -> Case:
    return await desk.save(case, {**case.data, **data}, data.get("answers", {}).get("school", ""))


# --- Safety first ---------------------------------------------------------------------------------------------------


async def draw_safety(desk: Desk, case: Case, stamp: str) -> Form:
    """Gives the form of the safety questions, with what this person answered themself."""
    title, label = desk.label("incident.screen.safety"), desk.label("incident.next")
    first = before_questions(desk, safety_words.language_of(case.data, desk.me))
    body = (*first, *questions.safety_fields(desk, case.data))
    return Form(SAFETY, title, body, label, stamp, step=(1, 3))


def before_questions(desk: Desk, language: str) -> tuple[Text, ...]:
    """Gives the words that stand above the questions: whom to call before any of them is answered."""
    translation = desk.house.translation(language)
    there = (Text(translation.beside.questions_first),) if translation else ()
    return (*there, Text(desk.word("incident.intro.safety")))


async def take_safety(desk: Desk, case: Case, _filled: Filled, answers: Answers) -> Replies:
    """Keep the answers; danger goes out at once. Opens the texts that an answer calls for, else the next screen."""
    safety = desk.house.content.safety
    given = worst(desk, answered(case.data), {name: str(value) for name, value in answers.items()})
    others = belonging_here(desk, case.data, given)
    kept = await _finish(desk, case, "safety", safety=given, may_alarm=safety.alerts(given), answers=others)
    if calls_at_once(kept, desk.house) and alarm_reaches(desk, kept):
        kept = await raise_alarm(desk, kept)
    if not safety.shown(given):
        return [Open(await next_open(desk, kept))]
    await desk.show(kept)
    return [Open(await draw_texts(desk, kept, kept.stamp))]


async def draw_texts(desk: Desk, case: Case, stamp: str) -> Form:
    """Gives the form with the texts: what to do now, in the district's own fixed words, and who has been alerted."""
    unheard = not_alerted_of(case, desk.house)
    button = Button(f"{KIND}.alarm", desk.label("incident.button.raise_alarm"), look="danger")
    language = safety_words.language_of(case.data, desk.me)
    body = (
        *safety_words.for_answers(case.data.get("safety", {}), desk.house, language),
        *for_sender(case, desk.me, sent_by(await desk.as_drawn(case), desk.me), desk.house),
        *alarm(case, desk.me, desk.house),
        *call_them(case, desk.house),
        *((Text(desk.word("incident.alarm.of_another")),) if unheard and case.data.get("alarm") else ()),
    )
    title, go_on, buttons = desk.label("incident.screen.texts"), desk.label("incident.go_on"), (button,)
    return Form(TEXTS, title, body, go_on, stamp, buttons if unheard else ())


async def take_texts(desk: Desk, case: Case, _filled: Filled, _answers: Answers) -> Replies:
    """The texts were read. Opens the next screen."""
    return [Open(await next_open(desk, case))]


async def press_alarm_in_form(desk: Desk, case: Case, _filled: Filled, _answers: Answers) -> Replies:
    """ "Alert the on-call team", under the texts: opens them anew, with who has been alerted. Refused where nobody has
    to be."""
    if not not_alerted_of(case, desk.house):
        raise Refused("alerted", case)
    raised = await raise_alarm(desk, case)
    return [Open(await draw_texts(desk, raised, raised.stamp))]


# --- What it is -----------------------------------------------------------------------------------------------------


async def draw_what(desk: Desk, case: Case, stamp: str) -> Form:
    """Gives the form that asks what it is, and where."""
    back = Button(f"{KIND}.back", desk.label("incident.back"), opens_form=True)
    fields = questions.what_fields(desk, case)
    return Form(WHAT, desk.label("incident.screen.what"), fields, desk.label("incident.next"), stamp, (back,), (2, 3))


async def examine_what(desk: Desk, case: Case, answers: Answers) -> None:
    """Wrong where the link leads to nothing, whatever else is still empty."""
    questions.examine_what(desk, case, {**case.data["answers"], **answers})


async def take_what(desk: Desk, case: Case, _filled: Filled, answers: Answers) -> Replies:
    """Keep what it is. Opens everything once more; Wrong as in `examine_what`."""
    given = questions.examine_what(desk, case, {**case.data["answers"], **answers})
    image = await image_of(desk, [given["item"]["key"]] if given["item"] else [], case.ref)
    kept = await _finish(desk, case, "what", answers=given, image_in=image)
    return [Open(await draw_send(desk, kept, kept.stamp))]


async def back_to_safety(desk: Desk, case: Case, _filled: Filled, answers: Answers) -> Replies:
    """Back: keep what is there, finished or not. Opens the safety questions."""
    kept = await _keep(desk, case, answers={**case.data["answers"], **answers})
    return [Open(await draw_safety(desk, kept, kept.stamp))]


# --- More, for those who have more to say ---------------------------------------------------------------------------


async def draw_details(desk: Desk, case: Case, stamp: str) -> Form:
    """Gives the form for whatever else can be said, with those who are left out so far and, as long as nobody reads it,
    a way to leave out nobody."""
    named = not_shown_to(case.data["answers"], desk.house)
    back = named and case.state == "draft"
    buttons = (Button(f"{KIND}.leave_nobody_out", desk.label("incident.leave_nobody_out")),) if back else ()
    body = (*((Facts(named),) if named else ()), *questions.detail_fields(desk, case.data))
    return Form(DETAILS, desk.label("incident.screen.details"), body, desk.label("incident.next"), stamp, buttons)


async def examine_details(desk: Desk, case: Case, answers: Answers) -> None:
    """Wrong for somebody who cannot be left out, whatever else is too long."""
    questions.examine_details(desk, case.data["answers"], answers)


async def take_details(desk: Desk, case: Case, _filled: Filled, answers: Answers) -> Replies:
    """Keep what else was said. Opens everything once more; Wrong as in `examine_details`."""
    given = questions.examine_details(desk, case.data["answers"], answers)
    kept = await _finish(desk, case, "details", answers=given)
    return [Open(await draw_send(desk, kept, kept.stamp))]


async def leave_nobody_out(desk: Desk, case: Case, _filled: Filled, answers: Answers) -> Replies:
    """Whoever was named by a slip may see it again. Opens the same screen, with nobody left out."""
    given = {**questions.about_the_matter(case.data["answers"], answers), "left_out": []}
    kept = await _keep(desk, case, answers=given)
    return [Open(await draw_details(desk, kept, kept.stamp))]


# --- Everything once more -------------------------------------------------------------------------------------------


async def draw_send(desk: Desk, case: Case, stamp: str) -> Form:
    """Gives the form that sends it: everything once more, room for words and screenshots, and the ways back."""
    note = case.data["answers"].get("note", "")
    buttons = (
        Button(f"{KIND}.details", desk.label("incident.add_details"), opens_form=True),
        Button(f"{KIND}.back", desk.label("incident.back"), opens_form=True),
    )
    asked = note_asked(case.data.get("safety", {}), desk.house)
    words = TextField(
        "note",
        desk.label(f"incident.field.{asked}"),
        desk.label(f"incident.hint.{asked}"),
        note,
        required=False,
        longest=LONGEST_NOTE,
        lines="many",
    )
    once_more = Facts((*facts(case.data["answers"], desk.house), *not_shown_to(case.data["answers"], desk.house)))
    counts = "screenshots" if asks_for_files(case, desk.me, desk.house) else "words"
    closed_off = members_only(case.data["answers"], counts, desk.house)
    body = (once_more, *closed_off, *_files(desk, case), words, Text(desk.word("incident.before_sending")))
    return Form(SEND, desk.label("incident.screen.send"), body, desk.label("incident.send"), stamp, buttons, (3, 3))


def _files(desk: Desk, case: Case) -> tuple[Element | FilesField, ...]:
    """Gives the control for files; a sentence in its place where one picture could be a crime to copy, or where nothing
    of the matter belongs here."""
    if not asks_for_files(case, desk.me, desk.house):
        return (words_only(case, desk.me, desk.house),)
    return (FilesField("files", desk.label("incident.field.files"), desk.label("incident.hint.files")),)


async def take_send(desk: Desk, case: Case, filled: Filled, answers: Answers) -> Replies:
    """Send it: gives the receipt in place of the form, and what the files led to. Where a screen was left open, opens
    that one instead."""
    if _has_open_screens(desk, case):
        return [Open(await next_open(desk, case))]
    given = {**case.data["answers"], "note": str(answers["note"])}
    receipt = await send(desk, case, filled, given)
    # Files came into what an alarm had sent off before anybody knew what it names.
    joined = [] if case.state == "draft" else await join_by_file(desk, await desk.case(case.ref))
    return [Swap(receipt), *joined]


def _has_open_screens(desk: Desk, case: Case) -> bool:
    return not {"safety", "what"} <= {*case.data["screens"]} or not questions.is_answered(desk, case.data["answers"])


async def to_details(desk: Desk, case: Case, _filled: Filled, answers: Answers) -> Replies:
    """Keep the words that were typed. Opens the screen for whatever else can be said."""
    kept = await _keep_note(desk, case, answers)
    return [Open(await draw_details(desk, kept, kept.stamp))]


async def back_to_what(desk: Desk, case: Case, _filled: Filled, answers: Answers) -> Replies:
    """Keep the words that were typed. Opens the screen that asks what it is."""
    kept = await _keep_note(desk, case, answers)
    return [Open(await draw_what(desk, kept, kept.stamp))]


async def _keep_note(desk: Desk, case: Case, answers: Answers) -> Case:
    held = await desk.held_case(case.ref)
    return await _keep(desk, held, answers={**held.data["answers"], "note": str(answers["note"])})


SCREENS = (
    Screen(SAFETY, draw_safety, take_safety, SENDING, saves=True),
    Screen(TEXTS, draw_texts, take_texts, SENDING, {f"{KIND}.alarm": press_alarm_in_form}, saves=True),
    Screen(WHAT, draw_what, take_what, SENDING, {f"{KIND}.back": back_to_safety}, saves=True, examines=examine_what),
    Screen(
        DETAILS,
        draw_details,
        take_details,
        SENDING,
        {f"{KIND}.leave_nobody_out": leave_nobody_out},
        saves=True,
        examines=examine_details,
    ),
    # It does not hold its case from the start: whoever needs a second one as well holds both in one order.
    Screen(SEND, draw_send, take_send, SENDING, {f"{KIND}.details": to_details, f"{KIND}.back": back_to_what}),
)
