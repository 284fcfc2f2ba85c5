"""Who people are to the district: their e-mail address, in small letters."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.limits import LONGEST_EMAIL

_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def in_small_letters(email: str) -> str:
    """An address as it is compared; "" where it holds anything but plain letters, digits and signs.

    Letters of other scripts are turned away before they are made small: some of them, such as the sign for
    Kelvin, become a plain letter and would pass for the district's own.
    """
    small = email.strip().lower() if email.isascii() else ""
    return small if _ADDRESS.fullmatch(small) else ""


def domain(email: str) -> str:
    """What stands after the @; "" for an empty address."""
    return email.rpartition("@")[2]


def _email(text: str) -> str:
    if not in_small_letters(text):
        raise ValueError(f"“{text}” is not an email address. Write it like pat@example.org.")
    return in_small_letters(text)


Email = Annotated[str, Field(max_length=LONGEST_EMAIL), AfterValidator(_email)]
