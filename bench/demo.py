"""The whole way, timed: from a script to a handover on rehearsal takes, as `make demo` does it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from workprint.desk import demo

AIM_S = 120
"""Seconds from the end of the installs to the handover. Source: issue 2, what `make demo` is to do."""


def figures() -> list[dict[str, Any]]:
    """`demo.seconds`: the demo in a new folder, with each step's share beside it."""
    with tempfile.TemporaryDirectory() as folder:
        done = demo(Path(folder) / "demo")
    steps = {step.verb.removeprefix("workprint "): round(step.seconds, 1) for step in done.steps}
    return [{"name": "demo.seconds", "value": round(done.seconds, 1), "unit": "s", "aim": AIM_S, "better": "lower",
             "met": done.seconds <= AIM_S, "peers": steps, "command": "make bench"}]


if __name__ == "__main__":
    for figure in figures():
        print(figure)
