"""The app's package for Teams: a manifest and two icons in a ZIP file, to be uploaded by an administrator.

Microsoft 365 app manifest, version 1.19: old enough for every admin center, new enough for all that we use.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.platforms.base import Word
from bot.platforms.teams.flag import REPORT_MESSAGE
from bot.platforms.teams.icons import ACCENT, color_icon, outline_icon
from bot.platforms.teams.runs import Json

VERSION = "1.19"
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"
LONGEST_NAME = 32
"""Characters of a developer's name."""

COMMANDS: Mapping[str, str] = {
    "sm-request": "request",
    "report": "report",
    "ask a person": "person",
    "home": "home",
    "requests": "requests",
    "my questions": "questions",
    "approvals": "approvals",
    "accounts": "accounts",
    "help": "help",
}
"""The words that Teams offers (ten at most), and the key of the sentence that describes each."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who answers for the app: the district's name, and its page (`https://…`) about all this."""

    name: str
    page: str


def manifest(word: Word, app_id: str, version: str, publisher: Publisher) -> Json:
    """The manifest of the app whose bot has this id (a GUID)."""
    pages = dict.fromkeys(("websiteUrl", "privacyUrl", "termsOfUseUrl"), publisher.page)
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": version,
        "id": app_id,
        "developer": {"name": publisher.name, **pages},
        "name": {"short": word("chat.name"), "full": word("chat.name")},
        "description": {"short": word("app.description"), "full": word("app.long_description")},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": ACCENT,
        "bots": [_bot(word, app_id)],
        "composeExtensions": [{"botId": app_id, "commands": [_report_message(word)]}],
        "defaultInstallScope": "personal",
        "validDomains": [],
    }


def _bot(word: Word, app_id: str) -> Json:
    commands = [{"title": said, "description": word(f"app.command.{key}")} for said, key in COMMANDS.items()]
    return {
        "botId": app_id,
        "scopes": ["personal"],
        "supportsFiles": True,
        "isNotificationOnly": False,
        "commandLists": [{"scopes": ["personal"], "commands": commands}],
    }


def _report_message(word: Word) -> Json:
    return {
        "id": REPORT_MESSAGE,
        "type": "action",
        "context": ["message"],
        "fetchTask": True,
        "title": word("app.report_message.name"),
        "description": word("app.report_message.about"),
    }


def package(described: Json) -> bytes:
    """The ZIP file: the same bytes for the same manifest, so that a package can be compared."""
    parts = {
        "manifest.json": json.dumps(described, indent=2, ensure_ascii=False).encode(),
        "color.png": color_icon(),
        "outline.png": outline_icon(),
    }
    written = BytesIO()
    with ZipFile(written, "w") as folder:
        for name, content in parts.items():
            folder.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return written.getvalue()
