"""What a file is, without decoding it: the assistant editor's first look at every rush."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.stream import VideoStream

from workprint.film import SAMPLE_RATE, BadValue, Original, Picture, Rate, Sound, Timecode
from workprint.media.cadence import Counted, cadence
from workprint.media.colours import FULL, MATRICES, PRIMARIES, TRANSFERS
from workprint.media.grid import Tally
from workprint.media.opening import cannot, look_at, opened
from workprint.media.pictures import decoded, picture_stream, sound_streams
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


def _count(path: Path, container: InputContainer, size: int) -> dict[int, Counted]:
    counted = {stream.index: Counted() for stream in container.streams}
    patience = time.monotonic() + LONGEST_LOOK + size / SLOWEST_DISK
    picture = picture_stream(container)
    streams = [*([picture] if picture else []), *sound_streams(container)]
    if not streams:
        raise cannot(path, "it holds neither picture nor sound that is known here, or its head is damaged or cut off")
    try:
        for packet in container.demux(streams):
            if packet.size and (not packet.is_discard or packet.stream.type == "audio"):
                counted[packet.stream.index].add(packet)
            if time.monotonic() > patience:
                raise cannot(path, "counting its pictures takes for ever, so it must be damaged")
    except av.error.InvalidDataError:
        pass  # A damaged tail: what came before it counts.
    return counted


def _picture(path: Path, container: InputContainer, counted: dict[int, Counted], files: tuple[Path, ...],
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
        rate, variable = cadence(stream, found, notes)
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


def _sound(stream: AudioStream, counted: Counted, notes: list[str]) -> Sound:
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
