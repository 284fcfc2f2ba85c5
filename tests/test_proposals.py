"""Answers of the office that are proposed for the knowledge base: a file each, once, for a person to review."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from alembic import command

from bot.replies import Fix, Open
from bot.store.migrate import migrate, migrations
from bot.ui import Form, TextField, plain_body
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


async def about_to(answer: str, district: Office, words: str) -> Form:
    """Kim asks this, and Casey has the form to answer or to propose."""
    now = await district.say("kim", "ask a person")
    assert isinstance(now, Open)
    await district.send("kim", now.form, {"words": words})
    now = await district.press("casey", answer, await district.case("Q-1001"))
    assert isinstance(now, Open)
    return now.form


async def proposed(district: Office) -> None:
    await district.send("casey", await about_to("propose", district, "May we repost this?"), PROPOSAL)


# --- What the office has before it ------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["answer", "propose", "close"])
async def test_the_question_stands_above_its_answer(district: Office, answer: str) -> None:
    form = await about_to(answer, district, "May we repost this?\nIt is from our sponsor.")
    assert plain_body(form.body).startswith(
        "About Q-1001, from Kim Tanaka\n> May we repost this?\n> It is from our sponsor.\n"
    )


@pytest.mark.parametrize("answer", ["answer", "propose", "close"])
async def test_what_was_still_missing_stands_there_too(district: Office, answer: str) -> None:
    form = await about_to("answer", district, "May we repost this?")
    await district.send("casey", form, {"note": "Which video is it?"})
    for more in ("It is the one of May.", "It is the one of June."):
        asked_again = await district.move("kim", "ask_again", await district.case("Q-1001"), note=more)
        now = await district.press("casey", answer, asked_again)
        assert isinstance(now, Open)
        assert plain_body(now.form.body).startswith(f"About Q-1001, from Kim Tanaka\n> May we repost this?\n> {more}\n")
        await district.move("casey", "answer", asked_again, note="Then yes.")


async def test_a_proposal_begins_with_the_question_without_the_names_in_it(district: Office) -> None:
    form = await about_to("propose", district, "May we post\nmia.jones@example.org with her number 360-555-0199?")
    assert [field.value for field in form.fields if isinstance(field, TextField)] == [
        "",
        "",
        "May we post … with her number …?",
        "",
    ]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("answer", "Yes.", "An entry needs 20 characters at least. Please write a whole sentence"),
        ("answer", "Yes, if they let us", "An entry needs 20 characters at least."),
        ("title", "t", "Please use a few words that say what the entry is about."),
        ("title", "2026 !!", "Please use a few words that say what the entry is about."),
        ("ask", "a", "Please write the whole question"),
        ("ask", "may we?", "Please write the whole question"),
        ("ask", "? ? ? ?", "Please write the whole question"),
    ],
)
async def test_a_proposal_that_nobody_could_find_is_not_taken(
    district: Office, field: str, typed: str, said: str
) -> None:
    form = await about_to("propose", district, "May we repost this?")
    refused = await district.send("casey", form, PROPOSAL | {field: typed})
    assert isinstance(refused, Fix)
    assert list(refused.errors) == [field]
    assert refused.errors[field].startswith(said)
    assert (await district.case("Q-1001")).state == "asked"


async def test_a_proposal_that_lacks_much_is_told_all_at_once(district: Office) -> None:
    form = await about_to("propose", district, "May we repost this?")
    refused = await district.send("casey", form, {"answer": "", "title": "t", "ask": "a", "source": "Our advice"})
    assert isinstance(refused, Fix)
    assert sorted(refused.errors) == ["answer", "ask", "title"]


# --- What becomes of it -----------------------------------------------------------------------------------------------


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
    asked_again = await district.move("kim", "ask_again", await district.case("Q-1001"), note="And on Sundays?")
    await district.move("casey", "propose", asked_again, **PROPOSAL | {"answer": "Yes, and on Sundays as well."})
    await round_of(district)
    file = content / "proposals" / "Q-1001.yaml"
    assert "Yes, and on Sundays as well." not in file.read_text(encoding="utf-8")
    file.unlink()
    await round_of(district)
    assert "Yes, and on Sundays as well." in file.read_text(encoding="utf-8")


async def test_a_folder_that_takes_no_file_stops_nothing(district: Office, content: Path) -> None:
    (content / "proposals").write_text("in the way", encoding="utf-8")
    await proposed(district)
    await round_of(district)
    assert (await district.case("Q-1001")).state == "answered"
