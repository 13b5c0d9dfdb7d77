"""Verbs of the editor's hands: exact to the frame, on the record, held in later proposals, and never lost."""

from __future__ import annotations

from typing import Annotated, Literal

from workprint.desk import listing
from workprint.desk.bringing import aligned, run_named
from workprint.desk.handwork import Edited, Hand, framed
from workprint.desk.listing import EditList
from workprint.desk.table import Table
from workprint.film import BadValue, Cut, Material, Piece, Shot, Timecode, edits, splices

What = Literal["both", "picture", "sound"]
Frames = Annotated[int, "frames later (negative: earlier)"]
OfShot = Annotated[str, "a shot as s4, or a line in it"]
Loose = Annotated[bool, "leave later proposals free to cut it otherwise"]
OfScene = Annotated[str, "scene number"]


class Trimming(Table):
    """The circled cut under the editor's hands. A shot is `s4`, a line `7`, a place a frame or a timecode."""

    def edits(self, *, scene: OfScene = "") -> EditList:
        """List the circled cut: every shot with its number, place, take, lines, sound edit and handles."""
        return listing.edits(self, self.scene_named(scene))

    def trim(self, shot: OfShot, *, head: Annotated[int, "frames to begin later (negative: earlier)"] = 0,
             tail: Annotated[int, "frames to end later (negative: earlier)"] = 0,
             roll: Annotated[bool, "the shot beside it gives or takes; nothing else moves"] = False,
             loose: Loose = False, scene: OfScene = "") -> Edited:
        """Move the head or the tail of a shot with its sound; what follows moves along, or with --roll nothing does."""
        hand = self._hand(scene, loose)
        first = hand.at.shot(shot, end="" if _numbered(shot) else "head") if head else -1
        last = hand.at.shot(shot, end="" if _numbered(shot) else "tail") if tail else first

        def change(cut: Cut, material: Material) -> Cut:
            for n, by, side in ((last, tail, 1), (first, head, 0)):
                if by and roll:
                    cut = edits.roll(cut, material, n + side, by)
                elif by:
                    cut = edits.ripple(cut, material, n, **{"tail" if side else "head": by})
            return cut

        if not head and not tail:
            raise BadValue("no frames came to trim by", "--head or --tail would do", f"workprint trim {shot} --tail -6")
        told = [f"s{n + 1} {verb} {_by(by)}" for n, by, verb in ((first, head, "begins"), (last, tail, "ends")) if by]
        return hand.does("trim", {"shot": shot, "head": head, "tail": tail, "roll": roll}, change,
                         f"{' and '.join(told)}{', rolled' if roll else ''}, "
                         f"{_where(hand, first, head if roll else 0) if head else _where(hand, last + 1, tail)}")

    def roll(self, shot: Annotated[str, "the shot that begins at the edit, as s4, or its line"], frames: Frames, *,
             what: Annotated[What, "which lanes"] = "both", loose: Loose = False, scene: OfScene = "") -> Edited:
        """Move an edit: the shot before gives what this one takes, or the reverse. Nothing else moves."""
        hand = self._hand(scene, loose)
        n = hand.at.edit(shot)
        return hand.does("roll", {"shot": shot, "frames": frames, "what": what},
                         lambda cut, material: edits.roll(cut, material, n, frames, what=what),
                         f"the {'' if what == 'both' else what + ' '}edit of s{n + 1} comes {_by(frames)}, "
                         f"{_where(hand, n, frames)}")

    def drag(self, shot: Annotated[str, "the shot that begins at the edit, as s4, or its line"], frames: Frames, *,
             picture: Annotated[bool, "drag the picture under the sound, not the sound"] = False,
             whose: Annotated[Literal["", "before", "after"],
                              "where room tone lies between: the sound before it or the one after"] = "",
             loose: Loose = False, scene: OfScene = "") -> Edited:
        """Drag the sound or the picture of an edit alone: a J-cut, an L-cut, or straight again."""
        hand = self._hand(scene, loose)
        n = hand.at.edit(shot)
        return hand.does("drag", {"shot": shot, "frames": frames, "picture": picture, "whose": whose},
                         lambda cut, material: edits.drag(cut, material, n, frames, whose=whose,
                                                          what="picture" if picture else "sound"),
                         f"the {'picture' if picture else 'sound'} edit of s{n + 1} comes {_by(frames)}, "
                         f"{_where(hand, n, frames if picture else 0)}")

    def slip(self, shot: OfShot, frames: Frames, *, sound: Annotated[bool, "its own sound slips along"] = False,
             loose: Loose = False, scene: OfScene = "") -> Edited:
        """See what the take has later or earlier, in the same place: the picture under its sound, or both."""
        hand = self._hand(scene, loose)
        shots = (hand.at.shot(shot),) if _numbered(shot) else hand.at.shots_of(shot)

        def change(cut: Cut, material: Material) -> Cut:
            for n in shots:
                cut = edits.slip(cut, material, n, frames, what="both" if sound else "picture")
            return cut

        return hand.does("slip", {"shot": shot, "frames": frames, "sound": sound}, change,
                         f"{' and '.join(f's{n + 1}' for n in shots)} slips {frames:+d} frames"
                         f"{' with its sound' if sound else ''}, {_where(hand, shots[0])}")

    def slide(self, shot: OfShot, frames: Frames, *,
              picture: Annotated[bool, "the picture alone, over the sound that is there"] = False,
              loose: Loose = False, scene: OfScene = "") -> Edited:
        """Move a shot with its sound: the shot before it and the one after it give and take."""
        hand = self._hand(scene, loose)
        n = hand.at.shot(shot)
        return hand.does("slide", {"shot": shot, "frames": frames, "picture": picture},
                         lambda cut, material: edits.slide(cut, material, n, frames,
                                                           what="picture" if picture else "both"),
                         f"s{n + 1} comes {_by(frames)}, {_where(hand, n, frames)}")

    def split(self, place: Annotated[str, "frame or timecode of the cut"], *,
              what: Annotated[What, "which lanes"] = "both", loose: Loose = False, scene: OfScene = "") -> Edited:
        """Make an edit where there is none. Nothing is seen or heard otherwise."""
        hand = self._hand(scene, loose)
        at = hand.at.frame(place)
        return hand.does("split", {"place": at, "what": what},
                         lambda cut, material: edits.split(cut, material, at, what=what),
                         f"the {'cut' if what == 'both' else what} is split at {_timecode(hand, at)}")

    def extend(self, shot: OfShot, end: Annotated[Literal["head", "tail"], "which end"] = "tail", *,
               frames: Annotated[int | None, "frames; left out, as far as the take has"] = None,
               roll: Annotated[bool, "the shot beside it gives way; nothing else moves"] = False,
               loose: Loose = False, scene: OfScene = "") -> Edited:
        """Let a shot and its sound go on into their handles, as far as asked or as the take has."""
        hand = self._hand(scene, loose)
        n, material = hand.at.shot(shot, end="" if _numbered(shot) else end), self.material(hand.scene)
        most = edits.reach(hand.cut, material, n, end, rolling=roll)
        by = most if frames is None else min(frames, most)
        short = f" (all there is; {frames} were asked for)" if frames is not None and frames > most else ""
        return hand.does("extend", {"shot": shot, "end": end, "frames": frames, "roll": roll},
                         lambda cut, material: edits.extend(cut, material, n, end=end, frames=frames, rolling=roll),
                         f"s{n + 1} goes on {framed(by)} at its {end}{short}, {_where(hand, n)}")

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
                         change, f"{_run(shot)} comes in at {_timecode(hand, at)}")

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
        long = frames or (hand.cut.shots[hand.at.shot(place)].frames if _numbered(place) and not out else 0)
        shot = run_named(self.material(hand.scene), take, start, out, long)
        return hand.does("overwrite", {"place": at, "take": shot.take, "start": shot.start, "out": shot.out,
                                       "what": what}, lambda cut, material: _over(cut, material, at, shot, what),
                         f"{_run(shot)} lies over the {'cut' if what == 'both' else what} at {_timecode(hand, at)}")

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
                         f"{_where(hand, n)}")

    def lift(self, at: Annotated[str, "a shot as s4, a line, or the first frame or timecode of a run"],
             to: Annotated[str, "the run's end: first frame or timecode after it"] = "", *,
             what: Annotated[What, "which lanes"] = "both", loose: Loose = False, scene: OfScene = "") -> Edited:
        """Leave a hole: black where the picture was, room tone or silence where the sound was."""
        hand = self._hand(scene, loose)
        start, out = hand.at.span(at, to)
        return hand.does("lift", {"start": start, "out": out, "what": what},
                         lambda cut, material: splices.lift(cut, material, start, out, what=what),
                         f"{framed(out - start)} of {'picture and sound' if what == 'both' else what} are lifted from "
                         f"{_timecode(hand, start)}")

    def extract(self, at: Annotated[str, "a shot as s4, a line, or the first frame or timecode of a run"],
                to: Annotated[str, "the run's end: first frame or timecode after it"] = "", *,
                loose: Loose = False, scene: OfScene = "") -> Edited:
        """Take a run out of the cut, picture and sound, and close the hole."""
        hand = self._hand(scene, loose)
        start, out = hand.at.span(at, to)
        return hand.does("extract", {"start": start, "out": out},
                         lambda cut, material: splices.extract(cut, material, start, out),
                         f"{framed(out - start)} extracted at {_timecode(hand, start)}")

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
                         f"{framed(out - start)} of sound are muted from {_timecode(hand, start)}")

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
                         f"the sound of {_run(shot)} is heard besides from {_timecode(hand, at)}")

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
                         f"s{n + 1} {told}{', backwards' if backwards else ''}, {_where(hand, n)}")

    def _hand(self, scene: str, loose: bool) -> Hand:
        return Hand(self, self.scene_named(scene), loose)


def _numbered(text: str) -> bool:
    return text.strip()[:1] in ("s", "S")


def _by(frames: int) -> str:
    return f"{framed(abs(frames))} {'later' if frames > 0 else 'earlier'}"


def _timecode(hand: Hand, frame: int) -> str:
    return str(Timecode(frame, hand.cut.rate))


def _where(hand: Hand, shot: int, by: int = 0) -> str:
    return f"at {_timecode(hand, max(0, (*hand.cut.starts, hand.cut.frames)[shot] + by))}"


def _run(shot: Shot) -> str:
    return f"{shot.take} from frame {shot.start} to {shot.out}" if shot.take else f"black of {shot.frames} frames"


def _over(cut: Cut, material: Material, at: int, shot: Shot, what: What) -> Cut:
    sound: Piece | None = None
    if what != "picture":
        sound = splices.sound_of(shot, material)
        sound = sound if sound.take else splices.hush(cut, material, at, shot.frames)
    return splices.overwrite(cut, material, at, shot if what != "sound" else None, sound)
