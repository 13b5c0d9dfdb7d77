"""A long cut for the tests of handover: the same that `bench/handover.py` measures."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def measured() -> ModuleType:
    """The module `bench/handover.py`: its long scene, the truth about it, and how errors are counted."""
    path = Path(__file__).resolve().parents[2] / "bench" / "handover.py"
    spec = importlib.util.spec_from_file_location("measured_handover", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
