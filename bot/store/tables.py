"""All tables. What each column is for stands beside it where its name does not say so."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.limits import LONGEST_EMAIL
from bot.store.columns import Moment, Number, index_where
from bot.store.columns import metadata as metadata
from bot.store.lasting_tables import deeds as deeds
from bot.store.lasting_tables import holds as holds
from bot.store.lasting_tables import seals as seals
from bot.store.lasting_tables import shut_files as shut_files

people = Table(
    "people",
    metadata,
    Column("email", String(LONGEST_EMAIL), primary_key=True),
    Column("name", Text, nullable=False),
    Column("platform", String(20), nullable=False),  # used last; "" once they cannot be reached there
    Column("seen_at", Moment, nullable=False),
)

seats = Table(
    "seats",
    metadata,
    Column("platform", String(20), primary_key=True),
    Column("user", String(200), primary_key=True),
    Column("email", String(LONGEST_EMAIL), nullable=False),  # "" for somebody without one
    Column("name", Text, nullable=False),
    Column("standing", String(20), nullable=False),
    Column("language", Text),  # as the chat calls it; empty where it does not say
    Column("conversation", Text, nullable=False),
    Column("reference", JSON, nullable=False),
    Column("unreachable", String(30), nullable=False),  # why they cannot be written to; "" while they can
    Column("checked_at", Moment, nullable=False),
    Index("seats_by_email", "email", "platform"),
)

counters = Table(
    "counters",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("value", Integer, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("ref", String(20), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("state", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("school", String(60), nullable=False),
    Column("opened_by", String(LONGEST_EMAIL), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("last_move", String(40), nullable=False),
    Column("last_by", String(LONGEST_EMAIL), nullable=False),
    Column("came_from", String(40), nullable=False),  # the state before this one
    Column("address", Text),  # the normalized address of an account; no two cases of a kind share one
    Column("data", JSON, nullable=False),
    UniqueConstraint("kind", "address", name="one_case_per_address"),
    Index("cases_by_kind", "kind", "id"),
    Index("cases_by_state", "kind", "state", "school", "id"),
    Index("cases_by_opener", "opened_by", "kind", "id"),
    Index("cases_by_school", "kind", "school", "id"),
)

members = Table(  # who belongs to a case besides its opener: the managers of an account
    "members",
    metadata,
    Column("case_id", Number, ForeignKey("cases.id"), primary_key=True),
    Column("part", String(30), primary_key=True),
    Column("email", String(LONGEST_EMAIL), nullable=False),
    Index("members_by_email", "email", "case_id"),
)

history = Table(
    "history",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("case_id", Number, ForeignKey("cases.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("move", String(40), nullable=False),
    Column("by", String(LONGEST_EMAIL), nullable=False),
    Column("from_state", String(40), nullable=False),
    Column("to_state", String(40), nullable=False),
    Column("note", Text, nullable=False),
    Column("changes", JSON, nullable=False),  # field -> [before, after]
    UniqueConstraint("case_id", "version", name="one_move_per_version"),
    sqlite_autoincrement=True,  # here and below: a number is never given twice, since a seal goes by it
)

traces = Table(  # what a case is known by: links, accounts under every name they had, files
    "traces",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("case_id", Number, ForeignKey("cases.id"), nullable=False),
    Column("key", String(400), nullable=False),
    Column("open", Integer, nullable=False),  # 1 while the case is: then no other open case has the same
    Column("at", Moment, nullable=False),
    index_where(Column("open", Integer) == 1, "one_open_case_per_trace", "key", unique=True),
    Index("traces_by_key", "key", "id"),
    Index("traces_by_case", "case_id"),
)

evidence = Table(  # files that were sent for a case
    "evidence",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("case_id", Number, ForeignKey("cases.id"), nullable=False),
    Column("event", String(300), nullable=False),  # the key of the event that it came with
    Column("position", Integer, nullable=False),  # among the files of that event
    Column("sender", String(LONGEST_EMAIL), nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("platform", String(20), nullable=False),
    Column("source", JSON, nullable=False),  # what the platform needs to fetch it; {} once it is settled
    Column("name", Text, nullable=False),
    Column("status", String(10), nullable=False),  # wanted, taking, kept, refused
    Column("why", String(30), nullable=False),  # it was refused; "" else
    Column("due_at", Moment, nullable=False),  # when to fetch; while taking, when the claim runs out
    Column("claims", Integer, nullable=False),  # how often it was claimed: the number of the claim
    Column("failures", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),  # in bytes; as the chat says, until it is kept
    Column("media_type", String(100), nullable=False),  # by its content; "" until it is kept
    Column("sha256", String(64), nullable=False),
    Column("key", Text, nullable=False),  # its own key, locked with one of EVIDENCE_KEYS
    Column("follow_at", Moment),  # once it is kept: when to see what follows; none when that was done
    UniqueConstraint("event", "position", name="one_file_per_place_in_an_event"),
    Index("evidence_to_follow", "follow_at"),
    Index("evidence_by_case", "case_id", "id"),
    Index("evidence_by_digest", "sha256", "case_id"),
    index_where(Column("status", String).in_(["wanted", "taking"]), "evidence_waiting", "due_at"),
)

evidence_pieces = Table(  # 256 KB each, encrypted
    "evidence_pieces",
    metadata,
    Column("evidence_id", Number, ForeignKey("evidence.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

evidence_links = Table(  # links that were opened, and in which browser; forgotten once they have run out
    "evidence_links",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("browser", String(64), nullable=False),
    Column("ends_at", Moment, nullable=False),
    Index("evidence_links_by_end", "ends_at"),
)

evidence_views = Table(  # who was given the bytes of what; only ever added to
    "evidence_views",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("evidence_id", Number, ForeignKey("evidence.id"), nullable=False),
    Column("viewer", String(LONGEST_EMAIL), nullable=False),
    Column("at", Moment, nullable=False),
    Column("what", String(10), nullable=False),  # viewed: a copy to look at; exported: the original
    Column("message", String(300)),  # the outbox key of the message that brought it; none for a look by a link
    Index("evidence_views_by_file", "evidence_id", "id"),
    Index("evidence_views_by_message", "message", "evidence_id", unique=True),
    sqlite_autoincrement=True,
)

written_proposals = Table(  # the answers of a case, by the version that proposed them, of which there was a file
    "written_proposals",
    metadata,
    Column("case_id", Number, ForeignKey("cases.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
)

questions = Table(  # what was asked, by nobody in particular: words without names
    "questions",
    metadata,
    Column("id", String(16), primary_key=True),  # drawn by lot, so that it tells nothing of whose it is
    Column("day", Date, nullable=False),  # no time: it would lead to whoever wrote at that moment
    Column("words", Text, nullable=False),  # "" where a question is only counted
    Column("outcome", String(20), nullable=False),  # answered, suggested, person, interrupt, read
    Column("slug", String(64), nullable=False),  # the entry that was shown; "" where none was
    Column("version", Integer, nullable=False),  # of that entry; 0 where none was
    Column("others", JSON, nullable=False),  # the slugs that were offered beside it
    Column("helped", Integer),  # 1 yes, 0 no
    Index("questions_by_day", "day"),
)

told = Table(  # who was given which version of an entry: names without words, for corrections
    "told",
    metadata,
    Column("email", String(LONGEST_EMAIL), primary_key=True),
    Column("slug", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("on", Date, nullable=False),
    Index("told_by_entry", "slug", "version"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("key", String(300), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("outcome", JSON(none_as_null=True)),  # what went back, never what came in
    Index("inbox_by_time", "at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("key", String(300), nullable=False, unique=True),
    Column("shows", String(10), nullable=False),  # card: the case, edited in place; line: said once; files
    Column("case_id", Number, ForeignKey("cases.id")),
    Column("recipient", String(LONGEST_EMAIL), nullable=False),
    Column("role", String(40), nullable=False),  # as whom they are asked; "" where nobody is asked
    Column("platform", String(20), nullable=False),  # "" until it is delivered
    Column("words", JSON, nullable=False),  # a packed card: the whole line, or what stands above the case's card
    Column("only_in", String(40), nullable=False),  # the states in which it still counts; "" for any
    Column("status", String(10), nullable=False),  # due, sending, shown, sent, refused, cancelled
    Column("due_at", Moment, nullable=False),  # when to send; while sending, when the claim runs out
    Column("wanted", Integer, nullable=False),  # the version of the case that should be seen
    Column("seen", Integer, nullable=False),  # the version that is seen
    Column("folded", Integer, nullable=False),  # 1 once a newer card of the case stands below it in the same chat
    Column("redraws", Integer, nullable=False, server_default="0"),  # how often it fell due without a new version
    Column("exact", Integer, nullable=False, server_default="0"),  # 1: said at its hour, also outside working hours
    Column("claims", Integer, nullable=False),  # how often it was claimed: the number of the claim
    Column("failures", Integer, nullable=False),  # in a row
    Column("conversation", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("problem", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    index_where(Column("status", String).in_(["due", "sending"]), "outbox_waiting", "due_at"),
    Index("outbox_by_case", "case_id", "shows"),
    Index("outbox_by_recipient", "recipient", "message"),
)

board = Table(  # the chats of the web playground
    "board",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("email", String(LONGEST_EMAIL), nullable=False),
    Column("mine", Integer, nullable=False),  # 1 for what the person typed
    Column("text", Text, nullable=False),
    Column("card", JSON(none_as_null=True)),
    Column("at", Moment, nullable=False),
    Index("board_by_email", "email", "id"),
)
