"""Verbs of the assistant editor: rushes become takes, takes are lined, and what was measured is put right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from workprint.desk import adopt, overrule
from workprint.desk.adopt import Lines
from workprint.desk.claimed import check_free
from workprint.desk.reached import reached
from workprint.desk.results import Ingested, Readings, Said, SceneLined, Transcript, Witnessed
from workprint.desk.said import read_setup
from workprint.desk.table import Table
from workprint.film import NotOnTheDesk, read_pickup, read_setup_name, read_take, to_plain


class Rushes(Table):
    """From rushes to lined takes."""

    def ingest(self, rushes: Annotated[list[Path], "folders or files of rushes"], *,
               report: Annotated[list[Path] | None,
                                 "camera or sound reports (CSV, ALE); those beside the rushes are found"] = None,
               scene: Annotated[str, "scene of pictures that have no slate: they become its takes in order"] = "",
               again: Annotated[bool, "read files again that are known already"] = False) -> Ingested:
        """Rushes become takes: read, named, paired with their sound, measured. Originals are never touched.

        What is done already is not done again, so an interrupted ingest goes on where it stopped.
        """
        from workprint.desk import ingest  # what measures loads SciPy, a second that other verbs need not wait for

        return ingest.ingest(self, [reached(one) for one in rushes], [Path(one) for one in report or []], scene, again)

    def slate(self, file: Annotated[str, "name of the picture file; its path where two have one name"],
              slate: Annotated[str, "scene, setup and take: 33B/2; 33B/2B for a second camera, 33B/3 PU for a pickup"]
              ) -> Said:
        """Say the slate of a picture that could not be told; ingest again to have it on the desk.

        A take is never put over another: `NotAllowed` says which file has the slate.
        """
        files = self.film.originals.values()
        fits = ([one for one in files if file in (one.hash, one.path)]
                or [one for one in files if Path(one.path).name == Path(file).name])
        if not fits:
            raise NotOnTheDesk(f"file {file!r} is not on the desk", "a picture that was ingested would do",
                               "ingest its folder first")
        bare, pickup = read_pickup(slate)
        found, camera = read_take(bare)
        check_free(self, fits[-1].hash, found, camera)
        entry = self.record("slate", {"hash": fits[-1].hash, "slate": to_plain(found), "camera": camera,
                                      "pickup": pickup})
        return Said(entry.index, f"{Path(fits[-1].path).name} is {found}{camera}{', a pickup' if pickup else ''}")

    def group(self, files: Annotated[list[str], "the first camera's file, then the others that ran with it"], *,
              offset: Annotated[int | None, "frames from the head of the first picture to the head of each other; "
                                            "left out, clocks and sounds tell it"] = None) -> Said:
        """Say that several cameras shot one performance: the others become takes of its slate, 1A/1B beside 1A/1.

        They share its sound and its lining, so lips agree from camera to camera.
        """
        from workprint.desk import grouping

        return grouping.group(self, files, offset)

    def setup(self, name: Annotated[str, "scene and letters: 1B; '1B cam B' for a second camera"],
              people: Annotated[str, "who is seen, as NAME:head:x:y:look; NAME:... in thousandths of the frame"], *,
              about: Annotated[str, "what it shows, in words"] = "",
              angle: Annotated[int | None, "degrees clockwise from the line of action"] = None,
              side: Annotated[str, "near or far side of the line"] = "") -> Said:
        """Say who is framed in a setup. What a person says counts more than what was measured."""
        found = read_setup(read_setup_name(name), people, about, angle, side)
        entry = self.record("setup", to_plain(found))
        return Said(entry.index, f"setup {found.name} shows {', '.join(one.who for one in found.people) or 'nobody'}")

    def line(self, script: Annotated[Path | None, "the script, in Fountain"] = None, *,
             scene: Annotated[str, "only this scene"] = "",
             again: Annotated[bool, "line takes again that are lined already"] = False) -> SceneLined:
        """Line every take against its scene: word times for every reading, and what was missing, changed or extra."""
        from workprint.desk import lining

        if script is not None:
            lining.read(self, reached(script, would_do="a script in Fountain would do"))
        return lining.line_takes(self, scene, again)

    def transcript(self, *, scene: Annotated[str, "scene number"] = "",
                   take: Annotated[str, "the take to listen to; left out, the one with the most speech"] = "",
                   model: Annotated[Path | None, "a Whisper model of the ggml kind that you have: lines get words"
                                    ] = None,
                   source: Annotated[str, "where the model comes from"] = "a file of the user's",
                   licence: Annotated[str, "its licence"] = "MIT") -> Transcript:
        """Make a script from what was said, for rushes that have none: a line for each run of speech.

        Without a model nobody knows the words, and the other takes are lined by their sound alone. A script of yours
        takes its place when it comes.
        """
        from workprint.desk import transcript

        return transcript.transcript(self, scene, take, Path(model) if model else None, source, licence)

    def readings(self, line: Annotated[str, "line id 1/7, or 7 where there is one scene"], *,
                 scene: Annotated[str, "scene number"] = "",
                 order: Annotated[Literal["slate", "energy", "pace", "pitch", "level", "length"],
                                  "by slate, or with the most of this first"] = "slate",
                 to: Annotated[Path | None, "the movie to make; left out, one in media/"] = None) -> Readings:
        """Every reading of one line, side by side, with what was measured of each, and a movie of them one by one.

        In the movie each has a short handle before and after, and half a second of black follows it.
        """
        from workprint.desk import listening

        return listening.readings(self, self.scene_named(scene), line, order, to)

    def lines(self, *, scene: Annotated[str, "scene number"] = "") -> Lines:
        """The script's lines with how often each was said, and what was said besides: lines it might have."""
        return adopt.lines(self, self.scene_named(scene))

    def adopt(self, what: Annotated[str, "number of a proposed line, as `lines` has it, or a take id"],
              at: Annotated[str, "with a take: where it is said, in seconds (12.4) or timecode from its head"] = "", *,
              words: Annotated[str, "the words as you hear them; left out, as they were guessed"] = "",
              who: Annotated[str, "who says it; left out, whose voice is nearest"] = "",
              scene: Annotated[str, "scene number"] = "") -> Said:
        """Put an ad-lib in the scene as a line of its own; the script on disk stays as it is. `undo` takes it back."""
        return adopt.adopt(self, scene, what, at, words, who)

    def correct(self, take: Annotated[str, "take id"], line: Annotated[str, "line id"],
                word: Annotated[int, "which word said, from 1"], start: Annotated[int, "first sample, 48 kHz"],
                out: Annotated[int, "first sample after it"], *,
                run: Annotated[int, "which time the line is said in the take"] = 1) -> Said:
        """Set one word boundary by hand. Every later cut respects it."""
        from workprint.desk import lining

        return lining.correct_word(self, take, line, word, start, out, run)

    def action(self, take: Annotated[str, "take id"], line: Annotated[str, "id of an action line"],
               start: Annotated[str, "first frame of the take, or its timecode"],
               out: Annotated[str, "first frame after it, or its timecode"]) -> Said:
        """Set by hand when an action line is played in a take. It counts more than what motion and sound said."""
        from workprint.desk import actions

        return actions.action(self, take, line, start, out)

    def witness(self, take: Annotated[str, "take id"],
                model: Annotated[Path, "a Whisper model of the ggml kind that you have"], *,
                source: Annotated[str, "where the model comes from"] = "a file of the user's",
                licence: Annotated[str, "its licence"] = "MIT") -> Witnessed:
        """Ask a Whisper model of yours what it hears in a take: a second witness. It changes nothing by itself."""
        from workprint.desk import lining

        return lining.witness(self, take, Path(model), source, licence)

    def overrule(self, take: Annotated[str, "take id"],
                 name: Annotated[str, "head, room, sync, circled, pickup; with --line: energy, pace, pitch ..."],
                 value: Annotated[str, "the value, in its unit; room as start:out"], *,
                 line: Annotated[str, "line id, for a value of a reading"] = "",
                 run: Annotated[int, "which time the line is said in the take"] = 1) -> Said:
        """Set a measured value by hand. What a person says counts more than what was measured."""
        return overrule.overrule(self, take, name, value, line, run)
