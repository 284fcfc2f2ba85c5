"""Files that were sent before anybody said that they must not be here: nobody opens them, and each sender is told what
to do with theirs (requirement 4.1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.desk import Desk
from bot.house import House
from bot.ui import Text
from bot.workflow import Case
from handlers.incident_questions import may_be_of_an_image, takes_files
from handlers.incident_recall import COMES_BACK, OPEN


def why_locked(case: Case, house: House) -> Text:
    """For those who handle a case: why nobody opens what was kept of it."""
    return Text(house.words(f"incident.sealed.{'abuse' if _is_of_abuse(case, house) else 'image'}"))


def _is_of_abuse(case: Case, house: House) -> bool:
    return not takes_files(case, house) and not may_be_of_an_image(case, house)


def sent_by(case: Case, viewer: str) -> frozenset[str]:
    """What became of the files that somebody sent for a case, as it is drawn."""
    return frozenset(one.status for one in case.evidence if one.sender == viewer)


def for_sender(case: Case, became: Collection[str], house: House) -> Iterator[Text]:
    """For whoever sent files: what to do with them, where the case takes none.

    became  what became of theirs; without any there is nothing to say
    """
    if became and may_be_of_an_image(case, house):
        text = house.content.safety.text("file_kept" if "kept" in became else "file_in_chat")
        yield from (Text(line) for line in (*text.paragraphs(house.district.contacts), *text.forbids))
    elif "kept" in became and _is_of_abuse(case, house):
        yield Text(house.words("incident.your_files_locked"))


async def image_of(desk: Desk, keys: Collection[str], but: str) -> str:
    """The reference of another report (than `but`) of these links that is open and may be about a sexual image, though
    the two must stay apart; "" for none. What may not be taken there may not be taken here."""
    known = await desk.known_by(keys, OPEN, desk.now - COMES_BACK, but) if keys else None
    return known.ref if known and may_be_of_an_image(known, desk.house) else ""


async def locked_out(desk: Desk, after: Case, *before: Case) -> list[str]:
    """Who has to hear that a file of theirs is locked now; whoever brings that about reads it at once. A file that is
    still on its way is refused, and its sender hears of that."""
    if not may_be_of_an_image(after, desk.house):
        return []
    files = [one for case in before if takes_files(case, desk.house) for one in await desk.evidence(case)]
    return sorted({one.sender for one in files if one.status == "kept"} - {desk.me})
