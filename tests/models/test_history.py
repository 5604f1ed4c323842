"""The history read backwards, and what it refers to looked up together."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_countries, make_resolution, make_roll_call
from votes.models import Change, RollCall, Vote, changing, undo
from votes.models.history import snapshot, walked_back

pytestmark = pytest.mark.django_db


def test_walking_back_finds_every_earlier_version_through_deletion_and_return():
    roll_call = RollCall(resolution=make_resolution(), date=date(2022, 3, 2))
    versions = [None]
    for note in ("", "One", "Two"):
        roll_call.note = note
        with changing(None, "for a test") as gate:
            gate.save(roll_call)
        versions.append(snapshot(roll_call))
    with changing(None, "for a test") as gate:
        gate.delete(roll_call)
    undo(gate.revision, None)
    versions += [None, versions[-1]]
    changes = list(Change.of(RollCall(pk=gate.revision.changes.get().record_id)))
    now = versions[-1]
    found = [walked_back(now, changes[:back]) for back in range(len(changes) + 1)]
    assert found == versions[::-1]


def test_what_many_changes_refer_to_is_looked_up_in_one_query_a_model():
    positions = dict.fromkeys(make_countries("PAK IND BRA FRA"), "Y")
    make_roll_call(make_resolution(), positions, state="draft")
    changes = list(Change.objects.filter(record_type="vote").order_by("id"))
    Change.name_together(changes)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        lines = [change.lines() for change in changes]
    assert [line[1] for line in lines] == [
        "Country: Pak",
        "Country: Ind",
        "Country: Bra",
        "Country: Fra",
    ]
    assert not queries.captured_queries
    with CaptureQueriesContext(connection) as queries:
        Change.name_together(changes)
    assert len(queries) == 2
    assert Vote.objects.count() == 4


def test_a_referred_record_that_is_gone_is_told_by_its_number():
    roll_call = make_roll_call(state="draft")
    key = roll_call.resolution_id
    change = Change.of(roll_call).first()
    with changing(None, "for a test") as gate:
        gate.delete(roll_call)
        gate.delete(roll_call.resolution)
    assert f"Resolution: no longer there ({key})" in change.lines()
