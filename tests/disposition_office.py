"""Lists in the office: cases that are old enough, and a list of them as far as somebody took it."""

from __future__ import annotations

from bot.disposition import KIND
from bot.replies import Open
from bot.store import cases
from bot.workflow import Case
from tests.office import Office

YEARS = 366
"""Days, so that no leap year makes a year too short."""


async def a_question(opened: Office, name: str = "kim", words: str = "May we link to a fundraiser?") -> Case:
    """A question to the office that was answered: two years later it need not be kept."""
    now = await opened.say(name, "ask a person")
    assert isinstance(now, Open), now
    await opened.send(name, now.form, {"words": words})
    asked = await opened.case(now.form.value.partition(".")[0])
    now = await opened.press("casey", "answer", asked)
    assert isinstance(now, Open), now
    await opened.send("casey", now.form, {"note": "Yes, where the school runs it."})
    return await opened.case(asked.ref)


async def a_round(opened: Office) -> None:
    """The log is sealed, what is due is listed, what was signed is carried out, and all of it is told."""
    await opened.building.sealer.round()
    await opened.building.upkeep.round()
    await opened.settle()


async def lists(opened: Office) -> list[Case]:
    """All disposition lists, oldest first."""
    async with opened.building.database.reading() as connection:
        return list(await cases.everything(connection, KIND))


async def drawn_up(opened: Office, years: int = 3) -> Case:
    """So many years later: the newest list, as the records officer gets it on a Monday of a school week."""
    opened.clock.move(days=years * YEARS)
    opened.clock.moment = opened.building.house.calendar.next_working_moment(opened.clock.moment)
    await a_round(opened)
    return (await lists(opened))[-1]


async def signed(opened: Office, listed: Case, by: str = "rene") -> Case:
    """The list with a signature under it."""
    return await opened.move(by, "sign", listed, confirm=True)


async def carried_out(opened: Office, listed: Case) -> Case:
    """The list a school day after its signature."""
    opened.clock.moment = opened.building.house.calendar.after(opened.clock.moment, 1)
    await a_round(opened)
    return await opened.case(listed.ref)


async def keep_off(opened: Office, listed: Case, *refs: str, by: str = "rene") -> Case:
    """The list without these cases."""
    return await opened.move(by, "keep_off", listed, refs=", ".join(refs), reason="A lawsuit may come.")


async def is_there(opened: Office, ref: str) -> bool:
    async with opened.building.database.reading() as connection:
        return await cases.by_ref(connection, ref) is not None
