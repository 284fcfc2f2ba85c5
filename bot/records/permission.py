"""Who may be given the packet of a case: the records officer and whoever handles it, unless any of it is kept from
them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.exhibits import main_of
from bot.face import Face
from bot.holding import made_one, may_know, withheld
from bot.house import House
from bot.store import cases
from bot.store.database import Transaction
from bot.workflow import Case


async def may_take(transaction: Transaction, faces: Mapping[str, Face], case: Case, viewer: str, house: House) -> bool:
    """Whether somebody may have it now: asked for the link, and again at each download. A packet holds what became part
    of the case as well, so that none of these may be kept from them; a draft is nobody's record yet, unless it became
    part of a case that is."""
    main = await main_of(transaction, faces, case)
    if faces[main.kind].workflow.never_left_home(main):
        return False
    handling = {email for one in (case, main) for email in faces[one.kind].handled_by(one, house.district)}
    if viewer not in handling.union(house.district.role("records_officer")):
        return False
    every = await _every(transaction, faces, case)
    return all([await may_know(transaction, faces, one, viewer, house) for one in every])


async def not_for(transaction: Transaction, faces: Mapping[str, Face], case: Case, house: House) -> tuple[str, ...]:
    """The addresses of those from whom any of it must be kept, whatever their office: of all whom the house knows,
    since of who must not hear of a case digests alone are kept."""
    kept_from = withheld(await _every(transaction, faces, case), faces)
    holding = {email for role in kept_from.roles for email in house.district.behind(*role)}
    known = holding.union(house.names, house.district.names)
    return tuple(sorted(email for email in known if kept_from.keeps_out(email, house.district)))


async def _every(transaction: Transaction, faces: Mapping[str, Face], case: Case) -> list[Case]:
    """The case, and all that were made one with it."""
    found = [await cases.by_ref(transaction, ref) for ref in await made_one(transaction, faces, case)]
    return [one for one in found if one]
