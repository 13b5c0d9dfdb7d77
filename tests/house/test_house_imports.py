"""The import map of DESIGN.md: imports only go downstairs."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from house import ROOT, SRC, Source, imports, rooms, sources

MAY_KNOW = {
    "film": "",
    "media": "film",
    "exchange": "film",
    "ledger": "film",
    "taste": "film",
    "crew": "film",
    "tools": "film media",
    "rights": "film ledger exchange",
    "lab": "film taste ledger",
    # Tools enter the desk by their entry points and the protocol alone, ours and everybody's.
    "desk": "film media exchange ledger taste crew rights lab",
    "doors": "desk film",
    "testing": "film media",
}

SPEAKER = "media/rehearsal/speak.py"


def room_of(name: str) -> str:
    """The room that an imported name belongs to; empty for the hall (``workprint.__version__``)."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and (SRC / parts[1]).is_dir() else ""


def known_rooms(source: Source) -> set[tuple[int, str]]:
    return {(line, room_of(name)) for line, name in imports(source) if name.split(".")[0] == "workprint"} - {
        (line, "") for line, _ in imports(source)}


@pytest.mark.parametrize("room", rooms())
def test_every_import_goes_downstairs(room):
    assert room in MAY_KNOW, f"{room} is not on the map of the house"
    allowed = {room, *MAY_KNOW[room].split()}
    wrong = [f"{source.name}:{line} knows {other}" for source in sources() if source.room == room
             for line, other in sorted(known_rooms(source)) if other not in allowed]
    assert not wrong, f"{room} may know {MAY_KNOW[room] or 'nobody'}"


def test_the_map_itself_has_no_stairs_in_a_circle():
    seen: set[str] = set()
    while len(seen) < len(MAY_KNOW):
        next_floor = {room for room, below in MAY_KNOW.items() if set(below.split()) <= seen} - seen
        assert next_floor, f"in a circle: {sorted(MAY_KNOW.keys() - seen)}"
        seen |= next_floor


def test_the_scan_sees_every_way_to_import():
    text = ("import workprint.desk\nfrom workprint import ledger\nfrom ..taste import learning\n"
            "def late():\n    from workprint.doors.cli import main\n"
            "import importlib\nimportlib.import_module('workprint.lab')\n")
    source = Source(SRC / "media" / "made_up.py", text, ast.parse(text))
    named = {name for _, name in imports(source)}
    assert named >= {"workprint.desk", "workprint.ledger", "workprint.taste.learning", "workprint.doors.cli.main",
                     "workprint.lab"}
    assert {room for _, room in known_rooms(source)} >= {"desk", "ledger", "taste", "doors"}


def test_the_hall_knows_no_room():
    """``import workprint`` stays quick, and no room is reached by way of it."""
    assert [source.name for source in sources() if not source.room and known_rooms(source)] == []


def test_no_room_is_deeper_than_two():
    deep = [source.name for source in sources() if len(source.path.relative_to(SRC).parts) > 3]
    assert not deep


def test_film_needs_the_standard_library_only():
    others = [f"{source.name}:{line} {name}" for source in sources() if source.room == "film"
              for line, name in imports(source)
              if name.split(".")[0] not in {*sys.stdlib_module_names, "workprint"}]
    assert not others


def test_gpl_voices_stay_in_a_process_of_their_own():
    """eSpeak NG is GPL-3: one file knows it, and that file is only ever run, never imported."""
    knows = [source.name for source in sources() if any("espeak" in name for _, name in imports(source))]
    assert set(knows) <= {SPEAKER}
    module = SPEAKER.removesuffix(".py").replace("/", ".")
    assert not [source.name for source in sources()
                if any(name.startswith(f"workprint.{module}") for _, name in imports(source))]


def test_every_library_is_declared():
    """What is imported is asked for in pyproject.toml by name, not got by luck through somebody else."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    declared = {bare(requirement) for requirement in asked}
    givers: dict[str, list[str]] = {"dlib": ["dlib-bin"], **packages_distributions()}  # its wheel does not say so
    missing = {f"{source.name}: {name.split('.')[0]}" for source in sources() for _, name in imports(source)
               if (top := name.split(".")[0]) not in {*sys.stdlib_module_names, "workprint"}
               and not declared & {bare(giver) for giver in givers.get(top, [top])}}
    assert not missing


def bare(requirement: str) -> str:
    """The name alone: ``Otio-FCPX_adapter>=1`` is ``otio-fcpx-adapter``."""
    name = "".join(character if character.isalnum() or character in "-_." else " " for character in requirement)
    return name.split()[0].lower().replace("_", "-").replace(".", "-")
