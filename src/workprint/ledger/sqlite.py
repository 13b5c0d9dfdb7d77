"""The one place that knows it is SQLite: connections, backup, scrubbing, and the sense of its errors."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

_ALWAYS = (
    "PRAGMA synchronous=FULL",        # an acknowledged entry is on the disk, not only with the system
    "PRAGMA secure_delete=ON",        # erased means overwritten
    "PRAGMA temp_store=MEMORY",       # no text strays into a temporary file
    "PRAGMA trusted_schema=OFF",      # a ledger from elsewhere runs no functions of its own choosing
    "PRAGMA cell_size_check=ON",      # a damaged page is noticed, not followed
)


def engine_at(path: Path, *, read_only: bool = False, wait_ms: int = 5000, wal: bool = True) -> Engine:
    """An engine on the existing file `path`. A second writer waits `wait_ms` milliseconds, readers never wait."""
    engine = create_engine("sqlite://", creator=_connector(path, read_only, wait_ms, wal), poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def _connector(path: Path, read_only: bool, wait_ms: int, wal: bool) -> Callable[[], sqlite3.Connection]:
    address = f"{path.resolve().as_uri()}?{_mode(path, read_only)}"
    settings = (*_ALWAYS, "PRAGMA journal_mode=WAL") if wal and not read_only else _ALWAYS

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, timeout=wait_ms / 1000, isolation_level=None,
                                     check_same_thread=False)
        # Bytes that are no UTF-8 must reach the audit as they are, instead of stopping it.
        connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
        try:
            for setting in settings:
                connection.execute(setting)
        except UnicodeDecodeError:
            # SQLite quotes what is damaged, and Python cannot read the quotation.
            connection.close()
            raise sqlite3.DatabaseError("malformed database schema") from None
        return connection

    return connect


def _mode(path: Path, read_only: bool) -> str:
    """A disc that cannot be written needs `immutable`: readers of a WAL database otherwise leave a file beside it."""
    if not read_only:
        return "mode=rw"
    return "mode=ro" if os.access(path.parent, os.W_OK) else "mode=ro&immutable=1"


def _begin(connection: Connection) -> None:
    # A writer asks for the lock at once: a reader that turns writer half way would fail instead of waiting.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def looks_like_database(path: Path) -> bool:
    """Whether `path` holds a database. Raises `OSError` where it cannot be read.

    SQLite itself looks. Whoever opens and closes the file beside SQLite drops the locks of every connection that this
    process has to it: another program that closes the record then takes its write-ahead log away, and what is recorded
    here from then on is lost. Source: sqlite.org/howtocorrupt.html section 2.2.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not path.stat().st_size:  # SQLite takes an empty file for an empty database
        return False
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?{_mode(path, read_only=True)}", uri=True)) as database:
            database.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CANTOPEN:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from error
        return error.sqlite_errorcode != sqlite3.SQLITE_NOTADB  # what else is wrong, opening it tells
    return True


def backup(path: Path, to: Path) -> None:
    """A whole copy of the database at `path`, its write-ahead log included, on the disk at `to` or not there at all."""
    half = to.with_name(to.name + ".half")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source, \
            closing(sqlite3.connect(half)) as copy:
        source.backup(copy)
    with half.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(half, to)


def damage(connection: Connection) -> list[str]:
    """What is wrong with the file itself, such as an index that no longer finds what its table holds."""
    if connection.dialect.name != "sqlite":
        return []
    found = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
    return [f"the file is damaged: {line}" for line in found if line != "ok"]


def scrub(engine: Engine) -> bool:
    """Take deleted bytes out of the database file and its write-ahead log; False while a reader still holds them.

    `secure_delete` overwrites a deleted cell, but a page that was split earlier may keep a stale copy of it,
    so the file is written anew.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy
    except sqlite3.Error as error:
        raise DBAPIError(None, None, error) from error
    finally:
        connection.close()


def is_busy(error: BaseException) -> bool:
    """Whether `error` only says that somebody else is writing."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_refused(error: BaseException) -> bool:
    """Whether `error` says that nothing can be written there: read-only, no permission, disk full."""
    refusals = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN)
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in refusals
