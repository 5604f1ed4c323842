"""Every figure is a query: what pages show is what the API answers to the link beside it."""

import random
import re
from html.parser import HTMLParser

import pytest

from tests.web.addresses import ADDRESSES, add_tabled_text
from tests.web.figures import compare, figures_of

SAMPLE = 200


@pytest.mark.usefixtures("bundled")
def test_two_hundred_figures_of_all_pages_are_what_the_api_answers(client):
    add_tabled_text()
    found = {
        name: figures_of(client.get(address).content.decode())
        for name, address in ADDRESSES.items()
    }
    with_figures = {name for name, figures in found.items() if figures}
    assert with_figures >= {
        *("home", "country", "country by year", "history of votes", "country on a series"),
        *("compare", "resolution", "tabled text", "brief", "two texts", "groups", "group"),
    }
    every = [figure for figures in found.values() for figure in figures]
    assert len(every) > 2 * SAMPLE
    sample = random.Random(7).sample(every, SAMPLE)  # noqa: S311
    assert compare(client, sample) == SAMPLE


# What has digits and counts nothing: symbols, sessions, days, codes such as G77 and CC0.
NAMES = re.compile(r"[\w-]+/[\w./()-]+|session [\w-]+|\b\d{1,2} [A-Z][a-z]+ \d{4}|\b[A-Z]+\d+\b")


class _Beside(HTMLParser):
    """The figures of a page that stand where no link to the API does: in the rows of tables, the
    tallies, the facts at its head, lists of results and moves, its leading sentence, headings."""

    PLACES = frozenset(("tr", "dd", "h3", "h4"))
    LISTS = frozenset(("facts", "moves", "barrows", "neighbours"))
    # Days, symbols and code are no figures; a picture has its table, a form what was typed.
    SILENT = frozenset(("time", "code", "svg", "form", "select"))

    def __init__(self) -> None:
        super().__init__()
        self.alone: list[str] = []
        self.open: list[tuple[str, str]] = []
        self.place: list[str] | None = None
        self.linked = self.table_is_linked = False

    def is_place(self, tag: str, kind: str) -> bool:
        in_list = tag == "li" and any(name in self.LISTS for _, name in self.open)
        return tag in self.PLACES or in_list or (tag == "p" and kind in ("lead", "scores"))

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        kind = given.get("class") or ""
        if tag == "table":
            self.table_is_linked = False
        if self.is_place(tag, kind):
            self.place, self.linked = [], False
        if tag == "a" and (kind == "q" or str(given.get("href")).startswith("/api/")):
            self.linked = True
            # One in the caption or in the head of a column stands for the cells below.
            above = {name for name, _ in self.open}
            self.table_is_linked |= bool(above & {"caption", "thead"})
        if tag not in ("br", "input", "link", "meta", "img", "line", "rect", "path"):
            self.open.append((tag, kind))

    def handle_data(self, data: str) -> None:
        silent = any(tag in self.SILENT or kind == "sym" for tag, kind in self.open)
        in_head = any(tag == "thead" for tag, _ in self.open)
        row_head = any(tag == "th" for tag, _ in self.open)
        if self.place is not None and not (silent or in_head or row_head):
            self.place.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1][0] != tag:
            self.open.pop()
        kind = self.open.pop()[1] if self.open else ""
        if self.place is not None and self.is_place(tag, kind):
            text = NAMES.sub("", " ".join(" ".join(self.place).split()))
            linked = self.linked or (tag == "tr" and self.table_is_linked)
            if re.search(r"\d", text) and not linked:
                self.alone.append(text)
            self.place = None


# Where numbers are no answer of the API: formulas worked through, step by step.
WORKED = {"about the methods"}


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize("kind", sorted(ADDRESSES.keys() - WORKED))
def test_beside_each_figure_stands_the_query_that_gives_it(client, kind):
    add_tabled_text()
    body = client.get(ADDRESSES[kind]).content.decode()
    reader = _Beside()
    reader.feed(body[body.index("<main") : body.index("</main>")])
    assert reader.alone == []
