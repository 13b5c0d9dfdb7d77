"""How near a shot is brought to a reference that shows only a part of it, beside what others make of the same pair.

The right of a photograph is damaged by a made colour decision list in sRGB codes, 8 bits; its left is the reference.
Scored is the mean CIEDE2000 of the repaired shot against its own undamaged pixels. A part of the photographs is held
out: nothing was ever tuned on them, and the figures are theirs. Run alone: ``python -m bench.colour_match [--rows]``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, rgb2lab

from bench._colour_peers import PEERS
from bench._colour_photos import Bytes, damaged, parted, photographs
from bench._colour_scenes import jumps
from workprint.film import Seen
from workprint.media.colour import MATCH_WIDTH, VIEW, apply_ops, match, seen_of, to_view, to_working

SPACE = "sRGB - Display"
SHOWN = f"{SPACE}/{VIEW.partition('/')[2]}"
SHARED, SAME, STRANGERS = (24, 60), 100, 0
"""Percent of a photograph that shot and reference share: in part, wholly, not at all. Source: facts/colour 14.1."""
SEEDS = 2
"""Damages to each photograph at each overlap."""
THIN = 3
"""Every third pixel either way is scored, and given to the peers, for speed."""
PEERS_PYTHON = Path("build") / "peers" / "bin" / "python"
"""Where `make peers` puts color-matcher, in an environment of its own."""
NOTHING, MATCHER = "do nothing", "color-matcher"


class Case(NamedTuple):
    """One damaged shot and its reference."""

    name: str
    held: bool
    overlap: int
    shot: Bytes
    reference: Bytes
    truth: Bytes


class Row(NamedTuple):
    """What was made of a case: mean CIEDE2000 by each peer, by our proposals in order, and what the first one is."""

    case: Case
    peers: dict[str, float]
    ours: list[float]
    how: str
    seconds: float


def cases() -> Iterator[Case]:
    """Every photograph at every overlap with every damage."""
    for number, photo in enumerate(photographs()):
        for overlap in (*SHARED, SAME, STRANGERS):
            reference, truth = parted(photo.codes, overlap) if overlap != SAME else (photo.codes, photo.codes)
            for seed in range(SEEDS):
                shot = damaged(truth, np.random.default_rng([number, seed]))
                yield Case(photo.name, photo.held, overlap, shot, reference, truth)


def measured(given: Sequence[Case]) -> list[Row]:
    """Every case by every peer and by this tool."""
    matcher = color_matcher(given)
    rows = []
    for at, case in enumerate(given):
        truth, shot, reference = (rgb2lab(_thin(case.truth)), *(
            (_thin(one) / 255).astype(np.float32) for one in (case.shot, case.reference)))
        peers = {name: _off(truth, way(shot, reference)) for name, way in PEERS.items()}
        if matcher:
            peers[MATCHER] = _off(truth, matcher[at] / 255)
        rows.append(Row(case, peers, *_ours(case, truth, shot)))
    return rows


def _thin(codes: Bytes) -> Bytes:
    return np.ascontiguousarray(codes[::THIN, ::THIN])


def _off(truth: NDArray[np.float64], codes: NDArray[Any]) -> float:
    shown = np.rint(np.clip(codes, 0, 1) * 255) / 255
    return float(deltaE_ciede2000(truth, rgb2lab(shown)).mean())  # type: ignore[no-untyped-call]


def _ours(case: Case, truth: NDArray[np.float64], shot: NDArray[np.float32]) -> tuple[list[float], str, float]:
    began = time.process_time()
    found = match(_seen(case.shot), _seen(case.reference))
    took = time.process_time() - began
    codes = to_working(shot, SPACE)
    return [_off(truth, to_view(apply_ops(codes, way.ops), SHOWN)) for way in found], found[0].how, took


def _seen(codes: Bytes) -> Seen:
    return seen_of(codes, shot=0, take="", frame=0, space=SPACE, width=MATCH_WIDTH)


def color_matcher(given: Sequence[Case]) -> list[Bytes]:
    """What color-matcher makes of every case, by a process of its own; nothing where it is not set up."""
    if not PEERS_PYTHON.exists() or subprocess.run([PEERS_PYTHON, "-c", "import color_matcher"],
                                                   capture_output=True).returncode:
        return []
    with tempfile.TemporaryDirectory() as folder:
        pairs, made = Path(folder) / "pairs.npz", Path(folder) / "made.npz"
        arrays = {f"{name}_{at}": _thin(codes) for at, case in enumerate(given)
                  for name, codes in (("shot", case.shot), ("reference", case.reference))}
        np.savez(pairs, **arrays)  # type: ignore[arg-type]
        subprocess.run([PEERS_PYTHON, Path(__file__).with_name("_color_matcher.py"), pairs, made], check=True)
        with np.load(made) as results:
            return [results[f"made_{at}"] for at in range(len(given))]


def _of(rows: Sequence[Row], overlaps: Sequence[int], held: bool = True) -> list[Row]:
    return [row for row in rows if row.case.overlap in overlaps and row.case.held is held]


def _by_peer(rows: Sequence[Row], how: Any) -> dict[str, float]:
    return {name: round(float(how([row.peers[name] for row in rows])), 2) for name in rows[0].peers}


def _p90(values: Sequence[float]) -> float:
    return float(np.percentile(values, 90))


def _worse(row: Row, value: float) -> bool:
    """Whether it is worse than nothing by more than the rounding to 8 bits makes of nothing itself."""
    return value > row.peers[NOTHING] + 0.05


def figures() -> list[dict[str, Any]]:
    """The figures of matching."""
    rows = measured(list(cases()))
    if "--rows" in sys.argv:
        _told(rows)
    part, same, strangers = _of(rows, SHARED), _of(rows, (SAME,)), _of(rows, (STRANGERS,))
    every = [*part, *strangers]
    photos = len({row.case.name for row in part})
    of = f"mean ΔE00, 24 and 60 % shared, {photos} held-out photographs"
    first = [row.ours[0] for row in part]
    worse = {name: float(sum(_worse(row, row.peers[name]) for row in every)) for name in every[0].peers}
    return [
        _figure("colour.match_mean", float(np.mean(first)), of, 3.0, "lower", _by_peer(part, np.mean)),
        _figure("colour.match_p90", _p90(first), f"{of}: 90th percentile of pairs", 5.0, "lower", _by_peer(part, _p90)),
        _figure("colour.best_of_six", float(np.mean([min(row.ours) for row in part])), f"{of}: best of six", 2.0,
                "lower", {f"{name} (one)": value for name, value in _by_peer(part, np.mean).items()}),
        _figure("colour.worse_than_nothing", sum(_worse(row, row.ours[0]) for row in every),
                f"of {len(every)} held-out pairs at 0, 24 and 60 %", 0, "lower", worse),
        _figure("colour.match_same", float(np.mean([row.ours[0] for row in same])),
                f"mean ΔE00, same content, {photos} held-out photographs", 0.6, "lower", _by_peer(same, np.mean)),
        _figure("colour.match_strangers", float(np.mean([min(row.ours) for row in strangers])),
                "mean ΔE00, nothing shared, best of six (the first one is to do nothing)",
                _by_peer(strangers, np.mean)[NOTHING], "lower", _by_peer(strangers, np.mean)),
        _figure("colour.match_abstains", 100 * float(np.mean([row.how == "nothing" for row in strangers])),
                "% of pairs that share nothing in which doing nothing comes first", 100, "higher",
                {"all peers (never abstain)": 0.0}),
        _figure("colour.match_open_part", float(np.mean([row.ours[0] for row in _of(rows, SHARED, held=False)])),
                "mean ΔE00 as match_mean, on the photographs that it was tuned on", 3.0, "lower",
                _by_peer(_of(rows, SHARED, held=False), np.mean)),
        _figure("colour.match_seconds", float(np.median([row.seconds for row in rows])),
                "s of processor time a pair, median", 1.0, "lower", {}),
        *(_figure(name, value, unit, aim, "lower", peers) for name, value, unit, aim, peers in jumps()),
    ]


def _told(rows: Sequence[Row]) -> None:
    for overlap in (SAME, *SHARED, STRANGERS):
        for held in (False, True):
            some = _of(rows, (overlap,), held)
            first, best = [row.ours[0] for row in some], [min(row.ours) for row in some]
            print(f"{overlap:>3} % {'held out' if held else 'open'} {len(some)}: first {np.mean(first):.2f} p90 "
                  f"{_p90(first):.2f} worst {max(first):.2f}; best {np.mean(best):.2f}; {_by_peer(some, np.mean)}")
    for row in sorted(rows, key=lambda row: -row.ours[0] / row.peers[NOTHING] * (row.case.overlap > 0))[:12]:
        print(f"{row.case.name} {row.case.overlap} %: {row.how} {row.ours[0]:.2f}, nothing {row.peers[NOTHING]:.2f}")


def _figure(name: str, value: float, unit: str, aim: float, better: str, peers: Mapping[str, float]) -> dict[str, Any]:
    value = round(float(value), 3)
    met = value >= aim if better == "higher" else value <= aim
    return {"name": name, "value": value, "unit": unit, "aim": aim, "better": better, "met": met, "peers": dict(peers),
            "command": "make bench BENCH=colour_match"}


if __name__ == "__main__":
    for row in figures():
        print(f"{row['name']:<28} {row['value']:>8} {row['unit']:<60} aim {row['aim']:<4} "
              f"{'met' if row['met'] else 'NOT met'}   peers {row['peers']}")
