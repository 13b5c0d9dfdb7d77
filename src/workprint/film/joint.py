"""Where picture and sound change together: the sound edit that belongs to a picture edit, if there is one."""

from __future__ import annotations

from dataclasses import dataclass

from workprint.film.cut import Cut, Piece, Shot
from workprint.film.lanes import elastic, part_at, places


@dataclass(frozen=True, slots=True)
class Joint:
    """An edit of the picture, and what the sound does there."""

    shot: int
    """Index of the shot that begins there; the number of shots at the end of the cut."""
    at: int
    """Frame of the cut."""
    sound: int | None
    """Index of the piece that begins at the sound edit that belongs to it; None where there is none."""
    lead: int
    """Frames by which the sound edit is later than the picture edit: negative for a J-cut, positive for an L-cut."""
    quiet: int | None = None
    """Index of the room tone or silence in the middle of which the picture is cut, if it is."""

    @property
    def runs_on(self) -> bool:
        """Whether one take's sound runs on under the edit, so that nothing there can move without breaking sync."""
        return self.sound is None and self.quiet is None


def synced(cut: Cut, shot: int, piece: int) -> bool:
    """Whether a piece is the sound of a shot's own take at the same place of it."""
    seen, heard = cut.shots[shot], cut.pieces[piece]
    if elastic(heard) or seen.retimed or seen.take != heard.take:
        return False
    return seen.start - cut.starts[shot] == heard.start - places(cut.pieces)[piece]


def own_sound(cut: Cut, shot: int) -> tuple[int, ...]:
    """Indices of the pieces that are in sync with a shot and are heard during it."""
    at, sounds = cut.starts[shot], places(cut.pieces)
    out = at + cut.shots[shot].frames
    return tuple(n for n in range(len(cut.pieces))
                 if sounds[n] < out and at < sounds[n + 1] and synced(cut, shot, n))


def joint(cut: Cut, shot: int) -> Joint:
    """The edit at which shot `shot` begins (as many as there are shots: the end of the cut).

    The sound edit is the one at the same frame; or where the sound of the shot before ends, if it runs on (an L-cut);
    or where the sound of this shot begins, if it begins early (a J-cut).
    """
    seen, heard = places(cut.shots), places(cut.pieces)
    at = seen[shot]
    if at in heard:
        return Joint(shot, at, heard.index(at), 0)
    under = part_at(cut.pieces, at)
    if elastic(cut.pieces[under]):
        return Joint(shot, at, None, 0, under)
    before, behind = synced(cut, shot - 1, under), synced(cut, shot, under)
    if before and not behind and heard[under + 1] < seen[shot + 1]:
        return Joint(shot, at, under + 1, heard[under + 1] - at)
    if behind and not before and seen[shot - 1] < heard[under]:
        return Joint(shot, at, under, heard[under] - at)
    return Joint(shot, at, None, 0)


def side_of(cut: Cut, one: Joint, whose: str, later: bool) -> int | None:
    """Index of the piece at whose beginning a joint's sound is moved; None where there is no edit to move.

    Where room tone lies between two sounds there are two edits: `whose` is ``before`` for the end of the first,
    ``after`` for the beginning of the second; left out, the first one goes on longer and the second one begins earlier.
    """
    first, last = 1, len(cut.pieces) - 1
    if one.quiet is not None:
        found = one.quiet if whose == "before" or (not whose and later) else one.quiet + 1
    elif one.sound is None:
        return None
    elif whose == "before" and one.sound - 1 >= first and elastic(cut.pieces[one.sound - 1]):
        found = one.sound - 1
    elif whose == "after" and one.sound < last and elastic(cut.pieces[one.sound]):
        found = one.sound + 1
    else:
        found = one.sound
    return found if first <= found <= last else None


def described(part: Shot | Piece) -> str:
    """A part in a word or two: its take, black, room tone or silence."""
    if isinstance(part, Piece) and part.room:
        return f"room tone of {part.take}"
    return part.take or ("black" if isinstance(part, Shot) else "silence")
