"""What a file is, without decoding it: the assistant editor's first look at every rush."""

from __future__ import annotations

import hashlib
import time
from array import array
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from workprint.film import SAMPLE_RATE, BadValue, Original, Picture, Rate, Sound, Timecode
from workprint.media.colours import FULL, MATRICES, PRIMARIES, TRANSFERS
from workprint.media.opening import cannot, look_at, opened
from workprint.media.pictures import CLOCK_JUMPS, LONGEST_HOLD, Tally, decoded, picture_stream, sound_streams
from workprint.media.rushes import STILLS, number_of, sequence_of
from workprint.media.tags import container_tags, wav_told

FILM_RATE = Rate(24)
"""Rate of a film that nobody named one for. Source: SMPTE ST 428-11, the rate of cinema."""

CHUNK = 1 << 20
"""Bytes hashed at a time: bounded memory at full disk speed."""

LONGEST_LOOK = 20.0
"""Seconds of counting packets before a small file counts as damaged. Source: issue 2, "always within seconds"."""

SLOWEST_DISK = 20_000_000
"""Bytes a second that count as progress for larger files: half of a slow memory card."""

FEW_MISSING = 0.05
"""Share of uneven steps up to which a file counts as even with pictures missing, and not as variable (a choice)."""

STANDARD_RATES = tuple(Rate.parse(text) for text in (
    "23.976", "24", "25", "29.97", "30", "47.952", "48", "50", "59.94", "60", "100", "119.88", "120", "12", "15"))
"""Rates that cameras make. Source: SMPTE ST 2036-1, phone and action cameras."""


@dataclass
class _Counted:
    """Packets of one stream: what can be told of it without decoding."""

    stamps: array[int] = field(default_factory=lambda: array("q"))
    """Time stamps of the pictures, as they came."""
    packets: int = 0
    start: int | None = None
    end: int = 0
    """Time stamps between which the packets lie."""
    skipped: int = 0
    """Samples at the head that are the coder's run-up and no sound."""
    before: int | None = None
    """Decoding stamp of the last packet."""
    back: int = 0
    """Stamps by which the clock ran backwards at most."""


def probe(path: Path, *, rate: Rate = FILM_RATE) -> Original:
    """All that a file tells of itself: content hash, picture, sound, timecode, tags, and what to watch out for.

    The frames are counted from packets, only the first picture is decoded. `rate` is the film's, for what has no
    rate of its own: image sequences, and a recorder's clock where it names none. Raises `CannotRead` with the
    file's name and the reason.
    """
    files = sequence_of(path)
    sizes = [look_at(file) for file in files]
    with opened(path) as container:
        _refuse_wrong_name(path, container)
        counted = _count(path, container, sum(sizes))
    with opened(path) as container:
        notes: list[str] = []
        picture = _picture(path, container, counted, files, rate, notes)
        sound = tuple(_sound(stream, counted[stream.index], notes) for stream in sound_streams(container))
        original = _describe(path, container, picture, sound, rate, notes)
    return replace(original, hash=content_sha256(files), bytes=sum(sizes))


def content_sha256(files: tuple[Path, ...]) -> str:
    """SHA-256 over the content of the files, one after the other, hexadecimal."""
    digest = hashlib.sha256()
    for path in files:
        try:
            with path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
        except OSError as trouble:
            raise cannot(path, (trouble.strerror or "the disk refused").lower()) from None
    return digest.hexdigest()


def _refuse_wrong_name(path: Path, container: InputContainer) -> None:
    still = container.format.name == "image2" or container.format.name.endswith("_pipe")
    if still and path.suffix.lower() not in STILLS:
        kind = container.format.name.removesuffix("_pipe")
        raise cannot(path, f"it is called {path.suffix or 'nothing'} but holds a still picture ({kind})",
                     "give it its right name, or leave it out")


def _count(path: Path, container: InputContainer, size: int) -> dict[int, _Counted]:
    counted = {stream.index: _Counted() for stream in container.streams}
    patience = time.monotonic() + LONGEST_LOOK + size / SLOWEST_DISK
    picture = picture_stream(container)
    streams = [*([picture] if picture else []), *sound_streams(container)]
    if not streams:
        raise cannot(path, "it holds neither picture nor sound that is known here, or its head is damaged or cut off")
    try:
        for packet in container.demux(streams):
            if packet.size and (not packet.is_discard or packet.stream.type == "audio"):
                _add(counted[packet.stream.index], packet)
            if time.monotonic() > patience:
                raise cannot(path, "counting its pictures takes for ever, so it must be damaged")
    except av.error.InvalidDataError:
        pass  # A damaged tail: what came before it counts.
    return counted


def _add(counted: _Counted, packet: Packet[Any]) -> None:
    stamp = packet.pts if packet.pts is not None else packet.dts
    counted.packets += 1
    if stamp is None:
        counted.end += packet.duration or 0
        return
    if packet.dts is not None and counted.before is not None:
        counted.back = max(counted.back, counted.before - packet.dts)
    counted.before = packet.dts if packet.dts is not None else counted.before
    counted.start = stamp if counted.start is None else min(counted.start, stamp)
    counted.end = max(counted.end, stamp + (packet.duration or 0))
    if packet.stream.type == "video":
        counted.stamps.append(stamp)
    elif counted.packets == 1 and packet.has_sidedata("skip_samples"):
        # Four bytes of samples to leave out at the head, little-endian. Source: AV_PKT_DATA_SKIP_SAMPLES.
        counted.skipped = int.from_bytes(bytes(packet.get_sidedata("skip_samples"))[:4], "little")


def _picture(path: Path, container: InputContainer, counted: dict[int, _Counted], files: tuple[Path, ...],
             film: Rate, notes: list[str]) -> Picture | None:
    stream = picture_stream(container)
    if stream is None:
        _try_sound(path, container)
        return None
    tally = Tally()
    frame = next(decoded(container, stream, tally), None)
    if frame is None:
        raise cannot(path, "none of its pictures can be decoded")
    found = counted[stream.index]
    if len(files) > 1 or container.format.name.endswith("_pipe") or container.format.name == "image2":
        rate, variable, frames = film, False, len(files)
        missing = number_of(files[-1]) - number_of(files[0]) + 1 - len(files)
        if missing:
            notes.append(f"{missing} of the numbered pictures are missing; the ones before them are held")
    else:
        rate, variable = _rate(stream, found, notes)
        frames = found.packets
        if stream.frames > frames + 2 and not variable:
            notes.append(f"it ends early: {frames} of {stream.frames} pictures are there")
    context = stream.codec_context
    return Picture(
        codec=context.codec.canonical_name, width=frame.width, height=frame.height, rate=rate, frames=frames,
        rotation=-frame.rotation % 360, pixel_aspect=_pixel_aspect(stream), variable=variable,
        primaries=_named(PRIMARIES, frame.color_primaries), transfer=_named(TRANSFERS, frame.color_trc),
        matrix=_named(MATRICES, int(frame.colorspace)), full_range=int(frame.color_range) == FULL)


def _named(names: dict[int, str], code: int) -> str:
    return names.get(int(code), "")


def _pixel_aspect(stream: VideoStream) -> Fraction:
    aspect = stream.sample_aspect_ratio
    return aspect if aspect and Fraction(1, 10) <= aspect <= 10 else Fraction(1)


def _rate(stream: VideoStream, counted: _Counted, notes: list[str]) -> tuple[Rate, bool]:
    """The file's rate and whether it varies, from its time stamps; the container's own figures are only asked."""
    assert stream.time_base is not None
    told = [rate for rate in (stream.average_rate, stream.guessed_rate, stream.base_rate) if rate and 1 <= rate <= 1000]
    stamps = np.unique(np.frombuffer(counted.stamps, np.int64))
    if len(stamps) < 2:
        return Rate(told[0] if told else 24), False
    times = (stamps - stamps[0]).astype(np.float64) * float(stream.time_base)
    _note_jumps(times, counted.back * float(stream.time_base), notes)
    around = 1 / max(float(np.median(np.diff(times))), 1e-3)
    for rate in (*told, *(rate for rate in STANDARD_RATES if abs(rate / around - 1) < 0.2)):
        steps = _steps(times, rate, stream.time_base)
        if steps is not None and np.mean(steps != 1) <= FEW_MISSING:
            if missing := int(np.sum(steps - 1)):
                notes.append(f"{missing} pictures are missing in between; the ones before them are held")
            return Rate(rate), False
    notes.append("its pictures are not evenly spaced in time (variable frame rate); it is conformed to the film's rate")
    return min(STANDARD_RATES, key=lambda rate: (abs(rate - around), rate)), True


def _steps(times: np.ndarray, rate: Fraction, tick: Fraction) -> np.ndarray | None:
    """Frames from picture to picture if all lie on a grid of `rate` but for the container's rounding, else None."""
    grid = np.round(times * float(rate))
    slack = min(float(tick) * 1.001, 0.25 / float(rate)) + 1e-9
    steps = np.diff(grid)
    return steps if np.all(np.abs(grid / float(rate) - times) <= slack) and np.all(steps >= 1) else None


def _note_jumps(times: np.ndarray, back: float, notes: list[str]) -> None:
    if np.any(np.diff(times) > LONGEST_HOLD) or back > 1:
        notes.append(f"{CLOCK_JUMPS} by {round(max(back, float(np.diff(times).max())))} seconds; the jump is closed up")


def _sound(stream: AudioStream, counted: _Counted, notes: list[str]) -> Sound:
    """Length by the packets; by the container where the two agree, for that knows of the coder's padding."""
    context, base = stream.codec_context, stream.time_base or Fraction(1, SAMPLE_RATE)
    found = round((counted.end - (counted.start or 0)) * base * context.sample_rate) - counted.skipped
    told = round(stream.duration * base * context.sample_rate) if stream.duration else found
    if told - found > context.sample_rate // 2:
        notes.append(f"its sound ends early: {found / context.sample_rate:.1f} s of "
                     f"{told / context.sample_rate:.1f} s are there")
    samples = told if abs(told - found) <= context.sample_rate // 10 else found
    return Sound(codec=context.codec.canonical_name, rate=context.sample_rate, channels=context.channels,
                 samples=max(0, samples))


def _try_sound(path: Path, container: InputContainer) -> None:
    for packet in container.demux(sound_streams(container)[:1]):
        try:
            if packet.decode():
                return
        except av.FFmpegError:
            continue
    raise cannot(path, "none of its sound can be decoded")


def _describe(path: Path, container: InputContainer, picture: Picture | None, sound: tuple[Sound, ...], rate: Rate,
              notes: list[str]) -> Original:
    metadata = [container.metadata, *(stream.metadata for stream in container.streams)]
    tags = container_tags(*metadata)
    timecode, source = _container_timecode(metadata, picture.rate if picture else rate, notes), "container"
    if path.suffix.lower() in {".wav", ".bwf", ".rf64", ".w64"} or container.format.name == "wav":
        told = wav_told(path, rate)
        tags |= dict(told.tags)
        timecode, source = told.timecode, "bwf"
        sound = tuple(_with_names(stream, told.names) for stream in sound)
    if not any(stream.samples for stream in sound) and picture is None:
        raise cannot(path, "its sound has no length")
    return Original("", str(path), 0, picture, sound, timecode, source if timecode else "", tuple(sorted(tags.items())),
                    tuple(notes))


def _with_names(sound: Sound, names: tuple[str, ...]) -> Sound:
    return replace(sound, names=names) if len(names) == sound.channels else sound


def _container_timecode(metadata: list[dict[str, str]], rate: Rate, notes: list[str]) -> Timecode | None:
    text = next((tags["timecode"] for tags in metadata if tags.get("timecode")), "")
    try:
        return Timecode.parse(text, rate) if text else None
    except BadValue as trouble:
        notes.append(f"its timecode was left out: {trouble.came}")
        return None
