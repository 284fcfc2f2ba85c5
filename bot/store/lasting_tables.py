"""The tables that know a case by its reference alone and outlive it: what was done to records, and what stays shut."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, String, Table, Text, UniqueConstraint

from bot.limits import LONGEST_EMAIL
from bot.store.columns import Moment, Number, metadata

deeds = Table(  # what was done to the records themselves, beside the moves of cases and the looks at their files
    "deeds",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("by", String(LONGEST_EMAIL), nullable=False),  # "" for the program itself
    Column("deed", String(20), nullable=False),  # as store/deeds.py names them
    Column("ref", String(20), nullable=False),  # of the case that it was done to; "" where it was none
    Column("details", JSON, nullable=False),
    Index("deeds_by_ref", "ref", "id"),
    sqlite_autoincrement=True,
)

seals = Table(  # the chain: each seal closes one row of a record, and the seal before it
    "seals",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=False),  # 1, 2, 3 …: no number is left out
    Column("record", String(20), nullable=False),  # the table of the row: history, evidence_views, deeds
    Column("row", Number, nullable=False),  # its id there
    Column("ref", String(20), nullable=False),  # the case that it tells of; "" where it tells of none
    Column("digest", String(64), nullable=False),  # of the row
    Column("seal", String(64), nullable=False),  # of the seal before, and all of this
    Column("at", Moment, nullable=False),
    UniqueConstraint("record", "row", name="one_seal_per_row"),
    Index("seals_by_ref", "ref", "id"),
)

holds = Table(  # cases of which nothing may be deleted now; once lifted, a deed remembers it
    "holds",
    metadata,
    Column("ref", String(20), primary_key=True),
    Column("by", String(LONGEST_EMAIL), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
)

shut_files = Table(  # files that were shown to nobody in a case that is gone, and are shown to nobody elsewhere either
    "shut_files",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("ref", String(20), nullable=False),  # of that case
)
