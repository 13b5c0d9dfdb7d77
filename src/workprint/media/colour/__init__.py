"""Colour: spaces, the exact chain, a grade's operations, tables and their error, small pictures and stills."""

from workprint.media.colour.bake import BakeError, bake, bake_error
from workprint.media.colour.cdl import CdlFit, as_cdl
from workprint.media.colour.chain import graded, to_view, to_working
from workprint.media.colour.difference import delta_e, lab
from workprint.media.colour.flicker import flicker
from workprint.media.colour.guards import GUARDS, Watch, guards, watch
from workprint.media.colour.lut import Lut
from workprint.media.colour.matching import MATCH_WIDTH, Match, match
from workprint.media.colour.matching_scene import balance
from workprint.media.colour.ops import apply_ops
from workprint.media.colour.originals import original_picture
from workprint.media.colour.preview import Preview
from workprint.media.colour.seen import pixels, seen_of
from workprint.media.colour.spaces import CONFIG, SPACES, VIEW, WORKING, space_named
from workprint.media.colour.stills import read_still, write_still
from workprint.media.colour.tamed import Frame, Tamed, safest
from workprint.media.colour.told import SpaceTold, space_told
from workprint.media.colour.verdict import Verdict, over

__all__ = [
    "CONFIG", "GUARDS", "MATCH_WIDTH", "SPACES", "VIEW", "WORKING", "BakeError", "CdlFit", "Frame", "Lut", "Match",
    "Preview", "SpaceTold", "Tamed", "Verdict", "Watch", "apply_ops", "as_cdl", "bake", "bake_error", "balance",
    "delta_e", "flicker", "graded", "guards", "lab", "match", "original_picture", "over", "pixels", "read_still",
    "safest", "seen_of", "space_named", "space_told", "to_view", "to_working", "watch", "write_still",
]
