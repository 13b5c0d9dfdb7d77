"""Fountain as a list of typed elements: everything the writer typed, in order, with its source lines.

The rules are those of fountain.io/syntax (1.1); where it is silent or writers commonly differ, `docs/fountain.md`
says what is done and why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from workprint.exchange.fountain import marks
from workprint.exchange.fountain.source import Aside, SourceLine, lift
from workprint.exchange.fountain.title import read_title

Kind = Literal["title", "heading", "action", "character", "parenthetical", "dialogue", "lyric", "transition",
               "centred", "page break", "note", "boneyard", "section", "synopsis"]


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a script, with all that was written."""

    kind: Kind
    """What it is."""
    text: str
    """Its words without the marks that made it so; emphasis is kept. Lines are parted by newlines."""
    line: int
    """Source line it begins on, from 1."""
    last: int
    """Source line it ends on."""
    gap: int = 0
    """Blank lines before it."""
    label: str = ""
    """Of a heading its scene number, of a title entry its key, of a cue its extension (``V.O.``)."""
    depth: int = 0
    """Of a section: 1 for ``#``, 2 for ``##``."""
    dual: bool = False
    """Of a cue: whether it is spoken together with the one before."""
    forced: bool = False
    """Whether a mark forced it to be what it is."""


def read_elements(text: str) -> tuple[Element, ...]:
    """Every element of the Fountain `text`, in order of its source lines. Any text is some script: nothing is raised.

    >>> [element.kind for element in read_elements("INT. BAR - DAY\\n\\nANA\\n(low)\\nHello.")]
    ['heading', 'character', 'parenthetical', 'dialogue']
    """
    lines, asides = lift(text)
    entries, at = read_title(lines)
    title = [Element("title", value, line, last, label=key) for key, value, line, last in entries]
    found = [*title, *_Walk(lines, at).elements(), *(_aside(aside) for aside in asides)]
    return tuple(sorted(found, key=lambda element: element.line))


def _aside(aside: Aside) -> Element:
    kind: Kind = "note" if aside.kind == "note" else "boneyard"
    return Element(kind, aside.text, aside.line, aside.last)


class _Walk:
    """One walk down the lines of a script, block by block."""

    def __init__(self, lines: tuple[SourceLine, ...], at: int) -> None:
        self.lines, self.at, self.gap = lines, at, 0
        self.found: list[Element] = []
        self.open = True
        """Whether a new block may begin here: after a blank line, a heading, a section, a page break."""

    def elements(self) -> list[Element]:
        while self.at < len(self.lines):
            if self.lines[self.at].blank:
                self.at, self.gap, self.open = self.at + 1, self.gap + 1, True
            else:
                self._block()
        return self.found

    def _block(self) -> None:
        line = self.lines[self.at]
        alone = marks.alone(line.text) or (self.open and marks.opening(line.text, self._below()))
        if alone:
            self._add(Element(alone.kind, alone.text, line.line, line.last, label=alone.label, depth=alone.depth,
                              forced=alone.forced))
            self.open = alone.kind not in ("lyric", "centred", "transition") or self.open
        elif self.open and self._below().strip() and (cue := marks.cue(line.text)):
            self._add(Element("character", cue.text, line.line, line.last, label=cue.label, dual=cue.dual,
                              forced=cue.forced))
            self._speech()
        else:
            self._action()

    def _below(self) -> str:
        return self.lines[self.at + 1].text if self.at + 1 < len(self.lines) else ""

    def _add(self, element: Element, lines: int = 1) -> None:
        self.found.append(replace(element, gap=self.gap))
        self.at, self.gap = self.at + lines, 0

    def _speech(self) -> None:
        """Dialogue, parentheticals and lyrics up to the next truly blank line."""
        while self.at < len(self.lines) and not marks.ends_speech(self.lines[self.at].text):
            line = self.lines[self.at]
            part = marks.spoken(line.text)
            if part.kind == "dialogue" and self.found[-1].kind == "dialogue":
                said = self.found[-1]
                self.found[-1] = replace(said, text=f"{said.text}\n{part.text}", last=line.last)
                self.at += 1
            else:
                self._add(Element(part.kind, part.text, line.line, line.last, forced=part.forced))
        self.open = True

    def _action(self) -> None:
        """Lines of action up to a blank line or to something that stands alone."""
        first = self.at
        forced = marks.forced_action(self.lines[first].text)
        rows = [marks.without_bang(self.lines[first].text)]
        while first + len(rows) < len(self.lines):
            text = self.lines[first + len(rows)].text
            if not text.strip() or marks.alone(text):
                break
            rows.append(marks.without_bang(text))
        last = self.lines[first + len(rows) - 1].last
        self._add(Element("action", "\n".join(rows), self.lines[first].line, last, forced=forced), len(rows))
        self.open = False
