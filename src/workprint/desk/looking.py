"""Verbs for looking: everything that a screen draws of a scene, as whole values. Nothing goes on the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import numpy as np
from PIL import Image

from workprint.desk import board, handover, laying, loop, returning
from workprint.desk.kept_alts import listed
from workprint.desk.table import Table
from workprint.film import Alt, Cut, Material, NotOnTheDesk, Over, Piece, Shot
from workprint.film.placed import Lining
from workprint.media.strip import still

STRIP, WIDE = 90, 1440
"""Height and width of a cut's filmstrip in pixels. Source: the first as the takes' own strips (media/strip.py), the
second our choice: four times the width at which the six are shown."""

NEAR = 12
"""Frames within which a shot's picture in a filmstrip may be another. Source: our choice; half a second, so that the
strips of a scene's cuts are made of few pictures."""

SMALL = 512
"""Pictures of strips kept at hand. Source: our choice; 43 kB each."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One cut of the latest proposal, as a point on a map."""

    id: str
    """The alt's id."""
    frames: int
    """Length in frames."""
    shots: int
    """Number of shots."""
    score: int
    """The tool's own score, in thousandths of a point."""
    axes: tuple[int, ...]
    """Its place on every axis, in thousandths."""
    mark: str = ""
    """``circle``, ``hold``, ``ng``, ``unsure`` or nothing."""


@dataclass(frozen=True, slots=True)
class Map:
    """Every cut of the latest proposal."""

    scene: str
    """Scene number."""
    axes: tuple[str, ...]
    """Names of the axes, in the order of each dot's."""
    dots: tuple[Dot, ...]
    """In the tool's own order."""
    shown: tuple[str, ...]
    """Ids of the six on show."""
    entry: int
    """Ledger entry of the proposal: what was pinned or vetoed later, it knows nothing of."""


@dataclass(frozen=True, slots=True)
class HeardLine:
    """A line as it is heard in a cut."""

    line: str
    """Line id."""
    take: str
    """Take that is heard."""
    start: int
    """First frame of the cut in which it is heard."""
    out: int
    """First frame in which it is no longer heard."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A passage that can be played."""

    alt: str
    """Name under which it is played."""
    path: str
    """The movie."""
    frames: int
    """Length in frames."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """One cut with everything at its place."""

    id: str
    """The alt's id."""
    scene: str
    """Scene number."""
    rate: str
    """Frames per second, exact."""
    frames: int
    """Length in frames."""
    shots: tuple[tuple[int, Shot], ...]
    """Each shot and the frame at which it begins."""
    pieces: tuple[tuple[int, Piece], ...]
    """Each piece of sound and the frame at which it begins."""
    over: tuple[Over, ...]
    """Second sounds."""
    lines: tuple[HeardLine, ...]
    """Lines in the order in which they are heard."""


class Looking(Table):
    """What a screen draws."""

    def board(self, *, scene: Annotated[str, "scene number"] = "") -> board.Board:
        """The lined script: every line, every take, every reading with its words; what is pinned and vetoed."""
        return board.board(self, self.scene_named(scene))

    def map(self, *, scene: Annotated[str, "scene number"] = "") -> Map:
        """Every cut of the latest proposal as a point on the measured axes, with its mark."""
        number = self.scene_named(scene)
        return map_of(self, number)

    def timeline(self, alt: Annotated[str, "its number on show, its id, or circled"] = "circled", *,
                 scene: Annotated[str, "scene number"] = "") -> Timeline:
        """One cut with every shot, sound and line at its frame."""
        number = self.scene_named(scene)
        found = self.passages.get(alt) or loop.find_alt(self, number, alt)
        return timeline_of(found.id, found.content, self.material(number))

    def filmstrip(self, alt: Annotated[str, "its number on show, its id, or circled"] = "circled", *,
                  scene: Annotated[str, "scene number"] = "") -> Path:
        """A picture of every shot of a cut in a row, each as wide as the shot is long: a JPEG in media/."""
        number = self.scene_named(scene)
        found = loop.find_alt(self, number, alt)
        out = self.folder.media / f"pace-{found.id[:16]}.jpg"
        if not out.exists():
            part = out.with_name(f".{out.stem}.{uuid4().hex}.part.jpg")
            _drawn(self, found.content, self.material(number)).save(part, quality=85)
            part.replace(out)  # two pages may ask for one strip at the same time
        return out

    def listen(self, take: Annotated[str, "take id"], start: Annotated[int, "first frame"],
               out: Annotated[int, "first frame no longer played"]) -> Heard:
        """A passage of one take, ready to be played: what a reading is heard with."""
        found = self.film.takes.get(take)
        if found is None or start >= out:
            raise NotOnTheDesk(f"frames {start} to {out} of take {take!r} are not on the desk",
                               "frames of a take would do", "look with: workprint status")
        begin, end = max(0, start), min(found.frames, out)
        cut = Cut(found.slate.scene, self.film.rate, (Shot(take, begin, end),), (Piece(take, begin, end),))
        alt = self.passage(Alt("desk", cut))
        return Heard(alt.id, handover.audition_alt(self, found.slate.scene, alt).path, end - begin)

    def still(self, take: Annotated[str, "take id"], frame: Annotated[int, "frame of the take"], *,
              height: Annotated[int, "pixels"] = 360) -> Path:
        """One picture of a take, as a JPEG in media/."""
        found = self.film.takes.get(take)
        if found is None or not 0 <= frame < found.frames or not 16 <= height <= 1080:
            raise NotOnTheDesk(f"frame {frame} of take {take!r}, {height} pixels high, is not on the desk",
                               f"a frame from 0 to {found.frames - 1} would do" if found else "a take of the film "
                               "would do", "look with: workprint status")
        out = self.folder.kept("still.jpg", self.kept(found).proxy.name, frame, height)
        if not out.exists():
            still(self.kept(found).proxy, frame, height=height).save(out, quality=85)
        return out

    def peaks(self, take: Annotated[str, "take id"]) -> Path:
        """The waveform of a take: lowest and highest value of every hundredth of a second, int16, as a .npy file."""
        found = self.film.takes.get(take)
        if found is None or not self.kept(found).peaks.exists():
            raise NotOnTheDesk(f"there is no waveform of take {take!r}", "a take with sound would do",
                               "look with: workprint status")
        return self.kept(found).peaks


def map_of(desk: Table, scene: str) -> Map:
    """Every cut of the latest proposal; see `Looking.map`."""
    proposal = loop.latest(desk, scene)
    alts = listed(desk, proposal)
    said = {one.decision.alt: one.decision.mark for one in desk.film.marks if one.scene == scene}
    said.pop(returning.unsaid(desk, scene, laying.latest_laid(desk, scene)), None)
    names = tuple(name for name, _ in alts[0].axes) if alts else ()
    dots = tuple(Dot(alt.id, alt.frames, alt.shots, alt.score,
                     tuple(value for _, value in alt.axes), said.get(alt.id, "")) for alt in alts)
    return Map(scene, names, dots, laying.on_show(desk, scene)[0], proposal.index)


def timeline_of(name: str, cut: Cut, material: Material) -> Timeline:
    """A cut with everything at its place; see `Looking.timeline`."""
    heard = sorted(Lining(material).spoken(cut), key=lambda each: each.start)
    lines = tuple(HeardLine(each.reading.line, each.reading.take, each.start, each.out) for each in heard)
    return Timeline(name, cut.scene, str(cut.rate), cut.frames, tuple(zip(cut.starts, cut.shots, strict=True)),
                    tuple(_placed(cut)), cut.over, lines)


def _placed(cut: Cut) -> Iterator[tuple[int, Piece]]:
    at = 0
    for piece in cut.pieces:
        yield at, piece
        at += piece.frames


def _drawn(desk: Table, cut: Cut, material: Material) -> Image.Image:
    """Every shot as wide as it is long: the pace of a cut is seen before anything else of it."""
    takes = {take.id: take for take in material.takes}
    strip, whole = Image.new("RGB", (WIDE, STRIP)), max(1, cut.frames)
    for at, shot in zip(cut.starts, cut.shots, strict=True):
        left, right = at * WIDE // whole, (at + shot.frames) * WIDE // whole
        if shot.take in takes and right > left:
            frame = shot.shown(shot.frames // 2)
            frame -= frame % NEAR if shot.frames > 2 * NEAR else 0
            picture = _small(desk.kept_picture(takes[shot.take].original).proxy, frame)
            strip.paste(_middle(picture, right - left - 1), (left, 0))
    return strip


@lru_cache(SMALL)
def _small(proxy: Path, frame: int) -> Image.Image:
    """A picture as high as a strip, kept at hand: the cuts of a scene show the same moments again and again."""
    return still(proxy, frame, height=STRIP)


def _middle(picture: Image.Image, width: int) -> Image.Image:
    """The middle of a picture, `width` pixels of it; a wider place is filled by the picture again."""
    if width <= picture.width:
        left = (picture.width - width) // 2
        return picture.crop((left, 0, left + max(1, width), picture.height))
    row = Image.new("RGB", (width, picture.height))
    for left in range(0, width, picture.width):
        row.paste(picture, (left, 0))
    return row


def waveform(path: Path) -> bytes:
    """The peaks of a take as little-endian int16 pairs: what a page draws."""
    rows = np.load(path)
    return bytes(np.ascontiguousarray(rows, "<i2").tobytes())
