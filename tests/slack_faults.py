"""How a method of Slack's Web API fails when a test wants it to."""

from __future__ import annotations

from dataclasses import dataclass


class Refusal(Exception):
    """A method's `error`, and what Slack says with it."""

    def __init__(
        self, error: str, status: int = 200, retry_after: float = 0, messages: list[str] | None = None
    ) -> None:
        super().__init__(error)
        self.error, self.status, self.retry_after, self.messages = error, status, retry_after, messages or []


@dataclass
class Fault:
    """How a method is to fail, and how often."""

    refusal: Refusal
    times: int
    hangs: float = 0.0
