"""The colour decision list that comes nearest to a grade, and how near: what survives an EDL and a visit to effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from workprint.film.grade import Op
from workprint.media.colour.bake import scene_colours
from workprint.media.colour.chain import to_view, to_working
from workprint.media.colour.difference import delta_e
from workprint.media.colour.ops import CDL_LUMA, apply_ops
from workprint.media.colour.spaces import SPACES, VIEW

Doubles = NDArray[np.float64]

ALIKE = 5e-5
"""Largest difference, in ACEScct code values, at which a list counts as exact. Source: facts/colour, section 14."""

SAMPLES, FITTED = 1500, 400
"""Colours that a list is measured on, and fitted to. Source: our choice: ten numbers need few."""

ENDS = np.array([[0.0] * 3 + [-1.0] * 3 + [0.1] * 3 + [0.0], [4.0] * 3 + [1.0] * 3 + [4.0] * 3 + [4.0]])
"""Lowest and highest slope, offset, power and saturation. Source: our choice, the ends of the operation's knobs."""

MET = 1e-3
"""Difference in ACEScct code values from which on a colour counts as out of reach. Measured: of 0.01, 0.002 and 0.001
the last leaves the least ΔE00 for exposure and balance."""

AT_REST = np.array([1.0] * 3 + [0.0] * 3 + [1.0] * 4)
"""The list that changes nothing. Source: ASC CDL v1.2."""


@dataclass(frozen=True, slots=True)
class CdlFit:
    """One colour decision list in ACEScct for a list of operations, with how far it is from them as seen."""

    op: Op
    """Of kind ``cdl``."""
    exact: bool
    """Whether it does the same everywhere, to 5e-5 of the code range."""
    mean: float
    """8-bit display codes, over all channels."""
    p99: float
    """8-bit display codes: 99 of 100 are nearer."""
    worst: float
    """8-bit display codes."""
    de_mean: float
    """CIEDE2000."""
    de_p99: float
    """CIEDE2000."""
    de_max: float
    """CIEDE2000."""

    @property
    def says(self) -> str:
        """One sentence for the person who hands it over."""
        if self.exact:
            return "the colour decision list does exactly what the grade does"
        return (f"the colour decision list is the nearest there is: ΔE00 {self.de_mean:.2f} on average, "
                f"{self.de_p99:.2f} for one colour in a hundred; the table carries the rest")


def as_cdl(ops: Sequence[Op], *, view: str = VIEW) -> CdlFit:
    """The best colour decision list in ACEScct for `ops`, by least squares on scene colours."""
    before = to_working(scene_colours(SPACES["logc3"])[:SAMPLES], SPACES["logc3"])
    wide = np.concatenate([before, np.random.default_rng(7).uniform(-0.1, 1.2, (SAMPLES, 3)).astype(np.float32)])
    acting = [op for op in ops if not op.at_rest]
    alone = len(acting) == 1 and acting[0].kind == "cdl"
    found = [acting[0]] if alone else _fitted(before[:FITTED], apply_ops(before[:FITTED], acting))
    exact = alone or float(np.abs(apply_ops(wide, found[:1]) - apply_ops(wide, acting)).max()) <= ALIKE
    return min((_told(op, exact, before, acting, view) for op in found), key=lambda fit: fit.de_mean)


def _told(op: Op, exact: bool, before: NDArray[np.float32], ops: Sequence[Op], view: str) -> CdlFit:
    one, other = (np.clip(to_view(apply_ops(before, done), view), 0, 1) for done in ([op], ops))
    codes, seen = np.abs(one - other) * 255, delta_e(one, other)
    return CdlFit(op, exact, float(codes.mean()), float(np.percentile(codes, 99)), float(codes.max()),
                  float(seen.mean()), float(np.percentile(seen, 99)), float(seen.max()))


def _fitted(before: NDArray[np.float32], after: NDArray[np.float32]) -> list[Op]:
    """Straight lines where they do all; else all ten numbers, fitted to every colour, and to those that can be met.

    The second way suits exposure and balance: in ACEScct they are exact offsets but for the deepest shadows, which
    the first way lets spoil everything else a little. LSMR asks for no decomposition whose threads wait on each other.
    """
    into, out = before.astype(np.float64), after.astype(np.float64)
    start = np.clip(_lines(into, out), ENDS[0], ENDS[1])
    if np.abs(_listed(start, into) - out).max() <= ALIKE:
        return [_op(start)]
    inside = np.clip(start, ENDS[0] + 1e-6, ENDS[1] - 1e-6)
    return [_op(least_squares(lambda knobs: (_listed(knobs, into) - out).ravel(), inside, bounds=ENDS, max_nfev=200,
                              loss=loss, f_scale=MET, tr_solver="lsmr").x) for loss in ("linear", "cauchy")]


def _op(knobs: Doubles) -> Op:
    return Op("cdl", (*(int(value) for value in np.rint(knobs * 1e6)), 0))


def _lines(into: Doubles, out: Doubles) -> Doubles:
    found = AT_REST.copy()
    for channel in range(3):
        columns = np.stack([into[:, channel], np.ones(len(into))], -1)
        (found[channel], found[3 + channel]), *_ = np.linalg.lstsq(columns, out[:, channel], rcond=None)
    return found


def _listed(knobs: Doubles, codes: Doubles) -> Doubles:
    """A list without clamps, in doubles, so that the fit has slopes to follow."""
    sop = codes * knobs[:3] + knobs[3:6]
    sop = np.where(sop > 0, np.maximum(sop, 1e-9) ** knobs[6:9], sop)
    luma = (sop @ CDL_LUMA.astype(np.float64))[:, None]
    return np.asarray(luma + knobs[9] * (sop - luma))
