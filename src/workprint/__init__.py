"""Workprint: a tool proposes, an artist decides, the tool learns, all of it is on the record.

The rooms and who may know whom are in ``docs/rooms.md``; begin with :mod:`workprint.desk`.
"""

import os

# Before numpy is loaded: its threads wait in a loop for each other. While anything else was busy on two cores, learning
# from a mark took six seconds in place of a fifteenth of one. What is large is spread over processes (`crew`) instead.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
