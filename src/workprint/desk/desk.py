"""The desk: the one place where artist, tool, taste and ledger meet. Every door says what these verbs say."""

from __future__ import annotations

import importlib.metadata
from typing import Annotated

from workprint.desk import bench, standing, telling
from workprint.desk.choosing import Choosing
from workprint.desk.colouring import Colouring
from workprint.desk.delivering import Delivering
from workprint.desk.editing import Editing
from workprint.desk.footage import Footage
from workprint.desk.looking import Looking
from workprint.desk.results import Said, Standing, Told
from workprint.desk.rushes import Rushes
from workprint.desk.table import SHAPE, OnProgress
from workprint.desk.tasted import Tasted
from workprint.desk.toned import Toned
from workprint.desk.trialled import InTrial
from workprint.film import ToolCard
from workprint.ledger import Proof

__all__ = ["SHAPE", "Desk", "OnProgress"]


class Desk(Rushes, Choosing, Editing, Colouring, Tasted, Toned, InTrial, Delivering, Looking, Footage):
    """A film on the desk. Open one with `Desk.open`, begin one with `Desk.new`; use it in a ``with``."""

    def status(self) -> Standing:
        """Where the film stands, scene by scene, and the next step."""
        return standing.standing(self)

    def bench(self, *, scene: Annotated[str, "scene number"] = "") -> tuple[bench.Figure, ...]:
        """Measure how quick the desk is with this film, on this machine. Nothing goes on the record."""
        return bench.figures(self, self.scene_named(scene))

    def told(self, last: int = 20) -> tuple[Told, ...]:
        """The latest `last` entries of the record, in words."""
        return telling.told(self, last)

    def prove(self, entry: int) -> Proof:
        """Proof that one entry is in the record, under its present head."""
        return self.ledger.prove(entry)

    def erase(self, who: str) -> Said:
        """Erase a person's name, or the private text behind a key, for good. The record still verifies."""
        entry = self.ledger.erase(standing.private_key(self, who), author=self._author(), role=self._as())
        self._film = None
        return Said(entry.index, f"{who} is erased; the record still verifies")

    @staticmethod
    def cards() -> tuple[ToolCard, ...]:
        """The cards of all tools that are installed."""
        points = sorted(importlib.metadata.entry_points(group="workprint.tools"), key=lambda point: point.name)
        return tuple(point.load()().card for point in points)
