"""What somebody reads whose move cannot be made: one sentence, and what was out of date as it is now."""

from __future__ import annotations

from bot.desk import Desk
from bot.events import Filled
from bot.replies import Reply, Say, Swap
from bot.ui import Card, Text
from bot.workflow import Case, Refused


async def refusal(desk: Desk, refused: Refused) -> list[Reply]:
    """Say what is the case; a card that was out of date is shown as it is now."""
    # The case as the refused move left it was undone with it: only what is in the database is true.
    case = await desk.as_drawn(await desk.case(refused.case.ref)) if refused.case else None
    sentence = Card(body=(Text(_sentence(desk, refused, case)),))
    if isinstance(desk.event, Filled):
        return [Swap(sentence)]
    if case is None:
        return [Say(sentence)]
    await desk.refresh(case)
    return [Say(sentence), Swap(await desk.card(case))]


def _sentence(desk: Desk, refused: Refused, case: Case | None) -> str:
    if case is None:
        return desk.word(f"refused.{refused.why}", **refused.params)
    return desk.word(
        f"refused.{_why(desk, refused, case)}",
        ref=case.ref,
        by=desk.house.name(case.last_by),
        when=desk.house.clock(case.updated_at),
        state=desk.state_label(case),
    )


def _why(desk: Desk, refused: Refused, case: Case) -> str:
    """What is said of a case that has moved on depends on who moved it, and is said only to those who may read of that
    step; one that was never moved is not ready, and one that the house moved itself has moved on."""
    if refused.why != "already":
        return refused.why
    if not case.last_move:
        return "not_now"
    if not case.last_by or not desk.may_read_last_step(case):
        return "moved_on"
    return "already_by_you" if case.last_by == desk.me else "already"
