"""The figures of a page, and what the API answers to the question that each links to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
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


class _Table:
    """A long table, whose rows are those of the answer in their order: one link in the caption
    answers with whole rows, or one in the head of each column with its cells that are not empty."""

    def __init__(self) -> None:
        self.caption, self.places, self.links = "", [], []
        self.rows: list[list[str]] = []

    def begin(self, tag: str, given: dict) -> None:
        if tag == "a" and given.get("class") == "q":
            if self.places:
                self.links.append(given["href"])
            else:
                self.caption = given["href"]
        elif tag == "th" and "data-at" in given:
            self.places.append(given["data-at"])
        elif tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")

    def read(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip()

    def figures(self) -> Iterator[Linked]:
        rows = [row for row in self.rows if row]
        assert all(len(row) == len(self.places) for row in rows)
        assert len(self.links) in {0, len(self.places)}
        for column, places in enumerate(self.places):
            filled = [row[column] for row in rows if row[column]] if self.links else rows
            for number, cell in enumerate(filled):
                text = cell if self.links else cell[column]
                href = f"{self.links[column] if self.links else self.caption}/{number}"
                values = text.replace("(", "").replace(")", "").split()
                for value, at in zip(values, places.split(), strict=True):
                    yield Linked(value, href, at)


class _RowTable(_Table):
    """A table in whose rows the last cell ends with the link to the row's figures; the heads of
    their columns say where in the answer each stands, after `heads` of columns without any."""

    def __init__(self, heads: int) -> None:
        super().__init__()
        self.places = [""] * heads

    def begin(self, tag: str, given: dict) -> None:
        if tag == "a" and given.get("class") == "q":
            self.links.append(given["href"])
        elif tag == "th" and given.get("scope") == "col":
            self.places.append(given.get("data-at", ""))
        elif tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")

    def figures(self) -> Iterator[Linked]:
        rows = [row for row in self.rows if row]
        for row, href in zip(rows, self.links, strict=True):
            for value, at in zip(row, self.places, strict=True):
                if at:
                    yield Linked(value, href, at)


# In a result as it is said: 143–5–35, 10.
SAID = ("yes", "no", "abstain", "non_voting")


class _Reader(HTMLParser):
    """Pairs each `<data>` with the link after it, or several that name their place with the one
    link after them; and the cells of a long table with the link of its caption or column."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Linked] = []
        self.unlinked: list[str] = []
        self.waiting: str | None = None
        self.row: list[tuple[str, str]] = []
        self.table: _Table | None = None
        self.heads = 0
        self.said: str | None = None

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag == "table":
            self.table = _Table() if given.get("class") == "years" else None
            self.heads = 0
        elif self.table:
            self.table.begin(tag, given)
        elif tag == "th" and "data-at" in given:
            self.table = _RowTable(self.heads)
            self.table.begin(tag, given)
        elif tag == "th":
            self.heads += 1
        elif tag == "data":
            if self.waiting is not None:
                self.unlinked.append(self.waiting)
            if "data-at" in given:
                self.row.append((given["value"], given["data-at"]))
            else:
                self.waiting = given["value"]
        elif tag == "span" and given.get("class") == "score":
            self.said = ""
        elif tag == "a" and given.get("class") == "q":
            if self.said is not None:
                counts = re.findall(r"\d+|\?|–$", self.said)
                self.found += [
                    Linked("–" if count == "?" else count, given["href"], at)
                    for count, at in zip(counts, SAID, strict=False)
                ]
                self.said = None
            elif self.waiting is not None:
                self.found.append(Linked(self.waiting, given["href"]))
                self.waiting = None
            else:
                self.found += [Linked(value, given["href"], at) for value, at in self.row]
                self.row = []

    def handle_data(self, data: str) -> None:
        if self.table:
            self.table.read(data)
        elif self.said is not None:
            self.said += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.table:
            self.found += self.table.figures()
            self.table = None
        elif tag == "tr":
            self.unlinked += [value for value, _ in self.row]
            self.row = []


def figures_of(body: str) -> list[Linked]:
    """Every figure of a page with its link; fails where one has none."""
    reader = _Reader()
    reader.feed(body)
    if reader.waiting is not None:
        reader.unlinked.append(reader.waiting)
    assert reader.unlinked == [], "figures without the question they answer"
    return reader.found


def answer_of(client: Client, address: str) -> object:
    """All that the API answers to a question."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.content[:300])
    return json.loads(b"".join(response) if response.streaming else response.content)


def at(answer: object, figure: Linked) -> object:
    """What stands in an answer at the place that the figure's link names."""
    pointer = unquote(urldefrag(figure.href).fragment)
    for step in f"{pointer}/{figure.at}".rstrip("/").split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        answer = answer[int(name)] if isinstance(answer, list) else answer[name]  # type: ignore[index]
    return answer


def answered(client: Client, figure: Linked) -> object:
    """What the API answers at the place that the figure's link names."""
    return at(answer_of(client, urldefrag(figure.href).url), figure)


def in_markup(value: object) -> str:
    """An answered value as the markup of a page writes it."""
    return "" if value is None else str(value)


def is_same(figure: Linked, answer: object) -> bool:
    """Whether a page has what the API answers, or of a list how many it has; a long table has
    scores with fewer decimals."""
    if figure.value == in_markup(answer):
        return True
    if isinstance(answer, list):
        return figure.value == str(len(answer))
    if isinstance(answer, float) and len(figure.value) < 6:
        decimals = len(figure.value.partition(".")[2])
        return f"{answer:.{decimals}f}".replace("-", "−") == figure.value
    return figure.value == "–" and answer is None


def compare(client: Client, figures: Iterable[Linked]) -> int:
    """Follow every figure to the API and compare; how many there were."""
    answers: dict[str, object] = {}
    figures = list(figures)
    for figure in figures:
        address = urldefrag(figure.href).url
        if address not in answers:
            answers[address] = answer_of(client, address)
        found = at(answers[address], figure)
        assert is_same(figure, found), (figure, found)
    return len(figures)
