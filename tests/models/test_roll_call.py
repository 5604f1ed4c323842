"""The gate of a roll call: counted against the official totals, or explained, or not published."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import (
    make_countries,
    make_country,
    make_resolution,
    make_roll_call,
    saved,
)
from votes.models import Position, RollCall, Vote, changing, undo

pytestmark = pytest.mark.django_db
DAY = date(2022, 3, 2)


def correct(vote, position, reason=""):
    vote.position = position
    with changing(None, reason) as change:
        change.save(vote)
    return change


def test_positions_that_add_up_can_be_published():
    pak, ind = make_countries("PAK IND")
    roll_call = make_roll_call(positions={pak: "A", ind: "Y"})
    assert roll_call.is_published
    assert roll_call.tally().adds_up
    assert str(roll_call.tally()) == "The positions add up to the official totals."


def test_publishing_is_refused_while_positions_are_missing_and_each_gap_is_named():
    pak, ind = make_countries("PAK IND")
    with pytest.raises(ValidationError) as refusal:
        make_roll_call(positions={pak: "A", ind: "Y"}, total_abstain=2, total_yes=2)
    assert refusal.value.messages == [
        "A/RES/ES-11/1, 2 March 2022 cannot be published: "
        "yes: 1 recorded, 2 official, 1 missing; abstain: 1 recorded, 2 official, 1 missing. "
        "Complete it, or explain the difference."
    ]
    assert not RollCall.objects.exists()


def test_a_draft_may_be_short_and_says_which_totals_are():
    pak, ind = make_countries("PAK IND")
    roll_call = make_roll_call(
        positions={pak: "A", ind: "Y"}, total_abstain=2, total_yes=0, state="draft"
    )
    assert str(roll_call.tally()) == (
        "yes: 1 recorded, 0 official, 1 too many; abstain: 1 recorded, 2 official, 1 missing."
    )
    assert list(RollCall.objects.published()) == []
    assert list(Vote.objects.public()) == []


def test_a_difference_that_is_explained_can_be_published():
    roll_call = make_roll_call(
        positions={make_country(): "A"},
        total_abstain=2,
        discrepancy_explanation="The record names one state fewer than was announced.",
    )
    assert roll_call.is_published


def test_without_official_totals_a_roll_call_is_published_unchecked():
    roll_call = make_roll_call(positions={make_country(): "A"}, totals=False)
    assert not roll_call.tally().is_checked
    assert roll_call.totals() == {
        Position.YES: 0,
        Position.NO: 0,
        Position.ABSTAIN: 1,
        # Nobody says how many did not vote; it is not that none did not.
        Position.NON_VOTING: None,
    }


def test_without_official_totals_those_listed_as_not_voting_are_counted():
    pak, ind = make_countries("PAK IND")
    roll_call = make_roll_call(positions={pak: "A", ind: "X"}, totals=False)
    assert roll_call.totals()[Position.NON_VOTING] == 1


def test_a_correction_of_a_published_roll_call_needs_a_reason():
    pak, ind = make_countries("PAK IND")
    make_roll_call(positions={pak: "A", ind: "Y"})
    with pytest.raises(ValidationError, match="a correction needs a reason"):
        correct(Vote.objects.get(country=pak), "Y")
    assert Vote.objects.get(country=pak).position == "A"


def test_the_reason_of_a_correction_that_breaks_the_tally_becomes_the_explanation():
    pak, ind = make_countries("PAK IND")
    roll_call = make_roll_call(positions={pak: "A", ind: "Y"})
    correct(Vote.objects.get(country=pak), "Y", "Its delegation says so.")
    roll_call.refresh_from_db()
    assert roll_call.discrepancy_explanation == "Its delegation says so."


def test_correcting_it_back_takes_the_explanation_away():
    pak, ind = make_countries("PAK IND")
    roll_call = make_roll_call(positions={pak: "A", ind: "Y"})
    correct(Vote.objects.get(country=pak), "Y", "A mistake.")
    correct(Vote.objects.get(country=pak), "A", "The mistake was ours.")
    roll_call.refresh_from_db()
    assert roll_call.discrepancy_explanation == ""


def test_two_corrections_leave_both_reasons_and_are_undone_in_turn():
    pak, ind = make_countries("PAK IND")
    roll_call = make_roll_call(positions={pak: "A", ind: "A"})
    first = correct(Vote.objects.get(country=pak), "Y", "First reason.")
    second = correct(Vote.objects.get(country=ind), "Y", "Second reason.")
    roll_call.refresh_from_db()
    assert roll_call.discrepancy_explanation == "First reason.\nSecond reason."
    undo(second.revision, None)
    undo(first.revision, None)
    roll_call.refresh_from_db()
    assert roll_call.discrepancy_explanation == ""
    assert roll_call.tally().adds_up


def test_taking_a_position_away_from_a_published_roll_call_needs_a_reason_too():
    pak, ind = make_countries("PAK IND")
    make_roll_call(positions={pak: "A", ind: "Y"})
    with pytest.raises(ValidationError, match="needs a reason"), changing(None) as change:
        change.delete(Vote.objects.get(country=pak))
    assert Vote.objects.count() == 2


def test_a_note_can_be_added_to_a_published_roll_call_without_a_reason():
    roll_call = make_roll_call(positions={make_country(): "A"})
    roll_call.note = "Read from the meeting record."
    saved(roll_call)
    assert RollCall.objects.get().note == "Read from the meeting record."


@pytest.mark.parametrize(
    ("field", "value"),
    [("date", date(2022, 3, 3)), ("organ", "council"), ("scope", "unknown"), ("state", "draft")],
)
def test_what_was_published_changes_only_with_a_reason(field, value):
    roll_call = make_roll_call(positions={make_country(): "A"})
    setattr(roll_call, field, value)
    with pytest.raises(ValidationError, match="needs a reason"), changing(None) as change:
        change.save(roll_call)
    with changing(None, "It was entered wrongly") as change:
        change.save(roll_call)
    assert getattr(RollCall.objects.get(), field) == value


def test_a_published_roll_call_is_deleted_only_with_a_reason():
    roll_call = make_roll_call(positions={make_country(): "A"})
    with pytest.raises(ValidationError, match="needs a reason"), changing(None) as change:
        change.delete(roll_call)
    with changing(None, "Entered twice") as change:
        change.delete(roll_call)
    assert not RollCall.objects.exists()


def test_two_short_reasons_are_both_kept_though_one_stands_in_the_other():
    pak, ind = make_countries("PAK IND")
    roll_call = make_roll_call(positions={pak: "A", ind: "A"})
    correct(Vote.objects.get(country=pak), "Y", "Corrected by PV.14")
    correct(Vote.objects.get(country=ind), "Y", "Corrected")
    roll_call.refresh_from_db()
    assert roll_call.discrepancy_explanation == "Corrected by PV.14\nCorrected"


def test_an_explanation_without_a_difference_is_refused():
    with pytest.raises(ValidationError, match="there is no difference to explain"):
        make_roll_call(positions={make_country(): "A"}, discrepancy_explanation="Nothing much.")


def test_taking_the_totals_away_does_not_take_the_explanation_away():
    pak = make_country()
    roll_call = make_roll_call(
        positions={pak: "A"}, total_abstain=2, discrepancy_explanation="One name is missing."
    )
    for total in RollCall.TOTALS.values():
        setattr(roll_call, total, None)
    with changing(None, "The totals were of another vote") as change:
        change.save(roll_call)
    roll_call.refresh_from_db()
    assert roll_call.discrepancy_explanation == "One name is missing."


def test_a_vote_by_name_with_neither_names_nor_totals_is_not_published():
    with pytest.raises(ValidationError, match="neither positions nor official totals"):
        make_roll_call(totals=False)


@pytest.mark.parametrize("total", ["total_abstain", "total_non_voting", "total_yes"])
def test_official_totals_begin_with_yes_and_no(total):
    roll_call = RollCall(resolution=make_resolution(), date=DAY, state="draft", **{total: 1})
    with pytest.raises(ValidationError, match="begin with those of yes and of no"):
        saved(roll_call)


def test_the_same_vote_is_not_recorded_twice_but_a_second_vote_that_day_can_be():
    text, pak = make_resolution(), make_country()
    first = make_roll_call(text, {pak: "A"})
    totals = {name: getattr(first, name) for name in RollCall.TOTALS.values()}
    with pytest.raises(ValidationError, match="This vote is recorded already"):
        saved(RollCall(resolution=text, date=first.date, state="published", **totals))
    make_roll_call(text, {pak: "Y"}, scope_label="second vote, after reconsideration")
    assert RollCall.objects.count() == 2


def test_membership_cannot_be_moved_away_from_under_published_positions():
    pak = make_country()
    make_roll_call(positions={pak: "A"}, on=date(2022, 3, 2))
    spell = pak.spells.get()
    spell.started_on = date(2023, 1, 1)
    with pytest.raises(ValidationError, match="was no member on A/RES/ES-11/1, 2 March 2022"):
        saved(spell)


def test_an_observer_has_no_spell_of_membership():
    with pytest.raises(ValidationError, match="is an observer"):
        make_country("VAT", "Holy See", kind="observer")


def test_a_state_that_was_not_a_member_that_day_has_no_position():
    ssd = make_country("SSD", "South Sudan", since=date(2011, 7, 14))
    text = make_resolution()
    with pytest.raises(ValidationError, match="not members on that day: SSD"):
        make_roll_call(text, {ssd: "Y"}, on=date(2011, 7, 13))
    assert make_roll_call(text, {ssd: "Y"}, on=date(2011, 7, 14)).is_published


def test_a_secret_ballot_has_totals_and_no_names():
    text = make_resolution()
    with pytest.raises(ValidationError, match="secret ballot has no positions by name"):
        make_roll_call(text, {make_country(): "Y"}, modality="secret_ballot")
    ballot = make_roll_call(text, modality="secret_ballot", total_yes=120, total_no=3)
    assert ballot.totals()[Position.YES] == 120


def test_adoption_without_a_vote_has_neither_totals_nor_names():
    text = make_resolution()
    counted = {"total_yes": 1, "total_no": 0, "total_abstain": 0, "total_non_voting": 0}
    with pytest.raises(ValidationError, match="without a vote has no totals"):
        saved(
            RollCall(
                resolution=text, date=DAY, state="published", modality="without_vote", **counted
            )
        )
    adopted = make_roll_call(text, modality="without_vote", totals=False)
    assert adopted.totals() == dict.fromkeys(Position)


def test_the_database_itself_refuses_a_second_position_and_an_unknown_one():
    pak = make_country()
    roll_call = make_roll_call(positions={pak: "A"})
    for vote in (
        Vote(roll_call=roll_call, country=pak, position="Y"),
        Vote(roll_call=roll_call, country=make_country("IND"), position="Q"),
    ):
        with (
            pytest.raises(IntegrityError),
            changing(None),
            transaction.atomic(),
        ):
            Vote.objects.bulk_create([vote])


@pytest.mark.parametrize(
    ("rule", "yes", "no", "carried"),
    [
        ("simple", 2, 1, True),
        ("simple", 1, 1, False),
        ("simple", 0, 0, False),
        ("two_thirds", 2, 1, True),
        ("two_thirds", 93, 24, True),
        ("two_thirds", 94, 48, False),
        ("two_thirds", 0, 0, False),
        ("council_procedural", 9, 6, True),
        ("council_procedural", 8, 0, False),
        ("", 100, 0, None),
    ],
)
def test_the_majority_rule_decides(rule, yes, no, carried):
    roll_call = RollCall(
        date=date(2022, 1, 1), majority_rule=rule, total_yes=yes, total_no=no, total_abstain=50
    )
    assert roll_call.carried() is carried


@pytest.mark.parametrize(
    ("day", "yes", "carried"),
    [
        (date(1965, 8, 30), 7, True),
        (date(1965, 8, 31), 8, False),
        (date(1965, 8, 31), 9, True),
    ],
)
def test_the_council_needed_seven_votes_until_it_was_enlarged(day, yes, carried):
    rule = "council_procedural"
    roll_call = RollCall(date=day, majority_rule=rule, total_yes=yes, total_no=1)
    assert roll_call.carried() is carried


@pytest.mark.parametrize(
    ("code", "position", "carried"),
    [("RUS", "N", False), ("RUS", "A", True), ("RUS", "X", True), ("IND", "N", True)],
)
def test_only_a_no_of_a_permanent_member_is_a_veto(code, position, carried):
    others = dict.fromkeys(make_countries("AAA BBB CCC DDD EEE FFF GGG HHH III"), "Y")
    roll_call = make_roll_call(
        positions={make_country(code): position, **others},
        organ="council",
        majority_rule="council_substantive",
    )
    assert roll_call.carried() is carried
