"""Firefox and WebKit where they are found, driven by what they bring themselves: WebDriver BiDi and WebDriver.

A machine needs no further package for this: Firefox listens itself, ``WebKitWebDriver`` comes with WebKitGTK. Both
are looked for on the path; ``$FIREFOX`` and ``$WEBKIT_DRIVER`` name another place.
"""

from __future__ import annotations

import http.client
import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.widget.servers import free_port

PATIENCE = 90
"""Seconds to wait for a browser."""
MINI_BROWSERS = "webkit2gtk-4.*/MiniBrowser"
FRAME = """document.querySelector('kinderschutz-chat').shadowRoot.querySelector("iframe[src*='{}']")"""
SHIFT, ENTER = "\ue008", "\ue007"
OFFLINE = {
    "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9, "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9, "network.proxy.no_proxies_on": "localhost, 127.0.0.1", "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False, "datareporting.policy.dataSubmissionEnabled": False, "app.normandy.enabled": False,
    "toolkit.telemetry.enabled": False, "browser.safebrowsing.downloads.remote.enabled": False, "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False, "browser.aboutwelcome.enabled": False, "intl.accept_languages": "de-DE, de",
}  # fmt: skip
"""Settings of Firefox: every name that is not this machine leads nowhere, and it does not talk to its maker."""
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class OtherBrowser(Protocol):
    """What a test needs of any browser."""

    version: str

    def open(self, url: str) -> None:
        """Go to a page and wait until it has loaded."""
        ...

    def run(self, function: str, *, within: str | None = None) -> Any:
        """What the JavaScript ``function`` gives, here or in the frame whose address holds ``within``."""
        ...

    def keys(self, text: str) -> None:
        """Press and release each key of ``text`` where the focus is."""
        ...

    def write(self, text: str, field: str, *, within: str | None = None) -> None:
        """Write ``text`` key by key into the element that ``field`` stands for in JavaScript."""
        ...

    def complaints(self) -> list[str]:
        """Errors and warnings of the console, and errors of scripts, since it was started."""
        ...


def strokes(text: str) -> list[dict[str, str]]:
    """``text`` as key actions, the same in both protocols."""
    return [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]


class Firefox:
    """Over WebDriver BiDi, https://w3c.github.io/webdriver-bidi/."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._ids, self._heard = socket, itertools.count(1), list[dict[str, Any]]()
        made = self._ask("session.new", capabilities={})
        self.version = f"Firefox {made['capabilities']['browserVersion']}"
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._page: str = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message: dict[str, Any] = json.loads(self._socket.recv(PATIENCE))
            if message.get("id") == number:
                assert message["type"] == "success", message
                found: dict[str, Any] = message["result"]
                return found
            self._heard.append(message)

    def open(self, url: str) -> None:
        # in a tab of its own: where the last page was leaving to may still fail, and would fail this one
        left, self._page = self._page, self._ask("browsingContext.create", type="tab")["context"]
        self._ask("browsingContext.close", context=left)
        self._ask("browsingContext.setViewport", context=self._page, viewport={"width": 1280, "height": 800})
        self._ask("browsingContext.navigate", context=self._page, url=url, wait="complete")

    def _context(self, within: str | None) -> str | None:
        if not within:
            return self._page
        children = self._ask("browsingContext.getTree", root=self._page)["contexts"][0]["children"]
        return next((child["context"] for child in children if within in child["url"]), None)

    def run(self, function: str, *, within: str | None = None) -> Any:
        context = self._context(within)
        if not context:
            return None
        wrapped = f"async () => JSON.stringify(await ({function})() ?? null)"
        done = self._ask(
            "script.callFunction", functionDeclaration=wrapped, awaitPromise=True, target={"context": context}
        )
        assert done["type"] == "success", done
        return json.loads(done["result"]["value"])

    def keys(self, text: str, *, within: str | None = None) -> None:
        source = {"type": "key", "id": "keyboard", "actions": strokes(text)}
        self._ask("input.performActions", context=self._context(within), actions=[source])

    def write(self, text: str, field: str, *, within: str | None = None) -> None:
        self.run(f"() => {field}.focus()", within=within)
        self.keys(text, within=within)

    def complaints(self) -> list[str]:
        entries = [message["params"] for message in self._heard if message.get("method") == "log.entryAdded"]
        return [f"{entry['level']}: {entry['text']}" for entry in entries if entry["level"] in ("warn", "error")]


class WebKit:
    """Over WebDriver, https://www.w3.org/TR/webdriver2/. It does not tell its console; a page's own listeners do."""

    def __init__(self, port: int, program: Path) -> None:
        self._port, self._session = port, ""
        options = {"binary": str(program), "args": ["--automation"]}
        made = self._ask("POST", "/session", capabilities={"alwaysMatch": {"webkitgtk:browserOptions": options}})
        self._session = f"/session/{made['sessionId']}"
        self.version = f"WebKitGTK {made['capabilities']['browserVersion']}"
        self._ask("POST", "/window/rect", width=1280, height=900)

    def _ask(self, method: str, path: str, **body: Any) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        data = json.dumps(body) if method == "POST" else None
        connection.request(method, self._session + path, data, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        found = json.loads(answer.read())["value"]
        assert answer.status == http.client.OK, found
        return found

    def open(self, url: str) -> None:
        self._ask("POST", "/url", url=url)

    @contextmanager
    def _inside(self, within: str | None) -> Iterator[bool]:
        """In the frame for a moment; gives whether it is there."""
        script = f"return {FRAME.format(within)}"
        element = self._ask("POST", "/execute/sync", script=script, args=[]) if within else None
        if element:
            self._ask("POST", "/frame", id=element)
        yield bool(element) or not within
        if element:
            self._ask("POST", "/frame", id=None)

    def run(self, function: str, *, within: str | None = None) -> Any:
        script = f"const done = arguments[0]; (async () => ({function})())().then((value) => done(value ?? null), (error) => done(String(error)));"
        with self._inside(within) as there:
            return self._ask("POST", "/execute/async", script=script, args=[]) if there else None

    def keys(self, text: str) -> None:
        source = {"type": "key", "id": "keyboard", "actions": strokes(text)}
        self._ask("POST", "/actions", actions=[source])

    def write(self, text: str, field: str, *, within: str | None = None) -> None:
        # a click with the pointer: this driver cannot put the focus into a frame
        place = f"() => {{ const box = {field}.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }}"
        at = self.run(place, within=within)
        if within:
            start = self.run(
                f"() => {{ const box = {FRAME.format(within)}.getBoundingClientRect(); return [box.x, box.y]; }}"
            )
            at = [inner + outer for inner, outer in zip(at, start, strict=True)]
        move = {"type": "pointerMove", "x": int(at[0]), "y": int(at[1]), "duration": 0}
        click = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self._ask("POST", "/actions", actions=[{"type": "pointer", "id": "mouse", "actions": [move, *click]}])
        self.keys(text)

    def complaints(self) -> list[str]:
        found: list[str] = self.run("() => window.complaints ?? []")
        return found

    def close(self) -> None:
        """End the session and with it the browser."""
        self._ask("DELETE", "")


@contextmanager
def firefox() -> Iterator[Firefox]:
    """A Firefox without a window; skips where there is none."""
    program = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        pytest.skip(
            "Kein Firefox gefunden: Paket „firefox-esr“ installieren oder $FIREFOX auf das Programm setzen."
        )
    with tempfile.TemporaryDirectory(prefix="firefox-") as profile:
        settings = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in OFFLINE.items())
        Path(profile, "user.js").write_text("".join(settings), encoding="utf-8")
        log = Path(profile, "log")
        with log.open("wb") as output:
            command = [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
            process = subprocess.Popen(command, stdout=output, stderr=output, env=os.environ | {"HOME": profile})
        try:
            address = _within(lambda: LISTENING.search(log.read_text(encoding="utf-8", errors="replace")))[1]
            with connect(f"{address}/session", max_size=None, proxy=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()
            process.wait(PATIENCE)


@contextmanager
def webkit() -> Iterator[WebKit]:
    """The small browser of WebKitGTK on a display of its own; skips where one of the parts is missing."""
    driver = os.environ.get("WEBKIT_DRIVER") or shutil.which("WebKitWebDriver")
    programs = [path for lib in ("/usr/lib", "/usr/libexec") for path in Path(lib).glob(f"**/{MINI_BROWSERS}")]
    display = shutil.which("Xvfb")
    if not (driver and programs and display):
        pytest.skip(
            "Kein WebKit gefunden: Pakete „webkit2gtk-driver“ und „xvfb“ installieren oder $WEBKIT_DRIVER setzen."
        )
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="webkit-") as home:
        reader, writer = os.pipe()
        screen = subprocess.Popen(
            [display, "-displayfd", str(writer), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
            pass_fds=[writer], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writer)
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        # without a sandbox: it needs rights that a container does not have; only our own pages are opened
        surroundings = os.environ | {
            "DISPLAY": f":{number}", "HOME": home, "XDG_RUNTIME_DIR": home, "LANG": "C.UTF-8", "LANGUAGE": "de",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LIBGL_ALWAYS_SOFTWARE": "1", "NO_AT_BRIDGE": "1", "GTK_A11Y": "none",
        }  # fmt: skip
        process = subprocess.Popen(
            [driver, f"--port={port}", "--host=127.0.0.1"],
            env=surroundings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _within(lambda: _listens(port))
            browser = WebKit(port, programs[0])
            yield browser
            browser.close()
        finally:
            for started in (process, screen):
                started.terminate()
                started.wait(PATIENCE)


def _listens(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/status")
    except OSError:
        return False
    return connection.getresponse().status == http.client.OK


def _within(found: Any) -> Any:
    """What ``found()`` gives as soon as it is something."""
    deadline = time.monotonic() + PATIENCE
    while not (value := found()):
        assert time.monotonic() < deadline, "the browser does not answer"
        time.sleep(0.05)
    return value
