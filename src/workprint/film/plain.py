"""Nouns as plain values and back, and the one canonical text that hashes are taken of.

Canonical JSON here is RFC 8785 (JCS) kept to what needs no argument: objects with sorted keys, arrays,
strings, whole numbers, true, false, null. A fraction is a string "24000/1001"; there are no floats.
"""

from __future__ import annotations

import hashlib
import json
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from fractions import Fraction
from functools import cache, partial
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from workprint.film.errors import BadValue
from workprint.film.time import Rate

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
Noun = TypeVar("Noun")
Reader = Callable[[Any], Any]

LATER = {"later": True}
"""Metadata of a field that a noun was given after its first release: it is left out of the plain form while it has its
default, so that what was hashed before has the hash it had."""

_FRACTION = re.compile(r"-?[0-9]{1,999}/[0-9]{1,999}")


def to_plain(value: Any) -> Plain:
    """`value` (a film noun, or tuples, lists and dicts of them) as JSON's own types, losing nothing."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_plain(told) for name, later in _names(type(value))
                if (told := getattr(value, name)) is not later and told != later}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    raise BadValue(f"a {type(value).__name__} came for the record",
                   "whole numbers, fractions, text and film nouns would do", "round it and name its unit")


@cache
def _names(kind: type) -> tuple[tuple[str, Any], ...]:
    """Each field of a noun, and the value at which it is left out: its default if it came `LATER`, else none."""
    return tuple((field.name, field.default if field.metadata.get("later") else MISSING) for field in fields(kind))


def from_plain(kind: type[Noun], data: Any) -> Noun:
    """The noun of type `kind` that `to_plain` made `data` from.

    Fields that `data` lacks take their default, and keys that `kind` does not know are left out, so that
    records of other versions can be read. Raises `BadValue` that says which field is not what it has to be.

    >>> from workprint.film import Slate
    >>> from_plain(Slate, {"scene": "33", "setup": "B", "take": 2})
    Slate(scene='33', setup='B', take=2)
    """
    try:
        return cast(Noun, _reader(cast(Any, kind))(data))
    except _Misfit as misfit:
        place = "".join(reversed(misfit.place)).lstrip(".") or "it"
        raise BadValue(f"a {getattr(kind, '__name__', kind)} came in which {place} is {_brief(misfit.came)}",
                       f"{misfit.would_do} would do", "look at what wrote it") from None


class _Misfit(Exception):
    """Data that is not what a field has to be; `place` is the way to it, the innermost step first."""

    def __init__(self, came: Any, would_do: str) -> None:
        self.came, self.would_do, self.place = came, would_do, list[str]()


def _brief(came: Any) -> str:
    text = "missing" if came is MISSING else repr(came)
    return text if len(text) <= 60 else text[:57] + "..."


@cache
def _reader(kind: Any) -> Reader:
    """The function that reads plain data as `kind`; made once for each type."""
    origin, args = get_origin(kind), get_args(kind)
    if kind is Any:
        return lambda data: data
    if origin is Literal:
        return partial(_one_of, args)
    if origin in (Union, types.UnionType):
        return partial(_first_of, tuple(map(_reader, args)))
    if origin is tuple and args[-1] is Ellipsis:
        return partial(_row, _reader(args[0]))
    if origin is tuple:
        return partial(_places, tuple(map(_reader, args)))
    if kind in (Fraction, Rate):
        return partial(_fraction, kind)
    return partial(_noun, cast(type, kind)) if is_dataclass(kind) else partial(_exactly, kind)


@cache
def _fields(kind: type) -> tuple[dict[str, Reader], frozenset[str]]:
    """Each field's reader, and the names of those that have no default."""
    hints = get_type_hints(kind)
    needed = (field.name for field in fields(kind) if field.default is field.default_factory is MISSING)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}, frozenset(needed)


def _noun(kind: type, data: Any) -> Any:
    if not isinstance(data, Mapping):
        raise _Misfit(data, f"the fields of a {kind.__name__}")
    known, needed = _fields(kind)
    named = {}
    for name, read in known.items():
        try:
            if name in data:
                named[name] = read(data[name])
            elif name in needed:
                raise _Misfit(MISSING, "a value, as it has no default,")
        except _Misfit as misfit:
            misfit.place.append(f".{name}")
            raise
    return kind(**named)


def _row(read: Reader, data: Any) -> tuple[Any, ...]:
    if not isinstance(data, (list, tuple)):
        raise _Misfit(data, "a list")
    made: list[Any] = []
    try:
        made.extend(map(read, data))
    except _Misfit as misfit:
        misfit.place.append(f"[{len(made)}]")
        raise
    return tuple(made)


def _places(reads: tuple[Reader, ...], data: Any) -> tuple[Any, ...]:
    if not isinstance(data, (list, tuple)) or len(data) != len(reads):
        raise _Misfit(data, f"a list of {len(reads)}")
    return tuple(read(item) for read, item in zip(reads, data, strict=True))


def _first_of(reads: tuple[Reader, ...], data: Any) -> Any:
    misfits = []
    for read in reads:
        try:
            return read(data)
        except _Misfit as misfit:
            misfits.append(misfit)
    # The one that got furthest knows best what is wrong.
    raise max(misfits, key=lambda misfit: len(misfit.place))


def _one_of(options: tuple[Any, ...], data: Any) -> Any:
    for option in options:
        if type(option) is type(data) and option == data:
            return option
    raise _Misfit(data, " or ".join(map(repr, options)))


def _fraction(kind: type[Fraction], data: Any) -> Fraction:
    if isinstance(data, str) and _FRACTION.fullmatch(data):
        above, below = map(int, data.split("/"))
        if below and (kind is not Rate or 1 <= Fraction(above, below) <= 1000):
            return kind(above, below)
    raise _Misfit(data, "a frame rate such as '24000/1001'" if kind is Rate else "a fraction such as '4/3'")


_PLAIN_WORDS = {int: "a whole number", str: "text", bool: "true or false", type(None): "nothing"}


def _exactly(kind: type, data: Any) -> Any:
    if isinstance(data, kind) and not (kind is int and isinstance(data, bool)):
        return data
    raise _Misfit(data, _PLAIN_WORDS.get(kind, f"a {kind.__name__}"))


def canonical(value: Any) -> bytes:
    """The one UTF-8 text of `value`. Two equal values have equal bytes, on every machine."""
    text = json.dumps(to_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        # A file name in an old encoding arrives as half characters, which have no UTF-8.
        raise BadValue(f"text that is no Unicode came for the record ({text[error.start:error.end]!a})",
                       "UTF-8 would do", "give the file another name") from None


def content_hash(value: Any) -> str:
    """SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()
