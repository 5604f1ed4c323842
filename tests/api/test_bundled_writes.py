"""The first vote of the emergency session, written again whole in one call."""

import pytest

from votes.models import Change, Resolution, Revision, RollCall, Vote

pytestmark = pytest.mark.django_db

ES_11_1 = "A/RES/ES-11/1"


def test_a_whole_roll_call_is_read_and_written_again_in_one_call(bundled, reviewer):
    number = RollCall.objects.get(resolution=Resolution.objects.called(ES_11_1)).pk
    read = reviewer.get(f"roll-calls/{number}/?include=votes")
    before = Revision.objects.count()
    again = read | {"scope": "paragraph", "scope_label": "operative 1", "identifiers": []}
    written = reviewer.post("roll-calls/?include=votes", again)
    assert len(written["votes"]) == 193
    assert written["totals"] == read["totals"]
    assert written["totals"]["counted"] == {"yes": 141, "no": 5, "abstain": 35, "non_voting": 12}
    assert written["state"] == "published"
    own = ("id", "version", "updated_at")
    assert [{k: v for k, v in row.items() if k not in own} for row in written["votes"]] == [
        {k: v for k, v in row.items() if k not in own} for row in read["votes"]
    ]
    assert Revision.objects.count() == before + 1
    assert Revision.objects.latest("id").user == reviewer.user


def test_one_vote_missing_and_nothing_of_it_is_written(bundled, reviewer):
    number = RollCall.objects.get(resolution=Resolution.objects.called(ES_11_1)).pk
    read = reviewer.get(f"roll-calls/{number}/?include=votes")
    before = RollCall.objects.count(), Vote.objects.count(), Change.objects.count()
    again = read | {"scope": "paragraph", "scope_label": "operative 1", "identifiers": []}
    again["votes"] = [row for row in read["votes"] if row["country"]["code"] != "PAK"]
    (fault,) = reviewer.faults("POST", "roll-calls/", again).values()
    assert "abstain: 34 recorded, 35 official, 1 missing." in fault[0]
    assert before == (RollCall.objects.count(), Vote.objects.count(), Change.objects.count())


def test_what_was_read_can_be_sent_back_and_changes_nothing(bundled, editor):
    number = RollCall.objects.get(resolution=Resolution.objects.called(ES_11_1)).pk
    read = editor.get(f"roll-calls/{number}/?include=votes")
    before = Change.objects.count()
    assert editor.patch(f"roll-calls/{number}/?include=votes", read, read["version"]) == read
    assert Change.objects.count() == before


def test_names_are_read_as_of_the_day_of_the_vote_and_kept_as_recorded(editor, bundled):
    body = {
        "resolution": ES_11_1,
        "scope": "paragraph",
        "date": "1960-11-01",
        "votes": [
            {"country": "Upper Volta", "position": "yes"},
            {"country": "USSR", "position": "no"},
        ],
    }
    editor.post("roll-calls/", body)
    votes = RollCall.objects.latest("id").votes
    assert set(votes.values_list("country__code", "recorded_name")) == {
        ("BFA", "Upper Volta"),
        ("SUN", "USSR"),
    }
