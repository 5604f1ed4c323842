"""Health answers, and what a reader gets when the database is away."""

import logging

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.fixture
def away():
    """A database that refuses every query."""

    def refuse(execute, sql, params, many, context):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        yield


def test_livez_never_touches_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/livez")
    assert (response.status_code, response.content) == (200, b"alive\n")


@pytest.mark.django_db
def test_readyz_asks_the_database(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_readyz_says_when_the_database_is_away(client, away, monkeypatch):
    monkeypatch.setattr(connection, "close", lambda: None)
    response = client.get("/readyz")
    assert (response.status_code, response["Retry-After"]) == (503, "5")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/countries/PAK/", "/api/v1/votes/"])
def test_a_database_that_is_away_is_503_with_a_time_to_come_back(away, address):
    response = Client(raise_request_exception=False).get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "does not answer in time" in response.content.decode()


@pytest.mark.django_db
def test_a_fault_is_told_as_the_sites_own(monkeypatch):
    def fail(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("votes.web.pages.AboutDataPage.of", fail)
    response = Client(raise_request_exception=False).get("/about/data/")
    assert response.status_code == 500
    assert '<h1 class="long">This page could not be made</h1>' in response.content.decode()
    assert "The fault is this site’s, and it has been logged. Try again later." in (
        response.content.decode()
    )


@pytest.mark.django_db
def test_an_unknown_address_of_the_api_answers_in_json(client):
    response = client.get("/api/v1/nowhere/")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/admin/", "/api/v1/status/"])
def test_a_nul_in_a_cookie_is_refused_before_it_reaches_the_database(client, caplog, address):
    client.cookies["sessionid"] = "\x00aaaaaaaaaaaaaaaaaaaa"
    assert client.get(address).status_code == 400
    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(
    ("address", "status"),
    [
        *(("/%00", 400), ("/?q=%00", 400), ("/?%00=1", 400), ("/static/votes/%00.css", 400)),
        *(("/countries/P%00K/", 400), ("/countries/P%00K/feed.atom", 400), ("/?lang=%00", 400)),
        *(("/cards/%00.png", 400), ("/compare/?c=%00", 400), ("/admin/login/?next=%00", 400)),
        *(("/api/v1/%00", 404), ("/api/v1/countries/%00/", 404), ("/api/v1/votes/?q=%00", 400)),
        *(("/api/v1/votes/?%00=1", 400), ("/api/v1/votes/?cursor=%00", 400)),
    ],
)
def test_a_nul_in_an_address_is_the_askers_mistake_and_no_failure_here(
    caplog, method, address, status
):
    response = getattr(Client(raise_request_exception=False), method)(address)
    assert response.status_code == status
    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []
