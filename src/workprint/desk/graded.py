"""What a colour tool is asked: the cut, small pictures of its shots, what the artist points at, and what stays."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workprint.desk.reached import reached
from workprint.film import (
    Alt,
    BadValue,
    Brief,
    CannotRead,
    Cut,
    Grade,
    NotAllowed,
    NotOnTheDesk,
    Op,
    Reference,
    Seen,
    Shot,
    ShotGrade,
    Take,
    content_hash,
    from_plain,
    to_plain,
    whole,
)

if TYPE_CHECKING:
    from workprint.desk.state import Marked
    from workprint.desk.table import Table

WIDTH = 160
"""Pixels across of the small pictures that a colour tool measures. Source: `MATCH_WIDTH` of
`media/colour/matching`, which finds what two pictures share from about this size up."""

FACES = 540
"""Height of the pictures in which faces are looked for. Source: media/faces, upright faces from about 80 pixels."""

_FRAME = re.compile(r"(.+)@(\d{1,9})")


def cut_here(desk: Table, scene: str) -> Cut:
    """The cut that is graded: the locked one, else the circled one. Raises `NotAllowed` where there is none."""
    film = desk.kept_film
    locked, marked = film.locked.get(scene), film.circled(scene)
    if locked:
        return locked.cut
    if marked is None:
        raise NotAllowed(f"nothing is circled in scene {scene}, so there is no cut to grade", "a circled cut would do",
                         "circle one with: workprint circle 1")
    cut = marked.alt.content
    assert isinstance(cut, Cut)
    return cut


def cut_of(desk: Table, scene: str, grade: Grade) -> Cut:
    """The cut that a grade was made for. Raises `NotOnTheDesk` where the record no longer has it."""
    film = desk.kept_film
    tree = film.branches.get(scene)
    versions = [one.marked.alt.content for one in tree.versions.values()] if tree else []
    locked = [film.locked[scene].cut] if scene in film.locked else []
    found = next((cut for cut in (*locked, *reversed(versions)) if content_hash(cut) == grade.cut), None)
    if not isinstance(found, Cut):
        raise NotOnTheDesk("the cut that this grade was made for is not on the desk", "a grade of the cut as it is "
                           "now would do", f"propose again: workprint propose --tool colour --scene {scene}")
    return found


def circled_grade(desk: Table, scene: str) -> Marked:
    """The grade of a scene. Raises `NotAllowed` where none is circled."""
    marked = desk.bay("colour").film.circled(scene)
    if marked is None:
        raise NotAllowed(f"no grade is circled in scene {scene}", "a circled grade would do",
                         f"propose with: workprint propose --tool colour --scene {scene}, then: "
                         "workprint circle 1 --craft colour")
    return marked


def grade_of(alt: Alt) -> Grade:
    """The grade that an alt is."""
    assert isinstance(alt.content, Grade)
    return alt.content


def followed(desk: Table, grade: Grade, cut: Cut) -> Grade:
    """A grade on a cut that has changed since: every shot keeps what was done to its take; the look is over all.

    A take that was seen several times keeps what was done to the shot whose frames are nearest.
    """
    if content_hash(cut) == grade.cut:
        return grade
    return replace(grade, cut=content_hash(cut), frames=cut.frames,
                   shots=tuple(_as_before(desk, grade, shot) for shot in cut.shots))


def _as_before(desk: Table, grade: Grade, shot: Shot) -> ShotGrade:
    same = [one for one in grade.shots if one.take == shot.take]
    near = min(same, key=lambda one: abs(one.start - shot.start), default=None)
    if near is None:
        return ShotGrade(shot.take, shot.start, shot.out, space_of(desk, shot.take) if shot.take else "")
    return replace(near, start=shot.start, out=shot.out)


def plain_grade(desk: Table, scene: str) -> Grade:
    """The cut as it was shot: through camera space and view, and nothing done to it."""
    cut = cut_here(desk, scene)
    shots = tuple(ShotGrade(shot.take, shot.start, shot.out, space_of(desk, shot.take) if shot.take else "")
                  for shot in cut.shots)
    return Grade(scene, content_hash(cut), cut.frames, shots)


def space_known(desk: Table, take: Take) -> tuple[str, str]:
    """What a take's code values mean and how that is known; an empty space, and why, where nobody can tell."""
    from workprint.media.colour import space_told

    said = desk.film.spaces.get(take.original)
    original = desk.film.originals.get(take.original)
    if said:
        return said, "a person said so"
    if original is None:
        return "", "its file is not on the desk"
    told = space_told(original)
    return told.space, told.how


def space_of(desk: Table, take_id: str) -> str:
    """What a take's code values mean. Raises `NotAllowed` with the question, where nobody has told."""
    space, how = space_known(desk, desk.take_named(take_id))
    if not space:
        raise NotAllowed(f"what the camera of {take_id} wrote is not known: {how}",
                         "rec709, logc3, slog3 or another camera space would do",
                         f"say it: workprint space {take_id} rec709 (or --all-like-it); the list: workprint spaces")
    return space


def brief_for(desk: Table, scene: str, words: str, want: int, weights: Sequence[tuple[str, int]],
              references: Sequence[str]) -> Brief:
    """What a colour tool is asked. Raises `NotAllowed` where there is no cut, or a camera's space is not known."""
    cut, film = cut_here(desk, scene), desk.film
    shots = plain_grade(desk, scene).shots
    seen = tuple(seen_shot(desk, n, one) for n, one in enumerate(shots) if one.take)
    told = tuple(reference(desk, scene, name, seen) for name in references)
    return Brief(desk.material(scene), words, want, weights=tuple(weights), cut=cut, seen=seen, references=told,
                 keeps=tuple(film.keeps.get(scene, {}).values()))


def seen_shot(desk: Table, n: int, shot: ShotGrade) -> Seen:
    """A small picture of the middle of a shot, with the faces in it, made once."""
    take, frame = desk.take_named(shot.take), (shot.start + shot.out - 1) // 2
    return replace(seen_frame(desk, take, frame, shot.space), shot=n)


def seen_frame(desk: Table, take: Take, frame: int, space: str) -> Seen:
    """A small picture of one frame of a take, made once and kept in media/."""
    kept = desk.folder.kept("seen.json", take.original, str(desk.film.rate), desk.film.shape, frame, WIDTH)
    try:
        found = from_plain(Seen, json.loads(kept.read_text(encoding="utf-8")))
    except (OSError, ValueError, BadValue):
        found = _looked_at(desk, take, frame)
        kept.write_text(json.dumps(to_plain(found)), encoding="utf-8")
    return replace(found, take=take.id, frame=frame, space=space)


def _looked_at(desk: Table, take: Take, frame: int) -> Seen:
    from workprint.media.colour import seen_of

    picture = picture_of(desk, take, frame, FACES)
    return seen_of(picture, shot=-1, take=take.id, frame=frame, space="", faces=_faces(picture), width=WIDTH)


def picture_of(desk: Table, take: Take, frame: int, height: int) -> np.ndarray:
    """One picture of a take as its camera wrote it, uint8 RGB, from its proxy and without the proxy's black bars."""
    from workprint.media.strip import still

    image = np.asarray(still(desk.kept(take).proxy, frame, height=height))
    original = desk.film.originals[take.original]
    across, down = inner(desk, original.hash)
    wide, high = image.shape[1] * across // desk.film.shape[0], image.shape[0] * down // desk.film.shape[1]
    left, top = (image.shape[1] - wide) // 2, (image.shape[0] - high) // 2
    return image[top:top + high, left:left + wide]


def inner(desk: Table, original: str) -> tuple[int, int]:
    """Pixels across and down that a picture fills of the film's proxies: all, or less where it is boxed."""
    from workprint.media.fitting import Fitting, Shape

    file, shape = desk.film.originals[original], desk.film.shape
    if file.picture is None:
        return shape
    return Fitting.of(file, Shape(*shape)).inner(file.picture.width, file.picture.height)


def _faces(picture: np.ndarray) -> tuple[tuple[int, int, int, int], ...]:
    """Boxes of the faces in a picture, in thousandths of its width and height."""
    from workprint.media.faces import faces

    shape = picture.shape[0] / picture.shape[1]
    found = [(one.x, one.y, int(one.head * shape * 0.36), one.head * 36 // 100) for one in faces(picture)]
    return tuple((max(0, x - wide), max(0, y - high), min(1000, x + wide), min(1000, y + high))
                 for x, y, wide, high in found)


def reference(desk: Table, scene: str, name: str, seen: Sequence[Seen]) -> Reference:
    """What an artist points at: ``s3`` of the cut, a still of the gallery, ``scene 12``, ``1A/2@120``, or a file.

    Raises `NotOnTheDesk` or `CannotRead` for what is none of them.
    """
    number = whole(name[1:]) if name[:1] in "sS" else None
    if number is not None:
        return Reference(name, "hero", tuple(one for one in seen if one.shot == number - 1) or _no_shot(name, seen))
    if name in desk.film.gallery:
        grabbed = desk.film.gallery[name]
        shot = seen_frame(desk, desk.take_named(grabbed.take), grabbed.frame, grabbed.space)
        return Reference(name, "still", (replace(shot, shot=-1),), grabbed.ops)
    if name.lower().startswith("scene "):
        return Reference(name, "grade", ops=look_of(desk, name[6:].strip()))
    at = _FRAME.fullmatch(name)
    if at:
        take = desk.take_named(at.group(1), scene)
        frame = min(take.frames - 1, int(at.group(2)))
        return Reference(name, "still", (replace(seen_frame(desk, take, frame, space_of(desk, take.id)), shot=-1),))
    return _still(desk, name)


def is_frame(name: str) -> bool:
    """Whether a name is that of a frame of a take.

    >>> is_frame("1A/2@120"), is_frame("1A/2")
    (True, False)
    """
    return _FRAME.fullmatch(name) is not None


def _no_shot(name: str, seen: Sequence[Seen]) -> tuple[Seen, ...]:
    raise NotOnTheDesk(f"shot {name} came", f"s1 to s{max((one.shot for one in seen), default=0) + 1} would do",
                       "see them with: workprint edits")


def look_of(desk: Table, scene: str) -> tuple[Op, ...]:
    """The look of another scene's grade. Raises `NotAllowed` where none is circled there."""
    return grade_of(circled_grade(desk, scene).alt).look


def _still(desk: Table, name: str) -> Reference:
    """A picture of somebody's: as a screen shows it, unless its file says otherwise. It is kept, as it was gone by."""
    from workprint.media.colour import read_still, seen_of

    kept = desk.folder.stills / Path(name).name
    path = kept if not Path(name).exists() and kept.is_file() else Path(name)
    path = reached(path, would_do="a still (PNG, TIFF, EXR, JPEG), s3, a still of the gallery, 'scene 12' or 1A/2@120 "
                   "would do")
    picture, told = read_still(path)
    if not told.space:
        raise CannotRead(f"{path.name} came as a reference, and what its colours mean is not known: {told.how}",
                         "a still with a colour profile, or an sRGB PNG or JPEG, would do", "export it again")
    seen = seen_of(picture, shot=-1, take="", frame=0, space=told.space, width=WIDTH)
    return Reference(_kept_still(desk, path), "still", (seen,))


def _kept_still(desk: Table, path: Path) -> str:
    """The name under which a picture lies in stills/, where it is found when the record is read again."""
    stills = desk.folder.stills
    if path.resolve().parent == stills.resolve():
        return path.name
    data = path.read_bytes()
    name = f"{path.stem[:60]} {hashlib.sha256(data).hexdigest()[:8]}{path.suffix.lower()}"
    if not (stills / name).exists():
        stills.mkdir(exist_ok=True)
        part = stills / f".{os.getpid()}.part"
        part.write_bytes(data)
        part.replace(stills / name)
    return name
