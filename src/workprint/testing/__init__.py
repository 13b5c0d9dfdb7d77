"""For people who build tools: the contract every tool keeps, and made material to try one on."""

from workprint.testing.contract import check_tool
from workprint.testing.idioms import check_idiom
from workprint.testing.made import made_material
from workprint.testing.pictures import made_brief, made_keeps, made_picture

__all__ = ["check_idiom", "check_tool", "made_brief", "made_keeps", "made_material", "made_picture"]
