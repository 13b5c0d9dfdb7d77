"""This machine's processes, started so that they neither surprise the caller's script nor outlive it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from time import monotonic
from types import ModuleType
from typing import Any, cast

from workprint.film import BadValue

GRACE_S = 2.0
"""Seconds that a process has to end after it was told to, before it is killed. Source: chosen; a kill needs none."""

WORKERS = "WORKPRINT_WORKERS"
"""Environment variable that says how many processes work at once."""


class _Hand(SpawnProcess):
    """A process that begins empty: it does not run the caller's script a second time.

    Python's own spawned processes import ``__main__`` again, which asks every eight-line script for an
    ``if __name__ == "__main__"``. Jobs live in modules, so nothing is lost by leaving it out.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 (the name is multiprocessing's)
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return SpawnProcess._Popen(process_obj)
        finally:
            sys.modules["__main__"] = main


class _Hands(SpawnContext):
    Process = _Hand


def here(workers: int | None = None) -> Executor:
    """This machine's processes: `workers` of them, or `WORKPRINT_WORKERS`, or one for each core we may use.

    Processes are spawned, not forked: a fork copies locks that threads of the media library may hold.
    Raises `BadValue` for a number of workers that is none.
    """
    count = workers if workers is not None else _count(os.environ.get(WORKERS, ""))
    if count < 1:
        raise BadValue(f"{count} workers came", "a whole number from 1 would do", f"set {WORKERS} or leave it out")
    return ProcessPoolExecutor(count, mp_context=_Hands(), initializer=_begin, initargs=(count,))


def _count(said: str) -> int:
    if not said.strip():
        return len(os.sched_getaffinity(0))
    if not said.strip().isdecimal():
        raise BadValue(f"{WORKERS} came as {said!r}", "a whole number from 1 would do", "set it again or leave it out")
    return int(said)


def _begin(count: int) -> None:
    """First thing in a new process."""
    # Ctrl-C reaches every process of the terminal; only the one that gave the work may answer it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if count > 1:
        # Many narrow workers: each with its own pool of threads would fight the others for the same cores.
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(name, "1")
    threading.Thread(target=_end_with_parent, name="watch the parent", daemon=True).start()


def _end_with_parent() -> None:
    # A killed parent cannot tell anybody; without this its workers would wait for work forever.
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def abreast(executor: Executor) -> int:
    """How many jobs `executor` does at once; 1 where it does not say."""
    return int(getattr(executor, "_max_workers", 1))


def let_go(executor: Executor, *, now: bool) -> None:
    """End the processes of `executor` and leave none behind: `now`, or when each has finished what it is doing."""
    processes = tuple((getattr(executor, "_processes", None) or {}).values())
    manager, queue = getattr(executor, "_executor_manager_thread", None), getattr(executor, "_call_queue", None)
    executor.shutdown(wait=False, cancel_futures=True)
    if now:
        for process in processes:
            process.terminate()
    for process in _still_there(processes):
        process.kill()
    if manager:
        _join(manager, queue)


def _still_there(processes: Sequence[SpawnProcess]) -> list[SpawnProcess]:
    """Which of them have not ended after a while. Their ends are watched, not taken: the executor does that itself."""
    end, left = monotonic() + GRACE_S, {process.sentinel: process for process in processes}
    while left and monotonic() < end:
        for ended in wait(list(left), timeout=max(0.0, end - monotonic())):
            del left[cast(int, ended)]
    return list(left.values())


def _join(manager: threading.Thread, queue: Any) -> None:
    manager.join(GRACE_S)
    if manager.is_alive():
        # Before Python 3.11.5 a process that died over a large job left its executor writing into a full pipe for
        # ever (CPython issue 94777); what is closed here is what later versions close themselves.
        queue._reader.close()
        manager.join()
