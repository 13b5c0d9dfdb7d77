"""What a single line of Fountain says it is: the rules for headings, cues, transitions and the rest, one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

LineKind = Literal["heading", "transition", "centred", "page break", "section", "synopsis", "lyric"]
SpokenKind = Literal["parenthetical", "dialogue", "lyric"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line is, and its words."""

    kind: LineKind
    text: str
    label: str = ""
    depth: int = 0
    forced: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """The name above a speech."""

    text: str
    label: str
    dual: bool
    forced: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line inside a speech."""

    kind: SpokenKind
    text: str
    forced: bool = False


_HEADING = re.compile(r"^(?:INT\.?/EXT|EXT\.?/INT|INT|EXT|EST|I\.?/E)(?:\.|\s)", re.I)
"""Source: fountain.io/syntax, Scene Headings. ``EXT/INT`` is not in its list but occurs in produced scripts."""

_NUMBER = re.compile(r"#(?P<number>[\w.\-]+)#\s*$")
"""A scene number: letters, digits, dashes and periods between hashes. Source: fountain.io/syntax, Scene Numbers."""

_FORCED_HEADING = re.compile(r"^\.(?=[^\W_])")
"""One period and a letter or digit, so that ``...where`` stays action."""

_PAGE_BREAK = re.compile(r"^\s*={3,}\s*$")
_SECTION = re.compile(r"^(#+)\s*(.*?)\s*$")
_EXTENSION = re.compile(r"\(([^()]*)\)$")
_FADES = re.compile(r"^(?:FADE (?:IN|OUT|UP|TO [A-Z ]+)|THE END)[.:]?$")
"""Words that open or close a picture and are nobody's action. Source: usual practice; Fountain leaves them action."""


def alone(text: str) -> Mark | None:
    """The element that `text` is whatever stands above it, or None: page breaks, centred text, lyrics."""
    bare = text.strip()
    if _PAGE_BREAK.match(text):
        return Mark("page break", bare)
    if bare.startswith(">") and bare.endswith("<") and len(bare) > 1:
        return Mark("centred", bare[1:-1].strip(), forced=True)
    if bare.startswith("~"):
        return Mark("lyric", bare[1:].strip(), forced=True)
    return None


def opening(text: str, below: str) -> Mark | None:
    """The element that `text` is where a block may begin, `below` being the next line, or None."""
    bare = text.strip()
    if match := _SECTION.match(bare):
        return Mark("section", match.group(2), depth=len(match.group(1)))
    if bare.startswith("="):
        return Mark("synopsis", bare[1:].strip())
    if bare.startswith(">"):
        return Mark("transition", bare[1:].strip(), forced=True)
    if _FORCED_HEADING.match(bare):
        return _numbered(bare[1:], forced=True)
    # A heading with text right under it is still a heading where it is typed like one: losing a scene is worse.
    if heading(bare) and (not below.strip() or (_upper(_NUMBER.sub("", bare)) and not heading(below))):
        return _numbered(bare, forced=False)
    if not below.strip() and transition(text):
        return Mark("transition", bare)
    return None


def heading(text: str) -> bool:
    """Whether `text` starts as a scene heading does.

    >>> heading("int. house"), heading("INTERCUT WITH:"), heading("I/E CAR")
    (True, False, True)
    """
    return bool(_HEADING.match(text.strip()))


def transition(text: str) -> bool:
    """Whether `text` is upper case and ends in ``TO:``; a space after the colon makes it action."""
    return text.endswith("TO:") and _upper(text)


def opening_words(text: str) -> bool:
    """Whether `text` only opens or closes a picture: ``FADE IN:``, ``THE END``."""
    return bool(_FADES.match(text.strip())) or transition(text.strip())


def cue(text: str) -> Cue | None:
    """The name, extension and dual mark of a cue, or None.

    >>> cue("EDWARD (V.O.)(CONT'D) ^")
    Cue(text='EDWARD', label="V.O., CONT'D", dual=True, forced=False)
    """
    bare = text.strip()
    forced, dual = bare.startswith("@"), bare.endswith("^")
    bare = bare.removeprefix("@").removesuffix("^").strip()
    extensions: list[str] = []
    while match := _EXTENSION.search(bare):
        extensions.insert(0, match.group(1).strip())
        bare = bare[:match.start()].rstrip()
    if not bare or text.lstrip().startswith("!") or (not forced and not _upper(bare)):
        return None
    if not forced and ("^" in bare or heading(bare)):
        return None
    return Cue(bare, ", ".join(part for part in extensions if part), dual, forced)


def spoken(text: str) -> Spoken:
    """What a line of a speech is: a parenthetical on its own line, a lyric, or words."""
    bare = text.strip()
    if bare.startswith("~"):
        return Spoken("lyric", bare[1:].strip(), forced=True)
    if _parenthetical(bare):
        return Spoken("parenthetical", bare[1:-1].strip())
    return Spoken("dialogue", bare)


def ends_speech(text: str) -> bool:
    """Whether a speech ends before `text`: a blank line (two spaces carry on), forced action, a page break."""
    if not text.strip():
        return len(text) < 2
    mark = alone(text)
    return forced_action(text) or (mark is not None and mark.kind != "lyric")


def forced_action(text: str) -> bool:
    """Whether ``!`` forces `text` to be action."""
    return text.lstrip().startswith("!")


def without_bang(text: str) -> str:
    """`text` without the ``!`` that forces it to be action, its indent kept."""
    return text.replace("!", "", 1) if forced_action(text) else text


def _numbered(text: str, *, forced: bool) -> Mark:
    match = _NUMBER.search(text)
    number = match["number"] if match else ""
    return Mark("heading", _NUMBER.sub("", text).strip(), label=number, forced=forced)


def _parenthetical(bare: str) -> bool:
    """Whether one pair of brackets holds the whole line: ``(a) or (b)`` is speech."""
    if len(bare) < 2 or not (bare.startswith("(") and bare.endswith(")")):
        return False
    depth = 0
    for place, letter in enumerate(bare):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place == len(bare) - 1
    return False


def _upper(text: str) -> bool:
    """Whether `text` has a capital letter and no small one."""
    return any(letter.isupper() for letter in text) and not any(letter.islower() for letter in text)
