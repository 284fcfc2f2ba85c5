"""Our own building as it is measured: `serve`, connected to the stand-ins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from cryptography.fernet import Fernet

from bot.app import Building, build
from bot.chats import Connect, slack, teams
from bot.dates import utc_now
from bot.platforms.teams.corrections import PUBLIC, Framework
from bot.settings import Settings
from tests.slack_double import TOKEN
from tests.slack_signing import SECRET
from tests.stage import CONTENT
from tests.teams_double import APP_ID, TENANT, Secret

EVIDENCE_KEY = Fernet.generate_key().decode()

ISSUER = "BENCH_ISSUER"
"""Names the stand-in that publishes the Bot Framework's keys: the address of Microsoft's is fixed in the code."""


def environment(database: str, port: int, stand_in: str) -> dict[str, str]:
    """Slack and Teams, both at a stand-in."""
    return {
        "DATABASE_URL": database,
        "CONTENT_DIR": str(CONTENT),
        "PORT": str(port),
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": f"{stand_in}/api/",
        "MicrosoftAppId": APP_ID,
        "MicrosoftAppPassword": "secret",
        "MicrosoftAppTenantId": TENANT,
        "TEAMS_SERVICE_HOSTS": "127.0.0.1",
        "PUBLIC_URL": "https://guard.example.org",
        "SECRET_KEY": "a secret of the bench, long enough",
        "EVIDENCE_KEYS": EVIDENCE_KEY,
        ISSUER: stand_in,
    }


def framework(settings: Settings, issuer: str) -> Framework:
    """The Bot Framework of the stand-in."""
    return Framework(settings.teams, replace(PUBLIC, metadata=f"{issuer}/openid/all"), Secret())


def unpaced(given: Mapping[str, str]) -> Building:
    """The building that `serve` would make, without the pauses that the platforms demand.

    They would be all that is measured: one Director reads of every request, and Teams takes so many a second in all.
    """
    settings = Settings.read(given)
    both: list[Connect] = [slack.connect, partial(teams.connect, framework=framework(settings, given[ISSUER]))]
    building = build(settings, utc_now, lambda _settings: both)
    for chat in building.platforms.values():
        chat.pace, chat.most_a_second = 0.0, None
    return building
