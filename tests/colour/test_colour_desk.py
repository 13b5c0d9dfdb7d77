"""Colour on the desk: the same loop as for cuts, with the same laws, on a film of pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from workprint.desk import Desk
from workprint.film import BadValue, CannotRead, Grade, NotAllowed, NotOnTheDesk, Op


@pytest.fixture
def desk(film: Path) -> Iterator[Desk]:
    """The small film, a cut of it circled."""
    with Desk.open(film, person="Edna") as desk:
        desk.circle("1")
        yield desk


def picture(file: str | Path) -> np.ndarray:
    with Image.open(file) as image:
        return np.asarray(image, np.float64)


def grade(desk: Desk, alt: str = "circled") -> Grade:
    content = desk.bay("colour").film.circled("2").alt.content if alt == "circled" else None
    assert isinstance(content, Grade)
    return content


def test_there_is_no_grade_without_a_cut(film: Path) -> None:
    with Desk.open(film, person="Edna") as desk, pytest.raises(NotAllowed, match="no cut to grade; a circled cut"):
        desk.propose(tool="colour")


def test_six_grades_are_shown_and_nothing_is_graded_until_one_is_circled(desk: Desk) -> None:
    cut = desk.film.circled("2").alt
    shown = desk.propose(tool="colour", words="warmer", want=8)
    assert shown.craft == "colour"
    assert shown.total >= 4
    with pytest.raises(NotAllowed, match="no grade is circled in scene 2"):
        desk.grading()
    desk.circle("1", craft="colour", note="her kitchen is warm")
    assert desk.grading().id == shown.shown[0].id
    assert desk.film.circled("2").alt == cut
    assert [row.shots for row in desk.versions(craft="colour").rows] == [len(cut.content.shots)]
    assert desk.verify().ok


def test_the_same_words_give_the_same_grades_also_from_a_desk_opened_anew(film: Path) -> None:
    with Desk.open(film, person="Edna") as desk:
        desk.circle("1")
        one = [row.id for row in desk.propose(tool="colour", words="colder", want=6).shown]
    with Desk.open(film, person="Edna") as desk:
        again = desk.propose(tool="colour", words="colder", want=6)
        assert [row.id for row in again.shown] == one
        assert again.shown[0].score == sum(reason.points for reason in again.shown[0].reasons)
        assert desk.why("1", craft="colour").score == again.shown[0].score


def test_a_nudge_is_a_version_that_undo_takes_back_and_the_cut_stays(desk: Desk) -> None:
    cut = desk.film.circled("2").alt
    desk.nudge("exposure", "stops", -300)
    desk.nudge("balance", "mired", -250, shot=2)
    assert grade(desk).look == (Op.of("exposure", stops=-300),)
    assert grade(desk).shots[1].ops == (Op.of("balance", mired=-250),)
    desk.undo(craft="colour")
    assert grade(desk).shots[1].ops == ()
    desk.redo(craft="colour")
    desk.nudge("exposure", "stops", 300, by=True)
    assert grade(desk).look == ()
    desk.go("1", craft="colour")
    assert grade(desk).look == (Op.of("exposure", stops=-300),)
    assert desk.film.circled("2").alt == cut
    desk.undo()
    assert desk.film.circled("2") is None


def test_trying_a_nudge_leaves_no_trace(desk: Desk) -> None:
    before = len(desk.ledger)
    with desk.trying():
        tried = desk.nudge("exposure", "stops", 500)
    assert len(desk.ledger) == before
    assert desk.lut(tried.alt).mean() > desk.lut("ungraded").mean()


def test_what_is_kept_stays_in_every_grade_until_it_is_released(desk: Desk) -> None:
    desk.nudge("balance", "mired", -400)
    desk.keep("balance")
    kept = Op.of("balance", mired=-400)
    shown = desk.propose(tool="colour", words="brighter", want=8).shown
    looks = [desk.bay("colour").film and [op for op in desk.grading(row.id).look if op.kind == "balance"]
             for row in shown]
    assert looks == [[kept]] * len(shown)
    assert desk.grading(shown[0].id).kept == (("balance", 0),)
    desk.release("balance")
    with pytest.raises(NotAllowed, match="balance of the look is not kept"):
        desk.release("balance")


def test_a_still_is_grabbed_found_again_and_pasted(desk: Desk) -> None:
    desk.nudge("saturation", "amount", 500, shot=1)
    desk.nudge("contrast", "amount", 1300)
    desk.grab("her kitchen", shot=1)
    still = desk.gallery()[0]
    assert (still.name, len(still.says)) == ("her kitchen", 2)
    assert picture(still.file).shape[1] > 100
    desk.paste("her kitchen", shot=2)
    assert grade(desk).shots[1].ops == (Op.of("saturation", amount=500),)
    assert desk.propose(tool="colour", reference=["her kitchen"], want=6).total >= 2
    with pytest.raises(NotAllowed, match="'her kitchen', as another is"):
        desk.grab("her kitchen")


def test_references_that_are_none_are_refused_with_a_sentence(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "no still.png").write_bytes(b"no picture at all")
    for name, says in (("s99", "shot s99 came; s1 to"), (str(tmp_path / "nothing.png"), "is not there"),
                       (str(tmp_path / "no still.png"), "no still.png"), ("scene 7", "scene 7")):
        with pytest.raises((NotOnTheDesk, CannotRead, NotAllowed), match=says):
            desk.propose(tool="colour", reference=[name])
    with pytest.raises(BadValue, match="a cut was to go by 's1'"):
        desk.propose(reference=["s1"])


def test_a_still_from_elsewhere_is_a_reference(desk: Desk, tmp_path: Path) -> None:
    ramp = np.linspace(40, 230, 160, dtype=np.uint8)
    warm = np.stack([np.tile(ramp, (90, 1)), np.tile(ramp // 2, (90, 1)), np.tile(ramp // 4, (90, 1))], -1)
    Image.fromarray(warm).save(tmp_path / "dusk.png")
    assert desk.propose(tool="colour", reference=[str(tmp_path / "dusk.png")], want=6).total >= 2


def test_a_space_is_asked_for_where_no_file_tells_and_a_person_has_the_last_word(desk: Desk) -> None:
    assert {row.space for row in desk.spaces(scene="2")} == {"Rec.1886 Rec.709 - Display"}
    plain = desk.lut("ungraded")
    desk.space("all", "logc3")
    assert {(row.space, row.how) for row in desk.spaces()} == {("ARRI LogC3 (EI800)", "a person said so")}
    assert np.abs(desk.lut("ungraded") - plain).mean() > 0.02
    desk.undo(craft="colour")
    assert np.array_equal(desk.lut("ungraded"), plain)
    with pytest.raises(BadValue, match="would do"):
        desk.space("2A/1", "technicolor")


def test_a_grade_goes_along_when_the_cut_changes(desk: Desk) -> None:
    desk.nudge("exposure", "stops", 200)
    desk.split("30")
    assert not desk.grading().current
    desk.nudge("exposure", "stops", 300)
    now = desk.grading()
    assert now.current
    assert len(now.shots) == len(desk.film.circled("2").alt.content.shots)


def test_a_grade_is_seen_in_strips_and_heard_as_a_movie(desk: Desk) -> None:
    desk.nudge("exposure", "stops", 1000)
    bright, plain = (picture(desk.gradestrip(name)) for name in ("circled", "ungraded"))
    assert bright.shape == plain.shape
    assert bright.mean() > plain.mean() + 10
    still = picture(desk.graded_still("circled", shot=1))
    assert still.shape[1] > bright.shape[0]
    assert Path(desk.audition("circled", craft="colour").path).stat().st_size > 10_000


def test_the_record_tells_colour_in_plain_words(desk: Desk) -> None:
    desk.propose(tool="colour", words="colder", want=6)
    desk.circle("1", craft="colour")
    desk.nudge("exposure", "stops", -250)
    desk.keep("exposure")
    said = [one.says for one in desk.told(8)]
    assert any("grades of scene 2 were proposed by colour" in one and "'colder'" in one for one in said)
    assert any(one.startswith("grade ") and "circled" in one for one in said)
    assert "the look: darker by 0.25 stop" in said
    assert any("the exposure of the look of scene 2 stays" in one for one in said)


def test_two_grades_that_are_asked_about_are_told_apart_in_words(desk: Desk) -> None:
    with pytest.raises(NotOnTheDesk, match=r"propose first: workprint propose --scene 2 --tool colour$"):
        desk.pair(craft="colour")
    shown = desk.propose(tool="colour", words="warmer", want=6)
    asked = desk.pair(craft="colour")
    one, other = (next(dict(row.axes) for row in shown.shown if row.id == name) for name in (asked.a, asked.b))
    by = {axis: other[axis] - one[axis] for axis in one}
    most = max(by, key=lambda axis: abs(by[axis]))
    assert asked.differs[0].endswith(f", by {abs(by[most]) / 10:.0f} of 100")
    assert asked.craft == "colour"


def test_colour_teaches_nothing_about_cuts(desk: Desk) -> None:
    lessons = desk.taste.lessons
    desk.propose(tool="colour", want=6)
    desk.ng("2", craft="colour")
    assert desk.taste.lessons == lessons


def test_what_hands_made_is_judged_with_reasons(desk: Desk) -> None:
    desk.nudge("exposure", "stops", -600)
    alt = desk.bay("colour").film.circled("2").alt
    assert alt.reasons
    assert dict(alt.axes)["brightness"] < 1000
    assert desk.grading().score == sum(reason.points for reason in alt.reasons)


def test_dials_answer_beside_the_words_and_on_the_cut_as_it_is(desk: Desk) -> None:
    desk.propose(tool="colour", words="paler", want=6)
    first = [row.id for row in desk.dial(["warmth=-500"], tool="colour").shown]
    paler = [dict(row.axes)["saturation"] for row in desk.dial(["warmth=-500"], tool="colour").shown]
    desk.propose(tool="colour", want=6)
    assert sum(paler) < sum(dict(row.axes)["saturation"] for row in desk.dial(["warmth=-500"], tool="colour").shown)
    desk.split("30")
    assert not {*first} & {row.id for row in desk.dial(["warmth=-500"], tool="colour").shown}
