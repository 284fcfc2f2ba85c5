"""What is counted and measured, in the names that Prometheus reads (prometheus.io, "Metric and label naming")."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.store.backlog import Backlog

SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 2.5, 3.0, 5.0, 10.0)
"""Where the times are cut: Slack gives up after 3 s, Teams takes a press for lost after about as long."""


class Metrics:
    """The numbers of one process; those of the outbox are the whole district's, whichever process is asked."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ours: dict[str, Any] = {"namespace": "crossing_guard", "registry": self.registry}
        by = ("platform", "kind", "outcome")
        self.events = Counter("events", "Events that arrived, by chat, kind and what came of them.", by, **ours)
        took = "From an event's arrival to its acknowledgement."
        self.acknowledged = Histogram("acknowledgement_seconds", took, ("platform",), buckets=SECONDS, **ours)
        asked = "Questions that were answered, or left to a person (abstained)."
        self.questions = Counter("questions", asked, ("outcome",), **ours)
        for outcome in ("answered", "abstained"):
            self.questions.labels(outcome)
        self._due = Gauge("outbox_due", "Messages that should have left by now.", **ours)
        self._age = Gauge("outbox_oldest_seconds", "How long the oldest of these has waited.", **ours)
        self._undelivered = Gauge("undelivered", "Messages that were given up: they reached nobody.", **ours)
        sealing = "How long the log has waited for its next seal."
        self._unsealed = Gauge("unsealed_oldest_seconds", sealing, **ours)
        self._database = Gauge("database_up", "1 while the database answers.", **ours)

    def measure(self, backlog: Backlog | None, now: datetime) -> None:
        """Take over how the outbox and the log stand; None while the database does not answer."""
        self._database.set(0 if backlog is None else 1)
        if backlog is not None:
            self._due.set(backlog.due)
            self._age.set(_seconds(backlog.oldest, now))
            self._unsealed.set(_seconds(backlog.unsealed, now))
            self._undelivered.set(backlog.refused)

    def written(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return generate_latest(self.registry)


def _seconds(since: datetime | None, now: datetime) -> float:
    return (now - since).total_seconds() if since else 0
