"""One position corrected: reason, explanation, history, undo, conflict."""

import pytest
from django.urls import reverse

from tests.admin.desk import address, errors, fields_of, said, save
from tests.copied import copied
from tests.factories import make_country, make_resolution, make_roll_call
from votes.admin.form import BOTH_SHOWN
from votes.models import Change, Position, Revision, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
@copied
def vote():
    """Pakistan's abstention in a published roll call that adds up."""
    pak, ind = make_country("PAK", "Pakistan"), make_country("IND", "India")
    text = make_resolution("A/RES/ES-11/4")
    make_roll_call(text, {pak: "A", ind: "Y"})
    return Vote.objects.get(country=pak)


def state(vote):
    vote = Vote.objects.select_related("roll_call").get(pk=vote.pk)
    return vote.position, vote.roll_call.discrepancy_explanation, vote.roll_call.state


@pytest.mark.parametrize("search", ["PAK ES-11/4", "pakistan a/res/es-11/4", "A-RES-ES-11-4 pak"])
def test_a_position_is_found_by_state_and_text(admin_client, vote, search):
    page = admin_client.get(address(Vote, "changelist"), {"q": search})
    assert list(page.context["cl"].result_list) == [vote]


@pytest.mark.parametrize("search", ["PAK ES-11/5", "XYZ", "IND ES-11/4 PAK"])
def test_a_search_that_fits_nothing_finds_nothing(admin_client, vote, search):
    page = admin_client.get(address(Vote, "changelist"), {"q": search})
    assert list(page.context["cl"].result_list) == []


def test_a_published_position_is_not_changed_without_a_reason(admin_client, vote):
    page = save(admin_client, address(vote), position="Y", note="Typed and kept")
    assert errors(page) == [
        "A/RES/ES-11/4, 2 March 2022 is published: a correction needs a reason. "
        "Readers will see it, since yes: 2 recorded, 1 official, 1 too many; "
        "abstain: 0 recorded, 1 official, 1 missing."
    ]
    form = page.context["adminform"].form
    assert (form["position"].value(), form["note"].value()) == ("Y", "Typed and kept")
    assert state(vote) == ("A", "", "published")
    assert said(admin_client) == []


def test_with_a_reason_it_is_changed_and_the_reason_explains_the_tally(admin_client, vote):
    response = save(admin_client, address(vote), position="Y", reason="Misread, see PV.14")
    assert response.status_code == 302
    assert state(vote) == ("Y", "Misread, see PV.14", "published")
    assert said(admin_client)[0] == (
        "warning",
        "A/RES/ES-11/4, 2 March 2022 is published. yes: 2 recorded, 1 official, 1 too many; "
        "abstain: 0 recorded, 1 official, 1 missing.",
    )


def test_the_history_tells_who_when_why_and_from_what(admin_client, admin_user, vote):
    save(admin_client, address(vote), position="Y", reason="Misread, see PV.14")
    revision = Revision.objects.latest("id")
    page = admin_client.get(address(vote, "history"))
    shown = page.context["revisions"][0]
    assert (shown.who, shown.reason, shown.at) == ("admin", "Misread, see PV.14", revision.at)
    assert [change.lines() for change in shown.shown] == [["Position: Abstained → Yes"]]
    html = page.content.decode()
    for words in ("admin", "Misread, see PV.14", "Position: Abstained → Yes", "Undo"):
        assert words in html


def test_the_history_of_the_roll_call_tells_of_its_votes(admin_client, vote):
    save(admin_client, address(vote), position="Y", reason="Misread, see PV.14")
    html = admin_client.get(address(vote.roll_call, "history")).content.decode()
    assert "Position: Abstained → Yes" in html
    assert "Why positions and totals differ: (empty) → Misread, see PV.14" in html


def test_the_history_of_the_roll_call_tells_of_deleted_votes(admin_client, vote):
    admin_client.post(address(vote, "delete"), {"post": "yes", "reason": "Not in the record"})
    assert not Vote.objects.filter(pk=vote.pk).exists()
    html = admin_client.get(address(vote.roll_call, "history")).content.decode()
    assert "Pakistan on A/RES/ES-11/4, 2 March 2022: abstained: deleted" in html


def test_undoing_from_the_history_restores_everything(admin_client, admin_user, vote):
    save(admin_client, address(vote), position="Y", reason="Misread, see PV.14")
    revision = Revision.objects.latest("id")
    back = address(vote, "history")
    response = admin_client.post(
        reverse("admin:votes_revision_undo", args=[revision.pk]) + f"?next={back}"
    )
    assert response.headers["Location"] == back
    assert state(vote) == ("A", "", "published")
    assert said(admin_client)[-1] == (
        "success",
        f"Change {revision.pk} is undone by change {revision.pk + 1}.",
    )
    newest = admin_client.get(back).context["revisions"][0]
    assert (newest.undoes, newest.user) == (revision, admin_user)


def test_what_cannot_be_undone_is_told(admin_client, vote):
    save(admin_client, address(vote), position="Y", reason="First")
    first = Revision.objects.latest("id")
    save(admin_client, address(vote), position="N", reason="Second")
    admin_client.post(reverse("admin:votes_revision_undo", args=[first.pk]))
    (level, message), *_ = said(admin_client)[-1:]
    assert level == "error"
    assert "has been changed since by admin" in message
    assert state(vote)[0] == "N"


def test_undo_leads_nowhere_outside_and_only_by_post(admin_client, vote):
    save(admin_client, address(vote), position="Y", reason="First")
    where = reverse("admin:votes_revision_undo", args=[Revision.objects.latest("id").pk])
    assert admin_client.get(where).status_code == 405
    response = admin_client.post(where + "?next=https://elsewhere.example/")
    assert response.headers["Location"] == reverse("admin:votes_revision_changelist")


def test_a_load_of_many_records_is_undone_only_from_its_own_page(admin_client, monkeypatch):
    monkeypatch.setattr("votes.admin.history.UNDONE_AT_ONCE", 1)
    country = make_country("PAK", "Pakistan")
    for page in (address(Revision, "changelist"), address(country, "history")):
        html = admin_client.get(page).content.decode()
        assert "on its page" in html
        assert "/undo/" not in html
    revision = Revision.objects.latest("id")
    html = admin_client.get(address(revision)).content.decode()
    assert "Undo this change of 3 records" in html


def test_the_second_of_two_editors_is_told_who_changed_what(admin_client, admin_user, vote):
    mine = fields_of(admin_client.get(address(vote)))
    save(admin_client, address(vote), position="Y", reason="Theirs")
    page = admin_client.post(address(vote), mine | {"position": "N", "reason": "Mine"})
    told = errors(page)
    assert told[0] == (
        "The vote “Pakistan on A/RES/ES-11/4, 2 March 2022: no” has been changed meanwhile: "
        "you read version 1, it is now version 2."
    )
    assert told[1].startswith("admin, ")
    assert told[2:] == ["Nothing of yours was saved.", BOTH_SHOWN]
    (met,) = page.context["meetings"]
    assert [(each.title, each.opened, each.yours, each.theirs) for each in met.choices] == [
        ("Position", "Abstained", "No", "Yes")
    ]
    assert page.context["adminform"].form["position"].value() == "N"
    assert state(vote)[:2] == ("Y", "Theirs")


def test_deleting_a_published_position_needs_a_reason(admin_client, vote):
    where = address(vote, "delete")
    assert "Kept in the history" in admin_client.get(where).content.decode()
    assert admin_client.post(where, {"post": "yes"}).headers["Location"] == where
    assert said(admin_client) == [
        (
            "error",
            "A/RES/ES-11/4, 2 March 2022 is published: a correction needs a reason. "
            "Readers will see it, since abstain: 0 recorded, 1 official, 1 missing.",
        )
    ]
    assert state(vote) == ("A", "", "published")


def test_several_positions_are_deleted_through_the_gate_or_none(admin_client, vote):
    where = address(Vote, "changelist")
    chosen = {"action": "delete_selected", "_selected_action": [vote.pk], "post": "yes"}
    admin_client.post(where, chosen)
    assert said(admin_client)[0][0] == "error"
    assert Vote.objects.count() == 2
    admin_client.post(where, chosen | {"reason": "Entered twice"})
    assert list(Vote.objects.values_list("country__code", flat=True)) == ["IND"]
    deleted = Change.objects.latest("id")
    assert (deleted.revision.reason, deleted.revision.who) == ("Entered twice", "admin")


def test_which_country_in_which_roll_call_is_fixed_once_recorded(admin_client, vote):
    form = admin_client.get(address(vote)).context["adminform"].form
    assert {"roll_call", "country"}.isdisjoint(form.fields)
    added = admin_client.get(address(Vote, "add")).context["adminform"].form
    assert {"roll_call", "country"} <= set(added.fields)


def test_only_a_state_that_did_not_vote_has_a_reason_for_it(admin_client, vote):
    page = save(admin_client, address(vote), non_voting_reason="absent", reason="So it says")
    assert errors(page) == ["Only a state that did not vote has a reason for it."]
    assert Position(state(vote)[0]) == Position.ABSTAIN
