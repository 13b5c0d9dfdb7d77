"""Why a cut is what it is: the idioms at each of its places, in words, adding up to its score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from workprint.film import Reason
from workprint.tools.cutting.along import Along
from workprint.tools.cutting.facts import Beat, Before, Joint, Motion, Place, View, Voice, pick, stack
from workprint.tools.cutting.grammar import Idiom
from workprint.tools.cutting.ground import Ground
from workprint.tools.cutting.motion import entering, leaving
from workprint.tools.cutting.pauses import Whole


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of many cuts at once, as arrays of cuts by beats (or by joints, one fewer)."""

    beat: Beat
    view: View
    voice: Voice
    reaction: View
    """What the reaction shows; anything where `reacts` is 0."""
    reacts: Whole
    """Whether there is a reaction in the beat."""
    joint: Joint
    motion: Motion
    """Where each picture is entered from the beat before, and left for the next."""
    squeezed: Whole
    """Cuts by two: ends of sound in too short a pause at the beginning and the end of the scene."""


def facts(ground: Ground, at: Sequence[int], said: Whole, view: Whole, shift: Whole, reaction: Whole, joint: Joint,
          squeezed: Whole) -> Facts:
    """Gather the facts of cuts from the reading, the take seen, and the reaction's take (-1: none) in each beat.

    `shift` is by how many frames the seen take's count is ahead of the heard one's.
    """
    beats = [ground.beats[place] for place in at]
    voices = [pick(beat.voice, said[:, n]) for n, beat in enumerate(beats)]
    voice = Voice(*(np.stack([getattr(each, name) for each in voices], 1) for name in Voice.__slots__))
    return Facts(pick(stack(Beat, [beat.fact for beat in beats]), None), pick(ground.view, view), voice,
                 pick(ground.view, reaction), reaction >= 0, joint, _motion(ground, at, said, view, shift), squeezed)


def _motion(ground: Ground, at: Sequence[int], said: Whole, view: Whole, shift: Whole) -> Motion:
    """How much moves in every beat's picture where it is entered and left; not known at the ends of the scene."""
    enters, leaves = np.full(view.shape, -1, np.int64), np.full(view.shape, -1, np.int64)
    spans = [np.array([[way.start, way.out] for way in ground.beats[place].said], np.int64) for place in at]
    for n in range(len(at) - 1):
        pauses = ground.pauses(at[n], at[n + 1])
        left = spans[n][said[:, n], 1] + shift[:, n] + leaving(pauses)
        entered = spans[n + 1][said[:, n + 1], 0] + shift[:, n + 1] - entering(pauses)
        leaves[:, n] = ground.moves.at(view[:, n], left, left).leaves
        enters[:, n + 1] = ground.moves.at(view[:, n + 1], entered, entered).enters
    return Motion(enters, leaves)


def measures(idiom: Idiom, found: Facts) -> list[tuple[str, Whole]]:
    """How well an idiom holds in every cut: arrays of cuts by places, and what the places are counted by."""
    here, there = slice(1, None), slice(None, -1)

    def side(part: slice) -> Place:
        index = (slice(None), part)
        return Place(pick(found.beat, index), pick(found.view, index), pick(found.voice, index),
                     motion=pick(found.motion, index))

    whole, shape = side(slice(None)), found.reacts.shape
    if idiom.kind in ("first", "last"):
        part = slice(0, 1) if idiom.kind == "first" else slice(shape[1] - 1, shape[1])
        return [(idiom.kind, np.broadcast_to(idiom.measure(side(part)), (shape[0], 1)))]
    if idiom.kind == "beat":
        return [("beat", np.broadcast_to(idiom.measure(whole), shape))]
    if idiom.kind == "reaction":
        place = Place(whole.beat, voice=whole.voice, reaction=found.reaction)
        return [("reaction", np.broadcast_to(idiom.measure(place), shape) * found.reacts)]
    second, first = side(here), side(there)
    joints = (shape[0], shape[1] - 1)
    was = Before(first.beat, first.view, first.voice, first.motion)
    place = Place(second.beat, second.view, second.voice, joint=found.joint, was=was, motion=second.motion)
    made = [("joint", np.broadcast_to(idiom.measure(place), joints))]
    if idiom.kind == "squeeze":
        zero = np.zeros_like(found.squeezed)
        ends = Place(whole.beat, joint=Joint(zero, zero, zero, zero, found.squeezed))
        made.append(("ends", idiom.measure(ends)))
    return made


def explained(idioms: Sequence[Idiom], along: Along, at: Sequence[int], found: Facts, main: Whole, inside: Whole,
              shots: Sequence[int]) -> list[tuple[Reason, ...]]:
    """The reasons of every cut; `at` are the places of its beats in the scene.

    `main` and `inside` tell in which shot each beat and each reaction is seen.
    """
    rows = [_summed(2 * order + turned, kind, points, main, inside)
            for order, idiom in enumerate(idioms) if (weight := along.of(idiom, at)).any()
            for kind, turned, points in _weighed(idiom, weight, found)]
    whole = np.concatenate(rows, axis=1) if rows else np.zeros((5, 0), np.int64)
    whole = whole[:, np.lexsort((whole[2], whole[1], whole[0]))]
    told: list[list[Reason]] = [[] for _ in shots]
    # The same few thousand reasons come again and again over hundreds of cuts: each is made once.
    made: dict[tuple[int, ...], Reason] = {}
    for cut, *key in whole.T.tolist():
        known = tuple(key)
        if known not in made:
            idiom, turned = idioms[key[1] // 2], bool(key[1] % 2)
            made[known] = _reason(idiom, key[0], key[2], key[3], turned)
        told[cut].append(made[known])
    return [_whole(reasons, count, row) for reasons, count, row in zip(told, shots, inside.tolist(), strict=True)]


WHERE = {"first": slice(0, 1), "last": slice(-1, None), "beat": slice(None), "reaction": slice(None),
         "joint": slice(1, None), "ends": [0, -1]}
"""Which beats' weights count for what kind of place. Source: `solve`: a joint weighs as the beat that it leads to."""


def _weighed(idiom: Idiom, weight: Whole, found: Facts) -> Iterator[tuple[str, int, Whole]]:
    """Points of an idiom at every place, where it is wanted (0) and where it is turned round (1)."""
    for kind, measured in measures(idiom, found):
        here = weight[WHERE[kind]]
        for turned, side in enumerate((np.maximum(here, 0), np.minimum(here, 0))):
            if side.any():
                yield kind, turned, measured * side // 100


def _summed(order: int, kind: str, points: Whole, main: Whole, inside: Whole) -> Whole:
    """Columns of cut, shot, idiom, points and number of places, for every shot of which the idiom speaks.

    `order` is twice the idiom's place, and one more where it is turned round.
    """
    shot = {"first": main[:, :1], "last": main[:, -1:], "beat": main, "reaction": inside, "joint": main[:, 1:],
            "ends": main[:, [0, -1]]}[kind]
    width = int(main.max()) + 2
    place = (np.arange(len(main))[:, None] * width + shot)[points != 0]
    total, times = np.zeros(len(main) * width, np.int64), np.zeros(len(main) * width, np.int64)
    np.add.at(total, place, points[points != 0])
    np.add.at(times, place, 1)
    at = np.flatnonzero(total)
    return np.stack([at // width, at % width, np.full_like(at, order), total[at], times[at]])


def _whole(reasons: list[Reason], shots: int, inside: list[int]) -> tuple[Reason, ...]:
    """All reasons of a cut, with a word for each shot of which no idiom speaks."""
    silent = set(range(shots)) - {reason.at for reason in reasons}
    back = {shot + 1 for shot in inside if shot >= 0}
    return (*reasons, *(BACK[shot] if shot in back else ON[shot] for shot in sorted(silent)))


class _Words(dict[int, Reason]):
    """The same reason for any shot, made when it is first asked for."""

    def __init__(self, name: str, says: str) -> None:
        super().__init__()
        self.name, self.says = name, says

    def __missing__(self, shot: int) -> Reason:
        self[shot] = Reason(self.name, 0, self.says, shot)
        return self[shot]


BACK, ON = _Words("reaction", "back to who speaks"), _Words("shot", "carries the scene on")


def _reason(idiom: Idiom, shot: int, points: int, times: int, turned: bool) -> Reason:
    """What is there is said, and the points tell whether it was wanted: turned round, what is broken is wanted."""
    says = (idiom.holds or idiom.name) if (points > 0) != turned else (idiom.breaks or idiom.name)
    return Reason(idiom.name, points, says if times == 1 else f"{says} ({times} times)", shot)
