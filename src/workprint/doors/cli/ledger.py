"""``workprint ledger``: look at the record, prove it, verify it, erase what is private in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workprint.desk import Desk
from workprint.doors.cli.say import as_json, say, say_verified
from workprint.doors.cli.verb import quietly
from workprint.film import BrokenRecord

app = typer.Typer(no_args_is_help=True, help="The film's record: show, verify, head, prove, erase.")

Film = Annotated[Path, typer.Option("--film", help="the film folder; left out, the one you are in")]
AsJson = Annotated[bool, typer.Option("--json", help="answer in JSON")]
Debug = Annotated[bool, typer.Option("--debug", hidden=True)]


@app.command(epilog="Example:  workprint ledger verify")
@quietly
def verify(film: Film = Path("."), json: AsJson = False, debug: Debug = False) -> None:
    """Audit every entry, also against the heads in locked cuts and handovers."""
    with Desk.open(film) as desk:
        found = desk.verify()
    as_json(found) if json else say_verified(found)
    if not found.ok:
        raise BrokenRecord(f"the record of {film} does not verify", "a record as it was written would do",
                           "compare it with a backup, and with the heads that others were given")


@app.command(epilog="Example:  workprint ledger show --last 20")
@quietly
def show(last: Annotated[int, typer.Option(help="how many entries, from the end")] = 20, film: Film = Path("."),
         json: AsJson = False, debug: Debug = False) -> None:
    """The latest entries: who did what, and when."""
    with Desk.open(film) as desk:
        told = desk.told(last)
    if json:
        as_json(told)
    else:
        for one in told:
            say(f"{one.index:>6}  {one.time[:19]}  {one.who:<22} {one.role:<10} {one.kind:<11} {one.says}")


@app.command(epilog="Example:  workprint ledger head")
@quietly
def head(film: Film = Path("."), json: AsJson = False, debug: Debug = False) -> None:
    """Size and root hash: whoever keeps this line can tell later whether anything was changed or taken away."""
    with Desk.open(film) as desk:
        text = desk.head_text()
    as_json({"head": text}) if json else say(text)


@app.command(epilog="Example:  workprint ledger prove 12")
@quietly
def prove(entry: Annotated[int, typer.Argument(help="index of the entry")], film: Film = Path("."),
          json: AsJson = False, debug: Debug = False) -> None:
    """Prove that one entry is in the record under the present head, without showing any other."""
    with Desk.open(film) as desk:
        proof, text = desk.prove(entry), desk.head_text()
    if json:
        as_json({"head": text, "proof": proof})
    else:
        say(f"entry {entry} under head {text}")
        for one in proof.hashes:
            say(f"  {one}")


@app.command(epilog="Example:  workprint ledger erase 'Ana Muster'")
@quietly
def erase(who: Annotated[str, typer.Argument(help="a person's name, or the key of a private text")],
          film: Film = Path("."),
          json: AsJson = False, debug: Debug = False) -> None:
    """Erase a name or a private note for good. The record still verifies."""
    with Desk.open(film) as desk:
        said = desk.erase(who)
    as_json(said) if json else say(said.says)
