"""Colour: spaces, the exact chain, a grade's operations, tables and their error, small pictures and stills."""

from workprint.media.colour.bake import BakeError, bake, bake_error
from workprint.media.colour.chain import graded, to_view, to_working
from workprint.media.colour.difference import delta_e, lab
from workprint.media.colour.lut import Lut
from workprint.media.colour.ops import apply_ops
from workprint.media.colour.preview import Preview
from workprint.media.colour.seen import pixels, seen_of
from workprint.media.colour.spaces import CONFIG, SPACES, VIEW, WORKING, space_named

__all__ = [
    "CONFIG", "SPACES", "VIEW", "WORKING", "BakeError", "Lut", "Preview", "apply_ops", "bake", "bake_error", "delta_e",
    "graded", "lab", "pixels", "seen_of", "space_named", "to_view", "to_working",
]
