"""Serve the cutting room on this machine, to nobody else."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from workprint.doors.web.app import web_app
from workprint.film import NotAllowed

PORT = 8777
"""Port that is tried first. Source: our choice; no service is registered there with IANA that a desk would have."""


def serve(film: Path, *, port: int = 0, person: str = "", role: str = "",
          on_ready: Callable[[str], None] | None = None) -> None:
    """Serve one film at 127.0.0.1 until Ctrl-C. `on_ready` gets the whole address, token included.

    The token is drawn anew each time, unless WORKPRINT_TOKEN gives one: then a page that is open goes on after the
    server was started again.
    Raises `NotAFilm`, and `NotAllowed` for a port that is taken.
    """
    token = os.environ.get("WORKPRINT_TOKEN", "") or secrets.token_urlsafe(24)
    app = web_app(film, token=token, person=person, role=role)
    with door_at(port) as door:
        config = uvicorn.Config(app, log_level="warning", lifespan="on", server_header=False,
                                timeout_graceful_shutdown=2)
        if on_ready:
            on_ready(f"http://127.0.0.1:{door.getsockname()[1]}/?token={token}")
        uvicorn.Server(config).run(sockets=[door])


def door_at(port: int) -> socket.socket:
    """A socket that listens on this machine alone: at the port asked for, or the usual one, or any.

    Raises `NotAllowed` for a port that is taken.
    """
    for asked in ((port,) if port else (PORT, 0)):
        # named TCP, or asyncio doesn't know it for one and lets small answers wait 40 ms for an acknowledgement
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", asked))
            door.listen()  # two desks may bind one port, but only the first may listen there
            return door
        except OSError:
            door.close()
    raise NotAllowed(f"port {port} is taken", "another port would do", "leave --port out, and one is found")
