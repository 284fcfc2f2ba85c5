"""Writes what a workspace and a tenant need to take the bot in: Slack's app manifest, and the app package of Teams."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import yaml

from bot import VERSION
from bot.content.district import District
from bot.house import House
from bot.opening import open_house
from bot.platforms.slack import manifest as slack
from bot.platforms.teams import package as teams
from bot.settings import BadSettings, Settings

SOMEWHERE = "https://your-address.example"
NO_APP = "00000000-0000-0000-0000-000000000000"
PACKAGE = Path("crossing-guard-teams.zip")
OF_CHATS = ("SLACK_", "TEAMS_", "Microsoft")
"""How the variables of chats begin: an app is made before there are any tokens, so these commands ask for none."""

Environment = Mapping[str, str]


def slack_manifest(arguments: Namespace, environment: Environment) -> int:
    """Slack's app manifest, as YAML, to standard output."""
    settings = _settings(environment)
    address = "" if arguments.socket else settings.public_url or SOMEWHERE
    if address == SOMEWHERE:
        _note(f"PUBLIC_URL is empty, so {SOMEWHERE} stands in its place. Set it, or take --socket, which needs none.")
    described = slack.manifest(_house(settings).words.plain, address)
    print(yaml.safe_dump(described, sort_keys=False, allow_unicode=True, width=100), end="")
    return 0


def teams_package(_arguments: Namespace, environment: Environment) -> int:
    """The app package of Teams, into the current folder."""
    settings, app_id = _settings(environment), _app_id(environment)
    house = _house(settings)
    publisher = _publisher(house.district, settings)
    described = teams.manifest(house.words.plain, app_id, VERSION, publisher)
    PACKAGE.write_bytes(teams.package(described))
    print(PACKAGE)
    return 0


def _publisher(district: District, settings: Settings) -> teams.Publisher:
    name = district.name if len(district.name) <= teams.LONGEST_NAME else district.short_name
    return teams.Publisher(name, district.policy.url or settings.public_url or SOMEWHERE)


def _settings(environment: Environment) -> Settings:
    return Settings.read({name: value for name, value in environment.items() if not name.startswith(OF_CHATS)})


def _house(settings: Settings) -> House:
    return open_house(settings.content_dir)


def _app_id(environment: Environment) -> str:
    given = environment.get("MicrosoftAppId", "")
    if not given:
        _note(f"MicrosoftAppId is empty, so {NO_APP} stands in its place. Teams takes no such app: set it first.")
        return NO_APP
    try:
        return str(UUID(given))
    except ValueError:
        raise BadSettings(["MicrosoftAppId: this should be the application (client) ID that Entra shows."]) from None


def _note(sentence: str) -> None:
    print(sentence, file=sys.stderr)
