"""From whatever somebody pasted to the one address of an account, by the shapes that a platform's file lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal
from urllib.parse import SplitResult, unquote, urlsplit

from pydantic import Field

from bot.content.yaml_files import Part, Spot

Why = Literal[
    "empty",
    "not_this_platform",
    "no_handle",
    "credentials_in_link",
    "not_https",
    "private_group",
    "post_not_account",
]

LONGEST = 300
"""Characters of an address; what is longer is no address that somebody could check."""

_BUILT_IN = {"id": r"[0-9]+", "any": r"[^/?]+", "rest": r".+"}
_PASSED_OVER = frozenset({"any", "rest"})
_SUBDOMAINS = r"(?:www|m|mobile|web|touch|[a-z]{2}(?:-[a-z]{2})?)"
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z]")


class NotAnAddress(ValueError):
    """A text that is no account's address. `why` is the last word of a wording key."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


@dataclass(frozen=True, slots=True)
class Address:
    """One account: its tool, its handle there, and the https address that everybody can open."""

    tool: str
    handle: str
    url: str

    @property
    def key(self) -> str:
        """The same for every spelling of one account, and for no other account."""
        return f"{self.tool}:{self.handle}"


class Account(Part):
    """A shape that leads to an account: the paths that it is seen under, its handle and its address."""

    paths: Annotated[tuple[str, ...], Field(min_length=1)]
    handle: str
    url: Annotated[str, Field(pattern=r"^https://")]
    keeps_case: bool = False


class Other(Part):
    """A shape that leads to something else: a post, a group, the platform's own pages."""

    paths: Annotated[tuple[str, ...], Field(min_length=1)]
    why: Why


class Addresses(Part):
    """What the addresses of a platform look like.

    In a path `{handle}` and the other `words` stand for what their pattern says, `{id}` for digits, `{any}` for
    one part, `{rest}` for all that follows. `alone` is the path of a handle that was typed without a link.
    """

    hosts: Annotated[tuple[str, ...], Field(min_length=1)]
    subdomains: tuple[str, ...] = ()
    words: dict[str, str]
    alone: str = ""
    others: tuple[Other, ...] = ()
    accounts: Annotated[tuple[Account, ...], Field(min_length=1)]

    @cached_property
    def _host(self) -> re.Pattern[str]:
        before = "|".join((_SUBDOMAINS, *map(re.escape, self.subdomains)))
        return re.compile(rf"(?:(?:{before})\.)?(?:{'|'.join(map(re.escape, self.hosts))})")

    @property
    def known_words(self) -> Mapping[str, str]:
        """What may stand in curly brackets, and the pattern that it stands for."""
        return _BUILT_IN | self.words

    def templates(self) -> Iterator[tuple[Spot, str, frozenset[str]]]:
        """Every text with blanks: where it stands, the text, and what may stand in its curly brackets."""
        words = frozenset(self.known_words)
        yield ("alone",), self.alone, frozenset({"handle"})
        for kind, shapes in self._shapes().items():
            for position, paths in enumerate(shape.paths for shape in shapes):
                yield from (((kind, position, "paths", at), path, words) for at, path in enumerate(paths))
        for position, account in enumerate(self.accounts):
            found = frozenset.intersection(*(_kept(path) for path in account.paths))
            yield ("accounts", position, "handle"), account.handle, found
            yield ("accounts", position, "url"), account.url, found

    def _shapes(self) -> dict[str, tuple[Other | Account, ...]]:
        return {"others": self.others, "accounts": self.accounts}

    def owns(self, host: str) -> bool:
        """Whether a host, in small letters, is this platform's."""
        return bool(self._host.fullmatch(host))

    def find(self, target: str) -> tuple[str, str]:
        """(path with its query) -> the account's handle and address; NotAnAddress for anything else."""
        for other in self.others:
            if any(self._pattern(path, re.IGNORECASE).fullmatch(target) for path in other.paths):
                raise NotAnAddress(other.why)
        for account in self.accounts:
            if found := self._match(account, target):
                return account.handle.format(**found), account.url.format(**found)
        raise NotAnAddress("no_handle")

    def _match(self, account: Account, target: str) -> Mapping[str, str]:
        flags = re.NOFLAG if account.keeps_case else re.IGNORECASE
        for path in account.paths:
            if found := self._pattern(path, flags).fullmatch(target):
                words = found.groupdict()
                return words if account.keeps_case else {name: word.lower() for name, word in words.items()}
        return {}

    def _pattern(self, path: str, flags: re.RegexFlag) -> re.Pattern[str]:
        """A path as a pattern; only a path that names a query looks at the query."""
        path, asks, query = path.partition("?")
        tail = rf"\?(?:.*&)?{self._words(query)}(?:&.*)?" if asks else r"(?:\?.*)?"
        return re.compile(self._words(path) + tail, flags | re.ASCII | re.DOTALL)

    def _words(self, path: str) -> str:
        return "".join(self._word(part) for part in re.split(r"(\{\w+\})", path))

    def _word(self, part: str) -> str:
        name = part.strip("{}")
        if part != f"{{{name}}}":
            return re.escape(part)
        pattern = self.known_words[name]
        return pattern if name in _PASSED_OVER else f"(?P<{name}>{pattern})"


def _kept(path: str) -> frozenset[str]:
    """What a path says about its account."""
    return frozenset(re.findall(r"\{(\w+)\}", path)) - _PASSED_OVER


def split(text: str) -> SplitResult:
    """The parts of a link, with or without its scheme; NotAnAddress where it hides something or is none."""
    if any(character.isspace() or character in "\\<>" or not character.isprintable() for character in text):
        raise NotAnAddress("no_handle")
    scheme, colon, _ = text.partition("://")
    if colon and scheme.lower() not in ("http", "https"):
        raise NotAnAddress("not_https")
    try:
        parts = urlsplit(text if colon else f"https://{text}")
        port = parts.port
    except ValueError:
        raise NotAnAddress("no_handle") from None
    if "@" in parts.netloc:
        raise NotAnAddress("credentials_in_link")
    if port not in (None, 80, 443) or not _HOST.fullmatch(host_of(parts)) or "xn--" in host_of(parts):
        raise NotAnAddress("not_this_platform")
    return parts


def host_of(parts: SplitResult) -> str:
    """The host of a link in small letters, without the dot that may end it."""
    return (parts.hostname or "").removesuffix(".")


def target(parts: SplitResult) -> str:
    """The path and the query of a link, decoded once and without its last slashes."""
    path = re.sub(r"/+", "/", parts.path).rstrip("/")
    plain = unquote(path)
    if not plain.isprintable() or plain.count("/") != path.count("/") or "?" in plain or _climbs(plain):
        raise NotAnAddress("no_handle")
    return f"{plain}?{parts.query}" if parts.query else plain


def _climbs(path: str) -> bool:
    return bool({".", ".."} & set(path.split("/")))


def website(tool: str, parts: SplitResult) -> Address:
    """A website is known by its host and path; `www.` is the same site, http is not safe enough to register."""
    if parts.scheme != "https":
        raise NotAnAddress("not_https")
    if not parts.path.isascii() or _climbs(parts.path):
        raise NotAnAddress("no_handle")
    place = host_of(parts).removeprefix("www.") + parts.path.rstrip("/")
    return Address(tool, place, f"https://{host_of(parts)}{parts.path.rstrip('/') or '/'}")
