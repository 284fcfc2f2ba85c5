"""A first manager who does not exist, or leaves, is no end of a request: another takes their place."""

from __future__ import annotations

import pytest

from bot.replies import Fix, Open
from bot.ui import plain_body
from bot.workflow import Case
from tests.office import Office
from tests.situations import SITUATIONS
from tests.slack_office import Workspace

LEE = "lee@example.org"


@pytest.mark.parametrize("name", ["ana", "casey"])
@pytest.mark.parametrize("situation", ["setting_up", "custody_check"])
async def test_another_first_manager_is_named(open_office: Office, name: str, situation: str) -> None:
    case = await SITUATIONS[situation](open_office)
    case = await open_office.move(name, "replace_manager", case, leaves="manager", joins=LEE)
    assert case.state == "setting_up"
    assert "[I accept the charter]" in (await open_office.told("lee"))[-1]
    assert "Manager: Lee Abara (lee@example.org)" in (await open_office.chat("lee"))[-1]
    assert "[I accept the charter]" not in (await open_office.chat("ana"))[-1]
    case = await open_office.move("lee", "accept_charter", case)
    if situation == "setting_up":
        case = await open_office.move("kim", "accept_charter", case)
    case = await open_office.move("ana", "report_set_up", case)
    await open_office.move("casey", "activate", case)
    await open_office.say("lee", "accounts")
    assert "A-1001 · Facebook centralsoccer" in (await open_office.told("lee"))[-1]


async def test_a_first_manager_who_leaves_before_the_approval_is_replaced(slack: Workspace) -> None:
    opened = slack.office
    slack.double.hire("kmi@example.org", "Kmi")
    case = await opened.file(manager="kmi@example.org", second_manager=LEE)
    slack.user("kmi")["deleted"] = True
    for name in ("pat", "casey"):
        case = await opened.move(name, "approve", case)
    await slack.deliver()
    sentence = (
        "kmi@example.org was named as manager of the account of R-1001 (Central High School) and could not be "
        "reached here. Please check the address, or press Replace a manager on the card of R-1001."
    )
    for name in ("ana", "casey"):
        assert slack.reads(name).count(sentence) == 1
    case = await opened.move("ana", "replace_manager", case, leaves="manager", joins="kim@example.org")
    await slack.deliver()
    assert "Ana Reyes named you as a manager of the account of R-1001" in slack.reads("kim")[-1]
    for name in ("lee", "kim"):
        case = await opened.move(name, "accept_charter", case)
    assert (await opened.move("ana", "report_set_up", case)).state == "custody_check"


async def test_who_makes_room_is_chosen_beside_their_names(opened: Office) -> None:
    form = await opened.press("casey", "replace_manager", await SITUATIONS["setting_up"](opened))
    assert isinstance(form, Open)
    shown = plain_body(form.form.body)
    assert "Manager: Ana Reyes (ana@example.org)" in shown
    assert "Second manager: Kim Tanaka (kim@example.org)" in shown


async def test_where_only_one_is_named_only_they_can_make_room(opened: Office) -> None:
    case = await opened.file(second_manager="", find_second=True)
    for name in ("pat", "casey"):
        case = await opened.move(name, "approve", case)
    form = await opened.press("casey", "replace_manager", case)
    assert isinstance(form, Open)
    now = await opened.send("casey", form.form, {"leaves": "second_manager", "joins": LEE})
    assert isinstance(now, Fix)
    assert await opened.finish("casey", await opened.send("casey", form.form, {"joins": LEE}))
    assert "Manager: Lee Abara (lee@example.org)" in (await opened.told("lee"))[-1]


async def asked_for_by_ana(opened: Office, manager: str = LEE) -> Case:
    """Approved, with a manager whom Ana named."""
    case = await opened.file(manager=manager)
    for name in ("pat", "casey"):
        case = await opened.move(name, "approve", case)
    return case


@pytest.mark.parametrize("name", ["ana", "casey"])
async def test_a_first_manager_may_say_no_and_another_goes_on(open_office: Office, name: str) -> None:
    case = await asked_for_by_ana(open_office)
    assert "[I accept the charter] [I cannot do this]" in (await open_office.told("lee"))[-1]
    case = await open_office.move("kim", "accept_charter", case)
    case = await open_office.move("lee", "cannot_manage", case)
    said = "Lee Abara cannot be a manager of the account of R-1001"
    assert said in (await open_office.told("ana"))[-1]
    assert said in (await open_office.told("casey"))[-1]
    assert "Next: name another manager." in "".join(await open_office.chat("ana"))
    case = await open_office.move(name, "name_manager", case, manager="jordan@example.org")
    assert "named you as manager of the account of R-1001" in (await open_office.told("jordan"))[-1]
    case = await open_office.move("jordan", "accept_charter", case)
    case = await open_office.move("jordan", "report_set_up", case)
    assert (await open_office.move("casey", "activate", case)).state == "done"
    await open_office.say("jordan", "accounts")
    assert "A-1001 · Facebook centralsoccer" in (await open_office.told("jordan"))[-1]


async def test_a_first_manager_who_said_no_reads_no_more_of_the_request(opened: Office) -> None:
    case = await asked_for_by_ana(opened)
    await opened.settle()
    await opened.move("lee", "cannot_manage", case)
    assert (await opened.told("lee"))[-1] == "R-1001 is with other people now."
    await opened.say("lee", case.ref)
    assert (await opened.told("lee"))[-1] == "I cannot find R-1001 among the cases you can see."


async def test_the_second_manager_is_not_taken_for_the_first_one_who_said_no(opened: Office) -> None:
    case = await opened.move("lee", "cannot_manage", await asked_for_by_ana(opened))
    await opened.press("kim", "report_set_up", case)
    case = await opened.move("ana", "reopen", await opened.move("ana", "withdraw", case))
    assert "You are named as second manager of its account." in (await opened.told("kim"))[-1]
    assert case.data["answers"]["manager"] == ""


async def test_where_both_said_no_two_are_named_anew(opened: Office) -> None:
    case = await asked_for_by_ana(opened)
    for name in ("lee", "kim"):
        case = await opened.move(name, "cannot_manage", case)
    await opened.say("ana", case.ref)
    assert "[Name a manager] [Name a second manager] [Withdraw]" in (await opened.told("ana"))[-1]
    case = await opened.move("ana", "name_second_manager", case, second_manager=LEE)
    form = await opened.press("ana", "name_manager", case)
    assert isinstance(form, Open)
    now = await opened.send("ana", form.form, {"manager": LEE})
    assert isinstance(now, Fix)
    assert now.errors["manager"].startswith("This person is already a manager of the account.")
    case = await opened.move("ana", "name_manager", case, manager="ana@example.org")
    for name in ("lee", "ana"):
        case = await opened.move(name, "accept_charter", case)
    assert (await opened.move("ana", "report_set_up", case)).state == "custody_check"


async def test_whoever_accepted_stays_until_somebody_takes_their_place(opened: Office) -> None:
    case = await opened.move("lee", "accept_charter", await asked_for_by_ana(opened))
    assert "[I cannot do this]" not in "".join(await opened.chat("lee"))
    await opened.press("lee", "cannot_manage", case)
    assert await opened.case(case.ref) == case
