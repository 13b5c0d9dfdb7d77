"""How each answer of the desk reads on a terminal, and how it is as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from workprint.doors.plain import plain
from workprint.film import Rate, Timecode

WIDE = 160
"""Columns of a table that goes to a file or a pipe. Source: our choice: no figure is ever cut off there."""

_terminal = Console(highlight=False)
_out = _terminal if _terminal.is_terminal else Console(highlight=False, width=WIDE)


def as_json(answer: Any) -> None:
    """Print an answer as JSON, one object or array."""
    print(json.dumps(plain(answer), ensure_ascii=False, indent=2))


def say(text: str = "") -> None:
    """Print one line, unwrapped."""
    _out.print(text, soft_wrap=True)


def say_list(head: str, rows: Iterable[str], *, style: str = "") -> None:
    """A heading and its lines; nothing where there are none."""
    rows = tuple(rows)
    if rows:
        say(f"[bold]{escape(head)}[/]")
        for row in rows:
            say(f"  {f'[{style}]' if style else ''}{escape(row)}{'[/]' if style else ''}")


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in columns:
        number = column.startswith(">")
        table.add_column(column.lstrip(">"), justify="right" if number else "left", no_wrap=number)
    return table


def say_begun(answer: Any) -> None:
    """A new film."""
    say(f"[bold]{escape(answer.title)}[/] at {answer.rate} frames a second, in {escape(answer.folder)}")
    say("next: workprint ingest RUSHES")


def say_demo(answer: Any) -> None:
    """The end of the demo."""
    say(f"\nthe film folder is {escape(answer.folder)}, made in [bold]{answer.seconds:.0f} s[/]")
    say(f"next: look at string-out.png and play media/audition-*.mp4 there, then: {escape(sys.argv[0])} show "
        f"--film {escape(answer.folder)}")


def _ingested(answer: Any) -> None:
    say(f"[bold]{len(answer.added)}[/] new takes, {len(answer.takes)} on the desk: {', '.join(answer.takes) or 'none'}")
    say_list("sound", answer.synced)
    say_list("cameras that ran together", answer.groups)
    say_list("without a partner", answer.alone)
    say_list("no slate", answer.unslated)
    say_list("not read", answer.refused)
    say_list("to know", answer.warnings)
    say("next: workprint line SCRIPT.fountain")


def _lined(answer: Any) -> None:
    table = _table("take", ">lines", ">belongs", "flags")
    for one in answer.takes:
        belongs = f"{one.belongs / 10:.0f} %" if one.of else ""  # where nobody speaks, words tell nothing
        table.add_row(one.take, f"{one.found}/{one.of}", belongs, escape("; ".join(one.flags)))
    _out.print(table)
    say_list("not lined", answer.refused)
    say("next: workprint propose")


def _lines(answer: Any) -> None:
    table = _table("line", "who", ">readings", ">takes", "says")
    for one in ("", *answer.lines):
        line = one.line if one else None
        if line:
            spoken = line.kind == "spoken"
            table.add_row(line.id, line.who, str(one.readings) if spoken else "", str(one.takes) if spoken else "",
                          escape(line.text))
        for told in answer.proposed:
            if told.after == (line.id if line else ""):
                table.add_row(f"[bold]{told.number}?[/]", "", str(len(told.heard)), "", _proposed(told))
    _out.print(table)
    say("next: workprint adopt NUMBER --words 'as you hear them'" if answer.proposed
        else "every word that was said is in a line")


def _proposed(told: Any) -> str:
    places = ", ".join(f"{one.take} at {one.start / 48000:.1f} s ({one.confidence / 10:.0f} % sure)"
                       for one in told.heard)
    return f"[italic]{escape(told.words)}[/]  in {escape(places)}"


def _transcript(answer: Any) -> None:
    words = "with its words" if answer.words else "by its sound; the words are not known"
    say(f"{len(answer.lines)} lines are heard in [bold]{escape(answer.take)}[/], {words}")
    table = _table("line", "who", ">from", ">length", "text")
    for one in answer.lines:
        table.add_row(one.line, one.who, f"{one.start / 48000:.2f} s", f"{(one.out - one.start) / 48000:.2f} s",
                      escape(one.text))
    _out.print(table)
    _lined(answer.lined)


def _readings(answer: Any) -> None:
    say(f"[bold]{escape(answer.line)}[/] {escape(answer.who)}: {escape(answer.text)}")
    if answer.moments:
        table = _table("take", ">plays at", ">from frame", ">to", "circled", "", "note")
        for one, row in zip(answer.moments, answer.rows, strict=True):
            table.add_row(one.take, row.begins, str(one.start), str(one.out), "circled" if row.circled else "",
                          "set by hand" if one.by_hand else "", escape(row.note))
        _out.print(table)
        say(f"one after another: {escape(answer.file)}" if answer.file else f"no movie: {escape(answer.why)}")
        return
    if not answer.readings:
        say(f"nobody is heard saying it yet; line the takes: workprint line --scene {answer.line.split('/')[0]}")
        return
    table = _table("take", ">plays at", ">length", ">level", ">pitch", ">range", ">pace", ">energy", ">breath", ">sure",
                   "circled", "differs", "note")
    for one, row in zip(answer.readings, answer.rows, strict=True):
        voice = one.performance
        told = [f"{voice.loudness / 1000:.1f} LUFS", f"{voice.pitch / 1000:.0f} Hz",
                f"{voice.pitch_range / 100:.1f} st", f"{voice.pace}/min", f"{voice.energy}",
                f"{voice.breath / 1000:.2f} s" if voice.breath else ""] if voice else [""] * 6
        table.add_row(one.take, row.begins, f"{(one.out - one.start) / 48000:.2f} s", *told,
                      f"{one.confidence / 10:.0f} %", "circled" if row.circled else "", escape(row.differs),
                      escape(row.note))
    _out.print(table)
    say(f"one after another: {escape(answer.file)}" if answer.file else f"no movie: {escape(answer.why)}")


FOR = {"worth keeping": "worth keeping", "to learn": "to learn from", "outside": "from outside your taste"}
"""Why an alternative is shown, in words."""


def _string_out(answer: Any) -> None:
    rate = Rate(Fraction(answer.rate))
    names = [name for name, _ in answer.shown[0].axes] if answer.shown else []
    table = _table(">", "alt", ">length", ">shots", *(f">{name.split()[0]}" for name in names), ">score", "")
    for one in answer.shown:
        told = (FOR.get(one.shown_for, ""), one.mark, one.again)
        table.add_row(str(one.number), one.id[:8], str(Timecode(one.frames, rate))[3:], str(one.shots),
                      *(str(value) for _, value in one.axes), f"{one.score / 1000:.1f}",
                      ", ".join(part for part in told if part))
    _out.print(table)
    taste = f"ranked by {answer.lessons} decisions of yours" if answer.lessons else "in the tool's own order"
    taste = "in the order of the trial" if answer.blind else taste
    say(f"{len(answer.shown)} of [bold]{answer.total}[/] alternatives for scene {escape(answer.scene)}, {taste}")
    of = "" if answer.craft == "cutting" else f" --craft {answer.craft}"
    say(f"next: workprint why 1{of} · workprint audition 1{of} · workprint circle 1{of} · "
        f"workprint show --first 7{of}")


def _pair(answer: Any) -> None:
    if answer.craft != "cutting":  # grades: they differ in every frame
        return _two_grades(answer)
    say(escape(answer.says))
    say_list("what is otherwise in B", answer.differs)
    say(f"watch only that: workprint compare {answer.a[:8]} {answer.b[:8]}")
    say("next: workprint prefer A, workprint prefer B, or workprint prefer unsure")


def _two_grades(answer: Any) -> None:
    say(escape(answer.says))
    say_list("what is otherwise in B", answer.differs)
    say("side by side: workprint open, then Shift Y in the colour room")
    for one in (answer.a[:8], answer.b[:8]):
        say(f"read it: workprint grading {one}; watch it: workprint audition {one} --craft colour")
    say(f"next: {', '.join(f'workprint prefer {one} --craft colour' for one in ('A', 'B', 'unsure'))}")


def _why(answer: Any) -> None:
    rate = Rate(Fraction(answer.rate))
    say(f"[bold]{answer.id[:8]}[/] scores {answer.score / 1000:.2f}; the tool explains itself {answer.explains}")
    for place, (start, shot) in enumerate(answer.shots):
        lines = ", ".join(shot.lines) or "between the lines"
        say(f"{place + 1:>3}  {Timecode(start, rate)}  [bold]{escape(shot.take)}[/]  {shot.role}, "
            f"{shot.frames} frames, {lines}")
        _reasons(one for one in answer.reasons if one.at == place)
    say("the whole")
    _reasons(one for one in answer.reasons if one.at is None)
    if answer.above:
        distance = sum(one.points for one in answer.apart) / 1000
        say(f"against {answer.above[:8]} it stands {distance:+.2f}: what makes the difference")
        _reasons(answer.apart)
        say_list("what would turn that", (one.says for one in answer.turns))


def _reasons(reasons: Iterable[Any]) -> None:
    for one in sorted(reasons, key=lambda reason: -abs(reason.points)):
        say(f"       [dim]{one.points / 1000:+7.2f}  {escape(one.name):<18}[/] {escape(one.says)}")


def _idioms(answer: Any) -> None:
    table = _table(">weight", "idiom", "rewards", "looks at", "source", *((">holds", ">breaks") if answer.cut else ()))
    for one in answer.idioms:
        rule = one.rule
        counts = (str(one.holds or ""), str(one.breaks or "")) if answer.cut else ()
        own = "" if rule.package == "workprint" else f" (brought by {rule.package})"
        table.add_row(str(one.weight) if one.on else "off", f"{'' if one.on else '[dim]'}{escape(rule.name)}",
                      escape(rule.rewards + own), escape(rule.where), f"[dim]{escape(rule.source)}", *counts)
    _out.print(table)
    on = sum(one.on for one in answer.idioms)
    say(f"[bold]{on}[/] of {len(answer.idioms)} idioms are on; weights are thousandths of a point for a full measure")
    if answer.cut:
        say(f"holds, breaks: in how many of the {answer.shots} shots of {answer.cut[:8]}, also if they are off")
    elif answer.scene:
        say(f"nothing is circled or on show in scene {escape(answer.scene)}, so nothing could be counted")
    say("next: workprint propose --weight 'reaction=2000' --weight 'loyalty=0'")


def _witnessed(answer: Any) -> None:
    say(f"{answer.take}: {escape(answer.card.does)}, {escape(answer.card.licence)}, {answer.card.model[:12]}")
    say_list(f"it hears something else in {len(answer.differs)} of {answer.of} readings",
             (f"{line or 'between the lines'}: lined '{one}', heard '{other}'" for line, one, other in answer.differs))
    say("nothing was changed; workprint correct and workprint readings are the next steps")


def _rebuilt(answer: Any) -> None:
    say_list("made again", answer.made)
    say_list("not there", answer.missing)
    if not answer.made and not answer.missing:
        say("nothing was missing")


def _said(answer: Any) -> None:
    say(f"{escape(answer.says)}  [dim]entry {answer.entry}; workprint undo takes it back[/]")


def _made(answer: Any) -> None:
    say(f"{escape(answer.path)}  [dim]{answer.frames} frames[/]")
    say_list("to know", answer.says)


def _locked(answer: Any) -> None:
    say(f"[bold]{escape(answer.name)}[/] is locked: {answer.shots} shots, {answer.frames} frames")
    say(escape(answer.path))
    say_list("to know", answer.notes)
    say(f"[dim]ledger head {answer.head}[/]\nnext: workprint handover")


def _handed(answer: Any) -> None:
    say_list(f"{answer.name} is handed over", answer.files)
    say_list("not written", answer.failed)
    say_list("to know", answer.notes)


def _brought(answer: Any) -> None:
    say(f"{escape(answer.says)}{f'  [dim]entry {answer.entry}; workprint undo takes it back[/]' if answer.alt else ''}")
    say_list("not matched", answer.unmatched)
    say_list("what differs", answer.differs)
    say_list("to know", answer.notes)
    if answer.pinned:
        say(f"lines that stay as they came back: {escape(', '.join(answer.pinned))}")


def say_verified(answer: Any) -> None:
    """What an audit found."""
    say(f"{answer.size} entries, root {answer.root}, also compared with {answer.heads} heads in cuts and handovers")
    say("[bold]everything is as it was written[/]" if answer.ok else "[bold red]the record has been changed[/]")
    say_list("faults", answer.faults, style="red")


def _status(answer: Any) -> None:
    say(f"[bold]{escape(answer.title)}[/]  {answer.rate} frames a second, {answer.originals} files, "
        f"{answer.entries} entries")
    if answer.scenes:
        table = _table("scene", "heading", ">lines", ">takes", ">lined", ">alts", "stage", ">watched")
        for one in answer.scenes:
            table.add_row(one.scene, escape(one.heading), *(str(n) for n in (one.lines, one.takes, one.lined,
                                                                             one.alts)), one.stage,
                          f"{one.watched / 60_000:.1f} min" if one.watched else "")
        _out.print(table)
    say_list("cameras that ran together", answer.groups)
    if answer.unslated or answer.refused:
        say(f"{answer.unslated} pictures without a slate, {answer.refused} files that could not be read")
    say(f"next: {escape(answer.next)}")


def _cards(answer: Sequence[Any]) -> None:
    for card in answer:
        say(f"[bold]{escape(card.name)}[/] {escape(card.version)} ({escape(card.craft)}): {escape(card.does)}")
        say(f"  learned from: {escape(card.learned_from)}; explains itself: {card.explains}; "
            f"licence: {escape(card.licence)}")


def _bench(answer: Any) -> None:
    table = _table("figure", ">value", "unit", ">aim", "")
    for one in answer:
        table.add_row(one["name"], f"{one['value']}", one["unit"], f"{one['aim']}", "met" if one["met"] else "missed")
    _out.print(table)


def print_table(rows: Table) -> None:
    """Print a table."""
    _out.print(rows)


table, said = _table, _said


SAY: dict[str, Callable[[Any], None]] = {
    "transcript": _transcript, "ingest": _ingested, "lines": _lines, "line": _lined,
    "readings": _readings, "propose": _string_out, "show": _string_out,
    "idioms": _idioms,
    "why": _why, "pair": _pair, "sheet": _made, "audition": _made, "lock": _locked, "conform": _made,
    "handover": _handed, "bring": _brought,
    "status": _status, "rebuild": _rebuilt, "witness": _witnessed, "cards": _cards, "bench": _bench,
    **dict.fromkeys(("slate", "group", "setup", "action", "correct", "overrule", "circle", "hold", "ng", "unsure",
                     "prefer", "pin", "veto", "swap", "trim", "slip", "react", "remove", "undo", "unlock", "adopt"),
                    _said),
}
"""Verb and how its answer is said."""
