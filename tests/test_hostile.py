"""What somebody could try who means harm, or whose chat sends nonsense: it changes nothing, and nobody is misled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.events import Clicked, Filled, Person, Standing
from bot.platforms.base import Met, Seat
from bot.platforms.web.send import WebChat
from bot.replies import Fix, Now, Open, Sorry, Swap
from bot.ui import plain
from tests.office import ANSWERS, Office, office

KIND = "account_request"
RIGHT_TO_LEFT = "\u202e"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(f"sqlite+aiosqlite:///{tmp_path}/hostile.db") as opened:
        yield opened


async def click(opened: Office, name: str, action: str, value: str) -> Now | None:
    return await opened.receive(Clicked(**opened.whence(name), action=action, value=value))


async def fill(opened: Office, name: str, form: str, value: str, pressed: str = "", **answers: Any) -> Now | None:
    event = Filled(**opened.whence(name), form=f"{KIND}.{form}", value=value, pressed=pressed, answers=answers)
    return await opened.receive(event)


async def newest(opened: Office, name: str) -> str:
    await opened.settle()
    return (await opened.chat(name))[-1]


# --- Other people's cases -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pat", "casey", "kim", "lee"])
async def test_a_request_that_was_not_sent_is_its_writers_alone(opened: Office, name: str) -> None:
    """The principal, the Director and the manager named in it know nothing of it, whatever they forge."""
    draft = await opened.case((await opened.review("ana")).value.partition(".")[0])
    for action in ("show", "file", "withdraw", "snooze"):
        await click(opened, name, f"{KIND}.{action}", draft.stamp)
        assert await newest(opened, name) == "I do not find R-1001 among what you can see."
    for form in ("start", "managers", "review", "set_up", "reassign"):
        assert not await click(opened, name, "open_form", f"{KIND}.{form}|{draft.stamp}")
        answered = await fill(opened, name, form, draft.stamp, on_behalf="Mine")
        assert isinstance(answered, Swap)
        assert plain(answered.card) == "I do not find R-1001 among what you can see."
    await opened.say(name, "history r-1001")
    assert await newest(opened, name) == "I do not find R-1001 among what you can see."
    assert await opened.case("R-1001") == draft


async def test_a_request_that_was_withdrawn_unsent_stays_its_writers(opened: Office) -> None:
    draft = await opened.case((await opened.review("ana")).value.partition(".")[0])
    await opened.move("ana", "withdraw", draft, note="Not yet.")
    await opened.say("pat", "history R-1001")
    assert await newest(opened, "pat") == "I do not find R-1001 among what you can see."


@pytest.mark.parametrize(
    ("form", "name"),
    [("start", "ana"), ("start", "pat"), ("review", "ana"), ("set_up", "ana"), ("set_up", "pat"), ("reassign", "pat")],
)
async def test_a_form_is_drawn_only_for_who_may_send_it(opened: Office, form: str, name: str) -> None:
    """Neither by the button that offers a form again, nor by sending what was never shown."""
    case = await opened.file()
    assert not isinstance(await click(opened, name, "open_form", f"{KIND}.{form}|{case.stamp}"), Open)
    answered = await fill(opened, name, form, case.stamp, school="maple-es", on_behalf="Somebody else", to="ana")
    assert isinstance(answered, Swap)
    assert "Somebody else" not in plain(answered.card)
    assert await opened.case(case.ref) == case


@pytest.mark.parametrize("form", ["start", "audience", "review", "set_up", "second_manager", "reassign", "decline"])
async def test_a_form_of_one_kind_does_not_open_on_a_case_of_another(opened: Office, form: str) -> None:
    case = await opened.set_up()
    await opened.press("casey", "activate", case)
    for now in (
        await click(opened, "casey", "open_form", f"{KIND}.{form}|A-1001.1"),
        await fill(opened, "casey", form, "A-1001.1"),
    ):
        assert not isinstance(now, Open | Fix | Sorry)


# --- Values that were made up ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", [f"{KIND}.more", "account.more"])
@pytest.mark.parametrize("value", ["9" * 20, "9" * 5_000, "-1", "٣", "x", "", "1e9", "R-1001.1"])
async def test_a_made_up_page_of_a_list_is_the_first(opened: Office, action: str, value: str) -> None:
    assert not isinstance(await click(opened, "ana", action, value), Sorry)


@pytest.mark.parametrize(
    "answers",
    [
        {"kind": ("new", "existing")},
        {"kind": {"new": "x"}},
        {"school": True},
        {"school": ("central-hs", "maple-es")},
        {"on_behalf": ("a", "b")},
        {"on_behalf": None},
        {"on_behalf": {"a": 1}},
        {"on_behalf": 7},
    ],
)
async def test_an_answer_of_another_type_counts_as_none(opened: Office, answers: dict[str, Any]) -> None:
    form = await start(opened, "ana")
    good = {"kind": "new", "school": "central-hs", "on_behalf": "Soccer"}
    now = await fill(opened, "ana", "start", form, **{**good, **answers})
    assert isinstance(now, Fix)
    assert set(now.errors) == set(answers)


@pytest.mark.parametrize("audience", ["families", ("families", ("x",)), ({"a": 1},), 5, True])
async def test_several_choices_that_are_none_are_refused_at_their_field(opened: Office, audience: Any) -> None:
    now = await fill(opened, "ana", "audience", await start(opened, "ana"), audience=audience, ages=("adults",))
    assert isinstance(now, Fix)
    assert set(now.errors) == {"audience"}


async def test_back_from_a_screen_that_is_not_on_the_way(opened: Office) -> None:
    """Two windows: one still shows a question that the other's answer has made needless."""
    now = await fill(opened, "ana", "link", await start(opened, "ana"), f"{KIND}.back")
    assert isinstance(now, Open)
    assert now.form.name == f"{KIND}.start"


async def start(opened: Office, name: str) -> str:
    now = await opened.say(name, "/sm-request")
    assert isinstance(now, Open)
    return now.form.value


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
    assert f"{name} approved R-1001. It is now with the Director, who decides." in "\n".join(await told(opened, "ana"))


async def told(opened: Office, name: str) -> list[str]:
    await opened.settle()
    return await opened.chat(name)


# --- Passwords ------------------------------------------------------------------------------------------------------

SECRET = "Tigers2024!"


@pytest.mark.parametrize(
    "text",
    [
        f"I want to start an Instagram, the password is {SECRET}",
        f"/sm-request password: {SECRET}",
        f"my password is {SECRET}",
        "history " + f"password: {SECRET} " * 200,
    ],
)
async def test_a_password_in_a_message_is_kept_nowhere_and_answered(
    opened: Office, text: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert await opened.say("ana", text) is None
    assert (await told(opened, "ana"))[-1].startswith("That looked like a password. I have kept none of it")
    assert SECRET not in caplog.text
    assert not kept(tmp_path)


FIELDS = {
    "start": ("on_behalf",),
    "message": ("message",),
    "tool": ("other_name", "other_address"),
    "link": ("link",),
    "managers": ("manager", "second_manager"),
}


@pytest.mark.parametrize("pressed", ["", f"{KIND}.back"])
@pytest.mark.parametrize(("form", "field"), [(form, field) for form, fields in FIELDS.items() for field in fields])
async def test_a_password_in_a_question_is_kept_nowhere(
    opened: Office, form: str, field: str, pressed: str, tmp_path: Path
) -> None:
    """Nor in the form that comes back with the sentence, which Teams leaves in the chat."""
    stamp = await start(opened, "ana")
    for _ in range(2):
        given: dict[str, Any] = {**ANSWERS, field: f"password: {SECRET}"}
        now = await fill(opened, "ana", form, stamp, pressed, **given)
        assert isinstance(now, Fix)
        assert now.errors[field].startswith("This looks like a password, so it was not kept.")
        assert SECRET not in repr(now)
    await opened.settle()
    assert not kept(tmp_path)


async def test_a_password_in_what_comes_after_is_kept_nowhere(opened: Office, tmp_path: Path) -> None:
    case = await opened.set_up()
    assert kept(tmp_path, "Girls Soccer")
    for name, form in (("casey", "send_back"), ("ana", "withdraw")):
        now = await fill(opened, name, form, case.stamp, note=f"pw: {SECRET}")
        assert isinstance(now, Fix)
    case = await opened.move("casey", "send_back", case)
    for field in ("address", "email", "where"):
        given: dict[str, Any] = {**ANSWERS, field: f"login: soccer pass: {SECRET}"}
        now = await fill(opened, "ana", "set_up", case.stamp, **given)
        assert isinstance(now, Fix)
        assert SECRET not in repr(now)
    await opened.settle()
    assert not kept(tmp_path)


def kept(folder: Path, words: str = SECRET) -> list[Path]:
    """The files of the database that hold these words; the write-ahead log is one of them."""
    return [file for file in folder.iterdir() if words.encode() in file.read_bytes()]


# --- The same thing again -------------------------------------------------------------------------------------------


async def test_a_repeat_is_answered_by_what_may_be_seen_now(opened: Office) -> None:
    """The first time the form opened; when the chat delivers the press again, the request has moved on."""
    case = await opened.file()
    pressed = Clicked(**opened.whence("pat"), action=f"{KIND}.decline", value=case.stamp)
    assert isinstance(await opened.receive(pressed), Open)
    await opened.move("ana", "withdraw", case)
    again = await opened.receive(pressed)
    assert isinstance(again, Swap)
    assert "[Withdrawn]" in plain(again.card)


async def test_a_repeat_by_somebody_else_shows_them_nothing(opened: Office) -> None:
    case = await opened.file()
    pressed = Clicked(**opened.whence("pat"), action=f"{KIND}.decline", value=case.stamp)
    await opened.receive(pressed)
    assert await opened.receive(replace(pressed, person=opened.person("lee"))) is None


async def test_a_second_account_at_one_address_is_not_activated_and_nobody_is_told_it_was(opened: Office) -> None:
    first, second = await opened.set_up(), await opened.set_up()
    await opened.move("casey", "activate", first)
    now = await opened.press("casey", "activate", second)
    assert isinstance(now, Swap)
    assert "[The Director checks access]" in plain(now.card)
    assert (await told(opened, "casey"))[-1].startswith("That address is in the register already, so R-1002 was not")
    assert await opened.building.delivery.deliver() == 0
    assert await opened.case("R-1002") == second
