"""How a request begins, and how one that was begun goes on."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation import Replies
from bot.desk import Desk
from bot.events import Clicked, Event, Heard
from bot.replies import Open, Say
from bot.ui import Button, Card, Text
from bot.workflow import Case, read_stamp
from handlers import request_screens
from handlers.request_words import KIND, title


async def start(desk: Desk, event: Event) -> Replies:
    """`/sm-request`: the first question, or the request that was begun and not filed. A tool that was named beside it
    stands filled in where it is asked about."""
    if begun := await desk.drafts(KIND, "begun"):
        return [Say(await _offer(desk, begun[0]))]
    named = desk.house.content.tools.spoken_of(event.text) if isinstance(event, Heard) else None
    given = {"tool": named.id} if named else {}
    untouched = await desk.untouched(KIND, given)
    return [Open(await request_screens.first(desk, untouched or await _draft(desk, given)))]


async def _draft(desk: Desk, given: Mapping[str, str]) -> Case:
    data = {
        "answers": dict(given),
        "screens": [],
        "policy": _policy(desk),
        "questions": desk.house.content.questions.version,
    }
    return await desk.open_case(KIND, "", data)


def _policy(desk: Desk) -> dict[str, str]:
    """The policy under which a request begins, and under which it ends."""
    policy = desk.house.district.policy
    adopted = policy.adopted.isoformat() if policy.adopted else ""
    return {"number": policy.number, "procedure": policy.procedure, "adopted": adopted}


async def _offer(desk: Desk, case: Case) -> Card:
    called, when = title(case, desk.me, desk.house), desk.house.clock(case.updated_at)
    return Card(
        title=desk.label("account_request.continue.title"),
        body=(Text(desk.word("account_request.continue.text", ref=case.ref, title=called, when=when)),),
        buttons=(
            Button(
                "account_request.file",
                desk.label("account_request.button.file"),
                case.stamp,
                "primary",
                opens_form=True,
            ),
            Button(
                "account_request.start_afresh",
                desk.label("account_request.continue.afresh"),
                case.stamp,
                opens_form=True,
            ),
        ),
    )


async def start_afresh(desk: Desk, _clicked: Clicked) -> Replies:
    """A new request beside the one that was begun."""
    return [Open(await request_screens.first(desk, await _draft(desk, {})))]


async def resume(desk: Desk, clicked: Clicked) -> Replies:
    """Go on at the first screen that is not finished; a draft is its owner's alone, so an older button will do."""
    case = await desk.case(read_stamp(clicked.value)[0])
    desk.must_be_able(case, ("file",), case.stamp)
    return [Open(await request_screens.next_open(desk, case))]
