"""Cameras that ran together become takes of one performance: told from clocks and sounds, or by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from workprint.desk.cameras import FIRST, Camera
from workprint.desk.results import Said
from workprint.exchange import camera_from_name
from workprint.film import SAMPLE_RATE, BadValue, NotOnTheDesk, Original, Rate, Slate, Sync, to_plain
from workprint.media import embedded_sync, read_sound
from workprint.media.cameras import Ran, Together, together, within_frame

if TYPE_CHECKING:
    from workprint.desk.table import Table

_LETTERS = "BCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters of second cameras, without I and O, which read as 1 and 0. Source: as `film.Slate`."""
_TOLD_BY: Mapping[str, Literal["waveform", "timecode", "hand"]] = {
    "recording": "waveform", "sound": "waveform", "timecode": "timecode", "hand": "hand"}
"""How a camera's place was told, in the words of `film.Sync`."""


@dataclass(frozen=True, slots=True)
class Sounded:
    """Which sound goes with a picture."""

    original: Original
    """The sound's file."""
    sync: Sync
    """How it lies against the picture."""
    channel: int
    """The channel to cut with; -1 mixes them all."""


@dataclass
class Grouped:
    """What was found of the cameras on one slate."""

    cameras: dict[str, Camera] = field(default_factory=dict)
    """Second cameras that are new, by content hash."""
    unsure: dict[str, str] = field(default_factory=dict)
    """Why a file with the slate of another is not of its group, by content hash."""
    conflicts: list[str] = field(default_factory=list)
    """Where clocks and sounds disagree, one sentence each."""


def find_cameras(desk: Table, files: Mapping[str, Original], beside: Mapping[str, str],
                 sounded: Mapping[str, Sounded]) -> Grouped:
    """For every file in `beside` (content hash, and that of the file whose slate it has): is it a second camera?

    Told by the recording that both are heard in, by their own sounds, or by their clocks; by clocks alone only where
    the names tell two cameras, for a clock that is not the time of day agrees with anything.
    """
    found = Grouped()
    for content, of in beside.items():
        told, why = together(_ran(desk, files, sounded, of), _ran(desk, files, sounded, content), _heard,
                             desk.film.rate)
        one, other = Path(files[of].path).name, Path(files[content].path).name
        lettered = camera_from_name(one) != camera_from_name(other)
        if told is None or (told.how == "timecode" and not lettered):
            found.unsure[content] = why or "their clocks agree, but neither sound nor name says that there were two"
            continue
        if why:
            found.conflicts.append(f"{one} and {other}: {why}")
        found.cameras[content] = _camera(desk, files, content, of, told, found.cameras)
    return found


def _heard(original: Original) -> np.ndarray:
    return read_sound(Path(original.path))


def _ran(desk: Table, files: Mapping[str, Original], sounded: Mapping[str, Sounded], content: str) -> Ran:
    """A camera's file with the recording that it has now, or had when it came in."""
    take = next((one for one in desk.film.takes.values() if one.original == content), None)
    original = files[content]
    own = embedded_sync(Path(original.path)).offset if original.sound else 0
    if content in sounded:
        return Ran(original, sounded[content].original.hash, sounded[content].sync, own)
    if take and take.sound not in ("", take.original):
        return Ran(original, take.sound, take.sync, own)
    return Ran(original, own=own)


def _camera(desk: Table, files: Mapping[str, Original], content: str, of: str, told: Together,
            others: Mapping[str, Camera]) -> Camera:
    letter = _letter(desk, Path(files[content].path).name, of, others, desk.film.letters.get(content, ""))
    says = f"camera {letter} {_lies(told.offset, desk.film.rate)}, told {told.says} ({told.confidence / 10:.0f} %)"
    return Camera(content, of, letter, told.offset, told.how, told.confidence, says)


def _letter(desk: Table, name: str, of: str, others: Mapping[str, Camera], wanted: str) -> str:
    """The letter a person gave, or the file's name tells, or the next one that is free."""
    used = {one.letter for one in (*desk.film.cameras.values(), *others.values()) if one.of == of} | {FIRST}
    told = wanted or camera_from_name(name)
    return told if told and told not in used else next(letter for letter in _LETTERS if letter not in used)


def _lies(offset: int, rate: Rate) -> str:
    """``began 2.500 s later; its pictures stand 3 ms apart from the first camera's``."""
    if not offset:
        return "began at the same instant"
    rest = round(abs(within_frame(offset, rate)) * 1000 / SAMPLE_RATE)
    apart = f" (its pictures stand {rest} ms from the first camera's)" if rest else ""
    return f"began {abs(offset) / SAMPLE_RATE:.3f} s {'later' if offset > 0 else 'earlier'}{apart}"


def shared_sound(first: Sounded | None, of: Original, own: int, camera: Camera, has: Sounded | None, *,
                 mute: bool) -> Sounded | None:
    """The sound of a second camera: the first camera's recording at its own offset, or the first camera's own sound
    where the second is mute. `has` is what it was paired with by itself; kept where it is the same recording."""
    how = _TOLD_BY[camera.how]
    if first is None:
        sync = Sync(own - camera.offset, 0, how, camera.confidence)
        return Sounded(of, sync, -1) if mute and of.sound else has
    if has and has.original.hash == first.original.hash and has.sync.how != "timecode":
        return has
    sync = replace(first.sync, offset=first.sync.offset - camera.offset, how=how,
                   confidence=min(first.sync.confidence, camera.confidence))
    return replace(first, sync=sync)


def group(desk: Table, names: Sequence[str], offset: int | None) -> Said:
    """Files are one group, as a person says; see `Desk.group`."""
    if len(names) < 2:
        raise BadValue("one file came", "two or more files of one performance would do",
                       "name the first camera's file, then the others")
    files = desk.film.originals
    first, *rest = (_file(desk, name) for name in names)
    entries, says = [], []
    for other in rest:
        told = (Together(desk.film.rate.sample(abs(offset)) * (1 if offset >= 0 else -1), "hand", 1000,
                         "by a person") if offset is not None else _told(desk, first, other))
        camera = _camera(desk, files, other.hash, first.hash, told, {})
        entries.append(desk.record("camera", to_plain(camera)).index)
        says.append(f"{Path(other.path).name}: {camera.says}")
    waiting = any(not _whole(desk, one) for one in rest)
    return Said(entries[-1], "; ".join(says) + ("; ingest again to have their sound laid" if waiting else ""))


def _told(desk: Table, first: Original, other: Original) -> Together:
    one, two = (_ran(desk, desk.film.originals, {}, file.hash) for file in (first, other))
    told, why = together(one, two, _heard, desk.film.rate)
    if told is None:
        raise NotOnTheDesk(f"nothing tells how {Path(other.path).name} lies against {Path(first.path).name}: {why}",
                           "an offset in frames would do, 0 where they began together",
                           f"workprint group {Path(first.path).name} {Path(other.path).name} --offset 0")
    return replace(told, says=f"{told.says}; {why}") if why else told


def _whole(desk: Table, original: Original) -> bool:
    """Whether a file is a take already, with sound if the first camera has any."""
    take = next((one for one in desk.film.takes.values() if one.original == original.hash), None)
    if take is None:
        return False
    of = desk.film.cameras[original.hash].of
    first = next((one for one in desk.film.takes.values() if one.original == of), None)
    return bool(take.sound) or not (first and first.sound)


def _file(desk: Table, name: str) -> Original:
    fits = [one for one in desk.film.originals.values()
            if one.picture and (Path(one.path).name == Path(name).name or one.path == name)]
    fits = [one for one in fits if one.path == str(Path(name).expanduser().resolve())] or fits
    if not fits:
        raise NotOnTheDesk(f"file {name!r} is not on the desk", "a picture that was ingested would do",
                           "ingest its folder first")
    return fits[-1]


def slate_of(desk: Table, content: str) -> Slate | None:
    """The slate that a file has on the desk already, by a person's word or as a take."""
    if content in desk.film.slates:
        return desk.film.slates[content]
    return next((take.slate for take in desk.film.takes.values() if take.original == content), None)
