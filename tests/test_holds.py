"""Holds by words: who may place one, what is said of it and to whom, and what is written down (requirement 8.6)."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.content.district import load_district
from bot.content.records import load_records
from bot.events import Clicked
from bot.store import holds
from bot.store.holds import Hold
from bot.store.tables import deeds
from bot.workflow import Case
from handlers.holds import wished
from tests.office import Office
from tests.reports import LINK, report, report_without
from tests.stage import CONTENT

BECAUSE = "A lawsuit."


async def said_to(opened: Office, name: str, text: str) -> str:
    """All that somebody reads at once when they type this."""
    before = len(await opened.told(name))
    await opened.say(name, text)
    return "\n".join((await opened.told(name))[before:])


async def placed(opened: Office) -> tuple[Hold, ...]:
    async with opened.building.database.reading() as connection:
        return await holds.everything(connection)


async def written(opened: Office) -> list[tuple[str, str, str, object]]:
    """What was done to the records: what, by whom, to which case, and why."""
    query = select(deeds.c.deed, deeds.c.by, deeds.c.ref, deeds.c.details).order_by(deeds.c.id)
    async with opened.building.database.reading() as connection:
        rows = (await connection.execute(query)).all()
    return [(row.deed, row.by.partition("@")[0], row.ref, row.details["reason"]) for row in rows]


async def joined(opened: Office) -> tuple[Case, Case]:
    """A report and another one of the same link: the main case and its part."""
    main = await report(opened, "kim")
    await report(opened, "ana")
    return main, next(case for case, _ in await opened.everything() if case.state == "joined")


# --- The words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wish", "refs"),
    [
        ("hold I-1001: A lawsuit.", "hold", ("I-1001",)),
        ("Hold i-1001 because A lawsuit.", "hold", ("I-1001",)),
        ("please hold I-1001, because of A lawsuit.", "hold", ("I-1001",)),
        ("/hold I-1001 – A lawsuit.", "hold", ("I-1001",)),
        ("put I-1001 on hold: A lawsuit.", "hold", ("I-1001",)),
        ("place a hold on I-1001: A lawsuit.", "hold", ("I-1001",)),
        ("hold R-1002, I-1001 and A-1003: A lawsuit.", "hold", ("A-1003", "I-1001", "R-1002")),
        ("hold I-1001 I-1001\nA lawsuit.", "hold", ("I-1001",)),
        ("release I-1001: A lawsuit.", "release", ("I-1001",)),
        ("release the hold on I-1001: A lawsuit.", "release", ("I-1001",)),
        ("Lift the hold on I-1001 because A lawsuit.", "release", ("I-1001",)),
    ],
)
def test_it_is_said_in_many_ways(text: str, wish: str, refs: tuple[str, ...]) -> None:
    found = wished(text)
    assert found
    assert (found.wish, found.refs, found.reason) == (wish, refs, BECAUSE)


@pytest.mark.parametrize("text", ["hold I-1001", "hold I-1001?", "hold I-1001, please!", "hold I-1001 because"])
def test_manners_are_no_reason(text: str) -> None:
    found = wished(text)
    assert found
    assert found.reason == ""


@pytest.mark.parametrize(
    "text", ["hold", "hold my beer", "I-1001", "hold I-1001st", "please release the photos", "holds"]
)
def test_other_words_are_none(text: str) -> None:
    assert wished(text) is None


@given(st.text())
def test_anything_can_follow(text: str) -> None:
    found = wished(f"hold I-1001: {text}")
    assert found
    assert found.refs == ("I-1001",)
    assert found.reason in text
    wished(text)


# --- Who may --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rene", "casey", "devon", "robin"])
async def test_those_whom_the_file_names_place_one(opened: Office, name: str) -> None:
    case = await opened.file("ana")
    assert f"{case.ref} is on hold now." in await said_to(opened, name, f"hold {case.ref}: {BECAUSE}")
    assert [(one.ref, one.by, one.reason) for one in await placed(opened)] == [
        (case.ref, f"{name}@example.org", BECAUSE)
    ]


@pytest.mark.parametrize("words", ["hold {ref}: please do", "release {ref}: please do", "hold {ref}", "holds"])
async def test_nobody_else_does_or_learns_whether_there_is_one(opened: Office, words: str) -> None:
    case = await opened.file("ana")
    await opened.say("rene", f"hold {case.ref}: {BECAUSE}")
    for name in ("ana", "pat", "ira"):
        said = await said_to(opened, name, words.format(ref=case.ref))
        assert said.startswith("Only these people can place or end a hold: Rene Dubois, ")
        assert BECAUSE not in said
    assert len(await placed(opened)) == 1


def test_where_nobody_has_such_a_role_the_director_places_them(tmp_path: Path) -> None:
    file = tmp_path / "records.yaml"
    given = (CONTENT / file.name).read_text(encoding="utf-8")
    file.write_text(re.sub(r"may_hold: .*", "may_hold: [counsel]", given), encoding="utf-8")
    district = load_district(CONTENT / "district.yaml")
    assert load_records(file).holders(district) == ("casey@example.org", "devon@example.org")


async def test_a_button_that_was_made_up_shows_no_hold(opened: Office) -> None:
    case = await opened.file("ana")
    await opened.say("rene", f"hold {case.ref}: {BECAUSE}")
    await opened.settle()
    before = len(await opened.told("ana"))
    await opened.receive(Clicked(**opened.whence("ana"), action="holds.more", value="0"))
    said = "\n".join((await opened.told("ana"))[before:])
    assert said.startswith("Only these people")


async def test_whoever_must_not_hear_of_a_case_learns_nothing_of_it_here(opened: Office) -> None:
    """A report that leaves the Director out: for the Director there is no such case, on hold or not."""
    case = await report_without(opened, "kim", "casey")
    nothing = f"I know of no case {case.ref}. Nothing was changed."
    assert await said_to(opened, "casey", f"hold {case.ref}: {BECAUSE}") == nothing
    assert "is on hold now" in await said_to(opened, "rene", f"hold {case.ref}: the Director's own account")
    for words in ("hold {ref}: mine", "release {ref}: mine", "hold {ref}"):
        assert await said_to(opened, "casey", words.format(ref=case.ref)) == nothing
    assert "No case is on hold" in await said_to(opened, "casey", "holds")
    assert "the Director's own account" in await said_to(opened, "rene", "holds")
    assert len(await placed(opened)) == 1


# --- What is said, and to whom --------------------------------------------------------------------------------------


async def test_only_those_who_place_holds_see_it_on_a_card(opened: Office) -> None:
    case = await opened.file("ana")
    await opened.move("pat", "approve", case)
    before = {name: await opened.told(name) for name in ("ana", "pat", "drew")}
    await opened.say("rene", f"hold {case.ref}: {BECAUSE}")
    assert "On hold: R-1001, since November 9, 2026, by Rene Dubois." in (await opened.told("casey"))[-1]
    for name, chat in before.items():
        assert await opened.told(name) == chat
        assert "On hold" not in await said_to(opened, name, case.ref)
    await opened.say("robin", f"release {case.ref}: {BECAUSE}")
    assert "On hold" not in (await opened.told("casey"))[-1]


async def test_the_card_of_a_main_case_names_the_hold_of_its_part(opened: Office) -> None:
    main, part = await joined(opened)
    await opened.say("rene", f"hold {part.ref}: {BECAUSE}")
    assert f"On hold: {part.ref}, since" in await said_to(opened, "casey", main.ref)
    for name in ("kim", "ana"):
        assert "On hold" not in "\n".join(await opened.told(name))


async def test_whoever_placed_it_hears_who_ended_it_and_nobody_hears_of_their_own(opened: Office) -> None:
    case = await opened.file("ana")
    await opened.say("rene", f"hold {case.ref}: {BECAUSE}")
    before = len(await opened.told("rene"))
    await opened.say("robin", f"release {case.ref}: It is settled.")
    told = "Robin Marsh ended the hold that you placed on R-1001 on November 9, 2026, because:\n> It is settled."
    assert (await opened.told("rene"))[before:] == [told]
    await opened.say("robin", f"hold {case.ref}: {BECAUSE}")
    said = await said_to(opened, "robin", f"release {case.ref}: It is settled.")
    assert "you placed" not in said
    assert said.startswith("R-1001 is not on hold any more. Robin Marsh had placed the hold on November 9, 2026")


async def test_several_at_once_are_answered_one_by_one(opened: Office) -> None:
    first, second = await opened.file("ana"), await report(opened, "kim")
    await opened.say("casey", f"hold {second.ref}: another matter")
    said = await said_to(opened, "rene", f"hold {first.ref}, {second.ref} and I-4711: {BECAUSE}")
    for sentence in ("I-1001 is on hold already. Casey", "I know of no case I-4711", "R-1001 is on hold now. Rene"):
        assert sentence in said
    assert {one.ref: one.reason for one in await placed(opened)} == {
        first.ref: BECAUSE,
        second.ref: "another matter",
    }


async def test_more_than_can_be_answered_is_not_begun(opened: Office) -> None:
    case = await opened.file("ana")
    many = " ".join((case.ref, *(f"R-{number}" for number in range(2000, 2020))))
    said = await said_to(opened, "rene", f"hold {many}: {BECAUSE}")
    assert said == "That names 21 cases; please name at most 20 at a time. Nothing was changed."
    assert not await placed(opened)


async def test_a_long_reason_is_taken_and_one_that_is_too_long_is_not(opened: Office) -> None:
    case, long = await opened.file("ana"), "word " * 199 + "words"
    said = await said_to(opened, "rene", f"hold {case.ref}: {long}s")
    assert (
        said == "That reason has 1001 characters, and there is room for 1000. Please shorten it. Nothing was changed."
    )
    assert f"> {long}" in await said_to(opened, "rene", f"hold {case.ref}: {long}")
    listed = await said_to(opened, "rene", "holds")
    assert "word…" in listed
    assert long not in listed
    assert long in await said_to(opened, "rene", f"hold {case.ref}")


async def test_a_password_is_not_kept(opened: Office) -> None:
    case = await opened.file("ana")
    said = await said_to(opened, "rene", f"hold {case.ref}: the password is Tigers2024!")
    assert said.startswith("That looked like a password.")
    assert not await placed(opened)


async def test_danger_comes_before_a_right(opened: Office) -> None:
    case = await opened.file("ana")
    said = await said_to(opened, "ana", f"hold {case.ref}: he says he will bring a gun to school tomorrow")
    assert said.startswith("A threat of violence\nCall 911 now")
    assert not await placed(opened)


async def test_words_in_a_reason_stay_words(opened: Office) -> None:
    case = await opened.file("ana")
    assert "> **[a](https://example.org)** <!channel>" in await said_to(
        opened, "rene", f"hold {case.ref}: **[a](https://example.org)** <!channel>"
    )


async def test_a_long_list_comes_ten_at_a_time(opened: Office) -> None:
    refs = [(await report(opened, "kim", link=f"{LINK}{number}")).ref for number in range(12)]
    await opened.say("rene", f"hold {' '.join(refs)}: {BECAUSE}")
    first = await said_to(opened, "rene", "holds")
    assert first.count("Since November") == 10
    assert "[Show more]" in first
    await opened.receive(Clicked(**opened.whence("rene"), action="holds.more", value="10"))
    rest = (await opened.told("rene"))[-1]
    assert rest.count("Since November") == 2
    assert "[Show more]" not in rest


# --- What is written down -------------------------------------------------------------------------------------------


async def test_each_is_a_deed_with_its_reason(open_office: Office) -> None:
    case = await open_office.file("ana")
    for name, words in (("rene", "hold {ref}: one"), ("casey", "hold {ref}: two"), ("casey", "release {ref}: three")):
        await open_office.say(name, words.format(ref=case.ref))
    await open_office.say("casey", f"release {case.ref}: four")
    assert await written(open_office) == [("held", "rene", case.ref, "one"), ("released", "casey", case.ref, "three")]
    assert not await placed(open_office)


async def test_of_two_who_hold_at_the_same_moment_one_places_it(open_office: Office) -> None:
    case = await open_office.file("ana")
    names = ("rene", "casey", "robin", "devon")
    await asyncio.gather(*(open_office.say(name, f"hold {case.ref}: {name}") for name in names))
    assert len(await placed(open_office)) == len(await written(open_office)) == 1
    said = ["\n".join(await open_office.told(name)) for name in names]
    assert sum("is on hold now" in one for one in said) == 1
    assert sum("is on hold already" in one for one in said) == len(names) - 1
