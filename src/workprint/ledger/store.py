"""Where a ledger lies: opening its database, reading and writing in transactions, errors as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, create_engine, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from workprint.film import BrokenRecord, NotAFilm, NotAllowed, Trouble
from workprint.ledger import sqlite
from workprint.ledger.tables import FORMAT, LAYOUT, about, tables

WAIT_MS = 5000
"""How long a writer waits for another one, in milliseconds. Source: our choice; a write takes about 5."""

BATCH = 5000
"""Rows fetched at a time. Source: our choice, a few megabytes."""


def file_of(where: Path | str) -> Path | None:
    """The file that `where` (a path or an SQLAlchemy URL) means; None for a database server."""
    if isinstance(where, Path) or "://" not in where:
        return Path(where)
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise NotAFilm(f"the address of the record came as {where!r}", "a path or an SQLAlchemy URL would do",
                       "give it again") from error
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        raise NotAFilm("the record was to be kept in memory", "a file would do, since a record is there to stay",
                       "give a path")
    return Path(url.database)


def named(where: Path | str) -> str:
    """`where` as a sentence may name it: a server's address without its password."""
    return str(where) if file_of(where) else make_url(str(where)).render_as_string(hide_password=True)


def new_engine(where: Path | str) -> Engine:
    """An engine on the new, empty place `where`. Raises `NotAFilm` where something is already."""
    path = file_of(where)
    if path is None:
        return _server_engine(str(where))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # An empty file is what a creation that was cut off leaves behind: nothing is lost by beginning again.
        if not (path.is_file() and path.stat().st_size == 0):
            path.touch(exist_ok=False)
    except OSError as error:
        raise NotAFilm(f"no record can be begun at {path} ({error.strerror})", "a new file in a folder that can be "
                       "written would do", "open the record that is there, or give another place") from error
    return sqlite.engine_at(path, wal=False)


def _server_engine(url: str) -> Engine:
    try:
        return create_engine(url)
    except (ImportError, ArgumentError) as error:
        raise NotAFilm(f"the database at {named(url)} cannot be reached ({error})", "one whose driver is installed "
                       "would do", "install the driver that its address names, or keep the record in a file") from error


def check_empty(connection: Connection, where: Path | str) -> None:
    """Raises `NotAFilm` where a database (on a server, say) has tables of a ledger already."""
    if set(inspect(connection).get_table_names()) & set(tables.tables):
        raise NotAFilm(f"no record can be begun at {named(where)}, which has one", "an empty database would do",
                       "open the record that is there, or give another place")


def old_engine(where: Path | str, *, read_only: bool, wait_ms: int) -> Engine:
    """An engine on the database at `where`. Raises `NotAFilm` where there is none."""
    path = file_of(where)
    if path is None:
        return _server_engine(str(where))
    try:
        known = sqlite.looks_like_database(path)
    except OSError as error:
        raise NotAFilm(f"no record can be read at {path} ({error.strerror})", "the ledger.db of a film would do",
                       "check the place, or begin a film with workprint new") from error
    if not known:
        raise _no_ledger(where)
    return sqlite.engine_at(path, read_only=read_only, wait_ms=wait_ms)


def layout_of(engine: Engine, where: Path | str) -> int:
    """Version of the tables at `where`. Raises `NotAFilm` for what is no ledger or a newer one."""
    try:
        with reading(engine, where) as connection:
            there = inspect(connection).has_table(about.name)
            found = connection.execute(select(about.c.format, about.c.layout)).all() if there else []
    except BrokenRecord as error:
        raise _no_ledger(where) from error
    if len(found) != 1 or found[0][0] != FORMAT or not isinstance(found[0][1], int) or found[0][1] < 1:
        raise _no_ledger(where)
    layout: int = found[0][1]
    if layout > LAYOUT:
        raise NotAFilm(f"the record at {named(where)} has layout {layout}, made by a newer Workprint",
                       f"layouts up to {LAYOUT} would do", "update Workprint, then open it again")
    return layout


def _no_ledger(where: Path | str) -> NotAFilm:
    return NotAFilm(f"what lies at {named(where)} is no film's record", "the ledger.db of a film would do",
                    "check the place, or begin a film with workprint new")


@contextmanager
def reading(engine: Engine, where: Path | str) -> Iterator[Connection]:
    """One state of the ledger for as long as it lasts, whoever writes meanwhile."""
    with in_words(where), engine.connect() as connection:
        if engine.dialect.name != "sqlite":  # SQLite's readers always see one state
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, where: Path | str) -> Iterator[Connection]:
    """The only writer for as long as it lasts: everything or nothing is kept."""
    with in_words(where), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


def fetch(connection: Connection, query: Select[*tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """What `query`, which has no parameters, finds: plain tuples, in a third of the time that SQLAlchemy's take."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(str(query.compile(connection)))
        while batch := cursor.fetchmany(BATCH):
            yield from batch
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(None, None, error) from error
    finally:
        cursor.close()


@contextmanager
def in_words(where: Path | str) -> Iterator[None]:
    """Turn the database's errors into sentences."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _trouble(error, where) from error


def _trouble(error: SQLAlchemyError, where: Path | str) -> Trouble:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    if sqlite.is_busy(cause):
        return NotAllowed(f"another program is writing to the record at {named(where)}",
                          "one writer at a time would do", "wait until it is done, then try again")
    if sqlite.is_refused(cause):
        return NotAllowed(f"the record at {named(where)} cannot be written ({cause})", "a disk with room that may be "
                          "written would do", "make room or change the permission, then try again")
    return BrokenRecord(f"the record at {named(where)} cannot be used ({cause})", "an undamaged one would do",
                        "run workprint ledger verify, then take a copy that verifies")
