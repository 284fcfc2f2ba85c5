"""A link into a group or a chat is reported like any other; nobody is sent in there in order to look."""

from __future__ import annotations

import pytest

from bot.ui import FilesField, Form, Text
from bot.workflow import Case
from tests.office import Office
from tests.opened import sample
from tests.reports import LINK, closed, last_screen, report
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened
from tests.test_same_link import shows

TOOLS = sample().content.tools
GROUP = "https://chat.whatsapp.com/AbC123"
NOBODY = "Nobody should join, or ask a student to join or to show their phone, in order to look."
COUNT_MOST = "Screenshots with the time and the names of those who wrote count most."
LINKS = [
    "https://www.facebook.com/groups/central.gossip",
    "https://www.facebook.com/groups/central.gossip/posts/12",
    "https://discord.gg/AbC12",
    "https://discord.com/channels/1/2/3",
    GROUP,
    "t.me/+AbC123",
    "https://signal.group/#CjQKIAbC",
    "https://groupme.com/join_group/12/AbC",
    "https://ig.me/j/AbC123/",
]


def said(form: Form) -> str:
    """The sentences that stand on a screen."""
    return "\n".join(element.text for element in form.body if isinstance(element, Text))


@pytest.mark.parametrize("link", LINKS)
async def test_whoever_reports_it_reads_so_before_sending_and_whoever_handles_it_on_the_card(
    opened: Office, link: str
) -> None:
    now = await last_screen(opened, "kim", "bullying", link=link)
    for screen in (said(now.form), await card_of(opened, await report(opened, "lee", "bullying", link=link))):
        assert screen.count(NOBODY) == 1
        assert screen.count(COUNT_MOST) == 1
    assert any(isinstance(field, FilesField) for field in now.form.fields)


async def card_of(opened: Office, case: Case) -> str:
    return await shows(opened, "casey", case.ref)


async def test_of_an_account_that_everybody_sees_nothing_is_said(opened: Office) -> None:
    assert NOBODY not in said((await last_screen(opened, "kim", "bullying")).form)
    assert NOBODY not in await card_of(opened, await report(opened, "lee", "bullying"))


@pytest.mark.parametrize("answer", ["yes_minor", "unsure"])
async def test_where_there_may_be_a_sexual_image_nobody_reads_of_screenshots(opened: Office, answer: str) -> None:
    now = await last_screen(opened, "kim", "bullying", link=GROUP, sexual_image=answer)
    case = await report(opened, "lee", "bullying", link=GROUP, sexual_image=answer)
    for screen in (said(now.form), await card_of(opened, case)):
        assert screen.count(NOBODY) == 1
        assert "creenshot" not in screen


async def test_nobody_reads_of_screenshots_once_a_handler_finds_a_sexual_image(opened: Office) -> None:
    case = await report(opened, "kim", "bullying", link=GROUP)
    card = await card_of(opened, await opened.move("casey", "recategorise", case, category="sexual_image"))
    assert NOBODY in card
    assert COUNT_MOST not in card


async def test_nobody_reads_of_screenshots_where_another_report_of_the_group_may_show_one(opened: Office) -> None:
    await report(opened, "kim", "staff_conduct", link=GROUP, sexual_image="unsure")
    now = await last_screen(opened, "lee", "impersonates_staff", link=GROUP)
    case = await report(opened, "ana", "impersonates_staff", link=GROUP)
    for screen in (said(now.form), await card_of(opened, case)):
        assert NOBODY in screen
        assert COUNT_MOST not in screen


async def test_whoever_suspects_abuse_does_not_read_of_screenshots(opened: Office) -> None:
    now = await last_screen(opened, "kim", "bullying", link=GROUP, abuse="yes")
    assert NOBODY in said(now.form)
    assert COUNT_MOST not in said(now.form)


async def test_two_groups_of_signal_stay_two(opened: Office) -> None:
    """Nothing but what follows the # tells them apart."""
    first = await report(opened, "kim", "bullying", link="https://signal.group/#CjQKIAbC")
    other = await report(opened, "lee", "bullying", link="https://signal.group/#CjQKIXyZ")
    again = await report(opened, "ana", "bullying", link="signal.group/#CjQKIAbC")
    assert (first.ref != other.ref, first.ref == again.ref) == (True, True)


async def test_of_what_is_closed_nothing_is_said_any_more(opened: Office) -> None:
    case = await closed(opened, link=GROUP)
    assert NOBODY not in await card_of(opened, case)


async def test_its_reporter_finds_nothing_of_the_handlers_on_the_card(opened: Office) -> None:
    case = await report(opened, "kim", "bullying", link=GROUP)
    assert NOBODY not in await shows(opened, "kim", case.ref)


def test_a_group_is_known_by_what_its_file_calls_it() -> None:
    assert TOOLS.is_for_members("group", LINK)
    assert not TOOLS.is_for_members("account", LINK)
    assert not TOOLS.is_for_members("page", "")
