"""The array of all votes: never stale, read once, shared between processes."""

from datetime import date

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.copied import copied
from tests.factories import make_countries, make_resolution, make_roll_call, make_series
from votes.analytics.agreement import CODES
from votes.models import Country, RollCall, Vote, changing
from votes.stances import matrix as module
from votes.stances.matrix import matrix, runs, select

pytestmark = pytest.mark.django_db


def letters(country, selection=None):
    """A country's positions over the selected roll calls, "-" for none."""
    named = {code: letter for letter, code in CODES.items()}
    return "".join(named.get(int(code), "-") for code in (selection or select()).of(country))


@pytest.fixture
@copied
def three():
    """Three states and three votes, the middle one last entered."""
    pak, ind, usa = make_countries("PAK IND USA")
    make_roll_call(make_resolution("A/RES/76/1"), {pak: "Y", usa: "N"}, on=date(2021, 12, 1))
    make_roll_call(make_resolution("A/RES/77/1"), {pak: "X", ind: "A"}, on=date(2022, 12, 1))
    make_roll_call(make_resolution("A/RES/76/2"), {pak: "A", ind: "Y"}, on=date(2022, 3, 2))
    return pak, ind, usa


def test_a_row_is_a_country_and_a_column_a_roll_call_by_date(three):
    assert [letters(country) for country in three] == ["YAX", "-YA", "N--"]
    days = [date.fromordinal(int(day)) for day in select().days]
    assert days == [date(2021, 12, 1), date(2022, 3, 2), date(2022, 12, 1)]
    assert list(select().years) == [2021, 2022, 2022]


def test_a_corrected_vote_is_in_the_next_answer(three):
    pak, *_ = three
    assert letters(pak) == "YAX"
    vote = Vote.objects.get(country=pak, position="A")
    vote.position = "N"
    with changing(None, "The record says so.") as change:
        change.save(vote)
    assert letters(pak) == "YNX"


def test_drafts_are_not_in_it_until_they_are_published(three):
    pak, *_ = three
    draft = make_roll_call(
        make_resolution("A/RES/77/9"), {pak: "N"}, on=date(2022, 12, 9), state="draft"
    )
    assert letters(pak) == "YAX"
    draft.state = "published"
    with changing(None) as change:
        change.save(draft)
    assert letters(pak) == "YAXN"
    draft.state = "draft"
    with changing(None, "Published too early.") as change:
        change.save(draft)
    assert letters(pak) == "YAX"


def test_intended_positions_stand_in_only_where_they_are_asked_for(three):
    pak, *_ = three
    vote = Vote.objects.get(country=pak, position="X")
    vote.intended_position = "Y"
    with changing(None, "The delegation said so.") as change:
        change.save(vote)
    assert letters(pak) == "YAX"
    assert letters(pak, select(as_intended=True)) == "YAY"
    assert letters(pak) == "YAX"


@pytest.mark.parametrize(
    ("question", "values", "expected"),
    [
        ("in_session", ["ES-11"], "YAX"),
        ("in_session", ["99"], ""),
        ("since", [date(2022, 1, 1)], "AX"),
        ("until", [date(2022, 3, 2)], "YA"),
        ("of_scope", ["whole"], "YAX"),
    ],
)
def test_any_question_about_roll_calls_selects_columns(three, question, values, expected):
    pak, *_ = three
    chosen = getattr(RollCall.objects.published(), question)(*values)
    assert letters(pak, select(chosen)) == expected


def test_a_series_selects_its_texts(three):
    pak, *_ = three
    make_series(core=[make_resolution("A/RES/77/5")])
    series = make_series("food", core=[RollCall.objects.order_by("id")[0].resolution])
    chosen = RollCall.objects.published().in_series(series)
    assert letters(pak, select(chosen)) == "Y"


def votes_read(queries):
    return [each["sql"] for each in queries if 'FROM "votes_vote"' in each["sql"]]


def test_the_votes_are_read_once_and_another_process_takes_them_up(three):
    matrix()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        first = matrix()
    assert (votes_read(queries), len(queries)) == ([], 1)
    # What another process knows at its start.
    module._loaded.clear()
    with CaptureQueriesContext(connection) as queries:
        second = matrix()
    assert votes_read(queries) == []
    assert second is not first
    assert (second.recorded == first.recorded).all()


def test_a_change_that_is_no_vote_does_not_read_them_again(three):
    before = matrix()
    make_series("lakes")
    assert matrix() is before


def test_a_new_state_has_its_row_at_once(three):
    assert [letters(country) for country in three] == ["YAX", "-YA", "N--"]
    (nauru,) = make_countries("NRU")
    assert letters(nauru) == "---"


def test_an_empty_record_has_an_empty_array():
    assert matrix().recorded.shape == (1, 0)
    make_countries("PAK")
    found = select()
    assert (found.positions.shape, found.of(Country.objects.get()).shape) == ((2, 0), (0,))


def test_spans_cover_both_their_days(three):
    pak, ind, _ = three
    inside = select().spans(
        [(pak.pk, date(2021, 12, 1), date(2022, 3, 2)), (ind.pk, date(2022, 3, 3), None)]
    )
    rows = [inside[matrix().row(country.pk)] for country in three]
    assert np.array(rows).tolist() == [[True, True, False], [False, False, True], [False] * 3]


@pytest.mark.parametrize("values", [[], [3], [3, 3], [1, 1, 2, 5, 5, 5]])
def test_runs_are_what_sorting_would_find(values):
    ascending = np.array(values, dtype=np.int64)
    found = runs(ascending)
    expected = np.unique(ascending, return_index=True, return_inverse=True)
    assert [each.tolist() for each in found] == [each.tolist() for each in expected]
