"""A pull: the shots of a cut with handles, for colour and effects."""

from __future__ import annotations

from workprint.film import CannotCut, Cut, Material, Piece, Shot, Take


def with_handles(cut: Cut, material: Material, handles: int) -> Cut:
    """Every shot `handles` frames longer on both sides, as far as its take reaches, each with its own sound.

    A shot of changed speed or direction comes as it was shot, whole, for the one who finishes it to change again;
    black has nothing to pull and is left out. Raises `CannotCut` where nothing is left.
    """
    shots = tuple(_pulled(shot, take_in(material, shot.take), handles) for shot in cut.shots if shot.take)
    if not shots:
        raise CannotCut("the cut came without a picture to pull", "at least one shot of a take would do",
                        "conform it without handles")
    return Cut(cut.scene, cut.rate, shots, tuple(Piece(shot.take, shot.start, shot.out) for shot in shots))


def _pulled(shot: Shot, take: Take, handles: int) -> Shot:
    return Shot(shot.take, max(0, shot.start - handles), min(take.frames, shot.out + handles), shot.lines, shot.role)


def take_in(material: Material, name: str) -> Take:
    """The take of this id. Raises `CannotCut`."""
    take = material.take(name)
    if take is None:
        raise CannotCut(f"the cut uses take {name}, which is not here", "takes of this scene would do", "ingest it")
    return take


def pull_notes(cut: Cut, handles: int) -> tuple[str, ...]:
    """What the one who gets a pull of `cut` should know; nothing without handles."""
    if not handles:
        return ()
    notes = [f"every shot carries up to {handles} frames of handles; it is a pull, not the film"]
    changed = [f"{shot.take} {shot.start} to {shot.out - 1}" for shot in cut.shots if shot.take and shot.retimed]
    if changed:
        notes.append(f"changed speed or direction is not in the pull: {', '.join(changed)}")
    if any(not shot.take for shot in cut.shots):
        notes.append("black is left out")
    if cut.over:
        notes.append("second sounds are left out")
    return tuple(notes)
