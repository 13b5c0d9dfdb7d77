"""``python -m workprint.doors.cli``: the same as ``workprint``."""

from workprint.doors.cli.app import main

main()
