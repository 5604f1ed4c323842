"""Several countries beside each other: topics by size, and where two cast different positions."""

from datetime import date

import pytest

from tests.factories import make_countries, make_resolution, make_roll_call, saved
from votes.models import ResolutionTopic, RollCall, Topic
from votes.stances.comparison import Differences, Topics, agreement_by_topic
from votes.stances.matrix import select

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Three states on three texts: the first and last on one topic, the last on another too."""
    pak, ind, chn = make_countries("PAK IND CHN")
    arms, peace = (saved(Topic(name=name, slug=name.lower())) for name in ("Arms", "Peace"))
    votes = [
        ("A/RES/76/1", date(2021, 12, 1), {pak: "Y", ind: "N", chn: "X"}, [arms]),
        ("A/RES/76/2", date(2022, 3, 2), {pak: "Y", ind: "X", chn: "Y"}, []),
        ("A/RES/77/1", date(2022, 12, 1), {pak: "A", ind: "A", chn: "Y"}, [arms, peace]),
    ]
    for symbol, on, positions, topics in votes:
        roll_call = make_roll_call(make_resolution(symbol), positions, on=on)
        for topic in topics:
            saved(ResolutionTopic(resolution=roll_call.resolution, topic=topic))
    return pak, ind, chn


def test_topics_are_those_of_the_selected_roll_calls_the_largest_first(three):
    assert [each.slug for each in Topics.of(select()).topics] == ["arms", "peace"]
    late = select(RollCall.objects.published().since(date(2022, 12, 1)))
    assert [each.slug for each in Topics.of(late).topics] == ["arms", "peace"]
    without = select(RollCall.objects.published().until(date(2021, 12, 1)))
    assert [each.slug for each in Topics.of(without).topics] == ["arms"]
    nothing = select(RollCall.objects.published().since(date(2030, 1, 1)))
    assert Topics.of(nothing).topics == []
    (peace,) = Topic.objects.filter(slug="peace")
    assert [each.slug for each in Topics.of(select(), [peace]).topics] == ["peace"]


def test_agreement_on_a_topic_counts_its_roll_calls_only(three):
    pak, ind, _ = three
    selection = select()
    found = agreement_by_topic(pak, ind, selection, Topics.of(selection), "strict")
    assert [(each.score, each.n) for each in found] == [(0.5, 2), (1.0, 1)]


def test_they_differ_where_two_cast_different_positions_the_newest_first(three):
    found = Differences.of(three, select())
    assert found.places.tolist() == [2, 0]
    # Not voting is no position cast: China did not differ in the first.
    assert found.counts == [2, 2, 1]
    assert Differences.of(three[:1], select()).places.tolist() == []
