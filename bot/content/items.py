"""What a report is about, by what its link says: an account, a post, a group or a page."""

from __future__ import annotations

from dataclasses import dataclass

from bot.content.addresses import Account, Address, Addresses, Kind, Other, Words
from bot.content.links import NotAnAddress, target
from bot.content.web_links import WebLink


@dataclass(frozen=True, slots=True)
class Item:
    """What somebody reports.

    tool    the platform, or `website`
    kind    `group` also for a post in one: nobody outside can see it, and staff do not join to look
    key     the same for every spelling of one thing, and for nothing else; an account's is its key in the register
    url     where it can be seen; a short link stays as it is, since it is never opened to learn where it leads
    handle  the account's, or that of whose post it is, where the link says so; else empty
    """

    tool: str
    kind: Kind
    key: str
    url: str
    handle: str = ""

    @property
    def account_key(self) -> str:
        """The key of the account whose item it is, as the register has it; empty where the link does not say."""
        return f"{self.tool}:{self.handle}" if self.handle else ""


def account(address: Address) -> Item:
    """An account as an item."""
    return Item(address.tool, "account", address.key, address.url, address.handle)


def on_platform(tool: str, addresses: Addresses, link: WebLink) -> Item:
    """What a link on a platform's own host leads to; a page, where its file has no shape for it."""
    try:
        shape, words = addresses.shape(addresses.place(link.host, target(link.path, link.query))) or (None, {})
    except NotAnAddress:
        shape, words = None, {}
    if isinstance(shape, Account):
        return account(Address(tool, shape.handle.format(**words), shape.url.format(**words)))
    if shape is None or not shape.key or not shape.url:
        return _by_its_path(tool, shape.kind if shape else "page", addresses, link)
    return _named(tool, shape, shape.url, words)


def _named(tool: str, shape: Other, url: str, words: Words) -> Item:
    key = f"{tool}:{shape.kind}:{shape.key.format(**words)}"
    return Item(tool, shape.kind, key, url.format(**words), shape.handle.format(**words))


def _by_its_path(tool: str, kind: Kind, addresses: Addresses, link: WebLink) -> Item:
    place = addresses.place(link.host, link.target)
    url = f"https://{addresses.hosts[0]}{place}" if place[:1] in ("", "/", "?", "#") else f"https://{place}"
    return Item(tool, kind, f"{tool}:{kind}:{place}", url)


def in_group(tool: str, link: WebLink) -> Item:
    """A group or a chat on a host that has no file of its own."""
    return Item(tool, "group", f"{tool}:group:{link.place}", link.url)


def on_website(tool: str, link: WebLink) -> Item:
    """A page of a website that belongs to no platform; without https it is evidence all the same."""
    return Item(tool, "page", f"{tool}:page:{link.place}", link.url)
