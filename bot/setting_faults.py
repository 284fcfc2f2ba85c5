"""What is said of settings with which the bot cannot start: one sentence each, and never the value itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from pydantic import ValidationError

from bot.loopback import is_here

_WANTED = {
    "DATABASE_URL": "an address that begins with sqlite:/// and names a file, or with postgresql://, its port a whole "
    "number and nothing behind its ? but sslmode",
    "HOST": "the address at which this machine listens, such as 127.0.0.1",
    "EVIDENCE_KEYS": "Fernet keys, newest first, separated by commas",
    "SECRET_KEY": "at least 32 characters that nobody can guess",
    "PORT": "a whole number from 0 to 65535",
    "PUBLIC_URL": "an address that begins with https://, without a name to sign in with and without ? or #",
    "SLACK_API_URL": "an address that begins with https:// and ends in /api/",
    "SLACK_BASIC_INPUTS": "1 or nothing",
    "TEAMS_CHANNEL_SERVICE": "nothing, or https://botframework.azure.us for the government cloud",
    "TEAMS_FILE_HOSTS": "names of machines, or addresses such as https://files.example.org, separated by commas",
    "TEAMS_SERVICE_HOSTS": "names of machines, separated by commas",
    "TEAMS_PLAYGROUND": "1 or nothing",
    "TEAMS_SECRET_ENDS": "a day, such as 2027-05-31",
    "WEB_PLAYGROUND": "1 or nothing",
    "MicrosoftAppType": "SingleTenant or UserAssignedMSI",
}
"""What a setting should be, where a value can be wrong. The value itself is never repeated: it may be a secret."""


def misfits(error: ValidationError) -> Iterator[str]:
    """What each setting should be that pydantic refused, named once however often it was."""
    for name in dict.fromkeys(str(fault["loc"][0]) for fault in error.errors()):
        yield f"{name}: this should be {_WANTED.get(name, 'something else')}."


def disagreements(given: Mapping[str, str]) -> Iterator[str]:
    """Settings that do not go together, looked at as they were given, so that one fault hides no other."""
    if "SLACK_APP_TOKEN" in given and "SLACK_BOT_TOKEN" not in given:
        yield "SLACK_APP_TOKEN is for Socket Mode, which needs SLACK_BOT_TOKEN as well."
    elif ("SLACK_BOT_TOKEN" in given) != ("SLACK_SIGNING_SECRET" in given) and "SLACK_APP_TOKEN" not in given:
        yield "SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET belong together; one of them is missing."
    yield from _disagreements_of_teams(given)
    for playground in ("WEB_PLAYGROUND", "TEAMS_PLAYGROUND"):
        if given.get(playground) == "1":
            yield from _playground_faults(playground, given)


def _disagreements_of_teams(given: Mapping[str, str]) -> Iterator[str]:
    if "MicrosoftAppId" not in given and given.keys() & {"MicrosoftAppPassword", "MicrosoftAppTenantId"}:
        yield "MicrosoftAppId is missing: without it Teams stays off, whatever else is set for it."
    if "MicrosoftAppId" in given and "MicrosoftAppTenantId" not in given:
        yield "MicrosoftAppTenantId is missing: the bot serves one tenant, and must know which."
    single = given.get("MicrosoftAppType", "SingleTenant") == "SingleTenant"
    if "MicrosoftAppId" in given and single and "MicrosoftAppPassword" not in given:
        yield "MicrosoftAppPassword is missing: a single-tenant app needs its client secret."


def _playground_faults(playground: str, given: Mapping[str, str]) -> Iterator[str]:
    if not is_here(given.get("HOST", "127.0.0.1")):
        yield f"{playground}=1 has no sign-in, so HOST must be 127.0.0.1."
    slack_is_here = is_here(urlsplit(given.get("SLACK_API_URL", "")).hostname or "")
    if ("SLACK_BOT_TOKEN" in given and not slack_is_here) or "MicrosoftAppId" in given:
        yield f"{playground}=1 has no sign-in and refuses to run beside production credentials."
