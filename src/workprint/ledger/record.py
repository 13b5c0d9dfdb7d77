"""The ledger of a film: what happened, in order, kept for good, and provable."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, delete, insert, select, update

from workprint.film import BadValue, BrokenRecord, NotAllowed, NotOnTheDesk
from workprint.ledger import migrate, sqlite
from workprint.ledger.audit import audit
from workprint.ledger.nouns import Audit, Draft, Entry, Growth, Head, Proof
from workprint.ledger.rows import Clock, hashes_of, head_of, person_key, write, write_person
from workprint.ledger.store import (
    WAIT_MS,
    check_empty,
    file_of,
    in_words,
    layout_of,
    new_engine,
    old_engine,
    reading,
    writing,
)
from workprint.ledger.tables import FORMAT, LAYOUT, about, entry, personal, tables
from workprint.ledger.tree import EMPTY, growth_runs, inclusion_runs

OWN_KINDS = ("person", "erased")
"""Kinds that only the ledger itself writes, because an audit relies on them."""

PAGE = 500
"""Entries read at a time. Source: our choice; about 200 kB, and a reader never holds a page longer."""


def now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


class Ledger:
    """An append-only record. Use it as a context manager.

    >>> import tempfile
    >>> with Ledger.create(Path(tempfile.mkdtemp()) / "ledger.db") as ledger:
    ...     ada = ledger.person("Ada Osei")
    ...     entry = ledger.append("decision", {"mark": "circle"}, author=ada, role="director",
    ...                           personal={"note": "Mum would have liked this one."})
    ...     (len(ledger), entry.kind, ledger.name_of(entry.author), ledger.audit(ledger.head()).ok)
    (2, 'decision', 'Ada Osei', True)
    """

    def __init__(self, engine: Engine, where: Path | str, clock: Clock) -> None:
        self._engine, self._where, self._clock = engine, where, clock

    @classmethod
    def create(cls, where: Path | str, *, clock: Clock = now) -> Ledger:
        """Begin a ledger at `where`, a path or an SQLAlchemy URL. Raises `NotAFilm` where something is already."""
        with closing(cls(new_engine(where), where, clock)) as new, writing(new._engine, where) as connection:
            check_empty(connection, where)
            tables.create_all(connection, checkfirst=False)
            connection.execute(insert(about).values(format=FORMAT, layout=LAYOUT, size=0, root=EMPTY.hex(), untidy=0))
        return cls.open(where, clock=clock)

    @classmethod
    def open(cls, where: Path | str, *, read_only: bool = False, clock: Clock = now,
             wait_ms: int = WAIT_MS) -> Ledger:
        """The ledger at `where`, brought up to the present layout after a backup beside it.

        Raises `NotAFilm` for what is no ledger or a newer one, `BrokenRecord` where it cannot be brought up to date.
        """
        ledger = cls(old_engine(where, read_only=read_only, wait_ms=wait_ms), where, clock)
        try:
            if layout_of(ledger._engine, where) < LAYOUT:
                migrate.up(ledger._engine, where, read_only=read_only)
            if not read_only:
                ledger._tidy()
        except BaseException:
            ledger.close()
            raise
        return ledger

    def append(self, kind: str, body: Mapping[str, Any], *, author: str, role: str,
               personal: Mapping[str, str] | None = None) -> Entry:
        """Record one thing that happened. When this returns, the entry is on the disk.

        Raises `BadValue` for what cannot be recorded, `NotAllowed` while another program writes.
        """
        return self.append_many([Draft(kind, body, author, role, personal)])[0]

    def append_many(self, entries: Iterable[Draft]) -> tuple[Entry, ...]:
        """Record several things, all or none."""
        drafts = tuple(entries)
        for draft in drafts:
            if draft.kind in OWN_KINDS:
                raise BadValue(f"an entry of kind {draft.kind!r} came", "any kind but person and erased would do",
                               "call ledger.person or ledger.erase")
        with writing(self._engine, self._where) as connection:
            return write(connection, drafts, self._clock)

    def entries(self, *kinds: str, since: int = 0) -> Iterator[Entry]:
        """All entries there are now, from place `since` on, of these kinds or of all, in order."""
        end, place = len(self), since
        query = select(entry.c.place, entry.c.text).order_by(entry.c.place).limit(PAGE)
        if kinds:
            query = query.where(entry.c.kind.in_(kinds))
        while True:
            with reading(self._engine, self._where) as connection:
                rows = connection.execute(query.where(entry.c.place >= place, entry.c.place < end)).all()
            for index, text in rows:
                yield Entry.read(index, text)
            if len(rows) < PAGE:
                return
            place = rows[-1][0] + 1

    def entry(self, index: int) -> Entry:
        """The entry at `index`, from 0. Raises `NotOnTheDesk`."""
        with reading(self._engine, self._where) as connection:
            _within(index, self._size(connection, None))
            return Entry.read(index, connection.scalar(select(entry.c.text).where(entry.c.place == index)))

    def __len__(self) -> int:
        return self.head().size

    def head(self) -> Head:
        """Size and root: keep it elsewhere, and `audit` can tell whether anything it covers was changed since."""
        with reading(self._engine, self._where) as connection:
            return head_of(connection)

    def prove(self, index: int, size: int | None = None) -> Proof:
        """Proof that entry `index` is in the ledger as it was at `size` entries (now, if None)."""
        with reading(self._engine, self._where) as connection:
            size = self._size(connection, size)
            _within(index, size)
            return Proof(index, size, hashes_of(connection, inclusion_runs(index, size)))

    def prove_growth(self, old_size: int, size: int | None = None) -> Growth:
        """Proof that the ledger at `size` entries (now, if None) begins with all that it was at `old_size`."""
        with reading(self._engine, self._where) as connection:
            size = self._size(connection, size)
            if not 0 <= old_size <= size:
                raise NotOnTheDesk(f"{old_size} entries came as the size before {size}", f"0 up to {size} would do",
                                   "swap the two")
            return Growth(old_size, size, hashes_of(connection, growth_runs(old_size, size)))

    def audit(self, *known: Head) -> Audit:
        """Read and check everything, also against heads that were kept elsewhere. Damage is a fault, not an error."""
        try:
            with reading(self._engine, self._where) as connection:
                return audit(connection, known)
        except BrokenRecord as error:
            return Audit(0, EMPTY.hex(), False, (error.came,), 0)

    def personal(self, key: str) -> str | None:
        """The private text behind `key`; None when it was erased or never was."""
        with reading(self._engine, self._where) as connection:
            return connection.scalar(select(personal.c.text).where(personal.c.key == key))

    def person(self, name: str) -> str:
        """The key that stands for the person called `name`, the same each time; made, and recorded, at the first."""
        tidy = unicodedata.normalize("NFC", " ".join(name.split()))
        if not tidy:
            raise BadValue("a person came without a name", "a name as it should stand in the credits would do",
                           "give the name")
        with reading(self._engine, self._where) as connection:
            key = person_key(connection, tidy)
        if key is None:
            with writing(self._engine, self._where) as connection:
                key = person_key(connection, tidy) or write_person(connection, tidy, self._clock)
        return key

    def name_of(self, key: str) -> str | None:
        """The name behind a key from `person`; None when it was erased or is no person's key."""
        return self.personal(key) if key.startswith("person:") else None

    def erase(self, key: str, *, author: str, role: str) -> Entry:
        """Take the private text behind `key` out of the files, and record that this was done. The log still verifies.

        Backups that a migration left beside the ledger go too, since they hold the text. Raises `NotOnTheDesk`
        for a key without a text, `NotAllowed` while a reader keeps the old state alive: then erase it again.
        """
        done = self._strike(key, author, role) or self._erased(key)
        if not self._tidy():
            raise NotAllowed("the text is erased from the record, but another program still reads an older state of it",
                             "no reader would do", "close that program, then erase the text again")
        return done

    def close(self) -> None:
        """Let go of the files. The last one to close leaves `ledger.db` alone in its folder."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def _size(self, connection: Connection, asked: int | None) -> int:
        size = head_of(connection).size
        if asked is not None and not 0 <= asked <= size:
            raise NotOnTheDesk(f"a ledger of {asked} entries was asked for", f"0 up to {size} would do",
                               "ask for one of them")
        return size if asked is None else asked

    def _strike(self, key: str, author: str, role: str) -> Entry | None:
        with writing(self._engine, self._where) as connection:
            if not connection.execute(delete(personal).where(personal.c.key == key)).rowcount:
                return None
            connection.execute(update(about).values(untidy=1))
            return write(connection, (Draft("erased", {"key": key}, author, role),), self._clock)[0]

    def _erased(self, key: str) -> Entry:
        for done in self.entries("erased"):
            if done.body.get("key") == key:
                return done
        raise NotOnTheDesk(f"the private text {key!r} is not in the record",
                           "a key from ledger.person or from an entry's private fields would do", "look the key up")

    def _tidy(self) -> bool:
        """Finish an erasure, also one that was cut off; False while a reader keeps the old state alive."""
        with reading(self._engine, self._where) as connection:
            if not connection.scalar(select(about.c.untidy)):
                return True
        if path := file_of(self._where):
            migrate.drop_backups(path)
            with in_words(self._where):
                if not sqlite.scrub(self._engine):
                    return False
        with writing(self._engine, self._where) as connection:
            connection.execute(update(about).values(untidy=0))
        return True



def _within(index: int, size: int) -> None:
    if not 0 <= index < size:
        raise NotOnTheDesk(f"entry {index} is not among the {size} of the record", "a place from 0 would do",
                           "ask for one that is there")
