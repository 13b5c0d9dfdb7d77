"""A finished film, watched: where its shots begin, and small pictures of it. For films that nobody cut here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray

from workprint.media.colours import HDR, TRANSFERS, matrix_in, plainly_tagged
from workprint.media.grid import Tally
from workprint.media.opening import cannot, opened
from workprint.media.pictures import decoded, picture_stream

SIZE = (64, 36)
"""Pixels of the pictures that are compared. Source: our choice: as small as `media/glance` looks; a cut is seen."""

AROUND, TIMES, LEAST = 2, 3.0, 15.0
"""Pictures on each side that a change is compared with, how many times as much as those change it has to be, and how
much at least. Source: AdaptiveDetector of PySceneDetect 0.6, its defaults."""

SHORTEST = 8
"""Pictures that a shot has at least. Source: our choice, a third of a second: a flash is no cut."""

WHOLE_S, PART_S, PARTS = 900.0, 180.0, 5
"""Seconds up to which a film is watched whole; of a longer one so many seconds are, in so many places. Source: our
choice: decoding a feature whole takes longer than anybody waits."""

APART_S = 1.0
"""Seconds between two pictures that are kept. Source: our choice; a shot is rarely shorter."""

KEPT = 24
"""Pictures of a film that are kept. Source: our choice, as many as a scene has shots."""

Pictures = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Watched:
    """What was seen of a film."""

    lengths: tuple[int, ...]
    """Lengths of its shots, in thousandths of a second; those that a part was begun or left in are not counted."""
    pictures: tuple[Pictures, ...]
    """Some pictures of it, (rows, columns, 3), codes of 0 to 255 for a Rec. 709 display; none where they are HDR."""
    seconds: float
    """How much of it was watched."""
    of: float
    """How long it is, in seconds."""


def watch_film(path: Path) -> Watched:
    """Watch a film: whole where it is short, in parts where it is long. Raises `CannotRead`."""
    with opened(path) as container:
        stream = picture_stream(container)
        if stream is None:
            raise cannot(path, "it has no moving picture", "give a film, or a still")
        length = float(container.duration or 0) / av.time_base
        parts = [_part(container, stream, start, until) for start, until in _parts(length)]
        hdr = TRANSFERS.get(int(stream.codec_context.color_trc), "") in HDR
    shots = [one for lengths, _, _ in parts for one in lengths]
    seen = [one for _, pictures, _ in parts for one in pictures]
    watched = sum(seconds for _, _, seconds in parts)
    if not watched:
        raise cannot(path, "no picture of it can be shown", "give a film, or a still")
    chosen = sorted({round(at) for at in np.linspace(0, len(seen) - 1, min(KEPT, len(seen)))}) if seen else []
    return Watched(tuple(shots), () if hdr else tuple(seen[at] for at in chosen), watched, max(length, watched))


def _parts(length: float) -> list[tuple[float, float]]:
    """Seconds from which and until which a film is watched."""
    if length <= WHOLE_S:
        return [(0.0, length + WHOLE_S)]
    starts = np.linspace(0, length - PART_S, PARTS + 2)[1:-1]  # without titles at the head and at the tail
    return [(float(start), float(start) + PART_S) for start in starts]


def _part(container: InputContainer, stream: VideoStream, start: float,
          until: float) -> tuple[list[int], list[Pictures], float]:
    """Lengths of shots, some pictures, and seconds of one part."""
    if start:
        container.seek(int(start * av.time_base))
    times, changes, kept = list[float](), list[float](), list[Pictures]()
    last: NDArray[np.float32] | None = None
    for time, picture in _frames(container, stream, until):
        if not times or time - times[0] >= APART_S * len(kept):
            kept.append(picture)
        now = _hue_saturation_light(picture)
        changes.append(0.0 if last is None else _apart(last, now))
        times.append(time)
        last = now
    whole = not start and until > WHOLE_S  # then its first and its last shot are shots, too
    begins = [0] * whole + cuts(changes) + [len(times)] * whole
    return _lengths(times, begins), kept, times[-1] - times[0] if times else 0.0


def _frames(container: InputContainer, stream: VideoStream, until: float) -> Iterator[tuple[float, Pictures]]:
    for frame in decoded(container, stream, Tally(), threads=True):
        if frame.time is None:
            continue
        if frame.time >= until:
            return
        matrix = "ITU709" if matrix_in(frame) in ("bt709", "") else "ITU601"
        small = plainly_tagged(frame).reformat(*SIZE, format="rgb24", src_colorspace=matrix)
        yield frame.time, np.asarray(small.to_ndarray(), np.uint8)


def _lengths(times: Sequence[float], begins: Sequence[int]) -> list[int]:
    """Thousandths of a second from each beginning to the next."""
    if len(times) < 2:
        return []
    frame = (times[-1] - times[0]) / (len(times) - 1)
    at = [times[n] if n < len(times) else times[-1] + frame for n in begins]
    return [round(1000 * (two - one)) for one, two in pairwise(at)]


def cuts(changes: Sequence[float]) -> list[int]:
    """Where shots begin, from how much every picture differs from the one before it (0 to 255).

    A cut is a change that is much larger than those around it: in a chase all of them are large.
    """
    found: list[int] = []
    for at in range(1, len(changes)):
        near = [*changes[max(1, at - AROUND):at], *changes[at + 1:at + 1 + AROUND]]
        usual = sum(near) / len(near) if near else 0.0
        if changes[at] >= LEAST and changes[at] >= TIMES * usual and at - (found[-1] if found else 0) >= SHORTEST:
            found.append(at)
    return found


def _hue_saturation_light(picture: Pictures) -> NDArray[np.float32]:
    """(rows, columns, 3) in HSV as OpenCV has it: hue 0 to 180, the others 0 to 255."""
    rgb = picture.astype(np.float32)
    most, least = rgb.max(-1), rgb.min(-1)
    spread = most - least
    r, g, b = np.moveaxis(rgb, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        hue = np.where(most == r, (g - b) / spread % 6, np.where(most == g, (b - r) / spread + 2, (r - g) / spread + 4))
        saturation = np.where(most > 0, 255 * spread / most, 0)
    return np.stack([np.where(spread > 0, 30 * hue, 0), saturation, most], -1).astype(np.float32)


def _apart(one: NDArray[np.float32], two: NDArray[np.float32]) -> float:
    """How much two pictures differ on the mean; hues go round."""
    away = np.abs(one - two)
    away[..., 0] = np.minimum(away[..., 0], 180 - away[..., 0])
    return float(away.mean())
