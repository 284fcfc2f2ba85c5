"""Screenshots: taken into an ordinary report, never into one where a copy could be a crime, and shown to few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.content.knowledge import Entry
from bot.desk import Desk
from bot.events import Clicked, SentFiles
from bot.evidence import Evidence
from bot.menu import Replies
from bot.replies import Say
from bot.ui import Button, Card, Facts, Row, Rows, Text
from bot.workflow import Case, Refused, read_stamp, references_in
from handlers import danger, incident_lines
from handlers.incident_lines import open_lines
from handlers.incident_questions import hands_off, takes_files
from handlers.incident_recall import OPEN
from handlers.incident_roles import handlers, reads_all
from handlers.incident_start import draft_from
from handlers.incident_words import keep_words

KIND = "incident"
MOST_HANDLED = 10
"""Cases among which somebody who handles many is asked to choose."""


async def take_files(desk: Desk, event: SentFiles) -> Replies:
    """Files came into the chat. Danger that the words beside them speak of comes before all else."""
    heard = desk.house.library.danger(event.text) if event.text else None
    answer = await _answer(desk, event, heard)
    first = await danger.interrupt(desk, heard, event.text) if heard else []
    return [*first, Say(answer)]


async def _answer(desk: Desk, event: SentFiles, heard: Entry | None) -> Card:
    """While anything dangerous is open or spoken of, files are not touched, whatever else is; the words beside them are
    kept all the same."""
    lines = await open_lines(desk)
    dangerous = incident_lines.dangerous(desk, lines) or await danger.begun_of_an_image(desk, heard, event.text)
    latest = next((line for line in lines if _decides(desk, line)), None)
    meant = latest[-1] if latest and not hands_off(desk, latest[0].data) else None
    if dangerous:
        return await _not_taken(desk, dangerous, event.text)
    if meant:
        return await _looking(desk, meant, event)
    if latest:
        return Card(body=(Text(desk.word("incident.words_only.abuse")),))
    handled = [] if lines else await _handled(desk)
    return await _for_handled(desk, handled, event) if handled else await _ask_first(desk, event.text)


def _decides(desk: Desk, line: Sequence[Case]) -> bool:
    """Whether files that come now are about this report: into an ordinary one they are taken, and of suspected abuse
    none is, whatever else is open."""
    return hands_off(desk, line[0].data) or takes_files(line[-1], desk.house)


async def _looking(desk: Desk, case: Case, event: SentFiles) -> Card:
    await desk.want_evidence(case, event.files)
    looking = Text(desk.word("incident.looking", ref=case.ref))
    done = Button(f"{KIND}.files_done", desk.label("incident.button.files_done"), case.stamp)
    return Card(body=(looking, *await keep_words(desk, case, event.text)), buttons=(done,))


async def _not_taken(desk: Desk, case: Case, words: str) -> Card:
    """Why the file was not fetched, and what to do with the one that is in the chat. A report that is only begun can be
    gone on with from here."""
    text = desk.house.content.safety.text("file_in_chat")
    said = tuple(Text(line) for line in (*text.paragraphs(desk.house.district.contacts), *text.forbids))
    kept = await keep_words(desk, case, words)
    return Card(text.title, (*said, *kept), (_go_on(desk, case),) if case.state == "draft" else ())


def _go_on(desk: Desk, case: Case) -> Button:
    return Button(f"{KIND}.report", desk.label("incident.button.report"), case.stamp, "primary", opens_form=True)


async def _ask_first(desk: Desk, words: str) -> Card:
    """No report is open. What was said beside the files is the note of one that may be begun now."""
    body, action, stamp = [Text(desk.word("incident.file_without_report"))], f"{KIND}.start", ""
    if words:
        draft = await draft_from(desk, words)
        body += await keep_words(desk, draft, words)
        action, stamp = f"{KIND}.report", draft.stamp
    button = Button(action, desk.label("incident.button.start"), stamp, look="primary", opens_form=True)
    return Card(body=tuple(body), buttons=(button,))


# --- From somebody who handles a case -------------------------------------------------------------------------------


async def _handled(desk: Desk) -> Sequence[Case]:
    """The open cases that this person took, the longest waiting first."""
    return await desk.in_states(KIND, OPEN, lambda case: _took(desk, case), MOST_HANDLED)


def _took(desk: Desk, case: Case) -> bool:
    return case.data.get("taken_by") == desk.me and desk.holds(handlers, case)


async def _for_handled(desk: Desk, handled: Sequence[Case], event: SentFiles) -> Card:
    """Such as a redacted version (requirement 4.3): for the one case that they took, or the one that they name."""
    named = references_in(event.text, desk.faces[KIND].workflow.prefix)
    meant = [case for case in handled if not named or case.ref in named]
    if len(meant) != 1:
        return _which(desk, handled)
    if not takes_files(meant[0], desk.house):
        return await _not_taken(desk, meant[0], event.text)
    card = await _looking(desk, meant[0], event)
    return replace(card, body=(Text(desk.word("incident.handled_file", ref=meant[0].ref)), *card.body))


def _which(desk: Desk, handled: Sequence[Case]) -> Card:
    title = desk.faces[KIND].title
    asked = Text(desk.word("incident.which_case", ref=handled[0].ref))
    return Card(body=(asked, Facts(tuple((case.ref, title(case, desk.me, desk.house)) for case in handled))))


# --- What became of them --------------------------------------------------------------------------------------------


async def files_done(desk: Desk, clicked: Clicked) -> Replies:
    """ "Done": what has arrived by now."""
    case = await desk.case(read_stamp(clicked.value)[0])
    mine = [one for one in await desk.evidence(case) if one.sender == desk.me]
    return [Say(Card(body=(Text(_arrived(desk, case, mine)),)))]


def _arrived(desk: Desk, case: Case, mine: Sequence[Evidence]) -> str:
    kept = sum(one.status == "kept" for one in mine)
    coming = any(one.status in ("wanted", "taking") for one in mine)
    if not mine:
        return desk.word("incident.done.none", ref=case.ref)
    return desk.word(f"incident.done.{'on_their_way' if coming else 'all'}", ref=case.ref, count=str(kept))


# --- For those who handle the case ----------------------------------------------------------------------------------


async def show(desk: Desk, clicked: Clicked) -> Replies:
    """The files of a case, each behind a link that is this person's, runs out in minutes, and is entered when used."""
    case = await desk.case(read_stamp(clicked.value)[0])
    if not reads_all(case, desk.me, desk.house.district):
        raise Refused("not_yours", case)
    if desk.house.links is None:
        return await _hand_over(desk, case)
    links = await desk.evidence_links(case)
    if not links:
        return await _none(desk, case)
    title = desk.label("incident.evidence_of", ref=case.ref)
    rows = Rows(tuple(_row(desk, one, url) for one, url in links))
    return [Say(Card(title, (Text(desk.word("incident.evidence_rules"), quiet=True), rows)))]


async def _hand_over(desk: Desk, case: Case) -> Replies:
    """No browser reaches a page of ours: the files come into the handler's own chat, where it takes them."""
    otherwise = Card(body=(Text(desk.word("refused.no_page", ref=case.ref)),))
    if await desk.hand_over(case, desk.label("incident.handed_over", ref=case.ref), otherwise):
        return []
    return await _none(desk, case)


async def _none(desk: Desk, case: Case) -> Replies:
    """No file is kept, or nobody may open what is: because of this case, or of one that it became part of."""
    kept = any(one.status == "kept" for one in await desk.evidence(case))
    said = desk.word("incident.sealed") if kept else desk.word("incident.no_files", ref=case.ref)
    return [Say(Card(body=(Text(said),)))]


def _row(desk: Desk, one: Evidence, url: str) -> Row:
    about = desk.label("incident.sent_by", by=desk.house.name(one.sender), when=desk.house.clock(one.sent_at))
    return Row(one.name, about, Button(f"{KIND}.open_file", desk.label("incident.open_file"), str(one.id), url=url))
