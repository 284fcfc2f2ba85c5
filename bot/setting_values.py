"""What the value of a setting may look like: switches, lists, hosts, addresses, keys.

None of these says the value in its fault: it may be a secret.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, Strict

from bot.loopback import is_here

Switch = Annotated[bool, BeforeValidator(lambda value: {"1": True, "0": False}.get(value, value)), Strict()]
"""1 is on; 0, empty or unset is off."""


def listed(value: object) -> Any:
    """(what was written) -> the values between its commas; anything but text as it is."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


Value = TypeVar("Value")
Listed = Annotated[tuple[Value, ...], BeforeValidator(listed)]
"""Several values, separated by commas."""

Host = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$")]
Origin = Annotated[str, Field(pattern=r"^(https?://)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]+)?$")]
"""The name of a machine, or where to reach it: `https://files.example.org`."""

EntraId = Annotated[str, AfterValidator(str.lower)]
"""An ID that Entra gave. Whoever copies it may get capitals; Teams always writes small letters."""


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    schemes = ("http", "https") if is_here(parts.hostname or "") else ("https",)  # else passwords go by in the clear
    if parts.scheme not in schemes or not parts.hostname or " " in value or parts.port == 0:
        raise ValueError("no address of the web")  # as urlsplit does of a port that is no number
    if parts.username is not None or "?" in value or "#" in value:  # the log and every link would repeat a secret there
        raise ValueError("more than an address")
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]


def _fernet_keys(value: SecretStr) -> SecretStr:
    for key in listed(value.get_secret_value()):
        Fernet(key)  # a ValueError says nothing of the key itself
    return value


EvidenceKeys = Annotated[SecretStr, AfterValidator(_fernet_keys)]
"""Fernet keys, newest first, separated by commas."""
