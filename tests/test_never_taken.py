"""Files of a report that becomes one of a sexual image: not fetched, not kept, and what was kept is shown to nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.copies import Copies
from bot.events import Filled, SentFile, SentFiles
from bot.evidence import Evidence
from bot.platforms.base import FileLost
from bot.replies import Now, Open
from bot.store.evidence import of_case
from bot.store.tables import evidence_pieces
from bot.viewing.admission import Door, NotShown
from bot.workflow import Case
from tests.evidence_office import Drawer, office_with
from tests.files import content
from tests.office import Office
from tests.reports import ANSWERS, CALM, LINK, last_screen, report, taken

PAGE = "page.png"
MORE = "You can add screenshots or a note at any time."
NOT_TAKEN = "This chat still holds your file"
WORDS_ONLY = "takes only words now"
SEALED = "nobody can open them here"


@dataclass
class SlowDrawer(Drawer):
    """A chat in which something happens while a file is on its way."""

    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def fetch(self, file: SentFile) -> AsyncIterator[bytes]:
        async for chunk in super().fetch(file):
            if self.meanwhile:
                await self.meanwhile()
            yield chunk


@pytest.fixture
async def drawer() -> SlowDrawer:
    return SlowDrawer({PAGE: content(PAGE)})


@pytest.fixture
async def opened(tmp_path: Path, drawer: SlowDrawer) -> AsyncIterator[Office]:
    async with office_with(drawer, tmp_path) as opened:
        yield opened


async def send_file(opened: Office, name: str = "kim", size: int = 0, words: str = "") -> None:
    file = SentFile(PAGE, size, source={"id": PAGE})
    await opened.receive(SentFiles(**opened.whence(name), text=words, files=(file,)))


async def go_back(opened: Office, now: Now | None) -> Open:
    assert isinstance(now, Open), now
    whence, form = opened.whence("kim"), now.form
    pressed = Filled(**whence, form=form.name, value=form.value, pressed="incident.back", answers=ANSWERS)
    back = await opened.receive(pressed)
    assert isinstance(back, Open), back
    return back


async def answer_anew(opened: Office, now: Open, sexual_image: str = "yes_minor") -> None:
    """From the last screen back to the safety questions, and another answer to them."""
    safety = await go_back(opened, await go_back(opened, now))
    await opened.send("kim", safety.form, CALM | {"sexual_image": sexual_image})


async def files(opened: Office, ref: str = "I-1001") -> tuple[Evidence, ...]:
    async with opened.building.database.reading() as connection:
        return await of_case(connection, (await opened.case(ref)).id)


async def pieces(opened: Office) -> int:
    async with opened.building.database.reading() as connection:
        return int((await connection.execute(select(func.count()).select_from(evidence_pieces))).scalar_one())


async def reads(opened: Office, name: str) -> str:
    return "\n".join(await opened.told(name))


# --- A report that joined another ----------------------------------------------------------------------------------


async def joined_by_hand(opened: Office, **second: str) -> tuple[Case, Case]:
    """Lee's report, and Kim's, which a handler finds to be the same matter."""
    main = await taken(opened, name="lee")
    grave = await report(opened, "kim", link=f"{LINK}2", **second)
    await opened.finish("casey", await opened.press("casey", "link", grave), {"main": main.ref})
    return await opened.case(main.ref), await opened.case(grave.ref)


async def test_whoever_reported_a_sexual_image_cannot_send_it_into_the_case_that_it_joined(
    opened: Office, drawer: SlowDrawer
) -> None:
    main, grave = await joined_by_hand(opened, sexual_image="unsure")
    assert grave.state == "joined"
    await send_file(opened, "kim")
    assert NOT_TAKEN in await reads(opened, "kim")
    assert drawer.fetched == []
    assert await files(opened, main.ref) == ()


async def test_what_a_handler_found_out_before_they_were_joined_counts_as_well(
    opened: Office, drawer: SlowDrawer
) -> None:
    main = await taken(opened, name="lee")
    grave = await opened.move("casey", "recategorise", await report(opened, link=f"{LINK}2"), category="sexual_image")
    await opened.finish("casey", await opened.press("casey", "link", grave), {"main": main.ref})
    await send_file(opened, "kim")
    assert NOT_TAKEN in await reads(opened, "kim")
    assert drawer.fetched == []


async def test_words_beside_it_are_kept_with_the_case_that_is_open_and_named_as_their_sender_knows_it(
    opened: Office,
) -> None:
    main, grave = await joined_by_hand(opened, sexual_image="unsure")
    await send_file(opened, "kim", words="It was in the group of last year.")
    assert f"Your words are kept with {grave.ref}." in await reads(opened, "kim")
    await opened.say("casey", main.ref)
    assert "It was in the group of last year." in (await opened.told("casey"))[-1]


async def test_files_of_one_that_joined_a_calm_case_go_there(opened: Office) -> None:
    main, _ = await joined_by_hand(opened)
    await send_file(opened, "kim")
    assert f"{PAGE} is kept with {main.ref}" in await reads(opened, "kim")


@pytest.mark.parametrize("answer", ["no", "unsure"])
async def test_once_that_case_is_closed_a_new_picture_is_asked_about(
    answer: str, opened: Office, drawer: SlowDrawer
) -> None:
    main, _ = await joined_by_hand(opened, sexual_image=answer)
    await opened.move("casey", "close", main, **ANSWERS)
    await send_file(opened, "kim")
    said = await reads(opened, "kim")
    assert "please start the report first" in said
    assert NOT_TAKEN not in said
    assert drawer.fetched == []


# --- Before it is kept ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["yes_minor", "yes_adult", "unsure"])
async def test_a_file_that_waits_is_not_fetched_once_the_answer_is_another(
    answer: str, opened: Office, drawer: SlowDrawer
) -> None:
    now = await last_screen(opened, "kim")
    await send_file(opened)
    await answer_anew(opened, now, answer)
    said = await reads(opened, "kim")
    assert drawer.fetched == []
    assert WORDS_ONLY in said
    assert PAGE not in said
    assert [file.status for file in await files(opened)] == ["refused"]


async def test_what_is_too_big_as_well_is_not_named_either(opened: Office) -> None:
    now = await last_screen(opened, "kim")
    await send_file(opened, size=30 * 1024**2)
    await answer_anew(opened, now)
    said = await reads(opened, "kim")
    assert WORDS_ONLY in said
    assert PAGE not in said


async def test_one_that_a_failing_chat_holds_back_for_hours_is_not_fetched_later(
    opened: Office, drawer: SlowDrawer
) -> None:
    now = await last_screen(opened, "kim")
    drawer.holds[PAGE] = RuntimeError("the chat is ill")
    await send_file(opened)
    await opened.settle()
    drawer.holds[PAGE] = content(PAGE)
    await answer_anew(opened, now)
    opened.clock.move(hours=5)
    assert WORDS_ONLY in await reads(opened, "kim")
    assert drawer.fetched == [PAGE]
    assert await pieces(opened) == 0


@pytest.mark.parametrize("ends", ["whole", "gone"])
async def test_one_that_is_on_its_way_is_not_kept(ends: str, opened: Office, drawer: SlowDrawer) -> None:
    now = await last_screen(opened, "kim")

    async def think_again() -> None:
        drawer.meanwhile = None
        await answer_anew(opened, now)
        if ends == "gone":
            raise FileLost("gone")

    drawer.meanwhile = think_again
    await send_file(opened)
    said = await reads(opened, "kim")
    assert WORDS_ONLY in said
    assert PAGE not in said
    assert await pieces(opened) == 0


async def test_a_handler_who_finds_a_sexual_image_stops_it_too(opened: Office, drawer: SlowDrawer) -> None:
    case = await taken(opened)
    await send_file(opened)
    await opened.move("casey", "recategorise", case, category="sexual_image")
    assert WORDS_ONLY in await reads(opened, "kim")
    assert drawer.fetched == []


async def test_the_card_of_its_reporter_asks_for_no_more_files(opened: Office) -> None:
    case = await taken(opened)
    assert MORE in await reads(opened, "kim")
    await opened.move("casey", "recategorise", case, category="sexual_image")
    said = await reads(opened, "kim")
    assert MORE not in said
    assert "This report takes words only now." in said


# --- Once it is kept ------------------------------------------------------------------------------------------------


async def kept_and_then_grave(opened: Office) -> Case:
    """A case with one file, which then turns out to be about a sexual image."""
    case = await taken(opened)
    await send_file(opened)
    await opened.settle()
    return await opened.move("casey", "recategorise", case, category="sexual_image")


async def test_it_stays_and_the_card_says_that_nobody_sees_it(opened: Office) -> None:
    case = await kept_and_then_grave(opened)
    await opened.press("casey", "show", case)
    assert SEALED in await reads(opened, "casey")
    assert SEALED not in await reads(opened, "kim")
    assert [file.status for file in await files(opened)] == ["kept"]
    assert await pieces(opened) == 1


async def test_no_link_is_given_and_an_older_one_shows_nothing(opened: Office) -> None:
    case = await kept_and_then_grave(opened)
    (file,) = await files(opened)
    building = opened.building
    assert building.house.links
    token = building.house.links.url(file.id, "casey@example.org", opened.clock()).rpartition("/")[2]
    door = Door(building.database, building.house, building.menu.faces, building.house.links, opened.clock)
    with pytest.raises(NotShown) as turned_away:
        await door.open(token, "a browser")
    assert turned_away.value.why == "not_yours"
    await opened.press("casey", "evidence", case)
    assert SEALED in (await opened.told("casey"))[-1]


async def test_the_files_of_a_calm_report_that_joined_such_a_case_are_not_shown(opened: Office) -> None:
    main, joined = await taken(opened, name="lee"), await report(opened, link=f"{LINK}2")
    await send_file(opened)
    await opened.settle()
    await opened.finish("casey", await opened.press("casey", "link", joined), {"main": main.ref})
    await opened.move("casey", "recategorise", await opened.case(main.ref), category="sexual_image")
    await opened.press("casey", "evidence", await opened.case(main.ref))
    assert SEALED in (await opened.told("casey"))[-1]


async def test_no_copy_is_made(opened: Office) -> None:
    await kept_and_then_grave(opened)
    building = opened.building
    kept = building.intake.kept
    copies = Copies(building.database, building.house, building.menu.faces, kept, opened.clock)
    assert [copy async for copy in copies.make([(await files(opened))[0].id], "casey@example.org", "1")] == []


async def test_it_is_shown_again_when_it_was_no_sexual_image_after_all(opened: Office) -> None:
    case = await kept_and_then_grave(opened)
    case = await opened.move("casey", "recategorise", case, category="bullying")
    await opened.press("casey", "evidence", case)
    assert SEALED not in (await opened.told("casey"))[-1]


async def test_a_file_of_an_ordinary_report_is_taken_as_ever(opened: Office) -> None:
    await report(opened)
    await send_file(opened)
    assert f"{PAGE} is kept with I-1001" in await reads(opened, "kim")
