"""Every refusal that the document shows is one that is met, word for word."""

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client

from tests.api.writers import Writer
from tests.factories import make_country, make_source
from votes.api import limits
from votes.api.documents.refusals import REFUSALS

pytestmark = pytest.mark.django_db
SOURCE = {"title": "A report"}


def unknown_position(editor, client):
    return client.get("/api/v1/votes/?position=abstian")


def no_token(editor, client):
    return client.post("/api/v1/sources/", SOURCE, content_type="application/json")


def no_right(editor, client):
    return Writer("Readers").send("POST", "sources/", SOURCE)


def no_country(editor, client):
    make_country("PAK", "Pakistan")
    make_country("TJK", "Tajikistan")
    return client.get("/api/v1/countries/Pakistn/")


def no_method(editor, client):
    return client.delete("/api/v1/votes/")


def no_format(editor, client):
    return client.get("/api/v1/votes/", headers={"accept": "image/png"})


def key_of_another(editor, client):
    editor.send("POST", "sources/", SOURCE, 201, Idempotency_Key="2026-02-24-1")
    return editor.send("POST", "sources/", {"title": "Another"}, Idempotency_Key="2026-02-24-1")


def in_chunks(editor, client):
    return editor.send("POST", "sources/", SOURCE, Transfer_Encoding="chunked")


def an_older_version(editor, client):
    source = make_source("A report")
    editor.patch(f"sources/{source.pk}/", {"publisher": "Dawn"})
    return editor.send("PATCH", f"sources/{source.pk}/", SOURCE, If_Match="1")


def no_version(editor, client):
    return editor.send("PATCH", f"sources/{make_source('A report').pk}/", SOURCE)


def a_large_body(editor, client):
    return editor.send("POST", "sources/", '"' + "x" * (3 * 1024 * 1024) + '"')


def a_long_query(editor, client):
    return client.get("/api/v1/votes/?q=" + "x" * 4000)


def no_json(editor, client):
    bearer = {"authorization": f"Bearer {editor.token}"}
    return client.post("/api/v1/sources/", "x", content_type="text/plain", headers=bearer)


def too_often(editor, client):
    cache.clear()
    limits.settings.RATE_LIMITS = {"anonymous": 0}
    return client.get("/api/v1/votes/")


def no_database(editor, client):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        return Client(raise_request_exception=False).get("/api/v1/votes/")


MET = {
    **{400: unknown_position, 401: no_token, 403: no_right, 404: no_country, 405: no_method},
    **{406: no_format, 409: key_of_another, 411: in_chunks, 412: an_older_version},
    413: a_large_body,
    **{414: a_long_query, 415: no_json, 428: no_version, 429: too_often, 503: no_database},
}


@pytest.mark.parametrize("status", sorted(REFUSALS))
def test_a_documented_refusal_is_met_word_for_word(client, editor, settings, monkeypatch, status):
    monkeypatch.setattr(limits.time, "time", lambda: 999_991.0)
    response = MET[status](editor, client)
    assert response.status_code == status
    assert response.json() == REFUSALS[status].example
    assert response.has_header("Retry-After") == (status in {429, 503})
