"""Who may be given the packet of a case: the records officer and whoever handles it, unless any of it is kept from
them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.face import Face
from bot.holding import made_one, may_know
from bot.house import House
from bot.store import cases
from bot.store.database import Transaction
from bot.workflow import Case


async def may_take(transaction: Transaction, faces: Mapping[str, Face], case: Case, viewer: str, house: House) -> bool:
    """Whether somebody may have it now: asked for the link, and again at each download. A packet holds what became part
    of the case as well, so that none of these may be kept from them; a draft is nobody's record yet."""
    face, district = faces[case.kind], house.district
    if face.workflow.never_left_home(case):
        return False
    if viewer not in (*district.role("records_officer"), *face.handled_by(case, district)):
        return False
    found = [await cases.by_ref(transaction, ref) for ref in await made_one(transaction, faces, case)]
    return all([await may_know(transaction, faces, one, viewer, house) for one in found if one])
