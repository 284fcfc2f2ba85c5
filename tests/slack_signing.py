"""How a request proves that it is Slack's, and what became of one."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any

SECRET = "a signing secret"


@dataclass(frozen=True)
class Acknowledged:
    """What the app answered to one delivery, and after how many seconds."""

    status: int
    body: str
    seconds: float

    def content(self) -> dict[str, Any]:
        """The answer as data; nothing when it was empty."""
        found: dict[str, Any] = json.loads(self.body) if self.body.startswith("{") else {}
        return found


def signed(body: str, timestamp: int | str | None = None, secret: str = SECRET) -> dict[str, str]:
    """The headers by which a request proves that it is Slack's."""
    at = str(int(time.time()) if timestamp is None else timestamp)
    digest = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}
