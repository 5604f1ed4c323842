"""Series at the desk: proposals are judged in lists, and texts moved between series."""

import pytest
from django.contrib.auth.models import User

from tests.admin.desk import address
from tests.copied import copied
from tests.factories import make_resolution, saved
from votes.models import Change, Series, SeriesEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
@copied
def proposals():
    found = []
    for number, texts in ((1, 2), (2, 3), (3, 1)):
        series = saved(
            Series(title=f"Question {number}", slug=f"question-{number}", proposal=f"p{number}")
        )
        for text in range(texts):
            symbol = f"A/RES/7{number}/{text}"
            saved(SeriesEntry(series=series, resolution=make_resolution(symbol)))
        found.append(series)
    return found


def run(client, model, action, rows):
    return client.post(
        address(model, "changelist"),
        {"action": action, "_selected_action": [row.pk for row in rows]},
        follow=True,
    )


def statuses():
    return dict(Series.objects.order_by("id").values_list("title", "status"))


@pytest.mark.parametrize(("action", "status"), [("accept", "accepted"), ("reject", "rejected")])
def test_proposals_are_judged_in_the_list_with_history(admin_client, proposals, action, status):
    page = run(admin_client, Series, action, proposals[:2])
    assert statuses() == {"Question 1": status, "Question 2": status, "Question 3": "proposed"}
    assert f"2 of the chosen series now {status}." in page.content.decode()
    change = Change.of(proposals[0]).first()
    assert (change.revision.user, change.before, change.after) == (
        User.objects.get(username="admin"),
        {"status": "proposed"},
        {"status": status},
    )


def test_the_one_with_the_most_texts_takes_the_others_in(admin_client, proposals):
    run(admin_client, Series, "merge", proposals)
    assert statuses() == {
        "Question 1": "rejected",
        "Question 2": "proposed",
        "Question 3": "rejected",
    }
    assert proposals[1].entries.count() == 6


def test_an_accepted_series_takes_in_larger_proposals(admin_client, proposals):
    proposals[2].status = "accepted"
    saved(proposals[2])
    run(admin_client, Series, "merge", proposals)
    assert statuses()["Question 3"] == "accepted"
    assert proposals[2].entries.count() == 6


def test_one_series_alone_is_not_merged(admin_client, proposals):
    page = run(admin_client, Series, "merge", proposals[:1])
    assert "Choose two series or more to merge." in page.content.decode()
    assert set(statuses().values()) == {"proposed"}


def test_texts_are_moved_into_a_series_of_their_own(admin_client, proposals):
    entries = list(proposals[1].entries.order_by("id")[:2])
    page = run(admin_client, SeriesEntry, "split", entries)
    assert "2 texts moved to “Question 2 (split off)”" in page.content.decode()
    assert Series.objects.get(slug="question-2-split-off").entries.count() == 2
    assert proposals[1].entries.count() == 1


def test_a_second_split_under_the_same_name_is_refused_and_nothing_is_moved(
    admin_client, proposals
):
    first, second, third = proposals[1].entries.order_by("id")
    run(admin_client, SeriesEntry, "split", [first])
    page = run(admin_client, SeriesEntry, "split", [second, third])
    assert "already" in page.content.decode()
    assert proposals[1].entries.count() == 2
