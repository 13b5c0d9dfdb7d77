"""How far along the work is, and how long it will still take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from time import monotonic

from workprint.crew.job import Job, Progress

TICK_S = 1.0
"""Seconds between two words of progress while no job ends. Source: chosen; a counter of seconds needs no more."""


class Watch:
    """Counts the jobs that end and tells a listener, with an honest guess of the time left."""

    def __init__(self, jobs: Sequence[Job], tell: Callable[[Progress], None] | None) -> None:
        self.abreast = 1
        self._left = {job.name: job.cost for job in jobs}
        self._of, self._whole = len(jobs), sum(job.cost for job in jobs)
        self._still = self._whole
        self._tell, self._began = tell, monotonic()
        self._name, self._share = "", 0.0
        self._end: float | None = None

    def ended(self, name: str) -> None:
        """One job has ended."""
        self._name = name
        self._still -= self._left.pop(name)
        self._share = max(self._share, 1 - self._still / self._whole) if self._left else 1.0
        self._end = monotonic() + self._guess()
        self.tick()

    def tick(self) -> None:
        """Tell how far along it is now."""
        now = monotonic()
        if self._tell:
            left = None if self._end is None else max(0.0, self._end - now)
            self._tell(Progress(self._of - len(self._left), self._of, self._share, now - self._began, left, self._name))

    def _guess(self) -> float:
        # What is being worked on counts as half done; without that, the first guess of two workers is twice too long.
        under_way = sum(islice(self._left.values(), self.abreast)) / 2
        still = max(0.0, self._still - under_way)
        return (monotonic() - self._began) * still / (self._whole - still)
