"""From whatever somebody pasted to the one address of an account, by the shapes that a platform's file lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal
from urllib.parse import SplitResult

from pydantic import Field

from bot.content.links import NotAnAddress, Why, climbs, host_of
from bot.content.web_links import telling
from bot.content.yaml_files import Part, Spot

Kind = Literal["account", "post", "group", "page"]

_WHY: Mapping[Kind, Why] = {
    "post": "post_not_account",
    "group": "private_group",
    "page": "no_handle",
    "account": "no_handle",
}
"""What keeps somebody from registering what a shape leads to."""

ANY_WEBSITE = "website"
"""The tool of a link whose host belongs to no platform."""

LONGEST = 300
"""Characters of an address; what is longer is no address that somebody could check."""

_BUILT_IN = {"id": r"[0-9]+", "any": r"[^/?]+", "rest": r".+"}
_PASSED_OVER = frozenset({"any", "rest"})
_SUBDOMAINS = r"(?:www|m|mobile|web|touch|[a-z]{2}(?:-[a-z]{2})?)"


@dataclass(frozen=True, slots=True)
class Address:
    """One account: its tool, its handle there, and the https address that everybody can open; "" where it has none."""

    tool: str
    handle: str
    url: str
    is_website: bool = False

    @property
    def key(self) -> str:
        """The same for every spelling of one account, and for no other account. A website has one whatever tool
        somebody takes it for: a blog, a wiki, the page of a class."""
        return f"{ANY_WEBSITE if self.is_website else self.tool}:{self.handle}"


class Account(Part):
    """A shape that leads to an account: the paths that it is seen under, its handle and its address.

    A `personal` one is a person's own. It can be reported, and is not registered: accounts belong to the district
    (requirement 1.6).
    """

    paths: Annotated[tuple[str, ...], Field(min_length=1)]
    handle: str
    url: Annotated[str, Field(pattern=r"^https://")]
    keeps_case: bool = False
    personal: bool = False


class Other(Part):
    """A shape that leads to something that nobody registers: a post, a group, a person, the platform's own pages.

    `key` and the kind name the thing, and no other; without a key its path does. `handle` says whose it is, as an
    account's does. Only `{handle}` loses its capitals: in the id of a post they count.
    """

    kind: Kind
    paths: Annotated[tuple[str, ...], Field(min_length=1)]
    key: str = ""
    url: Annotated[str, Field(pattern=r"^https://")] | None = None
    handle: str = ""


Words = Mapping[str, str]


class Addresses(Part):
    """What the addresses of a platform look like.

    In a path `{handle}` and the other `words` stand for what their pattern says, `{id}` for digits, `{any}` for
    one part, `{rest}` for all that follows. A path that begins with a host is seen on that host alone. `alone` is
    the path of a handle that was typed without a link.
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

    @cached_property
    def _short_hosts(self) -> frozenset[str]:
        return frozenset(path.partition("/")[0] for shape in self.every_shape for path in shape.paths) - {""}

    @property
    def every_shape(self) -> tuple[Other | Account, ...]:
        """All shapes, in the order in which a link is compared with them."""
        return (*self.others, *self.accounts)

    @property
    def known_words(self) -> Words:
        """What may stand in curly brackets, and the pattern that it stands for."""
        return _BUILT_IN | self.words

    def templates(self) -> Iterator[tuple[Spot, str, frozenset[str]]]:
        """Every text with blanks: where it stands, the text, and what may stand in its curly brackets."""
        words = frozenset(self.known_words)
        yield ("alone",), self.alone, frozenset({"handle"})
        for kind, shapes in self._shapes().items():
            for position, shape in enumerate(shapes):
                yield from (((kind, position, "paths", at), path, words) for at, path in enumerate(shape.paths))
                found = frozenset.intersection(*(_kept(path) for path in shape.paths))
                for name, text in shape.model_dump(include={"key", "handle", "url"}, exclude_none=True).items():
                    yield (kind, position, name), text, found

    def _shapes(self) -> dict[str, tuple[Other | Account, ...]]:
        return {"others": self.others, "accounts": self.accounts}

    def owns(self, host: str) -> bool:
        """Whether a host, in small letters, is this platform's."""
        return bool(self._host.fullmatch(host)) or host.removeprefix("www.") in self._short_hosts

    def place(self, host: str, target: str) -> str:
        """What shapes are compared with: the path alone, or on a short host the host before it."""
        bare = host.removeprefix("www.")
        return bare + target if bare in self._short_hosts else target

    def shape(self, place: str) -> tuple[Other | Account, Words] | None:
        """The first shape that a place has, and what stands in its blanks."""
        for shape in self.every_shape:
            if (words := self._match(shape, place)) is not None:
                return shape, words
        return None

    def find(self, place: str) -> tuple[str, str]:
        """(path with its query) -> the account's handle and address; NotAnAddress for anything else."""
        shape, words = self.shape(place) or (None, {})
        if isinstance(shape, Account) and shape.personal:
            raise NotAnAddress("personal_profile")
        if isinstance(shape, Account):
            return shape.handle.format(**words), shape.url.format(**words)
        raise NotAnAddress(_WHY[shape.kind] if shape else "no_handle")

    def _match(self, shape: Other | Account, place: str) -> Words | None:
        keeps_case = isinstance(shape, Account) and shape.keeps_case
        for path in shape.paths:
            if found := self._pattern(path, re.NOFLAG if keeps_case else re.IGNORECASE).fullmatch(place):
                return found.groupdict() if keeps_case else _lowered(found.groupdict(), shape)
        return None

    def _pattern(self, path: str, flags: re.RegexFlag) -> re.Pattern[str]:
        """A path as a pattern; only a path that names a query looks at the query, in whatever order it is."""
        path, asks, query = path.partition("?")
        asked = "".join(rf"(?=(?:.*&)?{self._words(part)}(?:&|$))" for part in query.split("&"))
        tail = rf"\?{asked}.*" if asks else r"(?:\?.*)?"
        return re.compile(self._words(path) + tail, flags | re.ASCII | re.DOTALL)

    def _words(self, path: str) -> str:
        return "".join(self._word(part) for part in re.split(r"(\{\w+\})", path))

    def _word(self, part: str) -> str:
        name = part.strip("{}")
        if part != f"{{{name}}}":
            return re.escape(part)
        pattern = self.known_words[name]
        return pattern if name in _PASSED_OVER else f"(?P<{name}>{pattern})"


def _lowered(words: Words, shape: Other | Account) -> Words:
    return {
        name: word.lower() if name == "handle" or isinstance(shape, Account) else word for name, word in words.items()
    }


def _kept(path: str) -> frozenset[str]:
    """What a path says about what it leads to."""
    return frozenset(re.findall(r"\{(\w+)\}", path)) - _PASSED_OVER


def website(tool: str, parts: SplitResult) -> Address:
    """A website is known by its host, its path and what its query says: on many school sites all teachers' pages have
    one path. `www.` is the same site; http is not safe enough to register."""
    if parts.scheme != "https":
        raise NotAnAddress("not_https")
    if not parts.path.isascii() or climbs(parts.path):
        raise NotAnAddress("no_handle")
    query = telling(parts.query)
    asked = f"?{query}" if query else ""
    place = host_of(parts).removeprefix("www.") + parts.path.rstrip("/") + asked
    return Address(tool, place, f"https://{host_of(parts)}{parts.path.rstrip('/') or '/'}{asked}", is_website=True)
