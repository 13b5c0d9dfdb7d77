"""One verb of the desk as one command: arguments, options and help come from the verb's own signature."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, ParamSpec, TypeVar, get_args, get_type_hints

import typer

from workprint.desk import Desk
from workprint.doors.cli.progress import Bar
from workprint.doors.cli.say import SAY, as_json
from workprint.doors.cli.say_colour import SAY_COLOUR
from workprint.doors.cli.say_compare import SAY_COMPARE
from workprint.doors.cli.say_cut import SAY_CUT

VERBS = {
    "ingest": "workprint ingest rushes/",
    "slate": "workprint slate A001C004.mov 1B/2",
    "group": "workprint group A001C003.mov B001C003.mov",
    "setup": "workprint setup 1B 'ANA:320:400:330:right'",
    "line": "workprint line script.fountain",
    "lines": "workprint lines",
    "adopt": "workprint adopt 2 --words 'you must be joking' --who ANA",
    "transcript": "workprint transcript --scene 1",
    "readings": "workprint readings 7 --order energy",
    "correct": "workprint correct 1B/2 7 3 96000 103200",
    "action": "workprint action 1A/1 3 120 188",
    "witness": "workprint witness 1B/2 ggml-base.en.bin",
    "overrule": "workprint overrule 1B/2 energy 900 --line 7",
    "propose": "workprint propose --words 'let her listen' --weight reaction=3000",
    "dials": "workprint dials",
    "tone": "workprint tone 'uneasy, but tender' --dial colour.warmth=-300",
    "tones": "workprint tones",
    "forget": "workprint forget 'uneasy, but tender'",
    "explore": "workprint explore --want 1000",
    "show": "workprint show --first 7",
    "pair": "workprint pair",
    "prefer": "workprint prefer A",
    "why": "workprint why 3",
    "idioms": "workprint idioms --scene 1",
    "sheet": "workprint sheet --to six-cuts.png",
    "audition": "workprint audition 3",
    "compare": "workprint compare 1 3",
    "circle": "workprint circle 3 --note 'she finally looks up'",
    "hold": "workprint hold 2",
    "ng": "workprint ng 5",
    "unsure": "workprint unsure 3",
    "pin": "workprint pin 7 1B/2",
    "veto": "workprint veto 1C/1 --line 4",
    "swap": "workprint swap 7 1B/1",
    "edits": "workprint edits",
    "trim": "workprint trim s7 --tail -6",
    "roll": "workprint roll s7 4",
    "slip": "workprint slip s7 3",
    "slide": "workprint slide s7 -8",
    "drag": "workprint drag s7 -10",
    "split": "workprint split 00:00:12:00",
    "insert": "workprint insert s7 1C/1 --start 120 --frames 36",
    "overwrite": "workprint overwrite 00:00:12:00 1C/1 --start 120 --frames 36",
    "replace": "workprint replace s7 1B/2 --run 2",
    "lift": "workprint lift s7",
    "extract": "workprint extract 00:00:12:00 00:00:14:00",
    "extend": "workprint extend s7 tail --frames 12",
    "speed": "workprint speed s7 50",
    "lay": "workprint lay 00:00:12:00 1C/1 --start 120 --frames 36",
    "mute": "workprint mute 00:00:12:00 00:00:12:12",
    "react": "workprint react 7 1C/1",
    "remove": "workprint remove 7",
    "undo": "workprint undo",
    "redo": "workprint redo",
    "versions": "workprint versions",
    "go": "workprint go 3",
    "name": "workprint name 'the quiet one'",
    "stage": "workprint stage 'fine cut'",
    "note": "workprint note 00:00:12:00 00:00:14:00 'too long'",
    "marker": "workprint marker 00:00:12:00 'she turns'",
    "notes": "workprint notes",
    "resolve": "workprint resolve 2",
    "lock": "workprint lock --name fine-cut-1",
    "unlock": "workprint unlock --why 'the producer wants line 7 back'",
    "conform": "workprint conform --codec prores",
    "handover": "workprint handover --handles 24",
    "bring": "workprint bring fine-cut-2.edl --note 'the editor tightened the door'",
    "spaces": "workprint spaces",
    "space": "workprint space 1A/1 logc3",
    "ops": "workprint ops",
    "grading": "workprint grading 3",
    "nudge": "workprint nudge exposure stops -250 --shot 2",
    "keep": "workprint keep balance",
    "release": "workprint release balance",
    "paste": "workprint paste s3 --shot 5",
    "grab": "workprint grab 'her kitchen' --shot 3",
    "gallery": "workprint gallery",
    "status": "workprint status",
    "rebuild": "workprint rebuild",
    "bench": "workprint bench",
}
"""Every verb and an example of it, in the order of the work."""

Params = ParamSpec("Params")
Answer = TypeVar("Answer")


class Common:
    """What every command takes, as it was given last."""

    debug = False


def quietly(command: Callable[Params, Answer]) -> Callable[Params, Answer]:
    """The command, with --debug noted before it runs."""

    @functools.wraps(command)
    def noted(*args: Params.args, **options: Params.kwargs) -> Answer:
        Common.debug = bool(options.get("debug"))
        return command(*args, **options)

    return noted


def add_verbs(app: typer.Typer) -> None:
    """Give `app` a command for every verb of the desk."""
    for name, example in VERBS.items():
        # A number of frames may be negative, and then it looks like an option that nobody knows.
        app.command(name, epilog=f"Example:  {example}", context_settings={
            "ignore_unknown_options": _takes_a_number(name)})(_command(name))


def _takes_a_number(name: str) -> bool:
    verb = getattr(Desk, name)
    hints = get_type_hints(verb, include_extras=True)
    return any(get_args(hints[one.name])[0] in (int, int | None) for one in inspect.signature(verb).parameters.values()
               if one.name != "self" and one.kind is not inspect.Parameter.KEYWORD_ONLY)


def _command(name: str) -> Callable[..., None]:
    """The command of a verb that stands on its own."""
    return command_of(name, (SAY | SAY_CUT | SAY_COMPARE | SAY_COLOUR)[name])


def command_of(name: str, told: Callable[[Any], None]) -> Callable[..., None]:
    """A command for a verb of the desk: its arguments and options are the verb's own, and `told` says the answer."""
    verb = getattr(Desk, name)

    def command(film: Path, person: str, role: str, json: bool, debug: bool, **given: Any) -> None:
        Common.debug = debug
        with Bar(quiet=json) as bar, Desk.open(film, person=person, role=role, on_progress=bar.tell) as desk:
            answer = verb(desk, **{key: value for key, value in given.items() if value is not None})
        as_json(answer) if json else told(answer)

    command.__doc__ = inspect.getdoc(verb)
    command.__name__ = name
    command.__signature__ = inspect.Signature([*_parameters(verb), *_common()])  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation
                               for one in command.__signature__.parameters.values()}  # type: ignore[attr-defined]
    return command


def _parameters(verb: Callable[..., Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(verb, include_extras=True)
    return [_parameter(one, hints[name]) for name, one in inspect.signature(verb).parameters.items() if name != "self"]


def _parameter(one: inspect.Parameter, hint: Any) -> inspect.Parameter:
    kind, says = get_args(hint)[:2]
    positional = one.kind is not inspect.Parameter.KEYWORD_ONLY
    # A name that Python keeps for itself ends in a stroke there, and not here: `from_` is --from.
    names = (f"--{one.name.rstrip('_')}",) if one.name.endswith("_") else ()
    asked = typer.Argument(help=says) if positional else typer.Option(*names, help=says)
    default = one.default
    return inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=default,
                             annotation=Annotated[kind, asked])


def _common() -> list[inspect.Parameter]:
    told = [("film", Path, Path("."), typer.Option(help="the film folder; left out, the one you are in")),
            ("person", str, "", typer.Option("--as", help="who you are; left out, the first in film.toml")),
            ("role", str, "", typer.Option(help="your role; left out, as in film.toml")),
            ("json", bool, False, typer.Option("--json", help="answer in JSON")),
            ("debug", bool, False, typer.Option("--debug", help="show where an error comes from"))]
    return [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, asked])
            for name, kind, default, asked in told]
