"""Handover: a locked cut as other programs read it, and what such files say."""

from workprint.exchange.handover.bring import Brought, Matched, bring_back
from workprint.exchange.handover.cutback import CutBack, cut_from_otio, read_cut
from workprint.exchange.handover.readback import read_back
from workprint.exchange.handover.told import ReadBack, ReadItem, ReadTrack
from workprint.exchange.handover.write import Handover, write_cut, write_handover

__all__ = ["Brought", "CutBack", "Handover", "Matched", "ReadBack", "ReadItem", "ReadTrack", "bring_back",
           "cut_from_otio", "read_back", "read_cut", "write_cut", "write_handover"]
