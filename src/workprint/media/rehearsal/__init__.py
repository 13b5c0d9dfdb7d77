"""The rehearsal: takes without a camera. From a scene and a floor plan to drawn, spoken, slated takes and their truth.

    scene = read_fountain(DEMO_SCENE.read_text()).scenes[0]
    plan = read_plan(DEMO_PLAN)
    wrap([shoot(take, scene, plan, folder, rate=Rate(24), seed=1) for take in planned(scene, plan, seed=1)], folder)
"""

from pathlib import Path

from workprint.media.rehearsal.acting import PlannedTake, Speech, Token, planned
from workprint.media.rehearsal.camera import Camera, framed, stand
from workprint.media.rehearsal.plan import Plan
from workprint.media.rehearsal.plan_file import read_plan
from workprint.media.rehearsal.shoot import shoot
from workprint.media.rehearsal.truth import Planted, TakeTruth, TrueWord, read_truth, wrap
from workprint.media.rehearsal.voice import voices_installed

_SCENES = Path(__file__).parent / "scenes"
DEMO_SCENE, DEMO_PLAN = _SCENES / "the-last-key.fountain", _SCENES / "the-last-key.toml"
SMALL_SCENE, SMALL_PLAN = _SCENES / "two-cups.fountain", _SCENES / "two-cups.toml"

__all__ = ["DEMO_PLAN", "DEMO_SCENE", "SMALL_PLAN", "SMALL_SCENE", "Camera", "Plan", "PlannedTake", "Planted",
           "Speech", "TakeTruth", "Token", "TrueWord", "framed", "planned", "read_plan", "read_truth", "shoot",
           "stand", "voices_installed", "wrap"]
