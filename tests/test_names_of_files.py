"""What a file is called may say what nobody should read: no line of the log has it, and of one that may not be held
nothing has."""

from __future__ import annotations

import logging

import pytest

from bot.platforms.base import FileLost
from tests.evidence_office import Drawer, sends
from tests.office import Office
from tests.reports import report
from tests.sent_files import PAGE
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened


async def test_one_that_may_be_a_sexual_image_is_named_nowhere(
    opened: Office, drawer: Drawer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await report(opened, sexual_image="unsure")
    said = await sends(opened, "kim", file=PAGE)
    assert "This chat still holds your file" in said
    assert PAGE not in said
    assert drawer.fetched == []
    assert PAGE not in caplog.text
    assert PAGE not in str([case.data for case, _ in await opened.everything()])


@pytest.mark.parametrize("lies_there", [None, b"MZ", FileLost("gone"), RuntimeError("the chat is ill")])
async def test_of_an_ordinary_report_only_its_sender_reads_it(
    opened: Office, drawer: Drawer, caplog: pytest.LogCaptureFixture, lies_there: object
) -> None:
    caplog.set_level(logging.INFO)
    drawer.holds[PAGE] = lies_there or drawer.holds[PAGE]
    await report(opened)
    await sends(opened, "kim", file=PAGE)
    opened.clock.move(days=2)
    assert PAGE in "\n".join(await opened.told("kim"))
    assert PAGE not in caplog.text
