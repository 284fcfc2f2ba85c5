"""What every browser test is given."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browser.servers import ROOT
from tests.browser.window import Pictures, chromium


@pytest.fixture
def pictures() -> Pictures:
    """Gives an empty folder for pictures by its name: where ARTIFACTS says, else in `artifacts`."""
    return _emptied


def _emptied(name: str) -> Path:
    folder = Path(os.environ.get("ARTIFACTS") or ROOT / "artifacts").resolve() / name
    shutil.rmtree(folder, ignore_errors=True)
    return folder


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started
