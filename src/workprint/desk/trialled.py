"""Verbs of a trial with real people: begin, answer, end, withdraw, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from workprint.desk import trial
from workprint.desk.results import MadeFile, Said
from workprint.desk.table import Table


class InTrial(Table):
    """A trial of the taste with people who agreed to it; docs/trial.md is its protocol."""

    def trial_begin(self, code: Annotated[str, "who takes part, never a name: P07"], *,
                    period: Annotated[int, "which of the two scenes, in the order of their sheet: 1 or 2"] = 1,
                    consent: Annotated[bool, "that they signed the consent of docs/trial.md"] = False) -> Said:
        """Begin a period of a trial. Whether the taste is on follows from the code, and nobody is told."""
        return trial.begin(self, code, period, consent)

    def trial_end(self) -> Said:
        """End the period that runs; cards say again why they are shown."""
        return trial.end(self)

    def trial_answer(self, question: Annotated[str, "mental, effort, enjoyment, mine, control, pair ..."],
                     value: Annotated[int, "the answer, on the scale of the run sheet"]) -> Said:
        """Put an answer to a question on the record, of the period that runs or ended last."""
        return trial.answer(self, question, value)

    def trial_pair(self, *, scene: Annotated[str, "a scene that they have not cut"] = "") -> Said:
        """Two cuts to be told apart blind: one that the taste puts first, and one that the tool does."""
        return trial.pair(self, self.scene_named(scene))

    def trial_withdraw(self, code: Annotated[str, "who wants to be left out: P07"]) -> Said:
        """Leave everything of somebody out of what is exported from now on."""
        return trial.withdraw(self, code)

    def trial_export(self, to: Annotated[Path, "the .csv or .json to make"]) -> MadeFile:
        """Write one row for each pick and answer of the trial: no names, pictures, words or ids."""
        return trial.export(self, to)
