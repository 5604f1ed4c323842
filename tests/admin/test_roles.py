"""Readers, editors, reviewers and administrators: what each may do at the desk."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from tests.admin.desk import address, fields_of, save
from tests.copied import copied
from tests.factories import make_countries, make_country, make_resolution, make_roll_call
from votes.models import Country, Record, Revision, RollCall, Vote, changing

pytestmark = pytest.mark.django_db

# Those with permissions of their own: everybody has their own tokens, nobody sees kept answers.
MODELS = [
    each for each in apps.get_app_config("votes").get_models() if each._meta.default_permissions
]
VIEW = {f"votes.view_{model._meta.model_name}" for model in MODELS}
WRITE = {
    f"votes.{action}_{model._meta.model_name}"
    for model in MODELS
    if issubclass(model, Record)
    for action in ("add", "change", "delete")
}
OWN = {"votes.publish_rollcall", "votes.undo_others", "votes.add_importrun"}


@pytest.fixture(autouse=True)
def roles(db):
    """The roles as the migrations make them, also where another test has emptied the tables."""
    import_module("votes.migrations.0007_roles").add_roles(apps, None)
    import_module("votes.migrations.0008_import_permission").grant(apps, None)


def codes(permissions):
    rows = permissions.values_list("content_type__app_label", "codename")
    return {f"{label}.{codename}" for label, codename in rows}


def staff_of(role, django_user_model, name=""):
    user = django_user_model.objects.create_user(name or role.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def editor(django_user_model):
    return staff_of("Editors", django_user_model)


@pytest.fixture
def reviewer(django_user_model):
    return staff_of("Reviewers", django_user_model)


@pytest.fixture
@copied
def draft():
    """A draft that adds up."""
    states = dict(zip(make_countries("FRA RUS"), "YN", strict=True))
    return make_roll_call(make_resolution(), states, state="draft")


@pytest.fixture
def published():
    states = dict(zip(make_countries("IND PAK"), "YN", strict=True))
    return make_roll_call(make_resolution("A/RES/ES-11/4"), states)


def undo_address(revision):
    return reverse("admin:votes_revision_undo", args=[revision.pk])


def state_errors(page):
    return page.context["adminform"].form.errors.get("state", [])


def rename(country, user, name):
    """The revision in which an account renames a country."""
    country = Country.objects.get(pk=country.pk)
    country.name = name
    with changing(user, "Renamed") as gate:
        gate.save(country)
    return Revision.objects.latest("id")


def test_each_role_has_its_permissions_and_no_others():
    accounts = Permission.objects.filter(
        content_type__app_label="auth", content_type__model__in=["user", "group"]
    )
    expected = {
        "Readers": VIEW,
        "Editors": VIEW | WRITE,
        "Reviewers": VIEW | WRITE | OWN,
        "Administrators": VIEW | WRITE | OWN | codes(accounts),
    }
    assert len(codes(accounts)) == 8
    assert {group.name: codes(group.permissions) for group in Group.objects.all()} == expected


def test_an_editor_is_refused_publishing_and_the_draft_stays(client, editor, draft):
    client.force_login(editor)
    page = save(client, address(draft), state="published")
    assert state_errors(page) == ["Only a reviewer may publish; save it as a draft."]
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert save(client, address(draft), note="Seen", state="draft").status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.note) == ("draft", "Seen")


def test_an_editor_enters_a_new_roll_call_as_a_draft_only(client, editor):
    make_country("FRA", "France")
    client.force_login(editor)
    where = address(RollCall, "add")
    typed = {"resolution": make_resolution().pk, "date": "2022-03-02", "in_favour": "France"}
    page = save(client, where, **typed, state="published")
    assert state_errors(page) == ["Only a reviewer may publish; save it as a draft."]
    assert not RollCall.objects.exists()
    assert save(client, where, **typed, state="draft").status_code == 302
    assert RollCall.objects.get().state == "draft"


def test_a_reviewer_publishes_and_takes_back(client, reviewer, draft):
    client.force_login(reviewer)
    for state in ("published", "draft"):
        assert save(client, address(draft), state=state, reason="Checked").status_code == 302
        draft.refresh_from_db()
        assert draft.state == state


def test_an_editor_corrects_a_published_roll_call_but_does_not_take_it_back(
    client, editor, published
):
    client.force_login(editor)
    page = save(client, address(published), state="draft", reason="Doubtful")
    assert state_errors(page) == ["Only a reviewer may take back a publication."]
    vote = Vote.objects.get(country__code="PAK")
    assert save(client, address(vote), position="Y", reason="Misread").status_code == 302
    changed = save(client, address(published), note="Corrected", reason="Misread")
    assert changed.status_code == 302
    published.refresh_from_db()
    vote.refresh_from_db()
    assert (published.state, published.note, vote.position) == ("published", "Corrected", "Y")


def test_an_editor_undoes_their_own_change_and_not_another_s(client, editor, reviewer):
    country = make_country("FRA", "France")
    theirs, own = rename(country, reviewer, "Gaul"), rename(country, editor, "Frankia")
    loaded = Revision.objects.filter(user=None).latest("id")
    client.force_login(editor)
    for page in (address(Revision, "changelist"), address(country, "history")):
        html = client.get(page).content.decode()
        assert undo_address(own) in html
        assert undo_address(theirs) not in html
        assert undo_address(loaded) not in html
    assert undo_address(own) in client.get(address(own)).content.decode()
    assert undo_address(theirs) not in client.get(address(theirs)).content.decode()
    assert client.post(undo_address(own)).status_code == 302
    assert client.post(undo_address(theirs)).status_code == 403
    country.refresh_from_db()
    assert country.name == "Gaul"


def test_an_editor_whose_draft_was_published_meanwhile_is_shown_both_versions(
    client, editor, draft
):
    client.force_login(editor)
    mine = fields_of(client.get(address(draft))) | {"note": "Mine", "reason": "Why"}
    draft.state = "published"
    with changing(None) as gate:
        gate.save(draft)
    page = client.post(address(draft), mine)
    (met,) = [each for each in page.context["meetings"] if each.choices]
    assert {each.title: each.kept for each in met.choices} == {"Note": "yours", "State": "theirs"}
    assert client.post(address(draft), fields_of(page)).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.note) == ("published", "Mine")


def test_a_reviewer_undoes_what_an_editor_changed(client, editor, reviewer):
    country = make_country("FRA", "France")
    revision = rename(country, editor, "Gaul")
    client.force_login(reviewer)
    assert undo_address(revision) in client.get(address(Revision, "changelist")).content.decode()
    assert client.post(undo_address(revision)).status_code == 302
    country.refresh_from_db()
    assert country.name == "France"


def test_who_no_longer_reviews_cannot_undo_their_own_publication(client, reviewer, draft):
    client.force_login(reviewer)
    save(client, address(draft), state="published", reason="Checked")
    reviewer.groups.set(Group.objects.filter(name="Editors"))
    assert client.post(undo_address(Revision.objects.latest("id"))).status_code == 403
    draft.refresh_from_db()
    assert draft.is_published


def test_a_published_roll_call_is_deleted_only_by_a_reviewer(
    client, editor, reviewer, draft, published
):
    client.force_login(editor)
    done = {"post": "yes", "reason": "Entered twice"}
    assert client.post(address(published, "delete"), done).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": published.pk} | done
    client.post(address(RollCall, "changelist"), chosen)
    assert RollCall.objects.filter(pk=published.pk).exists()
    assert client.post(address(draft, "delete"), done).status_code == 302
    client.force_login(reviewer)
    assert client.post(address(published, "delete"), done).status_code == 302
    assert not RollCall.objects.exists()
