"""The pictures of an original, decoded once, from its head or from any place."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.stream import VideoStream

from workprint.film import CannotRead, Original, Picture, Rate
from workprint.media.grid import LONGEST_HOLD, Clock, Shown, Tally
from workprint.media.opening import cannot, opened
from workprint.media.rushes import number_of, sequence_of

CLOCK_JUMPS = "its clock jumps"
"""How the warning of such a file begins. Its places cannot be found by seeking."""

SEEK_BACK = (Fraction(0), Fraction(2), Fraction(10))
"""Seconds before the wanted place to look for a key picture, one after the other, when a container seeks late."""

SEEKABLE = ("mov,", "matroska,", "mxf", "mpegts")
"""Containers whose every picture has a time stamp of its own, so that seeking finds the same times as playing.
An MPEG programme stream has not: after a seek its times are guessed (test_transport_time)."""

MOST_ERRORS = 1000
"""Packets in a row that may be damaged before a file is given up: more than any whole picture group."""


def pictures(original: Original, *, start: Fraction | None = None, tally: Tally | None = None,
             threads: bool = False) -> Iterator[Shown]:
    """The pictures of `original` in the order they are shown, decoded once.

    With `start` (seconds after the first picture) the run begins with the picture that is on screen then, found by
    seeking. Damaged packets are counted in `tally` and passed over. `threads` decodes on all cores, which is faster
    for one file, and slower in all for a file on each core. Raises `CannotRead`.
    """
    path, tally = Path(original.path), tally if tally is not None else Tally()
    if original.picture is None:
        raise cannot(path, "it has no picture", "give a file with a picture")
    stills = sequence_of(path)
    if len(stills) > 1:
        yield from _stills(stills, original.picture.rate, start or Fraction(0), tally)
    elif start is None or any(warning.startswith(CLOCK_JUMPS) for warning in original.warnings):
        yield from _from_head(path, original.picture, start or Fraction(0), tally, threads)
    else:
        yield from _sought(path, original.picture, start, tally, threads)


def decoder_options(codec: str) -> dict[str, str]:
    """What a decoder must be told: linear light comes out of EXR as no screen expects it."""
    return {"apply_trc": "bt709"} if codec == "exr" else {}


def picture_stream(container: InputContainer) -> VideoStream | None:
    """The first stream of moving pictures that can be decoded; cover art in a sound file is none."""
    art = av.stream.Disposition.attached_pic
    known = (stream for stream in container.streams.video if stream.codec_context is not None)
    return next((stream for stream in known if not stream.disposition & art), None)


def decoded(container: InputContainer, stream: VideoStream, tally: Tally,
            threads: bool = False) -> Iterator[av.VideoFrame]:
    """Every frame that decodes, from where the container stands."""
    stream.thread_type = "AUTO" if threads else "NONE"
    packets, in_a_row = container.demux(stream), 0
    while in_a_row < MOST_ERRORS:
        try:
            frames = next(packets).decode()
        except (StopIteration, av.error.EOFError):
            return
        except (av.FFmpegError, ValueError):
            tally.decode_errors += 1
            in_a_row += 1
            continue
        in_a_row = 0
        tally.pictures += len(frames)
        yield from frames


def first_stamp(path: Path, picture: Picture) -> int | None:
    """The time stamp of the first picture that is shown; None where seeking by stamps is not exact."""
    with opened(path, decoder_options(picture.codec)) as container:
        if not container.format.name.startswith(SEEKABLE):
            return None
        stream = picture_stream(container)
        frame = next(decoded(container, stream, Tally()), None) if stream is not None else None
        return frame.pts if frame is not None else None


def sound_streams(container: InputContainer) -> list[AudioStream]:
    """The sound streams that can be decoded."""
    return [stream for stream in container.streams.audio if stream.codec_context is not None]


def _run(container: InputContainer, picture: Picture, tally: Tally, threads: bool,
         first: int | None = None) -> Iterator[Shown]:
    stream = picture_stream(container)
    assert stream is not None
    assert stream.time_base is not None
    clock = Clock(picture.rate, stream.time_base, first)
    for frame in decoded(container, stream, tally, threads):
        lasts = frame.duration * clock.tick
        yield Shown(clock.time(frame.pts), frame, lasts if 0 < lasts <= LONGEST_HOLD else 1 / clock.rate)


def _from_head(path: Path, picture: Picture, start: Fraction, tally: Tally, threads: bool) -> Iterator[Shown]:
    with opened(path, decoder_options(picture.codec)) as container:
        yield from _trimmed(_run(container, picture, tally, threads), start)


def _sought(path: Path, picture: Picture, start: Fraction, tally: Tally, threads: bool) -> Iterator[Shown]:
    first = first_stamp(path, picture)
    for back in SEEK_BACK:
        if first is None or start <= back:
            break
        with opened(path, decoder_options(picture.codec)) as container:
            stream = picture_stream(container)
            assert stream is not None
            assert stream.time_base is not None
            container.seek(first + int((start - back) / stream.time_base), stream=stream)
            # What leans on pictures before the first key picture is damaged: it is no place to begin.
            run = _run(container, picture, tally, threads, first)
            head = next((shown for shown in run if shown.frame.key_frame), None)
            if head is not None and head.time <= start:
                yield from _trimmed(_chained(head, run), start)
                return
    yield from _from_head(path, picture, start, tally, threads)


def _chained(head: Shown, run: Iterator[Shown]) -> Iterator[Shown]:
    yield head
    yield from run


def _trimmed(run: Iterator[Shown], start: Fraction) -> Iterator[Shown]:
    """The run from the picture that is on screen at `start`."""
    waiting = None
    for shown in run:
        if shown.time > start and waiting is not None:
            yield waiting
            waiting = None
        if shown.time > start:
            yield shown
        else:
            waiting = shown
    if waiting is not None:
        yield waiting


def _stills(stills: tuple[Path, ...], rate: Rate, start: Fraction, tally: Tally) -> Iterator[Shown]:
    first = number_of(stills[0])
    following = [*(number_of(still) for still in stills[1:]), number_of(stills[-1]) + 1]
    for still, after in zip(stills, following, strict=True):
        time, lasts = (number_of(still) - first) / rate, (after - number_of(still)) / rate
        if time + lasts <= start:
            continue
        try:
            with opened(still, decoder_options(still.suffix.lower().strip("."))) as container:
                frame = next(container.decode(video=0))
        except (CannotRead, StopIteration):
            tally.decode_errors += 1
            continue
        tally.pictures += 1
        yield Shown(Fraction(time), frame, min(Fraction(lasts), Fraction(LONGEST_HOLD)))
