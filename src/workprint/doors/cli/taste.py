"""``workprint taste``: what is believed of you, and what you say to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from rich.markup import escape

from workprint.doors.cli.say import said, say
from workprint.doors.cli.verb import command_of

app = typer.Typer(no_args_is_help=True, help="Your taste: show, why, edit, forget, freeze, switch, undo, redo, "
                                             "export, import, withdraw.")

EXAMPLES = {
    "show": "workprint taste show --craft colour", "why": "workprint taste why pace",
    "edit": "workprint taste edit pace about 400", "forget": "workprint taste forget pace",
    "freeze": "workprint taste freeze warmth --craft colour", "switch": "workprint taste switch no",
    "undo": "workprint taste undo", "redo": "workprint taste redo",
    "withdraw": "workprint taste withdraw", "export": "workprint taste export mine.json --share",
    "import": "workprint taste import mine.json"}
"""Every command and an example of it."""


def _show(answer: Any) -> None:
    off = "" if answer.on else "; [bold]it is switched off[/]"
    say(f"[bold]{escape(answer.who)}[/] in {answer.craft}, from {answer.lessons} decisions{off}")
    if answer.start:
        say(f"it began with what {escape(answer.start)} lent")
    for one in answer.beliefs:
        say(f"  {one.sure / 10:5.0f} %  [bold]{escape(one.axis)}[/]  {escape(one.says)}  [dim]{one.lessons} answers[/]")
    if not answer.beliefs:
        say("  nothing is believed of you yet; mark some alternatives")
    if answer.changed:
        say(escape(answer.changed))
    say(escape(answer.honest))
    say("next: workprint taste why AXIS · workprint taste edit AXIS about 400 · workprint taste forget AXIS")


def _why(answer: Any) -> None:
    for line in answer or ("no answer of yours says anything of it",):
        say(escape(line))


def _made(answer: Any) -> None:
    say(f"{escape(answer.path)}: {escape('; '.join(answer.says))}")


def _back(answer: Any) -> None:
    say(f"{escape(answer.says)}  [dim]entry {answer.entry}; workprint taste undo, workprint taste redo[/]")


SAY: dict[str, Callable[[Any], None]] = {"show": _show, "why": _why, "export": _made, "undo": _back, "redo": _back}
"""How an answer is said, where it is no sentence."""

for _name, _example in EXAMPLES.items():
    app.command(_name, epilog=f"Example:  {_example}")(command_of(f"taste_{_name}", SAY.get(_name, said)))
