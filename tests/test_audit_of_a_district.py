"""The log of a district at work is well through everything that happens there: reports that become one, years, a list
that is carried out, and workers who seal side by side."""

from __future__ import annotations

import asyncio

from bot.audit.examining import Audit
from bot.audit.sealing import Sealer
from tests.disposition_office import carried_out, drawn_up, is_there, signed
from tests.evidence_office import WITH_EVIDENCE
from tests.office import Office, office
from tests.test_destroying import a_closed_report


async def audited(opened: Office) -> Audit:
    """What is new is sealed, by two at once; an hour later nothing is wrong."""
    building = opened.building
    await asyncio.gather(building.sealer.round(), Sealer(building.database, opened.clock).round())
    opened.clock.move(hours=2)
    async with building.database.reading() as connection:
        walk = Audit(connection, opened.clock())
        assert [fault async for fault in walk.faults()] == []
    return walk


async def test_the_log_of_a_district_is_well_whatever_happens_there(address: str) -> None:
    async with office(address, WITH_EVIDENCE) as opened:
        main, part = await a_closed_report(opened)
        await opened.say("casey", main.ref)
        before = await audited(opened)
        done = await carried_out(opened, await signed(opened, await drawn_up(opened, years=7)))
        after = await audited(opened)
        assert (before.destroyed, done.state) == (0, "carried_out")
        assert after.sealed > before.sealed >= after.destroyed > 0
        assert not [ref for ref in (main.ref, part.ref) if await is_there(opened, ref)]
        await opened.file()
        assert (await audited(opened)).destroyed == after.destroyed
