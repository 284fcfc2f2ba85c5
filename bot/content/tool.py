"""A tool that a request may name, and by what people call it (`content/platforms/*.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.content.tool_file import ToolFile
from bot.content.yaml_files import Sheet

ANY_OTHER = "other"
"""The tool whose routes stand in for those of a tool that lists none."""


@dataclass(frozen=True)
class Tool:
    """One tool: `id` is the name of its file."""

    id: str
    sheet: Sheet[ToolFile]

    @property
    def file(self) -> ToolFile:
        return self.sheet.holds

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def is_platform(self) -> bool:
        return self.file.addresses is not None

    @property
    def is_allowed(self) -> bool:
        """Whether the district allows it to everybody; else the Director may make an exception."""
        return self.file.allowed == "yes"

    @property
    def bio_limit(self) -> int | None:
        """How many characters a bio holds, or None where nobody has looked it up."""
        return self.file.bio_limit

    @property
    def age_limit(self) -> int | None:
        """From how many years of age people are let in, as read on the platform's own page; else None."""
        limit = self.file.age_limit
        return limit.years if limit and limit.status == "verified" else None

    @property
    def takes_comments(self) -> bool:
        return self.file.comments

    @property
    def known_as(self) -> frozenset[str]:
        """What people call it, in small letters and digits alone: its name, and the names of its hosts."""
        hosts = self.file.addresses.hosts if self.file.addresses else ()
        return frozenset(map(_bare, (self.id, self.name, *(host.rpartition(".")[0] for host in hosts))))

    def owns(self, host: str) -> bool:
        """Whether a host is one of this platform's."""
        return bool(self.file.addresses and self.file.addresses.owns(host))


@dataclass(frozen=True)
class ToolsByName:
    """The tools in the order in which a form offers them, found by their ids or by what people call them."""

    every: tuple[Tool, ...]

    def __iter__(self) -> Iterator[Tool]:
        return iter(self.every)

    def get(self, tool_id: str) -> Tool | None:
        """The tool with this id, or None."""
        return next((tool for tool in self.every if tool.id == tool_id), None)

    def named(self, text: str) -> Tool | None:
        """The tool that a text names, however it is written: `SnapChat`, `twitter`; None for one that has no file."""
        return self._by_name.get(_bare(text))

    @cached_property
    def _by_name(self) -> dict[str, Tool]:
        # Where two are called alike, the first counts.
        named = [tool for tool in reversed(self.every) if tool.id != ANY_OTHER]
        return {name: tool for tool in named for name in tool.known_as}

    def spoken_of(self, message: str) -> Tool | None:
        """The one tool that a message names with a word of its own; None where it names none or several. One letter
        is no name: whoever means X may mean anything."""
        named = {tool.id: tool for word in message.split() if len(_bare(word)) > 1 and (tool := self.named(word))}
        return next(iter(named.values())) if len(named) == 1 else None


def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
