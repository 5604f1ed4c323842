"""The search as programs ask it: one shape for every kind."""

from datetime import date

import pytest

from tests.factories import (
    make_country,
    make_resolution,
    make_roll_call,
    make_series,
    make_statement,
)

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture
def record():
    pak = make_country("PAK", "Pakistan")
    text = make_resolution("A/RES/77/1", title="Pakistan and peace", draft_symbol="A/77/L.1")
    make_roll_call(text, {pak: "A"})
    make_series("peace", [text], title="Peace among states", yes_means="To have peace.")
    statement = make_statement(pak, date=date(2022, 3, 1), resolution=text)
    return text, statement


def test_every_kind_has_one_shape(ask, record):
    _, statement = record
    assert ask("search/?q=pakistan") == {
        "query": "pakistan",
        "results": [
            {
                "kind": "country",
                "id": "PAK",
                "name": "Pakistan",
                "about": None,
                "date": None,
                "precision": None,
                "url": f"{SITE}/api/v1/countries/PAK/",
                "page": f"{SITE}/countries/PAK/",
            },
            {
                "kind": "resolution",
                "id": "A/RES/77/1",
                "name": "Pakistan and peace",
                "about": "Adopted",
                "date": "2022-03-02",
                "precision": "day",
                "url": f"{SITE}/api/v1/resolutions/A-RES-77-1/",
                "page": f"{SITE}/resolutions/A-RES-77-1/",
            },
            {
                "kind": "statement",
                "id": str(statement.pk),
                "name": "Pakistan, 1 March 2022",
                "about": "It called for talks.",
                "date": "2022-03-01",
                "precision": "day",
                "url": f"{SITE}/api/v1/statements/{statement.pk}/",
                "page": f"{SITE}/resolutions/A-RES-77-1/",
            },
        ],
        "did_you_mean": [],
    }
    assert ask("search/?q=peace&kind=series")["results"] == [
        {
            "kind": "series",
            "id": "peace",
            "name": "Peace among states",
            "about": "To have peace.",
            "date": "2022-03-02",
            "precision": "day",
            "url": f"{SITE}/api/v1/series/peace/",
            "page": f"{SITE}/series/peace/",
        }
    ]


def test_a_text_without_a_symbol_is_found_and_addressed_by_its_number(ask):
    text = make_resolution("", title="Nameless", status="unknown")
    (found,) = ask("search/?q=nameless")["results"]
    assert found["id"] == f"id-{text.pk}"
    assert ask(found["url"])["title"] == "Nameless"


def test_dates_are_given_as_exactly_as_they_are_known(ask):
    pak = make_country("PAK", "Pakistan")
    text = make_resolution("A/RES/77/1", title="Peace")
    make_roll_call(text, {pak: "A"}, on=date(2021, 1, 1), precision="day")
    make_roll_call(text, {pak: "A"}, on=date(2022, 3, 1), precision="month")
    make_roll_call(text, {pak: "A"}, on=date(2022, 5, 1), state="draft")
    make_series("peace", [text], title="Peace among states")
    make_series("none", [], title="Peace that nobody voted on")
    make_resolution("A/RES/77/2", title="Peace without a vote")
    make_statement(pak, date=date(2022, 1, 1), precision="year", summary="Peace.")
    assert {
        found["name"]: (found["date"], found["precision"])
        for found in ask("search/?q=peace")["results"]
    } == {
        "Peace": ("2022-03-01", "month"),
        "Peace among states": ("2022-03-01", "month"),
        "Peace that nobody voted on": (None, None),
        "Peace without a vote": (None, None),
        "Pakistan, 2022": ("2022-01-01", "year"),
    }


def test_kinds_and_limit_narrow_it(ask, record):
    kinds = {found["kind"] for found in ask("search/?q=peace&kind=series,resolution")["results"]}
    assert kinds == {"series", "resolution"}
    assert len(ask("search/?q=pakistan&limit=1")["results"]) == 1


def test_twenty_are_answered_unless_more_are_asked_for(ask):
    for number in range(25):
        make_resolution(f"A/RES/77/{number}", title=f"Peace {number}")
    assert len(ask("search/?q=peace")["results"]) == 20
    assert len(ask("search/?q=peace&limit=100")["results"]) == 25


def test_what_is_not_found_is_near_something(ask, record):
    assert ask("search/?q=Pakistn") == {
        "query": "Pakistn",
        "results": [],
        "did_you_mean": ["Pakistan"],
    }


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=%20", "q"),
        ("q=a%00b", "q"),
        ("q=a&q=b", "q"),
        ("q=" + "x" * 201, "q"),
        ("q=a&kind=group", "kind"),
        ("q=a&kind=", "kind"),
        ("q=a&limit=0", "limit"),
        ("q=a&limit=101", "limit"),
        ("q=a&limit=x", "limit"),
        ("q=a&page=2", "page"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(refused, query, parameter):
    assert refused(f"search/?{query}")["parameter"] == parameter
