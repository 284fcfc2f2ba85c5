"""An office whose content lies in a folder of its own, where somebody edits it while the office is open."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.office import ON_THE_WEB, Office, office
from tests.opened import CONTENT


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The sample's content in a folder of its own."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture
async def district(address: str, content: Path) -> AsyncIterator[Office]:
    """The office of that content."""
    async with office(address, {**ON_THE_WEB, "CONTENT_DIR": str(content)}) as running:
        yield running


async def round_of(district: Office) -> None:
    """What nobody presses a button for is done once, and told."""
    await district.building.upkeep.round()
    await district.settle()
