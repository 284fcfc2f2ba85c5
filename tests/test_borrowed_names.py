"""Letters that nobody types, and people under the name or the address of somebody else."""

from __future__ import annotations

import pytest

from bot.events import Person, Standing
from bot.platforms.base import Met, Seat
from bot.platforms.web.send import WebChat
from tests.office import Office

RIGHT_TO_LEFT = "\u202e"


# --- Letters that nobody types --------------------------------------------------------------------------------------


async def test_what_was_typed_holds_no_character_that_a_chat_or_a_database_refuses(opened: Office) -> None:
    case = await opened.file(on_behalf="Girls\x00 \ud83dSoccer\n[Approved]\x07", message="One\ttwo\nthree\x0b\x7f")
    assert case.data["answers"]["on_behalf"] == "Girls Soccer [Approved]"
    assert case.data["answers"]["message"] == "One\ttwo\nthree"


async def test_what_was_typed_cannot_turn_our_words_around(opened: Office) -> None:
    case = await opened.file(on_behalf=f"{RIGHT_TO_LEFT}reccoS", message="שלום, كل يوم")
    assert case.data["answers"]["on_behalf"] == "reccoS"
    assert case.data["answers"]["message"] == "שלום, كل يوم"


# --- Whose face it is -----------------------------------------------------------------------------------------------


async def board(opened: Office, seat: str) -> list[str]:
    web = opened.building.platforms["web"]
    assert isinstance(web, WebChat)
    return [posting.id for posting in await web.board.all(seat)]


async def come(opened: Office, email: str, name: str, standing: Standing = "staff", user: str = "U-EVIL") -> Person:
    async def look_up() -> Met:
        return Met(Person(email, name, standing), Seat(user, user))

    return await opened.building.front_desk.meet("web", user, look_up)


@pytest.mark.parametrize("standing", ["guest", "outside", "bot"])
async def test_a_stranger_with_the_address_of_staff_gets_neither_their_cards_nor_their_name(
    opened: Office, standing: Standing
) -> None:
    """In a workspace of one's own one may enter any address; shared channels bring such people in."""
    await come(opened, "pat@example.org", "Patrick Evil", standing)
    await opened.file()
    await opened.settle()
    assert not await board(opened, "U-EVIL")
    assert "[Approve]" in (await opened.chat("pat"))[-1]
    assert opened.building.house.name("pat@example.org") == "Pat Okafor"


async def test_a_letter_that_only_becomes_ours_when_it_is_made_small_is_not_ours(opened: Office) -> None:
    """The sign for Kelvin is no K."""
    met = await come(opened, "\u212aim@example.org", "Kim?")
    assert met.standing == "outside"
    assert met.email == ""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Kim " * 900, ("Kim " * 900)[:99] + "…"),
        ("Kim\n[Approved]\x00", "Kim [Approved]"),
        (f"{RIGHT_TO_LEFT}miK", "miK"),
        ("   ", "Kim Tanaka"),
    ],
)
async def test_a_name_in_a_profile_is_one_short_line(opened: Office, name: str, shown: str) -> None:
    await come(opened, "kim@example.org", name)
    assert opened.building.house.name("kim@example.org") == shown


@pytest.mark.parametrize(
    "name", ["**Kim**", "[Kim](https://evil.example)", "<!channel>", "<b>Kim</b>", "\\*Kim_", "{by}"]
)
async def test_a_name_with_marks_in_it_is_shown_to_the_letter(opened: Office, name: str) -> None:
    await come(opened, "pat@example.org", name)
    await opened.move("pat", "approve", await opened.file())
    assert f"{name} approved R-1001. It is now with the Communications Director, who decides." in "\n".join(
        await opened.told("ana")
    )
