"""What is not published is in no answer, no count and no nested part."""

import pytest
from django.contrib.auth.models import User

from tests.copied import copied
from tests.factories import (
    make_country,
    make_resolution,
    make_roll_call,
    make_series,
    make_source,
    make_statement,
    saved,
)
from votes.models import Citation, RollCall, Series, SeriesEntry, Vote, changing

pytestmark = pytest.mark.django_db
EMPTY = {"next": None, "previous": None, "count": 0, "results": []}


@pytest.fixture
@copied
def draft():
    text = make_resolution()
    make_series("ukraine", [text])
    return make_roll_call(text, {make_country("PAK", "Pakistan"): "A"}, state="draft")


@pytest.fixture(params=["anonymous", "staff"])
def reader(request, client):
    """Lists show drafts to nobody; only at its own address the desk finds one."""
    if request.param == "staff":
        client.force_login(request.getfixturevalue("admin_user"))


@pytest.mark.parametrize(
    "path",
    [
        "votes/?count=true",
        "roll-calls/?include=votes&count=true",
        "countries/PAK/votes/?count=true",
    ],
)
@pytest.mark.usefixtures("reader")
def test_a_draft_and_its_votes_are_in_no_list(ask, draft, path):
    assert ask(path) == EMPTY


def test_the_address_of_a_draft_answers_the_desk_alone(ask, draft, client, admin_user):
    addresses = [f"roll-calls/{draft.pk}/", f"votes/{Vote.objects.get().pk}/"]
    client.force_login(User.objects.create_user("reader"))
    for address in addresses:
        ask(address, status=404)
    client.logout()
    for address in addresses:
        ask(address, status=404)
    client.force_login(admin_user)
    assert [ask(address)["id"] for address in addresses] == [draft.pk, Vote.objects.get().pk]


def test_a_draft_is_in_no_other_answer(ask, draft):
    assert ask("votes/summary/")["count"] == 0
    assert ask("resolutions/A-RES-ES-11-1/")["roll_calls"] == []
    assert ask("series/ukraine/")["entries"][0]["roll_calls"] == []
    assert ask("resolutions/?since=2000-01-01")["results"] == []
    status = ask("status/")
    assert (status["newest_vote"], status["counts"]["votes"]) == (None, 0)
    assert status["counts"]["roll_calls"] == 0


def test_a_fact_about_a_draft_waits_for_it(ask, draft):
    source = make_source()
    make_statement(make_country("USA"), source, roll_call=draft)
    assert ask("statements/?count=true") == EMPTY
    assert ask("sources/?count=true") == EMPTY


def test_the_source_of_a_draft_waits_for_it(ask, draft):
    saved(Citation(roll_call=draft, source=make_source()))
    assert ask("sources/?count=true") == EMPTY


def test_publishing_shows_all(ask, draft):
    draft.state = RollCall.State.PUBLISHED
    with changing(None, "Complete.") as change:
        change.save(draft)
    assert len(ask("votes/")["results"]) == 1
    assert len(ask("resolutions/A-RES-ES-11-1/")["roll_calls"]) == 1
    assert ask("status/")["newest_vote"] == "2022-03-02"


@pytest.mark.parametrize("status", ["proposed", "rejected"])
def test_a_series_that_is_not_accepted_is_in_no_answer(ask, status):
    text = make_resolution()
    series = saved(Series(slug="secret", title="Secret", status=status))
    saved(SeriesEntry(series=series, resolution=text))
    make_roll_call(text, {make_country(): "Y"})
    assert ask("series/?count=true") == EMPTY
    ask("series/secret/", status=404)
    assert ask("resolutions/A-RES-ES-11-1/")["series"] == []
    assert ask("status/")["counts"]["series"] == 0


def test_notes_for_staff_are_in_no_answer(client, draft):
    pak = make_country("USA")
    text = make_resolution("A/RES/1", internal_note="for staff only")
    made = make_roll_call(text, {pak: "Y"}, internal_note="for staff only")
    for path in ("resolutions/", "resolutions/A-RES-1/", "roll-calls/", f"roll-calls/{made.pk}/"):
        assert b"for staff only" not in client.get(f"/api/v1/{path}").content
