"""Every setting that can be wrong, and the sentence that says so, without the value."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.evidence.vault import Vault
from bot.settings import BadSettings, Settings
from tests.teams_double import TeamsDouble
from tests.test_doctor import teams

KEY = Fernet.generate_key().decode()
GUID = "11111111-2222-3333-4444-555555555555"
REAL_SLACK = {"SLACK_BOT_TOKEN": "xoxb-real", "SLACK_SIGNING_SECRET": "hush"}
SITE = {"PUBLIC_URL": "https://guard.example.org", "SECRET_KEY": "hush" * 8}
REAL_TEAMS = {"MicrosoftAppId": "app", "MicrosoftAppTenantId": "tenant", "MicrosoftAppPassword": "hush", **SITE}


def faults(environment: dict[str, str]) -> list[str]:
    with pytest.raises(BadSettings) as refused:
        Settings.read(environment)
    assert "hush" not in str(refused.value)
    return refused.value.faults


NO_ADDRESS = (
    "PUBLIC_URL: this should be an address that begins with https://, "
    "without a name to sign in with and without ? or #."
)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PORT": "hush"}, "PORT: this should be a whole number from 0 to 65535."),
        ({"PORT": "70000"}, "PORT: this should be a whole number from 0 to 65535."),
        ({"DATABASE_URL": "mysql://hush"}, "DATABASE_URL: this should be an address that begins with"),
        (
            {"DATABASE_URL": "postgresql://u:hush@db:hush/name"},
            "DATABASE_URL: this should be an address that begins with",
        ),
        ({"DATABASE_URL": "postgresql://u:p@db:0/name"}, "DATABASE_URL: this should be an address that begins with"),
        ({"DATABASE_URL": "postgresql://db/name?sslmod=hush"}, "DATABASE_URL: this should be an address that begins"),
        (
            {"DATABASE_URL": "sqlite:///"},
            "DATABASE_URL: this should be an address that begins with sqlite:/// and names",
        ),
        ({"DATABASE_URL": "postgresql://db/name?sslmode=hush"}, "DATABASE_URL: this should be an address that begins"),
        (
            {"DATABASE_URL": "sqlite://hush.db"},
            "DATABASE_URL: this should be an address that begins with sqlite:/// and",
        ),
        ({"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL: this should be an address that begins with sqlite:///"),
        ({"PUBLIC_URL": "http://hush.example.org"}, NO_ADDRESS),
        ({**REAL_SLACK, "SLACK_API_URL": "http://hush.example.org/api/"}, "SLACK_API_URL: this should be an address"),
        (
            {"SLACK_BOT_TOKEN": "xoxb-hush", "SLACK_SIGNING_SECRET": "  "},
            "SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET belong",
        ),
        ({"MicrosoftAppPassword": "hush"}, "MicrosoftAppId is missing: without it Teams stays off"),
        ({"HOST": "hush hush"}, "HOST: this should be the address at which this machine listens"),
        ({"PUBLIC_URL": "https://hush hush"}, NO_ADDRESS),
        ({"PUBLIC_URL": "https://[hush"}, NO_ADDRESS),
        ({"PUBLIC_URL": "https://guard:hush"}, NO_ADDRESS),
        ({"PUBLIC_URL": "hush"}, NO_ADDRESS),
        ({"PUBLIC_URL": "https://me:hush@x.org"}, NO_ADDRESS),
        ({"PUBLIC_URL": "https://hush@x.org/x"}, NO_ADDRESS),
        ({"PUBLIC_URL": "https://me:hu@sh@x.org"}, NO_ADDRESS),
        ({"PUBLIC_URL": "https://x.org/?token=hush"}, NO_ADDRESS),
        ({"PUBLIC_URL": "https://x.org/#hush"}, NO_ADDRESS),
        ({"EVIDENCE_KEYS": "hush"}, "EVIDENCE_KEYS: this should be Fernet keys, newest first, separated by commas."),
        ({"EVIDENCE_KEYS": f"{KEY},hush"}, "EVIDENCE_KEYS: this should be Fernet keys, newest first, separated by"),
        ({"SECRET_KEY": "hush"}, "SECRET_KEY: this should be at least 32 characters that nobody can guess."),
        ({"WEB_PLAYGROUND": "yes"}, "WEB_PLAYGROUND: this should be 1 or nothing."),
        ({"TEAMS_PLAYGROUND": "hush"}, "TEAMS_PLAYGROUND: this should be 1 or nothing."),
        ({**REAL_SLACK, "SLACK_BASIC_INPUTS": "hush"}, "SLACK_BASIC_INPUTS: this should be 1 or nothing."),
        ({**REAL_SLACK, "SLACK_API_URL": "http://127.0.0.1:1"}, "SLACK_API_URL: this should be an address that begins"),
        ({"SLACK_BOT_TOKEN": "hush"}, "SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET belong together"),
        ({"SLACK_SIGNING_SECRET": "hush"}, "SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET belong together"),
        ({"SLACK_APP_TOKEN": "hush"}, "SLACK_APP_TOKEN is for Socket Mode, which needs SLACK_BOT_TOKEN as well."),
        ({"TEAMS_SERVICE_HOSTS": "db, hush hush, hush/"}, "TEAMS_SERVICE_HOSTS: this should be names of machines"),
        ({"TEAMS_FILE_HOSTS": "hush://files"}, "TEAMS_FILE_HOSTS: this should be names of machines, or addresses"),
        ({"TEAMS_SECRET_ENDS": "hush"}, "TEAMS_SECRET_ENDS: this should be a day, such as 2027-05-31."),
        ({**REAL_TEAMS, "TEAMS_CHANNEL_SERVICE": "hush"}, "TEAMS_CHANNEL_SERVICE: this should be nothing, or"),
        ({**REAL_TEAMS, "MicrosoftAppTenantId": ""}, "MicrosoftAppTenantId is missing"),
        ({**REAL_TEAMS, "MicrosoftAppPassword": ""}, "MicrosoftAppPassword is missing"),
        ({**REAL_TEAMS, "MicrosoftAppType": "MultiTenant"}, "MicrosoftAppType: this should be SingleTenant or"),
        ({"WEB_PLAYGROUND": "1", "HOST": "192.0.2.1"}, "WEB_PLAYGROUND=1 has no sign-in, so HOST must be 127.0.0.1."),
        ({"WEB_PLAYGROUND": "1", **REAL_SLACK}, "WEB_PLAYGROUND=1 has no sign-in and refuses"),
        ({"WEB_PLAYGROUND": "1", **REAL_TEAMS}, "WEB_PLAYGROUND=1 has no sign-in and refuses"),
        ({"TEAMS_PLAYGROUND": "1", "HOST": "school.example"}, "TEAMS_PLAYGROUND=1 has no sign-in, so HOST must be"),
        ({"TEAMS_PLAYGROUND": "1", **REAL_TEAMS}, "TEAMS_PLAYGROUND=1 has no sign-in and refuses"),
    ],
)
def test_a_wrong_setting_is_named(environment: dict[str, str], sentence: str) -> None:
    found = faults(environment)
    assert len(found) == 1
    assert found[0].startswith(sentence)


def test_one_fault_hides_no_other() -> None:
    everything = {
        "PORT": "x",
        "SLACK_BOT_TOKEN": "hush",
        "MicrosoftAppId": "app",
        "WEB_PLAYGROUND": "1",
        "HOST": "192.0.2.1",
        "DATABASE_URL": "x",
    }
    assert len(faults(everything)) == 7


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        (REAL_TEAMS, []),
        ({**REAL_TEAMS, "PUBLIC_URL": ""}, ["PUBLIC_URL"]),
        ({**REAL_TEAMS, "SECRET_KEY": " "}, ["SECRET_KEY"]),
        ({**REAL_TEAMS, "PUBLIC_URL": "", "SECRET_KEY": ""}, ["PUBLIC_URL", "SECRET_KEY"]),
        (REAL_SLACK, []),
        ({"TEAMS_PLAYGROUND": "1"}, []),
        ({}, []),
    ],
)
def test_what_a_start_with_teams_needs_is_missing_from_settings_that_can_be_read(
    environment: dict[str, str], names: list[str]
) -> None:
    said = "{} is missing: Teams takes no files from us, and the page that shows them there needs it."
    assert Settings.read(environment).missing() == [said.format(name) for name in names]


async def test_what_keeps_teams_from_starting_is_a_fault_that_hides_nothing_else(tmp_path: Path) -> None:
    async with TeamsDouble() as double:
        missing, *others = await teams(double, tmp_path, "", SECRET_KEY="")
    assert (missing.result, missing.found.startswith("SECRET_KEY is missing")) == ("fault", True)
    assert "Teams token" in [one.checked for one in others if one.result == "well"]


@pytest.mark.parametrize("password", ["a#b", "a/b", "a?b", "a:b", "//"])
def test_a_password_may_hold_any_sign(password: str) -> None:
    assert Settings.read({"DATABASE_URL": f"postgresql://u:{password}@db:5432/name"}).database.count(password)


@pytest.mark.parametrize(
    ("environment", "note"),
    [
        ({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": "hush"}, "SLACK_BOT_TOKEN does not begin with xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN does not begin with xapp-"),
        ({**REAL_TEAMS, "MicrosoftAppTenantId": GUID}, "MicrosoftAppId does not look like an ID in Entra"),
        ({**REAL_TEAMS, "MicrosoftAppId": GUID}, "MicrosoftAppTenantId does not look like an ID in Entra"),
        ({"TEAMS_ALLOWED_TENANTS": f"{GUID}, hush"}, "TEAMS_ALLOWED_TENANTS does not look like an ID in Entra"),
    ],
)
def test_what_only_a_chat_can_tell_for_certain_is_a_note(environment: dict[str, str], note: str) -> None:
    found = list(Settings.read({**SITE, "EVIDENCE_KEYS": KEY, **environment}).notes())
    assert [one.startswith(note) for one in found] == [True]
    assert "hush" not in found[0]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("postgres://u:p@db/name", "postgresql+asyncpg://u:p@db/name"),
        ("postgresql://db/name", "postgresql+asyncpg://db/name"),
        ("postgresql+asyncpg://db/name", "postgresql+asyncpg://db/name"),
        ("postgres://u:p?@db/name?sslmode=require", "postgresql+asyncpg://u:p?@db/name?ssl=require"),
        (
            "postgres://db/name?sslmode=verify-full&channel_binding=require",
            "postgresql+asyncpg://db/name?ssl=verify-full",
        ),
        ("postgres://db/name?channel_binding=require", "postgresql+asyncpg://db/name"),
        ("postgresql:///name?host=%2Frun%2Fpostgresql", "postgresql+asyncpg:///name?host=%2Frun%2Fpostgresql"),
        ("sqlite:///file.db", "sqlite+aiosqlite:///file.db"),
        ("", "sqlite+aiosqlite:///crossing-guard.db"),
    ],
)
def test_a_database_is_reached_by_its_asynchronous_driver(given: str, meant: str) -> None:
    assert Settings.read({"DATABASE_URL": given}).database == meant


def test_a_chat_is_on_when_its_settings_are_there() -> None:
    assert not Settings.read({}).slack.on
    assert not Settings.read({}).teams.on
    assert Settings.read(REAL_SLACK).slack.on
    assert Settings.read(REAL_TEAMS).teams.on
    assert Settings.read({"TEAMS_PLAYGROUND": "1"}).teams.on
    managed = {"MicrosoftAppId": "app", "MicrosoftAppTenantId": "tenant", "MicrosoftAppType": "UserAssignedMSI", **SITE}
    assert Settings.read(managed).teams.on


def test_evidence_has_keys_where_somebody_gave_them_and_in_the_playground() -> None:
    other = Fernet.generate_key().decode()
    assert Settings.read({}).vault_keys == ()
    assert Settings.read({"EVIDENCE_KEYS": f"{KEY}, {other}"}).vault_keys == (KEY, other)
    (playgrounds,) = Settings.read({"WEB_PLAYGROUND": "1"}).vault_keys
    assert Vault([playgrounds]).new_key()
    assert Settings.read({"WEB_PLAYGROUND": "1", "EVIDENCE_KEYS": KEY}).vault_keys == (KEY,)


def test_links_need_an_address_and_a_secret_outside_the_playground() -> None:
    notes = list(Settings.read(REAL_SLACK).notes())
    assert [note.split(" ", 1)[0] for note in notes] == ["EVIDENCE_KEYS", "PUBLIC_URL"]
    whole = {"EVIDENCE_KEYS": KEY, "PUBLIC_URL": "https://guard.example.org", "SECRET_KEY": "x" * 32}
    assert not list(Settings.read({**REAL_SLACK, **whole}).notes())
    assert not list(Settings.read({"WEB_PLAYGROUND": "1"}).notes())
    assert Settings.read({"WEB_PLAYGROUND": "1", "PORT": "4000"}).site == "http://127.0.0.1:4000"


def test_socket_mode_needs_no_signing_secret() -> None:
    read = Settings.read({"SLACK_BOT_TOKEN": "xoxb", "SLACK_APP_TOKEN": "xapp"})
    assert (read.slack.on, read.slack.by_socket) == (True, True)
    assert not Settings.read(REAL_SLACK).slack.by_socket


def test_no_secret_is_shown() -> None:
    assert KEY not in repr(Settings.read({"EVIDENCE_KEYS": KEY}))
    assert "hush" not in repr(Settings.read({**REAL_SLACK, **REAL_TEAMS, "DATABASE_URL": "postgresql://u:hush@db/n"}))
