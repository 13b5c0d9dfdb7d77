"""Figure of ingest: how much faster than it plays footage is probed, hashed, proxied, measured and laid."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
from av.audio.frame import AudioFrame

from workprint.crew import here
from workprint.film import SAMPLE_RATE, Rate, Slate, Take
from workprint.media import Shape, embedded_sync, filmstrip, laid, lay_sound, make_proxy, peaks, probe
from workprint.media.look import Meter

RATE = Rate(24)
SECONDS = 6
"""Length of what is rendered; its packets are written `TIMES` times over, since rendering is slow."""
TIMES = 3
BITS = 25_000_000
"""Bits a second. Source: issue 2's figure, what a mirrorless camera writes in 1080p."""
PROCESSES = 2


def scene(frame: int, texture: np.ndarray) -> np.ndarray:
    """A picture that a camera might see: detail and grain that move, and a shade that goes across."""
    picture = np.roll(texture, (frame * 3, frame * 5), (0, 1)).copy()
    x = 200 + frame * 6 % 1300
    picture[300:900, x:x + 300] = texture[100:700, 500:800] // 2 + 60
    return picture


def footage(path: Path, seed: int) -> Path:
    """A camera file: 1080p H.264 with long picture groups, and 48 kHz sound."""
    chance = np.random.Generator(np.random.PCG64(seed))
    coarse = chance.integers(30, 200, (68, 120, 3), np.uint8)
    grain = chance.integers(-12, 12, (1080, 1920, 3), np.int16)
    smooth = cast(np.ndarray, av.VideoFrame.from_ndarray(coarse, "rgb24").reformat(1920, 1080).to_ndarray())
    texture = np.clip(smooth + grain, 0, 255).astype(np.uint8)
    short = path.with_suffix(".short.mp4")
    with av.open(str(short), "w") as container:
        coder = {"preset": "ultrafast", "g": "48", "bf": "2", "x264-params": "b-adapt=0:cabac=1:ref=2"}
        stream = container.add_stream("libx264", rate=Fraction(RATE), options=coder)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 1920, 1080, "yuv420p", BITS
        for number in range(SECONDS * int(RATE)):
            frame = av.VideoFrame.from_ndarray(scene(number, texture), "rgb24")
            frame.pts, frame.time_base = number, 1 / Fraction(RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    repeat(short, path, chance)
    short.unlink()
    return path


def repeat(short: Path, path: Path, chance: np.random.Generator) -> None:
    """Write the packets of `short` over and over, with sound beside them."""
    with av.open(str(path), "w", format="mov") as container:
        with av.open(str(short)) as source:
            packets = [packet for packet in source.demux(video=0) if packet.size]
            stream = container.add_stream_from_template(source.streams.video[0])
            track = container.add_stream("pcm_s16le", rate=SAMPLE_RATE)
            track.layout = "mono"
            span = SECONDS / (source.streams.video[0].time_base or Fraction(1))
            data = [(bytes(packet), packet.pts or 0, packet.dts or 0, packet.is_keyframe) for packet in packets]
            base = source.streams.video[0].time_base
        for turn in range(TIMES):
            for content, pts, dts, key in data:
                packet = av.Packet(content)
                packet.pts, packet.dts = pts + int(turn * span), dts + int(turn * span)
                packet.stream, packet.time_base, packet.is_keyframe = stream, base or Fraction(1), key
                container.mux(packet)
        noise = (chance.standard_normal(SECONDS * TIMES * SAMPLE_RATE) * 2000).astype(np.int16)
        frame = AudioFrame.from_ndarray(noise[None], "s16", "mono")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, 0, Fraction(1, SAMPLE_RATE)
        container.mux(track.encode(frame))
        container.mux(track.encode(None))


def ingest(path: Path) -> None:
    """All that ingest does with one file: its hash, its proxy, its measures, its strip, its sound."""
    original, meter = probe(path), Meter()
    facts = make_proxy(original, path.with_suffix(".proxy.mp4"), rate=RATE, shape=Shape(), watch=meter.add)
    meter.look().save(path.with_suffix(".look.npz"))
    filmstrip(path.with_suffix(".proxy.mp4"), path.with_suffix(".jpg"))
    take = Take(Slate("1", "", 1), original.hash, facts.frames, RATE, original.hash, sync=embedded_sync(path))
    lay_sound(original, take, path.with_suffix(".wav"))
    peaks(laid(path.with_suffix(".wav")))


def decode(path: Path) -> None:
    """Only decode the pictures: no ingest can be faster than that."""
    with av.open(str(path)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for _ in container.decode(video=0):
            pass


def busy(work: Callable[[Path], None], path: Path) -> float:
    """Seconds of processor time that `work` takes."""
    start = time.process_time()
    work(path)
    return time.process_time() - start


def realtime(executor: Executor, work: Callable[[Path], None], files: list[Path]) -> tuple[float, float]:
    """Seconds of footage worked on in one second: by the clock, and by the processor time of two cores."""
    start = time.perf_counter()
    used = sum(executor.map(partial(busy, work), files))
    footage_s = len(files) * SECONDS * TIMES
    return footage_s / (time.perf_counter() - start), footage_s / (used / PROCESSES)


def figures() -> list[dict[str, Any]]:
    """What `make bench` prints of ingest."""
    with tempfile.TemporaryDirectory() as folder, here(PROCESSES) as executor:
        names = [Path(folder) / f"{number}.mov" for number in range(PROCESSES)]
        files = list(executor.map(partial(footage, seed=7), names))
        rate = files[0].stat().st_size * 8 / SECONDS / TIMES / 1e6
        plain, _ = realtime(executor, decode, files)
        found, alone = realtime(executor, ingest, files)
    value = round(found, 2)
    return [{"name": "ingest.realtime", "value": value,
             "unit": f"times playing speed, 1080p H.264 at {rate:.0f} Mbit/s, {PROCESSES} processes", "aim": 4,
             "better": "higher", "met": value >= 4,
             "peers": {"only decoding the pictures": round(plain, 2), "share of that": round(found / plain, 2),
                       "by processor time, two cores": round(alone, 2)},
             "command": "make bench"}]


if __name__ == "__main__":
    from bench import measure  # By its own name: what runs in other processes must be found there.

    for figure in measure("ingest"):
        print(f"{figure['name']:24} {figure['value']:>10} {figure['unit']} (aim {figure['aim']}) {figure['peers']}")
