"""How versions, edits and notes of a cut read on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from rich.markup import escape

from workprint.doors.cli.say import print_table, said, say, table
from workprint.film import Rate, Timecode


def _versions(answer: Any) -> None:
    if not answer.rows:
        say(f"scene {escape(answer.scene)} has no cut yet; next: workprint circle 1")
        return
    rows = table(">", "", "who", "when", ">length", ">shots", "stage", ">notes", "")
    for one in answer.rows:
        branch = "   " * (one.depth - 1) + "└─ " if one.depth else ""
        what = escape(f"{branch}{one.what}") + (f" [bold]({escape(one.name)})[/]" if one.name else "")
        place = "[bold]◀ here[/]" if one.here else f"from {one.parent}" if one.parent else ""
        rows.add_row(str(one.number), what, escape(one.who), one.time[:16],
                     str(Timecode(one.frames, Rate(Fraction(answer.rate)))), str(one.shots), one.stage,
                     str(one.notes or ""), place)
    print_table(rows)
    say(f"scene {escape(answer.scene)} is at its {answer.stage}")
    say("next: workprint go 1 · workprint undo · workprint redo · workprint name 'the quiet one'")


SAY_CUT: dict[str, Callable[[Any], None]] = {
    "versions": _versions,
    **dict.fromkeys(("redo", "go", "name", "stage"), said),
}
"""Verb and how its answer is said."""
