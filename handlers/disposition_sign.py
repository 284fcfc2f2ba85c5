"""What the signer of a disposition list does: keep a case off it, or sign, knowing that nothing brings it back."""

from __future__ import annotations

from bot.conversation import LONGEST_NOTE, Replies, Screen, done
from bot.desk import Desk
from bot.disposition import KIND, kept_off, rows, to_go
from bot.events import Clicked, Filled
from bot.forms import Answers, Wrong
from bot.replies import Open, Swap
from bot.ui import Card, Form, Text, TextField, YesField
from bot.workflow import Case, read_stamp, references_in

SIGNING, KEEPING_OFF = f"{KIND}.sign", f"{KIND}.keep_off"
LONGEST_REASON = 300
SOON = 1
"""School days from the signature to its being carried out: it can be taken back in between."""


# --- Keeping a case off it --------------------------------------------------------------------------------------------


async def keep_off_one(desk: Desk, clicked: Clicked) -> Replies:
    """ "Keep it", beside a line: the form with that case in it."""
    stamp, _, ref = clicked.value.partition("|")
    case = await desk.case(read_stamp(stamp)[0])
    desk.must_be_able(case, ("keep_off",), case.stamp)
    return [Open(_form(desk, case.stamp, ref))]


async def draw_keeping_off(desk: Desk, _case: Case, stamp: str) -> Form:
    """Which cases, and why."""
    return _form(desk, stamp, "")


def _form(desk: Desk, stamp: str, ref: str) -> Form:
    refs = TextField("refs", desk.label("disposition.field.refs"), desk.label("disposition.hint.refs"), ref[:20])
    reason = TextField(
        "reason",
        desk.label("disposition.field.reason"),
        desk.label("disposition.hint.reason"),
        longest=LONGEST_REASON,
        lines="many",
    )
    title, submit = desk.label("disposition.screen.keep_off"), desk.label("disposition.button.keep_off")
    return Form(KEEPING_OFF, title, (Text(desk.word("disposition.about_keeping")), refs, reason), submit, stamp)


async def take_keeping_off(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """These cases stay, and come on no list for a year. Wrong where one is not on this list."""
    stays, reason = await examine_keeping_off(desk, case, given), str(given["reason"])
    kept = {**kept_off(case), **dict.fromkeys(stays, reason)}
    note = f"{', '.join(stays)}: {reason}"[:LONGEST_NOTE]
    moved = await desk.move(filled.value, "keep_off", note, {**case.data, "kept_off": kept})
    stay = Text(desk.word("disposition.they_stay", refs=", ".join(kept), left=str(len(to_go(moved)))))
    return [Swap(Card(body=(*done(desk, moved, "keep_off").body, stay)))]


async def examine_keeping_off(desk: Desk, case: Case, given: Answers) -> list[str]:
    """The cases that are named, each once; Wrong where one is not on this list. A part goes with its main case, and
    stays with it."""
    named = references_in(str(given["refs"]))
    on_it = {ref: row.ref for row in rows(case) for ref in row.versions}
    if unknown := [ref for ref in named if ref not in on_it]:
        raise Wrong({"refs": desk.label("disposition.fault.not_on_it", refs=", ".join(unknown))})
    if not named:
        raise Wrong({"refs": desk.label("disposition.fault.no_ref")})
    return [*dict.fromkeys(on_it[ref] for ref in named)]


# --- Signing ----------------------------------------------------------------------------------------------------------


async def draw_signing(desk: Desk, case: Case, stamp: str) -> Form:
    """What the signature does, in plain words, and a box that somebody has to tick."""
    count = str(len(to_go(case)))
    parts = (
        Text(desk.word("disposition.about_signing", count=count, kept=str(len(kept_off(case))))),
        Text(desk.word("disposition.no_way_back")),
        YesField("confirm", desk.label("disposition.field.confirm"), desk.label("disposition.confirm")),
    )
    title, submit = desk.label("disposition.screen.sign"), desk.label("disposition.button.sign")
    return Form(SIGNING, title, parts, submit, stamp)


async def take_signing(desk: Desk, case: Case, filled: Filled, _given: Answers) -> Replies:
    """Signed for this version of the list, and carried out a school day later."""
    if not to_go(case):
        raise Wrong({"confirm": desk.label("disposition.fault.nothing_left")})
    when = desk.house.calendar.after(desk.now, SOON)
    data = {**case.data, "signed_by": desk.me, "not_before": when.isoformat()}
    note = desk.label("disposition.note.signed", count=str(len(to_go(case))), when=desk.house.on_record(when))
    moved = await desk.move(filled.value, "sign", note, data)
    return [Swap(done(desk, moved, "sign"))]


SCREENS = (
    Screen(SIGNING, draw_signing, take_signing, ("sign",)),
    Screen(KEEPING_OFF, draw_keeping_off, take_keeping_off, ("keep_off",), examines=examine_keeping_off),
)
