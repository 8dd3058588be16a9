"""A page as a browser reads it, for tests."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag

VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
Attributes = dict[str, str | None]


class Page(HTMLParser):
    """Tags, text, headings and data of a page; ``faults`` lists what is not closed or closed twice."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Attributes]] = []
        self.words: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.data: list[Any] = []
        self.title = ""
        self.faults: list[str] = []
        self._open: list[str] = []
        self._data = False
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open if tag != "path" and tag != "circle"]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attributes]
        self.faults += [f"{name} twice in <{tag}>" for name in set(names) if names.count(name) > 1]
        self.tags.append((tag, dict(attributes)))
        self._data = tag == "script" and ("type", "application/ld+json") in attributes
        if tag not in VOID:
            self._open.append(tag)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append((int(tag[1]), ""))
        if (
            tag in ("p", "ul", "ol", "dl", "div", "section", "article", "h1", "h2", "h3", "form")
            and "p" in self._open[:-1]
        ):
            self.faults.append(f"<{tag}> in <p>")

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        self._data = False
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes <{self._open[-1] if self._open else ''}>")
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._data:
            self.data.append(json.loads(data))
            return
        self.words.append(data)
        if "title" in self._open:
            self.title += data
        if self.headings and self._open and any(f"h{self.headings[-1][0]}" == tag for tag in self._open):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    def all(self, tag: str, **attributes: str) -> list[Attributes]:
        """Attributes of every ``tag`` that has these."""
        wanted = attributes.items()
        return [found for name, found in self.tags if name == tag and all(found.get(k) == v for k, v in wanted)]

    @property
    def text(self) -> str:
        """All text, with single spaces."""
        return " ".join(" ".join(self.words).split())

    @property
    def ids(self) -> list[str]:
        """All ids, in order."""
        return [str(attributes["id"]) for _, attributes in self.tags if attributes.get("id")]

    @property
    def links(self) -> list[str]:
        """Where all links lead."""
        return [str(link["href"]) for link in self.all("a") if link.get("href") is not None]

    @property
    def internal(self) -> set[tuple[str, str]]:
        """Links to pages of this service: address and place on it."""
        return {tuple(urldefrag(link)) for link in self.links if link.startswith("/")}  # type: ignore[misc]
