"""What the records officer set, as it stands in the files now: a hold counts at once, and so does a longer time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace

from bot.content.district import load_district
from bot.content.district_file import Keep
from bot.content.records import Records, load_records
from bot.content.yaml_files import Faults
from bot.face import Face
from bot.house import House

log = logging.getLogger(__name__)


async def kept_now(house: House) -> Keep:
    """`keep` of district.yaml. A file that cannot be read may have been changed for a hold, and counts as one."""
    return await asyncio.to_thread(_read, house)


def _read(house: House) -> Keep:
    try:
        return load_district(house.library.folder / "district.yaml").keep
    except (Faults, OSError):
        log.warning("district.yaml cannot be read, so nothing is forgotten")
        return Keep(hold=True)


async def rules_now(house: House, faces: Mapping[str, Face]) -> House | None:
    """The house with `records.yaml` as it stands now. None while the whole district is on hold, or where one of the two
    files cannot be read or does not fit: it may have been changed so that something stays."""
    if (await kept_now(house)).hold:
        return None
    records = await asyncio.to_thread(_rules, house, faces)
    return replace(house, content=replace(house.content, records=records)) if records else None


def _rules(house: House, faces: Mapping[str, Face]) -> Records | None:
    try:
        records = load_records(house.library.folder / "records.yaml")
    except (Faults, OSError):
        log.warning("records.yaml cannot be read, so nothing is destroyed")
        return None
    if records.faults({kind: face.classes for kind, face in faces.items()}):
        log.warning("records.yaml does not fit the classes of cases, so nothing is destroyed")
        return None
    return records
