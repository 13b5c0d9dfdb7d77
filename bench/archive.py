"""Figures of variety: how many kinds of good cut are found, how far the six on show differ, and a whole film explored.

An archive has a cell for every twentieth of each of its named axes; a cell is filled by a cut that has at least nine
tenths of the best score. The peers get as many cuts as this tool, and need not be different: any two of this tool's
differ in a fifth of the lines or three cut points, of the peers' hardly any. All scenes are made (`made_scene`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from bench._made_film import film_of
from bench.cutting import archives, figure, spread_of
from workprint.desk.explore import peak
from workprint.film import Brief
from workprint.tools.cutting import CuttingTool, made_scene

BUDGET = 300
"""Cuts that each way of finding them may give. Source: issue 2, three hundred alternatives."""

SCENES = ((1, 27, 16, 2), (2, 18, 8, 3), (3, 40, 10, 2), (4, 12, 6, 2))
"""Seed, lines, takes and people of the scenes whose archives are filled. Source: the first is the largest of Leake et
al. 2017; the others our choice, from a page to four."""

SIXES = 24
"""Scenes whose first six cuts are compared. Source: our choice; small and large ones, two and three people."""

FILM, LINES, TAKES = 60, 14, 7
"""Scenes, lines and takes of the film that is explored. Source: issue 3 (60 scenes); a page and a half of dialogue and
seven takes a scene is an ordinary day of an independent film."""

FILM_S, FILM_MB = 300, 2000
"""Aims. Source: our choice: a film while an editor has a coffee, on two cores; and a quarter of a laptop's 8 GB,
because the program in which the film is cut is open beside it."""


def filled() -> Counter[str]:
    """Cells filled in all scenes together, by each way of finding cuts."""
    total: Counter[str] = Counter()
    for seed, lines, takes, people in SCENES:
        found = archives(made_scene(seed, lines, takes, people=people), BUDGET)
        total.update(found)
        total.update({f"{name}, {lines} lines": count for name, count in found.items()})
    return total


def least_difference() -> tuple[float, float]:
    """Least and mean share of the lines in which any two of the first six differ, over all scenes."""
    found = []
    for seed in range(SIXES):
        scene = made_scene(100 + seed, 8 + 2 * (seed % 10), 5 + seed % 8, people=2 + seed % 2)
        cuts = [alt.content for alt in CuttingTool().propose(Brief(scene, want=BUDGET), seed=1)]
        found.append(spread_of(cuts[:6], scene))
    return min(found), sum(found) / len(found)


@dataclass(frozen=True, slots=True)
class Run:
    """What exploring a film took."""

    seconds: float
    cuts: int
    worker_mb: int
    desk_mb: int

    @property
    def together(self) -> int:
        """Memory of the desk and of two processes of the crew at their most."""
        return self.desk_mb + 2 * self.worker_mb


def explored(scenes: int, want: int) -> Run:
    """A film of made scenes explored."""
    with TemporaryDirectory() as folder, film_of(Path(folder) / "film", scenes, LINES, TAKES) as desk:
        begun = monotonic()
        rows = desk.explore(want=want)
        return Run(monotonic() - begun, sum(row.cuts for row in rows), max(row.peak for row in rows), peak())


def figures() -> list[dict[str, Any]]:
    """The figures of variety."""
    # Memory first: the most that a process held never falls again.
    few, film, many = explored(6, 100), explored(FILM, BUDGET), explored(6, 1000)
    cells = filled()
    least, mean = least_difference()
    ours = cells["this tool"]
    return [
        figure("archive.cells_vs_kbest", round(ours / max(1, cells["k-best Viterbi"]), 2), "times the cells", 2,
               "higher", cells=ours, k_best_cells=cells["k-best Viterbi"], cuts_each=BUDGET,
               **{name.replace(" ", "_").replace(",", ""): count for name, count in cells.items() if "lines" in name}),
        figure("archive.cells_vs_random", round(ours / max(1, cells["random weightings"]), 2), "times the cells", 1.3,
               "higher", random_weighting_cells=cells["random weightings"], cuts_each=BUDGET, scenes=len(SCENES)),
        figure("archive.six_min_difference", round(100 * least, 1), f"% of the lines, least of {SIXES} scenes", 25,
               "higher", mean_of_scenes=round(100 * mean, 1)),
        figure("explore.film_s", round(film.seconds, 1), f"s for {FILM} scenes of {BUDGET} cuts", FILM_S, "lower",
               cuts=film.cuts),
        figure("explore.peak_mb", film.together, "MB, the desk and two processes", FILM_MB, "lower",
               one_process=film.worker_mb, desk=film.desk_mb, one_process_6_scenes_100_cuts=few.worker_mb,
               one_process_6_scenes_1000_cuts=many.worker_mb, desk_6_scenes_1000_cuts=many.desk_mb),
    ]


if __name__ == "__main__":
    for each in figures():
        print(each["name"], each["value"], each["unit"], "aim", each["aim"], each["met"], each["peers"])
