"""Every list costs the same few queries however many rows it has."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.copied import copied
from tests.factories import (
    make_contact,
    make_countries,
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
    Citation,
    Resolution,
    ResolutionTopic,
    RollCall,
    RollCallIdentifier,
    Statement,
    Topic,
    Vote,
    changing,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
@copied
def many():
    """At least six of everything, each with parts of its own."""
    countries = make_countries("AAA BBB CCC DDD EEE FFF")
    texts = [make_resolution(f"A/RES/77/{number}") for number in range(6)]
    series = make_series("ukraine", texts)
    for number, (country, text) in enumerate(zip(countries, texts, strict=True)):
        group = make_group(f"G{number}", countries, source=make_source(f"List {number}"))
        parent = saved(Topic(name=f"Parent {number}", slug=f"parent-{number}"))
        topic = saved(Topic(name=f"Topic {number}", slug=f"topic-{number}", parent=parent))
        saved(ResolutionTopic(resolution=text, topic=topic))
        roll_call = make_roll_call(
            text, dict.fromkeys(countries, "Y"), on=date(2022, 1, 1 + number)
        )
        saved(Citation(roll_call=roll_call, source=make_source(f"Record {number}")))
        saved(RollCallIdentifier(roll_call=roll_call, scheme="undl", value=str(number)))
        entry = series.entries.get(resolution=text)
        saved(Citation(series_entry=entry, source=make_source(f"Entry {number}")))
        make_statement(country, roll_call=roll_call, on_behalf_of=group, series=series)
        make_contact(country, {"group": group}, resolution=text, series=series)
        statement = make_statement(country, resolution=text)
        make_expectation(country, text, statement=statement)


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        # The page; names are known from the first answer.
        ("votes/", 1),
        # The count; the page.
        ("votes/?count=true", 2),
        # Codes of countries; the page.
        ("votes/?country=AAA", 2),
        ("votes/?country=AAA,BBB,CCC", 2),
        # Countries; groups; series; texts; topics; sessions; agrees; differs; the page,
        # empty here.
        (
            "votes/?country=AAA,BBB&group=G1,G2&series=ukraine&resolution=A/RES/77/1,A/RES/77/2"
            "&topic=topic-1,topic-2&session=ES-11&agrees_with=AAA,BBB&differs_from=CCC,DDD&q=A",
            9,
        ),
        # By year; by country; the countries.
        ("votes/summary/", 3),
        # The country; its votes.
        ("countries/AAA/votes/", 2),
        # The page.
        ("countries/", 1),
        ("groups/", 1),
        ("topics/", 1),
        ("sources/", 1),
        # The page; topics.
        ("resolutions/", 2),
        # The page; identifiers; counts.
        ("roll-calls/", 3),
        # The page; identifiers; votes, which are counted as they come.
        ("roll-calls/?include=votes", 3),
        # The page; citations with their sources.
        ("statements/", 2),
        # The page; parties; citations with their sources.
        ("contacts/", 3),
        # The page; statements; citations with their sources.
        ("expectations/", 3),
        # The country; names; spells; limits; predecessors; successors; memberships; groups.
        ("countries/AAA/", 8),
        # Groups; the one with its source; memberships; members.
        ("groups/G1/", 4),
        # Symbol; the text; topics, roll calls, series, relations both ways, sponsors; counts.
        ("resolutions/A-RES-77-1/", 9),
        # The series; its entries with texts; roll calls; citations with their sources; counts.
        ("series/ukraine/", 5),
    ],
)
def test_answers_cost_few_queries(client, many, django_assert_num_queries, path, queries):
    client.get(f"/api/v1/{path}")
    # And the version of the data.
    with django_assert_num_queries(queries + 1):
        response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200
    assert len(response.json().get("results", [1] * 6)) >= (6 if "?" not in path else 0)


def test_the_list_of_series_costs_one_query(client, many, django_assert_num_queries):
    for number in range(6):
        make_series(f"series-{number}")
    # The version of the data; the page.
    with django_assert_num_queries(2):
        assert len(client.get("/api/v1/series/").json()["results"]) == 7


def test_the_first_page_after_a_change_also_reads_the_names(
    client, many, django_assert_num_queries
):
    # The version of the data; the page; countries; its texts.
    with django_assert_num_queries(4):
        assert len(client.get("/api/v1/votes/").json()["results"]) == 36


@pytest.fixture(scope="module")
def a_thousand_once(django_db_setup, django_db_blocker):
    """What `a_thousand` has, made once and taken away after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_a_thousand()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def a_thousand(a_thousand_once, db):
    """More than a thousand of what lists have by the thousand, with what hangs on each."""


def make_a_thousand():
    countries = make_countries("AAA BBB CCC DDD EEE")
    source = make_source("A list")
    with changing(None, "for a test") as gate:
        texts = [
            Resolution(symbol=f"A/RES/77/{n}", title=f"Title {n}", status="adopted", session="77")
            for n in range(1010)
        ]
        gate.add_all(texts)
        roll_calls = [
            RollCall(
                resolution=text, date=date(2022, 1 + n % 12, 1), state="published",
                total_yes=5, total_no=0,
            )
            for n, text in enumerate(texts)
        ]  # fmt: skip
        gate.add_all(roll_calls)
        gate.add_all(
            Vote(roll_call=roll_call, country=country, position="Y")
            for roll_call in roll_calls
            for country in countries
        )
        said = [
            Statement(
                country=countries[0], date=date(2022, 1, 1), kind="debate", summary=f"Said {n}.",
                stance="mixed", attribution="on_record", resolution=text,
            )
            for n, text in enumerate(texts)
        ]  # fmt: skip
        gate.add_all(said)
        gate.add_all(Citation(statement=each, source=source) for each in said)


@pytest.mark.parametrize("name", ["votes", "resolutions", "roll-calls", "statements"])
@pytest.mark.parametrize("more", ["", "&count=true"])
def test_a_thousand_rows_cost_as_many_queries_as_ten(client, a_thousand, name, more):
    asked = []
    for limit in (10, 1000):
        address = f"/api/v1/{name}/?limit={limit}{more}"
        # Names are known from the first answer.
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert len(client.get(address).json()["results"]) == limit
        asked.append(len(captured))
    assert asked[0] == asked[1] <= (5 if more else 4)
