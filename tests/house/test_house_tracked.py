"""What is in the repository: nobody's machine, nobody's media, no address of a registry; and the lock file holds."""

import os
import re
import subprocess
import tomllib

import pytest
from test_house_imports import bare

from house import ROOT, tracked

LARGEST = 1_000_000
"""Bytes: nothing that a person writes is larger (a choice)."""

MEDIA = {".mp4", ".mov", ".mxf", ".mkv", ".webm", ".avi", ".wav", ".mp3", ".flac", ".aac", ".m4a", ".dpx", ".exr"}
MODELS = {".bin", ".pt", ".onnx", ".gguf", ".safetensors", ".dat", ".whl", ".so", ".zip", ".gz"}

# In two halves, so that this file is not found by its own search.
ADDRESSES = re.compile("|".join((
    "pypi" + r"\.org", "files" + r"\.pythonhosted", "registry" + r"\.npmjs", "conda" + r"\.anaconda",
    "(?<!no-emit)-index" + "-url", "--extra" + "-index", "(?<!no-emit)-find" + "-links", "--trusted" + "-host",
    "index" + "-url *=")))
PATHS = re.compile("|".join(("/wo" + r"rk/(?:main|shared|\.)", "/ro" + "ot/", "/ho" + r"me/\w", "/Use" + r"rs/\w",
                             "/opt/" + "(?:pypi|wheels)")))


def texts():
    for path in tracked():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            assert path.suffix in (".png", ".jpg"), f"{path.name} is neither text nor a picture for a page"


def test_no_address_of_a_registry_and_no_path_of_a_machine():
    assert not [f"{name}: {found.group()}" for name, text in texts() for pattern in (ADDRESSES, PATHS)
                for found in pattern.finditer(text)]


def test_no_media_no_models_nothing_huge():
    wrong = [path.relative_to(ROOT).as_posix() for path in tracked()
             if path.suffix.lower() in MEDIA | MODELS or path.stat().st_size > LARGEST
             or (path.suffix in (".png", ".jpg") and path.parent != ROOT / "docs")]
    assert not wrong


LOCK = (ROOT / "requirements.lock").read_text()
LOCKED = dict(re.findall(r"^([\w.-]+)==([\w.!+-]+)", LOCK, flags=re.M))


def test_every_line_of_the_lock_is_a_version_or_a_hash():
    form = re.compile(r"[\w.-]+==[\w.!+-]+(?: ; [\w .'\"<>=!()]+)? \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?")
    assert not [line for line in LOCK.splitlines() if not form.fullmatch(line)]


def test_the_lock_has_all_that_is_asked_for():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project = asked["project"]
    names = [*project["dependencies"], *project["optional-dependencies"]["voice"], *asked["dependency-groups"]["dev"],
             *asked["build-system"]["requires"]]
    assert not {bare(name) for name in names} - {bare(name) for name in LOCKED}, "run: make lock"


def test_what_is_locked_is_new_enough():
    from packaging.requirements import Requirement

    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    old = [line for line in asked if not Requirement(line).specifier.contains(LOCKED[bare(line)], prereleases=True)]
    assert not old, "run: make lock"


def make(*arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *arguments], cwd=ROOT, text=True, capture_output=True, env=environment)


def test_make_alone_says_what_there_is():
    said = make().stdout
    for target in ("demo", "test", "check", "docs", "bench", "setup", "lock", "clean"):
        assert f"make {target} " in said


@pytest.mark.parametrize(("target", "runs"), [
    ("demo", 'workprint demo "reel one"'), ("bench", "python -m bench cutting"), ("test", "pytest -n 2"),
    ("check", "mypy"), ("docs", "house_numbers.py")])
def test_make_runs_what_it_says(target, runs):
    """A dry run: what make would do, with names that have a space in them."""
    assert runs in make("-n", target, "DEMO=reel one", "BENCH=cutting").stdout


def test_a_python_that_is_too_old_is_told_so(tmp_path):
    old = tmp_path / "python-old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = make("setup", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}")
    assert done.returncode != 0
    assert "Python 3.11 or later would do; try: make PYTHON=python3.11" in done.stderr
