"""Refusals: one shape, the fault named, the right value offered; never a failure."""

from datetime import date
from urllib.parse import quote

import pytest
from django.conf import settings
from django.urls import get_resolver

from tests.copied import copied
from tests.factories import (
    make_country,
    make_group,
    make_resolution,
    make_roll_call,
    make_series,
    saved,
)
from votes.api.urls import router
from votes.models import CountryName, Series

pytestmark = pytest.mark.django_db
TEXT = "A/RES/ES-11/1"
LISTS = [
    *("countries", "groups", "resolutions", "roll-calls", "votes", "votes/summary", "series"),
    *("topics", "statements", "contacts", "expectations", "sources", "countries/PAK/votes"),
]
QUESTIONS = [
    *("agreement", "shifts", "countries/PAK/partners", "countries/PAK/stances"),
    *("countries/PAK/shifts", "countries/PAK/participation", "groups/NATO/cohesion"),
    *("series/ukraine/movers", "series/ukraine/shifts", "search"),
    "resolutions/A-RES-ES-11-1/whip-count",
]


@pytest.fixture
@copied
def record():
    pak = make_country("PAK", "Pakistan")
    make_country("TUR", "Türkiye")
    make_group("NATO")
    text = make_resolution()
    make_series("ukraine", [text])
    make_roll_call(text, {pak: "A"})


def test_a_refusal_names_parameter_value_and_the_near_right_one(ask, record):
    message = "“maybe” is not known; this takes yes, no, abstain, non_voting."
    assert ask("votes/?position=maybe", status=400) == {
        "error": {
            "status": 400,
            "code": "invalid_parameter",
            "message": f"position: {message}",
            "details": [
                {
                    "parameter": "position",
                    "value": "maybe",
                    "message": message,
                    "did_you_mean": [],
                }
            ],
        }
    }


@pytest.mark.parametrize(
    ("query", "parameter", "value", "near"),
    [
        ("cuntry=PAK", "cuntry", "PAK", ["country", "count"]),
        ("format=xml", "format", "xml", []),
        ("format=csv&limit=10", "limit", "10", []),
        ("fields=positon", "fields", "positon", ["position"]),
        ("format=csv&fields=titel", "fields", "titel", ["title"]),
        ("country=XXX", "country", "XXX", []),
        ("country=Pakistn", "country", "Pakistn", ["Pakistan (PAK)"]),
        ("country=PAK,Turkiy", "country", "Turkiy", ["Türkiye (TUR)"]),
        ("agrees_with=Pakstan", "agrees_with", "Pakstan", ["Pakistan (PAK)"]),
        ("differs_from=QQQ", "differs_from", "QQQ", []),
        ("group=NATTO", "group", "NATTO", ["NATO"]),
        ("position=abstian", "position", "abstian", ["abstain"]),
        ("position=absent", "position", "absent", ["non_voting"]),
        ("position=against", "position", "against", ["no"]),
        ("position=A", "position", "A", ["abstain"]),
        ("body=UN", "body", "UN", []),
        ("organ=plenari", "organ", "plenari", ["plenary"]),
        ("scope=all", "scope", "all", []),
        ("session=ES11", "session", "ES11", ["ES-11"]),
        ("since=yesterday", "since", "yesterday", []),
        ("since=2022-02-30", "since", "2022-02-30", []),
        ("since=20220302", "since", "20220302", []),
        ("since=2022-W09-3", "since", "2022-W09-3", []),
        ("until=0000-00-00", "until", "0000-00-00", []),
        ("until=99999-01-01", "until", "99999-01-01", []),
        ("since=2022-03-02&since=2022-03-03", "since", "2022-03-03", []),
        ("since=2022-03-02&until=2022-03-01", "since", "2022-03-02", []),
        ("topic=war", "topic", "war", []),
        ("series=ukrain", "series", "ukrain", ["ukraine"]),
        ("resolution=A/RES/ES-11/9", "resolution", "A/RES/ES-11/9", ["A/RES/ES-11/1"]),
        ("resolution=id-999", "resolution", "id-999", []),
        ("resolution=id-99999999999999999999", "resolution", "id-99999999999999999999", []),
        ("updated_since=now", "updated_since", "now", []),
        ("updated_since=0001-01-01T00:00:00%2B14:00", "updated_since", None, []),
        ("ordering=name", "ordering", "name", []),
        ("country=", "country", "", []),
        ("country=,", "country", "", []),
        ("country=PAK&country=", "country", "", []),
        ("count=yes", "count", "yes", ["true"]),
        ("country=P%00AK", "country", "P\\0AK", []),
        ("q=" + "x" * 201, "q", "x" * 200, []),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(refused, record, query, parameter, value, near):
    fault = refused(f"votes/?{query}")
    assert fault["parameter"] == parameter
    assert value is None or fault["value"] == value
    assert fault["did_you_mean"] == near


def test_every_fault_is_named_at_once(ask, record):
    details = ask("votes/?position=maybe&cuntry=PAK&since=x", status=400)["error"]["details"]
    assert {each["parameter"] for each in details} == {"position", "cuntry", "since"}


def test_at_most_a_hundred_values_are_combined(ask, refused, record):
    names = [f"A{letter}{other}" for letter in "ABCDEFGHIJK" for other in "ABCDEFGHIJ"]
    fault = refused("votes/", {"country": ",".join(names[:101])})
    assert fault["message"] == "At most 100 values can be combined."
    assert refused("votes/", {"country": names[:101]})["message"] == fault["message"]
    assert ask("votes/", {"country": ",".join(["PAK"] * 300)})["results"]


def test_a_name_of_two_countries_offers_both(refused):
    for code, first, last in (("COG", 1960, 1963), ("COD", 1964, 1965)):
        name = CountryName(country=make_country(code), name="Congo", kind="official")
        name.valid_from, name.valid_to = date(first, 1, 1), date(last, 12, 31)
        saved(name)
    fault = refused("votes/?country=congo")
    assert fault["message"] == "“congo” means more than one country."
    assert sorted(fault["did_you_mean"]) == ["Cod (COD)", "Cog (COG)"]


def test_a_draft_symbol_of_two_texts_offers_both(ask, refused):
    make_resolution("A/RES/38/35A", draft_symbol="A/38/L.9")
    make_resolution("A/RES/38/35B", draft_symbol="A/38/L.9")
    fault = refused("votes/?resolution=A/38/L.9")
    assert fault["did_you_mean"] == ["A/RES/38/35A", "A/RES/38/35B"]
    assert refused("resolutions/A-38-L.9/", status=404)["did_you_mean"] == [
        "A-RES-38-35A",
        "A-RES-38-35B",
    ]


def test_a_series_that_is_not_accepted_is_unknown(refused, record):
    saved(Series(slug="palestine", title="Palestine", status="proposed"))
    assert refused("votes/?series=palestine")["did_you_mean"] == []
    assert refused("votes/?series=palestin")["did_you_mean"] == []


@pytest.mark.parametrize(
    ("path", "message", "near"),
    [
        ("countries/Pakistn/", "No country is called “Pakistn”.", ["Pakistan (PAK)"]),
        ("countries/XXX/votes/", "No country is called “XXX”.", []),
        ("groups/NATTO/", "No group is called “NATTO”.", ["NATO"]),
        (
            "resolutions/A/RES/ES-11/9/",
            "No text is called “A/RES/ES-11/9”.",
            ["A/RES/ES-11/1"],
        ),
        ("resolutions/id-0/", "No text is called “id-0”.", []),
        ("roll-calls/999999/", "No roll call is called “999999”.", []),
        ("votes/9999999999999999999/", "No vote is called “9999999999999999999”.", []),
        ("series/ukrain/", "No series is called “ukrain”.", ["ukraine"]),
        ("topics/x/", "No topic is called “x”.", []),
        ("countries/P%00K/", "No country is called “P\x00K”.", []),
        ("countries/Pakistn/partners/", "No country is called “Pakistn”.", ["Pakistan (PAK)"]),
        ("countries/XXX/stances/", "No country is called “XXX”.", []),
        ("countries/XXX/shifts/", "No country is called “XXX”.", []),
        ("countries/P%00K/participation/", "No country is called “P\x00K”.", []),
        ("groups/NATTO/cohesion/", "No group is called “NATTO”.", ["NATO"]),
        ("series/ukrain/movers/", "No series is called “ukrain”.", ["ukraine"]),
        ("series/ukrain/shifts/", "No series is called “ukrain”.", ["ukraine"]),
        ("resolutions/A%00/whip-count/", "No text is called “A\x00”.", []),
    ],
)
def test_an_address_that_names_nothing_helps(ask, record, path, message, near):
    error = ask(path, status=404)["error"]
    assert (error["code"], error["message"]) == ("not_found", message)
    assert error["details"][0]["did_you_mean"] == near


@pytest.mark.parametrize("path", ["nothing/", "votes/abc/", "votes/1/2/", f"votes/{'9' * 5000}/"])
def test_an_unknown_address_is_answered_in_the_same_shape(ask, path):
    error = ask(path, status=404)["error"]
    assert set(error) == {"status", "code", "message", "details"}
    assert error["code"] == "not_found"


# What an account may add to, and correct.
WRITTEN = {
    *("countries", "groups", "resolutions", "roll-calls", "series", "topics", "statements"),
    *("contacts", "expectations", "sources"),
}
ONES = {"countries/PAK", "series/ukraine"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "path", [*LISTS, *QUESTIONS, "", "status", "countries/PAK", "series/ukraine"]
)
def test_nothing_can_be_written_without_an_account(client, record, method, path):
    address = f"/api/v1/{path}/" if path else "/api/v1/"
    response = getattr(client, method)(address, {"a": 1}, content_type="application/json")
    needs_account = (path in WRITTEN and method == "post") or (path in ONES and method == "patch")
    assert response.status_code == (401 if needs_account else 405)
    code = "not_authenticated" if needs_account else "method_not_allowed"
    assert response.json()["error"]["code"] == code


@pytest.mark.parametrize("method", ["head", "options"])
@pytest.mark.parametrize("path", [*LISTS, *QUESTIONS])
def test_reading_has_three_methods(client, record, method, path):
    asks = {"agreement": "?country=PAK", "series/ukraine/movers": f"?from={TEXT}&to={TEXT}"}
    asks["search"] = "?q=peace"
    address = f"/api/v1/{path}/{asks.get(path, '')}"
    assert getattr(client, method)(address).status_code == 200


def test_a_form_that_is_not_spoken_is_refused(client, record):
    response = client.get("/api/v1/votes/", headers={"accept": "text/html"})
    assert response.status_code == 406
    assert response.json()["error"]["code"] == "not_acceptable"


@pytest.mark.parametrize("name", [*LISTS, *QUESTIONS])
def test_every_list_refuses_an_unknown_parameter(ask, record, name):
    details = ask(f"{name}/?nonsense=1", status=400)["error"]["details"]
    assert "nonsense" in {detail["parameter"] for detail in details}


ODD = [
    *("%00", "%FF%FE", "%ED%A0%80", "'", '"', "--", "%25", "_", "%F0%9F%92%A9", "9" * 400, "-1"),
    *("0000-00-00", "99999-01-01", "0001-01-01", "9999-12-31", "9999-12-31T23:59:59-14:00"),
    *(
        "1e999",
        "NaN",
        "%7B%7D",
        "A" * 3000,
        "%D9%A3",
        ",",
        ",,a,,",
        "%20",
        "id-9223372036854775808",
    ),
]


def ends(address):
    """How asking an address may end: one whose query string is too long is refused for that."""
    is_long = len(quote(address.partition("?")[2], safe="%&=/")) > settings.LONGEST_QUERY
    return {414} if is_long else {200, 400}


@pytest.mark.parametrize("value", ODD)
def test_no_value_of_any_parameter_makes_the_api_fail(client, record, value):
    for _prefix, viewset, basename in router.registry:
        names = [*viewset.filterset_class.known(), *viewset.pagination_class.parameters]
        for name in [*names, "include", "on", value]:
            address = f"/api/v1/{basename}/?{name}={value}&{name}={value}"
            assert client.get(address).status_code in ends(address), address
            address = f"/api/v1/{basename}/?{name}={value}"
            assert client.get(address).status_code in ends(address), address


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("path", QUESTIONS)
def test_no_value_makes_a_question_fail(client, record, path, value):
    names = [*("country", "with", "with_group", "index", "by", "positions", "min_n", "limit")]
    names += [*("cursor", "series", "since", "until", "session", "q", "from", "to", "kind")]
    for name in names:
        for start in ("", "country=PAK&", "from=A/RES/ES-11/1&", "kind=country&"):
            address = f"/api/v1/{path}/?{start}{name}={value}"
            assert client.get(address).status_code in ends(address), address


@pytest.mark.parametrize("value", ODD)
def test_no_address_makes_the_api_fail(client, record, value):
    for basename in [*(each[2] for each in router.registry), "countries/PAK/votes", "status"]:
        assert client.get(f"/api/v1/{basename}/{value}/").status_code == 404


def test_every_route_of_the_api_is_known_to_these_tests():
    routes = {
        str(route.pattern)
        for include in get_resolver().url_patterns
        if str(include.pattern) == "api/v1/"
        for route in include.url_patterns
    }
    others = {"", "status", "schema", "docs", "dump", "tokens"}
    lists = {route.removeprefix("^").split("/")[0] for route in routes} - others
    assert lists == {name.split("/")[0] for name in [*LISTS, *QUESTIONS]}
