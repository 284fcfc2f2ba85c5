"""How the audit log may hold a setting: what it says; of a secret, that it is set, and a mark that no other has."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, SecretStr

LONG_ENOUGH, MARK = 32, 8
"""Characters: of a secret that gets a mark, and of that mark."""

_SAID: Mapping[type, Callable[[Any], str]] = {
    bool: lambda switch: "1" if switch else "",
    str: lambda address: re.sub(r"//[^/@]*@", "//", address),  # somebody may sign in with an address
    tuple: ", ".join,
    type(None): lambda _nothing: "",
}


def as_logged(group: BaseModel) -> dict[str, str]:
    """(a group of settings) -> each by the name that the environment has for it, as the log may hold it."""
    named = {field.alias: getattr(group, name) for name, field in type(group).model_fields.items() if field.alias}
    return {alias: _said(alias, value) for alias, value in named.items()}


def _said(alias: str, value: Any) -> str:
    if isinstance(value, SecretStr):
        return _mark(alias, value.get_secret_value())
    return _SAID.get(type(value), str)(value)


def _mark(alias: str, secret: str) -> str:
    """`(set, 5f3a91c2)`: another mark where the secret is another one; `(set)` where a mark would help to guess it."""
    # Who reads a mark can try secrets against it: in vain with long random ones, and soon with what a person chose.
    if len(secret) < LONG_ENOUGH or alias == "DATABASE_URL":
        return "(set)" if secret else ""
    return f"(set, {hmac.new(secret.encode(), alias.encode(), 'sha256').hexdigest()[:MARK]})"
