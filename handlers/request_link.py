"""The account that a request is about: where two people ask for the same one, the second is told of the first."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import Replies, done, note_screen
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Answers, Wrong
from bot.replies import Swap
from bot.workflow import Asks, Case, Refused
from handlers.request_questions import Given
from handlers.request_states import ON_ITS_WAY, changes_asked_in
from handlers.request_words import is_there_already

REOPEN = Asks("reopen")
REOPENING = "account_request.reopen"


async def claim(desk: Desk, case: Case, answers: Given) -> None:
    """Enter this request as the one about its account. Refused where another one on its way is about it."""
    first = await _first_about(desk, case, answers)
    if first and first.opened_by == desk.me:
        raise Refused("same_account_twice", ref=first.ref, mine=case.ref)
    if first:
        raise Refused("same_account", ref=first.ref, requester=desk.house.name(first.opened_by), mine=case.ref)


async def _first_about(desk: Desk, case: Case, answers: Given) -> Case | None:
    """The other request on its way that is about this account; None where there is none, and then the account is
    entered as this request's, in place of what it was about before. Of two that are sent at the same moment the second
    waits here for the first."""
    await desk.release_traces(case)
    if not is_there_already(answers):
        return None
    key = f"request/{answers['tool']}:{answers['handle']}"
    while first := await desk.claim_traces(case, [key]):
        if first.state in ON_ITS_WAY:
            return first
        await desk.release_traces(first)
    return None


# --- Reopening a request, which claims its account again --------------------------------------------------------------


async def _reopen(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """Wrong where somebody else asked for the account since this request ended: there it goes on."""
    if first := await _first_about(desk, case, case.data["answers"]):
        who = desk.house.name(first.opened_by)
        raise Wrong({"note": desk.label("account_request.fault.asked_meanwhile", requester=who, ref=first.ref)})
    data = {**case.data, "wanted_in": await _wanted_in(desk, case)} if case.came_from == "changes_wanted" else None
    moved = await desk.move(filled.value, "reopen", str(given["note"]), data=data)
    return [Swap(done(desk, moved, "reopen"))]


async def _wanted_in(desk: Desk, case: Case) -> str:
    """The state in which changes were asked for last, by the history: the request goes back there once it is sent."""
    steps = reversed(await desk.history(case))
    wanted = (step.from_state for step in steps if step.move == "ask_for_changes")
    return next(wanted, changes_asked_in(case))


SCREENS = (replace(note_screen("account_request", "reopen", REOPEN), take=_reopen),)
