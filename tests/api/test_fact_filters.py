"""Every filter of facts, sources and roll calls, alone and combined, and what none takes."""

from datetime import date

import pytest
from django.db import connection
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
from votes.models import Citation, Membership, ResolutionTopic, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
@copied
def case():
    """Facts about two texts of two sessions and topics, each called by its source."""
    pak, usa, gbr = make_countries("PAK USA GBR")
    union = make_group("EU")
    stay = {"joined_on": date(1973, 1, 1), "left_on": date(2020, 1, 31)}
    saved(Membership(group=union, country=gbr, **stay))
    make_group("NATO", [usa])
    war = make_resolution("A/RES/ES-11/1", title="Aggression against Ukraine")
    peace = make_resolution("A/RES/70/1", title="A world without arms", session="70")
    for text, name in ((war, "War"), (peace, "Peace")):
        topic = saved(Topic(name=name, slug=name.lower()))
        saved(ResolutionTopic(resolution=text, topic=topic))
    series = make_series("ukraine", [war])
    saved(Citation(series_entry=series.entries.get(), source=make_source("Study", kind="other")))
    call = make_roll_call(war, {pak: "A", gbr: "Y"})
    make_roll_call(peace, {pak: "Y"}, on=date(2015, 9, 25))
    saved(Citation(roll_call=call, source=make_source("Record", publisher="United Nations")))
    said = {"summary": "Il appelle à la paix.", "speaker": "Munir Akram", "roll_call": call}
    make_statement(pak, make_source("S1", publisher="Dawn", author="M. Haider"), **said)
    member = {"date": date(2015, 9, 25), "quote": "We disarm.", "resolution": peace}
    make_statement(gbr, make_source("S2", publisher="DAWN"), **member)
    left = {"on_behalf_of": union, "summary": "For the Union.", "resolution": war}
    make_statement(usa, make_source("S3"), date=date(2022, 3, 2), **left)
    make_statement(gbr, make_source("S4"), date=date(2022, 3, 2), series=series)
    asked = {"sought_position": "Y", "resolution": war, "summary": "A démarche in Islamabad."}
    make_contact(gbr, {"country": pak}, make_source("C1"), date=date(2019, 1, 1), **asked)
    met = {"sought_position": "X", "initiators_as_reported": "Western envoys"}
    make_contact(usa, {"group": union}, make_source("C2"), resolution=peace, **met)
    make_contact(pak, {"country": usa}, make_source("C3"), series=series)
    make_expectation(pak, war, make_source("E1"), expected_by="The Foreign Office")
    make_expectation(usa, peace, make_source("E2"), position="N", summary="It leans to no.")


def titles(answer):
    return " ".join(sorted(row["sources"][0]["title"] for row in answer["results"]))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("statements/?q=PAIX", "S1"),
        ("statements/?q=a la paix", "S1"),
        ("statements/?q=munir+paix", "S1"),
        ("statements/?q=disarm", "S2"),
        # Words of the text: those about a roll call on it too.
        ("statements/?q=aggression+ukraine", "S1 S3"),
        ("statements/?q=ES-11/1", "S1 S3"),
        ("statements/?q=paix+ukraine", ""),
        ("statements/?q=…", ""),
        ("statements/?topic=war", "S1 S3"),
        ("statements/?topic=War,peace", "S1 S2 S3"),
        ("statements/?session=70", "S2"),
        ("statements/?session=es-11,70", "S1 S2 S3"),
        # Members on the day, and who spoke for the group.
        ("statements/?group=EU", "S2 S3"),
        ("statements/?group=EU,NATO", "S2 S3"),
        ("statements/?group=EU&country=GBR", "S2"),
        ("statements/?group=EU&topic=war&session=ES-11&q=union", "S3"),
        ("contacts/?q=islamabad", "C1"),
        ("contacts/?q=DÉMARCHE", "C1"),
        ("contacts/?q=western+envoys", "C2"),
        ("contacts/?q=without+arms", "C2"),
        ("contacts/?topic=peace", "C2"),
        ("contacts/?session=ES-11", "C1"),
        # A member on the day of the contact, and the group itself.
        ("contacts/?group=EU", "C1 C2"),
        ("contacts/?group=NATO", "C2 C3"),
        ("contacts/?position=yes", "C1"),
        ("contacts/?position=yes,non_voting", "C1 C2"),
        ("contacts/?position=abstain", ""),
        ("contacts/?position=yes&group=EU&topic=war&q=islamabad&country=PAK", "C1"),
        ("contacts/?position=yes&group=NATO", ""),
        ("expectations/?q=the+foreign+office", "E1"),
        ("expectations/?q=leans", "E2"),
        ("expectations/?q=aggression", "E1"),
        ("expectations/?topic=peace", "E2"),
        ("expectations/?session=ES-11", "E1"),
        ("expectations/?group=NATO", "E2"),
        ("expectations/?group=EU", ""),
        ("expectations/?group=NATO&position=no&topic=peace&session=70&q=leans", "E2"),
    ],
)
def test_facts_are_filtered_by_words_topic_session_group_and_position(ask, case, question, found):
    assert titles(ask(question)) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=dawn", "S1 S2"),
        ("q=haider+dawn", "S1"),
        ("q=nations", "Record"),
        ("q=islamabad", ""),
        ("publisher=dawn", "S1 S2"),
        ("publisher=United Nations,Dawn", "Record S1 S2"),
        ("publisher=dawn&group=EU", "S2"),
        ("topic=war", "C1 E1 Record S1 S3 Study"),
        ("session=70", "C2 E2 S2"),
        ("group=NATO", "C2 C3 E2 S3"),
        ("kind=other&topic=war", "Study"),
    ],
)
def test_sources_are_filtered_by_their_words_and_their_facts(ask, case, query, found):
    rows = ask(f"sources/?{query}")["results"]
    assert " ".join(sorted(row["title"] for row in rows)) == found


@pytest.mark.parametrize(
    ("query", "symbols"),
    [
        ("country=PAK", "A/RES/ES-11/1 A/RES/70/1"),
        ("country=gbr", "A/RES/ES-11/1"),
        ("country=GBR,PAK", "A/RES/ES-11/1 A/RES/70/1"),
        ("country=USA", ""),
        ("country=PAK&session=70&topic=peace&until=2015-12-31&q=arms", "A/RES/70/1"),
        ("country=GBR&session=70", ""),
    ],
)
def test_roll_calls_are_filtered_by_who_has_a_position_in_them(ask, case, query, symbols):
    rows = ask(f"roll-calls/?{query}")["results"]
    assert [row["resolution"]["symbol"] for row in rows] == symbols.split()


@pytest.mark.parametrize("name", ["statements", "contacts", "expectations", "sources"])
@pytest.mark.parametrize(
    ("parameter", "value", "message", "near"),
    [
        ("group", "NATOO", "No group is called “NATOO”.", ["NATO"]),
        ("topic", "pece", "No topic is called “pece”.", ["peace"]),
        ("session", "ES-1", "No session is called “ES-1”.", ["ES-11"]),
        ("q", "x" * 201, "A search has at most 200 characters.", []),
    ],
)
def test_an_unknown_value_is_an_error_that_names_it(
    refused, case, name, parameter, value, message, near
):
    assert refused(f"{name}/?{parameter}={value}") == {
        "parameter": parameter,
        "value": value[:200],
        "message": message,
        "did_you_mean": near,
    }


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        (
            "contacts/?position=for",
            {
                "parameter": "position",
                "value": "for",
                "message": "“for” is not known; this takes yes, no, abstain, non_voting.",
                "did_you_mean": ["yes"],
            },
        ),
        (
            "sources/?publisher=Down",
            {
                "parameter": "publisher",
                "value": "Down",
                "message": "No publisher is called “Down”.",
                "did_you_mean": ["Dawn"],
            },
        ),
        (
            "roll-calls/?country=PAX",
            {
                "parameter": "country",
                "value": "PAX",
                "message": "No country is called “PAX”.",
                "did_you_mean": ["Pak (PAK)"],
            },
        ),
    ],
)
def test_an_unknown_position_publisher_or_country_is_an_error_that_names_it(
    ask, refused, path, detail
):
    pak = make_countries("PAK")[0]
    make_statement(pak, make_source("A report", publisher="Dawn"))
    assert refused(path) == detail


def test_the_publisher_of_a_source_of_internal_facts_alone_is_not_known(refused):
    (pak,) = make_countries("PAK")
    make_statement(pak, make_source("Cable", publisher="Embassy"), visibility="internal")
    for value in ("Embassy", "Embasy"):
        assert refused(f"sources/?publisher={value}") == {
            "parameter": "publisher",
            "value": value,
            "message": f"No publisher is called “{value}”.",
            "did_you_mean": [],
        }


@pytest.mark.parametrize("question", ["q=aggression", "topic=war", "session=ES-11", "group=NATO"])
@pytest.mark.parametrize("name", ["statements", "contacts", "expectations", "sources"])
def test_a_filter_costs_as_many_queries_for_many_rows_as_for_few(client, name, question):
    countries = make_countries("AAA BBB CCC DDD EEE FFF")
    group = make_group("NATO", countries)
    topic = saved(Topic(name="War", slug="war"))
    text = make_resolution(title="Aggression")
    saved(ResolutionTopic(resolution=text, topic=topic))
    asked = []
    for number, country in enumerate(countries):
        titled = make_source(f"Aggression {number}")
        make_statement(country, titled, resolution=text)
        make_contact(country, {"group": group}, titled, resolution=text)
        make_expectation(country, text, titled)
        if number in (0, 5):
            with CaptureQueriesContext(connection) as captured:
                rows = client.get(f"/api/v1/{name}/?{question}").json()["results"]
            assert len(rows) == number + 1
            asked.append(len(captured))
    # The version of the data; what the filter names; the page; its citations and what else.
    most = {"sources": 3, "statements": 4, "contacts": 5, "expectations": 5}[name]
    assert asked[0] == asked[1] <= most - ("q=" in question)
