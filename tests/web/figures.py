"""The figures of a page, and what the API answers to the question that each links to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag

from django.test import Client


@dataclass(frozen=True)
class Linked:
    """A figure as a page has it (`value` as the page's markup says it) and its question; `at` is
    its place below the one that the link names."""

    value: str
    href: str
    at: str = ""


class _Reader(HTMLParser):
    """Pairs each `<data>` with the link after it, or with the one link of its table's row."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Linked] = []
        self.unlinked: list[str] = []
        self.waiting: str | None = None
        self.row: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag == "data":
            if self.waiting is not None:
                self.unlinked.append(self.waiting)
            if "data-at" in given:
                self.row.append((given["value"], given["data-at"]))
            else:
                self.waiting = given["value"]
        elif tag == "a" and given.get("class") == "q":
            if self.waiting is not None:
                self.found.append(Linked(self.waiting, given["href"]))
                self.waiting = None
            else:
                self.found += [Linked(value, given["href"], at) for value, at in self.row]
                self.row = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr":
            self.unlinked += [value for value, _ in self.row]
            self.row = []


def figures_of(body: str) -> list[Linked]:
    """Every figure of a page with its link; fails where one has none."""
    reader = _Reader()
    reader.feed(body)
    assert reader.unlinked == [], "figures without the question they answer"
    return reader.found


def answered(client: Client, figure: Linked) -> object:
    """What the API answers at the place that the figure's link names."""
    address, pointer = urldefrag(figure.href)
    response = client.get(address)
    assert response.status_code == 200, (address, response.content[:300])
    found = json.loads(b"".join(response) if response.streaming else response.content)
    steps = unquote(pointer).split("/")[1:]
    steps += figure.at.split("/") if figure.at else []
    for step in steps:
        step = step.replace("~1", "/").replace("~0", "~")
        found = found[int(step)] if isinstance(found, list) else found[step]
    return found


def in_markup(value: object) -> str:
    """An answered value as the markup of a page writes it."""
    return "" if value is None else str(value)
