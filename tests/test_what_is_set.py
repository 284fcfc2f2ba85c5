"""What is set is in the log from the start on, and from then on whenever it changes; no secret is."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import event, select

from bot.audit.what_is_set import WhatIsSet, enter_command
from bot.settings import Settings, SlackSettings, TeamsSettings
from bot.store.tables import deeds
from tests.commands import SECRET
from tests.edited_content import content as content
from tests.edited_content import district as district
from tests.office import Office
from tests.teams_double import APP_ID, TENANT

CHATS = {
    "MicrosoftAppId": APP_ID,
    "MicrosoftAppTenantId": TENANT,
    "MicrosoftAppPassword": SECRET,
    "SLACK_BOT_TOKEN": f"xoxb-{SECRET}",
    "SLACK_SIGNING_SECRET": SECRET,
    "PUBLIC_URL": "https://guard.example.org",
    "SECRET_KEY": SECRET * 4,
}
PHOTOS = "knowledge/photos.yaml"
SECRETS = {
    "SLACK_BOT_TOKEN": f"xoxb-{SECRET}",
    "SLACK_SIGNING_SECRET": SECRET,
    "SECRET_KEY": SECRET * 4,
    "DATABASE_URL": f"postgresql://guard:{SECRET}@db.example.org/guard",
}


def process(district: Office, **environment: str) -> WhatIsSet:
    """One that starts now, with these settings besides."""
    building = district.building
    settings = Settings.read({"CONTENT_DIR": str(building.settings.content_dir), **environment})
    return WhatIsSet(building.database, settings, replace(building.house.library), district.clock)


async def entered(district: Office) -> list[Mapping[str, Any]]:
    """What every deed says that changed."""
    async with district.building.database.reading() as connection:
        found = await connection.execute(select(deeds.c.deed, deeds.c.details).order_by(deeds.c.id))
        return [{part: details[part] for part in ("content", "settings")} for deed, details in found if deed == "set"]


def files_in(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*.yaml")}


def change(content: Path, name: str, old: str, new: str) -> None:
    file = content / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


async def test_the_first_start_enters_everything_and_the_next_one_nothing(district: Office, content: Path) -> None:
    first = process(district)
    await first.round()
    await first.round()
    await process(district).round()
    (everything,) = await entered(district)
    assert {*everything["content"]} == files_in(content)
    assert all(before is None and len(after) == 64 for before, after in everything["content"].values())
    assert {*everything["settings"]} == {"CONTENT_DIR", "DATABASE_URL", "MicrosoftAppType", "SLACK_API_URL"}


async def test_two_that_start_at_the_same_moment_enter_it_once(district: Office) -> None:
    await asyncio.gather(*(process(district).round() for _ in range(3)))
    assert len(await entered(district)) == 1


async def test_what_changed_between_two_starts(district: Office, content: Path) -> None:
    await process(district).round()
    change(content, "district.yaml", "hold: false", "hold: true")
    (content / "safety.yaml").rename(content / "safety.old.yaml")
    await process(district, PUBLIC_URL="https://guard.example.org", TEAMS_SERVICE_HOSTS="a.org, b.org").round()
    _, changed = await entered(district)
    assert {name: [bool(digest) for digest in both] for name, both in changed["content"].items()} == {
        "district.yaml": [True, True],
        "safety.old.yaml": [False, True],
        "safety.yaml": [True, False],
    }
    assert changed["settings"] == {
        "PUBLIC_URL": ["", "https://guard.example.org"],
        "TEAMS_SERVICE_HOSTS": ["", "a.org, b.org"],
    }


async def test_a_knowledge_base_that_is_read_again(district: Office, content: Path) -> None:
    running, library = process(district), district.building.house.library
    running.library = library
    await running.round()
    change(content, "safety.yaml", "# ", "#  ")  # what is read at a start alone is not in force yet
    change(content, PHOTOS, "Please do not post that picture.", "Please keep that picture for yourself.")
    await running.round()
    assert len(await entered(district)) == 1
    assert await library.refresh()
    await running.round()
    await running.round()
    _, changed = await entered(district)
    assert [*changed["content"]] == [PHOTOS]
    await process(district).round()
    assert [*(await entered(district))[-1]["content"]] == ["safety.yaml"]


async def test_a_hold_is_set_from_the_moment_when_it_is_written(district: Office, content: Path) -> None:
    running = process(district)
    await running.round()
    change(content, "district.yaml", "hold: false", "hold: true")
    await running.round()
    await running.round()
    assert [[*changed["content"]] for changed in (await entered(district))[1:]] == [["district.yaml"]]


async def test_a_broken_file_that_nobody_is_told_is_not_set(district: Office, content: Path) -> None:
    running, library = process(district), district.building.house.library
    running.library = library
    await running.round()
    change(content, PHOTOS, "slug: optout-blur", "slug: [optout-blur")
    assert not await library.refresh()
    await running.round()
    assert len(await entered(district)) == 1


async def test_a_proposal_is_not_set_before_somebody_has_moved_it(district: Office, content: Path) -> None:
    await process(district).round()
    (content / "proposals").mkdir()
    (content / "proposals" / "q-1001.yaml").write_text("entries: []", encoding="utf-8")
    await process(district).round()
    assert len(await entered(district)) == 1


async def test_a_command_leaves_what_is_set_as_it_stood(district: Office) -> None:
    await process(district).round()
    await enter_command(district.building.database, "operator:rene", "rotate-keys", 3, district.clock())
    await process(district).round()
    async with district.building.database.reading() as connection:
        found = (await connection.execute(select(deeds.c.by, deeds.c.details).order_by(deeds.c.id))).all()
    (_, started), (by, entered) = found
    assert (by, entered) == (
        "operator:rene",
        {"command": "rotate-keys", "files": 3, "stands": started["stands"]},
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "SLACK_BOT_TOKEN", "MicrosoftAppPassword", "EVIDENCE_KEYS"])
async def test_a_secret_that_was_exchanged_bears_another_mark(district: Office, name: str) -> None:
    first, second = ({**CHATS, name: a_secret(name)} for _ in range(2))
    for given in (first, first, second):
        await process(district, **given).round()
    _, (before, after) = [changed["settings"].get(name, ["", ""]) for changed in await entered(district)]
    assert before != after
    assert all(re.fullmatch(r"\(set, [0-9a-f]{8}\)", mark) for mark in (before, after))


def a_secret(name: str) -> str:
    """A new one each time, as whoever issues such secrets makes them."""
    if name == "EVIDENCE_KEYS":
        return Fernet.generate_key().decode()
    return ("xoxb-" if name == "SLACK_BOT_TOKEN" else "") + token_urlsafe(40)


@pytest.mark.parametrize("address", ["postgresql://guard:{}@db.example.org/guard", "postgresql://{}@db.example.org/g"])
def test_a_password_that_somebody_chose_bears_no_mark(address: str) -> None:
    """Guesses could be tried against a mark."""
    for given in (address.format("Tigers2024!"), address.format("Tigers2025!")):
        assert Settings.read({"DATABASE_URL": given}).for_the_log()["DATABASE_URL"] == "(set)"
    assert Settings.read({**CHATS, "SLACK_SIGNING_SECRET": "x" * 31}).for_the_log()["SLACK_SIGNING_SECRET"] == "(set)"


def test_the_same_secret_in_two_places_bears_two_marks() -> None:
    said = Settings.read({**CHATS, "SECRET_KEY": "k" * 40, "SLACK_SIGNING_SECRET": "k" * 40}).for_the_log()
    assert said["SECRET_KEY"] != said["SLACK_SIGNING_SECRET"]


async def test_no_secret_is_entered(district: Office) -> None:
    await process(district).round()
    running = process(district, **SECRETS)
    await running.round()
    _, changed = await entered(district)
    assert {name: [was, now[:4]] for name, (was, now) in changed["settings"].items()} == {
        name: ["", "(set"] for name in SECRETS if name != "DATABASE_URL"
    }
    assert running.settings.for_the_log()["DATABASE_URL"] == "(set)"
    async with district.building.database.reading() as connection:
        assert SECRET not in str((await connection.execute(select(deeds.c.details))).all())


async def test_what_could_not_be_entered_is_entered_at_the_next_round(district: Office) -> None:
    def lost(_connection: object) -> None:
        raise OSError("the line broke")

    running, engine = process(district), district.building.database.engine.sync_engine
    event.listen(engine, "commit", lost)
    with pytest.raises(OSError, match="the line broke"):
        await running.round()
    event.remove(engine, "commit", lost)
    await running.round()
    assert len(await entered(district)) == 1


def test_every_setting_has_a_name_in_the_log() -> None:
    groups = (Settings, SlackSettings, TeamsSettings)
    names = {field.alias for group in groups for field in group.model_fields.values() if field.alias}
    assert {*Settings.read({}).for_the_log()} == names - {"HOST", "PORT"}


@pytest.mark.parametrize("name", ["SECRET_KEY", "EVIDENCE_KEYS", "MicrosoftAppPassword", "SLACK_APP_TOKEN"])
def test_an_unset_secret_says_so(name: str) -> None:
    assert Settings.read({}).for_the_log()[name] == ""
