"""A link as it was pasted, taken apart: its host, and the path and query that say what it leads to."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

Why = Literal[
    "empty",
    "too_long",
    "not_a_link",
    "which_tool",
    "not_this_platform",
    "no_handle",
    "credentials_in_link",
    "internal_address",
    "not_https",
    "private_group",
    "post_not_account",
    "personal_profile",
]

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z]")


class NotAnAddress(ValueError):
    """A text that leads to nothing that could be kept. `why` is the last word of a wording key."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


def has_strange_characters(text: str) -> bool:
    """Whether a text holds what no link has as browsers show it: spaces, line ends, control characters, slashes
    that lean the other way."""
    return any(character.isspace() or character in "\\<>" or not character.isprintable() for character in text)


def split(text: str) -> SplitResult:
    """The parts of a link, with or without its scheme; NotAnAddress where it hides something or is none."""
    if has_strange_characters(text):
        raise NotAnAddress("no_handle")
    scheme, colon, _ = text.partition("://")
    if colon and scheme.lower() not in ("http", "https"):
        raise NotAnAddress("not_https")
    try:
        parts = urlsplit(text if colon else f"https://{text}")
        port = parts.port
    except ValueError:
        raise NotAnAddress("no_handle") from None
    if parts.netloc.startswith("@"):
        raise NotAnAddress("no_handle")
    if "@" in parts.netloc:
        raise NotAnAddress("credentials_in_link")
    if port not in (None, 80, 443) or not _HOST.fullmatch(host_of(parts)) or "xn--" in host_of(parts):
        raise NotAnAddress("not_this_platform")
    return parts


def host_of(parts: SplitResult) -> str:
    """The host of a link in small letters, without the dot that may end it."""
    return (parts.hostname or "").removesuffix(".")


def target(path: str, query: str) -> str:
    """The path and the query of a link, decoded once and without its last slashes."""
    path = re.sub(r"/+", "/", path).rstrip("/")
    plain = unquote(path)
    if not plain.isprintable() or plain.count("/") != path.count("/") or "?" in plain or climbs(plain):
        raise NotAnAddress("no_handle")
    return f"{plain}?{query}" if query else plain


def climbs(path: str) -> bool:
    """Whether a path steps upwards, and so may lead elsewhere than it seems to."""
    return bool({".", ".."} & set(path.split("/")))
