"""A question that goes to a person: the Communications Director's office answers in the asker's own chat.

Requirement 6.4. An answer that others could use may go on as a proposal for the knowledge base; nothing of it is
live before somebody has reviewed it.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.district import District
from bot.conversation import Conversation
from bot.face import Face, Section, written
from bot.house import House
from bot.ui import Element, Facts, Quote, Text
from bot.workflow import Case, Move, Remind, Role, Workflow
from handlers import inquiry_answer, inquiry_lists, inquiry_start
from handlers.inquiry_start import KIND

TITLE_LENGTH = 80


def _office(case: Case, district: District) -> tuple[str, ...]:
    """The Communications Director and the deputies; nobody answers themself, so then the superintendent does."""
    office = (*district.role("communications_director"), *district.role("superintendent"))
    directors = [email for email in district.role("communications_director") if email != case.opened_by]
    return tuple(directors) or tuple(email for email in office if email != case.opened_by)


def _claimer(case: Case, _district: District) -> tuple[str, ...]:
    return (case.last_by,) if case.state == "claimed" else ()


asker = Role("asker", lambda case, _district: (case.opened_by,))
office = Role("office", _office)
office_stand_in = Role("office_stand_in", lambda case, district: _office(case, district)[1:])
claimer = Role("claimer", _claimer)
others = Role("others", lambda case, district: tuple({*_office(case, district)} - {*_claimer(case, district)}))

WAITING = ("asked", "claimed")

# fmt: off
MOVES = (
    Move("ask", when="draft", to="asked", by=asker, form=inquiry_start.ASKING, look="primary", ask=(office,)),

    Move("claim", when="asked", to="claimed", by=office, look="primary", tell=(asker,)),
    Move("take_over", when="claimed", to="claimed", by=others),
    *(Move("answer", when=state, to="answered", by=office, asks=inquiry_answer.ANSWER, form=inquiry_answer.ANSWERING,
           look="primary", tell=(asker,))
      for state in WAITING),
    *(Move("propose", when=state, to="answered", by=office, form=inquiry_answer.PROPOSING, tell=(asker,))
      for state in WAITING),
    *(Move("close", when=state, to="closed", by=office, asks=inquiry_answer.REASON, form=inquiry_answer.CLOSING,
           tell=(asker,))
      for state in WAITING),

    *(Move("withdraw", when=state, to="closed", by=asker) for state in WAITING),
    Move("settle", when="answered", to="closed", by=asker),
    Move("ask_again", when="answered", to="asked", by=asker, asks=inquiry_start.MORE, form=inquiry_start.ASKING_AGAIN,
         ask=(office,)),
)
# fmt: on

WORKFLOW = Workflow(
    kind=KIND,
    prefix="Q",
    first="draft",
    states={"draft": "neutral", "asked": "waiting", "claimed": "waiting", "answered": "good", "closed": "neutral"},
    ends=("answered", "closed"),
    edits=("draft",),
    private=("draft",),
    moves=MOVES,
    reminders=(
        Remind("asked", "first", office),
        Remind("asked", "stand_in", office_stand_in),
        Remind("claimed", "first", claimer),
    ),
)


def title(case: Case, _viewer: str, house: House) -> str:
    """The beginning of the question, on one line."""
    words = " ".join(case.data.get("words", "").split())
    if not words:
        return house.words.plain("inquiry.title_unnamed")
    return words if len(words) <= TITLE_LENGTH else f"{words[:TITLE_LENGTH].rstrip()}…"


def body(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """(case, the viewer's address, house) -> the question word for word, and who asks."""
    return tuple(_body(case, viewer, house))


def _body(case: Case, viewer: str, house: House) -> Iterator[Element]:
    if case.data.get("words"):
        yield Quote(case.data["words"])
    if viewer == case.opened_by:
        return
    school = house.district.school(case.school)
    who = (house.words.plain("inquiry.fact.asker"), house.name(case.opened_by))
    where = ((house.words.plain("inquiry.fact.school"), school.name),) if school else ()
    yield Facts((who, *where))
    if case.data.get("proposal"):
        yield Text(house.words("inquiry.proposed"), quiet=True)


ENDED, UNSENT = "inquiry_ended", "inquiry_unsent"


def filed_under(case: Case) -> str:
    """The class by which a question is kept (`content/records.yaml`)."""
    if case.state == "draft":
        return UNSENT
    return ENDED if case.state in WORKFLOW.ends else ""


def on_paper(case: Case, house: House) -> tuple[Section, ...]:
    """(case, house) -> the question word for word, and what was proposed of its answer."""
    words = house.words.plain
    proposal = case.data.get("proposal") or {}
    asked = ((words("inquiry.field.words"), case.data["words"]),) if case.data.get("words") else ()
    names = ("title", "ask", "answer", "source")
    proposed = tuple((words(f"inquiry.field.{name}"), str(proposal[name])) for name in names if proposal.get(name))
    return written(Section(words("inquiry.paper.asked"), asked), Section(words("inquiry.paper.proposed"), proposed))


MAY_I = r"(?:please |(?:can|could|may) (?:i|we) )?"
WISH = rf"(?:{MAY_I}|(?:i|we)(?: want| need| would like|['’]d like) to )"
REACH = r"(?:ask|reach|message|(?:talk|speak|chat) (?:to|with))"
HUMAN = r"(?:an? )?(?:real |live )?(?:person|human)"
OFFICE = r"(?:the )?(?:communications )?(?:director(?:['’]?s office)?|office)"

CONVERSATION = Conversation(
    name=KIND,
    hears={
        r"my questions": inquiry_lists.MINE.open,
        r"questions|inquiries": inquiry_lists.WAITING.open,
        r"ask (?:a person|the office|somebody|someone)": inquiry_start.start,
    },
    # Behind the ear for danger. Who needs to talk to someone may need more than an office: that is left to the search.
    picks_up={
        HUMAN: inquiry_start.start,
        rf"{WISH}{REACH} (?:{HUMAN}|{OFFICE})(?: instead)?": inquiry_start.start,
        rf"{MAY_I}{REACH} (?:somebody|someone)": inquiry_start.start,
    },
    presses={
        f"{KIND}.ask": inquiry_start.resume,
        inquiry_lists.MINE.more: inquiry_lists.MINE.show_more,
        inquiry_lists.WAITING.more: inquiry_lists.WAITING.show_more,
        "question.person": inquiry_start.begin,
    },
    screens=(*inquiry_start.SCREENS, *inquiry_answer.SCREENS),
    face=Face(
        WORKFLOW, title, body, filed_under=filed_under, classes={ENDED: "ended", UNSENT: "ended"}, on_paper=on_paper
    ),
)
