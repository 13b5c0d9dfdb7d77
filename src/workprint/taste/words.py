"""What an axis and a belief are called in craft words."""

from __future__ import annotations

from collections.abc import Mapping

from workprint.film import ON, SIZES

BUSY = 3
"""Seconds of mean shot length that count as a pace of 500. Source: `tools/cutting/by_line.py`, for what measures it."""

SHARES = {"whose scene": "of the time on the lead", "silence": "silence", "listening": "of the speech on who listens",
          "overlap": "of the cuts under speech"}
"""Axes that are shares of something, in a hundred parts of which they are told."""

WAYS = {"pace": ("a slower pace", "a faster pace"), "closeness": ("wider pictures", "closer pictures"),
        "whose scene": ("less of the lead", "more of the lead"), "energy": ("quieter voices", "stronger voices"),
        "silence": ("less silence", "more silence"),
        "listening": ("fewer listeners", "more listeners"), "overlap": ("straight cuts", "cuts under speech"),
        "brightness": ("darker pictures", "brighter pictures"), "contrast": ("flatter pictures", "harder pictures"),
        "warmth": ("colder light", "warmer light"), "tint": ("greener light", "more magenta light"),
        "saturation": ("paler colours", "stronger colours"), "density": ("lighter colours", "denser colours"),
        "split": ("warm shadows", "cold shadows"), "softness": ("a crisp print", "a soft print"),
        "blacks": ("deeper blacks", "lifted blacks"), "highlights": ("rolled-off highlights", "brighter highlights")}
"""Both ways along an axis, in craft words; another axis is called by its name."""


def way(axis: str, more: bool) -> str:
    """One way along an axis: ``a faster pace``, ``closer pictures on strong lines than on others``."""
    whole, on, lines = axis.partition(ON)
    if on:
        return f"{way(whole, more)} on {lines} than on others"
    return WAYS.get(axis, (f"less {axis}", f"more {axis}"))[more]


def amount(axis: str, value: int) -> str:
    """So much of an axis, as the craft says it; `value` in thousandths.

    >>> amount("pace", 445), amount("silence", 170), amount("closeness", 660), amount("warmth", 482)
    ('3.7 s a shot', '17 % silence', 'MCU', 'warmth at 48 of 100')
    >>> amount("closeness on strong lines", 560)
    '+12 of 100'
    """
    if ON in axis:  # more of it on these lines than on others, or less
        return f"{round((value - 500) / 5):+} of 100".replace("-", "−")
    if axis == "pace" and value > 0:
        return f"{BUSY * (1000 - value) / value:.1f} s a shot"
    if axis == "closeness":
        steps = len(SIZES) - 1
        return SIZES[steps - max(0, min(steps, round(value * steps / 1000)))][0]
    if axis in SHARES:
        return f"{value / 10:.0f} % {SHARES[axis]}"
    return f"{axis} at {value / 10:.0f} of 100"


APART = 10
"""Thousandths on an axis from which two alternatives are said to differ. Source: our choice; a hundredth is told."""


def otherwise(one: Mapping[str, int], other: Mapping[str, int], most: int) -> tuple[str, ...]:
    """What is otherwise in the second of two, by their axes, what differs most first; nothing below a hundredth.

    >>> otherwise({"warmth": 480, "contrast": 300, "tint": 500}, {"warmth": 560, "contrast": 270, "tint": 503}, 4)
    ('warmer light, by 8 of 100', 'flatter pictures, by 3 of 100')
    """
    by = {axis: other[axis] - one[axis] for axis in one.keys() & other.keys()}
    apart = sorted((axis for axis in by if abs(by[axis]) >= APART), key=lambda axis: (-abs(by[axis]), axis))
    return tuple(f"{way(axis, by[axis] > 0)}, by {abs(by[axis]) / 10:.0f} of 100" for axis in apart[:most])


def likes(axis: str, kind: str, value: int) -> str:
    """What somebody likes of an axis: ``a faster pace``, ``about 3.7 s a shot``."""
    if kind != "about":
        return way(axis, kind == "more")
    return f"{'pictures of ' if axis == 'closeness' else ''}about {amount(axis, value)}"
