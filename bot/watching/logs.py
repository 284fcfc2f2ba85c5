"""How the log is written: a line of JSON for each record, and lines for the eye at a terminal."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import EventDict, Processor

QUIET = ("aiohttp.access", "alembic", "slack_bolt", "slack_sdk", "botbuilder", "botframework", "msrest")
"""Libraries that log what people wrote, or each request."""


def begin() -> None:
    """Write every record from now on to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(for_the_eye=sys.stderr.isatty()))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def formatter(*, for_the_eye: bool) -> logging.Formatter:
    """Of standard records, with the fields in their `extra`."""
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=False) if for_the_eye else structlog.processors.JSONRenderer()
    )
    fields: list[Processor] = [
        add_log_level,
        add_logger_name,
        ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    return ProcessorFormatter(
        foreign_pre_chain=fields, processors=[ProcessorFormatter.remove_processors_meta, _where_it_broke, renderer]
    )


def _where_it_broke(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """An error's own words may repeat what a person wrote: its type and its places stay, its words do not."""
    raised = event.pop("exc_info", None)
    error = raised[1] if isinstance(raised, tuple) else None
    if error is not None:
        event["error"] = [type(one).__qualname__ for one in _chain(error)]
        event["places"] = [f"{one.filename}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__)]
    return event


def _chain(error: BaseException | None) -> list[BaseException]:
    return [error, *_chain(error.__cause__)] if error else []
