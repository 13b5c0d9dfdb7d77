"""What the pictures of a take look like, frame by frame: light, colour, sharpness and movement.

All measures are of code values as displayed (gamma-encoded, full range), not of scene light: two takes of one
camera compare well, two cameras only after a grade.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft2, rfft2

from workprint.film import CannotRead
from workprint.media.motion import RANGE, stir_of

Whole = NDArray[np.int16]
Floats = NDArray[np.float32]
Spectra = NDArray[np.complex64]

LUMA = (13_933, 46_871, 4_732)
"""Weights of red, green and blue in 65536ths: 0.2126, 0.7152, 0.0722. Source: ITU-R BT.709-6, item 3.2."""
TILE = 32
"""Side, in pixels of the small picture, of the square in which movement is told (a choice: a head in a medium shot)."""
REACH = 12
"""Longest step a tile can tell, in pixels: beyond it too little of the tile is common to both pictures."""
SEEN = 0.3
"""Height of a match, where 1 is the same picture, below which a tile says nothing (a choice: tiles of mere grain reach
0.30, tiles that moved by a third of their width 0.30 and more)."""
FLAT = 1.5
"""RMS detail of a tile, in code values under its fading edges, below which it is a bare wall (a choice: twice the
grain of a clean 8-bit picture)."""
STILL = 0.12
"""Steps shorter than this, in pixels, are stillness: grain and rounding."""
SOFT = 6.0
"""Standard deviation, in code values, below which a picture has no contrast to be sharp in (a choice)."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Measures of each frame; whole numbers, in thousandths. Every array has one value a frame."""

    luma: Whole
    """Mean luma (BT.709), 0 black to 1000 white."""
    contrast: Whole
    """Luma from the 5th to the 95th percentile, 0 to 1000."""
    saturation: Whole
    """Mean of the largest less the smallest of red, green and blue: 0 grey to 1000 (the chroma of the HSV hexcone)."""
    warmth: Whole
    """Red less blue over their sum, means of the frame: -1000 blue, 0 neutral, 1000 red."""
    sharpness: Whole
    """Fine detail against contrast: RMS of the Laplacian over four standard deviations of luma, 0 to 1000. Falls
    whenever the picture is blurred. Source: variance of the Laplacian, Pech-Pacheco et al., ICPR 2000."""
    motion: Whole
    """Mean length of the movement in the picture since the frame before, thousandths of its width, 0 for the first.
    Told up to about 30 a frame; of faster movement (a whip pan, a flash) less and less, in the end 0."""
    motion_x: Whole
    """Its mean from left to right (negative: to the left), thousandths of the width."""
    motion_y: Whole
    """Its mean from top to bottom (negative: upwards), thousandths of the width."""
    stir: Whole
    """The same as `motion` on a finer scale: thousandths of `RANGE`, 0 to 1000. A face that speaks has three to
    fifteen, measured on GRID; strong grain up to ten, so it is best read against the rest of its own take."""

    def __len__(self) -> int:
        return len(self.luma)

    def summary(self) -> dict[str, int]:
        """Median of each measure over the take (of movement: the mean, since most frames stand still)."""
        middle = {name: np.mean if name.startswith(("motion", "stir")) else np.median for name in NAMES}
        return {name: round(float(middle[name](getattr(self, name)))) if len(self) else 0 for name in NAMES}

    def save(self, path: Path) -> None:
        """Write it as a compressed NumPy archive at `path`."""
        with path.open("wb") as file:
            np.savez_compressed(file, **{name: getattr(self, name) for name in NAMES})

    @classmethod
    def load(cls, path: Path) -> Look:
        """Read what `save` wrote. Raises `CannotRead`."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                told = {name: kept[name] for name in kept.files}
            told.setdefault("stir", stir_of(told["motion"]))
            arrays = [np.asarray(told[name], np.int16) for name in NAMES]
        except Exception as error:  # A broken archive fails in a dozen ways: zip, zlib, struct, key, value.
            raise CannotRead(f"the look at {path} cannot be read ({type(error).__name__})",
                             "the file that measuring wrote would do", "measure the take again") from error
        return cls(*arrays)


NAMES = tuple(field.name for field in fields(Look))


class Meter:
    """Measures frames as they come and keeps only numbers.

    >>> meter = Meter()
    >>> meter.add(0, np.full((135, 240, 3), 128, np.uint8))
    >>> meter.look().summary()["luma"]
    502
    """

    def __init__(self) -> None:
        self._rows: dict[int, tuple[int, ...]] = {}
        self._before: tuple[int, Spectra] | None = None
        self._same: tuple[NDArray[np.uint8], tuple[int, ...]] | None = None

    def add(self, index: int, small_rgb: NDArray[np.uint8]) -> None:
        """Measure frame `index` of the take: height × width × 3, about 240 wide, in order; frames may be left out."""
        if self._same and np.array_equal(self._same[0], small_rgb):
            # Drawn on twos, or shot at half the rate: the same picture again, standing still.
            self._rows[index] = (*self._same[1][:-4], 0, 0, 0, 0)
            self._before = (index, self._before[1]) if self._before else None
            return
        planes = [np.ascontiguousarray(small_rgb[..., channel]) for channel in range(3)]
        luma = _luma(planes)
        spectra = _spectra(luma)
        step = (0, 0, 0, 0)
        if self._before and self._before[1].shape == spectra.shape and spectra.size and index > self._before[0]:
            step = _movement(self._before[1], spectra, luma.shape[1], index - self._before[0])
        self._before = index, spectra
        self._rows[index] = (*_light(luma), *_colour(planes), _sharpness(luma), *step)
        self._same = small_rgb, self._rows[index]

    def look(self) -> Look:
        """The measures so far; a frame that was left out has those of the last one before it."""
        if not self._rows:
            return Look(*(np.zeros(0, np.int16) for _ in NAMES))
        known = np.array(sorted(self._rows))
        table = np.array([self._rows[index] for index in known], np.int16)
        filled = table[np.maximum(0, np.searchsorted(known, np.arange(known[-1] + 1), "right") - 1)]
        return Look(*(np.ascontiguousarray(column) for column in filled.T))


def _luma(planes: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    total = sum(plane.astype(np.uint32) * np.uint32(weight) for plane, weight in zip(planes, LUMA, strict=True))
    return np.asarray((total + np.uint32(32_768)) >> 16, np.uint8)


def _light(luma: NDArray[np.uint8]) -> tuple[int, int]:
    """Mean and 5-to-95 range, thousandths."""
    counts = np.bincount(luma.ravel(), minlength=256)
    share = np.cumsum(counts)
    low, high = np.searchsorted(share, (0.05 * share[-1], 0.95 * share[-1]))
    return round(1000 * int(counts @ np.arange(256)) / (255 * luma.size)), round(1000 * int(high - low) / 255)


def _colour(planes: list[NDArray[np.uint8]]) -> tuple[int, int]:
    """Saturation and warmth, thousandths."""
    red, green, blue = planes
    chroma = np.maximum(np.maximum(red, green), blue) - np.minimum(np.minimum(red, green), blue)
    reds, blues = int(red.sum(dtype=np.int64)), int(blue.sum(dtype=np.int64))
    saturation = 1000 * int(chroma.sum(dtype=np.int64)) / (255 * chroma.size)
    return round(saturation), round(1000 * (reds - blues) / max(1, reds + blues))


def _sharpness(luma: NDArray[np.uint8]) -> int:
    """Fine detail against contrast, thousandths."""
    if min(luma.shape) < 3:
        return 0
    wide = luma.astype(np.int16)
    bend = 4 * wide[1:-1, 1:-1] - wide[:-2, 1:-1] - wide[2:, 1:-1] - wide[1:-1, :-2] - wide[1:-1, 2:]
    rough = float(np.sqrt(np.mean(np.square(bend, dtype=np.float32))))
    return min(1000, round(1000 * rough / (4 * max(SOFT, float(luma.std(dtype=np.float32))))))


def _spectra(luma: NDArray[np.uint8]) -> Spectra:
    """Spectra of the tiles, rows × columns × 32 × 17, mean removed and edges faded; none of a picture below 32."""
    tile = TILE
    if min(luma.shape) < tile:
        return np.zeros((0, 0, tile, tile // 2 + 1), np.complex64)
    rows, columns = luma.shape[0] // tile, luma.shape[1] // tile
    top, left = (luma.shape[0] - rows * tile) // 2, (luma.shape[1] - columns * tile) // 2
    body = luma[top : top + rows * tile, left : left + columns * tile].astype(np.float32)
    tiles = body.reshape(rows, tile, columns, tile).swapaxes(1, 2)
    tiles = (tiles - tiles.mean(axis=(2, 3), keepdims=True)) * _window(tile)
    return np.asarray(rfft2(tiles), np.complex64)


def _window(tile: int) -> Floats:
    fade = np.hanning(tile + 2)[1:-1]
    return np.outer(fade, fade).astype(np.float32)


def _movement(before: Spectra, now: Spectra, width: int, frames: int) -> tuple[int, int, int, int]:
    """Mean length, and mean across and down, of the tiles' steps, in thousandths of the width a frame; and the length
    in thousandths of `RANGE`.

    Phase correlation (Kuglin and Hines 1975) of each tile with itself one picture earlier.
    """
    tile = TILE
    cross = now * np.conj(before)
    loud = np.abs(cross)
    cross /= loud + 1e-3 * loud.mean(axis=(2, 3), keepdims=True) + 1e-6
    match = np.asarray(irfft2(cross * _soften(tile), s=(tile, tile))).reshape(-1, tile, tile)
    down, across, height = _steps(match, REACH)
    flat = np.sqrt(2 * np.mean(np.square(np.abs(now)), axis=(2, 3))).ravel() / tile < FLAT
    sure = height > SEEN
    # Bare walls stand still; what changed beyond knowing (a flash, a whip pan) is left out, unless it is most of it.
    told = sure | flat
    if 4 * told.sum() < len(match):
        return 0, 0, 0, 0
    clear = sure & ~flat & (np.hypot(down, across) > STILL)
    scale = 1000 / (width * frames * int(told.sum()))
    length = float(np.hypot(down, across)[clear].sum()) * scale
    return (round(length), round(float(across[clear].sum()) * scale), round(float(down[clear].sum()) * scale),
            min(1000, round(length * 1000 / RANGE)))


def _soften(tile: int) -> Floats:
    """A bell over the frequencies, so that a match is a hill three pixels wide and its top lies between pixels."""
    y, x = np.fft.fftfreq(tile), np.fft.rfftfreq(tile)
    bell = np.exp(-(y[:, None] ** 2 + x**2) / (2 * 0.18**2))
    return np.asarray(bell / irfft2(bell, s=(tile, tile))[0, 0], np.float32)


def _steps(match: Floats, reach: int) -> tuple[Floats, Floats, Floats]:
    """Step down and across, and height, of the highest match of each tile within `reach` pixels."""
    near = np.fft.fftshift(match, axes=(1, 2))
    middle = match.shape[1] // 2
    side = 2 * reach + 1
    near = near[:, middle - reach - 1 : middle + reach + 2, middle - reach - 1 : middle + reach + 2]
    inner = near[:, 1:-1, 1:-1].reshape(len(near), -1)
    top = inner.argmax(axis=1)
    y, x = top // side + 1, top % side + 1
    index = np.arange(len(near))
    down = y - 1 - reach + _lean(near[index, y - 1, x], near[index, y, x], near[index, y + 1, x])
    across = x - 1 - reach + _lean(near[index, y, x - 1], near[index, y, x], near[index, y, x + 1])
    return down, across, inner[index, top]


def _lean(left: Floats, middle: Floats, right: Floats) -> Any:
    """Where between pixels the top of a hill lies, by its parabola."""
    curve = left - 2 * middle + right
    return np.where(curve < 0, (left - right) / (2 * np.minimum(curve, -1e-9)), 0)
