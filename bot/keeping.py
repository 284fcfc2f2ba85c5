"""What the records officer set for the whole district, as it stands in the file now: a hold counts at once."""

from __future__ import annotations

import asyncio
import logging

from bot.content.district import load_district
from bot.content.district_file import Keep
from bot.content.yaml_files import Faults
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
