"""How a report begins: by a word, by a link, by a message's own menu; and how one that was begun goes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.content.district_file import ENGLISH
from bot.conversation import LONGEST_NOTE, Replies
from bot.desk import Desk
from bot.events import Clicked, Event, Flagged, Heard
from bot.replies import Open, Say
from bot.ui import Button, Card, Text
from bot.workflow import Case, read_stamp
from handlers import incident_screens, safety_words
from handlers.incident_questions import LONGEST_LINK
from handlers.incident_recall import KIND
from handlers.incident_safety import HEARD


async def start(desk: Desk, event: Event) -> Replies:
    """`/report-account`: the safety questions, or the report that was begun and not sent. A link that was offered and
    passed over is in none of them. A button below a text for danger says in which language that was."""
    if begun := await desk.drafts(KIND, "begun"):
        return [Say(_offer_to_go_on(desk, begun[0]))]
    language = (event.value if isinstance(event, Clicked) else "") or desk.language
    untouched = await desk.drafts(KIND, "untouched")
    same = [case for case in untouched if safety_words.language_of(case.data, desk.me) == language]
    return await _begin(desk, same[0] if same else await draft(desk, language))


async def _begin(desk: Desk, case: Case) -> Replies:
    return [Open(await incident_screens.draw_safety(desk, case, case.stamp))]


async def draft(desk: Desk, language: str, **answers: str) -> Case:
    """A report that nobody but its reporter sees yet, with what is known of it.

    language  in which they read the texts for emergencies
    """
    return await _open(desk, language, {"answers": answers, "screens": []})


async def draft_heard(desk: Desk, heard: str, safety: Mapping[str, str], words: str, language: str) -> Case:
    """The same, with what the chat understood from somebody's words (`heard`: by which entry of the knowledge base),
    until they answer themself; about the first link in these."""
    links = desk.house.content.tools.links_in(words)
    answers = {"link": links[0][:LONGEST_LINK]} if links else {}
    data = {"answers": answers, "screens": [HEARD], "heard": heard, "safety": dict(safety)}
    return await _open(desk, language, data)


async def _open(desk: Desk, language: str, data: Mapping[str, Any]) -> Case:
    school, version = desk.house.district.school_of(desk.me) or "", desk.house.content.incidents.version
    reads = {desk.me: language if language in desk.house.district.languages else ENGLISH}
    return await desk.open_case(KIND, school, {**data, "content": version, "languages": reads})


async def _draft_about(desk: Desk, **answers: str) -> Case:
    """The same, or the one that was opened with this before and passed over."""
    return await desk.untouched(KIND, answers) or await draft(desk, desk.language, **answers)


async def start_with_link(desk: Desk, heard: Heard) -> Replies:
    """ "Report https://…" or "report @handle": it is on the second screen already."""
    return await _begin(desk, await _draft_about(desk, link=heard.text.split()[-1][:LONGEST_LINK]))


async def start_with_words(desk: Desk, heard: Heard) -> Replies:
    """ "I want to report a fake account": the same, with the first link in these words, if there is one."""
    if not desk.house.content.tools.links_in(heard.text):
        return await start(desk, heard)
    return await _begin(desk, await draft_from(desk, heard.text))


async def offer_for_link(desk: Desk, heard: Heard) -> Replies:
    """A link or a handle, and nothing else."""
    return await offer(desk, heard.text.strip())


async def offer(desk: Desk, link: str) -> Replies:
    """Whether a link or a handle is ours, as the register has it, and whether something is to be done."""
    case = await _draft_about(desk, link=link[:LONGEST_LINK])
    button = Button(f"{KIND}.report", desk.label("incident.button.start"), case.stamp, look="primary", opens_form=True)
    body = (Text(await _whose(desk, link)), Text(desk.word("incident.offer_for_link")))
    return [Say(Card(body=body, buttons=(button,)))]


async def _whose(desk: Desk, link: str) -> str:
    keys = desk.house.content.tools.account_keys(link)
    if not keys:
        return desk.word("incident.not_an_account")
    held = [account for key in keys if (account := await desk.at_address("account", key))]
    ours = _called_like_ours if link.startswith("@") else _is_ours
    return "\n".join(ours(desk, account) for account in held) or desk.word("incident.not_ours")


def _is_ours(desk: Desk, account: Case) -> str:
    return desk.word("incident.is_ours", account=_title(desk, account), state=desk.state_label(account))


def _called_like_ours(desk: Desk, account: Case) -> str:
    """A handle alone leaves open on which platform it is meant."""
    return desk.word("incident.called_like_ours", account=_title(desk, account), state=desk.state_label(account))


def _title(desk: Desk, account: Case) -> str:
    return desk.faces["account"].title(account, desk.me, desk.house)


async def flagged(desk: Desk, event: Flagged) -> Replies:
    """ "Report this message": the first link in it, else the message itself, and its words as a note to begin with."""
    note = event.text.strip()[:LONGEST_NOTE]
    return await _begin(desk, await draft_from(desk, event.text, event.link, note=note))


async def draft_from(desk: Desk, words: str, link: str = "", **answers: str) -> Case:
    """A draft about the first link in somebody's words, else about `link`."""
    first = (*desk.house.content.tools.links_in(words), link)[0]
    return await _draft_about(desk, link=first[:LONGEST_LINK], **answers)


def _offer_to_go_on(desk: Desk, case: Case) -> Card:
    go_on = Button(f"{KIND}.report", desk.label("incident.button.report"), case.stamp, "primary", opens_form=True)
    afresh = Button(f"{KIND}.start_afresh", desk.label("incident.continue.afresh"), case.stamp, opens_form=True)
    when = desk.house.clock(case.updated_at)
    return Card(
        desk.label("incident.continue.title"),
        (Text(desk.word("incident.continue.text", ref=case.ref, when=when)),),
        (go_on, afresh),
    )


async def start_afresh(desk: Desk, _clicked: Clicked) -> Replies:
    """A new report beside the one that was begun."""
    return await _begin(desk, await draft(desk, desk.language))


async def resume(desk: Desk, clicked: Clicked) -> Replies:
    """Go on at the first screen that is not finished; a report is its reporter's alone, so an older button will do."""
    case = await desk.case(read_stamp(clicked.value)[0])
    desk.must_be_able(case, incident_screens.SENDING, case.stamp)
    return [Open(await incident_screens.next_open(desk, case))]
