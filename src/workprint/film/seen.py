"""What each shot of a cut is seen with: its lines and its role, told again after an edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from workprint.film.cut import Cut, Shot
from workprint.film.lanes import places
from workprint.film.material import Material, Take
from workprint.film.placed import Lining, framed

Role = Literal["speaker", "listener", "wide", "insert", "action"]
"""What a shot may be there for, as `Shot.role` has it."""


def told_again(cut: Cut, material: Material, before: Cut | None = None) -> Cut:
    """The cut with the lines of every shot as they are heard during it, and a role for shots that came in.

    Action lines go by `before`, the cut that was edited: a shot has those that its frames of the take had there, and
    those that are known to be played in them.
    """
    spans = _heard(cut, Lining(material))
    order = {line.id: n for n, line in enumerate(material.scene.lines)}
    known = {(shot.take, shot.start, shot.out): shot.role for shot in before.shots} if before else {}
    shots = []
    for at, shot in zip(places(cut.shots), cut.shots, strict=False):
        spoken = {line for line, first, out in spans if first < at + shot.frames and at < out}
        lines = tuple(sorted(spoken | _acted(shot, material, before), key=lambda line: order.get(line, len(order))))
        new = shot if before is None or _kin(shot, before) else replace(shot, role=_role(shot, lines, material))
        shots.append(replace(new, lines=lines, role=known.get((shot.take, shot.start, shot.out), new.role)))
    return replace(cut, shots=tuple(shots))


def _heard(cut: Cut, lining: Lining) -> list[tuple[str, int, int]]:
    """Every line that is heard, whole or in part, with its first frame in the cut and the one after its last."""
    found = []
    rate = lining.material.rate
    for at, piece in zip(places(cut.pieces), cut.pieces, strict=False):
        if piece.room or not piece.take:
            continue
        lines: dict[str, tuple[int, int]] = {}
        for word, reading in lining.said(piece.take, piece.start, piece.out):
            first, out = framed(word.start, word.out, rate)
            low, high = lines.get(reading.line, (first, out))
            lines[reading.line] = min(low, first), max(high, out)
        found += [(line, at + max(low, piece.start) - piece.start, at + min(high, piece.out) - piece.start)
                  for line, (low, high) in lines.items() if line]
    return found


def _acted(shot: Shot, material: Material, before: Cut | None) -> set[str]:
    action = {line.id for line in material.scene.lines if line.kind == "action"}
    found = {moment.line for moment in material.moments if moment.take == shot.take and _overlap(shot, moment.start,
                                                                                                moment.out)}
    for old in before.shots if before else (shot,):
        if old.take and old.take == shot.take and _overlap(shot, old.start, old.out):
            found |= set(old.lines)
    return found & action


def _overlap(shot: Shot, start: int, out: int) -> bool:
    return start < shot.out and shot.start < out


def _kin(shot: Shot, before: Cut) -> bool:
    """Whether a shot goes on from one that was there: it keeps its role."""
    return any(old.take == shot.take and _overlap(shot, old.start, old.out) for old in before.shots)


def _role(shot: Shot, lines: tuple[str, ...], material: Material) -> Role:
    take = material.take(shot.take)
    speaking = {line.who for line in material.scene.lines if line.id in lines and line.kind == "spoken"}
    return next(_roles(take, speaking), "listener")


def _roles(take: Take | None, speaking: set[str]) -> Iterator[Role]:
    if take is None or (take.setup and not take.setup.people):
        yield "insert"
    elif len(take.who) > 1:
        yield "wide"
    elif not speaking:
        yield "action"
    elif speaking & set(take.who):
        yield "speaker"
