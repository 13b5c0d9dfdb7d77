"""The web door: every verb of the desk by the same name with the same answer, kept to this machine and this film."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.doors.cli.app import run
from workprint.doors.cli.verb import VERBS
from workprint.doors.web import web_app
from workprint.doors.web.serve import door_at
from workprint.testing import made_material

TOKEN = "a-token-for-tests"
HERE = "http://127.0.0.1:8777"


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film folder with a made scene that has alternatives."""
    with Desk.new(tmp_path / "film", title="Made", person="Edna") as desk:
        put_on_record(desk, made_material(lines=8, takes=5, seed=3))
        desk.propose(want=40)
    return tmp_path / "film"


@pytest.fixture
def page(film: Path) -> Iterator[TestClient]:
    with TestClient(web_app(film, token=TOKEN), base_url=HERE, headers={"authorization": f"Bearer {TOKEN}"}) as client:
        yield client


def test_every_verb_has_a_route_with_its_parameters(page: TestClient) -> None:
    routes = page.get("/openapi.json").json()["paths"]
    on_desk = {verb for verb in VERBS if hasattr(Desk, verb)}
    assert {f"/verbs/{verb}" for verb in on_desk} <= set(routes)
    body = routes["/verbs/propose"]["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    asked = page.get("/openapi.json").json()["components"]["schemas"][body.rsplit("/", 1)[1]]
    assert {"scene", "words", "want", "seed", "tool", "weight"} <= set(asked["properties"])
    assert asked["properties"]["want"]["description"] == "how many alternatives would do"


def test_every_verb_is_told_on_a_page_without_a_script(page: TestClient) -> None:
    told = page.get("/verbs").text
    assert "<h2>circle</h2>" in told
    assert "how many alternatives would do <small>(left out: 300)</small>" in told
    assert told.count("<h2>") == sum(path.startswith("/verbs/") for path in page.get("/openapi.json").json()["paths"])
    assert "<script" not in told


@pytest.mark.parametrize(("verb", "typed", "given"), [
    ("status", [], {}), ("readings", ["3"], {"line": "3"}), ("why", ["2"], {"alt": "2"}), ("idioms", [], {}),
])
def test_page_and_command_line_give_the_same_answer(page: TestClient, film: Path, capsys, verb: str, typed: list[str],
                                                    given: dict[str, str]) -> None:
    assert run([verb, *typed, "--film", str(film), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert page.post(f"/verbs/{verb}", json=given).json() == told


def test_a_cut_is_chosen_by_somebody_and_it_is_on_the_record(page: TestClient) -> None:
    six = page.post("/verbs/show", json={}).json()
    assert len(six["shown"]) == 6
    said = page.post("/verbs/circle", json={"alt": "2"}, headers={"x-person": "Ana"}).json()
    assert said["alt"] == six["shown"][1]["id"]
    assert page.post("/verbs/timeline", json={}).json()["id"] == said["alt"]
    last = page.post("/verbs/told", json={"last": 1}).json()[0]
    assert (last["kind"], last["who"]) == ("decision", "Ana")


def test_an_edit_of_an_older_cut_is_refused_with_a_sentence(page: TestClient) -> None:
    page.post("/verbs/show", json={})
    first = page.post("/verbs/circle", json={"alt": "1"}).json()["alt"]
    page.post("/verbs/circle", json={"alt": "2"}, headers={"x-person": "Ana"})
    before = page.post("/verbs/status", json={}).json()["entries"]
    answer = page.post("/verbs/remove", json={"line": "3"}, headers={"x-over": first})
    assert answer.status_code == 409
    assert "somebody changed this cut while you were looking at an older one" in answer.json()["trouble"]
    assert page.post("/verbs/status", json={}).json()["entries"] == before


def test_trouble_is_a_sentence_and_no_server_error(page: TestClient) -> None:
    answer = page.post("/verbs/readings", json={"line": "99"})
    assert answer.status_code == 404
    assert "line '99' is not in scene 1" in answer.json()["trouble"]
    answer = page.post("/verbs/readings", json={"lines": "3"})
    assert answer.status_code == 422
    assert "what the verb takes is in /openapi.json" in answer.json()["trouble"]
    assert page.post("/verbs/decide", json={"alt": "1", "mark": "best"}).status_code == 422


def test_the_map_has_every_cut_with_its_marks(page: TestClient) -> None:
    page.post("/verbs/show", json={})
    page.post("/verbs/hold", json={"alt": "3"})
    found = page.post("/verbs/map", json={}).json()
    assert len(found["dots"]) == page.post("/verbs/show", json={}).json()["total"]
    assert "pace" in found["axes"]
    assert sum(dot["mark"] == "hold" for dot in found["dots"]) == 1


@pytest.mark.parametrize(("headers", "status"), [
    ({"host": "evil.example"}, 421),
    ({"origin": "https://evil.example"}, 403),
    ({"origin": "http://127.0.0.1:1"}, 403),  # the page of another program on this machine
    ({"sec-fetch-site": "same-site"}, 403),
    ({"authorization": "Bearer guessed"}, 401),
    ({"content-length": "99999999"}, 413),
])
def test_nobody_else_gets_in(page: TestClient, headers: dict[str, str], status: int) -> None:
    answer = page.post("/verbs/status", content=b"{}", headers={"content-type": "application/json", **headers})
    assert answer.status_code == status
    assert answer.json()["trouble"].count(";") >= 1


def test_without_the_token_not_even_the_page(film: Path) -> None:
    with TestClient(web_app(film, token=TOKEN), base_url=HERE) as client:
        assert client.get("/").status_code == 401
        assert client.get(f"/?token={TOKEN}").status_code == 200
        assert client.get("/static/app.js").status_code == 200  # the cookie came with the page


def test_the_page_may_talk_to_its_own_desk_only(page: TestClient) -> None:
    policy = page.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self' 'sha256-" in policy


@pytest.mark.parametrize("name", ["../film.toml", "media/../../ledger.db", "ledger.db", "/etc/passwd", "media/none.mp4",
                                  "%2e%2e/%2e%2e/etc/passwd"])
def test_no_file_outside_what_the_desk_made_is_served(page: TestClient, name: str) -> None:
    assert page.get(f"/file/{name}").status_code == 404


def test_a_file_that_was_made_is_served_in_parts(page: TestClient, film: Path) -> None:
    (film / "media" / "made.mp4").write_bytes(bytes(range(200)))
    part = page.get("/file/media/made.mp4", headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, bytes(range(10, 20)))


def test_what_another_program_records_is_seen_here(page: TestClient, film: Path) -> None:
    before = page.post("/verbs/status", json={}).json()["entries"]
    with Desk.open(film, person="Ana") as other:
        other.show()
        other.circle("1")
    assert page.post("/verbs/status", json={}).json()["entries"] > before
    assert page.post("/verbs/status", json={}).json()["scenes"][0]["stage"] == "circled"


def test_a_small_answer_does_not_wait_to_be_acknowledged() -> None:
    async def waits_not(door: socket.socket) -> bool:
        told = list[bool]()

        async def answer(_: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
            told.append(bool(out.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
            out.close()
            await out.wait_closed()

        async with await asyncio.start_server(answer, sock=door):
            read, out = await asyncio.open_connection(*door.getsockname())
            await read.read()
            out.close()
            await out.wait_closed()
        return told == [True]

    with door_at(0) as door:
        assert asyncio.run(waits_not(door))
