"""How many people a trial of the taste needs, from what would be worth knowing (docs/trial.md).

Paired differences d with standard deviation s, a two-sided test at a and power p need
n = ((z(1 - a/2) + z(p)) * s / d)**2 + z(1 - a/2)**2 / 2 people (Guenther 1981); the exact power of the t test is
computed beside it. Pairs are counted by the exact binomial, one share for each person's pairs together.
"""

from __future__ import annotations

from math import ceil

from scipy.stats import binom, nct, norm, t

ALPHA, POWER = 0.05, 0.8
"""Chance of a false yes, and of a true one, that is aimed at. Source: convention (Cohen 1988)."""


def people(effect: float, alpha: float = ALPHA, power: float = POWER) -> int:
    """People for a paired difference of `effect` standard deviations of the differences.

    >>> people(0.5), people(0.447)
    (34, 42)
    """
    beyond = float(norm.ppf(1 - alpha / 2))
    count = ceil(((beyond + float(norm.ppf(power))) / effect) ** 2 + beyond**2 / 2)
    while exact(effect, count, alpha) < power:
        count += 1
    return count


def exact(effect: float, count: int, alpha: float = ALPHA) -> float:
    """The power of the paired t test with `count` people.

    >>> round(exact(0.5, 34), 2)
    0.81
    """
    beyond, middle = t.ppf(1 - alpha / 2, count - 1), effect * count**0.5
    return float(nct.sf(beyond, count - 1, middle) + nct.cdf(-beyond, count - 1, middle))


def pairs(share: float, alpha: float = ALPHA, power: float = POWER) -> int:
    """Pairs after which a win rate of `share` is told from a half, one-sided.

    >>> pairs(0.6), pairs(0.65)
    (158, 69)
    """
    count = 1
    while _told(share, count, alpha) < power:
        count += 1
    return count


def _told(share: float, count: int, alpha: float) -> float:
    least = int(binom.isf(alpha, count, 0.5)) + 1
    return float(binom.sf(least - 1, count, share))


def several(count: int, each: int, alike: float) -> int:
    """Pairs that must be asked where each person answers `each`, whose answers are `alike` (intraclass correlation).

    >>> several(158, 8, 0.1)
    269
    """
    return ceil(count * (1 + (each - 1) * alike))


if __name__ == "__main__":
    for effect in (0.3, 0.4, 0.447, 0.5, 0.6, 0.8):
        print(f"a difference of {effect} standard deviations: {people(effect)} people")
    for share in (0.6, 0.65, 0.7):
        print(f"a win rate of {share}: {pairs(share)} pairs, {several(pairs(share), 8, 0.1)} of eight each")
