"""The command line: `python -m bot …`, also installed as `crossing-guard`."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.app import Building, build, open_house
from bot.commands import CannotGoOn
from bot.commands.asking import ask
from bot.commands.beginning import refuse_what_cannot_work
from bot.commands.chat_apps import slack_manifest, teams_package
from bot.commands.databases import back_up, move_database, rotate_keys
from bot.commands.diagnosis import doctor
from bot.commands.questions import QUESTIONS_ASK, questions
from bot.commands.undelivered import undelivered
from bot.content.yaml_files import Faults
from bot.knowledge import review
from bot.knowledge.finder import open_finder
from bot.memory import give_back_large_pieces
from bot.menu import Menu
from bot.settings import BadSettings, Settings
from bot.store import cases
from bot.store.database import TROUBLES, Database, why_away
from bot.store.migrate import NewerDatabase, migrate
from bot.watching import logs
from bot.workflow import Case
from handlers import CONVERSATIONS

log = logging.getLogger("bot")

FAULT = 1
DEMO = {"WEB_PLAYGROUND": "1", "DATABASE_URL": "sqlite+aiosqlite:///crossing-guard-demo.db"}
_ADDRESS_HELP = "Is PORT taken, or HOST not of this machine?"
_DATABASE_HELP = "Check DATABASE_URL and that the database runs; `migrate` makes its tables."


def main() -> None:
    """Do one command and leave with its exit code: 0, or 1 with what is wrong on standard error."""
    arguments = _parser().parse_args()
    logs.begin()
    give_back_large_pieces()
    try:
        sys.exit(arguments.run(arguments, os.environ))
    except BadSettings as error:
        _complain("These settings need attention:", *error.faults)
    except Faults as error:
        _complain("The content needs attention:", *(str(fault) for fault in error.faults))
    except CannotGoOn as error:
        _complain(str(error))
    except NewerDatabase:
        _complain("The database is of a newer version than this program. Please start that version.")
    except TROUBLES as error:
        _complain(f"The database does not answer as it should ({why_away(error)}).", _DATABASE_HELP)
    except KeyboardInterrupt:
        sys.exit(130)


def _complain(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr)
    sys.exit(FAULT)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="crossing-guard", description="The assistant for staff on social media.")
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, (run, purpose) in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose)
        command.set_defaults(run=run)
        for option, meaning in OPTIONS.get(name, {}).items():
            command.add_argument(option, **meaning)
    return parser


def serve(arguments: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Answer the chats; unless told otherwise, also send what is to be told."""
    settings = Settings.read(environment)
    building = build(settings)
    if not building.platforms:
        _complain("No chat is connected: set the variables of Slack, of Teams, or WEB_PLAYGROUND=1.")
    refuse_what_cannot_work(settings)
    application = building.application(delivers=not arguments.no_delivery)
    try:
        web.run_app(application, host=settings.host, port=settings.port, print=_listening(building))
    except OSError as error:
        _complain(f"{settings.host}:{settings.port} cannot be listened on: {error.strerror}.", _ADDRESS_HELP)
    return 0


def _listening(building: Building) -> Callable[[str], None]:
    """What aiohttp calls once the port is listened on: a line of the log, so that a start is seen."""
    address = f"{building.settings.host}:{building.settings.port}"
    said = {"address": address, "chats": [*building.platforms]}
    return lambda _its_words: log.info("listening", extra=said)


def work(_arguments: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Send what is to be told, and nothing else."""
    settings = Settings.read(environment)
    building = build(settings)
    refuse_what_cannot_work(settings)
    log.info("at work", extra={"chats": [*building.platforms]})
    asyncio.run(building.work())
    return 0


def demo(arguments: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """The playground with the sample district, in one process, without any account or token."""
    chosen = {**environment, **DEMO}
    settings = Settings.read(chosen)
    asyncio.run(_migrate(settings))
    print(f"Crossing Guard is here: http://{settings.host}:{settings.port}/playground", flush=True)
    arguments.no_delivery = False
    return serve(arguments, chosen)


def migrate_database(_arguments: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Make or bring up the tables."""
    settings = Settings.read(environment)
    refuse_what_cannot_work(settings)
    asyncio.run(_migrate(settings))
    return 0


async def _migrate(settings: Settings) -> None:
    database = Database(settings.database)
    try:
        await migrate(database)
    finally:
        await database.close()


def check(_arguments: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Say what is wrong with the content and the settings, with file and line."""
    settings = Settings.read(environment)
    house = open_house(settings.content_dir, Menu(CONVERSATIONS))
    finder = open_finder(house.content.knowledge.entries, settings.content_dir)
    notes = [
        *house.content.notes(datetime.now(house.calendar.timezone).date()),
        *review.notes(house.content.knowledge, finder),
        *settings.notes(),
    ]
    print(*(str(note) for note in notes), sep="\n", end="\n" if notes else "")
    print(f"{house.district.name}: the content is in order.")
    return 0


def list_cases(arguments: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """All cases, oldest first."""
    settings = Settings.read(environment)
    refuse_what_cannot_work(settings)
    found = asyncio.run(_cases(settings, arguments.kind))
    rows = [_row(case) for case in found]
    if arguments.json:
        print(json.dumps(rows, indent=2))
    else:
        print(*("\t".join(row.values()) for row in rows), sep="\n", end="\n" if rows else "")
    return 0


async def _cases(settings: Settings, kind: str) -> tuple[Case, ...]:
    database = Database(settings.database)
    try:
        async with database.reading() as connection:
            return await cases.everything(connection, kind)
    finally:
        await database.close()


def _row(case: Case) -> dict[str, str]:
    shown = ("ref", "kind", "state", "school", "opened_by")
    return {name: getattr(case, name) for name in shown} | {"updated_at": case.updated_at.isoformat()}


Command = Callable[[argparse.Namespace, Mapping[str, str]], int]

COMMANDS: dict[str, tuple[Command, str]] = {
    "serve": (serve, "Answer the chats, and send what is to be told."),
    "work": (work, "Send what is to be told, in a process of its own."),
    "migrate": (migrate_database, "Make or bring up the tables of the database."),
    "check": (check, "Say what is wrong with the content and the settings."),
    "ask": (ask, "Ask the knowledge base."),
    "cases": (list_cases, "List the cases."),
    "questions": (questions, "Say what was asked lately, or write out what is proposed."),
    "undelivered": (undelivered, "List the messages that reached nobody."),
    "backup": (back_up, "Copy the SQLite file while the bot runs."),
    "move-database": (move_database, "Copy everything to another database (NEW_DATABASE_URL), and compare both."),
    "rotate-keys": (rotate_keys, "Lock every file of evidence with the newest of EVIDENCE_KEYS."),
    "slack-manifest": (slack_manifest, "Write the manifest of the Slack app, as YAML."),
    "teams-package": (teams_package, "Write the app package of Teams into the current folder."),
    "doctor": (doctor, "Look at everything that the bot stands on, and say what to do."),
    "demo": (demo, "Try it in a browser, with a sample district and no accounts."),
}

KINDS = ("", "account_request", "account", "incident", "inquiry")

OPTIONS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "serve": {"--no-delivery": {"action": "store_true", "help": "leave sending to `work`"}},
    "ask": {
        "question": {"nargs": "?", "help": "what somebody might ask"},
        "--batch": {"metavar": "FILE", "help": "answer each line of a file, as JSON"},
        "--json": {"action": "store_true", "help": "as a JSON object"},
        "--explain": {"action": "store_true", "help": "and say why"},
    },
    "cases": {
        "--kind": {"default": "", "choices": KINDS, "help": "only these"},
        "--json": {"action": "store_true", "help": "as a JSON list, oldest first"},
    },
    "undelivered": {"--json": {"action": "store_true", "help": "as a JSON list"}},
    "backup": {"file": {"help": "where the copy goes; it must not be there yet"}},
    "doctor": {"--json": {"action": "store_true", "help": "as a JSON list"}},
    "questions": QUESTIONS_ASK,
    "slack-manifest": {"--socket": {"action": "store_true", "help": "for Socket Mode, without a public address"}},
}
"""What may follow a command: each option, and how argparse takes it."""

if __name__ == "__main__":
    main()
