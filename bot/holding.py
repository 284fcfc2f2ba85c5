"""What a hold keeps: the case that it names, and all that was made one with it.

A report that became part of another one is kept or deleted together with it. So a hold on either keeps both, and every
other part: nobody has to know which of them the others went into, and nothing goes that a hold may have meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce
from operator import or_

from bot.exhibits import main_of
from bot.face import Face
from bot.house import House
from bot.store import holds
from bot.store.database import Transaction
from bot.withheld import Withheld
from bot.workflow import Case, Hold


async def may_know(transaction: Transaction, faces: Mapping[str, Face], case: Case, holder: str, house: House) -> bool:
    """Whether somebody who places holds may know that a case is there: neither it nor the one that it became part of is
    kept from them. They need not be allowed to read it."""
    main = await main_of(transaction, faces, case)
    return not any(faces[one.kind].kept_from(one).keeps_out(holder, house.district) for one in (case, main))


def withheld(every: Iterable[Case], faces: Mapping[str, Face]) -> Withheld:
    """From whom one or more of these cases must be kept."""
    return reduce(or_, (faces[one.kind].kept_from(one) for one in every), Withheld())


async def with_holds(
    transaction: Transaction, faces: Mapping[str, Face], case: Case, viewer: str, house: House
) -> Case:
    """The case with its holds and those of its parts, for whoever places holds and reads the whole of it. Of the hold
    of a main case the card of a part says nothing: not everybody who reads a part may know of the other."""
    face = faces[case.kind]
    reads = face.workflow.may_see(case, viewer, house.district) and face.may_open(case, viewer, house)
    if not reads or viewer not in house.content.records.holders(house.district):
        return case
    return replace(case, holds=await holds.of_cases(transaction, (case.ref, *face.parts(case))))


async def made_one(transaction: Transaction, faces: Mapping[str, Face], case: Case) -> tuple[str, ...]:
    """The references of all that were made one case with this one and of itself, in their order: those to hold before
    one of them is deleted, and to ask of whether they are on hold (`holds.is_held`)."""
    main = await main_of(transaction, faces, case)
    return tuple(sorted({case.ref, main.ref, *faces[main.kind].parts(main)}))


async def keeping(transaction: Transaction, faces: Mapping[str, Face], case: Case) -> tuple[Hold, ...]:
    """The holds that keep a case now, the oldest first: its own, and those of all that were made one with it."""
    return await holds.of_cases(transaction, await made_one(transaction, faces, case))
