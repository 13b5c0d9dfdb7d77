"""Workprint: a tool proposes, an artist decides, the tool learns, all of it is on the record.

The rooms and who may know whom are in ``docs/rooms.md``; begin with :mod:`workprint.desk`.
"""

__version__ = "0.1.0"
