"""Danger in what is said of a report once it is sent, in whatever form: answered first, and brought before whoever
handles it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256

from bot.content.knowledge import Entry
from bot.conversation import Replies, Screen
from bot.desk import Desk
from bot.events import Filled
from bot.typed import typed
from bot.workflow import Case, Refused, read_stamp
from handlers import danger, danger_in_forms
from handlers.incident_dangers import IMAGE_SPOKEN_BY, dangers_of, image_is_spoken_of, is_about, spoken
from handlers.incident_join import main_case
from handlers.incident_later import own_safety
from handlers.incident_recall import OPEN
from handlers.incident_roles import reads_all
from handlers.incident_route import route_of
from handlers.incident_spoken import heed, image_in, of_an_image, with_danger

SendsOn = Callable[[Desk, Filled], bool]


def _stays_here(_desk: Desk, _filled: Filled) -> bool:
    return False


def listening(screen: Screen, field: str, goes_past: SendsOn = _stays_here) -> Screen:
    """The same form, which hears danger in this field before anything else is done with what was typed.

    goes_past  whether what was typed goes to somebody who handles a colleague's conduct
    """

    def words_of(filled: Filled) -> str:
        return typed(str(filled.answers.get(field, "")))

    async def hears(desk: Desk, filled: Filled) -> Replies:
        return await _hear(desk, filled, words_of(filled), screen, goes_past)

    async def still_heeds(desk: Desk, filled: Filled) -> str:
        return await _still_heed(desk, filled, words_of(filled))

    return replace(screen, interrupts=hears, refused=still_heeds)


async def _hear(desk: Desk, filled: Filled, words: str, screen: Screen, goes_past: SendsOn) -> Replies:
    """The most urgent danger of which whoever writes was not told yet what to do. Their words go on to whoever handles
    the report and may need them, unless something in them belongs in no such report. A form that was refused is sent
    again, often with the same words: of these they were told already. Of a report that is out of their sight by now
    they are told all the same."""
    dangers = _dangers(desk, words)
    try:
        case = await desk.case(ref := read_stamp(filled.value)[0])
        main = await main_case(desk, ref)
    except Refused:
        await _tell(desk, filled, words, dangers, None)
        return []
    untold = [entry for entry in dangers if not _was_told(desk, case, main, entry)]
    left_out = next((entry for entry in untold if stays_out(desk, main, entry)), None)
    if left_out and not (goes_past(desk, filled) and not danger.said_of_safety(desk, left_out)):
        return await danger_in_forms.held_back(desk, untold[0], words, left_out)
    kept = _is_kept(desk, case if case.state == "joined" else main, main, screen, filled)
    await _tell(desk, filled, words, untold, case, "" if kept else desk.word("danger.not_kept", ref=case.ref))
    return []


def _is_kept(desk: Desk, case: Case, main: Case, screen: Screen, filled: Filled) -> bool:
    """Whether the report takes these words now: what is added to it, whatever version of it was read, all else only as
    it was then."""
    try:
        desk.must_be_able(case, screen.moves, filled.value)
    except Refused:
        return False
    return case.stamp == filled.value or ("add" in screen.moves and (main.ref == case.ref or main.state in OPEN))


def _dangers(desk: Desk, words: str) -> tuple[Entry, ...]:
    return desk.house.library.dangers(words) if words else ()


async def _tell(
    desk: Desk, filled: Filled, words: str, untold: Sequence[Entry], to: Case | None, became: str = ""
) -> None:
    """What to do in the most urgent of these, once, and what became of the words (`danger.warning`)."""
    for entry in untold[:1]:
        if not await desk.has_said(key := _key(desk, filled, entry, words)):
            near = desk.house.library.near(words)
            await desk.say(await danger.warning(desk, entry, words, near, to, became), key)


def _key(desk: Desk, filled: Filled, entry: Entry, words: str) -> str:
    """The same for nothing but the same words of the same person, in the same form about a report that nobody has moved
    since, on one day: "tomorrow" is another danger on another day. It can be read by nobody."""
    same = (desk.me, filled.form, filled.value, str(desk.house.calendar.day(desk.now)), entry.slug, words)
    return f"danger/{sha256(repr(same).encode()).hexdigest()}"


def stays_out(desk: Desk, main: Case, entry: Entry) -> bool:
    """Whether words for which this text is shown belong in no such report (`main`: the one in which they are read):
    suspected abuse belongs in none. What speaks of a colleague does where the report goes past those who must not hear
    of that (requirement 4.5): of any other nobody can tell whether whom it is about reads it."""
    if danger.said_of_safety(desk, entry):
        return not danger.belongs_in_reports(desk, entry)
    return not route_of(main.data).get("never")


def _was_told(desk: Desk, case: Case, main: Case, entry: Entry) -> bool:
    """Whether they know what to do then. A reporter does where they said so when they reported it; who handles it does
    where the report is about that, and where their own words in it were answered before. So does who writes in a report
    of a colleague's conduct. In one of suspected abuse words about that are kept: that it was reported, and when,
    sounds the same, and nobody is asked for more."""
    said = danger.said_of_safety(desk, entry)
    if entry.slug in case.data.get("told_of", {}).get(desk.me, ()):
        return True
    if not said:
        return bool(route_of(main.data).get("never"))
    if reads_all(case, desk.me, desk.house.district):
        wrote_so = of_an_image(desk, entry) and desk.me in case.data.get(IMAGE_SPOKEN_BY, {})
        return wrote_so or is_about(case, entry.slug, desk.house)
    return spoken((entry.slug,), desk.house) <= dangers_of(own_safety(case, desk.me), desk.house)


# --- What the case holds then -----------------------------------------------------------------------------------------


def with_words(desk: Desk, case: Case, words: str) -> Case:
    """A case once these words are with it: it is kept as one of danger, and where they call for the on-call team, its
    handlers read so and can alert them from it."""
    for entry in _dangers(desk, words):
        case = _told(desk, with_danger(desk, case, entry), entry)
    return case


def _told(desk: Desk, case: Case, entry: Entry) -> Case:
    """Who reads the whole of it and was told what to do then is not told again at each of their notes; what a reporter
    adds may be another danger of the kind."""
    if not reads_all(case, desk.me, desk.house.district):
        return case
    told = case.data.get("told_of", {})
    mine = list(dict.fromkeys((*told.get(desk.me, ()), entry.slug)))
    return replace(case, data={**case.data, "told_of": {**told, desk.me: mine}})


async def _still_heed(desk: Desk, filled: Filled, words: str) -> str:
    """Of a sexual image the report takes no files from now on, though the words were refused: whoever wrote them may
    send the picture next. Of one that is closed, and stays so, their chat takes none. Gives the stamp with which their
    form stays open, which is not out of date by that."""
    case, image = await main_case(desk, read_stamp(filled.value)[0]), image_in(desk, words)
    if image and case.state not in OPEN:
        await danger.begun_of(desk, image, danger.language_of(desk, words))
    if image is None or case.state not in OPEN or image_is_spoken_of(case):
        return filled.value
    heard = await heed(desk, case)
    return heard.stamp if case.stamp == filled.value else filled.value
