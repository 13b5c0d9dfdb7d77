"""What every room's tests may ask for: real material, a small rehearsal, and laws that are tried the same way twice."""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from once import once
from workprint.film import Rate

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("here", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True, database=None)
settings.register_profile("deep", parent=settings.get_profile("here"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "here"))


@pytest.fixture(scope="session")
def material() -> Path:
    """The folder of real films, sounds and scripts; it is no part of the repository (`WORKPRINT_MATERIAL` names it)."""
    folder = Path(os.environ.get("WORKPRINT_MATERIAL") or ROOT.parent / "shared" / "material")
    if not (folder / "MANIFEST.md").exists():
        pytest.skip("real material is not on this machine; set WORKPRINT_MATERIAL to its folder to run this test")
    return folder


@pytest.fixture(scope="session")
def small_rushes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of rushes: the small scene rehearsed at 24 frames a second, its script and its truth beside it.

    Made once per test run, however many processes run the tests. Read only: copy what you change.
    """
    from workprint.media.rehearsal import voices_installed

    if not voices_installed():
        pytest.skip("the rehearsal's voices need the extra 'voice'; install workprint[voice] to run this test")
    base = tmp_path_factory.getbasetemp()
    # Under xdist each worker has a folder of its own inside the run's.
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "small rushes"
    with once(folder) as first:
        if first:
            shoot_small_scene(folder)
    return folder


def shoot_small_scene(folder: Path) -> None:
    """All takes of the small scene, side by side on this machine, with the papers that go with them."""
    from workprint.crew import Job, work
    from workprint.exchange import read_script
    from workprint.media.rehearsal import SMALL_PLAN, SMALL_SCENE, planned, read_plan, shoot, wrap

    folder.mkdir(exist_ok=True)
    shutil.copy(SMALL_SCENE, folder)
    (scene,), plan = read_script(SMALL_SCENE).scenes, read_plan(SMALL_PLAN)
    jobs = [Job(str(take.slate), partial(shoot, rate=Rate(24), seed=1), (take, scene, plan, folder))
            for take in planned(scene, plan, seed=1)]
    done = sorted(work(jobs), key=lambda one: one.name)
    for trouble in (one.trouble for one in done if one.trouble):
        raise trouble
    wrap([one.value for one in done], folder)


@pytest.fixture(scope="session")
def small_film(small_rushes: Path) -> Path:
    """The small rehearsed scene, ingested, lined and cut. Read only: copy it."""
    folder = small_rushes.with_name("small film")
    with once(folder) as first:
        if first:
            from workprint.desk import Desk

            with Desk.new(folder, title="Two Cups", person="Edna") as desk:
                desk.ingest([small_rushes])
                desk.line(next(small_rushes.glob("*.fountain")))
                desk.propose(want=60)
                for number in range(1, 7):
                    desk.filmstrip(str(number))
    return folder


@pytest.fixture
def film(small_film: Path, tmp_path: Path) -> Path:
    """The small film to work on. What is in media/ is only ever written by replacing, so it may be shared."""
    return shutil.copytree(small_film, tmp_path / "film", copy_function=lambda one, two: (
        os.link if "/media/" in one else shutil.copy2)(one, two))
