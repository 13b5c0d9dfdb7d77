"""What a person said of their own taste, as the record tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Avowal:
    """What a person said of their own taste, or did with it."""

    index: int
    """Its ledger entry."""
    author: str
    """Key of the person."""
    does: str
    """``set``, ``forget``, ``freeze``, ``switch``, ``withdraw``, ``import`` or ``export``."""
    body: dict[str, Any]
    """Everything else that was said."""
    name: str = ""
    """Whose taste was taken in; empty once erased."""
