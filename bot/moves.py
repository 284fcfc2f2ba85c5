"""The rows of a case type's table: what somebody may do in a state, who hears of it, and who is reminded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.case import Case, Role
from bot.content.district import District
from bot.ui import Look

NOTHING: frozenset[str] = frozenset()
ABOUT_A_CASE = frozenset({"ref", "by", "requester", "school", "when"})
"""What a sentence about a case may name."""
ABOUT_A_MOVE = ABOUT_A_CASE | {"main"}
"""What a sentence may name that is told of a move: also the case in which it goes on (`Workflow.goes_on_in`)."""


@dataclass(frozen=True, slots=True)
class Asks:
    """A form stands between a button and its move: its name in the wording, and whether words are a must."""

    name: str
    required: bool = True


Condition = Callable[[Case, District], bool]


@dataclass(frozen=True, slots=True)
class Move:
    """One row: in the state `when`, somebody in the role `by` may do this, and the case is then `to`.

    asks  a form with one question stands between the button and the move
    ask   who gets the case's card now, because it is their turn
    tell  who hears one line
    if_   the row counts only when this holds; of several rows for one name, the first that holds
    form  the screen of the conversation that stands between the button and the move, where one question
          is not enough
    hidden  no button of a card makes it; a screen of the conversation does
    keeps_time  the case counts as last touched when it was before: the time since its end goes on
    """

    name: str
    when: str
    to: str
    by: Role
    asks: Asks | None = None
    ask: tuple[Role, ...] = ()
    tell: tuple[Role, ...] = ()
    look: Look = "plain"
    if_: Condition | None = None
    form: str = ""
    hidden: bool = False
    keeps_time: bool = False

    def holds(self, case: Case, district: District) -> bool:
        """Whether the row counts for this case now."""
        return self.if_ is None or self.if_(case, district)

    def told(self, kind: str, role: Role) -> str:
        """The wording key of what a role is told; a row that leaves the case in its state says the same in each."""
        there = "" if self.when == self.to else f".{self.to}"
        return f"{kind}.told.{self.name}{there}.{role.name}"


@dataclass(frozen=True, slots=True)
class Remind:
    """A case that stays in the state `when` for `after` (a name in the district's reminders, in school days)."""

    when: str
    after: str
    to: Role
