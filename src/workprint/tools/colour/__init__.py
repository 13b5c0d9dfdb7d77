"""The colour tool: from a cut's pictures to several whole grades, by words, by reference and by dials."""

from workprint.tools.colour.check import check_grade
from workprint.tools.colour.tool import ColourTool
from workprint.tools.colour.variables import VARIABLES, Variable
from workprint.tools.colour.words import Wish, read

__all__ = ["VARIABLES", "ColourTool", "Variable", "Wish", "check_grade", "read"]
