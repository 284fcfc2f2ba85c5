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
    """One row: in the state `when`, somebody in the role `by` may do this, and the case is then in the state `to`.

    name        what it is called in the wording: its button, its line in the history, what others read
    asks        a form of one question opens behind the button
    form        the screen of the conversation that opens instead, where one question is not enough
    ask         whose turn it is then: they get the card
    tell        who hears of it: they get one line
    look        how the button looks
    if_         the row counts only when this holds; of several rows for one name, the first that holds
    hidden      no card has a button for it: a screen of the conversation makes it, or the house
    keeps_time  it does not count as something done to the case: the time since its end goes on
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
        """The wording key of what a role is told by this row: it names the state that follows, if that is another."""
        there = "" if self.when == self.to else f".{self.to}"
        return f"{kind}.told.{self.name}{there}.{role.name}"


@dataclass(frozen=True, slots=True)
class Remind:
    """A reminder to the role `to` of a case that has been in the state `when` for so long: `after` names a number of
    school days under `reminders` in content/district.yaml."""

    when: str
    after: str
    to: Role
