"""``workprint``: the desk's verbs, typed."""

from workprint.doors.cli.app import main

__all__ = ["main"]
