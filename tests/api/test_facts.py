"""Statements, contacts, expectations and sources over the API."""

from datetime import date

import pytest

from tests.api.times import updated
from tests.copied import copied
from tests.factories import (
    make_contact,
    make_countries,
    make_country,
    make_expectation,
    make_group,
    make_resolution,
    make_roll_call,
    make_series,
    make_source,
    make_statement,
    saved,
)
from votes.models import (
    Series,
    Source,
)

pytestmark = pytest.mark.django_db


def cited(source):
    return {
        "id": source.pk,
        "title": source.title,
        "publisher": None,
        "url": None,
        "archived_url": None,
        "published_on": None,
        "locator": None,
        "quote": None,
    }


TEXT = {"symbol": "A/RES/ES-11/1", "title": "Title of A/RES/ES-11/1"}


def test_a_statement_says_who_what_where_and_who_says_so(ask):
    pak = make_country("PAK", "Pakistan")
    source = make_source("Verbatim record")
    roll_call = make_roll_call(None, {pak: "A"})
    statement = make_statement(
        pak, source, roll_call=roll_call, on_behalf_of=make_group("OIC"), quote="We call for talks."
    )
    expected = {
        "id": statement.pk,
        "country": {"code": "PAK", "name": "Pakistan"},
        "on_behalf_of": {"code": "OIC", "name": "OIC"},
        "date": "2022-03-02",
        "precision": "day",
        "kind": "debate",
        "speaker": None,
        "venue": None,
        "quote": "We call for talks.",
        "language": "en",
        "summary": "It called for talks.",
        "stance": "neutral",
        "reasons": None,
        "attribution": "on_record",
        "roll_call": {"id": roll_call.pk, "date": "2022-03-02", "resolution": TEXT},
        "resolution": None,
        "series": None,
        "visibility": "public",
        "sources": [cited(source)],
        "version": 1,
        "updated_at": updated(statement),
    }
    assert ask("statements/")["results"] == [expected]
    assert ask(f"statements/{statement.pk}/") == expected


def test_a_contact_says_who_approached_whom_for_what(ask):
    usa, pak = make_countries("USA PAK")
    source = make_source("The Express Tribune")
    text = make_resolution()
    contact = make_contact(usa, {"country": pak}, source, resolution=text, sought_position="Y")
    expected = {
        "id": contact.pk,
        "date": "2022-10-07",
        "date_to": None,
        "precision": "day",
        "kind": "meeting",
        "initiators": [{"country": {"code": "USA", "name": "Usa"}, "group": None}],
        "initiators_as_reported": None,
        "targets": [{"country": {"code": "PAK", "name": "Pak"}, "group": None}],
        "sought_position": "yes",
        "attribution": "unnamed",
        "summary": "They met.",
        "roll_call": None,
        "resolution": TEXT,
        "series": None,
        "visibility": "public",
        "sources": [cited(source)],
        "version": 1,
        "updated_at": updated(contact),
    }
    assert ask("contacts/")["results"] == [expected]
    assert ask(f"contacts/{contact.pk}/") == expected


def test_an_expectation_keeps_undecided_apart(ask):
    pak, source = make_country("PAK"), make_source()
    statement = make_statement(pak, source)
    expectation = make_expectation(pak, make_resolution(), source, statement=statement)
    expected = {
        "id": expectation.pk,
        "resolution": TEXT,
        "country": {"code": "PAK", "name": "Pak"},
        "position": "undecided",
        "confidence": "leans",
        "expected_by": "Foreign Office sources",
        "date": "2022-10-07",
        "precision": "day",
        "statement": statement.pk,
        "summary": None,
        "attribution": "unnamed",
        "visibility": "public",
        "sources": [cited(source)],
        "version": 1,
        "updated_at": updated(expectation),
    }
    assert ask("expectations/?position=undecided")["results"] == [expected]
    assert ask(f"expectations/{expectation.pk}/") == expected


def test_a_source_is_given_whole(ask):
    source = make_source(
        "A report", publisher="Dawn", url="https://www.dawn.com/1", published_on=date(2022, 10, 7)
    )
    make_statement(make_country(), source)
    expected = {
        "id": source.pk,
        "title": "A report",
        "publisher": "Dawn",
        "author": None,
        "url": "https://www.dawn.com/1",
        "archived_url": None,
        "published_on": "2022-10-07",
        "accessed_on": None,
        "kind": "news",
        "language": "en",
        "grade": "secondary",
        "version": 1,
        "updated_at": updated(source),
    }
    assert ask("sources/")["results"] == [expected]
    assert ask(f"sources/{source.pk}/") == expected


@pytest.fixture
@copied
def case():
    """A statement on a text of a series, a contact about the series, a plain expectation."""
    pak, usa, ind = make_countries("PAK USA IND")
    text = make_resolution()
    series = make_series("ukraine", [text])
    make_statement(pak, make_source("S", published_on=date(2022, 3, 2)), resolution=text)
    period = {"date": date(2022, 9, 1), "date_to": date(2022, 10, 11)}
    make_contact(usa, {"country": pak}, make_source("C"), series=series, **period)
    other = make_resolution("A/RES/78/1")
    make_expectation(ind, other, make_source("E", kind="government"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=PAK", "S C"),
        ("country=USA,IND", "C E"),
        ("resolution=A/RES/ES-11/1", "S"),
        ("resolution=A/RES/78/1", "E"),
        ("series=ukraine", "S C"),
        ("kind=debate", "S"),
        ("kind=meeting", "C"),
        ("position=undecided", "E"),
        ("since=2022-10-01", "C E"),
        ("until=2022-10-01", "S C"),
    ],
)
def test_facts_are_filtered_by_country_text_series_kind_and_time(client, case, query, found):
    titles = []
    for name in ("statements", "contacts", "expectations"):
        answer = client.get(f"/api/v1/{name}/?{query}")
        if answer.status_code == 200:
            titles += [row["sources"][0]["title"] for row in answer.json()["results"]]
    assert titles == found.split()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "E C S"),
        ("country=PAK", "C S"),
        ("resolution=A/RES/ES-11/1", "S"),
        ("series=ukraine", "C S"),
        ("kind=government", "E"),
        ("since=2022-03-02&until=2022-03-02", "S"),
    ],
)
def test_sources_are_filtered_by_the_facts_that_rest_on_them(ask, case, query, found):
    assert [row["title"] for row in ask(f"sources/?{query}")["results"]] == found.split()


def test_internal_facts_and_their_sources_are_nowhere(ask):
    pak, usa = make_countries("PAK USA")
    source, text = make_source(), make_resolution()
    internal = {"visibility": "internal"}
    hidden = make_statement(pak, source, **internal)
    make_contact(usa, {"country": pak}, source, **internal)
    make_expectation(pak, text, source, **internal)
    for name in ("statements", "contacts", "expectations", "sources"):
        assert ask(f"{name}/?count=true") == {
            "next": None,
            "previous": None,
            "count": 0,
            "results": [],
        }
    ask(f"statements/{hidden.pk}/", status=404)
    ask(f"sources/{source.pk}/", status=404)
    assert ask("sources/?country=PAK")["results"] == []
    make_expectation(pak, text, statement=hidden)
    assert ask("expectations/")["results"][0]["statement"] is None


def test_a_series_that_is_not_accepted_goes_unnamed(ask):
    pak = make_country()
    series = saved(Series(slug="secret", title="Secret", status="proposed"))
    make_statement(pak, series=series)
    assert ask("statements/")["results"][0]["series"] is None


def test_a_source_that_nothing_rests_on_is_not_public(ask):
    unused, of_group = make_source("Unused"), make_source("A list")
    make_group("EU", source=of_group)
    assert Source.objects.count() == 2
    assert [row["title"] for row in ask("sources/")["results"]] == ["A list"]
    ask(f"sources/{unused.pk}/", status=404)
