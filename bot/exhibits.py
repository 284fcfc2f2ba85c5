"""The files of a case: what a card shows of them, who may open them, what is wanted, what their sender hears."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from typing import Any

from bot.events import Event, SentFile
from bot.evidence import MOST_BYTES, MOST_FILES, Evidence
from bot.face import Face
from bot.house import House
from bot.store import case_lists, cases, evidence, outbox, shut_files
from bot.store.database import Transaction
from bot.store.outbox import Notice
from bot.typed import typed_line
from bot.ui import Card, Text, pack
from bot.workflow import Case

LONGEST_NAME = 100
"""Characters of a file's name that our sentences have room for."""
MOST_SHARING = 50
"""Other cases with the same file that are looked at; a viewer may read only some of them."""


async def with_evidence(connection: Transaction, faces: Mapping[str, Face], case: Case) -> Case:
    """The case with its files, with the others that hold one of them, with the earlier ones that it recalls (but those
    that are part of it by now), and with the one that it became part of and the files of that, where its card shows
    files."""
    if not faces[case.kind].shows_evidence:
        return case
    files = await evidence.of_case(connection, case.id)
    recalled = [await cases.by_ref(connection, ref) for ref in faces[case.kind].recalls(case)]
    earlier = await _mains(connection, faces, case, filter(None, recalled))
    shared = await sharing(connection, faces, case) if files else ()
    main = await main_of(connection, faces, case)
    if main is case:
        return replace(case, evidence=files, sharing=shared, earlier=earlier)
    main = replace(main, evidence=await evidence.of_case(connection, main.id))
    return replace(case, evidence=files, sharing=shared, earlier=earlier, main=main)


async def sharing(connection: Transaction, faces: Mapping[str, Face], case: Case) -> tuple[Case, ...]:
    """The other cases that hold one of its files to the byte, newest first; not everybody may see each of them. In the
    place of one that became part of another stands that one."""
    holding = await case_lists.sharing_a_file(connection, case.id, MOST_SHARING)
    return tuple(sorted(await _mains(connection, faces, case, holding), key=lambda one: one.id, reverse=True))


async def _mains(
    connection: Transaction, faces: Mapping[str, Face], case: Case, found: Iterable[Case]
) -> tuple[Case, ...]:
    """The cases that these became part of, each once, in their order; never the case itself."""
    mains = [await main_of(connection, faces, one) for one in found]
    return tuple({one.id: one for one in mains if one.id != case.id}.values())


async def main_of(connection: Transaction, faces: Mapping[str, Face], case: Case) -> Case:
    """Where the files of a case are: in the case that it became part of at last, or in itself."""
    return (await _line(connection, faces, case))[-1]


async def _line(connection: Transaction, faces: Mapping[str, Face], case: Case) -> Sequence[Case]:
    """A case and those that it became part of, one by the other; the last stands by itself."""
    line = [case]
    while ref := faces[case.kind].part_of(line[-1]):
        main = await cases.by_ref(connection, ref)
        if main is None:
            break
        line.append(main)
    return line


async def may_open(transaction: Transaction, faces: Mapping[str, Face], case: Case, viewer: str, house: House) -> bool:
    """Whether somebody may look at the files of a case now: asked at each look, and for each copy."""
    face = faces[case.kind]
    allowed = face.workflow.may_see(case, viewer, house.district) and face.may_open(case, viewer, house)
    return allowed and await takes_files(transaction, faces, case, house)


async def may_open_file(
    transaction: Transaction, faces: Mapping[str, Face], file: Evidence, viewer: str, house: House
) -> bool:
    """Whether somebody may look at one file now, or have a copy of it."""
    case = await cases.by_id(transaction, file.case_id)
    if case is None or not await may_open(transaction, faces, case, viewer, house):
        return False
    return not await shut_away(transaction, faces, [file.sha256], house)


async def to_open(
    transaction: Transaction, faces: Mapping[str, Face], case: Case, viewer: str, house: House
) -> tuple[Evidence, ...]:
    """The files of a case that are kept and that somebody may open now, oldest first."""
    if not await may_open(transaction, faces, case, viewer, house):
        return ()
    kept = [file for file in await evidence.of_case(transaction, case.id) if file.status == "kept"]
    shut = await shut_away(transaction, faces, [file.sha256 for file in kept], house)
    return tuple(file for file in kept if file.sha256 not in shut)


async def shut_away(
    transaction: Transaction, faces: Mapping[str, Face], digests: Collection[str], house: House
) -> frozenset[str]:
    """Those of these files, by their SHA-256, that stand in a case which takes none, or stood in one that is gone: the
    same bytes are shown to nobody out of another one either (requirement 4.1)."""
    shut: frozenset[str] = frozenset()
    for case_id, held in (await evidence.holding(transaction, digests) if digests else {}).items():
        case = None if held <= shut else await cases.by_id(transaction, case_id)
        if case and not await takes_files(transaction, faces, case, house):
            shut |= held
    # Asked last: a case that was there a moment ago, and is gone by now, has left them there.
    return shut | await shut_files.among(transaction, digests)


async def takes_files(transaction: Transaction, faces: Mapping[str, Face], case: Case, house: House) -> bool:
    """Whether files may be fetched, kept or shown for a case as it is now: neither it nor a case that it became part
    of forbids that (requirement 4.1: "then or later in that case")."""
    line = await _line(transaction, faces, case)
    return all(faces[one.kind].takes_files(one, house) for one in line)


async def want(
    transaction: Transaction,
    faces: Mapping[str, Face],
    house: House,
    case: Case,
    event: Event,
    files: Sequence[SentFile],
    at: datetime,
) -> int:
    """Enter files that came with an event, to be fetched after the visit. Those beyond MOST_FILES in the case are
    refused at once. Gives how many are wanted."""
    await cases.held_by_id(transaction, case.id)  # two who send at the same moment count one after the other
    free = max(MOST_FILES - await evidence.counted(transaction, case.id), 0)
    rows = [_row(case, event, place, file, at) for place, file in enumerate(files)]
    surplus = [row | {"status": "refused", "why": "too_many", "source": {}} for row in rows[free:]]
    await evidence.want(transaction, (*rows[:free], *surplus))
    await tell_sender(transaction, faces, house, event.key, at)
    return len(rows[:free])


def _row(case: Case, event: Event, place: int, file: SentFile, at: datetime) -> dict[str, Any]:
    return {
        "case_id": case.id,
        "event": event.key,
        "position": place,
        "sender": event.person.email,
        "sent_at": at,
        "platform": event.place.platform,
        "source": dict(file.source),
        "name": _fit(typed_line(file.name)),
        "status": "wanted",
        "why": "",
        "due_at": at,
        "size": max(file.size, 0),
    }


def _fit(name: str) -> str:
    """A name that is too long loses its middle: its beginning says what it is, and its ending which type it claims."""
    ending = PurePath(name).suffix[:10]
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1 - len(ending)]}…{ending}"


async def redraw(transaction: Transaction, faces: Mapping[str, Face], case: Case, at: datetime) -> None:
    """Draw every card again that shows the files of a case: its own, and those of the cases that became part of it."""
    parts = [await cases.by_ref(transaction, ref) for ref in faces[case.kind].parts(case)]
    for shown in (case, *filter(None, parts)):
        await outbox.draw_anew(transaction, shown.id, shown.version, at)


# --- What the sender hears ----------------------------------------------------------------------------------------


async def tell_sender(
    transaction: Transaction, faces: Mapping[str, Face], house: House, event: str, at: datetime
) -> None:
    """One line to whoever sent the files of an event, once none of them is on its way any more."""
    files = await evidence.of_event(transaction, event)
    case = await cases.by_id(transaction, files[0].case_id) if files else None
    if case is None or not evidence.settled(files):
        return
    ref = faces[case.kind].workflow.known_as(case, files[0].sender)
    card = Card(body=tuple(Text(sentence) for sentence in dict.fromkeys(_sentences(files, ref, house))))
    line = Notice(f"{event}/files", "line", files[0].sender, pack(card), at, case.id)
    await outbox.put(transaction, [line], at)


def _sentences(files: Sequence[Evidence], ref: str, house: House) -> Iterator[str]:
    words = house.words
    kept = [file for file in files if file.status == "kept"]
    if len(kept) == 1:
        yield words("evidence.kept.one", name=called(kept[0], house), ref=ref)
    elif kept:
        yield words("evidence.kept.many", count=str(len(kept)), ref=ref)
    limits = {"files": str(MOST_FILES), "megabytes": str(MOST_BYTES // 1024**2), "ref": ref}
    for file in files:
        if file.why not in ("", "too_many"):
            yield words(f"evidence.refused.{file.why}", name=called(file, house), **limits)
    surplus = [file for file in files if file.why == "too_many"]
    if surplus:
        yield words("evidence.surplus", count=str(len(surplus)), files=str(MOST_FILES))


def called(file: Evidence, house: House) -> str:
    """What a file is called, also when its sender's device has no name for it."""
    return file.name or house.words.plain("evidence.nameless")
