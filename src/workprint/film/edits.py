"""An editor's edits: a cut in, a cut out, exact to the frame. No solver is asked and nothing is guessed.

Shots and pieces are counted from 0 here, in sentences from 1. Places are frames of the cut. An edit that takes frames
which a take does not have, or that would break the sync of sound which runs on, raises `CannotCut` and says what
would do. What an edit does not speak of keeps its frames, its place against its own sound, and its order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from workprint.film.cut import Cut, Piece, Shot
from workprint.film.errors import CannotCut
from workprint.film.joint import Joint, described, joint, own_sound, side_of
from workprint.film.lanes import Part, elastic, handles, moved, part_at, put, split_at
from workprint.film.material import Material
from workprint.film.overs import closed, fitted, opened
from workprint.film.time import Timecode

Lanes = Literal["both", "picture", "sound"]


def ripple(cut: Cut, material: Material, shot: int, *, head: int = 0, tail: int = 0) -> Cut:
    """A shot and its sound begin `head` frames later and end `tail` frames later; everything after it moves along.

    The sound edit that belongs to the picture edit is trimmed by as many; where the picture is cut in the middle of
    room tone, that gets longer or shorter. Raises `CannotCut` where sound runs on under the edit: roll it instead.
    """
    if tail:
        cut = _rippled(cut, material, shot, 0, tail)
    return _rippled(cut, material, shot, head, 0) if head else cut


def _rippled(cut: Cut, material: Material, shot: int, head: int, tail: int) -> Cut:
    edit = joint(cut, shot if head else shot + 1)
    refuse_running(cut, edit, head or tail)
    seen = moved(cut.shots[shot], head, tail, material)
    at = _sound_at(edit, ends=not head)
    heard = moved(cut.pieces[at], head, tail, material)
    if tail < 0 or head > 0:
        gone = (edit.at + tail, edit.at) if tail else (edit.at, edit.at + head)
        over = closed(cut.over, *gone)
    else:
        over = opened(cut.over, edit.at, tail - head)
    return fitted(replace(cut, shots=put(cut.shots, shot, seen), pieces=put(cut.pieces, at, heard), over=over))


def _sound_at(edit: Joint, *, ends: bool) -> int:
    """The piece that a trim at this edit makes longer or shorter: the one that ends there, or the one that begins."""
    if edit.quiet is not None:
        return edit.quiet
    assert edit.sound is not None
    return edit.sound - 1 if ends else edit.sound


def refuse_running(cut: Cut, edit: Joint, frames: int) -> None:
    """Raise `CannotCut` where sound runs on under an edit, so that a ripple there would break its sync."""
    if edit.runs_on:
        under = cut.pieces[part_at(cut.pieces, edit.at)]
        raise CannotCut(f"the sound of {described(under)} runs on under the cut at {Timecode(edit.at, cut.rate)}, and "
                        "a ripple there would break its sync", "a roll would do: it moves that cut and nothing after "
                        "it", f"workprint roll s{edit.shot + 1} {frames}")


def roll(cut: Cut, material: Material, shot: int, frames: int, *, what: Lanes = "both", whose: str = "") -> Cut:
    """The edit at which `shot` begins comes `frames` later: one side gives what the other takes, nothing else moves.

    With both lanes the sound edit that belongs to it moves along; where sound runs on, or the picture is cut in the
    middle of room tone, the picture moves alone. `whose` tells two sound edits apart, see `drag`.
    """
    _refuse_outer(cut, shot)
    edit = joint(cut, shot)
    shots, pieces = cut.shots, cut.pieces
    if what != "sound":
        shots = _rolled(shots, shot, frames, material)
    if what == "sound" or (what == "both" and edit.sound is not None):
        at = side_of(cut, edit, whose, later=frames > 0)
        if at is None:
            raise CannotCut(f"no sound edit belongs to the cut at {Timecode(edit.at, cut.rate)}",
                            "a cut where the sound changes too would do",
                            f"make one there with: workprint split {edit.at} --what sound")
        pieces = _rolled(pieces, at, frames, material)
    return replace(cut, shots=shots, pieces=pieces)


def _rolled(lane: tuple[Part, ...], at: int, frames: int, material: Material) -> tuple[Part, ...]:
    return put(lane, at - 1, moved(lane[at - 1], 0, frames, material), moved(lane[at], frames, 0, material))


def _refuse_outer(cut: Cut, shot: int) -> None:
    if not 0 < shot < len(cut.shots):
        raise CannotCut(f"the edit came as the one at which shot {shot + 1} begins, and nothing is cut there",
                        f"s2 to s{len(cut.shots)} would do" if len(cut.shots) > 1 else "a cut of two shots would do",
                        "trim the ends of the cut with: workprint trim")


def drag(cut: Cut, material: Material, shot: int, frames: int, *, what: Literal["picture", "sound"] = "sound",
         whose: str = "") -> Cut:
    """One lane of the edit at which `shot` begins, moved alone: a J-cut, an L-cut, or straight again.

    Where room tone lies between two sounds, `whose` says which edit is meant: ``before`` the end of the first sound,
    ``after`` the beginning of the second. Left out, a later sound edit is the first one's, an earlier the second's.
    """
    return roll(cut, material, shot, frames, what=what, whose=whose)


def slip(cut: Cut, material: Material, shot: int, frames: int, *, what: Literal["both", "picture"] = "picture") -> Cut:
    """A shot shows what its take has `frames` later; its place and length stay. With ``both``, its sound, too."""
    seen = cut.shots[shot]
    if elastic(seen):
        raise CannotCut(f"shot {shot + 1} is black", "a shot of a take would do", "slip another one")
    pieces = cut.pieces
    for n in own_sound(cut, shot) if what == "both" else ():
        _refuse_shared(cut, shot, n)
        pieces = put(pieces, n, _slipped(pieces[n], frames, material))
    return replace(cut, shots=put(cut.shots, shot, _slipped(seen, frames, material)), pieces=pieces)


def _slipped(part: Part, frames: int, material: Material) -> Part:
    before, behind = handles(replace(part, lasts=0, backwards=False) if isinstance(part, Shot) else part, material) or (
        0, 0)
    if not -before <= frames <= behind:
        raise CannotCut(f"a slip of {frames:+d} frames came, and {part.take} has {before} before and {behind} after",
                        f"{-before:+d} to {behind:+d} would do", "slip it by fewer")
    return replace(part, start=part.start + frames, out=part.out + frames)


def _refuse_shared(cut: Cut, shot: int, piece: int) -> None:
    others = [n + 1 for n in range(len(cut.shots)) if n != shot and piece in own_sound(cut, n)]
    if others:
        raise CannotCut(f"the sound of shot {shot + 1} goes on under shot {others[0]}, which would lose its sync",
                        "the picture alone would do, or a sound that is split there first",
                        f"workprint slip s{shot + 1} FRAMES, or: workprint split FRAME --what sound")


def slide(cut: Cut, material: Material, shot: int, frames: int, *, what: Literal["both", "picture"] = "both") -> Cut:
    """A shot comes `frames` later with its own sound: the shot before gives, the one after takes, or the reverse."""
    _refuse_ends(len(cut.shots), shot)
    shots = put(cut.shots, shot - 1, moved(cut.shots[shot - 1], 0, frames, material), cut.shots[shot],
                moved(cut.shots[shot + 1], frames, 0, material))
    own = own_sound(cut, shot) if what == "both" else ()
    if not own:
        return replace(cut, shots=shots)
    for n in own:
        _refuse_shared(cut, shot, n)
    first, last = own[0] - 1, own[-1] + 1
    if first < 0 or last >= len(cut.pieces):
        raise CannotCut(f"the sound of shot {shot + 1} reaches the end of the cut and cannot slide",
                        "the picture alone would do", f"workprint slide s{shot + 1} {frames} --picture")
    pieces = put(cut.pieces, first, moved(cut.pieces[first], 0, frames, material), *cut.pieces[first + 1:last],
                 moved(cut.pieces[last], frames, 0, material))
    return replace(cut, shots=shots, pieces=pieces)


def _refuse_ends(count: int, shot: int) -> None:
    if not 0 < shot < count - 1:
        raise CannotCut(f"shot {shot + 1} has no shot on both sides to give and take",
                        f"s2 to s{count - 1} would do" if count > 2 else "a cut of three shots would do",
                        "trim it with: workprint trim")


def split(cut: Cut, material: Material, place: int, *, what: Lanes = "both") -> Cut:
    """A new edit at frame `place` of the cut; nothing is seen or heard otherwise than before."""
    shots = split_at(cut.shots, place, material) if what != "sound" else cut.shots
    pieces = split_at(cut.pieces, place, material) if what != "picture" else cut.pieces
    if not 0 < place < cut.frames or (shots, pieces) == (cut.shots, cut.pieces):
        raise CannotCut(f"a split was asked for at {Timecode(place, cut.rate)}, where "
                        f"{'there is an edit already' if 0 <= place <= cut.frames else 'the cut is over'}",
                        f"a frame between 1 and {cut.frames - 1} without an edit would do",
                        "see the edits with: workprint edits")
    return replace(cut, shots=shots, pieces=pieces)


def extend(cut: Cut, material: Material, shot: int, *, end: Literal["head", "tail"], frames: int | None = None,
           rolling: bool = False) -> Cut:
    """A shot goes on into its handles by `frames`, or as far as its take and its sound have; the slate stays out.

    Everything after moves along, or with `rolling` the shot beside it gives way. Raises `CannotCut` where not one
    frame is left.
    """
    most = reach(cut, material, shot, end, rolling=rolling)
    found = most if frames is None else frames if most is None else min(frames, most)
    if found is None:
        raise CannotCut(f"shot {shot + 1} is black and its sound has no end", "a number of frames would do",
                        "say how many with --frames")
    if found < 1:
        raise CannotCut(f"shot {shot + 1} cannot go on at its {end}: no frame is left there", "a shot with handles "
                        "would do", "see the handles with: workprint edits")
    by = -found if end == "head" else found
    if rolling:
        return roll(cut, material, shot if end == "head" else shot + 1, by)
    return ripple(cut, material, shot, **{end: by})


def reach(cut: Cut, material: Material, shot: int, end: Literal["head", "tail"], *, rolling: bool) -> int | None:
    """Frames by which a shot and its sound can go on at one end; None for black over room tone, which has no end."""
    seen, side = cut.shots[shot], int(end == "tail")
    edit = joint(cut, shot + side)
    limits = [_left(seen, side, material)]
    if not rolling:
        refuse_running(cut, edit, 1)
    if rolling:
        _refuse_outer(cut, shot + side)
        limits.append(cut.shots[shot + (1 if side else -1)].frames - 1)
    if not edit.runs_on and edit.quiet is None:
        limits.append(_left(cut.pieces[_sound_at(edit, ends=bool(side))], side, material))
        if rolling:
            limits.append(cut.pieces[_sound_at(edit, ends=not side)].frames - 1)
    known = [one for one in limits if one is not None]
    return max(0, min(known)) if known else None


def _left(part: Shot | Piece, side: int, material: Material) -> int | None:
    found = handles(part, material)
    if found is None:
        return None
    take = material.take(part.take)
    slate = take.head if take and not side and not getattr(part, "backwards", False) else 0
    return found[side] - slate
