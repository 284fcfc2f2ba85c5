"""The first words, and the home page."""

from __future__ import annotations

from collections.abc import Collection

from bot.desk import Desk
from bot.events import Clicked, Event, Heard, Joined
from bot.menu import Conversation, Replies
from bot.replies import Say, Swap
from bot.ui import Button, Card, Element, Rows, Text
from bot.workflow import Case
from handlers import account, account_request, incident, incident_lists, inquiry, my_requests
from handlers.lists import case_row

KINDS = (account_request.KIND, incident.KIND, inquiry.KIND)


async def meet(desk: Desk, event: Event) -> Replies:
    """Somebody opened the chat (they are greeted once), or their home page."""
    if isinstance(event, Joined) and event.where == "home":
        return [Swap(await home(desk))]
    await desk.say(_hello(desk), key=f"hello/{desk.me}")
    return []


async def hear_home(desk: Desk, _heard: Heard) -> Replies:
    return [Say(await home(desk))]


async def hear_hello(desk: Desk, _heard: Heard) -> Replies:
    return [Say(_hello(desk))]


def _hello(desk: Desk) -> Card:
    return Card(desk.label("home.hello"), (Text(desk.word("home.can_do")),), _buttons(desk))


def _buttons(desk: Desk) -> tuple[Button, ...]:
    return (
        Button("account_request.start", desk.label("home.start"), look="primary", opens_form=True),
        Button("incident.start", desk.label("home.report"), opens_form=True),
        Button("home.mine", desk.label("home.mine")),
        Button("home.reports", desk.label("home.reports")),
        Button("home.accounts", desk.label("home.accounts")),
    )


async def home(desk: Desk) -> Card:
    """My turn first, then what I opened."""
    turn = [case for kind in KINDS for case in await desk.waiting(kind, 5)]
    turns = {case.ref for case in turn}
    requests, reports, asked = [await _mine(desk, kind, turns) for kind in KINDS]
    lists: list[Element] = []
    for heading, cases in (
        ("my_turn", turn),
        ("my_requests", requests),
        ("my_reports", reports),
        ("my_questions", asked),
    ):
        if cases:
            lists += [Text(desk.word(f"home.{heading}")), Rows(tuple(case_row(desk, case) for case in cases))]
    return Card(desk.label("home.title"), tuple(lists) or (Text(desk.word("home.empty")),), _buttons(desk))


async def _mine(desk: Desk, kind: str, but: Collection[str]) -> list[Case]:
    return [case for case in await desk.mine(kind, 5) if case.ref not in but]


async def press_mine(desk: Desk, _clicked: Clicked) -> Replies:
    return await my_requests.list_mine(desk)


async def press_reports(desk: Desk, _clicked: Clicked) -> Replies:
    return await incident_lists.list_mine(desk)


async def press_accounts(desk: Desk, _clicked: Clicked) -> Replies:
    return await account.list_accounts(desk, 0)


CONVERSATION = Conversation(
    name="home",
    hears={r"home": hear_home, r"help|menu|hi|hello|hey|start": hear_hello},
    presses={"home.mine": press_mine, "home.reports": press_reports, "home.accounts": press_accounts},
    meets=meet,
)
