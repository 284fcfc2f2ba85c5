"""What a reporter adds while others move the report is kept; where it cannot be, they read so, and danger in it is
answered with that."""

from __future__ import annotations

import asyncio

from bot.replies import Now, Open, Swap
from bot.ui import Form, plain
from bot.workflow import Case
from tests.office import Office
from tests.reports import ANSWERS, filed, report, taken
from tests.test_danger_in_forms import SELF_HARM, THREAT
from tests.test_danger_said_later import MAY_BE, NOT_ALERTED, card

NOT_KEPT = "and I-1001 does not have them: it had changed before you sent them."


async def form_of(opened: Office, case: Case, move: str = "add", name: str = "kim") -> Form:
    now = await opened.press(name, move, case)
    assert isinstance(now, Open), now
    return now.form


async def send(opened: Office, form: Form, words: str = THREAT, name: str = "kim") -> str:
    return in_words(await opened.send(name, form, {"note": words}))


def in_words(now: Now | None) -> str:
    assert isinstance(now, Swap), now
    return plain(now.card)


async def notes(opened: Office) -> list[str]:
    return [step.note for step in await opened.history(await opened.case("I-1001")) if step.note]


async def test_what_is_added_while_somebody_takes_it_is_kept(open_office: Office) -> None:
    case = await report(open_office)
    form = await form_of(open_office, case)
    await open_office.move("casey", "take", case)
    await send(open_office, form)
    assert THREAT in await notes(open_office)
    assert MAY_BE in plain(await card(open_office))
    assert NOT_ALERTED in "\n".join(await open_office.told("kim"))
    assert NOT_KEPT not in "\n".join(await open_office.told("kim"))


async def test_the_same_form_sent_twice_adds_it_once(open_office: Office) -> None:
    form = await form_of(open_office, await report(open_office))
    await asyncio.gather(*(open_office.send("kim", form, {"note": "It was changed today."}) for _ in range(2)))
    assert (await notes(open_office)).count("It was changed today.") == 1


async def test_other_words_in_a_form_that_is_still_there_are_kept_as_well(opened: Office) -> None:
    form = await form_of(opened, await report(opened))
    for words in ("It was changed today.", "And again."):
        await send(opened, form, words)
    assert {"It was changed today.", "And again."} <= {*await notes(opened)}


async def test_words_for_a_report_that_was_closed_are_kept_nowhere_and_say_so(opened: Office) -> None:
    case = await filed(opened)
    form = await form_of(opened, case)
    await opened.move("casey", "close", case, **ANSWERS)
    assert "It is now: Closed" in await send(opened, form)
    assert THREAT not in await notes(opened)
    told = "\n".join(await opened.told("kim"))
    assert NOT_KEPT in told
    assert NOT_ALERTED not in told


async def test_so_do_a_handlers_words_that_came_too_late(opened: Office) -> None:
    case = await taken(opened)
    form = await form_of(opened, case, "note", "casey")
    await opened.move("devon", "note", case)
    await send(opened, form, SELF_HARM, "casey")
    assert NOT_KEPT in "\n".join(await opened.told("casey"))
    assert NOT_ALERTED not in "\n".join(await opened.told("casey"))


async def test_of_two_at_once_either_it_is_closed_or_it_has_the_words(open_office: Office) -> None:
    case = await filed(open_office)
    form, closing = await form_of(open_office, case), await form_of(open_office, case, "close", "casey")
    await asyncio.gather(open_office.send("casey", closing, ANSWERS), open_office.send("kim", form, {"note": THREAT}))
    told = "\n".join(await open_office.told("kim"))
    assert (NOT_KEPT in told) is (THREAT not in await notes(open_office))
