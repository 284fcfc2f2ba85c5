"""Screenshots: taken into an ordinary report, never into one where a copy could be a crime, and shown to few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.content.knowledge import Entry
from bot.conversation import Hear, Replies
from bot.desk import Desk
from bot.events import Clicked, SentFiles
from bot.evidence import Evidence
from bot.replies import Say
from bot.ui import Button, Card, Facts, Row, Rows, Text
from bot.workflow import Case, Refused, read_stamp
from handlers import danger, incident_aim, incident_unasked, safety_words
from handlers.incident_dangers import image_is_spoken_of
from handlers.incident_later import known_as
from handlers.incident_lines import Line, dangerous, open_lines
from handlers.incident_locked import image_of, why_locked
from handlers.incident_recall import KIND, OPEN
from handlers.incident_roles import drawn_in, handlers, reads_all, reporters_alone
from handlers.incident_safety import hands_off, may_be_of_an_image, takes_files
from handlers.incident_spoken import heeded, image_in, spoken_of_lately
from handlers.incident_start import draft_from
from handlers.incident_words import keep_words


async def take_files(desk: Desk, event: SentFiles, hear: Hear) -> Replies:
    """Files came into the chat. Danger that the words beside them speak of comes before all else."""
    heard = desk.house.library.danger(event.text) if event.text else None
    about = await heeded(desk, event.text)
    answer = await (_not_taken(desk, about, event.text) if about else _answer(desk, event, heard))
    if answer is None:
        return await incident_unasked.answer(desk, event, hear)
    first = [Say(await danger.warning(desk, heard, event.text, (), to=about))] if heard else []
    return [*first, Say(answer)]


async def _answer(desk: Desk, event: SentFiles, heard: Entry | None) -> Card | None:
    """While anything dangerous is open or spoken of, files are not touched, whatever else is; the words beside them are
    kept all the same. Of a report that somebody handles the picture may come after their words: what names another is
    not that. None where the files are for no report, and nothing beside them speaks of one; or where what stands beside
    them is a question that has its answer, so that they may be for none of those that are open."""
    lines, named = await open_lines(desk), incident_aim.named_in(desk, event.text)
    meant = await incident_aim.among(desk, lines, named)
    if closing := dangerous(desk, lines) or await _begun(desk, event.text):
        about = meant[0][-1] if named and len(meant) == 1 and not heard else closing
        return await _not_taken(desk, about, event.text)
    if not named and (spoken_of := await spoken_of_lately(desk)):
        return await _perhaps_of(desk, spoken_of, event.text)
    if not (named or heard) and incident_unasked.asks_something_else(desk, event.text):
        return None
    if len(meant) == 1:
        return await _for(desk, meant[0], event, await incident_aim.among(desk, lines, frozenset()))
    if meant:
        return _which(desk, meant)
    return await _for_none(desk, lines, event.text, heard)


async def _begun(desk: Desk, words: str) -> Case | None:
    return await danger.begun_of_an_image(desk, image_in(desk, words), words, danger.language_of(desk, words))


async def _for(desk: Desk, line: Line, event: SentFiles, unnamed: Sequence[Line]) -> Card:
    """Files for a report of one's own, or for a case that one took, such as a redacted version (requirement 4.3).

    unnamed  what they would be for if no report were named; where that is another, further files need the name too
    """
    case = line[-1]
    closed = may_be_of_an_image(case, desk.house) or image_is_spoken_of(case)
    if closed or await image_of(desk, await desk.traces(case), case.ref):
        return await _not_taken(desk, case, event.text)
    own = line[0].opened_by == desk.me
    if not takes_files(case, desk.house) or (own and hands_off(desk, line[0].data)):
        return Card(body=(Text(desk.word("incident.words_only.abuse")),))
    alone = [other[-1].ref for other in unnamed] == [case.ref]
    ref = known_as(case, desk.me)
    looking = [Text(desk.word(f"incident.{'looking' if alone else 'looking_named'}", ref=ref))]
    if alone and not own:
        looking.insert(0, Text(desk.word("incident.handled_file", ref=case.ref)))
    return await _looking(desk, case, event, looking)


async def _looking(desk: Desk, case: Case, event: SentFiles, said: Sequence[Text]) -> Card:
    await desk.want_evidence(case, event.files)
    done = Button(f"{KIND}.files_done", desk.label("incident.button.files_done"), case.stamp)
    return Card(body=(*said, *await _kept(desk, case, event.text)), buttons=(done,))


async def _not_taken(desk: Desk, case: Case, words: str) -> Card:
    """Why the file was not fetched, and what to do with the one that is in the chat. A report that is only begun can be
    gone on with from here."""
    text = desk.house.content.safety.text("file_in_chat")
    said = safety_words.of_text(text, desk.house, safety_words.language_of(case.data, desk.me))
    kept = await _kept(desk, case, words)
    return Card(text.title, (*said, *kept), (_go_on(desk, case),) if case.state == "draft" else ())


async def _perhaps_of(desk: Desk, case: Case, words: str) -> Card:
    """The same of a file that names no report, from somebody who wrote a moment ago of a sexual image in one."""
    card = await _not_taken(desk, case, words)
    return replace(card, body=(*card.body, Text(desk.word("incident.name_another", ref=case.ref))))


async def _kept(desk: Desk, case: Case, words: str) -> Sequence[Text]:
    """What becomes of the words beside a file. A reference alone says nothing to whoever handles the case."""
    if not incident_aim.says_more(desk, words):
        return ()
    if case.state in OPEN and not any(desk.holds(role, case) for role in (reporters_alone, handlers, drawn_in)):
        return (Text(desk.word("incident.words_not_yours", ref=case.ref)),)
    return await keep_words(desk, case, words)


def _go_on(desk: Desk, case: Case) -> Button:
    return Button(f"{KIND}.report", desk.label("incident.button.report"), case.stamp, "primary", opens_form=True)


async def _for_none(desk: Desk, lines: Sequence[Line], words: str, heard: Entry | None) -> Card | None:
    """They name what is closed, or nothing of theirs that is open; or there is nothing."""
    named = incident_aim.named_in(desk, words)
    if ended := await incident_aim.closed(desk, named):
        return await _ask_first(desk, words, desk.word("incident.file_for_closed", ref=ended))
    if others := await incident_aim.among(desk, lines, frozenset()):
        return _which(desk, others)
    if not (heard or named or incident_unasked.speaks_of_a_report(desk, words)):
        return None
    return await _ask_first(desk, words, desk.word("incident.file_without_report"))


async def _ask_first(desk: Desk, words: str, asked: str) -> Card:
    """No report is open. What was said beside the files is the note of one that may be begun now; a reference alone is
    none."""
    body, action, stamp = [Text(asked)], f"{KIND}.start", ""
    if incident_aim.says_more(desk, words):
        draft = await draft_from(desk, words)
        body += await keep_words(desk, draft, words)
        action, stamp = f"{KIND}.report", draft.stamp
    button = Button(action, desk.label("incident.button.start"), stamp, look="primary", opens_form=True)
    return Card(body=tuple(body), buttons=(button,))


def _which(desk: Desk, lines: Sequence[Line]) -> Card:
    """Nothing is fetched or kept until they say which of these it is for."""
    title, cases = desk.faces[KIND].title, [line[-1] for line in lines][: incident_aim.MOST_ASKED]
    named = tuple((known_as(case, desk.me), title(case, desk.me, desk.house)) for case in cases)
    return Card(body=(Text(desk.word("incident.which_case", ref=named[0][0])), Facts(named)))


# --- What became of them --------------------------------------------------------------------------------------------


async def files_done(desk: Desk, clicked: Clicked) -> Replies:
    """ "Done": what has arrived by now."""
    case = await desk.case(read_stamp(clicked.value)[0])
    mine = [one for one in await desk.evidence(case) if one.sender == desk.me]
    return [Say(Card(body=(Text(_arrived(desk, case, mine)),)))]


def _arrived(desk: Desk, case: Case, mine: Sequence[Evidence]) -> str:
    kept, ref = sum(one.status == "kept" for one in mine), known_as(case, desk.me)
    coming = any(one.status in ("wanted", "taking") for one in mine)
    if not mine:
        return desk.word("incident.done.none", ref=ref)
    return desk.word(f"incident.done.{'on_their_way' if coming else 'all'}", ref=ref, count=str(kept))


# --- For those who handle the case ----------------------------------------------------------------------------------


async def show(desk: Desk, clicked: Clicked) -> Replies:
    """The files of a case, each behind a link that is this person's, runs out in minutes, and is entered when used."""
    case = await desk.asked_for(read_stamp(clicked.value)[0], "files")
    if not reads_all(case, desk.me, desk.house.district):
        raise Refused("not_yours", case)
    if desk.house.links is None:
        return await _hand_over(desk, case)
    links = await desk.evidence_links(case)
    if not links:
        return await _none(desk, case)
    title = desk.label("incident.evidence_of", ref=case.ref)
    rows = Rows(tuple(_row(desk, one, url) for one, url in links))
    locked = await _locked(desk, case, len(links))
    return [Say(Card(title, (Text(desk.word("incident.evidence_rules"), quiet=True), *locked, rows)))]


async def _locked(desk: Desk, case: Case, opened: int) -> tuple[Text, ...]:
    """How many are kept and open for nobody, since the same file is in a case that takes none."""
    locked = sum(one.status == "kept" for one in await desk.evidence(case)) - opened
    return (Text(desk.word("incident.sealed.some", count=str(locked))),) if locked else ()


async def _hand_over(desk: Desk, case: Case) -> Replies:
    """No browser reaches a page of ours: the files come into the handler's own chat, where it takes them."""
    otherwise = Card(body=(Text(desk.word("refused.no_page", ref=case.ref)),))
    if await desk.hand_over(case, desk.label("incident.handed_over", ref=case.ref), otherwise):
        return []
    return await _none(desk, case)


async def _none(desk: Desk, case: Case) -> Replies:
    """No file is kept, or nobody may open what is: because of this case, or of one that it became part of."""
    kept = any(one.status == "kept" for one in await desk.evidence(case))
    said = (
        why_locked(await desk.as_drawn(case), desk.me, desk.house)
        if kept
        else Text(desk.word("incident.no_files", ref=case.ref))
    )
    return [Say(Card(body=(said,)))]


def _row(desk: Desk, one: Evidence, url: str) -> Row:
    about = desk.label("incident.sent_by", by=desk.house.name(one.sender), when=desk.house.clock(one.sent_at))
    return Row(one.name, about, Button(f"{KIND}.open_file", desk.label("incident.open_file"), str(one.id), url=url))
