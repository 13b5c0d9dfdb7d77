"""Edits that put something in, take something out, or change a run of the cut where it lies.

Like those of `edits`: a cut in, a cut out, exact to the frame; `CannotCut` where it cannot be.
"""

from __future__ import annotations

from dataclasses import replace

from workprint.film.cut import Cut, Over, Piece, Shot
from workprint.film.edits import Lanes, refuse_running
from workprint.film.errors import CannotCut
from workprint.film.joint import joint
from workprint.film.lanes import elastic, laid_in, part_at, put, quiet, taken
from workprint.film.material import Material
from workprint.film.overs import closed, fitted, opened
from workprint.film.time import Timecode


def run_of(take: str, start: int, out: int, material: Material) -> Shot:
    """A run of a take's frames as a shot. Raises `CannotCut` where the take does not have them."""
    shot = Shot(take, start, out)
    whole = taken(shot, material)
    if not 0 <= start < out <= whole:
        raise CannotCut(f"frames {start} to {out} of take {take} came, which has {whole}",
                        f"a run within 0 to {whole} would do", "give it again with --start and --out")
    return shot


def sound_of(shot: Shot, material: Material) -> Piece:
    """The sound that goes with a shot of a take: its own, or silence where it was shot without."""
    take = material.take(shot.take)
    if take is None or not take.sound or shot.retimed:
        return Piece("", 0, shot.frames)
    return Piece(shot.take, shot.start, shot.out)


def insert(cut: Cut, material: Material, place: int, shot: Shot, piece: Piece) -> Cut:
    """A shot and a sound of the same length come in at frame `place`; everything after moves along."""
    _refuse_unequal(shot, piece)
    if not 0 <= place <= cut.frames:
        raise _outside(cut, place)
    return fitted(replace(cut, shots=laid_in(cut.shots, place, place, (shot,), material),
                          pieces=laid_in(cut.pieces, place, place, (piece,), material),
                          over=opened(cut.over, place, shot.frames)))


def overwrite(cut: Cut, material: Material, place: int, shot: Shot | None = None, piece: Piece | None = None) -> Cut:
    """A shot, a sound, or both of one length, over what is there from frame `place` on; nothing moves."""
    if shot and piece:
        _refuse_unequal(shot, piece)
    out = place + (shot or piece or Piece("", 0, 0)).frames
    _refuse_beyond(cut, place, out)
    return replace(cut, shots=laid_in(cut.shots, place, out, (shot,), material) if shot else cut.shots,
                   pieces=laid_in(cut.pieces, place, out, (piece,), material) if piece else cut.pieces)


def lift(cut: Cut, material: Material, start: int, out: int, *, what: Lanes = "both") -> Cut:
    """Frames `start` to `out` of the cut become black, their sound the room tone of what was heard, or silence."""
    _refuse_beyond(cut, start, out)
    black = Shot("", 0, out - start, role="insert") if what != "sound" else None
    sound = hush(cut, material, start, out - start) if what != "picture" else None
    return overwrite(cut, material, start, black, sound)


def mute(cut: Cut, material: Material, start: int, out: int) -> Cut:
    """Nothing but room tone, or silence where a take has none, is heard from `start` to `out`."""
    return lift(cut, material, start, out, what="sound")


def hush(cut: Cut, material: Material, place: int, frames: int) -> Piece:
    """As many frames of the room tone of what is heard at `place`, or of silence where that take has none."""
    return quiet(cut.pieces[part_at(cut.pieces, place)].take, frames, material)


def extract(cut: Cut, material: Material, start: int, out: int) -> Cut:
    """Frames `start` to `out` of the cut are gone, picture and sound, and what comes after closes up."""
    _refuse_beyond(cut, start, out)
    if out - start >= cut.frames:
        raise CannotCut("all of the cut was to be extracted", "a part of it would do", "circle another cut instead")
    return fitted(replace(cut, shots=laid_in(cut.shots, start, out, (), material),
                          pieces=laid_in(cut.pieces, start, out, (), material), over=closed(cut.over, start, out)))


def lay(cut: Cut, place: int, shot: Shot) -> Cut:
    """The sound of a run of a take over what is heard, from frame `place` on."""
    _refuse_beyond(cut, place, place + shot.frames)
    return fitted(replace(cut, over=(*cut.over, Over(place, shot.take, shot.start, shot.out))))


def unlay(cut: Cut, which: int) -> Cut:
    """The cut without its second sound number `which`, from 0."""
    if not 0 <= which < len(cut.over):
        raise CannotCut(f"second sound {which + 1} came", f"1 to {len(cut.over)} would do" if cut.over else
                        "a cut with a second sound would do", "see them with: workprint edits")
    return replace(cut, over=(*cut.over[:which], *cut.over[which + 1:]))


def retime(cut: Cut, material: Material, shot: int, percent: int, *, backwards: bool = False) -> Cut:
    """A shot at `percent` of its take's speed, 0 for a frozen frame; its place and length stay, and all sound.

    Slower takes fewer frames of the take from the shot's first on, faster more of them.
    """
    seen = cut.shots[shot]
    _refuse_black(cut, shot)
    if not 0 <= percent <= FASTEST:
        raise CannotCut(f"a speed of {percent} % came", f"0 to {FASTEST} % would do; --backwards turns it round",
                        "give it again")
    source = max(1, (seen.frames * percent + 50) // 100)
    run_of(seen.take, seen.start, seen.start + source, material)
    new = replace(seen, out=seen.start + source, lasts=seen.frames if source != seen.frames else 0, backwards=backwards)
    return replace(cut, shots=put(cut.shots, shot, new))


FASTEST = 10_000
"""Highest speed in hundredths of a take's own. Source: our choice; a hundred times is past any whip of a hand."""


def stretch(cut: Cut, material: Material, shot: int, frames: int) -> Cut:
    """A shot's frames of its take fill `frames` frames of the cut; everything after moves along.

    The sound gets as much room tone at the shot's end, or loses as much there. Raises `CannotCut` where sound runs on.
    """
    seen, more = cut.shots[shot], frames - cut.shots[shot].frames
    _refuse_black(cut, shot)
    if frames < 1:
        raise CannotCut(f"a length of {frames} frames came", "1 or more would do", "give it again")
    edit = joint(cut, shot + 1)
    refuse_running(cut, edit, more)
    new = replace(seen, lasts=frames if frames != seen.out - seen.start else 0)
    at = edit.at + edit.lead
    if more >= 0:
        tone = quiet(cut.pieces[part_at(cut.pieces, at - 1)].take, more, material)
        pieces = laid_in(cut.pieces, at, at, (tone,) if more else (), material)
        over = opened(cut.over, edit.at, more)
    else:
        _refuse_beyond(cut, at + more, at)
        pieces = laid_in(cut.pieces, at + more, at, (), material)
        over = closed(cut.over, edit.at + more, edit.at)
    return fitted(replace(cut, shots=put(cut.shots, shot, new), pieces=pieces, over=over))


def _refuse_black(cut: Cut, shot: int) -> None:
    if elastic(cut.shots[shot]):
        raise CannotCut(f"shot {shot + 1} is black and has no speed", "a shot of a take would do", "name another one")


def _refuse_unequal(shot: Shot, piece: Piece) -> None:
    if shot.frames != piece.frames:
        raise CannotCut(f"{shot.frames} frames of picture came with {piece.frames} of sound",
                        "as many of both would do", "give the run again")


def _refuse_beyond(cut: Cut, start: int, out: int) -> None:
    if not 0 <= start < out:
        raise CannotCut(f"frames {start} to {out} of the cut came", "a first frame before the last would do",
                        "give them again")
    if out > cut.frames:
        raise CannotCut(f"that would reach to {Timecode(out, cut.rate)}, and the cut ends at "
                        f"{Timecode(cut.frames, cut.rate)}", f"{max(0, cut.frames - start)} frames would do",
                        "make it shorter, or put it in with: workprint insert")


def _outside(cut: Cut, place: int) -> CannotCut:
    return CannotCut(f"frame {place} of the cut came", f"0 to {cut.frames} would do", "see the edits with: "
                     "workprint edits")
