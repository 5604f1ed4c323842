"""The whole record through the API: where it is, of which version, and the file itself."""

import hashlib
from datetime import datetime

import pytest

from tests.factories import make_country
from votes.exports.dump import make_dump
from votes.models import DataVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.DUMPS_DIR = tmp_path / "dumps"
    return settings.DUMPS_DIR


@pytest.fixture
def dump(folder):
    make_country("PAK", "Pakistan")
    return make_dump(folder)


def test_it_tells_version_time_size_checksum_rows_and_terms(ask, dump):
    answer = ask("dump/")
    assert datetime.fromisoformat(answer.pop("made_at")).timestamp() == pytest.approx(dump.made_at)
    assert datetime.fromisoformat(answer.pop("changed_at")) == dump.changed_at
    assert answer == {
        "data_version": DataVersion.current(),
        "is_current": True,
        "name": dump.name,
        "url": f"http://testserver/api/v1/dump/{dump.name}",
        "size": dump.path.stat().st_size,
        "sha256": hashlib.sha256(dump.path.read_bytes()).hexdigest(),
        "tables": dump.tables,
        "terms": dump.terms,
    }
    assert answer["tables"]["countries"] == 1


def test_a_dump_that_the_record_has_left_behind_says_so(ask, dump):
    make_country("IND", "India")
    answer = ask("dump/")
    assert (answer["data_version"], answer["is_current"]) == (dump.data_version, False)


def test_the_newest_of_several_is_told_and_the_one_before_still_answers(ask, client, dump, folder):
    make_country("IND", "India")
    newer = make_dump(folder)
    assert ask("dump/")["name"] == newer.name
    assert client.get(f"/api/v1/dump/{dump.name}").status_code == 200


def test_the_file_is_sent_whole_under_its_name(client, dump):
    response = client.get(f"/api/v1/dump/{dump.name}", headers={"accept-encoding": "gzip"})
    assert b"".join(response.streaming_content) == dump.path.read_bytes()
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Length"] == str(dump.size)
    assert response["Content-Disposition"] == f'attachment; filename="{dump.name}"'
    assert response["ETag"] == f'"{dump.sha256}"'


def test_who_has_it_already_is_not_sent_it_again(client, dump):
    address = f"/api/v1/dump/{dump.name}"
    response = client.get(address, headers={"if-none-match": f'"{dump.sha256}"'})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == f'"{dump.sha256}"'
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_the_head_of_the_file_has_its_length(client, dump):
    response = client.head(f"/api/v1/dump/{dump.name}")
    assert response["Content-Length"] == str(dump.size)


def test_where_no_dump_was_made_the_command_is_named(ask, folder):
    error = ask("dump/", status=404)["error"]
    assert error["code"] == "not_found"
    assert error["message"] == "No dump has been made yet; “manage.py make_dump” makes one."


@pytest.mark.parametrize("name", ["other.zip", "..%2F..%2Fmanage.py", "x%00.zip", "%2e%2e"])
def test_no_other_file_is_sent(ask, client, dump, name):
    assert client.get(f"/api/v1/dump/{name}").status_code in {400, 404}


def test_a_name_that_is_not_there_offers_the_newest(refused, dump):
    fault = refused("dump/un-votes-2020-01-01-v1.zip", status=404)
    assert (fault["parameter"], fault["did_you_mean"]) == ("dump", [dump.name])


def test_an_unknown_parameter_is_refused(refused, dump):
    assert refused("dump/?format=csv")["parameter"] == "format"
    assert refused(f"dump/{dump.name}?x=1")["parameter"] == "x"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, dump, method):
    for address in ("/api/v1/dump/", f"/api/v1/dump/{dump.name}"):
        assert getattr(client, method)(address).status_code == 405
