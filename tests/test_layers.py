"""Who may import whom: DESIGN's rule, and for each breach the place and what was allowed there."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LONGEST_FILE = 300
"""Lines."""

VOCABULARY = ("bot.ui", "bot.fields", "bot.limits", "bot.marks", "bot.events", "bot.replies", "bot.findings")
PAPER = (
    *VOCABULARY,
    "bot.evidence",
    "bot.case",
    "bot.withheld",
    "bot.workflow",
    "bot.wording",
    "bot.calendar",
    "bot.dates",
    "bot.content",
    "bot.knowledge",
    "bot.credentials",
    "bot.house",
    "bot.typed",
)
DRAWN = (*PAPER, "bot.face", "bot.case_card", "bot.forms", "bot.disposition")
STORED = (
    *DRAWN,
    "bot.store",
    "bot.platforms.base",
    "bot.out_of_reach",
    "bot.notices",
    "bot.exhibits",
    "bot.kept_files",
    "bot.rounds",
    "bot.retention.keeping",
)
CHAT = (
    *VOCABULARY,
    "bot.dates",
    "bot.loopback",
    "bot.pages",
    "bot.settings",
    "bot.platforms.base",
    "bot.platforms.download",
    "bot.platforms.fallbacks",
)
AT_THE_DESK = (*DRAWN, "bot.desk", "bot.conversation", "bot.question_book", "bot.question_report")

MAY_IMPORT = {
    "bot/marks.py": (),
    "bot/limits.py": (),
    "bot/fields.py": ("bot.limits",),
    "bot/packing.py": (),
    "bot/ui.py": ("bot.fields", "bot.limits", "bot.marks", "bot.packing"),
    "bot/calendar.py": (),
    "bot/dates.py": (),
    "bot/loopback.py": (),
    "bot/credentials.py": (),
    "bot/typed.py": (),
    "bot/logged_settings.py": (),
    "bot/setting_faults.py": ("bot.loopback",),
    "bot/setting_values.py": ("bot.loopback",),
    "bot/settings.py": ("bot.database_address", "bot.logged_settings", "bot.setting_faults", "bot.setting_values"),
    "bot/findings.py": (),
    "bot/file_errors.py": (),
    "bot/rounds.py": ("bot.platforms.base",),
    "bot/events.py": ("bot.ui",),
    "bot/replies.py": ("bot.ui",),
    "bot/content": ("bot.content", "bot.calendar", "bot.dates", "bot.limits", "bot.ui", "bot.marks"),
    "bot/evidence": ("bot.evidence",),
    "bot/case.py": ("bot.content", "bot.evidence"),
    "bot/moves.py": (*VOCABULARY, "bot.case", "bot.content"),
    "bot/workflow.py": (*VOCABULARY, "bot.case", "bot.content", "bot.moves"),
    "bot/wording.py": (*VOCABULARY, "bot.content", "bot.workflow"),
    "bot/diagram.py": PAPER,
    "bot/house.py": PAPER,
    "bot/forms.py": PAPER,
    "bot/face.py": PAPER,
    "bot/retention/how_long.py": (*PAPER, "bot.face"),
    "bot/retention/keeping.py": (*PAPER, "bot.face"),
    "bot/withheld.py": ("bot.content",),
    "bot/disposition.py": ("bot.content", "bot.withheld", "bot.workflow"),
    "bot/case_card.py": (*PAPER, "bot.face"),
    "bot/store": (*DRAWN, "bot.store", "bot.platforms.base"),
    "bot/out_of_reach.py": STORED,
    "bot/notices.py": STORED,
    "bot/exhibits.py": STORED,
    "bot/kept_files.py": STORED,
    "bot/holding.py": STORED,
    "bot/intake.py": STORED,
    "bot/pages.py": (),
    "bot/records": (*STORED, "bot.VERSION", "bot.file_errors", "bot.holding", "bot.records"),
    "bot/viewing": (*STORED, "bot.pages", "bot.records", "bot.viewing"),
    "bot/watching": (*STORED, "bot.watching"),
    "bot/visit.py": STORED,
    "bot/desk_files.py": (*STORED, "bot.records.permission", "bot.visit"),
    "bot/desk_traces.py": (*STORED, "bot.desk_files"),
    "bot/desk_words.py": (*STORED, "bot.visit"),
    "bot/desk_holds.py": (*STORED, "bot.holding", "bot.visit"),
    "bot/desk.py": (*STORED, "bot.desk_holds", "bot.desk_traces", "bot.desk_words", "bot.holding"),
    "bot/call_words.py": ("bot.credentials",),
    "bot/refusals.py": (*STORED, "bot.desk"),
    "bot/conversation.py": (*STORED, "bot.desk"),
    "bot/menu.py": (*STORED, "bot.desk", "bot.call_words", "bot.conversation", "bot.refusals"),
    "bot/aftermath.py": (*STORED, "bot.desk", "bot.menu"),
    "bot/question_book.py": (*STORED, "bot.desk"),
    "bot/whereabouts.py": STORED,
    "bot/reception.py": (*STORED, "bot.conversation", "bot.desk", "bot.menu", "bot.watching", "bot.whereabouts"),
    "bot/copies.py": STORED,
    "bot/stand_ins.py": STORED,
    "bot/pace.py": ("bot.platforms.base",),
    "bot/drawing.py": (*STORED, "bot.holding"),
    "bot/handing_over.py": (*STORED, "bot.copies"),
    "bot/seating.py": (*STORED, "bot.pace"),
    "bot/delivery.py": (
        *STORED,
        "bot.copies",
        "bot.drawing",
        "bot.handing_over",
        "bot.pace",
        "bot.seating",
        "bot.stand_ins",
    ),
    "bot/retention": (*STORED, "bot.desk", "bot.holding", "bot.retention"),
    "bot/catch_up.py": STORED,
    "bot/proposals.py": STORED,
    "bot/question_report.py": STORED,
    "bot/audit": (*STORED, "bot.audit", "bot.proposals", "bot.settings"),
    "bot/upkeep.py": (
        *STORED,
        "bot.audit.newest_seal",
        "bot.proposals",
        "bot.question_report",
        "bot.retention",
    ),
    "bot/platforms/base.py": VOCABULARY,
    "bot/platforms/fallbacks.py": (*VOCABULARY, "bot.platforms.base"),
    "bot/platforms/download.py": (*VOCABULARY, "bot.platforms.base"),
    "bot/platforms/slack": (*CHAT, "bot.platforms.slack"),
    "bot/platforms/teams": (*CHAT, "bot.platforms.teams"),
    "bot/platforms/web": (*CHAT, "bot.platforms.web"),
    "handlers": (*AT_THE_DESK, "handlers"),
}
"""Which of our own modules each room may import; a room that is not named here (app, the command line) may all."""

SPEAKS_HTTP = ("endpoint.py", "send.py", "web_api.py", "files.py", "download.py")

KEPT_IN = {
    "slack_bolt": ("bot/platforms/slack/",),
    "slack_sdk": ("bot/platforms/slack/",),
    "botbuilder": ("bot/platforms/teams/",),
    "botframework": ("bot/platforms/teams/",),
    "msrest": ("bot/platforms/teams/",),
    "sqlalchemy": ("bot/store/",),
    "alembic": ("bot/store/",),
    "prometheus_client": ("bot/watching/",),
    "structlog": ("bot/watching/",),
    "rapidfuzz": ("bot/knowledge/",),
    "snowballstemmer": ("bot/knowledge/",),
    "aiohttp": (*SPEAKS_HTTP, "bot/pages.py", "bot/app.py", "bot/chats/", "bot/commands/serving.py", "bot/doctor/"),
}
"""Which libraries live in which files only."""


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def source() -> Iterator[tuple[str, Path]]:
    for folder in ("bot", "handlers"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), file


def is_within(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def breaches() -> Iterator[str]:
    for path, file in source():
        room = next(
            (room for room in sorted(MAY_IMPORT, reverse=True) if path == room or path.startswith(f"{room}/")), None
        )
        for module in imports(file):
            ours = module.split(".")[0] in ("bot", "handlers")
            if ours and room and not is_within(module, MAY_IMPORT[room]):
                yield f"{path} imports {module}; it may import only {', '.join(MAY_IMPORT[room]) or 'nothing of ours'}"
            places = KEPT_IN.get(module.split(".")[0], ("",))
            if not any(place in path for place in places):
                yield f"{path} imports {module}; that library lives in {', '.join(places)} only"


def test_every_room_imports_only_what_it_may() -> None:
    assert not list(breaches())


def test_no_two_modules_need_each_other() -> None:
    """Such a pair is held together by the order in which somebody imports it."""
    files = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): file for path, file in source()}
    # `from bot import upkeep` names a module; `from bot.ui import Card` a name in one.
    needs = {
        name: {
            next((one for one in (asked, asked.rpartition(".")[0]) if one in files), name) for asked in imports(file)
        }
        for name, file in files.items()
    }
    TopologicalSorter({name: found - {name} for name, found in needs.items()}).prepare()


def test_the_server_loads_no_chat_that_is_not_used_and_nothing_for_rare_work_alone() -> None:
    program = "import bot.commands.serving, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "sqlalchemy" in loaded
    rare = {"alembic", "botbuilder", "botframework", "PIL", "pillow_heif", "puremagic", "slack_bolt", "slack_sdk"}
    assert not rare & {*loaded}


def test_every_room_is_on_the_map() -> None:
    """CONTRIBUTING, "The house": whoever looks for a module finds there what it is for."""
    the_map = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("```")[2].partition("```")[0]
    rooms = {file.name for folder in ("bot", "handlers") for file in (ROOT / folder).glob("*.py")} - {"__init__.py"}
    packages = {f"{file.parent.name}/" for file in (ROOT / "bot").glob("*/__init__.py")}
    assert (rooms | packages) - {*re.findall(r"[\w.]+\.py|\w+/", the_map)} == set()


@pytest.mark.parametrize("folder", ["bot", "handlers", "tests"])
def test_files_are_small(folder: str) -> None:
    """A longer one has two subjects."""
    files = (file for file in (ROOT / folder).rglob("*.py") if "/migrations/" not in file.as_posix())
    assert not [file.name for file in files if file.read_text(encoding="utf-8").count("\n") > LONGEST_FILE]
