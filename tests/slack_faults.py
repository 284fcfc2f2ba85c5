"""How a method of Slack's Web API fails when a test wants it to."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web


class Refusal(Exception):
    """A method's `error`, and what Slack says with it."""

    def __init__(
        self, error: str, status: int = 200, retry_after: float = 0, messages: list[str] | None = None
    ) -> None:
        super().__init__(error)
        self.error, self.status, self.retry_after, self.messages = error, status, retry_after, messages or []


@dataclass
class Fault:
    """How a method is to fail, and how often; never in the channel that it spares."""

    refusal: Refusal
    times: int
    hangs: float = 0.0
    spares: str = ""


def refused(refusal: Refusal) -> web.Response:
    """The answer to a call that met a refusal."""
    said = {"ok": False, "error": refusal.error, "response_metadata": {"messages": refusal.messages}}
    if not refusal.error:
        return web.Response(text="<h1>Sorry</h1>", content_type="text/html", status=refusal.status)
    headers = {"Retry-After": f"{refusal.retry_after:g}"} if refusal.retry_after else {}
    return web.json_response(said, status=refusal.status, headers=headers)
