"""The words of a line as they are spoken."""

from __future__ import annotations

import re
import unicodedata

from workprint.media.lining.numerals import spoken_numbers

_SHORT = {
    "mr.": "mister", "mrs.": "missus", "ms.": "miz", "dr.": "doctor", "st.": "saint", "prof.": "professor",
    "sgt.": "sergeant", "lt.": "lieutenant", "capt.": "captain", "gen.": "general", "sen.": "senator",
    "rev.": "reverend", "jr.": "junior", "sr.": "senior", "vs.": "versus", "etc.": "et cetera", "mt.": "mount",
    "approx.": "approximately", "dept.": "department", "e.g.": "for example", "i.e.": "that is",
    "w/": "with", "ok": "okay", "o.k.": "okay",
}
"""Abbreviations read aloud. Source: English usage; in dialogue `St.` is a saint more often than a street."""
_SIGNS = (("&", " and "), ("@", " at "), ("+", " plus "), ("=", " equals "), ("°", " degrees "))
_DROPPED = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?|'[^\W_]+(?:'[^\W_]+)*'?")


def words_of(text: str) -> tuple[str, ...]:
    """The words of `text` as spoken: lower case, numbers and abbreviations written out, without marks.

    Parentheticals and notes in brackets are not spoken and give no words.

    >>> words_of("Dr. Lee—it’s 7:05, *not* 1999… (beat) okay?")
    ('doctor', 'lee', "it's", 'seven', 'oh', 'five', 'not', 'nineteen', 'ninety', 'nine', 'okay')
    """
    plain = _written_out(unicodedata.normalize("NFC", text))
    return tuple(word for found in _WORD.findall(plain) if (word := _trimmed(found)))


def _written_out(text: str) -> str:
    text = _DROPPED.sub(" ", text.replace("’", "'").replace("‘", "'").replace("´", "'").replace("`", "'"))
    text = text.lower()
    for sign, spoken in _SIGNS:
        text = text.replace(sign, spoken)
    text = " ".join(_read_aloud(part) for part in text.replace("—", " — ").replace("–", " – ").split())
    return spoken_numbers(text)


def _read_aloud(part: str) -> str:
    """One run of letters without a blank: an abbreviation, initials, or itself."""
    bare = part.strip("*_\"“”«»,;:!?…")
    if bare in _SHORT:
        return _SHORT[bare]
    if re.fullmatch(r"(?:[a-z]\.){2,}'?s?|(?:[a-z]\.)+[a-z]", bare):
        return " ".join(bare.replace(".", " ").split())
    return part


def _trimmed(word: str) -> str:
    """Without quotation marks; an apostrophe that stands for letters stays: 'em, goin'."""
    if word.endswith("'") and not word.endswith(("in'", "s'", "o'", "an'")):
        word = word[:-1]
    quoted = word.startswith("'") and word not in _CUT_SHORT
    return word.strip("'") if quoted else word


_CUT_SHORT = {"'em", "'cause", "'til", "'til'", "'bout", "'round", "'n", "'n'", "'tis", "'twas", "'er",
              "'im", "'ere", "'kay"}
"""Words that begin with an apostrophe of their own. Source: English usage."""
