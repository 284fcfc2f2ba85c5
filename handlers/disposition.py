"""The disposition list: what has been kept long enough, and is destroyed only once the records officer has signed.

Requirement 8.6: never silent. The list gives a case's reference, class and days, and nothing that anybody wrote. The
house draws it up and carries it out; in between nobody but its signer moves it.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.content.district import District
from bot.conversation import Conversation
from bot.disposition import CARRIED_OUT, DRAWN_UP, KEPT, KIND, LAPSED, LISTED, OFFICER, SIGNED, UNDER_WAY, barred
from bot.face import Face
from bot.workflow import HOUSE, Asks, Case, Move, Remind, Role, Workflow
from handlers import disposition_lists, disposition_rows, disposition_sign
from handlers.disposition_card import body, title
from handlers.disposition_paper import on_paper

FILED_UNDER = "disposition_list"


def officers(district: District) -> tuple[str, ...]:
    """Who signs lists, as far as none of them stands in the way of it."""
    office = district.role("records_officer") or district.role("communications_director")
    return (*office, *district.role("superintendent"))


def _officers(case: Case, district: District) -> tuple[str, ...]:
    """The records officer, or the Director's office where there is none; then the superintendent; where none of them
    may, the Director's office after all. Nobody signs for a case of their own, or for one that must be kept from
    them."""
    able = _able(case, officers(district), district)
    return able or _able(case, district.role("communications_director"), district)


def _able(case: Case, emails: Iterable[str], district: District) -> tuple[str, ...]:
    kept_from = barred(case)
    return tuple(email for email in dict.fromkeys(emails) if not kept_from.keeps_out(email, district))


def _director(case: Case, district: District) -> tuple[str, ...]:
    """The Director's office hears that something goes, and not what: some of it may have to be kept from it."""
    signing = _officers(case, district)
    return tuple(email for email in district.role("communications_director") if email not in signing)


def _signer(case: Case, district: District) -> tuple[str, ...]:
    return tuple(email for email in _officers(case, district) if email == case.data.get("signed_by"))


officer = Role(OFFICER, _officers)
officer_stand_in = Role("officer_stand_in", lambda case, district: _officers(case, district)[1:])
signer = Role("signer", _signer)
director = Role("director", _director, reads=False)
director_apart = Role("director_apart", _director, reads=False, told_why=False)
"""The same, where the words of whoever signs may tell what is on the list."""

# fmt: off
MOVES = (
    Move("draw_up", when=DRAWN_UP, to=LISTED, by=HOUSE, hidden=True, ask=(officer,)),

    # The records officer reads it, keeps off it what has to stay, and signs, or keeps all of it.
    Move("sign", when=LISTED, to=SIGNED, by=officer, form=disposition_sign.SIGNING, look="danger", tell=(director,)),
    Move("keep_off", when=LISTED, to=LISTED, by=officer, form=disposition_sign.KEEPING_OFF),
    Move("keep_all", when=LISTED, to=KEPT, by=officer, asks=Asks("reason"), tell=(director_apart,)),

    # Once nobody may sign it any more the house closes it, so that what is on it can come on another list.
    Move("lapse", when=LISTED, to=LAPSED, by=HOUSE, hidden=True, tell=(director,)),

    # A school day later the house carries it out; until then the signature can be taken back.
    Move("take_back", when=SIGNED, to=LISTED, by=officer, tell=(director,)),
    Move("begin", when=SIGNED, to=UNDER_WAY, by=HOUSE, hidden=True),
    Move("keep_one", when=UNDER_WAY, to=UNDER_WAY, by=HOUSE, hidden=True),
    Move("carry_out", when=UNDER_WAY, to=CARRIED_OUT, by=HOUSE, hidden=True, tell=(signer, director)),
)
# fmt: on

WORKFLOW = Workflow(
    kind=KIND,
    prefix="D",
    first=DRAWN_UP,
    states={
        DRAWN_UP: "neutral",
        LISTED: "waiting",
        SIGNED: "waiting",
        UNDER_WAY: "waiting",
        CARRIED_OUT: "good",
        KEPT: "neutral",
        LAPSED: "neutral",
    },
    ends=(CARRIED_OUT, KEPT, LAPSED),
    moves=MOVES,
    reminders=(Remind(LISTED, "first", officer), Remind(LISTED, "stand_in", officer_stand_in)),
)


def filed_under(case: Case) -> str:
    """The class by which a list itself is kept. It takes no time: it is the proof that nothing went silently, and the
    audit log is held against it."""
    return FILED_UNDER if case.state in WORKFLOW.ends else ""


CONVERSATION = Conversation(
    name=KIND,
    hears={
        r"(?:the )?(?:disposition |records )?lists?": disposition_lists.LISTS.open,
        r"(?:the )?records": disposition_lists.records,
    },
    presses={
        disposition_lists.LISTS.more: disposition_lists.LISTS.show_more,
        disposition_rows.READ: disposition_rows.read,
        disposition_rows.KEEP_OFF_ONE: disposition_sign.keep_off_one,
    },
    screens=disposition_sign.SCREENS,
    face=Face(
        WORKFLOW,
        title,
        body,
        filed_under=filed_under,
        classes={FILED_UNDER: "never"},
        kept_from=barred,
        handled_by=_officers,
        on_paper=on_paper,
    ),
)
