"""What sets cuts apart, the moments in which two differ, and the rails of a tree: pure hands, tried under node."""

from __future__ import annotations

import pytest
from node import needs_node, under_node

pytestmark = needs_node

SIX = """
    const cut = (id, silence, pace, ...reasons) => ({id, axes: [['silence', silence], ['pace', pace]],
        reasons: reasons.map(([says, points]) => ({name: 'x', says, points, at: 0}))});
"""


def test_words_say_what_sets_a_cut_apart_and_nothing_that_nobody_would_see() -> None:
    found = under_node(SIX + """
        import {apart} from './hands/apart.js';
        const six = [cut('a', 300, 500), cut('b', 500, 505), cut('c', 320, 510), cut('d', 480, 500)];
        console.log(JSON.stringify(six.map(one => apart(one, six))));""")
    assert found == [["least silence"], ["most silence"], ["less silence"], ["more silence"]]


def test_an_axis_that_nobody_knows_is_called_by_its_name() -> None:
    found = under_node("""
        import {apart} from './hands/apart.js';
        const six = [{id: 'a', axes: [['glow', 900]], reasons: []}, {id: 'b', axes: [['glow', 100]], reasons: []}];
        console.log(JSON.stringify([apart(six[0], six), apart(six[1], six), apart(six[0], [six[0]])]));""")
    assert found == [["most glow"], ["least glow"], []]


def test_reasons_are_those_of_which_a_cut_has_more_than_the_others() -> None:
    found = under_node(SIX + """
        import {because} from './hands/apart.js';
        const six = [cut('a', 0, 0, ['all see it', 9000], ['a silence', 200], ['a silence (2 times)', 300],
                         ['too short', -400]),
                     cut('b', 0, 0, ['all see it', 9000]), cut('c', 0, 0, ['all see it', 9100])];
        console.log(JSON.stringify([because(six[0], six), because(six[2], six).map(one => one.says)]));""")
    assert found == [[{"says": "a silence", "points": 500}, {"says": "too short", "points": -400}], ["all see it"]]


def test_what_was_pinned_and_vetoed_since_is_told_in_words() -> None:
    assert under_node("""
        import {since} from './hands/since.js';
        const pin = (entry, by_hand = '') => ({entry, by_hand});
        const board = {pins: [pin(4), pin(9), pin(11, 'trim')], vetoes: [pin(10), pin(12)]};
        console.log(JSON.stringify([since(board, 8), since(board, 11), since(board, 12), since(null, 0)]));""") == [
        "1 pin, 2 vetoes", "1 veto", "", ""]


@pytest.mark.parametrize(("before", "on", "other", "then"), [
    (["1", ""], "2", "1", ["1", "2"]), (["1", "2"], "1", "2", ["1", "2"]), (["1", "2"], "3", "1", ["1", "3"]),
    (["1", "2"], "3", "2", ["3", "2"]), (["", ""], "1", "", ["1", ""]), (["1", "2"], "1", "1", ["1", ""])])
def test_a_and_b_keep_their_letters_when_one_flips(before: list[str], on: str, other: str, then: list[str]) -> None:
    assert under_node(f"""
        import {{lettered}} from './hands/apart.js';
        console.log(JSON.stringify(lettered({before}, '{on}', '{other}')));""") == then


def test_a_cut_is_called_by_its_key_or_as_a_version() -> None:
    found = under_node("""
        import {called} from './hands/apart.js';
        const known = {shown: [{id: 'aaaaaaaaaa'}, {id: 'b'}], circled: 'c',
                       rows: [{alt: 'd', number: 4, name: ''}, {alt: 'e', number: 5, name: 'the quiet one'}]};
        console.log(JSON.stringify(['b', 'c', 'd', 'e', 'ffffffffff'].map(alt => called(alt, known))));""")
    assert found == ["cut 2", "the circled cut", "version 4", "the quiet one", "an earlier cut"]


COMPARED = """
    const difference = (here, there, says) => ({kind: 'reading', lines: ['1'], here, there, says});
    const compared = {differences: [difference([40, 50], [40, 60], 'line 1 is longer'),
                      difference([70, 70], [80, 90], 'line 2 is added')],
        passages: [{at: 0, which: 0, start: 20, out: 90, differs: [[20, 0], [50, 1]]},
                   {at: 76, which: 1, start: 20, out: 110, differs: [[96, 0], [136, 1]]}]};
    const pair = [{id: 'x', name: 'cut 1'}, {id: 'y', name: 'cut 2'}];
"""


def test_moments_are_played_from_both_cuts_with_the_sentence_of_the_difference() -> None:
    found = under_node(COMPARED + """
        import {spans, sentence, lasts} from './hands/passages.js';
        const both = spans(compared, pair);
        console.log(JSON.stringify([both.map(one => [one.letter, one.alt, one.name, one.start,
            one.out]), [20, 69, 70].map(frame => sentence(both[0], frame)),
            [79, 80].map(frame => sentence(both[1], frame)), lasts(both, 40)]));""")
    assert found == [[["A", "x", "cut 1", 20, 90], ["B", "y", "cut 2", 20, 110]],
                     ["in B, line 1 is longer", "in B, line 1 is longer", "in B, line 2 is added"],
                     ["line 1 is longer", "line 2 is added"], 4]


def test_one_difference_is_played_with_a_second_around_it_inside_its_passage() -> None:
    found = under_node(COMPARED + """
        import {spansOf} from './hands/passages.js';
        console.log(JSON.stringify([0, 1].map(place => spansOf(place, compared, pair, 10)
                .map(one => [one.alt, one.start, one.out]))
            .concat(spansOf(1, compared, pair, 100).map(one => [one.start, one.out]))));""")
    assert found == [[["x", 30, 60], ["y", 30, 70]], [["x", 60, 80], ["y", 70, 100]], [20, 90], [20, 110]]


def test_rails_join_every_version_to_what_it_was_made_from() -> None:
    found = under_node("""
        import {rails} from './hands/rails.js';
        const rows = [[1, 0, 0], [2, 1, 1], [3, 2, 2], [4, 3, 2], [5, 2, 1], [6, 1, 0], [7, 0, 9]]
            .map(([number, parent, depth]) => ({number, parent, depth}));
        console.log(JSON.stringify(rails(rows).map(one => [one.lane, one.from, one.up, one.down, one.through])));""")
    assert found == [[0, -1, False, True, []], [1, 0, False, True, [0]], [2, 1, False, True, [1, 0]],
                     [2, -1, True, False, [1, 0]], [1, -1, True, False, [0]], [0, -1, True, False, []],
                     [6, -1, False, False, []]]
