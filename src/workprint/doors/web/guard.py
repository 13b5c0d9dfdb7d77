"""What keeps the page to itself: a token, this machine's own name, and no word from or to anybody else."""

from __future__ import annotations

import hmac
import json
import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OURS = ("same-origin", "none")
"""Who may have something done: this page, or a person or program that no page sent. Source: W3C, Fetch Metadata."""

COOKIE = "workprint"
"""How the name of the cookie begins that holds the token. The port follows: a browser keeps one for all ports of a
machine, and two films may be open in it at once."""

HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Names under which the page is this machine's own. A page elsewhere whose name points here is refused."""

BODY = 4 << 20
"""Bytes that a verb may bring. Source: our choice; the longest, a note with a drawing, is some tens of kilobytes."""

POLICY = ("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; "
          "media-src 'self' blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
          "frame-ancestors 'none'")
"""Content-Security-Policy: the page talks to its own desk and to nobody else."""

ALWAYS = {"content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer",
          "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
          "permissions-policy": "camera=(), microphone=(), geolocation=()"}
"""Headers of every answer."""


class Guard:
    """ASGI middleware that lets in only the page that was opened with the token."""

    def __init__(self, app: ASGIApp, *, token: str) -> None:
        self.app, self.token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused:
            await _answer(send, *refused)
            return
        await self.app(scope, receive, self._signed(scope, send))

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name(host) not in HOSTS:
            return 421, "this desk answers to 127.0.0.1 alone; open it by the address that workprint open printed"
        origin = headers.get("origin")
        # Another program's page on this machine has the same name and another port; cookies do not tell them apart.
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return 403, f"a page of {origin} asked; only the desk's own page may; open the address that was printed"
        if headers.get("sec-fetch-site", "none") not in OURS and scope["method"] != "GET":
            return 403, "another site asked; only the desk's own page may; open the address that was printed"
        if not self._known(scope, headers):
            return 401, "the token is missing or wrong; open the whole address that workprint open printed"
        if "transfer-encoding" in headers:
            return 411, "something of no said length came; a body with its Content-Length would do; send it whole"
        if not scope["path"].isprintable() and scope["path"].startswith("/upload/"):  # no route fits a line's end
            return 422, "the file's name has signs that nobody sees; a plain name would do; rename it, or leave it out"
        length = headers.get("content-length", "0")
        if not length.isdigit() or (int(length) > BODY and not scope["path"].startswith("/upload/")):
            return 413, f"{length} bytes came; up to {BODY} would do; send less"
        return None

    def _known(self, scope: Scope, headers: Headers) -> bool:
        asked = re.search(rb"(?:^|&)token=([\w-]+)", scope.get("query_string", b""))
        cookie = re.search(rf"(?:^|;\s*){_cookie(scope)}=([\w-]+)", headers.get("cookie", ""))
        told = [asked.group(1).decode()] if asked else []
        told += [cookie.group(1)] if cookie else []
        told += [headers["authorization"].removeprefix("Bearer ")] if "authorization" in headers else []
        return any(hmac.compare_digest(one.encode(), self.token.encode()) for one in told)

    def _signed(self, scope: Scope, send: Send) -> Send:
        async def sign(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
                if scope["path"] == "/":
                    headers.append("set-cookie", f"{_cookie(scope)}={self.token}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)
        return sign


def _cookie(scope: Scope) -> str:
    return f"{COOKIE}-{(scope.get('server') or ('', 0))[1]}"


def _name(netloc: str) -> str:
    return re.sub(r":\d+$", "", netloc.lower())


async def _answer(send: Send, status: int, says: str) -> None:
    body = json.dumps({"trouble": says}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()),
               *((name.encode(), value.encode()) for name, value in ALWAYS.items())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
