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
from handlers.request_words import is_there_already
from handlers.roles import wanted_changes

OPEN = ("with_principal", "with_director", "changes_wanted", "setting_up", "custody_check")
"""The states in which a request is on its way."""

APPROVED = ("setting_up", "custody_check")
"""The states between the Director's yes and an official account: in them somebody sets it up."""

ENDED = ("declined", "withdrawn")
"""The states in which a request came to nothing; the account that it was about, where there was one, is still there."""

REOPEN = Asks("reopen")
REOPENING = "account_request.reopen"


def is_about_an_account(case: Case) -> bool:
    """Whether the request is about an account that was there before it, and is more than a draft or was."""
    thrown_away = (case.state, case.came_from) == ("withdrawn", "draft")
    return is_there_already(case.data.get("answers", {})) and not thrown_away


def is_marked_gone(case: Case) -> bool:
    """Whether the Director noted that the account is gone; where the request goes on after that, it counts no more."""
    return case.last_move == "mark_gone"


def account_may_be_there(case: Case) -> bool:
    """Whether a request that came to nothing may have left an account behind: one that was there before it, or one that
    was set up after the approval; not where the Director noted that it is gone."""
    begun = case.came_from in APPROVED or bool(case.data.get("account"))
    return (begun or is_about_an_account(case)) and not is_marked_gone(case)


async def claim(desk: Desk, case: Case, answers: Given) -> None:
    """From now on this request is the one about its account. Refused where another is that is on its way."""
    first = await _first_about(desk, case, answers)
    if first and first.opened_by == desk.me:
        raise Refused("same_account_twice", ref=first.ref, mine=case.ref)
    if first:
        raise Refused("same_account", ref=first.ref, requester=desk.house.name(first.opened_by), mine=case.ref)


async def _first_about(desk: Desk, case: Case, answers: Given) -> Case | None:
    """The other request about this account that is on its way; where there is none, the account is this request's, and
    what it was about before is not. Of two that are sent at the same moment the second waits here for the first."""
    await desk.release_traces(case)
    if not is_there_already(answers):
        return None
    key = f"request/{answers['tool']}:{answers['handle']}"
    while first := await desk.claim_traces(case, [key]):
        if first.state in OPEN:
            return first
        await desk.release_traces(first)
    return None


async def _reopen(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """Wrong where somebody else asked for the account since this request ended: there it goes on."""
    if first := await _first_about(desk, case, case.data["answers"]):
        who = desk.house.name(first.opened_by)
        raise Wrong({"note": desk.label("account_request.fault.asked_meanwhile", requester=who, ref=first.ref)})
    data = {**case.data, "wanted_in": await _wanted_in(desk, case)} if case.came_from == "changes_wanted" else None
    moved = await desk.move(filled.value, "reopen", str(given["note"]), data=data)
    return [Swap(done(desk, moved, "reopen"))]


async def _wanted_in(desk: Desk, case: Case) -> str:
    """The state in which changes were asked for last: the request goes back there once it is sent again."""
    steps = reversed(await desk.history(case))
    wanted = (step.from_state for step in steps if step.move == "ask_for_changes")
    return next(wanted, wanted_changes(case))


SCREENS = (replace(note_screen("account_request", "reopen", REOPEN), take=_reopen),)
