"""How a comparison of two cuts, and the exploring of a whole film, read on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from rich.markup import escape

from workprint.doors.cli.say import print_table, say, say_list, table
from workprint.film import Rate, Timecode


def _compared(answer: Any) -> None:
    rate = Rate(Fraction(answer.rate))
    if not answer.differences:
        say(f"{escape(answer.names[0])} and {escape(answer.names[1])} play the same")
        return
    rows = table(">at", ">in the other", "kind", "what is otherwise in the other")
    for one in answer.differences:
        rows.add_row(str(Timecode(one.here[0], rate)), str(Timecode(one.there[0], rate)), one.kind, escape(one.says))
    print_table(rows)
    whole, just = sum(answer.frames), answer.moments
    say(f"{len(answer.differences)} differences between {escape(answer.names[0])} and {escape(answer.names[1])}; "
        f"both whole take {time(1000 * whole / rate)} to watch, just these moments {time(1000 * just / rate)}"
        + (": nearly everything differs" if 10 * just > 9 * whole else ""))
    if answer.file:
        say(f"the moments are in {escape(answer.file)}: first the one, then the other")
    say_list("nothing to play", [answer.note] if answer.note else [])


def _explored(answer: Any) -> None:
    if not answer:
        say("no scene is lined yet; next: workprint line SCRIPT.fountain")
        return
    rows = table("scene", ">lines", ">takes", ">cuts", ">spread", ">time", "")
    for one in answer:
        rows.add_row(one.scene, str(one.lines), str(one.takes), str(one.cuts), f"{one.spread / 10:.0f} %",
                     time(one.thousandths) if one.thousandths else "", escape(one.says))
    print_table(rows)
    say(f"{sum(one.cuts for one in answer)} cuts of {sum(one.cuts > 0 for one in answer)} scenes; spread: the lines in "
        "which any two of a scene's first six differ at least")
    say(f"next: workprint show --scene {escape(answer[0].scene)}")


def time(thousandths: float) -> str:
    """A length of watching in words.

    >>> time(8_200), time(95_000)
    ('8.2 s', '1 min 35 s')
    """
    seconds = thousandths / 1000
    return f"{float(seconds):.1f} s" if seconds < 60 else f"{int(seconds) // 60} min {int(seconds) % 60} s"


SAY_COMPARE: dict[str, Callable[[Any], None]] = {"compare": _compared, "explore": _explored}
"""Verb and how its answer is said."""
