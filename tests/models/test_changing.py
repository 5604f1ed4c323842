"""The one way to write: history, versions, conflicts and undo."""

import threading
from contextlib import suppress
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.factories import (
    make_countries,
    make_country,
    make_resolution,
    make_roll_call,
    make_source,
    make_statement,
    saved,
)
from votes.models import (
    Change,
    Citation,
    Country,
    DataVersion,
    EditConflict,
    NothingToUndo,
    Revision,
    RollCall,
    Vote,
    changing,
    undo,
)

pytestmark = pytest.mark.django_db


def history(record):
    return [
        (change.action, change.revision.reason, change.before, change.after)
        for change in Change.of(record)
    ]


def test_an_added_record_keeps_who_why_and_all_its_values(admin_user):
    with changing(admin_user, "A new member") as change:
        country = Country(code="PAK", name="Pakistan")
        change.save(country)
    entry = Change.of(country).get()
    assert entry.revision.user == admin_user
    assert entry.revision.reason == "A new member"
    assert entry.before is None
    assert entry.after == {
        "code": "PAK",
        "iso2": "",
        "m49": "",
        "cow": None,
        "name": "Pakistan",
        "official_name": "",
        "kind": "member_state",
    }


def test_a_change_keeps_only_the_fields_that_differ_before_and_after():
    country = make_country("PAK", "Pakistan")
    country.official_name = "Islamic Republic of Pakistan"
    with changing(None, "The long form") as change:
        assert change.save(country) is True
    assert history(country)[0] == (
        "changed",
        "The long form",
        {"official_name": ""},
        {"official_name": "Islamic Republic of Pakistan"},
    )
    assert country.version == 2


def test_saving_an_unchanged_record_writes_nothing():
    country = make_country()
    before = DataVersion.current(), Revision.objects.count()
    with changing(None) as change:
        assert change.save(country) is False
    assert (DataVersion.current(), Revision.objects.count(), country.version) == (*before, 1)


def test_every_change_moves_the_data_version_by_one():
    before = DataVersion.current()
    with changing(None) as change:
        change.save(Country(code="PAK", name="Pakistan"))
        change.save(Country(code="IND", name="India"))
    assert DataVersion.current() == before + 1


def test_a_failed_change_leaves_nothing_behind():
    before = DataVersion.current()
    with pytest.raises(ValidationError), changing(None) as change:
        change.save(Country(code="PAK", name="Pakistan"))
        change.save(Country(code="pakistan", name="Also Pakistan"))
    assert (Country.objects.count(), Revision.objects.count()) == (0, 0)
    assert DataVersion.current() == before


def test_the_second_of_two_writers_is_told_and_nothing_is_overwritten():
    make_country("PAK", "Pakistan")
    mine, theirs = Country.objects.get(code="PAK"), Country.objects.get(code="PAK")
    theirs.official_name = "Theirs"
    saved(theirs)
    mine.official_name = "Mine"
    with pytest.raises(EditConflict) as conflict, changing(None) as change:
        change.save(mine)
    assert conflict.value.current.official_name == "Theirs"
    assert str(conflict.value) == (
        "The country “Pakistan” has been changed meanwhile: "
        "you read version 1, it is now version 2."
    )
    assert Country.objects.get(code="PAK").official_name == "Theirs"


def test_undo_is_a_new_entry_that_restores_every_record_of_the_change(admin_user):
    pak, ind = make_countries("PAK IND")
    roll_call = make_roll_call(positions={pak: "A", ind: "A"})
    vote = Vote.objects.get(country=pak)
    vote.position = "Y"
    with changing(admin_user, "The record was misread") as change:
        change.save(vote)
    roll_call.refresh_from_db()
    assert roll_call.discrepancy_explanation == "The record was misread"

    undone = undo(change.revision, admin_user)

    vote.refresh_from_db()
    roll_call.refresh_from_db()
    assert (vote.position, vote.version) == ("A", 3)
    assert roll_call.discrepancy_explanation == ""
    assert undone.undoes == change.revision
    assert [line for entry in Change.of(vote) for line in entry.lines()][:2] == [
        "Position: Yes → Abstained",
        "Position: Abstained → Yes",
    ]


def test_undoing_an_addition_deletes_and_undoing_that_brings_it_back():
    with changing(None, "Added") as change:
        country = Country(code="PAK", name="Pakistan")
        change.save(country)
    key = country.pk
    deletion = undo(change.revision, None)
    assert not Country.objects.exists()
    undo(deletion, None)
    restored = Country.objects.get()
    assert (restored.pk, restored.code, restored.name) == (key, "PAK", "Pakistan")


def test_undo_refuses_when_a_later_change_stands_on_it(admin_user):
    country = make_country()
    country.official_name = "First"
    with changing(None, "first") as first:
        first.save(country)
    country.official_name = "Second"
    with changing(admin_user, "second") as second:
        second.save(country)
    with pytest.raises(NothingToUndo, match=f"by admin \\(change {second.revision.pk}\\)"):
        undo(first.revision, None)
    assert Country.objects.get().official_name == "Second"


def test_the_same_change_is_undone_only_once():
    country = make_country()
    country.official_name = "Long"
    with changing(None) as change:
        change.save(country)
    undo(change.revision, None)
    with pytest.raises(NothingToUndo, match="undone already"):
        undo(change.revision, None)


def test_deleting_a_roll_call_keeps_every_position_in_the_history():
    pak, ind = make_countries("PAK IND")
    roll_call = make_roll_call(positions={pak: "A", ind: "Y"})
    with changing(None, "Entered twice") as change:
        change.delete(roll_call)
    assert not Vote.objects.exists()
    undo(change.revision, None)
    assert sorted(Vote.objects.values_list("country__code", "position")) == [
        ("IND", "Y"),
        ("PAK", "A"),
    ]


def test_rows_that_an_import_traces_have_no_history_until_their_first_change():
    pak = make_country()
    roll_call = make_roll_call(totals=False, state="draft")
    before = DataVersion.current()
    with changing(None, "import") as change:
        change.add_traced([Vote(roll_call=roll_call, country=pak, position="A")])
    vote = Vote.objects.get()
    assert history(vote) == []
    assert DataVersion.current() == before + 1
    vote.position = "Y"
    with changing(None, "correction") as change:
        change.save(vote)
    assert history(vote) == [("changed", "correction", {"position": "A"}, {"position": "Y"})]


def test_undo_does_not_take_along_what_others_added_since():
    pak, ind = make_countries("PAK IND")
    text = make_resolution()
    with changing(None, "Entered") as entered:
        roll_call = RollCall(resolution=text, date=date(2022, 3, 2))
        entered.save(roll_call)
        entered.save(Vote(roll_call=roll_call, country=pak, position="Y"))
    with changing(None, "Completed") as completed:
        completed.save(Vote(roll_call=roll_call, country=ind, position="N"))
    with pytest.raises(NothingToUndo, match="added since; undo that first"):
        undo(entered.revision, None)
    assert Vote.objects.count() == 2
    undo(completed.revision, None)
    undo(entered.revision, None)
    assert not RollCall.objects.exists()


def test_after_a_refusal_the_same_record_can_be_saved_again():
    pak, ind = make_countries("PAK IND")
    make_roll_call(positions={pak: "A", ind: "Y"})
    vote = Vote.objects.get(country=pak)
    vote.position = "Y"
    with pytest.raises(ValidationError), changing(None) as change:
        change.save(vote)
    with changing(None, "Now with a reason") as change:
        change.save(vote)
    assert Vote.objects.get(country=pak).version == 2


@pytest.mark.django_db(transaction=True)
def test_two_writers_cannot_together_leave_a_fact_without_a_source():
    """Each deletes one of two citations at the same moment: one is refused."""
    statement = make_statement(make_country())
    saved(Citation(statement=statement, source=make_source("Another report")))
    keys = list(Citation.objects.values_list("pk", flat=True))
    both, refused = threading.Barrier(2), []

    def delete(key: int) -> None:
        try:
            with changing(None, "no longer there") as change:
                citation = Citation.objects.get(pk=key)
                with suppress(threading.BrokenBarrierError):
                    # On SQLite the second waits before its transaction begins.
                    both.wait(timeout=0.5)
                change.delete(citation)
        except ValidationError as error:
            refused.append(error.messages)
        finally:
            connection.close()

    writers = [threading.Thread(target=delete, args=[key]) for key in keys]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=30)
    assert Citation.objects.count() == 1
    assert len(refused) == 1


def test_a_write_outside_the_gate_is_refused_by_the_suite():
    country = make_country()
    with pytest.raises(AssertionError, match="outside `changing`"):
        Country.objects.filter(pk=country.pk).update(name="Elsewhere")
    with pytest.raises(AssertionError, match="outside `changing`"):
        RollCall(resolution_id=1, date=date(2022, 3, 2)).save()
