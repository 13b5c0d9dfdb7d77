"""A taste that is dropped on the page: read, taken in, and not kept; what it says is on the record then."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Header, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from workprint.desk.arriving import safe
from workprint.desk.tasting import LARGEST
from workprint.doors.plain import plain
from workprint.doors.web.room import Room
from workprint.film import BadValue, NotAllowed


def add_lending(app: FastAPI, room: Room) -> None:
    """Give the app its way in for tastes."""

    @app.put("/taste/{name}", tags=["uploads"])
    async def taste(name: str, request: Request, craft: str = "cutting",
                    x_person: Annotated[str, Header(max_length=200)] = "") -> JSONResponse:
        """A taste that was exported, as a file: taken in as `taste_import` does. Its Content-Length is demanded."""
        length = request.headers.get("content-length", "")
        if not length.isdigit() or not 0 < int(length) <= LARGEST:
            raise NotAllowed(f"{name[:80]} came with {length or 'no'} bytes", f"1 to {LARGEST} bytes would do",
                             "choose a taste that was exported")
        return JSONResponse(plain(await run_in_threadpool(bring, room, name, await request.body(), craft, x_person)))


def bring(room: Room, name: str, content: bytes, craft: str, person: str) -> object:
    """Take in a taste by its content; the file is gone afterwards. Raises `BadValue`, `CannotRead`, `NotAllowed`."""
    called = safe(name)
    if len(called.parts) != 1:
        raise BadValue(f"the file came as {name[:60]!r}", "a name without folders would do", "give another name")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / called
        file.write_bytes(content)
        return room.do("taste_import", {"file": file, "craft": craft}, person=person)
