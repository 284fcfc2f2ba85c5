"""The words that somebody sent beside files: kept with the report that the files belong to, if they may be, and never
passed over."""

from __future__ import annotations

from bot.conversation import LONGEST_NOTE
from bot.credentials import looks_like_credential
from bot.desk import Desk
from bot.ui import Text
from bot.workflow import Case
from handlers.incident_hearing import stays_out, with_words
from handlers.incident_later import known_as
from handlers.incident_roles import reporters_alone


async def keep_words(desk: Desk, case: Case, words: str) -> tuple[Text, ...]:
    """Keep words with a report, and say so; where they cannot be kept, say what to do instead."""
    if not words:
        return ()
    if looks_like_credential(words):
        return (Text(desk.word("question.credential")),)
    case, ref = await desk.held_case(case.ref), known_as(case, desk.me)
    if any(stays_out(desk, case, entry) for entry in desk.house.library.dangers(words)):
        return (Text(desk.word("incident.words_left_out")),)
    if await (_in_draft if case.state == "draft" else _in_history)(desk, with_words(desk, case, words), words):
        return (Text(desk.word("incident.words_kept", ref=ref)),)
    return (Text(desk.word("incident.words_too_long", ref=ref, longest=f"{LONGEST_NOTE:,}")),)


async def _in_draft(desk: Desk, case: Case, words: str) -> bool:
    """As the note that the last screen shows."""
    answers = case.data["answers"]
    note = "\n".join(filter(None, (answers.get("note", ""), words)))
    if len(note) > LONGEST_NOTE:
        return False
    await desk.save(case, {**case.data, "answers": {**answers, "note": note}})
    return True


async def _in_history(desk: Desk, case: Case, words: str) -> bool:
    """As what its reporter adds; as a note where the reporter is one of those who handle it."""
    if len(words) > LONGEST_NOTE:
        return False
    await desk.move(case.stamp, "add" if desk.holds(reporters_alone, case) else "note", words, case.data)
    return True
