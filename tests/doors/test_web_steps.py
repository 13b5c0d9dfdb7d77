"""The page's own small hands: keys, first steps, the record as it is read."""

from __future__ import annotations

from typing import Any

from node import needs_node, under_node


@needs_node
def test_keys_are_written_as_commands_have_them() -> None:
    found = under_node("""
        import {written, said, fits} from './hands/keys.js';
        const none = {shiftKey: false, altKey: false, ctrlKey: false, metaKey: false};
        const event = (key, more = {}) => ({key, ...none, ...more});
        console.log(JSON.stringify([written(event('C')), written(event('C', {shiftKey: true})),
            written(event('k', {metaKey: true})), written(event('?', {shiftKey: true})),
            written(event('ArrowLeft', {shiftKey: true, altKey: true})), written(event(' ', {shiftKey: true})),
            said('Shift+ArrowLeft'), said(' '), said('Ctrl+k'), said('+'),
            fits('go to the record', 'rec go') > fits('go to the record', 'ecord'), fits('go', 'stay')]));""")
    assert found == ["c", "Shift+c", "Ctrl+k", "?", "Alt+Shift+ArrowLeft", "Shift+ ", "Shift ←", "space", "Ctrl K", "+",
                     True, 0]


@needs_node
def test_first_steps_go_on_with_what_was_done() -> None:
    found: Any = under_node("""
        import {nextStep, nextHere} from './hands/steps.js';
        const stand = {on: '', other: '', circled: false, picked: false, lined: true, cut: true};
        const id = (more, taken) => nextStep({...stand, ...more}, taken)?.id ?? null;
        const two = {on: 'a', other: 'b'};
        console.log(JSON.stringify([id({cut: false}, []), id({}, []), id({on: 'a'}, ['play']), id(two, ['play']),
            id(two, ['play', 'flip']), id({...two, circled: true, picked: true}, ['play', 'flip']),
            id({}, ['play', 'second', 'flip', 'circle', 'pick', 'rest']),
            nextHere({scenes: [{scene: '1', stage: 'lined'}]}, '1'), nextHere(null, '')]));""")
    assert found == [None, "play", "second", "flip", "circle", "rest", None, "propose cuts (Cut)", ""]


@needs_node
def test_the_record_is_read_by_what_people_decided() -> None:
    found: Any = under_node("""
        import {wanted, when} from './hands/telling.js';
        const told = [['film', 'editor', 'Edna', 'began'], ['decision', 'editor', 'Ana', 'cut a: held'],
            ['shown', 'tool', 'tool:desk', 'cuts 1 to 6'], ['undo', 'editor', 'Edna', 'entry 1']]
            .map(([kind, role, who, says]) => ({kind, role, who, says}));
        console.log(JSON.stringify([wanted(told, 'decisions', '').map(one => one.kind),
            wanted(told, 'machine', '').length, wanted(told, 'all', 'ana HELD').length,
            when('2026-11-23T05:00:00Z', 'en-GB', 'UTC')]));""")
    assert found[:3] == [["undo", "decision"], 2, 1]
    assert found[3] == {"day": "Monday, 23 November 2026", "time": "05:00:00"}
