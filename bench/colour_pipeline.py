"""Colour's pipeline: preview speed beside FFmpeg's lut3d, the CDL beside OpenColorIO's, what tables and dither cost.

Run alone: ``python -m bench.colour_pipeline``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import av.filter
import numpy as np
import PyOpenColorIO as ocio  # noqa: N813
from numpy.typing import NDArray

from workprint.film.grade import Op
from workprint.media.colour import SPACES, Lut, Preview, apply_ops, as_cdl, bake, bake_error, graded

WIDTH, HEIGHT = 1920, 1080
"""Size of the pictures that are previewed."""
RUNS = 12
"""Times that each way of previewing is timed, turn about; the best counts, for other work disturbs."""
CDLS = 200
"""Colour decision lists that are compared, a hundred of each style."""
GRADES: tuple[tuple[Op, ...], ...] = (
    (),
    (Op.of("exposure", stops=300), Op.of("balance", mired=200), Op.of("contrast", amount=1100),
     Op.of("saturation", amount=1100)),
    (Op.of("exposure", stops=-400), Op.of("balance", mired=-250, tint=200), Op("curve", (100, -200, 100, 200, -300)),
     Op.of("density", amount=400), Op.of("split", shadow_hue=2300, shadow_amount=300, light_hue=700, light_amount=200),
     Op.of("print", softness=400)))
"""Grades whose tables are measured: none, a correction, a look."""


def scene(seed: int = 0) -> NDArray[np.uint8]:
    """A made log picture (1080p, 8 bits): soft areas, and the noise that keeps every part of the table in use."""
    chance = np.random.default_rng(seed)
    coarse = chance.uniform(60, 190, (9, 16, 3))
    smooth = coarse.repeat(HEIGHT // 9, 0).repeat(WIDTH // 16, 1)
    return np.asarray(np.clip(smooth + chance.normal(0, 6, (HEIGHT, WIDTH, 3)), 0, 255), np.uint8)


def cube(lut: Lut, path: Path) -> Path:
    """The table as the text file that FFmpeg reads: red runs fastest."""
    rows = lut.table.transpose(2, 1, 0, 3).reshape(-1, 3)
    path.write_text(f"LUT_3D_SIZE {lut.size}\n" + "\n".join(f"{r:.7f} {g:.7f} {b:.7f}" for r, g, b in rows) + "\n")
    return path


def lut3d(path: Path, picture: NDArray[np.uint8]) -> Callable[[], NDArray[Any]]:
    """FFmpeg's filter of that name, tetrahedral, on both cores, ready for `picture`."""
    graph = av.filter.Graph()
    graph.threads = 2
    at: av.filter.context.FilterContext = graph.add_buffer(width=WIDTH, height=HEIGHT, format=av.VideoFormat("rgb24"),
                                                           time_base=Fraction(1, 24))
    for name, told in (("lut3d", f"file={path}:interp=tetrahedral"), ("buffersink", "")):
        following = graph.add(name, told) if told else graph.add(name)
        at.link_to(following)
        at = following
    graph.configure()

    def once() -> NDArray[Any]:
        graph.push(av.VideoFrame.from_ndarray(picture, "rgb24"))
        shown = graph.pull()
        assert isinstance(shown, av.VideoFrame)
        return np.asarray(shown.to_ndarray())

    return once


def fastest(ways: Sequence[Callable[[], Any]], runs: int = RUNS) -> list[float]:
    """Best seconds of each way, timed turn about so that other work disturbs all of them alike."""
    best = [float("inf")] * len(ways)
    for _ in range(runs):
        for at, way in enumerate(ways):
            begun = time.perf_counter()
            way()
            best[at] = min(best[at], time.perf_counter() - begun)
    return best


def preview() -> list[dict[str, Any]]:
    """Frames a second of our preview, FFmpeg's lut3d and a plain copy; how many times as fast as FFmpeg's."""
    picture, lut = scene(), bake(SPACES["logc3"], GRADES[2])
    with TemporaryDirectory() as folder:
        ours, theirs = Preview(lut), lut3d(cube(lut, Path(folder) / "grade.cube"), picture)
        apart = int(np.abs(ours.picture(picture).astype(int) - theirs()).max())
        seconds = fastest((lambda: ours.picture(picture), theirs, picture.copy))
    fast, slow, nothing = (1 / one for one in seconds)
    return [figure("colour.preview_fps", fast, "1080p pictures a second, 33-point table, two cores", 24, "higher",
                   {"FFmpeg lut3d, tetrahedral": round(slow, 1), "do nothing (copy)": round(nothing, 1)}),
            figure("colour.preview_ratio", fast / slow, "times as fast as FFmpeg's lut3d", 1, "higher",
                   {"largest difference, codes": apart})]


def dials() -> list[dict[str, Any]]:
    """Milliseconds from a turned dial to a new table; seconds of the exact way for one picture."""
    full = scene().astype(np.float32) / 255
    turned = iter(range(10_000))
    seconds = fastest((lambda: bake(SPACES["logc3"], (*GRADES[2], Op.of("exposure", stops=next(turned) + 1))),
                       lambda: bake(SPACES["rec709"], GRADES[2]),
                       lambda: bake(SPACES["logc3"], GRADES[2], size=65)))
    exact = fastest((lambda: graded(full, SPACES["logc3"], GRADES[2]), lambda: graded(full, SPACES["logc3"], ())), 3)
    return [figure("colour.bake_ms", 1000 * seconds[0], "ms to a new 33-point table", 66, "lower",
                   {"from Rec. 709": round(1000 * seconds[1], 1), "65 points": round(1000 * seconds[2], 1)}),
            figure("colour.exact_s", exact[0], "s a 1080p picture, six operations", 0.8, "lower",
                   {"no operations": round(exact[1], 2)})]


def cdls() -> list[dict[str, Any]]:
    """Largest difference from OpenColorIO over lists of both styles, and OpenColorIO's own from the formula."""
    chance = np.random.default_rng(1)
    codes = chance.uniform(-0.2, 1.2, (4000, 3)).astype(np.float32)
    ours = theirs = 0.0
    for number in range(CDLS):
        knobs = np.rint(1e6 * np.concatenate([chance.uniform(0.5, 1.6, 3), chance.uniform(-0.15, 0.15, 3),
                                              chance.uniform(0.6, 1.5, 3), chance.uniform(0, 1.6, 1)])).astype(int)
        clamped = number % 2 == 1
        peer = listed(knobs / 1e6, codes, clamped)
        done = apply_ops(codes, (Op("cdl", (*knobs.tolist(), int(clamped))),))
        ours = max(ours, float(np.abs(done - peer).max()))
        theirs = max(theirs, float(np.abs(formula(knobs / 1e6, codes, clamped) - peer).max()))
    return [figure("colour.cdl_error", ours, "of the code range, from OpenColorIO, both styles", 5e-5, "lower",
                   {"OpenColorIO from the formula in doubles": round(theirs, 7)})]


def listed(knobs: NDArray[np.float64], codes: NDArray[np.float32], clamped: bool) -> NDArray[np.float32]:
    """What OpenColorIO makes of a list."""
    transform = ocio.CDLTransform(slope=knobs[:3], offset=knobs[3:6], power=knobs[6:9], sat=float(knobs[9]))
    transform.setStyle(ocio.CDL_ASC if clamped else ocio.CDL_NO_CLAMP)
    done = codes.copy()
    ocio.Config.CreateRaw().getProcessor(transform).getDefaultCPUProcessor().applyRGB(done)
    return done


def formula(knobs: NDArray[np.float64], codes: NDArray[np.float32], clamped: bool) -> NDArray[np.float64]:
    """ASC CDL v1.2 in doubles."""
    sop = codes.astype(np.float64) * knobs[:3] + knobs[3:6]
    sop = np.clip(sop, 0, 1) if clamped else sop
    sop = np.where(sop > 0, np.maximum(sop, 1e-300) ** knobs[6:9], sop)
    luma = (sop @ np.array([0.2126, 0.7152, 0.0722]))[:, None]
    done = luma + knobs[9] * (sop - luma)
    return np.asarray(np.clip(done, 0, 1) if clamped else done)


def tables() -> list[dict[str, Any]]:
    """The worst 99th percentile of a table's error over three spaces and three grades; the nearest list's too."""
    cases = [(SPACES[space], grade) for space in ("logc3", "slog3cine", "rec709") for grade in GRADES]
    found = {size: [bake_error(bake(space, grade, size=size), space, grade) for space, grade in cases]
             for size in (17, 33, 65)}
    worst = {size: max(one.p99 for one in errors) for size, errors in found.items()}
    seen = {size: max(one.de_p99 for one in errors) for size, errors in found.items()}
    cdl = as_cdl(GRADES[2])
    peers = {"17 points": round(worst[17], 2), "the look as the nearest CDL": round(cdl.p99, 2)}
    return [figure(f"colour.lut{size}_p99", worst[size], "codes of 8 bits, worst of 9", aim, "lower",
                   {**peers, "ΔE00 p99": round(seen[size], 2)}) for size, aim in ((33, 2.5), (65, 1.0))]


def figure(name: str, value: float, unit: str, aim: float, better: str, peers: dict[str, float]) -> dict[str, Any]:
    """One row, in the form of `bench`."""
    kept = float(f"{value:.4g}")
    met = kept >= aim if better == "higher" else kept <= aim
    return {"name": name, "value": kept, "unit": unit, "aim": aim, "better": better, "met": met, "peers": peers,
            "command": "make bench"}


def figures() -> list[dict[str, Any]]:
    """The figures of the pipeline."""
    return [*preview(), *dials(), *cdls(), *tables()]


if __name__ == "__main__":
    for row in figures():
        print(f"{row['name']:<24} {row['value']:>10} {row['unit']:<52} aim {row['aim']:<6} "
              f"{'met' if row['met'] else 'NOT met'}   peers {row['peers']}")
