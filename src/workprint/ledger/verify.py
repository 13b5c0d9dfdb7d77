"""Check a film's record without Workprint: Python 3.11 and this one file are enough.

    python verify.py ledger.db [--head SIZE:ROOT] ...

Reads every entry, hashes it again, rebuilds the Merkle tree (RFC 9162) and compares it with all that is stored and
with every head given, such as the one in a handover. Prints what is wrong, a line each. Ends with 0 when all is well,
8 when the record does not verify, 3 when there is none. Shares nothing with the audit, so that two must agree.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

Head = tuple[int, str]  # size and root


def root_of(leaves: list[bytes]) -> bytes:
    """Root of the tree over `leaves`, as RFC 9162 section 2.1.1 defines it."""
    row = leaves
    while len(row) > 1:
        pairs = [hashlib.sha256(b"\x01" + row[at] + row[at + 1]).digest() for at in range(0, len(row) - 1, 2)]
        row = pairs + row[2 * len(pairs):]  # an odd one out rises as it is
    return row[0] if row else hashlib.sha256(b"").digest()


def nodes_of(leaves: list[bytes]) -> dict[int, str]:
    """Every whole subtree by its number, which is ``(2 place + 1) 2 ** level - 1``."""
    nodes, level, row = {}, 0, leaves
    while row:
        nodes.update({((2 * place + 1) << level) - 1: value.hex() for place, value in enumerate(row)})
        row = [hashlib.sha256(b"\x01" + row[at] + row[at + 1]).digest() for at in range(0, len(row) - 1, 2)]
        level += 1
    return nodes


def verify(database: sqlite3.Connection, known: list[Head]) -> Iterator[str]:
    """What is wrong, a sentence each; nothing when all is well."""
    entries = database.execute("SELECT place, kind, text FROM entry ORDER BY place").fetchall()
    leaves = [hashlib.sha256(b"\x00" + as_bytes(text)).digest() for _, _, text in entries]
    promised, erased = dict[str, str](), set[str]()
    for index, row in enumerate(entries):
        try:
            yield from check_entry(index, row, promised, erased)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            yield f"entry {index} is not as the format has it"
    yield from check_heads(database, leaves, known)
    if dict(database.execute("SELECT id, hash FROM node")) != nodes_of(leaves):
        yield "the stored tree is not that of the entries"
    yield from check_texts(database, promised, erased)
    damage = database.execute("PRAGMA integrity_check(20)").fetchall()
    yield from (f"the file is damaged: {line}" for line, in damage if line != "ok")


def check_entry(index: int, row: tuple[Any, Any, Any], promised: dict[str, str], erased: set[str]) -> Iterator[str]:
    """Whether an entry lies where it belongs; gathers what it says of private texts."""
    place, kind, text = row
    said = json.loads(text)
    if (place, kind) != (said["index"], said["kind"]) or place != index:
        yield f"row {index} holds entry {said['index']} ({said['kind']}), filed as {place} ({kind})"
    for private in said["private"].values():
        if private["key"] in promised:
            yield f"entry {index} names a private text that an earlier entry has"
        promised[private["key"]] = private["sha256"]
    if kind == "erased":
        erased.add(said["body"]["key"])


def check_heads(database: sqlite3.Connection, leaves: list[bytes], known: list[Head]) -> Iterator[str]:
    """Whether the stored head and the known ones are those of the entries."""
    stored = database.execute("SELECT size, root FROM ledger").fetchall()
    if stored != [(len(leaves), root_of(leaves).hex())]:
        yield f"the stored head {stored} is not that of the entries"
    for size, root in known:
        if size > len(leaves):
            yield f"a known head has {size} entries, but only {len(leaves)} are left"
        elif root != root_of(leaves[:size]).hex():
            yield f"the first {size} entries are not those of a known head"


def check_texts(database: sqlite3.Connection, promised: dict[str, str], erased: set[str]) -> Iterator[str]:
    """Whether each private text is what was recorded, or erased."""
    rows = database.execute("SELECT key, salt, text FROM personal").fetchall()
    if strays := ({key for key, _, _ in rows} | erased) - promised.keys():
        yield f"private texts that belong to no entry: {sorted(map(str, strays))}"
    for key, salt, text in rows:
        if key in erased:
            yield f"the private text {key} was erased but is there"
        elif key in promised and not matches(salt, text, promised[key]):
            yield f"the private text {key} is not what was recorded"
    for key in sorted(promised.keys() - erased - {key for key, _, _ in rows}, key=str):
        yield f"the private text {key} is missing and nobody erased it"


def matches(salt: Any, text: Any, sha256: str) -> bool:
    """Whether a private text and its salt are those that the entry promised."""
    try:
        return len(salt) == 64 and hashlib.sha256(bytes.fromhex(salt) + as_bytes(text)).hexdigest() == sha256
    except (ValueError, TypeError):
        return False


def as_bytes(text: Any) -> bytes:
    """The bytes that lie in the file; none for what is no text at all."""
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else b""


def head(words: str) -> Head:
    """A head as it is written down: ``SIZE:ROOT``."""
    size, root = words.split(":")
    return int(size), root.lower()


def read(path: Path, known: list[Head]) -> tuple[Head, list[str]]:
    """The stored head of the ledger at `path`, and what is wrong. Raises `sqlite3.Error` for what is no ledger."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        database.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        database.execute("BEGIN")
        row = database.execute("SELECT format, layout, size, root FROM ledger").fetchone()
        if row is None or row[:2] != ("workprint ledger", 2):
            raise sqlite3.DatabaseError("this verifier reads layout 2 of 'workprint ledger'")
        return row[2:], list(verify(database, known))


def main(words: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Check a film's record.")
    parser.add_argument("ledger", type=Path, help="path of ledger.db")
    parser.add_argument("--head", type=head, action="append", default=[], help="SIZE:ROOT, as it was kept elsewhere")
    asked = parser.parse_args(words)
    try:
        (size, root), faults = read(asked.ledger, asked.head)
    except sqlite3.Error as error:
        print(f"{asked.ledger}: no record that can be read ({error})")
        return 3
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{'DOES NOT VERIFY' if faults else 'verifies'}: head {size}:{root}")
    return 8 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
