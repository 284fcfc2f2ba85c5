"""What to do about it: who must file with the platform, with what proof, where, in which words, and what comes after
a refusal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from bot.content.playbooks import Playbook, Route, Rung
from bot.conversation import Replies
from bot.desk import Desk
from bot.events import Clicked
from bot.house import House
from bot.replies import Say
from bot.ui import Card, Element, Quote, Text, literal
from bot.workflow import Case, Refused, read_stamp
from handlers.incident_facts import MOST_NAMED
from handlers.incident_locked import is_told_of_an_image
from handlers.incident_matters import matters
from handlers.incident_roles import reads_all

MOST_LOOKED_THROUGH = 100
"""Accounts of a school, newest first."""


def playbook_of(case: Case, viewer: str, house: House) -> Playbook:
    """The playbook for the platform of a case, and for the gravest of what was said about it; of a case as it is drawn,
    also in another report of its link."""
    content, item = house.content, case.data.get("answers", {}).get("item") or {}
    said = [matter["category"] for matter in matters(house, case.data)]
    in_another = {"sexual_image": "unsure"} if is_told_of_an_image(case, viewer) else {}
    category = content.incidents.acted_on_as(said, {**case.data.get("safety", {}), **in_another})
    return content.tools.playbook(item.get("tool", "other"), category)


def untried_rungs(case: Case, viewer: str, house: House) -> list[Rung]:
    """What its ladder still has: neither filed, nor taken to somebody of that name (requirement 5.3)."""
    tried = {filing["way"] for filing in case.data.get("filings", ())}
    tried |= {step["to"] for step in case.data.get("escalated", ())}
    return [rung for rung in playbook_of(case, viewer, house).ladder if rung.id not in tried]


async def show(desk: Desk, clicked: Clicked) -> Replies:
    """The steps on one card; the words to paste each on a card of their own, so that they can be copied as they are."""
    case = await desk.asked_for(read_stamp(clicked.value)[0], "playbook")
    if not reads_all(case, desk.me, desk.house.district):
        raise Refused("not_yours", case)
    book = playbook_of(await desk.as_drawn(case), desk.me, desk.house)
    title = desk.label("incident.playbook.title", ref=case.ref)
    prepared = _prepared(desk, book, await _facts(desk, case))
    return [Say(Card(title, _steps(desk, book))), *(Say(Card(body=part)) for part in prepared)]


def _steps(desk: Desk, book: Playbook) -> tuple[Element, ...]:
    return (
        Text(desk.word("incident.playbook.who", who=book.who_says)),
        *([Text(desk.word("incident.playbook.proof"))] if book.proof else []),
        *(Text("• " + literal(line)) for line in book.proof),
        Text(desk.word("incident.playbook.where")),
        *(element for route in book.routes for element in _route(desk, route, book.who_says)),
        *([Text(desk.word("incident.playbook.refused"))] if book.ladder else []),
        *(Text(f"• **{literal(rung.name)}.** {literal(rung.say)}") for rung in book.ladder),
    )


def _route(desk: Desk, route: Route, usually: str) -> tuple[Element, ...]:
    """One way: its name (a link where there is one), who files it where that is not who usually does, its steps, and
    how far it can be trusted."""
    name = f"[{literal(route.name)}]({route.url})" if route.url else f"**{literal(route.name)}**"
    old = route.checked_on and route.is_old(desk.now.date())
    sure = desk.word("incident.playbook.old") if old else ""
    standing = " ".join(part for part in (literal(route.standing), sure) if part)
    who = [Text(desk.word("incident.playbook.who_here", who=route.who_files))]
    steps = [Text(literal(route.say))] if route.say else []
    return (
        Text(name),
        *(who if route.who_files != usually else ()),
        *steps,
        *([Text(standing, quiet=True)] if standing else []),
    )


def _prepared(desk: Desk, book: Playbook, facts: Mapping[str, str]) -> Iterator[tuple[Element, ...]]:
    """The words to paste, each under the routes that they are for."""
    by_text: dict[str, list[str]] = defaultdict(list)
    for route in book.routes:
        by_text[route.text].append(route.name)
    for text, names in by_text.items():
        if text:
            heading = desk.word("incident.playbook.paste", route="; ".join(names))
            yield (Text(heading), Quote(desk.house.content.tools.fill_in(text, facts)))


async def _facts(desk: Desk, case: Case) -> dict[str, str]:
    """What is known of the case for the prepared words; what is not keeps its place between brackets."""
    answers, district = case.data.get("answers", {}), desk.house.district
    item = answers.get("item") or {}
    school = district.school(answers.get("school") or case.school)
    return {
        "district": district.name,
        "short_name": district.short_name,
        "school": f"{school.name}, {district.name}" if school else district.name,
        "link": item.get("url") or answers.get("link", ""),
        "handle": item.get("handle", ""),
        "real_account": await _real_account(desk, school.id, item) if school else "",
        "director": desk.house.name(desk.me),
        "reference": case.ref,
    }


async def _real_account(desk: Desk, school: str, item: Mapping[str, Any]) -> str:
    """The link to the school's account on the platform of the item, which it is not itself, as the register has it. Of
    several the person who files chooses, between brackets; of many it names none."""
    accounts = await desk.register("account", [school], MOST_LOOKED_THROUGH)
    there = (one.data["url"] for one in accounts if one.school == school and one.data["tool"] == item.get("tool"))
    links = [url for url in there if url != item.get("url")]
    if len(links) == 1:
        return str(links[0])
    return f"[{' / '.join(links)}]" if 0 < len(links) <= MOST_NAMED else ""
