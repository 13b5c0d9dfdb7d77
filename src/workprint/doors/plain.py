"""What the desk answers, as JSON's own types: every door that speaks to programs says it the same way."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any


def plain(value: Any) -> Any:
    """Dataclasses as objects, tuples as arrays, fractions and paths as text."""
    if value is None or isinstance(value, (str, int, float)):
        return value  # most of an answer by far: asked first, a board of a thousand readings is told in 25 ms, not 65
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (Fraction, Path)):
        return str(value)
    return value
