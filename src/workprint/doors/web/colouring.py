"""Pictures of a grade as the page asks for them: its table, a strip of its shots, stills, and a still to go by."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path
from typing import Annotated

import numpy as np
from fastapi import FastAPI, Query, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from PIL import Image
from starlette.concurrency import run_in_threadpool

from workprint.desk.arriving import safe
from workprint.desk.grading import UNGRADED
from workprint.doors.web.keeping import ASKED_AGAIN, FOREVER
from workprint.doors.web.room import Room
from workprint.film import BadValue, CannotRead, NotOnTheDesk

WIDEST = 4096
"""Pixels across and down that such a picture may have. Source: our choice; the page makes them 960 wide."""

HIGHEST = 2160
"""Pixels down to which a still of the gallery is scaled at most. Source: our choice; a screen's height."""

NEVER = {"cache-control": "no-store"}
"""What was asked for by a name that may mean something else tomorrow."""


def colour_media(app: FastAPI, room: Room) -> None:
    """Give the app what the colour room looks at, besides the verbs."""

    @app.get("/lut/{alt}", tags=["media"], response_class=Response)
    async def lut(alt: str, scene: str = "", shot: int = 1, size: int = 33) -> Response:
        """A shot's whole chain as a cube: little-endian 16-bit red, green, blue; red goes slowest."""
        asked = {"alt": alt, "scene": scene, "shot": shot, "size": size}
        table = await run_in_threadpool(room.look, "lut", asked)
        return Response(await run_in_threadpool(in_bytes, table), media_type="application/octet-stream",
                        headers=_kept(alt))

    @app.get("/gradestrip/{alt}", tags=["media"], response_class=FileResponse)
    async def gradestrip(alt: str, scene: str = "", of: str = "") -> FileResponse:
        """One graded picture a shot, in a row; `of` only makes another address where something else is meant."""
        return FileResponse(await run_in_threadpool(room.look, "gradestrip", {"alt": alt, "scene": scene}),
                            headers=FOREVER if of else _kept(alt))

    @app.get("/gradestill/{alt}", tags=["media"], response_class=FileResponse)
    async def gradestill(alt: str, scene: str = "", shot: int = 1, frame: int = -1) -> FileResponse:
        """One picture from the original, graded the exact way, as PNG with 16 bits."""
        asked = {"alt": alt, "scene": scene, "shot": shot, "frame": frame}
        return FileResponse(await run_in_threadpool(room.look, "graded_still", asked), headers=_kept(alt))

    @app.get("/gallerystill", tags=["media"], response_class=Response)
    async def gallerystill(name: str, height: Annotated[int, Query(ge=16, le=HIGHEST)] = 180) -> Response:
        """A still of the gallery, small enough for a screen."""
        return Response(await run_in_threadpool(_gallery_still, room, name, height), media_type="image/jpeg",
                        headers=ASKED_AGAIN)

    @app.put("/reference/{name}", tags=["uploads"])
    async def reference(name: str, request: Request) -> JSONResponse:
        """A picture to go by (PNG or JPEG), into stills/ of this film; what a proposal calls it is answered."""
        kept = await run_in_threadpool(keep_reference, room.desk.folder.stills, name, await request.body())
        return JSONResponse({"reference": str(kept), "says": f"{kept.name} can be gone by"})


def in_bytes(table: np.ndarray) -> bytes:
    """A table of numbers from 0 to 1 as the page reads it; what lies outside is at the ends."""
    whole: bytes = (np.clip(table, 0, 1) * 65535 + 0.5).astype("<u2").tobytes()
    return whole


def _kept(alt: str) -> dict[str, str]:
    """An alt that is named by its whole content never changes; a number on show, and the cut as it was shot, may."""
    return FOREVER if len(alt) == 64 and alt != UNGRADED else NEVER


def _gallery_still(room: Room, name: str, height: int) -> bytes:
    found = next((one for one in room.look("gallery", {}) if one.name == name), None)
    if found is None:
        raise NotOnTheDesk(f"no still is called {name[:60]!r}", "one of the gallery would do",
                           "see them with: workprint gallery")
    with Image.open(found.file) as picture:
        picture.thumbnail((HIGHEST * 4, height))
        made = io.BytesIO()
        picture.convert("RGB").save(made, "JPEG", quality=92)
    return made.getvalue()


def keep_reference(stills: Path, name: str, picture: bytes) -> Path:
    """Where a picture lies that somebody gave; the same is kept once. Raises `BadValue`, `CannotRead`.

    It is read whole and written anew: what lies in the film is a picture and nothing else.
    """
    safe(f"{name}.png")
    if "/" in name or "\\" in name:
        raise BadValue(f"a still came as {name[:60]!r}", "a name without folders would do", "give another name")
    whole = _read(name, picture)
    place = stills / f"{name[:60]} {hashlib.sha256(picture).hexdigest()[:8]}.png"
    if not place.exists():
        place.parent.mkdir(exist_ok=True)
        part = place.with_name(f".{os.getpid()}.part.png")
        whole.save(part)
        part.replace(place)
    return place


def _read(name: str, picture: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as found:
            if max(found.size) > WIDEST:  # told by its header, before a pixel is read
                raise BadValue(f"{name[:60]} is {found.width} by {found.height} pixels", f"up to {WIDEST} would do",
                               "make it smaller; a reference is looked at small")
            return found.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise CannotRead(f"{name[:60]} is no picture that can be read", "a PNG or a JPEG would do",
                         "save it as one, or name its file") from None
