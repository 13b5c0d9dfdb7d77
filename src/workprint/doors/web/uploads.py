"""Rushes and a script handed over by the page: one file a request, streamed to disk, bounded, refused in sentences."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from workprint.desk.arriving import Arrival, Arrived, fits, kind_of, safe, sweep, there
from workprint.doors.plain import plain
from workprint.doors.web.room import Room
from workprint.film import NotAllowed, Trouble

AT_ONCE = 4
"""Files that may arrive at once. Source: our choice; the page sends two, and two pages may."""

PATIENCE_S = 60.0
"""Seconds in which at least one byte has to come. Source: our choice; a disk that wakes up takes ten."""

BLOCK = 1 << 20
"""Bytes that are written at a time. Source: our choice; a hop to the writing thread costs little then."""

LIST = 20_000
"""Files of one list. Source: our choice; an image sequence of ten minutes has 14,400."""

FAR = 4_096
"""Characters of a name with its folders. Source: PATH_MAX of Linux."""


class Wanted(BaseModel):
    """A file that somebody would hand over."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(max_length=FAR, description="its name, with the folders it lay in")]
    size: Annotated[int, Field(ge=0, description="bytes")]


class Handful(BaseModel):
    """Files that somebody would hand over."""

    model_config = ConfigDict(extra="forbid")
    files: Annotated[list[Wanted], Field(max_length=LIST)]


def add_uploads(app: FastAPI, room: Room) -> None:
    """Give the app its ways in: what would be taken, whether a file is there already, and the file itself."""
    folder, came = room.desk.folder, dict[str, Path]()
    at_work = asyncio.Semaphore(AT_ONCE)
    sweep(folder)

    @app.post("/uploads", tags=["uploads"])
    async def look(asked: Handful) -> JSONResponse:
        """What each file would become (``rushes``, ``report`` or ``script``), or why it is left out."""
        rows = [_looked(room, one) for one in asked.files]
        whole = sum(one.size for one, row in zip(asked.files, rows, strict=True) if not row["why"])
        if whole:
            await run_in_threadpool(fits, folder, "rushes", whole)
        return JSONResponse({"files": rows, "bytes": whole})

    @app.get("/upload/{name:path}", tags=["uploads"])
    async def known(name: str, size: int, mark: str = "") -> JSONResponse:
        """Where a file of this name, size and fingerprint (`desk.arriving.fingerprint`) lies since it arrived; without
        one, whether any of that name and size does."""
        found = await run_in_threadpool(there, folder, name, size, mark)
        return JSONResponse({"same_size": found is not None, "path": str(found) if found and mark else ""})

    @app.put("/upload/{name:path}", tags=["uploads"])
    async def bring(name: str, request: Request) -> JSONResponse:
        """One file: a picture or a sound into rushes/, a script into scripts/. Its Content-Length is demanded."""
        length = request.headers.get("content-length", "")
        if not length.isdigit():
            return _refused(411, f"{name[:80]} came without its length; a Content-Length would do; send it again")
        if at_work.locked():
            return _refused(429, f"{AT_ONCE} files are arriving already; one after another would do; wait for one")
        async with at_work:
            try:
                arrival = await run_in_threadpool(Arrival, folder, name, int(length))
            except NotAllowed as trouble:
                return _refused(413, str(trouble))
            try:
                done = await _taken_in(arrival, request, lambda content: came.get(content) or _on_desk(room, content))
            finally:
                arrival.drop()
        came[arrival.hash] = Path(done.path)
        return JSONResponse(plain(done))


async def _taken_in(arrival: Arrival, request: Request, known: Any) -> Arrived:
    try:
        async for block in _blocks(request):
            await run_in_threadpool(arrival.write, block)
    except (ClientDisconnect, TimeoutError):
        raise NotAllowed(f"{arrival.name} stopped arriving", "the whole of it would do", "send it again") from None
    return await run_in_threadpool(arrival.finish, known)


async def _blocks(request: Request) -> AsyncIterator[bytes]:
    """What comes, a block at a time. Raises `TimeoutError` where nothing comes any more."""
    held, stream = bytearray(), aiter(request.stream())
    while True:
        async with asyncio.timeout(PATIENCE_S):
            part = await anext(stream, None)
        if part is None:
            break
        held += part
        if len(held) >= BLOCK:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


def _on_desk(room: Room, content: str) -> Path | None:
    found = room.desk.film.originals.get(content)
    return Path(found.path) if found else None


def _looked(room: Room, one: Wanted) -> dict[str, str]:
    """What one file would be. Only its own name and size are looked at here."""
    try:
        safe(one.name)
        kind = kind_of(one.name)
        fits(room.desk.folder, kind, one.size)
    except Trouble as trouble:
        return {"name": one.name, "kind": "", "why": str(trouble)}
    return {"name": one.name, "kind": kind, "why": ""}


def _refused(status: int, says: str) -> JSONResponse:
    return JSONResponse({"trouble": says, "kind": "NotAllowed"}, status)
