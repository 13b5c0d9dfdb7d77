"""The grammar as the tool tells it to a desk, and the trial of an idiom that somebody wrote."""

from __future__ import annotations

from typing import Any

from workprint.film import BadTool, Material, Rule
from workprint.tools.cutting.admit import PROMISED, admitted
from workprint.tools.cutting.craft import idioms
from workprint.tools.cutting.grammar import Idiom
from workprint.tools.cutting.ground import ground
from workprint.tools.cutting.made_scene import EVERYTHING, made_scene
from workprint.tools.cutting.proof import best_cut

WHERE = {
    "first": "the first line", "last": "the last line", "beat": "every line",
    "reaction": "every reaction inside a line",
    "picture": "every two pictures that meet", "voice": "every two readings that meet",
    "joint": "how one line goes over into the next", "motion": "what moves on both sides of a cut",
    "squeeze": "every cut of sound in a short pause"}
"""Each kind of idiom in plain words."""

SCENES = 6
"""Made scenes on which an idiom of somebody's is tried. Source: our choice; half a second."""


def rules(material: Material | None = None) -> tuple[Rule, ...]:
    """Every idiom of the grammar as a noun of the film."""
    return tuple(Rule(each.name, WHERE[each.kind], each.rewards, each.weight, each.source, each.package)
                 for each in idioms(material))


def tried(rule: Any, package: str = "being tried") -> tuple[str, ...]:
    """What was tried of an idiom and held. Raises `BadTool` naming the first promise that does not hold."""
    idiom = admitted(rule, package)
    if idiom.name in {each.name for each in idioms() if each.measure is not idiom.measure}:
        raise BadTool(f"there is an idiom {idiom.name!r} already", "a name of its own would do", "rename it")
    return (f"{idiom.name} has a name, a sentence, a source and a whole weight",
            "its measure answers with whole numbers from -100 to 100, the same for arrays and for single numbers",
            f"it reads nothing but {', '.join(sorted(PROMISED[idiom.kind]))}", _holding(idiom))


def _holding(idiom: Idiom) -> str:
    """How often it holds where it could, alone, on made scenes."""
    scenes = [made_scene(seed, 9, 9, people=2 + seed % 2, odds=EVERYTHING) for seed in range(SCENES)]
    counts = [best_cut(idiom, ground(scene, squeezed=idiom.kind == "squeeze")) for scene in scenes]
    held, could = sum(count[0] for count in counts), sum(count[1] for count in counts)
    return (f"alone, it holds in {held} of the {could} places of made scenes where it could" if could
            else "in made scenes it has no place where it could make a difference")
