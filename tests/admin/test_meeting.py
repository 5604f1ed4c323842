"""Two editors on one record's form at once: both versions are shown, and nothing is lost."""

from datetime import date

import pytest

from tests.admin.desk import address, errors, fields_of, save
from tests.copied import copied
from tests.factories import (
    make_countries,
    make_country,
    make_resolution,
    make_roll_call,
    make_source,
    make_statement,
)
from votes.admin.form import BOTH_SHOWN
from votes.models import Citation, Resolution, RollCall, Statement, Vote, changing

pytestmark = pytest.mark.django_db


def changed(record, **values):
    """What another editor does meanwhile."""
    record = type(record).objects.get(pk=record.pk)
    for name, value in values.items():
        setattr(record, name, value)
    with changing(None, "Theirs") as gate:
        gate.save(record)


def told(page):
    """What the page shows of both versions, by record and field."""
    return {
        met.record: {
            choice.title: (choice.opened, choice.yours, choice.theirs, choice.kept)
            for choice in met.choices
        }
        for met in page.context["meetings"]
    }


@pytest.fixture
@copied
def text():
    return make_resolution(title="As opened", session="ES-11")


def test_every_field_that_either_changed_is_told_in_three_versions(admin_client, text):
    mine = fields_of(admin_client.get(address(text)))
    changed(text, title="Theirs", session="ES-10")
    changed(text, tabled_on=date(2022, 3, 2))
    page = admin_client.post(
        address(text), mine | {"title": "Mine", "draft_symbol": "A/ES-11/L.1", "reason": "Why"}
    )
    assert told(page) == {
        "A/RES/ES-11/1": {
            "Title": ("As opened", "Mine", "Theirs", "yours"),
            "Session": ("ES-11", "ES-11", "ES-10", "theirs"),
            "Draft symbol": ("", "A/ES-11/L.1", "", "yours"),
            "Tabled on": ("", "", "2022-03-02", "theirs"),
        }
    }
    assert errors(page)[0].endswith("you read version 1, it is now version 3.")
    assert errors(page)[-1] == BOTH_SHOWN
    assert Resolution.objects.get(pk=text.pk).title == "Theirs"
    html = page.content.decode()
    assert "As you opened it" in html
    assert "Theirs now: Theirs." in html


def test_saving_again_keeps_both_editors_changes_and_mine_where_we_differ(admin_client, text):
    mine = fields_of(admin_client.get(address(text)))
    changed(text, title="Theirs", session="ES-10", tabled_on=date(2022, 3, 2))
    page = admin_client.post(
        address(text), mine | {"title": "Mine", "draft_symbol": "A/ES-11/L.1", "reason": "Why"}
    )
    again = fields_of(page)
    assert again["reason"] == "Why"
    assert admin_client.post(address(text), again).status_code == 302
    text = Resolution.objects.get(pk=text.pk)
    assert (text.title, text.session, text.draft_symbol) == ("Mine", "ES-10", "A/ES-11/L.1")
    assert (text.tabled_on, text.version) == (date(2022, 3, 2), 3)


def test_a_third_editor_between_the_two_saves_is_told_again(admin_client, text):
    mine = fields_of(admin_client.get(address(text)))
    changed(text, title="Second")
    again = fields_of(admin_client.post(address(text), mine | {"title": "Mine"}))
    changed(text, title="Third")
    page = admin_client.post(address(text), again)
    assert told(page)["A/RES/ES-11/1"]["Title"] == ("Second", "Mine", "Third", "yours")
    assert Resolution.objects.get(pk=text.pk).title == "Third"


def test_what_both_wrote_alike_needs_no_decision(admin_client, text):
    mine = fields_of(admin_client.get(address(text)))
    changed(text, title="The same")
    page = admin_client.post(address(text), mine | {"title": "The same"})
    assert told(page)["A/RES/ES-11/1"] == {
        "Title": ("As opened", "The same", "The same", "both the same")
    }
    assert "Theirs now:" not in page.content.decode()
    assert admin_client.post(address(text), fields_of(page)).status_code == 302


def test_references_and_choices_are_told_by_name(admin_client):
    pak, ind = make_country("PAK", "Pakistan"), make_country("IND", "India")
    statement = make_statement(pak)
    mine = fields_of(admin_client.get(address(statement)))
    changed(statement, country=ind, stance="supports")
    page = admin_client.post(address(statement), mine | {"summary": "Mine"})
    (fields,) = told(page).values()
    assert fields["Country"] == ("Pakistan", "Pakistan", "India", "theirs")
    assert admin_client.post(address(statement), fields_of(page)).status_code == 302
    statement = Statement.objects.get()
    assert (statement.country, statement.summary) == (ind, "Mine")


def test_a_row_of_the_page_that_someone_else_changed_is_told_with_the_record(admin_client):
    statement = make_statement(make_country(), make_source("A report"))
    mine = fields_of(admin_client.get(address(statement)))
    changed(statement, reasons="Theirs")
    changed(Citation.objects.get(), locator="page 1", quote="Theirs")
    number = next(name for name in mine if name.endswith("-0-locator"))
    page = admin_client.post(address(statement), mine | {number: "page 2"})
    own, row = told(page).values()
    assert own == {"Reasons": ("", "", "Theirs", "theirs")}
    assert row == {
        "Locator": ("", "page 2", "page 1", "yours"),
        "Quote": ("", "", "Theirs", "theirs"),
    }
    assert Citation.objects.get().locator == "page 1"
    assert admin_client.post(address(statement), fields_of(page)).status_code == 302
    citation = Citation.objects.get()
    assert (citation.locator, citation.quote) == ("page 2", "Theirs")
    assert Statement.objects.get().reasons == "Theirs"


def test_deleting_a_row_that_someone_else_changed_is_told_first(admin_client):
    statement = make_statement(make_country(), make_source("A report"))
    with changing(None) as gate:
        gate.save(Citation(statement=statement, source=make_source("Another")))
    mine = fields_of(admin_client.get(address(statement)))
    changed(Citation.objects.first(), quote="Theirs")
    number = next(name for name in mine if name.endswith("-0-locator"))
    ticked = {number.replace("locator", "DELETE"): "on"}
    page = admin_client.post(address(statement), mine | ticked)
    assert Citation.objects.count() == 2
    assert list(told(page).values()) == [{"Quote": ("", "", "Theirs", "theirs")}]
    assert admin_client.post(address(statement), fields_of(page)).status_code == 302
    assert Citation.objects.count() == 1


def test_a_row_that_someone_else_deleted_is_told_in_words(admin_client):
    statement = make_statement(make_country(), make_source("A report"))
    with changing(None) as gate:
        gate.save(Citation(statement=statement, source=make_source("Another")))
    mine = fields_of(admin_client.get(address(statement)))
    with changing(None) as gate:
        gate.delete(Citation.objects.last())
    page = admin_client.post(address(statement), mine | {"summary": "Mine"})
    assert any("deleted by someone else meanwhile" in error for error in errors(page))
    assert Statement.objects.get().summary != "Mine"


def test_a_damaged_version_number_is_refused_without_a_fault(admin_client, text):
    mine = fields_of(admin_client.get(address(text)))
    page = admin_client.post(address(text), mine | {"read_version": "99", "title": "Mine"})
    assert Resolution.objects.get(pk=text.pk).title == "As opened"
    assert told(page)["A/RES/ES-11/1"] == {"Title": ("As opened", "Mine", "As opened", "yours")}
    assert admin_client.post(address(text), fields_of(page)).status_code == 302


def test_positions_typed_as_lists_keep_what_someone_else_recorded(admin_client):
    pak, ind, bra, fra = make_countries("PAK IND BRA FRA")
    roll_call = make_roll_call(
        make_resolution(), {pak: "A", ind: "A", bra: "Y"}, state="draft", totals=False
    )
    mine = fields_of(admin_client.get(address(roll_call)))
    changed(Vote.objects.get(country=pak), position="N")
    changed(Vote.objects.get(country=ind), position="N")
    with changing(None) as gate:
        gate.save(Vote(roll_call=roll_call, country=fra, position="X"))
    changed(roll_call, note="Theirs")
    typed = {"in_favour": "Bra, Ind", "abstaining": "Pak", "meeting": "A/ES-11/PV.5"}
    page = admin_client.post(address(roll_call), mine | typed)
    assert told(page) == {
        "A/RES/ES-11/1, 2 March 2022": {
            "Meeting": ("", "A/ES-11/PV.5", "", "yours"),
            "Note": ("", "", "Theirs", "theirs"),
        },
        "Positions": {
            "Fra": ("", "", "Did not vote", "theirs"),
            "Ind": ("Abstained", "Yes", "No", "yours"),
            "Pak": ("Abstained", "Abstained", "No", "theirs"),
        },
    }
    assert admin_client.post(address(roll_call), fields_of(page)).status_code == 302
    recorded = dict(roll_call.votes.values_list("country__code", "position"))
    assert recorded == {"PAK": "N", "IND": "Y", "BRA": "Y", "FRA": "X"}
    roll_call = RollCall.objects.get()
    assert (roll_call.meeting, roll_call.note) == ("A/ES-11/PV.5", "Theirs")


def test_positions_alone_that_met_are_told_too(admin_client):
    pak, ind = make_countries("PAK IND")
    roll_call = make_roll_call(make_resolution(), {pak: "A", ind: "A"}, state="draft")
    mine = fields_of(admin_client.get(address(roll_call)))
    changed(Vote.objects.get(country=pak), position="N")
    page = admin_client.post(address(roll_call), mine | {"abstaining": "Ind", "in_favour": "Pak"})
    assert told(page) == {"Positions": {"Pak": ("Abstained", "Yes", "No", "yours")}}
    assert save(admin_client, address(roll_call)).status_code == 302
    assert admin_client.post(address(roll_call), fields_of(page)).status_code == 302
    assert Vote.objects.get(country=pak).position == "Y"


def test_what_was_later_said_meets_like_the_positions(admin_client):
    pak, ind, bra = make_countries("PAK IND BRA")
    roll_call = make_roll_call(make_resolution(), {pak: "X", ind: "X", bra: "X"}, state="draft")
    page = fields_of(admin_client.get(address(roll_call)))
    vote = Vote.objects.get(country=pak)
    changed(vote, intended_position="Y", non_voting_reason="absent")
    mine = {"later_in_favour": "Ind", "not_participating": "Bra, Pak", "reason": "Why"}
    refused = admin_client.post(address(roll_call), page | mine)
    assert told(refused)["Positions"] == {
        "Pak, later said": ("", "", "Yes", "theirs"),
        "Pak, why it did not vote": ("", "Present, did not participate", "Absent", "yours"),
    }
    again = fields_of(refused)
    assert (again["later_in_favour"], again["absent"]) == ("Ind, Pak", "")
    assert again["not_participating"] == "Bra, Pak"
    assert admin_client.post(address(roll_call), again).status_code == 302
    rows = Vote.objects.values_list("country__code", "intended_position", "non_voting_reason")
    assert sorted(rows) == [
        ("BRA", "", "did_not_participate"),
        ("IND", "Y", ""),
        ("PAK", "Y", "did_not_participate"),
    ]


def test_a_version_number_of_any_length_is_no_fault_in_a_row_that_goes(admin_client):
    (pak,) = make_countries("PAK")
    roll_call = make_roll_call(make_resolution(), {pak: "A"})
    with changing(None, "for a test") as gate:
        gate.save(Citation(roll_call=roll_call, source=make_source()))
    page = fields_of(admin_client.get(address(roll_call)))
    changed(roll_call, note="Theirs")
    damaged = {"note": "Mine", "citations-0-DELETE": "on", "citations-0-read_version": "9" * 5000}
    assert admin_client.post(address(roll_call), page | damaged).status_code == 200


def test_a_list_longer_than_any_vote_is_refused_beside_its_field(admin_client):
    roll_call = make_roll_call(make_resolution(), {}, state="draft")
    page = save(admin_client, address(roll_call), in_favour=",".join(map(str, range(10_000))))
    assert "at most 20000 characters" in errors(page)[0]
