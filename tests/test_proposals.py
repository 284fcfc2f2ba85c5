"""Answers of the office that are proposed for the knowledge base: a file each, once, for a person to review."""

from __future__ import annotations

from pathlib import Path

import yaml
from alembic import command

from bot.replies import Open
from bot.store.migrate import migrate, migrations
from bot.upkeep import Upkeep
from tests.edited_content import content as content
from tests.edited_content import district as district
from tests.edited_content import round_of
from tests.office import Office

PROPOSAL = {
    "answer": "Yes, where no family has said no. Ask the office first.",
    "title": "Reposting a sponsor's video",
    "ask": "May we repost a sponsor's video?",
    "source": "Our advice",
}


async def proposed(district: Office) -> None:
    now = await district.say("kim", "ask a person")
    assert isinstance(now, Open)
    await district.send("kim", now.form, {"words": "May we repost this?"})
    now = await district.press("casey", "propose", await district.case("Q-1001"))
    assert isinstance(now, Open)
    await district.send("casey", now.form, PROPOSAL)


async def test_a_proposal_becomes_a_file_that_nothing_reads_yet(district: Office, content: Path) -> None:
    await proposed(district)
    await round_of(district)
    file = content / "proposals" / "Q-1001.yaml"
    (entry,) = yaml.safe_load(file.read_text(encoding="utf-8"))["entries"]
    assert entry["slug"] == "reposting-a-sponsor-s-video"
    assert entry["answer"] == PROPOSAL["answer"]
    assert entry["authority"] == [{"source": "Our advice", "status": "unverified"}]
    assert not await district.building.house.library.refresh()
    assert district.building.house.library.knowledge.entry(entry["slug"]) is None


async def test_what_an_editor_changed_in_a_proposal_stays(district: Office, content: Path) -> None:
    await proposed(district)
    await round_of(district)
    file = content / "proposals" / "Q-1001.yaml"
    file.write_text("# being edited", encoding="utf-8")
    await district.press("kim", "settle", await district.case("Q-1001"))
    await round_of(district)
    assert file.read_text(encoding="utf-8") == "# being edited"


async def test_what_an_older_version_wrote_out_does_not_come_back_after_the_upgrade(
    district: Office, content: Path
) -> None:
    await proposed(district)
    database = district.building.database
    async with database.transaction() as transaction:
        await transaction.run_sync(lambda connection: command.downgrade(migrations(connection), "0005"))
    await migrate(database)
    await round_of(district)
    assert not (content / "proposals" / "Q-1001.yaml").exists()


async def test_what_an_editor_moved_away_does_not_come_back_at_the_next_start(district: Office, content: Path) -> None:
    await proposed(district)
    await round_of(district)
    (content / "proposals" / "Q-1001.yaml").rename(content / "taken-over.yaml")
    building = district.building
    await Upkeep(building.database, building.house, building.menu.faces, district.clock).round()
    assert [*(content / "proposals").iterdir()] == []


async def test_a_second_proposal_waits_until_the_first_was_taken_over(district: Office, content: Path) -> None:
    await proposed(district)
    await round_of(district)
    asked_again = await district.move("kim", "ask_again", await district.case("Q-1001"), more="And on Sundays?")
    await district.move("casey", "propose", asked_again, **PROPOSAL | {"answer": "On Sundays too."})
    await round_of(district)
    file = content / "proposals" / "Q-1001.yaml"
    assert "On Sundays too." not in file.read_text(encoding="utf-8")
    file.unlink()
    await round_of(district)
    assert "On Sundays too." in file.read_text(encoding="utf-8")


async def test_a_folder_that_takes_no_file_stops_nothing(district: Office, content: Path) -> None:
    (content / "proposals").write_text("in the way", encoding="utf-8")
    await proposed(district)
    await round_of(district)
    assert (await district.case("Q-1001")).state == "answered"
