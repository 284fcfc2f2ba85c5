"""Danger in what is said of a report once it is sent, in whatever form: answered first, and brought before whoever
handles it."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from bot.content.knowledge import Entry
from bot.conversation import Replies, Screen
from bot.desk import Desk
from bot.events import Filled
from bot.typed import typed
from bot.workflow import Case, read_stamp
from handlers import danger, danger_in_forms
from handlers.incident_dangers import IMAGE_SPOKEN_BY, dangers_of, image_is_spoken_of, is_about
from handlers.incident_join import main_case
from handlers.incident_later import own_safety
from handlers.incident_recall import OPEN
from handlers.incident_roles import drawn_in, handlers, reads_all, route_of
from handlers.incident_spoken import heed, of_an_image, with_danger


def listening(screen: Screen, field: str) -> Screen:
    """The same form, which hears danger in this field before anything else is done with what was typed."""

    def words_of(filled: Filled) -> str:
        return typed(str(filled.answers.get(field, "")))

    async def hears(desk: Desk, filled: Filled) -> Replies:
        return await _hear(desk, filled, words_of(filled))

    async def still_heeds(desk: Desk, filled: Filled) -> str:
        return await _still_heed(desk, filled, words_of(filled))

    return replace(screen, interrupts=hears, refused=still_heeds)


async def _hear(desk: Desk, filled: Filled, words: str) -> Replies:
    """A danger of which whoever writes has not read yet what to do. Their words go on to whoever handles the report and
    may need them, unless they belong in no such report. A form that was refused is sent again, often with the same
    words: of these they have read already."""
    case = await desk.case(read_stamp(filled.value)[0])
    entry = desk.house.library.danger(words) if words else None
    if entry is None or _has_read(desk, case, entry):
        return []
    if stays_out(desk, case, entry):
        return await danger_in_forms.held_back(desk, entry, words)
    if not await desk.has_said(key := _key(desk, filled, entry, words)):
        near = desk.house.library.near(words)
        await desk.say(await danger.warning(desk, entry, words, near, to=case), key)
    return []


def _key(desk: Desk, filled: Filled, entry: Entry, words: str) -> str:
    """The same for nothing but the same words of the same person, in the same form about a report that nobody has moved
    since, on one day: "tomorrow" is another danger on another day. It can be read by nobody."""
    same = (desk.me, filled.form, filled.value, str(desk.house.calendar.day(desk.now)), entry.slug, words)
    return f"danger/{sha256(repr(same).encode()).hexdigest()}"


def stays_out(desk: Desk, case: Case, entry: Entry) -> bool:
    """Whether words for which this text is shown belong in no such report: of suspected abuse not even in one of it.
    What speaks of a colleague may stand in a report that goes past those who must not hear of that, and where those who
    handle one, or were asked for help with it, write it down themselves: not whoever else reads it."""
    if danger.said_of_safety(desk, entry):
        return not danger.belongs_in_reports(desk, entry)
    writes_it_down = any(desk.me in role.who(case, desk.house.district) for role in (handlers, drawn_in))
    return not route_of(case.data).get("never") and not writes_it_down


def _has_read(desk: Desk, case: Case, entry: Entry) -> bool:
    """Whether they have read already what to do about this. A reporter has, if they answered so when they reported the
    matter. Whoever handles the case has, if it is about this danger or such words came before. Of a colleague's conduct
    everybody has, in a report that must be kept from somebody: it is about that."""
    said = danger.said_of_safety(desk, entry)
    if not said:
        return bool(route_of(case.data).get("never"))
    if reads_all(case, desk.me, desk.house.district):
        wrote_so = of_an_image(desk, entry) and desk.me in case.data.get(IMAGE_SPOKEN_BY, {})
        return wrote_so or entry.slug in case.data.get("spoken_of", ()) or is_about(case, said, desk.house)
    return dangers_of(said, desk.house) <= dangers_of(own_safety(case, desk.me), desk.house)


# --- What the case holds then -----------------------------------------------------------------------------------------


def with_words(desk: Desk, case: Case, words: str) -> Case:
    """A case once these words are with it: it is kept as one of danger, and where they call for the on-call team, its
    handlers read so and can alert them from it."""
    entry = desk.house.library.danger(words) if words else None
    return with_danger(desk, case, entry) if entry else case


async def _still_heed(desk: Desk, filled: Filled, words: str) -> str:
    """Of a sexual image the report takes no files from now on, though the words were refused: whoever wrote them may
    send the picture next. Gives the stamp with which their form stays open, which is not out of date by that."""
    case = await main_case(desk, read_stamp(filled.value)[0])
    entry = desk.house.library.danger(words) if words else None
    if entry is None or case.state not in OPEN or not of_an_image(desk, entry) or image_is_spoken_of(case):
        return filled.value
    heard = await heed(desk, case)
    return heard.stamp if case.stamp == filled.value else filled.value
