"""The screens of a request: the procedure's four questions one at a time, and everything once more at the end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

from bot.content.questions import Questions, advise
from bot.conversation import Replies, Screen
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers
from bot.replies import Open, Swap
from bot.ui import (
    Button,
    Card,
    Element,
    Facts,
    Form,
    Quote,
    Row,
    Rows,
    Text,
    YesField,
)
from bot.workflow import Case
from handlers import request_link
from handlers.request_approval import APPROVED_BY
from handlers.request_questions import QUESTIONS, Given, asked_for, is_answered, path
from handlers.request_roles import DECIDES
from handlers.request_states import changes_asked_in, school_last_read
from handlers.request_words import KIND, facts, is_there_already, with_labels

REVIEW = f"{KIND}.review"
FILING = ("file", "refile")
MOST_SAME_ACCOUNTS = 5
ACCOUNTS_AT_ONCE = 50
"""Of a school's part of the register, and of what the requester manages elsewhere, which are read together."""

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


# --- Everything once more ---------------------------------------------------------------------------------------


async def draw_review(desk: Desk, case: Case, stamp: str) -> Form:
    """Everything once more, the advice, and what filing means."""
    given = case.data["answers"]
    steps = path(given)
    advice = await _advice(desk, case)
    rows = tuple(_review_row(desk, name, given) for name in steps)
    confirm = YesField("confirm", desk.label("account_request.field.confirm"), desk.label("account_request.confirm"))
    return Form(
        REVIEW,
        desk.label("account_request.screen.review"),
        (
            *await _wanted(desk, case),
            Rows(rows),
            *([Text(desk.word("account_request.advice")), *(Text("• " + line) for line in advice)] if advice else []),
            Text(desk.word("account_request.three_lines")),
            confirm,
        ),
        desk.label("account_request.file"),
        stamp,
        step=(len(steps) + 1, len(steps) + 1),
    )


async def _wanted(desk: Desk, case: Case) -> tuple[Element, ...]:
    """What somebody asked to be changed, before the eyes of whoever changes it."""
    if case.state != "changes_wanted":
        return ()
    asked = [step for step in await desk.history(case) if step.move == "ask_for_changes"][-1:]
    return tuple(part for step in asked for part in (_asked_by(desk, step.by), Quote(step.note)))


def _asked_by(desk: Desk, email: str) -> Text:
    return Text(desk.word("account_request.wanted", by=desk.house.name(email)))


def _review_row(desk: Desk, name: str, given: Given) -> Row:
    """One screen's answers, and the way back to them."""
    given = {key: value for key, value in given.items() if key in (*QUESTIONS[name].gives, "labels")}
    title, said = desk.label(f"account_request.screen.{name}"), facts(given, desk.house)
    change = Button(f"{KIND}.change_{name}", desk.label("account_request.change"), opens_form=True)
    detail = "\n".join(value if label == title else f"{label}: {value}" for label, value in said)
    return Row(title, detail, change)


async def _advice(desk: Desk, case: Case) -> tuple[str, ...]:
    given, content = asked_for(case.data["answers"]), desk.house.content
    same = await _same_accounts(desk, given)
    found = [(desk.faces["account"].title(one, desk.me, desk.house), one.data.get("url", "")) for one in same]
    return tuple(advice.say for advice in advise(content.questions, given, content.tools, found))


async def _same_accounts(desk: Desk, given: Given) -> list[Case]:
    """What the register has for this school and audience, newest first; whoever asks about an account that is there
    already asks for none."""
    found: list[Case] = []
    pages = count(0, ACCOUNTS_AT_ONCE) if given.get("school") and not is_there_already(given) else ()
    for skip in pages:
        accounts = await desk.register("account", [given["school"]], ACCOUNTS_AT_ONCE, skip)
        found += [account for account in accounts if _may_serve(account, given)]
        if len(accounts) < ACCOUNTS_AT_ONCE or len(found) >= MOST_SAME_ACCOUNTS:
            break
    return found[:MOST_SAME_ACCOUNTS]


def _may_serve(account: Case, given: Given) -> bool:
    """At this school, for one of these readers; an account whose audience nobody wrote down counts."""
    audience = set(account.data.get("audience", ()))
    same = not audience or not audience.isdisjoint(given.get("audience", ()))
    return same and account.school == given["school"]


async def _file(desk: Desk, case: Case, filled: Filled, _answers: Answers) -> Replies:
    """File the request, or send it back to whoever asked for changes."""
    if _unfinished(desk, case) and case.state in ("draft", "changes_wanted"):
        return [Open(await next_open(desk, case))]
    data = await _as_filed(desk, case)
    answers, name = data["answers"], "refile" if case.state == "changes_wanted" else "file"
    await request_link.claim(desk, case, answers)
    moved = await desk.move(filled.value, name, data=data, changes=data["changed"])
    await desk.belong(moved, {"manager": answers["manager"], "second_manager": answers["second_manager"]})
    await desk.show(moved)
    return [Swap(_filed(desk, moved))]


async def _as_filed(desk: Desk, case: Case) -> dict[str, Any]:
    """What a request holds once it is sent: its answers as its readers will see them, the advice, and what changed."""
    then, given = case.data.get("answers_then"), case.data["answers"]
    answers = with_labels(asked_for(given), given, desk.house)
    data = {**case.data, "answers": answers, "advice": list(await _advice(desk, case)), "read_in": _read_in(case)}
    data["changed"] = _changes(desk, then, answers) if then else {}
    if case.state == "draft":
        data["questions"] = desk.house.content.questions.version
    # A yes was to the answers as they were; what a principal gave away or asked for binds nobody in another school.
    of_the_school = () if school_last_read(case) == case.school else ("assigned", "conditions")
    settled = ("answers_then", APPROVED_BY, *of_the_school)
    return {name: kept for name, kept in data.items() if name not in settled}


def _read_in(case: Case) -> str:
    """The state in which whoever asked for changes has read the request; "" where another school is asked instead."""
    moved_school, asked = school_last_read(case) != case.school, changes_asked_in(case)
    return "" if moved_school and asked == "with_principal" else asked


def _changes(desk: Desk, then: Given, now: Given) -> dict[str, tuple[str, str]]:
    before, after = dict(facts(then, desk.house)), dict(facts(now, desk.house))
    names = [name for name in (*before, *after) if before.get(name) != after.get(name)]
    return {name: (before.get(name, ""), after.get(name, "")) for name in dict.fromkeys(names)}


def _filed(desk: Desk, case: Case) -> Card:
    """The reference, what happens next, and the usual time: not a promise."""
    return Card(
        title=desk.label("account_request.filed.title", ref=case.ref),
        body=(
            _what_next(desk, case),
            Text(desk.word(f"account_request.filed.until.{case.data['answers'].get('kind', 'new')}")),
            Facts(((desk.label("account_request.filed.expect"), _usual_time(desk)),)),
        ),
    )


def _usual_time(desk: Desk) -> str:
    days = desk.house.district.usual_days
    return (
        desk.label("account_request.filed.usual", days=str(days)) if days else desk.label("account_request.filed.open")
    )


def _what_next(desk: Desk, case: Case) -> Text:
    """Who reads it and decides; by name where that is somebody else than usual."""
    district = desk.house.district
    usual = {
        "with_principal": district.principal_and_stand_ins(case.school),
        "with_director": district.role("communications_director"),
    }
    decider = DECIDES[case.state].who(case, district)[0]
    if decider in usual[case.state][:1]:
        return Text(desk.word(f"account_request.filed.{case.state}"))
    return Text(desk.word(f"account_request.filed.instead.{case.state}", decider=desk.house.name(decider)))


def _changing(name: str) -> Callable[..., Awaitable[Replies]]:
    async def change(desk: Desk, case: Case, _filled: Filled, _answers: Answers) -> Replies:
        return [Open(await draw_question(desk, case, name, case.stamp))]

    return change


SCREENS = (
    *(_screen(name) for name in QUESTIONS),
    Screen(REVIEW, draw_review, _file, FILING, {f"{KIND}.change_{name}": _changing(name) for name in QUESTIONS}),
)
