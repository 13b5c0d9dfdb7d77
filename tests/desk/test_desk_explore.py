"""A whole film explored: every scene once, done scenes not again, what is kept is read one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from put_on_record import put_on_record
from workprint.desk import Desk, kept_alts
from workprint.desk.explore import Explored
from workprint.desk.kept_alts import alt_of, listed
from workprint.desk.loop import alts_of, find_alt, latest
from workprint.film import CannotCut, Material, NotOnTheDesk, Reading, Take, to_plain
from workprint.testing import made_material


def in_scene(material: Material, number: int) -> Material:
    """The same made scene under another number."""
    def named(text: str) -> str:
        return f"{number}{text[1:]}"

    takes = tuple(_take(take, number) for take in material.takes)
    readings = tuple(_reading(one, named(one.take), named(one.line)) for one in material.readings)
    lines = tuple(replace(line, id=named(line.id)) for line in material.scene.lines)
    originals = tuple(replace(one, hash=f"{one.hash}{number}") for one in material.originals)
    return replace(material, scene=replace(material.scene, number=str(number), lines=lines), takes=takes,
                   readings=readings, originals=originals)


def _take(take: Take, number: int) -> Take:
    setup = replace(take.setup, name=f"{number}{take.setup.name[1:]}") if take.setup else None
    file = f"{take.original}{number}"
    return replace(take, slate=replace(take.slate, scene=str(number)), original=file, sound=file, setup=setup)


def _reading(reading: Reading, take: str, line: str) -> Reading:
    return replace(reading, take=take, line=line)


def film_of(folder: Path, scenes: int, lines: int = 5, executor: Executor | None = None) -> Desk:
    """A film of made scenes, each different."""
    desk = Desk.new(folder, title="Made", person="Edna", executor=executor)
    made = [in_scene(made_material(lines=lines, takes=4, seed=n), n) for n in range(1, scenes + 1)]
    for material in made:
        put_on_record(desk, material)
    texts = (f"{one.scene.heading} #{one.scene.number}#\n\n" + "\n\n".join(
        f"{line.who}\n{line.text}" for line in one.scene.lines) for one in made)
    desk.record("script", {"name": "made", "text": "\n\n".join(texts)})
    return desk


@pytest.fixture
def film(tmp_path: Path) -> Iterator[Desk]:
    with ThreadPoolExecutor(1) as hands, film_of(tmp_path / "film", 3, executor=hands) as desk:
        yield desk


def test_every_lined_scene_is_proposed_by_processes_and_can_be_shown(tmp_path: Path) -> None:
    with film_of(tmp_path / "film", 3) as film:
        _shown(film, film.explore(want=40))


def _shown(film: Desk, rows: tuple[Explored, ...]) -> None:
    assert [row.scene for row in rows] == ["1", "2", "3"]
    for row in rows:
        assert row.cuts == len(latest(film, row.scene).ids) >= 20
        assert row.spread >= 250
        assert (row.lines, row.takes) == (5, 4)
        assert len(film.show(scene=row.scene).shown) == 6
        assert film.why("2", scene=row.scene).reasons


def test_what_is_done_is_not_done_again_until_something_changes(film: Desk) -> None:
    film.explore(want=30)
    entries = len(film.ledger)
    assert [row.says for row in film.explore(want=30)] == ["done before, nothing has changed since"] * 3
    assert len(film.ledger) == entries
    film.pin("2", "2B/1", scene="2")
    says = {row.scene: row.says for row in film.explore(want=30)}
    assert says["2"] == ""
    assert says["1"].startswith("done before")
    assert [row.says for row in film.explore(["3"], want=30, again=True)] == [""]


def test_scenes_that_cannot_be_explored_are_said(film: Desk) -> None:
    with pytest.raises(NotOnTheDesk, match="scene 9 has no lined take; 1, 2, 3 would do; line it first"):
        film.explore(["9"])
    film.propose(scene="1", want=6)
    film.circle("1", scene="1")
    film.lock(scene="1", name="lock-1")
    (row,) = film.explore(["1"])
    assert (row.cuts, row.says) == (0, "locked as lock-1")


def test_one_scene_without_a_cut_stops_no_other(film: Desk) -> None:
    for take in ("2A/1", "2B/1", "2C/1", "2D/1"):
        film.veto(take, scene="2")
    rows = film.explore(want=20)
    assert [row.cuts > 0 for row in rows] == [True, False, True]
    assert rows[1].says


def test_stopping_keeps_what_is_done(film: Desk, monkeypatch) -> None:
    real = Desk.record

    def stopped(self, kind, *rest, **options):
        if kind == "alts" and len(self.film.proposals) == 1:
            raise KeyboardInterrupt
        return real(self, kind, *rest, **options)

    monkeypatch.setattr(Desk, "record", stopped)
    with pytest.raises(KeyboardInterrupt):
        film.explore(want=20)
    monkeypatch.setattr(Desk, "record", real)
    says = [row.says for row in film.explore(want=20)]
    assert sorted(says) == ["", "", "done before, nothing has changed since"]


def test_a_list_ranks_as_the_cuts_themselves_would(film: Desk) -> None:
    from workprint.taste import string_out

    film.propose(scene="1", want=60)
    film.circle("2", scene="1")
    film.ng("5", scene="1")
    proposal = latest(film, "1")
    whole = string_out(alts_of(film, proposal), film.taste)
    assert [(one.alt.id, one.alt.score, one.outside) for one in string_out(listed(film, proposal), film.taste)] == [
        (one.alt.id, one.alt.score, one.outside) for one in whole]
    reasons = {one.alt.id: one.alt.reasons for one in whole}
    for one in (*film.show(scene="1").shown, *film.show(scene="1", first=7).shown):
        assert one.reasons == reasons[one.id]


def test_showing_reads_only_what_is_shown(film: Desk, monkeypatch) -> None:
    film.propose(scene="1", want=60)
    read = []
    real = kept_alts.alt_from
    monkeypatch.setattr(kept_alts, "alt_from", lambda *given: read.append(1) or real(*given))
    film.show(scene="1")
    assert len(read) == 6
    find_alt(film, "1", "3")
    assert len(read) == 7


def test_lists_at_hand_are_few(film: Desk) -> None:
    for seed in range(1, 9):
        film.propose(scene="1", want=6, seed=seed)
    assert len(film.listings) <= kept_alts.LISTS
    first = film.film.proposals[0]
    assert alt_of(film, first, first.ids[0]).id == first.ids[0]


@pytest.mark.parametrize("damage", ["gone", "list gone", "cut short", "nonsense"])
def test_alts_that_are_gone_or_damaged_are_made_again(film: Desk, damage: str) -> None:
    film.propose(scene="1", want=20)
    proposal = latest(film, "1")
    before = [to_plain(alt) for alt in alts_of(film, proposal)]
    alts_file, list_file = (film.folder.kept(kind, *proposal.ids) for kind in ("alts.gz", "alts-list.json.gz"))
    if damage == "gone":
        alts_file.unlink()
        list_file.unlink()
    elif damage == "list gone":
        list_file.unlink()
    elif damage == "cut short":
        alts_file.write_bytes(alts_file.read_bytes()[:-100])
    else:
        list_file.write_bytes(b"nonsense")
    film.listings.clear()
    assert [to_plain(alt) for alt in alts_of(film, proposal)] == before


def test_nothing_is_left_behind_where_no_cut_was_found(film: Desk) -> None:
    for take in ("1A/1", "1B/1", "1C/1", "1D/1"):
        film.veto(take, scene="1")
    with pytest.raises(CannotCut):
        film.propose(scene="1")
    assert not [path for path in film.folder.media.iterdir() if "alts" in path.name]
