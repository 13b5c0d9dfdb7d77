"""Every verb on one page, for people: what each does, what it takes, and how it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Workprint: every verb</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="dark">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/static/room.css">
<style>html, body { overflow: auto; }
main { max-width: 60em; margin: 2em auto; padding: 0 1.5em; }
h2 { margin: 1.6em 0 .2em; } h2, code { color: var(--accent); } p { white-space: pre-line; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1.2em; }
dt small { color: var(--dim); } dd { margin: 0; }</style></head><body><main>
<h1>Every verb</h1><p>Each is asked for with <code>POST /verbs/NAME</code> and a JSON object; what comes back is what
<code>workprint NAME --json</code> prints. For programs: <a href="/openapi.json">openapi.json</a>.</p>
"""


def add_verbs_page(app: FastAPI) -> None:
    """One route: the description of the app, drawn without any script."""

    @app.get("/verbs", include_in_schema=False)
    async def verbs() -> HTMLResponse:
        return HTMLResponse(HEAD + "\n".join(_told(app.openapi())) + "\n</main></body></html>")


def _told(described: Mapping[str, Any]) -> Iterator[str]:
    for path, ways in sorted(described["paths"].items()):
        if path.startswith("/verbs/"):
            verb = ways["post"]
            wanted = verb["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
            yield f"<h2>{escape(path.rsplit('/', 1)[1])}</h2><p>{escape(verb.get('description', ''))}</p>"
            yield f"<dl>{''.join(_field(*one) for one in _fields(described['components']['schemas'][wanted]))}</dl>"


def _fields(form: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    for name, field in form.get("properties", {}).items():
        yield name, field, name in form.get("required", ())


def _field(name: str, field: Mapping[str, Any], required: bool) -> str:
    kinds = [one.get("type", "") for one in field.get("anyOf", [field]) if one.get("type") != "null"]
    says = "needed" if required else f"left out: {json.dumps(field.get('default'), ensure_ascii=False)}"
    return (f"<dt><code>{escape(name)}</code> <small>{escape(' or '.join(kinds))}</small></dt>"
            f"<dd>{escape(field.get('description', ''))} <small>({escape(says)})</small></dd>")
