"""Six of a few: what somebody has caught on the map is shown in the order of their taste, and nothing else is."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from workprint.desk import Desk
from workprint.doors.cli.app import app
from workprint.film import NotOnTheDesk


def test_only_those_are_shown_in_the_order_they_have_among_all(desk: Desk) -> None:
    desk.propose(want=60)
    every = [dot.id for dot in desk.map().dots]
    caught = every[3:40:3]
    six = desk.show(among=[one[:12] for one in caught])
    assert six.total == len(caught)
    assert six.shown[0].id == caught[0], "the tool's order stands while nothing has been learned"
    assert {one.id for one in six.shown} <= {*caught}
    assert desk.map().shown == tuple(one.id for one in six.shown), "what is shown is on the record"
    assert desk.ledger.entry(len(desk.ledger) - 1).body["among"] == len(caught)


def test_one_of_six_comes_from_outside_the_taste_and_points_are_those_among_all(desk: Desk) -> None:
    desk.propose(want=60)
    for number in ("1", "2", "3", "4"):
        desk.circle(number)
    whole = {one.id: one.score for first in range(1, 55, 6) for one in desk.show(first=first).shown}
    six = desk.show(among=list(whole)[::2])
    assert [one.outside for one in six.shown] == [False] * 5 + [True]
    assert [one.score for one in six.shown] == [whole[one.id] for one in six.shown]


def test_what_begins_no_cut_or_several_is_said(desk: Desk) -> None:
    desk.propose(want=30)
    size = len(desk.ledger)
    with pytest.raises(NotOnTheDesk, match="no cut of the latest proposal begins with 'zzzz'"):
        desk.show(among=["zzzz"])
    with pytest.raises(NotOnTheDesk, match="at least four signs"):
        desk.show(among=[desk.map().dots[0].id[:3]])
    with pytest.raises(NotOnTheDesk, match="place 1 was asked for"):
        desk.show(among=[])
    assert len(desk.ledger) == size


def test_the_command_line_takes_them_one_by_one(desk: Desk) -> None:
    desk.propose(want=30)
    one, other = (dot.id for dot in desk.map().dots[4:6])
    ran = CliRunner().invoke(app, ["show", "--among", one[:8], "--among", other, "--json",
                                   "--film", str(desk.folder.root)])
    assert ran.exit_code == 0, ran.output
    assert {row["id"] for row in json.loads(ran.output)["shown"]} == {one, other}
