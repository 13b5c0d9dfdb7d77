"""The desk: ingest, line, propose, audition, decide, undo, lock, conform, hand over."""

from workprint.desk.desk import Desk
from workprint.desk.rehearse import demo, rehearse
from workprint.desk.results import (
    Begun,
    HandedOver,
    Ingested,
    LockedCut,
    MadeFile,
    OnShow,
    Readings,
    Said,
    SceneLined,
    Standing,
    StringOut,
    TakeLined,
    Verified,
)

__all__ = ["Begun", "Desk", "HandedOver", "Ingested", "LockedCut", "MadeFile", "OnShow", "Readings", "Said",
           "SceneLined", "Standing", "StringOut", "TakeLined", "Verified", "demo", "rehearse"]
