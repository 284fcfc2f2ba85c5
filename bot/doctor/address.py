"""Whether the public address leads here."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp

from bot.doctor.patient import Patient
from bot.findings import Finding, fault, note, well

ADDRESS = "Public address"
PATIENCE = aiohttp.ClientTimeout(total=10)


async def examine(patient: Patient) -> AsyncIterator[Finding]:
    """Ask the public address how it is; Socket Mode alone does without one."""
    url = patient.settings.public_url.rstrip("/")
    if not url:
        yield note(ADDRESS, "PUBLIC_URL is empty.", "Slack by HTTP and the page that shows evidence need it.")
        return
    answer = await _answer(f"{url}/healthz")
    if answer == "200":
        yield well(ADDRESS, f"{url} leads to a bot that is alive.")
    else:
        advice = "Start the web process, and let the proxy or the load balancer pass everything to it."
        yield fault(ADDRESS, f"{url}/healthz answers {answer}.", advice)


async def _answer(url: str) -> str:
    """The status, or why there is none."""
    try:
        async with aiohttp.ClientSession(timeout=PATIENCE) as session, session.get(url) as answer:
            return str(answer.status)
    except (aiohttp.ClientError, TimeoutError) as error:
        return f"nothing ({type(error).__name__})"
