"""The whole way, timed: from a script to a handover on rehearsal takes; and what is heard at the edits of its cuts."""

from __future__ import annotations

import tempfile
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from workprint.desk import Desk, demo
from workprint.desk.handover import reels
from workprint.desk.loop import alts_of, latest
from workprint.film import Cut
from workprint.media import clicks, digital_silence_ms, laid_part, mixdown

AIM_S = 120
"""Seconds from the end of the installs to the handover. Source: issue 2, what `make demo` is to do."""
CUTS = 60
"""Cuts of the demo that are listened to. Source: our choice, a fifth of them, about 1,200 edits."""

Figure = dict[str, Any]


def figures() -> list[Figure]:
    """`demo.seconds` with its steps, `cut.clicks` and `cut.digital_silence_ms` over the demo's first cuts."""
    with tempfile.TemporaryDirectory() as folder:
        done = demo(Path(folder) / "demo")
        with Desk.open(Path(folder) / "demo") as desk:
            edits, clicked, silent, hard = _listened(desk)
    steps = {step.verb.removeprefix("workprint "): round(step.seconds, 1) for step in done.steps}
    return [_figure("demo.seconds", round(done.seconds, 1), "s", AIM_S, steps),
            _figure("cut.clicks", clicked, f"of {edits} edits", 0, {"the same edits without cross-fades": hard}),
            _figure("cut.digital_silence_ms", silent, "ms, longest", 0, {})]


def _listened(desk: Desk) -> tuple[int, int, int, int]:
    """Edits, clicks at them, longest digital silence in ms, and clicks where the same sound is only butted together."""
    edits = clicked = silent = hard = 0
    for alt in alts_of(desk, latest(desk, "1"))[:CUTS]:
        cut: Cut = alt.content
        heard = reels(desk, "1", cut)
        takes = {name: reel.take for name, reel in heard.items()}
        sound = mixdown(cut, takes, partial(_fetch, {name: reel.sound for name, reel in heard.items()}))
        places = [cut.rate.sample(frame) for frame in list(accumulate(piece.frames for piece in cut.pieces))[:-1]]
        edits += len(places)
        clicked += clicks(sound, places)
        silent = max(silent, digital_silence_ms(sound))
        hard += clicks(_butted(cut, {name: reel.sound for name, reel in heard.items()}), places)
    return edits, clicked, silent, hard


def _fetch(sounds: dict[str, Path | None], take: str, start: int, out: int) -> np.ndarray:
    place = sounds[take]
    return laid_part(place, start, out) if place else np.zeros(out - start, np.float32)


def _butted(cut: Cut, sounds: dict[str, Path | None]) -> np.ndarray:
    """The pieces end to end, as an edit list without cross-fades plays them; room tone is left silent."""
    sample = cut.rate.sample
    return np.concatenate([
        np.zeros(sample(piece.frames), np.float32) if piece.room else
        _fetch(sounds, piece.take, sample(piece.start), sample(piece.out)) for piece in cut.pieces])


def _figure(name: str, value: float, unit: str, aim: float, peers: dict[str, Any]) -> Figure:
    return {"name": name, "value": value, "unit": unit, "aim": aim, "better": "lower", "met": value <= aim,
            "peers": peers, "command": "make bench"}


if __name__ == "__main__":
    for figure in figures():
        print(figure)
