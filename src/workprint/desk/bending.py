"""The curve of a tone over a scene: "tender until she sees the letter", as shares of it at lines of the script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workprint.film import BadValue, Bend, Line, NotOnTheDesk, Scene, Tone

WHOLE = "whole"
"""What takes a scene's curve away again. Source: our choice."""

NAMED = 4
"""Lines that are told where several fit. Source: our choice; more are not read."""


@dataclass(frozen=True, slots=True)
class Curved:
    """How a tone is to lie over a scene, as a person says it."""

    bends: Sequence[str] = ()
    """``2/1=1000``, ``she sees the letter=0``; ``2/6=`` takes a bend away, ``whole`` all of the scene's."""
    until: str = ""
    """The line from which on nothing of it is left: its id, or its words."""
    since: str = ""
    """The line from which on it is there."""


def curve_in(tone: Tone, scene: Scene) -> tuple[Bend, ...]:
    """The bends of a tone that lie in a scene, in the order of its lines."""
    places = {line.id: at for at, line in enumerate(scene.lines)}
    return tuple(sorted((one for one in tone.curve if one.line in places), key=lambda one: places[one.line]))


def bent(tone: Tone, scene: Scene, said: Curved) -> Tone:
    """The tone as it is to lie over the scene. Raises `BadValue` or `NotOnTheDesk` with the lines that would do."""
    ids = [line.id for line in scene.lines]
    if said.until or said.since:
        tone = tone.bent(*_steps(scene, said), instead_of=ids)
    for text in said.bends:
        if text.strip().casefold() == WHOLE:
            tone = tone.bent(instead_of=ids)
            continue
        line, share = _read(scene, text)
        tone = tone.bent(*(() if share is None else (Bend(line, share),)), instead_of=[line])
    return tone


def _steps(scene: Scene, said: Curved) -> list[Bend]:
    """A step up at the line it begins with, and one down at the line it ends with."""
    found = [(_named(scene, text), share) for text, share in ((said.since, 1000), (said.until, 0)) if text]
    places = [_after_first(scene, line) for line, _ in found]
    if len(found) == 2 and places[0] >= places[1]:
        raise BadValue(f"a tone was to begin with line {found[0][0].id} and to end with line {found[1][0].id}",
                       "an end that comes after the beginning would do", "say the later line with --until")
    steps = [(Bend(scene.lines[at - 1].id, 1000 - share), Bend(scene.lines[at].id, share))
             for at, (_, share) in zip(places, found, strict=True)]
    return list({one.line: one for step in steps for one in step}.values())


def _after_first(scene: Scene, line: Line) -> int:
    at = next(n for n, one in enumerate(scene.lines) if one.id == line.id)
    if not at:
        raise BadValue(f"a tone was to change at line {line.id}, and no line comes before it",
                       "a later line would do", "for the whole scene, say no line at all")
    return at


def _read(scene: Scene, text: str) -> tuple[str, int | None]:
    """A line and its share from ``2/6=0``; no share from ``2/6=``."""
    line, sign, number = text.rpartition("=")
    try:
        share = int(number) if number.strip() else None
    except ValueError:
        share = -1
    if not sign or not line.strip() or (share is not None and not 0 <= share <= 1000):
        raise BadValue(f"the curve came as {text!r}",
                       "a line and 0 to 1000 would do, or 'whole' for the whole scene",
                       "as in: workprint tone 'tender' --curve '2/1=1000' --curve '2/6=0'")
    return _named(scene, line.strip()).id, share


def _named(scene: Scene, text: str) -> Line:
    """The line that is meant by its id or its words. Raises `NotOnTheDesk` where none fits, or several do."""
    known = {line.id: line for line in scene.lines}
    exact = known.get(text) or known.get(f"{scene.number}/{text}")
    fits = [exact] if exact else _said(scene, text)
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise NotOnTheDesk(f"{text!r} is in {len(fits)} lines of scene {scene.number}",
                           f"{_listed(fits)} would do", "name one by its id, or with more of its words")
    raise NotOnTheDesk(f"no line of scene {scene.number} says {text!r}",
                       f"{_listed(scene.lines) or 'a scene with lines'} would do", "see them all with: workprint lines")


def _said(scene: Scene, text: str) -> list[Line]:
    """Lines that have these words one after another; where there are none, those that have all of them."""
    wanted = _words(text)
    spelt = [(line, _words(f"{line.who} {line.text}")) for line in scene.lines] if wanted else []
    runs = [line for line, words in spelt if any(words[at:at + len(wanted)] == wanted for at in range(len(words)))]
    return runs or [line for line, words in spelt if set(wanted) <= set(words)]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("’", "'").replace("'", ""))


def _listed(lines: Sequence[Line]) -> str:
    told = "; ".join(f"{line.id} ({line.text[:32]!r})" for line in lines[:NAMED])
    return f"{told} ..." if len(lines) > NAMED else told
