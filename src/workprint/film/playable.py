"""What of a cut cannot be made at all, whoever made it."""

from __future__ import annotations

from collections.abc import Iterator

from workprint.film.cut import Cut, Over, Piece, Shot
from workprint.film.lanes import places
from workprint.film.material import Material
from workprint.film.time import Timecode


def unplayable(cut: Cut, material: Material) -> tuple[str, ...]:
    """A sentence for everything in a cut that no material can give: frames that no take has, lanes that differ.

    Nothing for a cut that can be shown, however it breaks the laws of the craft.
    """
    return tuple(_faults(cut, material))


def _faults(cut: Cut, material: Material) -> Iterator[str]:
    if cut.scene != material.scene.number or cut.rate != material.rate:
        yield (f"the cut is of scene {cut.scene} at {cut.rate} frames a second, the material of scene "
               f"{material.scene.number} at {material.rate}")
    if not cut.shots:
        yield "the cut has no shots"
    sound = places(cut.pieces)[-1]
    if sound != cut.frames:
        yield f"the picture is {cut.frames} frames long and the sound {sound}"
    for at, shot in zip(places(cut.shots), cut.shots, strict=False):
        yield from _part("shot", at, shot, cut, material)
    for at, piece in zip(places(cut.pieces), cut.pieces, strict=False):
        yield from _part("sound", at, piece, cut, material)
    for one in cut.over:
        yield from _part("second sound", one.at, one, cut, material)
        if not 0 <= one.at <= one.at + one.frames <= cut.frames:
            yield (f"the second sound of {one.take} lies at frames {one.at} to {one.at + one.frames} of a cut of "
                   f"{cut.frames}")


def _part(what: str, at: int, part: Shot | Piece | Over, cut: Cut, material: Material) -> Iterator[str]:
    where = f"the {what} at {Timecode(max(0, at), cut.rate)}"
    take = material.take(part.take)
    if part.frames < 1 or part.out <= part.start:
        yield f"{where} has no frames"
    elif part.take and take is None:
        yield f"{where} is of take {part.take}, which is not in the material"
    elif take and getattr(part, "room", False):
        if take.room is None:
            yield f"{where} is room tone of take {take.id}, which has none"
    elif take and not 0 <= part.start < part.out <= take.frames:
        yield f"{where} uses frames {part.start} to {part.out} of take {take.id}, which has {take.frames}"
