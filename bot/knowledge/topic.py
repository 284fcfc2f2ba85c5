"""What the search needs to know of an entry of the knowledge base."""

from __future__ import annotations

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
