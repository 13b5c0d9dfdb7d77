"""The rows of a ledger inside a transaction: the head, the tree, and what a new entry adds to them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from workprint.film import BrokenRecord
from workprint.ledger.nouns import Draft, Entry, Head, commitment, write_text
from workprint.ledger.tables import about, entry, node, personal
from workprint.ledger.tree import Run, fold, grow, whole_parts

Clock = Callable[[], datetime]
"""Tells the time, with its zone."""


def head_of(connection: Connection, *, only_writer: bool = False) -> Head:
    """The stored head. Raises `BrokenRecord` where there is none."""
    query = select(about.c.size, about.c.root)
    # SQLite's writer has locked the file already; a database server locks this row.
    rows = connection.execute(query.with_for_update() if only_writer else query).all()
    if len(rows) != 1 or not isinstance(rows[0][0], int) or not isinstance(rows[0][1], str) or rows[0][0] < 0:
        raise _broken("the record has no readable head", "one row with a size and a root would do")
    return Head(*rows[0])


def hashes_of(connection: Connection, runs: Iterable[Run]) -> tuple[str, ...]:
    """The hash of each run of leaves, hexadecimal. Raises `BrokenRecord`."""
    parts = [list(whole_parts(run)) for run in runs]
    stored = iter(_stored(connection, [number for part in parts for number in part]))
    return tuple(fold([next(stored) for _ in part]).hex() for part in parts)


def person_key(connection: Connection, name: str) -> str | None:
    """The key that stands for `name` already, or None."""
    return connection.scalar(select(personal.c.key).order_by(personal.c.key).limit(1)
                             .where(personal.c.text == name, personal.c.key.startswith("person:")))


def write_person(connection: Connection, name: str, clock: Clock) -> str:
    """Record that `name` came up; the key that stands for it from now on."""
    recorded = write(connection, (Draft("person", {}, "tool:ledger", "record", {"name": name}),), clock)
    return recorded[0].private[0][1]


def write(connection: Connection, drafts: Sequence[Draft], clock: Clock) -> tuple[Entry, ...]:
    """Add entries to the record, leaves to the tree, and private texts beside them. Raises `BrokenRecord`."""
    head = head_of(connection, only_writer=True)
    parts = _stored(connection, whole_parts((0, head.size)))
    if fold(parts).hex() != head.root:
        raise _broken("the record's tree does not lead to its head", "one that does would do")
    written: list[Entry] = []
    nodes: list[tuple[int, bytes]] = []
    texts: list[dict[str, str]] = []
    for index, draft in enumerate(drafts, head.size):
        private, beside = _seal(draft)
        written.append(Entry.read(index, write_text(index, draft, _written(clock()), private)))
        nodes += grow(parts, index, bytes.fromhex(written[-1].hash))
        texts += beside
    _insert(connection, entry, [{"place": one.index, "kind": one.kind, "text": one.text} for one in written])
    _insert(connection, node, [{"id": number, "hash": value.hex()} for number, value in nodes])
    _insert(connection, personal, texts)
    connection.execute(update(about).values(size=head.size + len(written), root=fold(parts).hex()))
    return tuple(written)


def _written(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _stored(connection: Connection, numbers: Iterable[int]) -> list[bytes]:
    """Hashes of these whole subtrees, in the order asked for, in one look-up. Raises `BrokenRecord`."""
    wanted = list(numbers)
    found = dict(connection.execute(select(node.c.id, node.c.hash).where(node.c.id.in_(wanted))).all())
    try:
        return [bytes.fromhex(found[number]) for number in wanted]
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(f"the record's tree cannot be read ({error})", "a whole tree would do") from error


def _seal(draft: Draft) -> tuple[dict[str, dict[str, str]], list[dict[str, str]]]:
    """What the entry says of its private texts, and the rows that are kept beside it."""
    private, rows = {}, []
    for field, text in (draft.personal or {}).items():
        # Not chance but secrecy: a salt that could be drawn again would let a short text be guessed from its hash.
        key = f"{'person' if draft.kind == 'person' else 'private'}:{secrets.token_hex(16)}"
        salt = secrets.token_hex(32)
        private[field] = {"key": key, "sha256": commitment(salt, text)}
        rows.append({"key": key, "salt": salt, "text": text})
    return private, rows


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _broken(came: str, would_do: str) -> BrokenRecord:
    return BrokenRecord(came, would_do, "run workprint ledger verify, then take a copy that verifies")
