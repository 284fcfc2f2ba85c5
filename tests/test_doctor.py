"""`doctor`: of each thing that the bot stands on how it is and what to do, against strict doubles of both chats."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.dates import Clock, utc_now
from bot.doctor.examination import examine
from bot.events import Person
from bot.findings import Finding
from bot.platforms.base import Seat
from bot.platforms.teams.corrections import PUBLIC, Framework
from bot.settings import Settings
from bot.store import people
from bot.store.database import Database
from bot.store.migrate import migrate
from tests.commands import SECRET, database, run
from tests.evidence_office import KEY, evidence_office, picture
from tests.opened import enter
from tests.slack_double import SlackDouble
from tests.slack_office import environment, hire_everybody
from tests.stage import CONTENT
from tests.teams_double import APP_ID, TENANT, TeamsDouble

HOUSE = enter(CONTENT)
Given = dict[str, str]


@pytest.fixture
async def tables(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite+aiosqlite:///{tmp_path}/here.db")
    await migrate(opened)
    yield opened
    await opened.close()


@pytest.fixture
async def slack() -> AsyncIterator[SlackDouble]:
    double = await SlackDouble().start()
    hire_everybody(double, HOUSE)
    yield double
    await double.stop()


def surroundings(folder: Path, **more: str) -> Given:
    return {"DATABASE_URL": database(folder), "CONTENT_DIR": str(CONTENT), **more}


async def found_with(
    given: Given, checked: str, now: Clock = utc_now, framework: Framework | None = None
) -> list[Finding]:
    """What was found of one thing."""
    return [one for one in await examine(given, now, framework, enter) if one.checked.startswith(checked)]


async def only(given: Given, checked: str, now: Clock = utc_now) -> Finding:
    (found,) = await found_with(given, checked, now)
    return found


# --- The command ----------------------------------------------------------------------------------------------------


def test_a_fault_is_said_with_what_to_do_and_is_the_exit_code(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor", DATABASE_URL=database(tmp_path))
    assert done.returncode == 1
    assert "FAULT  Database: It has no tables yet.\n         → Run `migrate`.\n" in done.stdout
    assert run(tmp_path, "migrate", DATABASE_URL=database(tmp_path)).returncode == 0
    well = run(tmp_path, "doctor", "--json", DATABASE_URL=database(tmp_path))
    found = json.loads(well.stdout)
    assert (well.returncode, well.stderr) == (0, "")
    assert {one["result"] for one in found} == {"well", "note"}
    assert set(found[0]) == {"checked", "result", "found", "advice"}


def test_bad_settings_are_findings_and_no_secret_is_shown(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor", PORT="seventy", SLACK_BOT_TOKEN=SECRET)
    assert done.returncode == 1
    assert "FAULT  Settings: PORT: this should be a whole number" in done.stdout
    assert SECRET not in done.stdout + done.stderr


async def test_whatever_is_no_well_says_what_to_do(tmp_path: Path, slack: SlackDouble) -> None:
    found = await examine(surroundings(tmp_path, **environment(slack)), utc_now)
    assert [one for one in found if one.result != "well" and not one.advice] == []


# --- Content and database -------------------------------------------------------------------------------------------


async def test_content_that_is_not_in_order_hides_nothing_else(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    (content / "questions.yaml").write_text("version: one\n", encoding="utf-8")
    given = surroundings(tmp_path, CONTENT_DIR=str(content))
    assert "questions.yaml:1:" in (await found_with(given, "Content"))[0].found
    assert (await found_with(given, "Database"))[0].result == "fault"


async def test_a_contact_that_is_empty_is_named(tmp_path: Path) -> None:
    notes = [one.found for one in await found_with(surroundings(tmp_path), "Content") if one.result == "note"]
    assert any("“hearmewa” is empty" in one for one in notes)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM alembic_version", "It has no tables yet."),
        ("UPDATE alembic_version SET version_num = '0001'", "Its tables are of an older version."),
        ("UPDATE alembic_version SET version_num = '9999'", "Its tables are of a newer version."),
        ("SELECT 1", "It answers, and its tables are those of this version."),
    ],
)
async def test_tables_of_each_age_are_told_apart(statement: str, says: str, tables: Database, tmp_path: Path) -> None:
    async with tables.transaction() as transaction:
        await transaction.exec_driver_sql(statement)
    assert (await found_with(surroundings(tmp_path), "Database"))[0].found == says


async def test_a_folder_that_cannot_be_written_to_is_said_in_the_systems_words(tmp_path: Path) -> None:
    given = surroundings(tmp_path, DATABASE_URL="sqlite:////nowhere/here.db")
    assert (await only(given, "Database")).found == "It does not answer: /nowhere/here.db: No such file or directory."


# --- Slack ----------------------------------------------------------------------------------------------------------


async def test_a_workspace_in_order(tables: Database, slack: SlackDouble, tmp_path: Path) -> None:
    given = surroundings(tmp_path, **environment(slack))
    assert [one.result for one in await found_with(given, "Slack")] == ["well", "well"]
    assert (await only(given, "Clock")).result == "well"
    assert {one.result for one in await found_with(given, "People")} == {"well"}


async def test_a_token_that_slack_refuses(slack: SlackDouble, tmp_path: Path) -> None:
    found = await only(surroundings(tmp_path, **environment(slack) | {"SLACK_BOT_TOKEN": SECRET}), "Slack")
    assert (found.result, found.found) == ("fault", "Slack refuses it: invalid_auth.")


@pytest.mark.parametrize(
    ("scopes", "result", "says"),
    [
        (
            "chat:write,commands,files:read,files:write,im:write,users:read,users:read.email",
            "fault",
            "Missing: im:history.",
        ),
        ("{},admin", "note", "More than the bot uses: admin."),
        ("", "note", "Slack does not say which there are."),
    ],
)
async def test_scopes_are_compared(scopes: str, result: str, says: str, slack: SlackDouble, tmp_path: Path) -> None:
    slack.scopes = scopes.format(slack.scopes)
    found = await only(surroundings(tmp_path, **environment(slack)), "Slack scopes")
    assert (found.result, found.found) == (result, says)


@pytest.mark.parametrize(("minutes", "says"), [(60, "ahead of Slack"), (-60, "behind Slack")])
async def test_a_clock_that_is_an_hour_off(minutes: int, says: str, slack: SlackDouble, tmp_path: Path) -> None:
    def off() -> datetime:
        return datetime.now(UTC) + timedelta(minutes=minutes)

    found = await only(surroundings(tmp_path, **environment(slack)), "Clock", off)
    assert found.result == "fault"
    assert says in found.found


async def test_slack_out_of_reach_is_no_traceback(tmp_path: Path) -> None:
    given = {"SLACK_BOT_TOKEN": "xoxb", "SLACK_SIGNING_SECRET": "s", "SLACK_API_URL": "http://127.0.0.1:1/api/"}
    found = await found_with(surroundings(tmp_path, **given), "Slack")
    assert [one.result for one in found] == ["fault"]


# --- People ---------------------------------------------------------------------------------------------------------


async def test_a_role_whose_people_have_left_is_a_fault(tables: Database, slack: SlackDouble, tmp_path: Path) -> None:
    for name in ("pat", "robin"):
        slack.users[slack.user_by_email(f"{name}@example.org")]["deleted"] = True
    given = surroundings(tmp_path, **environment(slack))
    superintendent = await only(given, "People, superintendent")
    assert (superintendent.result, superintendent.found) == ("fault", "Nobody can be reached: robin@example.org.")
    principal = await only(given, "People, principal of Central High School")
    assert (principal.result, principal.found) == (
        "note",
        "Reached: drew@example.org (Slack). Not: pat@example.org.",
    )


async def test_somebody_who_never_opened_the_app_in_teams_is_not_reached(tables: Database, tmp_path: Path) -> None:
    async with TeamsDouble() as double:
        async with tables.transaction() as transaction:
            person, seat = Person("robin@example.org", "Robin Marsh"), Seat("29:1", "a:1", {"serviceUrl": "x"})
            await people.remember(transaction, "teams", person, seat, utc_now())
        found = await teams(double, tmp_path, "People")
    said = {one.checked: one.result for one in found}
    assert (said["People, superintendent"], said["People, it"]) == ("well", "fault")


# --- Teams ----------------------------------------------------------------------------------------------------------


class Entra:
    """A token service that refuses with a code."""

    def __init__(self, code: str) -> None:
        self.code = code

    def get_access_token(self) -> str:
        raise PermissionError(f"{self.code}: {SECRET} is not right.")


TEAMS = {
    "MicrosoftAppId": APP_ID,
    "MicrosoftAppPassword": SECRET,
    "MicrosoftAppTenantId": TENANT,
    "PUBLIC_URL": "http://127.0.0.1:1",
    "SECRET_KEY": SECRET * 4,
}


async def teams(double: TeamsDouble, folder: Path, checked: str, code: str = "", **more: str) -> list[Finding]:
    given = surroundings(folder, **{**TEAMS, **more})
    cloud = replace(PUBLIC, metadata=f"{double.address}/openid")
    framework = Framework(Settings.read(given).teams, cloud, Entra(code) if code else double.secret)
    return await found_with(given, checked, utc_now, framework)


async def test_a_tenant_in_order(tmp_path: Path) -> None:
    async with TeamsDouble() as double:
        (token, secret) = await teams(double, tmp_path, "Teams", TEAMS_SECRET_ENDS="2099-01-01")
        assert (token.result, secret.result) == ("well", "well")
        (clock,) = await teams(double, tmp_path, "Clock")
        assert clock.found == "It agrees with Teams."


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("AADSTS7000215", "The secret is not the app's."),
        ("AADSTS7000222", "The secret has run out."),
        ("AADSTS700016", "The tenant does not know this app."),
        ("AADSTS1", "Entra gives none: PermissionError."),
    ],
)
async def test_a_token_that_entra_refuses_says_which_setting(code: str, says: str, tmp_path: Path) -> None:
    async with TeamsDouble() as double:
        (found,) = await teams(double, tmp_path, "Teams token", code)
    assert (found.result, found.found) == ("fault", says)
    assert SECRET not in found.found + found.advice


@pytest.mark.parametrize(
    ("ends", "result"), [("", "note"), ("2020-01-01", "fault"), ("{soon}", "note"), ("2099-01-01", "well")]
)
async def test_a_secret_is_renewed_in_time(ends: str, result: str, tmp_path: Path) -> None:
    soon = (utc_now() + timedelta(days=20)).date().isoformat()
    async with TeamsDouble() as double:
        (found,) = await teams(double, tmp_path, "Teams secret", TEAMS_SECRET_ENDS=ends.format(soon=soon))
    assert found.result == result


# --- Address and evidence -------------------------------------------------------------------------------------------


async def test_an_address_that_leads_nowhere(tmp_path: Path) -> None:
    found = await only(surroundings(tmp_path, PUBLIC_URL="http://127.0.0.1:1"), "Public address")
    assert (found.result, "answers nothing" in found.found) == ("fault", True)


async def test_an_address_that_leads_to_something_else(slack: SlackDouble, tmp_path: Path) -> None:
    found = await only(surroundings(tmp_path, PUBLIC_URL=slack.url.removesuffix("/api/")), "Public address")
    assert (found.result, found.found.endswith("answers 404.")) == ("fault", True)


@pytest.mark.parametrize(
    ("keys", "result", "says"),
    [
        (KEY, "well", "They open every file."),
        (f"{Fernet.generate_key().decode()},{KEY}", "well", "They open every file."),
        (Fernet.generate_key().decode(), "fault", "1 of 1 files open with none of them."),
        ("", "fault", "EVIDENCE_KEYS is empty, and files are kept."),
    ],
    ids=["the key", "a newer key and the key", "another key", "no key"],
)
async def test_the_keys_open_every_file(keys: str, result: str, says: str, tmp_path: Path) -> None:
    async with evidence_office(f"sqlite+aiosqlite:///{tmp_path}/here.db") as reports:
        await reports.take(page__png=picture())
        found = await only(surroundings(tmp_path, EVIDENCE_KEYS=keys), "Evidence keys")
    assert (found.result, found.found) == (result, says)
