"""The dials of the cutting tool: each is the weight of one idiom, turned one way or the other from its default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise

import numpy as np

from workprint.film import Alt, BadValue, Brief, Cut, Dial, Material
from workprint.film.placed import unsplit
from workprint.tools.cutting.facts import Count, Place
from workprint.tools.cutting.grammar import Idiom, idiom
from workprint.tools.cutting.measure import Ruler
from workprint.tools.cutting.motion import Moves
from workprint.tools.cutting.takes import everybody

FULL = 1000
"""A dial turned as far as it goes, either way. Source: our choice, thousandths as everywhere."""

SPAN = 3
"""Thousandths of a point of weight for each thousandth of a dial. Source: our choice; turned fully, a dial weighs more
than any idiom of ours but the one for short pauses, so that it is felt, and each of its ten steps is a small nudge.
Where a dial has all there is to have sooner or later than others, its span is less or more."""

LINE = 6
"""Seconds of a line that count in full; a shorter one counts less. Source: our choice, so that a long speech, by whose
pictures a scene is known, is not outvoted by two short answers."""

MORE_OF = "more of "
"""How the dial of a person begins, and the idiom that it turns. Source: our choice."""

OURS = "the axes of the archive"
"""facts/editing 10.5: pace, closeness, whose scene, silence."""


def _time(at: Place) -> Count:
    """How much a line counts by its length, 0 to 100."""
    return np.minimum(100, 100 * at.beat.frames // (LINE * np.maximum(1, at.beat.second)))


@idiom("closer", "beat", 0, "a close picture", "a wide picture", OURS)
def closer(at: Place) -> Count:
    """Closer pictures, on long lines more than on short ones."""
    return (at.view.size >= 0) * (2 * at.view.size - 9) * _time(at) // 9


@idiom("faster", "joint", 0, "a new picture", "the picture stays", OURS)
def faster(at: Place) -> Count:
    """A new picture with every line."""
    return 200 * at.joint.cut - 100


@idiom("more silence", "joint", 0, "a silence between two lines", "no silence between two lines", OURS)
def more_silence(at: Place) -> Count:
    """A long pause between two lines; none where one comes at once, or over the end of the other."""
    return 100 * (at.joint.pause == 2) - 100 * ((at.joint.pause == 0) | (at.joint.pause == 3))


IDIOMS = (closer, faster, more_silence)


def faces(material: Material) -> tuple[Idiom, ...]:
    """For everybody in the scene an idiom that wants to see them."""
    return tuple(_face(who, 1 << n) for n, who in enumerate(everybody(material)))


def _face(who: str, face: int) -> Idiom:
    @idiom(f"{MORE_OF}{who}", "beat", 0, f"we are with {who}", f"we are not with {who}", OURS)
    def made(at: Place) -> Count:
        """The face of one person is seen, alone rather than among others."""
        seen = (at.view.faces & face) != 0
        return np.where(seen, 100 // np.maximum(1, at.view.number), -50 * (at.view.faces != 0)) * _time(at) // 100
    return made


@dataclass(frozen=True, slots=True)
class Turn:
    """A dial and the idiom that it weighs."""

    dial: Dial
    idiom: str
    """Name of the idiom; its weight grows as the dial is turned to `more`."""
    rest: int = 0
    """The idiom's default weight, with the dial in the middle."""
    span: int = SPAN
    """Thousandths of a point of weight for each thousandth of the dial."""


def turns(material: Material) -> tuple[Turn, ...]:
    """The dials that can move anything in this scene: of what was never measured there is none."""
    sized = any(take.setup and take.setup.size for take in material.takes)
    moving = any(take.motion for take in material.takes)
    played = any(reading.performance for reading in material.readings)
    common = ((CLOSENESS, sized), (PACE, True), (SILENCE, True), (ENERGY, played), (HIDDEN, moving))
    known = {one.who for take in material.takes if take.setup for one in take.setup.people}
    people = (Turn(Dial(f"{MORE_OF}{who}", f"less {who}", f"more {who}", f"How much of the scene {who} is seen."),
                   f"{MORE_OF}{who}") for who in everybody(material) if who in known)
    return (*(turn for turn, moves in common if moves), *people)


CLOSENESS = Turn(Dial("closeness", "wider", "closer", "How close the pictures are."), "closer", span=4)
PACE = Turn(Dial("pace", "slower", "faster", "How often the picture changes."), "faster", span=1)
SILENCE = Turn(Dial("silence", "less silence", "more silence", "How long nobody speaks."), "more silence", span=2)
ENERGY = Turn(Dial("energy", "softer", "stronger", "How much energy is in the voices that are heard."),
              "performance strong")
HIDDEN = Turn(Dial("hidden cuts", "felt", "hidden",
                   "How much moves where the picture changes: a movement hides a cut."), "cut on motion", 200)


_RESTS = {turn.idiom: turn.rest for turn in (CLOSENESS, PACE, SILENCE, ENERGY, HIDDEN)}


def rest_of(idiom: str) -> int | None:
    """What an idiom weighs with its dial at rest; None for an idiom that no dial turns.

    >>> rest_of("cut on motion"), rest_of("more of IDA"), rest_of("start wide")
    (200, 0, None)
    """
    return 0 if idiom.startswith(MORE_OF) else _RESTS.get(idiom)


def dialled(brief: Brief, settings: Mapping[str, int]) -> Brief:
    """The brief with its dials set; a dial that is not named stays. Raises `BadValue`."""
    known = {turn.dial.name: turn for turn in turns(brief.material)}
    weights = dict(brief.weights)
    for name, setting in settings.items():
        if name not in known or abs(setting) > FULL:
            nearest = get_close_matches(name, known, 1, 0)
            raise BadValue(f"the dial came as {name!r} {setting}",
                           f"{nearest[0] if nearest else 'a dial of the scene'!r} and a number within {FULL} would do",
                           "see all dials with: workprint dials")
        turn = known[name]
        weights.pop(turn.idiom, None)
        if setting:
            weights[turn.idiom] = turn.rest + turn.span * setting
    return replace(brief, weights=tuple(sorted(weights.items())))


def settings(brief: Brief) -> tuple[tuple[str, int], ...]:
    """Where every dial stands in a brief, -1000 to 1000; a weight beyond what a dial gives is a dial turned fully."""
    weights = dict(brief.weights)
    return tuple((turn.dial.name, max(-FULL, min(FULL, (weights.get(turn.idiom, turn.rest) - turn.rest) // turn.span)))
                 for turn in turns(brief.material))


def measured(alt: Alt, ruler: Ruler, places: Mapping[str, int], moves: Moves) -> tuple[tuple[str, int], ...]:
    """What a cut has of everything that a dial turns, in thousandths (0 to 1000)."""
    cut, axes = alt.content, dict(alt.axes)
    found = []
    for turn in turns(ruler.split.material):
        name = turn.dial.name
        value = (axes[name] if name in axes else _moving(cut, places, moves) if turn is HIDDEN
                 else ruler.seen(cut, name.removeprefix(MORE_OF)))
        found.append((name, value))
    return tuple(found)


def _moving(cut: Cut, places: Mapping[str, int], moves: Moves) -> int:
    """How much moves round the picture cuts, on the mean; after a cut counts double. 500 where it is not known."""
    levels = []
    for one, two in pairwise(unsplit(cut)[0].shots):
        if one.take in places and two.take in places:
            leaves = int(moves.at(np.int64(places[one.take]), np.int64(0), np.int64(one.out)).leaves)
            enters = int(moves.at(np.int64(places[two.take]), np.int64(two.start), np.int64(0)).enters)
            levels += [(leaves + 2 * enters) // 3] if min(leaves, enters) >= 0 else []
    return sum(levels) // len(levels) if levels else 500
