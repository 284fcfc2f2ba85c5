"""The tools that a request may name, and the address of an account in each (`content/platforms/*.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import SplitResult

from bot.content import items
from bot.content.addresses import ANY_WEBSITE, LONGEST, Address, Addresses, website
from bot.content.items import Item
from bot.content.links import NotAnAddress, host_of, split, target
from bot.content.playbook_checks import unknown_tools
from bot.content.playbooks import Badge, Playbook, Playbooks
from bot.content.tool_file import ToolFile, checks, old_looks
from bot.content.web_links import WebLink, web_link, words_of
from bot.content.yaml_files import YAML_FILES, Fault, Faults, Sheet, read

__all__ = ["Address", "Item", "NotAnAddress", "Tool", "Tools", "load_tools"]

ANY_OTHER = "other"
"""The tool whose routes stand in for those of a tool that lists none."""

_CODE = re.compile(r"@[\w.-]{2,60}")
"""The name or the code of a group in a class app, or of a virtual world."""


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
class Tools:
    """All tools, in the order in which a form offers them."""

    every: tuple[Tool, ...]
    shared: Playbooks | None = None

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

    def platform_of(self, text: str) -> Tool | None:
        """The platform on whose own host a link is; None for any other text."""
        try:
            return self._owner(host_of(split(text.strip())))
        except NotAnAddress:
            return None

    def is_for_members(self, kind: str, url: str) -> bool:
        """(the kind and the address of an item) -> whether it is in a group or a chat, which only its members see."""
        return kind == "group" or self._of_members(url) is not None

    def _of_members(self, url: str) -> Tool | None:
        """The tool whose file says that what is there is a group or a chat; None for any other address."""
        place = url.partition("://")[2].removeprefix("www.").lower()
        return next((tool for tool in self.every if place.startswith(tool.file.members_only)), None)

    def playbook(self, tool_id: str, category: str) -> Playbook:
        """(the tool of an item, a category of incidents.yaml) -> what to do about it there.

        A tool that lists no routes, or that the content no longer has, is handled as `other`; a category that the
        content no longer has as the last plan says.
        """
        listed = (self.get(name) for name in (tool_id, ANY_OTHER))
        tool = next((tool for tool in listed if tool and tool.file.routes), None)
        return self.playbooks.playbook(tool_id, tool.file.routes if tool else (), category)

    def fill_in(self, text: str, facts: Mapping[str, str]) -> str:
        """A route's text with its blanks filled from facts; an unknown one stays, and says what belongs there."""
        return self.playbooks.fill_in(text, facts)

    def verification(self, tool_id: str) -> Badge | None:
        """How a school's account is verified there; None where there is nothing to verify."""
        tool = self.get(tool_id)
        return self.playbooks.badge(tool.file.verification) if tool and tool.file.verification else None

    def notes(self, today: date) -> list[Fault]:
        """A note for each address of a platform that nobody has looked at, or not for 180 days."""
        own = (tool.sheet.faults([old_looks(today)]) for tool in self.every)
        return sorted([*self.playbooks.notes(today), *(note for found in own for note in found)])

    @property
    def playbooks(self) -> Playbooks:
        """What all platforms share; LookupError for tools that were loaded without it."""
        if self.shared is None:
            raise LookupError("These tools were loaded without content/playbooks.yaml.")
        return self.shared

    def normalise(self, text: str, tool: str | None = None) -> Address:
        """The account that a text names: a link in any of its usual forms, or a handle where `tool` is known.

        A tool that the content no longer has is asked nothing: the link alone decides. Raises NotAnAddress, with
        the reason.
        """
        text = text.strip()
        if not text:
            raise NotAnAddress("empty")
        if len(text) > LONGEST:
            raise NotAnAddress("no_handle")
        known = self.get(tool or "")
        return self._of_tool(text, known) if known else self._of_link(text)

    def item(self, text: str, tool: str | None = None) -> Item:
        """What a reporter pasted: a link to whatever it may be, words around it or not, or where `tool` is known
        a handle alone. Nothing is opened.

        Raises NotAnAddress, with the reason: `empty`, `too_long`, `not_a_link`, `which_tool` (a handle, and the
        tool is not known), `no_handle` (a platform's front page, or no handle that it could have),
        `credentials_in_link`, `internal_address`, `not_https` (a script or a file; http is good enough here).
        """
        text = text.strip()
        if not text:
            raise NotAnAddress("empty")
        if links := self.links_in(text):
            return self._item(web_link(links[0]))
        known = self.get(tool or "")
        if known and known.file.addresses and self._is_handle(text):
            return self._item_alone(known.file.addresses, text)
        if text.startswith("@"):
            raise NotAnAddress("which_tool")
        return self._item(web_link(text))

    def account_keys(self, text: str) -> tuple[str, ...]:
        """The accounts of which somebody may speak, as the register has them: that of a link or, for a handle alone,
        one on each platform that could have it. None where it says of no account."""
        tools = [tool.id for tool in self.every] if text.startswith("@") else [None]
        return tuple(key for tool in tools if (key := self._account_key(text, tool)))

    def _account_key(self, text: str, tool: str | None) -> str:
        try:
            return self.item(text, tool).account_key
        except NotAnAddress:
            return ""

    def _item_alone(self, addresses: Addresses, text: str) -> Item:
        item = self._item(web_link(f"https://{addresses.hosts[0]}{_path_alone(addresses, text)}"))
        if item.kind == "page":
            raise NotAnAddress("no_handle")
        return item

    def links_in(self, message: str) -> tuple[str, ...]:
        """The links in a message, as they were typed. Without its scheme a link counts only on a platform's host:
        in a sentence, other words with a dot are rarely links."""
        return tuple(word for word in words_of(message) if self._is_link(word))

    def _is_link(self, word: str) -> bool:
        host, _, path = word.lower().partition("/")
        return word.lower().startswith(("http://", "https://", "www.")) or bool(path and self._owner(host))

    def _item(self, link: WebLink) -> Item:
        owner = self._owner(link.host)
        if owner is None or owner.file.addresses is None:
            tool = self._of_members(link.url)
            return items.in_group(tool.id, link) if tool else items.on_website(ANY_WEBSITE, link)
        if not link.target:
            raise NotAnAddress("no_handle")
        return items.on_platform(owner.id, owner.file.addresses, link)

    def _of_link(self, text: str) -> Address:
        parts = split(text)
        owner = self._owner(host_of(parts))
        return _linked(owner, parts) if owner else website(ANY_WEBSITE, parts)

    def _of_tool(self, text: str, tool: Tool) -> Address:
        if tool.file.addresses and self._is_handle(text):
            return _account(tool, tool.file.addresses, _path_alone(tool.file.addresses, text))
        if tool.file.codes and _CODE.fullmatch(text):
            return Address(tool.id, text.lower(), "")
        parts = split(text)
        owner = self._owner(host_of(parts))
        if owner != (tool if tool.file.addresses else None):
            raise NotAnAddress("not_this_platform")
        return _linked(owner, parts) if owner else website(tool.id, parts)

    def _is_handle(self, text: str) -> bool:
        """Whether a text can be no link: `@coach`, `coach.kim`, `r/soccer`; but `tiktok.com` is one."""
        first, slash, _ = text.partition("/")
        if text.startswith("@") or ":" in first:
            return text.startswith("@")
        return self._owner(first.lower()) is None and not (slash and "." in first)

    def _owner(self, host: str) -> Tool | None:
        return next((tool for tool in self.every if tool.owns(host)), None)


def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _path_alone(addresses: Addresses, text: str) -> str:
    text = text.rstrip("/")
    if "/" in text and not text.startswith("@"):
        return f"/{text}"
    name = text.removeprefix("@")
    if not addresses.alone or not re.fullmatch(addresses.words["handle"], name, re.ASCII | re.IGNORECASE):
        raise NotAnAddress("no_handle")
    return addresses.alone.format(handle=name)


def _linked(tool: Tool, parts: SplitResult) -> Address:
    addresses = tool.file.addresses
    if addresses is None:
        raise NotAnAddress("not_this_platform")
    return _account(tool, addresses, addresses.place(host_of(parts), target(parts.path, parts.query)))


def _account(tool: Tool, addresses: Addresses, place: str) -> Address:
    handle, url = addresses.find(place)
    return Address(tool.id, handle, url)


def load_tools(folder: Path, shared: Playbooks | None = None) -> Tools:
    """The tools in a folder, one for each file; Faults with everything that is wrong in all of them.

    Without what all platforms share, the names that their routes take from there go unchecked.
    """
    found: list[Tool] = []
    faults: list[Fault] = []
    for file in sorted(folder.glob(YAML_FILES)):
        try:
            found.append(Tool(file.stem, read(file, ToolFile, checks(shared.file if shared else None))))
        except Faults as error:
            faults += error.faults
    if not found:
        faults = faults or [Fault(folder, 1, "No tool is here. Put the files of this folder back, one for each tool.")]
    if shared and not faults:
        faults = shared.sheet.faults([unknown_tools(tool.id for tool in found)])
    if faults:
        raise Faults(faults)
    return Tools(tuple(sorted(found, key=lambda tool: (tool.file.position, tool.id))), shared)
