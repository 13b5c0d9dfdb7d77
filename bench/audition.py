"""Figures of the audition: how soon a three-minute cut begins to play, and how many of its frames are wrong."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import av
import numpy as np

from workprint.film import Cut, Over, Piece, Rate, Shot, Slate, Sync, Take
from workprint.media import Reel, Shape, laid_part, lay_sound, make_proxy, mixdown, probe, read_sound, stream
from workprint.media.made_film import make_take, read_code

RATE = Rate(24)
TAKES, TAKE_FRAMES = 6, 240
SHOTS, FRAMES = 120, 3 * 60 * 24
"""Shots and frames of the cut: three minutes, as issue 2 asks, in shots of a second and a half."""


def shoot(folder: Path) -> dict[str, Reel]:
    """Takes whose pictures spell their numbers, as proxies and laid sounds."""
    reels = {}
    for number in range(1, TAKES + 1):
        original = probe(make_take(folder / f"{number}.mov", number, frames=TAKE_FRAMES, width=960, height=540,
                                   coder={"preset": "ultrafast"}))
        proxy, sound = folder / f"{number}.mp4", folder / f"{number}.wav"
        facts = make_proxy(original, proxy, rate=RATE, shape=Shape())
        take = Take(Slate("1", "A", number), original.hash, facts.frames, RATE, original.hash, sync=Sync(0))
        lay_sound(original, take, sound)
        reels[take.id] = Reel(proxy, sound, take)
    return reels


def three_minutes(reels: dict[str, Reel]) -> Cut:
    """A cut of `SHOTS` shots from all takes, its sound cut elsewhere than its picture."""
    chance, length = random.Random(3), FRAMES // SHOTS
    def runs() -> list[tuple[str, int, int]]:
        starts = [chance.randrange(TAKE_FRAMES - length) for _ in range(SHOTS)]
        return [(chance.choice(sorted(reels)), start, start + length) for start in starts]
    return Cut("1", RATE, tuple(Shot(*run) for run in runs()), tuple(Piece(*run) for run in runs()))


def turned(reels: dict[str, Reel]) -> Cut:
    """A cut as long whose shots are black, slower, faster, frozen and backwards in turn, with silence and second sounds
    in it. It begins with what is slowest to find: a shot that runs backwards."""
    chance, length, shots = random.Random(4), FRAMES // SHOTS, list[Shot]()
    while sum(shot.frames for shot in shots) < FRAMES:
        take, start = chance.choice(sorted(reels)), chance.randrange(TAKE_FRAMES - 2 * length)
        shots += [Shot(take, start, start + length, backwards=True), Shot("", 0, length),
                  Shot(take, start, start + length // 2, lasts=length), Shot(take, start, start + 1, lasts=length),
                  Shot(take, start, start + 2 * length, lasts=length)]
    frames = sum(shot.frames for shot in shots)
    heard = [*sorted(reels), ""]
    runs = [(chance.choice(heard), chance.randrange(TAKE_FRAMES - length)) for _ in range(frames // length)]
    over = tuple(Over(at, heard[at % TAKES], 10, 10 + length) for at in range(20, frames - length, 5 * length))
    return Cut("1", RATE, tuple(shots), tuple(Piece(take, start, start + length) for take, start in runs), over)


def first_picture_s(cut: Cut, reels: dict[str, Reel]) -> float:
    """Seconds until the first fragment with pictures and sound is there: more than the first byte."""
    start = time.perf_counter()
    playing = stream(cut, reels)
    while b"mdat" not in next(playing):
        pass
    return time.perf_counter() - start


def frame_errors(path: Path, cut: Cut) -> int:
    """Frames of the finished audition that are not what the cut names, counting missing ones."""
    wanted = [(int(shot.take.rsplit("/")[-1]), shot.shown(frame)) if shot.take else None
              for shot in cut.shots for frame in range(shot.frames)]
    with av.open(str(path)) as container:
        seen = [read_code(frame.to_ndarray(format="gray")) for frame in container.decode(video=0)]
    return sum(code != want for code, want in zip(seen, wanted, strict=False)) + abs(len(seen) - len(wanted))


def sound_error(path: Path, cut: Cut, reels: dict[str, Reel]) -> float:
    """Largest difference from the mixdown, in steps of sixteen bits."""
    takes = {name: reel.take for name, reel in reels.items()}
    mixed = mixdown(cut, takes, lambda name, start, out: laid_part(reels[name].sound or Path(), start, out))
    heard = read_sound(path)
    return float(np.abs(heard - mixed).max() * 32768) if len(heard) == len(mixed) else float("inf")


def encoded_s(cut: Cut, reels: dict[str, Reel], seconds: int = 4) -> float:
    """Seconds that encoding the cut's pictures again would take, from a few seconds of it."""
    out = av.open("/dev/null", "w", format="null")
    coder: Any = out.add_stream("libx264", rate=24, options={"preset": "superfast"})
    coder.width, coder.height = 960, 540
    start = time.perf_counter()
    with av.open(str(reels[cut.shots[0].take].picture)) as container:
        for number, frame in zip(range(seconds * 24), container.decode(video=0), strict=False):
            frame.pts, frame.pict_type = number, 0
            coder.encode(frame)
    spent = time.perf_counter() - start
    out.close()
    return spent * FRAMES / (seconds * 24)


def figures() -> list[dict[str, Any]]:
    """What `make bench` prints of auditions."""
    with tempfile.TemporaryDirectory() as name:
        reels = shoot(Path(name))
        cut, out = three_minutes(reels), Path(name) / "cut.mp4"
        times = sorted(first_picture_s(cut, reels) for _ in range(9))
        start = time.perf_counter()
        out.write_bytes(b"".join(stream(cut, reels)))
        whole = time.perf_counter() - start
        wrong, step, again = frame_errors(out, cut), sound_error(out, cut, reels), encoded_s(cut, reels)
        changed = turned(reels)
        turned_first = statistics.median(first_picture_s(changed, reels) for _ in range(9))
        out.write_bytes(b"".join(stream(changed, reels)))
        turned_wrong, turned_step = frame_errors(out, changed), sound_error(out, changed, reels)
    first = round(statistics.median(times) * 1000, 1)
    return [
        _figure("audition.first_byte_ms", first, f"ms to the first playable fragment, 3 minutes, {SHOTS} shots", 150,
                {"worst of 9": round(times[-1] * 1000, 1), "whole cut": round(whole * 1000),
                 "encoding its pictures again": round(again * 1000)}),
        _figure("audition.frame_errors", wrong, f"of {FRAMES} frames", 0,
                {"largest sound error, steps of 16 bits": round(step, 2)}),
        _figure("audition.turned_frame_errors", turned_wrong,
                f"of {changed.frames} frames that are black, 50 %, 200 %, frozen or backwards", 0,
                {"first byte, ms": round(turned_first * 1000, 1),
                 "largest sound error, steps of 16 bits, silence and second sounds": round(turned_step, 2)}),
    ]


def _figure(name: str, value: float, unit: str, aim: float, peers: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "value": value, "unit": unit, "aim": aim, "better": "lower", "met": value <= aim,
            "peers": peers, "command": "make bench"}


if __name__ == "__main__":
    for figure in figures():
        print(f"{figure['name']:24} {figure['value']:>10} {figure['unit']} (aim {figure['aim']}) {figure['peers']}")
