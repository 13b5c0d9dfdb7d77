"""What people type, read once: weights, dials and who is framed."""

from __future__ import annotations

from collections.abc import Sequence

from workprint.film import BadValue, Framing, Setup, whole

CROWD = 32
"""People in one frame. Source: our choice; a cutting tool holds each as one bit of a number of 64."""

HUGE = 10_000
"""Thousandths of the frame that a head, or its place, may have. Source: our choice; ten frames, for an eye alone."""


def read_weights(given: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Weights from ``reaction=2000``, sorted by name. Raises `BadValue`."""
    found = []
    for one in given:
        name, sign, text = one.partition("=")
        value = whole(text)
        if not sign or value is None:
            raise BadValue(f"the weight came as {one!r}", "name=points as in reaction=2000 would do", "give it again")
        found.append((name.strip(), value))
    return tuple(sorted(found))


def read_dials(given: Sequence[str]) -> dict[str, int]:
    """Settings of dials from ``closeness=400``; the last word on a dial counts. Raises `BadValue`."""
    found = {}
    for one in given:
        name, sign, text = one.rpartition("=")
        value = whole(text)
        if not sign or value is None:
            raise BadValue(f"the dial came as {one!r}", "name=setting as in closeness=400 would do, -1000 to 1000",
                           "give it again")
        found[name.strip()] = value
    return found


def read_setup(name: str, people: str, about: str, angle: int | None, side: str) -> Setup:
    """A setup from ``NAME:head:x:y:look; NAME:...``. Raises `BadValue`."""
    if side not in ("near", "far", ""):
        raise BadValue(f"the side came as {side!r}", "near or far would do", "give it again")
    framings = [_framing(one.strip()) for one in people.split(";") if one.strip()]
    if len(framings) > CROWD:
        raise BadValue(f"{len(framings)} people came in one frame", f"up to {CROWD} would do",
                       "name those who are in the script")
    return Setup(name, tuple(framings), about, angle, side)  # type: ignore[arg-type]


def _framing(text: str) -> Framing:
    who, *rest = [part.strip() for part in text.split(":")]
    looks = {"left", "right", "camera", "away", ""}
    numbers = [n for part in rest[:3] if (n := whole(part)) is not None and 0 <= n <= HUGE]
    if not who or len(numbers) != len(rest[:3]) or not rest or (len(rest) > 3 and rest[3] not in looks):
        raise BadValue(f"somebody in the frame came as {text!r}", "ANA:320:400:330:right (thousandths) would do",
                       "give it again")
    look = rest[3] if len(rest) > 3 else ""
    head, x, y = (*numbers, 500, 333)[:3] if len(numbers) == 1 else (*numbers, 333)[:3]
    return Framing(who, head, x, y, look)  # type: ignore[arg-type]
