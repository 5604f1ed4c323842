"""How a state took part: kinds that are never added to each other."""

from datetime import date

import pytest

from tests.factories import (
    make_countries,
    make_country,
    make_resolution,
    make_roll_call,
    make_source,
    saved,
)
from votes.models import Vote, VotingStatus, changing
from votes.stances.matrix import select
from votes.stances.participation import Participation, participation

pytestmark = pytest.mark.django_db
NO_REASONS = dict.fromkeys(["absent", "did_not_participate", "article_19", "barred", "unknown"], 0)


def counts(**given):
    kinds = ["yes", "no", "abstain", "non_voting", "not_recorded", "not_member"]
    return dict.fromkeys(kinds, 0) | given


def test_every_roll_call_of_a_year_is_in_one_kind():
    pak = make_country("PAK", since=date(2020, 1, 1))
    (ind,) = make_countries("IND")
    for number, (year, letter) in enumerate(
        [(2019, ""), (2020, "Y"), (2020, "N"), (2021, "A"), (2021, "X"), (2021, "")]
    ):
        positions = {ind: "Y"} | ({pak: letter} if letter else {})
        make_roll_call(make_resolution(f"A/RES/7/{number}"), positions, on=date(year, 12, 1))
    assert participation(pak, select()) == [
        Participation(2020, counts(yes=1, no=1), NO_REASONS),
        Participation(
            2021,
            counts(abstain=1, non_voting=1, not_recorded=1),
            NO_REASONS | {"unknown": 1},
        ),
    ]


def test_a_year_outside_membership_beside_one_inside_is_not_a_member():
    pak = make_country("PAK", since=date(2020, 7, 1))
    (ind,) = make_countries("IND")
    make_roll_call(make_resolution("A/RES/7/1"), {ind: "Y"}, on=date(2020, 3, 1))
    make_roll_call(make_resolution("A/RES/7/2"), {ind: "Y", pak: "Y"}, on=date(2020, 12, 1))
    assert participation(pak, select()) == [
        Participation(2020, counts(yes=1, not_member=1), NO_REASONS)
    ]


def test_the_reason_for_not_voting_is_the_recorded_one_else_the_limit_of_the_day():
    (pak,) = make_countries("PAK")
    saved(
        VotingStatus(
            country=pak,
            kind="article_19",
            started_on=date(2021, 1, 1),
            ended_on=date(2021, 6, 30),
            source=make_source(),
        )
    )
    for number, day in enumerate([date(2021, 3, 1), date(2021, 4, 1), date(2021, 9, 1)]):
        make_roll_call(make_resolution(f"A/RES/7/{number}"), {pak: "X"}, on=day)
    told = Vote.objects.order_by("id")[1]
    told.non_voting_reason = "absent"
    with changing(None, "The record says so.") as change:
        change.save(told)
    (year,) = participation(pak, select())
    assert year.reasons == NO_REASONS | {"article_19": 1, "absent": 1, "unknown": 1}


def test_a_state_outside_the_council_is_not_missing_from_its_votes():
    pak, ind = make_countries("PAK IND")
    make_roll_call(
        make_resolution("S/RES/2700", body="SC"), {ind: "Y"}, organ="council", on=date(2023, 9, 1)
    )
    assert participation(pak, select()) == []
    assert participation(ind, select()) == [Participation(2023, counts(yes=1), NO_REASONS)]
