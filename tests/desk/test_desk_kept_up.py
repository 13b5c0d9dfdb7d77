"""The film that is kept up entry by entry is the film that is read from the first one, whatever was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.desk.kept_up import KeptUp, kept_up
from workprint.desk.state import replay
from workprint.film import Trouble
from workprint.ledger import Entry, Ledger
from workprint.testing import made_material

VERBS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("propose", {"want": 12}), ("circle", {"alt": "1"}), ("hold", {"alt": "2"}),
    ("roll", {"shot": "s2", "frames": 1}), ("slip", {"shot": "s2", "frames": 2}), ("undo", {}), ("redo", {}),
    ("trim", {"shot": "s3", "tail": -2, "roll": True}), ("note", {"at": "s2", "to": "", "text": "too long"}),
    ("name", {"name": "before lunch"}), ("undo", {}), ("undo", {}),
    ("slip", {"shot": "s4", "frames": -1, "loose": True}), ("go", {"version": "before lunch"}),
    ("resolve", {"note": 1}), ("pin", {"line": "1", "take": "1A/1"}),
    ("veto", {"take": "1B/1", "line": "1/2"}), ("undo", {}), ("ng", {"alt": "3"}), ("undo", {}), ("redo", {}),
    ("overrule", {"take": "1A/1", "name": "head", "value": "3"}), ("stage", {"stage": "rough cut"}),
    ("show", {"first": 1}), ("lock", {}), ("unlock", {"why": "one more look"}), ("erase", {"who": "Edna"}))
"""What a day at the desk may bring, taking back and erasing included."""


def whole(ledger: Ledger) -> object:
    return replay(ledger.entries(), ledger.personal)


def test_after_every_verb_the_film_is_the_one_that_the_record_tells(desk: Desk) -> None:
    done = set()
    for verb, said in VERBS:
        with suppress(Trouble):  # what cannot be done in this made scene is refused, and changes nothing
            getattr(desk, verb)(**said)
            done.add(verb)
        assert desk.film == whole(desk.ledger), verb
        with Desk.open(desk.folder.root) as other:
            assert desk.material("1") == other.material("1"), verb
    assert done >= {"roll", "slip", "undo", "redo", "note", "pin", "veto", "overrule", "lock", "erase"}


class Some:
    """The first entries of a ledger, as if no more had been written yet."""

    def __init__(self, entries: list[Entry], personal: Callable[[str], str | None]) -> None:
        self.known, self.personal, self.size = entries, personal, 0

    def __len__(self) -> int:
        return self.size

    def entries(self, since: int = 0) -> Iterator[Entry]:
        return iter(self.known[since:self.size])


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Some:
    with Desk.new(tmp_path_factory.mktemp("day") / "film", title="Made", person="Edna", role="editor") as desk:
        put_on_record(desk, made_material(lines=8, takes=5, seed=3))
        for verb, said in VERBS:
            with suppress(Trouble):
                getattr(desk, verb)(**said)
        entries = list(desk.ledger.entries())
        private = {key: desk.ledger.personal(key) for entry in entries for _, key in entry.private}
    return Some(entries, private.get)


@settings(max_examples=20)
@given(st.lists(st.integers(1, 9), min_size=20, max_size=60))
def test_however_the_record_grows_the_film_is_the_same(day: Some, steps: list[int]) -> None:
    known: KeptUp | None = None
    day.size, given_out = 0, []
    for step in steps:
        day.size = min(len(day.known), day.size + step)
        known = kept_up(cast(Ledger, day), known)
        given_out.append((known.film, day.size))
    for film, size in given_out:
        assert film == replay(day.known[:size], day.personal), "a film that was given out never changes"


def test_a_verb_of_another_desk_is_seen_at_once(desk: Desk, tmp_path: Path) -> None:
    desk.propose(want=12)
    before = desk.material("1")
    with Desk.open(desk.folder.root) as other:
        other.circle("1")
        assert desk.film.circled("1") == other.film.circled("1") is not None
        other.overrule("1A/1", "head", "4")
    assert desk.material("1") != before
