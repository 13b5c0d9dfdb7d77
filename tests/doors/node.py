"""The page's pure functions, tried under node."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "src" / "workprint" / "doors" / "web"

NODE = shutil.which("node")

needs_node = pytest.mark.skipif(not NODE, reason="no Node.js is on this machine; with one, the page's code is tried")


def under_node(script: str) -> object:
    """What a module prints as JSON, standing beside the page's own."""
    ran = subprocess.run([str(NODE), "--input-type=module", "-e", script], cwd=WEB / "static", capture_output=True,
                         text=True, check=True)
    return json.loads(ran.stdout)
