"""Files that are handed over: each whole and inside the film, none over another, all else refused in a sentence."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_web_parts import needs_node, under_node

from workprint.desk import Desk, arriving
from workprint.desk.folder import Folder
from workprint.doors.web import web_app
from workprint.film import Trouble

TOKEN = "a-token-for-tests"
HERE = "http://127.0.0.1:8777"


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film in which nothing is yet."""
    Desk.new(tmp_path / "film", title="New", person="Edna").close()
    return tmp_path / "film"


@pytest.fixture
def page(film: Path) -> Iterator[TestClient]:
    with TestClient(web_app(film, token=TOKEN), base_url=HERE, headers={"authorization": f"Bearer {TOKEN}"}) as client:
        yield client


def files(film: Path) -> dict[str, bytes]:
    """Every file of the film apart from its record, by name."""
    return {path.relative_to(film).as_posix(): path.read_bytes() for path in film.rglob("*")
            if path.is_file() and not path.name.startswith("ledger")}


def test_a_file_comes_into_rushes_with_its_folders(page: TestClient, film: Path) -> None:
    said = page.put("/upload/CARD 01/A001C003.mov", content=b"picture" * 1000).json()
    assert said["new"]
    assert said["path"] == str(film / "rushes/CARD 01/A001C003.mov")
    assert Path(said["path"]).read_bytes() == b"picture" * 1000


def test_a_script_comes_beside_them(page: TestClient, film: Path) -> None:
    said = page.put("/upload/the-ferry.fountain", content=b"INT. FERRY - DAY\n\nANA\nNow.\n").json()
    assert said["path"] == str(film / "scripts/the-ferry.fountain")


def test_no_file_goes_over_another(page: TestClient, film: Path) -> None:
    for content in (b"first", b"other"):
        page.put("/upload/CARD/A001C003.mov", content=content)
        page.put("/upload/A001C003.wav", content=content * 2)
    assert (film / "rushes/CARD/A001C003.mov").read_bytes() == b"first"
    assert (film / "rushes/CARD 2/A001C003.mov").read_bytes() == b"other"
    assert (film / "rushes/2/A001C003.wav").read_bytes() == b"otherother"


def test_the_same_content_is_not_copied_twice(page: TestClient, film: Path) -> None:
    page.put("/upload/CARD/A001C003.mov", content=b"picture")
    before = files(film)
    for name in ("CARD/A001C003.mov", "COPY OF CARD/A001C003.mov"):
        said = page.put(f"/upload/{name}", content=b"picture").json()
        assert not said["new"]
        assert "has the same content as rushes/CARD/A001C003.mov" in said["says"]
    assert files(film) == before


def test_what_arrived_before_is_known_without_sending_it(page: TestClient) -> None:
    content = bytes(range(256)) * 10
    path = page.put("/upload/A001C003.mov", content=content).json()["path"]
    mark = hashlib.sha256(hashlib.sha256(content).digest()).hexdigest()
    ask = f"/upload/A001C003.mov?size={len(content)}"
    assert page.get(ask).json() == {"same_size": True, "path": ""}
    assert page.get(f"{ask}&mark={mark}").json()["path"] == path
    assert page.get(f"{ask}&mark={mark[::-1]}").json()["path"] == ""


@needs_node
@pytest.mark.parametrize("size", [0, 10, arriving.BLOCK, arriving.BLOCK + 1])
def test_browser_and_desk_tell_the_same_fingerprint(tmp_path: Path, size: int) -> None:
    (tmp_path / "file").write_bytes(b"\7" * size)
    told = under_node(f"""
        import {{fingerprint}} from './hands/fingerprint.js';
        console.log(JSON.stringify(await fingerprint(new Blob([new Uint8Array({size}).fill(7)]))));""")
    assert told == arriving.fingerprint(tmp_path / "file")


@pytest.mark.parametrize(("name", "why"), [
    ("%2e%2e/film.toml.mov", "leads out of the folder"),
    ("a/%2e%2e/%2e%2e/%2e%2e/x.mov", "leads out of the folder"),
    ("%2Fetc/passwd.mov", "leads out of the folder"),
    ("a%5C..%5Cx.mov", "a sign that parts folders elsewhere"),
    ("C:x.mov", "a sign that parts folders elsewhere"),
    (".hidden.mov", "it is hidden"),
    ("a%00b.mov", "signs that nobody sees"),
    ("a%0Ab.mov", "signs that nobody sees"),
    ("x" * 300 + ".mov", "it is too long"),
    ("/".join("d" * 40) + "/x.mov", "lie too deep"),
    ("notes.pdf", "is no picture and no sound"),
    ("A001.R3D", "it is RED raw"),
    ("program.exe", ".exe is no kind of picture"),
    ("noending", "its name has no ending"),
])
def test_what_does_not_belong_is_refused_and_leaves_nothing(page: TestClient, film: Path, name: str, why: str) -> None:
    before = files(film)
    answer = page.put(f"/upload/{name}", content=b"content")
    assert answer.status_code == 422
    assert why in answer.json()["trouble"]
    assert answer.json()["trouble"].count(";") >= 2
    assert files(film) == before


def test_too_large_is_refused_before_a_byte_is_read(page: TestClient, film: Path, monkeypatch) -> None:
    monkeypatch.setattr(arriving, "MOST", 1000)
    before = files(film)
    answer = page.put("/upload/A001.mov", content=b"x" * 1001)
    assert answer.status_code == 413
    assert "1.0 kB came; 1 byte to 1.0 kB would do" in answer.json()["trouble"]
    assert files(film) == before


def test_a_full_disk_is_said_with_its_sizes(page: TestClient, film: Path, monkeypatch) -> None:
    full = shutil._ntuple_diskusage(10**12, 10**12 - arriving.SPARE - 5000, arriving.SPARE + 5000)
    monkeypatch.setattr(arriving.shutil, "disk_usage", lambda _: full)
    before = files(film)
    answer = page.put("/upload/A001.mov", content=b"x" * 6000)
    assert answer.status_code == 413
    assert "6.0 kB came, and the film's disk has 5.0 kB to give" in answer.json()["trouble"]
    looked = page.post("/uploads", json={"files": [{"name": f"{n}.mov", "size": 3000} for n in range(2)]})
    assert "6.0 kB came" in looked.json()["trouble"]
    assert files(film) == before


def test_a_length_is_demanded(page: TestClient, film: Path) -> None:
    before = files(film)
    answer = page.put("/upload/A001.mov", content=iter([b"a", b"b"]))  # chunked: of no said length
    assert answer.status_code == 411
    assert "Content-Length would do" in answer.json()["trouble"]
    assert page.put("/upload/A001.mov", content=b"").status_code == 413
    assert files(film) == before


@pytest.mark.parametrize("sent", [b"short", b"x" * 30])
def test_another_length_than_was_said_leaves_nothing(page: TestClient, film: Path, sent: bytes) -> None:
    before = files(film)
    answer = page.put("/upload/A001.mov", content=sent, headers={"content-length": "20"})
    assert answer.status_code == 409
    assert "send it again" in answer.json()["trouble"]
    assert files(film) == before


def test_more_at_once_than_there_are_hands_waits(film: Path, monkeypatch) -> None:
    monkeypatch.setattr("workprint.doors.web.uploads.AT_ONCE", 0)
    with TestClient(web_app(film, token=TOKEN), base_url=HERE, headers={"authorization": f"Bearer {TOKEN}"}) as page:
        answer = page.put("/upload/A001.mov", content=b"x")
    assert answer.status_code == 429
    assert "wait for one" in answer.json()["trouble"]


def test_nobody_without_the_token_hands_anything_over(film: Path) -> None:
    before = files(film)
    with TestClient(web_app(film, token=TOKEN), base_url=HERE) as page:
        assert page.put("/upload/A001.mov", content=b"x").status_code == 401
        assert page.post("/uploads", json={"files": []}).status_code == 401
    assert files(film) == before


def test_a_link_that_leads_out_is_not_followed(page: TestClient, film: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (film / "rushes").mkdir()
    (film / "rushes" / "CARD").symlink_to(tmp_path / "elsewhere")
    said = page.put("/upload/CARD/A001.mov", content=b"x").json()
    assert said["path"] == str(film / "rushes/CARD 2/A001.mov")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_what_is_left_out_is_told_before_anything_is_sent(page: TestClient) -> None:
    asked = [{"name": name, "size": 10} for name in ("CARD/A001.mov", "CARD/report.csv", "two.fountain", "CARD/x.pdf",
                                                     "../A.mov")]
    looked = page.post("/uploads", json={"files": [*asked, {"name": "empty.wav", "size": 0}]}).json()
    assert [one["kind"] for one in looked["files"]] == ["rushes", "report", "script", "", "", ""]
    assert looked["bytes"] == 30
    assert "0 bytes came" in looked["files"][-1]["why"]


def test_what_never_ended_is_swept_up(film: Path, monkeypatch) -> None:
    (film / "rushes").mkdir()
    (film / "rushes" / f"{arriving.PART}0").write_bytes(b"x")
    arriving.sweep(Folder(film))
    assert list((film / "rushes").iterdir())  # of today: somebody may be sending it
    monkeypatch.setattr(arriving, "OLD_S", -1)
    arriving.sweep(Folder(film))
    assert not list((film / "rushes").iterdir())


AWKWARD = st.text(st.one_of(st.sampled_from("./\\:\0\n\u202e ~%-_aA1"), st.characters()), max_size=40)


@given(name=st.one_of(AWKWARD, AWKWARD.map(lambda text: f"{text}.mov")))
@example(name="../../x.mov")
@example(name="/x.mov")
@example(name="a/./b.mov")
@example(name="\ud800.mov")
def test_any_name_stays_inside_or_is_refused(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    root = tmp_path_factory.getbasetemp() / "any name"
    root.mkdir(exist_ok=True)
    folder = Folder(root)
    try:
        arrival = arriving.Arrival(folder, name, 1)
    except Trouble as trouble:
        assert str(trouble).count(";") >= 2
    else:
        arrival.write(b"x")
        placed = Path(arrival.finish(lambda _: None).path)
        assert placed.resolve().is_relative_to(folder.rushes.resolve())
        assert not any(part.startswith(".") for part in placed.relative_to(folder.rushes).parts)
        placed.unlink()
    assert not list(folder.rushes.glob(f"{arriving.PART}*"))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, TestClient]]:
    """A new film and its page, for many things that are sent to it."""
    root = tmp_path_factory.mktemp("any address") / "film"
    Desk.new(root, title="New").close()
    with TestClient(web_app(root, token=TOKEN), base_url=HERE, headers={"authorization": f"Bearer {TOKEN}"}) as page:
        yield root, page


@settings(max_examples=60)
@given(name=AWKWARD)
def test_any_address_is_answered_with_a_sentence(opened: tuple[Path, TestClient], name: str) -> None:
    root, page = opened
    answer = page.put(f"/upload/{quote(name, errors='replace')}.mov", content=b"x")
    assert answer.status_code in (200, 409, 413, 422)
    assert answer.status_code == 200 or answer.json()["trouble"].count(";") >= 2
    assert {path.name for path in root.iterdir()} <= {"film.toml", "README.txt", "media", "cuts", "handover", "rushes",
                                                      "ledger.db", "ledger.db-wal", "ledger.db-shm"}
