"""Whatever is sent to the page's desk, it answers with a sentence, never with an error of its own, and writes nowhere
else.

Schemathesis makes what fits the description at /openapi.json and what does not; beside it, the words and numbers of
this film are mixed with signs that are none. Both come in the same order every time. Only /news is left out: it has no
end.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import quote

import numpy as np
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from put_on_record import put_on_record
from workprint.desk import Desk, sheet, table
from workprint.doors.cli.verb import VERBS
from workprint.doors.web import web_app
from workprint.doors.web.forms import ASIDE
from workprint.testing import made_material

TOKEN = "a-token-for-tests"
HERE = "http://127.0.0.1:80"
SIGNED = {"authorization": f"Bearer {TOKEN}"}

FITS, MISFITS, MIXED = 2, 1, 6
"""Requests to each address: that fit the description, that do not, and of this film's own words."""

COSTLY = frozenset({"bench", "explore", "propose", "dial", "group", "rebuild", "handover"})
"""Verbs that take a good part of a second: they are asked for less often."""

ON_DESK = [verb for verb in dict.fromkeys((*VERBS, *ASIDE))
           if hasattr(Desk, verb) and verb not in ("filmstrip", "still", "peaks")]
GROUPS = [ON_DESK[n:n + 12] for n in range(0, len(ON_DESK), 12)]

ODD = ("", "\ud800", "²", "９", "s²", "s0", "9" * 5000, "a" * 9000, "../x", "/", ".", "99:99:99:99", "-1", "\u202e")
NUMBERS = (0, 1, 2, 5, 12, 24, 100, -1, -12, 2**31, 2**53 - 1, 1 - 2**53, 2**63, -2**63 - 1, 10**30)
TAKES = ("1A/1", "1B/1", "1C/1")
HERS: dict[str, tuple[Any, ...]] = {
    "scene": ("", "1"), "alt": ("1", "6", "circled"), "one": ("1", "circled"), "other": ("3", "4"), "take": TAKES,
    "line": ("1", "3", "1/3", "3.2"), "shot": ("s1", "s2", "3"), "place": ("s2", "48", "00:00:02:00"), "start": ("0",
    "120"), "at": ("s2", "48", "5.0"), "to": ("", "s4", "100", "handover/x.png", "handover/x.mp4"), "out": ("150", ""),
    "version": ("1", "v2", "2"), "stage": ("rough cut", "fine cut"), "what": TAKES, "name": ("head", "room", "energy"),
    "value": ("5", "1:9", str(10**15 - 1), str(1 - 10**15)), "weight": ("reaction=2000", "reaction=²", "=--1"),
    "dial": ("closeness=400", "closeness=" + "9" * 5000), "dials": ("closeness=400", "closeness=²"), "words": ("x y",),
    "drawing": ("accent 6 120,340 125,352", "accent 6 ²,1 2,2"), "people": ("ANA:320:400:330:right", "ANA:²:1:1"),
    "slate": ("1A/2", "1A/²", "33B/3 PU"), "file": ("0" * 64, "made/A.mov", "/dev/zero", "x.edl"), "who": ("ANA",),
    "files": ("made/A.mov", "made/B.mov"), "scenes": ("1",), "tool": ("cutting",), "size": ("10",), "number": ("0",),
    "rushes": ("nowhere", "/dev/zero", "a" * 300), "report": ("/dev/zero", "nowhere.csv"), "sound": ("1B/1",),
    "script": ("/dev/zero", "x.fountain"), "model": ("/dev/null", "a" * 300), "verb": ("ingest",), "mark": ("",),
}
"""What means something in the made film, and what looks as if it did."""

QUIET = settings(derandomize=True, deadline=None, database=None, phases=[Phase.generate],
                 suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="session")
def cut_film(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """A function that lays a new copy of a made film, with cuts and one of them circled, in a folder."""
    made = tmp_path_factory.mktemp("fuzz") / "film"
    with Desk.new(made, title="Made", person="Edna") as desk:
        put_on_record(desk, made_material(lines=8, takes=5, seed=3))
        desk.propose(want=20)
        desk.circle("1")

    def copied(where: Path) -> Path:
        return Path(shutil.copytree(made, where / "film"))

    return copied


@pytest.fixture
def film(cut_film: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # what is named without its folder is named here
    monkeypatch.setattr(table, "here", lambda: ThreadPoolExecutor(1))  # no process is started for each of them
    return cut_film(tmp_path)


@pytest.fixture
def page(film: Path) -> Iterator[TestClient]:
    with TestClient(web_app(film, token=TOKEN), base_url=HERE, headers=SIGNED) as client:
        yield client


def operations(spec: dict[str, Any]) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Method, address and description of everything there is, by its verb or by both."""
    return {f"{method} {path}".removeprefix("post /verbs/"): (method, path, told)
            for path, methods in spec["paths"].items() for method, told in methods.items()}


def faults_of(status: int, body: bytes, kind: str) -> str:
    """What is wrong with an answer; empty where nothing is."""
    if status >= 500 or b"Traceback" in body:
        return f"{status}: {body[:300]!r}"
    if status < 400:
        return ""
    says = json.loads(body).get("trouble") if kind.startswith("application/json") else None
    return "" if isinstance(says, str) and len(says) > 20 else f"{status} without a sentence: {body[:300]!r}"


def settle(page: TestClient) -> None:
    """The scene open, six on show, one circled: where most verbs have something to do."""
    for verb, asked in (("unlock", {"why": "again"}), ("show", {}), ("circle", {"alt": "1"})):
        page.post(f"/verbs/{verb}", json=asked)


def test_the_groups_hold_every_address(page: TestClient) -> None:
    assert set(ON_DESK) == {name for name in operations(page.get("/openapi.json").json()) if " " not in name}


@pytest.mark.parametrize("group", [*GROUPS, []], ids=lambda group: f"{group[0]} to {group[-1]}" if group else "media")
def test_nothing_that_is_sent_breaks_the_desk(page: TestClient, film: Path, group: list[str]) -> None:
    import schemathesis  # a second that other tests need not wait for

    spec = page.get("/openapi.json").json()
    described = schemathesis.openapi.from_dict(spec)
    described.hook("map_body")(lambda told, body: bounded(body, film.parent, told.operation.path))
    found = (one.ok() for one in described.get_all_operations())
    known = {f"{one.method} {one.path}".removeprefix("post /verbs/"): one for one in found}
    for name in group or [one for one in known if " " in one and one != "get /news"]:
        settle(page)
        for mode, times in zip(schemathesis.GenerationMode, (FITS, MISFITS), strict=True):
            sent_as_described(page, known[name].as_strategy(generation_mode=mode), 1 if name in COSTLY else times)
        settle(page)
        sent_in_its_words(page, spec, name, 2 if name in COSTLY else MIXED)
    assert page.post("/verbs/verify", json={}).json()["ok"]


def sent_as_described(page: TestClient, cases: st.SearchStrategy[Any], times: int) -> None:
    """Send what schemathesis makes of the description."""
    import requests

    @settings(QUIET, max_examples=times)
    @given(cases)
    def send(case: Any) -> None:
        asked = requests.Request(**case.as_transport_kwargs(base_url=HERE, headers=SIGNED)).prepare()
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in asked.headers.items()]
        answer = page.request(str(asked.method), str(asked.url), content=asked.body, headers=headers)
        assert not faults_of(answer.status_code, answer.content, answer.headers["content-type"])

    with suppress(Unsatisfiable):  # some addresses take everything
        send()


def sent_in_its_words(page: TestClient, spec: dict[str, Any], name: str, times: int) -> None:
    """Send this film's own words and numbers, and what looks like them."""
    method, path, told = operations(spec)[name]
    fields = {one["name"]: one for one in told.get("parameters", ()) if one["in"] != "header"}
    inside, query = (st.fixed_dictionaries({name: value(name, one["schema"]) for name, one in fields.items()
                                            if one["in"] == where}) for where in ("path", "query"))

    @settings(QUIET, max_examples=times)
    @given(inside, query, body(spec, told))
    def send(inside: dict[str, Any], query: dict[str, Any], body: bytes) -> None:
        address = path.format_map({name: quote(str(one).encode("utf-8", "replace"), safe="") or "x"
                                   for name, one in inside.items()})
        given = {name: str(one).encode("utf-8", "replace").decode() for name, one in query.items()}
        answer = page.request(method, address, params=given, content=body, headers={"content-type": "application/json"})
        assert not faults_of(answer.status_code, answer.content, answer.headers["content-type"])

    send()


def body(spec: dict[str, Any], told: dict[str, Any]) -> st.SearchStrategy[bytes]:
    """A form of these fields as JSON, as a browser or anything else would write it; else a few bytes."""
    wanted = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if wanted is None:
        return st.sampled_from((b"", b"INT. BAR - DAY\n\nANA\nNow.\n", bytes(99)) if "Length" in str(told) else (b"",))
    form = spec["components"]["schemas"][wanted["$ref"].rsplit("/", 1)[1]]
    fields = {name: value(name, one) for name, one in form["properties"].items()}
    must = {name: fields.pop(name) for name in (*form.get("required", ()), "want") if name in fields}
    return st.fixed_dictionaries(must, optional=fields).map(lambda asked: json.dumps(asked).encode())


def value(name: str, field: dict[str, Any]) -> st.SearchStrategy[Any]:
    """What may come in one field: of its own kind, sensible half of the time."""
    kinds = [one for one in (field, *field.get("anyOf", ())) if "type" in one]
    return st.one_of(*(one_of_kind(name, one) for one in kinds))


def one_of_kind(name: str, field: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "enum" in field:
        return st.sampled_from(field["enum"])
    if field["type"] == "integer":
        return st.sampled_from([one for one in NUMBERS if name != "want" or one < 24])
    if field["type"] == "array":
        return st.lists(value(name, field["items"]) if "type" in field["items"] else st.just({}), max_size=3)
    if field["type"] == "string":
        return st.sampled_from(HERS.get(name, ("",))) | st.sampled_from(ODD)
    return st.booleans() if field["type"] == "boolean" else st.none()


def bounded(body: Any, here: Path, path: str) -> Any:
    """What schemathesis made, without folders of this machine to search through and without thousands of cuts."""
    if not isinstance(body, dict):
        return body
    kept = dict(body)
    if path in ("/verbs/propose", "/verbs/explore") and isinstance(kept.setdefault("want", 9), int):
        kept["want"] = min(kept["want"], 9)
    if isinstance(kept.get("rushes"), list):
        kept["rushes"] = [one for one in kept["rushes"] if not (isinstance(one, str) and there(one, here))]
    return kept


def there(name: str, here: Path) -> bool:
    try:
        return Path(name).exists() and Path(name).resolve() != here
    except (OSError, ValueError):
        return False


@pytest.mark.parametrize(("verb", "asked"), [("sheet", {}), ("readings", {"line": "3"}), ("conform", {}),
                                             ("compare", {"one": "1", "other": "2"})])
def test_a_page_has_nothing_written_outside_the_handover(page: TestClient, film: Path, verb: str,
                                                         asked: dict[str, str]) -> None:
    settle(page)
    before = files(film.parent)
    for to in ("/tmp/elsewhere.png", "six.png", "../six.png", "handover/../../six.png", "film.toml", "media/six.png",
               "handover/../ledger.db", "rushes/six.png", "~/six.png", "handover"):
        answer = page.post(f"/verbs/{verb}", json={**asked, "to": to})
        assert answer.status_code in (409, 422), to
        assert "handover/" in answer.json()["trouble"] or "leads out of the folder" in answer.json()["trouble"]
    assert files(film.parent) == before


def files(where: Path) -> dict[Path, int]:
    """Every file below a folder but the record, with its size."""
    return {path: path.stat().st_size for path in where.rglob("*") if "ledger" not in path.name}


def test_no_link_leads_a_page_out(page: TestClient, film: Path) -> None:
    (film / "handover" / "out").symlink_to(film.parent)
    answer = page.post("/verbs/sheet", json={"to": "handover/out/six.png"})
    assert "outside this film's handover/; a name in handover/ would do" in answer.json()["trouble"]
    assert not (film.parent / "six.png").exists()


def test_a_page_writes_over_no_file(page: TestClient, film: Path) -> None:
    (film / "handover" / "six.png").write_bytes(b"sent to the colourist")
    answer = page.post("/verbs/sheet", json={"to": "handover/six.png"})
    assert "handover/six.png is there already; another name in handover/ would do" in answer.json()["trouble"]
    assert (film / "handover" / "six.png").read_bytes() == b"sent to the colourist"


def test_a_page_may_have_a_picture_made_in_the_handover(page: TestClient, film: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "_pictures", lambda *_: defaultdict(lambda: np.zeros((540, 960, 3), np.uint8)))
    settle(page)
    assert page.post("/verbs/sheet", json={"to": "handover/for Ana/six.png"}).status_code == 200
    assert (film / "handover/for Ana/six.png").read_bytes().startswith(b"\x89PNG")


def test_to_is_the_only_path_to_which_a_verb_writes() -> None:
    """What is read may lie anywhere on this machine: that is what setting up is for."""
    paths = {name for verb in ON_DESK for name, hint in get_type_hints(getattr(Desk, verb)).items()
             if name != "return" and "Path" in str(hint)}
    assert paths == {"rushes", "report", "script", "model", "file", "to"}


def test_a_fault_of_ours_is_a_sentence_too(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "status", lambda self: 1 // 0)
    with TestClient(web_app(film, token=TOKEN), base_url=HERE, headers=SIGNED, raise_server_exceptions=False) as page:
        answer = page.post("/verbs/status", json={})
    assert answer.status_code == 500
    assert "something is wrong inside Workprint (ZeroDivisionError); nothing on the record was lost" in answer.text


@pytest.mark.parametrize(("address", "status"), [("/nowhere", 404), ("/verbs/erase", 404), ("/verbs/status", 405),
                                                 ("/static/none.js", 404)])
def test_an_address_that_is_none_is_told_in_a_sentence(page: TestClient, address: str, status: int) -> None:
    answer = page.get(address)
    assert (answer.status_code, "/openapi.json" in answer.json()["trouble"]) == (status, True)


@pytest.mark.parametrize(("verb", "asked", "says"), [
    ("ingest", {"rushes": ["/dev/zero"]}, "/dev/zero is neither a file nor a folder"),
    ("ingest", {"rushes": ["a" * 5000]}, "cannot be reached (file name too long)"),
    ("card", {"rushes": ["~nobody-at-all/x"]}, "cannot be reached"),
    ("line", {"script": "x\0.fountain"}, "a text came with a NUL in it"),
    ("bring", {"file": "gone.edl"}, "gone.edl is not there"),
    ("told", {"last": 10**30}, "less than or equal to 9007199254740991"),
    ("overrule", {"take": "1A/1", "name": "head", "value": "999999999999999"}, "0 to 561 would do"),
    ("setup", {"name": "1A", "people": "; ".join(f"P{n}:300" for n in range(99))}, "99 people came in one frame"),
    ("setup", {"name": "1A", "people": "ANA:²:1:1"}, "somebody in the frame came as 'ANA:²:1:1'"),
    ("dial", {"dials": ["closeness=²"]}, "the dial came as 'closeness=²'"),
    ("why", {"alt": "²"}, "alt '²' is not on the desk"),
    ("propose", {"want": 10**9}, "20000 would do"),
])
def test_what_is_none_is_said_to_be_none(page: TestClient, verb: str, asked: dict[str, Any], says: str) -> None:
    answer = page.post(f"/verbs/{verb}", json=asked)
    assert 400 <= answer.status_code < 500
    assert says in answer.json()["trouble"]
