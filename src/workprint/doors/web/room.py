"""The room behind the page: one desk that answers at once, others for long work, and what happens told to everybody."""

from __future__ import annotations

import asyncio
import importlib
import threading
from collections.abc import AsyncIterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workprint.desk import Desk
from workprint.doors.web.inside import inside
from workprint.film import NotAllowed, NotOnTheDesk

LONG = frozenset({"ingest", "line", "adopt", "transcript", "explore", "conform", "handover", "rebuild", "witness",
                  "group"})
"""Verbs that take longer than a person waits: they get a desk of their own, and tell how far they are. Source: the
seconds of `make demo`."""

STOPS = frozenset({"ingest", "line", "transcript", "explore"})
"""Long verbs that go on where they stopped. Source: `desk.work`, whose every job is on the record by itself."""

OF_COLOUR = dict.fromkeys(("nudge", "keep", "release", "paste"), "colour")
"""Verbs that only one craft has, and which. Source: `desk/colouring`."""

LOOK_S = 0.5
"""Seconds between two looks at the record for what somebody else wrote. Source: our choice; a look costs 50 us."""

WARM_S = 3
"""Seconds after which a server loads what it has not needed yet. Source: our choice; by then the page is there."""

WAITING = 256
"""News kept for one slow listener before it is told to look at everything anew. Source: our choice."""


@dataclass(eq=False)
class Listener:
    """One page that is open."""

    news: asyncio.Queue[dict[str, Any]] = field(default_factory=lambda: asyncio.Queue(WAITING))


class Room:
    """A film, open for several pages at once."""

    def __init__(self, film: Path, *, person: str = "", role: str = "") -> None:
        self.where, self.person, self.role = film, person, role
        self.desk = Desk.open(film, person=person, role=role)
        self.lock = threading.Lock()
        self.listeners: set[Listener] = set()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.at_work: dict[str, dict[str, Any]] = {}
        self.stopping: set[str] = set()

    def close(self) -> None:
        """Let go of the film."""
        with self.lock:
            self.desk.close()

    def do(self, verb: str, given: dict[str, Any], *, person: str = "", over: str | None = None,
           tried: bool = False) -> Any:
        """Do one verb of the desk. `over` is the alt that the page believes is circled: where somebody has changed the
        cut since, nothing is done. An edit that is only `tried` can be seen and is not on the record. Raises `Trouble`.
        """
        given = inside(self.desk.folder, given)
        if verb in LONG and tried:
            raise NotAllowed(f"{verb} cannot be tried before it is done", "an edit of the timeline would do", "do it")
        if verb in LONG:
            return self._long(verb, given, person)
        with self.lock, self.desk.signed(person), self.desk.trying() if tried else nullcontext():
            before = len(self.desk.ledger)
            self._still(given.get("scene", ""), over, given.get("craft", OF_COLOUR.get(verb, "cutting")))
            answer = getattr(self.desk, verb)(**given)
            size = len(self.desk.ledger)
        if size != before:  # a verb that only looks is no news: pages would look at everything anew for nothing
            self.tell({"news": "record", "size": size, "verb": verb})
        return answer

    def look(self, verb: str, given: dict[str, Any]) -> Any:
        """Do a verb that only looks: nobody is told of it, and nobody waits for it. Raises `Trouble`."""
        return getattr(self.desk, verb)(**given)

    def _still(self, scene: str, over: str | None, craft: str) -> None:
        """Raise `NotAllowed` where the cut, or what another craft made of it, is no longer what the page shows."""
        if over is None:
            return
        now = self.desk.bay(craft).film.circled(self.desk.scene_named(scene))
        if (now.alt.id if now else "") != over:
            thing = "cut" if craft == "cutting" else "grade"
            raise NotAllowed(f"somebody changed this {thing} while you were looking at an older one",
                             "the change on top of what is new would do",
                             "look at it as it is now, and do it again")

    def _long(self, verb: str, given: dict[str, Any], person: str) -> Any:
        begun = {"news": "work", "verb": verb, "what": verb, "share": 0.0, "left_s": None}
        if self.at_work.setdefault(verb, begun) is not begun:
            raise NotAllowed(f"{verb} is being done already", "one at a time would do", "wait until it is done")
        self.tell(begun)
        try:
            with Desk.open(self.where, person=person or self.person, role=self.role,
                           on_progress=lambda what, progress: self._along(verb, what, progress)) as desk:
                return getattr(desk, verb)(**given)
        finally:
            done = {**self.at_work.pop(verb), "share": 1.0, "left_s": 0.0, "over": True}
            self.stopping.discard(verb)
            self.tell(done)
            self.tell({"news": "record", "size": len(self.desk.ledger), "verb": verb})

    def stop(self, verb: str) -> None:
        """Stop long work at the next file; what is done is kept. Raises `NotOnTheDesk` where it is not at work."""
        if verb not in self.at_work or verb not in STOPS:
            raise NotOnTheDesk(f"{verb} is not at work, or cannot be stopped",
                               f"one of {', '.join(sorted(STOPS & set(self.at_work))) or 'nothing now'} would do",
                               "wait until it is done")
        self.stopping.add(verb)
        self.at_work[verb] = {**self.at_work[verb], "stopping": True}
        self.tell(self.at_work[verb])

    def _along(self, verb: str, what: str, progress: Any) -> None:
        before = self.at_work[verb]
        # What has just ended is not on the record yet: work stops when nothing has ended since the last word.
        if verb in self.stopping and (before["what"], before.get("done")) == (what, progress.done):
            raise NotAllowed(f"{verb} was stopped by you", "what is done is kept", "do it again, and it goes on from "
                             "there")
        self.at_work[verb] = {"news": "work", "verb": verb, "what": what, "share": progress.share,
                              "done": progress.done, "of": progress.of, "name": progress.name,
                              "left_s": progress.left_s, "stopping": verb in self.stopping}
        self.tell(self.at_work[verb])

    def tell(self, news: dict[str, Any]) -> None:
        """Tell every open page; from any thread."""
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self._spread, news)

    def _spread(self, news: dict[str, Any]) -> None:
        for listener in self.listeners:
            if listener.news.full():
                while not listener.news.empty():
                    listener.news.get_nowait()
                news = {"news": "anew"}
            listener.news.put_nowait(news)

    async def news(self) -> AsyncIterator[dict[str, Any]]:
        """What happens from now on: the size of the record first, then each change and each step of long work."""
        listener = Listener()
        self.listeners.add(listener)
        try:
            yield {"news": "record", "size": len(self.desk.ledger), "verb": ""}
            for at_work in list(self.at_work.values()):
                yield at_work
            while True:
                yield await listener.news.get()
        finally:
            self.listeners.discard(listener)

    async def watch(self) -> None:
        """Notice what other programs write into the record, for as long as the server runs."""
        self.loop = asyncio.get_running_loop()
        self.loop.call_later(WARM_S, lambda: asyncio.ensure_future(asyncio.to_thread(_warm)))
        size = len(self.desk.ledger)
        while True:
            await asyncio.sleep(LOOK_S)
            now = await asyncio.to_thread(len, self.desk.ledger)
            if now != size:
                size = now
                self._spread({"news": "record", "size": size, "verb": ""})


def _warm() -> None:
    """Load what the first reading that is heard and the first cut that is made would wait for."""
    for name in ("workprint.desk.listening", "workprint.desk.ingest", "workprint.tools.cutting",
                 "workprint.media.colour"):
        importlib.import_module(name)
