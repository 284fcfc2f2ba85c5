"""A form that is refused is often sent again: of the same danger in the same words whoever wrote them reads once what
to do, and of anything else anew."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.events import Filled
from bot.replies import Fix, Now, Open, Swap
from bot.store.tables import questions
from bot.ui import Answer, Form
from bot.workflow import Case
from tests.office import Office
from tests.reports import LINK, filed, report, taken
from tests.test_danger_in_forms import IMAGE, SELF_HARM, THREAT
from tests.test_danger_said_later import warnings

TRIES = 3
LATER = "His friend just wrote that he will bring a gun as well"


async def form_of(opened: Office, case: Case, move: str = "log_outcome", name: str = "casey") -> Form:
    now = await opened.press(name, move, case)
    assert isinstance(now, Open), now
    return now.form


async def send(opened: Office, form: Form, words: str, name: str = "casey", **answers: str) -> Now | None:
    """What a platform answered, in these words; of a new name nobody says which, so that the form is refused."""
    given: dict[str, Answer] = {"filing": "1", "outcome": "renamed", "new_handle": "", "answer": words, **answers}
    filled = Filled(**opened.whence(name), form=form.name, value=form.value, answers=given)
    return await opened.receive(filled)


async def refused(opened: Office, form: Form, words: str, name: str = "casey") -> None:
    assert isinstance(await send(opened, form, words, name), Fix)


async def test_the_same_words_in_a_form_that_is_refused_again_and_again_are_answered_once(open_office: Office) -> None:
    form = await form_of(open_office, await filed(open_office))
    for _ in range(TRIES):
        await refused(open_office, form, SELF_HARM)
    assert await warnings(open_office) == 1


async def test_nor_are_they_answered_again_once_the_form_is_taken(open_office: Office) -> None:
    case = await filed(open_office)
    form = await form_of(open_office, case)
    await refused(open_office, form, SELF_HARM)
    assert isinstance(await send(open_office, form, SELF_HARM, outcome="removed"), Swap)
    assert await warnings(open_office) == 1
    assert SELF_HARM in "".join(step.note for step in await open_office.history(case))


async def test_a_new_danger_in_a_later_try_is_answered(open_office: Office) -> None:
    form = await form_of(open_office, await filed(open_office))
    for times, words in enumerate((SELF_HARM, THREAT, f"{SELF_HARM}. {IMAGE}"), start=1):
        await refused(open_office, form, words)
        assert await warnings(open_office) == times


async def test_so_is_another_danger_of_the_same_kind(opened: Office) -> None:
    form = await form_of(opened, await filed(opened))
    await refused(opened, form, THREAT)
    await refused(opened, form, LATER)
    assert await warnings(opened) == 2


async def test_each_who_writes_the_same_is_answered(opened: Office) -> None:
    case = await filed(opened)
    for name in ("casey", "devon"):
        await refused(opened, await form_of(opened, case, name=name), THREAT, name)
        assert await warnings(opened, name) == 1


async def test_the_same_words_about_another_report_are_answered(opened: Office) -> None:
    for link in (LINK, f"{LINK}.other"):
        case = await filed(opened, link=link)
        await refused(opened, await form_of(opened, case), THREAT)
        assert f"and {case.ref} may not be read in time." in (await opened.told("casey"))[-1]


async def test_on_another_day_the_same_words_are_another_danger(opened: Office) -> None:
    form = await form_of(opened, await filed(opened))
    await refused(opened, form, THREAT)
    opened.clock.move(days=1)
    await refused(opened, form, THREAT)
    assert await warnings(opened) == 2


async def test_what_a_reporter_adds_in_the_same_words_once_more_is_answered(opened: Office) -> None:
    case = await report(opened)
    for times in (1, 2):
        form = await form_of(opened, await opened.case(case.ref), "add", "kim")
        assert isinstance(await opened.send("kim", form, {"note": THREAT}), Swap)
        assert await warnings(opened, "kim") == times


async def test_so_is_a_form_that_came_too_late_and_is_opened_anew(opened: Office) -> None:
    case = await taken(opened)
    form = await form_of(opened, case, "note")
    await opened.move("devon", "note", case)
    for times, once_more in enumerate((form, await form_of(opened, await opened.case(case.ref), "note")), start=1):
        await opened.send("casey", once_more, {"note": THREAT})
        assert await warnings(opened) == times


async def test_each_danger_is_counted_once(opened: Office) -> None:
    form = await form_of(opened, await filed(opened))
    for _ in range(TRIES):
        await refused(opened, form, SELF_HARM)
    async with opened.building.database.reading() as connection:
        counted = select(func.count()).where(questions.c.outcome == "interrupt")
        assert (await connection.execute(counted)).scalar_one() == 1
