"""A password that somebody types is kept nowhere, and they are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.replies import Fix
from tests.forged import KIND, fill, start
from tests.office import ANSWERS, Office

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
    assert (await opened.told("ana"))[-1].startswith("That looked like a password. I have kept none of it")
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


@pytest.mark.parametrize("where", [SECRET, f"Vault: {SECRET}", f"Admin / {SECRET}", "Passw0rd"])
async def test_a_password_instead_of_the_place_where_it_is_kept_is_kept_nowhere(
    opened: Office, where: str, tmp_path: Path
) -> None:
    case = await opened.move("casey", "send_back", await opened.set_up())
    given: dict[str, Any] = {**ANSWERS, "rights": "vault", "where": where}
    now = await fill(opened, "ana", "set_up", case.stamp, **given)
    assert isinstance(now, Fix)
    assert now.errors["where"].startswith(("This could be a password", "This looks like a password"))
    assert "so it was not kept" in now.errors["where"]
    assert where not in repr(now)
    await opened.settle()
    assert not kept(tmp_path, where)


def kept(folder: Path, words: str = SECRET) -> list[Path]:
    """The files of the database that hold these words; the write-ahead log is one of them."""
    return [file for file in folder.iterdir() if words.encode() in file.read_bytes()]
