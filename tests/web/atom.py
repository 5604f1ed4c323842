"""A strict reader of Atom (RFC 4287): it refuses what a feed reader might only forgive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What a feed and an entry hold: how often at least and at most.
ONCE, MAYBE, ANY = (1, 1), (0, 1), (0, 1000)
IN_FEED = {
    **{"id": ONCE, "title": ONCE, "updated": ONCE, "author": (1, 1000), "link": (1, 1000)},
    **{"subtitle": MAYBE, "rights": MAYBE, "generator": MAYBE, "icon": MAYBE, "entry": ANY},
}
IN_ENTRY = {
    **{"id": ONCE, "title": ONCE, "updated": ONCE, "link": (1, 1000), "author": ANY},
    **{"summary": MAYBE, "content": MAYBE, "published": MAYBE, "category": ANY, "rights": MAYBE},
}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# tag: names, of a host and a year (RFC 4151).
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[\w/.~-]+")


@dataclass(frozen=True)
class ReadEntry:
    id: str
    title: str
    text: str
    link: str
    updated: datetime


@dataclass(frozen=True)
class ReadFeed:
    id: str
    title: str
    page: str
    address: str
    updated: datetime
    entries: list[ReadEntry]

    @property
    def titles(self) -> list[str]:
        return [entry.title for entry in self.entries]


def read(document: bytes) -> ReadFeed:
    """A feed as written; fails on whatever the RFC does not allow."""
    root = fromstring(document)  # noqa: S314 - our own document
    assert root.tag == f"{ATOM}feed"
    assert root.get(LANGUAGE)
    check(root, IN_FEED)
    for author in root.findall(f"{ATOM}author"):
        assert text(author, "name")
    entries = [entry_of(each) for each in root.findall(f"{ATOM}entry")]
    ids = [text(root, "id"), *(entry.id for entry in entries)]
    assert len(set(ids)) == len(ids), "two of one name"
    return ReadFeed(
        id=text(root, "id"),
        title=text(root, "title"),
        page=link(root, "alternate"),
        address=link(root, "self"),
        updated=time(root),
        entries=entries,
    )


def entry_of(element: Element) -> ReadEntry:
    check(element, IN_ENTRY)
    return ReadEntry(
        id=text(element, "id"),
        title=text(element, "title"),
        text=text(element, "summary"),
        link=link(element, "alternate"),
        updated=time(element),
    )


def check(element: Element, holds: dict[str, tuple[int, int]]) -> None:
    names = [child.tag.removeprefix(ATOM) for child in element]
    assert set(names) <= holds.keys(), set(names) - holds.keys()
    for name, (least, most) in holds.items():
        assert least <= names.count(name) <= most, f"{names.count(name)} of {name}"
    assert TAG.fullmatch(text(element, "id")), text(element, "id")
    assert text(element, "title")
    for child in element.findall(f"{ATOM}summary"):
        assert child.get("type", "text") in {"text", "html", "xhtml"}
        assert len(child) == 0


def text(element: Element, name: str) -> str:
    return (element.findtext(f"{ATOM}{name}") or "").strip()


def link(element: Element, rel: str) -> str:
    found = [
        each.attrib["href"]
        for each in element.findall(f"{ATOM}link")
        if each.get("rel", "alternate") == rel
    ]
    assert len(found) == 1, f"{len(found)} links {rel}"
    assert urlsplit(found[0]).scheme in {"http", "https"}
    return found[0]


def time(element: Element) -> datetime:
    written = text(element, "updated")
    assert TIME.fullmatch(written), written
    return datetime.fromisoformat(written)
