"""A timeline that somebody changed in another program, brought back as a cut of the film's own takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from workprint.exchange.handover.fcpx_read import find_fcpxml
from workprint.exchange.handover.found import FoundCut
from workprint.exchange.handover.from_edl import read_edl
from workprint.exchange.handover.from_fcp7 import read_fcp7
from workprint.exchange.handover.from_otio import read_otio
from workprint.exchange.handover.pictures import Pictures
from workprint.exchange.handover.sounds import Sounds
from workprint.exchange.handover.suits import HOWS, How, Sources
from workprint.exchange.handover.trees import tree_in
from workprint.film import CannotRead, Cut, Material, Piece, Rate, Shot, Take
from workprint.film.placed import Lining


@dataclass(frozen=True, slots=True)
class Matched:
    """One event of the file, and the take it was matched to."""

    track: str
    """``V1``, ``A2``, or what the file calls it."""
    record: int
    """First frame it fills, from the head of the timeline."""
    frames: int
    """How many frames it fills."""
    name: str
    """What the file calls it."""
    take: str
    """Take id."""
    by: How
    """What told."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A cut that came back."""

    cut: Cut
    """What the timeline shows and sounds; black and silence stand where something could not be matched."""
    format: str
    """``otio``, ``edl``, ``xml`` (Final Cut Pro 7), ``fcpxml`` or ``aaf``."""
    matched: tuple[Matched, ...]
    """Each event that was matched, and by what, in the order of the tracks."""
    unmatched: tuple[str, ...] = ()
    """A sentence for each event that is no take of the scene: where it is, its name and its timecode."""
    notes: tuple[str, ...] = ()
    """What was left out, taken as something simpler, or assumed."""

    @property
    def counts(self) -> tuple[tuple[How, int], ...]:
        """How many events were matched by what, the most trusted first."""
        found = Counter(one.by for one in self.matched)
        return tuple((how, found[how]) for how in HOWS if found[how])


READERS: dict[str, Callable[[Path, Rate], FoundCut]] = {
    "otio": lambda path, rate: read_otio(path, "otio_json"),
    "edl": read_edl,
    "xml": lambda path, rate: find_fcpxml(path) if tree_in(path).tag == "fcpxml" else read_fcp7(path),
    "fcpxml": lambda path, rate: find_fcpxml(path),
    "aaf": lambda path, rate: read_otio(path, "AAF"),
}
"""How each format is read, by the file's ending."""


def bring_back(path: Path, material: Material, like: Cut | None = None) -> Brought:
    """The cut in the timeline file at `path`, every event matched to the scene's takes.

    Matched by, in order of trust: what we wrote on the clip; the content hash of its medium; source timecode inside
    the take's own and a reel, tape, file or clip name that agrees; timecode alone where there is no name and only
    one take has it; a name alone only where no timecode speaks against it. `like` is the cut that was handed over:
    what is unchanged keeps the lines and the roles it had there.

    Raises `CannotRead` for what is no timeline, is broken, or runs at another rate than the film.
    """
    found = find(path, material.rate)
    _same_rate(path, found, material.rate)
    sources = Sources(material)
    pictures = Pictures(sources, found)
    shots = pictures.shots()
    sounds = Sounds(sources, found, shots, like)
    pieces, over = sounds.heard()
    shots, pieces = _even(shots, pieces)
    if not any(shot.take for shot in shots) and not any(piece.take for piece in pieces):
        why = (*pictures.unmatched, *sounds.unmatched)
        raise CannotRead(f"nothing in {path.name!r} is a take of scene {material.scene.number}"
                         f"{f' ({why[0]})' if why else ''}", "a timeline cut from the scene's own takes would do",
                         "look at its reel and clip names, or bring it to its own scene with --scene")
    cut = Cut(material.scene.number, material.rate, shots, pieces, over)
    notes = tuple(dict.fromkeys((*found.notes, *pictures.notes, *sounds.notes)))
    return Brought(lined(cut, material, like, pictures.marked), path.suffix[1:].lower(),
                   tuple(Matched(*one) for one in (*pictures.matched, *sounds.matched)),
                   (*pictures.unmatched, *sounds.unmatched), notes)


def find(path: Path, rate: Rate) -> FoundCut:
    """What the timeline file at `path` holds, unmatched. An edit list is read at `rate`. Raises `CannotRead`."""
    inner = path / "Info.fcpxml"
    if path.suffix.lower() == ".fcpxmld" and inner.exists():  # Final Cut Pro's bundle
        return find_fcpxml(inner)
    read = READERS.get(path.suffix.lower()[1:])
    if read is None:
        raise CannotRead(f"the timeline came as {path.name!r}", "an .otio, .edl, .xml, .aaf or .fcpxml file would do",
                         "export it as one of those")
    try:
        return read(path, rate)
    except RecursionError as error:
        raise CannotRead(f"{path.name!r} holds things inside things without an end", "one timeline would do",
                         "export the timeline itself") from error
    except (OverflowError, ValueError, TypeError, AttributeError, KeyError, IndexError, ZeroDivisionError) as error:
        # Numbers that are none, and things of another kind where a clip belongs: whatever a damaged file can hold.
        raise CannotRead(f"{path.name!r} is damaged ({type(error).__name__}: {str(error)[:80]})",
                         "a whole file of that format would do", "export it again") from error


LONGEST = 24 * 3600
"""Seconds of a timeline that is read. Source: our choice; a reel of a film has twenty minutes."""


def _same_rate(path: Path, found: FoundCut, rate: Rate) -> None:
    if found.rate.timebase != rate.timebase:
        raise CannotRead(f"{path.name!r} runs at {found.rate} frames a second and the film at {rate}",
                         f"a timeline of {rate} would do", "set the sequence to the film's rate and export it again")
    ends = [clip.out for track in found.tracks for clip in track.clips]
    if max(ends, default=0) > LONGEST * rate or any(
            clip.record < 0 or clip.frames <= 0 for track in found.tracks for clip in track.clips):
        raise CannotRead(f"{path.name!r} has clips before its head or more than a day after it",
                         "the timeline of one scene would do", "export it again")


def _even(shots: tuple[Shot, ...], pieces: tuple[Piece, ...]) -> tuple[tuple[Shot, ...], tuple[Piece, ...]]:
    """Both of one length: black or silence makes up the rest."""
    seen, heard = sum(shot.frames for shot in shots), sum(piece.frames for piece in pieces)
    if seen < heard:
        shots = (*shots, Shot("", 0, heard - seen))
    if heard < seen:
        pieces = (*pieces, Piece("", 0, seen - heard))
    return shots, pieces


def lined(cut: Cut, material: Material, like: Cut | None, marked: dict[int, Shot]) -> Cut:
    """The cut with the lines and the role of each shot: as marked, as they were in `like`, else by what is heard."""
    known: dict[tuple[object, ...], list[Shot]] = {}
    for shot in like.shots if like else ():
        known.setdefault(_place(shot), []).append(shot)
    spoken = Lining(material).spoken(cut)
    takes = {take.id: take for take in material.takes}
    shots = []
    for index, (shot, at) in enumerate(zip(cut.shots, cut.starts, strict=True)):
        same = known.get(_place(shot), [])
        told = same.pop(0) if same else marked.get(index)
        if told is not None:
            lines, role = told.lines, told.role
        else:
            heard = sorted((one for one in spoken if one.start < at + shot.frames and at < one.out),
                           key=lambda one: one.start)
            lines = tuple(dict.fromkeys(one.reading.line for one in heard if one.reading.line))
            role = _role(takes.get(shot.take), lines, material)
        shots.append(Shot(shot.take, shot.start, shot.out, lines, role, shot.lasts, shot.backwards))
    return Cut(cut.scene, cut.rate, tuple(shots), cut.pieces, cut.over)


def _place(shot: Shot) -> tuple[object, ...]:
    return shot.take, shot.start, shot.out, shot.lasts, shot.backwards


Role = Literal["speaker", "listener", "wide", "insert", "action"]


def _role(take: Take | None, lines: tuple[str, ...], material: Material) -> Role:
    """What a shot is there for, by who speaks in it and who is seen."""
    if take is None or not lines:
        return "action"
    if not take.who:
        return "insert" if take.setup else "speaker"
    speaks = {line.who for line in material.scene.lines if line.id in lines}
    if take.setup and take.setup.size in ("LS", "VLS", "ELS"):
        return "wide"
    return "speaker" if speaks & set(take.who) else "listener"
