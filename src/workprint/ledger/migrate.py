"""Older layouts brought up to date: a backup first, then everything in one transaction.

An entry's text never changes in a migration, so every head that was ever written down stays true.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, Text, insert, select, text

from workprint.film import BrokenRecord, NotAllowed
from workprint.ledger import sqlite
from workprint.ledger.nouns import Entry
from workprint.ledger.store import file_of, layout_of, named, writing
from workprint.ledger.tables import FORMAT, LAYOUT, about, entry, node, tables
from workprint.ledger.tree import fold, grow

BATCH = 5000
"""Entries moved at a time. Source: our choice, a few megabytes."""

_old = MetaData()

_about_1 = Table("ledger", _old, Column("format", Text, primary_key=True), Column("layout", Integer),
                 Column("size", Integer), Column("root", Text))
_entry_1 = Table("entry_1", _old, Column("place", Integer, primary_key=True), Column("text", Text))


def up(engine: Engine, where: Path | str, *, read_only: bool) -> None:
    """Bring the ledger behind `engine` up to `LAYOUT`. What goes wrong, or is cut off, leaves it as it was."""
    found = layout_of(engine, where)
    if read_only:
        raise NotAllowed(f"the record at {named(where)} has the older layout {found}", f"layout {LAYOUT} would do",
                         "open it once for writing, which keeps a backup and brings it up to date")
    with writing(engine, where) as connection:
        # Asked again, now as the only writer: another program may have brought it up to date a moment ago.
        found = connection.scalars(select(_about_1.c.layout)).one()
        path = file_of(where)
        if path and found < LAYOUT:
            sqlite.backup(path, path.with_name(f"{path.name}.layout-{found}"))
        for layout in range(found, LAYOUT):
            _STEPS[layout](connection)


def drop_backups(path: Path) -> None:
    """Remove the backups that migrations left beside the ledger at `path`, since they keep what was erased."""
    for layout in range(1, LAYOUT):
        for name in (f"{path.name}.layout-{layout}", f"{path.name}.layout-{layout}.half"):
            path.with_name(name).unlink(missing_ok=True)


def _from_1(connection: Connection) -> None:
    """Layout 1 had no kinds to search by and no stored tree: the root was reckoned from all entries each time."""
    size, root = connection.execute(select(_about_1.c.size, _about_1.c.root)).one()
    for statement in ("ALTER TABLE entry RENAME TO entry_1", "DROP TABLE ledger"):
        connection.execute(text(statement))
    tables.create_all(connection, tables=[about, entry, node], checkfirst=False)
    found = _move(connection)
    if found != (size, root):
        raise BrokenRecord(f"the record says {size} entries with root {root}, but holds {found[0]} with {found[1]}",
                           "a record that verifies would do", "take a copy that verifies; this one was left as it is")
    connection.execute(text("DROP TABLE entry_1"))
    connection.execute(insert(about).values(format=FORMAT, layout=2, size=size, root=root, untidy=0))


def _move(connection: Connection) -> tuple[int, str]:
    """Entries from the old table to the new ones; their number and root."""
    parts: list[bytes] = []
    size = 0
    rows = connection.execute(select(_entry_1.c.place, _entry_1.c.text).order_by(_entry_1.c.place))
    for batch in rows.partitions(BATCH):
        size = _move_batch(connection, batch, parts, size)
    return size, fold(parts).hex()


def _move_batch(connection: Connection, batch: Any, parts: list[bytes], size: int) -> int:
    read = [Entry.read(place, line) for place, line in batch]
    nodes: list[tuple[int, bytes]] = []
    for one in read:
        nodes += grow(parts, size, bytes.fromhex(one.hash))
        size += 1
    connection.execute(insert(entry), [{"place": one.index, "kind": one.kind, "text": one.text} for one in read])
    connection.execute(insert(node), [{"id": number, "hash": value.hex()} for number, value in nodes])
    return size


_STEPS: dict[int, Callable[[Connection], None]] = {1: _from_1}
