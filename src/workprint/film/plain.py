"""Nouns as plain values and back, and the one canonical text that hashes are taken of.

Canonical JSON here is RFC 8785 (JCS) kept to what needs no argument: objects with sorted keys, arrays,
strings, whole numbers, true, false, null. A fraction is a string "24000/1001"; there are no floats.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from workprint.film.errors import BadValue
from workprint.film.time import Rate

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
Noun = TypeVar("Noun")


def to_plain(value: Any) -> Plain:
    """`value` (a film noun, or tuples, lists and dicts of them) as JSON's own types, losing nothing."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    raise BadValue(f"a {type(value).__name__} came for the record",
                   "whole numbers, fractions, text and film nouns would do", "round it and name its unit")


def from_plain(kind: type[Noun], data: Any) -> Noun:
    """The noun of type `kind` that `to_plain` made `data` from. Fields that `data` lacks take their default."""
    return cast(Noun, _read(kind, data))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    origin, args = get_origin(kind), get_args(kind)
    if kind is Any or origin is Literal:
        return data
    if origin in (Union, types.UnionType):
        return None if data is None else _read(next(arg for arg in args if arg is not type(None)), data)
    if origin is tuple:
        inner = [args[0]] * len(data) if args[-1] is Ellipsis else args
        return tuple(_read(part, item) for part, item in zip(inner, data, strict=True))
    if kind in (Fraction, Rate):
        return kind(*(int(part) for part in data.split("/")))
    if is_dataclass(kind):
        known = _hints(cast(type, kind))
        named = {key: _read(known[key], item) for key, item in data.items() if key in known}
        return cast(Any, kind)(**named)
    return data


def canonical(value: Any) -> bytes:
    """The one UTF-8 text of `value`. Two equal values have equal bytes, on every machine."""
    return json.dumps(to_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False,
                      allow_nan=False).encode()


def content_hash(value: Any) -> str:
    """SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()
