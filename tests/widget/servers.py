"""The service over real HTTP, and a site of somebody else that shows the widget."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import uvicorn
from fastapi import FastAPI


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(make: Callable[[int], FastAPI]) -> Iterator[str]:
    """The app that ``make`` gives for a port, running; gives its origin."""
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(make(port), host="127.0.0.1", port=port, log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < deadline, "the service does not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)


@dataclass
class Site:
    """Pages of another site (``localhost`` is not ``127.0.0.1``); tests put them there."""

    origin: str
    pages: dict[str, tuple[bytes, Mapping[str, str]]] = field(default_factory=dict)

    def put(self, path: str, html: str, **headers: str) -> str:
        """Serve ``html`` at ``path``; header names have ``_`` for ``-``. Gives the address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = html.encode(), named
        return self.origin + path


@contextmanager
def site() -> Iterator[Site]:
    """A running site without pages."""
    found: dict[str, tuple[bytes, Mapping[str, str]]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, headers = found.get(self.path.split("?")[0], (b"", {}))
            self.send_response(200 if self.path.split("?")[0] in found else 404)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(f"http://localhost:{server.server_port}", found)
    server.shutdown()
