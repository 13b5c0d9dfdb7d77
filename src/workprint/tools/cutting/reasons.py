"""Why a cut is what it is: the idioms at each of its places, in words, adding up to its score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workprint.film import Reason
from workprint.tools.cutting.facts import Beat, Joint, Place, View, Voice, pick, stack
from workprint.tools.cutting.grammar import Idiom
from workprint.tools.cutting.ground import Ground
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
    squeezed: Whole
    """Cuts by two: ends of sound in too short a pause at the beginning and the end of the scene."""


def facts(ground: Ground, at: Sequence[int], said: Whole, view: Whole, reaction: Whole, joint: Joint,
          squeezed: Whole) -> Facts:
    """Gather the facts of cuts from the reading, the take seen, and the reaction's take (-1: none) in each beat."""
    beats = [ground.beats[place] for place in at]
    voices = [pick(beat.voice, said[:, n]) for n, beat in enumerate(beats)]
    voice = Voice(*(np.stack([getattr(each, name) for each in voices], 1) for name in Voice.__slots__))
    return Facts(pick(stack(Beat, [beat.fact for beat in beats]), None), pick(ground.view, view), voice,
                 pick(ground.view, reaction), reaction >= 0, joint, squeezed)


def measures(idiom: Idiom, found: Facts) -> list[tuple[str, Whole]]:
    """How well an idiom holds in every cut: arrays of cuts by places, and what the places are counted by."""
    here, was = slice(1, None), slice(None, -1)

    def side(part: slice) -> Place:
        index = (slice(None), part)
        return Place(pick(found.beat, index), pick(found.view, index), pick(found.voice, index))

    whole, shape = side(slice(None)), found.reacts.shape
    if idiom.kind in ("first", "last"):
        part = slice(0, 1) if idiom.kind == "first" else slice(shape[1] - 1, shape[1])
        return [(idiom.kind, np.broadcast_to(idiom.measure(side(part)), (shape[0], 1)))]
    if idiom.kind == "beat":
        return [("beat", np.broadcast_to(idiom.measure(whole), shape))]
    if idiom.kind == "reaction":
        place = Place(whole.beat, None, whole.voice, found.reaction)
        return [("reaction", np.broadcast_to(idiom.measure(place), shape) * found.reacts)]
    second, first = side(here), side(was)
    joints = (shape[0], shape[1] - 1)
    place = Place(second.beat, second.view, second.voice, None, found.joint, first)
    made = [("joint", np.broadcast_to(idiom.measure(place), joints))]
    if idiom.kind == "squeeze":
        zero = np.zeros_like(found.squeezed)
        ends = Place(whole.beat, joint=Joint(zero, zero, zero, zero, found.squeezed))
        made.append(("ends", idiom.measure(ends)))
    return made


def explained(idioms: Sequence[Idiom], weights: dict[str, int], found: Facts, main: Sequence[Sequence[int]],
              inside: Sequence[Sequence[int]], shots: Sequence[int]) -> list[tuple[Reason, ...]]:
    """The reasons of every cut, from the shots in which its beats and reactions are seen."""
    sums: list[dict[tuple[int, int], list[int]]] = [{} for _ in main]
    for order, idiom in enumerate(idioms):
        weight = weights.get(idiom.name, idiom.weight)
        if weight:
            for kind, measured in measures(idiom, found):
                _gather(sums, order, kind, measured * weight // 100, main, inside)
    return [_told(idioms, sums[c], shots[c], inside[c]) for c in range(len(main))]


def _gather(sums: list[dict[tuple[int, int], list[int]]], order: int, kind: str, points: Whole,
            main: Sequence[Sequence[int]], inside: Sequence[Sequence[int]]) -> None:
    for c, n in zip(*(part.tolist() for part in np.nonzero(points)), strict=True):
        place = {"first": 0, "last": -1, "beat": n, "reaction": n, "joint": n + 1, "ends": -n}[kind]
        shot = inside[c][place] if kind == "reaction" else main[c][place]
        entry = sums[c].setdefault((shot, order), [0, 0])
        entry[0] += int(points[c, n])
        entry[1] += 1


def _told(idioms: Sequence[Idiom], sums: dict[tuple[int, int], list[int]], shots: int,
          inside: Sequence[int]) -> tuple[Reason, ...]:
    reasons = [_reason(idioms[order], shot, *entry) for (shot, order), entry in sorted(sums.items()) if entry[0]]
    silent = set(range(shots)) - {reason.at for reason in reasons}
    back = {shot + 1 for shot in inside if shot >= 0}
    reasons += [Reason("reaction" if shot in back else "shot", 0,
                       "back to who speaks" if shot in back else "carries the scene on", shot)
                for shot in sorted(silent)]
    return tuple(reasons)


def _reason(idiom: Idiom, shot: int, points: int, times: int) -> Reason:
    says = (idiom.holds or idiom.name) if points > 0 else (idiom.breaks or idiom.name)
    return Reason(idiom.name, points, says if times == 1 else f"{says} ({times} times)", shot)
