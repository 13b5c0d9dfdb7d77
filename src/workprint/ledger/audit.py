"""The full audit: read every entry, hash it again, rebuild the tree, and compare with everything that is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from workprint.ledger.nouns import Audit, Head, commitment
from workprint.ledger.sqlite import damage
from workprint.ledger.store import fetch
from workprint.ledger.tables import about, entry, node, personal
from workprint.ledger.tree import fold, leaf_hash, whole_parts, whole_tree

TOLD = 20
"""Most faults told one by one; the rest is counted. Source: our choice, a screenful."""

_read = json.JSONDecoder().decode


def audit(connection: Connection, known: tuple[Head, ...]) -> Audit:
    """Everything that is wrong with the ledger behind `connection`, and with what the `known` heads say of it."""
    reading = _Reading(connection)
    faults = [*reading.faults, *reading.heads(connection, known), *reading.nodes(connection),
              *reading.texts(connection), *damage(connection)]
    told = faults[:TOLD] + ([f"and {len(faults) - TOLD} faults more"] if len(faults) > TOLD else [])
    return Audit(reading.size, reading.root(reading.size), not faults, tuple(told), len(reading.erased))


class _Reading:
    """What one reading of all entries gathers, and what is wrong with the entries themselves."""

    def __init__(self, connection: Connection) -> None:
        self.faults: list[str] = []
        self.promised: dict[str, tuple[int, str]] = {}
        self.erased: set[str] = set()
        leaves: list[bytes] = []
        for place, kind, text in fetch(connection, select(entry.c.place, entry.c.kind, entry.c.text)
                                      .order_by(entry.c.place)):
            self._entry(place, kind, text, len(leaves))
            leaves.append(leaf_hash(text.encode("utf-8", "surrogateescape") if isinstance(text, str) else b""))
        self.size, self.tree = len(leaves), whole_tree(leaves)

    def root(self, size: int) -> str:
        """Root over the first `size` entries read."""
        return fold([self.tree[part] for part in whole_parts((0, size))]).hex()

    def _entry(self, place: Any, kind: Any, text: Any, index: int) -> None:
        try:
            said = _read(text)
            if place != index or said["index"] != index:
                self.faults.append(f"entry {said['index']!r} lies at place {place!r}, where entry {index} belongs")
            if said["kind"] != kind:
                self.faults.append(f"entry {place} is filed as {kind!r} but says {said['kind']!r}")
            if kind == "erased":
                self.erased.add(said["body"]["key"])
            for one in said["private"].values():
                self._promise(index, one["key"], one["sha256"])
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self.faults.append(f"entry {place!r} is not an entry's canonical JSON")

    def _promise(self, index: int, key: str, sha256: str) -> None:
        if key in self.promised:
            self.faults.append(f"entry {index} names a private text that entry {self.promised[key][0]} has already")
        self.promised[key] = (index, sha256)

    def heads(self, connection: Connection, known: tuple[Head, ...]) -> Iterator[str]:
        """Faults of the stored head, and of heads that somebody kept elsewhere."""
        stored = [Head(*row) for row in fetch(connection, select(about.c.size, about.c.root))]
        if len(stored) != 1:
            yield f"the record has {len(stored)} stored heads, where one belongs"
        for head in stored:
            if head != Head(self.size, self.root(self.size)):
                yield f"the stored head ({head.size!r} entries, root {head.root!r}) is not that of the entries"
        for head in known:
            if not 0 <= head.size <= self.size:
                yield f"a known head has {head.size} entries, but only {self.size} are left"
            elif head.root != self.root(head.size):
                yield f"the first {head.size} entries are not those of a known head"

    def nodes(self, connection: Connection) -> Iterator[str]:
        """Faults of the stored tree."""
        stored = dict(fetch(connection, select(node.c.id, node.c.hash)))
        expected = {number: value.hex() for number, value in self.tree.items()}
        if stored == expected:
            return
        for number in sorted(expected.keys() | stored.keys(), key=repr):
            if stored.get(number) != expected.get(number):
                yield _node_fault(number)

    def texts(self, connection: Connection) -> Iterator[str]:
        """Faults of the private texts beside the record."""
        stored = {key: (salt, text) for key, salt, text in
                  fetch(connection, select(personal.c.key, personal.c.salt, personal.c.text))}
        for key in sorted(stored.keys() - self.promised.keys(), key=repr):
            yield f"the private text {key!r} belongs to no entry"
        for key in sorted(self.erased - self.promised.keys(), key=repr):
            yield f"the private text {key!r} is said to be erased but belongs to no entry"
        for key, (place, sha256) in self.promised.items():
            yield from self._text(key, place, sha256, stored.get(key))

    def _text(self, key: str, place: int, sha256: str, found: tuple[Any, Any] | None) -> Iterator[str]:
        if found is None and key not in self.erased:
            yield f"the private text of entry {place} is missing and nobody erased it"
        if found is not None and key in self.erased:
            yield f"the private text of entry {place} was erased but is there"
        if found is not None and not _matches(*found, sha256):
            yield f"the private text of entry {place} is not what was recorded"


def _node_fault(number: Any) -> str:
    if isinstance(number, int) and number % 2 == 0:
        return f"entry {number // 2} does not hash to its leaf in the tree"
    return f"node {number!r} of the tree is not that of the entries"


def _matches(salt: Any, text: Any, sha256: str) -> bool:
    try:
        return len(salt) == 64 and commitment(salt, text) == sha256
    except (TypeError, ValueError, AttributeError):
        return False
