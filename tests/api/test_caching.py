"""Answers are kept until something changes, and told to be the same without a look at the rows."""

import gzip
import re

import pytest

from tests.copied import copied
from tests.factories import make_country, make_resolution, make_roll_call, make_statement, saved
from tracker import caching
from votes.models import ImportRun, RollCall, changing

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/votes/?country=PAK"
PLACES = [
    *("votes/", "votes/summary/", "countries/", "countries/PAK/", "resolutions/", "roll-calls/"),
    *("status/", "", "countries/PAK/partners/", "agreement/?country=PAK", "shifts/"),
    *("votes/?format=csv", "votes/?format=jsonl", "resolutions/A-RES-ES-11-1/"),
]


@pytest.fixture
@copied
def record():
    return make_roll_call(make_resolution(), {make_country("PAK", "Pakistan"): "A"})


def tag_of(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response["ETag"]


def change(roll_call):
    with changing(None, "for a test") as gate:
        found = RollCall.objects.get(pk=roll_call.pk)
        found.note += "Changed. "
        gate.save(found)


@pytest.mark.parametrize("path", PLACES)
def test_an_answer_has_a_strong_validator_and_is_not_sent_twice(client, record, path):
    address = f"/api/v1/{path}"
    tag = tag_of(client, address)
    assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
    response = client.get(address, headers={"if-none-match": tag})
    assert (response.status_code, response.content) == (304, b"")
    assert (response["ETag"], response["Cache-Control"]) == (
        tag,
        "public, max-age=0, must-revalidate",
    )
    assert {"Accept", "Accept-Encoding", "Authorization", "Cookie"} <= set(
        response["Vary"].split(", ")
    )


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "{}, *"])
def test_validators_are_read_as_http_has_them(client, record, form):
    tag = tag_of(client, ADDRESS)
    response = client.get(ADDRESS, headers={"if-none-match": form.format(tag)})
    assert response.status_code == 304


def test_the_rows_are_not_touched_to_say_that_nothing_changed(
    client, record, django_assert_num_queries
):
    tag = tag_of(client, ADDRESS)
    # The version of the data.
    with django_assert_num_queries(1):
        assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("path", PLACES)
def test_after_a_change_the_answer_is_sent_anew(client, record, path):
    address = f"/api/v1/{path}"
    tag = tag_of(client, address)
    change(record)
    response = client.get(address, headers={"if-none-match": tag})
    # The addresses of the lists stay the same whatever changes.
    assert response.status_code == 200
    assert response["ETag"] != tag


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/api/v1/votes/?country=PAK&limit=1"},
        {"path": "/api/v1/votes/?country=PAK&format=jsonl"},
        {"path": ADDRESS, "headers": {"accept": "text/csv"}},
        {"path": ADDRESS, "SERVER_NAME": "127.0.0.1"},
    ],
)
def test_another_answer_has_another_validator(client, record, other):
    tag = tag_of(client, ADDRESS)
    response = client.get(**other)
    assert response.status_code == 200
    assert response["ETag"] != tag


def test_another_day_and_another_release_have_other_validators(client, record, monkeypatch):
    tag = tag_of(client, ADDRESS)
    monkeypatch.setattr(caching, "release", lambda: "of tomorrow")
    assert tag_of(client, ADDRESS) != tag
    monkeypatch.undo()
    assert tag_of(client, ADDRESS) == tag
    day = caching.timezone.now() + caching.timezone.timedelta(days=1)
    monkeypatch.setattr(caching.timezone, "now", lambda: day)
    assert tag_of(client, ADDRESS) != tag


def test_compressed_answers_have_a_strong_validator_of_their_own(client, record):
    plain, compressed = (
        client.get(ADDRESS),
        client.get(ADDRESS, headers={"accept-encoding": "gzip"}),
    )
    assert gzip.decompress(compressed.content) == plain.content
    assert compressed["ETag"] == plain["ETag"].removesuffix('"') + '-gzip"'
    again = client.get(ADDRESS, headers={"accept-encoding": "gzip"})
    assert again.content == compressed.content
    for headers in (
        {"accept-encoding": "gzip", "if-none-match": compressed["ETag"]},
        {"if-none-match": plain["ETag"]},
    ):
        response = client.get(ADDRESS, headers=headers)
        assert (response.status_code, response["ETag"]) == (304, headers["if-none-match"])


def test_files_are_compressed_as_they_stream(client, record):
    response = client.get(f"{ADDRESS}&format=csv", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    text = gzip.decompress(b"".join(response.streaming_content))
    assert text == b"".join(client.get(f"{ADDRESS}&format=csv").streaming_content)


def test_who_is_signed_in_gets_private_answers(client, record, admin_user):
    tag = tag_of(client, ADDRESS)
    client.force_login(admin_user)
    response = client.get(ADDRESS, headers={"if-none-match": tag, "accept-encoding": "gzip"})
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert not response.has_header("ETag")
    assert not response.has_header("Content-Encoding")


def test_whoever_shows_a_token_is_answered_anew(client, record):
    tag = tag_of(client, ADDRESS)
    headers = {"if-none-match": tag, "authorization": "Bearer none"}
    assert client.get(ADDRESS, headers=headers)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("path", "status"),
    [("votes/?colour=red", 400), ("nowhere/", 404), ("countries/XYZ/", 404)],
)
def test_refusals_are_not_kept(client, path, status):
    response = client.get(f"/api/v1/{path}")
    assert (response.status_code, response["Cache-Control"]) == (status, "no-store")
    assert not response.has_header("ETag")


def test_a_guessed_validator_is_never_the_right_one(client):
    for guess in ("*", '"0"', '""', f'"{"0" * 32}"'):
        response = client.get("/api/v1/votes/?colour=red", headers={"if-none-match": guess})
        assert response.status_code == 400


def test_the_status_knows_of_an_import_that_changed_nothing(client, record):
    tag = tag_of(client, "/api/v1/status/")
    ImportRun.objects.create(
        name="again.csv", source="undl_ga", source_name="Again", outcome="completed",
        checksum="0" * 64, finished_at=caching.timezone.now(),
    )  # fmt: skip
    response = client.get("/api/v1/status/", headers={"if-none-match": tag})
    assert response.status_code == 200
    assert response["ETag"] != tag


def test_names_are_new_as_soon_as_they_change(ask, record):
    assert ask("votes/")["results"][0]["country"]["name"] == "Pakistan"
    country = record.votes.get().country
    country.name = "Islamic Republic of Pakistan"
    saved(country)
    assert ask("votes/")["results"][0]["country"]["name"] == "Islamic Republic of Pakistan"


def test_what_is_not_public_moves_no_rows_into_an_answer(client, record):
    """A change that readers do not see makes them ask anew, and get the same."""
    before = client.get("/api/v1/statements/").json()
    make_statement(record.votes.get().country, resolution=record.resolution, visibility="internal")
    assert client.get("/api/v1/statements/").json() == before


def test_a_query_string_has_an_end(client):
    response = client.get("/api/v1/votes/?q=" + "x" * 4000)
    assert response.status_code == 414
    assert response.json()["error"] == {
        "status": 414,
        "code": "too_long",
        "message": "A query string has at most 4000 characters.",
        "details": [],
    }
