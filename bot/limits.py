"""What fits: the refusal that an element raises when it is built too long, empty or malformed."""

from __future__ import annotations

import re

LONGEST_EMAIL = 254
"""Characters of an e-mail address (RFC 5321, 4.5.3.1.3: a path of 256, less its two brackets)."""


class DoesNotFit(ValueError):
    """An element is too long, empty or malformed for one of the platforms."""


def fit(what: str, text: str, most: int, *, least: int = 0) -> None:
    """Raise DoesNotFit unless the text has so many characters."""
    if not least <= len(text) <= most:
        raise DoesNotFit(f"{what} has {len(text)} characters; {least} to {most} are allowed")


def fit_name(what: str, name: str) -> None:
    """Raise DoesNotFit unless this can name a field, an action or a form on every platform."""
    if not re.fullmatch(r"[a-z0-9_.]{1,100}", name):
        raise DoesNotFit(f"{what} {name!r} may hold small letters, digits, dots and underscores only")
