"""Which format is answered where the Accept header leaves a choice."""

import pytest

from tests.factories import make_country

pytestmark = pytest.mark.django_db

JSON, CSV, LINES = "application/json", "text/csv", "application/jsonl"


def kind(response):
    return response.headers["Content-Type"].partition(";")[0]


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        ("*/*", JSON),
        ("text/*", CSV),
        # What is wanted most, wherever it stands.
        ("application/json;q=0.5, text/csv", CSV),
        ("text/csv;q=0.5, application/json;q=0.6", JSON),
        ("text/csv;q=0.1, application/jsonl;q=0.9, */*;q=0.2", LINES),
        ("text/csv;q=0.4, */*;q=0.5", JSON),
        # Wanted alike: the one that is named, then the usual one.
        ("*/*, text/csv", CSV),
        ("application/jsonl, text/csv, application/json", JSON),
        ("text/csv;q=0.5, application/jsonl;q=0.5", CSV),
        # What is not wanted at all.
        ("application/json;q=0, */*", CSV),
        ("application/json;q=0, text/csv;q=0.000, */*;q=0.1", LINES),
        # For each the closest range counts.
        ("application/*;q=0.2, application/json;q=0.9, text/csv;q=0.8", JSON),
        ("application/*;q=0.9, application/json;q=0.2, text/csv;q=0.8", LINES),
        ("application/json; indent=4; q=0.2, text/csv;q=0.3", CSV),
        # Of a weight that is none nothing follows.
        ("text/csv;q=much, application/json;q=0.9", CSV),
        ("text/csv;q=nan, application/json;q=2", JSON),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", JSON),
    ],
)
def test_the_format_that_is_wanted_most_is_answered(client, accept, answered):
    make_country()
    assert kind(client.get("/api/v1/countries/", headers={"accept": accept})) == answered


@pytest.mark.parametrize(
    "accept", ["image/png", "application/json;q=0", "*/*;q=0", "application/json;q=0, image/*"]
)
def test_where_nothing_is_wanted_that_there_is_the_request_is_refused(client, accept):
    make_country()
    response = client.get("/api/v1/countries/PAK/", headers={"accept": accept})
    assert (response.status_code, kind(response)) == (406, JSON)


def test_the_parameter_goes_before_the_header(client):
    make_country()
    response = client.get("/api/v1/countries/?format=csv", headers={"accept": "text/csv;q=0"})
    assert kind(response) == CSV
