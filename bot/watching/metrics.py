"""What is counted and measured, in the names that Prometheus reads (prometheus.io, "Metric and label naming")."""

from __future__ import annotations

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.store.backlog import Backlog

SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 2.5, 3.0, 5.0, 10.0)
"""Where the times are cut: Slack gives up after 3 s, Teams takes a press for lost after about as long."""


class Metrics:
    """The numbers of one process; those of the outbox are the whole district's, whichever process is asked."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self.events = Counter(
            "crossing_guard_events",
            "Events that arrived, by chat, kind and what came of them.",
            ("platform", "kind", "outcome"),
            registry=registry,
        )
        self.acknowledged = Histogram(
            "crossing_guard_acknowledgement_seconds",
            "From an event's arrival to its acknowledgement.",
            ("platform",),
            buckets=SECONDS,
            registry=registry,
        )
        self.questions = Counter(
            "crossing_guard_questions",
            "Questions that were answered, or left to a person (abstained).",
            ("outcome",),
            registry=registry,
        )
        for outcome in ("answered", "abstained"):
            self.questions.labels(outcome)
        self._due = Gauge("crossing_guard_outbox_due", "Messages that should have left by now.", registry=registry)
        self._age = Gauge(
            "crossing_guard_outbox_oldest_seconds", "How long the oldest of these has waited.", registry=registry
        )
        self._undelivered = Gauge(
            "crossing_guard_undelivered", "Messages that were given up: they reached nobody.", registry=registry
        )
        self._database = Gauge("crossing_guard_database_up", "1 while the database answers.", registry=registry)

    def measure(self, backlog: Backlog | None, now: datetime) -> None:
        """Take over how the outbox stands; None while the database does not answer."""
        self._database.set(0 if backlog is None else 1)
        if backlog is not None:
            self._due.set(backlog.due)
            self._age.set((now - backlog.oldest).total_seconds() if backlog.oldest else 0)
            self._undelivered.set(backlog.refused)

    def written(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return generate_latest(self.registry)
