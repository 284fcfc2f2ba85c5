"""Files that were sent before anybody said that they must not be here: nobody opens them, and each sender is told what
to do with theirs (requirement 4.1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.desk import Desk
from bot.evidence import Evidence
from bot.house import House
from bot.ui import Text
from bot.workflow import Case
from handlers import safety_words
from handlers.incident_dangers import image_is_spoken_of
from handlers.incident_recall import COMES_BACK, OPEN, parts
from handlers.incident_safety import may_be_of_an_image, shows_an_image, takes_files


def why_locked(case: Case, viewer: str, house: House) -> Text:
    """For those who handle a case, as it is drawn: why nobody opens what was kept of it, as far as they may know."""
    if _is_of_abuse(case, house):
        return Text(house.words("incident.sealed.abuse"))
    known = shows_an_image(case, house) or is_told_of_an_image(case, viewer)
    return Text(house.words(f"incident.sealed.{'image' if known else 'untold'}"))


def is_told_of_an_image(case: Case, viewer: str) -> bool:
    """Whether somebody who handles a case, as it is drawn, may know that another report of its link may be about a
    sexual image: whoever that one leaves out by name learns nothing of what it says."""
    others = case.earlier if case.data.get("image_in") else ()
    return any(viewer not in other.data.get("excluded", ()) for other in others)


def _is_of_abuse(case: Case, house: House) -> bool:
    return not takes_files(case, house) and not may_be_of_an_image(case, house)


def own_files(case: Case, viewer: str) -> tuple[Evidence, ...]:
    """What somebody sent for a case, as it is drawn; the files of a part are in the case that it became part of."""
    return tuple(one for one in (case.main or case).evidence if one.sender == viewer)


def sent_by(case: Case, viewer: str) -> frozenset[str]:
    """What became of the files that somebody sent for a case, as it is drawn."""
    return frozenset(one.status for one in own_files(case, viewer))


def for_sender(case: Case, sender: str, became: Collection[str], house: House) -> Iterator[Text]:
    """For whoever sent files: what to do with them, where the case takes none.

    became  what became of theirs; without any there is nothing to say
    """
    if became and may_be_of_an_image(case, house):
        text = house.content.safety.text("file_kept" if "kept" in became else "file_in_chat")
        yield from safety_words.of_text(text, house, safety_words.language_of(case.data, sender))
    elif "refused" in became and image_is_spoken_of(case):
        text = house.content.safety.text("file_in_chat")
        yield from safety_words.of_text(text, house, safety_words.language_of(case.data, sender))
    elif "kept" in became and _is_of_abuse(case, house):
        yield Text(house.words("incident.your_files_locked"))


async def image_of(desk: Desk, keys: Collection[str], but: str) -> str:
    """The reference of another report (than `but`) of these links that is open and may be about a sexual image, though
    the two must stay apart; "" for none. What may not be taken there may not be taken here."""
    known = await desk.known_by(keys, OPEN, desk.now - COMES_BACK, but)
    return next((other.ref for other in known if shows_an_image(other, desk.house)), "")


async def seal(desk: Desk, case: Case) -> None:
    """While an open report of the same links may be about a sexual image, no other report of them takes files, open or
    closed, and nobody opens what it holds (requirement 4.1). Somebody whose report is part of this case, and whose
    files were locked with it, finds that on their card."""
    if case.data.get("locked_out"):
        await _redraw_parts(desk, case)
    alike = (case, *await desk.ever_known_by(await desk.traces(case), (*OPEN, "closed"), case.ref))
    image = next((one for one in alike if one.state in OPEN and shows_an_image(one, desk.house)), None)
    for other in alike:
        if image and not may_be_of_an_image(other, desk.house):
            await _seal(desk, other, image.ref)


async def lock(desk: Desk, before: Case, after: Case) -> None:
    """What a case holds, once somebody's words closed it to files: whoever sent one hears what to do with it."""
    if takes_files(before, desk.house) and not takes_files(after, desk.house):
        await _seal(desk, after, after.data.get("image_in", ""))
    await seal(desk, after)


async def _seal(desk: Desk, case: Case, image: str) -> None:
    """Its senders hear what to do with what they sent, and whoever handles it that it is locked; of a closed one nobody
    is written to, and both find it on their cards. Nobody reads by whom: they may be left out of the other report, and
    not to hear of it."""
    files = await desk.evidence(case) if case.state in OPEN else ()
    senders = {one.sender for one in files if one.status == "kept"}
    sealed = {**case.data, "image_in": image, "locked_out": sorted(senders)}
    await desk.move_by_house(case, "seal", sealed, by="")
    await _redraw_parts(desk, case)


async def _redraw_parts(desk: Desk, case: Case) -> None:
    for part in await desk.parts(parts(case)):
        await desk.refresh(part)


async def newly_locked_out(desk: Desk, after: Case, *before: Case) -> list[str]:
    """Who has to hear that a file of theirs is locked now; whoever brings that about reads it at once. A file that is
    still on its way is refused, and its sender hears of that."""
    if not may_be_of_an_image(after, desk.house):
        return []
    files = [one for case in before if takes_files(case, desk.house) for one in await desk.evidence(case)]
    return sorted({one.sender for one in files if one.status == "kept"} - {desk.me})
