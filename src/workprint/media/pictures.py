"""Pictures in their time: decoding an original once, and laying what it shows on the film's frame grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

import av
import av.filter
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream

from workprint.film import Original, Picture, Rate
from workprint.media.opening import cannot, opened
from workprint.media.rushes import number_of, sequence_of

LONGEST_HOLD = 120
"""Seconds for which a picture is held when the next one is late; a longer gap is a broken clock and is closed."""

SEEK_BACK = (Fraction(0), Fraction(2), Fraction(10))
"""Seconds before the wanted place to look for a key picture, one after the other, when a container seeks late."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The size every proxy of a film has. Pictures of another shape are boxed, centred."""

    width: int = 960
    """Pixels across, even."""
    height: int = 540
    """Pixels down, even."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture and when it is on screen."""

    time: Fraction
    """Seconds after the first picture of the file."""
    frame: av.VideoFrame
    """As decoded."""
    lasts: Fraction
    """Seconds that it is meant to stay, as the file says."""


@dataclass
class Tally:
    """What happened on the way: filled while pictures are read."""

    pictures: int = 0
    """Pictures decoded."""
    repeated: int = 0
    """Frames that show the same picture as the frame before."""
    dropped: int = 0
    """Pictures that no frame shows."""
    decode_errors: int = 0
    """Packets that the decoder refused."""


@dataclass
class Clock:
    """Turns time stamps into exact times after the first picture, mending what containers round or break."""

    rate: Fraction
    tick: Fraction
    first: int | None = None
    last: Fraction | None = None
    moved: Fraction = field(default_factory=Fraction)

    def time(self, stamp: int | None) -> Fraction:
        """The time of the next picture. It always grows, and never by more than `LONGEST_HOLD`."""
        step = 1 / self.rate
        if stamp is None:
            time = Fraction(0) if self.last is None else self.last + step
        else:
            self.first = stamp if self.first is None else self.first
            time = self.snapped((stamp - self.first) * self.tick) + self.moved
        if self.last is not None and not 0 < time - self.last <= LONGEST_HOLD:
            self.moved += self.last + step - time
            time = self.last + step
        self.last = time
        return time

    def snapped(self, time: Fraction) -> Fraction:
        """`time` on the file's own frame grid, where it is off by no more than the container's rounding."""
        # A Matroska file at 24 says 42 ms for 41.667 ms: without this, every third film frame would come late.
        nearest = round(time * self.rate) / self.rate
        return nearest if abs(nearest - time) <= min(self.tick, 1 / self.rate / 4) else time


def pictures(original: Original, *, start: Fraction | None = None, tally: Tally | None = None) -> Iterator[Shown]:
    """The pictures of `original` in the order they are shown, decoded once.

    With `start` (seconds after the first picture) the run begins with the picture that is on screen then, found by
    seeking. Damaged packets are counted in `tally` and passed over. Raises `CannotRead`.
    """
    path, tally = Path(original.path), tally if tally is not None else Tally()
    if original.picture is None:
        raise cannot(path, "it has no picture", "give a file with a picture")
    stills = sequence_of(path)
    if len(stills) > 1:
        yield from _stills(stills, original.picture.rate, start or Fraction(0), tally)
    elif start is None:
        with opened(path, decoder_options(original.picture)) as container:
            yield from _from_here(container, Clock(original.picture.rate, Fraction(1)), tally)
    else:
        yield from _sought(path, original.picture, start, tally)


def decoder_options(picture: Picture) -> dict[str, str]:
    """What a decoder must be told: linear light comes out of EXR as nobody's screen expects it."""
    return {"apply_trc": "bt709"} if picture.codec == "exr" else {}


def picture_stream(container: InputContainer) -> VideoStream | None:
    """The first stream of moving pictures; cover art in a sound file is none."""
    art = av.stream.Disposition.attached_pic
    return next((stream for stream in container.streams.video if not stream.disposition & art), None)


def decoded(container: InputContainer, stream: VideoStream, tally: Tally) -> Iterator[av.VideoFrame]:
    """Every frame that decodes, from where the container stands."""
    stream.thread_type = "AUTO"
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
            frames = packet.decode()
        except (StopIteration, av.error.EOFError):
            return
        except (av.FFmpegError, ValueError):
            tally.decode_errors += 1
            if tally.decode_errors > 1000 + 10 * tally.pictures:
                return
            continue
        for frame in frames:
            tally.pictures += 1
            yield frame


def _from_here(container: InputContainer, clock: Clock, tally: Tally) -> Iterator[Shown]:
    stream = picture_stream(container)
    assert stream is not None and stream.time_base is not None
    clock.tick = stream.time_base
    for frame in decoded(container, stream, tally):
        lasts = frame.duration * clock.tick
        yield Shown(clock.time(frame.pts), frame, lasts if 0 < lasts <= LONGEST_HOLD else 1 / clock.rate)


def _sought(path: Path, picture: Picture, start: Fraction, tally: Tally) -> Iterator[Shown]:
    with opened(path, decoder_options(picture)) as container:
        first = next(_from_here(container, Clock(picture.rate, Fraction(1)), Tally()), None)
    if first is None or first.frame.pts is None:
        yield from _from_start(path, picture, start, tally)
        return
    for back in SEEK_BACK:
        clock = Clock(picture.rate, Fraction(1), first=first.frame.pts)
        if start - back <= 0:
            break
        with opened(path, decoder_options(picture)) as container:
            stream = picture_stream(container)
            assert stream is not None and stream.time_base is not None
            container.seek(first.frame.pts + int((start - back) / stream.time_base), stream=stream)
            run = _from_here(container, clock, tally)
            head = next(run, None)
            if head is not None and head.time <= start:
                yield from _trimmed(head, run, start)
                return
    yield from _from_start(path, picture, start, tally)


def _from_start(path: Path, picture: Picture, start: Fraction, tally: Tally) -> Iterator[Shown]:
    with opened(path, decoder_options(picture)) as container:
        run = _from_here(container, Clock(picture.rate, Fraction(1)), tally)
        head = next(run, None)
        if head is not None:
            yield from _trimmed(head, run, start)


def _trimmed(head: Shown, run: Iterator[Shown], start: Fraction) -> Iterator[Shown]:
    """The run from the picture that is on screen at `start`."""
    for shown in run:
        if shown.time > start:
            yield head
            yield shown
            yield from run
            return
        head = shown
    yield head


def _stills(stills: tuple[Path, ...], rate: Rate, start: Fraction, tally: Tally) -> Iterator[Shown]:
    first, numbers = number_of(stills[0]), [number_of(still) for still in stills]
    for place, still in enumerate(stills):
        following = numbers[place + 1] if place + 1 < len(stills) else numbers[place] + 1
        if (following - first) / rate <= start:
            continue
        lasts = min(Fraction(following - numbers[place]) / rate, Fraction(LONGEST_HOLD))
        try:
            with opened(still, {"apply_trc": "bt709"} if still.suffix.lower() == ".exr" else None) as container:
                frame = next(container.decode(video=0))
        except Exception as trouble:
            if place == 0 and not isinstance(trouble, StopIteration):
                raise
            tally.decode_errors += 1
            continue
        tally.pictures += 1
        yield Shown(Fraction(numbers[place] - first) / rate, frame, lasts)


def on_grid(shown: Iterator[Shown], rate: Rate, *, start: int = 0, out: int | None = None,
            tally: Tally | None = None) -> Iterator[tuple[int, Shown]]:
    """Frame numbers of the film from `start` on, each with the picture on screen at ``number / rate`` seconds.

    Ends with the last picture's own time, or before frame `out`. The same picture may come for several frames
    (``is`` tells); pictures that no frame falls into do not come. Both are counted in `tally`.
    """
    tally, frame, held, used = tally if tally is not None else Tally(), start, None, 0
    for picture in _with_end(shown):
        while held is not None and frame / rate < picture.time:
            if out is not None and frame >= out:
                return
            yield frame, held
            frame, used = frame + 1, used + 1
        if held is not None:
            tally.repeated += max(0, used - 1)
            tally.dropped += used == 0
        held, used = picture, 0


def _with_end(shown: Iterator[Shown]) -> Iterator[Shown]:
    """The run, and its last picture once more at the time when it leaves the screen."""
    last = None
    for last in shown:
        yield last
    if last is not None:
        yield replace(last, time=last.time + last.lasts)


@dataclass
class Fitting:
    """Turns pictures upright, to square pixels, and centres them in one shape, boxed where they differ.

    Values come out as `pixels` (FFmpeg's name), Rec. 709, limited range.
    """

    shape: Shape
    rotation: int
    """Degrees clockwise."""
    pixel_aspect: Fraction
    """Width of a stored pixel over its height."""
    pixels: str = "yuv420p"
    flags: str = "bicubic"
    """Scaling method, FFmpeg's name."""
    _graph: av.filter.Graph | None = None
    _kind: tuple[int, int, str, int, int] | None = None

    def fit(self, frame: av.VideoFrame) -> av.VideoFrame:
        """`frame` in the shape. A change of size or format within a file starts a new graph."""
        kind = (frame.width, frame.height, frame.format.name, int(frame.colorspace), int(frame.color_range))
        if self._graph is None or kind != self._kind:
            self._graph, self._kind = self._build(frame), kind
        # The graph only passes pictures through; time is kept outside of it.
        frame.pts = None
        self._graph.push(frame)
        fitted = self._graph.pull()
        assert isinstance(fitted, av.VideoFrame)
        return fitted

    def inner(self, width: int, height: int) -> tuple[int, int]:
        """Size of the upright picture inside the shape, even on both sides."""
        across, down = width * self.pixel_aspect, Fraction(height)
        if self.rotation % 180:
            across, down = down, across
        scale = min(self.shape.width / across, self.shape.height / down)
        return _even(across * scale, self.shape.width), _even(down * scale, self.shape.height)

    def _build(self, frame: av.VideoFrame) -> av.filter.Graph:
        graph = av.filter.Graph()
        graph.threads = 1
        width, height = self.inner(frame.width, frame.height)
        sideways = self.rotation % 180 != 0
        turn = {90: [("transpose", "clock")], 180: [("hflip", ""), ("vflip", "")], 270: [("transpose", "cclock")]}
        size = f"{height}:{width}" if sideways else f"{width}:{height}"
        matrix = "" if int(frame.colorspace) not in (0, 2) else ":in_color_matrix=" + _matrix(frame)
        steps = [("scale", f"{size}:flags={self.flags}:out_color_matrix=bt709:out_range=tv{matrix}"),
                 ("format", self.pixels), *turn.get(self.rotation % 360, []),
                 ("pad", f"{self.shape.width}:{self.shape.height}:(ow-iw)/2:(oh-ih)/2"), ("setsar", "1")]
        at: av.filter.context.FilterContext = graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1, 1000))
        for name, settings in [*steps, ("buffersink", "")]:
            following = graph.add(name, settings) if settings else graph.add(name)
            at.link_to(following)
            at = following
        graph.configure()
        return graph


def _matrix(frame: av.VideoFrame) -> str:
    # Untagged pictures: standard definition was Rec. 601, everything larger Rec. 709 (as players assume).
    return "smpte170m" if frame.height <= 576 and frame.format.name.startswith("yuv") else "bt709"


def _even(length: Fraction, most: int) -> int:
    return max(2, min(most, round(length / 2) * 2))


def small_rgb(frame: av.VideoFrame, width: int = 240) -> np.ndarray:
    """The picture as uint8 RGB, `width` pixels across (rows, columns, 3): what measuring looks at."""
    height = _even(Fraction(frame.height * width, frame.width), 2 * width)
    small = frame.reformat(width=width, height=height, format="rgb24", interpolation="AREA", src_colorspace="ITU709")
    return small.to_ndarray()
