"""What the search needs to know of an entry of the knowledge base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Topic(Protocol):
    """An entry. `redirect` is true where it only points to somebody else; `interrupt` where it is a safety text."""

    @property
    def slug(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def ask(self) -> tuple[str, ...]: ...

    @property
    def answer(self) -> str: ...

    @property
    def redirect(self) -> bool: ...

    @property
    def interrupt(self) -> bool: ...


@dataclass(frozen=True)
class Beside:
    """A kind of message that no entry answers. It stands in the index so that such a message finds it instead."""

    title: str
    ask: tuple[str, ...]
    slug: str = ""
    answer: str = ""
    redirect: bool = False
    interrupt: bool = False
