"""What `doctor` looks at: the settings, the content, the database, and the chats that are connected."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dates import Clock
from bot.house import House
from bot.platforms.slack.send import SlackChat
from bot.platforms.teams.corrections import Framework
from bot.settings import Settings
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Patient:
    """house is None while the content is not in order; slack and teams are None where they are not connected."""

    settings: Settings
    house: House | None
    database: Database
    slack: SlackChat | None
    teams: Framework | None
    now: Clock
