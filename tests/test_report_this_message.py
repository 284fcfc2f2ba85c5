""" "Report this message", from the menu of somebody's message in Slack: the report begins with what it says."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from tests.drive_slack import SlackPerson
from tests.stage import stage

CALM = {
    "Is anybody's life or safety in danger?": "No",
    "Does it show a nude or sexual image of anyone, real or made by AI?": "No",
    "Is it about self-harm or suicide?": "No",
    "Do you suspect that a child is abused or exploited, by anyone?": "No",
}


async def test_the_link_and_the_words_of_the_message_are_there_already(tmp_path: Path) -> None:
    async with stage("slack", f"sqlite:///{tmp_path}/flag.db") as scene:
        kim = cast(SlackPerson, await scene.person("kim"))
        await kim.flag("Have you seen <https://www.instagram.com/central.hs.fake|this>? So mean.")
        assert "Safety first" in (kim.form() or "")
        await kim.fill(dict(CALM))
        await kim.send()
        assert "Link or handle: https://www.instagram.com/central.hs.fake" in (kim.form() or "")
        await kim.fill({"What is it?": "It bullies or exposes somebody", "Who is harmed?": "A student"})
        await kim.send()
        assert "Have you seen this (https://www.instagram.com/central.hs.fake)? So mean." in (kim.form() or "")
