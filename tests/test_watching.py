"""How the bot is, seen from outside: what Prometheus reads, what the log says of an event, and whether it is ready."""

from __future__ import annotations

import json
import logging
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from prometheus_client.parser import text_string_to_metric_families

from bot.conversation import Conversation, Replies
from bot.events import Heard
from bot.menu import Menu
from bot.platforms.web.send import WebChat
from bot.replies import Counted
from bot.store.database import Database
from bot.watching.logs import formatter
from bot.watching.readiness import Readiness
from tests.commands import ROOT
from tests.office import Office
from tests.stage import stage
from tests.store.samples import LATER, line, put

Numbers = dict[str, float]
DASHBOARD = ROOT / "docs" / "grafana-dashboard.json"


async def look(opened: Office, path: str) -> tuple[int, str]:
    """What one of the addresses answers. The office runs already, so that only its routes are needed here."""
    application = opened.building.application(delivers=False)
    application.cleanup_ctx.clear()
    async with TestServer(application, host="127.0.0.1") as server, ClientSession() as session:
        return await read(session, str(server.make_url(path)))


async def read(session: ClientSession, address: str) -> tuple[int, str]:
    async with session.get(address) as answer:
        return answer.status, await answer.text()


async def numbers(opened: Office) -> Numbers:
    return parsed((await look(opened, "/metrics"))[1])


def parsed(text: str) -> Numbers:
    """Each sample by its name and the values of its labels."""
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {
        " ".join((sample.name, *(sample.labels[name] for name in sorted(sample.labels)))): sample.value
        for sample in samples
    }


# --- Metrics --------------------------------------------------------------------------------------------------------


async def test_events_are_counted_by_chat_kind_and_outcome(opened: Office) -> None:
    case = await opened.file()
    await opened.press("pat", "approve", case, key="one press")
    await opened.press("pat", "approve", case, key="one press")
    await opened.press("drew", "decline", case)
    stranger = replace(opened.person("ana"), standing="guest")
    await opened.receive(Heard(**opened.whence("ana") | {"person": stranger}, text="help"))
    found = await numbers(opened)
    assert found["crossing_guard_events_total heard done web"] == 1
    assert found["crossing_guard_events_total clicked done web"] == 1
    assert found["crossing_guard_events_total clicked repeated web"] == 1
    assert found["crossing_guard_events_total clicked refused web"] == 1
    assert found["crossing_guard_events_total heard turned_away web"] == 1


async def test_a_database_that_fails_is_counted_and_said(opened: Office) -> None:
    async with opened.building.database.transaction() as transaction:
        await transaction.exec_driver_sql("DROP TABLE inbox")
    await opened.say("ana", "help")
    assert (await numbers(opened))["crossing_guard_events_total heard failed web"] == 1


async def test_the_outbox_is_measured_by_how_many_wait_and_how_long(opened: Office) -> None:
    database = opened.building.database
    await put(database, line("one"), line("two"), line("later", due_at=LATER))
    opened.clock.move(minutes=7)
    found = await numbers(opened)
    assert (found["crossing_guard_outbox_due"], found["crossing_guard_outbox_oldest_seconds"]) == (2, 420)
    await opened.settle()
    found = await numbers(opened)
    assert (found["crossing_guard_outbox_due"], found["crossing_guard_outbox_oldest_seconds"]) == (0, 0)


async def test_how_long_the_log_waits_for_its_seal_is_measured(opened: Office) -> None:
    building = opened.building
    await opened.move("pat", "approve", await opened.file())
    opened.clock.move(minutes=7)
    waited = [(await numbers(opened))["crossing_guard_unsealed_oldest_seconds"]]
    await building.sealer.round()
    opened.clock.move(minutes=7)
    waited += [(await numbers(opened))["crossing_guard_unsealed_oldest_seconds"]]
    await opened.say("pat", "R-1001")
    opened.clock.move(minutes=1)
    waited += [(await numbers(opened))["crossing_guard_unsealed_oldest_seconds"]]
    assert waited == [420, 0, 60]


async def test_what_reached_nobody_is_measured(opened: Office) -> None:
    await put(opened.building.database, line("for nobody", recipient="nobody@example.org"))
    assert (await numbers(opened))["crossing_guard_undelivered"] == 0
    await opened.settle()
    assert (await numbers(opened))["crossing_guard_undelivered"] == 1


async def test_a_database_that_is_away_is_a_number_as_well(opened: Office) -> None:
    assert (await numbers(opened))["crossing_guard_database_up"] == 1
    async with opened.building.database.transaction() as transaction:
        await transaction.exec_driver_sql("DROP TABLE outbox")
    assert (await numbers(opened))["crossing_guard_database_up"] == 0


async def test_the_time_to_an_acknowledgement_is_measured(tmp_path: Path) -> None:
    async with stage("slack", f"sqlite+aiosqlite:///{tmp_path}/test.db") as played:
        await (await played.person("ana")).say("help")
        assert (
            parsed(played.building.metrics.written().decode())[
                "crossing_guard_acknowledgement_seconds_bucket 3.0 slack"
            ]
            >= 1
        )


async def test_a_question_counts_as_its_conversation_says(opened: Office) -> None:
    async def answer(_desk: object, heard: Heard) -> Replies:
        return [Counted("answered" if "photo" in heard.text else "abstained")]

    opened.building.front_desk.menu = Menu([Conversation("questions", otherwise=answer)])
    for text in ("photo?", "a photo", "what?"):
        await opened.say("ana", text)
    found = await numbers(opened)
    assert found["crossing_guard_questions_total answered"] == 2
    assert found["crossing_guard_questions_total abstained"] == 1


async def test_the_dashboard_asks_for_numbers_that_there_are(opened: Office) -> None:
    await opened.say("ana", "help")
    opened.building.metrics.acknowledged.labels("slack").observe(0.1)
    there = {name.partition(" ")[0] for name in await numbers(opened)}
    asked = set(re.findall(r"crossing_guard_\w+", DASHBOARD.read_text(encoding="utf-8")))
    assert len(asked) == 8
    assert asked <= there


# --- The log --------------------------------------------------------------------------------------------------------


def lines(records: list[logging.LogRecord]) -> list[dict[str, Any]]:
    return [json.loads(formatter(for_the_eye=False).format(record)) for record in records]


async def test_each_event_is_one_line_with_its_case_and_nobodys_words(
    opened: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    case = await opened.file()
    caplog.clear()
    await opened.press("pat", "approve", case, key="slack:Ev1")
    await opened.say("ana", "Mia in 3b did it")
    pressed, said = [one for one in lines(caplog.records) if one["event"] == "event"]
    told = ("platform", "kind", "outcome", "event_id", "case")
    assert [pressed[name] for name in told] == ["web", "clicked", "done", "slack:Ev1", case.ref]
    assert [said[name] for name in told[:3]] == ["web", "heard", "done"]
    assert "Mia" not in json.dumps(said)
    assert "pat" not in json.dumps(pressed)


async def test_a_greeting_names_nobody(opened: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await opened.say("ana", "help")
    key = "web:joined:ana@example.org"
    await opened.receive(Heard(**opened.whence("ana", key), text="help"))
    assert "ana@example.org" not in caplog.text + json.dumps(lines(caplog.records)[-1])


def test_an_error_says_where_it_broke_and_repeats_nobody() -> None:
    try:
        raise ValueError("Mia in 3b")
    except ValueError:
        record = logging.LogRecord("bot.reception", logging.ERROR, "", 0, "%s failed", ("Heard",), sys.exc_info())
    (said,) = lines([record])
    assert (said["event"], said["level"], said["error"]) == ("Heard failed", "error", ["ValueError"])
    assert "test_watching.py" in said["places"][-1]
    assert "Mia" not in json.dumps(said)
    assert "Mia" not in formatter(for_the_eye=True).format(record)


# --- Ready ----------------------------------------------------------------------------------------------------------


async def test_ready_says_how_each_part_is(opened: Office) -> None:
    status, told = await look(opened, "/readyz")
    assert (status, json.loads(told)) == (
        200,
        {"status": "ready", "database": "current", "content": "loaded", "web": "on"},
    )


async def test_tables_of_another_version_and_no_database_are_told_apart(tmp_path: Path) -> None:
    for url, said in (
        (f"sqlite+aiosqlite:///{tmp_path}/new.db", "the database needs `migrate`"),
        ("postgresql+asyncpg://nobody@127.0.0.1:1/none", "the database does not answer"),
    ):
        database = Database(url)
        assert (await Readiness(database, {}).details())["database"] == said
        await database.close()


class Dropped(WebChat):
    """A chat whose line is down."""

    def __init__(self) -> None:
        self.name = "web"

    def trouble(self) -> str:
        return "the line is down"


async def test_a_chat_whose_line_is_down_is_not_ready(opened: Office) -> None:
    opened.building.platforms["web"] = Dropped()
    status, told = await look(opened, "/readyz")
    assert (status, json.loads(told)["status"], json.loads(told)["web"]) == (
        503,
        "the line is down",
        "the line is down",
    )
