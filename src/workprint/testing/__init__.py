"""For people who build tools: the contract every tool keeps, and made material to try one on."""

from workprint.testing.contract import check_tool
from workprint.testing.idioms import check_idiom
from workprint.testing.made import made_material

__all__ = ["check_idiom", "check_tool", "made_material"]
