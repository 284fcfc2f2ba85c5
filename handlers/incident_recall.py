"""Whether something was reported before: which reports count as open, and what the same file tells of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from bot.house import House
from bot.ui import Button, Row
from bot.workflow import Case
from handlers.incident_roles import reads_all

KIND = "incident"
OPEN = ("new", "taken", "filed")
COMES_BACK = timedelta(days=365)
"""How long a closed incident is remembered when the same comes in again (requirement 4.7)."""
SHOWN = 3


def part_of(case: Case) -> str:
    """The reference of the incident that this one joined; "" for one that stands by itself."""
    return str(case.data["joined"]) if case.state == "joined" else ""


def parts(case: Case) -> tuple[str, ...]:
    """The references of all that became part of this one."""
    return tuple(case.data.get("joins", ()))


def recalls(case: Case) -> tuple[str, ...]:
    """The references of other incidents about the same link: of the one that is open and kept apart though it may be
    about a sexual image, alone; else of the one that was closed before this one came in, and of those about the same
    account, newest first."""
    if image := case.data.get("image_in"):
        return (image,)
    before = case.data.get("came_back")
    return (*([before] if before else ()), *case.data.get("same_accounts", ()))


def account_of(answers: Mapping[str, Any]) -> str:
    """The key of the account that a report is about, or of the one whose post it is about; "" where its link does not
    say."""
    item = answers.get("item") or {}
    return f"{item['tool']}:{item['handle']}" if item.get("handle") else ""


def earlier_of(case: Case, viewer: str, house: House) -> tuple[Case, ...]:
    """The cases that this one recalls, as it is drawn, of which this viewer reads the whole as well."""
    return tuple(one for one in case.earlier if reads_all(one, viewer, house.district))


def same_file_in(case: Case, viewer: str, house: House) -> tuple[Case, ...]:
    """The other incidents that hold one of this one's files, the same to the byte, newest first: the open ones, and
    what was closed within a year before.

    Where such a file lies in a report that joined another case, that case is given. Only cases of which this viewer
    reads the whole are: nobody learns from a picture that there is a case which is kept from them.
    """
    found = (other for other in case.sharing if reads_all(other, viewer, house.district))
    return tuple(other for other in found if other.state in OPEN or _came_back(other, case))


def _came_back(before: Case, case: Case) -> bool:
    return before.state == "closed" and case.opened_at - before.updated_at <= COMES_BACK


def same_file_rows(found: tuple[Case, ...], house: House) -> Iterator[Row]:
    """The newest of these, each with a button that shows it."""
    for other in found[:SHOWN]:
        yield case_row(house.words.plain("incident.row.same_file", ref=other.ref), other, house)


def case_row(label: str, other: Case, house: House) -> Row:
    """Another incident on a card: where it stands, since when it is there, and a button that shows it."""
    state = house.words.plain(f"incident.state.{other.state}")
    show = Button("incident.show", house.words.plain("list.show"), other.stamp)
    return Row(label, f"{state} · {house.clock(other.opened_at)}", show)
