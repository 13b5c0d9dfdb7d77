"""Verbs of the editor's hands: each changes the circled cut by exact frames, and can be taken back."""

from __future__ import annotations

from typing import Annotated

from workprint.desk import hands, notes, standing, versions
from workprint.desk.notes import NoteList
from workprint.desk.results import Said
from workprint.desk.splicing import Splicing
from workprint.desk.versions import VersionTree
from workprint.film import Pin


class Editing(Splicing):
    """The circled cut, changed by hand."""

    def swap(self, line: Annotated[str, "line id"], take: Annotated[str, "take id"], *,
             sound: Annotated[str, "take to hear instead of the one that is seen"] = "",
             run: Annotated[int, "which time the line is said in the take that is heard; 0 for any"] = 0,
             scene: Annotated[str, "scene number"] = "") -> Said:
        """Put another take, or another reading in it, on one line of the circled cut; the tool cuts around it."""
        number = self.scene_named(scene)
        time = f", said for time {run}" if run else ""
        return hands.edit(self, number, Pin(line, take, sound=sound, run=run, by_hand="swap"),
                          f"line {line} now shows {take}{time}")

    def react(self, line: Annotated[str, "line id"], take: Annotated[str, "take in which the listener is seen"], *,
              at: Annotated[int | None, "frames after the line begins; left out, a pause is found"] = None,
              frames: Annotated[int | None, "length in frames"] = None,
              scene: Annotated[str, "scene number"] = "") -> Said:
        """See a listener inside one line of the circled cut."""
        change = Pin(line, reaction=take, reaction_at=at, reaction_frames=frames, by_hand="react")
        return hands.edit(self, self.scene_named(scene), change, f"{take} listens inside line {line}")

    def remove(self, line: Annotated[str, "line id"], *, scene: Annotated[str, "scene number"] = "") -> Said:
        """Leave one line out of the circled cut."""
        return hands.edit(self, self.scene_named(scene), Pin(line, removed=True, by_hand="remove"),
                          f"line {line} is out")

    def undo(self, entry: Annotated[int | None, "which entry; left out, the latest that can be undone"] = None, *,
             scene: Annotated[str, "scene number; left out, whichever was worked on last"] = "",
             craft: Annotated[str, "cutting or colour"] = "cutting") -> Said:
        """Take back the latest mark, edit, pin, veto, correction, slate, note or lock; a cut goes a version back.

        Undoing an undo brings it back, and so does redo. No version is ever lost.
        """
        return standing.undo(self.bay(craft), entry, scene)

    def redo(self, *, scene: Annotated[str, "scene number"] = "",
             craft: Annotated[str, "cutting or colour"] = "cutting") -> Said:
        """Do again what the latest undo took back: a pin, a mark, an answer; or go to the version that it left."""
        return standing.redo(self.bay(craft), self.scene_named(scene))

    def go(self, version: Annotated[str, "its number or its name"], *,
           scene: Annotated[str, "scene number"] = "",
           craft: Annotated[str, "cutting or colour"] = "cutting") -> Said:
        """Go to any version of the cut, on any branch, with the pins that stood there."""
        return versions.go(self.bay(craft), self.scene_named(scene), version)

    def name(self, name: Annotated[str, "what to call it"], *,
             version: Annotated[str, "its number; left out, where you are"] = "",
             scene: Annotated[str, "scene number"] = "",
             craft: Annotated[str, "cutting or colour"] = "cutting") -> Said:
        """Give a version of the cut, or of the grade, a name."""
        return versions.name_version(self.bay(craft), self.scene_named(scene), name, version)

    def versions(self, *, scene: Annotated[str, "scene number"] = "",
                 craft: Annotated[str, "cutting or colour"] = "cutting") -> VersionTree:
        """Every version of the cut, or of the grade, as the tree it is."""
        return versions.versions(self.bay(craft), self.scene_named(scene))

    def note(self, at: Annotated[str, "first frame or timecode of a range; or a shot as s4, or a line"],
             to: Annotated[str, "the range's end; left out for a shot or a line"],
             text: Annotated[str, "what you have to say"] = "", *,
             drawing: Annotated[list[str] | None, "a stroke on the picture, in thousandths of it: colour (accent or "
                                                  "white), width, points: 'accent 6 120,340 125,352'"] = None,
             scene: Annotated[str, "scene number"] = "") -> Said:
        """Note something on a range of frames of the cut, in words or drawn on the picture.

        It stays with those frames, whatever else is edited.
        """
        return notes.write(self, self.scene_named(scene), at, to, text, drawing or ())

    def marker(self, at: Annotated[str, "frame or timecode of the cut; or s4, where that shot begins"],
               name: Annotated[str, "what is there; may be left out"] = "", *,
               scene: Annotated[str, "scene number"] = "") -> Said:
        """Put a marker on one frame of the cut. It stays with that frame, as a note does."""
        return notes.mark(self, self.scene_named(scene), at, name)

    def notes(self, *, scene: Annotated[str, "scene number"] = "") -> NoteList:
        """Every note on the cut: where its frames are now, or that they are gone."""
        return notes.listed(self, self.scene_named(scene))

    def resolve(self, note: Annotated[int, "its number"], *,
                reopen: Annotated[bool, "it is open again"] = False,
                scene: Annotated[str, "scene number"] = "") -> Said:
        """Say that a note is dealt with."""
        return notes.resolve(self, self.scene_named(scene), note, reopen)

    def stage(self, stage: Annotated[str, "assembly, rough cut or fine cut"], *,
              why: Annotated[str, "the reason, for going back"] = "",
              scene: Annotated[str, "scene number"] = "") -> Said:
        """Say how far the cut has come. The lock is the last stage."""
        return versions.set_stage(self, self.scene_named(scene), stage, why)
