"""The tool in docs/write-a-tool.md is installed as a stranger would install it, and keeps the contract."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from workprint.film import Alt, BadTool, ToolCard
from workprint.testing import check_tool
from workprint.tools.cutting import CuttingTool

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the tool of the docs was installed with pip."""
    folder, target = tmp_path_factory.mktemp("tool"), tmp_path_factory.mktemp("site")
    text = (ROOT / "docs" / "write-a-tool.md").read_text()
    (folder / "whole_takes.py").write_text(re.search(r"```python\n(.*?)```", text, re.S)[1])
    (folder / "pyproject.toml").write_text(re.search(r"```toml\n(.*?)```", text, re.S)[1])
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index",
                    "--disable-pip-version-check", "--target", str(target), str(folder)], check=True)
    return target


def _python(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(installed), os.environ.get("PYTHONPATH", "")])
    return subprocess.run([sys.executable, *arguments], env={**os.environ, "PYTHONPATH": paths}, text=True,
                          capture_output=True, check=False)


def test_the_tool_in_the_docs_keeps_the_contract_and_prints_what_the_docs_say(installed: Path) -> None:
    ran = _python(installed, "-m", "workprint.testing", "whole-takes")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() in (ROOT / "docs" / "write-a-tool.md").read_text()


def test_the_tool_is_found_by_its_entry_point(installed: Path) -> None:
    ran = _python(installed, "-m", "workprint.doors.cli", "tools")
    assert "whole-takes 1 (cutting): Offers every take whole, as it was shot." in ran.stdout


def test_the_tool_in_the_docs_is_about_25_lines() -> None:
    text = (ROOT / "docs" / "write-a-tool.md").read_text()
    code = [line for line in re.search(r"```python\n(.*?)```", text, re.S)[1].splitlines() if line.strip()]
    assert 15 <= len(code) <= 30


def test_the_cutting_tool_keeps_the_contract() -> None:
    assert check_tool(CuttingTool())


class _Base:
    card = ToolCard("made", "1", "sound", "Made for a test.", "nothing", "not")

    def conform(self, alt, material, out):
        raise NotImplementedError


class _Forgetful(_Base):
    def propose(self, brief, *, seed):
        yield Alt("made", (object.__hash__(self),))


class _Repeating(_Base):
    def propose(self, brief, *, seed):
        yield from [Alt("made", ("same",)), Alt("made", ("same",))]


class _Silent(_Base):
    def propose(self, brief, *, seed):
        return iter(())


class _Boasting(_Base):
    card = ToolCard("made", "1", "sound", "Made for a test.", "nothing", "fully")

    def propose(self, brief, *, seed):
        yield Alt("made", ("one",))


class _Mixing(_Base):
    def propose(self, brief, *, seed):
        yield Alt("made", ("one",), axes=(("pace on late lines", 500),))


class _OfNothing(_Base):
    def propose(self, brief, *, seed):
        yield Alt("made", ("one",), axes=(("pace", 500),), on_lines=(("warmth on late lines", 500),))


@pytest.mark.parametrize(("tool", "says"), [
    (_Mixing(), "made names an axis with 'on' in it"),
    (_OfNothing(), "or tells of lines an axis that it has not"),
    (_Repeating(), "made offers the same thing twice"),
    (_Silent(), "made offers nothing for a brief that can be met"),
    (_Boasting(), "made says it explains itself fully, and an alt has no reasons"),
    (_Forgetful(), "made remembers what it was asked before"),
])
def test_a_broken_promise_is_named(tool: object, says: str) -> None:
    with pytest.raises(BadTool, match=says):
        check_tool(tool)  # type: ignore[arg-type]
