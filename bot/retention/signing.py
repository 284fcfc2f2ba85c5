"""Who may sign for what is due: nobody for a case of their own, or for one that must be kept from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.disposition import KIND, LISTED, OFFICER, barring
from bot.face import Face
from bot.holding import withheld
from bot.house import House
from bot.retention.due import Fate
from bot.workflow import Case


def barred(found: Sequence[Fate], faces: Mapping[str, Face]) -> dict[str, Any]:
    """Who must not sign for all of this, as a list keeps it."""
    every = [one for fate in found for one in (fate.case, *fate.parts)]
    return barring((one.opened_by for one in every), withheld(every, faces))


def signers(found: Sequence[Fate], faces: Mapping[str, Face], house: House, now: datetime) -> tuple[str, ...]:
    """Who may sign for all of this, in the order in which they are asked; nobody is a real answer."""
    return officers(Case(0, "", KIND, LISTED, 1, "", "", now, now, {"barred": barred(found, faces)}), faces, house)


def officers(listed: Case, faces: Mapping[str, Face], house: House) -> tuple[str, ...]:
    """Who may sign a list, in the order in which they are asked."""
    officer = faces[KIND].workflow.role(OFFICER)
    return officer.who(listed, house.district) if officer else ()
