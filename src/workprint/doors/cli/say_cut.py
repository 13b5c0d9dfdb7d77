"""How versions, edits and notes of a cut read on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from rich.markup import escape

from workprint.doors.cli.say import print_table, said, say, say_list, table
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


def _edits(answer: Any) -> None:
    rows = table("", "at", "take", "from", ">frames", "sound", ">before", ">after", "lines")
    for one in answer.rows:
        left = ("" if one.before is None else str(one.before), "" if one.after is None else str(one.after))
        take = f"[bold]{escape(one.take)}[/]{f' {one.speed}' if one.speed else ''}"
        rows.add_row(one.shot, one.place, take, escape(one.source), str(one.frames), escape(one.sound), *left,
                     escape(_lines(one.lines) or one.role))
    print_table(rows)
    for over in answer.over:
        say(f"second sound {over.number}: {escape(over.take)} from {over.source}, {over.frames} frames at {over.place}")
    length = Timecode(answer.frames, Rate(Fraction(answer.rate)))
    say(f"scene {escape(answer.scene)} at {escape(answer.version)}, {answer.stage}, {length} long; "
        "the record begins at 01:00:00:00")
    say("next: workprint trim s2 --tail -6 · workprint roll s2 4 · workprint drag s2 -8 · workprint undo")


def _lines(lines: Sequence[str]) -> str:
    return "; ".join(lines[:3]) + (f"; and {len(lines) - 3} more" if len(lines) > 3 else "")


def _edited(answer: Any) -> None:
    said(answer)
    say_list("to know", answer.warnings)
    say(f"[dim]{escape(answer.keeps)}[/]")


def _notes(answer: Any) -> None:
    if not answer.rows:
        say(f"scene {escape(answer.scene)} has no notes; next: workprint note s4 'too long'")
        return
    rows = table(">", "from", "to", "", "who", "version", "")
    for one in answer.rows:
        where = ("", "") if one.found == "gone" else (one.place, one.to)
        about = ", ".join(word for word in ("resolved" if one.resolved else "", {
            "gone": "its frames are gone from the cut", "partly there": "a part of its frames is gone",
            "there": ""}[one.found]) if word)
        rows.add_row(str(one.number), *where, escape(_noted(one)), escape(one.who), str(one.version), about)
    print_table(rows)
    say(f"{answer.open} open; next: workprint resolve 1")


def _noted(one: Any) -> str:
    """What a note says, and what it has besides words."""
    words = ["marker"] if one.marker else []
    words += [one.text] if one.text else []
    return (": ".join(words) + (", with a drawing" if words else "a drawing") * bool(one.drawing)) or "(erased)"


def _dials(answer: Any) -> None:
    rows = table("dial", "less", ">set to", "more", ">the six have", ">at rest", "")
    for one in answer.dials:
        dial = one.dial
        rows.add_row(escape(dial.name), escape(dial.less), str(one.setting or ""), escape(dial.more), str(one.now),
                     str(one.rest), f"[dim]{escape(dial.about)}")
    print_table(rows)
    say("a dial goes from -1000 to 1000; what the six have of it is in thousandths")
    say(f"next: workprint propose --dial '{escape(answer.dials[0].dial.name)}=400'")


SAY_CUT: dict[str, Callable[[Any], None]] = {
    "dials": _dials, "notes": _notes, "versions": _versions, "edits": _edits,
    **dict.fromkeys(("trim", "roll", "slip", "slide", "drag", "split", "insert", "overwrite", "replace", "lift",
                     "extract", "extend", "speed", "lay", "mute"), _edited),
    **dict.fromkeys(("redo", "go", "name", "stage", "note", "marker", "resolve"), said),
}
"""Verb and how its answer is said."""
