"""The first words, the home page, and what is said when nothing else fits."""

from __future__ import annotations

from bot.credentials import looks_like_credential
from bot.desk import Desk
from bot.events import Clicked, Event, Heard, Joined
from bot.menu import Conversation, Replies
from bot.replies import Say, Swap
from bot.ui import Button, Card, Element, Rows, Text
from handlers import account, account_request, my_requests
from handlers.lists import case_row


async def meet(desk: Desk, event: Event) -> Replies:
    """Somebody opened the chat (they are greeted once), or their home page, or sent a file."""
    if not isinstance(event, Joined):
        return [Say(Card(body=(Text(desk.word("home.no_files")),)))]
    if event.where == "home":
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
        Button("home.mine", desk.label("home.mine")),
        Button("home.accounts", desk.label("home.accounts")),
    )


async def home(desk: Desk) -> Card:
    """My turn first, then what I opened."""
    turn = await desk.waiting(account_request.KIND, 5)
    mine = await desk.mine(account_request.KIND, 5)
    turns = {case.ref for case in turn}
    mine = tuple(case for case in mine if case.ref not in turns)
    lists: list[Element] = []
    for heading, cases in (("my_turn", turn), ("my_requests", mine)):
        if cases:
            lists += [Text(desk.word(f"home.{heading}")), Rows(tuple(case_row(desk, case) for case in cases))]
    return Card(desk.label("home.title"), tuple(lists) or (Text(desk.word("home.empty")),), _buttons(desk))


async def press_mine(desk: Desk, _clicked: Clicked) -> Replies:
    return await my_requests.list_mine(desk)


async def press_accounts(desk: Desk, _clicked: Clicked) -> Replies:
    return await account.list_accounts(desk, 0)


async def otherwise(desk: Desk, heard: Heard) -> Replies:
    """Nothing else fits. What looks like a password is not kept, and the person is told what to do about it."""
    if looks_like_credential(heard.text):
        return [Say(Card(body=(Text(desk.word("home.credential")),)))]
    return [Say(Card(body=(Text(desk.word("home.not_understood")),), buttons=_buttons(desk)))]


CONVERSATION = Conversation(
    name="home",
    hears={r"home": hear_home, r"help|menu|hi|hello|hey|start": hear_hello},
    presses={"home.mine": press_mine, "home.accounts": press_accounts},
    meets=meet,
    otherwise=otherwise,
)
