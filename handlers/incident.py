"""The report of a harmful account or post: safety first, what it is, everything once more, then its way to an outcome.

Requirements 4 and 5. One incident may have many reporters and many filings with platforms; who hears of it follows
from the table in `content/incidents.yaml`. How a row of MOVES is read: `account_request.py`.
"""

from __future__ import annotations

from bot.content.district import District
from bot.conversation import Conversation
from bot.face import Face
from bot.workflow import HOUSE, Case, Move, Remind, Workflow
from handlers import (
    incident_addition,
    incident_alarm,
    incident_ending,
    incident_evidence,
    incident_lists,
    incident_match,
    incident_playbook,
    incident_records,
    incident_screens,
    incident_start,
    incident_work,
)
from handlers.incident_addition import ADDING, ADDITION
from handlers.incident_card import body, may_open, reads, title
from handlers.incident_dangers import calls_for_help, has_added_words
from handlers.incident_ending import CLOSES, CLOSING
from handlers.incident_escalation import ESCALATION, NOTE, NOTING
from handlers.incident_filing import FILING, OUTCOME
from handlers.incident_later import known_as, state_seen
from handlers.incident_paper import on_paper
from handlers.incident_recall import KIND, OPEN, part_of, parts, recalls
from handlers.incident_roles import (
    alarm_raiser,
    alarmed_by,
    asked_for_help,
    called_in,
    copied,
    drawn_in,
    handler,
    handlers,
    handlers_stand_in,
    informed,
    keeper,
    locked_out,
    newly_informed,
    on_call,
    other_handlers,
    owes_an_answer,
    reporter,
    reporters,
    reporters_alone,
    reporters_told,
    standing_by,
    unaware,
    unaware_in_danger,
    warned,
)
from handlers.incident_route import is_urgent, withheld
from handlers.incident_safety import takes_files
from handlers.incident_screens import SEND
from handlers.incident_work import CATEGORY, DUPLICATE, REOPENING

ALSO_TOLD = (copied, standing_by, warned, called_in)


def goes_on(case: Case, _district: District) -> bool:
    """The case that this part belongs to is open. It is known while a card is drawn; elsewhere it counts as open."""
    return case.main is None or case.main.state in OPEN


def calls_for_help_still(case: Case, district: District) -> bool:
    """The same of a part whose case is open."""
    return goes_on(case, district) and calls_for_help(case, district)


def is_unfinished(case: Case, _district: District) -> bool:
    """An alarm sent it off before its reporter came to the last screen."""
    return bool(case.data.get("unfinished"))


def cannot_wait(case: Case, _district: District) -> bool:
    """Somebody raised an alert, or it is urgent by what it is."""
    return bool(case.data.get("alarm") or is_urgent(case.data))


def waits_for_a_platform(case: Case, _district: District) -> bool:
    """Something was filed of which nobody knows yet what came of it."""
    return any(not filing["outcome"] for filing in case.data.get("filings", ()))


def was_filed(case: Case, _district: District) -> bool:
    """What came of a filing may change: what was removed comes back, and what had no answer gets one."""
    return bool(case.data.get("filings"))


# fmt: off
MOVES = (
    # The reporter sends it; in danger, or from a safety text, it goes off at once with what is known.
    Move("report", when="draft", to="new", by=reporter, form=SEND, look="primary",
         ask=(handlers,), tell=ALSO_TOLD),
    Move("raise_alarm", when="draft", to="new", by=reporter, look="danger",
         ask=(on_call,), tell=(informed,), if_=calls_for_help),
    *(Move("raise_alarm", when=state, to=state, by=alarmed_by, look="danger", ask=(on_call,), if_=calls_for_help)
      for state in OPEN),
    # From the report's own screens, or from a text about danger: whoever spoke of it may, whatever was alerted before.
    *(Move("raise_alarm", when=state, to=state, by=HOUSE, hidden=True, ask=(on_call,)) for state in OPEN),
    # What was added was heard as danger, and whoever has read it says that it is none.
    *(Move("rule_out", when=state, to=state, by=handlers, hidden=True, if_=has_added_words) for state in OPEN),
    # A part has only the button: what it raises is the alarm of the case (`incident_alarm.press_alarm`).
    Move("raise_alarm", when="joined", to="joined", by=unaware_in_danger, look="danger",
         if_=calls_for_help_still),
    *(Move("acknowledge", when=state, to=state, by=owes_an_answer, look="primary", tell=(alarm_raiser,))
      for state in OPEN),
    *(Move("complete", when=state, to=state, by=reporter, form=SEND, look="primary", ask=(handler,), tell=ALSO_TOLD,
           if_=is_unfinished)
      for state in OPEN),

    # The same link was reported before: the report joins the case that is open.
    Move("join", when="draft", to="joined", by=reporter, hidden=True),
    *(Move("join", when=state, to="joined", by=reporter, hidden=True) for state in OPEN),
    # So does one that nobody has taken, once its file turns out to be the same.
    Move("match", when="new", to="joined", by=HOUSE, hidden=True, tell=(reporters_told,)),
    *(Move(name, when=state, to=state, by=HOUSE, hidden=True, tell=(newly_informed, locked_out))
      for name in ("take_in", "absorb") for state in OPEN),
    *(Move("outgrow", when=state, to="new", by=HOUSE, hidden=True, ask=(handlers,)) for state in OPEN),
    *(Move("worsen", when=state, to=state, by=HOUSE, hidden=True, tell=(handler,)) for state in OPEN),
    *(Move("seal", when=state, to=state, by=HOUSE, hidden=True, tell=(keeper, locked_out)) for state in OPEN),
    # Nobody is written to about a closed case: its cards say so. Its end stays the moment at which it was closed.
    Move("seal", when="closed", to="closed", by=HOUSE, hidden=True, keeps_time=True),
    # Whoever handles it spoke of a sexual image outside of its forms: no file comes into it until they say what it is.
    *(Move("heed", when=state, to=state, by=HOUSE, hidden=True, tell=(handler,)) for state in OPEN),
    *(Move("bring_alarm", when=state, to=state, by=HOUSE, hidden=True, ask=(on_call,)) for state in OPEN),
    Move("share_alarm", when="joined", to="joined", by=HOUSE, hidden=True),

    # Whoever handles it takes it, files with the platform as often as it needs, and writes down what came of it.
    Move("take", when="new", to="taken", by=handlers, look="primary",
         tell=(reporters,)),
    Move("file", when="taken", to="filed", by=handlers, form=FILING, look="primary"),
    Move("file", when="filed", to="filed", by=handlers, form=FILING),
    *(Move("log_outcome", when=state, to=state, by=handlers, form=OUTCOME, look="primary",
           if_=waits_for_a_platform)
      for state in OPEN),
    *(Move("log_outcome", when=state, to=state, by=handlers, form=OUTCOME, if_=was_filed) for state in OPEN),
    *(Move("take_over", when=state, to=state, by=other_handlers) for state in ("taken", "filed")),
    *(Move("note", when=state, to=state, by=handlers, asks=NOTE, form=NOTING) for state in OPEN),
    *(Move("note", when=state, to=state, by=drawn_in, asks=NOTE, form=NOTING, tell=(handler,)) for state in OPEN),
    *(Move("escalate", when=state, to=state, by=handlers, form=ESCALATION, ask=(asked_for_help,)) for state in OPEN),
    *(Move("note_outside", when=state, to=state, by=handlers, hidden=True) for state in OPEN),
    *(Move("recategorise", when=state, to=state, by=handlers, form=CATEGORY,
           tell=(copied, warned, called_in, locked_out))
      for state in OPEN),
    *(Move("pass_on", when=state, to="new", by=handlers, hidden=True, ask=(handlers,), tell=(*ALSO_TOLD, locked_out))
      for state in OPEN),
    # Teams shows six buttons and hides the rest; closing the case must be among the six.
    *(Move("close", when=state, to="closed", by=handlers, form=CLOSING, tell=(reporters,))
      for state in CLOSES),
    *(Move("link", when=state, to="joined", by=handlers, form=DUPLICATE, tell=(reporters_told,))
      for state in OPEN),
    Move("reopen", when="closed", to="taken", by=handlers, form=REOPENING, tell=(reporters,)),

    # A reporter may add words at any time; files simply come into the chat.
    *(Move("add", when=state, to=state, by=reporters_alone, asks=ADDITION, form=ADDING,
           tell=(handler,))
      for state in OPEN),
    # What is added to a part goes into the case as well.
    Move("add", when="joined", to="joined", by=unaware, asks=ADDITION, form=ADDING,
         if_=goes_on),
    *(Move("add", when=state, to=state, by=HOUSE, asks=ADDITION, form=ADDING, hidden=True,
           tell=(handler,))
      for state in OPEN),
)
# fmt: on

WORKFLOW = Workflow(
    kind=KIND,
    prefix="I",
    first="draft",
    states={
        "draft": "neutral",
        "new": "waiting",
        "taken": "waiting",
        "filed": "waiting",
        "closed": "good",
        "joined": "neutral",
    },
    ends=("closed", "joined"),
    edits=("draft", *OPEN),
    private=("draft",),
    moves=MOVES,
    reminders=(
        Remind("new", "first", handlers),
        Remind("new", "stand_in", handlers_stand_in),
        Remind("taken", "first", handler),
    ),
    hurries=cannot_wait,
    known_as=known_as,
    goes_on_in=part_of,
)

LINKED = r"(?:\S*://\S+|www\.\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S+)"
"""A link as people type or paste it, with its scheme or without."""
HANDLE = r"@[\w.-]+"
WANTS = r"(?:(?:i|we)(?: want| need| have| would like|['’]d like) to )?(?:please )?"
SOMETHING = (
    r"(?:something(?: [\w'’-]+){1,3}|(?:an?|the|this|that|some|another|our|my|fake|false|bad|mean|harmful|hacked)"
    r"(?: [\w'’-]+){0,3} (?:account|post|page|profile|incident|story|video|comment|website|link)s?)"
)
"""What people say they are reporting, in a few words."""

CONVERSATION = Conversation(
    name=KIND,
    hears={
        r"report|report[- ]account|report an? (?:account|post|page|profile|incident)": incident_start.start,
        r"report something(?: harmful)?": incident_start.start,
        rf"(?:please )?report(?:[- ]account)?(?: this| it)?:? (?:{LINKED}|@\S+)": incident_start.start_with_link,
        LINKED: incident_start.offer_for_link,
        r"my reports": incident_lists.MINE.open,
        r"reports|incidents|(?:the )?queue": incident_lists.WAITING.open,
    },
    picks_up={
        HANDLE: incident_start.offer_for_link,
        r"report[- ]account\b.*": incident_start.start_with_words,
        rf"{WANTS}report {SOMETHING}[.!]?(?: {LINKED})?": incident_start.start_with_words,
    },
    presses={
        f"{KIND}.start": incident_start.start,
        f"{KIND}.report": incident_start.resume,
        f"{KIND}.complete": incident_start.resume,
        f"{KIND}.start_afresh": incident_start.start_afresh,
        f"{KIND}.raise_alarm": incident_alarm.press_alarm,
        f"{KIND}.rule_out": incident_alarm.rule_out,
        f"{KIND}.acknowledge": incident_work.acknowledge,
        f"{KIND}.take": incident_work.take,
        f"{KIND}.take_over": incident_work.take_over,
        **incident_ending.TAPS,
        f"{KIND}.playbook": incident_playbook.show,
        f"{KIND}.evidence": incident_evidence.show,
        f"{KIND}.files_done": incident_evidence.files_done,
        incident_lists.MINE.more: incident_lists.MINE.show_more,
        incident_lists.WAITING.more: incident_lists.WAITING.show_more,
    },
    screens=(*incident_screens.SCREENS, *incident_addition.SCREENS, *incident_work.SCREENS),
    files=incident_evidence.take_files,
    flags=incident_start.flagged,
    shares=incident_match.join_by_file,
    face=Face(
        WORKFLOW,
        title,
        body,
        reads,
        shows_evidence=True,
        may_open=may_open,
        takes_files=takes_files,
        part_of=part_of,
        parts=parts,
        recalls=recalls,
        state_seen=state_seen,
        filed_under=incident_records.filed_under,
        classes=incident_records.CLASSES,
        kept_from=withheld,
        handled_by=handlers.who,
        on_paper=on_paper,
    ),
)
