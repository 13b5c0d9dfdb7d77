"""Second sounds while the cut under them gets longer or shorter."""

from __future__ import annotations

from dataclasses import replace

from workprint.film.cut import Cut, Over


def opened(over: tuple[Over, ...], place: int, frames: int) -> tuple[Over, ...]:
    """Second sounds where `frames` frames come in at `place`: those from there on move along."""
    return tuple(replace(one, at=one.at + frames) if one.at >= place else one for one in over)


def closed(over: tuple[Over, ...], start: int, out: int) -> tuple[Over, ...]:
    """Second sounds where frames `start` to `out` go: those after move along, those that begin in them begin there."""
    return tuple(replace(one, at=one.at - (out - start) if one.at >= out else min(one.at, start)) for one in over)


def fitted(cut: Cut) -> Cut:
    """The cut with its second sounds in order and none of them longer than the cut."""
    end = cut.frames
    kept = (replace(one, out=min(one.out, one.start + end - one.at)) for one in cut.over if one.at < end)
    return replace(cut, over=tuple(sorted(kept, key=lambda one: (one.at, one.take, one.start))))
