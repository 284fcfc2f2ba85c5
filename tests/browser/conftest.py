"""What every browser test is given."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browser.servers import ROOT
from tests.browser.window import chromium


@pytest.fixture
def pictures() -> Path:
    """Where the pictures go: the folder that ARTIFACTS names, else `artifacts` here."""
    return Path(os.environ.get("ARTIFACTS") or ROOT / "artifacts").resolve()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started
