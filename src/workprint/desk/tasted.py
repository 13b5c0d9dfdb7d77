"""Verbs of taste: what is believed of you, and what you say to it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from workprint.desk import taste_back, tasting
from workprint.desk.results import MadeFile, Said
from workprint.desk.table import Table
from workprint.desk.tasting import TasteTold

Craft = Annotated[str, "cutting or colour"]


class Tasted(Table):
    """A person's taste: theirs to read, change, freeze, carry, lend and withdraw."""

    def taste_show(self, *, craft: Craft = "cutting") -> TasteTold:
        """What your marks have made this desk believe of you, in sentences, how surely, and how good that is."""
        return tasting.taste_told(self.bay(craft))

    def taste_why(self, axis: Annotated[str, "pace, warmth ..."], *, craft: Craft = "cutting") -> tuple[str, ...]:
        """Why something is believed of you: the answers that say most of it."""
        return tasting.why(self.bay(craft), axis)

    def taste_edit(self, axis: Annotated[str, "pace, warmth ..."],
                   kind: Annotated[Literal["more", "less", "about"], "more is better, less is, or about this much"],
                   value: Annotated[int, "for about, how much: 0 to 1000; else how strongly"] = 1000, *,
                   craft: Craft = "cutting") -> Said:
        """Say yourself what you like on an axis; it counts as believed until your answers say otherwise."""
        return tasting.say(self.bay(craft), "set", axis, kind, value)

    def taste_forget(self, axis: Annotated[str, "pace, warmth ..."], *, craft: Craft = "cutting") -> Said:
        """Let what came before say nothing of an axis."""
        return tasting.say(self.bay(craft), "forget", axis)

    def taste_freeze(self, axis: Annotated[str, "pace, warmth ..."], *, craft: Craft = "cutting") -> Said:
        """Let what is believed of an axis stay as it is, whatever you mark from now on."""
        return tasting.say(self.bay(craft), "freeze", axis)

    def taste_switch(self, on: Annotated[bool, "whether it ranks what is shown"], *, craft: Craft = "cutting") -> Said:
        """Let your taste rank what is shown, or stand in the tool's own order."""
        return tasting.switch(self.bay(craft), on)

    def taste_undo(self, *, craft: Craft = "cutting") -> Said:
        """Take back what you said of your taste last; once more, what you said before that."""
        return taste_back.undo(self.bay(craft))

    def taste_redo(self, *, craft: Craft = "cutting") -> Said:
        """Say again what you took back of your taste last, where you have said nothing since."""
        return taste_back.redo(self.bay(craft))

    def taste_withdraw(self, *, craft: Craft = "cutting") -> Said:
        """Take every answer of yours back: the taste is as if you had never given them."""
        return tasting.withdraw(self.bay(craft))

    def taste_export(self, to: Annotated[Path, "the .json to make"], *,
                     share: Annotated[bool, "whether others may begin with it"] = False,
                     craft: Craft = "cutting") -> MadeFile:
        """Take your taste along to another film, or lend it to somebody. Numbers alone: no pictures, no words."""
        return tasting.export(self.bay(craft), to, share)

    def taste_import(self, file: Annotated[Path, "a taste that was exported"], *, craft: Craft = "cutting") -> Said:
        """Bring your taste from another film, or begin with one that somebody lends."""
        return tasting.bring(self.bay(craft), file)
