"""One line in the log and one count in the metrics for each event; never what somebody said, nor who it was."""

from __future__ import annotations

import logging
import re
from typing import Literal

from bot.events import Event, stamp_of
from bot.replies import Counted, Fix, Now, Open
from bot.watching.metrics import Metrics
from bot.workflow import read_stamp, reference

log = logging.getLogger("bot.events")

REFERENCE = re.compile(reference())
"""Buttons carry other things as well, and none of them is anybody's business."""

Outcome = Literal["done", "refused", "repeated", "turned_away", "failed"]
"""done · refused: it may not be done, or not so · repeated: it had arrived before · turned_away: not from our staff ·
failed: our own trouble"""


class Journal:
    """Written by the reception, once for each event, after its commit."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def enter(self, event: Event, now: Now | None, outcome: Outcome) -> None:
        """An event came to this."""
        kind = type(event).__name__.lower()
        self._metrics.events.labels(event.place.platform, kind, outcome).inc()
        fields = {"platform": event.place.platform, "kind": kind, "outcome": outcome, "event_id": _event_id(event)}
        log.info("event", extra=fields | {"case": _case(event, now)})

    def count(self, counted: Counted) -> None:
        """A question came to this."""
        self._metrics.questions.labels(counted.question).inc()


def _event_id(event: Event) -> str:
    # The playground greets each person once, under a key that is made of their address.
    return event.key.replace(event.person.email, "…") if event.person.email else event.key


def _case(event: Event, now: Now | None) -> str:
    """The reference of the case that it was about, as a button or a form carries it; "" where none does."""
    shown = now.form.value if isinstance(now, Open | Fix) else ""
    refs = (read_stamp(value)[0] for value in (stamp_of(event), shown))
    return next((ref for ref in refs if REFERENCE.fullmatch(ref)), "")
