"""What people meet first: the greeting, the home page, and help."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice, zip_longest

from bot.conversation import Conversation, Replies
from bot.desk import Desk
from bot.events import Event, Heard, Joined
from bot.replies import Say, Swap
from bot.ui import ROWS_AT_ONCE, Button, Card, Element, Rows, Text
from bot.workflow import Case
from handlers import (
    account,
    account_request,
    disposition,
    disposition_lists,
    incident,
    incident_lists,
    inquiry,
    inquiry_lists,
    my_requests,
)
from handlers.lists import CaseList, case_row

WAITING = {
    account_request.WORKFLOW.kind: my_requests.WAITING,
    incident.WORKFLOW.kind: incident_lists.WAITING,
    inquiry.WORKFLOW.kind: inquiry_lists.WAITING,
    disposition.WORKFLOW.kind: disposition_lists.LISTS,
}
"""The list of all that waits for somebody, by the kind of case."""
MINE = (my_requests.MINE, incident_lists.MINE, inquiry_lists.MINE)

SHOWN_OF_EACH = 5
WORDS_FOR_ALL = ("request", "report", "person", "home", "mine", "accounts", "case")
"""What help names for everybody, in its order."""

GREETING = r"(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening))(?: there| again| crossing guard)?"
FOR_HELP = (
    r"(?:can|could) (?:you|u) (?:please )?help(?: me)?|(?:please )?help(?: me)?(?: out)?|i need (?:some )?help"
    r"|what (?:can|do) (?:you|u|i) do(?: here| now)?|how (?:do|does) (?:i start|i begin|this work|it work)"
    r"|what (?:is|are) (?:this|you)|who are (?:you|u)|(?:idk|i do(?:n't|nt| not) know) what to do"
)

PLEASE = r"(?:please|pls|plz)"
CRY = (
    rf"{PLEASE},? help me[\s.!?]*$|help me,? {PLEASE}[\s.!?]*$"
    rf"|(?:{PLEASE} )?help(?: me)?\s*!\s*!|(?-i:HELP(?: ME)?[\s.!?]*$)"
)
"""A cry for help is no command, "help" is: what is shouted, or begged for, is left to those who listen for danger."""


async def meet(desk: Desk, event: Event) -> Replies:
    """Somebody opened the chat (they are greeted once), or their home page."""
    if isinstance(event, Joined) and event.where == "home":
        return [Swap(await home(desk))]
    await desk.say(_hello(desk), key=f"hello/{desk.me}")
    return []


async def hear_home(desk: Desk, _heard: Heard) -> Replies:
    """ "Home", typed: the page as a message."""
    return [Say(await home(desk))]


async def hear_hello(desk: Desk, _heard: Heard) -> Replies:
    """ "Hello": who is here, and where to begin."""
    return [Say(_hello(desk))]


async def hear_help(desk: Desk, _heard: Heard) -> Replies:
    """ "Help": what there is, and the words for it."""
    lines = "\n".join(desk.word(f"home.words_for.{name}") for name in (*WORDS_FOR_ALL, *_words_of_offices(desk)))
    body = (Text(desk.word("home.words")), Text(lines), Text(desk.word("home.danger")))
    return [Say(Card(desk.label("home.help"), body, _buttons(desk)))]


def _words_of_offices(desk: Desk) -> Iterator[str]:
    """What help names besides for whoever holds an office."""
    district, me = desk.house.district, desk.me
    if any(me in held_by for _, held_by in district.duties()):
        yield "waiting"
    if me in disposition.officers(district):
        yield "lists"
    if me in desk.holders:
        yield "holds"
    if me in (*district.role("records_officer"), *district.role("communications_director")):
        yield "packet"


def _hello(desk: Desk) -> Card:
    """Who is here, and where to begin; whoever keeps the records begins elsewhere."""
    keeps_records = desk.me in desk.house.district.role("records_officer")
    for_records = (Text(desk.word("home.for_records")),) if keeps_records else ()
    return Card(desk.label("home.hello"), (Text(desk.word("home.can_do")), *for_records), _buttons(desk))


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
    turn, further = await _my_turn(desk)
    turns = {case.ref for case in turn}
    requests, reports, asked = [await _mine(desk, opened, turns) for opened in MINE]
    lists: list[Element] = []
    for heading, cases in (
        ("my_turn", turn),
        ("my_requests", requests),
        ("my_reports", reports),
        ("my_questions", asked),
    ):
        if cases:
            lists += [Text(desk.word(f"home.{heading}")), Rows(tuple(case_row(desk, case) for case in cases))]
    body = tuple(lists) or (Text(desk.word("home.empty")),)
    return Card(desk.label("home.title"), body, (*further, *_buttons(desk)))


async def _my_turn(desk: Desk) -> tuple[list[Case], tuple[Button, ...]]:
    """What waits for this person, some of each kind; and for a kind of which more waits, the way to all of it."""
    found = {kind: await desk.waiting(kind, SHOWN_OF_EACH + 1) for kind in WAITING}
    in_turn = (case for cases in zip_longest(*(cases[:SHOWN_OF_EACH] for cases in found.values())) for case in cases)
    shown = set(islice((case.ref for case in in_turn if case), ROWS_AT_ONCE))
    turn = [case for cases in found.values() for case in cases if case.ref in shown]
    cut = [kind for kind, cases in found.items() if any(case.ref not in shown for case in cases)]
    return turn, tuple(Button(WAITING[kind].more, desk.label(f"home.all.{kind}"), "0") for kind in cut)


async def _mine(desk: Desk, opened: CaseList, but: Collection[str]) -> list[Case]:
    return [case for case in await opened.find(desk, SHOWN_OF_EACH, 0) if case.ref not in but]


CONVERSATION = Conversation(
    name="home",
    hears={
        r"home": hear_home,
        rf"(?!/?(?:{CRY}))(?:{GREETING}[,.! ]+)?(?:help|menu|{FOR_HELP})": hear_help,
        rf"{GREETING}|start": hear_hello,
    },
    presses={
        "home.mine": my_requests.MINE.open,
        "home.reports": incident_lists.MINE.open,
        "home.accounts": account.hear,
    },
    meets=meet,
)
