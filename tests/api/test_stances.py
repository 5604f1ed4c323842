"""What a country did in each series, and how it took part."""

from datetime import date

import pytest

from tests.copied import copied
from tests.factories import (
    make_country,
    make_resolution,
    make_roll_call,
    make_series,
    make_source,
    saved,
)
from votes.api.asking import INTENDED
from votes.api.viewsets.stances import PARTICIPATION, STANCE
from votes.models import RollCall, Series, SeriesEntry, Vote, VotingStatus, changing

pytestmark = pytest.mark.django_db
PAK = {"code": "PAK", "name": "Pakistan"}
NOTHING = {"yes": 0, "no": 0, "abstain": 0, "non_voting": 0, "not_recorded": 0}
NO_REASONS = dict.fromkeys(Vote.NonVotingReason.values, 0)


@pytest.fixture
@copied
def record():
    """A series of two core texts and one that turns the question; the second text is a draft's."""
    pak = make_country("PAK", "Pakistan")
    first, second = make_resolution("A/RES/1"), make_resolution("A/RES/2")
    turned, waiting = make_resolution("A/RES/3"), make_resolution("A/RES/4")
    series = make_series("ukraine", [first, second, waiting], title="The war")
    saved(SeriesEntry(series=series, resolution=turned, direction=-1, note="It ends it."))
    other = make_country("USA")
    calls = [
        make_roll_call(first, {pak: "A", other: "Y"}, on=date(2021, 1, 1)),
        make_roll_call(second, {pak: "Y", other: "Y"}, on=date(2022, 1, 1)),
        make_roll_call(turned, {other: "Y"}, on=date(2023, 1, 1)),
    ]
    make_roll_call(waiting, {pak: "N"}, on=date(2024, 1, 1), state="draft")
    return calls


def position(call, word, **fields):
    text = call.resolution
    return {
        "resolution": {"symbol": text.symbol, "title": text.title},
        "roll_call": call.pk,
        "date": call.date.isoformat(),
        "role": "core",
        "direction": 1,
        "position": word,
        "was_member": True,
    } | fields


def test_a_country_has_its_sentence_and_its_positions_in_each_series(ask, record):
    first, second, turned = record
    assert ask("countries/PAK/stances/") == {
        "country": PAK,
        "results": [
            {
                "series": {"slug": "ukraine", "title": "The war"},
                "sentence": (
                    "Abstained on one of the three texts of this series, voted yes on one and has "
                    "no position recorded on one, 1 January 2021 to 1 January 2023."
                ),
                "moves": (
                    "Moved once on the core question: from abstaining (1 January 2021) to yes "
                    "(1 January 2022); no later vote yet."
                ),
                "counts": NOTHING | {"yes": 1, "abstain": 1, "not_recorded": 1},
                "first": "2021-01-01",
                "last": "2023-01-01",
                "positions": [
                    position(first, "abstain"),
                    position(second, "yes"),
                    position(turned, None, direction=-1),
                ],
                "method": STANCE,
            }
        ],
    }


def test_the_series_voted_on_last_comes_first(ask, record):
    pak = Vote.objects.filter(country__code="PAK")[0].country
    text = make_resolution("A/RES/9")
    make_series("palestine", [text])
    make_roll_call(text, {pak: "X"}, on=date(2025, 1, 1))
    rows = ask("countries/PAK/stances/")["results"]
    assert [row["series"]["slug"] for row in rows] == ["palestine", "ukraine"]
    assert rows[0]["moves"] is None
    (one,) = ask("countries/PAK/stances/?series=UKRAINE")["results"]
    assert one == rows[1]


def test_texts_before_it_was_a_member_are_told_apart(ask, record):
    make_country("SSD", since=date(2022, 6, 1))
    (row,) = ask("countries/SSD/stances/")["results"]
    assert [each["was_member"] for each in row["positions"]] == [False, False, True]
    assert row["counts"] == NOTHING | {"not_recorded": 1}
    make_country("NEW", since=date(2024, 6, 1))
    assert ask("countries/NEW/stances/")["results"] == []


def test_a_series_that_is_not_accepted_is_no_stance(ask, refused, record):
    text = Vote.objects.filter(country__code="PAK")[0].roll_call.resolution
    series = saved(Series(slug="secret", title="Secret", status="proposed"))
    saved(SeriesEntry(series=series, resolution=text))
    assert len(ask("countries/PAK/stances/")["results"]) == 1
    assert refused("countries/PAK/stances/?series=secret")["value"] == "secret"


def test_a_vote_changed_is_in_the_next_stance(ask, record):
    assert ask("countries/PAK/stances/")["results"][0]["counts"]["yes"] == 1
    _, call, _ = record
    vote = Vote.objects.get(country__code="PAK", roll_call=call)
    vote.position, call.total_yes, call.total_no = "N", 1, 1
    with changing(None, "A misprint.") as change:
        change.save(vote)
        change.save(call)
    assert ask("countries/PAK/stances/")["results"][0]["counts"]["no"] == 1


def test_a_stance_is_told_as_intended_when_asked_for(ask, record):
    vote = Vote.objects.get(country__code="PAK", position="A")
    vote.intended_position = "Y"
    with changing(None, "as it told the Secretariat") as change:
        change.save(vote)
    query = "countries/PAK/stances/"
    (recorded,) = ask(query)["results"]
    assert ask(f"{query}?positions=recorded")["results"] == [recorded]
    assert (recorded["counts"]["abstain"], recorded["method"]) == (1, STANCE)
    (meant,) = ask(f"{query}?positions=intended")["results"]
    assert [each["position"] for each in meant["positions"]] == ["yes", "yes", None]
    assert (meant["counts"]["yes"], meant["moves"]) == (2, None)
    assert meant["method"] == f"{STANCE} {INTENDED}"


def test_a_country_took_part_year_by_year(ask):
    pak, usa = make_country("PAK", "Pakistan", since=date(2021, 6, 1)), make_country("USA")
    days = [date(2021, 1, 1), date(2021, 7, 1), date(2021, 8, 1), date(2022, 1, 1)]
    taken = [{usa: "Y"}, {pak: "Y"}, {usa: "Y"}, {pak: "X"}]
    for number, (day, positions) in enumerate(zip(days, taken, strict=True)):
        make_roll_call(make_resolution(f"A/RES/1/{number}"), positions, on=day)
    # Where not every member sits, having no position says nothing.
    make_roll_call(make_resolution("S/RES/1", body="SC"), {usa: "Y"}, on=days[3], organ="council")
    assert ask("countries/PAK/participation/") == {
        "country": PAK,
        "method": PARTICIPATION,
        "results": [
            {"year": 2021}
            | NOTHING
            | {"yes": 1, "not_recorded": 1, "not_member": 1, "reasons": NO_REASONS},
            {"year": 2022}
            | NOTHING
            | {"non_voting": 1, "not_member": 0, "reasons": NO_REASONS | {"unknown": 1}},
        ],
    }
    (year,) = ask("countries/PAK/participation/?since=2022-01-01&scope=whole")["results"]
    assert year["year"] == 2022


def test_the_reason_is_the_recorded_one_else_the_limit_of_the_day(ask):
    pak = make_country("PAK", "Pakistan")
    saved(
        VotingStatus(
            country=pak,
            kind="article_19",
            started_on=date(2022, 1, 1),
            ended_on=date(2022, 2, 1),
            source=make_source(),
        )
    )
    days = [date(2022, 1, 10), date(2022, 1, 20), date(2022, 2, 2)]
    for number, day in enumerate(days):
        make_roll_call(make_resolution(f"A/RES/1/{number}"), {pak: "X"}, on=day)
    told = Vote.objects.get(roll_call__date=days[1])
    told.non_voting_reason = "absent"
    with changing(None, "as the record says") as change:
        change.save(told)
    (year,) = ask("countries/PAK/participation/")["results"]
    assert year["reasons"] == NO_REASONS | {"article_19": 1, "absent": 1, "unknown": 1}
    assert sum(year["reasons"].values()) == year["non_voting"] == 3


def test_part_was_taken_as_intended_when_asked_for(ask):
    pak = make_country("PAK", "Pakistan")
    make_roll_call(make_resolution("A/RES/1/1"), {pak: "X"}, on=date(2022, 1, 10))
    absent = Vote.objects.get()
    absent.non_voting_reason, absent.intended_position = "absent", "N"
    with changing(None, "as the record says") as change:
        change.save(absent)
    (year,) = ask("countries/PAK/participation/?positions=recorded")["results"]
    assert (year["no"], year["non_voting"], year["reasons"]["absent"]) == (0, 1, 1)
    answer = ask("countries/PAK/participation/?positions=intended")
    (year,) = answer["results"]
    assert (year["no"], year["non_voting"], year["reasons"]) == (1, 0, NO_REASONS)
    assert answer["method"] == f"{PARTICIPATION} {INTENDED}"


def test_a_draft_is_no_part_taken(ask, record):
    years = [each["year"] for each in ask("countries/PAK/participation/")["results"]]
    assert years == [2021, 2022, 2023]
    draft = RollCall.objects.get(state="draft")
    draft.state = RollCall.State.PUBLISHED
    with changing(None, "Complete.") as change:
        change.save(draft)
    assert ask("countries/PAK/participation/")["results"][-1]["no"] == 1


@pytest.mark.parametrize(
    ("path", "parameter", "value", "near"),
    [
        ("stances/?series=ukrain", "series", "ukrain", ["ukraine"]),
        ("stances/?series=", "series", "", []),
        ("stances/?sries=ukraine", "sries", "ukraine", ["series"]),
        ("participation/?scop=whole", "scop", "whole", ["scope"]),
        ("participation/?scope=whole_text", "scope", "whole_text", ["whole"]),
        ("participation/?since=2022", "since", "2022", []),
        ("participation/?positions=intend", "positions", "intend", ["intended"]),
        ("stances/?positions=meant", "positions", "meant", []),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(refused, record, path, parameter, value, near):
    fault = refused(f"countries/PAK/{path}")
    assert (fault["parameter"], fault["value"]) == (parameter, value)
    assert fault["did_you_mean"] == near
