"""Who does the work: long jobs side by side on this machine's cores, or on any `concurrent.futures.Executor`.

Give `work` a list of jobs; each comes back as a `Done` when it is finished, with its value or its trouble.
A cluster stands in by handing over its own executor (Dask, Ray, MPI and others have one).
"""

from workprint.crew.call_sheet import work
from workprint.crew.hands import here
from workprint.crew.job import Done, Fault, Job, Progress

__all__ = ["Done", "Fault", "Job", "Progress", "here", "work"]
