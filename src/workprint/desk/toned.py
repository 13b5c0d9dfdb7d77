"""Verbs beside a tone: which dials it can turn, and what the latest alternatives were asked for."""

from __future__ import annotations

from typing import Annotated

from workprint.desk import asked, leaning
from workprint.desk.asked import Asked
from workprint.desk.leaning import ToneDial
from workprint.desk.table import Table


class Toned(Table):
    """What a screen draws of a tone."""

    def tone_dials(self, *, scene: Annotated[str, "scene number"] = "") -> tuple[ToneDial, ...]:
        """Every dial that a tone can turn, in every craft, with the words at its two ends."""
        return leaning.tone_dials(self, self.scene_named(scene))

    def asked(self, *, scene: Annotated[str, "scene number"] = "",
              craft: Annotated[str, "cutting or colour"] = "cutting") -> Asked:
        """What the latest proposal was asked for: its tone, its words, its dials, what it went by."""
        return asked.asked(self.bay(craft), self.scene_named(scene))
