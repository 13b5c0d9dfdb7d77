"""A desk with a made scene on it: eight lines for two people, five takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.testing import made_material


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.new(tmp_path / "film", title="Made", person="Edna", role="editor") as desk:
        put_on_record(desk, made_material(lines=8, takes=5, seed=3))
        yield desk
