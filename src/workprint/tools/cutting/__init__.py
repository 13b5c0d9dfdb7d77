"""The cutting tool: from a scene's script and its takes to many whole, valid, different cuts."""

from workprint.tools.cutting.check import check_cut
from workprint.tools.cutting.craft import idioms
from workprint.tools.cutting.explain import explain
from workprint.tools.cutting.grammar import Idiom, idiom
from workprint.tools.cutting.made_scene import made_scene
from workprint.tools.cutting.measure import measure_cut
from workprint.tools.cutting.tool import CuttingTool

__all__ = ["CuttingTool", "Idiom", "check_cut", "explain", "idiom", "idioms", "made_scene", "measure_cut"]
