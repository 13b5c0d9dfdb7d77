"""Give out jobs and take back what comes of them, as it comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import closing, contextmanager
from functools import partial
from queue import Empty, SimpleQueue

from workprint.crew.hands import abreast, here, let_go
from workprint.crew.job import Done, Fault, Job, Progress, Ran, run
from workprint.crew.watch import TICK_S, Watch
from workprint.film import BadValue, Trouble

Answer = tuple[Job, Done | None]
"""A job and what came of it; None where the process that had it died."""

Heard = SimpleQueue[tuple[Job, Future[Ran]]]


def work(jobs: Sequence[Job], *, executor: Executor | None = None,
         on_progress: Callable[[Progress], None] | None = None, keep_going: bool = True) -> Iterator[Done]:
    """Each job's `Done`, in the order in which they finish; sort by name for an order that repeats.

    Work begins when the first is asked for.
    Without an `executor` this machine's cores do the work (`here`), and its processes end with the last job.
    `on_progress` hears when a job ends and once a second in between. With `keep_going` off, the first trouble
    is the last thing that comes. Ctrl-C, or closing the iterator, cancels what has not begun and ends the
    processes that this call started. A job that fails is a `Done` with a `Trouble` and stops nobody else;
    one whose process dies is tried once more, alone, and then named (on an executor of yours: named at once).
    Raises `BadValue` for two jobs of one name, and for a function that another process cannot find.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(1) as hands:
    ...     [done.value for done in work([Job("two", pow, (2, 1)), Job("four", pow, (2, 2))], executor=hands)]
    [2, 4]
    """
    _check(jobs, executor)
    watch = Watch(jobs, on_progress)
    done = _by_us(jobs, watch) if executor is None else _by(executor, jobs, watch)
    return _until_trouble(done, watch, keep_going)


def _check(jobs: Sequence[Job], executor: Executor | None) -> None:
    for name, times in Counter(job.name for job in jobs).items():
        if times > 1:
            raise BadValue(f"{times} jobs came with the name {name!r}", "a name for each would do",
                           "name what each works on")
    for job in jobs:
        if not job.cost > 0:
            raise BadValue(f"job {job.name!r} came with a cost of {job.cost}", "a cost above 0 would do", "set it")
        if executor is None and getattr(job.call, "__module__", "") == "__main__":
            raise BadValue(f"job {job.name!r} came with a function of the script that is running",
                           "a function of an installed module would do", "move it into a module")


def _until_trouble(source: Generator[Done, None, None], watch: Watch, keep_going: bool) -> Iterator[Done]:
    with closing(source):
        for done in source:
            watch.ended(done.name)
            yield done
            if done.trouble and not keep_going:
                return


def _by(executor: Executor, jobs: Sequence[Job], watch: Watch) -> Generator[Done, None, None]:
    """The jobs done by an executor that belongs to the caller."""
    for job, done in _answers(jobs, executor, watch):
        yield done or _died(job, "and this crew cannot start it anew")


def _by_us(jobs: Sequence[Job], watch: Watch) -> Generator[Done, None, None]:
    """The jobs done on this machine, by fresh processes each time that one has died."""
    left = {job.name: job for job in jobs}
    while left:
        with _hands() as hands:
            suspects = 2 * abreast(hands)
            for job, done in _answers(tuple(left.values()), hands, watch):
                if done:
                    del left[job.name]
                    yield done
        # Jobs begin in order, so the one that took its process down is among the first of those left.
        for job in tuple(left.values())[:suspects]:
            del left[job.name]
            yield _alone(job, watch)


def _alone(job: Job, watch: Watch) -> Done:
    # By itself it can take nobody down, and has all the memory there is.
    with _hands(1) as hands:
        return next(done or _died(job, "twice, the second time alone") for job, done in _answers([job], hands, watch))


@contextmanager
def _hands(workers: int | None = None) -> Iterator[Executor]:
    hands, finished = here(workers), False
    try:
        yield hands
        finished = True
    finally:
        let_go(hands, now=not finished)


def _answers(jobs: Sequence[Job], executor: Executor, watch: Watch) -> Iterator[Answer]:
    watch.abreast = abreast(executor)
    heard: Heard = SimpleQueue()
    futures: list[Future[Ran]] = []
    try:
        for job in jobs:
            futures.append(_give(executor, job))
            futures[-1].add_done_callback(partial(_hear, heard, job))
        for _ in jobs:
            job, future = _next(heard, watch)
            yield job, _outcome(job, future)
    finally:
        for future in futures:
            future.cancel()


def _give(executor: Executor, job: Job) -> Future[Ran]:
    try:
        return executor.submit(run, job.call, job.args)
    except BrokenExecutor as error:  # a process died while jobs were still being given out
        future: Future[Ran] = Future()
        future.set_exception(error)
        return future


def _hear(heard: Heard, job: Job, future: Future[Ran]) -> None:
    heard.put((job, future))


def _next(heard: Heard, watch: Watch) -> tuple[Job, Future[Ran]]:
    while True:
        try:
            return heard.get(timeout=TICK_S)
        except Empty:
            watch.tick()


def _outcome(job: Job, future: Future[Ran]) -> Done | None:
    if future.cancelled():
        return Done(job.name, trouble=Trouble(f"{job.name} was cancelled", "an executor that stays open would do",
                                              "start it again"))
    error = future.exception()
    if isinstance(error, BrokenExecutor):
        return None
    if error:  # the job's arguments or its value could not travel between processes
        return Done(job.name, trouble=_fault(job, f"{type(error).__name__}: {error}", repr(error)))
    value, trouble, said, trace = future.result()
    return Done(job.name, value, _fault(job, said, trace) if said else trouble)


def _fault(job: Job, said: str, trace: str) -> Trouble:
    trouble = Trouble(f"{job.name} stopped: {said}", "this is a fault in the program or in a tool",
                      "the rest goes on; --debug shows where it happened")
    trouble.__cause__ = Fault(trace)
    return trouble


def _died(job: Job, how: str) -> Done:
    return Done(job.name, trouble=Trouble(
        f"the process that worked on {job.name} died, {how}", "a file that can be read and memory enough would do",
        "the rest goes on; look at what it worked on"))
