"""Numbers as they are read aloud: counts, years, times, money, ordinals, decimals."""

from __future__ import annotations

import re

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
# English counts on the short scale, by definition.
_GREAT = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_ORDINAL = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
            "twelve": "twelfth"}
_COINS = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen"}
_UNITS = {"kg": "kilos", "km": "kilometers", "cm": "centimeters", "mm": "millimeters", "mph": "miles an hour",
          "ft": "feet", "lb": "pounds", "lbs": "pounds", "am": "a m", "pm": "p m", "a.m.": "a m", "p.m.": "p m"}

_PATTERN = re.compile(
    r"(?P<money>(?P<coin>[$£€¥])\s?(?P<notes>\d[\d,]*)(?:\.(?P<change>\d\d))?(?:\s?(?P<scale>thousand|million|billion|k\b|m\b|bn\b))?)"
    r"|(?P<clock>\b(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)\b(?!\d))"
    r"|(?P<decade>(?:\b\d\d|')?\d0'?s\b)"
    r"|(?P<ordinal>\b(?P<rank>\d[\d,]*)(?:st|nd|rd|th)\b)"
    r"|(?P<decimal>\b\d[\d,]*\.\d+)"
    r"|(?P<fraction>\b(?P<above>\d+)/(?P<below>\d+)\b)"
    r"|(?P<whole>\d[\d,]*\d|\d)")


def spoken_numbers(text: str) -> str:
    """`text` (lower case) with every number written out as it is said.

    >>> spoken_numbers("$3.50 at 5:30 on the 21st, 2.5 kg in 1905")
    'three dollars fifty at five thirty on the twenty first, two point five kilos in nineteen oh five'
    """
    text = re.sub(r"(?<=\d)\s?%", " percent", text)
    text = re.sub(rf"(?<=\d)\s?({'|'.join(map(re.escape, _UNITS))})(?![\w.]*\w)",
                  lambda unit: " " + _UNITS[unit.group(1)], text)
    text = re.sub(r"(?:#|\bno\.\s?)(?=\d)", "number ", text)
    text = re.sub(r"(?<![\d\w])-(?=\d)", "minus ", text)
    return _PATTERN.sub(_said, text)


def _said(found: re.Match[str]) -> str:
    """One number aloud, set off from letters that touch it."""
    kind = found.lastgroup if found.lastgroup in _KINDS else next(name for name in _KINDS if found.group(name))
    spoken = _KINDS[kind](found)
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 1]
    return (" " if before.isalnum() else "") + spoken + (" " if after.isalnum() else "")


def cardinal(number: int) -> str:
    """`number` in words: 1200 is one thousand two hundred.

    >>> cardinal(342)
    'three hundred forty two'
    """
    if number >= 10**15:
        return _digits(str(number))
    for size, name in _GREAT:
        if number >= size:
            rest = number % size
            return f"{cardinal(number // size)} {name}" + (f" {cardinal(rest)}" if rest else "")
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (f" {_ONES[number % 10]}" if number % 10 else "")


def ordinal(number: int) -> str:
    """`number` as a rank: 21 is twenty first."""
    *front, last = cardinal(number).split()
    rank = _ORDINAL.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last.removesuffix("t") + "th")
    return " ".join([*front, rank])


def year(number: int) -> str:
    """`number` as a year: 1999, 1905, 2012; others as a count."""
    century, rest = divmod(number, 100)
    if not 1100 <= number <= 2099 or 2000 <= number <= 2009 or number % 1000 == 0:
        return cardinal(number)
    tail = "hundred" if rest == 0 else f"oh {_ONES[rest]}" if rest < 10 else cardinal(rest)
    return f"{cardinal(century)} {tail}"


def _digits(text: str) -> str:
    return " ".join(_ONES[int(digit)] for digit in text)


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _money(found: re.Match[str]) -> str:
    one = _COINS[found.group("coin")]
    count, scale = _number(found.group("notes")), found.group("scale")
    names = {"k": "thousand", "m": "million", "bn": "billion"}
    whole = " ".join(filter(None, [cardinal(count), names.get(scale or "", scale)]))
    plural = one if (count == 1 and not scale) or one == "yen" else one + "s"
    return f"{whole} {plural}" + (f" {cardinal(int(found.group('change')))}" if int(found.group("change") or 0) else "")


def _clock(found: re.Match[str]) -> str:
    hour, minute = cardinal(int(found.group("hour"))), int(found.group("minute"))
    if minute == 0:
        return f"{hour} o'clock" if 1 <= int(found.group("hour")) <= 12 else f"{hour} hundred"
    return f"{hour} {'oh ' if minute < 10 else ''}{cardinal(minute)}"


def _decade(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found.group("decade"))
    front = f"{cardinal(int(digits[:2]))} " if len(digits) == 4 else ""
    tens = _TENS[int(digits[-2])]
    named = "hundreds" if digits[-2] == "0" else "tens" if digits[-2] == "1" else tens[:-1] + "ies"
    return front + named


def _decimal(found: re.Match[str]) -> str:
    whole, _, part = found.group("decimal").partition(".")
    return f"{cardinal(_number(whole))} point {_digits(part)}"


def _fraction(found: re.Match[str]) -> str:
    above, below = int(found.group("above")), int(found.group("below"))
    if below in (2, 4):
        name = "half" if below == 2 else "quarter"
        plural = "halves" if below == 2 else "quarters"
        return f"{cardinal(above)} {name if above == 1 else plural}"
    if 3 <= below <= 20:
        return f"{cardinal(above)} {ordinal(below)}{'' if above == 1 else 's'}"
    return f"{cardinal(above)} {cardinal(below)}"


def _whole(found: re.Match[str]) -> str:
    text = found.group("whole")
    if len(text) > 1 and text[0] == "0":
        return _digits(text)
    if len(text) == 4 and "," not in text:
        return year(int(text))
    return _digits(text) if len(text) > 6 and "," not in text else cardinal(_number(text))


_KINDS = {"money": _money, "clock": _clock, "decade": _decade, "ordinal": lambda f: ordinal(_number(f.group("rank"))),
          "decimal": _decimal, "fraction": _fraction, "whole": _whole}
