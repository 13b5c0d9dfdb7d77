"""The nouns of the film: frozen values, standard library only. Everybody may know this room."""

from workprint.film.beside import Difference
from workprint.film.cut import Cut, Over, Piece, Shot, Stage, apart
from workprint.film.differ import differences
from workprint.film.errors import (
    BadTool,
    BadValue,
    BrokenRecord,
    CannotCut,
    CannotRead,
    NotAFilm,
    NotAllowed,
    NotOnTheDesk,
    Trouble,
)
from workprint.film.grade import OPS, Grade, Keep, Knob, Op, OpKind, Reference, Seen, ShotGrade, in_order, op_kind
from workprint.film.material import (
    SIZES,
    Framing,
    Heard,
    Material,
    Moment,
    Original,
    Performance,
    Picture,
    Reading,
    Setup,
    ShotSize,
    Sound,
    Sync,
    Take,
    Word,
    shot_size,
)
from workprint.film.plain import Plain, canonical, content_hash, from_plain, to_plain
from workprint.film.proposal import (
    CONTENTS,
    MARKS,
    Alt,
    Brief,
    Decision,
    Dial,
    DialledTool,
    HandTool,
    Made,
    MarkName,
    Pin,
    Reason,
    Rule,
    RuledTool,
    TonedTool,
    Tool,
    ToolCard,
    Veto,
)
from workprint.film.script import Line, Scene, Script
from workprint.film.slate import Slate, read_pickup, read_setup_name, read_take, setup_name
from workprint.film.time import SAMPLE_RATE, Rate, Span, Timecode
from workprint.film.tone import Lean, Meant, Tone
from workprint.film.whole import whole

__all__ = [
    "CONTENTS", "MARKS", "OPS", "SAMPLE_RATE", "SIZES", "Alt", "BadTool", "BadValue", "Brief", "BrokenRecord",
    "CannotCut", "CannotRead", "Cut", "Decision", "Dial", "DialledTool", "Difference", "Framing", "Grade",
    "HandTool", "Heard", "Keep", "Knob", "Lean", "Line", "Made", "MarkName", "Material", "Meant", "Moment",
    "NotAFilm", "NotAllowed", "NotOnTheDesk", "Op", "OpKind", "Original", "Over", "Performance", "Picture", "Piece",
    "Pin", "Plain", "Rate", "Reading", "Reason", "Reference", "Rule", "RuledTool", "Scene", "Script", "Seen",
    "Setup", "Shot", "ShotGrade", "ShotSize", "Slate", "Sound", "Span", "Stage", "Sync", "Take", "Timecode", "Tone",
    "TonedTool", "Tool", "ToolCard", "Trouble", "Veto", "Word", "apart", "canonical", "content_hash", "differences",
    "from_plain", "in_order", "op_kind", "read_pickup", "read_setup_name", "read_take", "setup_name", "shot_size",
    "to_plain", "whole",
]
