"""Where nobody holds the roles that a report needs: it says so, is not sent into the void, and loses nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.replies import Fix, Open, Swap
from bot.ui import TextField, plain, plain_body
from tests.office import Office, office
from tests.reports import ANSWERS, CALM, last_screen, taken
from tests.stage import CONTENT

VACANT = ("human_resources", "superintendent", "on_call")
NOT_SENT = "Not sent: no one who may read this report would receive it right now."


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Office]:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    district = content / "district.yaml"
    text = district.read_text(encoding="utf-8")
    for role in VACANT:
        text = re.sub(rf"^  {role}: \[.*\]$", f"  {role}: []", text, flags=re.MULTILINE)
    district.write_text(text, encoding="utf-8")
    environment = {"WEB_PLAYGROUND": "1", "CONTENT_DIR": str(content)}
    async with office(f"sqlite+aiosqlite:///{tmp_path}/vacant.db", environment) as opened:
        yield opened


async def test_a_report_about_staff_that_nobody_would_get_stays_a_draft_and_says_whom_to_call(opened: Office) -> None:
    form = (await last_screen(opened, "kim", "staff_conduct")).form
    now = await opened.send("kim", form, ANSWERS | {"note": "What I saw."})
    assert isinstance(now, Fix)
    assert now.errors["note"].startswith(NOT_SENT)
    assert "Please call 360-555-0113" in now.errors["note"]
    assert [field.value for field in now.form.fields if isinstance(field, TextField)] == ["What I saw."]
    assert (await opened.case("I-1001")).state == "draft"
    await opened.settle()
    for name in ("casey", "devon", "pat", "drew"):
        assert not any("I-1001" in said for said in await opened.chat(name))


async def test_an_ordinary_report_goes_its_way(opened: Office) -> None:
    assert (await taken(opened)).state == "taken"


async def test_a_case_is_not_passed_on_to_nobody(opened: Office) -> None:
    case = await taken(opened)
    now = await opened.press("casey", "recategorise", case)
    assert isinstance(now, Open)
    answer = await opened.send("casey", now.form, ANSWERS | {"category": "staff_conduct"})
    assert isinstance(answer, Fix)
    assert answer.errors["category"].startswith(NOT_SENT)
    assert await opened.case(case.ref) == case


async def test_no_alarm_is_said_to_be_sent_where_nobody_is_on_call(opened: Office) -> None:
    now = await opened.say("kim", "/report-account")
    assert isinstance(now, Open)
    texts = await opened.send("kim", now.form, {**CALM, "danger": "yes"})
    assert isinstance(texts, Open)
    said = plain_body(texts.form.body)
    assert "Call 911 now." in said
    assert "Nobody at the district has been alerted yet." in said
    case = await opened.case("I-1001")
    assert (case.state, case.data.get("alarm")) == ("draft", None)
    answer = await opened.press("kim", "raise_alarm", case)
    assert isinstance(answer, Swap | None)
    await opened.settle()
    assert any("Nobody was alerted: nobody is on call for I-1001." in said for said in await opened.chat("kim"))
    assert "An alert to the on-call team was raised on" not in "\n".join(
        [*await opened.chat("kim"), plain(answer.card) if answer else ""]
    )
