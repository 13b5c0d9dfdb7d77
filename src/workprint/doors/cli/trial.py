"""``workprint trial``: what a trial with real people needs, with their consent."""

from __future__ import annotations

import typer

from workprint.doors.cli.say import SAY, said
from workprint.doors.cli.verb import command_of

app = typer.Typer(no_args_is_help=True, help="A trial with real people: begin, answer, end, pair, withdraw, export "
                                             "(docs/trial.md).")

EXAMPLES = {
    "begin": "workprint trial begin P07 --period 1 --consent", "answer": "workprint trial answer mine 6",
    "pair": "workprint trial pair --scene 3",
    "end": "workprint trial end", "withdraw": "workprint trial withdraw P07",
    "export": "workprint trial export picks.csv"}
"""Every command and an example of it."""

for _name, _example in EXAMPLES.items():
    app.command(_name, epilog=f"Example:  {_example}")(
        command_of(f"trial_{_name}", SAY["sheet"] if _name == "export" else said))
