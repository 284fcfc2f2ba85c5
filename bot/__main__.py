"""The command line: `python -m bot …`, also installed as `crossing-guard`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from bot.commands import CannotGoOn
from bot.commands.printing import standard_output
from bot.content.yaml_files import Faults
from bot.settings import BadSettings
from bot.store.age import NewerDatabase
from bot.store.database import TROUBLES, why_away
from bot.watching import logs

FAULT = 1
Command = Callable[[argparse.Namespace, Mapping[str, str]], int]

DATABASE_HELP = "Check DATABASE_URL and that the database runs; `migrate` makes its tables."

COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("serving:serve", "Answer the chats, and send what is to be told."),
    "work": ("serving:work", "Send what is to be told, in a process of its own."),
    "migrate": ("databases:migrate_database", "Make the tables of the database, or bring them up to date."),
    "check": ("checking:check", "Say what is wrong with the content and the settings."),
    "translation": ("translating:translation", "Write out the fixed texts for whoever translates them, as YAML."),
    "ask": ("asking:ask", "Ask the knowledge base."),
    "cases": ("listing:list_cases", "List the cases."),
    "retention": (
        "retention:retention",
        "Say what no longer has to be kept, now or soon, and what is never due and why.",
    ),
    "questions": ("questions:questions", "Say what was asked lately, or write out what is proposed."),
    "undelivered": ("undelivered:undelivered", "List the messages that reached nobody."),
    "looks": ("looks:looks", "List who was given the files of a case."),
    "audit": ("audit:audit", "Prove that the audit log is as it was written (verify), or read it (log)."),
    "packet": ("packing:packet", "Write the records of one case into a ZIP, for the records officer."),
    "export": ("packing:export", "Write everything into a new folder: every table, every file, the content."),
    "backup": ("databases:back_up", "Copy the SQLite file while the bot runs."),
    "move-database": ("databases:move_database", "Copy everything to NEW_DATABASE_URL, and compare both databases."),
    "rotate-keys": ("databases:rotate_keys", "Lock every file of evidence with the newest of EVIDENCE_KEYS."),
    "slack-manifest": ("chat_apps:slack_manifest", "Write the manifest of the Slack app, as YAML."),
    "teams-package": ("chat_apps:teams_package", "Write the app package of Teams into the current folder."),
    "doctor": ("diagnosis:doctor", "Look at everything that the bot stands on, and say what to do."),
    "demo": ("demonstration:demo", "Try it in a browser, with a sample district and no accounts."),
}
"""Each command: where it is in bot/commands, and what it is for. A command loads what it needs and nothing else: the
server holds none of what only a migration takes."""

KINDS = ("", "account_request", "account", "incident", "inquiry", "disposition")

OPTIONS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "serve": {"--no-delivery": {"action": "store_true", "help": "leave sending to `work`"}},
    "translation": {"language": {"help": "its code, such as es"}},
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
    "retention": {"--json": {"action": "store_true", "help": "as a JSON object"}},
    "undelivered": {"--json": {"action": "store_true", "help": "as a JSON list"}},
    "looks": {
        "ref": {"help": "the reference of a case, such as I-1001"},
        "--json": {"action": "store_true", "help": "as a JSON list"},
    },
    "audit": {
        "what": {"choices": ("verify", "log"), "help": "verify: look through all of it; log: list it"},
        "ref": {"nargs": "?", "default": "", "help": "log: only of this case, such as I-1001"},
        "--to": {"metavar": "FILE", "help": "log: where it goes instead of the screen; it must not be there yet"},
        "--seal": {"default": "", "help": "verify: a seal that was noted, which must be in the chain"},
        "--json": {"action": "store_true", "help": "verify: as a JSON object; log: as a JSON list"},
    },
    "packet": {
        "ref": {"help": "the reference of a case, such as I-1001"},
        "--to": {"metavar": "FILE", "help": "where the ZIP goes (records-I-1001.zip); it must not be there yet"},
        "--reason": {"metavar": "WORDS", "help": "what it is for; it is entered with your login name"},
    },
    "export": {
        "folder": {"help": "where it goes; it must not be there yet"},
        "--reason": {"metavar": "WORDS", "help": "what it is for; it is entered with your login name"},
    },
    "backup": {"file": {"help": "where the copy goes; it must not be there yet"}},
    "doctor": {"--json": {"action": "store_true", "help": "as a JSON list"}},
    "questions": {
        "what": {"choices": ("report", "proposals"), "help": "report: what was asked; proposals: write them as files"},
        "--days": {"type": int, "default": 7, "help": "how far back the report goes (7)"},
        "--json": {"action": "store_true", "help": "the whole report as JSON"},
    },
    "slack-manifest": {"--socket": {"action": "store_true", "help": "for Socket Mode, without a public address"}},
}
"""What may follow a command: each option, and how argparse takes it."""


def main() -> None:
    """Do one command and leave with its exit code: 0, or 1 with what is wrong on standard error."""
    arguments = _parser().parse_args()
    logs.begin()
    try:
        with standard_output():
            code = _command(arguments.at)(arguments, os.environ)
        sys.exit(code)
    except BadSettings as error:
        _complain("These settings need attention:", *error.faults)
    except Faults as error:
        _complain("The content needs attention:", *(str(fault) for fault in error.faults))
    except CannotGoOn as error:
        _complain(str(error))
    except NewerDatabase:
        _complain("The database is of a newer version than this program. Please start that version.")
    except BrokenPipeError:  # whoever read along has read enough
        sys.exit(0)
    except TROUBLES as error:
        _complain(*_what_failed(error))
    except KeyboardInterrupt:
        sys.exit(130)


def _what_failed(error: BaseException) -> tuple[str, ...]:
    """An error that names a file is the file's, and any other the database's, which is reached by a line."""
    if isinstance(error, OSError) and error.filename:
        return (f"{error.filename}: {error.strerror}.",)
    return (f"The database does not answer as it should ({why_away(error)}).", DATABASE_HELP)


def _complain(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr)
    sys.exit(FAULT)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="crossing-guard", description="The assistant for staff on social media.")
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, (at, purpose) in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose)
        command.set_defaults(at=at)
        for option, meaning in OPTIONS.get(name, {}).items():
            command.add_argument(option, **meaning)
    return parser


def _command(at: str) -> Command:
    module, _, name = at.partition(":")
    command: Command = getattr(import_module(f"bot.commands.{module}"), name)
    return command


if __name__ == "__main__":
    main()
