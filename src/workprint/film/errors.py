"""Errors as sentences: what came, what would do, and the next step.

Each class carries the exit code that the command line ends with (see ``docs/command-line.md``).
"""

from __future__ import annotations


class Trouble(Exception):
    """Anything a person can put right. Its text is one sentence for that person."""

    exit_code = 1

    def __init__(self, came: str, would_do: str, next_step: str) -> None:
        self.came, self.would_do, self.next_step = came, would_do, next_step
        super().__init__(f"{came}; {would_do}; {next_step}")

    def __reduce__(self) -> tuple[type[Trouble], tuple[str, str, str]]:
        # Crew brings errors back from other processes, so they must survive a pickle.
        return (type(self), (self.came, self.would_do, self.next_step))


class BadValue(Trouble):
    """A value that cannot be what it says it is: a rate, a timecode, a slate, a weight."""

    exit_code = 2


class NotAFilm(Trouble):
    """A folder that is no film folder, or not one that this version can open."""

    exit_code = 3


class CannotRead(Trouble):
    """A file from outside that cannot be read: truncated, empty, of another kind, too large."""

    exit_code = 4


class NotOnTheDesk(Trouble):
    """A scene, take, line, alt or cut that was named but is not there."""

    exit_code = 5


class NotAllowed(Trouble):
    """Something that a pin, a lock, a veto, a policy or the stage of the cut forbids."""

    exit_code = 6


class CannotCut(Trouble):
    """No valid cut exists for what was asked: no reading of a line, or pins that exclude each other."""

    exit_code = 7


class BrokenRecord(Trouble):
    """A ledger that does not verify."""

    exit_code = 8


class BadTool(Trouble):
    """A tool that does not keep the contract, or whose extra is not installed."""

    exit_code = 9
