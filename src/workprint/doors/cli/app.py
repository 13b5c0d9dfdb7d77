"""The command line: every verb of the desk, with options made from its signature."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from workprint import __version__
from workprint.desk import Desk, demo, rehearse
from workprint.doors.cli import ledger as ledger_verbs
from workprint.doors.cli import taste as taste_verbs
from workprint.doors.cli import trial as trial_verbs
from workprint.doors.cli.progress import Bar
from workprint.doors.cli.say import SAY, as_json, say_begun, say_demo, say_list
from workprint.doors.cli.verb import Common, add_verbs, quietly
from workprint.film import Trouble

app = typer.Typer(name="workprint", no_args_is_help=True, rich_markup_mode="rich", pretty_exceptions_enable=False,
                  help="An artist-led workbench for making films: a tool proposes, you decide, all is on the record.",
                  epilog="Begin with:  workprint demo demo   or   workprint new my-film")
app.add_typer(ledger_verbs.app, name="ledger")
app.add_typer(taste_verbs.app, name="taste")
app.add_typer(trial_verbs.app, name="trial")

FAULT = 70
"""Exit code of a mistake of ours. Source: BSD sysexits.h, EX_SOFTWARE."""
STOPPED = 130
"""Exit code after Ctrl-C. Source: POSIX shells, 128 + SIGINT."""


@app.callback(invoke_without_command=True)
def top(version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False) -> None:
    """An artist-led workbench for making films: a tool proposes, you decide, all of it is on the record."""
    if version:
        print(f"workprint {__version__}")
        raise typer.Exit


@app.command(epilog="Example:  workprint new my-film --title 'The Ferry' --rate 23.976")
@quietly
def new(where: Annotated[Path, typer.Argument(help="the film folder to make")],
        title: Annotated[str, typer.Option(help="the film's title")] = "",
        rate: Annotated[str, typer.Option(help="frames per second: 24, 23.976, 25, 29.97, 30")] = "24",
        person: Annotated[str, typer.Option("--as", help="who you are")] = "",
        role: Annotated[str, typer.Option(help="your role in the film")] = "editor",
        json: Annotated[bool, typer.Option("--json", help="answer in JSON")] = False,
        debug: Annotated[bool, typer.Option("--debug", hidden=True)] = False) -> None:
    """Begin a film: a folder with its record."""
    with Desk.new(where, title=title, rate=rate, person=person, role=role) as desk:
        as_json(desk.begun) if json else say_begun(desk.begun)


@app.command("rehearse", epilog="Example:  workprint rehearse scene.fountain plan.toml rushes/")
@quietly
def rehearse_scene(script: Annotated[Path, typer.Argument(help="the script, in Fountain")],
                   plan: Annotated[Path, typer.Argument(help="cast, marks and setups (docs/rehearsal.md)")],
                   to: Annotated[Path, typer.Argument(help="where the takes go")],
                   scene: Annotated[str, typer.Option(help="scene number; left out, the first")] = "",
                   rate: Annotated[str, typer.Option(help="frames per second")] = "24",
                   seed: Annotated[int, typer.Option(help="the same seed gives the same takes")] = 1,
                   json: Annotated[bool, typer.Option("--json", help="answer in JSON")] = False,
                   debug: Annotated[bool, typer.Option("--debug", hidden=True)] = False) -> None:
    """Draw and speak takes of a scene without a camera. They are synthetic, and every frame says so."""
    with Bar(quiet=json) as bar:
        names = rehearse(script, plan, to, scene=scene, rate=rate, seed=seed, on_progress=bar.tell)
    as_json(list(names)) if json else say_list(f"in {to}", names)


@app.command("demo", epilog="Example:  workprint demo demo")
@quietly
def run_demo(where: Annotated[Path,
                              typer.Argument(help="the film folder; an old demo is replaced")] = Path("demo"),
             json: Annotated[bool, typer.Option("--json", help="answer in JSON")] = False,
             debug: Annotated[bool, typer.Option("--debug", hidden=True)] = False) -> None:
    """The whole way on a rehearsed scene: takes, lining, 300 cuts, six to watch, one locked and handed over."""
    with Bar(quiet=json) as bar:
        done = demo(where, on_step=(lambda _: None) if json else bar.step, on_progress=bar.tell)
    as_json(done) if json else say_demo(done)


@app.command(epilog="Example:  workprint tools")
@quietly
def tools(json: Annotated[bool, typer.Option("--json", help="answer in JSON")] = False,
          debug: Annotated[bool, typer.Option("--debug", hidden=True)] = False) -> None:
    """The tools that are installed, with their cards: what each learned from, and how far it can say why."""
    cards = Desk.cards()
    as_json(cards) if json else SAY["cards"](cards)


@app.command("open", epilog="Example:  workprint open my-film")
@quietly
def open_room(film: Annotated[Path, typer.Argument(help="the film folder")] = Path("."),
              port: Annotated[int, typer.Option(help="port on this machine; 0 finds one")] = 0,
              person: Annotated[str, typer.Option("--as", help="who you are")] = "",
              role: Annotated[str, typer.Option(help="your role in the film")] = "",
              browser: Annotated[bool, typer.Option(help="open a browser window as well")] = True,
              debug: Annotated[bool, typer.Option("--debug", hidden=True)] = False) -> None:
    """Open the cutting room in a browser on this machine, and nowhere else. Ctrl-C closes it."""
    from workprint.doors.web import serve  # what serves a page takes half a second that other verbs need not wait for

    def ready(address: str) -> None:
        print(f"the cutting room is at {address}", flush=True)
        if browser:
            webbrowser.open(address)

    serve(film, port=port, person=person, role=role, on_ready=ready)


add_verbs(app)


def main() -> None:
    """Run the command line; every trouble becomes a sentence and an exit code (docs/command-line.md)."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of one command line."""
    loud = Console(stderr=True, highlight=False)
    try:
        return int(app(arguments, standalone_mode=False) or 0)
    except Trouble as trouble:
        loud.print(f"[bold]workprint:[/] {_plain(trouble)}", soft_wrap=True)
        if Common.debug:
            raise
        return trouble.exit_code
    except typer.TyperException as wrong:
        loud.print(f"[bold]workprint:[/] {_plain(wrong.format_message())}; workprint --help tells what would do",
                   soft_wrap=True)
        return wrong.exit_code
    except (KeyboardInterrupt, typer.Abort):
        loud.print("\n[bold]workprint:[/] stopped; what was done is kept, and the same line goes on from there")
        return STOPPED
    except Exception as fault:
        if Common.debug:
            raise
        loud.print(f"[bold]workprint:[/] something is wrong inside Workprint ({type(fault).__name__}: {_plain(fault)})"
                   "; nothing on the record was lost; --debug shows where", soft_wrap=True)
        return FAULT


def _plain(text: object) -> str:
    return str(text).replace("[", r"\[")
