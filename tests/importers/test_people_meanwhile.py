"""What people entered or took out, and what they write while a file is brought in."""

from datetime import date

import pytest

from tests.factories import make_resolution, make_roll_call, saved
from tests.importers.small_files import (
    bring,
    came_of,
    dump,
    library,
    make_states,
    only_roll_call,
    roll_call,
    said,
    voeten,
    voeten_call,
)
from votes.importers import load
from votes.models import (
    ResolutionTopic,
    RollCallIdentifier,
    Topic,
    Vote,
    changing,
)
from votes.models.changing import _open

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def states():
    return make_states()


def a_person_writes():
    """What another connection has committed since the import began to compare."""
    with changing(None, "Corrected meanwhile") as gate:
        vote = Vote.objects.order_by("id").first()
        vote.note = f"{vote.note}!"
        gate.save(vote)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_correction_made_during_an_import_makes_it_begin_anew(tmp_path, monkeypatch, times):
    """Nothing a person wrote after the comparison began is overwritten unseen."""
    bring(library(tmp_path, roll_call()))
    before = dump()
    left = [None] * times
    write_plan = load.write_plan

    def disturbed(*arguments):
        write_plan(*arguments)
        if left:
            left.pop()
            # By a gate of its own, as another connection's would be.
            token = open_gate_of_nobody()
            try:
                a_person_writes()
            finally:
                token()

    monkeypatch.setattr(load, "write_plan", disturbed)
    new = library(tmp_path, roll_call(positions="FRA N, TUR Y, USA N, IND A, NAM X"))
    if times < load.TRIES:
        assert came_of(bring(new))[1]["changed"] == 1
    else:
        with pytest.raises(load.Overtaken):
            bring(new)
        assert dump() == before


def open_gate_of_nobody():
    token = _open.set(None)
    return lambda: _open.reset(token)


def test_totals_entered_by_hand_do_not_keep_out_what_the_library_counts_besides(tmp_path, states):
    positions = {states[code]: letter for code, letter in zip(states, "YYNA", strict=False)}
    make_roll_call(
        make_resolution("A/RES/40/86", session="40"),
        positions,
        on=date(1985, 12, 12),
        total_non_voting=None,
    )
    report = bring(library(tmp_path, roll_call()))
    assert came_of(report) == ({"changed": 1}, {"added": 1, "unchanged": 4})
    assert only_roll_call().total_non_voting == 1


def test_a_renamed_topic_is_the_same_topic(tmp_path):
    path = library(tmp_path, roll_call(subjects="ARMS"))
    bring(path)
    topic = Topic.objects.get()
    topic.name = "Arms control"
    saved(topic)
    assert came_of(bring(path))[0] == {"unchanged": 1}
    assert list(Topic.objects.values_list("name", flat=True)) == ["Arms control"]
    assert ResolutionTopic.objects.count() == 1


def test_a_topic_that_was_deleted_with_its_links_is_not_made_again(tmp_path):
    path = library(tmp_path, roll_call(subjects="ARMS"))
    bring(path)
    with changing(None, "No subject of ours") as gate:
        gate.delete(ResolutionTopic.objects.get())
        gate.delete(Topic.objects.get())
    report = bring(path)
    assert said(report, "kept") == [
        "A/RES/40/86: subject “ARMS” in the file; kept: none, as a person corrected it."
    ]
    assert not ResolutionTopic.objects.exists()


def test_a_number_that_a_person_took_from_a_roll_call_does_not_come_back(tmp_path):
    bring(library(tmp_path, roll_call()))
    bring(*voeten(tmp_path / "v", voeten_call()))
    with changing(None, "Another vote") as gate:
        gate.delete(RollCallIdentifier.objects.get(scheme="voeten"))
    report = bring(*voeten(tmp_path / "v", voeten_call()))
    assert came_of(report)[0] == {"kept_by_hand": 1}
    assert not RollCallIdentifier.objects.filter(scheme="voeten").exists()
