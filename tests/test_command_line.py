"""The command line: what it does, and what it says instead of a traceback; never the value of a secret."""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.__main__ import KINDS
from bot.settings import Settings, SlackSettings, TeamsSettings
from handlers import CONVERSATIONS
from tests.changed_content import changed
from tests.commands import ROOT, SECRET, complaint, database, run
from tests.office import office
from tests.postgres import SERVER, WITHOUT
from tests.stage import CONTENT

SLACK = {"SLACK_BOT_TOKEN": SECRET, "SLACK_SIGNING_SECRET": SECRET}
SITE = {"PUBLIC_URL": "https://guard.example.org", "SECRET_KEY": SECRET * 4}
TEAMS = {"MicrosoftAppId": "app", "MicrosoftAppTenantId": "tenant", "MicrosoftAppPassword": SECRET, **SITE}


# --- What it does ---------------------------------------------------------------------------------------------------


def test_migrate_makes_the_tables_and_may_be_repeated(tmp_path: Path) -> None:
    for _ in range(2):
        assert run(tmp_path, "migrate", DATABASE_URL=database(tmp_path)).returncode == 0
    none = run(tmp_path, "cases", "--json", DATABASE_URL=database(tmp_path))
    assert json.loads(none.stdout) == []
    assert run(tmp_path, "cases", DATABASE_URL=database(tmp_path)).stdout == ""


async def test_cases_lists_what_there_is_oldest_first(tmp_path: Path) -> None:
    async with office(f"sqlite+aiosqlite:///{tmp_path}/here.db") as opened:
        await opened.move("casey", "activate", await opened.set_up())
        await opened.file()
    listed = await asyncio.to_thread(run, tmp_path, "cases", "--json", DATABASE_URL=database(tmp_path))
    found = json.loads(listed.stdout)
    assert [(one["ref"], one["kind"], one["state"]) for one in found] == [
        ("R-1001", "account_request", "done"),
        ("A-1001", "account", "active"),
        ("R-1002", "account_request", "with_principal"),
    ]
    assert set(found[0]) == {"ref", "kind", "state", "school", "opened_by", "updated_at"}
    accounts = await asyncio.to_thread(run, tmp_path, "cases", "--kind", "account", DATABASE_URL=database(tmp_path))
    assert accounts.stdout.startswith("A-1001\taccount\tactive\tcentral-hs\tcasey@example.org\t")


def test_check_names_what_is_worth_a_look(tmp_path: Path) -> None:
    done = run(tmp_path, "check")
    assert done.returncode == 0
    *notes, last = done.stdout.splitlines()
    assert last == f"Evergreen Public Schools: the content is in order, with {len(notes)} notes to look at."
    assert any("district.yaml:33: Cedar Elementary School has no principal here" in note for note in notes)


# --- What it says instead -------------------------------------------------------------------------------------------


def test_serve_without_a_chat_says_what_is_missing(tmp_path: Path) -> None:
    assert complaint(tmp_path, "serve") == (
        "No chat is connected: set the variables of Slack, of Teams, or WEB_PLAYGROUND=1.\n"
    )


@pytest.mark.parametrize("command", [["cases"], ["cases", "--json"]])
def test_a_database_without_tables_is_said(command: list[str], tmp_path: Path) -> None:
    assert "`migrate` makes its tables." in complaint(tmp_path, *command, DATABASE_URL=database(tmp_path))


@pytest.mark.parametrize("command", ["migrate", "cases"])
def test_a_database_that_is_not_there_is_said(command: str, tmp_path: Path) -> None:
    url = f"postgresql://u:{SECRET}@127.0.0.1:1/db"
    told = complaint(tmp_path, command, DATABASE_URL=url)
    assert "does not answer as it should (nothing listens at this address).\nCheck DATABASE_URL and that the" in told


@pytest.mark.skipif(not SERVER, reason=WITHOUT)
@pytest.mark.parametrize(
    ("user", "name", "says"),
    [
        ("", "nowhere", "it has no database of this name"),
        ("nobody_here", "postgres", "it does not let this user in"),
    ],
)
def test_why_postgresql_does_not_answer_is_said(user: str, name: str, says: str, tmp_path: Path) -> None:
    server = urlsplit(SERVER)
    url = server._replace(scheme="postgresql", path=f"/{name}")
    if user:
        url = url._replace(netloc=f"{user}@{server.hostname}:{server.port}")
    assert f"({says})" in complaint(tmp_path, "migrate", DATABASE_URL=url.geturl())


@pytest.mark.skipif(not Path("/sys").is_dir(), reason="only Linux has a folder that not even root may write into")
def test_a_folder_that_this_user_may_not_write_into_is_said(tmp_path: Path) -> None:
    told = complaint(tmp_path, "migrate", DATABASE_URL="sqlite:////sys/here.db")
    assert "The database cannot be opened: /sys/here.db: Permission denied." in told


@pytest.mark.parametrize("command", ["migrate", "cases", "serve", "work"])
def test_a_file_that_cannot_be_opened_is_said_in_the_systems_words(command: str, tmp_path: Path) -> None:
    (tmp_path / "no_folder").touch()
    for folder, why in (("nowhere", "No such file or directory"), ("no_folder", "Not a directory")):
        url = f"sqlite:///{tmp_path}/{folder}/here.db"
        told = complaint(tmp_path, command, DATABASE_URL=url, TEAMS_PLAYGROUND="1")
        assert f"The database cannot be opened: {tmp_path}/{folder}/here.db: {why}. DATABASE_URL names the file" in told


@pytest.mark.parametrize("command", ["migrate", "serve", "work"])
def test_a_database_of_a_newer_version_is_refused(command: str, tmp_path: Path) -> None:
    assert run(tmp_path, "migrate", DATABASE_URL=database(tmp_path)).returncode == 0
    with closing(sqlite3.connect(tmp_path / "here.db")) as opened, opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")
    told = complaint(tmp_path, command, DATABASE_URL=database(tmp_path), TEAMS_PLAYGROUND="1")
    assert told.endswith("The database is of a newer version than this program. Please start that version.\n")


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = complaint(tmp_path, "serve", DATABASE_URL=database(tmp_path), WEB_PLAYGROUND="1", PORT=port)
    assert f"Cannot listen on 127.0.0.1:{port}" in told
    assert told.endswith("Is PORT taken, or is HOST not an address of this machine?\n")


@pytest.mark.parametrize("command", ["migrate", "cases", "check", "serve", "work", "demo"])
def test_every_command_wants_settings_that_make_sense(command: str, tmp_path: Path) -> None:
    told = complaint(tmp_path, command, PORT="seventy", SLACK_BOT_TOKEN=SECRET)
    assert told.startswith("These settings need attention:\nPORT: this should be a whole number")
    assert "SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET belong together; one of them is missing." in told


@pytest.mark.parametrize("command", ["serve", "work"])
@pytest.mark.parametrize("name", SITE)
def test_with_teams_the_bot_starts_with_its_site_alone(name: str, command: str, tmp_path: Path) -> None:
    told = complaint(tmp_path, command, DATABASE_URL=database(tmp_path), **{**TEAMS, name: ""})
    assert told.startswith(f"These settings need attention:\n{name} is missing: Teams takes no files from us")


def test_every_other_command_goes_on_without_the_site(tmp_path: Path) -> None:
    given = {**TEAMS, **dict.fromkeys(SITE, ""), "DATABASE_URL": database(tmp_path)}
    for words in ("migrate", "backup copy.db", "cases", "retention", "audit verify", "export out", "check"):
        done = run(tmp_path, *words.split(), **given)
        assert (words, done.returncode, done.stderr) == (words, 0, "")
    assert "PUBLIC_URL is missing: Teams takes no files from us" in done.stdout
    assert (tmp_path / "copy.db").is_file()


WRONG = {
    "DATABASE_URL": f"mysql://{SECRET}",
    "PORT": SECRET,
    "HOST": f"{SECRET} {SECRET}",
    "PUBLIC_URL": SECRET,
    "SECRET_KEY": SECRET,
    "EVIDENCE_KEYS": SECRET,
    "SLACK_APP_TOKEN": SECRET,
    "SLACK_API_URL": SECRET,
    "SLACK_BASIC_INPUTS": SECRET,
    "MicrosoftAppType": SECRET,
    "TEAMS_CHANNEL_SERVICE": SECRET,
    "TEAMS_SERVICE_HOSTS": f"{SECRET} {SECRET}",
    "TEAMS_FILE_HOSTS": f"{SECRET}://",
    "TEAMS_SECRET_ENDS": SECRET,
    "TEAMS_PLAYGROUND": SECRET,
    "WEB_PLAYGROUND": SECRET,
}


ONLY_OTHERS_KNOW = {
    "CONTENT_DIR",  # the content's own faults say it
    *("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"),  # Slack knows, and `doctor` asks
    *("MicrosoftAppId", "MicrosoftAppPassword", "MicrosoftAppTenantId", "TEAMS_ALLOWED_TENANTS"),  # Entra knows
}


def test_every_setting_is_among_those_that_can_be_wrong() -> None:
    parts = (Settings, SlackSettings, TeamsSettings)
    every = {field.alias for part in parts for field in part.model_fields.values() if field.alias}
    assert every == {*WRONG} | ONLY_OTHERS_KNOW


def test_everything_wrong_at_once_is_one_list_without_a_value(tmp_path: Path) -> None:
    """Each on its own is in tests/test_settings.py."""
    told = complaint(tmp_path, "serve", **WRONG)
    assert [name for name in WRONG if name not in told] == []


def test_a_folder_without_content_is_said(tmp_path: Path) -> None:
    assert complaint(tmp_path, "serve", CONTENT_DIR=str(tmp_path / "none")).startswith("The content needs attention:")


@pytest.mark.parametrize("url", [f"postgresqlx://u:{SECRET}@h/db", f"postgres:{SECRET}", "sqlite", f"mysql://{SECRET}"])
def test_an_address_of_no_database_of_ours_is_a_bad_setting(url: str, tmp_path: Path) -> None:
    assert "DATABASE_URL: this should be an address" in complaint(tmp_path, "migrate", DATABASE_URL=url)


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"HOST": "0.0.0.0"}, "HOST must be 127.0.0.1"),  # noqa: S104 - it is refused
        (SLACK, "refuses to run beside production credentials"),
        ({**SLACK, "SLACK_API_URL": "http://slack.com/api/"}, "refuses to run beside production credentials"),
        (TEAMS, "refuses to run beside production credentials"),
    ],
)
@pytest.mark.parametrize(("command", "on"), [("demo", {}), ("serve", {"WEB_PLAYGROUND": "1"})])
def test_the_playground_stays_at_home(
    environment: dict[str, str], says: str, command: str, on: dict[str, str], tmp_path: Path
) -> None:
    assert says in complaint(tmp_path, command, **environment, **on)
    assert not list(tmp_path.iterdir())


# --- Content that is not in order -----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "serve", "work"])
@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            "district.yaml",
            "short_name:",
            "shortname:",
            ":6: “shortname” is not a word that is known here. Did you mean",
        ),
        (
            "district.yaml",
            "ana@example.org, school: central-hs",
            "ana@example.org, school: central",
            "Did you mean “cent",
        ),
        (
            "district.yaml",
            "[casey@example.org, devon@",
            "[casey@example.org, casey@",
            "is in “communications_director” t",
        ),
        (
            "district.yaml",
            "principal: pat@example.org",
            "principal: pat@gmail.com",
            "is not an address of the district",
        ),
        ("district.yaml", "roles:", "roles", "This line has no colon after its first word."),
        ("questions.yaml", "version: 1", "version: one", "takes a whole number, and “one” is not one."),
        ("wording/en.yaml", "{by} sent it", "{be} sent it", "Nothing fills the blank “{be}”"),
    ],
)
def test_a_slip_in_the_content_stops_every_start_with_file_and_line(
    command: str, file: str, old: str, new: str, says: str, tmp_path: Path
) -> None:
    text = (CONTENT / file).read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    content = changed(tmp_path, file, old, new)
    told = complaint(tmp_path, command, CONTENT_DIR=str(content), WEB_PLAYGROUND="1")
    assert told.startswith("The content needs attention:\n")
    assert f"{content / file}:{line}: " in told
    assert says in told


def test_whoever_reads_only_the_first_line_is_told_of_no_fault() -> None:
    command = [sys.executable, "-m", "bot", "check"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as checking:
        assert checking.stdout
        assert checking.stderr
        checking.stdout.close()
        assert checking.stderr.read() == ""


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "crossing-guard-teams.zip").mkdir()
    told = complaint(tmp_path, "teams-package", MicrosoftAppId="11111111-2222-3333-4444-555555555555")
    assert told == "crossing-guard-teams.zip: Is a directory.\n"


def test_cases_can_be_listed_by_every_kind_that_there_is() -> None:
    """The command line names them without loading the conversations."""
    assert sorted(KINDS) == sorted(["", *(each.face.workflow.kind for each in CONVERSATIONS if each.face)])
