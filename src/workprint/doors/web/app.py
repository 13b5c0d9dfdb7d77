"""The desk as a local web app: one route for each verb, media with byte ranges, and news as it happens."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import inspect
import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Header, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from workprint import __version__
from workprint.desk import Desk
from workprint.desk.looking import waveform
from workprint.doors.cli.verb import VERBS
from workprint.doors.plain import plain
from workprint.doors.web.colouring import colour_media
from workprint.doors.web.forms import ASIDE, Form, form, given
from workprint.doors.web.guard import ALWAYS, Guard
from workprint.doors.web.keeping import ASKED_AGAIN, FOREVER, holds, picture, tag_of, unchanged
from workprint.doors.web.lending import add_lending
from workprint.doors.web.parts import add_parts
from workprint.doors.web.playing import play_in_fragments
from workprint.doors.web.room import Room
from workprint.doors.web.uploads import add_uploads
from workprint.doors.web.verbs import add_verbs_page
from workprint.film import NotOnTheDesk, Trouble

HERE = Path(__file__).parent
"""Where the page and its parts are. Source: beside this module."""

STATUS: Mapping[str, int] = {"BadValue": 422, "NotAFilm": 404, "CannotRead": 422, "NotOnTheDesk": 404,
                             "NotAllowed": 409, "CannotCut": 409, "BrokenRecord": 409, "BadTool": 424}
"""HTTP status of each kind of trouble. Source: RFC 9110 section 15.5."""

BEAT_S = 15
"""Seconds after which a silent connection says that it is alive. Source: HTML, server-sent events, authoring notes."""


def web_app(film: Path, *, token: str, person: str = "", role: str = "") -> FastAPI:
    """The app for one film folder. Raises `NotAFilm`."""
    room = Room(film, person=person, role=role)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(room.watch())
        yield
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        room.close()

    app = FastAPI(title="Workprint", version=__version__, lifespan=life, docs_url=None, redoc_url=None,
                  description="One route for each verb of the desk. What a verb takes and answers is the same in Python"
                              " and on the command line.")
    app.state.room = room
    for verb in dict.fromkeys((*VERBS, *ASIDE)):
        if hasattr(Desk, verb) and verb not in ("filmstrip", "still", "peaks"):
            app.add_api_route(f"/verbs/{verb}", _route(room, verb), methods=["POST"], name=verb,
                              summary=(inspect.getdoc(getattr(Desk, verb)) or verb).splitlines()[0],
                              responses={409: {"description": "forbidden by a pin, a lock or the record: why"}})
    _media(app, room)
    play_in_fragments(app, room)
    colour_media(app, room)
    add_uploads(app, room)
    add_lending(app, room)
    add_parts(app)
    _page(app, room)
    add_verbs_page(app)
    app.add_exception_handler(Trouble, _said)
    app.add_exception_handler(RequestValidationError, _misfit)
    app.add_exception_handler(HTTPException, _nothing_such)
    app.add_exception_handler(Exception, _fault)
    app.add_middleware(Guard, token=token)
    return app


def _route(room: Room, verb: str) -> Callable[..., Any]:
    """The route of one verb; its body is a form made of the verb's signature."""
    asked_for = form(verb)

    async def route(asked: Form, x_person: Annotated[str, Header(max_length=200)] = "",
                    x_over: Annotated[str | None, Header(max_length=80)] = None,
                    x_try: Annotated[bool, Header()] = False) -> JSONResponse:
        answer = await run_in_threadpool(room.do, verb, given(asked), person=x_person, over=x_over, tried=x_try)
        return JSONResponse(plain(answer))

    route.__name__ = verb
    route.__doc__ = inspect.getdoc(getattr(Desk, verb))
    route.__annotations__["asked"] = asked_for
    signature = inspect.signature(route)
    parameters = [one.replace(annotation=asked_for) if name == "asked" else
                  one.replace(annotation=route.__annotations__.get(name, one.annotation))
                  for name, one in signature.parameters.items()]
    route.__signature__ = signature.replace(parameters=parameters, return_annotation=Any)  # type: ignore[attr-defined]
    return route


async def _said(_: Request, trouble: Exception) -> JSONResponse:
    """Trouble as a sentence."""
    assert isinstance(trouble, Trouble)
    body = {"trouble": str(trouble), "kind": type(trouble).__name__, "came": trouble.came,
            "would_do": trouble.would_do, "next_step": trouble.next_step}
    return JSONResponse(body, STATUS.get(type(trouble).__name__, 409))


async def _misfit(_: Request, wrong: Exception) -> JSONResponse:
    """A form that does not fit, as a sentence."""
    assert isinstance(wrong, RequestValidationError)
    places = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:]) or 'the form'}: {one['msg']}"
                       for one in wrong.errors()[:5])
    return JSONResponse({"trouble": f"{places}; what the verb takes is in /openapi.json", "kind": "BadValue"}, 422)


async def _nothing_such(_: Request, wrong: Exception) -> JSONResponse:
    """What no route takes, as a sentence."""
    assert isinstance(wrong, HTTPException)
    came = {404: "nothing is at this address", 405: "nothing is done here in this way"}.get(
        wrong.status_code, "what came cannot be read")
    return JSONResponse({"trouble": f"{came}; JSON in UTF-8 to an address of this desk would do; what there is, is in "
                                    "/openapi.json", "kind": "BadValue"}, wrong.status_code, wrong.headers)


async def _fault(_: Request, fault: Exception) -> JSONResponse:
    """A mistake of ours, as a sentence, as the command line says it; the server tells the rest in its terminal."""
    return JSONResponse({"trouble": f"something is wrong inside Workprint ({type(fault).__name__}); nothing on the "
                                    "record was lost; look into the terminal in which workprint open runs, and tell "
                                    "its makers", "kind": "Fault"}, 500)


def _media(app: FastAPI, room: Room) -> None:
    """Pictures and sounds of this film, and nothing else of this machine."""

    @app.get("/play/{alt}", tags=["media"], response_class=FileResponse)
    async def play(alt: str, scene: str = "") -> FileResponse:
        """A cut as a movie, with byte ranges."""
        path = room.desk.audition_file(alt) if re.fullmatch("[0-9a-f]{64}", alt) else None
        if path is None or not path.exists():
            path = Path((await run_in_threadpool(room.look, "audition", {"alt": alt, "scene": scene})).path)
        return FileResponse(path, media_type="video/mp4", headers=FOREVER)

    @app.get("/filmstrip/{alt}", tags=["media"], response_class=FileResponse)
    async def filmstrip(alt: str, scene: str = "") -> FileResponse:
        """A picture of every shot of a cut, in a row."""
        return FileResponse(await run_in_threadpool(room.look, "filmstrip", {"alt": alt, "scene": scene}),
                            headers=FOREVER)

    @app.get("/still", tags=["media"], response_class=FileResponse)
    async def still(take: str, frame: int, height: int = 180, of: str = "",
                    if_none_match: Annotated[str, Header(max_length=2000)] = "") -> Response:
        """One picture of a take. A page that says `of` which original (how its hash begins) may keep it for ever."""
        path = await run_in_threadpool(room.look, "still", {"take": take, "frame": frame, "height": height})
        return picture(path, if_none_match, holds(of, original(take)))

    def original(take: str) -> str:
        found = room.desk.film.takes.get(take)
        return found.original if found else ""

    @app.get("/frame", tags=["media"], response_class=FileResponse)
    async def frame(file: str, at: int = 500, height: int = 180) -> FileResponse:
        """One picture of an original that is no take yet."""
        return FileResponse(await run_in_threadpool(room.look, "frame", {"file": file, "at": at, "height": height}),
                            headers=FOREVER)

    @app.get("/peaks", tags=["media"])
    async def peaks(take: str, if_none_match: Annotated[str, Header(max_length=2000)] = "") -> Response:
        """A take's waveform: int16 pairs, lowest and highest, a hundred a second."""
        path = await run_in_threadpool(room.look, "peaks", {"take": take})
        return unchanged(path, if_none_match, ASKED_AGAIN) or Response(
            await run_in_threadpool(waveform, path), media_type="application/octet-stream",
            headers={**ASKED_AGAIN, "etag": tag_of(path)})

    @app.get("/file/{name:path}", tags=["media"], response_class=FileResponse)
    async def file(name: str) -> FileResponse:
        """A file that the desk made: in media/, cuts/ or handover/ of this film."""
        path = (room.desk.folder.root / name).resolve()
        served = (room.desk.folder.media, room.desk.folder.cuts, room.desk.folder.handover)
        if not any(path.is_relative_to(one.resolve()) for one in served) or not path.is_file():
            raise NotOnTheDesk(f"{name!r} is no file of this film", "what a verb said it made would do",
                               "look at the verb's answer")
        return FileResponse(path)


def _page(app: FastAPI, room: Room) -> None:
    page = (HERE / "page.html").read_text(encoding="utf-8") if (HERE / "page.html").exists() else ""
    headers = {"content-security-policy": _with_import_map(page), "cache-control": "no-store"}

    @app.get("/", include_in_schema=False)
    async def cutting_room() -> HTMLResponse:
        return HTMLResponse(page, headers=headers)

    @app.get("/news", tags=["news"])
    async def news() -> StreamingResponse:
        """What happens, as server-sent events: the record grew, long work got further."""
        return StreamingResponse(_events(room), media_type="text/event-stream",
                                 headers={"cache-control": "no-store", "x-accel-buffering": "no"})

    @app.post("/stop/{verb}", tags=["news"])
    async def stop(verb: str) -> JSONResponse:
        """Stop long work at the next file: what is done is kept, and the same verb goes on from there."""
        room.stop(verb)
        return JSONResponse({"says": f"{verb} stops at the next file; what is done is kept"})

    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")


def _with_import_map(page: str) -> str:
    """The policy, with the page's import map let in by its hash: a policy without inline scripts forbids it."""
    maps = re.findall(r'<script type="importmap">(.*?)</script>', page, flags=re.S)
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in maps)
    return ALWAYS["content-security-policy"].replace("script-src 'self'", f"script-src 'self' {hashes}".rstrip())


async def _events(room: Room) -> AsyncIterator[bytes]:
    news = aiter(room.news())
    waiting = asyncio.ensure_future(anext(news))
    try:
        while True:
            done, _ = await asyncio.wait({waiting}, timeout=BEAT_S)
            if not done:
                yield b": here\n\n"
                continue
            yield f"data: {json.dumps(waiting.result())}\n\n".encode()
            waiting = asyncio.ensure_future(anext(news))
    finally:
        waiting.cancel()
