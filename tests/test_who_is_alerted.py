"""An alert reaches somebody else than the one who raises it, and whoever the answers alone name hears of it."""

from __future__ import annotations

from pathlib import Path

from bot.replies import Open
from tests.changed_content import changed
from tests.office import ON_THE_WEB, Office, office
from tests.reports import ANSWERS, CALM, report_without

RAISED = "An alert to the on-call team was raised on"
ANSWER = "[I am on it]"


async def in_danger(opened: Office, name: str, **answers: str) -> None:
    """Somebody answers the safety questions so, and puts the phone away."""
    now = await opened.say(name, "/report-account")
    assert isinstance(now, Open)
    await opened.send(name, now.form, {**CALM, "danger": "yes", **answers})


async def test_whoever_is_alone_on_call_and_in_danger_alerts_the_superintendents_office(
    address: str, tmp_path: Path
) -> None:
    content = changed(
        tmp_path, "district.yaml", "on_call: [toni@example.org, casey@example.org]", "on_call: [kim@example.org]"
    )
    async with office(address, {**ON_THE_WEB, "CONTENT_DIR": str(content)}) as opened:
        await in_danger(opened, "kim")
        (alerted,) = await opened.told("robin")
        assert "Kim Tanaka alerted the on-call team." in alerted
        assert ANSWER in alerted
        own = "\n".join(await opened.told("kim"))
    assert RAISED in own
    assert ANSWER not in own


async def test_whoever_alerts_is_not_among_those_who_are_asked(opened: Office) -> None:
    await in_danger(opened, "toni")
    assert ANSWER in "\n".join(await opened.told("casey"))
    assert ANSWER not in "\n".join(await opened.told("toni"))


async def test_where_the_others_on_call_are_left_out_whoever_handles_it_is_alerted(opened: Office) -> None:
    case = await report_without(opened, "toni", "casey", self_harm="yes")
    await opened.press("toni", "raise_alarm", case)
    assert f"Toni Russo alerted the on-call team about {case.ref}" in (await opened.told("devon"))[-1]
    assert await opened.told("casey") == []


async def test_whom_the_answers_alone_name_hears_of_an_alert_before_the_report_is_finished(
    address: str, tmp_path: Path
) -> None:
    content = changed(
        tmp_path, "district.yaml", "on_call: [toni@example.org, casey@example.org]", "on_call: [ira@example.org]"
    )
    async with office(address, {**ON_THE_WEB, "CONTENT_DIR": str(content)}) as opened:
        await in_danger(opened, "kim", sexual_image="yes_minor")
        for name in ("toni", "tracy"):
            (said,) = await opened.told(name)
            assert said.startswith("I-1001 is an alert about Central High School.")
            await opened.say(name, "I-1001")
            assert "Danger to life" in (await opened.told(name))[-1]
        assert [await opened.told(name) for name in ("casey", "devon", "harper")] == [[], [], []]


async def test_whoever_alerted_is_asked_an_hour_later_to_finish_the_report(opened: Office) -> None:
    await in_danger(opened, "kim")
    before = await opened.told("kim")
    opened.clock.move(hours=1)
    (asked,) = (await opened.told("kim"))[len(before) :]
    assert "\nI-1001 is not finished." in asked
    assert "[Finish your report]" in asked


async def test_whoever_finished_the_report_is_not_asked_to(opened: Office) -> None:
    await in_danger(opened, "kim")
    now = await opened.press("kim", "complete", await opened.case("I-1001"))
    await opened.finish("kim", now, {**ANSWERS, "what": "threat", "link": "https://www.instagram.com/threat.page"})
    opened.clock.move(hours=1)
    assert not any("is not finished." in said for said in await opened.told("kim"))
