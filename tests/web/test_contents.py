"""The ways to the parts of a long page."""

from html.parser import HTMLParser

import pytest

from tests.factories import make_country, make_resolution, make_roll_call, make_series, saved
from votes.models import Country, Series, SeriesEntry

pytestmark = pytest.mark.usefixtures("bundled")
LONG = [
    *("/countries/PAK/", "/countries/PAK/series/ukraine/", "/resolutions/A-RES-ES-11-4/"),
    "/groups/NATO/",
]
EMPTY = frozenset(("br", "circle", "input", "line", "link", "meta", "path", "rect"))


class Parts(HTMLParser):
    """What a reader of a page meets: the items and links of its list of parts, its headings, those
    that only screen readers meet apart, and in which order they come."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict]] = []
        self.ways: list[list[str]] = []
        self.headings: list[list[str]] = []
        self.hidden: list[str] = []
        self.names: list[str] = []
        self.order: list[str] = []
        self.items = 0
        self.feed(body)

    @property
    def in_contents(self) -> bool:
        return any(given.get("class") == "contents" for _, given in self.open)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        self.names += [given["id"]] if given.get("id") else []
        if tag == "nav" and given.get("class") == "contents":
            self.order.append(given["aria-label"])
        if self.in_contents:
            self.items += tag == "li" and self.open[-1][0] == "ul"
            if tag == "a":
                self.ways.append([given["href"], ""])
        if tag == "h2":
            self.order.append(tag)
            if given.get("class") == "vh":
                self.hidden.append(given["id"])
            else:
                self.headings.append([f"#{given['id']}", ""])
        if tag not in EMPTY:
            self.open.append((tag, given))

    def handle_data(self, data: str) -> None:
        if self.in_contents:
            if any(tag == "a" for tag, _ in self.open):
                self.ways[-1][1] += data
        elif any(tag == "h2" and given.get("class") != "vh" for tag, given in self.open):
            self.headings[-1][1] += data

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass


@pytest.mark.parametrize("address", LONG)
def test_a_long_page_begins_with_a_list_of_the_ways_to_its_parts(client, address):
    page = Parts(client.get(address).content.decode())
    assert page.order[0] == "On this page"
    assert page.order.count("On this page") == 1
    assert len(page.ways) > 3
    assert page.items == len(page.ways)
    # Each leads to a heading that says the same, in the order in which they come.
    assert page.ways == page.headings
    for name, _ in page.ways:
        assert page.names.count(name.removeprefix("#")) == 1


def test_headings_that_only_screen_readers_meet_are_no_parts(client):
    page = Parts(client.get("/resolutions/A-RES-ES-11-4/").content.decode())
    assert page.hidden == ["ta"]
    assert "#ta" not in [name for name, _ in page.ways]


def test_a_page_of_few_parts_needs_none(client):
    make_country("ONE", "Onestan")
    page = Parts(client.get("/countries/ONE/").content.decode())
    assert (page.ways, page.order.count("On this page")) == ([], 0)
    assert len(page.headings) == 3


def stand_in_another_series(text):
    """Let a text of the bundled series stand in one more, with an earlier text of its own."""
    before = make_resolution("A/RES/60/1", session="60")
    pakistan = Country.objects.get(code="PAK")
    make_roll_call(before, {pakistan: "N"}, on=text.tabled_on or "2005-12-01")
    make_series("peace", core=[before, text], title="Peace & <quiet>")


def test_a_text_of_several_series_tells_its_parts_apart(client):
    text = (
        Series.objects.get(slug="ukraine")
        .entries.get(resolution__symbol="A/RES/ES-11/4")
        .resolution
    )
    stand_in_another_series(text)
    page = Parts(client.get(text.get_absolute_url()).content.decode())
    ways = dict(page.ways)
    assert ways["#mv-ukraine"] == "Who moved: The war against Ukraine"
    assert ways["#mv-peace"] == "Who moved: Peace & <quiet>"
    assert ways["#nb-ukraine"] == "Before and after: The war against Ukraine"
    assert ways["#nb-peace"] == "Before and after: Peace & <quiet>"
    assert page.ways == page.headings


def test_a_tabled_text_of_several_series_tells_its_earlier_votes_apart(client):
    draft = make_resolution("", draft_symbol="A/80/L.9", status="tabled", session="80")
    saved(SeriesEntry(series=Series.objects.get(slug="ukraine"), resolution=draft, role="core"))
    alone = Parts(client.get(draft.get_absolute_url()).content.decode())
    assert dict(alone.ways or alone.headings)["#lt-ukraine"] == "Last time"
    stand_in_another_series(draft)
    page = Parts(client.get(draft.get_absolute_url()).content.decode())
    told = [text for name, text in page.headings if name.startswith("#lt-")]
    assert sorted(told) == ["Last time: Peace & <quiet>", "Last time: The war against Ukraine"]
    assert page.ways == page.headings
