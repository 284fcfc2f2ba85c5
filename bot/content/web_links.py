"""Any link that somebody reports, brought to one spelling; it is read and never opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from socket import inet_aton
from urllib.parse import SplitResult, quote, urlsplit

import idna

from bot.content.links import NotAnAddress, climbs, has_strange_characters, host_of

LONGEST = 2_000
"""Characters of a reported link; with all that a platform hangs on it, it is longer than one that is registered."""

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|ttclid|igshid|igsh|mc_[ce]id)(?:=.*)?"
)
_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:(?=\S)(?![0-9]{1,5}(?:[/?#]|$))", re.IGNORECASE)
_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*")
_NUMBER = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|[0-9]+)")
_AT_HOME = frozenset({"localhost", "local", "internal", "intranet", "lan", "home", "corp"})
"""What the last part of a name is that only a network of one's own knows."""

_OPENS_A_PAGE = ("/", "!/")
"""How a fragment begins that many websites use like a path; any other only scrolls."""

_TOLD_APART_BY_FRAGMENT = frozenset({"signal.group", "signal.me"})
"""Hosts on which nothing but the fragment says what a link leads to."""

_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BEFORE = "\"'“”‘’«([{*_~`"
_AFTER = "\"'“”‘’».,;:!?…*`"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link on the web in its one spelling: `host` in small letters and Latin ones, with its port if it has an odd
    one; `path` without its last slashes; `query` without what only tracks."""

    scheme: str
    host: str
    path: str
    query: str
    fragment: str

    @property
    def place(self) -> str:
        """What the link leads to, the same whether it is typed with `www.`, with https, or without."""
        return self.host.removeprefix("www.") + self.target

    @property
    def target(self) -> str:
        """All that follows the host."""
        return f"{self.path}{self.query and f'?{self.query}'}{self.fragment and f'#{self.fragment}'}"

    @property
    def url(self) -> str:
        """The whole link, as a browser takes it."""
        return f"{self.scheme}://{self.host}{self.target if self.path else f'/{self.target}'}"


def web_link(text: str) -> WebLink:
    """The link that a text is, with or without its scheme.

    Raises NotAnAddress: `not_a_link`, `too_long`, `not_https` (it is a script, a file or something else that is not
    on the web), `credentials_in_link`, `internal_address` (only one network knows it).
    """
    if len(text) > LONGEST:
        raise NotAnAddress("too_long")
    if _OTHER_SCHEME.match(text):
        raise NotAnAddress("not_https")
    if has_strange_characters(text):
        raise NotAnAddress("not_a_link")
    has_scheme = text.lower().startswith(("http://", "https://"))
    parts, host = _parts(text if has_scheme else f"https://{text}")
    if _is_internal(host):
        raise NotAnAddress("internal_address" if has_scheme or "." in host or host in _AT_HOME else "not_a_link")
    return _spelled(parts, host)


def _parts(text: str) -> tuple[SplitResult, str]:
    try:
        parts = urlsplit(text)
        host = _host(host_of(parts))
        _ = parts.port  # a port beyond 65535 shows only when it is read
    except (ValueError, OSError):
        raise NotAnAddress("not_a_link") from None
    if "@" in parts.netloc:
        raise NotAnAddress("credentials_in_link")
    if climbs(_one_spelling(parts.path)):
        raise NotAnAddress("not_a_link")
    return parts, host


def _host(written: str) -> str:
    """A host as browsers send it: letters of other scripts in Latin ones, numbers as four.

    That keeps a lookalike of a name apart from the name, and every spelling of one number together.
    """
    host = written if written.isascii() else idna.encode(written, uts46=True).decode()
    if ":" in host:
        return str(ip_address(host))
    if _NUMBER.fullmatch(host):
        return str(IPv4Address(inet_aton(host)))
    if not _NAME.fullmatch(host):
        raise ValueError(host)
    return host


def _is_internal(host: str) -> bool:
    number = _number(host)
    return not number.is_global if number else "." not in host or host.rpartition(".")[2] in _AT_HOME


def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _spelled(parts: SplitResult, host: str) -> WebLink:
    shown = f"[{host}]" if ":" in host else host
    return WebLink(
        parts.scheme,
        shown if parts.port in (None, 80, 443) else f"{shown}:{parts.port}",
        _firm_end(_one_spelling(parts.path).rstrip("/")),
        telling(parts.query),
        _firm_end(_one_spelling(parts.fragment)) if _tells(parts.fragment, host) else "",
    )


def _tells(fragment: str, host: str) -> bool:
    """Whether a fragment says what a link leads to."""
    return fragment.startswith(_OPENS_A_PAGE) or host.removeprefix("www.") in _TOLD_APART_BY_FRAGMENT


def telling(query: str) -> str:
    """A query in its one spelling, without what only tracks."""
    return _firm_end("&".join(part for part in _one_spelling(query).split("&") if not _TRACKING.fullmatch(part)))


def _one_spelling(text: str) -> str:
    """`%7e` and `~` are one, `%2F` and `/` are not; letters beyond ASCII are escaped."""
    escaped = _LONE_PERCENT.sub("%25", text)
    return quote(_ESCAPE.sub(_unescaped, escaped), safe="%/?#[]@!$&'()*+,;=:")


def _firm_end(text: str) -> str:
    """What a sentence could have added to a link is escaped at its end, so that it is not taken off again."""
    return f"{text[:-1]}%{ord(text[-1]):02X}" if text and text[-1] in (*_AFTER, *_BRACKETS) else text


def _unescaped(escape: re.Match[str]) -> str:
    letter = chr(int(escape[0][1:], 16))
    return letter if _UNRESERVED.fullmatch(letter) else escape[0].upper()


def words_of(message: str) -> Iterator[str]:
    """The words of a message without the quotation marks, brackets and full stops that stand around links."""
    for word in re.split(r"[\s<>]+", message):
        bare = word.lstrip(_BEFORE)
        while bare and (bare[-1] in _AFTER or _closes_nothing(bare)):
            bare = bare[:-1]
        if bare:
            yield bare


def _closes_nothing(word: str) -> bool:
    """Whether a word ends with a bracket that was opened before it; `/wiki/School_(film)` keeps its own."""
    opening = _BRACKETS.get(word[-1])
    return bool(opening) and word.count(word[-1]) > word.count(opening or "")
