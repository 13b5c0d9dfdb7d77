"""Verbs of colour: what a colourist does to a cut, besides the loop that every craft shares."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np

from workprint.desk import grading, plates, spaces
from workprint.desk.grading import Grading, TakeSpace
from workprint.desk.plates import GalleryStill
from workprint.desk.results import Said
from workprint.desk.table import Table
from workprint.film import OPS, OpKind


class Colouring(Table):
    """A cut, graded."""

    def spaces(self, *, scene: Annotated[str, "scene number; left out, all of them"] = "") -> tuple[TakeSpace, ...]:
        """What the code values of every take mean, and how that is known."""
        return spaces.spaces(self, scene)

    def space(self, take: Annotated[str, "take id; 'all' for every take"],
              space: Annotated[str, "rec709, srgb, logc3, logc4, slog3, vlog ..."]) -> Said:
        """Say what the code values of a take mean, where its file does not. Nothing is guessed."""
        return spaces.say_space(self.bay("colour"), take, space)

    def ops(self) -> tuple[OpKind, ...]:
        """Every operation that a grade may have, with its knobs, their units and ends."""
        return OPS

    def grading(self, alt: Annotated[str, "its number on show, its id, circled or ungraded"] = "circled", *,
                scene: Annotated[str, "scene number"] = "") -> Grading:
        """A grade as sentences: every shot, the look over all, the guards with their numbers, and the chain."""
        return grading.grading(self.bay("colour"), self.scene_named(scene), alt)

    def nudge(self, kind: Annotated[str, "exposure, balance, contrast ..."],
              knob: Annotated[str, "which number of it: stops, mired, amount ..."],
              value: Annotated[int, "what to set it to, in the knob's unit"], *,
              shot: Annotated[int, "number of the shot; 0 for the look over all"] = 0,
              by: Annotated[bool, "add the value to where it stands"] = False,
              scene: Annotated[str, "scene number"] = "") -> Said:
        """Turn one knob of the circled grade. It is one version, and undo takes it back."""
        return grading.nudge(self.bay("colour"), self.scene_named(scene), kind, knob, value, shot, by)

    def keep(self, kind: Annotated[str, "exposure, balance, contrast ..."], *,
             shot: Annotated[int, "number of the shot; 0 for the look over all"] = 0,
             scene: Annotated[str, "scene number"] = "") -> Said:
        """Keep one operation of the circled grade as it is, and let the rest vary in every proposal from now on."""
        return grading.keep(self.bay("colour"), self.scene_named(scene), kind, shot)

    def release(self, kind: Annotated[str, "exposure, balance, contrast ..."], *,
                shot: Annotated[int, "number of the shot; 0 for the look over all"] = 0,
                scene: Annotated[str, "scene number"] = "") -> Said:
        """Let an operation that was kept vary again."""
        return grading.release(self.bay("colour"), self.scene_named(scene), kind, shot)

    def paste(self, of: Annotated[str, "s3, 'scene 12', or a still of the gallery"], *,
              shot: Annotated[int, "number of the shot; 0 for the look over all"] = 0,
              scene: Annotated[str, "scene number"] = "") -> Said:
        """Copy the grade of another shot, scene or still."""
        return grading.paste(self.bay("colour"), self.scene_named(scene), of, shot)

    def grab(self, name: Annotated[str, "what to call it"], *,
             shot: Annotated[int, "number of the shot"] = 1,
             alt: Annotated[str, "its number on show, its id, circled or ungraded"] = "circled",
             scene: Annotated[str, "scene number"] = "") -> Said:
        """Grab a still of a shot, with its grade, into the film's gallery."""
        return plates.grab(self.bay("colour"), self.scene_named(scene), name, shot, alt)

    def gallery(self) -> tuple[GalleryStill, ...]:
        """Every still that was grabbed, in all scenes."""
        return plates.gallery(self.bay("colour"))

    def lut(self, alt: str, *, scene: str = "", shot: int = 1, size: int = 33) -> np.ndarray:
        """The whole chain of one shot as a table, float32 (size, size, size, 3), indexed red, green, blue."""
        return plates.lut(self.bay("colour"), self.scene_named(scene), alt, shot, size)

    def gradestrip(self, alt: str, *, scene: str = "") -> Path:
        """One graded picture of every shot in a row, as JPEG."""
        return plates.gradestrip(self.bay("colour"), self.scene_named(scene), alt)

    def graded_still(self, alt: str, *, scene: str = "", shot: int = 1, frame: int = -1) -> Path:
        """One picture of a shot, graded the exact way, from the original, as PNG with 16 bits."""
        return plates.graded_still(self.bay("colour"), self.scene_named(scene), alt, shot, frame)
