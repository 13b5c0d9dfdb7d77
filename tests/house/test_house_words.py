"""Words: the list in docs/words.md is the one the source speaks, and two misleading words stay out."""

import ast
import re
from functools import cache

import pytest

from house import ROOT, Source, sources

PAGE = ROOT / "docs" / "words.md"

FOREIGN = ("exchange",)
"""The room of other software's formats, where a clip of theirs is called a clip."""

SCENE_FOR_SHOT = re.compile(r"scene_?(?:cut|change|detect|boundar|break|transition)|(?:cut|split)_scenes?\b")


def listed() -> tuple[str, ...]:
    """Every word of the list: the first column of its table, several parted by commas or strokes."""
    rows = re.findall(r"^\| (?!word\b)([^|-][^|]*?) \|", PAGE.read_text(encoding="utf-8"), flags=re.M)
    return tuple(word.strip(" `") for row in rows for word in re.split(r",| / ", re.sub(r"\([^)]*\)", "", row)))


@cache
def spoken() -> str:
    """All identifiers of the source in pieces, and all that it says of itself, in small letters."""
    pieces = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", "\n".join(source.text for source in sources()))
    return re.sub(r"[\W_]+", " ", pieces).lower()


@pytest.mark.parametrize("word", listed() if PAGE.exists() else ["(docs/words.md is missing)"])
def test_every_word_in_the_word_list_is_used(word):
    plain = re.sub(r"[\W_]+", " ", word).strip().lower()
    assert re.search(rf"\b{plain}(?:s|es|d|ed)?\b", spoken()), f"{word!r} is in docs/words.md and nowhere in the source"


def test_the_list_has_every_word_of_the_design():
    assert set(listed()) >= {
        "slate", "setup", "take", "shot", "line", "reading", "brief", "alt", "reason", "string-out", "audition",
        "circle", "hold", "ng", "pin", "veto", "tone", "assembly", "rough cut", "fine cut", "picture lock", "handles",
        "conform", "handover"}


def defined(source: Source) -> set[str]:
    """Names that a file gives: functions, classes, arguments, variables, fields."""
    names: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def pieces(name: str) -> list[str]:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")


def test_a_take_is_never_called_a_clip():
    wrong = [f"{source.name}: {name}" for source in sources() if source.room not in FOREIGN
             for name in sorted(defined(source)) if {"clip", "clips"} & set(pieces(name))]
    assert not wrong


def test_a_shot_is_never_called_a_scene():
    wrong = [f"{source.name}: {name}" for source in sources() for name in sorted(defined(source))
             if SCENE_FOR_SHOT.search(name.lower())]
    assert not wrong


def test_colour_is_spelt_as_the_british_do():
    """In names of our own; fields of other people's objects (``color_range``) are theirs to name."""
    wrong = [f"{source.name}: {name}" for source in sources() for name in sorted(defined(source))
             if any(piece.startswith(("color", "gray", "center")) for piece in pieces(name))]
    assert not wrong
