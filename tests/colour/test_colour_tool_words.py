"""Words become directions in measured variables, move them farther the stronger, or are unknown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from workprint.film import BadValue
from workprint.testing import made_brief
from workprint.tools.colour import ColourTool, read
from workprint.tools.colour.lexicon import HOLDS, NOUNS, WORDS
from workprint.tools.colour.look import Start
from workprint.tools.colour.sight import sight
from workprint.tools.colour.solve import Solver, aim, ground
from workprint.tools.colour.variables import NAMES, SKIN, VARIABLES


@pytest.fixture(scope="module")
def solver() -> Solver:
    seen = sight(made_brief("colour"))
    return Solver(ground(seen.work, seen.marks))


def moved(solver: Solver, wishes, holds=frozenset()):
    return [found.moved for found in solver.solve([aim(solver.on, Start(), wish, holds, skin=True) for wish in wishes])]


def test_every_word_points_somewhere_that_is_measured():
    assert len(WORDS) > 200
    assert {name for directions, _ in WORDS.values() for name in directions} <= set(NAMES)
    assert {name for names in HOLDS.values() for name in names} <= {*NAMES, SKIN}
    assert set(NOUNS.values()) <= set(WORDS)
    assert all(one.less and one.more and one.unit and one.about for one in VARIABLES)


@pytest.mark.parametrize(("text", "wishes", "holds"), [
    ("colder", {"warmth": -1}, set()),
    ("Colder, but keep her skin!", {"warmth": -1}, {SKIN}),
    ("much colder, but not her face", {"warmth": -1.75}, {SKIN}),
    ("a bit warmer and darker", {"warmth": 0.5, "brightness": -1}, set()),
    ("less contrast", {"contrast": -1}, set()),
    ("it is too warm", {"warmth": -1}, set()),
    ("not green", {"tint": 0.5}, set()),
    ("bleak, but not too dark", {"warmth": -0.7, "saturation": -0.9, "brightness": -0.4}, set()),
    ("much darker, but not too dark", {"brightness": -0.5}, set()),
    ("teal and orange", {"split": 1.4, "saturation": 0.4}, set()),
    ("keep the white balance, paler", {"saturation": -1}, {"warmth", "tint"}),
    ("colder, keep the warmth", {}, {"warmth"}),
    ("greenish", {"tint": -0.5}, set()),
    ("flattest", {"contrast": -1}, set()),
    ("natural", {}, set()),
])
def test_a_sentence_is_read(text, wishes, holds):
    wish = read(text)
    assert dict(wish.wishes) == pytest.approx(wishes)
    assert wish.holds == holds
    assert wish.unknown == ()


def test_people_of_the_scene_are_no_wish():
    assert read("warmer on Ana", frozenset({"ana"})).unknown == ()


def test_words_that_nobody_knows_move_nothing_and_are_said():
    assert read("grungy dusk").unknown == ("grungy",)
    with pytest.raises(BadValue, match="the words came as 'blaek xqz', and none of them is known for colour; bleak"):
        read("blaek xqz")
    alts = list(ColourTool().propose(replace(made_brief("colour"), words="grungy dusk"), seed=1))
    told = [reason.says for reason in alts[0].reasons if reason.name == "words"]
    assert any("nobody told me what 'grungy' means for colour, and it moves nothing" in says for says in told)
    assert any(says.startswith("dusk: darker, colder") and "first guess" in says for says in told)


def test_words_move_what_they_say_the_right_way(solver):
    told = {tuple(directions.items()) for directions, _ in WORDS.values() if directions}
    words = sorted(told)
    right = []
    for word, found in zip(words, moved(solver, [{name: by / 10 for name, by in word} for word in words]), strict=True):
        right += [found[NAMES.index(name)] * by > 0.05 for name, by in word if abs(by) >= 3]
    assert np.mean(right) >= 0.95


@pytest.mark.parametrize("name", NAMES)
def test_more_is_asked_and_more_comes(solver, name):
    asked = [-1.5, -1, -0.5, 0.5, 1, 1.5]
    found = [float(one[NAMES.index(name)]) for one in moved(solver, [{name: by} for by in asked])]
    assert spearmanr(asked, found).statistic >= 0.9
    assert found[0] < 0 < found[-1]


def test_what_is_held_hardly_moves(solver):
    leaks = []
    for held in NAMES[:5]:
        others = [name for name in NAMES[:5] if name != held]
        rows = moved(solver, [{name: -1.0} for name in others], frozenset({held}))
        for name, found in zip(others, rows, strict=True):
            leaks.append(abs(found[NAMES.index(held)] / found[NAMES.index(name)]))
    assert np.mean(leaks) <= 0.2


def test_skin_stays_while_the_scene_turns_cold(solver):
    (free,), (held,) = (moved(solver, [{"warmth": -1.0}], holds) for holds in (frozenset(), frozenset({SKIN})))
    at = NAMES.index("warmth")
    assert held[at] < -0.6
    assert np.abs(held[-5:-1]).max() <= 0.2 * max(1.0, np.abs(free[-5:-1]).max())
