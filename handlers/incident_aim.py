"""Which report files are for: the one that their sender names beside them, or the only one that can be meant."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.desk import Desk
from bot.workflow import Case, references_in
from handlers.incident_lines import MOST_OPEN, Line, own_lines
from handlers.incident_recall import KIND, OPEN
from handlers.incident_roles import handlers
from handlers.incident_safety import hands_off, takes_files

MOST_ASKED = 10
"""Reports and cases among which somebody is asked to choose."""


def named_in(desk: Desk, words: str) -> frozenset[str]:
    """The references of reports that stand in somebody's words."""
    return frozenset(references_in(words, desk.faces[KIND].workflow.prefix))


def says_more(desk: Desk, words: str) -> bool:
    """Whether anything stands in these words but references."""
    named = named_in(desk, words)
    return any(word.strip(",.:;!?()").upper() not in named for word in words.split())


async def among(desk: Desk, lines: Sequence[Line], named: frozenset[str]) -> Sequence[Line]:
    """What somebody's files may be for, of what they report and of the cases that they took: what they name, else
    whatever can be meant. Two where the sender has to choose; none where nothing is open that can be."""
    if not named:
        return _reported(desk, lines) or await _handled(desk)
    own = [line for line in lines if named & {case.ref for case in line}]
    return _once((*own, *await _handled(desk, named)))


def _reported(desk: Desk, lines: Sequence[Line]) -> Sequence[Line]:
    """Reports that take files. A file that comes after a report of suspected abuse is never meant for an earlier one:
    of that matter none is taken, whatever else is open."""
    deciding = [line for line in lines if hands_off(desk, line[0].data) or takes_files(line[-1], desk.house)]
    since = [*takewhile(lambda line: not hands_off(desk, line[0].data), deciding)]
    return _once(since or deciding[:1])


def _once(lines: Sequence[Line]) -> Sequence[Line]:
    """Of several lines that end in the same case, the first."""
    return tuple({line[-1].ref: line for line in reversed(lines)}.values())[::-1]


async def _handled(desk: Desk, named: frozenset[str] = frozenset()) -> Sequence[Line]:
    """The open cases that this person took (of those they name, where they name some), the longest waiting first."""
    found = await desk.in_states(
        KIND, OPEN, lambda case: _took(desk, case) and (not named or case.ref in named), MOST_ASKED
    )
    return [(case,) for case in found]


def _took(desk: Desk, case: Case) -> bool:
    return case.data.get("taken_by") == desk.me and desk.holds(handlers, case)


async def closed(desk: Desk, named: frozenset[str]) -> str:
    """One of these references that is of a report of this person's which is closed by now; "" where there is none."""
    if not named:
        return ""
    lines = await own_lines(desk, ("closed", "joined"), MOST_OPEN)
    ended = {case.ref for line in lines if line[-1].state == "closed" for case in line}
    return min(ended & named, default="")
