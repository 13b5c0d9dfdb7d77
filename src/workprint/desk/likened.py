"""A tone by pointing at something: a still, a shot, a cut, a timeline of others or a whole film, found and handed on.

Every craft's tool measures what it can of it. The file stays where it is; the record has its name and its hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workprint.desk import graded, loop
from workprint.desk.leaning import toned_tools
from workprint.desk.reached import reached
from workprint.exchange import bring_back, read_back
from workprint.film import (
    CannotCut,
    CannotRead,
    Cut,
    Grade,
    Lean,
    NotAllowed,
    NotOnTheDesk,
    Reference,
    ShotGrade,
    Trouble,
    content_hash,
    whole,
)

if TYPE_CHECKING:
    from workprint.desk.table import Table

WOULD_DO = ("a still, a film, a timeline (OTIO, EDL, XML, FCPXML, AAF), circled, a cut's number or id, s3 of the "
            "circled cut, 'scene 12', 1A/2@120, or a still of the gallery would do")

TIMELINES = frozenset({".otio", ".edl", ".xml", ".fcpxml", ".fcpxmld", ".aaf"})
"""Endings of timelines. Source: what `exchange` reads."""

STILLS = frozenset({".png", ".tif", ".tiff", ".exr", ".jpg", ".jpeg"})
"""Endings of stills. Source: what `media/colour/stills` reads."""

DISPLAY = "Rec.1886 Rec.709 - Display"
"""What a film's codes mean: it was made to be shown. Source: ITU-R BT.1886 and BT.709."""


@dataclass(frozen=True, slots=True)
class Likened:
    """What came of pointing at something."""

    name: str
    """As the record has it."""
    sha256: str
    """Hash of the file's bytes; of a cut or a shot of the film, of what it is."""
    leans: tuple[Lean, ...]
    """What every craft measured of it."""
    silent: tuple[str, ...]
    """What it says nothing of, a sentence each."""


def likened(desk: Table, scene: str, name: str) -> Likened:
    """Leans towards what somebody points at. Raises `NotOnTheDesk` or `CannotRead` for what cannot be found or read."""
    found, sha256 = _found(desk, scene, name.strip())
    leans: list[Lean] = []
    silent: list[str] = []
    for tool in toned_tools(desk):
        craft = tool.card.craft
        try:
            brief = loop.brief_for(desk.bay(craft), scene, want=1)
            meant = tool.likens(found, brief)
        except (NotAllowed, CannotCut, CannotRead) as why:
            silent.append(f"nothing was measured for {craft}: {_came(why)}")
            continue
        leans += meant.leans
        silent += meant.silent
    return Likened(found.name, sha256, tuple(leans), tuple(silent))


def _came(why: Trouble) -> str:
    return str(why).split("; ", 1)[0]


def _found(desk: Table, scene: str, name: str) -> tuple[Reference, str]:
    """What is meant by a name, and its hash."""
    if Path(name).suffix.lower() in TIMELINES | STILLS or (name and _is_file(name)):
        return _file(desk, scene, name)
    ways: tuple[Callable[[Table, str, str], Reference | None], ...] = (_shot, _still, _of_scene, _alt)
    found = next((one for way in ways if (one := way(desk, scene, name)) is not None), None)
    if found is None:
        raise NotOnTheDesk(f"a tone was to be like {name!r}", WOULD_DO, "name one of them, or give the path of a file")
    return found, content_hash((found.cut, found.seen, found.ops))


def _is_file(name: str) -> bool:
    try:
        return Path(name).expanduser().is_file()
    except (OSError, ValueError, RuntimeError):  # too long, a NUL, nobody's home
        return False


def _shot(desk: Table, scene: str, name: str) -> Reference | None:
    """``s3`` of the scene's cut, as it is graded."""
    number = whole(name[1:]) if name[:1] in "sS" else None
    if number is None:
        return None
    cut = graded.cut_here(desk, scene)
    if not 1 <= number <= len(cut.shots) or not cut.shots[number - 1].take:
        raise NotOnTheDesk(f"shot {name} came", f"s1 to s{len(cut.shots)} would do, without black",
                           "see them with: workprint edits")
    shot = cut.shots[number - 1]
    alone = replace(cut, shots=(shot,), pieces=(), over=())
    marked = desk.bay("colour").film.circled(scene)
    grade = graded.followed(desk, graded.grade_of(marked.alt), cut) if marked else None
    told = Reference(name, "shot", ops=grade.ops(number - 1) if grade else (), cut=alone, material=desk.material(scene))
    return _with_picture(desk, told, number - 1)


def _with_picture(desk: Table, told: Reference, at: int) -> Reference:
    """With the shot's picture, where its camera's colours are known and a picture was made of it."""
    assert told.cut is not None
    shot = told.cut.shots[0]
    try:
        one = ShotGrade(shot.take, shot.start, shot.out, graded.space_of(desk, shot.take))
        return replace(told, seen=(replace(graded.seen_shot(desk, at, one), shot=-1),))
    except (NotAllowed, CannotRead, FileNotFoundError):
        return told


def _still(desk: Table, scene: str, name: str) -> Reference | None:
    """A still of the gallery as it was graded, or one frame of a take as it was shot."""
    known = name in desk.film.gallery or graded.is_frame(name)
    return graded.reference(desk, scene, name, ()) if known else None


def _of_scene(desk: Table, _: str, name: str) -> Reference | None:
    """The circled cut of another scene."""
    number = name[6:].strip() if name.lower().startswith("scene ") else ""
    if not number:
        return None
    return Reference(name, "cut", cut=graded.cut_here(desk, number), material=desk.material(number))


def _alt(desk: Table, scene: str, name: str) -> Reference | None:
    """A cut of the scene: circled, its number on show, or its id."""
    try:
        alt = loop.find_alt(desk, scene, name)
    except NotOnTheDesk:
        return None
    if isinstance(alt.content, Grade) or not isinstance(alt.content, Cut):
        return None
    told = f"cut {alt.id[:8]}" if name != "circled" else f"the circled cut ({alt.id[:8]})"
    return Reference(told, "cut", cut=alt.content, material=desk.material(scene))


def _file(desk: Table, scene: str, name: str) -> tuple[Reference, str]:
    path = reached(Path(name), would_do=WOULD_DO)
    suffix = path.suffix.lower()
    made = _timeline(desk, scene, path) if suffix in TIMELINES else _picture(path) if suffix in STILLS else _film(path)
    return made, _hash(path)


def _timeline(desk: Table, scene: str, path: Path) -> Reference:
    """A timeline: a cut where it is cut from the scene's own takes, and lengths of shots where it is not."""
    material = desk.material(scene)
    try:
        brought = bring_back(path, material)
        if not brought.unmatched:
            return Reference(path.name, "cut", cut=brought.cut, material=material)
    except CannotRead:
        pass  # of other takes, or at another rate: then it is read as it is, and that says what is wrong with it
    # An edit list does not tell its rate; a film that is cut here is the best guess.
    told = read_back(path, rate=material.rate if path.suffix.lower() == ".edl" else None)
    shots = next((track.items for track in reversed(told.tracks) if track.kind == "picture" and track.items), ())
    if not shots:
        raise CannotRead(f"{path.name!r} has no shots", "a timeline with pictures would do", "export it again")
    rate = told.rate
    return Reference(path.name, "timeline", lengths=tuple(
        1000 * one.frames * rate.denominator // rate.numerator for one in shots))


def _picture(path: Path) -> Reference:
    from workprint.media.colour import read_still, seen_of

    picture, told = read_still(path)
    if not told.space:
        raise CannotRead(f"{path.name} came as a reference, and what its colours mean is not known: {told.how}",
                         "a still with a colour profile, or an sRGB PNG or JPEG, would do", "export it again")
    return Reference(path.name, "still", (seen_of(picture, shot=-1, take="", frame=0, space=told.space,
                                                  width=graded.WIDTH),))


def _film(path: Path) -> Reference:
    from workprint.media.colour import seen_of
    from workprint.media.watched import SIZE, watch_film

    told = watch_film(path)
    seen = tuple(seen_of(one, shot=-1, take="", frame=at, space=DISPLAY, width=SIZE[0])
                 for at, one in enumerate(told.pictures))
    return Reference(path.name, "film", seen, lengths=told.lengths)


def _hash(path: Path) -> str:
    inner = path / "Info.fcpxml" if path.is_dir() else path
    try:
        with inner.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise CannotRead(f"{path.name!r} could not be read ({error.strerror})", "a file that stays where it is would "
                         "do", "point at it again") from error
