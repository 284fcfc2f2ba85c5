"""An office whose people send files from the chat: a page, and a copy of it in which something is painted over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.evidence_office import Drawer, office_with
from tests.files import content
from tests.office import Office

PAGE = "page.png"
REDACTED = "redacted.png"


@pytest.fixture
def drawer() -> Drawer:
    return Drawer({name: content(name) for name in (PAGE, REDACTED)})


@pytest.fixture
async def opened(tmp_path: Path, drawer: Drawer) -> AsyncIterator[Office]:
    async with office_with(drawer, tmp_path) as opened:
        yield opened
