"""A visitor with a browser: opens pages, sees and hears the widget, and notes what the browser complains about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, Request

from bot.settings import ROOT

SHOTS = ROOT / "var" / "screenshots"
ATTEMPTS = 12
"""So often a time is measured at most: another process on the machine makes a run longer, never shorter."""
TAG = "kinderschutz-chat"
WEATHER = "https://www.dwd.de/"


@dataclass
class Visitor:
    """One page in a context of its own."""

    context: BrowserContext
    page: Page
    service: str
    complaints: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    sockets: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    """Pieces of complaints that a test causes on purpose."""

    def __post_init__(self) -> None:
        self.page.on(
            "console", lambda m: self._note(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self._note(f"error: {error}"))
        self.context.on("request", lambda request: self.requests.append(request))
        self.page.on("websocket", lambda socket: self.sockets.append(socket.url))

    def _note(self, complaint: str) -> None:
        self.complaints.append(complaint)

    def unexpected(self) -> list[str]:
        """Complaints that no test asked for."""
        return [text for text in self.complaints if not any(piece in text for piece in self.expected)]

    def open(self, url: str, *, click: bool = True, ready: bool = True) -> Visitor:
        """Go to a page and open the chat; waits for the start screen when ``ready``."""
        self.page.goto(url)
        if click:
            self.launcher.click()
        if click and ready:
            self.inside.locator(".door").first.wait_for()
        return self

    # -- what there is to see

    @property
    def host(self) -> Locator:
        return self.page.locator(TAG)

    @property
    def launcher(self) -> Locator:
        return self.host.locator(".launcher")

    @property
    def panel(self) -> Locator:
        return self.host.locator(".panel")

    @property
    def leave(self) -> Locator:
        return self.host.locator(".leave")

    @property
    def inside(self) -> Locator | FrameLocator:
        """Where the conversation is: in the page, or in a frame."""
        framed = self.host.get_attribute("mode") == "frame"
        return self.page.frame_locator(f"{TAG} iframe") if framed else self.host

    @property
    def field(self) -> Locator:
        return self.inside.locator("textarea")

    @property
    def log(self) -> Locator:
        return self.inside.locator(".log")

    def say(self, text: str, *, wait: bool = True) -> None:
        """Write and send; waits until it is answered."""
        before = self.inside.locator(".theirs").count()
        self.field.fill(text)
        self.field.press("Enter")
        if wait:
            self.inside.locator(".theirs").nth(before).wait_for()

    def end(self) -> None:
        """End and delete the conversation."""
        self.host.get_by_role("button", name="Chat beenden und löschen").click()
        self.inside.locator(".theirs").first.wait_for(state="detached")

    def door(self, index: int) -> None:
        """Through one of the four doors, and wait for the answer."""
        self.inside.locator(".door").nth(index).click()
        self.inside.locator(".theirs").first.wait_for()

    def storage(self) -> dict[str, Any]:
        """Everything that the page could have left behind."""
        found: dict[str, Any] = self.page.evaluate(
            """async () => ({cookie: document.cookie, local: localStorage.length, session: sessionStorage.length,
            databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
            workers: (await navigator.serviceWorker.getRegistrations()).length})"""
        )
        return found

    def heard(self) -> list[str]:
        """What a screen reader is given, in order, from the moment of :meth:`listen`."""
        frame = self.page if self.host.get_attribute("mode") != "frame" else self.page.frames[-1]
        found: list[str] = frame.evaluate("() => window.heard")
        return found

    def listen(self) -> None:
        """Note every addition to the live regions."""
        frame = self.page if self.host.get_attribute("mode") != "frame" else self.page.frames[-1]
        frame.evaluate(
            """() => { window.heard = []; window.gone = []; const place = document.querySelector('.kc-live');
            new MutationObserver((changes) => changes.forEach((change) => {
              change.addedNodes.forEach((node) => window.heard.push(node.textContent));
              change.removedNodes.forEach((node) => window.gone.push(node.textContent)); }))
            .observe(place, {subtree: true, childList: true, characterData: true}); }"""
        )

    def screenshot(self, name: str) -> None:
        """Keep a picture of the window as an artefact."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")


MakeVisitor = Callable[..., Visitor]


def embed(
    service: str, *, mode: str = "frame", tenant: str = "herne", body: str = "", head: str = "", extra: str = ""
) -> str:
    """A page with the one line of the documentation."""
    return (
        f'<!doctype html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>Stadt</title><link rel="icon" href="data:,">{head}'
        f'<script src="{service}/embed.js" crossorigin="anonymous" async data-tenant="{tenant}" data-mode="{mode}" {extra}></script>'
        f"</head><body><main><h1>Stadt</h1>{body or '<p>Text der Stadt. <a href=#a>Ein Link</a></p>'}</main></body></html>"
    )


def hosts(requests: Sequence[Request]) -> set[str]:
    """Origins that were asked for anything."""
    return {"/".join(request.url.split("/")[:3]) for request in requests if not request.url.startswith("data:")}
