"""Pages: no row twice, no row lost, in both directions, whatever shares a date."""

from datetime import date

import pytest

from tests.copied import copied
from tests.factories import make_country, make_resolution, make_roll_call, make_source, saved
from votes.models import Group, Vote

pytestmark = pytest.mark.django_db
LISTS = ["countries", "groups", "resolutions", "roll-calls", "votes", "sources"]


@pytest.fixture
@copied
def one_day():
    """Two hundred and ten votes: all on one day but a few before and after."""
    letters = "ABCDEFGHIJ"
    countries = [make_country(f"Q{first}{second}") for first in "ABC" for second in letters]
    text = make_resolution()
    for day in (date(2022, 3, 1), *[date(2022, 3, 2)] * 5, date(2022, 3, 3)):
        make_roll_call(text, dict.fromkeys(countries, "Y"), on=day)
    saved(Group(code="B", name="B", kind="forum"))
    saved(Group(code="A", name="A", kind="forum", source=make_source("S1")))


def walk(ask, address, direction="next"):
    """The pages from an address on, each as the ids of its rows."""
    pages = []
    while address:
        answer = ask(address)
        pages.append([row.get("id") or row["code"] for row in answer["results"]])
        address = answer[direction]
    return pages


@pytest.mark.parametrize("limit", [7, 30, 209, 210, 1000])
@pytest.mark.parametrize("order", ["-date", "date"])
def test_walking_a_crowded_day_meets_every_vote_once(ask, one_day, limit, order):
    pages = walk(ask, f"votes/?limit={limit}&ordering={order}")
    votes = Vote.objects.newest_first() if order == "-date" else Vote.objects.oldest_first()
    everything = list(votes.values_list("pk", flat=True))
    assert [pk for page in pages for pk in page] == everything
    assert all(len(page) == limit for page in pages[:-1])


@pytest.mark.parametrize("limit", [7, 70, 209])
def test_walking_back_meets_the_same_pages(ask, one_day, limit):
    pages, address, last = [], f"votes/?limit={limit}", None
    while address:
        last = ask(address)
        pages.append([row["id"] for row in last["results"]])
        address = last["next"]
    back = walk(ask, last["previous"], "previous")
    assert back[::-1] == pages[:-1]


def test_the_first_page_has_nothing_before_it_however_it_is_reached(ask, one_day):
    first = ask("votes/?limit=50")
    second = ask(first["next"])
    again = ask(second["previous"])
    assert first["previous"] is None
    assert again["previous"] is None
    assert again["results"] == first["results"]
    assert ask(again["next"]) == second


def test_a_vote_added_meanwhile_moves_no_row_between_pages(ask, one_day):
    first = ask("votes/?limit=50")
    make_roll_call(make_resolution("A/RES/1"), {make_country("NEW"): "Y"}, on=date(2022, 4, 1))
    second = ask(first["next"])
    rows = [row["id"] for row in first["results"] + second["results"]]
    assert len(set(rows)) == 100
    assert ask(second["previous"])["results"] == first["results"]


def test_links_keep_the_filters(ask, one_day):
    pages = walk(ask, "votes/?limit=20&since=2022-03-02&country=QAA,QAB&country=QAC")
    assert [len(page) for page in pages] == [18]
    pages = walk(ask, "votes/?limit=5&since=2022-03-02&country=QAA,QAB&country=QAC")
    assert [len(page) for page in pages] == [5, 5, 5, 3]


def test_the_count_is_that_of_all_pages_and_only_on_request(ask, one_day):
    first = ask("votes/?limit=50&country=QAA&count=true")
    assert first["count"] == 7
    assert "count" not in ask("votes/?limit=50&country=QAA&count=false")
    assert ask(ask("votes/?limit=3&country=QAA&count=true")["next"])["count"] == 7


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_walked_whole(ask, one_day, name):
    (whole,) = walk(ask, f"{name}/?limit=1000")
    assert len(whole) > 0
    if name != "votes":
        assert [row for page in walk(ask, f"{name}/?limit=1") for row in page] == whole


@pytest.mark.parametrize(
    "cursor", ["x", "WyJmIl0:abc", "%00", "%FF", "eyJ9", "a:b:c", "é", "WyJmIixbIjIwMjUiXV0"]
)
def test_a_malformed_cursor_is_refused(refused, one_day, cursor):
    assert refused(f"votes/?cursor={cursor}")["parameter"] == "cursor"


def test_the_cursor_of_another_list_or_order_is_refused(ask, refused, one_day):
    of_votes = ask("votes/?limit=1")["next"].split("cursor=")[1].split("&")[0]
    for path in ("roll-calls/", "countries/", "votes/?ordering=date"):
        joint = "&" if "?" in path else "?"
        assert refused(f"{path}{joint}cursor={of_votes}")["parameter"] == "cursor"


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "ten", "1.5", "1e3", "٣", "9" * 3000])
def test_a_limit_out_of_range_is_refused(refused, limit):
    fault = refused("votes/", {"limit": limit})
    assert fault["parameter"] == "limit"
    assert fault["message"].endswith("is not a whole number from 1 to 1000.")
