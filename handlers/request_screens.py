"""The screens of a request, one after the other: the four questions of the procedure, then everything once more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.content.questions_file import Questions
from bot.conversation import Replies, Screen
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers
from bot.replies import Open
from bot.ui import Button, Element, Form, Text
from bot.workflow import Case
from handlers import request_filing
from handlers.request_questions import QUESTIONS, Given, is_answered, path
from handlers.request_review import CHANGE, REVIEW, draw_review
from handlers.request_words import KIND

FILING = ("file", "refile")

# --- From one screen to the next ------------------------------------------------------------------------------------


async def first(desk: Desk, case: Case) -> Form:
    """The first screen, with the school of the last request filled in."""
    return await draw_question(desk, case, "start", case.stamp)


async def next_open(desk: Desk, case: Case) -> Form:
    """The first screen that is not finished; everything once more when all are."""
    unfinished = _unfinished(desk, case)
    if unfinished:
        return await draw_question(desk, case, unfinished[0], case.stamp)
    return await draw_review(desk, case, case.stamp)


def _unfinished(desk: Desk, case: Case) -> list[str]:
    given, screens = case.data["answers"], case.data["screens"]
    return [name for name in path(given) if name not in screens or not is_answered(desk, name, given)]


async def draw_question(desk: Desk, case: Case, name: str, stamp: str) -> Form:
    """One question, with why it is asked, where it stands among the others, and the way back."""
    given = await _with_school(desk, case.data["answers"])
    steps = path(given)
    at = steps.index(name) if name in steps else 0
    back = Button(f"{KIND}.back", desk.label("account_request.back"), opens_form=True)
    return Form(
        f"{KIND}.{name}",
        desk.label(f"account_request.screen.{name}"),
        (*_why(desk, name), *QUESTIONS[name].fields(desk, given), Text(desk.word("account_request.saved"), quiet=True)),
        desk.label("account_request.next"),
        stamp,
        (back,) if at else (),
        (at + 1, len(steps) + 1),
    )


def _why(desk: Desk, name: str) -> tuple[Element, ...]:
    """The question in the procedure's words, and in one line why it is asked."""
    questions: Questions = desk.house.content.questions
    question = questions.question(name)
    if question is None:
        return (Text(desk.word(f"account_request.intro.{name}")),)
    return (Text(f"**{question.asks}**"), Text(question.why, quiet=True))


async def _with_school(desk: Desk, given: Given) -> Given:
    if given.get("school"):
        return given
    before = [case.school for case in await desk.mine(KIND, 5) if case.school]
    school = (*before, desk.house.district.school_of(desk.me) or "")[0]
    return {**given, "school": school} if desk.house.district.school(school) else given


async def _take(desk: Desk, case: Case, name: str, answers: Answers) -> Replies:
    """Next: keep the screen and show the one after it."""
    given = await QUESTIONS[name].examine(desk, {**case.data["answers"], **_plain(answers)})
    kept = await _keep(desk, case, given, (*case.data["screens"], name))
    return [Open(await next_open(desk, kept))]


async def _back(desk: Desk, case: Case, name: str, answers: Answers) -> Replies:
    """Back: keep what is there, finished or not, and show the one before."""
    given = {**case.data["answers"], **_plain(answers)}
    screens = tuple(screen for screen in case.data["screens"] if screen != name)
    kept = await _keep(desk, case, given, screens)
    steps = path(given)
    at = steps.index(name) if name in steps else 0  # another window may have taken the other path meanwhile
    return [Open(await draw_question(desk, kept, steps[max(at - 1, 0)], kept.stamp))]


async def _keep(desk: Desk, case: Case, given: Given, screens: tuple[str, ...]) -> Case:
    data = {**case.data, "answers": dict(given), "screens": list(dict.fromkeys(screens))}
    if case.state == "changes_wanted":
        data.setdefault("answers_then", dict(case.data["answers"]))
    return await desk.save(case, data, given.get("school", ""))


def _plain(answers: Answers) -> dict[str, Any]:
    return {name: list(answer) if isinstance(answer, tuple) else answer for name, answer in answers.items()}


def _screen(name: str) -> Screen:
    async def draw(desk: Desk, case: Case, stamp: str) -> Form:
        return await draw_question(desk, case, name, stamp)

    async def take(desk: Desk, case: Case, _filled: Filled, answers: Answers) -> Replies:
        return await _take(desk, case, name, answers)

    async def back(desk: Desk, case: Case, _filled: Filled, answers: Answers) -> Replies:
        return await _back(desk, case, name, answers)

    async def examine(desk: Desk, case: Case, answers: Answers) -> Given:
        return await QUESTIONS[name].examine(desk, {**case.data["answers"], **_plain(answers)})

    return Screen(f"{KIND}.{name}", draw, take, FILING, {f"{KIND}.back": back}, saves=True, examines=examine)


# --- The last screen --------------------------------------------------------------------------------------------------


async def _take_review(desk: Desk, case: Case, filled: Filled, _answers: Answers) -> Replies:
    """Send it; but first ask what was left open, or is not offered any more."""
    if _unfinished(desk, case) and case.state in ("draft", "changes_wanted"):
        return [Open(await next_open(desk, case))]
    return await request_filing.file(desk, case, filled)


def _changing(name: str) -> Callable[..., Awaitable[Replies]]:
    async def change(desk: Desk, case: Case, _filled: Filled, _answers: Answers) -> Replies:
        return [Open(await draw_question(desk, case, name, case.stamp))]

    return change


SCREENS = (
    *(_screen(name) for name in QUESTIONS),
    Screen(REVIEW, draw_review, _take_review, FILING, {f"{CHANGE}{name}": _changing(name) for name in QUESTIONS}),
)
