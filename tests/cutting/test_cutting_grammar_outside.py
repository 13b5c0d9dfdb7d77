"""Idioms that another package brings: found, weighed, explained and exact like ours, and refused where unfit."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from workprint.film import BadTool, Brief
from workprint.testing import check_idiom
from workprint.tools.cutting import CuttingTool, explain, idiom, idioms, made_scene
from workprint.tools.cutting.every_cut import best_of_all
from workprint.tools.cutting.ground import NEVER, ground
from workprint.tools.cutting.made_scene import EVERYTHING
from workprint.tools.cutting.outside import outside
from workprint.tools.cutting.proof import best_cut
from workprint.tools.cutting.solve import Scales, ahead, best, worth
from workprint.tools.cutting.stage import stage
from workprint.tools.cutting.wishes import wishes

GOOD = '''
from workprint.tools.cutting import idiom

@idiom("low lines wide", "beat", 300, "wide on a quiet line", "close on a quiet line", "our cutting room")
def low_lines_wide(at):
    """A quiet line is seen from further away."""
    return 100 * (at.voice.loudness < 0) * (at.view.size < 5)

@idiom("into a movement", "motion", 150, "it begins to move on the cut", "", "our cutting room")
def into_a_movement(at):
    """A cut into a movement."""
    return 100 * at.joint.cut * (at.motion.enters > 500)

@idiom("leave on a breath", "voice", 150, "leaves on a breath", "", "our cutting room")
def leave_on_a_breath(at):
    """After a line that wants an answer comes one that draws a deep breath."""
    return 100 * at.was.beat.heavy * (at.voice.breath > 250)

def ours():
    return low_lines_wide, into_a_movement, leave_on_a_breath
'''

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a package of one module in a folder on the path, as an installer leaves it behind."""
    made: list[str] = []

    def put(text: str, leads: str, package: str = "quiet-room") -> None:
        module = package.replace("-", "_")
        made.append(module)
        (tmp_path / f"{module}.py").write_text(text)
        info = tmp_path / f"{module}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[workprint.idioms]\nown = {module}{leads}\n")
        importlib.invalidate_caches()
        outside.cache_clear()

    monkeypatch.syspath_prepend(str(tmp_path))
    yield put
    for module in made:
        sys.modules.pop(module, None)
    monkeypatch.undo()
    outside.cache_clear()


def names() -> list[str]:
    return [each.name for each in idioms() if each.package != "workprint"]


def test_a_package_brings_several_idioms_or_one(install: Install) -> None:
    assert names() == []
    install(GOOD, ":ours")
    assert names() == ["low lines wide", "into a movement", "leave on a breath"]
    assert {each.package for each in idioms()} == {"workprint", "quiet-room"}
    install('from workprint.tools.cutting import idiom\n@idiom("one more", "last", 0, "x", "", "x")\ndef one(at):\n'
            '    """One more."""\n    return 0 * at.beat.place\n', ":one", "another-room")
    assert names() == ["one more", "low lines wide", "into a movement", "leave on a breath"]


def test_a_brief_names_it_and_the_reasons_say_it(install: Install) -> None:
    scene = made_scene(2, 8, 7, odds=EVERYTHING)
    before = list(CuttingTool().propose(Brief(scene, want=5), seed=1))
    install(GOOD, ":ours")
    off = tuple((name, 0) for name in names())
    assert [alt.id for alt in CuttingTool().propose(Brief(scene, want=5, weights=off), seed=1)] == [
        alt.id for alt in before]
    alts = list(CuttingTool().propose(Brief(scene, want=5, weights=(("low lines wide", 2000),)), seed=1))
    told = {reason.says.split(" (")[0] for alt in alts for reason in alt.reasons if reason.name == "low lines wide"}
    assert told == {"wide on a quiet line"}
    assert all(sum(reason.points for reason in alt.reasons) == alt.score for alt in alts)
    weights = (("low lines wide", 2000),)
    assert sum(set(explain(alt.content, scene, weights)) == set(alt.reasons) for alt in alts) >= 4


def test_the_solver_is_exact_with_it(install: Install) -> None:
    install(GOOD, ":ours")
    for seed in range(20):
        scene = made_scene(seed, 2 + seed % 3, 2 + seed % 2, odds=EVERYTHING)
        chance, grammar = Random(seed), idioms(scene)
        scale = {each.name: chance.randrange(1, 1500) * chance.choice((-1, 1)) for each in grammar}
        found = ground(scene)
        on = stage(found, wishes(found, (), ()))
        value = worth(on, Scales(found, grammar, scale))
        top = best(value, ahead(value))[0]
        assert (None if top < NEVER // 2 else top) == best_of_all(on, grammar, scale), seed


def test_it_holds_where_it_can(install: Install) -> None:
    install(GOOD, ":ours")
    grounds = [ground(made_scene(seed, 9, 9, odds=EVERYTHING)) for seed in range(6)]
    for each in idioms():
        if each.package == "quiet-room":
            held, could = (sum(part) for part in zip(*(best_cut(each, found) for found in grounds), strict=True))
            assert could >= 5
            assert held * 100 >= 95 * could


def one(body: str, head: str = '"low lines wide", "beat", 300, "wide", "", "us"', doc: str = '"""It is."""') -> str:
    return (f"import numpy as np\nfrom workprint.tools.cutting import idiom\n@idiom({head})\ndef own(at):\n"
            f"    {doc}\n    {body}\n")


SPEAKS = '"speaker visible", "beat", 300, "seen", "", "us"'

UNFIT = {
    "name": (one("return 0 * at.beat.place", SPEAKS), "brings an idiom 'speaker visible', which workprint has already"),
    "raises": (one("return at.beat.mood"), "fails with AttributeError: .*; an answer for every place would do"),
    "division": (one("return 100 // at.voice.changed"), "fails with (FloatingPoint|ZeroDivision)Error"),
    "floats": (one("return at.voice.energy / 10"), r"answers with float64 such as .*\(// instead of /\)"),
    "range": (one("return at.voice.energy"), "answers 1000; whole numbers from -100 to 100 would do"),
    "below": (one("return -at.voice.energy"), "answers -1000; whole numbers from -100 to 100 would do"),
    "an if": (one("return 100 if at.voice.energy.__class__ is int and at.voice.energy > 500 else 0 * at.voice.energy"),
              "answers 0 in an array and 100 for one place"),
    "truth": (one("return 100 if at.voice.energy > 500 else 0"), "fails with ValueError"),
    "kind": (one("return 0", '"x", "scene", 300, "wide", "", "us"'), "is of the kind 'scene'; first, last, beat"),
    "reads": (one("return 50 * at.was.beat.heavy"), "reads facts that the kind 'beat' does not have; only beat"),
    "weight": (one("return 0", '"x", "beat", 0.5, "wide", "", "us"'), "weighs 0.5; a whole number within 1000000"),
    "source": (one("return 0", '"x", "beat", 5, "wide", "", ""'), "has no source; one plain sentence would do"),
    "silent": (one("return 0", '"x", "beat", 5, "", "", "us"'), "has no sentence for where it holds or breaks"),
    "docstring": (one("return 0", doc="pass"), "has no docstring; one plain sentence would do"),
    "nothing": ("own = 3", "brings idioms as 'quiet_room:own', and loading them fails with TypeError"),
    "text": ("own = ['close-ups']", "the idiom 'str' of the package quiet-room came as an idiom"),
    "broken": ("raise RuntimeError('no')", "loading them fails with RuntimeError: no; an Idiom, or a function"),
}


@pytest.mark.parametrize(("text", "says"), UNFIT.values(), ids=list(UNFIT))
def test_an_unfit_idiom_is_refused_with_a_sentence_that_names_the_package(install: Install, text: str,
                                                                          says: str) -> None:
    install(text, ":own")
    with pytest.raises(BadTool, match=says) as refused:
        idioms()
    assert "quiet-room" in str(refused.value)
    with pytest.raises(BadTool, match="quiet-room"):
        list(CuttingTool().propose(Brief(made_scene(1, 3, 2), want=1), seed=1))


def test_two_packages_cannot_bring_the_same_name(install: Install) -> None:
    install(GOOD, ":ours")
    install(GOOD, ":ours", "loud-room")
    with pytest.raises(BadTool, match="quiet-room brings an idiom 'low lines wide', which loud-room has already"):
        idioms()


def test_check_idiom_tells_what_held_or_names_what_did_not() -> None:
    @idiom("calm pictures", "picture", 100, "", "a busy change", "us")
    def calm(at):  # type: ignore[no-untyped-def]
        """No cut between two groups."""
        return -100 * at.joint.cut * (at.view.number > 1) * (at.was.view.number > 1)

    told = check_idiom(calm)
    assert told[2] == "it reads nothing but beat, cut, view, was beat, was view"
    assert told[3].startswith("alone, it holds in ")

    @idiom("reaction", "beat", 100, "again", "", "us")
    def again(at):  # type: ignore[no-untyped-def]
        """The same name as ours."""
        return 0 * at.beat.place

    with pytest.raises(BadTool, match="there is an idiom 'reaction' already; a name of its own would do"):
        check_idiom(again)
    with pytest.raises(BadTool, match=r"there is no tool 'knitting'; .*cutting.* would do"):
        check_idiom(calm, "knitting")
