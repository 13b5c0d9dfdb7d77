"""The finished movie of a cut, made from the original files at full resolution."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, cast

import av
import numpy as np
from av.video.stream import VideoStream

from workprint.film import SAMPLE_RATE, BadValue, CannotCut, Cut, Made, Material, Original, Timecode
from workprint.film.grade import Grade
from workprint.media.audition import heard_takes, sound_frame, sound_of
from workprint.media.ceiling import TurnedDown
from workprint.media.colours import HDR, REC709, Colours
from workprint.media.fitting import Fitting, Shape
from workprint.media.laid import lay_sound
from workprint.media.mixdown import mix_parts
from workprint.media.opening import cannot, look_at
from workprint.media.packets import Reel, black_frame
from workprint.media.pull import pull_notes, take_in, with_handles
from workprint.media.rushes import sequence_of
from workprint.media.shot_frames import Fits, shot_frames

if TYPE_CHECKING:
    from workprint.media.colour.burnt_in import BurnIn

Codec = Literal["h264", "prores"]


@dataclass(frozen=True, slots=True)
class _Recipe:
    encoder: str
    pixels: str
    options: tuple[tuple[str, str], ...]
    containers: tuple[str, ...]
    """FFmpeg's names of the containers that can carry it; also the file's suffix."""


RECIPES: dict[Codec, _Recipe] = {
    "h264": _Recipe("libx264", "yuv420p", (("preset", "fast"), ("crf", "16"), ("profile", "high")), ("mp4", "mov")),
    "prores": _Recipe("prores_ks", "yuv422p10le", (("profile", "3"), ("vendor", "apl0")), ("mov",)),
}
"""H.264 at a quality hard to tell from its source; ProRes 422 HQ as Apple's white paper (2020) describes it."""

SOUNDS = {"mov": ("pcm_s24le", 0), "mp4": ("aac", 256_000)}
"""Sound in each container, with bits a second: whole in QuickTime, AAC in MP4, which is what every player plays there.
AAC's run-up is cut off by the edit list, so that it is in sync to the sample."""

ONLY_BLACK = Shape(1920, 1080)
"""Size of a film in which nothing but black is seen. Source: our choice, high definition."""

HOUR_ONE = 3600
"""Seconds at which a film's timecode begins, as every lab expects it: 01:00:00:00."""


def conform(cut: Cut, material: Material, out: Path, *, codec: Codec = "h264", size: Shape | None = None,
            handles: int = 0, grade: Grade | None = None, exact: bool = False,
            on_frame: Callable[[int, int], None] | None = None) -> Made:
    """The cut at `out`, from the originals at full resolution, with 48 kHz sound from the recordings.

    A ``.mov`` carries the sound whole (24 bits), an ``.mp4`` as AAC; ProRes is always ``.mov``. Every run of an
    original is decoded once. `size` is that of most shots unless it is given; others are boxed.

    Black, changed speed, shots backwards, silence and second sounds are as the cut has them (`Shot.shown`, `mixdown`).

    With `handles`, every shot carries that many frames more on both sides, as far as its take reaches, with its own
    sound: a pull for colour and effects, not the film. `on_frame` hears frames done and frames in all.

    With `grade`, every shot has it burnt in, as its view shows it: by tables of 65 points a side, whose error is in the
    notes, or through the whole chain with `exact`, which takes several times as long.

    Raises `CannotRead` where an original is gone or is not the one that was ingested, `CannotCut` for a frame that
    no original has, `BadValue` for a name that does not go with the codec.
    """
    pulled = with_handles(cut, material, handles) if handles else cut
    if not pulled.shots:
        raise CannotCut("the cut came without a shot", "at least one shot would do", "propose again")
    kind = _container(out, codec)
    seen = dict.fromkeys(shot.take for shot in pulled.shots if shot.take)
    files = {name: _original(material, take_in(material, name).original) for name in seen}
    burnt = _burn_in(grade, pulled, exact) if grade else None
    job = _Job(pulled, material, files, RECIPES[codec], size or _shape(pulled, files),
               burnt.colours if burnt else _colours(files), on_frame, burnt)
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with (TemporaryDirectory(prefix="workprint-") as folder,
              av.open(str(part), "w", format=kind, options={"movflags": "faststart"}) as container):
            _write(container, job, SOUNDS[kind], _lay(pulled, material, Path(folder)))
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return Made(out, pulled.frames, (*_notes(job), *pull_notes(cut, handles)))


@dataclass(frozen=True, slots=True)
class _Job:
    """All that writing needs to know."""

    cut: Cut
    material: Material
    files: dict[str, Original]
    recipe: _Recipe
    shape: Shape
    colours: Colours
    on_frame: Callable[[int, int], None] | None
    burnt: BurnIn | None
    told: TurnedDown = field(default_factory=TurnedDown)


def _burn_in(grade: Grade, cut: Cut, exact: bool) -> BurnIn:
    # Late, for the libraries of colour take a second that no ungraded film needs to wait for.
    from workprint.media.colour.burnt_in import BurnIn

    return BurnIn(grade, cut, exact=exact)


def _original(material: Material, content: str) -> Original:
    original = material.original(content)
    if original is None:
        raise CannotCut(f"no file with content {content[:12]} is known", "an ingested file would do", "ingest it again")
    path = Path(original.path)
    if sum(look_at(file) for file in sequence_of(path)) != original.bytes:
        raise cannot(path, "it is not the file that was ingested: its size changed",
                     "bring the original back, or ingest it again")
    return original


def _lay(cut: Cut, material: Material, folder: Path) -> dict[str, Reel]:
    """Every take that is heard, laid anew from its recording."""
    reels: dict[str, Reel] = {}
    heard = [*(piece.take for piece in cut.pieces), *(over.take for over in cut.over)]
    for name in filter(None, dict.fromkeys(heard)):
        take = take_in(material, name)
        if take.sound:
            reels[name] = Reel(Path(), folder / f"{len(reels)}.wav", take)
            lay_sound(_original(material, take.sound), take, folder / f"{len(reels) - 1}.wav")
    return reels


def upright(original: Original) -> Shape:
    """The size of an original's picture as it is seen: upright, with square pixels, even."""
    picture = original.picture
    if picture is None:
        raise cannot(Path(original.path), "it has no picture", "choose a take with a picture")
    across, down = round(picture.width * picture.pixel_aspect), picture.height
    if picture.rotation % 180:
        across, down = down, across
    return Shape(across + across % 2, down + down % 2)


def _shape(cut: Cut, files: dict[str, Original]) -> Shape:
    seen: Counter[Shape] = Counter()
    for shot in cut.shots:
        if shot.take:
            seen[upright(files[shot.take])] += shot.frames
    return max(seen, key=lambda shape: (seen[shape], shape.width * shape.height, shape.width), default=ONLY_BLACK)


def _colours(files: dict[str, Original]) -> Colours:
    """The tags that all shots have, or Rec. 709."""
    found = {Colours.of(original.picture) for original in files.values() if original.picture}
    return found.pop() if len(found) == 1 else REC709


def _container(out: Path, codec: Codec) -> str:
    kind = out.suffix.lower().removeprefix(".")
    if kind not in RECIPES[codec].containers:
        raise BadValue(f"the film was to be {out.name} in {codec}",
                       f"a name that ends in .{' or .'.join(RECIPES[codec].containers)} would do", "give it again")
    return kind


def _sound_track(container: av.container.OutputContainer, sound: tuple[str, int]) -> av.AudioStream:
    track = cast(av.AudioStream, container.add_stream(sound[0], rate=SAMPLE_RATE))
    track.layout = "mono"
    if sound[1]:
        track.codec_context.bit_rate = sound[1]
    return track


def _write(container: av.container.OutputContainer, job: _Job, sound_kind: tuple[str, int],
           reels: dict[str, Reel]) -> None:
    cut, picture = job.cut, _picture_stream(container, job)
    track = _sound_track(container, sound_kind)
    sounds = _frame_sounds(cut, mix_parts(cut, heard_takes(reels), sound_of(reels), job.told))
    for frame, (fitted, sound) in enumerate(zip(_frames(job), sounds, strict=True)):
        fitted.pts, fitted.time_base, fitted.pict_type = frame, 1 / Fraction(cut.rate), 0
        container.mux(picture.encode(fitted))
        container.mux(track.encode(sound_frame(sound, cut.rate.sample(frame))))
        if job.on_frame:
            job.on_frame(frame + 1, cut.frames)
    container.mux(picture.encode(None))
    container.mux(track.encode(None))


def _frame_sounds(cut: Cut, parts: Iterator[np.ndarray]) -> Iterator[np.ndarray]:
    """The sound of every frame of the cut."""
    waiting = np.zeros(0, np.float32)
    for frame in range(cut.frames):
        length = cut.rate.sample(frame + 1) - cut.rate.sample(frame)
        while len(waiting) < length:
            waiting = np.concatenate([waiting, next(parts)])
        yield waiting[:length]
        waiting = waiting[length:]


def _picture_stream(container: av.container.OutputContainer, job: _Job) -> VideoStream:
    rate, recipe = job.cut.rate, job.recipe
    stream = cast(VideoStream, container.add_stream(recipe.encoder, rate=Fraction(rate), options=dict(recipe.options)))
    stream.width, stream.height, stream.pix_fmt = job.shape.width, job.shape.height, recipe.pixels
    stream.time_base = stream.codec_context.time_base = 1 / Fraction(rate)
    job.colours.tag(stream.codec_context)
    stream.metadata["timecode"] = str(Timecode(HOUR_ONE * rate.timebase, rate))
    return stream


def _frames(job: _Job) -> Iterator[av.VideoFrame]:
    for at, shot in enumerate(job.cut.shots):
        if not shot.take:
            black = black_frame(job.shape, job.recipe.pixels)
            job.colours.tag(black)
            yield from repeat(black, shot.frames)
        else:
            original = job.files[shot.take]
            yield from shot_frames(shot, original, job.cut.rate, _fitting(job, at, original))


def _fitting(job: _Job, shot: int, original: Original) -> Fits:
    if job.burnt:
        return job.burnt.fitting(shot, original, job.shape, job.recipe.pixels)
    return Fitting.of(original, job.shape, job.recipe.pixels, "lanczos", job.colours)


def _notes(job: _Job) -> tuple[str, ...]:
    notes = [f"made at {job.shape.width} by {job.shape.height}"]
    if boxed := sorted(name for name, file in job.files.items() if upright(file) != job.shape):
        notes.append(f"of another size, so scaled or boxed: {', '.join(boxed)}")
    if job.burnt:
        return (*notes, *job.burnt.notes, *_turned_down(job))
    tags = {Colours.of(file.picture) for file in job.files.values() if file.picture}
    if len(tags) > 1:
        notes.append("not all shots have the same colour tags; the film is tagged Rec. 709")
    if job.colours.transfer in HDR and job.recipe.pixels == "yuv420p":
        notes.append("high dynamic range in 8 bits shows bands; ProRes keeps 10")
    return (*notes, *_turned_down(job))


def _turned_down(job: _Job) -> tuple[str, ...]:
    if not job.told.places:
        return ()
    start, _, lower = max(job.told.places, key=lambda place: place[2])
    at = Timecode(HOUR_ONE * job.cut.rate.timebase + job.cut.rate.frame_of(start), job.cut.rate)
    return (f"sounds together were louder than full scale in {len(job.told.places)} places and are turned "
            f"down there, most at {at}, by {lower:.1f} dB",)
