"""What a link or a handle says of the tools: the account or the item that it names. Nothing is opened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult

from bot.content import items
from bot.content.addresses import ANY_WEBSITE, LONGEST, Address, Addresses, website
from bot.content.items import Item
from bot.content.links import NotAnAddress, host_of, split, target
from bot.content.tool import Tool, ToolsByName
from bot.content.web_links import WebLink, web_link, words_of

_CODE = re.compile(r"@[\w.-]{2,60}")
"""The name or the code of a group in a class app, or of a virtual world."""


@dataclass(frozen=True)
class ToolsInLinks(ToolsByName):
    """The same tools, found by the links that people paste and the handles that they type."""

    def address(self, text: str, tool: str | None = None) -> Address:
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

    def _of_link(self, text: str) -> Address:
        """The account that a link leads to by itself, else a website."""
        parts = split(text)
        owner = self._owner(host_of(parts))
        return _linked(owner, parts) if owner else website(ANY_WEBSITE, parts)

    def _of_tool(self, text: str, tool: Tool) -> Address:
        """The account of one tool: its handle alone, its code, or a link that is on its own host."""
        if tool.file.addresses and self._is_handle(text):
            return _account(tool, tool.file.addresses, _path_alone(tool.file.addresses, text))
        if tool.file.codes and _CODE.fullmatch(text):
            return Address(tool.id, text.lower(), "")
        parts = split(text)
        owner = self._owner(host_of(parts))
        if owner != (tool if tool.file.addresses else None):
            raise NotAnAddress("not_this_platform")
        return _linked(owner, parts) if owner else website(tool.id, parts)

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

    def _item_alone(self, addresses: Addresses, text: str) -> Item:
        """The item that a handle alone names on a platform."""
        item = self._item(web_link(f"https://{addresses.hosts[0]}{_path_alone(addresses, text)}"))
        if item.kind == "page":
            raise NotAnAddress("no_handle")
        return item

    def _item(self, link: WebLink) -> Item:
        """What a link leads to, whoever owns its host."""
        owner = self._owner(link.host)
        if owner is None or owner.file.addresses is None:
            tool = self._of_members(link.url)
            return items.in_group(tool.id, link) if tool else items.on_website(ANY_WEBSITE, link)
        if not link.target:
            raise NotAnAddress("no_handle")
        return items.on_platform(owner.id, owner.file.addresses, link)

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

    def links_in(self, message: str) -> tuple[str, ...]:
        """The links in a message, as they were typed. Without its scheme a link counts only on a platform's host:
        in a sentence, other words with a dot are rarely links."""
        return tuple(word for word in words_of(message) if self._is_link(word))

    def _is_link(self, word: str) -> bool:
        host, _, path = word.lower().partition("/")
        return word.lower().startswith(("http://", "https://", "www.")) or bool(path and self._owner(host))

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

    def _is_handle(self, text: str) -> bool:
        """Whether a text can be no link: `@coach`, `coach.kim`, `r/soccer`; but `tiktok.com` is one."""
        first, slash, _ = text.partition("/")
        if text.startswith("@") or ":" in first:
            return text.startswith("@")
        return self._owner(first.lower()) is None and not (slash and "." in first)

    def _owner(self, host: str) -> Tool | None:
        """The platform whose host this is, or None."""
        return next((tool for tool in self.every if tool.owns(host)), None)


def _path_alone(addresses: Addresses, text: str) -> str:
    """(`@coach`, `coach`, `r/soccer`) -> the path under which the platform shows it; NotAnAddress where it has none."""
    text = text.rstrip("/")
    if "/" in text and not text.startswith("@"):
        return f"/{text}"
    name = text.removeprefix("@")
    if not addresses.alone or not re.fullmatch(addresses.words["handle"], name, re.ASCII | re.IGNORECASE):
        raise NotAnAddress("no_handle")
    return addresses.alone.format(handle=name)


def _linked(tool: Tool, parts: SplitResult) -> Address:
    """The account that a link on a platform's own host leads to; NotAnAddress for anything else there."""
    addresses = tool.file.addresses
    if addresses is None:
        raise NotAnAddress("not_this_platform")
    return _account(tool, addresses, addresses.place(host_of(parts), target(parts.path, parts.query)))


def _account(tool: Tool, addresses: Addresses, place: str) -> Address:
    handle, url = addresses.find(place)
    return Address(tool.id, handle, url)
