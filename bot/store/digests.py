"""The digest of a row: the same in either database, so that rows can be compared across a move and across years."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def digest(row: Mapping[str, Any]) -> bytes:
    """(its columns by their names) -> SHA-256. An empty column counts as none at all: one that a later version adds
    changes nothing of the rows that were there before."""
    return sha256(_written(row)).digest()


def _written(row: Mapping[str, Any]) -> bytes:
    held = {name: value for name, value in row.items() if value is not None}
    plain = {name: sha256(value).hexdigest() if isinstance(value, bytes) else value for name, value in held.items()}
    return json.dumps(plain, sort_keys=True, default=str).encode()
