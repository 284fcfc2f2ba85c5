"""What an administrator uploads: Slack takes the manifest, Teams the package, and neither grants more than is used."""

from __future__ import annotations

import ast
import asyncio
import json
import os
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from PIL import Image

from bot.platforms.slack import manifest as slack
from bot.platforms.teams import package as teams
from bot.store import questions
from bot.store.questions import Days
from tests.commands import ROOT, complaint, run
from tests.office import Office, office
from tests.slack_rules import has_schema

APP = "11111111-2222-3333-4444-555555555555"
ADDRESS = "https://guard.example.org"
SLACK_FOLDER = ROOT / "bot" / "platforms" / "slack"


def slack_manifest(folder: Path, *options: str, **environment: str) -> dict[str, Any]:
    done = run(folder, "slack-manifest", *options, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    written: dict[str, Any] = yaml.safe_load(done.stdout)
    return written


def teams_manifest(folder: Path) -> dict[str, Any]:
    written: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return written


def teams_package(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Make the package and unpack it in the same folder."""
    done = run(folder, "teams-package", **environment)
    assert done.returncode == 0
    with zipfile.ZipFile(folder / done.stdout.strip()) as packed:
        packed.extractall(folder)
    return done


def picture(file: Path) -> Image.Image:
    with Image.open(file) as opened:
        return opened.copy()


# --- Slack ----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not has_schema(), reason="SCHEMAS_DIR names no folder with Slack's schemas")
@pytest.mark.parametrize("options", [(), ("--socket",)])
def test_slack_takes_the_manifest(options: tuple[str, ...], tmp_path: Path) -> None:
    schema = json.loads((Path(os.environ["SCHEMAS_DIR"]) / "slack-manifest-2.0.0.json").read_text())
    written = slack_manifest(tmp_path, *options, PUBLIC_URL=ADDRESS)
    assert [error.message for error in Draft7Validator(schema).iter_errors(written)] == []


def test_everything_of_slack_arrives_at_one_address(tmp_path: Path) -> None:
    told = json.dumps(slack_manifest(tmp_path, PUBLIC_URL=f"{ADDRESS}/"))
    assert told.count("url") == told.count(f"{ADDRESS}/slack/events") == 4


def test_socket_mode_needs_no_address(tmp_path: Path) -> None:
    written = slack_manifest(tmp_path, "--socket")
    assert written["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(written)


def test_an_address_that_is_missing_is_said_beside_the_manifest(tmp_path: Path) -> None:
    done = run(tmp_path, "slack-manifest")
    assert done.stderr.startswith("PUBLIC_URL is empty")
    assert yaml.safe_load(done.stdout)["settings"]["socket_mode_enabled"] is False


def test_people_can_write_to_the_bot(tmp_path: Path) -> None:
    home = slack_manifest(tmp_path, "--socket")["features"]["app_home"]
    assert (home["messages_tab_enabled"], home["messages_tab_read_only_enabled"]) == (True, False)


def called_methods() -> set[str]:
    """The methods of the Web API that the source calls on a client, read off it."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in SLACK_FOLDER.glob("*.py")]
    calls = [node.func for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found = [call for call in calls if isinstance(call, ast.Attribute) and "_" in call.attr]
    return {call.attr.replace("_", ".") for call in found if ast.unparse(call.value).endswith("client")}


def test_each_scope_is_used_and_none_is_missing(tmp_path: Path) -> None:
    """The table of methods is the methods that are called, and the scopes are the table's."""
    assert called_methods() == set(slack.METHODS)
    granted = slack_manifest(tmp_path, "--socket")["oauth_config"]["scopes"]
    assert granted == {"bot": slack.scopes()}
    assert slack.missing(granted["bot"]) == []
    assert slack.missing({*granted["bot"]} - {"im:history"}) == ["im:history"]


def test_each_event_is_read() -> None:
    source = ast.parse((SLACK_FOLDER / "read.py").read_text(encoding="utf-8"))
    read = {node.value for node in ast.walk(source) if isinstance(node, ast.Constant)}
    assert all(set(event.split(".")) <= read for event in slack.EVENTS)


# --- Teams ----------------------------------------------------------------------------------------------------------


def test_the_package_is_for_one_person_and_their_files(tmp_path: Path) -> None:
    teams_package(tmp_path, MicrosoftAppId=APP)
    (bot,) = teams_manifest(tmp_path)["bots"]
    assert (bot["botId"], bot["scopes"], bot["supportsFiles"]) == (APP, ["personal"], True)


def test_the_menu_of_words_leads_to_people_and_home_and_says_what_to_ask(tmp_path: Path) -> None:
    teams_package(tmp_path, MicrosoftAppId=APP)
    (offered,) = teams_manifest(tmp_path)["bots"][0]["commandLists"]
    says = {command["title"]: command["description"] for command in offered["commands"]}
    assert {"ask a person", "my questions", "home"} <= set(says)
    assert says["help"].startswith("What you can ask me in your own words (photos, opt-outs, FERPA, comments)")


def test_a_message_can_be_reported_from_its_own_menu(tmp_path: Path) -> None:
    teams_package(tmp_path, MicrosoftAppId=APP)
    (extension,) = teams_manifest(tmp_path)["composeExtensions"]
    (action,) = extension["commands"]
    assert (action["id"], action["context"], action["fetchTask"]) == ("reportMessage", ["message"], True)
    assert action["title"] == "Report this message"


def test_the_icons_are_what_teams_asks_for(tmp_path: Path) -> None:
    teams_package(tmp_path, MicrosoftAppId=APP)
    color, outline = picture(tmp_path / "color.png"), picture(tmp_path / "outline.png")
    assert (color.size, outline.size) == ((192, 192), (32, 32))
    visible = {pixel[:3] for _, pixel in outline.getcolors(32 * 32) or () if pixel[3]}  # type: ignore[index]
    assert visible == {(255, 255, 255)}
    assert outline.getchannel("A").getpixel((0, 0)) == 0


def test_nothing_is_drawn_in_the_margin_of_the_large_icon(tmp_path: Path) -> None:
    teams_package(tmp_path, MicrosoftAppId=APP)
    color = picture(tmp_path / "color.png").convert("RGB")
    margin = {color.getpixel((x, y)) for x in range(192) for y in range(192) if not (36 <= x < 156 and 36 <= y < 156)}
    assert margin == {(0x0F, 0x5C, 0x5C)}


def test_the_same_package_is_made_twice() -> None:
    assert teams.package({"a": 1}) == teams.package({"a": 1})
    assert zipfile.ZipFile(BytesIO(teams.package({}))).testzip() is None


def test_a_package_without_an_app_says_so(tmp_path: Path) -> None:
    assert teams_package(tmp_path).stderr.startswith("MicrosoftAppId is empty")
    assert "MicrosoftAppId: this should be" in complaint(tmp_path, "teams-package", MicrosoftAppId="the bot")


# --- Both -----------------------------------------------------------------------------------------------------------


async def asked(opened: Office) -> list[str]:
    """What was taken for a question, and looked up."""
    async with opened.building.database.reading() as connection:
        return [one.words for one in await questions.within(connection, Days(opened.clock().date()))]


async def test_every_word_that_a_chat_offers_is_understood(tmp_path: Path) -> None:
    async with office(f"sqlite+aiosqlite:///{tmp_path}/test.db") as opened:
        for word in (*slack.COMMANDS, *teams.COMMANDS):
            await opened.say("ana", word)
        assert await asked(opened) == []
        await opened.say("ana", "sm-requst")
        assert await asked(opened) == ["sm-requst"]


async def test_neither_needs_anything_secret(tmp_path: Path) -> None:
    """An app is made before there is a token, and a token alone stops neither."""
    alone = {"SLACK_BOT_TOKEN": "xoxb", "MicrosoftAppId": APP}
    for command in (("slack-manifest", "--socket"), ("teams-package",)):
        assert (await asyncio.to_thread(run, tmp_path, *command, **alone)).returncode == 0
