"""The filters as pages use them: plain GET forms over query strings."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from tests.factories import (
    make_countries,
    make_country,
    make_group,
    make_resolution,
    make_roll_call,
    make_series,
)
from votes.filters import CountryFilters, VoteFilters
from votes.models import Country, Position, Vote

pytestmark = pytest.mark.django_db


def filters(query):
    return VoteFilters(QueryDict(query), queryset=Vote.objects.newest_first())


def test_what_a_blank_form_sends_is_not_asked_for():
    make_roll_call(None, dict.fromkeys(make_countries("PAK USA"), "Y"))
    blank = filters("country=&since=&position=&q=+&country=")
    assert blank.faults() == {}
    assert blank.qs.count() == 2


def test_values_become_what_they_stand_for():
    pak, usa = make_countries("PAK USA")
    nato = make_group("NATO", [usa])
    form = filters(
        "country=pak,USA&country=PAK&group=nato&position=yes,non_voting&since=2022-03-02"
        "&updated_since=2022-03-02T12:00:00%2B05:00&body=ga&q=two+words"
    ).form
    assert form.errors == {}
    given = {name: value for name, value in form.cleaned_data.items() if value is not None}
    assert given == {
        "country": [pak, usa],
        "group": [nato],
        "position": [Position.YES, Position.NON_VOTING],
        "since": date(2022, 3, 2),
        "updated_since": datetime(2022, 3, 2, 7, tzinfo=UTC),
        "body": ["GA"],
        "q": "two words",
    }


def test_a_form_shows_again_what_was_typed():
    make_country("PAK")
    form = filters("country=PAK,USX&country=FRA&since=soon").form
    assert 'value="PAK,USX, FRA"' in str(form["country"])
    assert 'value="soon"' in str(form["since"])
    assert form.errors["since"] == ["“soon” is not a date; dates are written 2022-03-02."]


def test_a_parameter_of_the_page_itself_is_no_fault():
    assert filters("country=&page=2").faults(also=["page"]) == {}
    assert filters("page=2").faults().keys() == {"page"}


def test_percent_signs_in_a_value_are_only_text():
    fault = filters("country=100%25s").faults()["country"][0]
    assert fault.message == "No country is called “100%s”."


def test_members_are_those_of_the_group_on_the_day_of_the_same_form():
    usa, _ = make_countries("USA FRA")
    make_group("NATO", [usa])
    found = CountryFilters(QueryDict("group=NATO&on=2000-01-01"), queryset=Country.objects.all())
    assert list(found.qs) == [usa]


@pytest.mark.parametrize("names", ["AAA", "AAA,BBB,CCC,DDD", "Aaa Land,Bbb Land,CCC"])
def test_any_number_of_countries_takes_two_queries_at_most(django_assert_max_num_queries, names):
    for code in ("AAA", "BBB", "CCC", "DDD"):
        make_country(code, f"{code.title()} Land")
    asked = filters(f"country={names}")
    with django_assert_max_num_queries(2):
        assert asked.faults() == {}


def test_what_is_asked_is_told_in_the_words_that_name_it_best():
    _, usa = make_countries("PAK USA")
    make_group("NATO", [usa])
    text = make_resolution("A/RES/ES-11/1")
    make_series("ukraine", core=[text])
    asked = filters(
        "ordering=date&country=pak,USA&group=nato&position=YES&position=non_voting&body=ga"
        "&since=2022-03-02&until=2022-13-01&series=Ukraine&resolution=a-res-es-11-1&q=two+words"
    )
    assert asked.asked == {
        "body": ["GA"],
        "series": ["ukraine"],
        "q": ["two words"],
        "resolution": ["A/RES/ES-11/1"],
        "since": ["2022-03-02"],
        "ordering": ["date"],
        "country": ["PAK", "USA"],
        "group": ["NATO"],
        "position": ["yes", "non_voting"],
    }
    # Asked again in these words it is the same; what cannot be answered is left out.
    again = filters("&".join(f"{name}={','.join(each)}" for name, each in asked.asked.items()))
    assert again.faults() == {}
    assert again.asked == asked.asked
    assert list(again.qs) == list(asked.qs)
