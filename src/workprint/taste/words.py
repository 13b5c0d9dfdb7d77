"""What an axis and a belief are called in craft words."""

from __future__ import annotations

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
    """One way along an axis: ``a faster pace``."""
    return WAYS.get(axis, (f"less {axis}", f"more {axis}"))[more]


def likes(axis: str, kind: str, value: int) -> str:
    """What somebody likes of an axis: ``a faster pace``, ``about 420 of pace``."""
    return f"about {value} of {axis}" if kind == "about" else way(axis, kind == "more")
