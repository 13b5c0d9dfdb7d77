"""What the colour tool offers keeps faces and shading as they are on pictures larger than those it sees, or says so."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from bench._colour_people import FACE, person
from skimage import data

from workprint.film import Alt, Brief, Cut, Grade, Rate, Reference, Shot
from workprint.media.colour import apply_ops, guards, seen_of, to_view, to_working
from workprint.media.colour.gradients import shading_verdict
from workprint.media.colour.pair import Pair, pair
from workprint.testing import made_material
from workprint.tools.colour import ColourTool
from workprint.tools.colour.guarding import Guarded
from workprint.tools.colour.sight import sight

SPACE = "Rec.1886 Rec.709 - Display"
LIGHT, DEEP = 1, 9
STILLS = ("rocket", "coffee")
PULLING = ("much much greener, teal and orange", "moonlight", "green and sickly", *STILLS)
"""Words and stills that turn skin by ten degrees and more where nothing holds it."""
OTHERS = ("skin chroma", "highlights", "shadows", "gamut", "banding", "gradients", "texture")


def brief(pictures, asked, off=()):
    shots = tuple(Shot(f"1/{at + 1}", 0, 24) for at in range(len(pictures)))
    seen = tuple(seen_of(one, shot=at, take=f"1/{at + 1}", frame=0, space=SPACE, faces=(FACE,))
                 for at, one in enumerate(pictures))
    like = tuple(Reference(name, "still", (seen_of(getattr(data, name)(), shot=-1, take="", frame=0, space=SPACE),))
                 for name in STILLS if name == asked)
    return Brief(made_material(), "" if like else asked, 6, cut=Cut("1", Rate(24), shots, ()), seen=seen,
                 references=like, weights=tuple((f"guard:{name}", 0) for name in off))


@cache
def offered(at: int, asked: str, off: tuple[str, ...] = ()) -> tuple[Alt, ...]:
    return tuple(ColourTool().propose(brief([person(at, width=128)[0]], asked, off=off), seed=1))


def turned(alt: Alt, at: int) -> tuple[float, float]:
    """Degrees by which skin turns, in the mean and in the 95th percentile, on a picture twice as wide as was seen."""
    grade, work = alt.content, to_working(person(at, width=128)[0], SPACE)
    assert isinstance(grade, Grade)
    before, after = to_view(apply_ops(work, grade.shots[0].ops)), to_view(apply_ops(work, grade.ops(0)))
    (skin,) = guards(before, after, faces=[FACE], off=OTHERS)
    return ((skin.number("mean, 1/10 degree") or 0) / 10, (skin.number("p95, 1/10 degree") or 0) / 10)


def told(alt: Alt) -> dict[str, str]:
    return {each.name: each.says for each in alt.reasons}


@pytest.mark.parametrize("at", [LIGHT, DEEP])
@pytest.mark.parametrize("asked", PULLING)
def test_skin_keeps_its_hue_in_all_that_is_offered_or_it_is_said(at, asked):
    for alt in offered(at, asked):
        mean, p95 = turned(alt, at)
        assert (mean <= 3 and p95 <= 5) or "guard:skin" in told(alt)


@pytest.mark.parametrize("at", [LIGHT, DEEP])
@pytest.mark.parametrize("asked", ["moonlight", "green and sickly", "coffee"])
def test_without_its_guard_skin_goes_along(at, asked):
    free = offered(at, asked, ("skin", "skin chroma"))
    assert max(turned(alt, at)[0] for alt in free) > 6
    assert not any({"guard:skin", "faces held"} & told(alt).keys() for alt in free)


@pytest.mark.parametrize("at", [LIGHT, DEEP])
@pytest.mark.parametrize("asked", PULLING)
def test_what_was_asked_is_offered_and_says_what_is_missing_of_it(at, asked):
    version = f"like {asked}:" if asked in STILLS else "as asked:"
    says = next(told(alt) for alt in offered(at, asked) if told(alt)["version"].startswith(version))
    if asked not in STILLS and " was wanted" in says["asked"]:
        assert "as far as faces keep their colour; switch off guard:skin to have all of it" in says["asked"]
    if "softened" in says:
        assert "of the look is left, so that it keeps its guards; switch one off" in says["softened"]
        assert " was wanted" in says["character" if asked in STILLS else "asked"]


def test_a_part_of_what_was_asked_is_not_offered_where_it_breaks_the_guard_of_skin():
    def many(off=()):
        asked = replace(brief([person(DEEP, width=128)[0]], "rocket", off), want=30)
        return [told(alt) for alt in ColourTool().propose(asked, seed=1)]

    assert not any("guard:skin" in says or "its colour:" in says["version"] for says in many())
    assert any("its colour:" in says["version"] for says in many(("skin", "skin chroma")))


def test_faces_are_held_before_what_is_asked_where_otherwise_little_of_it_is_left():
    alt = next(alt for alt in offered(DEEP, "bleach bypass") if told(alt)["version"].startswith("as asked:"))
    assert "faces keep their colour before all that is asked" in told(alt)["faces held"]
    assert "softened" not in told(alt)


def test_of_several_pictures_the_worst_shading_is_told():
    row = np.linspace(0.2, 0.7, 128, dtype=np.float32)
    grey = np.repeat(np.repeat(row[None, :, None], 72, 0), 3, -1)
    turns = grey.copy()
    turns[:, :40] = grey[:, 39::-1]
    both = [pair(grey, grey), pair(grey, turns), pair(grey, grey)]
    stacked = Pair(*(np.stack([getattr(one, name) for one in both])
                     for name in ("before", "after", "lab_before", "lab_after")))
    assert shading_verdict(stacked) == shading_verdict(both[1])
    assert [shading_verdict(one).broken for one in both] == [False, True, False]


def test_every_face_of_a_long_cut_is_guarded():
    people = [person(at % 3, width=128)[0] for at in range(8)] + [person(DEEP, width=128)[0]]
    asked = brief(people, "moonlight")
    known = sight(asked)
    shots = ((),) * len(people)
    (skin, *_) = Guarded(known, shots).verdicts(shots, (), ())
    assert (skin.name, skin.ok, skin.number("people")) == ("skin", True, 9)
    assert "deep tones, 1/10 degree" in dict(skin.measured)


def test_who_asks_for_more_does_not_get_less_where_guards_hold_it_back():
    tool, got = ColourTool(), []
    for setting in (-400, -600, -700, -800, -1000):
        asked = replace(tool.dialled(brief([person(DEEP, width=128)[0]], ""), {"brightness": setting}), want=1)
        (alt,) = tool.propose(asked, seed=1)
        got.append((dict(tool.measured(alt, asked))["brightness"], "softened" in told(alt)))
    assert [value for value, _ in got] == sorted((value for value, _ in got), reverse=True)
    assert got[-1][1], "a guard holds it back at the end"
