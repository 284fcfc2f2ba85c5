"""Ports of this machine for servers that a test starts."""

from __future__ import annotations

import secrets
import socket

NEVER_LENT = range(20_000, 32_000)
"""Below the ports that systems lend to whoever goes out (Linux: from 32,768). One of those may be lent before the
server for which it was chosen listens at it."""


def free_port() -> int:
    """A port that nobody listens at, and that nobody is lent."""
    while True:
        port = secrets.choice(NEVER_LENT)
        with socket.socket() as found:
            if found.connect_ex(("127.0.0.1", port)):
                return port
