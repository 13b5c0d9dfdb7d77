"""Cuts that are being looked at: each is opened once and played from anywhere, a second at a time. No file is made."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workprint.desk import loop
from workprint.desk.handover import reels
from workprint.film import Alt, NotOnTheDesk, content_hash
from workprint.media.fragments import Fragments

if TYPE_CHECKING:
    from workprint.desk.table import Table

OPEN = 64
"""Cuts that are kept open. Source: our choice: the six, their neighbours on the map and an afternoon's edits."""


@dataclass(frozen=True, slots=True)
class Screened:
    """What has to be known of a cut before it is played."""

    id: str
    """The alt's id."""
    frames: int
    """Length in frames."""
    rate: str
    """Frames per second, exact."""
    each: int
    """Frames in a fragment; the last may be shorter."""
    count: int
    """Number of fragments."""
    mime: str
    """Type and codecs."""
    of: str
    """What it is made of: another mark once a take's picture, sound or room is another."""


class Screening:
    """The cuts of one film that somebody looks at. Several threads may ask at once, and none waits for a verb."""

    def __init__(self, desk: Table) -> None:
        self._desk, self._lock = desk, threading.Lock()
        self._open: OrderedDict[tuple[str, str], Fragments] = OrderedDict()

    def told(self, scene: str, name: str) -> Screened:
        """A cut by its number, id or as ``circled``, or a passage that the desk made. Raises `NotOnTheDesk`."""
        alt = self._alt(scene, name)
        cut, of = self._opened(alt)
        return Screened(alt.id, cut.cut.frames, str(cut.cut.rate), cut.each, cut.count, cut.mime, of)

    def begin(self, scene: str, name: str, frame: int) -> tuple[Screened, bytes]:
        """All that a first picture takes, at once: what has to be known, and the head with the fragment of `frame`."""
        told = self.told(scene, name)
        number = min(max(0, frame), told.frames - 1) // told.each
        return told, self.head(scene, told.id, told.of)[0] + self.fragment(scene, told.id, told.of, number)[0]

    def head(self, scene: str, name: str, of: str) -> tuple[bytes, str]:
        """What comes before the fragments of a cut, and what that is made of now."""
        cut, now = self._found(scene, name, of)
        return cut.head(), now

    def fragment(self, scene: str, name: str, of: str, number: int) -> tuple[bytes, str]:
        """One fragment of a cut, and what it is made of now. Raises `NotOnTheDesk` for one that it does not have."""
        cut, now = self._found(scene, name, of)
        if not 0 <= number < cut.count:
            raise NotOnTheDesk(f"fragment {number} was asked for", f"0 to {cut.count - 1} would do",
                               "ask how many there are first")
        return cut.fragment(number * cut.each, min(cut.cut.frames, (number + 1) * cut.each)), now

    def _found(self, scene: str, name: str, of: str) -> tuple[Fragments, str]:
        with self._lock:
            if (name, of) in self._open:  # nobody asks the record for a cut that is open
                self._open.move_to_end((name, of))
                return self._open[name, of], of
        return self._opened(self._alt(scene, name))

    def _alt(self, scene: str, name: str) -> Alt:
        return self._desk.passages.get(name) or loop.find_alt(self._desk, self._desk.scene_named(scene), name)

    def _opened(self, alt: Alt) -> tuple[Fragments, str]:
        made_of = reels(self._desk, alt.content.scene, alt.content)
        of = content_hash([[name, reel.picture.name, reel.sound.name if reel.sound else "", str(reel.take.room)]
                           for name, reel in made_of.items()])[:12]
        with self._lock:
            known = self._open.get((alt.id, of))
        cut = known or Fragments(alt.content, made_of)
        with self._lock:
            self._open[alt.id, of] = cut
            self._open.move_to_end((alt.id, of))
            while len(self._open) > OPEN:
                self._open.popitem(last=False)
        return cut, of
