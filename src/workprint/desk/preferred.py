"""An answer to A or B, as the record tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Which = Literal["A", "B", "unsure"]
"""What a person says of a pair."""


@dataclass(frozen=True, slots=True)
class Preferred:
    """An answer to A or B."""

    index: int
    """Its ledger entry."""
    author: str
    """Whose answer it is."""
    proposal: int
    """The entry of the proposal that both were of."""
    axes: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    """Both, A first: id and axes."""
    which: Which
    """Which is preferred."""
    tags: tuple[str, ...]
    """What the choice may depend on."""


def preferred_from(index: int, author: str, body: dict[str, Any]) -> Preferred:
    """What an entry tells of an answer."""
    axes = tuple((name, tuple((axis, value) for axis, value in row)) for name, row in body["axes"])
    return Preferred(index, author, body["proposal"], axes, body["which"], tuple(body["tags"]))
