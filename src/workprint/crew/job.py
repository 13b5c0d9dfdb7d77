"""The crew's nouns: a job, what came of it, and how far along all of them are."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workprint.film import Trouble


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work that stands alone: it knows nothing of the others and can run in any process."""

    name: str
    """What a person calls it, different for each job: ``proxy of 33B/2``."""
    call: Callable[..., Any]
    """A function of an installed module (another process has to find it by name)."""
    args: tuple[Any, ...] = ()
    """What it is called with; has to survive a pickle."""
    cost: float = 1
    """How much there is to do, in any unit that all jobs share: seconds of footage, megabytes. Above 0."""


@dataclass(frozen=True, slots=True)
class Done:
    """One finished job: either its value or its trouble."""

    name: str
    """The job's name."""
    value: Any = None
    """What the job returned; None where there is trouble."""
    trouble: Trouble | None = None
    """Why it has no value; None where all went well. Its ``__cause__`` keeps the traceback of a fault in the code."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far along the work is. Told when a job ends, and once a second in between."""

    done: int
    """Jobs that have ended, well or not."""
    of: int
    """Jobs there are."""
    share: float
    """Share of the whole cost that has ended, 0 to 1; never falls."""
    elapsed_s: float
    """Seconds since the work began."""
    left_s: float | None
    """Seconds still to go at the pace so far; None until the first job has ended."""
    name: str
    """The job that ended last; empty until one has."""


class Fault(Exception):
    """A mistake in the code, not in what a person gave: the text is the traceback of the process it happened in."""


Ran = tuple[Any, Trouble | None, str, str]
"""What a job's process sends back: its value, or its trouble, or of a fault one line and the traceback."""


def run(call: Callable[..., Any], args: tuple[Any, ...]) -> Ran:
    """What the crew runs for each job.

    Exceptions stay here and travel as text: many cannot be unpickled, and one such would end the whole crew.
    """
    try:
        return call(*args), None, "", ""
    except Trouble as trouble:
        return None, trouble, "", ""
    except Exception as error:
        return None, None, traceback.format_exception_only(error)[-1].strip(), traceback.format_exc()
