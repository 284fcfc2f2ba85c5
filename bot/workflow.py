"""A case type as a table of moves, and the one pure step from a case to the next.

Everything else is derived from the table: who sees which button, who may press it, who hears of it, what
the history says, and which sentences must exist. A table that does not hold together stops the start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

# What a table is made of is imported from here, so that a conversation needs one module for it.
from bot.case import HOUSE as HOUSE
from bot.case import Case as Case
from bot.case import Happening as Happening
from bot.case import Hold as Hold
from bot.case import Role as Role
from bot.case import read_stamp as read_stamp
from bot.case import reference as reference
from bot.case import references_in as references_in
from bot.content.district import District
from bot.moves import ABOUT_A_CASE as ABOUT_A_CASE
from bot.moves import ABOUT_A_MOVE, NOTHING
from bot.moves import Asks as Asks
from bot.moves import Condition as Condition
from bot.moves import Move as Move
from bot.moves import Remind as Remind
from bot.ui import Tone


@dataclass(frozen=True, slots=True)
class Step:
    """What a move makes of a case."""

    before: Case
    case: Case
    move: Move
    at: datetime
    note: str = ""


class Refused(Exception):
    """A move that is not to be made. `why` is the last word of its key under `refused` in the wording."""

    def __init__(self, why: str, case: Case | None = None, **params: str) -> None:
        super().__init__(why)
        self.why = why
        self.case = case
        self.params = params


class AddressTaken(Exception):
    """Another case of this kind holds the address."""


class BadWorkflow(Exception):
    """A table that does not hold together; the message names the row."""


@dataclass(frozen=True)
class Workflow:
    """The table. Whoever a row or a reminder names may read a case (`Role.reads`).

    kind       the name of this kind of case, in the database and as the first word of its wording keys
    prefix     what its references begin with: R-1042
    first      the state in which it is opened
    states     each state, and the tone in which it is shown
    ends       the states in which a case may stay for good
    edits      the states in which its opener may change the answers
    private    a case that never left these states is seen by its opener alone
    also_sees  who may read a case besides
    hurries    when a case cannot wait for school days: its reminders then count every day
    last_told  who is told, by its reference and school alone, when nobody who may see it can be reached
    known_as   (case, address) -> the reference by which that person knows it, if not by its own
    goes_on_in (case) -> the reference of the case that it became part of; "" for one that stands by itself
    """

    kind: str
    prefix: str
    first: str
    states: Mapping[str, Tone]
    moves: tuple[Move, ...]
    ends: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    reminders: tuple[Remind, ...] = ()
    also_sees: tuple[Role, ...] = ()
    hurries: Condition | None = None
    last_told: tuple[Role, ...] = ()
    known_as: Callable[[Case, str], str] = lambda case, _reader: case.ref
    goes_on_in: Callable[[Case], str] = lambda _case: ""

    def __post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise BadWorkflow("; ".join(faults))

    @cached_property
    def readers(self) -> tuple[Role, ...]:
        """Every role that may read a case: rights follow from the rows."""
        named = (role for move in self.moves for role in (move.by, *move.ask, *move.tell))
        reminded = (remind.to for remind in self.reminders)
        return tuple(role for role in dict.fromkeys((*named, *reminded, *self.also_sees)) if role.reads)

    def choices(self, case: Case, viewer: str, district: District) -> tuple[Move, ...]:
        """The moves that this viewer may make now, in the table's order, one for each name."""
        mine: dict[str, Move] = {}
        for move in self.moves:
            if move.when == case.state and move.holds(case, district) and viewer in move.by.who(case, district):
                mine.setdefault(move.name, move)
        return tuple(mine.values())

    def may_see(self, case: Case, viewer: str, district: District) -> bool:
        """Whether somebody may read a case now: asked before any of it is shown, and never kept."""
        if self.never_left_home(case):
            return viewer == case.opened_by
        return any(viewer in role.who(case, district) for role in self.readers)

    def never_left_home(self, case: Case) -> bool:
        """Whether it was never sent, so that nobody but its opener can see it."""
        return case.state in self.private or (case.state in self.ends and case.came_from in self.private)

    def reminds(self, case: Case, viewer: str, district: District) -> bool:
        """Whether this viewer is among those who are reminded of the case while it is where it is."""
        return any(viewer in one.to.who(case, district) for one in self.reminders_in(case.state))

    def reminders_in(self, state: str) -> tuple[Remind, ...]:
        """Who is reminded of a case that stays in a state, and when."""
        return tuple(remind for remind in self.reminders if remind.when == state)

    def is_turn(self, case: Case, viewer: str, district: District) -> bool:
        """Whether the case waits for this viewer, and there is something left for them to do."""
        asked = any(viewer in role.who(case, district) for role in self.waits_for(case.state))
        return asked and bool(self.choices(case, viewer, district))

    def cannot_wait(self, case: Case, district: District) -> bool:
        """Whether it hurries now."""
        return self.hurries is not None and self.hurries(case, district)

    def last_resort(self, case: Case, district: District) -> tuple[str, ...]:
        """Who is told that a case waits in vain, when nobody who may see it can be reached."""
        return tuple(dict.fromkeys(email for role in self.last_told for email in role.hears(case, district)))

    def role(self, name: str) -> Role | None:
        """The role of this name; None for one of an earlier version, which nobody holds any more."""
        return next((role for role in self.readers if role.name == name), None)

    def asks(self, role: str, case: Case, viewer: str, district: District) -> bool:
        """Whether a card that was sent to a role still asks this viewer: they are in the role as long as something is
        left for them to do. A card that was sent to no role ("") asks whoever has it."""
        asked = self.role(role)
        return not role or (asked is not None and viewer in asked.who(case, district))

    def waits_for(self, state: str) -> tuple[Role, ...]:
        """Whose turn it is in a state: the roles that are asked when a case arrives there."""
        return tuple(dict.fromkeys(role for move in self.moves if move.to == state for role in move.ask))

    def missed(self, role: Role) -> str:
        """The wording key of what is said when somebody in a role that names people was not reached."""
        return f"{self.kind}.missed.{role.name}"

    def words(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Every wording key that this table needs, and what may fill a blank of its sentence."""
        yield from ((f"{self.kind}.state.{state}", NOTHING) for state in self.states)
        for move in self.moves:
            yield f"{self.kind}.did.{move.name}", frozenset({"by"})
            if not move.hidden:
                yield f"{self.kind}.button.{move.name}", NOTHING
            if move.asks:
                parts = ("title", "label", "hint", "submit")
                yield from ((f"{self.kind}.ask.{move.asks.name}.{part}", NOTHING) for part in parts)
            yield from ((move.told(self.kind, role), ABOUT_A_MOVE) for role in (*move.ask, *move.tell))
        yield from ((f"{self.kind}.remind.{remind.when}.{remind.after}", ABOUT_A_CASE) for remind in self.reminders)
        yield from ((self.missed(role), ABOUT_A_CASE | {"missed"}) for role in self.readers if role.named)


def _faults(workflow: Workflow) -> Iterator[str]:
    for fault in (*_state_faults(workflow), *_row_faults(workflow)):
        yield f"{workflow.kind}: {fault}"


def _state_faults(workflow: Workflow) -> Iterator[str]:
    moves, states = workflow.moves, set(workflow.states)
    named = {state for move in moves for state in (move.when, move.to)} | {r.when for r in workflow.reminders}
    left = {move.when for move in moves if move.to != move.when}
    yield from (f"a row names the state {state!r}, which is not among the states" for state in sorted(named - states))
    yield from (f"no row leads to the state {state!r}" for state in sorted(states - _reachable(workflow)))
    stuck = states - left - set(workflow.ends)
    yield from (f"no row leads out of {state!r}, which is not an end" for state in sorted(stuck))


def _row_faults(workflow: Workflow) -> Iterator[str]:
    for name in sorted({move.name for move in workflow.moves}):
        if len({(move.asks, move.form) for move in workflow.moves if move.name == name}) > 1:
            yield f"the rows of {name!r} do not open the same form"


def _reachable(workflow: Workflow) -> set[str]:
    found, fresh = {workflow.first}, {workflow.first}
    while fresh:
        fresh = {move.to for move in workflow.moves if move.when in fresh} - found
        found |= fresh
    return found


def step(
    workflow: Workflow,
    case: Case,
    name: str,
    by: str,
    *,
    version: int,
    district: District,
    at: datetime,
    note: str = "",
) -> Step:
    """Make one move, on paper: nothing is stored or told here.

    by       the address of the person who moves
    version  the version of the case that they read
    Raises Refused: already (the case moved on), stale (same state, other answers), not_yours.
    """
    rows = [move for move in workflow.moves if move.name == name and move.when == case.state]
    if not rows:
        raise Refused("already", case)
    mine = [move for move in rows if by in move.by.who(case, district)]
    if not mine:
        raise Refused("not_yours" if version == case.version else "already", case)
    if version != case.version:
        raise Refused("stale", case)
    move = next((move for move in mine if move.holds(case, district)), None)
    if move is None:
        raise Refused("not_now", case)
    return _made(case, move, by, at, note)


def own_step(workflow: Workflow, case: Case, name: str, by: str, at: datetime, note: str = "") -> Step:
    """A move that no button makes, on paper: a row whose role is HOUSE.

    by  the address of the person who did what led to it
    Raises Refused: already (the case is in a state without such a row).
    """
    rows = (move for move in workflow.moves if move.name == name and move.when == case.state and move.by is HOUSE)
    move = next(rows, None)
    if move is None:
        raise Refused("already", case)
    return _made(case, move, by, at, note)


def _made(case: Case, move: Move, by: str, at: datetime, note: str) -> Step:
    came_from = case.state if move.to != case.state else case.came_from
    moved = replace(
        case,
        state=move.to,
        version=case.version + 1,
        updated_at=case.updated_at if move.keeps_time else at,
        last_move=move.name,
        last_by=by,
        came_from=came_from,
    )
    return Step(case, moved, move, at, note)
