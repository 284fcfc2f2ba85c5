"""A request does not wait for a second manager who never comes, or for a requester who has left."""

from __future__ import annotations

import pytest

from bot.replies import Fix, Open
from bot.workflow import Case
from tests.office import Office
from tests.situations import SITUATIONS, approved
from tests.slack_office import Workspace

LEE = "lee@example.org"


async def being_set_up(opened: Office, second: str = "kim@example.org") -> Case:
    case = await opened.file(second_manager=second)
    for name in ("pat", "casey"):
        case = await opened.move(name, "approve", case)
    return case


@pytest.mark.parametrize("name", ["ana", "casey", "devon"])
@pytest.mark.parametrize("situation", ["setting_up", "custody_check"])
async def test_another_second_manager_is_named(opened: Office, name: str, situation: str) -> None:
    case = await SITUATIONS[situation](opened)
    case = await opened.move(name, "replace_manager", case, joins=LEE)
    by = opened.building.house.name(f"{name}@example.org")
    assert case.state == "setting_up"
    assert f"{by} named you as a manager of the account of R-1001" in (await opened.told("lee"))[-1]
    assert "[I accept the charter]" in (await opened.chat("lee"))[-1]
    assert f"{by} named somebody else as a manager" in (await opened.chat("kim"))[-1]
    assert "[I accept the charter]" not in "".join(await opened.chat("kim"))


async def test_an_approval_without_a_second_manager_names_three_steps(opened: Office) -> None:
    case = await opened.file(second_manager="", find_second=True)
    for name in ("pat", "casey"):
        case = await opened.move(name, "approve", case)
    assert "Next: name a second manager. Then both managers accept" in (await opened.told("ana"))[-1]
    await opened.move("ana", "name_second_manager", case)
    assert "Next: both managers accept" in (await opened.told("ana"))[-1]


async def test_no_card_asks_for_what_has_been_done(opened: Office) -> None:
    case = await opened.move("kim", "accept_charter", await being_set_up(opened))
    assert "accept it" not in (await opened.told("kim"))[-1]
    assert "You accepted the charter. Nothing is left for you to do." in (await opened.told("kim"))[-1]
    case = await opened.move("ana", "accept_charter", case)
    assert (
        "Next: once the account is set up, press It is set up. The Communications Director then checks it."
        in (await opened.told("ana"))[-1]
    )
    case = await opened.move("ana", "report_set_up", case)
    await opened.move("casey", "send_back", case)
    assert "accept it" not in (await opened.told("kim"))[-1]
    assert "Next: once the account is set up" in (await opened.told("ana"))[-1]


async def test_what_the_former_manager_accepted_does_not_count_for_the_new_one(opened: Office) -> None:
    case = await opened.move("kim", "accept_charter", await being_set_up(opened))
    case = await opened.move("ana", "replace_manager", case, joins=LEE)
    case = await opened.move("ana", "replace_manager", case, joins="kim@example.org")
    assert "kim@example.org" not in case.data["accepted"]
    assert (await opened.move("kim", "accept_charter", case)).data["accepted"].keys() == {"kim@example.org"}


async def test_the_requester_may_become_the_second_manager(opened: Office) -> None:
    case = await opened.file(manager=LEE)
    for name in ("pat", "casey"):
        case = await opened.move(name, "approve", case)
    case = await opened.move("casey", "replace_manager", case, joins="ana@example.org")
    assert "Casey Lindqvist named you as a manager" in "".join(await opened.told("ana"))


async def test_whoever_was_named_may_say_no_and_another_is_named(opened: Office) -> None:
    case = await being_set_up(opened)
    assert "[I accept the charter] [I cannot do this]" in (await opened.told("kim"))[-1]
    case = await opened.move("kim", "cannot_manage", case)
    said = "Kim Tanaka cannot be a manager of the account of R-1001"
    assert said in (await opened.told("ana"))[-1]
    assert said in (await opened.told("casey"))[-1]
    assert "[Name a second manager]" in "".join(await opened.chat("ana"))
    assert "[I " not in "".join(await opened.chat("kim"))
    case = await opened.move("ana", "name_second_manager", case, second_manager=LEE)
    assert "[I cannot do this]" in (await opened.told("lee"))[-1]
    assert "[I cannot do this]" not in "".join(await opened.chat("ana"))


async def test_whoever_said_no_reads_no_more_of_the_request(opened: Office) -> None:
    case = await being_set_up(opened)
    await opened.settle()
    case = await opened.move("kim", "cannot_manage", case)
    assert (await opened.told("kim"))[-1] == "R-1001 is with other people now."
    await opened.say("kim", case.ref)
    assert (await opened.told("kim"))[-1] == "I cannot find R-1001 among the cases you can see."


@pytest.mark.parametrize("situation", ["setting_up", "custody_check"])
async def test_whoever_was_replaced_is_told_so_and_reads_no_more_of_the_request(opened: Office, situation: str) -> None:
    case = await SITUATIONS[situation](opened)
    await opened.settle()
    case = await opened.move("ana", "replace_manager", case, joins=LEE)
    told = await opened.told("kim")
    assert told[-1].startswith("Ana Reyes named somebody else as a manager of the account of R-1001 in")
    assert not any("Girls Soccer" in said for said in told)
    for words in (case.ref, f"history {case.ref}"):
        await opened.say("kim", words)
        assert (await opened.told("kim"))[-1] == "I cannot find R-1001 among the cases you can see."


async def test_whoever_decides_no_more_reads_no_more_of_the_request(opened: Office) -> None:
    case = await opened.move("casey", "reassign", await opened.file(), to="lee@example.org")
    case = await opened.move("casey", "reassign", case, to="jordan@example.org")
    assert "Casey Lindqvist asked someone else to decide R-1001" in "".join(await opened.told("lee"))
    assert not any("Girls Soccer" in said for said in await opened.chat("lee"))
    await opened.say("lee", case.ref)
    assert (await opened.told("lee"))[-1] == "I cannot find R-1001 among the cases you can see."
    await opened.say("pat", case.ref)
    assert "R-1001 · Facebook for Girls Soccer" in (await opened.told("pat"))[-1]


async def test_who_said_no_is_reminded_of_nothing(opened: Office) -> None:
    await opened.move("kim", "cannot_manage", await being_set_up(opened))
    await opened.settle()
    opened.clock.moment = opened.building.house.calendar.after(opened.clock(), 2)
    assert "has waited for you" not in "".join(await opened.told("kim"))
    assert "The charter of R-1001 has waited for you" in "".join(await opened.told("ana"))


async def test_the_one_who_is_named_already_is_told_so_at_the_field(opened: Office) -> None:
    form = await opened.press("ana", "replace_manager", await being_set_up(opened))
    assert isinstance(form, Open)
    for email in ("ana@example.org", "kim@example.org"):
        now = await opened.send("ana", form.form, {"leaves": "second_manager", "joins": email})
        assert isinstance(now, Fix)
        assert now.errors["joins"].startswith(
            "This person is already a manager of the account. Please name someone else"
        )


async def test_who_is_to_name_another_hears_that_a_manager_was_not_reached(slack: Workspace) -> None:
    """Nobody is told that a decision waits."""
    slack.double.hire("kmi@example.org", "Kmi")
    await being_set_up(slack.office, "kmi@example.org")
    slack.user("kmi")["deleted"] = True
    await slack.deliver()
    sentence = (
        "kmi@example.org was named as second manager of the account of R-1001 (Central High School) and could not be "
        "reached here. Please check the address, or press Replace a manager on the card of R-1001."
    )
    for name in ("ana", "casey"):
        assert slack.reads(name).count(sentence) == 1
        assert "[Replace a manager]" in "".join(slack.reads("ana"))
        assert "decision waits" not in "".join(slack.reads(name))


@pytest.mark.parametrize("situation", ["changes_wanted", "setting_up", "custody_check"])
async def test_the_director_ends_what_a_requester_who_left_cannot(opened: Office, situation: str) -> None:
    case = await SITUATIONS[situation](opened)
    case = await opened.move("casey", "call_off", case, note="Ana has left us.")
    assert case.state == "withdrawn"
    told = ("ana", "pat") if situation == "changes_wanted" else ("ana", "kim", "pat")
    for name in told:
        assert "Casey Lindqvist ended R-1001" in (await opened.told(name))[-1]
        assert "> Ana has left us." in (await opened.chat(name))[-1]


async def test_before_the_approval_nobody_ends_it_without_a_decision(opened: Office) -> None:
    case = await approved(opened, "pat")
    await opened.press("casey", "call_off", case)
    assert await opened.case(case.ref) == case
