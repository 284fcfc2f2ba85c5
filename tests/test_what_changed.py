"""What the requester changed is said to whoever asked for it, and to nobody who reads it for the first time."""

from __future__ import annotations

from bot.replies import Open
from bot.workflow import Case
from tests.forged import KIND, fill
from tests.office import ANSWERS, Office

CHANGED = "Changed since it was last read:\nPurpose: Schedules and scores. → Second words."


async def refiled(opened: Office, name: str, case: Case) -> Case:
    """Asked for changes by somebody, and sent again with another purpose."""
    return await sent_again(opened, await opened.move(name, "ask_for_changes", case))


async def sent_again(opened: Office, case: Case) -> Case:
    """Sent by Ana with another purpose, once changes were asked for."""
    now = await opened.press("ana", "refile", case)
    assert isinstance(now, Open)
    now = await fill(opened, "ana", "review", now.form.value, f"{KIND}.change_message")
    await opened.finish("ana", now, {**ANSWERS, "message": "Second words."})
    return await opened.case(case.ref)


async def test_the_director_reads_nothing_of_what_changed_for_the_principal(opened: Office) -> None:
    case = await refiled(opened, "pat", await opened.file())
    assert CHANGED in (await opened.told("pat"))[-1]
    await opened.move("pat", "approve", case)
    said = (await opened.told("casey"))[-1]
    assert "Purpose: Second words." in said
    assert "Changed since" not in said


async def test_the_director_who_asked_for_changes_reads_what_changed(opened: Office) -> None:
    await refiled(opened, "casey", await opened.move("pat", "approve", await opened.file()))
    assert CHANGED in (await opened.told("casey"))[-1]


async def test_they_read_it_also_where_it_was_withdrawn_by_a_slip_meanwhile(opened: Office) -> None:
    case = await opened.move("pat", "ask_for_changes", await opened.file())
    case = await opened.move("ana", "reopen", await opened.move("ana", "withdraw", case))
    await sent_again(opened, case)
    assert CHANGED in (await opened.told("pat"))[-1]


async def test_so_does_the_director(opened: Office) -> None:
    case = await opened.move("pat", "approve", await opened.file())
    case = await opened.move("casey", "ask_for_changes", case)
    case = await opened.move("ana", "reopen", await opened.move("ana", "withdraw", case))
    await sent_again(opened, case)
    assert CHANGED in (await opened.told("casey"))[-1]
