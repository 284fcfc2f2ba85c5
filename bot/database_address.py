"""The address of a database: what it may look like, and what the asynchronous driver takes of it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl, urlencode, urlsplit

from pydantic import AfterValidator, SecretStr

_DRIVERS = {
    "postgres://": "postgresql+asyncpg://",
    "postgresql://": "postgresql+asyncpg://",
    "sqlite://": "sqlite+aiosqlite://",
}

_OPTIONS = {"sslmode": "ssl", "channel_binding": ""} | {
    name: name for name in ("ssl", "target_session_attrs", "host", "port", "prepared_statement_cache_size")
}
"""What is written behind the `?` of a PostgreSQL address, and how the driver calls it; "" for what it does not know and
does not need (it binds no channel). A misspelled one would end in an error of the driver's at the first connection."""

_SSL = frozenset({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})


def _known(value: SecretStr) -> SecretStr:
    address = value.get_secret_value()
    if not address.startswith((*_DRIVERS, *_DRIVERS.values())):
        raise ValueError("neither SQLite nor PostgreSQL")
    if address.startswith("sqlite"):
        _look_at_file(address)
    else:
        _look_at_server(address)
    return value


def _look_at_file(address: str) -> None:
    before, _, file = address.partition("://")[2].partition("?")[0].partition("/")
    if before or file.strip("/") in ("", ":memory:"):
        raise ValueError("no file")  # SQLite would keep everything in memory, and forget it


def _look_at_server(address: str) -> None:
    # A password may hold signs that end an address elsewhere, so only what follows it is looked at.
    found = urlsplit(f"//{_behind_the_password(address)}")
    if found.port == 0:
        raise ValueError("no port")
    options = dict(parse_qsl(found.query, keep_blank_values=True))
    if options.keys() - _OPTIONS.keys() or {options.get("ssl", "allow"), options.get("sslmode", "allow")} - _SSL:
        raise ValueError("an option that the driver does not know")


def _behind_the_password(address: str) -> str:
    return address.rpartition("@")[2].rpartition("//")[2]


DatabaseAddress = Annotated[SecretStr, AfterValidator(_known)]
"""SQLite or PostgreSQL; an address may hold a password, so it is kept like one."""


def for_driver(address: str) -> str:
    """A known address as SQLAlchemy takes it: with the asynchronous driver named, and options as that driver calls
    them."""
    begins = next((plain for plain in _DRIVERS if address.startswith(plain)), "")
    named = _DRIVERS.get(begins, "") + address.removeprefix(begins)
    return named if named.startswith("sqlite") else _with_options_of_asyncpg(named)


def _with_options_of_asyncpg(address: str) -> str:
    _, mark, written = _behind_the_password(address).partition("?")
    options = {_OPTIONS[name]: value for name, value in parse_qsl(written) if _OPTIONS[name]}
    return address.removesuffix(mark + written) + (f"?{urlencode(options)}" if options else "")
