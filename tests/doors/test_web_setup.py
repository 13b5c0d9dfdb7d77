"""Set-up in a real browser: from an empty film, a folder of rushes and a script to the first circled cut."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser import Server, circled_in, until
from fastapi.testclient import TestClient
from test_web_parts import needs_node, under_node

from workprint.desk import Desk
from workprint.desk.footage import MEASURED
from workprint.doors.web import web_app
from workprint.doors.web.room import Room
from workprint.film import CannotRead, Framing, NotAllowed, to_plain
from workprint.media.made_film import make_take

TOKEN = "a-token-for-tests"
HERE = "http://127.0.0.1:8777"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A film in which nothing is yet."""
    Desk.new(tmp_path / "empty", title="New", person="Edna").close()
    return tmp_path / "empty"


@pytest.fixture
def visit(chromium: Any) -> Iterator[Any]:
    """A browser that opens a film's page; every page error is kept."""
    servers, windows = [], []

    def opened(film: Path, room: str = "") -> Any:
        servers.append(Server(film))
        windows.append(chromium.new_context(viewport={"width": 1366, "height": 768}))
        page = windows[-1].new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(servers[-1].address + room)
        return page

    yield opened
    for window in windows:
        window.close()
    for server in servers:
        server.kill()


def step(page: Any, name: str) -> Any:
    return page.get_by_role("navigation", name="steps of the set-up").get_by_role("button", name=name)


def test_from_an_empty_film_to_a_circled_cut(visit, empty: Path, small_rushes: Path, tmp_path: Path) -> None:
    bad = tmp_path / "A001C009_2A_T9.mov"
    bad.write_bytes(b"no picture at all" * 100)
    page = visit(empty)
    chosen = [str(path) for path in (*sorted(small_rushes.iterdir()), bad)]
    page.get_by_label("files of rushes, or a script").set_input_files(chosen)  # the room that opens first
    page.get_by_role("button", name="stop", exact=True).wait_for()
    files = page.get_by_role("region", name="files")
    files.get_by_role("row", name="TRUTH.json").get_by_text("it lies beside rushes").wait_for()
    files.get_by_role("row", name="A001C009_2A_T9.mov").get_by_text("not read").wait_for()
    page.get_by_label("how far it is").wait_for()
    page.get_by_role("button", name="Record", exact=True).click()  # the work goes on while another room is open
    page.get_by_role("button", name="Set-up", exact=True).click()
    page.get_by_role("status").get_by_text("3 takes are lined").wait_for(timeout=120_000)
    step(page, "1 Rushes").click()
    files.get_by_role("row", name="A001C001_2A_T1.mov").get_by_text("2A/1").wait_for()
    files.get_by_role("row", name="2C-T1.WAV").get_by_text("sound of 2C/1").wait_for()
    assert (empty / "rushes/A001C001_2A_T1.mov").read_bytes() == (small_rushes / "A001C001_2A_T1.mov").read_bytes()
    step(page, "5 Start").click()
    page.get_by_role("button", name="Propose 300 cuts").click()
    page.get_by_role("list", name="the six cuts on show").wait_for(timeout=60_000)
    page.keyboard.press("1")
    page.wait_for_function("() => document.querySelector('cutting-room').shadowRoot.querySelector('cutting-page')"
                           ".shadowRoot.querySelector('cut-player').frame > 4")
    page.keyboard.press("c")
    until(lambda: circled_in(empty) is not None)
    assert page.faults == []


def test_a_folder_is_used_in_place_by_its_path(visit, film: Path, small_rushes: Path) -> None:
    page = visit(film, "#setup")
    step(page, "1 Rushes").click()
    path = page.get_by_label("or a folder on this machine")
    assert path.input_value() == str(small_rushes)
    path.fill("/no/such/folder")
    page.get_by_role("button", name="read it").click()
    page.get_by_role("status").get_by_text("/no/such/folder is not there; a folder of rushes").wait_for()
    path.fill(str(small_rushes))
    page.get_by_role("button", name="read it").click()
    page.get_by_role("status").get_by_text("3 takes are on the desk").wait_for()
    page.get_by_role("row", name="TRUTH.json").get_by_text("left out").wait_for()
    assert not (film / "rushes").exists(), "nothing is copied"
    assert page.faults == []


def test_what_is_dropped_in_any_room_is_taken_in(visit, film: Path) -> None:
    page = visit(film, "#record")
    page.get_by_role("button", name="verify the whole record").wait_for()
    page.evaluate("""() => {
        const dropped = new DataTransfer();
        dropped.items.add(new File(['%PDF'], 'callsheet.pdf'));
        dropped.items.add(new File(['no scene'], 'bad.fountain'));
        document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: dropped, bubbles: true, cancelable: true}));
    }""")
    step(page, "1 Rushes").click()
    page.get_by_role("row", name="callsheet.pdf").get_by_text("left out").wait_for()
    page.get_by_role("row", name="bad.fountain").get_by_text("has no scene heading and no spoken line").wait_for()
    with Desk.open(film) as desk:
        assert desk.film.given.title == "Two Cups", "one that holds no scene does not take the script's place"
    assert page.faults == []


def test_a_slate_is_read_off_the_clapper_and_typed(visit, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "card").mkdir()
    make_take(tmp_path / "card" / "DSC_0012.mov", 1, frames=24)
    with Desk.open(empty) as desk:
        desk.ingest([tmp_path / "card"])
    page = visit(empty, "#setup")
    step(page, "3 Slates").click()
    page.wait_for_function("() => { const list = document.querySelector('cutting-room').shadowRoot"
                           ".querySelector('setup-page').shadowRoot.querySelector('slate-names').shadowRoot;"
                           " return list.querySelector('img')?.naturalWidth > 100; }")
    box = page.get_by_label("slate of DSC_0012.mov")
    assert box.input_value() == "1/1", "the next free take"
    box.fill("7B/3")
    box.press("Enter")
    page.get_by_text("called 7B/3").wait_for()
    page.get_by_role("button", name="make takes of the 1 named").click()
    page.get_by_role("status").get_by_text("1 take is on the desk").wait_for()
    with Desk.open(empty) as desk:
        assert list(desk.film.takes) == ["7B/3"]
    page.get_by_role("button", name="stop", exact=True).wait_for(state="hidden")
    page.get_by_text("rename a take").click()
    box.fill("7B/4")
    box.press("Enter")
    until(lambda: taken(empty) == ["7B/4"])
    assert page.faults == []


def taken(film: Path) -> list[str]:
    with Desk.open(film) as desk:
        return list(desk.film.takes)


def test_a_face_gets_its_name(visit, film: Path) -> None:
    page = visit(film, "#setup")
    step(page, "4 People").click()
    page.get_by_label("who is face 1 in 2B").select_option("IDA")
    page.get_by_role("button", name="IDA in 2B").press("ArrowRight")
    page.get_by_role("button", name="say so").click()
    page.get_by_role("status").get_by_text("setup 2B shows IDA").wait_for()
    with Desk.open(film) as desk:
        (one,) = desk.film.setups["2B"].people
        assert (one.who, one.x, one.look, desk.film.setups["2B"].angle) == ("IDA", 590, "left", 167)
    assert page.faults == []


def test_what_a_person_said_is_told_apart_from_what_was_measured(film: Path) -> None:
    with Desk.open(film) as desk:
        assert {one.name: one.told for one in desk.log().setups} == {"2A": "said", "2B": "said", "2C": "said"}
        desk.undo(next(entry.index for entry in desk.ledger.entries("setup") if entry.body["name"] == "2B"))
        assert {one.name: one.told for one in desk.log().setups}["2B"] == "said", "the report's, as the take has it"
        take = desk.film.takes["2B/1"]
        faces = replace(take, setup=replace(take.setup, people=(Framing("", 300),), about=MEASURED))
        desk.record("take", to_plain(replace(faces, note="")))
        assert {one.name: one.told for one in desk.log().setups}["2B"] == "measured"


@pytest.fixture
def page(film: Path) -> Iterator[TestClient]:
    with TestClient(web_app(film, token=TOKEN), base_url=HERE, headers={"authorization": f"Bearer {TOKEN}"}) as client:
        yield client


@pytest.mark.parametrize(("name", "text", "says"), [
    ("empty.fountain", "", "has no scene heading and no spoken line"),
    ("prose.txt", "Dear Ana, the script follows.", "has no scene heading and no spoken line"),
    ("picture.fountain", "\0\1\2", "came as something other than text"),
    ("script.pdf", "%PDF", "a Fountain or plain text file would do"),
])
def test_a_script_that_cannot_be_read_leaves_the_old_one(page: TestClient, tmp_path: Path, name: str, text: str,
                                                         says: str) -> None:
    (tmp_path / name).write_text(text)
    before = page.post("/verbs/log", json={}).json()["script"]
    answer = page.post("/verbs/line", json={"script": str(tmp_path / name)})
    assert answer.status_code == 422
    assert says in answer.json()["trouble"]
    assert page.post("/verbs/log", json={}).json()["script"] == before


def test_a_card_says_what_will_be_read_and_what_not(page: TestClient, small_rushes: Path, tmp_path: Path) -> None:
    shutil.copytree(small_rushes, tmp_path / "card")
    card = page.post("/verbs/card", json={"rushes": [str(tmp_path / "card")]}).json()
    assert sorted(Path(path).name for path, _ in card["files"])[0] == "2A-T1.WAV"
    assert [Path(path).name for path in card["reports"]] == ["camera-report.csv"]
    assert [Path(path).name for path in card["scripts"]] == ["two-cups.fountain"]
    assert {Path(path).name: why for path, why in card["left_out"]}.keys() == {"TRUTH.json"}


def test_a_frame_of_an_original_and_of_nothing_else(page: TestClient) -> None:
    picture = next(one for one in page.post("/verbs/log", json={}).json()["files"] if one["picture"])
    answer = page.get(f"/frame?file={picture['hash']}&at=20&height=180")
    assert answer.headers["content-type"] == "image/jpeg"
    assert page.get("/frame?file=../../etc/passwd").status_code == 404
    assert page.get(f"/frame?file={picture['hash']}&at=2000").status_code == 404


def test_work_stops_at_the_next_file_and_keeps_what_is_done(empty: Path, small_rushes: Path) -> None:
    room, told = Room(empty), list[dict[str, Any]]()

    def tell(news: dict[str, Any]) -> None:
        told.append(news)
        if news.get("done") and not news.get("stopping") and not news.get("over"):
            room.stop("ingest")

    room.tell = tell  # type: ignore[method-assign]
    for read, due in ((1, 6), (2, 5)):
        with pytest.raises(NotAllowed, match="ingest was stopped by you; what is done is kept; do it again, and it"):
            room.do("ingest", {"rushes": [small_rushes]})
        assert len(room.desk.film.originals) == read
        assert next(news["of"] for news in told if news.get("of")) == due
        told.clear()
    with pytest.raises(Exception, match="ingest is not at work"):
        room.stop("ingest")
    room.close()


def test_no_take_is_put_over_another(film: Path) -> None:
    with Desk.open(film) as desk:
        files = {name: take.original for name, take in desk.film.takes.items()}
        with pytest.raises(NotAllowed, match=r"2B/1 is A001C002_2B_T1.mov already; 2B/2 is free and would do; "
                                             r"rename A001C002_2B_T1.mov first, or .* workprint group"):
            desk.slate(files["2A/1"], "2B/1")
        assert {name: take.original for name, take in desk.film.takes.items()} == files
        desk.slate(files["2B/1"], "2C/1B")
        with pytest.raises(NotAllowed, match=r"2C/1B is A001C002_2B_T1.mov already; 2C/2B is free"):
            desk.slate(files["2A/1"], "2C/1B")


def test_a_slate_that_was_taken_back_puts_no_take_over_another(film: Path) -> None:
    with Desk.open(film) as desk:
        files = {name: take.original for name, take in desk.film.takes.items()}
        first = desk.slate(files["2A/1"], "2A/2")
        desk.slate(files["2B/1"], "2A/1")
        desk.undo(first.entry)
        assert {take.original for take in desk.film.takes.values()} == set(files.values())
        assert desk.film.takes["2A/1"].original == files["2A/1"], "it has its name again; the other keeps its own"


def test_after_a_rename_no_picture_and_no_waveform_is_of_another_take(page: TestClient, film: Path) -> None:
    def asked(address: str, tag: str = "") -> Any:
        return page.get(address, headers={"if-none-match": tag})

    with Desk.open(film) as desk:
        files = {name: take.original for name, take in desk.film.takes.items()}
    still, peaks = "/still?take=2A/1&frame=9", "/peaks?take=2A/1"
    before = {one: asked(one) for one in (still, peaks)}
    for one, answer in before.items():
        assert answer.headers["cache-control"] == "private, no-cache"
        again = asked(one, answer.headers["etag"])
        assert (again.status_code, again.content) == (304, b"")
    named = asked(f"{still}&of={files['2A/1'][:16]}")
    assert "immutable" in named.headers["cache-control"]
    assert named.content == before[still].content
    for content, slate in ((files["2A/1"], "2D/1"), (files["2B/1"], "2A/1")):
        assert page.post("/verbs/slate", json={"file": content, "slate": slate}).status_code == 200
    for one, answer in before.items():
        after = asked(one, answer.headers["etag"])
        assert after.status_code == 200
        assert after.content != answer.content
    late = asked(f"{still}&of={files['2A/1'][:16]}", named.headers["etag"])
    assert late.headers["cache-control"] == "private, no-cache", "a page that does not know of the rename keeps nothing"
    assert "immutable" in asked(f"{still}&of={files['2B/1'][:16]}").headers["cache-control"]


@needs_node
def test_a_page_names_a_picture_after_its_file_as_soon_as_it_knows_it() -> None:
    found = under_node("""
        import {know, soundOf, still} from './api.js';
        const take = {slate: {scene: '2', setup: 'A', take: 1}, original: 'ab'.repeat(32), sound: 'c', sync: null};
        const told = [still('2A/1', 9.4), soundOf('2A/1')];
        know([take]);
        told.push(still('2A/1', 9), soundOf('2A/1'));
        know([{...take, sync: {offset: 480}}]);
        console.log(JSON.stringify([told[0], told[2], told[1] !== told[3], told[3] !== soundOf('2A/1')]));""")
    plain = "/still?take=2A%2F1&frame=9&height=180"
    assert found == [plain, f"{plain}&of=abababababababab", True, True]


@pytest.mark.parametrize("said", [False, True])
def test_two_files_that_claim_one_slate_are_one_take_and_a_question(empty: Path, tmp_path: Path, said: bool) -> None:
    names = ("DSC_1.mov", "DSC_2.mov") if said else ("A001C001_1A_T1.mov", "A002C001_1A_T1.mov")
    for number, name in enumerate(names):
        (tmp_path / "card").mkdir(exist_ok=True)
        make_take(tmp_path / "card" / name, number, frames=24)
    with Desk.open(empty) as desk:
        if said:
            desk.ingest([tmp_path / "card"])
            for name in names:
                desk.slate(name, "1A/1")
        took = desk.ingest([tmp_path / "card"])
        assert took.takes == ("1A/1",)
        assert [Path(desk.film.originals[take.original].path).name for take in desk.film.takes.values()] == [names[0]]
        assert f"{names[1]}: 1A/1 is already {names[0]}" in took.unslated[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_script_is_read_as_it_was_written(empty: Path, tmp_path: Path, encoding: str) -> None:
    text = "INT. CAF\u00c9 - DAY\n\nZO\u00cb\n\u201cAlready?\u201d\n"
    mark = "\ufeff" if encoding.startswith("utf-16") else ""
    (tmp_path / "cafe.fountain").write_bytes((mark + text).encode(encoding))
    with Desk.open(empty) as desk:
        for _ in range(2):
            desk.line(tmp_path / "cafe.fountain")
        assert desk.film.given.scenes[0].heading == "INT. CAF\u00c9 - DAY"
        assert desk.film.given.scenes[0].lines[0].text == "\u201cAlready?\u201d"
        assert len(list(desk.ledger.entries("script"))) == 1, "what is on the record is what was read"


def test_a_script_with_nuls_between_its_letters_is_refused(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.fountain").write_bytes("\ufeffINT. CAFE\n\nZOE\nAl\0ready?\n".encode("utf-16-le"))
    with Desk.open(empty) as desk, pytest.raises(CannotRead, match=r"came with NULs between its letters; .* as UTF-8"):
        desk.line(tmp_path / "odd.fountain")


@needs_node
def test_the_next_step_is_the_first_that_needs_somebody() -> None:
    found = under_node("""
        import {next, steps} from './hands/rushes.js';
        const scene = {scene: '1', lines: 4, takes: 2, lined: 0, alts: 0};
        const file = {picture: true, takes: ['1A/1']};
        const logs = [{files: [], refused: [], setups: [], script: ''},
            {files: [file, {picture: true, takes: []}], refused: [['x', 'y']], setups: [{told: '', people: []}],
             script: ''},
            {files: [file], refused: [], setups: [{told: 'measured', people: [{who: ''}]}], script: 'One'},
            {files: [file], refused: [], setups: [{told: 'said', people: []}], script: 'One'}];
        const scenes = [[], [scene], [{...scene, lined: 2}], [{...scene, lined: 2, alts: 300}]];
        console.log(JSON.stringify(logs.map((log, n) => {
            const all = steps({scenes: scenes[n]}, log, {});
            return [next(all), ...all.map(one => one.state)];
        }).concat([[next(steps({scenes: []}, logs[0], {ingest: {share: .5}}))]])));""")
    assert found == [
        [0, "needs you", "needs you", "waiting", "waiting", "waiting"],
        [1, "done", "needs you", "needs you", "waiting", "waiting"],
        [3, "done", "done", "done", "needs you", "needs you"],
        [4, "done", "done", "done", "done", "done"], [0]]


@needs_node
def test_every_file_has_its_state_while_it_is_read() -> None:
    found = under_node("""
        import {asTyped, bytes, rowsOf} from './hands/rushes.js';
        const log = {refused: [['/c/bad.mov', 'bad.mov cannot be read: it is empty; a whole file; copy it']],
            files: [{path: '/c/a.mov', name: 'a.mov', picture: true, takes: ['1A/1'], lasts: 1000},
                    {path: '/c/b.mov', name: 'b.mov', picture: true, takes: [], slate: ''}]};
        const passing = [{name: 'c/d.mov', size: 10, share: .5, path: '', why: ''},
            {name: 'c/x.pdf', size: 1, share: 0, path: '', why: 'x.pdf is left out: no film; y; z'}];
        const rows = rowsOf(log, passing, [['/c/e.mov', 5], ['/c/f.mov', 5]], {what: 'reading files'},
            {'reading files': new Set(['/c/e.mov'])});
        console.log(JSON.stringify([rows.map(row => [row.name, row.mood, row.says]), bytes(1260000000),
            rowsOf(log, [], [], null, {}).at(-1).says,
            asTyped([{who: 'ANA', head: 320, x: 400, y: 330, look: 'right'}])]));""")
    assert found == [[
        ["bad.mov", "bad", "not read: it is empty"], ["a.mov", "done", "1A/1"], ["b.mov", "waiting", "read; waiting"],
        ["d.mov", "arriving", "copied 50 %"], ["e.mov", "waiting", "waiting"], ["f.mov", "working", "being read"],
        ["x.pdf", "out", "left out: no film"]], "1.3 GB", "no slate yet", "ANA:320:400:330:right"]


@needs_node
def test_a_dropped_folder_is_opened_all_the_way_down() -> None:
    found = under_node("""
        import {droppedFiles} from './arrivals.js';
        const named = path => ({name: path.split('/').pop(), fullPath: path});
        const file = path => ({...named(path), isFile: true, file: done => done({size: 1})});
        const folder = (path, ...rounds) => ({...named(path), isFile: false,
            createReader: () => ({readEntries: done => done(rounds.shift() ?? [])})});
        const card = folder('/CARD', [file('/CARD/a.mov'), folder('/CARD/SOUND', [file('/CARD/SOUND/a.wav')])],
            [file('/CARD/b.mov'), file('/CARD/.hidden')], [folder('/CARD/.Trash', [file('/CARD/.Trash/c.mov')])]);
        const item = entry => ({kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => null});
        const all = await droppedFiles({items: [item(card), item(file('/two.fountain')), {kind: 'string'}]});
        console.log(JSON.stringify(all.map(one => one.name).sort()));""")
    assert found == ["CARD/SOUND/a.wav", "CARD/a.mov", "CARD/b.mov", "two.fountain"]
