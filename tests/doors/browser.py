"""A browser, a server that can be killed, and ways to wait: what the screen's tests are made of."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from workprint.desk import Desk
from workprint.desk.state import Marked

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required"]

ROOM = "document.querySelector('cutting-room').shadowRoot.querySelector('cutting-page').shadowRoot"

TIMELINE = f"{ROOM}.querySelector('cut-timeline')"

STORE = "(await import('/static/store.js'))"

NURSERY = """
import json, os, signal, sys
from pathlib import Path
import workprint.desk.listening, workprint.tools.cutting
from workprint.doors.web import serve

def ready(address):
    print(json.dumps([os.getpid(), address]), flush=True)

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    film, port, given = json.loads(line)
    if os.fork() == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.pop("WORKPRINT_TOKEN", None)
        os.environ.update(given)
        sys.path[:0] = [path for path in given.get("PYTHONPATH", "").split(os.pathsep) if path]
        try:
            serve(Path(film), port=port, on_ready=ready)
        except Exception as trouble:  # whoever waits for an address hears why there is none
            ready(f"no address: {trouble}")
        finally:
            os._exit(0)
"""
"""A process that has read all libraries once; each server is a fork of it, and begins at once."""

PASSED_ON = ("WORKPRINT_TOKEN", "PYTHONPATH", "WORKPRINT_PERSON")
"""What of the environment a server is told when it starts: a test may have set it a moment ago."""


@cache
def nursery() -> subprocess.Popen[str]:
    """The nursery of this process; it ends with it."""
    process = subprocess.Popen([sys.executable, "-c", NURSERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               text=True)
    atexit.register(process.kill)
    return process


PORTS = iter(range(20_000 + os.getpid() % 220 * 50, 32_700))
"""Ports of this worker's servers: one that is killed finds its own again, which no other test has taken meanwhile."""


def own_port() -> int:
    """The next of them that nobody listens at."""
    for port in PORTS:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError("every port of this worker is taken")


class Server:
    """The desk's server in a process of its own, that can be killed and started again at the same place."""

    def __init__(self, film: Path) -> None:
        self.film, self.port, self.pid = film, own_port(), 0
        self.address = self.start()

    def start(self) -> str:
        born = nursery()
        assert born.stdin
        assert born.stdout
        given = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        born.stdin.write(json.dumps([str(self.film), self.port, given]) + "\n")
        born.stdin.flush()
        self.pid, address = json.loads(born.stdout.readline())
        assert address.startswith("http"), address
        return str(address)

    def kill(self) -> None:
        """End it at once, wherever it is; and wait until it is gone."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
            until(lambda: not Path(f"/proc/{self.pid}").exists())


def circled_in(film: Path) -> Marked | None:
    """The cut of the one scene, as the record tells it."""
    with Desk.open(film) as desk:
        return desk.film.circled(desk.scene_named(""))


def edits_of(film: Path) -> list[dict[str, Any]]:
    """Every hand edit on the record, the latest last."""
    with Desk.open(film) as desk:
        return [dict(entry.body) for entry in desk.ledger.entries("edit")]


def until(true: Callable[[], bool]) -> None:
    """Wait, half a minute at most, for something to become true."""
    for _ in range(300):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come true in half a minute")
