"""From elements to the film's own nouns: scenes with numbers, and in them spoken lines and action lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from workprint.exchange.fountain.elements import Element, read_elements
from workprint.exchange.fountain.emphasis import unmarked
from workprint.exchange.fountain.marks import opening_words
from workprint.exchange.fountain.source import decode
from workprint.film import CannotRead, Line, Scene, Script

_SUFFIXES = (".fountain", ".spmd", ".txt", ".md")
"""File names that Fountain travels under; ``.spmd`` is its forerunner. Source: fountain.io/syntax, FAQ."""

_LARGEST = 16 * 1024 * 1024
"""Bytes. The longest produced scripts have under one million characters; more is no script. Our own choice."""


@dataclass(slots=True)
class _LineDraft:
    """A line while its elements come in; one with a cue is spoken."""

    text: str = ""
    who: str = ""
    extension: str = ""
    asides: list[str] = field(default_factory=list)
    dual: bool = False

    def line(self, line_id: str) -> Line:
        aside = "; ".join(self.asides)
        if self.who and not self.text:
            # A speech of a parenthetical alone is something done, not said.
            return Line(line_id, "action", f"{self.who} ({aside})" if aside else self.who)
        return Line(line_id, "spoken" if self.who else "action", self.text, self.who, self.extension, aside, self.dual)


@dataclass(slots=True)
class _Draft:
    """A scene while its elements come in."""

    number: str
    heading: str
    lines: list[_LineDraft] = field(default_factory=list)
    synopses: list[str] = field(default_factory=list)

    def scene(self, number: str) -> Scene:
        wanted = (line for line in self.lines if line.text or line.who)
        lines = tuple(line.line(f"{number}/{place}") for place, line in enumerate(wanted, 1))
        return Scene(number, self.heading, lines, " ".join(self.synopses))


def read_script(path: Path) -> Script:
    """The script in the Fountain or plain text file at `path`. Raises `CannotRead`."""
    if path.suffix.lower() not in _SUFFIXES:
        raise CannotRead(f"the script came as {path.name!r}", "a Fountain or plain text file would do",
                         "export the script as Fountain and give that")
    try:
        whole = path.is_file() or not path.exists()  # a device has no end; what is not there says so below
        data = path.read_bytes() if whole and path.stat().st_size <= _LARGEST else None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CannotRead(f"the script {path.name[:80]!r} could not be opened ({why})",
                         "a readable file would do", "look at where it is and who may read it") from error
    if data is None or (b"\x00" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        raise CannotRead(f"the script {path.name!r} came as something other than text",
                         "a Fountain or plain text file of at most 16 MiB would do", "export the script again")
    return read_fountain(decode(data), name=path.stem)


def read_fountain(text: str, *, name: str = "") -> Script:
    """The script that the Fountain `text` holds; `name` is its title where the title page has none.

    Scenes keep their printed numbers; the others are numbered by their place, and a number that is taken becomes
    ``3.2``. What stands before the first heading is scene ``0``, if it has lines.

    >>> script = read_fountain("INT. BAR - DAY\\n\\nANA (V.O.)\\n(low)\\n*Hello.*")
    >>> script.scenes[0].lines
    (Line(id='1/1', kind='spoken', text='Hello.', who='ANA', extension='V.O.', aside='low', dual=False),)
    """
    elements = read_elements(text)
    page = {element.label.lower(): _plain(element.text) for element in elements if element.kind == "title"}
    drafts = _drafts(elements)
    scenes = (draft.scene(number) for draft, number in zip(drafts, _numbers(drafts), strict=True))
    kept = tuple(scene for scene in scenes if scene.heading or scene.lines)
    return Script(page.get("title") or name, kept, page.get("author") or page.get("authors") or "")


def _plain(text: str) -> str:
    """Words on one line, without emphasis."""
    return " ".join(unmarked(text).split())


def _drafts(elements: Iterable[Element]) -> list[_Draft]:
    drafts = [_Draft("", "")]
    for element in elements:
        if element.kind == "heading":
            drafts.append(_Draft(element.label, _plain(element.text)))
        else:
            _take_in(drafts[-1], element)
    return drafts


def _take_in(draft: _Draft, element: Element) -> None:
    """One element into the scene: a cue opens a spoken line, and what follows without a blank line fills it."""
    words = _plain(element.text)
    speech = draft.lines[-1] if draft.lines and draft.lines[-1].who and not element.gap else None
    if element.kind == "character":
        draft.lines.append(_LineDraft(who=words, extension=element.label, dual=element.dual))
    elif speech and element.kind in ("dialogue", "lyric"):
        speech.text = f"{speech.text} {words}".strip()
    elif speech and element.kind == "parenthetical":
        speech.asides.append(words)
    elif element.kind == "synopsis":
        draft.synopses.append(words)
    elif element.kind in ("action", "centred", "lyric") and not opening_words(words):
        draft.lines.append(_LineDraft(words))


def _numbers(drafts: list[_Draft]) -> list[str]:
    """A number for each scene, none twice: printed ones first come first served, the others by place."""
    printed = {draft.number for draft in drafts if draft.number}
    used: dict[str, None] = {}
    again: dict[str, int] = {}
    for place, draft in enumerate(drafts):
        wish = number = draft.number or str(place)
        while number in used or (number in printed and number != draft.number):
            again[wish] = again.get(wish, 1) + 1
            number = f"{wish}.{again[wish]}"
        used[number] = None
    return list(used)
