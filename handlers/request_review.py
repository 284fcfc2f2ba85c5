"""The last screen of a request: every answer once more with a way back to it, the advice, and what sending means."""

from __future__ import annotations

from itertools import count

from bot.content.advice import advise
from bot.desk import Desk
from bot.ui import Button, Element, Form, Quote, Row, Rows, Text, YesField
from bot.workflow import Case
from handlers.request_questions import QUESTIONS, Given, asked_for, path
from handlers.request_words import KIND, facts, is_there_already

REVIEW = f"{KIND}.review"
CHANGE = f"{KIND}.change_"
"""The button beside a screen's answers; the screen's name follows."""
MOST_SAME_ACCOUNTS = 5
ACCOUNTS_AT_ONCE = 50
"""Of a school's part of the register, and of what the requester manages elsewhere, which are read together."""


async def draw_review(desk: Desk, case: Case, stamp: str) -> Form:
    """Everything once more, the advice, and what filing means."""
    given = case.data["answers"]
    steps = path(given)
    advice = await advice_on(desk, case)
    rows = tuple(_review_row(desk, name, given) for name in steps)
    confirm = YesField("confirm", desk.label("account_request.field.confirm"), desk.label("account_request.confirm"))
    return Form(
        REVIEW,
        desk.label("account_request.screen.review"),
        (
            *await _changes_asked_for(desk, case),
            Rows(rows),
            *([Text(desk.word("account_request.advice")), *(Text("• " + line) for line in advice)] if advice else []),
            Text(desk.word("account_request.three_lines")),
            confirm,
        ),
        desk.label("account_request.file"),
        stamp,
        step=(len(steps) + 1, len(steps) + 1),
    )


async def _changes_asked_for(desk: Desk, case: Case) -> tuple[Element, ...]:
    """After changes were asked for: what was asked, above the answers."""
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
    change = Button(f"{CHANGE}{name}", desk.label("account_request.change"), opens_form=True)
    detail = "\n".join(value if label == title else f"{label}: {value}" for label, value in said)
    return Row(title, detail, change)


async def advice_on(desk: Desk, case: Case) -> tuple[str, ...]:
    """The lines of advice on a request as it is answered so far; `content/questions.yaml` has them."""
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
