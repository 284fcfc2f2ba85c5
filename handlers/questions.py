"""A direct message that is no command is a question: danger first, then the right answer, or a person."""

from __future__ import annotations

from bot import question_book, question_report
from bot.content.knowledge import Entry
from bot.conversation import Conversation, Replies
from bot.credentials import looks_like_credential
from bot.desk import Desk
from bot.events import Clicked, Heard
from bot.knowledge.speech import LONGEST
from bot.question_book import Question, Rating
from bot.replies import Counted, Say
from bot.ui import Button, Card, Text
from bot.workflow import Refused
from handlers import answers, danger, danger_alert, incident_past, incident_start, question_lists, request_start
from handlers.answers import Asked, carried
from handlers.incident_whose import account_in, asks_for_no_more, beside_links, searched_for

ANSWERED_AT_ONCE = 2
LONGEST_QUESTION = 2 * LONGEST
"""Characters of which none goes unread: a message is read from its beginning, and from its end."""


async def danger_first(desk: Desk, heard: Heard) -> Replies:
    """Danger comes before every command and every answer, whatever else stands in the message."""
    library = desk.house.library
    entry = library.danger(heard.text)
    if entry is None:
        return []
    past = await incident_past.told_of_closed(desk, heard.text)
    if looks_like_credential(heard.text):
        return [*await danger.interrupt(desk, entry, heard.text), *past, _say(desk.word("question.credential"))]
    return [*await danger.interrupt(desk, entry, heard.text, library.near(heard.text[:LONGEST_QUESTION])), *past]


async def ask(desk: Desk, heard: Heard) -> Replies:
    """What looks like a password is not kept and not searched for."""
    if looks_like_credential(heard.text):
        return [_say(desk.word("question.credential"))]
    if not any(letter.isalnum() for letter in heard.text):
        return [_say(desk.word("question.empty"))]
    library, words = desk.house.library, heard.text[:LONGEST_QUESTION]
    if library.asks_for_an_account(words, [tool.name for tool in desk.house.content.tools]):
        return await request_start.start(desk, heard)
    past = await incident_past.told_of_closed(desk, words)
    if past and nearest(desk, words)[0] is None:
        return [*past, Counted("abstained")]
    parts, beside = library.parts(heard.text), beside_links(desk.house, words)
    whole = heard.text if len(parts) == 1 or len(heard.text) > LONGEST else ""
    long = [_say(desk.word("question.long", count=f"{LONGEST:,}"))] if len(heard.text) > LONGEST_QUESTION else []
    foreign = map(_say, answers.in_another_language(desk.house, beside, heard.person.language))
    replies = [reply for part in parts[:ANSWERED_AT_ONCE] for reply in await _answer(desk, part, whole or part, words)]
    more = [_say(desk.word("question.one_by_one"))] if len(parts) > ANSWERED_AT_ONCE else []
    return [*long, *foreign, *past, *replies, *more]


def nearest(desk: Desk, words: str) -> tuple[Entry | None, Entry | None]:
    """The entry that answers these words, where the search is sure of one; and else the first whose title it offers."""
    found = desk.house.library.find(beside_links(desk.house, words[:LONGEST_QUESTION]))
    entry = desk.house.library.knowledge.entry
    if found.slug:
        return entry(found.slug), None
    return None, entry(found.suggestions[0]) if found.sure == "suggest" else None


def _say(words: str) -> Say:
    return Say(Card(body=(Text(words),)))


async def _answer(desk: Desk, words: str, told: str, message: str) -> Replies:
    """The answer where the search is sure, else three titles, else a person; and whose the account is that it may be
    about, with a report of it.

    words  what is searched for: of a very long message its beginning or its end
    told   what is kept of it, and a person would read
    message  all that was written, by which its language is known
    """
    house, language = desk.house, danger.language_of(desk, message)
    found = house.library.find(searched_for(house, words))
    entry = house.library.knowledge.entry(found.slug) if found.slug else None
    about = account_in(house, words, entry)
    offered = await incident_start.offer(desk, about) if about else []
    if entry:
        noted = await question_book.note(desk, told, "answered", entry, found.suggestions)
        return [*offered, Say(answers.answer(desk, entry, Asked(noted, language))), Counted("answered")]
    if offered and asks_for_no_more(house, words, found):
        return [*offered, Counted("abstained")]
    if found.sure == "suggest":
        noted = await question_book.note(desk, told, "suggested", None, found.suggestions)
        choice = answers.choice(desk, Asked(noted, language), beside_links(house, message))
        return [*offered, Say(choice), Counted("abstained")]
    noted = await question_book.note(desk, told, "person")
    nothing = answers.nothing(desk, Asked(noted, language), beside_links(house, message))
    return [*offered, Say(nothing), Counted("abstained")]


async def choose(desk: Desk, clicked: Clicked) -> Replies:
    """One of the titles that were offered: this is what was meant."""
    slug, _, of_question = clicked.value.partition("/")
    question_id, language = carried(desk, of_question)
    entry, question = _entry(desk, slug), await question_book.find(desk, question_id)
    if question is None:
        return await _read(desk, entry, language)
    await question_book.choose(desk, question, entry)
    return [Say(answers.answer(desk, entry, Asked(await _asked(desk, question_id), language)))]


async def read(desk: Desk, clicked: Clicked) -> Replies:
    """An answer that another one leads on to."""
    slug, language = carried(desk, clicked.value)
    return await _read(desk, _entry(desk, slug), language)


async def _read(desk: Desk, entry: Entry, language: str) -> Replies:
    noted = await question_book.note(desk, "", "read", entry)
    return [Say(answers.answer(desk, entry, Asked(noted, language)))]


def _entry(desk: Desk, slug: str) -> Entry:
    """The entry of a button; Refused where the knowledge base has it no more."""
    entry = desk.house.library.knowledge.entry(slug)
    if entry is None:
        raise Refused("no_entry")
    return entry


async def _asked(desk: Desk, question_id: str) -> Question:
    """A question by its lot; Refused once it is no longer kept."""
    question = await question_book.find(desk, question_id)
    if question is None:
        raise Refused("no_question")
    return question


async def helped(desk: Desk, clicked: Clicked) -> Replies:
    """ "Helpful", under an answer."""
    return await _rate(desk, clicked, "helped")


async def unhelpful(desk: Desk, clicked: Clicked) -> Replies:
    """ "Not helpful", under an answer."""
    return await _rate(desk, clicked, "unhelpful")


async def _rate(desk: Desk, clicked: Clicked, rating: Rating) -> Replies:
    """The first word counts; whoever presses again sees what was said."""
    question_id, language = carried(desk, clicked.value)
    question = await _asked(desk, question_id)
    if await question_book.rate(desk, question, rating):
        question = await _asked(desk, question_id)
    after: Rating = "helped" if question.helped else "unhelpful"
    return [await desk.change(answers.answer(desk, _entry(desk, question.slug), Asked(question, language), after))]


async def invited(desk: Desk, _heard: Heard) -> Replies:
    """ "I have a question": they may ask it here, or a person."""
    person = Button("question.person", desk.label("question.button.person"), opens_form=True)
    return [Say(Card(body=(Text(desk.word("question.empty")),), buttons=(person,)))]


async def thanked(desk: Desk, _heard: Heard) -> Replies:
    """ "Thank you", typed."""
    return [_say(desk.word("question.welcome"))]


CONVERSATION = Conversation(
    name="questions",
    hears={
        r"(?:i|we)(?:['’]?ve| have)? (?:got |have )?(?:a|another|some|a few) (?:quick )?questions?": invited,
        r"(?:ok(?:ay)?,? )?(?:thanks?|thank you|thx|ty)(?: so much| a lot| again)?[.! ]*": thanked,
    },
    presses={
        "question.choose": choose,
        "question.read": read,
        "question.helped": helped,
        "question.unhelpful": unhelpful,
        question_report.MORE: question_lists.show_more,
        "danger.alert": danger_alert.alert,
        "danger.alert_anew": danger_alert.alert_anew,
    },
    interrupts=danger_first,
    otherwise=ask,
)
