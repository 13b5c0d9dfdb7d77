"""A browser, a server that can be killed, and ways to wait: what the screen's tests are made of."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from workprint.desk import Desk
from workprint.desk.state import Marked

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required"]

SERVE = """
import sys
from pathlib import Path
from workprint.doors.web import serve
serve(Path(sys.argv[1]), port=int(sys.argv[2]), on_ready=lambda address: print(address, flush=True))
"""


class Server:
    """The desk's server in a process of its own, that can be killed and started again at the same place."""

    def __init__(self, film: Path) -> None:
        self.film, self.port = film, 0
        self.address = self.start()

    def start(self) -> str:
        self.process = subprocess.Popen([sys.executable, "-c", SERVE, str(self.film), str(self.port)],
                                        stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        address = self.process.stdout.readline().strip()
        self.port = int(address.split(":")[2].split("/")[0])
        return address

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


def circled_in(film: Path) -> Marked | None:
    """The cut of the one scene, as the record tells it."""
    with Desk.open(film) as desk:
        return desk.film.circled(desk.scene_named(""))


def until(true: Callable[[], bool]) -> None:
    """Wait, half a minute at most, for something to become true."""
    for _ in range(300):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come true in half a minute")
