""" "Report this message", from the menu of somebody's message: the report begins with what it says."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import cast

from tests.drive_slack import SlackPerson
from tests.drive_teams import TeamsPerson
from tests.stage import stage

CALM = {
    "Is anyone's life or safety in danger?": "No",
    "Does it show a nude or sexual image of anyone, real or made by AI?": "No",
    "Is it about self-harm or suicide?": "No",
    "Do you suspect that a child is being abused or exploited by anyone?": "No",
}


async def test_in_slack_the_link_and_the_words_of_the_message_are_there_already(tmp_path: Path) -> None:
    async with stage("slack", f"sqlite:///{tmp_path}/flag.db") as scene:
        kim = cast(SlackPerson, await scene.person("kim"))
        await kim.flag("Have you seen <https://www.instagram.com/central.hs.fake|this>? So mean.")
        assert "Safety first" in (kim.form() or "")
        await kim.fill(dict(CALM))
        await kim.send()
        assert "Link or handle: https://www.instagram.com/central.hs.fake" in (kim.form() or "")
        await kim.fill({"What is it?": "It bullies, humiliates or exposes someone", "Who is harmed?": "A student"})
        await kim.send()
        assert "Have you seen this (https://www.instagram.com/central.hs.fake)? So mean." in (kim.form() or "")


async def test_in_teams_the_form_waits_in_the_chat_and_holds_the_link_and_the_words(tmp_path: Path) -> None:
    async with stage("teams", f"sqlite:///{tmp_path}/flag.db") as scene:
        kim = cast(TeamsPerson, await scene.person("kim"))
        await kim.arrive()
        said = await kim.flag(
            '<p>Have you seen <a href="https://www.instagram.com/central.hs.fake">this</a>?</p>So mean.'
        )
        assert (
            said
            == "The form is waiting in your chat with Crossing Guard. The person who wrote the message is not told."
        )
        await settled(kim)
        await kim.fill(dict(CALM))
        await kim.send()
        assert "Link or handle: https://www.instagram.com/central.hs.fake" in (kim.form() or "")
        await kim.fill({"What is it?": "It bullies, humiliates or exposes someone", "Who is harmed?": "A student"})
        await kim.send()
        assert "Have you seen this (https://www.instagram.com/central.hs.fake)?\nSo mean." in (kim.form() or "")


async def settled(kim: TeamsPerson) -> None:
    """The form comes beside the answer, and not before it."""
    async with asyncio.timeout(3):
        while "Safety first" not in (kim.form() or ""):  # noqa: ASYNC110 - what people see announces itself to nobody
            await asyncio.sleep(0.02)


async def test_in_teams_a_message_without_a_link_is_reported_by_its_own(tmp_path: Path) -> None:
    address = "https://teams.microsoft.com/l/message/19:staffroom/1"
    async with stage("teams", f"sqlite:///{tmp_path}/flag.db") as scene:
        kim = cast(TeamsPerson, await scene.person("kim"))
        await kim.arrive()
        await kim.flag("Wait until tomorrow.", link=address)
        await settled(kim)
        await kim.fill(dict(CALM))
        await kim.send()
        assert f"Link or handle: {address}" in (kim.form() or "")


async def test_in_teams_whoever_is_no_staff_is_told_so_in_the_window_and_nothing_begins(tmp_path: Path) -> None:
    async with stage("teams", f"sqlite:///{tmp_path}/flag.db") as scene:
        coach = cast(TeamsPerson, await scene.person("coach@gmail.com"))
        await coach.arrive()
        assert "I do not see a district email address on your account" in await coach.flag("So mean.")
        assert coach.form() is None
