"""What only the desk reads, and what is on record of a position, written over the API."""

import json

import pytest

from tests.api.writers import Writer
from tests.factories import make_country, make_resolution, make_roll_call
from votes.models import Change, Resolution, RollCall, Vote

pytestmark = pytest.mark.django_db

NOTE = "Ask the delegation again."


@pytest.fixture
def call():
    return make_roll_call(make_resolution(), {make_country("PAK", "Pakistan"): "A"})


@pytest.fixture
def addresses(call):
    """A text and a roll call, each by its address."""
    return {"resolutions/A-RES-ES-11-1/": Resolution, f"roll-calls/{call.pk}/": RollCall}


def test_a_note_of_the_desk_is_written_corrected_and_taken_out(editor, addresses):
    for address, model in addresses.items():
        read = editor.get(address)
        assert read["internal_note"] is None
        written = editor.patch(address, {"internal_note": NOTE})
        assert written == read | {
            "internal_note": NOTE,
            "version": 2,
            "updated_at": written["updated_at"],
        }
        assert editor.patch(address, written, 2) == written
        assert editor.patch(address, {"note": "For readers."}, 2)["internal_note"] == NOTE
        assert editor.patch(address, {"internal_note": None}, 3)["internal_note"] is None
        record = model.objects.get()
        assert (record.internal_note, record.note) == ("", "For readers.")
        changes = Change.of(record).order_by("id").values_list("after__internal_note", flat=True)
        assert [each for each in changes if each is not None][-2:] == [NOTE, ""]


def test_a_note_of_the_desk_comes_with_a_new_record(editor):
    body = {"draft_symbol": "A/ES-11/L.1", "title": "A text", "internal_note": NOTE}
    assert editor.post("resolutions/", body)["internal_note"] == NOTE
    body = {"resolution": "A/ES-11/L.1", "date": "2022-03-02", "internal_note": NOTE}
    assert editor.post("roll-calls/", body)["internal_note"] == NOTE


def test_who_may_not_view_the_record_at_the_desk_is_not_told_that_there_is_a_note(
    editor, client, addresses
):
    for address in addresses:
        editor.patch(address, {"internal_note": NOTE})
    stranger = Writer()
    for address in addresses:
        named = [address, f"{address}?fields=internal_note"]
        for answers in (
            [client.get(f"/api/v1/{each}") for each in named],
            [stranger.send("GET", each) for each in named],
        ):
            assert [each.status_code for each in answers] == [200, 400]
            assert "internal_note" not in answers[0].json()
            assert NOTE.encode() not in answers[0].content + answers[1].content


def test_who_may_view_the_record_at_the_desk_is_shown_its_note(editor, addresses):
    for address in addresses:
        editor.patch(address, {"internal_note": NOTE})
    reader = Writer("Readers")
    for address in addresses:
        assert reader.get(address)["internal_note"] == NOTE
        assert reader.get(f"{address}?fields=internal_note") == {"internal_note": NOTE}
        assert NOTE not in json.dumps(reader.get(f"{address.split('/')[0]}/"))


def test_a_note_of_the_desk_is_corrected_by_who_may_and_read_it(editor, addresses):
    reader = Writer("Readers")
    for address in addresses:
        reader.patch(address, {"internal_note": NOTE}, 1, 403)
        editor.patch(address, {"internal_note": NOTE})
        editor.patch(address, {"internal_note": "Another."}, 1, 412)
        assert editor.get(address)["internal_note"] == NOTE


def on_record(vote):
    return (vote.recorded_name, vote.evidence, vote.note)


def test_what_is_on_record_of_a_position_is_corrected_alone_and_with_its_roll_call(editor, call):
    vote = Vote.objects.get()
    body = {"recorded_name": "PAKISTAN", "evidence": "B", "note": "Read in the meeting's record."}
    answer = editor.patch(f"votes/{vote.pk}/", body | {"reason": "From the record"})
    assert answer["version"] == 2
    assert on_record(Vote.objects.get()) == ("PAKISTAN", "B", "Read in the meeting's record.")
    row = {"country": "PAK", "position": "abstain", "evidence": None, "note": "Confirmed."}
    version = editor.get(f"roll-calls/{call.pk}/")["version"]
    body = {"votes": [row], "reason": "Confirmed"}
    editor.patch(f"roll-calls/{call.pk}/", body, version)
    assert on_record(Vote.objects.get()) == ("PAKISTAN", "", "Confirmed.")


def test_an_unknown_evidence_is_refused_by_its_place(editor, call):
    message = "This takes one of: A, B."
    address = f"votes/{Vote.objects.get().pk}/"
    assert editor.faults("PATCH", address, {"evidence": "C"}, If_Match="1") == {
        ("evidence", "C"): (message, [])
    }
    rows = {"votes": [{"country": "PAK", "evidence": "C"}]}
    assert editor.faults("PATCH", f"roll-calls/{call.pk}/", rows, If_Match="1") == {
        ("votes.0.evidence", "C"): (message, [])
    }
