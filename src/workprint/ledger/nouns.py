"""What the ledger hands out: entries, heads, proofs and audits. Frozen values."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workprint.film import BadValue, BrokenRecord, Plain, canonical
from workprint.ledger.tree import extends, includes, leaf_hash

_AUTHOR = re.compile(r"(person|tool):\S+")


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants recorded; it becomes an `Entry` with a place, a time and a hash."""

    kind: str
    """What happened, in one word: ``decision``."""
    body: Mapping[str, Any]
    """The facts: plain values, fractions and film nouns; no floats."""
    author: str
    """Who did it: a key from `Ledger.person`, or ``tool:`` and the tool's name. Never a name."""
    role: str
    """As what: ``director``."""
    personal: Mapping[str, str] | None = None
    """Texts that somebody may ask to have erased, by field: kept beside the entry, not in it."""

    def __post_init__(self) -> None:
        if not self.kind:
            raise BadValue("an entry came without a kind", "one word such as decision would do", "name what happened")
        if not _AUTHOR.fullmatch(self.author):
            raise BadValue(f"the author came as {self.author!r}",
                           "a person's key or tool: and a tool's name would do, so that a name can be erased",
                           "ask ledger.person(name) for the key")
        if not all(_is_unicode(text) for text in (self.personal or {}).values()):
            raise BadValue(f"a private text of a {self.kind!r} entry came as what cannot be written down",
                           "Unicode text would do", "replace what is none")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, as it was recorded."""

    index: int
    """Place in the ledger, from 0."""
    kind: str
    """What happened: ``decision``."""
    author: str
    """A person's key, or ``tool:cutting``."""
    role: str
    """As what the author acted: ``director``."""
    time: str
    """When it was recorded: ``2026-05-04T12:30:00.000000Z``, by the clock of the machine that wrote it."""
    body: dict[str, Plain]
    """The facts, read back from the record."""
    private: tuple[tuple[str, str], ...]
    """(field, key) of each text kept beside the entry; `Ledger.personal` reads it, `Ledger.erase` takes it away."""
    hash: str
    """Leaf hash of the entry: 64 hexadecimal digits."""
    text: str = field(repr=False)
    """The canonical JSON that was hashed; its UTF-8 bytes are what `check_proof` wants."""

    @classmethod
    def read(cls, index: int, text: Any) -> Entry:
        """The entry behind its canonical text. Raises `BrokenRecord`."""
        try:
            raw = json.loads(text)
            private = tuple((name, said["key"]) for name, said in raw["private"].items())
            return cls(index, raw["kind"], raw["author"], raw["role"], raw["time"], raw["body"], private,
                       leaf_hash(text.encode()).hex(), text)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise BrokenRecord(f"entry {index} of the record cannot be read",
                               "canonical JSON as docs/ledger.md has it would do",
                               "run workprint ledger verify, then take a copy that verifies") from error


@dataclass(frozen=True, slots=True)
class Head:
    """The whole ledger in two values. Whoever keeps one notices every later change to what it covers."""

    size: int
    """Number of entries."""
    root: str
    """Root of the Merkle tree over them: 64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Proof that one entry is in the ledger of a head."""

    index: int
    """Place of the entry."""
    size: int
    """Size of the head it leads to."""
    hashes: tuple[str, ...]
    """The neighbours' hashes from the leaf to the root, hexadecimal."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Proof that a ledger only grew between two heads: nothing before the old one was touched."""

    old_size: int
    """Size of the earlier head."""
    size: int
    """Size of the later head."""
    hashes: tuple[str, ...]
    """The hashes that both roots are made of, hexadecimal."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What a full reading of the ledger found."""

    size: int
    """Entries read."""
    root: str
    """Root rebuilt from them."""
    ok: bool
    """Whether everything agrees."""
    faults: tuple[str, ...]
    """What does not, a sentence each."""
    erased: int
    """Texts that were erased, as the record says."""


def check_proof(entry_bytes: bytes, proof: Proof, head: Head) -> bool:
    """Whether `proof` shows that the entry (its canonical bytes) is in the ledger of `head`. Needs no ledger."""
    hashes = _unhex(*proof.hashes, head.root)
    if hashes is None or proof.size != head.size:
        return False
    return includes(leaf_hash(entry_bytes), proof.index, proof.size, hashes[:-1], hashes[-1])


def check_growth(growth: Growth, old: Head, new: Head) -> bool:
    """Whether `growth` shows that the ledger of `new` begins with the one of `old`. Needs no ledger."""
    hashes = _unhex(*growth.hashes, old.root, new.root)
    if hashes is None or (growth.old_size, growth.size) != (old.size, new.size):
        return False
    return extends(old.size, hashes[-2], new.size, hashes[-1], hashes[:-2])


def _unhex(*texts: str) -> list[bytes] | None:
    try:
        return [bytes.fromhex(text) for text in texts]
    except (TypeError, ValueError):
        return None


def commitment(salt: str, text: str) -> str:
    """What the hashed entry says of a text beside it: SHA-256 of the 32 salt bytes and the UTF-8 text, hexadecimal."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def _is_unicode(text: Any) -> bool:
    try:
        return bool(text.encode()) or text == ""
    except (AttributeError, UnicodeError):
        return False


def write_text(index: int, draft: Draft, time: str, private: Mapping[str, Mapping[str, str]]) -> str:
    """The canonical JSON of an entry. Raises `BadValue` for what canonical JSON cannot hold."""
    try:
        return canonical({"author": draft.author, "body": draft.body, "index": index, "kind": draft.kind,
                          "private": private, "role": draft.role, "time": time}).decode()
    except (ValueError, RecursionError) as error:
        raise BadValue(f"the body of a {draft.kind!r} entry came as what cannot be written down ({error})",
                       "Unicode text, whole numbers, lists and mappings would do",
                       "replace what is none of them") from error
