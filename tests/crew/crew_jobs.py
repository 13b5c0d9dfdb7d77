"""Functions for the crew's tests: another process has to find them by name, so they live in a module."""

import os
import signal
import time
from pathlib import Path

from workprint.film import CannotRead


def double(number: int) -> int:
    return 2 * number


def nap(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def note_and_nap(path: str, seconds: float) -> None:
    Path(path).write_text(str(os.getpid()))
    time.sleep(seconds)


def trip() -> None:
    raise ZeroDivisionError("no reel turns by zero")


class Unloadable(Exception):
    """An exception that can be pickled but not unpickled, as many libraries have."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__("gone")


def trip_unloadably() -> None:
    raise Unloadable(1, 2)


def refuse() -> None:
    raise CannotRead("a.mov came empty", "a whole file would do", "copy it again")


def weigh(reel: bytes) -> int:
    return len(reel)


def die_over(reel: bytes) -> None:
    os._exit(len(reel) and 3)


def die() -> None:
    os._exit(3)


def die_once(flag: str) -> str:
    path = Path(flag)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "alive"


def give_a_lock() -> object:
    import threading
    return threading.Lock()


def threads_allowed() -> str | None:
    return os.environ.get("OMP_NUM_THREADS")
