"""What somebody types who never read a manual: greetings, a yes, an "oops", a reference without its hyphen."""

from __future__ import annotations

import pytest

from bot.call_words import matching, patterns
from handlers import CONVERSATIONS
from tests.office import Office

HEARS = patterns(each.hears for each in CONVERSATIONS)


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("hi", "hear_hello"),
        ("Good morning!", "hear_hello"),
        ("hello there", "hear_hello"),
        ("hello can u help me", "hear_help"),
        ("Hi, what can you do?", "hear_help"),
        ("i need help", "hear_help"),
        ("help", "hear_help"),
        ("Help!", "hear_help"),
        ("help me", "hear_help"),
        ("help please", "hear_help"),
        ("how does this work", "hear_help"),
        ("idk what to do", "hear_help"),
        ("yes please", "yes_or_no"),
        ("Nope.", "yes_or_no"),
        ("ok", "agreed"),
        ("ok thanks", "thanked"),
        ("never mind", "stopped"),
        ("stop", "stopped"),
        ("oops", "slipped"),
        ("I approved the wrong one!", "slipped"),
        ("undo that", "slipped"),
        ("status", "where_is_it"),
        ("is it approved yet?", "where_is_it"),
        ("any news on my request", "where_is_it"),
        ("r1042", "hear_reference"),
        ("where is I 1042?", "hear_reference"),
        ("history R–1042", "hear_history"),
    ],
)
def test_what_hardly_means_anything_else_is_heard(typed: str, called: str) -> None:
    heard = matching(HEARS, typed)
    assert heard
    assert heard.__name__ == called


@pytest.mark.parametrize(
    "typed",
    [
        "no photos of my son please",
        "stop the post about my student",
        "help me write a caption",
        "help!!!",
        "HELP",
        "HELP ME!",
        "help me please",
        "please help me!!",
        "hi, a student posted that he has a gun",
        "yes he said he will do it tomorrow",
        "I sent the wrong picture to a student",
        "can you help me with a hacked account",
        "room 1042",
        "R12",
    ],
)
def test_what_says_more_is_left_to_those_who_listen(typed: str) -> None:
    assert matching(HEARS, typed) is None


@pytest.mark.parametrize("typed", ["911", "call 911", "emergency", "help!!!", "HELP", "help me please", "auxilio"])
async def test_a_cry_for_help_is_answered_with_what_to_do_and_a_way_to_alert(opened: Office, typed: str) -> None:
    await opened.say("ana", typed)
    (said,) = await opened.told("ana")
    assert "Call 911 now" in said
    assert "Alert the on-call team" in said


async def test_help_alone_is_the_list_of_what_there_is(opened: Office) -> None:
    await opened.say("ana", "help")
    (said,) = await opened.told("ana")
    assert "Call 911 now" not in said


async def test_a_yes_keeps_nothing_and_says_what_to_press(opened: Office) -> None:
    await opened.say("ana", "yes")
    (said,) = await opened.told("ana")
    assert "Typing yes or no changes nothing." in said
    assert "If anyone is in danger, call 911." in said


async def test_a_reference_without_its_hyphen_shows_the_case(opened: Office) -> None:
    await opened.file()
    await opened.say("ana", "r1001")
    assert (await opened.told("ana"))[-1].startswith("R-1001 · Facebook for Girls Soccer")


@pytest.mark.parametrize(
    ("name", "reads", "not_this"),
    [
        ("ana", [], ["approvals,", "lists:", "hold R-1042", "packet R-1042"]),
        ("drew", ["approvals,"], ["lists:", "hold R-1042", "packet R-1042"]),
        ("casey", ["approvals,", "hold R-1042", "packet R-1042"], ["lists:"]),
        ("robin", ["approvals,", "hold R-1042", "lists:"], ["packet R-1042"]),
        ("rene", ["approvals,", "hold R-1042", "lists:", "packet R-1042"], []),
    ],
)
async def test_help_names_what_somebody_can_do_by_their_office(
    opened: Office, name: str, reads: list[str], not_this: list[str]
) -> None:
    await opened.say(name, "help")
    (said,) = await opened.told(name)
    assert all(words in said for words in reads)
    assert not [words for words in not_this if words in said]


async def test_the_records_officer_is_told_where_to_begin(opened: Office) -> None:
    for name in ("rene", "casey"):
        await opened.say(name, "hello")
    assert "For the records, type lists, holds or packet R-1042." in (await opened.told("rene"))[-1]
    assert "For the records" not in (await opened.told("casey"))[-1]


async def test_a_principal_who_decided_reads_what_comes_next_and_how_to_mend_a_slip(opened: Office) -> None:
    case = await opened.file()
    await opened.settle()
    case = await opened.move("pat", "approve", case)
    next_step = (
        "Next: the Communications Director decides. If that was a slip, press Take the approval back before then."
    )
    assert next_step in (await opened.told("pat"))[-1]
    assert next_step not in (await opened.told("ana"))[0]
    await opened.move("casey", "approve", case)
    assert next_step not in "".join(await opened.told("pat"))


async def test_a_principal_who_declined_reads_who_can_reopen_it(opened: Office) -> None:
    case = await opened.file()
    await opened.settle()
    await opened.move("pat", "decline", case)
    assert (
        "If that was a slip, please tell the Communications Director's office: they can reopen it."
        in (await opened.told("pat"))[-1]
    )
    assert "they can reopen it" not in "".join(await opened.told("ana"))
