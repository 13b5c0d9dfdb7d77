"""The cutting tool: a brief in, whole cuts out, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import PCG64, Generator

from workprint.film import (
    Alt,
    BadValue,
    Brief,
    Cut,
    Dial,
    Made,
    Material,
    Meant,
    Pin,
    Reason,
    Reference,
    Rule,
    ToolCard,
)
from workprint.media import conform
from workprint.tools.cutting.along import Along
from workprint.tools.cutting.assemble import Drawn, Joined, assemble, joints
from workprint.tools.cutting.beats import missing
from workprint.tools.cutting.check import check_cut
from workprint.tools.cutting.craft import idioms
from workprint.tools.cutting.dials import dialled, measured, settings, turns
from workprint.tools.cutting.explain import Explainer
from workprint.tools.cutting.facts import Joint
from workprint.tools.cutting.grammar import HEAVIEST
from workprint.tools.cutting.ground import NEVER
from workprint.tools.cutting.hold import held
from workprint.tools.cutting.kept import Kept, Shelf
from workprint.tools.cutting.likened import likened
from workprint.tools.cutting.meant import meant
from workprint.tools.cutting.parts import whole_line
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.reasons import explained, facts
from workprint.tools.cutting.rules import rules, tried
from workprint.tools.cutting.solve import Scales, Worth, ahead, best, impossible, worth
from workprint.tools.cutting.sources import Source
from workprint.tools.cutting.spread import Pool, proposed
from workprint.tools.cutting.stage import Stage, stage
from workprint.tools.cutting.wishes import wishes


class CuttingTool:
    """Cuts a scene in many ways, from the idioms of the cutting room.

    A tool keeps what it found out about the last scene, so that the next brief on it (a pin more) is answered at once.
    """

    card = ToolCard("cutting", "2", "cutting",
                    "Proposes whole cuts of a scene from its script and its takes, each with its reasons.",
                    "nothing: rules of the cutting room, and mathematics", "fully")

    def __init__(self) -> None:
        self._shelf = Shelf()

    def propose(self, brief: Brief, *, seed: int) -> Iterator[Alt]:
        """Up to `brief.want` cuts: six that differ most, then the others by score.

        All keep the laws of `check_cut`. Raises `CannotCut` where no cut can, and `BadValue` for a weight that
        names no idiom.
        """
        weights = weighed(brief)
        for squeezed in (False, True):
            table = self._shelf.kept(brief, squeezed)
            asked = table.asked(brief)
            on = stage(table.ground, wishes(table.ground, asked.pins, asked.vetoes))
            missing(table.ground.beats, frozenset(
                line.id for at, beat in enumerate(on.ground.beats) if on.wishes.removed(at) for line in beat.lines))
            scales = table.scales(weights, brief.curve)
            value = worth(on, scales)
            if best(value, ahead(value))[0] > NEVER // 2:
                yield from _alts(table, on, value, scales, brief.want, seed)
                return
        raise impossible(on, value)

    def hold(self, alt: Alt, brief: Brief) -> tuple[Pin, ...]:
        """Pins that keep every line of a cut as it is: what a hand edit on one line leaves alone.

        A line is pinned in parts where it is joined from several readings, and where the brief pins a part of it.
        """
        table = self._shelf.kept(brief, cut=alt.content)
        return held(alt.content, Explainer(table.ground), {whole_line(pin.line) for pin in brief.pins
                                                           if whole_line(pin.line) != pin.line})

    def judge(self, content: Cut, brief: Brief) -> Alt:
        """A cut that was made by hand or elsewhere, with its reasons and axes."""
        table = self._shelf.kept(brief, cut=content)
        along = Along(weighed(brief), table.shares(brief.curve))
        why = Explainer(table.ground, table.sources).reasons(content, along)
        return Alt(self.card.name, content, why, *table.ruler.measured(content))

    def rules(self, material: Material | None = None) -> tuple[Rule, ...]:
        """Every idiom of the grammar; with a scene's material also those that name its people."""
        return rules(material)

    def admits(self, rule: Any) -> tuple[str, ...]:
        """What was tried of somebody's idiom and held. Raises `BadTool` where something does not."""
        return tried(rule)

    def dials(self, material: Material) -> tuple[Dial, ...]:
        """What a person may turn in this scene: five dials, and one for each person."""
        return tuple(turn.dial for turn in turns(material))

    def dialled(self, brief: Brief, settings: Mapping[str, int]) -> Brief:
        """The brief with dials set, -1000 to 1000, as weights of idioms. Raises `BadValue`."""
        return dialled(brief, settings)

    def settings(self, brief: Brief) -> tuple[tuple[str, int], ...]:
        """Where every dial stands in a brief: what `dialled` was given, or what its weights come to."""
        return settings(brief)

    def measured(self, alt: Alt, brief: Brief) -> tuple[tuple[str, int], ...]:
        """What a cut has of everything that a dial turns, in thousandths."""
        table = self._shelf.kept(brief)
        return measured(alt, table.ruler, table.places, table.ground.moves)

    def hears(self, words: str, material: Material) -> Meant:
        """First guesses for the dials, and the words that nothing is known of."""
        return meant(words, material)

    def likens(self, reference: Reference, brief: Brief) -> Meant:
        """Leans that bring the scene near to a cut, a shot, a timeline or a film, with what was measured of both."""
        return likened(reference, brief, lambda asked: dict(next(iter(self.propose(asked, seed=1))).axes))

    def check(self, alt: Alt, brief: Brief) -> tuple[str, ...]:
        """A sentence for every law of `check_cut` that a cut breaks."""
        return check_cut(alt.content, brief.material, brief.pins, brief.vetoes)

    def conform(self, alt: Alt, material: Material, out: Path) -> Made:
        """The circled cut as a movie at `out`, from the originals. Raises `CannotRead` where a file is gone."""
        return conform(alt.content, material, out)


def weighed(brief: Brief) -> dict[str, int]:
    """Every idiom's weight, as the brief has it or by default. Raises `BadValue`."""
    weights = {idiom.name: idiom.weight for idiom in idioms(brief.material)}
    for name, weight in brief.weights:
        if name not in weights or abs(weight) > HEAVIEST:
            nearest = get_close_matches(name, weights, 1, 0)
            raise BadValue(f"the weight came as {name!r} {weight}",
                           f"{nearest[0]!r} and a number within {HEAVIEST} would do",
                           "see all idioms with: workprint idioms")
        weights[name] = weight
    return weights


def _alts(table: Kept, on: Stage, value: Worth, scales: Scales, want: int, seed: int) -> Iterator[Alt]:
    if want < 1:
        return
    chosen = proposed(on, value, scales, want, Generator(PCG64(seed)))
    joined = joints(on, chosen.paths, chosen.chosen)
    drawn = assemble(on, value, chosen.paths, joined)
    told = reasons(on, value, scales, chosen, joined, drawn)
    for n, (each, why) in enumerate(zip(drawn, told, strict=True)):
        main, inside = sources(on, value, chosen.paths[n], each)
        why = table.sources.told(why, main, inside)
        yield Alt(CuttingTool.card.name, each.cut, why, *table.ruler.measured(each.cut))


def sources(on: Stage, value: Worth, path: Whole, drawn: Drawn) -> tuple[list[Source], list[Source]]:
    """Every beat of a cut as it is seen and heard, and the reactions in them."""
    main, inside = [], []
    for n, at in enumerate(on.at):
        way, reactions, view = int(path[n]), on.played[n].reactions, int(value.reaction[n][path[n]])
        said = int(on.played[n].ways.said[way])
        main.append(Source(at, said, int(on.played[n].ways.view[way]), int(on.played[n].ways.shift[way]),
                           drawn.main[n]))
        if view >= 0:
            inside.append(Source(at, said, view, int(reactions.shift[said, view]), drawn.inside[n]))
    return main, inside


def reasons(on: Stage, value: Worth, scales: Scales, chosen: Pool, joined: tuple[Joined, ...],
            drawn: list[Drawn]) -> list[tuple[Reason, ...]]:
    """The reasons of every chosen cut, adding up to its score."""
    def rows(columns: list[Whole]) -> Whole:
        return np.stack(columns, 1) if columns else np.zeros((len(drawn), 0), np.int64)

    paths = chosen.paths
    played = [each.ways.at(paths[:, n]) for n, each in enumerate(on.played)]
    joint = Joint(*(rows([getattr(each.fact, name) for each in joined]) for name in Joint.__slots__))
    found = facts(on.ground, on.at, rows([each.said for each in played]), rows([each.view for each in played]),
                  rows([each.shift for each in played]),
                  rows([value.reaction[n][paths[:, n]] for n in range(len(on.at))]), joint,
                  np.stack([played[0].tight & 1, played[-1].tight // 2 & 1], 1))
    return explained(scales.idioms, scales.along, on.at, found, np.array([each.main for each in drawn]),
                     np.array([each.inside for each in drawn]), [len(each.cut.shots) for each in drawn])
