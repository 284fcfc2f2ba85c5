"""Every person of the district against every kind of incident: its card, its history, its files, and the links to them.

Whoever is not named in a row of the table learns nothing, by any way that there is.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.events import Filled, Heard, SentFile, SentFiles
from bot.replies import Open
from bot.store.evidence import of_case
from bot.ui import Answer
from bot.viewing.admission import Door, NotShown
from bot.workflow import Case, Refused
from tests.evidence_office import Drawer
from tests.files import content
from tests.office import Office, office
from tests.reports import ANSWERS, last_screen, receipt

KIND = "incident"
NOTE = "The words of the report."
FILE = "page.png"
SECRETS = (NOTE, FILE, "central.hs.fake", "Kim Tanaka")
BUTTONS = ("evidence", "playbook", "show", "take", "note", "files_done")
"""Those that show something; that none changes anything is tried in test_incident_authority."""


@dataclass(frozen=True)
class Matter:
    """What Kim reports, whom she leaves out, and who of the district reads all of it."""

    answers: dict[str, Answer]
    readers: frozenset[str]
    left_out: str = ""


MATTERS = {
    "a fake page": Matter({"category": "impersonates_district"}, frozenset({"casey", "devon"})),
    "a student is bullied": Matter(
        {"category": "bullying", "harmed": "student"}, frozenset({"casey", "devon", "harper"})
    ),
    "conduct of staff": Matter({"category": "staff_conduct"}, frozenset({"hollis", "robin"})),
    "conduct towards a student": Matter(
        {"category": "staff_conduct", "harmed": "student"}, frozenset({"hollis", "robin", "harper"})
    ),
    "a threat": Matter({"category": "threat"}, frozenset({"toni", "casey", "devon"})),
    "the Director is left out": Matter({"category": "impersonates_district"}, frozenset({"devon"}), "casey"),
    "human resources are left out": Matter({"category": "staff_conduct"}, frozenset({"robin"}), "hollis"),
}


@dataclass
class Scene:
    """An office in which Kim's report with one file is open, and everybody has met the bot."""

    office: Office
    case: Case
    matter: Matter

    @property
    def names(self) -> list[str]:
        return [email.partition("@")[0] for email in self.office.building.house.district.people()]

    @property
    def outsiders(self) -> list[str]:
        return [name for name in self.names if name not in self.matter.readers and name != "kim"]

    def door(self) -> Door:
        building = self.office.building
        assert building.house.links
        return Door(building.database, building.house, building.menu.faces, building.house.links, self.office.clock)

    async def token_for(self, name: str) -> str:
        """A well made link to the file for somebody, whoever they are."""
        building = self.office.building
        async with building.database.reading() as connection:
            (file,) = await of_case(connection, self.case.id)
        assert building.house.links
        link = building.house.links.url(file.id, f"{name}@example.org", self.office.clock())
        return link.rpartition("/")[2]

    async def links(self, name: str) -> int:
        """How many links to files somebody is given."""
        building = self.office.building
        async with building.database.transaction() as transaction:
            event = Heard(**self.office.whence(name))
            desk = Desk(event, building.house, building.menu.faces, transaction, self.office.clock())
            return len(await desk.evidence_links(await desk.case(self.case.ref)))


@pytest.fixture(params=MATTERS)
async def scene(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Scene]:
    matter = MATTERS[request.param]
    async with office(f"sqlite+aiosqlite:///{tmp_path}/matrix.db") as opened:
        opened.building.intake.platforms = {"web": Drawer({FILE: content(FILE)})}
        for email in opened.building.house.district.people():
            await opened.say(email.partition("@")[0], "home")
        case = await reported(opened, matter)
        file = SentFile(FILE, source={"id": FILE})
        await opened.receive(SentFiles(**opened.whence("kim"), files=(file,)))
        await opened.settle()
        yield Scene(opened, await opened.case(case.ref), matter)


async def reported(opened: Office, matter: Matter) -> Case:
    form = (await last_screen(opened, "kim", **matter.answers)).form  # type: ignore[arg-type]
    if matter.left_out:
        to_details = Filled(
            **opened.whence("kim"), form=form.name, value=form.value, pressed=f"{KIND}.details", answers={"note": ""}
        )
        details = await opened.receive(to_details)
        assert isinstance(details, Open)
        again = await opened.send("kim", details.form, {"excluded": f"{matter.left_out}@example.org"})
        assert isinstance(again, Open)
        form = again.form
    return await opened.case(receipt(await opened.send("kim", form, ANSWERS | {"note": NOTE})))


async def test_those_who_handle_it_read_all_and_their_link_is_of_no_use_to_others(scene: Scene) -> None:
    for name in scene.matter.readers:
        await scene.office.press(name, "show", scene.case)
        await scene.office.settle()
        said = "\n".join(await scene.office.chat(name))
        assert all(secret in said for secret in (NOTE, "central.hs.fake", "Kim Tanaka")), name
        assert await scene.links(name) == 1, name
        await opens_for_its_owner_alone(scene.door(), await scene.token_for(name))


async def opens_for_its_owner_alone(door: Door, token: str) -> None:
    await door.open(token, "their own browser")
    with pytest.raises(NotShown, match="other_browser"):
        await door.open(token, "another browser")
    with pytest.raises(NotShown, match="ended"):
        await door.open(token[:-4] + "AAAA", "their own browser")


async def test_nobody_else_learns_anything(scene: Scene) -> None:
    """By no word and no button, and by no link, not even by one that is well made for them."""
    before = await scene.office.history(scene.case)
    for name in scene.outsiders:
        shown = [await scene.office.say(name, words) for words in (f"history {scene.case.ref}", "reports")]
        shown += [await scene.office.press(name, button, scene.case) for button in BUTTONS]
        assert not any(isinstance(now, Open) for now in shown), name
        with pytest.raises(Refused):
            await scene.links(name)
        await opens_nothing(scene, name)
    await scene.office.settle()
    for name in scene.outsiders:
        said = "\n".join(await scene.office.chat(name))
        assert not any(secret in said for secret in SECRETS), name
    assert await scene.office.history(scene.case) == before


async def opens_nothing(scene: Scene, name: str) -> None:
    token = await scene.token_for(name)
    for way in (scene.door().open(token, "a browser"), scene.door().give(token, "a browser", "viewed")):
        with pytest.raises(NotShown, match="not_yours"):
            await way


async def test_its_reporter_reads_their_own_words_and_opens_no_file(scene: Scene) -> None:
    await scene.office.press("kim", "evidence", scene.case)
    await scene.office.settle()
    said = "\n".join(await scene.office.chat("kim"))
    assert NOTE in said
    assert "Evidence of" not in said
    assert await scene.links("kim") == 0
    await opens_nothing(scene, "kim")
