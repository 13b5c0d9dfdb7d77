"""Ingest through the desk: what comes in, what is refused, what is kept when it is interrupted."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from workprint.desk import Desk
from workprint.film import CannotRead
from workprint.media.rehearsal import SMALL_SCENE, read_truth

QUARTER_FRAME = 48_000 // 24 // 4


@pytest.fixture(scope="module")
def film(small_rushes: Path, tmp_path_factory: pytest.TempPathFactory):
    """The small rehearsal on the desk, with files beside it that cannot be read."""
    rushes = tmp_path_factory.mktemp("rushes") / "day 1"
    shutil.copytree(small_rushes, rushes)
    whole = next(rushes.glob("*.mov"))
    (rushes / "A001C090_2D_T1.mov").write_bytes(whole.read_bytes()[: whole.stat().st_size // 3])
    (rushes / "A001C091_2D_T2.mov").write_bytes(b"")
    (rushes / "A001C092_2D_T3.mov").write_bytes(b"not a film at all" * 90)
    (rushes / "holiday.mp4").write_bytes(whole.read_bytes()[:900])
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in rushes.iterdir() if path.is_file()}
    with Desk.new(tmp_path_factory.mktemp("film") / "film", person="Edna") as desk:
        yield desk, rushes, desk.ingest([rushes]), before


def test_every_take_is_on_the_desk_with_its_separate_sound(film) -> None:
    desk, rushes, took, _ = film
    truths = {str(one.slate): one for one in read_truth(rushes / "TRUTH.json")}
    assert set(took.takes) == set(truths)
    for name, truth in truths.items():
        take = desk.film.takes[name]
        if truth.sound:
            assert Path(desk.film.originals[take.sound].path).name == truth.sound
            assert abs(take.sync.offset - truth.offset) <= QUARTER_FRAME, name


def test_each_bad_file_is_named_with_its_reason_and_the_rest_goes_on(film) -> None:
    _, _, took, _ = film
    for name in ("A001C090_2D_T1.mov", "A001C091_2D_T2.mov", "A001C092_2D_T3.mov", "holiday.mp4"):
        assert any(name in said and "Traceback" not in said for said in took.refused), (name, took.refused)
    assert len(took.refused) == 4


def test_the_originals_are_as_they_were(film) -> None:
    _, _, _, before = film
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in before} == before


def test_what_is_done_is_not_done_again(film) -> None:
    desk, rushes, _, _ = film
    proxies = {path: path.stat().st_mtime_ns for path in desk.folder.media.glob("*.proxy.mp4")}
    again = desk.ingest([rushes])
    assert again.added == ()
    assert {path: path.stat().st_mtime_ns for path in desk.folder.media.glob("*.proxy.mp4")} == proxies


def test_media_can_be_thrown_away_and_made_again(film) -> None:
    desk, rushes, took, _ = film
    made = {path.name for path in desk.folder.media.iterdir()}
    shutil.rmtree(desk.folder.media)
    desk.folder.media.mkdir()
    desk.ingest([rushes])
    assert {path.name for path in desk.folder.media.iterdir()} == made
    assert desk.film.takes.keys() == set(took.takes)


def test_lining_finds_the_lines_and_a_correction_stays(film) -> None:
    desk, _, _, _ = film
    lined = desk.line(SMALL_SCENE)
    assert {one.take for one in lined.takes} == set(desk.film.takes)
    assert sum(one.found for one in lined.takes) >= 0.8 * sum(one.of for one in lined.takes)
    take = lined.takes[0].take
    reading = next(one for one in desk.film.readings[take] if one.line and len(one.said) > 1)
    word = reading.said[0]
    desk.correct(take, reading.line, 1, word.start - 480, word.out, run=reading.run)
    desk.line(again=True)
    after = next(one for one in desk.film.readings[take] if (one.line, one.run) == (reading.line, reading.run))
    assert after.said[0].start == word.start - 480


def test_a_folder_that_is_not_there_is_said(film) -> None:
    desk, _, _, _ = film
    with pytest.raises(CannotRead, match="is not there; a folder of rushes or a file would do"):
        desk.ingest([Path("nowhere")])
    (desk.folder.root / "empty card").mkdir(exist_ok=True)
    with pytest.raises(CannotRead, match="empty card holds no picture and no sound; a folder of rushes"):
        desk.ingest([desk.folder.root / "empty card"])


def test_the_record_has_no_name_of_a_person_in_it(film) -> None:
    desk, _, _, _ = film
    assert not any("Edna" in entry.text for entry in desk.ledger.entries())
    assert desk.begun_by == "Edna"
    assert json.loads(desk.ledger.entry(0).text)


def test_an_interrupted_ingest_goes_on_where_it_stopped(small_rushes: Path, tmp_path: Path) -> None:
    def stop(what: str, progress) -> None:
        if what == "making proxies" and progress.done == 1:
            raise KeyboardInterrupt

    with Desk.new(tmp_path / "film", person="Edna", on_progress=stop) as desk, pytest.raises(KeyboardInterrupt):
        desk.ingest([small_rushes])
    media = tmp_path / "film" / "media"
    finished = {path: path.with_name(path.name.replace("facts.json", "proxy.mp4")).stat().st_mtime_ns
                for path in media.glob("*.facts.json")}
    assert finished
    with Desk.open(tmp_path / "film") as desk:
        known = len(list(desk.ledger.entries("original")))
        assert len(desk.ingest([small_rushes]).added) == 3
        assert len(list(desk.ledger.entries("original"))) == known
        assert desk.verify().ok
    for path, made in finished.items():
        assert path.with_name(path.name.replace("facts.json", "proxy.mp4")).stat().st_mtime_ns == made


def test_everything_but_the_record_can_be_rebuilt(film, tmp_path: Path) -> None:
    desk, _, _, _ = film
    desk.propose(want=6)
    desk.circle("1")
    desk.lock(name="kept")
    alt = desk.film.circled("2").alt
    where = tmp_path / "only-the-record"
    where.mkdir()
    desk.ledger.close()
    for path in desk.folder.root.glob("ledger.db*"):
        shutil.copy(path, where / path.name)
    with Desk.open(where) as again:
        assert again.rebuild().missing == ()
        assert {path.name for path in again.folder.media.glob("*.proxy.mp4")} == {
            path.name for path in desk.folder.media.glob("*.proxy.mp4")}
        assert (where / "cuts" / "kept.otio").exists()
        assert (where / "film.toml").exists()
        assert Path(again.audition(alt.id[:12]).path).stat().st_size > 10_000
        assert again.rebuild().made == ()
        assert again.verify().ok


def test_a_second_witness_is_asked_and_changes_nothing(film, tmp_path: Path, monkeypatch) -> None:
    from workprint.film import BadTool, ToolCard
    from workprint.media.lining import WhisperWords

    class Deaf:
        """Stands in for a Whisper model: it hears nothing at all."""

        def transcribe(self, media, **settings):
            return []

    desk, _, _, _ = film
    take = next(name for name in desk.film.readings if desk.film.readings[name])
    before = desk.film.readings[take]
    with pytest.raises(BadTool, match=r"no Whisper model is at nowhere\.bin; a ggml model file would do"):
        desk.witness(take, tmp_path / "nowhere.bin")
    card = ToolCard("whisper-words", "1", "breakdown", "hears words", "nobody knows", "not", "MIT", "0" * 64)
    monkeypatch.setattr(WhisperWords, "load", classmethod(lambda cls, path, **about: cls(card, Deaf())))
    said = desk.witness(take, tmp_path / "model.bin")
    assert said.of == len(said.differs) == len([one for one in before if one.said])
    assert desk.film.readings[take] == before
    assert next(desk.ledger.entries("witness")).body["model"] == "0" * 64
