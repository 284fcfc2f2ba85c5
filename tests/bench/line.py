"""Prepared HTTP requests over lines that stay open: a load that costs its own core as little as can be."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

PATIENCE = 30.0
"""Seconds for one answer; a server that takes longer has stopped working."""


@dataclass(frozen=True, slots=True)
class Request:
    """One POST, ready to be sent."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    def bytes_for(self, port: int) -> bytes:
        """What goes over the line to a server on this port of 127.0.0.1."""
        fixed = {"Host": f"127.0.0.1:{port}", "Content-Length": str(len(self.body))}
        headers = [f"{name}: {value}" for name, value in {**fixed, **self.headers}.items()]
        return "\r\n".join([f"POST {self.path} HTTP/1.1", *headers, "", ""]).encode() + self.body


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    body: bytes
    seconds: float


class Line:
    """One connection, kept open. `async with Line(port) as line:`"""

    def __init__(self, port: int) -> None:
        self._port = port

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    async def ask(self, request: Request) -> Answer:
        """Send a request and wait for its answer. TimeoutError after half a minute."""
        began = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            self._writer.write(request.bytes_for(self._port))
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode().lower()
            body = await self._reader.readexactly(_length(head))
        return Answer(int(head.split(" ", 2)[1]), body, time.perf_counter() - began)


def _length(head: str) -> int:
    lengths = [line.partition(":")[2] for line in head.split("\r\n") if line.startswith("content-length:")]
    return int(lengths[0]) if lengths else 0


class NotTaken(Exception):
    """The server did not take a request of the load; a figure that counted it would be worth nothing."""


async def storm(port: int, requests: Iterable[Request], lines: int) -> list[float]:
    """Send requests over so many lines at once, each waiting for its answer; the seconds that each took.

    NotTaken for any answer but 200.
    """
    waiting = iter(requests)
    found = await asyncio.gather(*(_drain(port, waiting) for _ in range(lines)))
    return [seconds for one in found for seconds in one]


async def _drain(port: int, waiting: Iterator[Request]) -> list[float]:
    async with Line(port) as line:
        return [taken(await line.ask(request)) for request in waiting]


def taken(answer: Answer) -> float:
    """The seconds of an answer that took the request; NotTaken for any other."""
    if answer.status != 200:
        raise NotTaken(f"{answer.status}: {answer.body[:200]!r}")
    return answer.seconds
