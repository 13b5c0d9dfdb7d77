"""How tones, spaces, grades and the gallery read on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from rich.markup import escape

from workprint.doors.cli.say import print_table, said, say, say_list, table
from workprint.film import Rate, Timecode


def _spaces(answer: Any) -> None:
    rows = table("take", "its code values are", "as is known because")
    for one in answer:
        rows.add_row(one.take, escape(one.space) or "[bold red]not known[/]", escape(one.how))
    print_table(rows)
    unknown = [one.take for one in answer if not one.space]
    say(f"next: workprint space {unknown[0]} rec709" if unknown else "next: workprint propose --tool colour")


def _ops(answer: Any) -> None:
    rows = table("operation", "knob", ">least", ">rest", ">most", "unit", "less, more")
    for kind in answer:
        say(f"[bold]{kind.name}[/]  {escape(kind.about)}")
        for knob in kind.knobs:
            ends = f"{knob.less}, {knob.more}" if knob.more else ""
            rows.add_row(kind.name, knob.name, str(knob.least), str(knob.rest), str(knob.most), knob.unit, ends)
    print_table(rows)
    say("next: workprint nudge exposure stops -250")


def _grading(answer: Any) -> None:
    rate = Rate(Fraction(answer.rate))
    say(f"[bold]{answer.id[:8]}[/], a grade of scene {escape(answer.scene)}"
        + ("" if answer.current else "; [bold]the cut has changed since it was made[/]"))
    say(escape(answer.chain))
    kept = {*answer.kept}
    say_list("the look over all", [_kept(line, (op.kind, 0) in kept)
                                   for op, line in zip(answer.look, answer.says, strict=True)] or ["nothing"])
    for one in answer.shots:
        say(f"{one.number:>3}  {Timecode(one.at, rate)}  [bold]{escape(one.take or 'black')}[/]")
        for op, line in zip(one.ops, one.says, strict=True):
            say(f"       {escape(_kept(line, (op.kind, one.number) in kept))}")
    say("guards")
    for verdict in answer.guards:
        mark = "[green]keeps[/]" if verdict.ok else "[bold red]breaks[/]" if verdict.broken else "[dim]not judged[/]"
        say(f"  {mark}  {escape(verdict.name):<12} {escape(verdict.says)}")
    say("next: workprint nudge exposure stops -250 · workprint keep balance · workprint versions --craft colour")


def _kept(line: str, kept: bool) -> str:
    return f"{line} (stays)" if kept else line


def _gallery(answer: Any) -> None:
    if not answer:
        say("the gallery is empty; next: workprint grab 'her kitchen' --shot 3")
        return
    rows = table("still", "scene", "take", ">frame", "picture", "grade")
    for one in answer:
        rows.add_row(f"[bold]{escape(one.name)}[/]", escape(one.scene), one.take, str(one.frame), escape(one.file),
                     escape("; ".join(one.says) or "as shot"))
    print_table(rows)
    say("next: workprint propose --tool colour --reference NAME · workprint paste NAME --shot 2")


def _tone(answer: Any) -> None:
    say(f"[bold]{escape(answer.says)}[/]  found by {escape(answer.owner)}, {answer.marks} marks in it")
    rows = table("craft", "dial", ">stands", ">borne out", "which way, and from where")
    for one in answer.leans:
        rows.add_row(one.craft, one.dial, str(one.setting), f"{one.sure / 10:.0f} %", escape(one.says))
    if answer.leans:
        print_table(rows)
    for one in answer.curve:
        say(f"  {one.share / 10:5.0f} %  at line {escape(one.line)}  "
            f"{escape(f'{one.who}: ' if one.who else '')}{escape(one.words[:60])}")
    for one in answer.silent:
        say(f"  [dim]{escape(one)}[/]")
    for one in answer.history:
        say(f"  {one.time[:16].replace('T', ' ')}  {escape(one.who)}: {escape(one.says)}")
    if answer.unknown:
        say(f"nobody knows what you mean by {escape(', '.join(answer.unknown))}; say it with a dial, or mark what fits")
    say(f"next: workprint propose --tone {escape(repr(answer.name))} · workprint propose --tool colour --tone "
        f"{escape(repr(answer.name))}")


def _tones(answer: Any) -> None:
    if not answer:
        say("no tone was found yet; next: workprint tone 'uneasy, but tender'")
    for one in answer:
        say(f"[bold]{escape(one.says)}[/]  found by {escape(one.owner)}, {one.marks} marks in it")


SAY_COLOUR: dict[str, Callable[[Any], None]] = {
    "tone": _tone, "tones": _tones, "spaces": _spaces, "ops": _ops, "grading": _grading, "gallery": _gallery,
    **dict.fromkeys(("forget", "space", "nudge", "keep", "release", "paste", "grab"), said),
}
"""Verb and how its answer is said."""
