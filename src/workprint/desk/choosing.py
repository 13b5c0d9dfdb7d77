"""Verbs of choosing: ask for alternatives, look at them, mark them, say what stays and what never comes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from workprint.desk import bending, dialling, hands, loop, pairing, plates, sheet, tones
from workprint.desk import handover as out
from workprint.desk.compare import Compared, compare, watched, watched_for
from workprint.desk.dialling import Dialled, Dials
from workprint.desk.explore import Explored, explore
from workprint.desk.idioms import Grammar, grammar
from workprint.desk.pairing import Pair
from workprint.desk.preferred import Which
from workprint.desk.results import MadeFile, Said, StringOut, Why
from workprint.desk.said import read_dials, read_weights
from workprint.desk.table import Table
from workprint.desk.tone_told import ToneTold
from workprint.film import MarkName
from workprint.taste import Taste

KEEP = "a dial whose amount is to stay as it is while others are turned: silence"
"""How the doors explain it."""


class Choosing(Table):
    """Alternatives, and an artist's word on them."""

    @property
    def taste(self) -> Taste:
        """What the decisions in the record say."""
        return loop.taste_of(self)

    def propose(self, *, scene: Annotated[str, "scene number"] = "", words: Annotated[str, "what you wish for"] = "",
                want: Annotated[int, "how many alternatives would do"] = 300,
                seed: Annotated[int, "the same seed gives the same alternatives"] = 1,
                tool: Annotated[str, "which tool"] = "cutting",
                weight: Annotated[list[str] | None,
                                  "an idiom's weight: reaction=2000; 0 switches it off"] = None,
                dial: Annotated[list[str] | None, "a dial, -1000 to 1000: closeness=400"] = None,
                reference: Annotated[list[str] | None, "for colour, what to go by: a still's file or name, s3 of the "
                                                       "cut, 'scene 12', or 1A/2@120"] = None,
                tone: Annotated[str, "a tone that you have found: 'uneasy, but tender'"] = "",
                keep: Annotated[list[str] | None, KEEP] = None) -> StringOut:
        """Ask for alternatives. All are kept; the first six are shown. Nothing is applied."""
        bay = self.bay_of(tool)
        return loop.propose(bay, self.scene_named(scene), words, want, seed, tool, read_weights(weight or []),
                            read_dials(dial or []), reference or (), tone,
                            loop.Still(tuple(keep), dialling.kept) if keep else None)

    def tone(self, name: Annotated[str, "its words: 'uneasy, but tender'"], *,
             dial: Annotated[list[str] | None, "what you mean by it: colour.warmth=-300, pace=200"] = None,
             forget: Annotated[list[str] | None, "a variable that it shall not move: colour.tint"] = None,
             words: Annotated[bool, "hear its words anew, as they are guessed at first"] = False,
             curve: Annotated[list[str] | None, "how much of it a line has, 0 to 1000: 2/1=1000; '2/6=' takes that "
                                                "away, 'whole' all of the scene's"] = None,
             until: Annotated[str, "from this line on, its id or its words, nothing of it is left"] = "",
             from_: Annotated[str, "the line that it begins with, by its id or its words"] = "",
             like: Annotated[str, "what it is to be like: a still, a film or a timeline by its path, circled, s3, "
                                  "'scene 12', 1A/2@120, or a still of the gallery"] = "",
             history: Annotated[bool, "tell what made it what it is"] = False,
             scene: Annotated[str, "scene number"] = "") -> ToneTold:
        """Find a tone, or say what you mean by one: it turns the dials of every craft, wherever you propose in it."""
        change = tones.Change(dial or (), forget or (), words, bending.Curved(curve or (), until, from_), like)
        return tones.tone(self, self.scene_named(scene), name, change, with_history=history)

    def tones(self) -> tuple[ToneTold, ...]:
        """Every tone that somebody found in this film, and what it has come to mean."""
        return tones.tones(self)

    def forget(self, tone: Annotated[str, "a tone of yours"]) -> Said:
        """Forget a tone of yours. What was proposed in it stays on the record."""
        return tones.forget(self, tone)

    def dial(self, dials: Annotated[list[str], "each dial that is not at rest, -1000 to 1000: closeness=400"], *,
             scene: Annotated[str, "scene number"] = "",
             seed: Annotated[int, "the same seed gives the same alternatives"] = 1,
             tool: Annotated[str, "which tool"] = "cutting",
             weight: Annotated[list[str] | None, "an idiom's weight: reaction=2000"] = None,
             keep: Annotated[list[str] | None, KEEP] = None) -> Dialled:
        """Six fresh cuts with dials set so, pins and vetoes kept. Nothing goes on the record until you propose."""
        bay = self.bay_of(tool)
        return dialling.dial(bay, self.scene_named(scene), read_dials(dials), seed, tool, read_weights(weight or []),
                             keep or ())

    def dials(self, *, scene: Annotated[str, "scene number"] = "",
              tool: Annotated[str, "which tool"] = "cutting") -> Dials:
        """Every dial of the scene: its two ends, where it stands since the latest proposal, and what that does."""
        return dialling.dials(self.bay_of(tool), self.scene_named(scene), tool)

    def explore(self, scenes: Annotated[list[str] | None, "scene numbers; left out, every lined scene"] = None, *,
                want: Annotated[int, "how many alternatives would do, in each scene"] = 1000,
                seed: Annotated[int, "the same seed gives the same alternatives"] = 1,
                tool: Annotated[str, "which tool"] = "cutting",
                again: Annotated[bool, "also scenes that were done before and have not changed"] = False
                ) -> tuple[Explored, ...]:
        """Propose every lined scene, many cuts each, in the background of your cores. Ctrl-C keeps what is done."""
        return explore(self, scenes or (), want, seed, tool, again)

    def show(self, *, scene: Annotated[str, "scene number"] = "",
             first: Annotated[int | None, "place of the first one to show; left out, what is on show"] = None,
             among: Annotated[list[str] | None, "only among these: ids, or how they begin"] = None,
             craft: Annotated[str, "cutting or colour"] = "cutting") -> StringOut:
        """Show six of the latest proposal. What was shown keeps its place; the next six are chosen for you."""
        return loop.show(self.bay(craft), self.scene_named(scene), first, among)

    def pair(self, *, scene: Annotated[str, "scene number"] = "",
             craft: Annotated[str, "cutting or colour"] = "cutting") -> Pair:
        """A or B: two alternatives whose moments that differ teach most for each minute that you watch them."""
        return pairing.pair(self.bay(craft), self.scene_named(scene))

    def prefer(self, which: Annotated[Which, "A, B, or unsure where you can't say"], *,
               scene: Annotated[str, "scene number"] = "",
               craft: Annotated[str, "cutting or colour"] = "cutting") -> Said:
        """Say which of the pair is nearer to what you want. It circles nothing: the taste learns from it."""
        return pairing.prefer(self.bay(craft), self.scene_named(scene), which)

    def why(self, alt: Annotated[str, "its number on show, or its id"] = "1", *,
            above: Annotated[str, "another one: why does it stand above that, and what would turn it"] = "",
            scene: Annotated[str, "scene number"] = "",
            craft: Annotated[str, "cutting or colour"] = "cutting") -> Why:
        """Why this alternative: every reason of every shot, adding up to its score."""
        number = self.scene_named(scene)
        return loop.why(self.bay(craft), number, alt, above)

    def idioms(self, *, scene: Annotated[str, "count in this scene's cut how often each holds and breaks"] = "",
               tool: Annotated[str, "which tool"] = "cutting") -> Grammar:
        """Every idiom of the grammar: what it rewards, what it weighs, whether it is on, and where it comes from."""
        return grammar(self, scene, tool)

    def sheet(self, *, scene: Annotated[str, "scene number"] = "",
              first: Annotated[int | None, "place of the first one to show; left out, what is on show"] = None,
              to: Annotated[Path | None, "the PNG to make"] = None,
              craft: Annotated[str, "cutting or colour"] = "cutting") -> MadeFile:
        """Draw the string-out as one picture: six cuts, or grades, as strips, and all of them on a map."""
        return sheet.string_out_sheet(self.bay(craft), self.scene_named(scene), first, to)

    def audition(self, alt: Annotated[str, "its number on show, or its id"] = "1", *,
                 scene: Annotated[str, "scene number"] = "",
                 craft: Annotated[str, "cutting or colour"] = "cutting") -> MadeFile:
        """Make an alternative playable without applying it."""
        number = self.scene_named(scene)
        if craft != self.craft:
            return plates.audition(self.bay(craft), number, alt)
        found = loop.find_alt(self, number, alt)
        made = out.audition_alt(self, number, found)
        watched(self, number, "audition", found.content)
        return made

    def compare(self, one: Annotated[str, "a cut: its number on show, its id, circled, a version's or a lock's name"],
                other: Annotated[str, "another cut of the scene"], *,
                to: Annotated[Path | None, "where to write the moments that differ, to be watched"] = None,
                movie: Annotated[bool, "whether to make a movie of the moments"] = True,
                scene: Annotated[str, "scene number"] = "") -> Compared:
        """What differs between two cuts, in craft words, and just those moments to watch: one's, then the other's."""
        return compare(self, self.scene_named(scene), one, other, to, movie=movie)

    def watched(self, thousandths: Annotated[int, "thousandths of a second that were played"], *,
                scene: Annotated[str, "scene number"] = "",
                craft: Annotated[str, "cutting or colour"] = "cutting") -> Said:
        """Say how long was watched for the choice that comes next: a screen counts what it plays."""
        return watched_for(self.bay(craft), self.scene_named(scene), thousandths)

    def decide(self, alt: Annotated[str, "its number on show, or its id"],
               mark: Annotated[Literal["circle", "hold", "ng", "unsure"], "your mark"], *,
               scene: Annotated[str, "scene number"] = "", note: Annotated[str, "why, in your words"] = "",
               craft: Annotated[str, "cutting or colour"] = "cutting") -> Said:
        """Mark an alternative. A circled one becomes the scene's cut."""
        return self._mark(alt, mark, scene, note, craft)

    def circle(self, alt: Annotated[str, "its number on show, or its id"], *,
               scene: Annotated[str, "scene number"] = "", note: Annotated[str, "why, in your words"] = "",
               craft: Annotated[str, "cutting or colour"] = "cutting") -> Said:
        """This one: it becomes the scene's cut."""
        return self._mark(alt, "circle", scene, note, craft)

    def hold(self, alt: Annotated[str, "its number on show, or its id"], *,
             scene: Annotated[str, "scene number"] = "", note: Annotated[str, "why, in your words"] = "",
             craft: Annotated[str, "cutting or colour"] = "cutting") -> Said:
        """Keep it in mind: held cuts travel with a handover."""
        return self._mark(alt, "hold", scene, note, craft)

    def ng(self, alt: Annotated[str, "its number on show, or its id"], *,
           scene: Annotated[str, "scene number"] = "", note: Annotated[str, "why, in your words"] = "",
           craft: Annotated[str, "cutting or colour"] = "cutting") -> Said:
        """No good. It is kept all the same: refused alternatives are evidence."""
        return self._mark(alt, "ng", scene, note, craft)

    def unsure(self, alt: Annotated[str, "its number on show, or its id"], *,
               scene: Annotated[str, "scene number"] = "", note: Annotated[str, "why, in your words"] = "",
               craft: Annotated[str, "cutting or colour"] = "cutting") -> Said:
        """Can't say. It is on the record, and nothing is learned from it."""
        return self._mark(alt, "unsure", scene, note, craft)

    def _mark(self, alt: str, mark: MarkName, scene: str, note: str, craft: str) -> Said:
        return loop.mark(self.bay(craft), self.scene_named(scene), alt, mark, note)

    def pin(self, line: Annotated[str, "line id; '' for every line the take covers"],
            take: Annotated[str, "take id"], *, scene: Annotated[str, "scene number"] = "") -> Said:
        """This take stays on this line, in every alternative from now on."""
        return hands.pin(self, self.scene_named(scene), line, take)

    def veto(self, take: Annotated[str, "take id"], *, line: Annotated[str, "only on this line"] = "",
             scene: Annotated[str, "scene number"] = "") -> Said:
        """Never this take."""
        return hands.veto(self, self.scene_named(scene), take, line)
