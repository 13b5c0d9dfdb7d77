"""The record in plain words: what was read, shown, chosen and changed, one sentence an entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workprint.desk.results import Told
from workprint.desk.state import CUTTING, THINGS, Film
from workprint.film import Timecode
from workprint.ledger import Entry

if TYPE_CHECKING:
    from workprint.desk.table import Table

MARKED = {"circle": "circled", "hold": "held", "ng": "no good", "unsure": "can't say"}
"""What a mark is called once it is made."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One entry, as its sentence is made of it."""

    desk: Table
    """The desk."""
    entry: Entry
    """The entry."""
    body: Any
    """Its body."""
    names: Mapping[str, str]
    """File names by content hash."""
    private: Mapping[str, str]
    """Its private texts, by field; ``(erased)`` where they are gone."""

    @property
    def in_scene(self) -> str:
        """`` of scene 1``, where the entry is of a scene."""
        return f" of scene {self.body['scene']}" if "scene" in self.body else ""

    @property
    def film(self) -> Film:
        """The film with the decisions of the entry's craft."""
        return self.desk.film.of(self.body.get("craft", CUTTING))

    @property
    def thing(self) -> str:
        """What that craft makes: ``cut``, ``grade``."""
        return THINGS.get(self.body.get("craft", CUTTING), "alternative")

    @property
    def note(self) -> str:
        """What somebody said with it, behind a colon."""
        return next((f": {text}" for text in self.private.values() if text), "")


def told(desk: Table, last: int) -> tuple[Told, ...]:
    """The latest entries in words; see `Desk.told`."""
    names = {one.hash: Path(one.path).name for one in desk.film.originals.values()}
    since = max(0, len(desk.ledger) - last)
    return tuple(_row(Telling(desk, entry, entry.body, names, _private(desk, entry)))
                 for entry in desk.ledger.entries(since=since))


def _private(desk: Table, entry: Entry) -> dict[str, str]:
    """What a person wrote, without the drawings: those are for the picture."""
    return {field: text if (text := desk.ledger.personal(key)) is not None else "(erased)"
            for field, key in entry.private if field in ("note", "text", "why", "name")}


def _row(one: Telling) -> Told:
    entry, body = one.entry, one.body
    says = _SAYS[entry.kind](one) if entry.kind in _SAYS else f"{entry.kind}{one.in_scene}"
    decision = body.get("decision", {}) if entry.kind == "decision" else {}
    alt = decision.get("alt", "") or (body.get("to", "") if entry.kind == "edit" else "")
    shown = decision.get("shown", ()) or (body["ids"] if entry.kind == "shown" else ())
    return Told(entry.index, entry.time, who(one.desk, entry), entry.role, entry.kind, says,
                str(body.get("scene", "")), alt, tuple(shown))


def who(desk: Table, entry: Entry) -> str:
    """A person's name, or the program's."""
    if not entry.author.startswith("person:"):
        return entry.author
    return desk.ledger.name_of(entry.author) or "(name erased)"


def _film(one: Telling) -> str:
    return f"the film {one.body['title']!r} began, at {Fraction(one.body['rate'])} frames a second"


def _original(one: Telling) -> str:
    kinds = [kind for kind, has in (("picture", one.body.get("picture")), ("sound", one.body.get("sound"))) if has]
    return f"{Path(one.body['path']).name} was read: {' and '.join(kinds) or 'nothing in it'}"


def _setup(one: Telling) -> str:
    people = " and ".join(each["who"] for each in one.body["people"]) or "nobody"
    return f"setup {one.body['name']} shows {people}"


def _slate(slate: Mapping[str, Any], camera: str = "") -> str:
    return f"{slate['scene']}{slate['setup']}/{slate['take']}{camera}"


def _take(one: Telling) -> str:
    name = _slate(one.body["slate"], one.body.get("camera", ""))
    return f"{one.names.get(one.body['original'], 'a picture')} is take {name}{one.note}"


def _slated(one: Telling) -> str:
    name = one.names.get(one.body["hash"], "a picture")
    return f"{name} was slated {_slate(one.body['slate'], one.body.get('camera', ''))} by hand"


def _lined(one: Telling) -> str:
    notes = one.body["notes"]
    return f"{one.body['take']} was lined: {len(one.body['readings'])} readings" + (
        f"; {'; '.join(notes[:3])}{'; …' if len(notes) > 3 else ''}" if notes else "")


def _correction(one: Telling) -> str:
    lines = sorted({reading["line"] for reading in one.body["readings"]})
    return f"word boundaries of line {', '.join(lines)} in {one.body['take']} were set by hand"


def _overruled(one: Telling) -> str:
    line = f" on line {one.body['line']}" if one.body.get("line") else ""
    return f"{one.body.get('name', 'a value')} of {one.body.get('take', 'a take')}{line} was set by hand"


def _alts(one: Telling) -> str:
    body = one.body
    wish = f", wished: {body['words']!r}" if body["words"] else ""
    weights = f", with {', '.join(f'{name} {weight}' for name, weight in body['weights'])}" if body["weights"] else ""
    stay = len(body["pins"]) + len(body.get("keeps", ()))
    kept = f"; {stay} {'pins' if body['pins'] else 'parts'} kept" if stay else ""
    wish += f", in the tone {body['tone']!r}" if body.get("tone") else ""
    wish += f", by {' and '.join(body['references'])}" if body.get("references") else ""
    by = f"{body['tool']} {body['version']}"
    return f"{len(body['ids'])} {one.thing}s{one.in_scene} were proposed by {by}{wish}{weights}{kept}"


def _shown(one: Telling) -> str:
    first, count = one.body["first"], len(one.body["ids"])
    return f"{one.thing}s {first} to {first + count - 1}{one.in_scene} were on show"


def _watched(one: Telling) -> str:
    return f"{one.body['thousandths'] / 1000:.1f} s{one.in_scene} were given to watch ({one.body['what']})"


def _decision(one: Telling) -> str:
    decision, body = one.body["decision"], one.body
    if body.get("edit") is not None:
        return f"the {one.thing}{one.in_scene} that entry {body['edit']} makes is circled"
    shown, spent = decision["shown"], one.film.watching(body["scene"], one.entry.index)
    at = shown.index(decision["alt"]) + 1 if decision["alt"] in shown else 0
    place = f", the {_nth(at)} of {len(shown)} on show" if at else ""
    cost = f", after {spent / 60_000:.1f} min of watching" if spent else ""
    return f"{one.thing} {decision['alt'][:8]}{one.in_scene}{place}: {MARKED[decision['mark']]}{cost}{one.note}"


def _nth(place: int) -> str:
    """A place in words.

    >>> _nth(1), _nth(6), _nth(22)
    ('first', 'sixth', '22nd')
    """
    words = ("first", "second", "third", "fourth", "fifth", "sixth")
    return words[place - 1] if place <= len(words) else f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


def _pin(one: Telling) -> str:
    pin = one.body["pin"]
    where = f"line {pin['line']}" if pin["line"] else "every line it covers"
    if pin["by_hand"]:
        return f"{where} was changed by hand: {pin['by_hand']}"
    return f"{pin['take'] or pin['sound']} stays on {where}"


def _veto(one: Telling) -> str:
    veto = one.body["veto"]
    return f"{veto['take']} never comes{' on line ' + veto['line'] if veto['line'] else one.in_scene} again"


def _edit(one: Telling) -> str:
    return f"{one.body['says']}{' (later proposals are free)' if one.body.get('loose') else ''}"


def _keep(one: Telling) -> str:
    keep = one.body["keep"]
    return f"the {keep['op']['kind']}{_of_shot(keep['shot'])}{one.in_scene} stays, in every grade from then on"


def _of_shot(shot: int) -> str:
    return f" of shot {shot + 1}" if shot >= 0 else " of the look"


def _went(one: Telling) -> str:
    here, to = one.body["from"], one.body["to"]
    target = f"the version of entry {to}" if to is not None else "where nothing was circled"
    return f"{one.body['how']}{one.in_scene}: from the version of entry {here} to {target}"


def _note(one: Telling) -> str:
    rate = one.desk.film.rate
    start, out = (Timecode(one.body[name], rate) for name in ("start", "out"))
    return f"a note{one.in_scene} on {start} to {out}{one.note}"


def _camera(one: Telling) -> str:
    return f"{one.names.get(one.body['hash'], 'a picture')} is a second camera{one.note}" if "hash" in one.body else (
        f"a second camera: {one.body.get('says', '')}")


def _action(one: Telling) -> str:
    body = one.body
    return f"line {body['line']} is played in {body['take']} from frame {body['start']} to {body['out']}"


def _line_of(one: Telling) -> str:
    return f"{one.body['line']['who']} has the line {one.body['line']['text']!r} now, as it was said"


_SAYS: Mapping[str, Callable[[Telling], str]] = {
    "person": lambda one: "somebody came onto the record",
    "film": _film, "original": _original, "setup": _setup, "take": _take, "slate": _slated, "camera": _camera,
    "refused": lambda one: f"{Path(one.body['path']).name} could not be read: {one.body['why']}",
    "alone": lambda one: str(one.body["why"]),
    "script": lambda one: f"the script {one.body['name']!r} was read",
    "lined": _lined, "correction": _correction, "overruled": _overruled, "action": _action, "adopted": _line_of,
    "doubted": lambda one: f"{len(one.body['words'])} words{one.in_scene} are doubted",
    "moments": lambda one: f"{len(one.body['moments'])} moments of action were found in {one.body['take']}",
    "witness": lambda one: f"a witness hears {len(one.body['differs'])} readings of {one.body['take']} otherwise",
    "paired": lambda one: f"two {one.thing}s{one.in_scene} were asked about: A or B",
    "preferred": lambda one: f"A or B{one.in_scene}: " + {"A": "A is preferred", "B": "B is preferred"}.get(
        one.body["which"], "cannot say"),
    "alts": _alts, "shown": _shown, "watched": _watched, "decision": _decision, "pin": _pin, "veto": _veto,
    "edit": _edit, "went": _went, "note": _note, "keep": _keep,
    "release": lambda one: f"the {one.body['kind']}{_of_shot(one.body['shot'])}{one.in_scene} may vary again",
    "avowed": lambda one: f"the taste in {one.body.get('craft', CUTTING)}: {one.body['does']}"
                          + (f" {one.body['axis']}" if "axis" in one.body else ""),
    "trial": lambda one: f"trial, {one.body['code']}: {one.body['does']}",
    "tone": lambda one: f"the tone {one.body['tone']['name']!r} was found, or changed"
                        + (f", like {one.body['like']['name']}" if "like" in one.body else ""),
    "untone": lambda one: f"the tone {one.body['name']!r} was forgotten",
    "space": lambda one: f"code values of {len(one.body['originals'])} files were said to be {one.body['space']}",
    "grabbed": lambda one: f"the still {one.body['name']!r} was grabbed from {one.body['take']}{one.in_scene}",
    "undo": lambda one: f"entry {one.body['of']} was taken back",
    "resolved": lambda one: f"the note of entry {one.body['note']} is {'resolved' if one.body['resolved'] else 'open'}",
    "named": lambda one: f"the version of entry {one.body['version']} is called {one.body['name']!r}",
    "stage": lambda one: f"scene {one.body['scene']} is at its {one.body['stage']}{one.note}",
    "brought": lambda one: f"a cut{one.in_scene} came back {one.body['says']}: {len(one.body['differs'])} differences",
    "lock": lambda one: f"the cut{one.in_scene} was locked as {one.body['name']}",
    "unlock": lambda one: f"{one.body['name']} was unlocked{one.note}",
    "made": lambda one: f"{one.body['file']} was made{one.in_scene}",
    "handover": lambda one: f"{one.body['name']} was handed over: {len(one.body['files'])} files",
    "erased": lambda one: "a private text was erased",
}
"""A sentence for each kind of entry."""

