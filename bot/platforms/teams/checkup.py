"""Looks at how the app stands in its tenant: whether it gets a token, and how long its secret lasts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from bot.dates import Clock
from bot.findings import Finding, fault, note, well
from bot.platforms.teams.corrections import Framework
from bot.settings import TeamsSettings

TOKEN, SECRET = "Teams token", "Teams secret"
SOON = timedelta(days=30)

REFUSALS = {
    "AADSTS7000215": ("The secret is not the app's.", "Set MicrosoftAppPassword to the secret's Value, not to its ID."),
    "AADSTS7000222": ("The secret has run out.", "Make a new one in Entra, and set MicrosoftAppPassword."),
    "AADSTS700016": ("The tenant does not know this app.", "Check MicrosoftAppId, and MicrosoftAppTenantId."),
    "AADSTS90002": ("There is no such tenant.", "Check MicrosoftAppTenantId: the directory (tenant) ID in Entra."),
    "AADSTS900023": ("There is no such tenant.", "Check MicrosoftAppTenantId: the directory (tenant) ID in Entra."),
}
"""Entra's codes, what they mean and what to do (Microsoft Entra, "Authentication and authorization error codes")."""


async def examine(framework: Framework, settings: TeamsSettings, now: Clock) -> AsyncIterator[Finding]:
    """Fetch a token, as the bot does before its first message."""
    if settings.playground:
        yield note("Teams", "It is the local playground, without authentication.", "Set MicrosoftAppId for Teams.")
        return
    yield await _token(framework)
    if settings.app_type == "SingleTenant":
        yield _secret(settings, now())


async def _token(framework: Framework) -> Finding:
    try:
        await framework.bearer()
    except Exception as error:  # the library raises whatever Entra's answer broke
        return _refused(str(error), type(error).__name__)
    return well(TOKEN, "Entra gives one.")


def _refused(told: str, kind: str) -> Finding:
    found, advice = next(
        (said for code, said in REFUSALS.items() if code in told),
        (f"Entra gives none: {kind}.", "Let this machine reach login.microsoftonline.com; check all four settings."),
    )
    return fault(TOKEN, found, advice)


def _secret(settings: TeamsSettings, now: datetime) -> Finding:
    ends = settings.secret_ends
    if ends is None:
        return note(SECRET, "When it runs out is not known here.", "Set TEAMS_SECRET_ENDS to the day that Entra shows.")
    left = ends - now.date()
    anew = "Make a new one in Entra, set MicrosoftAppPassword and TEAMS_SECRET_ENDS, and restart the bot."
    if left < timedelta():  # on its last day it still opens
        return fault(SECRET, f"It ran out on {ends}.", anew)
    return note(SECRET, f"It runs out on {ends}.", anew) if left <= SOON else well(SECRET, f"It lasts until {ends}.")
