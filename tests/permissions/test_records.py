"""What depends on the record: publishing, taking back, deleting and undoing, by role."""

import json

import pytest
from django.db import transaction
from django.urls import reverse

from tests.admin.desk import address
from tests.factories import make_country, make_resolution, make_roll_call
from tests.permissions.routes import routes
from tests.permissions.rules import ADMINISTRATOR, EDITOR, READER, REVIEWER
from votes.models import Country, Revision, RollCall, changing

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(made_once, db):
    return make_roll_call(
        make_resolution("A/RES/79/1"), {make_country("DRF", "Draftland"): "Y"}, state="draft"
    )


def by_role(askers, attempt):
    """What comes of an attempt by each role, told by its name; nothing of it stays."""
    told = {}
    for asker in askers:
        if asker.may != "anyone":
            with transaction.atomic():
                told[asker.may] = attempt(asker)
                transaction.set_rollback(True)
    return told


def patch_state(call, state):
    def attempt(asker):
        call.refresh_from_db()
        response = asker.with_token.patch(
            f"/api/v1/roll-calls/{call.pk}/",
            json.dumps({"state": state, "reason": "Checked"}),
            content_type="application/json",
            headers={"If-Match": f'"{call.version}"'},
        )
        return response.status_code, RollCall.objects.get(pk=call.pk).state

    return attempt


def test_only_a_reviewer_publishes_over_the_api(askers, draft):
    assert by_role(askers, patch_state(draft, "published")) == {
        READER: (403, "draft"),
        EDITOR: (403, "draft"),
        REVIEWER: (200, "published"),
        ADMINISTRATOR: (200, "published"),
    }


def test_only_a_reviewer_takes_back_over_the_api(askers):
    published = RollCall.objects.published().get()
    assert by_role(askers, patch_state(published, "draft")) == {
        READER: (403, "published"),
        EDITOR: (403, "published"),
        REVIEWER: (200, "draft"),
        ADMINISTRATOR: (200, "draft"),
    }


def test_only_a_reviewer_enters_what_is_published_at_once(askers):
    body = {
        "resolution": "A/RES/78/1",
        "date": "2023-03-02",
        "state": "published",
        "votes": [{"country": "XAB", "position": "yes"}],
        "reason": "New",
    }

    def attempt(asker):
        response = asker.with_token.post(
            "/api/v1/roll-calls/", json.dumps(body), content_type="application/json"
        )
        return response.status_code, RollCall.objects.filter(date="2023-03-02").count()

    assert by_role(askers, attempt) == {
        READER: (403, 0),
        EDITOR: (403, 0),
        REVIEWER: (201, 1),
        ADMINISTRATOR: (201, 1),
    }


def deleting(call):
    def attempt(asker):
        asker.with_session.post(address(call, "delete"), {"post": "yes", "reason": "Twice"})
        return not RollCall.objects.filter(pk=call.pk).exists()

    return attempt


def test_a_draft_is_deleted_by_an_editor_and_a_published_roll_call_by_a_reviewer(askers, draft):
    # One that nothing rests on.
    published = make_roll_call(draft.resolution, {Country.objects.get(code="DRF"): "Y"})
    allowed = {READER: False, EDITOR: True, REVIEWER: True, ADMINISTRATOR: True}
    assert by_role(askers, deleting(draft)) == allowed
    assert by_role(askers, deleting(published)) == allowed | {EDITOR: False}


def test_one_s_own_change_is_undone_by_an_editor_and_another_s_by_a_reviewer(askers):
    def rename(user):
        country = Country.objects.get(code="XAB")
        country.name = "Renamed"
        with changing(user, "Renamed") as gate:
            gate.save(country)
        return reverse("admin:votes_revision_undo", args=[Revision.objects.latest("id").pk])

    def own(asker):
        asker.with_session.post(rename(asker.user))
        return Country.objects.get(code="XAB").name == "Country 1"

    def another_s(asker):
        asker.with_session.post(rename(None))
        return Country.objects.get(code="XAB").name == "Country 1"

    allowed = {READER: False, EDITOR: True, REVIEWER: True, ADMINISTRATOR: True}
    assert by_role(askers, own) == allowed
    assert by_role(askers, another_s) == allowed | {EDITOR: False}


@pytest.mark.parametrize("role", [READER, EDITOR])
def test_with_a_session_a_role_may_over_the_api_what_it_may_with_a_token(askers, names, role):
    (asker,) = [each for each in askers if each.kind == role]
    for route in routes():
        # Tokens are made with a password, by whoever asks.
        if route.is_api and not route.name.startswith("api:token"):
            where = route.address(names | asker.own)
            for method in ("GET", "POST", "PATCH", "DELETE"):
                told = [
                    asker.ask(way, method, where) for way in (asker.with_token, asker.with_session)
                ]
                assert told[0] == told[1], (route.name, method)
