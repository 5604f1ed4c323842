"""Where everything is, and how new."""

from datetime import UTC, datetime

import pytest

from tests.factories import make_country, make_resolution, make_roll_call
from votes.models import DataVersion, ImportRun

pytestmark = pytest.mark.django_db


def test_the_root_lists_every_resource_and_each_answers(ask, settings, tmp_path):
    settings.DUMPS_DIR = tmp_path
    names = [
        *("countries", "groups", "resolutions", "roll-calls", "votes", "series", "topics"),
        *("statements", "contacts", "expectations", "sources", "search", "shifts", "status"),
        *("dump", "schema", "docs"),
    ]
    root = ask("")
    assert root == {name: f"http://testserver/api/v1/{name}/" for name in names}
    del root["docs"]
    for name, address in root.items():
        # Of a new tracker there is no dump yet.
        status = 404 if name == "dump" else 200
        ask(address, {"q": "peace"} if name == "search" else None, status)


def test_status_tells_version_newest_vote_counts_and_last_import(ask):
    make_roll_call(make_resolution(), {make_country(): "Y"})
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    ImportRun.objects.create(
        name="file.csv",
        source="undl_ga",
        source_name="UN Digital Library",
        checksum="0" * 64,
        finished_at=moment,
        outcome="completed",
        counts={"added": 3},
    )
    ImportRun.objects.create(
        name="running.csv", source="voeten", source_name="Voeten", checksum="1" * 64
    )
    moved = DataVersion.objects.get()
    assert ask("status/") == {
        "data_version": moved.number,
        "changed_at": moved.moved_at.isoformat().replace("+00:00", "Z"),
        "newest_vote": "2022-03-02",
        "counts": {
            "countries": 1,
            "groups": 0,
            "resolutions": 1,
            "roll_calls": 1,
            "votes": 1,
            "series": 0,
            "topics": 0,
            "statements": 0,
            "contacts": 0,
            "expectations": 0,
            "sources": 0,
        },
        "last_import": {
            "source": "UN Digital Library",
            "edition": None,
            "finished_at": "2026-01-02T03:04:05Z",
            "outcome": "completed",
            "counts": {"added": 3},
        },
    }


def test_an_empty_database_has_a_status(ask):
    answer = ask("status/")
    assert answer["data_version"] == 0
    assert answer["newest_vote"] is None
    assert answer["last_import"] is None


def test_status_takes_no_parameters(refused):
    assert refused("status/?x=1")["parameter"] == "x"
    assert refused("?x=1")["parameter"] == "x"
