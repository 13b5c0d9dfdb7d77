"""Verbs of the editor's hands that put something in, take something out, or change a run of the cut where it lies."""

from __future__ import annotations

from typing import Annotated

from workprint.desk.bringing import aligned, run_named
from workprint.desk.handwork import Edited, framed
from workprint.desk.trimming import Loose, OfScene, OfShot, Trimming, What, numbered, timecode, where
from workprint.film import Cut, Material, Piece, Shot, splices


class Splicing(Trimming):
    """The circled cut, spliced by hand."""

    def insert(self, place: Annotated[str, "frame or timecode of the cut, or the shot it comes before"],
               take: Annotated[str, "take id, or black"], *,
               start: Annotated[str, "first frame of the take, or its timecode"] = "",
               out: Annotated[str, "first frame no longer used, or its timecode"] = "",
               frames: Annotated[int, "length, instead of --out"] = 0,
               mute: Annotated[bool, "without its sound"] = False, loose: Loose = False,
               scene: OfScene = "") -> Edited:
        """Put a run of a take in at a place of the cut; everything after it moves along."""
        hand = self._hand(scene, loose)
        at, shot = hand.at.frame(place), run_named(self.material(hand.scene), take, start, out, frames)

        def change(cut: Cut, material: Material) -> Cut:
            sound = splices.sound_of(shot, material)
            quiet = splices.hush(cut, material, max(0, at - 1), shot.frames)
            return splices.insert(cut, material, at, shot, quiet if mute or not sound.take else sound)

        return hand.does("insert", {"place": at, "take": shot.take, "start": shot.start, "out": shot.out, "mute": mute},
                         change, f"{_run(shot)} comes in at {timecode(hand, at)}")

    def overwrite(self, place: Annotated[str, "frame or timecode of the cut, or a shot, whose length it gets"],
                  take: Annotated[str, "take id, or black"], *,
                  start: Annotated[str, "first frame of the take, or its timecode"] = "",
                  out: Annotated[str, "first frame no longer used, or its timecode"] = "",
                  frames: Annotated[int, "length, instead of --out"] = 0,
                  what: Annotated[What, "picture: the sound stays; or sound, or both"] = "picture",
                  loose: Loose = False, scene: OfScene = "") -> Edited:
        """Lay a run of a take over what is there: a cutaway whose sound stays, or the sound too. Nothing moves."""
        hand = self._hand(scene, loose)
        at = hand.at.frame(place)
        long = frames or (hand.cut.shots[hand.at.shot(place)].frames if numbered(place) and not out else 0)
        shot = run_named(self.material(hand.scene), take, start, out, long)
        return hand.does("overwrite", {"place": at, "take": shot.take, "start": shot.start, "out": shot.out,
                                       "what": what}, lambda cut, material: _over(cut, material, at, shot, what),
                         f"{_run(shot)} lies over the {'cut' if what == 'both' else what} at {timecode(hand, at)}")

    def replace(self, shot: OfShot, take: Annotated[str, "take id"], *,
                start: Annotated[str, "first frame of the take; left out, its words fall where they fell"] = "",
                run: Annotated[int, "which time the line is said in that take"] = 1,
                what: Annotated[What, "picture, sound or both"] = "both", loose: Loose = False,
                scene: OfScene = "") -> Edited:
        """Put another take in the place of a shot, as long as it is, with the same words at the same place."""
        hand = self._hand(scene, loose)
        n, material = hand.at.shot(shot), self.material(hand.scene)
        long, at = hand.cut.shots[n].frames, hand.cut.starts[n]
        first = start or str(aligned(hand.cut, material, n, take, run))
        new = run_named(material, take, first, "", long)
        return hand.does("replace", {"shot": shot, "take": take, "start": new.start, "run": run, "what": what},
                         lambda cut, material: _over(cut, material, at, new, what),
                         f"s{n + 1} is {_run(new)} now, {'picture and sound' if what == 'both' else what}, "
                         f"{where(hand, n)}")

    def lift(self, at: Annotated[str, "a shot as s4, a line, or the first frame or timecode of a run"],
             to: Annotated[str, "the run's end: first frame or timecode after it"] = "", *,
             what: Annotated[What, "which lanes"] = "both", loose: Loose = False, scene: OfScene = "") -> Edited:
        """Leave a hole: black where the picture was, room tone or silence where the sound was."""
        hand = self._hand(scene, loose)
        start, out = hand.at.span(at, to)
        return hand.does("lift", {"start": start, "out": out, "what": what},
                         lambda cut, material: splices.lift(cut, material, start, out, what=what),
                         f"{framed(out - start)} of {'picture and sound' if what == 'both' else what} are lifted from "
                         f"{timecode(hand, start)}")

    def extract(self, at: Annotated[str, "a shot as s4, a line, or the first frame or timecode of a run"],
                to: Annotated[str, "the run's end: first frame or timecode after it"] = "", *,
                loose: Loose = False, scene: OfScene = "") -> Edited:
        """Take a run out of the cut, picture and sound, and close the hole."""
        hand = self._hand(scene, loose)
        start, out = hand.at.span(at, to)
        return hand.does("extract", {"start": start, "out": out},
                         lambda cut, material: splices.extract(cut, material, start, out),
                         f"{framed(out - start)} extracted at {timecode(hand, start)}")

    def mute(self, at: Annotated[str, "a shot as s4, a line, or the first frame or timecode of a run"] = "",
             to: Annotated[str, "the run's end: first frame or timecode after it"] = "", *,
             over: Annotated[int, "instead: the number of a second sound, which goes"] = 0,
             loose: Loose = False, scene: OfScene = "") -> Edited:
        """Hear nothing but room tone in a run of the cut, or take a second sound away."""
        hand = self._hand(scene, loose)
        if over:
            return hand.does("mute", {"over": over}, lambda cut, material: splices.unlay(cut, over - 1),
                             f"second sound {over} is gone")
        start, out = hand.at.span(at, to)
        return hand.does("mute", {"start": start, "out": out},
                         lambda cut, material: splices.mute(cut, material, start, out),
                         f"{framed(out - start)} of sound are muted from {timecode(hand, start)}")

    def lay(self, place: Annotated[str, "frame or timecode of the cut"], take: Annotated[str, "take id"], *,
            start: Annotated[str, "first frame of the take, or its timecode"] = "",
            out: Annotated[str, "first frame no longer heard, or its timecode"] = "",
            frames: Annotated[int, "length, instead of --out"] = 0, loose: Loose = False,
            scene: OfScene = "") -> Edited:
        """Lay a second sound over what is heard: somebody who talks across, a door, a line from elsewhere."""
        hand = self._hand(scene, loose)
        at, shot = hand.at.frame(place), run_named(self.material(hand.scene), take, start, out, frames)
        return hand.does("lay", {"place": at, "take": shot.take, "start": shot.start, "out": shot.out},
                         lambda cut, material: splices.lay(cut, at, shot),
                         f"the sound of {_run(shot)} is heard besides from {timecode(hand, at)}")

    def speed(self, shot: OfShot, percent: Annotated[int, "of its take's speed; 0 freezes its first frame"] = 100, *,
              frames: Annotated[int, "instead: its frames fill so many, and what follows moves along"] = 0,
              backwards: Annotated[bool, "from its last frame to its first"] = False, loose: Loose = False,
              scene: OfScene = "") -> Edited:
        """Change a shot's speed in its place, or stretch it to a length. Sound keeps its speed."""
        hand = self._hand(scene, loose)
        n = hand.at.shot(shot)
        told = f"fills {frames} frames" if frames else f"runs at {percent} %" if percent else "stands still"
        return hand.does("speed", {"shot": shot, "percent": percent, "frames": frames, "backwards": backwards},
                         lambda cut, material: splices.stretch(cut, material, n, frames) if frames else
                         splices.retime(cut, material, n, percent, backwards=backwards),
                         f"s{n + 1} {told}{', backwards' if backwards else ''}, {where(hand, n)}")


def _run(shot: Shot) -> str:
    return f"{shot.take} from frame {shot.start} to {shot.out}" if shot.take else f"black of {shot.frames} frames"


def _over(cut: Cut, material: Material, at: int, shot: Shot, what: What) -> Cut:
    sound: Piece | None = None
    if what != "picture":
        sound = splices.sound_of(shot, material)
        sound = sound if sound.take else splices.hush(cut, material, at, shot.frames)
    return splices.overwrite(cut, material, at, shot if what != "sound" else None, sound)
