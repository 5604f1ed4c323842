"""The list of series: found by words of their title, fifty at a time."""

import re
from datetime import date

import pytest

from tests.copied import copied
from tests.factories import make_country, make_resolution, make_roll_call, make_series, saved
from tests.web.test_pages import text_of
from votes.models import Resolution, Series, changing

pytestmark = pytest.mark.django_db


def add_series(numbers, country):
    """Series with a vote each, a day apart."""
    for number in numbers:
        text = make_resolution(f"A/RES/80/{number}")
        day = date.fromordinal(date(2020, 1, 1).toordinal() + number)
        make_roll_call(text, {country: "Y"}, on=day, totals=False)
        make_series(f"s{number}", core=[text], title=f"Question {number:03}")


@pytest.fixture
@copied
def many():
    pak = make_country("PAK", "Pakistan")
    add_series(range(120), pak)
    make_series("quiet", title="A question never voted on")
    saved(Series(slug="hidden", title="Question 999", status="proposed"))
    return pak


def titles(response):
    return re.findall(r'<th scope="row"><a href="[^"]+">(.*?)</a>', response.content.decode())


def test_fifty_are_listed_at_a_time_the_one_voted_on_last_first(client, many):
    first, second, third = (client.get(f"/series/?page={number}") for number in (1, 2, 3))
    assert titles(first) == [f"Question {number:03}" for number in range(119, 69, -1)]
    assert titles(second) == [f"Question {number:03}" for number in range(69, 19, -1)]
    assert titles(third)[-2:] == ["Question 000", "A question never voted on"]
    assert "Question 119 1 29 Apr 2020, 80/119, 1–0–0" in text_of(first)
    assert "121 of 121" in text_of(first)
    assert "Newer · Page 2 of 3 · Older" in text_of(second)
    assert '<a rel="next" href="?page=3">' in second.content.decode()


def test_words_of_a_title_find_series_and_stay_in_the_pages_of_what_was_found(client, many):
    found = client.get("/series/?q=question+0")
    assert len(titles(found)) == 50
    assert "111 of 121 · show all" in text_of(found)
    assert '<a rel="next" href="?q=question%200&amp;page=2">Older</a>' in found.content.decode()
    assert '<input type="search" name="q" value="question 0"' in found.content.decode()
    assert titles(client.get("/series/?q=NEVER")) == ["A question never voted on"]


@pytest.mark.parametrize("query", ["999", "nothing", "%", "<b>"])
def test_where_no_title_has_the_words_the_page_says_so(client, many, query):
    response = client.get("/series/", {"q": query})
    assert titles(response) == []
    assert "<b>" not in response.content.decode().split("<form", 2)[2].split("<footer")[0]
    assert "in its title. Show all." in text_of(response)


@pytest.mark.parametrize("number", ["", "0", "-1", "99", "x"])
def test_a_page_that_is_none_leads_to_one_that_is(client, many, number):
    assert len(titles(client.get(f"/series/?page={number}"))) in {21, 50}


def test_a_series_that_is_renamed_is_found_by_its_new_title_at_once(client, many):
    assert titles(client.get("/series/?q=renamed")) == []
    series = Resolution.objects.get(symbol="A/RES/80/7").series_entries.get().series
    series.title = "Renamed"
    with changing(None, "for a test") as change:
        change.save(series)
    assert titles(client.get("/series/?q=renamed")) == ["Renamed"]


def test_query_counts_are_pinned_and_flat(client, many, django_assert_num_queries):
    for count in (120, 140):
        add_series(range(120, count), many)
        # What all series stand on is kept for each state of the record.
        client.get("/series/")
        # The data's version; the foot.
        with django_assert_num_queries(2):
            client.get("/series/")
        # And the series with these words.
        with django_assert_num_queries(3):
            client.get("/series/?q=question")
