"""Holds, by words: "hold I-1042: a lawsuit", "release I-1042: it is closed", "holds" (requirement 8.6).

Whoever places one need not be allowed to read the case, and reads nothing of it here; nobody else hears of a hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.conversation import LONGEST_NOTE, Conversation, Replies
from bot.credentials import looks_like_credential
from bot.desk import Desk
from bot.events import Clicked, Heard
from bot.replies import Say
from bot.ui import ROWS_AT_ONCE, Button, Card, Quote, Row, Rows, Text
from bot.workflow import Case, Hold, reference, references_in
from handlers.incident_facts import named
from handlers.lists import skipped
from handlers.questions import danger_first

LISTED = 300
"""Characters of a reason that stand in the list."""

MOST_AT_ONCE = 20
"""Cases that one message names; each is answered by itself."""

REFERENCES = rf"{reference()}(?:(?:\s*[,;&+/]\s*(?:and\s+)?|\s+and\s+|\s+){reference()})*"
HOLD = rf"(?:(?:put|place) )?(?:an? )?hold(?: on)? (?P<held>{REFERENCES})|(?:put|place) (?P<put>{REFERENCES}) on hold"
RELEASE = rf"release (?P<released>{REFERENCES})|(?:release|lift|end) the hold (?:on|of) (?P<ended>{REFERENCES})"
SAID = re.compile(rf"\s*/?(?:please )?(?:{HOLD}|{RELEASE})(?P<why>(?:\W.*)?)", re.IGNORECASE | re.DOTALL)
BEFORE_A_REASON = re.compile(r"[\s:,;.–—-]*(?:because\b(?: of\b)?)?[\s:]*", re.IGNORECASE)
MANNERS = re.compile(r"\W*(?:(?:please|pls|thanks|thank you)\W*)*", re.IGNORECASE)

Wish = Literal["hold", "release"]


@dataclass(frozen=True)
class Wished:
    """What somebody wants done with these cases, and why; "" where they did not say."""

    wish: Wish
    refs: tuple[str, ...]
    reason: str


def wished(text: str) -> Wished | None:
    """What a message wants held or released; None for any other."""
    found = SAID.fullmatch(text)
    if not found:
        return None
    wish: Wish = "hold" if found["held"] or found["put"] else "release"
    refs = next(filter(None, (found[name] for name in ("held", "put", "released", "ended"))))
    reason = BEFORE_A_REASON.sub("", found["why"], count=1).strip()
    return Wished(wish, tuple(sorted(set(references_in(refs)))), "" if MANNERS.fullmatch(reason) else reason)


async def hear(desk: Desk, heard: Heard) -> Replies:
    """Hold and release, however long the reason is. One that speaks of danger is answered with what to do as well, and
    one that looks like a password is not kept."""
    wish = wished(heard.text)
    if wish is None or looks_like_credential(heard.text):
        return []
    danger = await danger_first(desk, heard)
    if desk.me not in desk.holders:
        return danger or _may_not(desk)
    if len(wish.refs) > MOST_AT_ONCE:
        too_many = desk.word("holds.too_many", count=str(len(wish.refs)), most=str(MOST_AT_ONCE))
        return [*danger, Say(Card(body=(Text(too_many),)))]
    done = [Say(Card(body=await _done(desk, wish.wish, ref, wish.reason))) for ref in wish.refs]
    return [*danger, *done]


def _may_not(desk: Desk) -> Replies:
    who = named([desk.house.name(email) for email in desk.holders], desk.house)
    return [Say(Card(body=(Text(desk.word("holds.may_not", who=who)),)))]


Told = tuple[Text | Quote, ...]


async def _done(desk: Desk, wish: Wish, ref: str, reason: str) -> Told:
    """What was done with one case, or why nothing was."""
    case = await desk.case_to_hold(ref)
    if case is None:
        return (Text(await _not_there(desk, ref)),)
    hold = await desk.hold_of(case)
    if hold and wish == "hold":
        return (Text(desk.word("holds.already", **_blanks(desk, hold))), Quote(hold.reason))
    if not hold and wish == "release":
        return (Text(desk.word("holds.nothing", ref=ref)),)
    if not reason:
        return (Text(desk.word(f"holds.why.{wish}", ref=ref)),)
    if len(reason) > LONGEST_NOTE:
        return (Text(desk.word("holds.too_long", count=str(len(reason)), most=str(LONGEST_NOTE))),)
    return await (_release(desk, case, hold, reason) if hold else _hold(desk, case, reason))


async def _not_there(desk: Desk, ref: str) -> str:
    gone = await desk.destruction(ref)
    return desk.word("refused.destroyed", **gone) if gone else desk.word("holds.unknown", ref=ref[:20])


async def _hold(desk: Desk, case: Case, reason: str) -> Told:
    hold = await desk.hold(case, reason)
    placed = Text(desk.word("holds.placed", **_blanks(desk, hold)))
    return placed, Quote(reason), Text(desk.word("holds.keeps"), quiet=True)


async def _release(desk: Desk, case: Case, hold: Hold, reason: str) -> Told:
    ended = Text(desk.word("holds.ended", **_blanks(desk, hold) | {"by": desk.house.name(desk.me)}))
    await desk.release(case, hold, reason, Card(body=(ended, Quote(reason))))
    released = Text(desk.word("holds.released", **_blanks(desk, hold)))
    return released, Quote(hold.reason), Text(desk.word("holds.others_stay"), quiet=True)


def _blanks(desk: Desk, hold: Hold) -> dict[str, str]:
    return {"ref": hold.ref, "by": desk.house.name(hold.by), "since": desk.house.day(hold.at)}


# --- The list -------------------------------------------------------------------------------------------------------


async def hear_list(desk: Desk, _heard: Heard) -> Replies:
    """ "Holds": all of which this person may know, ten at a time."""
    return await _page(desk, 0)


async def show_more(desk: Desk, clicked: Clicked) -> Replies:
    """The ten after those that were shown."""
    return await _page(desk, skipped(clicked.value))


async def _page(desk: Desk, skip: int) -> Replies:
    if desk.me not in desk.holders:
        return _may_not(desk)
    found = (await desk.known_holds())[skip:]
    if not found:
        return [Say(Card(body=(Text(desk.word("holds.none")),)))]
    rows = Rows(tuple(_row(desk, hold, case) for hold, case in found[:ROWS_AT_ONCE]))
    how = Text(desk.word("holds.how"), quiet=True)
    return [Say(Card(desk.label("holds.title"), (rows, how), tuple(_further(desk, len(found), skip))))]


def _further(desk: Desk, found: int, skip: int) -> Iterator[Button]:
    if found > ROWS_AT_ONCE:
        yield Button("holds.more", desk.label("list.more"), str(skip + ROWS_AT_ONCE))


def _row(desk: Desk, hold: Hold, case: Case) -> Row:
    """One hold; its case can be shown to whoever may read it."""
    reason = " ".join(hold.reason.split())
    reason = reason if len(reason) <= LISTED else f"{reason[:LISTED].rstrip()}…"
    blanks = _blanks(desk, hold)
    says = desk.label("holds.row", since=blanks["since"], by=blanks["by"], reason=reason)
    show = Button(f"{case.kind}.show", desk.label("list.show"), case.stamp) if desk.sees(case) else None
    return Row(hold.ref, says, show)


CONVERSATION = Conversation(
    name="holds",
    hears={r"(?:(?:show|list) )?(?:me )?(?:all |the )?holds": hear_list},
    presses={"holds.more": show_more},
    interrupts=hear,
)
