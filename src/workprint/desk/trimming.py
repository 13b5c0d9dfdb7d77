"""Verbs of the editor's hands: exact to the frame, on the record, held in later proposals, and never lost."""

from __future__ import annotations

from typing import Annotated, Literal

from workprint.desk import listing
from workprint.desk.handwork import Edited, Hand, framed
from workprint.desk.listing import EditList
from workprint.desk.table import Table
from workprint.film import BadValue, Cut, Material, Timecode, edits

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
        first = hand.at.shot(shot, end="" if numbered(shot) else "head") if head else -1
        last = hand.at.shot(shot, end="" if numbered(shot) else "tail") if tail else first

        def change(cut: Cut, material: Material) -> Cut:
            for n, by, side in ((last, tail, 1), (first, head, 0)):
                if by and roll:
                    cut = edits.roll(cut, material, n + side, by)
                elif by:
                    cut = edits.ripple(cut, material, n, **{"tail" if side else "head": by})
            return cut

        if not head and not tail:
            raise BadValue("no frames came to trim by", "--head or --tail would do", f"workprint trim {shot} --tail -6")
        ends = ((first, head, "begins"), (last, tail, "ends"))
        told = [f"s{n + 1} {verb} {told_by(by)}" for n, by, verb in ends if by]
        return hand.does("trim", {"shot": shot, "head": head, "tail": tail, "roll": roll}, change,
                         f"{' and '.join(told)}{', rolled' if roll else ''}, "
                         f"{where(hand, first, head if roll else 0) if head else where(hand, last + 1, tail)}")

    def roll(self, shot: Annotated[str, "the shot that begins at the edit, as s4, or its line"], frames: Frames, *,
             what: Annotated[What, "which lanes"] = "both", loose: Loose = False, scene: OfScene = "") -> Edited:
        """Move an edit: the shot before gives what this one takes, or the reverse. Nothing else moves."""
        hand = self._hand(scene, loose)
        n = hand.at.edit(shot)
        return hand.does("roll", {"shot": shot, "frames": frames, "what": what},
                         lambda cut, material: edits.roll(cut, material, n, frames, what=what),
                         f"the {'' if what == 'both' else what + ' '}edit of s{n + 1} comes {told_by(frames)}, "
                         f"{where(hand, n, frames)}")

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
                         f"the {'picture' if picture else 'sound'} edit of s{n + 1} comes {told_by(frames)}, "
                         f"{where(hand, n, frames if picture else 0)}")

    def slip(self, shot: OfShot, frames: Frames, *, sound: Annotated[bool, "its own sound slips along"] = False,
             loose: Loose = False, scene: OfScene = "") -> Edited:
        """See what the take has later or earlier, in the same place: the picture under its sound, or both."""
        hand = self._hand(scene, loose)
        shots = (hand.at.shot(shot),) if numbered(shot) else hand.at.shots_of(shot)

        def change(cut: Cut, material: Material) -> Cut:
            for n in shots:
                cut = edits.slip(cut, material, n, frames, what="both" if sound else "picture")
            return cut

        return hand.does("slip", {"shot": shot, "frames": frames, "sound": sound}, change,
                         f"{' and '.join(f's{n + 1}' for n in shots)} slips {frames:+d} frames"
                         f"{' with its sound' if sound else ''}, {where(hand, shots[0])}")

    def slide(self, shot: OfShot, frames: Frames, *,
              picture: Annotated[bool, "the picture alone, over the sound that is there"] = False,
              loose: Loose = False, scene: OfScene = "") -> Edited:
        """Move a shot with its sound: the shot before it and the one after it give and take."""
        hand = self._hand(scene, loose)
        n = hand.at.shot(shot)
        return hand.does("slide", {"shot": shot, "frames": frames, "picture": picture},
                         lambda cut, material: edits.slide(cut, material, n, frames,
                                                           what="picture" if picture else "both"),
                         f"s{n + 1} comes {told_by(frames)}, {where(hand, n, frames)}")

    def split(self, place: Annotated[str, "frame or timecode of the cut"], *,
              what: Annotated[What, "which lanes"] = "both", loose: Loose = False, scene: OfScene = "") -> Edited:
        """Make an edit where there is none. Nothing is seen or heard otherwise."""
        hand = self._hand(scene, loose)
        at = hand.at.frame(place)
        return hand.does("split", {"place": at, "what": what},
                         lambda cut, material: edits.split(cut, material, at, what=what),
                         f"the {'cut' if what == 'both' else what} is split at {timecode(hand, at)}")

    def extend(self, shot: OfShot, end: Annotated[Literal["head", "tail"], "which end"] = "tail", *,
               frames: Annotated[int | None, "frames; left out, as far as the take has"] = None,
               roll: Annotated[bool, "the shot beside it gives way; nothing else moves"] = False,
               loose: Loose = False, scene: OfScene = "") -> Edited:
        """Let a shot and its sound go on into their handles, as far as asked or as the take has."""
        hand = self._hand(scene, loose)
        n, material = hand.at.shot(shot, end="" if numbered(shot) else end), self.material(hand.scene)
        most = edits.reach(hand.cut, material, n, end, rolling=roll)
        by = min(one for one in (most, frames) if one is not None) if most is not None or frames is not None else 0
        short = f" (all there is; {frames} were asked for)" if frames is not None and by < frames else ""
        return hand.does("extend", {"shot": shot, "end": end, "frames": frames, "roll": roll},
                         lambda cut, material: edits.extend(cut, material, n, end=end, frames=frames, rolling=roll),
                         f"s{n + 1} goes on {framed(by)} at its {end}{short}, {where(hand, n)}")

    def _hand(self, scene: str, loose: bool) -> Hand:
        return Hand(self, self.scene_named(scene), loose)


def numbered(text: str) -> bool:
    """Whether an address is a shot's number."""
    return text.strip()[:1] in ("s", "S")


def told_by(frames: int) -> str:
    """A number of frames as a move in time."""
    return f"{framed(abs(frames))} {'later' if frames > 0 else 'earlier'}"


def timecode(hand: Hand, frame: int) -> str:
    """A place of the circled cut."""
    return str(Timecode(frame, hand.cut.rate))


def where(hand: Hand, shot: int, by: int = 0) -> str:
    """Where a shot begins, or will once it is moved."""
    return f"at {timecode(hand, max(0, (*hand.cut.starts, hand.cut.frames)[shot] + by))}"
