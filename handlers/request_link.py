"""The account that a request is about: of two who ask for the same one, the second is told of the first."""

from __future__ import annotations

from bot.desk import Desk
from bot.workflow import Case, Refused
from handlers.request_questions import Given
from handlers.request_words import is_there_already

OPEN = ("with_principal", "with_director", "changes_wanted", "setting_up", "custody_check")
"""The states in which a request is on its way."""


async def claim(desk: Desk, case: Case, answers: Given) -> None:
    """From now on this request is the one about its account. Refused where another is that is on its way; of two that
    are sent at the same moment the second waits here for the first."""
    if not is_there_already(answers):
        return
    key = f"request/{answers['tool']}:{answers['handle']}"
    await desk.release_traces(case)
    while first := await desk.claim_traces(case, [key]):
        if first.state in OPEN:
            raise Refused("same_account", ref=first.ref, requester=desk.house.name(first.opened_by), mine=case.ref)
        await desk.release_traces(first)
