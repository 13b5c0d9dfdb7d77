"""The tables of a ledger, layout 2. ``docs/ledger.md`` tells the same to a stranger."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text

LAYOUT = 2
"""Version of the tables below; raised with every change, together with a step in `workprint.ledger.migrate`."""

FORMAT = "workprint ledger"
"""What a ledger calls itself in its own first row."""

_Number = BigInteger().with_variant(Integer(), "sqlite")

tables = MetaData()

about = Table(
    "ledger", tables,
    Column("format", Text, primary_key=True),      # always FORMAT
    Column("layout", Integer, nullable=False),     # LAYOUT
    Column("size", _Number, nullable=False),       # head: number of entries
    Column("root", Text, nullable=False),          # head: root over them, hexadecimal
    Column("untidy", Integer, nullable=False),     # 1 while erased bytes may still lie in the files
)
"""One row: what this is, and the head."""

entry = Table(
    "entry", tables,
    Column("place", _Number, primary_key=True, autoincrement=False),   # from 0, without a gap
    Column("kind", Text, nullable=False),                              # copied out of the text, to find entries by
    Column("text", Text, nullable=False),                              # canonical JSON
    Index("entry_kind", "kind", "place"),
)
"""The record itself: one row an entry."""

node = Table(
    "node", tables,
    Column("id", _Number, primary_key=True, autoincrement=False),      # see workprint.ledger.tree
    Column("hash", Text, nullable=False),                              # hexadecimal
)
"""Hashes of all whole subtrees, leaves included."""

personal = Table(
    "personal", tables,
    Column("key", Text, primary_key=True),         # random
    Column("salt", Text, nullable=False),          # 32 random bytes, hexadecimal
    Column("text", Text, nullable=False),          # what can be erased
)
"""Texts beside the record, each bound to its entry by a salted hash."""
