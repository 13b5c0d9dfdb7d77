"""Cuts as the page plays them: a head, and fragments of a second from wherever it asks. No verb is waited for."""

from __future__ import annotations

import json
from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from workprint.desk.screening import Screening
from workprint.doors.plain import plain
from workprint.doors.web.keeping import FOREVER
from workprint.doors.web.room import Room

NEVER = {"cache-control": "no-store"}
"""What was asked for by a name that may mean another cut tomorrow."""


def play_in_fragments(app: FastAPI, room: Room) -> None:
    """Let a page play any cut of the film by Media Source Extensions; no file is made."""
    screening = Screening(room.desk)

    @app.get("/fragments/{alt}", tags=["media"])
    async def told(alt: str, scene: str = "") -> JSONResponse:
        """What has to be known of a cut before it is played: its length, its fragments, their type."""
        return JSONResponse(plain(await run_in_threadpool(screening.told, scene, alt)), headers=NEVER)

    @app.get("/fragments/{alt}/begin", tags=["media"], response_class=Response)
    async def begin(alt: str, frame: int = 0, scene: str = "") -> Response:
        """The head and the fragment of a frame in one answer, and what has to be known of the cut in its header."""
        told, made = await run_in_threadpool(screening.begin, scene, alt, frame)
        return Response(made, media_type="video/mp4", headers={**NEVER, "x-told": json.dumps(plain(told))})

    @app.get("/fragments/{alt}/head", tags=["media"], response_class=Response)
    async def head(alt: str, scene: str = "", of: str = "") -> Response:
        """What comes before the first fragment: ftyp and moov."""
        made, now = await run_in_threadpool(screening.head, scene, alt, of)
        return Response(made, media_type="video/mp4", headers=_kept(of, now))

    @app.get("/fragments/{alt}/{number}", tags=["media"], response_class=Response)
    async def fragment(alt: str, number: int, scene: str = "", of: str = "") -> Response:
        """One fragment: moof and mdat, with the times of its place in the cut."""
        made, now = await run_in_threadpool(screening.fragment, scene, alt, of, number)
        return Response(made, media_type="video/mp4", headers=_kept(of, now))


def _kept(asked: str, now: str) -> Mapping[str, str]:
    """How long an answer holds: for ever where it is made of what was asked for."""
    return FOREVER if asked == now else NEVER
