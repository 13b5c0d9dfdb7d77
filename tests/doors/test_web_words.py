"""The page's pure hands for readings, under node: what differs, edges that are dragged, and walking over the grid."""

from __future__ import annotations

from test_web_parts import needs_node, under_node

WORDS = """[["so", 9600, 19200, ""], ["you", 19200, 28800, ""], ["oh", 28800, 28800, "missing"],
           ["found", 38400, 48000, ""]]"""


@needs_node
def test_a_reading_says_what_differs_in_words_and_with_a_mark() -> None:
    found = under_node("""
        import {flags} from './hands/words.js';
        const one = {line: '1/1', run: 2, confidence: 300, words: [['turn', 0, 9, ''], ['to', 9, 9, 'missing'],
            ['thing', 9, 20, 'changed'], ['well', 20, 30, 'extra']]};
        const adlib = {line: '', run: 1, confidence: 900, words: [['joking', 0, 9, 'extra']]};
        console.log(JSON.stringify([flags(one).map(flag => [flag.kind, flag.mark, flag.says]), flags(adlib)]));""")
    assert found == [[["missing", "−", "leaves out “to”"], ["changed", "≠", "says “thing” instead"],
                      ["extra", "+", "adds “well”"], ["unsure", "?", "not heard surely"],
                      ["again", "↻", "said again, time 2"]], []]


@needs_node
def test_words_that_touch_have_one_edge_and_words_apart_have_two() -> None:
    found = under_node(f"""
        import {{edges, named}} from './hands/words.js';
        const words = {WORDS};
        console.log(JSON.stringify(edges(words, 0, 60000).map(edge =>
            [named(words, edge), edge.at, edge.least, edge.most])));""")
    assert found == [["beginning of “so”", 9600, 0, 18720], ["between “so” and “you”", 19200, 10080, 28320],
                     ["end of “you”", 28800, 19680, 38400], ["beginning of “found”", 38400, 28800, 47520],
                     ["end of “found”", 48000, 38880, 60000]]


@needs_node
def test_a_shared_edge_is_told_as_two_corrections_of_which_the_first_makes_room() -> None:
    found = under_node(f"""
        import {{corrections, edges, held, moved}} from './hands/words.js';
        const words = {WORDS};
        const [, shared, , begin] = edges(words, 0, 60000);
        console.log(JSON.stringify([corrections(words, shared, 24000), corrections(words, shared, 12000),
            corrections(words, begin, 36000), corrections(words, shared, shared.at),
            moved(words, shared, 24000).slice(0, 2), held(shared, 1), held(shared, 99999)]));""")
    assert found == [[{"word": 2, "start": 24000, "out": 28800}, {"word": 1, "start": 9600, "out": 24000}],
                     [{"word": 1, "start": 9600, "out": 12000}, {"word": 2, "start": 12000, "out": 28800}],
                     [{"word": 4, "start": 36000, "out": 48000}], [],
                     [["so", 9600, 24000, ""], ["you", 24000, 28800, ""]], 10080, 28320]


@needs_node
def test_readings_are_heard_in_the_order_that_the_desk_has() -> None:
    found = under_node("""
        import {among, inOrder} from './hands/words.js';
        const one = (name, energy, out) =>
            ({name, words: [['a', 0, out, '']], reading: {performance: energy ? {energy} : null}});
        const all = [one('a', 200, 90), one('b', 0, 100), one('c', 700, 20)];
        const names = order => inOrder(all, order).map(each => each.name).join('');
        console.log(JSON.stringify([names('slate'), names('energy'), names('length'),
            among([1, 5, 3], 2), among([1, 1, 3], 0).says, among([4], 0).says, among([2, 2], 1)]));""")
    assert found == ["abc", "cab", "bac", {"places": [0, 1, 0.5], "says": "2 of 3"}, "the least", "the only one",
                     {"places": [0.5, 0.5], "says": "all alike"}]


@needs_node
def test_arrow_keys_reach_every_reading_and_leave_out_cells_without_one() -> None:
    found = under_node("""
        import {walk} from './hands/rows.js';
        const counts = [[1, 0, 2], [0, 0, 0], [0, 1, 0]];
        const from = (row, col, nth, way, wanted) =>
            Object.values(walk(counts, {row, col, nth}, way, wanted)).join(' ');
        console.log(JSON.stringify([from(0, 0, 0, 'right'), from(0, 2, 0, 'right'), from(0, 2, 1, 'right'),
            from(0, 2, 1, 'left'), from(0, 2, 0, 'left'), from(0, 0, 0, 'down'), from(2, 1, 0, 'up', 0),
            from(0, 2, 1, 'up'), from(-1, 1, 0, 'down', 2), from(0, 0, 0, 'end'), from(0, 2, 1, 'last'),
            from(2, 1, 0, 'first'), from(2, 1, 0, 'down'), from(-1, 0, 0, 'right')]));""")
    assert found == ["0 2 0", "0 2 1", "0 2 1", "0 2 0", "0 0 0", "2 1 0", "0 0 0", "-1 2 0", "0 2 0", "0 2 1", "2 1 0",
                     "0 0 0", "2 1 0", "-1 1 0"]


@needs_node
def test_the_grid_has_pins_vetoes_actions_and_what_was_said_besides() -> None:
    found = under_node("""
        import {laid} from './hands/rows.js';
        const take = number => ({slate: {scene: '1', setup: 'A', take: number}, head: 10, frames: 100});
        const said = (line, takeId, words) => ({take: takeId, line, run: 1, confidence: 900, performance: null, words});
        const [yes, no] = [['yes', 40000, 60000, ''], ['no', 90000, 96000, '']];
        const well = {text: 'well', start: 70000, out: 80000, heard: 'extra'};
        const board = {rate: '24', takes: [take(1), take(2)], lines: [
                {id: '1/1', kind: 'action', text: 'Rain.', who: ''},
                {id: '1/2', kind: 'spoken', text: 'Yes.', who: 'ANA'},
                {id: '1/3', kind: 'spoken', text: 'No.', who: 'BEN'}],
            readings: [said('1/2', '1A/1', [yes]), said('1/2', '1A/2', [['yes', 40000, 60000, 'missing']]),
                said('1/3', '1A/1', [no]), said('1/3', '1A/2', [no])],
            moments: [{take: '1A/2', line: '1/1', start: 12, out: 20, by_hand: true}],
            pins: [{entry: 1, line: '1/3', take: '1A/1', by_hand: ''},
                {entry: 2, line: '1/3.2', take: '1A/2', by_hand: ''}],
            vetoes: [{entry: 3, line: '', take: '1A/1'}]};
        const besides = [{number: 1, after: '1/2', words: 'well', heard: [said('', '1A/2', [well])]}];
        const rows = laid(board, besides);
        const told = cell => [cell.start, cell.out, cell.stays, cell.never];
        console.log(JSON.stringify([rows.map(row => [row.id, row.cells.map(cells => cells.map(told))]),
            rows[0].cells[1][0].heard, rows[1].cells[0][0].heard]));""")
    assert found == [[["1/1", [[], [[12, 20, False, False]]]], ["1/2", [[[20, 30, False, True]], []]],
                      ["besides 1", [[], [[35, 40, False, False]]]],
                      ["1/3", [[[45, 48, False, True]], [[45, 48, True, False]]]]],
                     {"start": 10, "out": 32}, {"start": 10, "out": 42}]


@needs_node
def test_the_same_reading_is_found_in_a_board_that_came_anew() -> None:
    found = under_node("""
        import {again} from './hands/rows.js';
        const cell = (key, line, start, out, take = '1A/1') => ({key, take, start, out, reading: {line}});
        const action = {...cell('rain', '1/6', 151, 178), reading: null};
        const [was, left] = [cell('besides', '', 151, 179), cell('besides', '', 151, 159)];
        const line = cell('yes', '1/5+1', 161, 179);
        const key = (cells, one) => again(cells, one)?.key ?? null;
        console.log(JSON.stringify([
            key([was, action], was),
            key([was, cell('yes', '1/5+1', 151, 179), action], was),
            key([left, line, action], was),
            key([cell('yes', '1/5+1', 151, 179, '1A/2'), action], was),
            key([was, action], cell('yes', '1/5+1', 151, 179)),
            key([cell('yes', '1/5+1', 10, 20)], line),
            key([was, line], action)]));""")
    assert found == ["besides", "yes", "yes", None, "besides", "yes", None]


@needs_node
def test_what_a_hand_does_waits_for_its_turn_and_undo_for_what_is_still_collected() -> None:
    found = under_node("""
        import {line} from './hands/in-turn.js';
        const [told, hands] = [[], line()];
        const slow = (what, ms) => hands.turn(() => new Promise(done =>
            setTimeout(() => { told.push(what); done(what); }, ms)));
        const stop = hands.collects(() => void slow('edit', 10));
        const fails = () => { throw new Error('no'); };
        const [mark, bad] = [slow('mark', 30), hands.turn(fails).catch(trouble => trouble.message)];
        const undo = hands.last(() => { told.push('undo'); });
        const busy = hands.busy;
        await undo;
        stop();
        await hands.idle();
        await hands.last(() => undefined);
        console.log(JSON.stringify([told, await mark, await bad, busy, hands.busy]));""")
    assert found == [["mark", "edit", "undo", "edit"], "mark", "no", True, False]


@needs_node
def test_a_waveform_is_drawn_louder_where_it_is_louder_and_a_whisper_is_seen() -> None:
    found = under_node("""
        import {bars} from './hands/wave.js';
        const wave = new Int16Array([0, 0, -327, 327, -32768, 32767, 0, 0]);
        console.log(JSON.stringify(bars(wave, 0, 4 * 480, 4, 102)
            .map(bar => [bar.x, Math.round(bar.tall), bar.sample])));""")
    assert found == [[0, 1, 240], [1, 10, 720], [2, 100, 1200], [3, 1, 1680]]
